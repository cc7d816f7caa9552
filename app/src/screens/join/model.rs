//! A link that is used once: whoever has it sets a password with it.

use crate::model::{FieldError, Moment, Qr};

/// `/join/{token}` (`password`, `password_again`; of the first administrator `name` and `username` too).
#[derive(Debug, Clone)]
pub struct JoinPage {
    pub action: String,
    pub who: Joining,
    pub errors: Vec<FieldError>,
}

/// Whose password it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joining {
    Owner {
        name: String,
        username: String,
    },
    /// What was typed so far.
    FirstAdministrator {
        name: String,
        username: String,
    },
}

/// A link that was made, shown once.
#[derive(Debug, Clone)]
pub struct InvitePage {
    pub name: String,
    pub url: String,
    /// The same, for a camera.
    pub qr: Qr,
    pub expires: Moment,
    /// Address of the person's page.
    pub back: String,
}
