use libm::sqrt;

use crate::Z;

/// Fewer answers than these say more of whoever answered than of the place.
const LEAST: u32 = 10;

/// The share that agrees less the share that disagrees, and between which two it lies with 95 % confidence: a difference of two shares
/// of one sample (Agresti, Categorical Data Analysis, 3rd edition 2013, 1.4).
///
/// None of fewer than ten answers, or where more agree and disagree than answered.
#[must_use]
pub fn net_satisfaction(agree: u32, disagree: u32, all: u32) -> Option<(f64, f64, f64)> {
    if all < LEAST || agree.checked_add(disagree)? > all {
        return None;
    }
    let share = |count: u32| f64::from(count) / f64::from(all);
    let net = share(agree) - share(disagree);
    let error = sqrt((share(agree) + share(disagree) - net * net) / f64::from(all));
    Some((net, (net - Z * error).max(-1.0), (net + Z * error).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vector B8.
    #[test]
    fn b8_net_satisfaction() {
        let (net, low, high) = net_satisfaction(41, 12, 70).unwrap();
        for (found, expected) in [(net, 0.414), (low, 0.235), (high, 0.593)] {
            assert!((found - expected).abs() < 1e-3, "{found} is not {expected}");
        }
        assert_eq!(net_satisfaction(9, 0, 9), None, "too few");
        assert_eq!(net_satisfaction(9, 9, 17), None, "more than all");
    }
}
