//! How many people are needed.

use serde::{Deserialize, Serialize};

use super::{Rehearsal, day::day_unless, engine::Engine, interval::Estimate, outcome::Measure};

/// The answer, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Staffing {
    /// The fewest people with whom the target is met on average; None if not even the most allowed meet it.
    pub people: Option<u32>,
    /// The same if the days were as lucky as the 95 % interval allows …
    pub at_least: Option<u32>,
    /// … and if they were as unlucky.
    pub at_most: Option<u32>,
    /// Every number that was tried, with its share within 10 minutes in per cent, fewest people first.
    pub tried: Vec<(u32, Estimate)>,
}

/// Searches the fewest people, from 1 to `most`, with whom `target_percent` of all requests see somebody within 10
/// minutes. The roster is thinned out or repeated evenly; as much is asked as in the rehearsal itself.
///
/// By bisection, which takes for granted that more people do not make it worse. `tell` hears of each number tried. None if
/// `is_unwanted` broke it off, which it can in the middle of a day.
pub fn people_needed(
    rehearsal: &Rehearsal,
    engine: &Engine,
    target_percent: f64,
    most: u32,
    is_unwanted: impl Fn() -> bool,
    mut tell: impl FnMut(u32, Estimate),
) -> Option<Staffing> {
    let mut tried: Vec<(u32, Estimate)> = Vec::new();
    let mut search = |is_met: &dyn Fn(Estimate) -> bool| -> Option<Option<u32>> {
        let mut try_with = |people: u32| -> Option<bool> {
            if let Some((_, known)) = tried.iter().find(|(known, _)| *known == people) {
                return Some(is_met(*known));
            }
            let estimate = share_in_time(rehearsal, engine, people, &is_unwanted)?;
            tried.push((people, estimate));
            tell(people, estimate);
            Some(is_met(estimate))
        };
        if !try_with(most)? {
            return Some(None);
        }
        let (mut low, mut high) = (0, most);
        while high - low > 1 {
            let middle = u32::midpoint(low, high);
            if try_with(middle)? {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(Some(high))
    };
    let people = search(&|estimate| estimate.mean >= target_percent)?;
    let at_least = search(&|estimate| estimate.high >= target_percent)?;
    let at_most = search(&|estimate| estimate.low >= target_percent)?;
    tried.sort_unstable_by_key(|(people, _)| *people);
    Some(Staffing { people, at_least, at_most, tried })
}

/// None if nothing is asked, or if it was broken off.
fn share_in_time(
    rehearsal: &Rehearsal,
    engine: &Engine,
    people: u32,
    is_unwanted: &dyn Fn() -> bool,
) -> Option<Estimate> {
    let rehearsal = rehearsal.with_people(people);
    let days: Option<Vec<Option<f64>>> = (0..rehearsal.scenario().replications)
        .map(|replication| {
            let day = day_unless(is_unwanted, &rehearsal, engine, replication)?;
            Some(day.measure(Measure::Within10Percent, &[]))
        })
        .collect();
    let shares: Vec<f64> = days?.into_iter().flatten().collect();
    Estimate::of(&shares)
}
