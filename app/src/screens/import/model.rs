//! What an import is about to do.

use crate::model::{Choice, FieldError, Moment};

/// What an import would change, or why it cannot be. Forms: `/admin/import/answers`, `/admin/import/confirm`.
#[derive(Debug, Clone)]
pub struct ImportPage {
    /// With any, nothing can be saved.
    pub problems: Vec<ImportLine>,
    pub notes: Vec<ImportLine>,
    /// Columns that are not called as Elbow calls them.
    pub headings: Vec<ImportHeading>,
    /// What is new and nearly called as something that is there.
    pub likenesses: Vec<ImportLikeness>,
    /// None while there is a problem, or something is open.
    pub changes: Vec<ImportChanges>,
    /// Names these files and no others; none if they were not kept.
    pub key: Option<String>,
    pub can_save: bool,
    /// What an upload may have at most.
    pub megabytes: usize,
    pub errors: Vec<FieldError>,
}

/// Something about a line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    pub file: String,
    /// None if it is about the whole file.
    pub line: Option<u64>,
    pub what: String,
    pub to_do: String,
}

/// A column, and which of ours it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportHeading {
    /// The name of its field.
    pub field: String,
    pub file: String,
    pub name: String,
    pub choices: Vec<Choice>,
    /// The value of a choice; empty if nobody has said.
    pub chosen: String,
}

/// Something new, and what it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLikeness {
    /// The name of its field.
    pub field: String,
    pub file: String,
    pub line: u64,
    pub given: String,
    pub known: String,
}

/// What one file changes, by the names of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportChanges {
    /// `Wards`.
    pub name: String,
    pub added: Vec<String>,
    pub changed: Vec<ImportChange>,
    pub removed: Vec<String>,
    pub unchanged: usize,
    /// Not in the file; they stay.
    pub missing: Vec<String>,
}

/// Something that is there already, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportChange {
    pub name: String,
    pub fields: Vec<ImportField>,
}

/// What changes from what; none for what is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportField {
    pub column: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What taking the last import back would do, or why it stays. Form: `/admin/import/undo`.
#[derive(Debug, Clone)]
pub struct UndoPage {
    /// When it was: `20 Nov, 10:42`.
    pub time: String,
    /// Until when it can be taken back.
    pub until: String,
    /// Whose it was.
    pub who: String,
    /// What is as before afterwards, list by list.
    pub changes: Vec<ImportChanges>,
    /// With any, it cannot be taken back.
    pub stays: Vec<Stays>,
    /// Which import is meant, for the answer.
    pub import: String,
    pub errors: Vec<FieldError>,
}

/// Something that is in use, or was changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stays {
    /// Empty for the import as a whole.
    pub name: String,
    pub why: String,
}

/// What was said of columns with other names. Form: `/admin/import/columns/forget`.
#[derive(Debug, Clone)]
pub struct HeadingsPage {
    pub rows: Vec<HeadingRow>,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// A column of files, and what it is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingRow {
    /// `Wards`.
    pub list: String,
    /// As a file had it.
    pub name: String,
    /// None if it is left out.
    pub column: Option<String>,
    /// By whom and when, where that was kept.
    pub said: Option<(String, Moment)>,
    /// Names and values of what is sent to forget it.
    pub told: [(&'static str, String); 3],
}
