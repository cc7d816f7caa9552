//! The order in which a lead sees open tickets.

use super::Phase;
use crate::{Priority, Timestamp};

/// Where a ticket stands, the smallest first. Those that nobody is coming to come first: of them the ones where a patient could come to
/// harm, then whoever has waited longest. That is what a lead can change. Below are those that somebody has, by priority, and in each
/// priority those that somebody is still on the way to.
pub fn lead_order(phase: Phase, priority: Priority, asked_at: Timestamp) -> impl Ord + Copy + use<> {
    let group = match (phase, priority) {
        (Phase::Waiting | Phase::Offered, Priority::P1) => 0,
        (Phase::Waiting | Phase::Offered, _) => 1,
        (_, priority) => 2 + priority.rank(),
    };
    (group, phase == Phase::WithYou, asked_at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Seen = (Phase, Priority, i64);

    const PHASES: [Phase; 4] = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou];

    fn seen() -> impl Strategy<Value = Vec<Seen>> {
        let ticket = (0_usize..4, 0_usize..4, 0_i64..1000);
        prop::collection::vec(
            ticket.prop_map(|(phase, priority, asked)| (PHASES[phase], Priority::ALL[priority], asked)),
            2..30,
        )
    }

    fn sorted(mut tickets: Vec<Seen>) -> Vec<Seen> {
        tickets.sort_by_key(|(phase, priority, asked)| {
            lead_order(*phase, *priority, Timestamp::from_millis(*asked))
        });
        tickets
    }

    fn nobody_comes((phase, ..): &Seen) -> bool {
        matches!(phase, Phase::Waiting | Phase::Offered)
    }

    proptest! {
        #[test]
        fn nobody_stands_above_somebody_who_needs_a_lead_more(tickets in seen()) {
            for pair in sorted(tickets).windows(2) {
                let [upper, lower] = pair else { unreachable!() };
                match (nobody_comes(upper), nobody_comes(lower)) {
                    (false, true) => prop_assert!(false, "nobody is coming to the lower one"),
                    (true, true) => {
                        let is_harm = |ticket: &Seen| ticket.1 == Priority::P1;
                        prop_assert!(is_harm(upper) || !is_harm(lower));
                        prop_assert!(is_harm(upper) != is_harm(lower) || upper.2 <= lower.2);
                    }
                    (false, false) => prop_assert!(upper.1 <= lower.1, "a question is less than somebody who is stuck"),
                    (true, false) => {}
                }
            }
        }
    }

    #[test]
    fn a_question_that_somebody_is_on_the_way_to_does_not_stand_above_a_patient_who_waits() {
        let (question, patient) = ((Phase::OnTheWay, Priority::P4, 0), (Phase::WithYou, Priority::P2, 9));
        assert_eq!(sorted(vec![question, patient]), [patient, question]);
        let asked = (Phase::Offered, Priority::P4, 20);
        assert_eq!(sorted(vec![question, patient, asked]), [asked, patient, question]);
    }
}
