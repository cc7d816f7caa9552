//! What a scan goes by. Every number has its unit in its name or its documentation.
//!
//! "Study" is the simulation of `script/bench surge`: a go-live of 60 wards, 12 topics and 1,400 requests a day, of which one in ten is a
//! colleague asking the same.

use serde::{Deserialize, Serialize};

use crate::{Level, budget};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Requests a day that the plan expects. It counts as half a day that was lived through.
    pub planned_per_day: f64,
    /// How far back is looked, each time: minutes, the shortest first.
    pub windows_minutes: Vec<u32>,
    /// A card takes in what it is related to for so long after its last alarm.
    pub merge_minutes: u32,
    /// A topic everywhere is no surge of a topic unless so many wards asked about it in the window.
    pub tag_wards_at_least: u32,
    /// All thresholds are raised by so many decades: the budget of alarms ([`crate::next_raise`]). 0 to 1.5.
    pub raise: f64,
    /// Weight of each hour of the day, midnight first; only proportions matter. Moves to what was asked, day by day. A judgement: most is asked
    /// from eight to five, as in the invented hospital of the demonstration.
    pub by_hour: [f64; 24],
    pub learning: Learning,
    pub levels: Levels,
    pub weights: Weights,
}

/// Until enough was learnt.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Learning {
    /// Thresholds are higher by so many decades. Study: without it the first day has four times as many cards.
    pub raise: f64,
    /// Until so many requests were learnt from …
    pub requests: u32,
    /// … and so many whole days.
    pub whole_days: u32,
}

/// For each kind of stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Levels {
    pub cell: LevelParameters,
    pub zone_tag: LevelParameters,
    pub ward: LevelParameters,
    pub tag: LevelParameters,
    pub everywhere: LevelParameters,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelParameters {
    /// Of the negative binomial distribution: the smaller, the more the counts of a usual day vary. Above 0.
    pub size: f64,
    /// Fewer requests are no surge, however rare they are.
    pub least: u32,
    /// Decades: a window is an alarm if as many requests or more come by chance once in 10^threshold windows. Study: with these 0.7 false cards a day.
    pub threshold: f64,
}

/// How many requests what is assumed is worth, beside what was learnt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Of the level of the days before, beside today's requests.
    pub level_requests: f64,
    /// Of the plan, beside each of the last three days.
    pub plan_days: f64,
    /// Of [`Parameters::by_hour`].
    pub shape_requests: f64,
    /// Of people on each ward.
    pub ward_requests: f64,
    /// Of each topic being asked about as often.
    pub tag_requests: f64,
    /// Of a ward asking about topics as all do.
    pub cell_requests: f64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            planned_per_day: 1400.0,
            windows_minutes: vec![10, 20, 30, 60, 120],
            merge_minutes: 60,
            tag_wards_at_least: 5,
            raise: 0.0,
            by_hour: [
                1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 4.0, 8.0, 12.0, 13.0, 12.0, 11.0, 10.0, 11.0, 11.0, 10.0, 9.0,
                8.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0,
            ],
            learning: Learning::default(),
            levels: Levels::default(),
            weights: Weights::default(),
        }
    }
}

impl Default for Learning {
    fn default() -> Self {
        Self { raise: 1.5, requests: 300, whole_days: 1 }
    }
}

impl Default for Levels {
    fn default() -> Self {
        let level = |size, least, threshold| LevelParameters { size, least, threshold };
        Self {
            cell: level(6.0, 4, 8.6),
            zone_tag: level(8.0, 5, 6.6),
            ward: level(8.0, 6, 6.2),
            tag: level(20.0, 8, 3.7),
            everywhere: level(30.0, 10, 4.3),
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            level_requests: 150.0,
            plan_days: 0.5,
            shape_requests: 1400.0,
            ward_requests: 200.0,
            tag_requests: 60.0,
            cell_requests: 5.0,
        }
    }
}

/// No window is longer: what is older than a few hours is learnt, not looked at.
const LONGEST_WINDOW_MINUTES: u32 = 240;

impl Parameters {
    pub(crate) const fn level(&self, level: Level) -> LevelParameters {
        match level {
            Level::Cell => self.levels.cell,
            Level::ZoneTag => self.levels.zone_tag,
            Level::Ward => self.levels.ward,
            Level::Tag => self.levels.tag,
            Level::Everywhere => self.levels.everywhere,
        }
    }

    /// One sentence for each value that makes no sense, which begins with its key; none if a scan can go by them.
    #[must_use]
    pub fn validate(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut check = |holds: bool, problem: String| {
            if !holds {
                problems.push(problem);
            }
        };
        let within = |value: f64, least: f64, most: f64| (least..=most).contains(&value);
        check(
            within(self.planned_per_day, 1.0, 1e6),
            "planned_per_day must be from 1 to 1000000: so many requests are expected on a day".to_owned(),
        );
        let is_rising = self.windows_minutes.windows(2).all(|pair| pair[0] < pair[1]);
        let is_in_bounds =
            self.windows_minutes.iter().all(|minutes| (1..=LONGEST_WINDOW_MINUTES).contains(minutes));
        check(
            (1..=12).contains(&self.windows_minutes.len()) && is_rising && is_in_bounds,
            format!(
                "windows_minutes must be 1 to 12 numbers from 1 to {LONGEST_WINDOW_MINUTES}, each above the one before"
            ),
        );
        check((1..=1440).contains(&self.merge_minutes), "merge_minutes must be from 1 to 1440".to_owned());
        check(
            self.tag_wards_at_least <= 100,
            "tag_wards_at_least must be from 0 to 100: more wards may never ask about one topic".to_owned(),
        );
        check(
            within(self.raise, 0.0, budget::MOST),
            format!("raise must be from 0 to {}: above it nothing would be found", budget::MOST),
        );
        check(
            self.by_hour.iter().all(|weight| within(*weight, 1e-3, 1e6)),
            "by_hour must have 24 weights from 0.001 to 1000000: at any hour somebody may ask".to_owned(),
        );
        check(within(self.learning.raise, 0.0, 10.0), "learning.raise must be from 0 to 10".to_owned());
        check(
            self.learning.requests <= 1_000_000 && self.learning.whole_days <= 30,
            "learning must end: learning.requests must not be above 1000000, learning.whole_days not above 30".to_owned(),
        );
        for level in Level::ALL {
            let (name, LevelParameters { size, least, threshold }) = (level.as_str(), self.level(level));
            check(within(size, 0.1, 1e6), format!("levels.{name}.size must be from 0.1 to 1000000"));
            check(
                (2..=10_000).contains(&least),
                format!("levels.{name}.least must be from 2 to 10000: one request is no surge"),
            );
            check(within(threshold, 1.0, 100.0), format!("levels.{name}.threshold must be from 1 to 100"));
        }
        for (name, weight) in [
            ("level_requests", self.weights.level_requests),
            ("plan_days", self.weights.plan_days),
            ("shape_requests", self.weights.shape_requests),
            ("ward_requests", self.weights.ward_requests),
            ("tag_requests", self.weights.tag_requests),
            ("cell_requests", self.weights.cell_requests),
        ] {
            check(
                within(weight, 1e-3, 1e6),
                format!("weights.{name} must be from 0.001 to 1000000: without it nothing is known at first"),
            );
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_program_ships_with_can_be_used_and_a_file_says_what_differs() {
        assert_eq!(Parameters::default().validate(), Vec::<String>::new());
        let file = "planned_per_day = 300\n[levels.cell]\nsize = 4\nleast = 5\nthreshold = 9\n";
        let read: Parameters = toml::from_str(file).unwrap();
        assert!((read.planned_per_day - 300.0).abs() < f64::EPSILON);
        assert_eq!(read.levels.cell, LevelParameters { size: 4.0, least: 5, threshold: 9.0 });
        assert_eq!(read.levels.tag, Levels::default().tag);
        assert!(toml::from_str::<Parameters>("planned_a_day = 3").is_err(), "a misspelt key is refused");
        let written = toml::to_string(&Parameters::default()).unwrap();
        assert_eq!(toml::from_str::<Parameters>(&written).unwrap(), Parameters::default());
    }

    #[test]
    fn every_senseless_value_is_named_at_once() {
        let nonsense = LevelParameters { size: 0.0, least: 1, threshold: f64::NAN };
        let parameters = Parameters {
            planned_per_day: 0.0,
            windows_minutes: vec![20, 10],
            merge_minutes: 0,
            tag_wards_at_least: 101,
            raise: 1.6,
            by_hour: [0.0; 24],
            learning: Learning { raise: -1.0, requests: 0, whole_days: 31 },
            levels: Levels {
                cell: nonsense,
                zone_tag: nonsense,
                ward: nonsense,
                tag: nonsense,
                everywhere: nonsense,
            },
            weights: Weights {
                level_requests: 0.0,
                plan_days: -1.0,
                shape_requests: f64::INFINITY,
                ward_requests: f64::NAN,
                tag_requests: 0.0,
                cell_requests: 0.0,
            },
        };
        let problems = parameters.validate();
        for key in [
            "planned_per_day",
            "windows_minutes",
            "merge_minutes",
            "tag_wards_at_least",
            "raise",
            "by_hour",
            "learning.raise",
            "learning must",
            "levels.cell.size",
            "levels.zone_tag.least",
            "levels.everywhere.threshold",
            "weights.level_requests",
            "weights.plan_days",
            "weights.shape_requests",
            "weights.ward_requests",
            "weights.tag_requests",
            "weights.cell_requests",
        ] {
            let named = problems.iter().filter(|problem| problem.starts_with(key)).count();
            assert_eq!(named, 1, "{key}: {problems:#?}");
        }
        assert_eq!(problems.len(), 8 + 5 * 3 + 6, "{problems:#?}");
    }
}
