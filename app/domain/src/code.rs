//! Short codes that people read out, type and remember.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Digits and letters without the look-alikes `0 1 I L O U`, so that a code survives being read out over a phone.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Three to twelve characters of an alphabet without look-alikes, upper case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// A code of `N` characters, 3 to 12, from as many random bytes. Sixteen characters of the alphabet come up nine
    /// times in 256 and the others eight: of no matter where tries are limited, and a code is never the only secret.
    pub fn from_random<const N: usize>(random: &[u8; N]) -> Self {
        const { assert!(N >= 3 && N <= 12, "a code has 3 to 12 characters") };
        Self(random.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = InvalidCode;

    /// Accepts what people type: lower case, spaces and hyphens.
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let code: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let known = code.bytes().all(|byte| ALPHABET.contains(&byte));
        if known && (3..=12).contains(&code.len()) { Ok(Self(code)) } else { Err(InvalidCode) }
    }
}

impl TryFrom<String> for Code {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, InvalidCode> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has 3 to 12 letters and digits")]
pub struct InvalidCode;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(" k7p-3qx ".parse::<Code>().unwrap().as_str(), "K7P3QX");
    }

    #[test]
    fn look_alikes_and_other_lengths_are_refused() {
        for text in ["", "K7", "K7O", "K71", "K7P3QXK7P3QXK", "K7é"] {
            assert_eq!(text.parse::<Code>(), Err(InvalidCode), "{text}");
        }
    }

    #[test]
    fn random_bytes_make_codes_that_parse() {
        let all: Vec<u8> = (0..=255).collect();
        for bytes in all.as_chunks::<8>().0 {
            let code = Code::from_random(bytes);
            assert_eq!(code.as_str().parse::<Code>().unwrap(), code);
        }
    }
}
