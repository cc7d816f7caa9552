//! Alerts on their way out.

use std::{collections::HashSet, time::Duration};

use domain::{
    Timestamp,
    ticket::{Command, TakenBack},
};
use store::{Alert, AlertKind, NewAlert, Outcome, SetAside, Store};
use tokio::task::JoinSet;

use super::{
    Engine,
    hospital::{Hospital, at, offer_id},
};

const LEASE: Duration = Duration::from_secs(20);

/// A test alert to Ada, good for a minute.
fn alert(hospital: &Hospital, seconds: i64) -> NewAlert {
    NewAlert {
        person: hospital.ada,
        kind: AlertKind::Test,
        ticket: None,
        offer: None,
        made_at: at(seconds),
        expires_at: at(seconds + 60),
    }
}

async fn add(store: &dyn Store, alert: &NewAlert) -> i64 {
    let mut session = store.write().await.unwrap();
    let id = session.add_alert(alert).await.unwrap();
    session.commit().await.unwrap();
    id
}

async fn claim(store: &dyn Store, now: Timestamp, limit: u32) -> Vec<Alert> {
    let mut session = store.write().await.unwrap();
    let alerts = session.claim_alerts(now, LEASE, limit).await.unwrap().taken;
    session.commit().await.unwrap();
    alerts
}

async fn outcome(store: &dyn Store, id: i64) -> Option<Outcome> {
    store.read().await.unwrap().lookup_alert(id).await.unwrap().unwrap().outcome
}

pub(crate) async fn an_alert_is_handed_to_one_worker_only(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for _ in 0..30 {
        add(&*store, &alert(&hospital, 0)).await;
    }
    let mut workers = JoinSet::new();
    for _ in 0..6 {
        let store = store.clone();
        workers.spawn(async move { claim(&*store, at(1), 7).await });
    }
    let claimed: Vec<i64> = workers.join_all().await.into_iter().flatten().map(|alert| alert.id).collect();
    assert_eq!(claimed.len(), 30);
    assert_eq!(claimed.into_iter().collect::<HashSet<_>>().len(), 30);
}

pub(crate) async fn a_worker_that_died_gives_its_alerts_back(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let first = add(&*store, &alert(&hospital, 0)).await;
    let second = add(&*store, &alert(&hospital, 1)).await;
    let claimed = claim(&*store, at(2), 10).await;
    assert_eq!(
        claimed.iter().map(|alert| (alert.id, alert.attempts)).collect::<Vec<_>>(),
        [(first, 1), (second, 1)]
    );
    assert!(claim(&*store, at(21), 10).await.is_empty());
    let again = claim(&*store, at(22), 1).await;
    assert_eq!(again.iter().map(|alert| (alert.id, alert.attempts)).collect::<Vec<_>>(), [(first, 2)]);
}

pub(crate) async fn an_alert_to_be_tried_again_waits_until_then(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let id = add(&*store, &alert(&hospital, 0)).await;
    claim(&*store, at(1), 10).await;
    let mut session = store.write().await.unwrap();
    session.retry_alert(id, at(8)).await.unwrap();
    session.commit().await.unwrap();
    assert!(claim(&*store, at(7), 10).await.is_empty());
    assert_eq!(claim(&*store, at(8), 10).await.len(), 1);
}

pub(crate) async fn an_expired_alert_is_not_handed_out(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let late = add(&*store, &alert(&hospital, 0)).await;
    let in_time = add(&*store, &alert(&hospital, 1)).await;
    let claimed = claim(&*store, at(60), 10).await;
    assert_eq!(claimed.iter().map(|alert| alert.id).collect::<Vec<_>>(), [in_time]);
    assert_eq!(outcome(&*store, late).await, Some(Outcome::Expired));
    assert_eq!(outcome(&*store, in_time).await, None);
}

pub(crate) async fn an_alert_in_hand_does_not_expire_under_the_worker(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let id = add(&*store, &alert(&hospital, 0)).await;
    claim(&*store, at(55), 10).await;
    assert!(claim(&*store, at(61), 10).await.is_empty());
    assert_eq!(outcome(&*store, id).await, None);
    assert!(claim(&*store, at(75), 10).await.is_empty());
    assert_eq!(outcome(&*store, id).await, Some(Outcome::Expired), "the worker's time is over");
}

pub(crate) async fn the_first_outcome_counts(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for outcome in [Outcome::Sent, Outcome::NoSubscription, Outcome::Expired, Outcome::Refused] {
        let id = add(&*store, &alert(&hospital, 0)).await;
        let mut session = store.write().await.unwrap();
        session.claim_alerts(at(1), LEASE, 10).await.unwrap();
        session.finish_alert(id, outcome, at(2)).await.unwrap();
        session.finish_alert(id, Outcome::Sent, at(3)).await.unwrap();
        session.retry_alert(id, at(4)).await.unwrap();
        assert!(session.claim_alerts(at(50), LEASE, 10).await.unwrap().taken.is_empty());
        assert_eq!(session.lookup_alert(id).await.unwrap().unwrap().outcome, Some(outcome));
        session.commit().await.unwrap();
    }
}

pub(crate) async fn the_next_alert_due_is_known(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), None);
    session.add_alert(&alert(&hospital, 5)).await.unwrap();
    let id = session.add_alert(&alert(&hospital, 3)).await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), Some(at(3)));
    session.claim_alerts(at(6), LEASE, 10).await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), Some(at(26)), "when the claims run out");
    session.retry_alert(id, at(9)).await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), Some(at(9)));
    session.retry_alert(id, at(900)).await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), Some(at(26)));
    session.claim_alerts(at(30), Duration::from_secs(1000), 10).await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), Some(at(63)), "an expiry comes before a retry");
    session.claim_alerts(at(63), LEASE, 10).await.unwrap();
    assert_eq!(session.next_alert_due().await.unwrap(), Some(at(1030)));
    assert_eq!(session.lookup_alert(id).await.unwrap().unwrap().outcome, Some(Outcome::Expired));
}

pub(crate) async fn the_first_receipt_counts(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let id = add(&*store, &alert(&hospital, 0)).await;
    let mut session = store.write().await.unwrap();
    for seconds in [4, 2, 9] {
        session.mark_alert_shown(id, at(seconds)).await.unwrap();
        session.mark_alert_opened(id, at(seconds + 1)).await.unwrap();
    }
    let found = session.lookup_alert(id).await.unwrap().unwrap();
    assert_eq!((found.shown_at, found.opened_at), (Some(at(4)), Some(at(5))));
    assert_eq!(session.lookup_alert(id + 1).await.unwrap(), None);
}

pub(crate) async fn a_tickets_alerts_are_listed_in_order(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    hospital.offer(&*store, &asked, 2, hospital.ada).await;
    add(&*store, &alert(&hospital, 0)).await;
    let kinds = [
        AlertKind::Offer,
        AlertKind::Taken,
        AlertKind::Assigned,
        AlertKind::Withdrawn,
        AlertKind::Nudge,
        AlertKind::Test,
        AlertKind::Drill,
    ];
    for kind in kinds {
        let about =
            NewAlert { kind, ticket: Some(asked.id), offer: Some(offer_id(2)), ..alert(&hospital, 3) };
        add(&*store, &about).await;
    }
    let alerts = store.read().await.unwrap().list_alerts_of(asked.id).await.unwrap();
    assert_eq!(alerts.iter().map(|alert| alert.kind).collect::<Vec<_>>(), kinds);
    let expected = Alert {
        id: alerts[0].id,
        person: hospital.ada,
        kind: AlertKind::Offer,
        ticket: Some(asked.id),
        offer: Some(offer_id(2)),
        made_at: at(3),
        expires_at: at(63),
        attempts: 0,
        lost: 0,
        outcome: None,
        shown_at: None,
        opened_at: None,
        seen_at: None,
        unreached_at: None,
    };
    assert_eq!(alerts[0], expected);
}

pub(crate) async fn how_often_a_worker_fell_silent_with_an_alert_is_counted(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let id = add(&*store, &alert(&hospital, 0)).await;
    assert_eq!(claim(&*store, at(1), 1).await[0].lost, 0);
    assert_eq!(claim(&*store, at(22), 1).await[0].lost, 1, "nobody gave it back");
    let mut session = store.write().await.unwrap();
    session.retry_alert(id, at(23)).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(claim(&*store, at(24), 1).await[0].lost, 1, "somebody did");
}

pub(crate) async fn those_in_hand_at_two_silences_are_handed_out_one_at_a_time(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let lasting = NewAlert { expires_at: at(300), ..alert(&hospital, 0) };
    for _ in 0..3 {
        add(&*store, &lasting).await;
    }
    let lost = async |now| -> Vec<(i64, u32)> {
        claim(&*store, at(now), 10).await.iter().map(|alert| (alert.id, alert.lost)).collect()
    };
    assert_eq!(lost(1).await, [(1, 0), (2, 0), (3, 0)]);
    assert_eq!(lost(22).await, [(1, 1), (2, 1), (3, 1)]);
    add(&*store, &lasting).await;
    assert_eq!(lost(43).await, [(1, 2), (4, 0)], "one of those who were there twice, and what is new");
    assert_eq!(lost(44).await, [], "it is still in hand");
    let mut session = store.write().await.unwrap();
    session.finish_alert(1, Outcome::Sent, at(44)).await.unwrap();
    session.finish_alert(4, Outcome::Sent, at(44)).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(lost(45).await, [(2, 2)]);
    assert_eq!(lost(66).await, [(3, 2)], "the one at fault holds up no other");
    assert_eq!(lost(87).await, [(2, 3)], "it was alone, and nobody gave it back");
}

pub(crate) async fn an_alert_set_aside_is_over_and_says_why(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let [first, second] =
        [add(&*store, &alert(&hospital, 0)).await, add(&*store, &alert(&hospital, 0)).await];
    assert_eq!(store.read().await.unwrap().count_unfinished_alerts().await.unwrap(), 2);
    let mut session = store.write().await.unwrap();
    session.set_alert_aside(first, "it cannot be encrypted", at(2)).await.unwrap();
    session.set_alert_aside(first, "asked twice", at(3)).await.unwrap();
    session.commit().await.unwrap();

    assert_eq!(outcome(&*store, first).await, Some(Outcome::Refused));
    let claimed: Vec<i64> = claim(&*store, at(4), 10).await.into_iter().map(|alert| alert.id).collect();
    assert_eq!(claimed, [second]);
    let mut session = store.read().await.unwrap();
    assert_eq!(session.count_unfinished_alerts().await.unwrap(), 1);
    let aside = session.list_alerts_set_aside(at(0)).await.unwrap();
    assert_eq!(aside, [SetAside { id: first, at: at(2), why: "it cannot be encrypted".into() }]);
    assert!(session.list_alerts_set_aside(at(3)).await.unwrap().is_empty());
}

pub(crate) async fn a_live_offer_of_which_nothing_is_heard_is_listed_until_something_is(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let about = NewAlert {
        kind: AlertKind::Offer,
        ticket: Some(asked.id),
        offer: Some(offer_id(2)),
        ..alert(&hospital, 2)
    };
    let ids = [add(&*store, &about).await, add(&*store, &about).await, add(&*store, &about).await];
    let [shown, seen, silent] = ids;
    let unconfirmed = async |made_by: i64| -> Vec<i64> {
        let mut session = store.read().await.unwrap();
        let alerts = session.list_unconfirmed_offers(at(12), at(made_by)).await.unwrap();
        alerts.into_iter().map(|alert| alert.id).collect()
    };
    assert!(unconfirmed(1).await.is_empty(), "too young");
    assert_eq!(unconfirmed(2).await, ids);
    let live = store.read().await.unwrap().list_alerts_of_live_offers().await.unwrap();
    assert_eq!(live.iter().map(|alert| alert.id).collect::<Vec<_>>(), ids);
    let mut session = store.write().await.unwrap();
    session.mark_alert_shown(shown, at(4)).await.unwrap();
    session.mark_alert_seen(seen, at(4)).await.unwrap();
    session.mark_alert_seen(seen, at(5)).await.unwrap();
    assert_eq!(session.lookup_alert(seen).await.unwrap().unwrap().seen_at, Some(at(4)));
    session.commit().await.unwrap();
    assert_eq!(unconfirmed(2).await, [silent]);
    let mut session = store.write().await.unwrap();
    assert_eq!(session.next_unconfirmed_offer(at(12)).await.unwrap(), Some(at(2)));
    assert_eq!(session.next_unconfirmed_offer(at(62)).await.unwrap(), None, "expired");
    session.mark_alert_unreached(silent, at(12)).await.unwrap();
    assert_eq!(session.next_unconfirmed_offer(at(12)).await.unwrap(), None, "given up");
    session.commit().await.unwrap();
    assert!(unconfirmed(2).await.is_empty());

    let late = add(&*store, &about).await;
    assert_eq!(unconfirmed(2).await, [late]);
    hospital
        .take(
            &*store,
            &offered,
            Command::WithdrawOffer { offer: offer_id(2), why: TakenBack::NotFree },
            at(13),
        )
        .await;
    assert!(unconfirmed(2).await.is_empty(), "nobody waits for an answer any more");
    assert!(store.read().await.unwrap().list_alerts_of_live_offers().await.unwrap().is_empty());
}

pub(crate) async fn an_offer_that_no_page_has_shown_is_listed_until_one_has(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let about = NewAlert { kind: AlertKind::Offer, ..alert(&hospital, 0) };
    let id = add(&*store, &about).await;
    add(&*store, &alert(&hospital, 0)).await;
    add(&*store, &NewAlert { person: hospital.ben, ..about }).await;
    let mut session = store.write().await.unwrap();
    let [unseen] = session.list_unseen_offers(hospital.ada, at(1)).await.unwrap().try_into().unwrap();
    assert_eq!(unseen.id, id);
    assert!(session.list_unseen_offers(hospital.ada, at(60)).await.unwrap().is_empty(), "expired");
    session.mark_alert_seen(id, at(2)).await.unwrap();
    assert!(session.list_unseen_offers(hospital.ada, at(3)).await.unwrap().is_empty());
}

pub(crate) async fn what_somebody_was_told_of_late_is_listed(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    add(&*store, &alert(&hospital, 0)).await;
    let (second, third) =
        (add(&*store, &alert(&hospital, 10)).await, add(&*store, &alert(&hospital, 20)).await);
    add(&*store, &NewAlert { person: hospital.ben, ..alert(&hospital, 20) }).await;
    let told = store.read().await.unwrap().list_alerts_to(hospital.ada, at(10)).await.unwrap();
    assert_eq!(told.iter().map(|alert| alert.id).collect::<Vec<_>>(), [second, third]);
}

pub(crate) async fn whom_the_last_alert_about_a_ticket_told_something(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let mut session = store.write().await.unwrap();
    let told = [
        (hospital.ada, AlertKind::LeadNeeded),
        (hospital.ben, AlertKind::LeadNeeded),
        (hospital.lead, AlertKind::Offer),
        (hospital.ada, AlertKind::LeadNotNeeded),
        (hospital.ben, AlertKind::LeadNeeded),
    ];
    for (person, kind) in told {
        let alert = NewAlert { person, kind, ticket: Some(asked.id), ..alert(&hospital, 2) };
        session.add_alert(&alert).await.unwrap();
    }
    let last = session.list_last_told(asked.id, AlertKind::LeadNeeded).await.unwrap();
    assert_eq!(last, [hospital.ben]);
}
