//! One's own account, and the accounts of others for whoever sets up the hospital.

use crate::model::{Choice, FieldError, Moment};

/// `/account`. Forms: `/account/sign-ins/{id}/end`, `/account/sign-ins/end-others`, `/account/password` (`password_now`,
/// `password`, `password_again`).
#[derive(Debug, Clone)]
pub struct AccountPage {
    pub sign_ins: Vec<SignInRow>,
    /// The day from which they respond, if that has not begun.
    pub responds_from: Option<String>,
    /// What they sign in with beside a password, which they may change.
    pub username: Option<String>,
    pub errors: Vec<FieldError>,
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

/// A role that somebody has, or will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    pub id: String,
    pub role: String,
    /// `3 Mar 2026`; none for what always was so.
    pub from: Option<String>,
    /// The last day; none if it has no end.
    pub until: Option<String>,
    /// It has begun.
    pub has_begun: bool,
    /// Why it cannot end now.
    pub cannot_end: Option<String>,
}

/// What was typed to give somebody a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleForm {
    pub role: String,
    /// The zone of a lead, by its id; empty: everywhere.
    pub zone: String,
    pub from: String,
    pub until: String,
}

/// `/admin/people/{person}`. Forms beneath it: `password-link`, `roles`, `roles/{grant}/end`, `sign-ins/{id}/end`, `sign-ins/end`, `end`, `open`;
/// what ends is asked about first.
#[derive(Debug, Clone)]
pub struct PersonPage {
    pub id: String,
    pub name: String,
    /// What they sign in with at a desk; none if they do not.
    pub username: Option<String>,
    /// Whether they have set a password; none if they sign in without one.
    pub has_password: Option<bool>,
    /// What else is known of them, each with its name.
    pub about: Vec<(String, String)>,
    /// They respond, or will: they sign in on a handset.
    pub responds: bool,
    /// They may be given shifts, or have some to come that can be removed.
    pub has_shifts: bool,
    /// In the order in which they begin.
    pub grants: Vec<GrantRow>,
    /// Those that may be given.
    pub roles: Vec<Choice>,
    pub role_form: RoleForm,
    /// What a lead may be given.
    pub zones: Vec<Choice>,
    pub sign_ins: Vec<SignInRow>,
    /// Since when each was set up.
    pub handsets: Vec<Moment>,
    /// Why the account cannot end now.
    pub cannot_end: Option<String>,
    /// Since when it has ended.
    pub ended: Option<Moment>,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}
