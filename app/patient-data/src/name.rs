//! Names of patients, as far as a title gives them away.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use crate::symbol::Symbol;

/// Titles that hardly mean anything else: whatever word comes next is a name.
const CLEAR: [&str; 3] = ["mrs", "missus", "mister"];

/// Words that are titles only before a name. Staff go by other titles, which are left alone.
const UNCLEAR: [&str; 6] = ["mr", "ms", "miss", "mx", "master", "baby"];

/// What comes behind an unclear title when it is none: scans (MR), programs (MS), and so on.
const NO_NAMES: [&str; 74] = [
    "access",
    "alarm",
    "and",
    "angiogram",
    "authenticator",
    "book",
    "brain",
    "button",
    "card",
    "check",
    "chest",
    "clinic",
    "clock",
    "copy",
    "cot",
    "data",
    "defender",
    "delay",
    "diagnosis",
    "edge",
    "excel",
    "file",
    "foot",
    "forms",
    "friendly",
    "head",
    "imaging",
    "index",
    "is",
    "key",
    "knee",
    "label",
    "list",
    "mode",
    "monitor",
    "neck",
    "notes",
    "nurse",
    "of",
    "office",
    "on",
    "onedrive",
    "or",
    "outlook",
    "page",
    "paint",
    "password",
    "patient",
    "planner",
    "powerpoint",
    "program",
    "project",
    "reader",
    "record",
    "relapse",
    "report",
    "request",
    "scan",
    "scanner",
    "scans",
    "sharepoint",
    "spine",
    "steps",
    "store",
    "switch",
    "tag",
    "tags",
    "team",
    "teams",
    "template",
    "unit",
    "user",
    "windows",
    "word",
];

/// Frequent family names, by which a title in small letters is told from a verb: “miss jones” from “miss the”.
const FAMILIES: [&str; 40] = [
    "ahmed", "ali", "anderson", "baker", "begum", "bennett", "brown", "campbell", "clark", "clarke",
    "davies", "davis", "edwards", "evans", "green", "hall", "harris", "hughes", "hussain", "jackson",
    "johnson", "jones", "kaur", "khan", "lewis", "martin", "morris", "murphy", "patel", "roberts",
    "robinson", "singh", "smith", "taylor", "thomas", "thompson", "walker", "williams", "wilson", "wright",
];

pub(crate) fn has_title(symbols: &[Symbol]) -> bool {
    let words = words(symbols);
    words.windows(2).any(|pair| {
        let [title, next] = pair else { return false };
        // “200 ms Then …” is a time.
        let is_unit = title.is_counted && title.text == "ms";
        next.follows && !is_unit && is_title_with_name(&title.text, &next.text)
    })
}

fn is_title_with_name(title: &str, next: &str) -> bool {
    let (word, name) = (title.to_ascii_lowercase(), next.to_ascii_lowercase());
    if CLEAR.contains(&word.as_str()) {
        return !["and", "or"].contains(&name.as_str());
    }
    if !UNCLEAR.contains(&word.as_str()) || NO_NAMES.contains(&name.as_str()) {
        return false;
    }
    // With letters of other alphabets a word is a name more often than not.
    let is_large = |c: char| !c.is_ascii_lowercase();
    let is_capital = |text: &str| text.chars().next().is_some_and(is_large);
    let is_loud = |text: &str| text.chars().count() > 1 && text.chars().all(is_large);
    let is_name = if is_loud(title) { is_loud(next) } else { is_capital(next) };
    // An initial is a name behind a title; “I” is not.
    (is_name && next != "I") || FAMILIES.contains(&name.as_str()) || (word == "mr" && title != "MR")
}

struct Word {
    text: String,
    /// Whether nothing but white space, a full stop or a hyphen stands between it and the word before.
    follows: bool,
    /// Whether a number stands before it.
    is_counted: bool,
}

/// Words of letters; an apostrophe inside belongs to the word.
fn words(symbols: &[Symbol]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut is_inside, mut follows, mut is_counted) = (false, false, false);
    for symbol in symbols {
        match symbol {
            Symbol::Letter(letter) if is_inside => {
                if let Some(word) = words.last_mut() {
                    word.text.push(*letter);
                }
            }
            Symbol::Letter(letter) => {
                words.push(Word { text: letter.to_string(), follows, is_counted });
                (is_inside, follows, is_counted) = (true, true, false);
            }
            Symbol::Mark('\'') if is_inside => {}
            Symbol::Space | Symbol::Mark('.' | '-' | '_') => is_inside = false,
            Symbol::Digit(_) => (is_inside, follows, is_counted) = (false, false, true),
            Symbol::Mark(_) => (is_inside, follows, is_counted) = (false, false, false),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::{Suspicion, suspicions};

    /// Shows H11.2.
    #[test]
    fn a_title_before_a_name_is_suspicious() {
        for text in [
            "Mrs Example wants her scan",
            "mrs smith",
            "MRS SMITH",
            "Mr.Smith",
            "Mr. Smith",
            "Mr  Smith",
            "mr smith cannot sign",
            "MR SMITH",
            "Mr\u{a0}O’Brien",
            "Mr J Smith",
            "Ms Okafor",
            "Miss Jones",
            "miss jones",
            "Mx Taylor",
            "Master Taylor",
            "Baby Jones",
            "baby jones",
            "BABY JONES",
            "chart of Mrs. Nonesuch",
            "Ｍｒｓ Ｓｍｉｔｈ",
        ] {
            assert_eq!(suspicions(text, &[]), [Suspicion::PersonName], "{text}");
        }
    }

    #[test]
    fn other_uses_of_the_words_are_not() {
        for text in [
            "ms teams is slow",
            "MS Teams is slow",
            "MS Word will not open",
            "a delay of 200 ms Then it works",
            "MR head request",
            "MR scan cannot be booked",
            "Mr and Mrs",
            "we miss the button",
            "near miss",
            "Miss the first step",
            "do I miss anything",
            "Baby unit",
            "baby monitor",
            "Baby Tags do not print",
            "Master Patient Index",
            "master file",
            "Sister asks",
            "Dr asks for help",
            "Adobe reader",
        ] {
            assert_eq!(suspicions(text, &[]), [], "{text}");
        }
    }
}
