//! Everything that was weighed at once, for audits and for solvers of others to be compared with ours.

use domain::{PersonId, Timestamp};
use rustc_hash::FxHashMap;

use crate::{
    Policy, Snapshot,
    endings::{Decided, Endings, Waiting},
    policy::Policies,
    pool::Pool,
};

/// What it would cost to ask each responder about each ticket, in milliseconds, both in the order of the snapshot.
///
/// None for a ticket that does not wait, and for a person who is not free, does not know the tag, does not answer, or was
/// asked about this ticket before. O(tickets × responders): [`crate::plan()`] never looks at all of them.
pub fn cost_matrix(snapshot: &Snapshot, policy: &Policy, now: Timestamp) -> Vec<Vec<Option<i64>>> {
    let policies = Policies::new(snapshot, policy);
    let endings = Endings::of(snapshot, &policies, now, &Decided::default());
    let pool = Pool::new(snapshot, &endings.mentions, policy, now);
    let positions: FxHashMap<PersonId, usize> =
        (0..pool.len()).map(|position| (pool.person(position).responder.id, position)).collect();
    let row = |waiting: &Waiting<'_>| {
        let in_force = policies.of(waiting.ticket.id).in_force(waiting.ticket.priority, waiting.escalation);
        let need = pool.need(waiting.ticket.ward, waiting.ticket.tag, in_force);
        let cost = |position: usize| {
            let person = pool.person(position);
            let would_do = person.is_reachable
                && pool.may_go(position, need)
                && waiting.is_first_choice(person.responder.id, person.went_silent);
            would_do.then(|| pool.terms(position, need).cost)
        };
        let people = snapshot.responders.iter();
        people.map(|person| positions.get(&person.id).copied().and_then(cost)).collect()
    };
    let tickets = snapshot.tickets.iter();
    let nobody = || vec![None; snapshot.responders.len()];
    tickets
        .map(|ticket| {
            endings.waiting.iter().find(|waiting| waiting.ticket.id == ticket.id).map_or_else(nobody, row)
        })
        .collect()
}
