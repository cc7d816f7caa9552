//! One's own account, and the accounts of others for whoever sets up the hospital.

use crate::model::{FieldError, Moment};

/// `/account`. Forms: `/account/sign-ins/{id}/end`, `/account/sign-ins/end-others`.
#[derive(Debug, Clone)]
pub struct AccountPage {
    pub sign_ins: Vec<SignInRow>,
    pub notice: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRow {
    pub id: String,
    /// `Firefox on Windows`.
    pub browser: String,
    /// `With a PIN, on their handset`.
    pub how: String,
    pub since: Moment,
    pub last_seen: Moment,
    /// The one that asks for the page.
    pub is_this: bool,
}

/// `/admin/people/{person}`. Forms beneath it: `sign-ins/{id}/end`, `sign-ins/end`, `end`, `open`.
#[derive(Debug, Clone)]
pub struct PersonPage {
    pub id: String,
    pub name: String,
    pub roles: String,
    pub sign_ins: Vec<SignInRow>,
    /// Since when each was set up.
    pub handsets: Vec<Moment>,
    /// What would end with the account, in words; empty if nothing would.
    pub ends_with_it: Vec<String>,
    /// Why the account cannot end now.
    pub cannot_end: Option<String>,
    /// Since when it has ended.
    pub ended: Option<Moment>,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}
