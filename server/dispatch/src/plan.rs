//! The decision itself: end what has ended, then serve the waiting tickets from the people who are free.

use domain::{Shortfall, Timestamp};

use crate::{
    Plan, Policy, ProposedOffer, Snapshot,
    endings::{Decided, Endings, Waiting},
    policy::Policies,
    pool::{Need, Pool},
    preempt,
    round::{Round, Row},
    shortfall::shortfalls,
};

/// What is due at `now`.
///
/// Deterministic: the order of the snapshot's lists does not matter, ties are broken by age and id. Applying the plan
/// and asking again at the same time gives an empty plan. A person is asked about one ticket at a time, and never about
/// one they turned down. An offer that waits for its answer gives way to a strictly more urgent ticket which nobody else
/// could be asked about.
pub fn plan(snapshot: &Snapshot, policy: &Policy, now: Timestamp) -> Plan {
    let policies = Policies::new(snapshot, policy);
    preempt::plan(snapshot, |decided| go_on(snapshot, &policies, now, decided))
}

/// What else is due once so much has been decided; its offers are the further ones.
fn go_on(snapshot: &Snapshot, policy: &Policies<'_>, now: Timestamp, decided: &Decided<'_>) -> Plan {
    let endings = Endings::of(snapshot, policy, now, decided);
    // Most of the time everybody who waits is being seen to, and people need not be looked at.
    let (offers, shortfalls) = if endings.call_for_people(&snapshot.travel, policy, now) {
        look_for_people(snapshot, &endings, policy, now)
    } else {
        Default::default()
    };
    let mut look_again = endings.look_again;
    for offer in &offers {
        let policy = policy.of(offer.ticket);
        look_again.by(now + policy.hedge_after().min(policy.offer_lifetime()));
    }
    Plan {
        expiries: endings.expiries,
        withdrawals: endings.withdrawals,
        preemptions: endings.preemptions,
        escalations: endings.escalations,
        releases: endings.releases,
        offers,
        shortfalls,
        look_again_at: look_again.0,
    }
}

fn look_for_people(
    snapshot: &Snapshot,
    endings: &Endings<'_>,
    policy: &Policies<'_>,
    now: Timestamp,
) -> (Vec<ProposedOffer>, Vec<Shortfall>) {
    let pool = Pool::new(snapshot, &endings.mentions, policy, now);
    let (first, beside) = rows(&endings.waiting, &pool, policy);

    // Somebody for every ticket first; a second person at once for the urgent ones only with who is left, and a shorter way
    // for who is coming anyway last.
    let mut round = Round::new(&pool, policy, now);
    round.serve(&first);
    round.serve(&beside);
    round.shorten_ways(&endings.on_the_way);
    let shortfalls = shortfalls(snapshot, &pool, endings, &round.offers, policy);
    (round.offers, shortfalls)
}

/// The offers to be made: for tickets about which nobody is thinking, and beside those about which somebody is.
fn rows<'a>(
    waiting: &'a [Waiting<'a>],
    pool: &Pool<'_>,
    policy: &Policies<'_>,
) -> (Vec<Row<'a>>, Vec<Row<'a>>) {
    let (mut first, mut beside) = (Vec::with_capacity(waiting.len()), Vec::new());
    for waiting in waiting {
        let Waiting { ticket, escalation, fresh, .. } = waiting;
        let in_force = policy.of(ticket.id).in_force(ticket.priority, *escalation);
        let need: Need = pool.need(ticket.ward, ticket.tag, in_force);
        let mut to_make = waiting.offers_to_make(policy);
        if *fresh == 0 && to_make > 0 {
            first.push(Row { waiting, need, is_beside: false });
            to_make -= 1;
        }
        beside.extend((0..to_make).map(|_| Row { waiting, need, is_beside: true }));
    }
    (first, beside)
}
