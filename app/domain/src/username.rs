//! What somebody types to sign in at a desk.

use crate::text::{GuardedText, TextProblem};

pub const MAX_CHARS: usize = 60;

/// Why a username is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsernameProblem {
    #[error(transparent)]
    Text(#[from] TextProblem),
    #[error("Write it without a space.")]
    Space,
}

/// Reads what was typed, in lower case; `None` if nothing is to be seen.
///
/// # Errors
/// [`UsernameProblem`].
pub fn read(text: &str) -> Result<Option<String>, UsernameProblem> {
    let Some(text) = GuardedText::<MAX_CHARS>::parse_line(text)? else { return Ok(None) };
    if has_space(text.as_str()) {
        return Err(UsernameProblem::Space);
    }
    Ok(Some(text.as_str().to_lowercase()))
}

/// Nobody can tell by ear where it would be.
#[must_use]
pub fn has_space(text: &str) -> bool {
    text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_username_is_one_word_in_small_letters() {
        assert_eq!(read(" R.Fixture "), Ok(Some("r.fixture".to_owned())));
        assert_eq!(read(" \u{200b}"), Ok(None));
        assert_eq!(read("r fixture"), Err(UsernameProblem::Space));
        assert!(matches!(
            read(&"r".repeat(61)),
            Err(UsernameProblem::Text(TextProblem::TooLong { most: 60 }))
        ));
        assert!(matches!(read("943-476-5919"), Err(UsernameProblem::Text(TextProblem::NhsNumber))));
    }
}
