//! How long it takes to walk from one ward to another.
//!
//! Nobody has measured every way through a hospital, so each pair of wards takes the best that is known about it: a
//! measured time, else the shortest path over links, else coordinates and levels, else building and level, else a
//! constant. What arrivals have shown corrects all but the measured. The answers are worked out once and kept as a table of `u16` seconds (313 KiB for 400 wards), so that
//! dispatch only looks them up.

mod estimate;
mod learning;
mod links;

pub use domain::{Link, Override};
use domain::{LinkKind, Site, Ward, WardId};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub use self::learning::{Observed, observe};
use crate::policy::Walking;

/// What is known about the ways of a trust. Links and overrides that name an unknown ward are of no effect: it is the
/// import that tells people about them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Survey<'a> {
    pub wards: &'a [Ward],
    pub sites: &'a [Site],
    pub links: &'a [Link],
    pub overrides: &'a [Override],
    /// What arrivals have shown, see [`observe`].
    pub observed: &'a [Observed],
    /// No lift runs: links by lift are ignored, and every floor is climbed.
    pub lift_out: bool,
}

/// Seconds from every ward to every ward.
///
/// Inside, wards are numbered from 0 in the order of their ids and the number after the last stands for "nobody knows
/// where", so that a look-up never fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct TravelTable {
    numbers: FxHashMap<WardId, u16>,
    /// Row by destination: `seconds[to * places + from]`.
    seconds: Vec<u16>,
    /// Row by destination: all places, the nearest first.
    nearest: Vec<u16>,
}

impl TravelTable {
    /// Works out every pair: O(wards²), and one shortest-path search for each ward that a link mentions. Wards above
    /// the 65,535th are unknown places.
    pub fn build(survey: Survey<'_>, walking: &Walking) -> Self {
        let mut wards: Vec<&Ward> = survey.wards.iter().collect();
        wards.sort_unstable_by_key(|ward| ward.id);
        wards.dedup_by_key(|ward| ward.id);
        wards.truncate(usize::from(u16::MAX));
        let numbers: FxHashMap<WardId, u16> =
            (0..).zip(&wards).map(|(number, ward)| (ward.id, number)).collect();

        let places = wards.len() + 1;
        let mut seconds = vec![walking.unknown_seconds; places * places];
        let estimate = estimate::Estimate::new(survey.sites, walking, survey.lift_out);
        for (to, ward) in wards.iter().enumerate() {
            for (from, other) in wards.iter().enumerate() {
                seconds[to * places + from] = estimate.seconds(other, ward);
            }
        }
        let number = |ward: &WardId| numbers.get(ward).map(|number| usize::from(*number));
        let usable = |link: &&Link| !(survey.lift_out && link.kind == LinkKind::Lift);
        links::shorten(&mut seconds, places, survey.links.iter().filter(usable), number);
        for observed in survey.observed {
            let (from, to) = observed.wards;
            if let (Some(from), Some(to)) = (number(&from), number(&to)) {
                let way = to * places + from;
                seconds[way] = observed.corrected(seconds[way]);
                if from != to {
                    let way_back = from * places + to;
                    seconds[way_back] = observed.corrected(seconds[way_back]);
                }
            }
        }
        let measured = || {
            survey
                .overrides
                .iter()
                .filter_map(|way| Some((number(&way.from)?, number(&way.to)?, way.seconds)))
        };
        for (from, to, measured) in measured() {
            seconds[from * places + to] = measured;
        }
        for (from, to, measured) in measured() {
            seconds[to * places + from] = measured;
        }

        Self::of(numbers, seconds)
    }

    fn of(numbers: FxHashMap<WardId, u16>, seconds: Vec<u16>) -> Self {
        let places = numbers.len() + 1;
        let mut nearest = Vec::with_capacity(seconds.len());
        // (seconds, place) in one number: the sort compares nothing else.
        let mut row_of_keys: Vec<u32> = Vec::with_capacity(places);
        for row in seconds.chunks_exact(places) {
            let keys =
                row.iter().zip(0..=u16::MAX).map(|(way, place)| u32::from(*way) << 16 | u32::from(place));
            row_of_keys.extend(keys);
            row_of_keys.sort_unstable();
            nearest.extend(row_of_keys.drain(..).map(|key| (key & 0xffff) as u16));
        }
        Self { numbers, seconds, nearest }
    }

    /// Walking time; the policy's `unknown_seconds` if the table does not know one of the wards.
    pub fn seconds(&self, from: WardId, to: WardId) -> u16 {
        self.seconds_between(self.place(Some(from)), self.place(Some(to)))
    }

    /// How many places there are, "nobody knows where" included.
    pub(crate) fn places(&self) -> usize {
        self.numbers.len() + 1
    }

    /// The number of a ward, or the one that stands for "nobody knows where".
    pub(crate) fn place(&self, ward: Option<WardId>) -> usize {
        ward.and_then(|ward| self.numbers.get(&ward))
            .map_or(self.numbers.len(), |number| usize::from(*number))
    }

    pub(crate) fn seconds_between(&self, from: usize, to: usize) -> u16 {
        self.seconds[to * self.places() + from]
    }

    /// All places, the nearest to `to` first.
    pub(crate) fn nearest_to(&self, to: usize) -> impl Iterator<Item = usize> {
        self.nearest[to * self.places()..][..self.places()].iter().map(|place| usize::from(*place))
    }
}

/// The table as it is kept: wards in the order of their numbers, and all seconds.
#[derive(Serialize, Deserialize)]
struct Written {
    wards: Vec<WardId>,
    seconds: Vec<u16>,
}

impl From<TravelTable> for Written {
    fn from(table: TravelTable) -> Self {
        let mut wards: Vec<(u16, WardId)> =
            table.numbers.iter().map(|(ward, number)| (*number, *ward)).collect();
        wards.sort_unstable();
        Self { wards: wards.into_iter().map(|(_, ward)| ward).collect(), seconds: table.seconds }
    }
}

impl TryFrom<Written> for TravelTable {
    type Error = &'static str;

    fn try_from(Written { wards, seconds }: Written) -> Result<Self, Self::Error> {
        let places = wards.len() + 1;
        if wards.len() > usize::from(u16::MAX) || seconds.len() != places * places {
            return Err("a table has one time for every pair of places");
        }
        Ok(Self::of(wards.into_iter().zip(0..).collect(), seconds))
    }
}

#[cfg(test)]
mod tests;
