//! Free texts, and the guard that keeps patient data out of them.
//!
//! A text that holds an NHS number is refused; what merely looks like patient data warns. The same function runs on
//! the page and on the server, and no error carries the text.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What people write: not blank, without an NHS number, at most so many characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GuardedText<const MOST: usize>(String);

/// What is told with a request, or after closing it.
pub type Note = GuardedText<140>;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteProblem {
    #[error("This looks like an NHS number. Remove it.")]
    NhsNumber,
    #[error("Use {most} characters or fewer.")]
    TooLong { most: usize },
}

/// What looks like patient data but may not be: worth asking, not refusing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suspicion {
    DateOfBirth,
    PersonName,
}

impl<const MOST: usize> GuardedText<MOST> {
    pub const MAX_CHARS: usize = MOST;

    /// Reads what was typed; `None` if it is blank.
    pub fn parse(text: &str) -> Result<Option<Self>, NoteProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if contains_nhs_number(text) {
            return Err(NoteProblem::NhsNumber);
        }
        if text.chars().count() > MOST {
            return Err(NoteProblem::TooLong { most: MOST });
        }
        Ok(Some(Self(text.to_owned())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> std::fmt::Debug for GuardedText<MOST> {
    /// Never prints the text: it must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GuardedText({} characters)", self.0.chars().count())
    }
}

impl<const MOST: usize> TryFrom<String> for GuardedText<MOST> {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match Self::parse(&text) {
            Ok(Some(text)) => Ok(text),
            Ok(None) => Err("a text is not blank"),
            Err(NoteProblem::NhsNumber) => Err("a text holds no NHS number"),
            Err(NoteProblem::TooLong { .. }) => Err("a text has no more characters than it may"),
        }
    }
}

impl<const MOST: usize> From<GuardedText<MOST>> for String {
    fn from(text: GuardedText<MOST>) -> Self {
        text.0
    }
}

/// Whether ten digits in groups of 3-3-4, joined or parted by spaces, dots or hyphens, with no digit on either side,
/// pass the NHS number check.
pub fn contains_nhs_number(text: &str) -> bool {
    let symbols: Vec<Symbol> = text.nfkc().filter_map(Symbol::read).collect();
    (0..symbols.len()).any(|start| {
        let starts_a_number =
            symbols[start].digit().is_some() && (start == 0 || symbols[start - 1].digit().is_none());
        starts_a_number && number_at(&symbols[start..]).is_some_and(|digits| passes_nhs_check(&digits))
    })
}

/// What the text may be warned about: a date of birth (a day, month and year, or the letters DOB) and a title followed
/// by a capitalised word.
pub fn suspicions(text: &str) -> Vec<Suspicion> {
    let text: String = text.nfkc().collect();
    let mut found = Vec::new();
    let says_dob = text
        .replace('.', "")
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.eq_ignore_ascii_case("dob"));
    if says_dob || text.split_whitespace().any(looks_like_a_date) {
        found.push(Suspicion::DateOfBirth);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let titled = words.windows(2).any(|pair| {
        let title = pair[0].trim_end_matches('.').to_lowercase();
        ["mr", "mrs", "miss", "ms", "mx", "master"].contains(&title.as_str())
            && pair[1].chars().next().is_some_and(char::is_uppercase)
    });
    if titled {
        found.push(Suspicion::PersonName);
    }
    found
}

fn looks_like_a_date(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches([',', '.', ';', ')']).split(['/', '-', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return false };
    let number = |text: &str| text.parse::<u16>().ok();
    matches!((number(day), number(month)), (Some(1..=31), Some(1..=12)))
        && matches!(year.len(), 2 | 4)
        && number(year).is_some()
}

/// One character, reduced to what the check looks at. Format characters (zero width space, soft hyphen) are nothing.
#[derive(Clone, Copy)]
enum Symbol {
    Digit(u32),
    Separator,
    Other,
}

impl Symbol {
    fn read(c: char) -> Option<Self> {
        if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
            return None;
        }
        Some(match decimal_digit(c) {
            Some(digit) => Self::Digit(digit),
            None if c.is_whitespace() || matches!(c, '.' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}') => {
                Self::Separator
            }
            None => Self::Other,
        })
    }

    const fn digit(self) -> Option<u32> {
        match self {
            Self::Digit(digit) => Some(digit),
            _ => None,
        }
    }
}

/// The value of a decimal digit of any script: Unicode lays each set of ten out in order (general category Nd).
fn decimal_digit(c: char) -> Option<u32> {
    /// First code point of each run of ten digits in the scripts a keyboard can be set to, after NFKC.
    const ZEROS: [u32; 20] = [
        0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
        0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810,
    ];
    let code = u32::from(c);
    ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))
}

/// Ten digits from the start of `symbols`, separators allowed only after the third and the sixth, no digit behind.
fn number_at(symbols: &[Symbol]) -> Option<[u32; 10]> {
    let mut digits = [0; 10];
    let mut at = 0;
    for (place, slot) in digits.iter_mut().enumerate() {
        if place == 3 || place == 6 {
            while matches!(symbols.get(at), Some(Symbol::Separator)) {
                at += 1;
            }
        }
        *slot = symbols.get(at)?.digit()?;
        at += 1;
    }
    symbols.get(at).is_none_or(|next| next.digit().is_none()).then_some(digits)
}

/// Modulus 11 check of the NHS Data Model and Dictionary: weights 10 to 2, 11 − remainder, 11 counts as 0, 10 is
/// invalid. Ten equal digits are nobody's number.
fn passes_nhs_check(digits: &[u32; 10]) -> bool {
    if digits.iter().all(|digit| digit == &digits[0]) {
        return false;
    }
    let sum: u32 = digits[..9].iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        10 => false,
        11 => digits[9] == 0,
        check => digits[9] == check,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows H11.1.
    #[test]
    fn an_nhs_number_is_refused_however_it_is_typed() {
        for text in [
            "9434765919",
            "pt 943 476 5919 cannot see meds",
            "943-476-5919",
            "943.476.5919",
            "943  476\u{a0}5919",
            "NHS:9434765919.",
            "９４３４７６５９１９",
            "٩٤٣٤٧٦٥٩١٩",
            "943\u{200b}4765919",
            "943–476–5919",
        ] {
            assert_eq!(Note::parse(text), Err(NoteProblem::NhsNumber), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_let_through() {
        for text in [
            "bleep 4512",
            "9434765918",
            "0000000000",
            "94347659190",
            "19434765919",
            "94 3476 5919",
            "version 2026.11.20",
            "ring 020 7946 0958",
        ] {
            assert!(Note::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_note_is_trimmed_limited_and_may_be_missing() {
        assert_eq!(Note::parse("  \n "), Ok(None));
        assert_eq!(Note::parse(" stuck ").unwrap().unwrap().as_str(), "stuck");
        assert!(Note::parse(&"é".repeat(140)).is_ok());
        assert_eq!(Note::parse(&"é".repeat(141)), Err(NoteProblem::TooLong { most: 140 }));
    }

    #[test]
    fn the_text_never_reaches_a_log() {
        let note = Note::parse("bed 4 is upset").unwrap().unwrap();
        assert_eq!(format!("{note:?}"), "GuardedText(14 characters)");
    }

    /// Shows H11.2.
    #[test]
    fn a_birth_date_or_a_titled_name_is_suspicious() {
        assert_eq!(suspicions("12/03/1948 no drug chart"), [Suspicion::DateOfBirth]);
        assert_eq!(suspicions("D.O.B on the wristband differs"), [Suspicion::DateOfBirth]);
        assert_eq!(suspicions("the Adobe reader will not open"), []);
        assert_eq!(suspicions("Mrs Example wants her scan"), [Suspicion::PersonName]);
        assert_eq!(suspicions("ms teams is slow, 3/4 done"), []);
    }

    proptest! {
        /// Shows H11.1.
        #[test]
        fn any_number_that_passes_the_check_is_found(body in proptest::array::uniform9(0_u32..10), gap in "[ .-]{0,2}") {
            let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            let check = (11 - sum % 11) % 11;
            prop_assume!(check != 10);
            let digits: Vec<String> = body.iter().chain([&check]).map(ToString::to_string).collect();
            prop_assume!(digits.iter().any(|digit| digit != &digits[0]));
            let text = format!("x {}{gap}{}{gap}{} y", digits[..3].concat(), digits[3..6].concat(), digits[6..].concat());
            prop_assert!(contains_nhs_number(&text));
            let longer = format!("7{}", digits.concat());
            prop_assert!(!contains_nhs_number(&longer));
        }

        #[test]
        fn no_text_panics(text in "\\PC*") {
            let _ = (Note::parse(&text), suspicions(&text));
        }
    }
}
