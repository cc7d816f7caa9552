//! What became of one day's requests, and the figures that a day is judged by.

use std::time::Duration;

use domain::{Priority, Timestamp};
use serde::{Deserialize, Serialize};

use super::interval::real;

/// What was promised: help at the elbow within this long.
pub(super) const PROMISED: Duration = Duration::from_mins(10);

/// One rehearsed day under one engine.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    pub(super) fates: Vec<Fate>,
    pub(super) walked: Duration,
    pub(super) busy: Duration,
    pub(super) on_shift: Duration,
}

/// What became of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fate {
    /// Places in the hospital's lists.
    pub(super) ward: usize,
    pub(super) tag: usize,
    pub(super) priority: Priority,
    pub(super) asked_at: Timestamp,
    pub(super) arrived_at: Option<Timestamp>,
    pub(super) resolved_at: Option<Timestamp>,
    pub(super) withdrawn_at: Option<Timestamp>,
    pub(super) offers: u32,
}

/// How many requests ended in which way. Nothing is lost: `asked = resolved + withdrawn + open`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub asked: usize,
    pub resolved: usize,
    pub withdrawn: usize,
    /// When everybody had gone home.
    pub open: usize,
}

/// A figure of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Seconds from tap to arrival, mean over the requests that somebody arrived for.
    MeanSeconds,
    /// The same, exceeded by one in twenty.
    P95Seconds,
    /// Per cent of *all* requests, the withdrawn included, for which somebody arrived within 10 minutes.
    Within10Percent,
    /// Mean seconds to the elbow by priority.
    P1Seconds,
    P2Seconds,
    P3Seconds,
    P4Seconds,
    /// Mean seconds to the elbow for the third of the tags that the fewest people know.
    RareTagSeconds,
    WithdrawnPercent,
    /// Alerts sent for one request.
    OffersPerTicket,
    /// Seconds walked to tickets and back home, for one request.
    WalkedSeconds,
    /// Per cent of the time on shift that people were on the way to or with somebody.
    BusyPercent,
}

impl Measure {
    pub const ALL: [Self; 12] = [
        Self::MeanSeconds,
        Self::P95Seconds,
        Self::Within10Percent,
        Self::P1Seconds,
        Self::P2Seconds,
        Self::P3Seconds,
        Self::P4Seconds,
        Self::RareTagSeconds,
        Self::WithdrawnPercent,
        Self::OffersPerTicket,
        Self::WalkedSeconds,
        Self::BusyPercent,
    ];
}

impl Fate {
    pub(super) fn new(ward: usize, tag: usize, priority: Priority, asked_at: Timestamp) -> Self {
        Self {
            ward,
            tag,
            priority,
            asked_at,
            arrived_at: None,
            resolved_at: None,
            withdrawn_at: None,
            offers: 0,
        }
    }

    pub(super) fn waited(&self) -> Option<Duration> {
        self.arrived_at.map(|at| at.since(self.asked_at))
    }

    pub(super) fn is_in_time(&self) -> bool {
        self.waited().is_some_and(|waited| waited <= PROMISED)
    }
}

impl Day {
    pub fn count(&self) -> Count {
        let resolved = self.fates.iter().filter(|fate| fate.resolved_at.is_some()).count();
        let withdrawn = self.fates.iter().filter(|fate| fate.withdrawn_at.is_some()).count();
        let ended = |fate: &&Fate| fate.resolved_at.is_some() || fate.withdrawn_at.is_some();
        let open = self.fates.iter().filter(|fate| !ended(fate)).count();
        Count { asked: self.fates.len(), resolved, withdrawn, open }
    }

    /// None if nothing happened that could be measured. `is_rare` is by place in the hospital's list of tags.
    pub(super) fn measure(&self, measure: Measure, is_rare: &[bool]) -> Option<f64> {
        let all = real(self.fates.len());
        let per_ticket = |sum: f64| (all > 0.0).then(|| sum / all);
        let percent = |wanted: &dyn Fn(&&Fate) -> bool| {
            per_ticket(100.0 * real(self.fates.iter().filter(wanted).count()))
        };
        let of_priority = |priority| self.mean(|fate| fate.priority == priority);
        match measure {
            Measure::MeanSeconds => self.mean(|_| true),
            Measure::P95Seconds => self.quantile(0.95),
            Measure::Within10Percent => percent(&|fate| fate.is_in_time()),
            Measure::P1Seconds => of_priority(Priority::P1),
            Measure::P2Seconds => of_priority(Priority::P2),
            Measure::P3Seconds => of_priority(Priority::P3),
            Measure::P4Seconds => of_priority(Priority::P4),
            Measure::RareTagSeconds => self.mean(|fate| is_rare[fate.tag]),
            Measure::WithdrawnPercent => percent(&|fate| fate.withdrawn_at.is_some()),
            Measure::OffersPerTicket => {
                per_ticket(self.fates.iter().map(|fate| f64::from(fate.offers)).sum())
            }
            Measure::WalkedSeconds => per_ticket(self.walked.as_secs_f64()),
            Measure::BusyPercent => {
                let on_shift = self.on_shift.as_secs_f64();
                (on_shift > 0.0).then(|| 100.0 * self.busy.as_secs_f64() / on_shift)
            }
        }
    }

    /// Mean seconds to the elbow.
    fn mean(&self, wanted: impl Fn(&Fate) -> bool) -> Option<f64> {
        let waits = self.fates.iter().filter(|fate| wanted(fate)).filter_map(Fate::waited);
        let (sum, count) =
            waits.fold((0.0, 0), |(sum, count), waited| (sum + waited.as_secs_f64(), count + 1));
        (count > 0).then(|| sum / real(count))
    }

    /// Seconds to the elbow that this share of the arrivals did not exceed (the smallest such wait).
    fn quantile(&self, share: f64) -> Option<f64> {
        let mut waits: Vec<Duration> = self.fates.iter().filter_map(Fate::waited).collect();
        waits.sort_unstable();
        let beyond = |place: usize| real(place + 1) >= share * real(waits.len());
        (0..waits.len()).find(|place| beyond(*place)).map(|place| waits[place].as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waited(minutes: u64) -> Fate {
        let asked_at = Timestamp::from_millis(0);
        let arrived_at = Some(asked_at + Duration::from_mins(minutes));
        Fate { arrived_at, resolved_at: arrived_at, ..Fate::new(0, 0, Priority::P3, asked_at) }
    }

    fn day(fates: Vec<Fate>) -> Day {
        let hour = Duration::from_hours(1);
        Day { fates, walked: hour, busy: hour, on_shift: 4 * hour }
    }

    #[test]
    fn who_gave_up_did_not_get_help_in_time() {
        let gave_up = Fate {
            withdrawn_at: Some(Timestamp::from_millis(0)),
            ..Fate::new(0, 0, Priority::P3, Timestamp::from_millis(0))
        };
        let day = day(vec![waited(2), waited(10), waited(11), gave_up]);
        let measure = |measure| day.measure(measure, &[false]);
        assert_eq!(measure(Measure::Within10Percent), Some(50.0));
        assert_eq!(measure(Measure::WithdrawnPercent), Some(25.0));
        assert_eq!(measure(Measure::MeanSeconds), Some(460.0), "of those who were helped");
        assert_eq!(measure(Measure::RareTagSeconds), None, "nobody asked about a rare tag");
        assert_eq!(measure(Measure::BusyPercent), Some(25.0));
        assert_eq!(day.count(), Count { asked: 4, resolved: 3, withdrawn: 1, open: 0 });
    }

    #[test]
    fn one_in_twenty_waits_longer_than_p95() {
        let day = day((1..=20).map(waited).collect());
        assert_eq!(day.measure(Measure::P95Seconds, &[false]), Some(19.0 * 60.0));
    }
}
