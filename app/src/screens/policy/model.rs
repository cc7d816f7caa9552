//! The policy: how tickets are offered, to whom first, and how long silence may last.

use crate::model::{FieldError, Moment};

/// `/admin/policy`. The form posts to `/admin/policy/preview` (`version`, `text`).
#[derive(Debug, Clone)]
pub struct PolicyPage {
    /// TOML, as typed.
    pub text: String,
    /// The version that was looked at; 0 while none was set.
    pub version: u32,
    /// The newest first.
    pub set: Vec<PolicySet>,
    /// Every key with its value in the program's own policy, as TOML.
    pub shipped: String,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// A policy that was put in force once.
#[derive(Debug, Clone)]
pub struct PolicySet {
    pub version: u32,
    pub by: String,
    pub at: Moment,
    pub text: String,
}

/// What a policy would change. Posts to `/admin/policy` (`version`, `text`).
#[derive(Debug, Clone)]
pub struct PolicyPreviewPage {
    /// TOML, as typed.
    pub text: String,
    /// The version that it would replace.
    pub version: u32,
    pub changes: Vec<PolicyChange>,
}

/// A key whose value would be another, both as in TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyChange {
    pub key: String,
    pub before: String,
    pub after: String,
}
