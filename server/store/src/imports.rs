//! What imports remember.

use async_trait::async_trait;

use crate::Result;

/// What somebody has said of a column in a file that Elbow does not call so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportHeading {
    /// The name of the list: `wards`.
    pub list: String,
    /// The letters of the column's name, as whoever compares names makes them.
    pub heading: String,
    /// Which column of ours it is; none if it is left out.
    pub column: Option<String>,
}

#[async_trait]
pub trait Imports {
    /// By list and heading.
    async fn list_import_headings(&mut self) -> Result<Vec<ImportHeading>>;
    /// What was said of the same heading before is forgotten.
    async fn put_import_heading(&mut self, heading: &ImportHeading) -> Result<()>;
}
