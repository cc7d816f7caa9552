//! Formulas of statistics: pure, and the same to the last bit on every machine. Only what Elbow goes by is here, each with its source.

mod beta;
mod criteria;
mod decline;
pub mod disclosure;
mod funnel;
mod j_curve;
mod negative_binomial;
mod percentile;
mod rates;
mod satisfaction;
pub mod spc;
pub mod survival;
mod wilson;

pub use self::{
    criteria::{Criterion, Day, Holds, Standing},
    decline::{Decline, Halving, decline},
    funnel::{Funnel, against_expected, ratio_of_counts},
    j_curve::{JCurve, Measured, j_curve},
    negative_binomial::NegativeBinomial,
    percentile::{Estimate, median, percentile},
    rates::{RateRatio, benjamini_hochberg, rate_ratio},
    satisfaction::net_satisfaction,
    wilson::wilson,
};

/// The normal distribution leaves 2.5 % on either side of it (R: `qnorm(0.975)`).
const Z: f64 = 1.959_963_984_540_054;

/// How many, to reckon with.
#[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 of anything")]
const fn number(count: usize) -> f64 {
    count as f64
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / number(values.len())
}
