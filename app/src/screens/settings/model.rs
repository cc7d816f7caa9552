//! Settings beside the configuration file: what counts, where it comes from, what was set before.

use crate::model::{FieldError, Moment};

/// `/admin/settings`. The form posts to `/admin/settings/preview` (`version`, `file`, each field, `{field}_was` as the page showed it, and
/// `{field}_file` = `yes` to have the file's value again).
#[derive(Debug, Clone)]
pub struct SettingsPage {
    /// The version that was looked at; 0 while none was set.
    pub version: u32,
    /// Says which values the program's configuration file has.
    pub file: String,
    /// What of it cannot be used, so that something else counts.
    pub problem: Option<String>,
    pub groups: Vec<SettingGroup>,
    /// No key signs alerts yet; making one posts to `/admin/settings/alert-key`.
    pub lacks_alert_key: bool,
    pub secret: GatewaySecret,
    pub test: TestCall,
    /// There are older versions than those of the history.
    pub has_earlier: bool,
    /// The newest first.
    pub history: Vec<SettingsVersion>,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct SettingGroup {
    pub title: String,
    pub fields: Vec<SettingField>,
}

#[derive(Debug, Clone)]
pub struct SettingField {
    pub name: &'static str,
    pub label: String,
    /// What it is for, and where the value comes from.
    pub hint: String,
    pub kind: SettingKind,
    /// As typed.
    pub value: String,
    /// As it counts.
    pub was: String,
    /// What the file has instead of what was set, and whether that is ticked; none where the file's value counts.
    pub take_back: Option<(String, bool)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    Line,
    Number,
    /// One entry a line.
    Lines,
}

/// Posts to `/admin/settings/secret` (`version`, `gateway_secret`, `sure` where one is replaced; or `take_back` = `yes`, `sure_back`).
/// Never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewaySecret {
    /// Where it comes from.
    pub about: String,
    /// It was set on this page.
    pub is_set: bool,
    /// There is one, which the gateway knows.
    pub is_replaced: bool,
}

/// Posts to `/admin/settings/test-call` (`key`, `reference`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestCall {
    pub has_gateway: bool,
    /// As typed.
    pub reference: String,
    /// Random, so that the same form sends one call.
    pub key: String,
    /// What became of the last one that was made by these settings.
    pub last: Option<String>,
}

#[derive(Debug, Clone)]
pub struct SettingsVersion {
    pub version: u32,
    pub by: String,
    pub at: Moment,
}

/// What settings would change. Posts to `/admin/settings` (`version`, `file`, `told`, and what was filled in); or back to the form with
/// `back` = `yes`.
#[derive(Debug, Clone)]
pub struct SettingsPreviewPage {
    pub version: u32,
    /// As in [`SettingsPage`].
    pub file: String,
    pub changes: Vec<SettingChange>,
    /// What has to be thought of first, a sentence each.
    pub concerns: Vec<String>,
    /// Names them, so that nobody says yes to another question.
    pub told: String,
    /// The form as it was filled in.
    pub filled: Vec<(String, String)>,
    pub notice: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    pub label: String,
    pub before: String,
    pub after: String,
    pub does: String,
}

/// `/admin/settings/versions/{version}`. Setting them again posts to `/admin/settings/preview`.
#[derive(Debug, Clone)]
pub struct SettingsVersionPage {
    pub set: SettingsVersion,
    pub values: Vec<SettingValue>,
    /// The version in use.
    pub version: u32,
    /// As in [`SettingsPage`].
    pub file: String,
    /// What sets them again.
    pub filled: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingValue {
    pub label: String,
    pub then: String,
    pub now: String,
}
