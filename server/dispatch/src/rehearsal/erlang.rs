//! What queueing theory says about a desk where everybody knows everything and nobody walks: a check on the rehearsal,
//! and a first number to argue with.
//!
//! All formulas are for Poisson arrivals and exponential service. `offered` is the offered load in erlangs: requests an
//! hour × hours a request takes.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// M/M/c, where everybody waits until served (Erlang 1917).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangC {
    people: f64,
    offered: f64,
    /// Of all requests, the share that finds everybody busy.
    pub waiting_share: f64,
}

impl ErlangC {
    /// None unless 0 < `offered` < `people`: otherwise the queue grows without end.
    ///
    /// From Erlang's loss formula by its recursion, `B(0) = 1, B(n) = a·B(n−1) / (n + a·B(n−1))`, and
    /// `C = c·B / (c − a·(1 − B))`; see Gans, Koole and Mandelbaum, M&SOM 5 (2003) 79–141.
    pub fn new(people: u32, offered: f64) -> Option<Self> {
        let count = f64::from(people);
        if !(offered > 0.0 && offered < count) {
            return None;
        }
        let mut blocked = 1.0;
        for servers in 1..=people {
            blocked = offered * blocked / (f64::from(servers) + offered * blocked);
        }
        let waiting_share = count * blocked / (count - offered * (1.0 - blocked));
        Some(Self { people: count, offered, waiting_share })
    }

    /// Mean wait of all requests (ASA), in units of the mean service time: `C / (c − a)`.
    pub fn mean_wait(&self) -> f64 {
        self.waiting_share / (self.people - self.offered)
    }

    /// The share served within `wait` mean service times: `1 − C·exp(−(c − a)·wait)`.
    pub fn served_within(&self, wait: f64) -> f64 {
        1.0 - self.waiting_share * (-(self.people - self.offered) * wait).exp()
    }

    /// The fewest people with whom this share is served within `wait` mean service times.
    pub fn people_for(share: f64, wait: f64, offered: f64) -> Option<u32> {
        let is_valid = offered > 0.0 && (0.0..1.0).contains(&share) && wait >= 0.0;
        let enough = |people: &u32| {
            Self::new(*people, offered).is_some_and(|queue| queue.served_within(wait) >= share)
        };
        is_valid.then(|| (1..=MOST_PEOPLE).find(enough)).flatten()
    }
}

/// Nobody employs more.
const MOST_PEOPLE: u32 = 10_000;

/// M/M/c+M, where those who wait give up after an exponential time (Palm 1957; Garnett, Mandelbaum and Reiman, M&SOM 4
/// (2002) 208–227).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangA {
    /// Of all requests, the share that finds everybody busy.
    pub waiting_share: f64,
    /// Of all requests, the share that gives up.
    pub giving_up_share: f64,
    /// Mean wait of all requests, those who give up included, in units of the mean service time.
    pub mean_wait: f64,
}

impl ErlangA {
    /// `patience`: mean time until giving up, in mean service times. None unless all three are above zero and finite.
    ///
    /// Solved as the birth and death process that it is: with `n` present, people leave at rate
    /// `min(n, c) + max(n − c, 0) / patience`.
    pub fn new(people: u32, offered: f64, patience: f64) -> Option<Self> {
        let is_valid = |value: f64| value.is_finite() && value > 0.0;
        if people == 0 || !is_valid(offered) || !is_valid(patience) {
            return None;
        }
        let count = f64::from(people);
        // Weights relative to "everybody is busy, nobody waits": downwards …
        let (mut sum_below, mut weight) = (0.0, 1.0);
        for present in (1..=people).rev() {
            weight *= f64::from(present) / offered;
            sum_below += weight;
            if weight < f64::EPSILON * sum_below {
                break;
            }
        }
        // … and upwards, until what is left no longer counts.
        let (mut sum_above, mut queue, mut weight, mut waiting) = (1.0, 0.0, 1.0, 0.0);
        loop {
            waiting += 1.0;
            weight *= offered / (count + waiting / patience);
            sum_above += weight;
            queue += waiting * weight;
            if weight * waiting < 1e-15 * sum_above {
                break;
            }
        }
        let all = sum_below + sum_above;
        let queue = queue / all;
        Some(Self {
            waiting_share: sum_above / all,
            // Those who give up, an hour, are the queue over the mean patience.
            giving_up_share: queue / patience / offered,
            // Little's law.
            mean_wait: queue / offered,
        })
    }
}

/// The square-root rule: people for an offered load so that this share of the requests waits, `a + β·√a` rounded up,
/// where `share = 1 / (1 + β·Φ(β)/φ(β))` (Halfin and Whitt, Operations Research 29 (1981) 567–588). None unless the load
/// is above zero and 0 < `waiting_share` < 1.
pub fn square_root_rule(offered: f64, waiting_share: f64) -> Option<u32> {
    let normal = Normal::standard();
    if !(offered.is_finite() && offered > 0.0 && waiting_share > 0.0 && waiting_share < 1.0) {
        return None;
    }
    let waits = |beta: f64| 1.0 / (1.0 + beta * normal.cdf(beta) / normal.pdf(beta));
    let (mut low, mut high) = (0.0, 8.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if waits(middle) > waiting_share {
            low = middle;
        } else {
            high = middle;
        }
    }
    let wanted = offered + high * offered.sqrt();
    (1..=MOST_PEOPLE).find(|people| f64::from(*people) >= wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (people, erlangs, mean service in s, share that waits, mean wait in s, per cent within …, … this many s).
    const VECTORS: [(u32, f64, f64, f64, f64, f64, f64); 3] = [
        (14, 10.0, 180.0, 0.174_132, 7.836, 88.835, 20.0),
        (12, 10.0, 180.0, 0.449_388, 40.445, 64.016, 20.0),
        (6, 3.0, 600.0, 0.099_143, 19.829, 97.788, 300.0),
    ];

    #[test]
    fn erlang_c_gives_the_published_values() {
        for (people, offered, service, waits, mean, percent, within) in VECTORS {
            let queue = ErlangC::new(people, offered).unwrap();
            assert!((queue.waiting_share - waits).abs() < 5e-7, "{queue:?}");
            assert!((queue.mean_wait() * service - mean).abs() < 5e-4, "{queue:?}");
            assert!((queue.served_within(within / service) * 100.0 - percent).abs() < 5e-4, "{queue:?}");
        }
    }

    #[test]
    fn a_queue_that_grows_without_end_has_no_figures() {
        assert_eq!(ErlangC::new(10, 10.0), None);
        assert_eq!(ErlangC::new(10, 0.0), None);
        assert_eq!(ErlangC::new(10, f64::NAN), None);
    }

    #[test]
    fn pooling_pays_as_the_study_says() {
        // 100 requests an hour, 11.5 minutes each, 90 % started within 5 minutes.
        let people = |pools: f64| ErlangC::people_for(0.9, 5.0 / 11.5, 100.0 * 11.5 / 60.0 / pools).unwrap();
        assert_eq!(people(1.0), 23);
        assert_eq!(people(10.0) * 10, 40);
        assert_eq!(people(20.0) * 20, 60);
        assert_eq!(ErlangC::people_for(1.0, 1.0, 5.0), None);
    }

    #[test]
    fn patient_callers_make_erlang_a_erlang_c() {
        let patient = ErlangA::new(14, 10.0, 1e6).unwrap();
        let queue = ErlangC::new(14, 10.0).unwrap();
        assert!((patient.waiting_share - queue.waiting_share).abs() < 1e-4, "{patient:?}");
        assert!((patient.mean_wait - queue.mean_wait()).abs() < 1e-4);
        assert!(patient.giving_up_share < 1e-6);
    }

    #[test]
    fn with_patience_like_service_the_number_present_is_poisson() {
        // Everybody leaves at rate 1, served or not: M/M/∞. P(n ≥ 5) for a mean of 4 is 0.371163.
        let queue = ErlangA::new(5, 4.0, 1.0).unwrap();
        assert!((queue.waiting_share - 0.371_163).abs() < 1e-6, "{queue:?}");
        let overloaded = ErlangA::new(5, 50.0, 1.0).unwrap();
        assert!((overloaded.giving_up_share - 0.9).abs() < 1e-6, "five of fifty are served: {overloaded:?}");
        assert_eq!(ErlangA::new(0, 4.0, 1.0), None);
    }

    #[test]
    fn the_square_root_rule_is_close_to_erlang_c() {
        for offered in [10.0, 50.0, 200.0] {
            let people = square_root_rule(offered, 0.2).unwrap();
            let queue = ErlangC::new(people, offered).unwrap();
            assert!(queue.waiting_share <= 0.21, "{people} for {offered}: {queue:?}");
            assert!(ErlangC::new(people - 2, offered).is_none_or(|queue| queue.waiting_share > 0.2));
        }
        assert_eq!(square_root_rule(10.0, 1.0), None);
    }
}
