//! The canary: a request for help that nobody made. Each minute one goes through the program as a nurse's would, to a
//! responder who is not a person, at a place that is not a ward. That it comes back says that everything works.
//!
//! What belongs to it is told by its ids, which are fixed. Everything that lists wards, people, tags or tickets leaves
//! it out; whoever wants it asks for it by name.

use uuid::Uuid;

use crate::{GrantId, PersonId, SiteId, TagId, TicketId, Timestamp, WardId};

/// What takes the place of randomness in the canary's ids.
const MARK: [u8; 10] = *b"the canary";

/// The canary's place, person and tag have the same id.
fn fixed<I: From<Uuid>>() -> I {
    Uuid::from_bytes(*TicketId::canary(Timestamp::from_millis(0)).as_bytes()).into()
}

pub fn site() -> SiteId {
    fixed()
}

pub fn ward() -> WardId {
    fixed()
}

pub fn tag() -> TagId {
    fixed()
}

pub fn person() -> PersonId {
    fixed()
}

/// By which its person may respond.
pub fn grant() -> GrantId {
    fixed()
}

/// Whether a text is the id of something of the canary's: its place, its person, its tag or one of its tickets.
pub fn is_its_id(text: &str) -> bool {
    text.parse::<TicketId>().is_ok_and(TicketId::is_canary)
}

impl TicketId {
    /// The canary asked at this time.
    pub fn canary(at: Timestamp) -> Self {
        Self::new(at, MARK)
    }

    pub fn is_canary(self) -> bool {
        self.as_bytes()[8..] == Self::canary(Timestamp::from_millis(0)).as_bytes()[8..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_is_told_from_a_request_by_its_id() {
        let at = Timestamp::from_millis(1_772_442_000_000);
        assert!(TicketId::canary(at).is_canary());
        assert_ne!(TicketId::canary(at), TicketId::canary(Timestamp::from_millis(0)));
        assert!(!TicketId::new(at, [7; 10]).is_canary());
        assert!(is_its_id(&person().to_string()) && is_its_id(&TicketId::canary(at).to_string()));
        assert!(!is_its_id(&TicketId::new(at, [7; 10]).to_string()) && !is_its_id(""));
    }
}
