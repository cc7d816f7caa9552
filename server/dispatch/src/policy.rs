//! What a trust may tune. Every number has its unit in its name or its documentation, and its source beside it.
//!
//! "Study" below is the synthetic one behind the design (60 wards, 40 floorwalkers, 12 tags): it says which way a
//! number should lean, not what a hospital will see.

use std::time::Duration;

use domain::{Priority, ResponderKind, ticket::Deadlines};
use serde::{Deserialize, Serialize};

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
    /// How many people are weighed for one ticket before matching. More are looked up when these are all taken.
    pub max_candidates: u16,
    pub weights: Weights,
    pub acceptance: Acceptance,
    pub walking: Walking,
    #[serde(with = "deadlines_in_seconds")]
    pub deadlines: Deadlines,
}

/// What is added to the walking time of a candidate. All in seconds of walking they are worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// For each *other* tag a person knows: this, divided by the number of free people who know it. Keeps rare
    /// knowledge free. Study: the wait for a rare tag falls by 18 to 29 %.
    pub scarcity_seconds: u32,
    /// For each ticket closed since going on shift …
    pub load_seconds_per_ticket: u32,
    /// … but never more than this. Study: putting the longest idle first costs 17 to 93 %, so load only breaks ties.
    pub load_seconds_at_most: u32,
    /// Taken off for a ward's own super-user, who knows the ward and its people. A judgement, not a measurement.
    pub own_ward_bonus_seconds: u32,
    /// For a place so old that it is shown as old ([`domain::Whereabouts::OLD_AFTER`]); a younger one counts in
    /// proportion to its age. A judgement: half a minute's walk in each direction.
    pub stale_place_seconds: u32,
}

/// The chance that an offer is accepted. The cost of asking someone is divided by it: an offer that comes to nothing
/// is paid for in waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Acceptance {
    /// Per cent. Floorwalkers are there for nothing else.
    pub floorwalker_percent: u8,
    /// Per cent. Super-users have patients of their own.
    pub super_user_percent: u8,
    /// Each unanswered offer in a row leaves this much of the chance, in per cent.
    pub after_silence_percent: u8,
    /// Per cent; no chance is taken to be smaller, or one bad hour would bar a person for the day.
    pub least_percent: u8,
}

/// How fast people get about, for wards between which nobody has measured the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Walking {
    /// Along a corridor: 1.2 m/s, the speed that UK signal design assumes of pedestrians (Traffic Signs Manual,
    /// chapter 6).
    pub metres_per_second: f64,
    /// Walls are in the way: a corridor is longer than the straight line by this factor. A right-angled way averages
    /// 4/π over all directions.
    pub corridor_factor: f64,
    /// Stairs, a floor: 13.1 s, standard deviation 1.7 (CMAJ 2011;183:E1353).
    pub stairs_seconds_per_floor: f64,
    /// Lift, a floor travelled, the wait included: about 37 s (the same study).
    pub lift_seconds_per_floor: f64,
    /// Up to this many floors people take the stairs, above it the lift.
    pub stairs_floors_at_most: u16,
    /// From one end of a ward to the other.
    pub same_ward_seconds: u16,
    /// Between two wards of one floor when only building and level are known.
    pub same_floor_seconds: u16,
    /// Between two buildings of a site when no link says more; floors come on top.
    pub between_buildings_seconds: u16,
    /// Between sites, as the crow flies times [`Self::road_factor`]: 20 km/h, a shuttle or taxi in town with its wait.
    pub between_sites_metres_per_second: f64,
    /// Roads are longer than the great circle by this factor.
    pub road_factor: f64,
    /// Between sites without coordinates.
    pub between_sites_seconds: u16,
    /// From or to a place that nobody knows.
    pub unknown_seconds: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            offer_lifetime_seconds: 50,
            hedge_after_seconds: 20,
            parallel_offers: [2, 2, 1, 1],
            live_offers_at_most: [3, 3, 2, 2],
            max_candidates: 16,
            weights: Weights::default(),
            acceptance: Acceptance::default(),
            walking: Walking::default(),
            deadlines: Deadlines::default(),
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            scarcity_seconds: 60,
            load_seconds_per_ticket: 2,
            load_seconds_at_most: 30,
            own_ward_bonus_seconds: 60,
            stale_place_seconds: 60,
        }
    }
}

impl Default for Acceptance {
    fn default() -> Self {
        Self { floorwalker_percent: 85, super_user_percent: 60, after_silence_percent: 70, least_percent: 20 }
    }
}

impl Default for Walking {
    fn default() -> Self {
        Self {
            metres_per_second: 1.2,
            corridor_factor: 4.0 / std::f64::consts::PI,
            stairs_seconds_per_floor: 13.1,
            lift_seconds_per_floor: 37.0,
            stairs_floors_at_most: 4,
            same_ward_seconds: 10,
            same_floor_seconds: 60,
            between_buildings_seconds: 240,
            between_sites_metres_per_second: 20.0 / 3.6,
            road_factor: 1.4,
            between_sites_seconds: 30 * 60,
            unknown_seconds: 5 * 60,
        }
    }
}

impl Policy {
    pub(crate) fn offer_lifetime(&self) -> Duration {
        Duration::from_secs(self.offer_lifetime_seconds.into())
    }

    pub(crate) fn hedge_after(&self) -> Duration {
        Duration::from_secs(self.hedge_after_seconds.into())
    }

    /// New offers for a ticket that has `live` offers, `fresh` of them too young to be hedged.
    pub(crate) fn offers_to_make(&self, priority: Priority, live: usize, fresh: usize) -> usize {
        let wanted = usize::from(self.parallel_offers[priority.rank()]).saturating_sub(fresh);
        let room = usize::from(self.live_offers_at_most[priority.rank()]).saturating_sub(live);
        wanted.min(room)
    }

    /// The chance in per cent, 1 to 100, that someone of this kind says yes after so many unanswered offers in a row.
    pub(crate) fn chance_percent(&self, kind: ResponderKind, unanswered: u8) -> i64 {
        let prior = match kind {
            ResponderKind::Floorwalker => self.acceptance.floorwalker_percent,
            ResponderKind::SuperUser => self.acceptance.super_user_percent,
        };
        let after_silence = i64::from(self.acceptance.after_silence_percent);
        let chance = (0..unanswered).fold(i64::from(prior), |chance, _| chance * after_silence / 100);
        chance.max(i64::from(self.acceptance.least_percent)).clamp(1, 100)
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
        check((1..=1000).contains(&self.max_candidates), "max_candidates must be from 1 to 1000");
        self.weights.validate(&mut check);
        self.acceptance.validate(&mut check);
        self.walking.validate(&mut check);
        let deadlines = &self.deadlines;
        check(
            deadlines.accept_within.iter().all(|within| !within.is_zero())
                && [deadlines.arrive_within, deadlines.finish_within].iter().all(|within| !within.is_zero()),
            "deadlines must be at least 1 second, or silence would escalate without end",
        );
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
        ] {
            check(seconds <= 3600, &format!("weights.{name} must not be above 3600"));
        }
    }
}

impl Acceptance {
    fn validate(&self, check: &mut impl FnMut(bool, &str)) {
        for (name, percent) in [
            ("floorwalker_percent", self.floorwalker_percent),
            ("super_user_percent", self.super_user_percent),
            ("after_silence_percent", self.after_silence_percent),
            ("least_percent", self.least_percent),
        ] {
            check((1..=100).contains(&percent), &format!("acceptance.{name} must be from 1 to 100"));
        }
    }
}

impl Walking {
    fn validate(&self, check: &mut impl FnMut(bool, &str)) {
        for (name, value, range) in [
            ("metres_per_second", self.metres_per_second, 0.1..=5.0),
            ("corridor_factor", self.corridor_factor, 1.0..=5.0),
            ("stairs_seconds_per_floor", self.stairs_seconds_per_floor, 1.0..=600.0),
            ("lift_seconds_per_floor", self.lift_seconds_per_floor, 1.0..=600.0),
            ("between_sites_metres_per_second", self.between_sites_metres_per_second, 0.1..=60.0),
            ("road_factor", self.road_factor, 1.0..=5.0),
        ] {
            check(
                range.contains(&value),
                &format!("walking.{name} must be from {} to {}", range.start(), range.end()),
            );
        }
    }
}

/// [`Deadlines`] with whole seconds, as people write them.
mod deadlines_in_seconds {
    use std::time::Duration;

    use domain::ticket::Deadlines;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    #[expect(clippy::struct_field_names, reason = "the unit belongs in the name that people write")]
    struct InSeconds {
        accept_within_seconds: [u64; 4],
        arrive_within_seconds: u64,
        finish_within_seconds: u64,
        reopen_within_seconds: u64,
        undo_within_seconds: u64,
    }

    impl Default for InSeconds {
        fn default() -> Self {
            (&Deadlines::default()).into()
        }
    }

    impl From<&Deadlines> for InSeconds {
        fn from(deadlines: &Deadlines) -> Self {
            Self {
                accept_within_seconds: deadlines.accept_within.map(|within| within.as_secs()),
                arrive_within_seconds: deadlines.arrive_within.as_secs(),
                finish_within_seconds: deadlines.finish_within.as_secs(),
                reopen_within_seconds: deadlines.reopen_within.as_secs(),
                undo_within_seconds: deadlines.undo_within.as_secs(),
            }
        }
    }

    pub(super) fn serialize<S: Serializer>(deadlines: &Deadlines, to: S) -> Result<S::Ok, S::Error> {
        InSeconds::from(deadlines).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Deadlines, D::Error> {
        let seconds = InSeconds::deserialize(from)?;
        Ok(Deadlines {
            accept_within: seconds.accept_within_seconds.map(Duration::from_secs),
            arrive_within: Duration::from_secs(seconds.arrive_within_seconds),
            finish_within: Duration::from_secs(seconds.finish_within_seconds),
            reopen_within: Duration::from_secs(seconds.reopen_within_seconds),
            undo_within: Duration::from_secs(seconds.undo_within_seconds),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_is_valid_and_survives_a_file() {
        let policy = Policy::default();
        assert_eq!(policy.validate(), Vec::<String>::new());
        let text = toml::to_string(&policy).unwrap();
        assert_eq!(toml::from_str::<Policy>(&text).unwrap(), policy, "{text}");
    }

    #[test]
    fn a_file_says_only_what_differs() {
        let policy: Policy =
            toml::from_str("hedge_after_seconds = 15\n[deadlines]\narrive_within_seconds = 420").unwrap();
        assert_eq!(policy.hedge_after_seconds, 15);
        assert_eq!(policy.deadlines.arrive_within, Duration::from_mins(7));
        assert_eq!(policy.deadlines.accept_within, Deadlines::default().accept_within);
        assert_eq!(policy.weights, Weights::default());
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(toml::from_str::<Policy>("hedge_after = 15").is_err());
        assert!(toml::from_str::<Policy>("[weights]\nscarcity = 15").is_err());
        assert!(toml::from_str::<Policy>("[deadlines]\narrive_within = 15").is_err());
    }

    #[test]
    fn every_senseless_value_is_named_at_once() {
        let policy = Policy {
            offer_lifetime_seconds: 5,
            hedge_after_seconds: 0,
            parallel_offers: [4, 0, 1, 1],
            max_candidates: 0,
            acceptance: Acceptance { least_percent: 0, ..Acceptance::default() },
            walking: Walking { metres_per_second: f64::NAN, ..Walking::default() },
            weights: Weights { scarcity_seconds: 4000, ..Weights::default() },
            deadlines: Deadlines { arrive_within: Duration::ZERO, ..Deadlines::default() },
            ..Policy::default()
        };
        assert_eq!(policy.validate().len(), 9, "{:#?}", policy.validate());
    }

    #[test]
    fn a_hedge_replaces_nobody_and_stops_at_the_limit() {
        let policy = Policy::default();
        assert_eq!(policy.offers_to_make(Priority::P1, 0, 0), 2, "two at once");
        assert_eq!(policy.offers_to_make(Priority::P3, 0, 0), 1);
        assert_eq!(policy.offers_to_make(Priority::P3, 1, 1), 0, "the first is still thinking");
        assert_eq!(policy.offers_to_make(Priority::P3, 1, 0), 1, "the first is silent");
        assert_eq!(policy.offers_to_make(Priority::P3, 2, 0), 0, "two silent ones are enough");
    }

    #[test]
    fn silence_lowers_the_chance_but_never_to_nothing() {
        let policy = Policy::default();
        let chances =
            [0, 1, 2, 9].map(|unanswered| policy.chance_percent(ResponderKind::Floorwalker, unanswered));
        assert_eq!(chances, [85, 59, 41, 20]);
    }
}
