//! What the guard misses, and what it refuses for nothing: `script/bench guard`.
//!
//! NHS numbers are written in every way that the rule names, between words and beside other numbers. Ordinary notes have
//! the numbers that staff write to each other. Both are invented here, the same each time.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use fastrand::Rng;
use patient_data::{Mask, contains_nhs_number, suspicions};

const SEED: u64 = 20_261_129;
const FORMS: usize = 50_000;
const NOTES: usize = 50_000;
const NOTES_OF_UNCLEAR: usize = 5_000;

fn main() {
    let mut random = Rng::with_seed(SEED);
    let mut missed = 0_u32;
    for _ in 0..FORMS {
        let text = with_a_number(&mut random);
        if !contains_nhs_number(&text) {
            missed += 1;
            println!("missed: {text:?}");
        }
    }
    // As of a trust that has said how it writes its own.
    let masks: Vec<Mask> = Mask::parse("RX#######").into_iter().collect();
    let mut classes: Vec<Class> =
        CLASSES.iter().map(|(name, _)| Class { name, notes: 0, refused: 0 }).collect();
    let mut asked = 0_u32;
    for _ in 0..NOTES {
        let place = random.usize(..CLASSES.len());
        let text = ordinary(&mut random, place);
        let class = &mut classes[place];
        class.notes += 1;
        if contains_nhs_number(&text) {
            class.refused += 1;
            println!("refused for nothing: {}: {text:?}", class.name);
        } else if !suspicions(&text, &masks).is_empty() {
            asked += 1;
        }
    }
    let unclear: Vec<(&str, f64)> = UNCLEAR
        .iter()
        .map(|(name, write)| {
            let refused = (0..NOTES_OF_UNCLEAR).filter(|_| contains_nhs_number(&write(&mut random))).count();
            (*name, per_cent(narrow(refused), narrow(NOTES_OF_UNCLEAR)))
        })
        .collect();

    for class in classes.iter().filter(|class| class.refused > 0) {
        println!("{}: {} of {} notes, {:.2} %", class.name, class.refused, class.notes, class.per_cent());
    }
    for (name, refused) in &unclear {
        println!("not among them, as only the check digit tells: {name}, {refused:.1} %");
    }
    let refused = classes.iter().map(|class| class.refused).sum();
    let worst = classes.iter().map(Class::per_cent).fold(0.0, f64::max);
    let notes = narrow(NOTES);
    println!(
        "{FORMS} written forms, {missed} missed; {NOTES} ordinary notes of {} classes, {refused} refused, {asked} asked about",
        CLASSES.len()
    );
    println!(
        r#"{{"bench":"guard","figures":{{"forms":{FORMS},"missed":{missed},"notes":{NOTES},"false_alarm_pct":{:.3},"worst_class_pct":{worst:.2},"asked_pct":{:.3}}}}}"#,
        per_cent(refused, notes),
        per_cent(asked, notes)
    );
}

/// Notes of one kind.
struct Class {
    name: &'static str,
    notes: u32,
    refused: u32,
}

impl Class {
    fn per_cent(&self) -> f64 {
        per_cent(self.refused, self.notes)
    }
}

fn per_cent(count: u32, of: u32) -> f64 {
    f64::from(count) * 100.0 / f64::from(of.max(1))
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn pick<'a>(random: &mut Rng, choices: &[&'a str]) -> &'a str {
    choices[random.usize(..choices.len())]
}

fn digits(random: &mut Rng, count: usize) -> String {
    (0..count).map(|_| random.digit(10)).collect()
}

/// Ten digits, of which the last is right or wrong.
fn ten_digits(random: &mut Rng, is_right: bool) -> String {
    loop {
        let body = digits(random, 9);
        let sum: u32 = body
            .chars()
            .filter_map(|c| c.to_digit(10))
            .zip((2..=10).rev())
            .map(|(d, weight)| d * weight)
            .sum();
        let check = (11 - sum % 11) % 11;
        let last = if is_right { check } else { (check + random.u32(1..10)) % 10 };
        let text = format!("{body}{last}");
        // Free numbers to ring; no NHS number begins so, and no date of birth, with which those of Scotland begin.
        let is_free = text.starts_with("0800") || text.starts_with("0500");
        if check < 10 && !is_free && text.chars().any(|c| !text.starts_with(c)) {
            return text;
        }
    }
}

// Misses -------------------------------------------------------------------------------------------------------------------

const GROUPS: [&[usize]; 12] = [
    &[10],
    &[3, 3, 4],
    &[3, 3, 4],
    &[4, 3, 3],
    &[5, 5],
    &[2, 2, 2, 2, 2],
    &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    &[3, 7],
    &[6, 4],
    &[4, 6],
    &[3, 4, 3],
    &[2, 3, 3, 2],
];

const MARKS: [&str; 40] = [
    " ", "  ", "-", ".", ",", "/", "\\", "_", "?", "!", ":", ";", "*", "#", "+", "=", "|", "~", "'", "\"",
    "(", ")", ") ", ", ", " -", "- ", ". ", "--", "//", "\n", "\r\n", "\t", "\u{a0}", "\u{2009}", "\u{3000}",
    "–", "—", "•", "·", "·\u{a0}",
];

const UNSEEN: [&str; 12] = [
    "\u{200b}",
    "\u{200d}",
    "\u{2060}",
    "\u{feff}",
    "\u{ad}",
    "\u{202e}",
    "\u{2066}",
    "\u{fe0f}",
    "\u{301}",
    "\u{20e3}",
    "\u{34f}",
    "\u{e0020}",
];

/// The zeros of scripts that a keyboard can be set to.
const ZEROS: [u32; 14] =
    [0x30, 0x30, 0x30, 0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xB66, 0xE50, 0xFF10, 0x1D7CE, 0x1D7D8];

/// Those whose zero does not stand beside their one, and a mixture.
const LISTS: [&str; 4] = ["⓪①②③④⑤⑥⑦⑧⑨", "零一二三四五六七八九", "〇㊀㊁㊂㊃㊄㊅㊆㊇㊈", "０①二３④五６⑦㊇９"];

const BEFORE: [&str; 26] = [
    "",
    "pt ",
    "Patient no ",
    "NHS no: ",
    "NHS number is ",
    "nhs ",
    "NHS",
    "nhsno",
    "no ",
    "no",
    "number ",
    "num",
    "n",
    "chart of ",
    "for ",
    "(",
    "#",
    "bed 12, ",
    "beds 4, 7, 12 and ",
    "see 29/11/2026: ",
    "ring 07700 900123 for ",
    "ext 64559/56133 about ",
    "INC4926624, pt ",
    "asset 214805: ",
    "since 09:45, ",
    "10.0.0.12: ",
];

const BEHIND: [&str; 10] = [
    "",
    " has no chart",
    ".",
    ")",
    ", bed 12",
    " 29/11/2026",
    "\nthank you",
    " at 09:45",
    " ring 07700 900123",
    " on ext 64559",
];

/// What explains other numbers, and must not explain one that is written as usual.
const TOLD: [&str; 28] = [
    "ext ",
    "ext 64559, ",
    "bleep 4512, ",
    "ring ",
    "on ",
    "mobile ",
    "INC ",
    "INC4926624, ",
    "asset ",
    "asset 214805, ",
    "ref ",
    "PT",
    "bed ",
    "beds 4, 7, 12, ",
    "beds 12,14,16,",
    "room 5.58 ",
    "version ",
    "v",
    "v2.",
    "ip ",
    "10.0.0.12, ",
    "12.10.26-15.10 ",
    "12/10/26, ",
    "0930-1215, ",
    "0x80070005 ",
    "0800 789067, ",
    "7242 331943, ",
    "at 9.30, 10.15, ",
];

const TOLD_BEHIND: [&str; 12] = [
    "",
    " 12",
    "/12",
    ".12",
    "-12",
    ", bed 12",
    ": 09:45",
    ", 29/11/26",
    " 29/11/26 10:45",
    " 1230-1415",
    ", 10.0.0.12",
    ", 7242 331943",
];

fn with_a_number(random: &mut Rng) -> String {
    let number = ten_digits(random, true);
    if random.u8(..4) == 0 {
        let mark = pick(random, &["", " ", "-", ".", "/", ",", "_", " - ", ", "]);
        let form = in_groups(random, &number, mark, mark);
        return format!("{}{form}{}", pick(random, &TOLD), pick(random, &TOLD_BEHIND));
    }
    let before = pick(random, &BEFORE);
    let form = match random.u8(..12) {
        0 if !before.ends_with(char::is_alphanumeric) && number.starts_with(['4', '6', '9']) => {
            format!("{}{number}", pick(random, &["0", "+44", "0044", "+44 0"]))
        }
        1 => format!("{}o{}O{}", &number[..3], &number[3..6], &number[6..]),
        2 => format!("{}{}{}", &number[..1], number[1..9].replace('0', "O"), &number[9..]),
        3 => in_groups(random, &number, "%20", "%2D"),
        4 => in_groups(random, &number, " - - ", " / / "),
        5 => in_groups(random, &number, "%0D%0A", "%C2%A0"),
        _ => in_any_form(random, &number),
    };
    format!("{before}{form}{}", pick(random, &BEHIND))
}

fn in_groups(random: &mut Rng, number: &str, one: &str, other: &str) -> String {
    [&number[..3], &number[3..6], &number[6..]].join(pick(random, &[one, other]))
}

fn in_any_form(random: &mut Rng, number: &str) -> String {
    let zero = ZEROS[random.usize(..ZEROS.len())];
    let list: Vec<char> = pick(random, &LISTS).chars().collect();
    let is_listed = random.u8(..5) == 0;
    let groups = GROUPS[random.usize(..GROUPS.len())];
    let is_even = random.bool();
    let mark = pick(random, &MARKS);
    let ends: Vec<usize> = groups
        .iter()
        .scan(0, |end, length| {
            *end += length;
            Some(*end)
        })
        .collect();
    let mut form = String::new();
    for (place, digit) in number.chars().filter_map(|c| c.to_digit(10)).enumerate() {
        let listed = usize::try_from(digit).ok().and_then(|digit| list.get(digit).copied());
        form.extend(if is_listed { listed } else { char::from_u32(zero + digit) });
        if place < 9 && ends.contains(&(place + 1)) {
            let mark = if is_even { mark } else { pick(random, &MARKS) };
            // Let through: the number of a mobile telephone without its 0.
            let is_mobile = groups == [4, 6] && number.starts_with('7') && mark.trim().is_empty();
            form.push_str(if is_mobile { "-" } else { mark });
        }
        if place < 9 && random.u8(..8) == 0 {
            form.push_str(pick(random, &UNSEEN));
        }
    }
    form
}

// False alarms -------------------------------------------------------------------------------------------------------------

fn ordinary(random: &mut Rng, class: usize) -> String {
    const WORDS: [&str; 12] = [
        "the chart will not open",
        "label printer prints nothing",
        "cannot sign the discharge summary",
        "results do not show",
        "worklist is empty",
        "screen is frozen",
        "please come to the nurses' station",
        "password has expired",
        "the order went to the wrong ward",
        "scanner reads no wristband",
        "drug round is waiting",
        "whole bay cannot log in",
    ];
    let (words, first) = (pick(random, &WORDS), CLASSES[class].1(random));
    let second = CLASSES[random.usize(..CLASSES.len())].1(random);
    match random.u8(..4) {
        0 => format!("{first} {words}"),
        1 => format!("{words}, {first}"),
        2 => format!("{words}. {first}, {second}"),
        _ => format!("{words} ({first}) {second}"),
    }
}

fn day(random: &mut Rng) -> u8 {
    random.u8(1..=28)
}

fn month(random: &mut Rng) -> u8 {
    random.u8(1..=12)
}

fn clock(random: &mut Rng, mark: &str) -> String {
    format!("{:02}{mark}{:02}", random.u8(..24), random.u8(..60))
}

/// Up to seven numbers, the smallest first.
fn rising(random: &mut Rng, most: u16) -> Vec<String> {
    let count = random.usize(3..=7);
    let mut numbers: Vec<u16> = (0..count).map(|_| random.u16(1..=most)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.iter().map(ToString::to_string).collect()
}

fn in_any_order(random: &mut Rng, mut numbers: Vec<String>) -> Vec<String> {
    random.shuffle(&mut numbers);
    numbers
}

/// What it is, and how it is written.
type Kind = (&'static str, fn(&mut Rng) -> String);

/// What staff write to each other, each kind as often.
const CLASSES: [Kind; 50] = [
    ("mobile together", |r| format!("ring 07{}", digits(r, 9))),
    ("mobile", |r| format!("ring 07700 {} {}", digits(r, 3), digits(r, 3))),
    ("mobile abroad", |r| format!("+44 77{} {} {}", digits(r, 2), digits(r, 3), digits(r, 3))),
    ("mobile abroad in two", |r| format!("+44 7700 {}", digits(r, 6))),
    ("mobile without its 0", |r| {
        format!("{}7{} {}", pick(r, &["ring ", "", "on ", "mob "]), digits(r, 3), digits(r, 6))
    }),
    ("area abroad", |r| format!("+44 (0)161 {} {}", digits(r, 3), digits(r, 4))),
    ("London", |r| format!("tel 020 7{} {}", digits(r, 3), digits(r, 4))),
    ("area with 00", |r| format!("0044 161 {} {}", digits(r, 3), digits(r, 4))),
    ("area in brackets", |r| format!("(0161) {} {}", digits(r, 3), digits(r, 4))),
    ("freephone", |r| format!("{} {}", pick(r, &["0800", "ring 0800", "0500"]), digits(r, 6))),
    ("bleep", |r| format!("bleep {}", digits(r, 4))),
    ("bleeps", |r| format!("bleeps {}, {}", digits(r, 4), digits(r, 4))),
    ("extensions of four", |r| format!("ext. {} or {}", digits(r, 4), digits(r, 4))),
    ("two extensions", |r| {
        format!("ext {}{}{}", digits(r, 5), pick(r, &["/", ", ", " / ", " & "]), digits(r, 5))
    }),
    ("two to ring", |r| {
        format!(
            "{} {}{}{}",
            pick(r, &["ring", "call", "on"]),
            digits(r, 5),
            pick(r, &["/", ", ", " & "]),
            digits(r, 5)
        )
    }),
    ("x", |r| format!("x{}", digits(r, 4))),
    ("day and time", |r| format!("since {:02}/{:02} at {}", day(r), month(r), clock(r, ":"))),
    ("time", |r| format!("since {}", clock(r, ":"))),
    ("time of four digits", |r| format!("{} today", clock(r, ""))),
    ("from time to time", |r| format!("from {} to {}", clock(r, ":"), clock(r, ":"))),
    ("times and a day", |r| format!("{}-{}, {:02}/{:02}", clock(r, ":"), clock(r, ":"), day(r), month(r))),
    ("times with full stops", |r| format!("{}-{}", clock(r, "."), clock(r, "."))),
    ("list of times with full stops", |r| {
        format!("at {}", [0; 3].map(|_| format!("{}.{:02}", r.u8(1..24), r.u8(..60))).join(", "))
    }),
    ("list of days with full stops", |r| {
        format!("{}.{:02}, {}.{:02}, {}.{:02}", day(r), month(r), day(r), month(r), day(r), month(r))
    }),
    ("times of four digits", |r| format!("{}-{}", clock(r, ""), clock(r, ""))),
    ("dates", |r| format!("{:02}/{:02}/26 and {:02}.{:02}.2026", day(r), month(r), day(r), month(r))),
    ("days from to", |r| format!("{:02}.{:02}.26-{:02}.{:02}", day(r), month(r), day(r), month(r))),
    ("days to with year", |r| format!("{:02}/{:02} - {:02}/{:02}/26", day(r), month(r), day(r), month(r))),
    ("days of a month", |r| format!("{}-{}.{:02}.26", day(r), day(r), month(r))),
    ("date and time", |r| format!("{:02}/{:02}/2026 {}", day(r), month(r), clock(r, ":"))),
    ("date and time of a computer", |r| {
        format!("{}, 2026-{:02}-{:02} {}", clock(r, ":"), month(r), day(r), clock(r, ":"))
    }),
    ("room", |r| format!("room {}.{:02}", r.u8(1..9), r.u8(1..99))),
    ("rooms", |r| format!("rooms {}", rising(r, 140).join(pick(r, &[", ", " ", ","])))),
    ("bed", |r| format!("bay {} bed {}", r.u8(1..9), r.u8(1..30))),
    ("beds", |r| format!("beds {}", rising(r, 36).join(pick(r, &[", ", " ", ",", "/"])))),
    ("beds in any order", |r| {
        let beds = rising(r, 36);
        format!("beds {}", in_any_order(r, beds).join(pick(r, &[", ", " "])))
    }),
    ("asset", |r| format!("asset {}", digits(r, 6))),
    ("computer", |r| format!("PC{}", digits(r, 7))),
    ("incident", |r| format!("INC{}", digits(r, 7))),
    ("long incident", |r| format!("{}{}", pick(r, &["INC", "inc", "RITM", "SR"]), digits(r, 10))),
    ("change", |r| format!("CHG00{}", digits(r, 5))),
    ("error", |r| format!("error 0x{} {}", digits(r, 8), digits(r, 2))),
    ("release", |r| format!("version 2026.{}.{}", r.u8(1..12), r.u8(1..30))),
    ("Windows", |r| format!("build 10.0.19045.{}", digits(r, 4))),
    ("build", |r| {
        format!(
            "{}{}.{}.{}.{}",
            pick(r, &["build ", "", "v", "version "]),
            r.u8(10..99),
            r.u8(..99),
            r.u16(1000..20_000),
            r.u8(10..99)
        )
    }),
    ("dose", |r| format!("{} mg in {} ml, x {}", r.u16(1..1000), r.u16(1..500), r.u8(1..9))),
    ("address", |r| format!("printer 192.168.{}.{}", r.u8(10..), r.u8(10..))),
    ("address with port", |r| format!("10.{}.{}.{}:{}", r.u8(..), r.u8(..), r.u8(..), r.u16(80..9999))),
    ("barcode", |r| format!("barcode {}", digits(r, 13))),
    ("order of ten digits with a wrong check", |r| format!("order {}", ten_digits(r, false))),
];

/// What may as well be an NHS number as it is usually written, or nearly so: one in eleven is refused.
const UNCLEAR: [Kind; 8] = [
    ("ten digits together", |r| format!("order {}", digits(r, 10))),
    ("ten digits behind INC and a space", |r| format!("INC {}", digits(r, 10))),
    ("two extensions with a space or a dash", |r| {
        format!("ext {}{}{}", digits(r, 5), pick(r, &[" ", "-"]), digits(r, 5))
    }),
    ("mobile without its 0 in groups of 4, 3 and 3", |r| {
        format!("7{} {} {}", digits(r, 3), digits(r, 3), digits(r, 3))
    }),
    ("address of the internet", |r| format!("81.{}.{}.{}", r.u8(100..), r.u8(100..), r.u8(10..99))),
    ("three bleeps of 3, 3 and 4 digits", |r| {
        format!("bleeps {}, {}, {}", digits(r, 3), digits(r, 3), digits(r, 4))
    }),
    ("dates with spaces", |r| format!("{:02} {:02} 26 {}", day(r), month(r), clock(r, ":"))),
    ("five numbers without a word", |r| [0; 5].map(|_| r.u8(10..99).to_string()).join(", ")),
];
