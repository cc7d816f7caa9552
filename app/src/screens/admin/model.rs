//! The hospital: what is known of it, and setting it up from files.

use crate::model::{FieldError, Found};

/// `/admin`. Forms: `/admin/import`, `/admin/import/undo`.
#[derive(Debug, Clone)]
pub struct AdminPage {
    pub lists: Vec<AdminList>,
    /// How many things are missing before the day.
    pub missing: usize,
    /// The most that one import may hold, in megabytes.
    pub megabytes: usize,
    /// When the last import was, if it may be taken back.
    pub last_import: Option<String>,
    /// Columns of files of which somebody has said what they are.
    pub headings: usize,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// One of the lists that make a hospital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminList {
    /// `Wards`.
    pub name: String,
    /// Address of where it is looked through.
    pub page: String,
    /// `wards`, as in `/admin/files/wards.csv` and `/admin/templates/wards.csv`.
    pub slug: &'static str,
    /// What is in it, and what it is for.
    pub about: String,
    pub entries: usize,
}

/// `/admin/lists/{list}`, of what has no page that knows more of it: a table of what is known.
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
