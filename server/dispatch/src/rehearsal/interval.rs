//! How sure a figure is.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A mean over replications with its 95 % confidence interval (Student's t).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// None for fewer than two values: one day says nothing about the next.
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = real(values.len());
        let free = count - 1.0;
        let t = StudentsT::new(0.0, 1.0, free).ok()?.inverse_cdf(0.975);
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / free;
        let half = t * (variance / count).sqrt();
        Some(Self { mean, low: mean - half, high: mean + half })
    }

    /// So many standard errors as the t quantile says.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (low, high) = (self.low * factor, self.high * factor);
        Self { mean: self.mean * factor, low: low.min(high), high: low.max(high) }
    }

    /// The interval leaves zero out.
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// A count as a number to divide by; exact up to 2³².
pub(super) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_that_of_the_textbook() {
        // t(0.975; 4) = 2.7764, s = √2.5.
        let estimate = Estimate::of(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        assert!((estimate.mean - 3.0).abs() < 1e-12);
        assert!((estimate.half_width() - 2.776_445 * (2.5_f64 / 5.0).sqrt()).abs() < 1e-5);
        assert_eq!(Estimate::of(&[1.0]), None);
        assert_eq!(Estimate::of(&[]), None);
    }

    #[test]
    fn a_difference_is_clear_if_its_interval_leaves_zero_out() {
        let estimate = Estimate { mean: -2.0, low: -3.0, high: -1.0 };
        assert!(estimate.is_clear());
        assert_eq!(estimate.times(-1.0), Estimate { mean: 2.0, low: 1.0, high: 3.0 });
        assert!(!Estimate { high: 0.5, ..estimate }.is_clear());
    }
}
