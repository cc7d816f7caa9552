//! What people type, and the one gate through which all of it goes before it is kept.
//!
//! The gate takes out what nobody sees, refuses NHS numbers and measures the length. What it let through once is
//! trusted when it is read again ([`GuardedText::stored`]). No error carries the text.

use std::{borrow::Cow, cmp::Ordering};

use serde::{Deserialize, Serialize};
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, is_combining_mark},
};

pub use patient_data::{
    Mask, MaskProblem, Suspicion, contains_nhs_number, is_invisible, question, suspicions,
};

/// What people write: not blank, without characters that hide or turn others round, without an NHS number, at most so
/// many characters.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuardedText<const MOST: usize>(String);

/// What is told with a request, or after closing it.
pub type Note = GuardedText<140>;
/// Where on a ward somebody is needed, such as a bay or a room.
pub type Spot = GuardedText<60>;
/// The name or bleep of somebody who asks.
pub type Asker = GuardedText<60>;
/// The name of a person or a place, or the label of a device.
pub type Name = GuardedText<100>;
/// A telephone number or a bleep, with what to say about it.
pub type Phone = GuardedText<30>;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    #[error("{}", patient_data::NHS_NUMBER)]
    NhsNumber,
    #[error("Use {most} characters or fewer.")]
    TooLong { most: usize },
}

impl<const MOST: usize> GuardedText<MOST> {
    pub const MAX_CHARS: usize = MOST;

    /// Reads what was typed, in one line or several; `None` if nothing is to be seen.
    ///
    /// # Errors
    /// [`TextProblem`], for the field it was typed in.
    pub fn parse(text: &str) -> Result<Option<Self>, TextProblem> {
        Self::guard(&cleaned(text).nfc().collect::<String>())
    }

    /// As [`Self::parse`], in one line: a line break or a run of white space is one space.
    ///
    /// # Errors
    /// [`TextProblem`], for the field it was typed in.
    pub fn parse_line(text: &str) -> Result<Option<Self>, TextProblem> {
        Self::guard(&line(text))
    }

    /// What was let through when it was written. It is not looked at again: a rule that became stricter, or a change by
    /// hand, must not make it unreadable.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }

    fn guard(text: &str) -> Result<Option<Self>, TextProblem> {
        let text = text.trim();
        if text.chars().all(is_blank) {
            return Ok(None);
        }
        if contains_nhs_number(text) {
            return Err(TextProblem::NhsNumber);
        }
        if text.chars().count() > MOST {
            return Err(TextProblem::TooLong { most: MOST });
        }
        Ok(Some(Self(text.to_owned())))
    }
}

impl<const MOST: usize> std::fmt::Debug for GuardedText<MOST> {
    /// Never prints the text: it must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GuardedText({} characters)", self.0.chars().count())
    }
}

impl<const MOST: usize> From<GuardedText<MOST>> for String {
    fn from(text: GuardedText<MOST>) -> Self {
        text.0
    }
}

/// A text without what hides, turns round or ends others: control characters, directions, soft hyphens, characters of
/// no width (but the joiners that some scripts and emoji need). Every kind of line end is `\n`, a tab is a space.
pub fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                characters.next_if_eq(&'\n');
                clean.push('\n');
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push(' '),
            c if is_taken_out(c) => {}
            c => clean.push(c),
        }
    }
    clean
}

/// A text in one line, cleaned and its letters composed: a line break or a run of white space is one space.
pub fn line(text: &str) -> String {
    let words: Vec<String> = cleaned(text).split_whitespace().map(|word| word.nfc().collect()).collect();
    words.join(" ")
}

/// Whether a text may be the key of a form, a tap or a row: 1 to `most` of `A-Z a-z 0-9 _ -`.
pub fn is_key(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// What two spellings of one name have in common: `O’Brien` and `O'Brien`, one space and two, an en dash and a hyphen,
/// composed and decomposed letters, capitals and small letters.
pub fn folded(text: &str) -> String {
    let clean = cleaned(text);
    let plain = if clean.is_ascii() { clean.replace('`', "'").to_ascii_lowercase() } else { plain(&clean) };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(clean: &str) -> String {
    clean
        .nfkc()
        .filter(|c| !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'))
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2b9}' | '\u{2032}' | '`' | '\u{b4}' => {
                '\''
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The text as names are put in order: without case and accents.
pub fn unaccented(text: &str) -> String {
    let folded = folded(text);
    if folded.is_ascii() {
        return folded;
    }
    let mut plain = String::with_capacity(folded.len());
    for letter in folded.nfd().filter(|letter| !is_accent(*letter)) {
        match letter {
            // Letters with a stroke, and two in one, which no form of Unicode takes apart.
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            other => plain.push(other),
        }
    }
    plain
}

/// The order in which people look for names, given [`unaccented`] ones: numbers in them count as numbers, so that Ward 3 is before
/// Ward 21. Names that differ in the zeros before a number stand beside each other.
#[must_use]
pub fn in_order(one: &str, other: &str) -> Ordering {
    let start = where_they_part(one, other);
    let (mut ones, mut others) = (&one[start..], &other[start..]);
    loop {
        let ((number, ones_rest), (other_number, others_rest)) = (after_number(ones), after_number(others));
        let order = if number.is_empty() || other_number.is_empty() {
            let (mut left, mut others_left) = (ones.chars(), others.chars());
            let (next, others_next) = (left.next(), others_left.next());
            if next.is_none() && others_next.is_none() {
                return one.cmp(other);
            }
            (ones, others) = (left.as_str(), others_left.as_str());
            next.cmp(&others_next)
        } else {
            let [number, other_number] = [number, other_number].map(|digits| digits.trim_start_matches('0'));
            (ones, others) = (ones_rest, others_rest);
            number.len().cmp(&other_number.len()).then_with(|| number.cmp(other_number))
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Where two texts begin to differ, and if that is in a number, where that begins.
fn where_they_part(one: &str, other: &str) -> usize {
    let mut same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    while !one.is_char_boundary(same) {
        same -= 1;
    }
    one[..same].trim_end_matches(|c: char| c.is_ascii_digit()).len()
}

/// The digits that a text begins with, and what follows them.
fn after_number(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// A mark that a name is the same without. The vowels of scripts such as Devanagari are marks too, and letters of the name;
/// those of Hebrew and Arabic are points that most people leave out.
fn is_accent(letter: char) -> bool {
    let is_point = matches!(canonical_combining_class(letter), 10..=35);
    is_combining_mark(letter) && (is_point || !letter.is_alphanumeric())
}

/// What is left of a name without signs, accents and the zeros before a number: the same for two that somebody may have
/// meant to be one, as `7` and `007`, `Zoe` and `Zoë`.
pub fn skeleton(text: &str) -> String {
    let mut left = String::new();
    let plain = unaccented(text);
    let mut plain = plain.chars().filter(|c| c.is_alphanumeric()).peekable();
    while let Some(c) = plain.next() {
        let is_inside = left.ends_with(|last: char| last.is_ascii_digit());
        if c != '0' || is_inside || !plain.peek().is_some_and(char::is_ascii_digit) {
            left.push(c);
        }
    }
    left
}

fn is_taken_out(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}'
            | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}' || patient_data::is_invisible(c)
}

/// A name, or anything else that somebody wrote, as part of a text of ours. A name in Hebrew or Arabic would turn round the
/// words and figures beside it, so it stands between isolates (U+2068, U+2069); others are left as they are. In markup,
/// use `components::written` of the pages.
pub fn isolated<'t>(name: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let name = name.into();
    if runs_right_to_left(&name) { Cow::Owned(format!("\u{2068}{name}\u{2069}")) } else { name }
}

/// Whether some of it is written from right to left: in Hebrew, Arabic, or a script that has its block beside theirs.
///
/// The blocks whose characters are right to left unless said otherwise: Unicode Character Database, `DerivedBidiClass.txt`.
pub fn runs_right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_stand_as_people_count() {
        let sorted = [
            "",
            "2b",
            "10",
            "bay 2 bed 3",
            "bay 2 bed 12",
            "bay 10",
            "bay 10 a",
            "ward 02",
            "ward 2",
            "ward 21",
        ];
        for (place, one) in sorted.iter().enumerate() {
            for (other_place, other) in sorted.iter().enumerate() {
                assert_eq!(in_order(one, other), place.cmp(&other_place), "{one:?} {other:?}");
            }
        }
        let huge = "9".repeat(60);
        assert_eq!(in_order(&huge, &format!("{huge}0")), Ordering::Less);
    }

    proptest! {
        #[test]
        fn any_names_have_one_order(names in prop::collection::vec("[ab0-2é ]{0,6}", 3)) {
            let [a, b, c] = [&names[0], &names[1], &names[2]];
            prop_assert_eq!(in_order(a, b), in_order(b, a).reverse());
            prop_assert_eq!(in_order(a, b) == Ordering::Equal, a == b);
            if in_order(a, b).is_le() && in_order(b, c).is_le() {
                prop_assert!(in_order(a, c).is_le());
            }
        }

        #[test]
        fn what_both_begin_with_changes_no_order(same in "[ab é]{0,4}", names in prop::collection::vec("[ab0-2é ]{0,6}", 2)) {
            let [a, b] = [0, 1].map(|name| format!("{same}{}", names[name]));
            prop_assert_eq!(in_order(&a, &b), in_order(&names[0], &names[1]));
        }

        #[test]
        fn a_name_is_folded_alike_beside_a_letter_that_is_not_of_ascii(name in "[ -~\\t\\r\\n\u{0}]{0,8}") {
            let [plain, other] = ['e', 'é'].map(|letter| folded(&format!("{name}{letter}")));
            prop_assert_eq!(plain.strip_suffix('e'), other.strip_suffix('é'));
            let plain = unaccented(&format!("{name}e"));
            prop_assert_eq!(plain, unaccented(&format!("{name}é")));
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for (written, typed) in [
            ("Zoë Müller", "ZOE MULLER"),
            ("Siobhán O’Brien", "siobhan obrien"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Søren Ærø", "soren aero"),
            ("Groß", "GROSS"),
            ("İbrahim Yıldız", "ibrahim yildiz"),
            ("Nguyễn Thị Hà", "nguyen thi ha"),
            // Put together, and taken apart.
            ("Ane\u{301}", "an\u{e9}"),
            ("Smith‑Jones", "smith-jones"),
            ("ＷＡＲＤ ７", "ward 7"),
        ] {
            assert_eq!(skeleton(written), skeleton(typed), "{written}");
        }
        assert_eq!(unaccented("Élan Vital"), "elan vital");
    }

    #[test]
    fn only_a_name_that_is_written_from_right_to_left_needs_isolates() {
        for name in ["Siobhán O’Brien", "Ward 7 (north)", "Ζωή", "病房", ""] {
            assert_eq!(isolated(name), name);
        }
        for name in ["عائشة", "דנה כהן", "Ward ז"] {
            assert_eq!(isolated(name), format!("\u{2068}{name}\u{2069}"));
        }
    }

    #[test]
    fn an_nhs_number_is_refused_and_an_extension_is_not() {
        assert_eq!(Note::parse("pt 943/476/5919 cannot see meds"), Err(TextProblem::NhsNumber));
        assert_eq!(Name::parse_line("Ward\n943 476 5919"), Err(TextProblem::NhsNumber));
        assert!(Note::parse("bleep 4512, 943 476 5918").is_ok());
    }

    #[test]
    fn a_note_is_trimmed_limited_and_may_be_missing() {
        assert_eq!(Note::parse("  \n "), Ok(None));
        assert_eq!(Note::parse(" stuck ").unwrap().unwrap().as_str(), "stuck");
        assert!(Note::parse(&"é".repeat(140)).is_ok());
        assert_eq!(Note::parse(&"é".repeat(141)), Err(TextProblem::TooLong { most: 140 }));
    }

    #[test]
    fn a_line_break_is_one_character_whatever_the_browser_sends_for_it() {
        let typed = vec!["x".repeat(19); 7].join("\r\n");
        assert_eq!(typed.len(), 145);
        let note = Note::parse(&typed).unwrap().unwrap();
        assert_eq!(note.as_str().chars().count(), 139);
        assert!(!note.as_str().contains('\r'));
    }

    #[test]
    fn what_hides_or_turns_round_is_taken_out() {
        let text =
            Note::parse("\u{feff}can\u{0}not\u{1b}[31m \u{202e}sign\u{2069}\u{ad} it\u{200b}\r\nnow\u{85}")
                .unwrap();
        assert_eq!(text.unwrap().as_str(), "cannot[31m sign it\nnow");
        for nothing in ["\u{0}", "\u{202e}\u{200f}", "\u{200b} \u{feff}", "\u{3164}", "\u{200d}", "\u{2800}"]
        {
            assert_eq!(Note::parse(nothing), Ok(None), "{nothing:?}");
        }
        // Joiners belong to words and signs.
        assert_eq!(Note::parse("👩\u{200d}⚕️").unwrap().unwrap().as_str(), "👩\u{200d}⚕️");
    }

    #[test]
    fn a_name_is_one_line_of_composed_letters() {
        let name = Name::parse_line(" Zoe\u{308}\u{a0}\t O’Brien\r\n").unwrap().unwrap();
        assert_eq!(name.as_str(), "Zoë O’Brien");
    }

    #[test]
    fn a_key_has_letters_digits_dashes_and_underscores_only() {
        assert!(is_key("a-Z_09", 6));
        for text in ["", "a b", "a\u{0}", "é", "1234567", "a/b"] {
            assert!(!is_key(text, 6), "{text:?}");
        }
    }

    #[test]
    fn spellings_of_one_name_fold_to_the_same() {
        for (one, other) in [
            ("Siobhan O’Brien", "siobhan  O'Brien"),
            ("Zoë Nonesuch", "Zoe\u{308}\u{a0}Nonesuch"),
            ("Ward 7–8", "Ward 7-8"),
            ("Ward\u{200b} 7", "Ward 7 "),
            ("Ｗａｒｄ ７", "Ward 7"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("Ward 7"), folded("Ward 8"));
        for (one, other) in
            [("7", "007"), ("Zoë Nonesuch", "zoe-nonesuch"), ("Ward 07", "Ward 7"), ("A & E", "AE")]
        {
            assert_eq!(skeleton(one), skeleton(other));
        }
        assert_ne!(skeleton("Ward 10"), skeleton("Ward 1"));
    }

    #[test]
    fn a_vowel_of_a_name_is_no_accent() {
        for (one, other) in [("रवि", "रवी"), ("राम", "रमा"), ("মিতা", "মিতু"), ("கலை", "கலா"), ("ปิติ", "ปีติ")]
        {
            assert_ne!(skeleton(one), skeleton(other), "{one} {other}");
            assert_eq!(skeleton(one), skeleton(&format!(" {one}-")));
        }
        for (one, other) in [("مُحَمَّد", "محمد"), ("דָּנָה", "דנה"), ("Nguyễn", "Nguyen"), ("Ζωή", "ζωη")]
        {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_stored_is_read_as_it_is() {
        let text = Note::stored("My NHS number 943 476 5919".to_owned());
        assert_eq!(text.as_str(), "My NHS number 943 476 5919");
        assert_eq!(serde_json::from_str::<Note>(r#""943 476 5919""#).unwrap().as_str(), "943 476 5919");
    }

    #[test]
    fn the_text_never_reaches_a_log() {
        let note = Note::parse("bed 4 is upset").unwrap().unwrap();
        assert_eq!(format!("{note:?}"), "GuardedText(14 characters)");
    }

    proptest! {
        #[test]
        fn what_is_let_through_stays_as_it_is(text in "(?s).{0,60}") {
            if let Ok(Some(once)) = Note::parse(&text) {
                prop_assert!(!once.as_str().contains(|c: char| c.is_control() && c != '\n'));
                prop_assert_eq!(Note::parse(once.as_str()).unwrap().unwrap(), once);
            }
            if let Ok(Some(once)) = Note::parse_line(&text) {
                prop_assert!(!once.as_str().contains(char::is_control));
                prop_assert_eq!(Note::parse_line(once.as_str()).unwrap().unwrap(), once);
            }
        }
    }
}
