//! Handsets that tell the server where they can be alerted, and keys that change under them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

#[expect(
    dead_code,
    clippy::expect_used,
    reason = "these stories open no push; a test that cannot go on stops there"
)]
#[path = "../push/service.rs"]
mod service;

use std::time::Duration;

use domain::PersonId;
use push::KeyPair;
use serde_json::{Value, json};
use store::{AlertKind, DeviceKind, Outcome, Subscription, VapidKey};

use self::service::{PushService, Reply};
use crate::hospital::{Browser, Hospital, eventually, request};

const ALERTS_ON: &str = "[push]\ncontact = 'mailto:desk@trust.example'\nallow_loopback = true";

/// A key made at that many milliseconds after the story began.
async fn add_key(hospital: &Hospital, after: i64) -> String {
    let core = &hospital.running.core;
    let made_at = domain::Timestamp::from_millis(crate::hospital::MONDAY_MORNING + after);
    let pair = KeyPair::make(core.random.bytes()).unwrap();
    let key = pair.seal(&core.links.seal(), &core.random, made_at).unwrap();
    let mut session = core.store.write().await.unwrap();
    session.add_vapid_key(&key).await.unwrap();
    session.commit().await.unwrap();
    key.public
}

/// Asha's phone: on shift, and its browser subscribes at a push service of ours, always with the same keys.
struct Phone {
    handset: Browser,
    origin: String,
    keys: Subscription,
}

impl Phone {
    async fn of_asha(hospital: &Hospital, service: &PushService) -> Self {
        let now = hospital.running.core.now();
        Self {
            handset: hospital.handset(hospital.asha).await,
            origin: service.origin.clone(),
            keys: service::Browser::at(service, "").subscription(hospital.asha, "", now),
        }
    }

    fn address(&self, mark: &str) -> String {
        format!("{}/notify/{mark}", self.origin)
    }

    /// Says what it has; its address ends in `mark`.
    async fn tell(&self, mark: &str, key: &str) -> (u16, Value) {
        let body = json!({
            "endpoint": self.address(mark),
            "keys": { "p256dh": self.keys.p256dh, "auth": self.keys.auth },
            "vapid_key": key,
        });
        let request = self.handset.client.post(format!("{}/me/alerts", self.handset.base)).json(&body);
        let answer = Browser::answer(request).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
    }

    async fn key_of_page(&self) -> Value {
        self.handset.json::<Value>("/me.json").await["alerts"]["vapid_key"].clone()
    }

    /// Until its page says so.
    async fn reads(&self, words: &str) {
        eventually(words, async || self.handset.get("/me").await.says(words).then_some(())).await;
    }
}

async fn subscriptions(hospital: &Hospital, person: PersonId) -> Vec<Subscription> {
    let core = &hospital.running.core;
    core.store.read().await.unwrap().list_subscriptions(person).await.unwrap()
}

async fn latest_sequence(hospital: &Hospital) -> i64 {
    hospital.running.core.store.read().await.unwrap().latest_sequence().await.unwrap()
}

#[tokio::test]
async fn a_handset_that_says_the_same_at_each_start_changes_nothing() {
    let (hospital, service) = (Hospital::open_with(ALERTS_ON).await, PushService::start().await);
    let key = add_key(&hospital, 0).await;
    let phone = Phone::of_asha(&hospital, &service).await;
    assert_eq!(phone.key_of_page().await, key.as_str());
    assert_eq!(phone.tell("first", &key).await.0, 204);
    let before = (subscriptions(&hospital, hospital.asha).await, latest_sequence(&hospital).await);
    assert_eq!(phone.tell("first", &key).await.0, 204);
    assert_eq!((subscriptions(&hospital, hospital.asha).await, latest_sequence(&hospital).await), before);

    assert_eq!(phone.tell("second", &key).await.0, 204);
    let [only] = subscriptions(&hospital, hospital.asha).await.try_into().unwrap();
    assert!(only.endpoint.ends_with("/second"), "the browser has left its first address");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lost_handset_whose_sign_in_is_ended_gets_no_more_alerts() {
    let (hospital, service) = (Hospital::open_with(ALERTS_ON).await, PushService::start().await);
    let key = add_key(&hospital, 0).await;
    let phone = Phone::of_asha(&hospital, &service).await;
    assert_eq!(phone.tell("lost", &key).await.0, 204);

    let admin = hospital.administrator().await;
    let end = format!("/admin/people/{}/sign-ins/end", hospital.asha);
    assert_eq!(admin.says_yes(&end).await.status, 303);
    assert_eq!(subscriptions(&hospital, hospital.asha).await, []);
    hospital.running.stop().await;
}

/// Whoever helps somebody while their account, handset or role ends hears on that phone that someone else is sent, and nothing after it.
///
/// Shows H4.8.
#[tokio::test]
async fn whoever_is_sent_home_with_a_job_in_hand_hears_of_it_on_the_phone_that_ends() {
    for what in ["account", "handset", "role"] {
        let (hospital, service) = (Hospital::open_with(ALERTS_ON).await, PushService::start().await);
        let key = add_key(&hospital, 0).await;
        let phone = Phone::of_asha(&hospital, &service).await;
        assert_eq!(phone.tell("hers", &key).await.0, 204);
        let ward = hospital.ward_link(hospital.ward_7);
        assert_eq!(hospital.browser().post(&ward, &request("first", "epma")).await.status, 303);
        let offer = eventually("an offer", async || {
            let page: Value = phone.handset.json("/me.json").await;
            page["offers"][0]["offer"].as_str().map(str::to_owned)
        })
        .await;
        let accept = format!("/me/offers/{offer}/accept");
        assert_eq!(phone.handset.post(&accept, &[]).await.status, 303);
        let page: Value = phone.handset.json("/me.json").await;
        let (ticket, code) = (page["job"]["ticket"].as_str().unwrap(), page["job"]["code"].as_str().unwrap());

        let (admin, desk) = (hospital.administrator().await, hospital.desk().await);
        let mut session = hospital.running.core.store.read().await.unwrap();
        let role = session.list_grants_of(hospital.asha).await.unwrap()[0].id;
        let devices = session.list_devices().await.unwrap();
        drop(session);
        let hers = devices.iter().find(|device| device.kind == DeviceKind::Handset(hospital.asha)).unwrap();
        let person = format!("/admin/people/{}", hospital.asha);
        let ended = match what {
            "account" => admin.says_yes(&format!("{person}/end")).await,
            "role" => admin.says_yes(&format!("{person}/roles/{role}/end")).await,
            _ => {
                let told = format!("shift job:{code}");
                desk.post(&format!("/setup/devices/{}/revoke", hers.id), &[("told", &told)]).await
            }
        };
        assert_eq!(ended.status, 303, "{what}: {ended}");
        assert_eq!(phone.tell("again", &key).await.0, if what == "role" { 403 } else { 401 }, "{what}");
        let outcome = eventually("what became of the last word", async || {
            let mut session = hospital.running.core.store.read().await.unwrap();
            let alerts = session.list_alerts_of(ticket.parse().unwrap()).await.unwrap();
            alerts.iter().rfind(|alert| alert.kind == AlertKind::TakenAway)?.outcome
        })
        .await;
        assert_eq!(outcome, Outcome::Sent, "{what}");
        let mut session = hospital.running.core.store.read().await.unwrap();
        let kept = session.list_subscriptions_with_ended(hospital.asha).await.unwrap();
        drop(session);
        assert_eq!(kept.len(), usize::from(what == "role"), "{what}: nothing more is sent there");
        if what == "role" {
            // Back a minute later, she reads it on the page too.
            hospital.fast_forward(Duration::from_mins(1));
            let given = admin.post(&format!("{person}/roles"), &[("role", "responder")]).await;
            assert_eq!(given.status, 303, "{given}");
            let page = phone.handset.page("/me").await;
            assert!(
                page.says(&format!("{code} is not your job any more: your shift in Elbow was ended")),
                "{page}"
            );
        }
        hospital.running.stop().await;
    }
}

#[tokio::test]
async fn handsets_move_to_a_new_key_and_none_takes_a_retired_one() {
    let (hospital, service) = (Hospital::open_with(ALERTS_ON).await, PushService::start().await);
    let old = add_key(&hospital, 0).await;
    let phone = Phone::of_asha(&hospital, &service).await;
    assert_eq!(phone.tell("first", &old).await.0, 204);

    let new = add_key(&hospital, 1000).await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    session.retire_vapid_key(&old, core.now()).await.unwrap();
    session.commit().await.unwrap();
    let desk = hospital.desk().await;
    let count = |board: Value| board["handsets_on_retired_keys"].clone();
    assert_eq!(count(desk.json("/board.json").await), 1);
    assert!(desk.get("/board").await.says("1 handset needs its alerts updated"));

    assert_eq!(phone.key_of_page().await, new.as_str());
    assert_eq!(phone.tell("first", &old).await, (409, json!({ "vapid_key": new })));
    assert_eq!(phone.tell("second", &new).await.0, 204);
    let [only] = subscriptions(&hospital, hospital.asha).await.try_into().unwrap();
    assert_eq!(only.vapid_key, new);
    assert_eq!(count(desk.json("/board.json").await), 0);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_handset_that_a_push_service_refuses_is_asked_to_subscribe_again() {
    let (hospital, service) = (Hospital::open_with(ALERTS_ON).await, PushService::start().await);
    let key = add_key(&hospital, 0).await;
    let phone = Phone::of_asha(&hospital, &service).await;
    assert_eq!(phone.tell("first", &key).await.0, 204);
    // The push that begins a shift is out: one that is accepted later would show that all is well again.
    service.wait_for(1).await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    session.mark_subscription_refused(&phone.address("first"), core.now()).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(phone.tell("first", &key).await, (409, json!({ "vapid_key": key })));
    assert_eq!(phone.tell("second", &key).await.0, 204);
    let [only] = subscriptions(&hospital, hospital.asha).await.try_into().unwrap();
    assert_eq!(only.refused_at, None);
    hospital.running.stop().await;
}

/// Shows H4.6.
#[tokio::test]
async fn a_handset_that_its_push_service_has_forgotten_is_alerted_again_at_a_new_address() {
    let (hospital, service) = (Hospital::open_with(ALERTS_ON).await, PushService::start().await);
    let key = add_key(&hospital, 0).await;
    let phone = Phone::of_asha(&hospital, &service).await;
    assert_eq!(phone.tell("first", &key).await.0, 204);
    service.wait_for(1).await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    session.set_alerts_tested(hospital.asha, Some(core.now())).await.unwrap();
    session.commit().await.unwrap();
    phone.reads("Alerts working, tested").await;

    service.reply([Reply::status(410)]);
    phone.handset.post("/me/alerts/test", &[]).await;
    phone.reads("Alerts are off").await;
    // The browser still hands out the address that leads nowhere.
    assert_eq!(phone.tell("first", &key).await, (409, json!({ "vapid_key": key })));
    phone.reads("Alerts are off").await;

    assert_eq!(phone.tell("second", &key).await.0, 204);
    phone.reads("Alerts not yet tested").await;
    // By itself comes what is to be tapped.
    let has_come = || service.pushes().iter().any(|push| push.path == "/notify/second").then_some(());
    eventually("the test alert", async || has_come()).await;
    hospital.running.stop().await;
}

#[tokio::test]
async fn no_key_is_made_at_a_start_and_one_in_the_clear_is_sealed() {
    let hospital = Hospital::open_with(ALERTS_ON).await;
    let core = &hospital.running.core;
    assert!(core.store.read().await.unwrap().list_vapid_keys().await.unwrap().is_empty());
    let (pair, now) = (KeyPair::make([7; 32]).unwrap(), core.now());
    // As an older program kept it: these are the 32 bytes.
    let clear = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
    let kept =
        VapidKey { public: pair.public.clone(), sealed: clear.to_owned(), made_at: now, retired_at: None };
    let mut session = core.store.write().await.unwrap();
    session.add_vapid_key(&kept).await.unwrap();
    session.commit().await.unwrap();

    let hospital = hospital.restart().await;
    let core = &hospital.running.core;
    let [sealed] = core.store.read().await.unwrap().list_vapid_keys().await.unwrap().try_into().unwrap();
    assert!(!sealed.sealed.contains(clear));
    assert_eq!(KeyPair::open(&sealed, &core.links.seal()).unwrap(), pair);
    hospital.running.stop().await;
}
