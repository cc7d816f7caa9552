//! Numbers that a trust has of its own for its patients, as its configuration describes them.

use core::fmt;

use alloc::{borrow::ToOwned, string::String, vec};

use crate::symbol::{self, Symbol};

/// How one kind of hospital number is written: `#` is a digit, `@` a letter, everything else stands for itself, letters in
/// either case.
///
/// Between any two of its characters may stand what may stand between the digits of an NHS number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask(String);

/// Why a mask will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskProblem {
    /// Nobody types it, or it may stand anywhere.
    Character(char),
    /// It fits too much that is no hospital number.
    Short,
    Long,
}

impl fmt::Display for MaskProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character(c) => write!(
                f,
                "leave out {c:?}: # is a digit, @ a letter, and letters, digits and marks of a keyboard stand for themselves"
            ),
            Self::Short => write!(
                f,
                "it would warn of too much: use {} letters and digits or more, {} of them #",
                Mask::MIN_SIGNS,
                Mask::MIN_DIGITS
            ),
            Self::Long => write!(f, "use {} characters or fewer", Mask::MAX_CHARS),
        }
    }
}

impl core::error::Error for MaskProblem {}

impl Mask {
    pub const MAX_CHARS: usize = 20;
    /// Letters and digits, with those that `#` and `@` stand for.
    pub const MIN_SIGNS: usize = 5;
    /// Of these, `#`: words and room numbers are no hospital numbers.
    pub const MIN_DIGITS: usize = 4;

    /// Reads a mask as `RX#######`.
    ///
    /// # Errors
    /// [`MaskProblem`] if it has a character that nobody types or a space, or would fit too much, or is too long.
    pub fn parse(text: &str) -> Result<Self, MaskProblem> {
        if let Some(c) = text.chars().find(|c| !c.is_ascii_graphic()) {
            return Err(MaskProblem::Character(c));
        }
        let count = |is_meant: fn(u8) -> bool| text.bytes().filter(|byte| is_meant(*byte)).count();
        if text.len() > Self::MAX_CHARS {
            Err(MaskProblem::Long)
        } else if count(|byte| matches!(byte, b'#' | b'@') || byte.is_ascii_alphanumeric()) < Self::MIN_SIGNS
            || count(|byte| byte == b'#') < Self::MIN_DIGITS
        {
            Err(MaskProblem::Short)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text has such a number that neither begins nor ends inside a longer word or number.
    pub(crate) fn is_in(&self, symbols: &[Symbol]) -> bool {
        // Wherever the number may have come to after each character of the mask.
        let mut here = vec![false; symbols.len()];
        for (place, wanted) in self.0.bytes().enumerate() {
            let mut there = vec![false; symbols.len()];
            for at in 0..symbols.len() {
                if place == 0 {
                    there[at] = fits(symbols[at], wanted) && (at == 0 || parts(symbols, at));
                } else if here[at] {
                    symbol::reach(symbols, at)
                        .filter(|next| fits(symbols[*next], wanted))
                        .for_each(|next| there[next] = true);
                }
            }
            here = there;
        }
        (0..symbols.len()).any(|last| here[last] && parts(symbols, last + 1))
    }
}

fn fits(symbol: Symbol, wanted: u8) -> bool {
    match (symbol, wanted) {
        (Symbol::Digit(_), b'#') | (Symbol::Letter(_), b'@') => true,
        (_, b'#' | b'@') | (Symbol::Space, _) => false,
        (Symbol::Digit(digit), _) => wanted == b'0' + digit,
        (Symbol::Letter(c) | Symbol::Mark(c), _) => c.eq_ignore_ascii_case(&char::from(wanted)),
    }
}

/// Whether what stands at `place` is of another word or number than what stands before it.
fn parts(symbols: &[Symbol], place: usize) -> bool {
    !matches!(
        symbols.get(place - 1..=place),
        Some([Symbol::Digit(_), Symbol::Digit(_)] | [Symbol::Letter(_), Symbol::Letter(_)])
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Suspicion, suspicions};

    fn finds(mask: &str, text: &str) -> bool {
        suspicions(text, &[Mask::parse(mask).unwrap()]).contains(&Suspicion::HospitalNumber)
    }

    /// Shows H11.2.
    #[test]
    fn a_hospital_number_is_suspicious_however_it_is_typed() {
        for text in [
            "RX1234567",
            "rx1234567 has no chart",
            "Rx 123 4567",
            "R-X-123-4567",
            "pt RX.1234567.",
            "no. RX: 1234567, bay 3",
            "RX\u{200b}1234567",
            "ＲＸ１２３４５６７",
            "RX ١٢٣٤٥٦٧",
            "R X 1 2 3 4 5 6 7",
            "12RX1234567",
            "RX1234567x",
            "RX1234567 89",
            "RX RX1234567",
        ] {
            assert!(finds("RX#######", text), "{text}");
        }
        assert!(
            finds("#######", "pt1234567") && finds("####-@###", "1234-k567") && finds("AB####", "ab2026")
        );
    }

    #[test]
    fn other_numbers_and_longer_ones_are_not() {
        for text in [
            "RX123456",
            "RX12345678",
            "XRX1234567",
            "RX 123 / 4 -,. 567, RY1234567",
            "RX#######",
            "RX 123 *#! 4567",
            "RX1234x567",
            "PC1234567",
        ] {
            assert!(!finds("RX#######", text), "{text}");
        }
        assert!(!finds("####-@###", "1234k567") && !finds("####-@###", "1234-5567"));
    }

    #[test]
    fn a_mask_that_would_not_do_is_refused_with_what_to_do() {
        for (mask, problem) in [
            ("", MaskProblem::Short),
            ("RX##", MaskProblem::Short),
            ("@@@@@@", MaskProblem::Short),
            ("bed###", MaskProblem::Short),
            ("-####-", MaskProblem::Short),
            ("RX ####", MaskProblem::Character(' ')),
            ("RX–####", MaskProblem::Character('–')),
            ("#####################", MaskProblem::Long),
        ] {
            assert_eq!(Mask::parse(mask), Err(problem), "{mask}");
        }
        assert!(MaskProblem::Short.to_string().contains("5 letters and digits or more, 4 of them #"));
        assert!(
            ["#####", "@####", "RX#######", "##/######"].into_iter().all(|mask| Mask::parse(mask).is_ok())
        );
    }

    proptest! {
        /// Shows H11.2.
        #[test]
        fn any_written_form_of_a_mask_is_found(
            mask in "[#@A-Za-z0-9/.-]{0,6}####[#@A-Za-z0-9/.-]{1,10}",
            seeds in proptest::array::uniform20(any::<u8>()),
            gaps in proptest::array::uniform20(r"[\u{200b}\u{301}]{0,2}[ ./_-]{0,2}"),
            before in "([a-z0-9]{1,8}[ ,:(])?",
            behind in "([ ,:)][a-z0-9]{1,8})?",
        ) {
            prop_assume!(Mask::parse(&mask).is_ok());
            let mut text = before;
            for (place, (wanted, seed)) in mask.chars().zip(seeds).enumerate() {
                text.push_str(if place == 0 { "" } else { &gaps[place] });
                text.push(match wanted {
                    '#' => char::from(b'0' + seed % 10),
                    '@' => char::from(b'a' + seed % 26),
                    itself if seed % 2 == 0 => itself.to_ascii_uppercase(),
                    itself => itself.to_ascii_lowercase(),
                });
            }
            text.push_str(&behind);
            prop_assert!(finds(&mask, &text), "{:?}", text);
        }

        #[test]
        fn a_number_that_is_longer_is_another(digits in "[0-9]{7}", more in "[0-9]") {
            let (short, long, late) =
                (format!("RX{digits}"), format!("RX{digits}{more}"), format!("{more}{digits}RX"));
            prop_assert!(finds("RX#######", &short), "{}", short);
            prop_assert!(!finds("RX#######", &long), "{}", long);
            prop_assert!(!finds("#######RX", &late), "{}", late);
        }

        #[test]
        fn no_text_and_no_mask_panic(mask in ".{0,21}|[#@-]{5,20}", text in "(?s).*|[0-9@# -]{0,60}") {
            if let Ok(mask) = Mask::parse(&mask) {
                let _ = suspicions(&text, &[mask]);
            }
        }
    }
}
