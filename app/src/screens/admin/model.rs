//! The hospital: what is known of it, and setting it up from files.

use crate::model::{FieldError, Found};

/// `/admin`. Forms: `/admin/import`.
#[derive(Debug, Clone)]
pub struct AdminPage {
    pub lists: Vec<AdminList>,
    /// The most that one import may hold, in megabytes.
    pub megabytes: usize,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// One of the lists that make a hospital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminList {
    /// `Wards`.
    pub name: String,
    /// `wards`, as in `/admin/lists/wards`, `/admin/files/wards.csv` and `/admin/templates/wards.csv`.
    pub slug: &'static str,
    /// What is in it, and what it is for.
    pub about: String,
    pub entries: usize,
}

/// What an import would change, or why it cannot be. Form: `/admin/import/confirm`.
#[derive(Debug, Clone)]
pub struct ImportPage {
    /// With any, nothing can be saved.
    pub problems: Vec<ImportLine>,
    pub notes: Vec<ImportLine>,
    pub changes: Vec<ImportChanges>,
    /// Confirms these files and no others; none if there is nothing to save.
    pub key: Option<String>,
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

/// What one file changes, by the names of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportChanges {
    /// `Wards`.
    pub name: String,
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
    pub unchanged: usize,
    /// Not in the file; they stay.
    pub missing: Vec<String>,
}

/// `/admin/lists/{list}`: a table of what is known.
#[derive(Debug, Clone)]
pub struct ListPage {
    pub title: String,
    pub about: String,
    pub columns: Vec<String>,
    /// As many cells as columns; the first names the row.
    pub rows: Vec<Vec<String>>,
    pub found: Found,
    /// Its own address.
    pub path: String,
    /// Address of the same as CSV.
    pub csv: Option<String>,
}
