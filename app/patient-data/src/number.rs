//! NHS numbers: ten digits, the last of which checks the others.

use core::ops::Range;

use crate::{
    calendar::Calendar,
    known::Known,
    run::word_before,
    symbol::{self, Symbol},
};

/// Whether ten digits pass the NHS number check, however they are written: in any script, and with up to two marks and
/// white space between any two of them, percent-encoded, or with the letter o among them. A digit directly before or behind
/// makes it a longer number, but for the 0 or 44 of a telephone number where there is none. Let through, unless “NHS” stands
/// before them, are telephone numbers, also with digits beside them, dates and times, lists of beds, references, versions and
/// addresses of computers.
pub fn contains_nhs_number(text: &str) -> bool {
    let symbols = symbol::read(text);
    [symbol::decoded(&symbols), symbols].iter().any(|symbols| {
        is_in(symbols)
            || [Symbol::Mark('o'), Symbol::Digit(0)]
                .iter()
                .any(|o| symbol::with_o(symbols, *o).is_some_and(|symbols| is_in(&symbols)))
    })
}

fn is_in(symbols: &[Symbol]) -> bool {
    let is_digit = |place: usize| symbols.get(place).is_some_and(|symbol| symbol.digit().is_some());
    let mut known = None;
    (0..symbols.len())
        .filter(|start| is_digit(*start) && may_begin(symbols, *start))
        .filter_map(|start| Digits::from(symbols, start))
        .filter(|digits| !is_digit(digits.places[9] + 1) && passes_check(&digits.values))
        .any(|digits| {
            let (calendar, known) = known.get_or_insert_with(|| (Calendar::of(symbols), Known::of(symbols)));
            let is_even = digits.is_even(symbols);
            word_before(symbols, digits.places[0]).starts_with("nhs")
                || !(calendar.explains(symbols, &digits, is_even)
                    || is_telephone(symbols, &digits)
                    || known.explain(&digits, is_even))
        })
}

/// Whether no digit stands directly before `start`, or only those that make a telephone number of one that begins with 4, 6
/// or 9, as none does.
fn may_begin(symbols: &[Symbol], start: usize) -> bool {
    use Symbol::{Digit, Mark};

    let length = symbols[..start].iter().rev().take_while(|symbol| symbol.digit().is_some()).count();
    let (before, prefix) = symbols[..start].split_at(start - length);
    let is_prefix = match prefix {
        [] => return true,
        [Digit(0)] | [Digit(0), Digit(0), Digit(4), Digit(4)] => true,
        [Digit(4), Digit(4)] | [Digit(4), Digit(4), Digit(0)] => before.ends_with(&[Mark('+')]),
        _ => false,
    };
    is_prefix && matches!(symbols[start], Digit(4 | 6 | 9))
}

/// Ten digits in a row.
pub(crate) struct Digits {
    values: [u8; 10],
    /// Where each stands among the symbols.
    pub(crate) places: [usize; 10],
}

impl Digits {
    fn from(symbols: &[Symbol], start: usize) -> Option<Self> {
        let (mut values, mut places) = ([0; 10], [start; 10]);
        let mut at = start;
        for (index, value) in values.iter_mut().enumerate() {
            if index > 0 {
                at = next_digit(symbols, at)?;
            }
            *value = symbols[at].digit()?;
            places[index] = at;
        }
        Some(Self { values, places })
    }

    /// Whether three or more groups have the same between them.
    fn is_even(&self, symbols: &[Symbol]) -> bool {
        let mut gaps = self
            .places
            .windows(2)
            .map(|pair| &symbols[pair[0] + 1..pair[1]])
            .filter(|gap| !gap.is_empty())
            .peekable();
        let first = gaps.next();
        gaps.peek().is_some() && gaps.all(|gap| Some(gap) == first)
    }
}

/// The next digit, if it is within [reach](symbol::reach).
fn next_digit(symbols: &[Symbol], place: usize) -> Option<usize> {
    let next = symbol::reach(symbols, place).find(|next| symbols[*next].digit().is_some())?;
    // “20:46) +44 7700 …”: a telephone number begins here.
    let is_prefix = matches!(symbols[next..], [Symbol::Digit(4), Symbol::Digit(4), ..])
        && symbols.get(next + 2).is_none_or(|symbol| symbol.digit().is_none())
        && symbols[..next].ends_with(&[Symbol::Space, Symbol::Mark('+')]);
    (!is_prefix).then_some(next)
}

/// Modulus 11 check of the NHS Data Model and Dictionary: weights 10 to 2, 11 − remainder, 11 counts as 0, 10 is
/// invalid. Ten equal digits are nobody's number.
fn passes_check(digits: &[u8; 10]) -> bool {
    if digits.iter().all(|digit| digit == &digits[0]) {
        return false;
    }
    let sum: u32 =
        digits[..9].iter().zip((2..=10_u32).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    match 11 - sum % 11 {
        10 => false,
        11 => digits[9] == 0,
        check => u32::from(digits[9]) == check,
    }
}

/// A British telephone number after `+44`, `0044` or a 0 that stands by itself. None begins with 4, 6 or 9, apart from
/// a few that cost by the minute.
fn is_telephone(symbols: &[Symbol], digits: &Digits) -> bool {
    use Symbol::Digit;

    let Some(prefix) = group_before(symbols, digits.places[0]) else { return false };
    let follows_plus = || {
        symbols[..prefix.start].iter().rev().find(|symbol| **symbol != Symbol::Space)
            == Some(&Symbol::Mark('+'))
    };
    let is_abroad = match symbols[prefix.clone()] {
        [Digit(0)] | [Digit(0), Digit(0), Digit(4), Digit(4)] => true,
        [Digit(4), Digit(4)] => {
            let before = || group_before(symbols, prefix.start);
            follows_plus() || before().is_some_and(|group| symbols[group] == [Digit(0), Digit(0)])
        }
        _ => false,
    };
    is_abroad && matches!(digits.values[0], 1..=3 | 5 | 7 | 8)
}

/// The run of digits that ends before `end`, with a few marks or spaces between.
fn group_before(symbols: &[Symbol], end: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 4;
    let last = symbols[..end].iter().rposition(|symbol| symbol.digit().is_some())? + 1;
    let gap = &symbols[last..end];
    if gap.len() > FARTHEST || gap.iter().any(|symbol| matches!(symbol, Symbol::Letter(_))) {
        return None;
    }
    let before = symbols[..last].iter().rposition(|symbol| symbol.digit().is_none());
    Some(before.map_or(0, |place| place + 1)..last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows H11.1.
    #[test]
    fn an_nhs_number_is_found_however_it_is_typed() {
        for text in [
            "9434765919",
            "pt 943 476 5919 cannot see meds",
            "943-476-5919",
            "943.476.5919",
            "943/476/5919",
            "943,476,5919",
            "943_476_5919",
            "943?476?5919",
            "943 - 476 - 5919",
            "943     476     5919",
            "(943) 476 5919",
            "943) (476) (5919",
            "94347 65919",
            "9434 765 919",
            "94 3476 5919",
            "9 4 3 4 7 6 5 9 1 9",
            "9, 4, 3, 4, 7, 6, 5, 9, 1, 9",
            "943\r\n476\r\n5919",
            "943\t476\u{a0}5919",
            "943\u{2028}476\u{3000}5919",
            "NHS:9434765919.",
            "no943 476 5919x",
            "９４３４７６５９１９",
            "９４３－４７６－５９１９",
            "٩٤٣٤٧٦٥٩١٩",
            "𝟗𝟒𝟑𝟒𝟕𝟔𝟓𝟗𝟏𝟗",
            "⑨④③ ④⑦⑥ ⑤⑨①⑨",
            "9️⃣4️⃣3️⃣4️⃣7️⃣6️⃣5️⃣9️⃣1️⃣9️⃣",
            "943\u{200b}4765919",
            "9\u{ad}4\u{200d}3\u{2060}4\u{feff}7\u{202e}6\u{fe0f}5\u{301}9\u{34f}1\u{e0001}9",
            "943\u{0}476\u{1b}5919",
            "943–476–5919",
            "943•476•5919",
            "943 - - 476 - - 5919",
            "943%20476%205919",
            "943%2D476%2d5919",
            "943%C2%A0476%C2%A05919",
            "%39%34%334765919",
            "943%476%5919",
            "943o476o5919",
            "943О476о5919",
            "4O1 O23 2137",
            "401o232137",
            "NHS4O1O232137",
            "09434765919",
            "0943 476 5919",
            "+449434765919",
            "+440943 476 5919",
            "00449434765919",
            "10.0.9434.765919",
            "九四三四七六五九一九",
            "玖肆叁 肆柒陆 伍玖壹玖",
            "四〇一零二三二一三七",
            "㊈④③㊃⑦⑥⑤㊈①⑨",
            "九4㊂④7陸5⑨〡9",
        ] {
            assert!(contains_nhs_number(text), "{text}");
        }
    }

    #[test]
    fn a_number_is_found_beside_other_numbers() {
        for text in [
            "943 476 5919 2",
            "7 943 476 5919",
            "943 476 5919 12/03/1948",
            "12/03/1948 943 476 5919",
            "943 476 5919/12/03/1948",
            "07700 900123 943 476 5919",
            "943 476 5919 07700 900123",
            "943 476 5918, 943 476 5919",
            "+44 943 476 5919",
            "0044 943 476 5919",
            "0 943 476 5919",
            "09:45 943 476 5919",
            "943 476 5919 192.168.10.24",
        ] {
            assert!(contains_nhs_number(text), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_let_through() {
        for text in [
            "bleep 4512",
            "9434765918",
            "943 476 5918",
            "0000000000",
            "111 111 1111",
            "94347659190",
            "19434765919",
            "943a476b5919",
            "943 476 ext 5919",
            "943 *#! 476 5919",
            "943 - * - 476 5919",
            "449434765919",
            "1109434765919",
            "943%2a%3f%21476 5919",
            "version 2026.11.20",
            "ring 020 7946 0958",
        ] {
            assert!(!contains_nhs_number(text), "{text}");
        }
    }

    /// A number of ten digits that passes the check and begins as given, in groups of these lengths.
    fn passing(beginning: &str, groups: &[usize], parted_by: &str) -> String {
        let digits = (0..1000)
            .map(|tail| format!("{beginning}{tail:0width$}", width = 10 - beginning.len()))
            .find(|digits| contains_nhs_number(digits))
            .unwrap();
        let mut rest = digits.as_str();
        let groups: Vec<&str> = groups
            .iter()
            .map(|length| {
                let (group, behind) = rest.split_at(*length);
                rest = behind;
                group
            })
            .collect();
        groups.join(parted_by)
    }

    #[test]
    fn a_telephone_number_is_none_even_if_its_digits_pass_the_check() {
        let mobile = passing("7700900", &[3, 3, 4], " ");
        for before in ["+44 ", "+44", "0044 ", "00 44 ", "+44 (0)", "+44(0) ", "(+44) ", "0 ", "(0) "] {
            let text = format!("ring {before}{mobile}");
            assert!(!contains_nhs_number(&text), "{text}");
        }
        assert!(!contains_nhs_number(&format!("bed 16) +44 {mobile}")));
        let front = passing("0044161", &[4, 3, 3], " ");
        assert!(!contains_nhs_number(&format!("ring {front} 8146")));
        assert!(!contains_nhs_number(&format!("ring {}-8146", front.replace(' ', "-"))));
        assert!(contains_nhs_number(&front));
        assert!(contains_nhs_number(&mobile));
        assert!(contains_nhs_number(&format!("44 {mobile}")));
        assert!(contains_nhs_number(&format!("1100 {mobile}")));
        assert!(!contains_nhs_number(&format!("0{}", passing("7700900", &[4, 6], " "))));
        let london = passing("2079460", &[2, 4, 4], " ");
        assert!(!contains_nhs_number(&format!("+44 {london}")));
    }

    #[test]
    fn the_digits_of_a_telephone_number_and_those_beside_it_make_none() {
        for text in [
            "+44 7700 826566, 13:55, 2026-11-01 00:14",
            "(room 5.58) (0161) 018 5406",
            "ring 07700 967 817, (0161) 673 7772",
            "(+44 7700 110213) 0710 today",
            "+44 773 818 3842, 615 mg",
            "(+44 (0)161 810 1351) 558 mg",
            "+44 7700 748457, 0044 161 724 7899",
            "(tel 020 7460 2425) 19/02/2026 02:16",
            "asset 436248, (0161) 484 9314",
            "printer 192.168.205.170, 0044 161 772 7173",
        ] {
            assert!(!contains_nhs_number(text), "{text}");
        }
    }

    #[test]
    fn a_number_that_shares_digits_with_a_seeming_telephone_number_is_found() {
        for text in [
            "943 105 0161 234 5678",
            "943-105-0161 234 5678",
            "943 - 105 - 0161 234 5678",
            "943, 105, 0161 234 5678",
            "943 105 (0161) 234 5678",
            "943) (105) (0161) 234 5678",
            "07700 900 943 - 476 - 5919",
            "(0161) 023 4855\n7770) (092/426",
            "523, 0182 997 2019",
            "+44 943 476 5919, 13:55",
            "+44 943 476 5919 7700 900123",
            "(0044 943 476 5919) 0161 496 0123",
        ] {
            assert!(contains_nhs_number(text), "{text}");
        }
    }

    #[test]
    fn a_date_with_a_time_and_an_address_are_none_even_if_their_digits_pass_the_check() {
        let day = passing("202611", &[4, 2, 2, 2], "-");
        for minute in 0..60 {
            for text in [
                format!("frozen since 2026-11-29 09:{minute:02}"),
                format!("frozen since 29/11/2026 10:{minute:02}"),
                format!("29.11.26 10:{minute:02}"),
                format!("29/11/2026 10{minute:02}"),
                format!("29/11/2026, {minute:02} labels"),
                format!("09:45, 10:{minute:02}, 11:{minute:02}"),
                format!("08:00-20:{minute:02} 29/11"),
                format!("printer 192.168.{}.{}", 40 + minute, 10 + minute),
                format!("build 10.0.19045.38{minute:02}"),
            ] {
                assert!(!contains_nhs_number(&text), "{text}");
            }
        }
        // With the same mark all along it is no date and time.
        assert!(contains_nhs_number(&day), "{day}");
    }

    /// The text with each `#` as some digit, 100 times over.
    fn filled(text: &str) -> impl Iterator<Item = String> {
        (0..100_u64).map(move |time| {
            let mut state = time;
            text.chars()
                .map(|c| {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    if c == '#' {
                        char::from_digit(u32::try_from(state >> 33).unwrap() % 10, 10).unwrap()
                    } else {
                        c
                    }
                })
                .collect()
        })
    }

    #[test]
    fn numbers_that_a_word_or_their_shape_explains_are_let_through() {
        for text in [
            "ext ####1/####2",
            "ext. ####1, ####2 and ####3",
            "ring ####1, ####2",
            "on ####1 & ####2 today",
            "bleep 45##, ###### after six",
            "0800 ######",
            "ring 0800 ### ###",
            "0500######",
            "7### ######",
            "mob 7#### #####",
            "ring 7### ### ### about it",
            "days 12.10.26-15.1#, 9###",
            "12.10.26-15.10",
            "2# - 3#",
            "12.10 - 15.10.26",
            "1#-15/10/26, 9##",
            "9.30-17.15, 9##",
            "0930-1215, ## labels",
            "(08:00-20:00) ##",
            "12/10/26, ####",
            "10.145.1##.198:8###",
            "(192.168.178.15#) ##.#",
            "server 81.145.179.9#",
            "18.0.14###.##",
            "v18.29.63##.##",
            "version 9####.#####",
            "Chrome 129.0.66##.9#",
            "INC##########",
            "inc##########",
            "RITM#######, ### mg",
            "(PC#######) ###",
            "0x02###### ##",
            "error 0xC####### ###",
            "asset 2#####, 4###",
        ] {
            for text in filled(text) {
                assert!(!contains_nhs_number(&text), "{text}");
            }
        }
    }

    #[test]
    fn lists_of_beds_and_rooms_are_let_through() {
        for beds in 0..300_u32 {
            let [small, steps @ ..] = [3, 5, 7, 11, 13].map(|by| 1 + beds / by % 6);
            let next = small + steps[0];
            let [first, second, third, fourth] =
                [1, 2, 3, 4].map(|count| 10 + small + steps[..count].iter().sum::<u32>());
            let fifth = fourth + small;
            for text in [
                format!("beds {first} {second} {third} {fourth} {fifth}"),
                format!("bed {first}, {second}, {third}, {fourth}, {fifth} have no scanner"),
                format!("beds {small}, {next}, {first}, {second}, {third}, {fourth}"),
                format!("beds {fifth}, {first}, {third}, {second}, {fourth}"),
                format!("beds {small}, {next}, {first}, {second}, {third} & {fourth}"),
                format!("{small}, {next}, {first}, {second}, {third}, {fourth} are dark"),
                format!("rooms {small}, 1{first}, 1{second}, 1{third}"),
                format!("beds {first}, {second}, {third}, 10:30, {fifth}"),
            ] {
                assert!(!contains_nhs_number(&text), "{text}");
            }
        }
    }

    /// Shows H11.1.
    #[test]
    fn what_a_word_or_a_shape_explains_does_not_hide_a_number_in_a_usual_form() {
        for before in [
            "ext ",
            "bleep 4512, ",
            "ext 64559/56133 ",
            "ring ",
            "on ",
            "INC4926624 ",
            "INC ",
            "INC: ",
            "asset ",
            "ref ",
            "serial ",
            "barcode ",
            "bed ",
            "beds 4, 7, 12, ",
            "beds 12 14 16 ",
            "room 5.58 ",
            "version ",
            "v",
            "build ",
            "10.0.0.12 ",
            "ip ",
            "12.10.26-15.10 ",
            "0930-1215, ",
            "0x80070005 ",
            "0800 789067 ",
            "pt",
            "PT",
            "NHS",
            "Nhs no.",
            "no",
            "NO",
            "num",
            "chart",
            "MRN",
        ] {
            for number in [
                "9434765919",
                "943 476 5919",
                "943-476-5919",
                "943.476.5919",
                "943/476/5919",
                "943,476,5919",
                "943_476_5919",
            ] {
                for behind in ["", " today", ", bed 12", ": 09:45", " ext 4512"] {
                    let text = format!("{before}{number}{behind}");
                    assert!(contains_nhs_number(&text), "{text}");
                }
            }
        }
    }

    #[test]
    fn digits_around_a_date_without_anything_that_parts_them_are_a_number() {
        for (text, expected) in
            [("00🃁1.1.2000᠀06", true), ("00 1.1.2000 06", false), ("bed 00, 1.1.2000, 06", false)]
        {
            assert_eq!(contains_nhs_number(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_called_an_nhs_number_is_one_whatever_its_shape() {
        let mobile = passing("7242", &[4, 6], " ");
        assert!(!contains_nhs_number(&mobile));
        for before in ["NHS no: ", "nhs number is ", "NHS", "pt ", "patient no ", "PATIENT: "] {
            let text = format!("{before}{mobile}");
            assert!(contains_nhs_number(&text), "{text}");
        }
        assert!(contains_nhs_number(&passing("7242", &[3, 3, 4], " ")));
    }

    /// Ten digits that pass the check.
    fn number() -> impl Strategy<Value = [u8; 10]> {
        proptest::array::uniform10(0_u8..10).prop_filter_map("no such number", |mut digits| {
            let sum: u32 =
                digits[..9].iter().zip((2..=10).rev()).map(|(d, weight)| u32::from(*d) * weight).sum();
            digits[9] = u8::try_from((11 - sum % 11) % 11).ok()?;
            (digits[9] < 10 && digits.iter().any(|digit| *digit != digits[0])).then_some(digits)
        })
    }

    /// Up to two characters that are neither letters nor digits, and any number that nobody sees.
    const GAP: &str = r"[\u{200b}-\u{200f}\u{ad}\u{202a}-\u{202e}\u{2060}\u{300}-\u{36f}\u{fe00}-\u{fe0f}]{0,3}[^\pL\pN\pM\pC]{0,2}[\u{200b}\u{feff}]{0,2}";

    fn zeros() -> impl Strategy<Value = u32> {
        prop_oneof![4 => Just(0x30_u32), 1 => Just(0x660), 1 => Just(0x966), 1 => Just(0xff10), 1 => Just(0x1d7d8)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// Shows H11.1.
        #[test]
        fn any_written_form_of_a_number_is_found(
            digits in number(),
            zeros in proptest::array::uniform10(zeros()),
            gaps in proptest::array::uniform9(proptest::string::string_regex(GAP).unwrap()),
            before in "(pt|nhs|nhs no|no|for|num)?[ ,:.]{0,4}",
            behind in "[a-z ,:.]{0,4}",
        ) {
            let mut text = before;
            for (place, (digit, zero)) in digits.iter().zip(zeros).enumerate() {
                text.push(char::from_u32(zero + u32::from(*digit)).unwrap());
                text.push_str(gaps.get(place).map_or("", String::as_str));
            }
            text.push_str(&behind);
            // With a whole date among them they may be ten digits of anything.
            prop_assume!(!crate::calendar::mentions_birth(&symbol::read(&text)));
            prop_assert!(contains_nhs_number(&text), "{:?}", text);
        }

        #[test]
        fn the_usual_groups_with_any_mark_are_found(digits in number(), mark in "[^\\pL\\pN\\pM\\pC]{1,2}") {
            let text: String = digits.iter().map(ToString::to_string).collect();
            let text = [&text[..3], &text[3..6], &text[6..]].join(&mark);
            prop_assert!(contains_nhs_number(&text), "{:?}", text);
        }

        #[test]
        fn the_usual_groups_beside_a_telephone_number_are_found(
            digits in number(),
            mark in "[ -]|, | - ",
            telephone in "(\\+44 |0044 |\\+44 \\(0\\)|0)(7[0-9]{3} [0-9]{6}|161 [0-9]{3} [0-9]{4}|20 [0-9]{4} [0-9]{4})",
            gap in " |, |\\) \\(|: | - ",
        ) {
            // What follows may as well be a telephone number abroad.
            prop_assume!(!telephone.ends_with(" 0044"));
            let text: String = digits.iter().map(ToString::to_string).collect();
            let text = [&text[..3], &text[3..6], &text[6..]].join(&mark);
            for text in [format!("{telephone}{gap}{text}"), format!("{text}{gap}{telephone}")] {
                prop_assert!(contains_nhs_number(&text), "{:?}", text);
            }
        }

        #[test]
        fn a_wrong_check_digit_and_a_longer_number_pass(digits in number(), by in 1_u8..10, more in 0_u8..10) {
            let text: String = digits.iter().map(ToString::to_string).collect();
            let wrong = format!("{}{}", &text[..9], (digits[9] + by) % 10);
            // The first 0 of 04, 06 and 09 is as of a telephone number, which none is.
            let is_prefixed = |first: u8, second: u8| first == 0 && [4, 6, 9].contains(&second);
            prop_assume!(!is_prefixed(more, digits[0]) && !is_prefixed(digits[0], digits[1]));
            for text in [format!("{more}{text}"), format!("{text}{more}"), wrong] {
                prop_assert!(!contains_nhs_number(&text), "{}", text);
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC*|[0-9/:. +-]{0,40}|.*") {
            let _ = (contains_nhs_number(&text), crate::suspicions(&text, &[]));
        }
    }
}
