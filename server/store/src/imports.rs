//! What imports remember.

use async_trait::async_trait;
use domain::{PersonId, SiteId, TagId, Timestamp, WardId, ZoneId};

use crate::{LoggedEvent, Result};

/// What somebody has said of a column in a file that Elbow does not call so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportHeading {
    /// The name of the list: `wards`.
    pub list: String,
    /// The letters of the column's name, as whoever compares names makes them.
    pub heading: String,
    /// Which column of ours it is; none if it is left out.
    pub column: Option<String>,
    /// None where an older program kept it.
    pub said: Option<HeadingSaid>,
}

/// Who has said what a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingSaid {
    /// The column's name as the file had it, in lower case.
    pub name: String,
    pub at: Timestamp,
    /// None at the command line.
    pub by: Option<PersonId>,
}

#[async_trait]
pub trait Imports {
    /// By list and heading.
    async fn list_import_headings(&mut self) -> Result<Vec<ImportHeading>>;
    /// What was said of the same heading before is forgotten.
    async fn put_import_heading(&mut self, heading: &ImportHeading) -> Result<()>;
    async fn forget_import_heading(&mut self, list: &str, heading: &str) -> Result<()>;

    async fn last_import(&mut self) -> Result<Option<LastImport>>;
    /// Its event, if it can be taken back.
    async fn last_import_event(&mut self) -> Result<Option<LoggedEvent>>;
    /// In place of the one before. `event` is its sequence.
    async fn put_last_import(&mut self, event: i64, steps: Option<&str>) -> Result<()>;
    async fn forget_last_import(&mut self) -> Result<()>;

    /// What has happened to wards, people and tags, so that they are not taken away. Reads whole tables.
    async fn list_uses(&mut self) -> Result<Vec<Used>>;

    // What an import added and nothing refers to is taken away again: whether it was. After a no, the transaction is over.
    async fn remove_site(&mut self, id: SiteId) -> Result<bool>;
    async fn remove_zone(&mut self, id: ZoneId) -> Result<bool>;
    async fn remove_ward(&mut self, id: WardId) -> Result<bool>;
    async fn remove_tag(&mut self, id: TagId) -> Result<bool>;
    /// What makes them a responder.
    async fn remove_responder(&mut self, id: PersonId) -> Result<bool>;
    /// With the account, and the roles that they have until further notice.
    async fn remove_person(&mut self, id: PersonId) -> Result<bool>;
    /// What they sign in with; those without one stay so.
    async fn remove_account(&mut self, id: PersonId) -> Result<()>;
}

/// The import that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct LastImport {
    pub event: LoggedEvent,
    /// What there was before, as whoever imports writes it; none if that was too much to keep.
    pub steps: Option<String>,
}

/// What refers to something that a hospital is set up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    pub of: UseOf,
    pub count: u32,
}

/// Of what, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UseOf {
    /// Somebody has asked from there, or helped there.
    Requests(WardId),
    Devices(WardId),
    /// For a device there.
    Codes(WardId),
    Posters(WardId),
    /// Responders who are there, or were last.
    Whereabouts(WardId),
    /// From there or to there, from accepting to arriving.
    Walks(WardId),
    /// Something is known to be wrong there, or was.
    KnownIssuesThere(WardId),
    /// Somebody has asked about it.
    Questions(TagId),
    KnownIssues(TagId),
    SignIns(PersonId),
    Handsets(PersonId),
    /// For a handset of theirs, or to set a password.
    CodesFor(PersonId),
    /// They were asked to help.
    Offers(PersonId),
    /// They have asked, helped or closed.
    Tickets(PersonId),
    /// For a while, beside those of the list.
    Grants(PersonId),
}
