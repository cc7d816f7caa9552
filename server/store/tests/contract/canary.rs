//! The request that nobody made.

use domain::{
    TicketId, canary,
    ticket::{Command, Request},
};
use store::{NewTicket, Store, TicketLinks};

use super::{
    Engine,
    hospital::{Hospital, at, hash},
};

async fn send(hospital: &Hospital, store: &dyn Store, seconds: i64) -> domain::Ticket {
    let id = TicketId::canary(at(seconds));
    let number = u32::try_from(seconds).unwrap();
    let request = Request { id, ward: canary::ward(), tag: canary::tag(), ..hospital.request(number) };
    let NewTicket { transition, links } = hospital.new_ticket(number, request, at(seconds));
    let links = TicketLinks { link: hash(5000 + number), ..links };
    let mut session = store.write().await.unwrap();
    session.put_canary(at(seconds)).await.unwrap();
    session.add_ticket(&NewTicket { transition: transition.clone(), links }).await.unwrap();
    session.commit().await.unwrap();
    transition.ticket
}

pub(crate) async fn the_canary_is_in_no_list_and_no_count(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let mut session = store.read().await.unwrap();
    let (wards, people) = (session.list_wards().await.unwrap(), session.list_people().await.unwrap());
    let responders = session.list_responders().await.unwrap();
    let (tags, sites) = (session.list_tags().await.unwrap(), session.list_sites().await.unwrap());
    drop(session);

    let open = send(&hospital, &*store, 2).await;
    let closed = send(&hospital, &*store, 3).await;
    hospital.resolve(&*store, &closed, canary::person(), at(4)).await;

    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_wards().await.unwrap(), wards);
    assert_eq!(session.list_sites().await.unwrap(), sites);
    assert_eq!(session.list_people().await.unwrap(), people);
    assert_eq!(session.list_responders().await.unwrap(), responders);
    assert_eq!(session.list_tags().await.unwrap(), tags);
    assert_eq!(session.list_open_tickets().await.unwrap(), [asked]);
    assert!(session.list_closed_tickets(at(0), 10).await.unwrap().is_empty());
    assert_eq!(session.count_asked(at(0), at(100)).await.unwrap(), 1);
    assert!(session.list_closed(at(0), at(100)).await.unwrap().is_empty());
    let counted = session.count_categories(at(0), at(100)).await.unwrap();
    assert!(counted.iter().all(|count| count.tickets == 0), "{counted:?}");
    drop(session);

    // Whoever asks for it by name finds it, and the standing check looks after it too.
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_open_canaries().await.unwrap(), [open]);
    assert_eq!(session.lookup_responder(canary::person()).await.unwrap().unwrap().id, canary::person());
    assert!(store.check(at(5), 0).await.unwrap().broken.is_empty());
}

pub(crate) async fn a_canary_is_back_when_it_is_resolved(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.read().await.unwrap();
    assert_eq!(session.last_canary_asked_at().await.unwrap(), None);
    assert_eq!(session.last_canary_back_at().await.unwrap(), None);
    drop(session);

    let first = send(&hospital, &*store, 2).await;
    hospital.resolve(&*store, &first, canary::person(), at(4)).await;
    let second = send(&hospital, &*store, 62).await;
    let why = domain::ticket::WithdrawReason::Other;
    hospital.take(&*store, &second, Command::Withdraw { why }, at(100)).await;

    let mut session = store.read().await.unwrap();
    assert_eq!(session.last_canary_asked_at().await.unwrap(), Some(at(62)));
    assert_eq!(session.last_canary_back_at().await.unwrap(), Some(at(6)));
}
