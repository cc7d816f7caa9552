//! What is asked on one day, fixed before anybody reacts to it: every engine meets the same requests.

use std::time::Duration;

use domain::Priority;

use super::{
    draw::{Draws, Purpose},
    scenario::Scenario,
};

/// One request, and what will be true of it whoever comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Request {
    /// After the start of the rehearsal.
    pub(super) at: Duration,
    /// Place in the hospital's lists.
    pub(super) ward: usize,
    pub(super) tag: usize,
    pub(super) priority: Priority,
    pub(super) help: Duration,
    pub(super) patience: Option<Duration>,
}

/// What the scenario comes to in this hospital.
#[derive(Debug, Clone)]
pub(super) struct Mix {
    pub(super) per_hour: f64,
    pub(super) wards: Vec<f64>,
    pub(super) tags: Vec<f64>,
}

/// All requests of a day, the earliest first. Arrivals are a Poisson process whose rate follows the hour and the surge,
/// by thinning (Lewis and Shedler 1979).
pub(super) fn requests(scenario: &Scenario, mix: &Mix, draws: Draws) -> Vec<Request> {
    let end = hours(scenario.hours);
    let rate = Rate::new(scenario, mix.per_hour);
    let mut requests = Vec::new();
    if rate.most <= 0.0 {
        return requests;
    }
    let between = Duration::from_hours(1).div_f64(rate.most);
    let mut arrivals = draws.of(Purpose::Arrivals, 0, 0);
    let mut at = arrivals.gap(between);
    while at < end {
        if arrivals.unit() * rate.most < rate.at(at) {
            let number = u32::try_from(requests.len()).unwrap_or(u32::MAX);
            requests.push(request(scenario, mix, draws, number, at));
        }
        at += arrivals.gap(between);
    }
    requests
}

fn request(scenario: &Scenario, mix: &Mix, draws: Draws, number: u32, at: Duration) -> Request {
    let mut stream = draws.of(Purpose::Request, number, 0);
    let help = &scenario.help;
    Request {
        at,
        ward: stream.index(&mix.wards),
        tag: stream.index(&mix.tags),
        priority: Priority::ALL[stream.index(&scenario.demand.priorities)],
        help: stream.time(minutes(help.mean_minutes), help.variation, help.shape),
        patience: (scenario.patience_minutes > 0.0).then(|| stream.gap(minutes(scenario.patience_minutes))),
    }
}

/// Requests an hour over the day.
struct Rate<'a> {
    scenario: &'a Scenario,
    /// At a weight of 1.
    unit: f64,
    most: f64,
}

impl<'a> Rate<'a> {
    fn new(scenario: &'a Scenario, per_hour: f64) -> Self {
        let weights = (0..scenario.hours).map(|hour| by_hour(scenario, hour));
        let sum: f64 = weights.clone().sum();
        let unit = if sum > 0.0 { per_hour * f64::from(scenario.hours) / sum } else { 0.0 };
        let surge = scenario.surge.as_ref().map_or(1.0, |surge| surge.factor.max(1.0));
        Self { scenario, unit, most: unit * surge * weights.fold(0.0, f64::max) }
    }

    fn at(&self, at: Duration) -> f64 {
        let hour = u32::try_from(at.as_secs() / 3600).unwrap_or(u32::MAX);
        let surges = self.scenario.surge.as_ref().filter(|surge| {
            let from = Duration::from_mins(surge.from_minute.into());
            (from..from + Duration::from_mins(surge.minutes.into())).contains(&at)
        });
        self.unit * by_hour(self.scenario, hour) * surges.map_or(1.0, |surge| surge.factor)
    }
}

fn by_hour(scenario: &Scenario, hour: u32) -> f64 {
    scenario.demand.by_hour[(scenario.first_hour as usize + hour as usize) % 24]
}

pub(super) fn minutes(minutes: f64) -> Duration {
    Duration::from_mins(1).mul_f64(minutes)
}

pub(super) fn hours(hours: u32) -> Duration {
    Duration::from_hours(hours.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::scenario::{Demand, Surge};

    fn day(scenario: &Scenario) -> Vec<Request> {
        let mix = Mix { per_hour: 100.0, wards: vec![1.0, 3.0], tags: vec![2.0, 1.0, 1.0] };
        requests(scenario, &mix, Draws::new(1, 1))
    }

    fn between(requests: &[Request], from: u64, to: u64) -> usize {
        let hours = Duration::from_hours(from)..Duration::from_hours(to);
        requests.iter().filter(|request| hours.contains(&request.at)).count()
    }

    #[test]
    fn as_much_is_asked_as_the_scenario_says_and_where_it_says() {
        let requests = day(&Scenario { hours: 100, ..Scenario::default() });
        assert!((9_600..10_400).contains(&requests.len()), "{}", requests.len());
        let share = |here: usize| here * 100 / requests.len();
        assert!((72..=78).contains(&share(requests.iter().filter(|request| request.ward == 1).count())));
        assert!((47..=53).contains(&share(requests.iter().filter(|request| request.tag == 0).count())));
        let p1 = |request: &&Request| request.priority == Priority::P1;
        assert!((8..=12).contains(&share(requests.iter().filter(p1).count())));
    }

    #[test]
    fn the_hours_of_the_day_have_their_weights() {
        let mut by_hour = [0.0; 24];
        (by_hour[23], by_hour[0]) = (1.0, 3.0);
        let demand = Demand { by_hour, ..Demand::default() };
        let requests = day(&Scenario { hours: 4, first_hour: 22, demand, ..Scenario::default() });
        let of_hour = |hour| between(&requests, hour, hour + 1);
        assert_eq!((of_hour(0), of_hour(3)), (0, 0));
        assert!((70..130).contains(&of_hour(1)), "{}", of_hour(1));
        assert!((255..345).contains(&of_hour(2)), "{}", of_hour(2));
    }

    #[test]
    fn a_surge_is_more_of_the_same() {
        let surge = Some(Surge { factor: 3.0, from_minute: 600, minutes: 600 });
        let requests = day(&Scenario { hours: 30, surge, ..Scenario::default() });
        assert!((2_850..3_150).contains(&between(&requests, 10, 20)), "{}", between(&requests, 10, 20));
        assert!((900..1_100).contains(&between(&requests, 0, 10)));
        assert!((900..1_100).contains(&between(&requests, 20, 30)));
    }
}
