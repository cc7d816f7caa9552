//! Passwords that somebody chooses.

use std::collections::BTreeSet;

use crate::text::unaccented;

/// Fewer characters can be guessed where nothing else is asked for (Cyber Essentials, password-based authentication).
pub const LEAST_CHARS: usize = 12;
/// More would only be work to hash.
pub const MOST_CHARS: usize = 200;

/// What others try first. The longer ones stand first, so that nothing of them is left.
const FREQUENT: [&str; 14] = [
    "1234567890",
    "qwertyuiop",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "hospital",
    "asdfghjkl",
    "zxcvbnm",
    "letmein",
    "welcome",
    "abcdef",
    "123456",
    "elbow",
    "nhs",
];
/// So many different characters are left of one that is not guessed, beside what others know.
const OWN_CHARS: usize = 5;

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    #[error("shorter than {LEAST_CHARS} characters")]
    TooShort,
    #[error("longer than {MOST_CHARS} characters")]
    TooLong,
    /// It is made of what everybody knows: their name, their username, a row of keys.
    #[error("easily guessed")]
    EasilyGuessed,
}

/// Whether somebody may have this password. `known`: what others know of them, such as their name and username.
///
/// # Errors
/// [`PasswordProblem`].
pub fn check(password: &str, known: &[&str]) -> Result<(), PasswordProblem> {
    match password.chars().count() {
        ..LEAST_CHARS => return Err(PasswordProblem::TooShort),
        chars if chars > MOST_CHARS => return Err(PasswordProblem::TooLong),
        _ => {}
    }
    let known: Vec<String> = known.iter().map(|text| unaccented(text)).collect();
    // As a whole first: a single letter of `r.sample` is too short to be looked for.
    let whole = known.iter().map(String::as_str);
    let words = known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut left = unaccented(password);
    for text in whole.chain(words).filter(|text| text.chars().count() > 2).chain(FREQUENT) {
        left = left.replace(text, "");
    }
    let own: BTreeSet<char> = left.chars().filter(|c| !c.is_whitespace()).collect();
    if own.len() < OWN_CHARS { Err(PasswordProblem::EasilyGuessed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROBIN: [&str; 2] = ["Robin Fixture", "r.fixture"];

    #[test]
    fn three_words_will_do() {
        for password in
            ["hold the board", "kettle-marmot-tuba", "Zw3i Äpfel & 1 Birne", &"ab cde fg".repeat(3)]
        {
            assert_eq!(check(password, &ROBIN), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_is_short_endless_or_tried_first_will_not() {
        assert_eq!(check("kettle tuba", &ROBIN), Err(PasswordProblem::TooShort));
        assert_eq!(check(&"kettle ".repeat(40), &ROBIN), Err(PasswordProblem::TooLong));
        for password in [
            "aaaaaaaaaaaaaaa",
            "Password1234",
            "123456789012",
            "qwertyuiop12",
            "RobinFixture1",
            "r.fixture2026",
            "Hospital-NHS-1",
        ] {
            assert_eq!(check(password, &ROBIN), Err(PasswordProblem::EasilyGuessed), "{password}");
        }
    }
}
