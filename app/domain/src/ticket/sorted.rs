use serde::{Deserialize, Serialize};

/// What whoever asked says once their ticket is closed: is it sorted?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sorted {
    Yes,
    Partly,
    No,
}

impl Sorted {
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    /// The stored, posted and exported name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }
}
