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
    let (mut refused, mut asked) = (0_u32, 0_u32);
    for _ in 0..NOTES {
        let text = ordinary(&mut random);
        if contains_nhs_number(&text) {
            refused += 1;
            println!("refused for nothing: {text:?}");
        } else if !suspicions(&text, &masks).is_empty() {
            asked += 1;
        }
    }
    let per_cent =
        |count: u32| f64::from(count) * 100.0 / f64::from(u32::try_from(NOTES).unwrap_or(u32::MAX));
    println!(
        "{FORMS} written forms, {missed} missed; {NOTES} ordinary notes, {refused} refused, {asked} asked about"
    );
    println!(
        r#"{{"bench":"guard","figures":{{"forms":{FORMS},"missed":{missed},"notes":{NOTES},"false_alarm_pct":{:.3},"asked_pct":{:.3}}}}}"#,
        per_cent(refused),
        per_cent(asked)
    );
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
        if check < 10 && text.chars().any(|c| !text.starts_with(c)) {
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

fn with_a_number(random: &mut Rng) -> String {
    let number = ten_digits(random, true);
    let zero = ZEROS[random.usize(..ZEROS.len())];
    let groups = GROUPS[random.usize(..GROUPS.len())];
    let is_even = random.bool();
    let mark = pick(random, &MARKS);
    let mut text = pick(
        random,
        &[
            "",
            "pt ",
            "NHS no: ",
            "NHS",
            "chart of ",
            "(",
            "bed 12, ",
            "see 29/11/2026: ",
            "ring 07700 900123 for ",
            "#",
        ],
    )
    .to_owned();
    let ends: Vec<usize> = groups
        .iter()
        .scan(0, |end, length| {
            *end += length;
            Some(*end)
        })
        .collect();
    for (place, digit) in number.chars().filter_map(|c| c.to_digit(10)).enumerate() {
        text.extend(char::from_u32(zero + digit));
        if place < 9 && ends.contains(&(place + 1)) {
            text.push_str(if is_even { mark } else { pick(random, &MARKS) });
        }
        if place < 9 && random.u8(..8) == 0 {
            text.push_str(pick(random, &UNSEEN));
        }
    }
    text.push_str(pick(
        random,
        &["", " has no chart", ".", ")", ", bed 12", " 29/11/2026", "\nthank you", " at 09:45"],
    ));
    text
}

// False alarms -------------------------------------------------------------------------------------------------------------

fn ordinary(random: &mut Rng) -> String {
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
    let (words, first) = (pick(random, &WORDS), number(random));
    match random.u8(..4) {
        0 => format!("{first} {words}"),
        1 => format!("{words}, {first}"),
        2 => format!("{words}. {first}, {}", number(random)),
        _ => format!("{words} ({first}) {}", number(random)),
    }
}

fn number(random: &mut Rng) -> String {
    let (a, b) = (digits(random, 3), digits(random, 3));
    let (day, month) = (random.u8(1..=28), random.u8(1..=12));
    let (hour, minute) = (random.u8(..24), random.u8(..60));
    let four = digits(random, 4);
    match random.u8(..30) {
        0 => format!("ring 07700 9{a}{}", digits(random, 2)),
        1 => format!("ring 07700 {a} {b}"),
        2 => format!("+44 77{} {a} {four}", random.digit(10)),
        3 => format!("+44 7700 {a}{b}"),
        4 => format!("+44 (0)161 {a} {four}"),
        5 => format!("tel 020 7{a} {four}"),
        6 => format!("0044 161 {a} {four}"),
        7 => format!("(0161) {a} {four}"),
        8 => format!("bleep {four}"),
        9 => format!("ext. {four} or {}", digits(random, 4)),
        10 => format!("x{four}"),
        11 => format!("since {day:02}/{month:02} at {hour:02}:{minute:02}"),
        12 => format!("since {hour:02}:{minute:02}"),
        13 => format!("{hour:02}{minute:02} today"),
        14 => format!("from {hour:02}:{minute:02} to {hour:02}:{minute:02}"),
        15 => format!("room {}.{:02}", random.u8(1..9), random.u8(1..99)),
        16 => format!("bay {} bed {}", random.u8(1..9), random.u8(1..30)),
        17 => format!("asset {}", digits(random, 6)),
        18 => format!("PC{}", digits(random, 7)),
        19 => format!("INC{}", digits(random, 7)),
        20 => format!("CHG00{}", digits(random, 5)),
        21 => format!("version 2026.{}.{}", random.u8(1..12), random.u8(1..30)),
        22 => format!("build 10.0.19045.{four}"),
        23 => format!("{} mg in {} ml", random.u16(1..1000), random.u16(1..500)),
        24 => format!("2.5 mg x {}", random.u8(1..9)),
        25 => format!("printer 192.168.{}.{}", random.u8(10..), random.u8(10..)),
        26 => format!("barcode {}", digits(random, 13)),
        27 => format!("order {}", ten_digits(random, false)),
        28 => format!(
            "{:02}:{:02}, 2026-{month:02}-{day:02} {hour:02}:{minute:02}",
            random.u8(..24),
            random.u8(..60)
        ),
        _ => format!("{day:02}/{month:02}/2026 {hour:02}:{minute:02}"),
    }
}
