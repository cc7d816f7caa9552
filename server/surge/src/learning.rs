//! What is usual: how many requests a day has, how they spread over its hours, over wards and over topics.

use std::{collections::VecDeque, sync::Arc};

use crate::{
    Parameters,
    places::{Places, Stream, Ward},
    scan::{Asked, Hour},
};

/// The mean of so many days is the level that a day begins with.
const DAYS_OF_LEVEL: usize = 3;
/// Of so many days it is known what they had, so that what a lead calls real can be left out afterwards.
pub(crate) const DAYS_KEPT: usize = 10;
/// A day of which so much was watched is a whole one: the hour that is missing in spring is, and so is a first day whose first request
/// came at three in the morning.
const WHOLE: f64 = 0.9;
/// A ward has at least so much of the mean of all.
const LEAST_HEADS: f64 = 0.1;
/// A whole day may turn out to have been less, as more is known of its hours.
const LEAST_WATCHED: f64 = 0.5;

/// What was learnt. It ends an hour before the present one begins, so that a surge does not teach at once that it is usual.
#[derive(Debug)]
pub(crate) struct Learnt {
    requests: u32,
    by_ward: Vec<u32>,
    by_tag: Vec<u32>,
    by_cell: Vec<u32>,
    /// Of whole days.
    by_hour: [u32; 24],
    /// The share of a day in each of its hours.
    shape: [f64; 24],
    whole_days: u32,
    /// The one that is being learnt.
    today: Day,
    /// Those before, the last at the end.
    days: VecDeque<Day>,
}

#[derive(Debug, Clone, Default)]
struct Day {
    date: i32,
    requests: u32,
    by_hour: [u32; 24],
    /// Of each hour, what was watched: 2 for one that occurs twice.
    watched: [f64; 24],
    /// Nearly all of it was. As long as it goes on it is not.
    is_whole: bool,
}

impl Day {
    /// The share of it that was watched.
    fn watched(&self, shape: &[f64; 24]) -> f64 {
        self.watched.iter().zip(shape).map(|(hours, share)| hours * share).sum()
    }

    fn add(&mut self, hour: u8) {
        self.requests += 1;
        if let Some(requests) = self.by_hour.get_mut(usize::from(hour)) {
            *requests += 1;
        }
    }

    fn take_out(&mut self, hour: u8) {
        self.requests = self.requests.saturating_sub(1);
        if let Some(requests) = self.by_hour.get_mut(usize::from(hour)) {
            *requests = requests.saturating_sub(1);
        }
    }
}

/// What is expected in an hour.
#[derive(Debug, Clone)]
pub(crate) struct Baseline {
    /// Requests a day.
    pub(crate) level: f64,
    /// The share of a day in each of its hours.
    pub(crate) shape: [f64; 24],
    /// Of each stream, by its place, the share of all requests.
    shares: Arc<[f64]>,
    /// Too little is known to trust it.
    pub(crate) is_learning: bool,
}

impl Baseline {
    pub(crate) fn share(&self, place: usize) -> f64 {
        self.shares.get(place).copied().unwrap_or_default()
    }
}

impl Learnt {
    pub(crate) fn new(parameters: &Parameters, places: &Places, date: i32) -> Self {
        let (wards, tags) = (places.wards.len(), usize::from(places.tags));
        let mut learnt = Self {
            requests: 0,
            by_ward: vec![0; wards],
            by_tag: vec![0; tags],
            by_cell: vec![0; wards * tags],
            by_hour: [0; 24],
            shape: [0.0; 24],
            whole_days: 0,
            today: Day { date, ..Day::default() },
            days: VecDeque::new(),
        };
        learnt.update_shape(parameters);
        learnt
    }

    /// Learns an hour, of which `requests` count; `length` is in hours. It `is_last` of its day.
    pub(crate) fn learn<'a>(
        &mut self,
        (hour, length, is_last): (Hour, f64, bool),
        requests: impl Iterator<Item = &'a Asked>,
        (parameters, places): (&Parameters, &Places),
    ) {
        self.today.date = hour.date;
        if let Some(watched) = self.today.watched.get_mut(usize::from(hour.of_day)) {
            *watched += length;
        }
        for asked in requests {
            self.requests += 1;
            self.today.add(hour.of_day);
            for counted in self.counts(places, asked) {
                *counted += 1;
            }
        }
        if is_last {
            let mut day = std::mem::take(&mut self.today);
            day.is_whole = day.watched(&self.shape) >= WHOLE;
            if day.is_whole {
                self.whole_days += 1;
                for (all, of_day) in self.by_hour.iter_mut().zip(day.by_hour) {
                    *all += of_day;
                }
                self.update_shape(parameters);
            }
            self.days.push_back(day);
            if self.days.len() > DAYS_KEPT {
                self.days.pop_front();
            }
        }
    }

    /// A request that was learnt in `hour` was no usual one.
    pub(crate) fn unlearn(
        &mut self,
        hour: Hour,
        asked: &Asked,
        (parameters, places): (&Parameters, &Places),
    ) {
        self.requests = self.requests.saturating_sub(1);
        for counted in self.counts(places, asked) {
            *counted = counted.saturating_sub(1);
        }
        if self.today.date == hour.date {
            self.today.take_out(hour.of_day);
        } else if let Some(day) = self.days.iter_mut().find(|day| day.date == hour.date) {
            day.take_out(hour.of_day);
            if day.is_whole
                && let Some(requests) = self.by_hour.get_mut(usize::from(hour.of_day))
            {
                *requests = requests.saturating_sub(1);
                self.update_shape(parameters);
            }
        }
    }

    fn counts(&mut self, places: &Places, asked: &Asked) -> impl Iterator<Item = &mut u32> {
        let cell = places.place(Stream::Cell { ward: asked.ward, tag: asked.tag });
        let Self { by_ward, by_tag, by_cell, .. } = self;
        [
            by_ward.get_mut(usize::from(asked.ward)),
            by_tag.get_mut(usize::from(asked.tag)),
            by_cell.get_mut(cell),
        ]
        .into_iter()
        .flatten()
    }

    /// `(observed_h + 1400 p_h) / (observed + 1400)`, of whole days: half a day would say that nobody asks in the evening.
    fn update_shape(&mut self, parameters: &Parameters) {
        let assumed: f64 = parameters.by_hour.iter().sum();
        let worth = parameters.weights.shape_requests;
        let observed: u32 = self.by_hour.iter().sum();
        let hours = self.by_hour.iter().zip(parameters.by_hour);
        for (share, (requests, weight)) in self.shape.iter_mut().zip(hours) {
            *share = (f64::from(*requests) + worth * weight / assumed) / (f64::from(observed) + worth);
        }
    }

    /// What is expected from now on.
    pub(crate) fn baseline(&self, parameters: &Parameters, places: &Places) -> Baseline {
        let is_learning =
            self.requests < parameters.learning.requests || self.whole_days < parameters.learning.whole_days;
        Baseline {
            level: self.level(parameters),
            shape: self.shape,
            shares: self.shares(parameters, places).into(),
            is_learning,
        }
    }

    /// Requests a day: `(N + 150) / (H + 150 / L0)`, where `L0` is the mean of the last three days, and of the plan for half a day.
    fn level(&self, parameters: &Parameters) -> f64 {
        let whole = self.days.iter().rev().filter(|day| day.is_whole).take(DAYS_OF_LEVEL);
        let (mut sum, mut days) =
            (parameters.weights.plan_days * parameters.planned_per_day, parameters.weights.plan_days);
        for day in whole {
            sum += f64::from(day.requests) / day.watched(&self.shape).max(LEAST_WATCHED);
            days += 1.0;
        }
        // A day may have had none; one request a day is as good as none.
        let before = (sum / days).max(1.0);
        let worth = parameters.weights.level_requests;
        (f64::from(self.today.requests) + worth) / (self.today.watched(&self.shape) + worth / before)
    }

    /// Of each stream, by its place: `p_w p_g r`, made to add up to 1, and their sums.
    fn shares(&self, parameters: &Parameters, places: &Places) -> Vec<f64> {
        let weights = &parameters.weights;
        let requests = f64::from(self.requests);
        let count = f64::from(u32::try_from(places.wards.len()).unwrap_or(u32::MAX));
        let sum: f64 = places.wards.iter().map(|ward| ward.heads.max(0.0)).sum();
        // Wherever somebody asks, somebody is.
        let least = if sum > 0.0 { LEAST_HEADS * sum / count } else { 1.0 };
        let heads_of = |ward: &Ward| ward.heads.max(least);
        let heads: f64 = places.wards.iter().map(heads_of).sum();
        let of_ward = |ward: usize| {
            let heads = heads_of(&places.wards[ward]) / heads;
            (f64::from(self.by_ward[ward]) + weights.ward_requests * heads)
                / (requests + weights.ward_requests)
        };
        let of_tag = |tag: usize| {
            (f64::from(self.by_tag[tag]) + weights.tag_requests / f64::from(places.tags))
                / (requests + weights.tag_requests)
        };
        let of_wards: Vec<f64> = (0..self.by_ward.len()).map(of_ward).collect();
        let of_tags: Vec<f64> = (0..self.by_tag.len()).map(of_tag).collect();
        let tags = of_tags.len();
        let mut shares = vec![0.0; places.count()];
        let mut all = 0.0;
        for (ward, of_ward) in of_wards.iter().enumerate() {
            for (tag, of_tag) in of_tags.iter().enumerate() {
                let cell = ward * tags + tag;
                let usual = of_ward * of_tag;
                let together = (f64::from(self.by_cell[cell]) + weights.cell_requests)
                    / (requests * usual + weights.cell_requests);
                shares[cell] = usual * together;
                all += shares[cell];
            }
        }
        if all <= 0.0 {
            return shares;
        }
        for cell in &mut shares[..self.by_cell.len()] {
            *cell /= all;
        }
        for ward in 0..u16::try_from(of_wards.len()).unwrap_or(u16::MAX) {
            for tag in 0..places.tags {
                let mut streams = places.streams(ward, tag).map(|stream| places.place(stream));
                let Some(cell) = streams.next() else { continue };
                for wider in streams {
                    shares[wider] += shares[cell];
                }
            }
        }
        shares
    }
}
