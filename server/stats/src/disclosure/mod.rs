//! Numbers that are handed on. Few people do something on one ward on one day: who knows the ward would know whom a small number
//! means.

mod attack;
mod table;

pub use self::{
    attack::{Between, Network},
    table::{Counts, SharedCounts},
};

/// A number as it may be handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// To the nearest 5; 0 is 0.
    About(u32),
    /// 1 to 7.
    Few,
}

/// Counts of tickets. NHS Digital's rule for hospital activity: 1 to 7 are not shown, the rest are to the nearest 5.
#[must_use]
pub const fn share_tickets(count: u32) -> Shared {
    match count {
        0 => Shared::About(0),
        1..=7 => Shared::Few,
        _ => Shared::About((count.saturating_add(2)) / 5 * 5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_not_shown_and_others_are_near() {
        let shared = |counts: [u32; 7]| counts.map(share_tickets);
        assert_eq!(
            shared([0, 1, 7, 8, 12, 13, 1402]),
            [
                Shared::About(0),
                Shared::Few,
                Shared::Few,
                Shared::About(10),
                Shared::About(10),
                Shared::About(15),
                Shared::About(1400)
            ]
        );
    }

    /// What is shown leaves at least five counts that it may be. Of differences between what is shown this says nothing.
    #[test]
    fn every_answer_is_that_of_at_least_five_counts() {
        for count in 1..2_000_u32 {
            let alike = (1..2_010).filter(|other| share_tickets(*other) == share_tickets(count)).count();
            assert!(alike >= 5, "{count}");
        }
    }
}
