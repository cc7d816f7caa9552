//! Whether something has held for long enough to go by it. Days without data never help.

/// What a figure has to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Criterion {
    AtMost(f64),
    AtLeast(f64),
}

/// A day of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    pub is_weekend: bool,
    /// The figure and of how many it is; none where nobody knows.
    pub seen: Option<(f64, u32)>,
}

/// For how long it has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holds {
    /// In a row, up to the last.
    pub days: usize,
    /// A day of a weekend among them.
    pub over_a_weekend: bool,
    /// A day's figure of fewer than these says nothing.
    pub least: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Met,
    NotYet,
    /// Too little is known.
    CannotTell,
}

impl Criterion {
    const fn is_met_by(self, figure: f64) -> bool {
        match self {
            Self::AtMost(most) => figure <= most,
            Self::AtLeast(least) => figure >= least,
        }
    }

    /// Days in order. It is met by days in a row up to the last that each met it and were known; where one of the days that would have
    /// to be in the row is not known, nobody can tell, unless one that is known did not meet it.
    #[must_use]
    pub fn standing(self, days: &[Day], holds: Holds) -> Standing {
        let met = |day: &Day| {
            day.seen
                .filter(|(figure, of)| figure.is_finite() && *of >= holds.least)
                .map(|(figure, _)| self.is_met_by(figure))
        };
        let mut has_weekend = !holds.over_a_weekend;
        let mut row = 0;
        let mut unknown = false;
        for day in days.iter().rev() {
            match met(day) {
                Some(false) => return Standing::NotYet,
                None => unknown = true,
                Some(true) => {}
            }
            row += 1;
            has_weekend |= day.is_weekend;
            if row >= holds.days && has_weekend {
                return if unknown { Standing::CannotTell } else { Standing::Met };
            }
        }
        // There are not enough days yet.
        if unknown || row == 0 { Standing::CannotTell } else { Standing::NotYet }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOLDS: Holds = Holds { days: 5, over_a_weekend: true, least: 30 };

    /// Days from a Monday on.
    fn days(figures: &[Option<(f64, u32)>]) -> Vec<Day> {
        (0..)
            .zip(figures)
            .map(|(day, seen)| Day { is_weekend: matches!(day % 7, 5 | 6), seen: *seen })
            .collect()
    }

    #[test]
    fn b5_a_criterion_holds_five_days_with_a_weekend() {
        let at_most = Criterion::AtMost(0.02);
        let good = Some((0.01, 100));
        let standing = |figures: &[Option<(f64, u32)>]| at_most.standing(&days(figures), HOLDS);
        assert_eq!(standing(&[good; 6]), Standing::Met, "Monday to Saturday");
        assert_eq!(standing(&[good; 5]), Standing::NotYet, "no weekend in it");
        assert_eq!(standing(&[good, good, good, good, good, Some((0.03, 100))]), Standing::NotYet);
        assert_eq!(standing(&[good, good, good, None, good, good, good]), Standing::CannotTell);
        assert_eq!(
            standing(&[good, good, good, good, good, good, Some((0.0, 3))]),
            Standing::CannotTell,
            "3 of them"
        );
        assert_eq!(standing(&[]), Standing::CannotTell);
        assert_eq!(Criterion::AtLeast(0.8).standing(&days(&[good; 9]), HOLDS), Standing::NotYet);
    }

    fn day() -> impl Strategy<Value = Day> {
        let seen = prop_oneof![
            1 => Just(None),
            6 => (0.0_f64..0.03, 0_u32..200).prop_map(Some),
            1 => Just(Some((f64::NAN, 100))),
        ];
        (any::<bool>(), seen).prop_map(|(is_weekend, seen)| Day { is_weekend, seen })
    }

    proptest! {
        /// Never a false green: whatever is met is known, well enough, of each of the last five days.
        #[test]
        fn b5_nothing_is_met_where_data_are_missing(
            mut days in proptest::collection::vec(day(), 0..20), gone in 0_usize..5,
        ) {
            let at_most = Criterion::AtMost(0.02);
            if at_most.standing(&days, HOLDS) == Standing::Met {
                prop_assert!(days.len() >= 5);
                for day in &days[days.len() - 5..] {
                    prop_assert!(day.seen.is_some_and(|(figure, of)| figure <= 0.02 && of >= 30));
                }
            }
            let last = days.len().saturating_sub(1 + gone);
            if let Some(day) = days.get_mut(last) {
                day.seen = None;
                prop_assert_ne!(at_most.standing(&days, HOLDS), Standing::Met);
            }
        }
    }
}
