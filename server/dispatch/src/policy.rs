//! What a trust may tune. Every number has its unit in its name or its documentation, and its source beside it.
//!
//! "Study" below is the synthetic one behind the design (60 wards, 40 floorwalkers, 12 tags): it says which way a
//! number should lean, not what a hospital will see.

mod deadlines;
mod read;
mod walking;
mod wave;

use std::{collections::BTreeMap, time::Duration};

use domain::{
    Answers, Priority, ResponderKind,
    ticket::{Deadlines, Measure},
};
use serde::{Deserialize, Serialize};

pub(crate) use self::wave::Policies;
pub use self::{read::Change, walking::Walking, wave::WavePolicy};

/// How tickets are offered, to whom first, and how long silence may last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// An unanswered offer ends after this long. Study: 45 to 60 s is best, 20 s costs 11 to 24 %.
    pub offer_lifetime_seconds: u32,
    /// An offer unanswered for this long no longer counts as somebody: the next best person is asked beside it.
    pub hedge_after_seconds: u32,
    /// How many people are asked at once, `P1` first. The first to accept has the ticket.
    pub parallel_offers: [u8; 4],
    /// Live offers of one ticket, hedges included, `P1` first: an alert nobody needed is a cost too.
    pub live_offers_at_most: [u8; 4],
    /// A free person is asked to take over from a holder on the way if they would arrive sooner by more than this; 0 for
    /// never. Rehearsed: 30 gains 1 to 2 % over 60; less would send people back and forth for little.
    pub take_over_if_sooner_by_seconds: u16,
    /// An offer of which nothing shows by then that it arrived (the handset showed the alert, a page showed the offer)
    /// counts as not reached: the board says so, and the second channel calls. An alert is normally shown within 3 s, and a
    /// handset tries twice more to say so, 1 and 4 s later; the second person is asked at 15 s.
    pub not_reached_after_seconds: u32,
    /// How many people are weighed for one ticket before matching. More are looked up when these are all taken.
    pub max_candidates: u16,
    pub weights: Weights,
    pub acceptance: Acceptance,
    pub walking: Walking,
    #[serde(with = "deadlines")]
    pub deadlines: Deadlines,
    /// By the slug of a wave of the go-live: what of its tickets is otherwise.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub wave: BTreeMap<String, WavePolicy>,
}

/// What is added to the walking time of a candidate. All in seconds of walking they are worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// For each *other* tag a person knows: this, divided by the square of the number of free people who know it. Keeps
    /// rare knowledge free: what the last one who knows is worth, the fifth is not. Rehearsed: the wait for a rare tag
    /// falls by 7 %, by 13 % at 200, which costs everyone else as much as the rare gain.
    pub scarcity_seconds: u32,
    /// For each ticket closed since going on shift …
    pub load_seconds_per_ticket: u32,
    /// … but never more than this: load only breaks ties. Rehearsed: 30 costs 1 to 2 %, the longest idle first 17 to 93 %.
    pub load_seconds_at_most: u32,
    /// Taken off for a ward's own super-user, who knows the ward and its people. A judgement, not a measurement.
    pub own_ward_bonus_seconds: u32,
    /// For a place so old that it is shown as old ([`domain::Whereabouts::OLD_AFTER`]); a younger one counts in
    /// proportion to its age. It only breaks ties. Rehearsed: 60 costs 3 to 5 %, even where people roam unseen.
    pub stale_place_seconds: u32,
    /// For a ticket outside the zone of someone who prefers their own. A judgement: two minutes' walk.
    pub out_of_zone_seconds: u32,
}

/// The chance that an offer is accepted. The cost of asking someone is divided by it: an offer that comes to nothing
/// is paid for in waiting.
///
/// It is learned twice over. What is expected of a kind of responder moves from the percentage given here towards the
/// share that people of the kind accepted lately, and what is expected of a person moves on from there towards the share
/// that they accepted themselves. Each expectation counts as much as so many answered offers (the mean of a
/// beta-binomial distribution with that prior), so that a few answers change little and many decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Acceptance {
    /// Per cent. Floorwalkers are there for nothing else.
    pub floorwalker_percent: u8,
    /// Per cent. Super-users have patients of their own.
    pub super_user_percent: u8,
    /// As many answered offers as the percentages above are worth; more for "do not learn".
    pub kind_prior_offers: u32,
    /// As many answered offers as what is known of the kind is worth for a person of it.
    pub person_prior_offers: u32,
    /// Each unanswered offer in a row leaves this much of the chance, in per cent.
    pub after_silence_percent: u8,
    /// Per cent; no chance is taken to be smaller, or one bad hour would bar a person for the day.
    pub least_percent: u8,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            offer_lifetime_seconds: 50,
            hedge_after_seconds: 15,
            parallel_offers: [2, 2, 1, 1],
            live_offers_at_most: [3, 3, 2, 2],
            take_over_if_sooner_by_seconds: 30,
            not_reached_after_seconds: 10,
            max_candidates: 16,
            weights: Weights::default(),
            acceptance: Acceptance::default(),
            walking: Walking::default(),
            deadlines: Deadlines::default(),
            wave: BTreeMap::new(),
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            scarcity_seconds: 60,
            load_seconds_per_ticket: 1,
            load_seconds_at_most: 5,
            own_ward_bonus_seconds: 60,
            stale_place_seconds: 10,
            out_of_zone_seconds: 120,
        }
    }
}

impl Default for Acceptance {
    fn default() -> Self {
        Self {
            floorwalker_percent: 85,
            super_user_percent: 60,
            kind_prior_offers: 100,
            person_prior_offers: 20,
            after_silence_percent: 70,
            least_percent: 20,
        }
    }
}

impl Policy {
    pub fn offer_lifetime(&self) -> Duration {
        Duration::from_secs(self.offer_lifetime_seconds.into())
    }

    pub(crate) fn hedge_after(&self) -> Duration {
        Duration::from_secs(self.hedge_after_seconds.into())
    }

    /// What silence has set in motion for a ticket of this priority that waits and escalated so many times.
    pub(crate) fn in_force(&self, priority: Priority, escalation: u8) -> InForce {
        let mut in_force = InForce::default();
        for measure in self.deadlines.ladder(priority).in_force(escalation) {
            match measure {
                Measure::AskMore => in_force.more += 1,
                Measure::WidenZone => in_force.any_zone = true,
                Measure::WidenTags => in_force.any_floorwalker = true,
                Measure::TellCommandCentre => {}
            }
        }
        in_force
    }

    /// New offers for a ticket that has `live` offers, `fresh` of them too young to be hedged, when `more` people than
    /// usual are to be asked at once.
    pub(crate) fn offers_to_make(&self, priority: Priority, more: usize, live: usize, fresh: usize) -> usize {
        let wanted = usize::from(self.parallel_offers[priority.rank()]) + more;
        let room = usize::from(self.live_offers_at_most[priority.rank()]) + more;
        wanted.saturating_sub(fresh).min(room.saturating_sub(live))
    }

    /// The chance in per cent, 1 to 100, that someone says yes after so many unanswered offers in a row.
    pub(crate) fn chance_percent(&self, expected: Expected, unanswered: u8) -> u32 {
        let after_silence = u32::from(self.acceptance.after_silence_percent);
        let chance = (0..unanswered).fold(expected.per_mille / 10, |chance, _| chance * after_silence / 100);
        chance.max(self.acceptance.least_percent.into()).clamp(1, 100)
    }

    /// One sentence for each value that makes no sense; none if the policy can be used.
    pub fn validate(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut check = |holds: bool, problem: &str| {
            if !holds {
                problems.push(problem.to_owned());
            }
        };
        check(
            (10..=600).contains(&self.offer_lifetime_seconds),
            "offer_lifetime_seconds must be from 10 to 600: nobody can answer faster, nobody should wait longer",
        );
        check(
            (1..=self.offer_lifetime_seconds).contains(&self.hedge_after_seconds),
            "hedge_after_seconds must be at least 1 and not above offer_lifetime_seconds",
        );
        check(
            self.parallel_offers.iter().all(|offers| (1..=10).contains(offers)),
            "parallel_offers must be from 1 to 10 for each priority",
        );
        check(
            self.parallel_offers
                .iter()
                .zip(&self.live_offers_at_most)
                .all(|(parallel, live)| parallel <= live),
            "live_offers_at_most must not be below parallel_offers for any priority",
        );
        check(
            (3..=self.offer_lifetime_seconds).contains(&self.not_reached_after_seconds),
            "not_reached_after_seconds must be from 3, what an alert takes to arrive, to offer_lifetime_seconds",
        );
        check((1..=1000).contains(&self.max_candidates), "max_candidates must be from 1 to 1000");
        self.weights.validate(&mut check);
        self.acceptance.validate(&mut check);
        self.walking.validate(&mut check);
        deadlines::validate(&self.deadlines, &mut check);
        problems.extend(self.problems_of_waves(&problems));
        problems
    }
}

impl Weights {
    fn validate(&self, check: &mut impl FnMut(bool, &str)) {
        for (name, seconds) in [
            ("scarcity_seconds", self.scarcity_seconds),
            ("load_seconds_per_ticket", self.load_seconds_per_ticket),
            ("load_seconds_at_most", self.load_seconds_at_most),
            ("own_ward_bonus_seconds", self.own_ward_bonus_seconds),
            ("stale_place_seconds", self.stale_place_seconds),
            ("out_of_zone_seconds", self.out_of_zone_seconds),
        ] {
            check(seconds <= 3600, &format!("weights.{name} must not be above 3600"));
        }
    }
}

/// The share of offers that are expected to be accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Expected {
    per_mille: u32,
}

impl Expected {
    /// `self` counts as `worth` answers.
    fn after(self, answers: Answers, worth: u32) -> Self {
        let (asked, accepted) = (u64::from(answers.asked), u64::from(answers.accepted));
        let accepted = u64::from(self.per_mille) * u64::from(worth) + 1000 * accepted;
        let per_mille = accepted / (u64::from(worth) + asked).max(1);
        Self { per_mille: u32::try_from(per_mille).map_or(1000, |share| share.min(1000)) }
    }
}

/// The measures of a ladder that hold for a ticket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct InForce {
    /// People to be asked at once beyond the usual.
    pub(crate) more: usize,
    pub(crate) any_zone: bool,
    pub(crate) any_floorwalker: bool,
}

impl Acceptance {
    /// Of a kind of responder who answered like this together.
    pub(crate) fn of_kind(&self, kind: ResponderKind, answers: Answers) -> Expected {
        let percent = match kind {
            ResponderKind::Floorwalker => self.floorwalker_percent,
            ResponderKind::SuperUser => self.super_user_percent,
        };
        Expected { per_mille: u32::from(percent) * 10 }.after(answers, self.kind_prior_offers)
    }

    /// Of a person of whose kind so much is expected.
    pub(crate) fn of_person(&self, of_kind: Expected, answers: Answers) -> Expected {
        of_kind.after(answers, self.person_prior_offers)
    }

    fn validate(&self, check: &mut impl FnMut(bool, &str)) {
        for (name, percent) in [
            ("floorwalker_percent", self.floorwalker_percent),
            ("super_user_percent", self.super_user_percent),
            ("after_silence_percent", self.after_silence_percent),
            ("least_percent", self.least_percent),
        ] {
            check((1..=100).contains(&percent), &format!("acceptance.{name} must be from 1 to 100"));
        }
        for (name, offers) in
            [("kind_prior_offers", self.kind_prior_offers), ("person_prior_offers", self.person_prior_offers)]
        {
            check(
                (1..=1_000_000).contains(&offers),
                &format!(
                    "acceptance.{name} must be from 1 to 1000000: an expectation that is worth nothing would make one answer decide"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests;
