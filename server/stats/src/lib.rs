//! Formulas of statistics: pure, and the same to the last bit on every machine. Only what Elbow goes by is here, each with its source.

pub mod disclosure;
mod negative_binomial;
mod percentile;
mod wilson;

pub use self::{negative_binomial::NegativeBinomial, percentile::percentile, wilson::wilson};
