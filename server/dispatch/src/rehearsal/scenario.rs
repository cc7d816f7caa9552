//! The day to rehearse: how much is asked, how people answer, how long help takes, and what goes wrong.
//!
//! A scenario is a file (TOML); whatever it leaves out has the value of the synthetic study behind the design. It says
//! nothing about the hospital: wards, tags and people come from the trust's own data ([`super::Hospital`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Walking;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// The same seed gives the same days, at most 2⁶³ − 1 (what a TOML number can hold).
    pub seed: u64,
    /// Days to rehearse, 2 to 1,000; an interval needs at least two.
    pub replications: u32,
    /// For this long requests come in, 1 to 168. Then the open tickets are worked off, for up to two hours.
    pub hours: u32,
    /// Hour of the day at which the rehearsal begins, 0 to 23: where it enters [`Demand::by_hour`].
    pub first_hour: u32,
    pub demand: Demand,
    pub help: Help,
    pub answers: Answers,
    /// Minutes after which a requester gives up if nobody is on the way; exponential. 0: nobody ever gives up.
    pub patience_minutes: f64,
    /// Of the people on the roster, per cent who do not come.
    pub no_shows_percent: f64,
    /// Of the handsets, per cent that never ring, and nobody notices.
    pub silent_phones_percent: f64,
    /// Floorwalkers with nothing to do walk on to another ward of their zone after this many minutes (exponential),
    /// and nobody is told. 0: they stay where they helped last.
    pub roaming_minutes: f64,
    pub surge: Option<Surge>,
    pub lift_out: Option<LiftOut>,
    pub rare_tag: Option<RareTag>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Demand {
    /// Requests an hour, on average over the rehearsed hours, without the surge. Left out, it follows from `load`.
    pub per_hour: Option<f64>,
    /// ρ = requests an hour × (mean help time + mean walk between wards) / people on shift, as in an M/M/c queue. Time
    /// spent on alerts is not in it, nor do good engines walk the mean: the share of time people are busy differs.
    pub load: f64,
    /// Weight of each hour of the day, midnight first; only proportions matter.
    pub by_hour: [f64; 24],
    /// Weights of wards by code; 1 for a ward that is not named.
    pub wards: BTreeMap<String, f64>,
    /// Weights of tags by slug; tags that are not named are not asked about. Empty: Zipf's law over the hospital's tags
    /// in their order.
    pub tags: BTreeMap<String, f64>,
    /// Exponent of Zipf's law: the weight of the tag of rank `r` is `r^-exponent`.
    pub zipf_exponent: f64,
    /// Weights of the priorities, `P1` first.
    pub priorities: [f64; 4],
}

/// How long a responder is with the requester.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Help {
    pub mean_minutes: f64,
    /// Standard deviation over the mean; without effect on an exponential time, where it is 1.
    pub variation: f64,
    pub shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    Lognormal,
    /// What queueing formulas assume.
    Exponential,
}

/// What people do when their handset rings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// Of the offers to floorwalkers, per cent that are accepted.
    pub floorwalker_percent: f64,
    /// The same for super-users, who have patients of their own.
    pub super_user_percent: f64,
    /// People differ: standard deviation of these shares from person to person, in percentage points. A person is the
    /// same on all days.
    pub between_people_percent: f64,
    /// Offers that each person has answered in the days before, from which the engine can have learned.
    pub past_offers: u32,
    /// Of the offers that are not accepted, per cent that are declined. The rest meets somebody who does not notice their
    /// handset just then, and is left unanswered unless they do before it expires.
    pub declines_percent: f64,
    /// For this long at a time a handset goes unnoticed, whether it rings or not.
    pub unnoticed_minutes: f64,
    /// From noticing to an answer, lognormal. An answer after the offer has expired comes too late, but shows that
    /// somebody is there.
    pub mean_seconds: f64,
    /// Standard deviation over the mean.
    pub variation: f64,
}

/// More is asked for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surge {
    /// Requests an hour are multiplied by this, 0 to 20.
    pub factor: f64,
    pub from_minute: u32,
    pub minutes: u32,
}

/// For a while no lift runs: ways by lift are closed, and everyone takes the stairs whatever the height. Measured ways
/// (overrides) stay as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftOut {
    pub from_minute: u32,
    pub minutes: u32,
    /// Of the usual pace on stairs, 1 to 100 per cent: they are crowded then, and long climbs tire.
    #[serde(default = "LiftOut::crowded_stairs")]
    pub stairs_pace_percent: f64,
}

/// Few people know a tag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RareTag {
    /// Slug of the tag.
    pub tag: String,
    /// Of those on the roster who know it, per cent who really do; at least one person.
    pub known_by_percent: f64,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            seed: 1,
            replications: 40,
            hours: 10,
            first_hour: 8,
            demand: Demand::default(),
            help: Help::default(),
            answers: Answers::default(),
            patience_minutes: 45.0,
            no_shows_percent: 0.0,
            silent_phones_percent: 0.0,
            roaming_minutes: 20.0,
            surge: None,
            lift_out: None,
            rare_tag: None,
        }
    }
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            per_hour: None,
            load: 0.6,
            by_hour: [1.0; 24],
            wards: BTreeMap::new(),
            tags: BTreeMap::new(),
            zipf_exponent: 1.0,
            priorities: [0.1, 0.2, 0.5, 0.2],
        }
    }
}

impl Default for Help {
    fn default() -> Self {
        Self { mean_minutes: 10.0, variation: 0.8, shape: Shape::Lognormal }
    }
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            floorwalker_percent: 70.0,
            super_user_percent: 50.0,
            between_people_percent: 15.0,
            past_offers: 30,
            declines_percent: 50.0,
            unnoticed_minutes: 5.0,
            mean_seconds: 15.0,
            variation: 0.8,
        }
    }
}

impl LiftOut {
    /// Half the usual pace: a judgement, not a measurement.
    pub const fn crowded_stairs() -> f64 {
        50.0
    }

    /// How people get about meanwhile.
    pub(super) fn walking(&self, usual: &Walking) -> Walking {
        let stairs_seconds_per_floor = usual.stairs_seconds_per_floor * 100.0 / self.stairs_pace_percent;
        Walking { stairs_seconds_per_floor, ..usual.clone() }
    }
}

impl Scenario {
    /// One sentence for each value that makes no sense; none if the scenario can be rehearsed.
    pub fn validate(&self) -> Vec<String> {
        let mut problems = Problems::default();
        problems.check(i64::try_from(self.seed).is_ok(), "seed must be below 2^63");
        problems.check(
            (2..=1000).contains(&self.replications),
            "replications must be from 2 to 1000: an interval needs at least two days",
        );
        problems.check((1..=168).contains(&self.hours), "hours must be from 1 to 168");
        problems.check(self.first_hour < 24, "first_hour must be from 0 to 23");
        for (name, value, least, most) in [
            ("patience_minutes", self.patience_minutes, 0.0, 1440.0),
            ("no_shows_percent", self.no_shows_percent, 0.0, 100.0),
            ("silent_phones_percent", self.silent_phones_percent, 0.0, 100.0),
            ("roaming_minutes", self.roaming_minutes, 0.0, 1440.0),
            ("help.mean_minutes", self.help.mean_minutes, 0.1, 480.0),
            ("help.variation", self.help.variation, 0.0, 5.0),
            ("answers.floorwalker_percent", self.answers.floorwalker_percent, 0.0, 100.0),
            ("answers.super_user_percent", self.answers.super_user_percent, 0.0, 100.0),
            ("answers.between_people_percent", self.answers.between_people_percent, 0.0, 50.0),
            ("answers.past_offers", f64::from(self.answers.past_offers), 0.0, 10_000.0),
            ("answers.declines_percent", self.answers.declines_percent, 0.0, 100.0),
            ("answers.mean_seconds", self.answers.mean_seconds, 0.0, 600.0),
            ("answers.variation", self.answers.variation, 0.0, 5.0),
            ("answers.unnoticed_minutes", self.answers.unnoticed_minutes, 0.1, 1440.0),
            ("demand.load", self.demand.load, 0.0, 10.0),
            ("demand.per_hour", self.demand.per_hour.unwrap_or(0.0), 0.0, 10_000.0),
            ("demand.zipf_exponent", self.demand.zipf_exponent, 0.0, 5.0),
        ] {
            problems.range(name, value, least, most);
        }
        problems.weights("demand.by_hour", &self.demand.by_hour);
        problems.weights("demand.priorities", &self.demand.priorities);
        if !self.demand.tags.is_empty() {
            problems.weights("demand.tags", self.demand.tags.values());
        }
        for (code, weight) in &self.demand.wards {
            problems.range(&format!("demand.wards.{code}"), *weight, 0.0, 1e6);
        }
        if let Some(surge) = &self.surge {
            problems.range("surge.factor", surge.factor, 0.0, 20.0);
            problems.period("surge", surge.from_minute, surge.minutes, self.hours);
        }
        if let Some(lift_out) = &self.lift_out {
            problems.period("lift_out", lift_out.from_minute, lift_out.minutes, self.hours);
            problems.range("lift_out.stairs_pace_percent", lift_out.stairs_pace_percent, 1.0, 100.0);
        }
        if let Some(rare) = &self.rare_tag {
            problems.range("rare_tag.known_by_percent", rare.known_by_percent, 0.0, 100.0);
        }
        problems.0
    }
}

#[derive(Debug, Default)]
struct Problems(Vec<String>);

impl Problems {
    fn check(&mut self, holds: bool, problem: &str) {
        if !holds {
            self.0.push(problem.to_owned());
        }
    }

    fn range(&mut self, name: &str, value: f64, least: f64, most: f64) {
        self.check((least..=most).contains(&value), &format!("{name} must be from {least} to {most}"));
    }

    fn weights<'a>(&mut self, name: &str, weights: impl IntoIterator<Item = &'a f64> + Clone) {
        let valid = weights.clone().into_iter().all(|weight| (0.0..=1e6).contains(weight));
        let some = weights.into_iter().any(|weight| *weight > 0.0);
        self.check(valid && some, &format!("{name} must be weights from 0 to 1000000, not all of them 0"));
    }

    fn period(&mut self, name: &str, from_minute: u32, minutes: u32, hours: u32) {
        self.check(
            minutes > 0 && from_minute < hours.saturating_mul(60),
            &format!("{name} must begin within the rehearsed hours and last at least a minute"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_scenario_is_valid_and_survives_a_file() {
        let scenario = Scenario::default();
        assert_eq!(scenario.validate(), Vec::<String>::new());
        let text = toml::to_string(&scenario).unwrap();
        assert_eq!(toml::from_str::<Scenario>(&text).unwrap(), scenario, "{text}");
    }

    #[test]
    fn a_file_says_only_what_differs() {
        let file = "
            hours = 8
            [demand]
            per_hour = 90
            tags = { epma = 5, theatres = 1 }
            [surge]
            factor = 1.6
            from_minute = 120
            minutes = 60
            [lift_out]
            from_minute = 0
            minutes = 480";
        let scenario: Scenario = toml::from_str(file).unwrap();
        assert_eq!(scenario.validate(), Vec::<String>::new());
        assert_eq!(scenario.demand.per_hour, Some(90.0));
        assert_eq!(scenario.help, Help::default());
        assert!((scenario.lift_out.unwrap().stairs_pace_percent - 50.0).abs() < f64::EPSILON);
        assert!(toml::from_str::<Scenario>("hour = 8").is_err(), "a misspelt key is refused");
    }

    #[test]
    fn every_senseless_value_is_named_at_once() {
        let scenario = Scenario {
            replications: 1,
            hours: 0,
            first_hour: 24,
            patience_minutes: f64::NAN,
            no_shows_percent: 101.0,
            demand: Demand {
                load: -1.0,
                per_hour: Some(f64::INFINITY),
                by_hour: [0.0; 24],
                priorities: [1.0, -1.0, 0.0, 0.0],
                tags: BTreeMap::from([("epma".to_owned(), 0.0)]),
                wards: BTreeMap::from([("W01".to_owned(), -2.0)]),
                ..Demand::default()
            },
            help: Help { mean_minutes: 0.0, ..Help::default() },
            answers: Answers { mean_seconds: -3.0, ..Answers::default() },
            surge: Some(Surge { factor: 30.0, from_minute: 0, minutes: 0 }),
            lift_out: Some(LiftOut { from_minute: 6000, minutes: 10, stairs_pace_percent: 0.0 }),
            rare_tag: Some(RareTag { tag: "epma".to_owned(), known_by_percent: 200.0 }),
            ..Scenario::default()
        };
        let problems = scenario.validate();
        for key in [
            "replications",
            "hours",
            "first_hour",
            "patience_minutes",
            "no_shows_percent",
            "demand.load",
            "demand.per_hour",
            "demand.by_hour",
            "demand.priorities",
            "demand.tags",
            "demand.wards.W01",
            "help.mean_minutes",
            "answers.mean_seconds",
            "surge.factor",
            "surge must",
            "lift_out must",
            "lift_out.stairs_pace_percent",
            "rare_tag.known_by_percent",
        ] {
            let named = problems.iter().filter(|problem| problem.starts_with(key)).count();
            assert_eq!(named, 1, "{key}: {problems:#?}");
        }
        assert_eq!(problems.len(), 18, "{problems:#?}");
    }
}
