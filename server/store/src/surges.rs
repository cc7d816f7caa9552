//! Where more was asked than usual. What was found is a function of the log, and is written again as it changes; what a lead says of it
//! is theirs.

use async_trait::async_trait;
use domain::{Surge, Ticket, TicketId, Timestamp, surge::Judged};

use crate::{Page, Part, Place, Result};

/// Which surges. Those that are gone are in no list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SurgeFilter {
    #[default]
    All,
    /// Nobody has said what they are.
    NotJudged,
    /// Something was wrong.
    Real,
    Nothing,
}

#[async_trait]
pub trait Surges {
    /// Those with an alarm since then, the first opened first; those that are gone too.
    async fn list_surges_since(&mut self, last_at: Timestamp) -> Result<Vec<Surge>>;

    /// The last opened first.
    async fn find_surges(
        &mut self,
        filter: SurgeFilter,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Surge, Place<TicketId>>>;

    /// One that is gone, too.
    async fn lookup_surge(&mut self, id: TicketId) -> Result<Option<Surge>>;

    /// The tickets whose requests are counted to it, the first asked first.
    async fn list_tickets_of_surge(&mut self, id: TicketId) -> Result<Vec<Ticket>>;

    /// Writes it as it was found; what a lead said of it stays. `tickets`: all that are counted to it by now.
    async fn put_surge(&mut self, surge: &Surge, tickets: &[TicketId]) -> Result<()>;

    async fn judge_surge(&mut self, id: TicketId, judged: &Judged) -> Result<()>;
}
