//! How invented people behave: the same in the hospital's past and in its crowd. All durations are hospital time.

use std::time::Duration;

use domain::ticket::{Sorted, WithdrawReason};
use rand::Rng;

use super::draw;

/// What a responder makes of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Accept,
    Decline,
    /// The phone is in a pocket.
    Silence,
}

/// Four in five say yes.
pub(super) fn answer(rng: &mut impl Rng) -> Answer {
    const CHANCES: [(Answer, f64); 3] =
        [(Answer::Accept, 0.80), (Answer::Decline, 0.13), (Answer::Silence, 0.07)];
    CHANCES[draw::index(rng, &CHANCES.map(|(_, chance)| chance))].0
}

/// From the alert to the tap: about eight seconds.
pub(super) fn answer_delay(rng: &mut impl Rng) -> Duration {
    draw::lognormal(rng, Duration::from_secs(8), 0.6)
}

/// A walk that should take `expected`: people stop, hurry and take the wrong stairs.
pub(super) fn walk(rng: &mut impl Rng, expected: Duration) -> Duration {
    draw::lognormal(rng, expected, 0.25)
}

/// At the elbow: ten minutes on average, often five, sometimes half an hour.
pub(super) fn help(rng: &mut impl Rng) -> Duration {
    draw::lognormal(rng, Duration::from_mins(10), 0.8)
}

/// How long a requester waits for somebody to come, and what they say when they no longer do.
pub(super) fn patience(rng: &mut impl Rng) -> (Duration, WithdrawReason) {
    const REASONS: [(WithdrawReason, f64); 4] = [
        (WithdrawReason::SolvedMyself, 50.0),
        (WithdrawReason::PatientCameFirst, 20.0),
        (WithdrawReason::GaveUp, 22.0),
        (WithdrawReason::Other, 8.0),
    ];
    let (why, _) = REASONS[draw::index(rng, &REASONS.map(|(_, weight)| weight))];
    (draw::lognormal(rng, Duration::from_mins(25), 1.0), why)
}

/// What a requester says once they have been helped, and how long after that; three in ten say nothing.
pub(super) fn sorted(rng: &mut impl Rng) -> Option<(Sorted, Duration)> {
    const ANSWERS: [(Option<Sorted>, f64); 4] =
        [(Some(Sorted::Yes), 58.0), (Some(Sorted::Partly), 8.0), (Some(Sorted::No), 4.0), (None, 30.0)];
    let (answer, _) = ANSWERS[draw::index(rng, &ANSWERS.map(|(_, weight)| weight))];
    Some((answer?, draw::lognormal(rng, Duration::from_mins(6), 0.8)))
}

/// From one break to the next.
pub(super) fn until_break(rng: &mut impl Rng) -> Duration {
    draw::lognormal(rng, Duration::from_mins(150), 0.4)
}

pub(super) fn break_time(rng: &mut impl Rng) -> Duration {
    draw::lognormal(rng, Duration::from_mins(20), 0.3)
}

/// How long somebody without a job stays on one ward.
pub(super) fn until_stroll(rng: &mut impl Rng) -> Duration {
    draw::lognormal(rng, Duration::from_mins(30), 0.5)
}
