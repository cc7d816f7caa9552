//! The beta distribution, from which exact intervals of counts follow, and Student's. `statrs` has it too, but takes its logarithms from the
//! system.

use libm::{exp, fabs, lgamma, log, log1p, sqrt};

/// `I_x(a, b)`, the chance of at most `x`; `a` and `b` above 0. The continued fraction of Press et al., Numerical Recipes, 3rd edition 2007, 6.4,
/// by Lentz's method.
pub(crate) fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let apart = |value: f64| if fabs(value) < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut sum = below;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        below = 1.0 / apart(1.0 + even * below);
        above = apart(1.0 + even / above);
        sum *= below * above;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        below = 1.0 / apart(1.0 + odd * below);
        above = apart(1.0 + odd / above);
        sum *= below * above;
        if fabs(below * above - 1.0) < f64::EPSILON {
            break;
        }
    }
    sum
}

/// Where the chance of at most it is `chance`: halved until no number lies between.
pub(crate) fn beta_quantile(chance: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if beta(middle, a, b) < chance { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// What Student's distribution leaves 2.5 % above (R: `qt(0.975, freedom)`).
pub(crate) fn student(freedom: f64) -> f64 {
    let x = beta_quantile(0.05, freedom / 2.0, 0.5);
    sqrt(freedom * (1.0 - x) / x)
}

/// `P(N ≤ count)` of `all` that each happen with `chance`.
pub(crate) fn binomial_at_most(count: usize, all: usize, chance: f64) -> f64 {
    if count >= all {
        return 1.0;
    }
    beta(1.0 - chance, crate::number(all - count), crate::number(count) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Any table of Student's distribution; R: `pbinom`.
    #[test]
    fn vectors_of_tables() {
        for (freedom, expected) in [(1.0, 12.706_204_736), (12.0, 2.178_812_830), (30.0, 2.042_272_456)] {
            assert!((student(freedom) - expected).abs() < 1e-8, "{freedom}: {}", student(freedom));
        }
        for (count, all, chance, expected) in [
            (5, 20, 0.5, 0.020_694_732_7),
            (11, 20, 0.8, 0.009_981_786),
            (0, 3, 0.5, 0.125),
            (3, 3, 0.5, 1.0),
        ] {
            let found = binomial_at_most(count, all, chance);
            assert!((found - expected).abs() < 1e-9, "{count} of {all}: {found}");
        }
    }
}
