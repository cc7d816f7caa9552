//! How much faster than a real one the demonstration's hospital lives.

use std::time::Duration;

/// Hospital time that passes in one unit of real time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace(f64);

impl Pace {
    /// None unless it is from 0.1 to 120: below nothing seems to happen, above nobody could answer an offer in time.
    pub fn new(pace: f64) -> Option<Self> {
        (0.1..=120.0).contains(&pace).then_some(Self(pace))
    }

    /// How long hospital time takes in the real world.
    pub(super) fn real(self, hospital: Duration) -> Duration {
        hospital.div_f64(self.0)
    }
}

impl Default for Pace {
    /// Ten minutes pass in less than two.
    fn default() -> Self {
        Self(6.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_of_help_take_less_than_two() {
        assert_eq!(Pace::default().real(Duration::from_mins(10)), Duration::from_secs(100));
    }

    #[test]
    fn a_pace_that_nobody_could_follow_is_refused() {
        assert!(
            [0.0, -1.0, f64::NAN, f64::INFINITY, 1_000.0].into_iter().all(|pace| Pace::new(pace).is_none())
        );
    }
}
