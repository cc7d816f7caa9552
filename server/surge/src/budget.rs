//! How many cards a day a command centre can be asked to look at, before it looks at none.

/// A day without a real surge has at most so many cards.
const TOO_MANY: f64 = 1.0;
/// Fewer, and the scan may as well see more.
const FEW: f64 = 0.2;
const STEP: f64 = 0.3;
/// However many there are: a scan that is deaf helps nobody.
pub(crate) const MOST: f64 = 1.5;

/// What all thresholds are to be raised by from tonight on (decades, 0 to 1.5), after `raise` until now: by 0.3 more if there was more than
/// one card a day, by 0.3 less if there were fewer than one in five days.
///
/// `cards` are those of a scan of the last `days` whole days (seven, as soon as there are) with `raise`, without those that a lead called real.
/// With no whole day nothing changes.
#[must_use]
pub fn next_raise(raise: f64, cards: u32, days: u32) -> f64 {
    if days == 0 {
        return raise;
    }
    let a_day = f64::from(cards) / f64::from(days);
    let step = if a_day > TOO_MANY {
        STEP
    } else if a_day < FEW {
        -STEP
    } else {
        0.0
    };
    (raise + step).clamp(0.0, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_with_too_many_cards_raise_the_thresholds_and_quiet_ones_lower_them_again() {
        let is =
            |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        is(next_raise(0.0, 8, 7), 0.3);
        is(next_raise(0.3, 7, 7), 0.3);
        is(next_raise(1.4, 50, 7), 1.5);
        is(next_raise(0.3, 1, 7), 0.0);
        is(next_raise(0.2, 0, 7), 0.0);
        is(next_raise(0.9, 2, 7), 0.9);
        is(next_raise(0.9, 0, 0), 0.9);
        is(next_raise(0.6, 2, 1), 0.9);
    }
}
