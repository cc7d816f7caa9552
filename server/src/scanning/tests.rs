use domain::{
    PersonId,
    surge::{Found, Stream, Verdict},
};

use super::*;

const MIDNIGHT: i64 = 1_772_409_600_000;

/// Minutes after midnight, or before.
fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(MIDNIGHT + minutes * 60_000)
}

fn ticket(number: u8) -> TicketId {
    TicketId::new(at(0), [number; 10])
}

fn card(opens_with: u8, opened: i64, last: i64, tickets: &[u8]) -> FoundCard {
    FoundCard {
        id: ticket(opens_with),
        found: Found {
            stream: Stream::Everywhere,
            opened_at: at(opened),
            last_at: at(last),
            began_at: at(opened - 10),
            began_on: WardId::new(at(0), [1; 10]),
            window_minutes: 20,
            seen: 12,
            wards: 3,
            expected: 1.0,
            score: 9.0,
            raise: 0.0,
        },
        tickets: tickets.iter().copied().map(ticket).collect(),
    }
}

fn row(card: &FoundCard, judged: Option<Judged>) -> Surge {
    Surge { id: card.id, found: card.found.clone(), is_gone: false, judged }
}

fn real(minutes: i64) -> Judged {
    Judged { verdict: Verdict::Real, at: at(minutes), by: PersonId::new(at(0), [9; 10]) }
}

#[test]
fn what_goes_on_over_midnight_is_told_once_also_if_it_begins_with_another_request() {
    let yesterday = row(&card(1, -15, -5, &[1, 2, 3]), None);
    for goes_on in [card(1, -15, 10, &[1, 2, 3, 4]), card(2, -12, 10, &[1, 2, 3, 4])] {
        let changes = changes(&[goes_on], std::slice::from_ref(&yesterday), at(0), &[]);
        let [change] = &changes[..] else { panic!("{}", changes.len()) };
        assert_eq!((change.surge.id, change.is_new, change.surge.is_gone), (yesterday.id, false, false));
    }
    let over = changes(&[], &[yesterday], at(0), &[]);
    assert!(over.is_empty(), "what was yesterday's stays");
}

#[test]
fn a_request_that_joins_or_leaves_without_changing_a_word_is_written_down() {
    let before = card(1, 10, 20, &[1, 2]);
    let after = card(1, 10, 20, &[1, 2, 3]);
    let rows = [row(&before, None)];
    let write = |card: &FoundCard, written: &[FoundCard]| {
        let changes = changes(std::slice::from_ref(card), &rows, at(0), written);
        changes.into_iter().map(|change| change.tickets).collect::<Vec<_>>()
    };
    assert!(write(&before, std::slice::from_ref(&before)).is_empty());
    assert_eq!(write(&after, std::slice::from_ref(&before)), std::slice::from_ref(&after.tickets));
    assert_eq!(
        write(&before, &[]),
        std::slice::from_ref(&before.tickets),
        "what another program wrote is not known"
    );
}

#[test]
fn what_a_lead_said_of_a_surge_goes_with_it_into_the_one_that_takes_it_in() {
    let (first, second) = (card(1, 10, 20, &[1, 2]), card(3, 12, 22, &[3, 4]));
    let joined = card(1, 10, 30, &[1, 2, 3, 4, 5]);
    let changes_of = |of_first| {
        let rows = [row(&first, of_first), row(&second, Some(real(25)))];
        changes(std::slice::from_ref(&joined), &rows, at(0), &[])
    };
    let found = changes_of(None);
    let [change, gone] = &found[..] else { panic!("{}", found.len()) };
    assert_eq!((change.surge.id, change.takes_over, change.is_new), (ticket(1), Some(real(25)), false));
    assert_eq!((gone.surge.id, gone.surge.is_gone, gone.takes_over), (ticket(3), true, None));
    let nothing = Judged { verdict: Verdict::Nothing, ..real(24) };
    assert_eq!(changes_of(Some(nothing))[0].takes_over, None, "what was said of it stands");
}
