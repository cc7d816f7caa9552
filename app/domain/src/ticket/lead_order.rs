//! The order in which a lead sees open tickets.

use super::Phase;
use crate::{Priority, Timestamp};

/// Where a ticket stands, the smallest first. Those that nobody is coming to come first: of them the ones where a patient could come to
/// harm, then whoever has waited longest, `since` it was asked, given back by somebody who was there, or opened again. That is what a lead can change. What
/// `came_back` of those closed together is many at once, and buries nobody of whom a patient waits. Below are those that somebody has,
/// by priority, and in each priority those that somebody is still on the way to.
pub fn lead_order(
    phase: Phase,
    priority: Priority,
    since: Timestamp,
    came_back: bool,
) -> impl Ord + Copy + use<> {
    let group = match (phase, priority) {
        (Phase::Waiting | Phase::Offered, Priority::P1) => 0,
        (Phase::Waiting | Phase::Offered, Priority::P3 | Priority::P4) if came_back => 2,
        (Phase::Waiting | Phase::Offered, _) => 1,
        (_, priority) => 3 + priority.rank(),
    };
    (group, phase == Phase::WithYou, since)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Seen = (Phase, Priority, i64, bool);

    const PHASES: [Phase; 4] = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou];

    fn seen() -> impl Strategy<Value = Vec<Seen>> {
        let ticket = (0_usize..4, 0_usize..4, 0_i64..1000, any::<bool>());
        prop::collection::vec(
            ticket.prop_map(|(phase, priority, since, back)| {
                (PHASES[phase], Priority::ALL[priority], since, back)
            }),
            2..30,
        )
    }

    fn sorted(mut tickets: Vec<Seen>) -> Vec<Seen> {
        tickets.sort_by_key(|(phase, priority, since, back)| {
            lead_order(*phase, *priority, Timestamp::from_millis(*since), *back)
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
                        let is_back = |ticket: &Seen| ticket.3 && ticket.1 > Priority::P2;
                        prop_assert!(!is_back(upper) || is_back(lower), "whoever else waits is not buried");
                        let are_alike = is_harm(upper) == is_harm(lower) && is_back(upper) == is_back(lower);
                        prop_assert!(!are_alike || upper.2 <= lower.2);
                    }
                    (false, false) => prop_assert!(upper.1 <= lower.1, "a question is less than somebody who is stuck"),
                    (true, false) => {}
                }
            }
        }
    }

    #[test]
    fn a_question_that_somebody_is_on_the_way_to_does_not_stand_above_a_patient_who_waits() {
        let question = (Phase::OnTheWay, Priority::P4, 0, false);
        let patient = (Phase::WithYou, Priority::P2, 9, false);
        assert_eq!(sorted(vec![question, patient]), [patient, question]);
        let asked = (Phase::Offered, Priority::P4, 20, false);
        assert_eq!(sorted(vec![question, patient, asked]), [asked, patient, question]);
    }
}
