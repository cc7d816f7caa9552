//! Tickets and the offers made for them.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Answers, Code, DeviceId, OfferId, PersonId, TagId, Ticket, TicketId, Timestamp, WardId,
    ticket::{AskedBy, Transition},
};

use crate::{Hash, LoggedEvent, Page, Part, Place, Result, TicketFilter};

/// How a ticket is found by people who have no session.
#[derive(Debug, Clone)]
pub struct TicketLinks {
    /// Hash of the secret in `/r/<secret>`.
    pub link: Hash,
    /// Made with the form; the same key posted again is the same request. 1 to 64 characters.
    pub request_key: String,
    /// The rotation of the ward's link that it was asked by; none if it was not asked by link.
    pub link_rotation: Option<u32>,
}

/// A first transition and how its ticket is found.
#[derive(Debug, Clone)]
pub struct NewTicket {
    pub transition: Transition,
    pub links: TicketLinks,
}

/// An offer with how it ended, for the page that explains a dispatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRecord {
    pub id: OfferId,
    pub ticket: TicketId,
    pub to: PersonId,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    /// `accepted`, `declined`, `expired`, `withdrawn`, `superseded`; none while it is live.
    pub outcome: Option<String>,
    pub ended_at: Option<Timestamp>,
    /// The candidates and their terms, as JSON that the `dispatch` crate wrote; `null` if it wrote none.
    pub why: String,
}

#[async_trait]
pub trait Tickets {
    async fn lookup_ticket(&mut self, id: TicketId) -> Result<Option<Ticket>>;

    async fn lookup_ticket_by_link(&mut self, link: &Hash) -> Result<Option<Ticket>>;

    async fn lookup_ticket_by_code(&mut self, code: &Code) -> Result<Option<Ticket>>;

    /// The rotation of the ward's link that the ticket was asked by, see [`TicketLinks`]; none where it is not known either.
    async fn lookup_link_rotation(&mut self, ticket: TicketId) -> Result<Option<u32>>;

    async fn lookup_ticket_by_request_key(&mut self, key: &str) -> Result<Option<Ticket>>;

    /// Every open ticket, by (priority, age, id).
    async fn list_open_tickets(&mut self) -> Result<Vec<Ticket>>;

    /// Those that this person holds or is being asked about, in the same order.
    async fn list_open_tickets_of(&mut self, person: PersonId) -> Result<Vec<Ticket>>;

    /// Waiting ones that this person turned down or gave back, in the same order.
    async fn list_open_tickets_turned_down_by(&mut self, person: PersonId) -> Result<Vec<Ticket>>;

    /// Tickets closed at or after `since`, latest first, at most `limit`.
    async fn list_closed_tickets(&mut self, since: Timestamp, limit: u32) -> Result<Vec<Ticket>>;

    /// Those of them of which whoever asked says that it is not sorted, or partly, latest closed first, at most `limit`.
    async fn list_not_sorted(&mut self, since: Timestamp, limit: u32) -> Result<Vec<Ticket>>;

    /// Tickets of any kind, latest asked first.
    async fn find_tickets(
        &mut self,
        filter: &TicketFilter,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Ticket, Place<TicketId>>>;

    /// Open tickets asked by the same device or by the same person at a desk, oldest first; none for a ward's link,
    /// which tells nobody apart, and for help in passing, which is never open.
    async fn list_open_tickets_asked_by(&mut self, asked_by: AskedBy) -> Result<Vec<Ticket>>;

    /// Tickets asked by this device and closed at or after `since`, in the order in which they were asked. `since` is a day
    /// ago at most: what was closed since then is read whole.
    async fn list_closed_tickets_asked_by(
        &mut self,
        device: DeviceId,
        since: Timestamp,
    ) -> Result<Vec<Ticket>>;

    /// Adds the ticket and its first event; answers with the event's sequence number. The code and the request key are
    /// unique for good: [`crate::Error::Duplicate`] with `"code"` or `"request key"`. Begin a new session after that.
    async fn add_ticket(&mut self, ticket: &NewTicket) -> Result<i64>;

    /// Writes a later transition of an existing ticket: the ticket itself, what its event does to offers (made, and
    /// ended with their outcome), and the event, whose sequence number it answers with. `why` is kept with an offer
    /// that the event makes and ignored otherwise. [`crate::Error::Stale`] unless the stored version is one less.
    async fn save_ticket(&mut self, transition: &Transition, why: Option<&str>) -> Result<i64>;

    /// All offers ever made for a ticket, oldest first.
    async fn list_offers(&mut self, ticket: TicketId) -> Result<Vec<OfferRecord>>;

    async fn lookup_offer(&mut self, id: OfferId) -> Result<Option<OfferRecord>>;

    /// How everyone answered the offers made to them at or after `since`; nobody without any is named.
    async fn count_answers(&mut self, since: Timestamp) -> Result<HashMap<PersonId, Answers>>;

    /// The latest reason why nobody could be asked, as JSON that the `dispatch` crate wrote; none takes it away.
    async fn set_shortfall(&mut self, ticket: TicketId, shortfall: Option<&str>) -> Result<()>;

    async fn lookup_shortfall(&mut self, ticket: TicketId) -> Result<Option<String>>;

    /// The same for all open tickets that have one.
    async fn list_shortfalls(&mut self) -> Result<HashMap<TicketId, String>>;

    /// Why the holder was asked, or else who was asked last, as kept with the offer: of all open tickets with an offer.
    async fn list_reasons(&mut self) -> Result<HashMap<TicketId, String>>;

    /// What has become of all open tickets that wait: when somebody was there, when they were given back, closed, opened again, escalated
    /// and said to be more or less urgent, in order.
    async fn list_waits(&mut self) -> Result<Vec<LoggedEvent>>;

    /// How whoever has an open ticket came by it, and whoever had it before: acceptances and assignments, in order.
    async fn list_takings(&mut self) -> Result<Vec<LoggedEvent>>;

    /// Tags asked for from a ward from `since` until before `until`, with counts, most used first.
    async fn count_tags_by_ward(
        &mut self,
        ward: WardId,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(TagId, u32)>>;

    /// Which wards asked about which tags at or after `since`, each once.
    async fn list_asked_about(&mut self, since: Timestamp) -> Result<Vec<(WardId, TagId)>>;

    /// The earliest `next_action_at` of all open tickets.
    async fn next_deadline(&mut self) -> Result<Option<Timestamp>>;

    /// Tickets that `holder` closed, each by itself, at or after `since`, latest first, at most `limit`.
    async fn list_closed_by(&mut self, holder: PersonId, since: Timestamp, limit: u32)
    -> Result<Vec<Ticket>>;
}
