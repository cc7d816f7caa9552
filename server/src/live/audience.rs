//! Whom an event concerns: so that a handset refreshes when its own jobs change, and not whenever anybody's does.

#![warn(clippy::wildcard_enum_match_arm)]

use std::collections::{HashMap, HashSet};

use domain::{
    PersonId, Ticket, TicketId,
    ticket::{Actor, Happening},
};
use store::{LoggedEvent, Subject};

/// Who has been asked or sent, by open ticket.
#[derive(Debug, Default)]
pub(super) struct Audience {
    by_ticket: HashMap<TicketId, HashSet<PersonId>>,
}

impl Audience {
    /// Knows the tickets that are open already.
    pub(super) fn of(tickets: &[Ticket]) -> Self {
        let by_ticket = tickets
            .iter()
            .map(|ticket| {
                (ticket.id, ticket.offers.iter().map(|offer| offer.to).chain(ticket.holder()).collect())
            })
            .collect();
        Self { by_ticket }
    }

    /// The people whose own page the event may change.
    pub(super) fn people(&mut self, event: &LoggedEvent) -> HashSet<PersonId> {
        let ticket = match event.subject {
            Subject::Person(person) => return HashSet::from([person]),
            Subject::Device(_) | Subject::Hospital => return HashSet::new(),
            Subject::Ticket(ticket) => ticket,
        };
        let people = self.by_ticket.entry(ticket).or_default();
        let is_over = match event.what.step() {
            Some(Happening::Offered { offer }) => {
                people.insert(offer.to);
                false
            }
            Some(Happening::Assigned { to, .. }) => {
                people.insert(*to);
                false
            }
            Some(
                Happening::Resolved { .. }
                | Happening::HandedOff { .. }
                | Happening::Withdrawn { .. }
                | Happening::DetailsAdded { .. }
                | Happening::HelpedInPassing { .. },
            ) => true,
            // Whoever has been asked or sent is known already.
            Some(
                Happening::Asked { .. }
                | Happening::AskedOnPaper { .. }
                | Happening::Accepted { .. }
                | Happening::Declined { .. }
                | Happening::Expired { .. }
                | Happening::OfferWithdrawn { .. }
                | Happening::Arrived { .. }
                | Happening::ArrivalUndone
                | Happening::Released { .. }
                | Happening::ReleaseUndone { .. }
                | Happening::ResolutionUndone
                | Happening::Reopened
                | Happening::Sorted { .. }
                | Happening::PriorityChanged { .. }
                | Happening::Corrected { .. }
                | Happening::Held { .. }
                | Happening::HoldEnded { .. }
                | Happening::Escalated { .. },
            )
            | None => false,
        };
        if let Actor::Responder(person) = event.actor {
            people.insert(person);
        }
        let concerned = people.clone();
        if is_over {
            self.by_ticket.remove(&ticket);
        }
        concerned
    }
}
