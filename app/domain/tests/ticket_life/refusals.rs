//! Every command in every phase: where it leads, or why it is refused.

use domain::{
    Priority, Spot,
    ticket::{Command, Phase, Refusal, ReleaseReason, Sorted, TakenBack, WithdrawReason},
};

use crate::cast::{Life, aisha, bram, category, details, offer, offer_id, start, tag};

const PHASES: [Phase; 7] = [
    Phase::Waiting,
    Phase::Offered,
    Phase::OnTheWay,
    Phase::WithYou,
    Phase::Resolved,
    Phase::Withdrawn,
    Phase::HandedOff,
];

/// What a command comes to in each of [`PHASES`].
type Row = [Result<Phase, Refusal>; 7];

/// In `Offered`, `OnTheWay`, `WithYou` and after, it is Aisha's.
#[test]
#[expect(clippy::too_many_lines, reason = "one table, read as a whole")]
fn every_step_follows_or_is_refused_with_its_reason() {
    use Phase::{HandedOff, Offered, OnTheWay, Resolved, Waiting, WithYou, Withdrawn};

    let taken = Err(Refusal::Taken { by: aisha() });
    let gone = Err(Refusal::OfferGone);
    let not_yours = Err(Refusal::NotYours);
    let no_change = Err(Refusal::NoChange);
    let already = Err(Refusal::AlreadyOffered);
    let not = |phase| Err(Refusal::OutOfOrder(phase));
    let closed = [not(Resolved), not(Withdrawn), not(HandedOff)];
    let row = |waiting, offered, on_the_way, with_you, closed: [_; 3]| -> Row {
        [waiting, offered, on_the_way, with_you, closed[0], closed[1], closed[2]]
    };

    let first = offer_id(1);
    let (held, other) = (aisha(), bram());
    let table: Vec<(&str, Command, Row)> = vec![
        (
            "an offer to somebody new",
            Command::Offer { offer: offer(2, other, start()) },
            row(Ok(Offered), Ok(Offered), Ok(OnTheWay), taken, closed),
        ),
        (
            "a second offer to the same person",
            Command::Offer { offer: offer(2, held, start()) },
            row(Ok(Offered), already, taken, taken, closed),
        ),
        (
            "the same offer to somebody else",
            Command::Offer { offer: offer(1, other, start()) },
            row(Ok(Offered), already, Ok(OnTheWay), taken, closed),
        ),
        (
            "accepting one's own offer",
            Command::Accept { offer: first, by: held },
            row(gone, Ok(OnTheWay), taken, taken, closed),
        ),
        (
            "accepting somebody else's offer",
            Command::Accept { offer: first, by: other },
            row(gone, gone, taken, taken, closed),
        ),
        (
            "declining one's own offer",
            Command::Decline { offer: first, by: held },
            row(gone, Ok(Waiting), taken, taken, closed),
        ),
        (
            "declining somebody else's offer",
            Command::Decline { offer: first, by: other },
            row(gone, gone, taken, taken, closed),
        ),
        ("expiry", Command::Expire { offer: first }, row(gone, Ok(Waiting), taken, taken, closed)),
        (
            "taking an offer back",
            Command::WithdrawOffer { offer: first, why: TakenBack::NotFree },
            row(gone, Ok(Waiting), taken, taken, closed),
        ),
        (
            "assigning to somebody new",
            Command::Assign { to: other },
            row(Ok(OnTheWay), Ok(OnTheWay), Ok(OnTheWay), not(WithYou), closed),
        ),
        (
            "assigning to the holder",
            Command::Assign { to: held },
            row(Ok(OnTheWay), Ok(OnTheWay), no_change, not(WithYou), closed),
        ),
        ("arriving", Command::Arrive, row(not(Waiting), not(Offered), Ok(WithYou), not(WithYou), closed)),
        (
            "nobody is there after all",
            Command::UndoArrive,
            row(not(Waiting), not(Offered), not(OnTheWay), Ok(OnTheWay), closed),
        ),
        (
            "giving back one's own",
            Command::Release { from: held, why: ReleaseReason::GaveBack },
            row(not_yours, not_yours, Ok(Waiting), Ok(Waiting), closed),
        ),
        (
            "giving back somebody else's",
            Command::Release { from: other, why: ReleaseReason::ShiftEnded },
            row(not_yours, not_yours, taken, taken, closed),
        ),
        (
            "needing someone else",
            Command::Release { from: held, why: ReleaseReason::NeedsSomeoneElse { tag: tag(3) } },
            row(not_yours, not_yours, Ok(Waiting), Ok(Waiting), closed),
        ),
        (
            "resolving one's own",
            Command::Resolve { by: held, category: category(1) },
            row(not_yours, not_yours, not(OnTheWay), Ok(Resolved), closed),
        ),
        (
            "resolving somebody else's",
            Command::Resolve { by: other, category: category(1) },
            row(not_yours, not_yours, taken, taken, closed),
        ),
        (
            "handing off one's own",
            Command::HandOff { by: held, category: category(2) },
            row(not_yours, not_yours, not(OnTheWay), Ok(HandedOff), closed),
        ),
        (
            "handing off somebody else's",
            Command::HandOff { by: other, category: category(2) },
            row(not_yours, not_yours, taken, taken, closed),
        ),
        (
            "undoing one's own resolution",
            Command::UndoResolve { by: held },
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [Ok(WithYou), not(Withdrawn), Ok(WithYou)],
            ),
        ),
        (
            "undoing somebody else's resolution",
            Command::UndoResolve { by: other },
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [not_yours, not(Withdrawn), not_yours],
            ),
        ),
        (
            "adding details to what one closed",
            Command::AddDetails { by: held, details: details(3), known_issue: None, linked: None },
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [Ok(Resolved), not(Withdrawn), Ok(HandedOff)],
            ),
        ),
        (
            "adding details to what somebody else closed",
            Command::AddDetails { by: other, details: details(3), known_issue: None, linked: None },
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [not_yours, not(Withdrawn), not_yours],
            ),
        ),
        (
            "withdrawing",
            Command::Withdraw { why: WithdrawReason::GaveUp },
            row(Ok(Withdrawn), Ok(Withdrawn), Ok(Withdrawn), Ok(Withdrawn), closed),
        ),
        (
            "not solved",
            Command::Reopen,
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [Ok(Waiting), Ok(Waiting), Ok(Waiting)],
            ),
        ),
        (
            "sorted",
            Command::SaySorted { answer: Sorted::Yes },
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [Ok(Resolved), not(Withdrawn), not(HandedOff)],
            ),
        ),
        (
            "not sorted",
            Command::SaySorted { answer: Sorted::No },
            row(
                not(Waiting),
                not(Offered),
                not(OnTheWay),
                not(WithYou),
                [Ok(Waiting), not(Withdrawn), not(HandedOff)],
            ),
        ),
        (
            "another priority",
            Command::ChangePriority { to: Priority::P1 },
            row(Ok(Waiting), Ok(Offered), Ok(OnTheWay), Ok(WithYou), closed),
        ),
        (
            "the same priority",
            Command::ChangePriority { to: Priority::P2 },
            row(no_change, no_change, no_change, no_change, closed),
        ),
        (
            "where exactly",
            Command::Correct { spot: Spot::parse_line("Bay 4").unwrap(), note: None },
            row(Ok(Waiting), Ok(Offered), Ok(OnTheWay), Ok(WithYou), closed),
        ),
        ("escalation", Command::Escalate, row(Ok(Waiting), Ok(Offered), Ok(OnTheWay), Ok(WithYou), closed)),
    ];

    for (name, command, row) in table {
        for (phase, expected) in PHASES.into_iter().zip(row) {
            let mut life = Life::at(phase);
            assert_eq!(life.ticket.phase(), phase);
            let outcome = life.attempt(command.clone()).map(|transition| transition.ticket.phase());
            assert_eq!(outcome, expected, "{name} while {}", phase.as_str());
        }
    }
}

#[test]
fn a_refused_step_changes_nothing() {
    let mut life = Life::accepted_by_aisha();
    let before = life.ticket.clone();
    assert!(life.attempt(Command::Accept { offer: offer_id(1), by: bram() }).is_err());
    assert_eq!(life.ticket, before);
}
