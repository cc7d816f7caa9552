//! Paper for when there is no Elbow.

use domain::{
    Ticket,
    pack::{Back, Contents, Expected, Made, Slip, SlipCode, SlipCount, WardSheet},
    ticket::{AskedBy, Deadlines, DoneOnPaper, FromPaper, Request},
};
use store::{Error, NewTicket};

use super::{
    Engine,
    hospital::{Hospital, at, id},
};

fn made(as_at: i64, name: &str) -> Made {
    let roster = vec![Expected {
        zone: None,
        name: name.to_owned(),
        phone: Some("4512".to_owned()),
        tags: vec!["ePMA".to_owned()],
        from: at(as_at),
        until: at(as_at + 60),
    }];
    Made {
        as_at: at(as_at),
        void_after: at(as_at + 100),
        contents: Contents { roster, ..Contents::default() },
    }
}

pub(crate) async fn the_latest_pack_is_read_as_it_was_made_and_old_ones_are_forgotten(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    assert_eq!(store.read().await.unwrap().latest_pack().await.unwrap(), None);
    let sheet = WardSheet {
        id: hospital.maple,
        code: "W07".to_owned(),
        name: "Maple".to_owned(),
        zone: Some("East".to_owned()),
        phone: None,
        slips: vec![SlipCode(1)],
    };
    let first =
        Made { contents: Contents { wards: vec![sheet], ..made(0, "Ada").contents }, ..made(0, "Ada") };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_pack(&first).await.unwrap(), 1);
    assert_eq!(session.latest_pack().await.unwrap().unwrap().made, first);
    assert_eq!(session.add_pack(&made(50, "Ben")).await.unwrap(), 2);
    assert_eq!(session.add_pack(&made(80, "Cy")).await.unwrap(), 3);
    // The first was void after 100, the second after 150.
    assert!(session.has_forgettable_packs(at(150)).await.unwrap());
    session.forget_packs(at(150)).await.unwrap();
    assert!(!session.has_forgettable_packs(at(150)).await.unwrap());
    session.commit().await.unwrap();
    let latest = store.read().await.unwrap().latest_pack().await.unwrap().unwrap();
    assert_eq!((latest.number, latest.made), (3, made(80, "Cy")));
    let mut session = store.write().await.unwrap();
    assert!(session.has_forgettable_packs(at(900)).await.unwrap());
    session.forget_packs(at(900)).await.unwrap();
    let last = session.latest_pack().await.unwrap().unwrap();
    assert_eq!(
        (last.number, last.made.contents.roster),
        (3, Vec::new()),
        "the last number stays, and no name"
    );
    assert!(!session.has_forgettable_packs(at(900)).await.unwrap());
    assert_eq!(session.add_pack(&made(200, "Ada")).await.unwrap(), 4);
}

pub(crate) async fn the_code_of_a_slip_is_kept_free_for_one_ward(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let wards = [hospital.maple, hospital.maple, hospital.birch];
    let reserved = session.reserve_slips(&wards, at(1)).await.unwrap();
    assert_eq!(
        reserved,
        [1, 2, 3].map(|number| (wards[number - 1], SlipCode(u32::try_from(number).unwrap())))
    );
    session.commit().await.unwrap();
    let mut session = store.write().await.unwrap();
    let more = vec![hospital.birch; 700];
    let reserved = session.reserve_slips(&more, at(2)).await.unwrap();
    assert_eq!((reserved[0].1, reserved[699].1), (SlipCode(4), SlipCode(703)));
    assert!(session.reserve_slips(&[], at(3)).await.unwrap().is_empty());
}

/// What becomes of a slip: a request of Maple's that was written down `asked` seconds into the morning, entered at `now`.
fn paper(hospital: &Hospital, number: u32, slip: u32, asked: i64, done: Option<i64>, now: i64) -> NewTicket {
    let done = done.map(|seconds| DoneOnPaper {
        by: hospital.ada,
        category: hospital.training,
        hands_off: false,
        arrived_at: Some(at(seconds - 5)),
        at: at(seconds),
    });
    let request =
        Request { asked_by: AskedBy::Paper(hospital.lead), stuck: None, ..hospital.request(number) };
    let paper = FromPaper { request, slip: SlipCode(slip), asked_at: at(asked), done };
    let transition = Ticket::enter_from_paper(paper, at(now), &Deadlines::default());
    NewTicket { transition, ..hospital.new_ticket(number, hospital.request(number), at(now)) }
}

pub(crate) async fn a_slip_that_came_back_is_one_request(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let wards = [hospital.maple, hospital.maple, hospital.maple, hospital.birch];
    session.reserve_slips(&wards, at(10)).await.unwrap();
    session.reserve_slips(&wards, at(500)).await.unwrap();
    session.commit().await.unwrap();
    let read = async |code| store.read().await.unwrap().lookup_slip(SlipCode(code)).await.unwrap();
    let printed = Slip { code: SlipCode(3), ward: hospital.maple, printed_at: at(10), back: None };
    assert_eq!(read(3).await, Some(printed));
    assert_eq!(read(9).await, None);

    let (closed, open) = (paper(&hospital, 1, 1, 20, Some(90), 600), paper(&hospital, 2, 3, 30, None, 610));
    let mut session = store.write().await.unwrap();
    for (ticket, slip, now) in [(&closed, 1, 600), (&open, 3, 610)] {
        session.add_ticket(ticket).await.unwrap();
        session.enter_slip(SlipCode(slip), None, ticket.transition.ticket.id, at(now)).await.unwrap();
    }
    session.commit().await.unwrap();
    let (closed, open) = (closed.transition.ticket, open.transition.ticket);
    let entered = Slip { back: Some(Back::Entered { ticket: open.id, at: at(610) }), ..printed };
    assert_eq!(read(3).await, Some(entered));
    let mut session = store.read().await.unwrap();
    for ticket in [&closed, &open] {
        assert_eq!(session.lookup_ticket(ticket.id).await.unwrap().as_ref(), Some(ticket));
    }
    assert_eq!((open.asked_at, closed.closed_at()), (at(30), Some(at(90))));
    let codes = |slips: Vec<Slip>| slips.into_iter().map(|slip| slip.code.0).collect::<Vec<_>>();
    let both = [(SlipCode(3), open.id), (SlipCode(1), closed.id)];
    assert_eq!(session.list_entered_slips(at(0), 9).await.unwrap(), both);
    assert_eq!(session.list_entered_slips(at(0), 1).await.unwrap(), both[..1]);
    assert_eq!(session.list_entered_slips(at(605), 9).await.unwrap(), both[..1]);
    let count = SlipCount { printed_at: at(10), printed: 4, entered: 2, unused: 0, missing: 1 };
    assert_eq!(session.count_slips(at(0)).await.unwrap(), [count], "nothing of the other pack came back");
    assert!(session.count_slips(at(611)).await.unwrap().is_empty());
    assert_eq!(
        codes(session.list_missing_slips(at(0)).await.unwrap()),
        [2],
        "a later one of Maple's is there"
    );
    // It was over before a report began, and counts in that in which it was entered.
    let (steps, _) = session.list_courses(at(550), 99).await.unwrap();
    assert_eq!(steps.len(), 2);
    let (steps, _) = session.list_courses(at(605), 99).await.unwrap();
    assert_eq!(steps.len(), 1, "that which is open");
    drop(session);

    let mut session = store.write().await.unwrap();
    let again = session.enter_slip(SlipCode(3), Some(closed.id), closed.id, at(620)).await;
    assert!(matches!(again, Err(Error::Stale)), "{again:?}");
    drop(session);
    let mut session = store.write().await.unwrap();
    // Birch's: that of Maple's before the one that came back is to be looked for.
    assert_eq!(session.set_slips_unused(at(10), at(700)).await.unwrap(), 1);
    assert_eq!(session.set_slips_unused(at(10), at(701)).await.unwrap(), 0);
    session.commit().await.unwrap();
    assert_eq!(read(4).await.unwrap().back, Some(Back::Unused));
    assert_eq!(read(2).await.unwrap().back, None);
    let mut session = store.write().await.unwrap();
    assert_eq!(codes(session.list_missing_slips(at(0)).await.unwrap()), [2]);
    assert_eq!(session.forget_slips_unused(at(10)).await.unwrap(), 1);
    assert_eq!(session.forget_slips_unused(at(10)).await.unwrap(), 0);
    assert_eq!(session.count_slips(at(0)).await.unwrap(), [count], "taken back");
    assert_eq!(session.set_slips_unused(at(10), at(702)).await.unwrap(), 1);
    assert!(session.set_slip_unused(SlipCode(2), at(703)).await.unwrap(), "somebody has looked for it");
    assert!(!session.set_slip_unused(SlipCode(2), at(704)).await.unwrap());
    assert!(!session.set_slip_unused(SlipCode(3), at(704)).await.unwrap(), "it was entered");
    session.commit().await.unwrap();
    assert_eq!(read(2).await.unwrap().back, Some(Back::Unused));
    assert_eq!(read(3).await, Some(entered));
    let mut session = store.write().await.unwrap();
    assert!(session.list_missing_slips(at(0)).await.unwrap().is_empty());
    let empty = SlipCount { unused: 2, missing: 0, ..count };
    assert_eq!(session.count_slips(at(0)).await.unwrap(), [empty]);
    // One that was said to be empty turns up.
    let late = paper(&hospital, 3, 2, 40, None, 720);
    session.add_ticket(&late).await.unwrap();
    session.enter_slip(SlipCode(2), None, late.transition.ticket.id, at(720)).await.unwrap();
    assert_eq!(session.count_slips(at(0)).await.unwrap(), [SlipCount { entered: 3, unused: 1, ..empty }]);
    // The request that it became was a mistake: another takes its place.
    let anew = paper(&hospital, 4, 2, 40, None, 730);
    session.add_ticket(&anew).await.unwrap();
    let (late, anew) = (late.transition.ticket.id, anew.transition.ticket.id);
    session.enter_slip(SlipCode(2), Some(late), anew, at(730)).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(read(2).await.unwrap().back, Some(Back::Entered { ticket: anew, at: at(730) }));
}

pub(crate) async fn a_slip_that_was_not_printed_here_is_one_request_beside_that_of_its_number(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.reserve_slips(&[hospital.maple, hospital.birch], at(10)).await.unwrap();
    assert_eq!(session.latest_slip().await.unwrap(), SlipCode(2));
    let [here, stray, anew] = [(1, 20, 600), (2, 15, 610), (3, 15, 620)]
        .map(|(number, asked, now)| paper(&hospital, number, 1, asked, None, now));
    for ticket in [&here, &stray, &anew] {
        session.add_ticket(ticket).await.unwrap();
    }
    let [here, stray, anew] = [here, stray, anew].map(|ticket| ticket.transition.ticket.id);
    assert_eq!(session.lookup_stray_slip(SlipCode(1)).await.unwrap(), None);
    session.enter_slip(SlipCode(1), None, here, at(600)).await.unwrap();
    session.enter_stray_slip(SlipCode(1), stray, at(610)).await.unwrap();
    assert_eq!(session.lookup_stray_slip(SlipCode(1)).await.unwrap(), Some(stray));
    let both = [(SlipCode(1), stray), (SlipCode(1), here)];
    assert_eq!(session.list_entered_slips(at(0), 9).await.unwrap(), both);
    let count = SlipCount { printed_at: at(10), printed: 2, entered: 1, unused: 0, missing: 0 };
    assert_eq!(session.count_slips(at(0)).await.unwrap(), [count], "it is of no pack that is known here");
    session.enter_stray_slip(SlipCode(1), anew, at(620)).await.unwrap();
    assert_eq!(session.lookup_stray_slip(SlipCode(1)).await.unwrap(), Some(anew));
    // Numbers that may have been printed are left out, and never taken up again.
    session.leave_out_slips(SlipCode(500)).await.unwrap();
    session.leave_out_slips(SlipCode(400)).await.unwrap();
    assert_eq!(session.latest_slip().await.unwrap(), SlipCode(500));
    let next = session.reserve_slips(&[hospital.maple], at(700)).await.unwrap();
    assert_eq!(next, [(hospital.maple, SlipCode(501))]);
    session.commit().await.unwrap();
}

pub(crate) async fn a_number_of_a_slip_is_never_printed_again(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.reserve_slips(&[hospital.maple, hospital.birch, hospital.maple], at(10)).await.unwrap();
    let ticket = paper(&hospital, 1, 1, 20, None, 30);
    session.add_ticket(&ticket).await.unwrap();
    session.enter_slip(SlipCode(1), None, ticket.transition.ticket.id, at(30)).await.unwrap();
    session.forget_slips(at(10)).await.unwrap();
    assert!(session.lookup_slip(SlipCode(2)).await.unwrap().is_some(), "not yet");
    session.forget_slips(at(11)).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.write().await.unwrap();
    let there = async |session: &mut dyn store::Tx, code| {
        session.lookup_slip(SlipCode(code)).await.unwrap().is_some()
    };
    assert!(there(session.as_mut(), 1).await, "it was entered");
    assert!(!there(session.as_mut(), 2).await);
    assert!(!there(session.as_mut(), 3).await);
    let next = session.reserve_slips(&[hospital.birch], at(40)).await.unwrap();
    assert_eq!(next, [(hospital.birch, SlipCode(4))]);
}

pub(crate) async fn a_ward_for_which_nothing_but_slips_was_printed_can_be_taken_back(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let rowan = hospital.ward(id(7007), "W99", "Rowan", None);
    let mut session = store.write().await.unwrap();
    session.put_ward(&rowan).await.unwrap();
    session.reserve_slips(&[rowan.id, rowan.id, rowan.id], at(10)).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.write().await.unwrap();
    assert!(session.remove_ward(rowan.id).await.unwrap());
    assert_eq!(session.lookup_slip(SlipCode(2)).await.unwrap(), None);
    assert_eq!(session.lookup_slip(SlipCode(3)).await.unwrap(), None);
    // No other ward had any, and no number is printed again.
    assert_eq!(session.reserve_slips(&[hospital.maple], at(20)).await.unwrap()[0].1, SlipCode(4));
    session.commit().await.unwrap();
}
