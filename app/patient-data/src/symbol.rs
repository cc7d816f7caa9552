//! A text, reduced to what the rules look at.

use alloc::vec::Vec;

use crate::is_invisible;

/// One character. Those that nobody sees are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A digit of any script, 0 to 9.
    Digit(u8),
    /// A letter, or a number that is not a digit; full-width ones as usual.
    Letter(char),
    /// White space of any kind.
    Space,
    /// Anything else: dashes, slashes and colons of all kinds as those of a keyboard.
    Mark(char),
}

impl Symbol {
    pub(crate) const fn digit(self) -> Option<u8> {
        match self {
            Self::Digit(digit) => Some(digit),
            _ => None,
        }
    }
}

pub(crate) fn read(text: &str) -> Vec<Symbol> {
    text.chars().filter(|c| !is_invisible(*c)).map(symbol).collect()
}

fn symbol(c: char) -> Symbol {
    let c = folded(c);
    if let Some(digit) = digit(c) {
        Symbol::Digit(digit)
    } else if c.is_whitespace() {
        Symbol::Space
    } else if c.is_alphanumeric() && !is_sign(c) {
        Symbol::Letter(c)
    } else {
        Symbol::Mark(c)
    }
}

/// With each `%20` as the character that it stands for; of one that is no ASCII, a space.
pub(crate) fn decoded(symbols: &[Symbol]) -> Vec<Symbol> {
    let half = |symbol| match symbol {
        Symbol::Digit(digit) => Some(u32::from(digit)),
        Symbol::Letter(letter) => letter.to_digit(16),
        _ => None,
    };
    let mut decoded = Vec::new();
    let mut rest = symbols;
    while let [first, behind @ ..] = rest {
        let code = match *rest {
            [Symbol::Mark('%'), high, low, ..] => {
                half(high).zip(half(low)).map(|(high, low)| high * 16 + low)
            }
            _ => None,
        };
        let c = code.map(|code| char::from_u32(code).filter(char::is_ascii).unwrap_or(' '));
        decoded.push(c.map_or(*first, symbol));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    decoded
}

/// With another symbol for each letter o among digits, as a sign or as zero; none if there is no such letter.
pub(crate) fn with_o(symbols: &[Symbol], other: Symbol) -> Option<Vec<Symbol>> {
    let mut changed = symbols.to_vec();
    for place in 1..symbols.len() {
        let is_o = matches!(changed[place], Symbol::Letter('o' | 'O' | 'ο' | 'Ο' | 'о' | 'О'));
        let is_among = match changed[place - 1] {
            Symbol::Digit(_) => true,
            Symbol::Letter(_) => false,
            // “4 o23”
            mark => mark == other || symbols.get(place + 1).is_some_and(|symbol| symbol.digit().is_some()),
        };
        if is_o && is_among {
            changed[place] = other;
        }
    }
    (changed != symbols).then_some(changed)
}

/// How far what is written as one may go on behind `place`, one symbol at a time: up to two marks, with white space between
/// or around them, and then one letter or digit. The same mark several times over counts once.
pub(crate) fn reach(symbols: &[Symbol], place: usize) -> impl Iterator<Item = usize> {
    const MOST_MARKS: usize = 2;
    let mut marks = 0;
    let mut is_over = false;
    (place + 1..symbols.len()).take_while(move |next| {
        let is_within = !is_over && marks <= MOST_MARKS;
        match symbols[*next] {
            Symbol::Digit(_) | Symbol::Letter(_) => is_over = true,
            Symbol::Space => {}
            mark if symbols[next - 1] == mark => {}
            Symbol::Mark(_) => marks += 1,
        }
        is_within
    })
}

/// Letters in circles and boxes are signs like any other.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}

const fn folded(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(ascii) => ascii,
            None => c,
        },
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2236}' | '\u{a789}' => ':',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2800}' => ' ',
        _ => c,
    }
}

/// The value of a digit of any script, also of one that is raised, lowered, circled or in brackets.
fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return u8::try_from(c.to_digit(10)?).ok();
    }
    let code = u32::from(c);
    let in_run = |runs: &[u32], length: u32| {
        runs.iter().find_map(|first| code.checked_sub(*first).filter(|value| *value < length))
    };
    let value = match code {
        0xB2 | 0xB3 => Some(code - 0xB0),
        0xB9 => Some(1),
        0x2070 | 0x2080 | 0x24EA | 0x24FF | 0x1F100 | 0x1F101 | 0x1F10B | 0x1F10C => Some(0),
        0x2074..=0x2079 => Some(code - 0x2070),
        0x1D7CE..=0x1D7FF => Some((code - 0x1D7CE) % 10),
        _ => in_run(&ZEROS, 10).or_else(|| in_run(&ONES, 9).map(|value| value + 1)),
    };
    let chinese = || CHINESE.iter().find_map(|digits| digits.chars().position(|digit| digit == c));
    value.and_then(|value| u8::try_from(value).ok()).or_else(|| u8::try_from(chinese()?).ok())
}

/// The zero of each run of ten digits (category Nd), but those of ASCII and mathematics.
#[rustfmt::skip]
const ZEROS: [u32; 71] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0,
    0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130,
    0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// The one of each run of nine: subscripts, then circled, bracketed and dotted digits of different looks, also Chinese.
const ONES: [u32; 13] =
    [0x2081, 0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3021, 0x3220, 0x3280, 0x1F102, 0x1369];

/// From zero to nine, as they are written and as banks write them.
const CHINESE: [&str; 3] = ["零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖", "〇壹貳參肆伍陸柒捌玖"];

#[cfg(test)]
mod tests {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    use super::*;

    #[test]
    fn every_decimal_digit_of_unicode_has_its_value() {
        let mut values = Vec::new();
        for c in '\0'..=char::MAX {
            if c.general_category() == GeneralCategory::DecimalNumber {
                values.push(digit(folded(c)).unwrap_or_else(|| panic!("U+{:04X}", u32::from(c))));
            }
        }
        assert!(values.len() > 700);
        // Unicode has them in order, ten at a time.
        assert!(values.iter().zip((0..10).cycle()).all(|(value, place)| *value == place));
    }

    #[test]
    fn digits_of_other_looks_have_their_value_and_other_numbers_have_none() {
        let looks = [
            ("⁰¹²³⁴⁵⁶⁷⁸⁹", 0),
            ("₀₁₂₃₄₅₆₇₈₉", 0),
            ("⓪①②③④⑤⑥⑦⑧⑨", 0),
            ("❶❷❸❹❺❻❼❽❾", 1),
            ("⒈⒉⒊⒋⒌⒍⒎⒏⒐", 1),
            ("〇一二三四五六七八九", 0),
            ("㊀㊁㊂㊃㊄㊅㊆㊇㊈", 1),
        ];
        for (digits, first) in looks {
            let values: Vec<u8> = digits.chars().map(|c| digit(c).unwrap()).collect();
            assert_eq!(values, (first..10).collect::<Vec<_>>(), "{digits}");
        }
        assert!(['½', 'Ⅷ', '⑩', '十', 'l', 'O'].into_iter().all(|c| digit(c).is_none()));
    }
}
