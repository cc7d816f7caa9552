//! Everyone with a name in Elbow.

use async_trait::async_trait;
use domain::{DeviceId, Duty, PersonId, PersonKind, Responder, Timestamp, Whereabouts};

use crate::{NamePlace, Page, Part, PeopleFilter, Result};

/// Who someone is. What they sign in with is in [`crate::Accounts`], what they may be in [`crate::Grants`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    pub kind: PersonKind,
    /// What the trust's own systems call them, such as a staff number; unique.
    pub external_id: Option<String>,
    /// Since when they are gone: no sign-in, in no choice, and still named in what happened before.
    pub ended_at: Option<Timestamp>,
}

impl Person {
    /// Somebody who has just come.
    #[must_use]
    pub fn human(id: PersonId, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), kind: PersonKind::Human, external_id: None, ended_at: None }
    }
}

#[async_trait]
pub trait People {
    async fn lookup_person(&mut self, id: PersonId) -> Result<Option<Person>>;
    async fn lookup_person_by_external_id(&mut self, external_id: &str) -> Result<Option<Person>>;
    /// All, by name; those who have ended too.
    async fn list_people(&mut self) -> Result<Vec<Person>>;
    /// By name.
    async fn find_people(
        &mut self,
        filter: &PeopleFilter,
        page: &Page<NamePlace<PersonId>>,
    ) -> Result<Part<Person, NamePlace<PersonId>>>;
    /// Those who have nothing to sign in with yet, neither PIN nor password; whoever has ended is not among them.
    async fn list_people_without_secret(&mut self) -> Result<Vec<PersonId>>;
    /// Inserts or replaces by id. An external id in use is [`crate::Error::Duplicate`].
    async fn put_person(&mut self, person: &Person) -> Result<()>;

    async fn lookup_responder(&mut self, id: PersonId) -> Result<Option<Responder>>;
    /// By name; everyone who has not ended, whatever their duty.
    async fn list_responders(&mut self) -> Result<Vec<Responder>>;
    /// Of these people those who help and have not ended, in no order.
    async fn list_responders_among(&mut self, people: &[PersonId]) -> Result<Vec<Responder>>;
    /// What the set-up says about a responder (kind, tags, home ward, zone, phone), and all the rest on first insert.
    /// The person must exist; the name is the person's.
    async fn put_responder(&mut self, responder: &Responder) -> Result<()>;
    /// `duty_since` moves only if the duty does. Going on shift from off shift starts the count of closed tickets anew, and
    /// alerts are to be tested again.
    async fn set_duty(&mut self, id: PersonId, duty: Duty, now: Timestamp) -> Result<()>;
    /// None: it is not known where they are.
    async fn set_whereabouts(&mut self, id: PersonId, whereabouts: Option<Whereabouts>) -> Result<()>;
    /// Offers in a row without an answer, see `Responder::unanswered`.
    async fn set_unanswered(&mut self, id: PersonId, unanswered: u8) -> Result<()>;
    /// Adds `change` (+1 closed, −1 undone) to the tickets closed this shift, never below zero.
    async fn add_closed(&mut self, id: PersonId, change: i8) -> Result<()>;
    /// Those on shift or on a break whom nothing reaches: no session of theirs lives at `now` that was
    /// used since `used_since`, and no handset can be alerted. Whoever may not respond at `now` is one of them: they are
    /// asked about nothing new.
    async fn list_signed_out(&mut self, now: Timestamp, used_since: Timestamp) -> Result<Vec<PersonId>>;
    /// Whether anything would reach a person who had no session and no handset on this device; times as above. What they may be
    /// does not count: a shift outlasts the role to respond while there is a job in hand, on every page of theirs.
    async fn is_reached_without(
        &mut self,
        id: PersonId,
        device: DeviceId,
        now: Timestamp,
        used_since: Timestamp,
    ) -> Result<bool>;
    async fn set_alerts_tested(&mut self, id: PersonId, at: Option<Timestamp>) -> Result<()>;
}
