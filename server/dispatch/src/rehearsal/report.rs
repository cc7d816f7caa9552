//! What a rehearsal has shown, as data: a page, a file and the text report ([`Report`] as [`std::fmt::Display`]) show
//! the same.

use std::collections::BTreeMap;

use domain::ZoneId;
use serde::{Deserialize, Serialize};

use super::{
    Rehearsal,
    interval::{Estimate, real},
    outcome::{Count, Day, Fate, Measure},
    scenario::Scenario,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub scenario: Scenario,
    pub wards: usize,
    pub people: usize,
    /// On average, without the surge.
    pub requests_per_hour: f64,
    /// Between two wards drawn as requests are: the walk that the load counts with.
    pub mean_walk_seconds: f64,
    /// The first is the one that the others are compared with.
    pub engines: Vec<EngineReport>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EngineReport {
    pub name: String,
    /// All replications together.
    pub count: Count,
    /// A measure is missing if fewer than two days had it.
    pub figures: BTreeMap<Measure, Figure>,
    /// Longest mean wait first.
    pub gaps: Vec<Gap>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    pub value: Estimate,
    /// None for the first engine.
    pub change: Option<Change>,
}

/// Against the first engine, day by day on the same days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// In the unit of the measure.
    pub difference: Estimate,
    /// Of the first engine's mean; None where that is 0.
    pub percent: Option<Estimate>,
}

/// How long people waited in one zone for one tag.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Empty for wards without a zone.
    pub zone: String,
    pub tag: String,
    /// Requests, all replications together.
    pub asked: usize,
    /// To the elbow; None if nobody ever arrived.
    pub mean_seconds: Option<f64>,
    /// Per cent of all requests, the withdrawn included.
    pub within_10_percent: f64,
}

impl Report {
    pub fn engine(&self, name: &str) -> Option<&EngineReport> {
        self.engines.iter().find(|engine| engine.name == name)
    }
}

impl EngineReport {
    pub fn value(&self, measure: Measure) -> Option<Estimate> {
        self.figures.get(&measure).map(|figure| figure.value)
    }

    /// Against the first engine, in per cent of its mean.
    pub fn change_percent(&self, measure: Measure) -> Option<Estimate> {
        self.figures.get(&measure)?.change?.percent
    }
}

pub(super) fn report(rehearsal: &Rehearsal, days: &[(String, Vec<Day>)]) -> Report {
    let is_rare = rehearsal.is_rare();
    let first = days.first().map(|(_, days)| days.as_slice());
    let engines = days.iter().enumerate().map(|(place, (name, days))| EngineReport {
        name: name.clone(),
        count: days.iter().map(Day::count).fold(Count::default(), together),
        figures: figures(days, first.filter(|_| place > 0), &is_rare),
        gaps: gaps(rehearsal, days),
    });
    Report {
        scenario: rehearsal.scenario.clone(),
        wards: rehearsal.hospital.wards.len(),
        people: rehearsal.hospital.roster.len(),
        requests_per_hour: rehearsal.mix.per_hour,
        mean_walk_seconds: rehearsal.mean_walk_seconds,
        engines: engines.collect(),
    }
}

fn together(one: Count, other: Count) -> Count {
    Count {
        asked: one.asked + other.asked,
        resolved: one.resolved + other.resolved,
        withdrawn: one.withdrawn + other.withdrawn,
        open: one.open + other.open,
    }
}

fn figures(days: &[Day], against: Option<&[Day]>, is_rare: &[bool]) -> BTreeMap<Measure, Figure> {
    let figure = |measure| {
        let values: Vec<f64> = days.iter().filter_map(|day| day.measure(measure, is_rare)).collect();
        let value = Estimate::of(&values)?;
        let change = against.and_then(|against| change(days, against, measure, is_rare));
        Some((measure, Figure { value, change }))
    };
    Measure::ALL.into_iter().filter_map(figure).collect()
}

/// Over the days on which both have the measure.
fn change(days: &[Day], against: &[Day], measure: Measure, is_rare: &[bool]) -> Option<Change> {
    let pairs: Vec<(f64, f64)> = days
        .iter()
        .zip(against)
        .filter_map(|(day, other)| Some((day.measure(measure, is_rare)?, other.measure(measure, is_rare)?)))
        .collect();
    let differences: Vec<f64> = pairs.iter().map(|(value, other)| value - other).collect();
    let difference = Estimate::of(&differences)?;
    let mean = pairs.iter().map(|(_, other)| other).sum::<f64>() / real(pairs.len());
    Some(Change { difference, percent: (mean > 0.0).then(|| difference.times(100.0 / mean)) })
}

/// A zone, and the place of a tag in the hospital's list.
type Cell = (Option<ZoneId>, usize);

fn gaps(rehearsal: &Rehearsal, days: &[Day]) -> Vec<Gap> {
    let hospital = &rehearsal.hospital;
    let mut cells: BTreeMap<Cell, Vec<&Fate>> = BTreeMap::new();
    for fate in days.iter().flat_map(|day| &day.fates) {
        cells.entry((hospital.wards[fate.ward].zone, fate.tag)).or_default().push(fate);
    }
    let zone_name = |id| hospital.zones.iter().find(|zone| Some(zone.id) == id).map(|zone| zone.name.clone());
    let gap = |((zone, tag), fates): (Cell, Vec<&Fate>)| {
        let waits: Vec<f64> =
            fates.iter().filter_map(|fate| fate.waited()).map(|waited| waited.as_secs_f64()).collect();
        let in_time = fates.iter().filter(|fate| fate.is_in_time()).count();
        Gap {
            zone: zone_name(zone).unwrap_or_default(),
            tag: hospital.tags[tag].name.clone(),
            asked: fates.len(),
            mean_seconds: (!waits.is_empty()).then(|| waits.iter().sum::<f64>() / real(waits.len())),
            within_10_percent: 100.0 * real(in_time) / real(fates.len()),
        }
    };
    let mut gaps: Vec<Gap> = cells.into_iter().map(gap).collect();
    let seconds = |gap: &Gap| gap.mean_seconds.unwrap_or(f64::INFINITY);
    gaps.sort_by(|one, other| seconds(other).total_cmp(&seconds(one)));
    gaps
}
