//! The start and the end of a shift: alerts that are proven, a job that is handed over, a handset that is lost.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use domain::{Duty, PersonId, ticket::State};
use push::KeyPair;
use serde_json::{Value, json};
use store::{AlertKind, DeviceKind, Subscription};

use crate::hospital::{Answer, Browser, Hospital, eventually, request};

/// A nurse on ward 7 asks; whoever is the only one on shift accepts.
async fn has_a_job(hospital: &Hospital, handset: &Browser) {
    let ward = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&ward, &request("first", "epma")).await.status, 303);
    let offer = eventually("an offer", async || {
        let jobs: Value = handset.json("/me.json").await;
        jobs["offers"][0]["offer"].as_str().map(str::to_owned)
    })
    .await;
    assert_eq!(handset.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
}

async fn end_shift(handset: &Browser, hand_over: &str) -> Answer {
    handset.post("/me/shift", &[("duty", "off_shift"), ("hand_over", hand_over)]).await
}

async fn holder(hospital: &Hospital) -> Option<PersonId> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.list_open_tickets().await.unwrap().pop().unwrap().holder()
}

async fn duty(hospital: &Hospital, person: PersonId) -> Duty {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.lookup_responder(person).await.unwrap().unwrap().duty
}

/// As if the browser on the person's handset had switched alerts on.
async fn subscribe(hospital: &Hospital, person: PersonId) {
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let pair = KeyPair::make([7; 32]).unwrap();
    session.add_vapid_key(&pair.seal(&core.links.seal(), &core.random, core.now()).unwrap()).await.unwrap();
    let is_handset = |kind| matches!(kind, DeviceKind::Handset(whose) if whose == person);
    let device = session.list_devices().await.unwrap().into_iter().find(|device| is_handset(device.kind));
    let subscription = Subscription {
        endpoint: "https://web.push.apple.com/phone".into(),
        person,
        device: device.map(|device| device.id),
        p256dh: "point".into(),
        auth: "auth".into(),
        vapid_key: pair.public,
        made_at: core.now(),
        refused_at: None,
    };
    session.put_subscription(&subscription).await.unwrap();
    session.commit().await.unwrap();
}

async fn has_subscription(hospital: &Hospital, person: PersonId) -> bool {
    let mut session = hospital.running.core.store.read().await.unwrap();
    !session.list_subscriptions(person).await.unwrap().is_empty()
}

/// Shows H4.4.
#[tokio::test]
async fn a_shift_starts_with_a_test_that_has_to_be_tapped() {
    let hospital = Hospital::open_with("[push]\ncontact = 'mailto:desk@trust.example'").await;
    let handset = hospital.handset(hospital.asha).await;
    let core = &hospital.running.core;
    // The test finds no handset; it is this test that says what the handset does.
    eventually("the test's outcome", async || {
        let test = core.store.read().await.unwrap().lookup_alert(1).await.unwrap()?;
        test.outcome.is_some().then_some(())
    })
    .await;
    subscribe(&hospital, hospital.asha).await;
    assert!(handset.get("/me").await.says("Alerts not yet tested"));
    let test = async |number: i64, what: &str| {
        let token = hospital.running.core.links.receipt(number);
        let receipt = json!({ "alert": number, "receipt": token, "what": what });
        let request = handset.client.post(format!("{}/push/receipt", handset.base)).json(&receipt);
        assert_eq!(Browser::answer(request).await.status, 204);
    };
    let mut session = hospital.running.core.store.read().await.unwrap();
    assert_eq!(session.lookup_alert(1).await.unwrap().unwrap().kind, AlertKind::Test);
    drop(session);
    test(1, "shown").await;
    assert!(handset.get("/me").await.says("Alerts not yet tested"), "shown in a pocket");
    hospital.fast_forward(Duration::from_mins(7));
    test(1, "opened").await;
    assert!(handset.get("/me").await.says("Alerts working, tested"));
    assert_eq!(handset.json::<Value>("/me.json").await["alerts"]["tested"]["clock"], "09:07");

    end_shift(&handset, "").await;
    handset.post("/me/shift", &[("duty", "on_shift")]).await;
    assert_eq!(handset.json::<Value>("/me.json").await["alerts"]["tested"], Value::Null, "another shift");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_job_in_hand_is_handed_over_to_someone_by_name_before_the_shift_ends() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    has_a_job(&hospital, &asha).await;
    hospital.handset(hospital.ben).await;

    let asked = end_shift(&asha, "").await;
    assert_eq!((asked.status, asked.location.as_str()), (303, "/me/end-shift"));
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);
    let page = asha.page("/me/end-shift").await;
    assert!(page.says("Ben Sample") && !page.says("Cleo Specimen"), "only who is on shift");

    let refused = end_shift(&asha, &hospital.cleo.to_string()).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("no longer on shift"));
    assert_eq!(holder(&hospital).await, Some(hospital.asha));

    let done = end_shift(&asha, &hospital.ben.to_string()).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/me"));
    assert_eq!(holder(&hospital).await, Some(hospital.ben));
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    let mut session = hospital.running.core.store.read().await.unwrap();
    let ticket = session.list_open_tickets().await.unwrap().pop().unwrap();
    let alerts = session.list_alerts_of(ticket.id).await.unwrap();
    assert!(alerts.iter().any(|alert| alert.kind == AlertKind::Assigned && alert.person == hospital.ben));
    drop(session);
    let desk = hospital.desk().await;
    let page = desk.page(&format!("/board/tickets/{}", ticket.id)).await;
    assert!(page.says("Ben Sample is coming, sent by Asha Example"), "{page}");
    assert_eq!(asha.get("/me/end-shift").await.location, "/me", "there is nothing left to hand over");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_job_in_hand_may_go_back_to_whoever_is_nearest() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    has_a_job(&hospital, &asha).await;
    assert_eq!(end_shift(&asha, "pool").await.location, "/me");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    let mut session = hospital.running.core.store.read().await.unwrap();
    assert_eq!(session.list_open_tickets().await.unwrap()[0].state, State::Waiting);
    drop(session);
    hospital.running.stop().await;
}

#[tokio::test]
async fn signing_out_ends_the_alerts_of_that_handset() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    subscribe(&hospital, hospital.asha).await;
    assert_eq!(asha.post("/sign-out", &[("end_shift", "yes")]).await.status, 303);
    assert!(!has_subscription(&hospital, hospital.asha).await);
    hospital.running.stop().await;
}

/// Shows H12.2.
#[tokio::test]
async fn a_lost_handset_gets_no_alerts_shows_nothing_and_forgets_all_it_kept() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    subscribe(&hospital, hospital.asha).await;
    let mut session = hospital.running.core.store.read().await.unwrap();
    let [handset] = session.list_devices().await.unwrap().try_into().unwrap();
    drop(session);
    let desk = hospital.desk().await;
    assert_eq!(desk.post(&format!("/setup/devices/{}/revoke", handset.id), &[]).await.status, 303);
    assert!(!has_subscription(&hospital, hospital.asha).await);

    let next = asha.get("/me").await;
    assert_ne!(next.status, 200, "signed out");
    assert_eq!(next.headers["clear-site-data"], r#""cache", "cookies", "storage""#);
    let after = asha.get("/").await;
    assert!(!after.headers.contains_key("clear-site-data"), "its cookie is gone as well");
    assert!(!hospital.browser().get("/").await.headers.contains_key("clear-site-data"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn the_end_of_a_shift_that_was_kept_does_not_end_the_next_one() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    let tap = async |key: &str, to: &str, minutes_ago: i64| {
        let sent = 1_772_442_000_000_i64;
        let (at, sent) = ((sent - minutes_ago * 60_000).to_string(), sent.to_string());
        handset.post("/me/shift", &[("key", key), ("duty", to), ("at", &at), ("sent", &sent)]).await
    };
    let stale = tap("a", "off_shift", 180).await;
    assert_eq!(stale.status, 409, "{stale}");
    assert!(stale.says("Your shift has changed since you tapped this"), "{stale}");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);
    assert_eq!(tap("b", "on_break", 5).await.status, 409, "a break as well");
    let again = tap("a", "off_shift", 180).await;
    assert!(again.says("Your shift has changed"), "the same answer to the same tap");

    // What one browser kept is done in its order.
    hospital.fast_forward(Duration::from_hours(1));
    for (key, to, minutes_ago) in [("c", "on_break", 50), ("d", "on_shift", 40), ("e", "off_shift", 30)] {
        assert_eq!(tap(key, to, minutes_ago).await.status, 303, "{key}");
    }
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    assert_eq!(tap("f", "on_shift", 35).await.status, 409, "from before the end");
    assert_eq!(tap("g", "on_shift", 0).await.status, 303);
}
