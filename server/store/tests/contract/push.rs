//! Browsers that can be alerted, and the keys that sign for them.

use std::time::Duration;

use domain::EndReason;
use store::{AlertKind, Error, Hash, NewAlert, Outcome, Person, Subscription, Tx, VapidKey};

use super::{
    Engine,
    hospital::{Hospital, at},
};

fn key(public: &str, seconds: i64) -> VapidKey {
    let sealed = format!("sealed half of {public}");
    VapidKey { public: public.to_owned(), sealed, made_at: at(seconds), retired_at: None }
}

async fn subscribe(session: &mut dyn Tx, hospital: &Hospital) -> Subscription {
    session.add_vapid_key(&key("key", 0)).await.unwrap();
    let subscription = Subscription {
        endpoint: "https://push.example/abc".to_owned(),
        person: hospital.ada,
        device: None,
        p256dh: "BPoint".to_owned(),
        auth: "auth".to_owned(),
        vapid_key: "key".to_owned(),
        made_at: at(1),
        refused_at: None,
    };
    session.put_subscription(&subscription).await.unwrap();
    subscription
}

pub(crate) async fn a_browser_that_subscribes_again_replaces_itself(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let first = subscribe(&mut *session, &hospital).await;
    assert_eq!(session.list_subscriptions(hospital.ada).await.unwrap(), std::slice::from_ref(&first));
    session.mark_subscription_refused(&first.endpoint, at(2)).await.unwrap();
    let again = Subscription {
        person: hospital.ben,
        device: Some(hospital.screen),
        p256dh: "BOther".to_owned(),
        made_at: at(3),
        ..first
    };
    session.put_subscription(&again).await.unwrap();
    assert!(session.list_subscriptions(hospital.ada).await.unwrap().is_empty());
    assert_eq!(session.list_subscriptions(hospital.ben).await.unwrap(), [again]);
}

pub(crate) async fn a_refused_or_removed_subscription_is_remembered_as_such(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let first = subscribe(&mut *session, &hospital).await;
    session.mark_subscription_refused(&first.endpoint, at(2)).await.unwrap();
    let refused = session.list_subscriptions(hospital.ada).await.unwrap();
    assert_eq!(refused, [Subscription { refused_at: Some(at(2)), ..first.clone() }]);
    session.remove_subscription(&first.endpoint).await.unwrap();
    session.remove_subscription(&first.endpoint).await.unwrap();
    assert!(session.list_subscriptions(hospital.ada).await.unwrap().is_empty());
}

pub(crate) async fn an_endpoint_that_is_gone_is_remembered_for_a_while(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    let [old, again, other] = [1, 2, 3].map(|byte| Hash([byte; 32]));
    for (endpoint, seconds) in [(old, 1), (again, 1), (again, 5)] {
        session.add_endpoint_gone(endpoint, at(seconds)).await.unwrap();
    }
    assert!(session.is_endpoint_gone(old).await.unwrap());
    assert!(!session.is_endpoint_gone(other).await.unwrap());
    session.forget_endpoints_gone(at(5)).await.unwrap();
    assert!(!session.is_endpoint_gone(old).await.unwrap());
    assert!(session.is_endpoint_gone(again).await.unwrap(), "it was seen to be gone once more");
}

pub(crate) async fn keys_are_listed_latest_first(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    let old = VapidKey { retired_at: Some(at(5)), ..key("old", 0) };
    session.add_vapid_key(&old).await.unwrap();
    session.add_vapid_key(&key("new", 5)).await.unwrap();
    assert!(session.list_vapid_keys().await.unwrap() == [key("new", 5), old.clone()]);
    assert!(matches!(session.add_vapid_key(&old).await, Err(Error::Duplicate("public key"))));
}

pub(crate) async fn a_retired_key_stays_and_says_how_many_still_use_it(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let first = subscribe(&mut *session, &hospital).await;
    session.add_vapid_key(&key("new", 5)).await.unwrap();
    session.retire_vapid_key("key", at(6)).await.unwrap();
    session.retire_vapid_key("key", at(7)).await.unwrap();
    session.seal_vapid_key("key", "sealed anew").await.unwrap();
    let retired = VapidKey { retired_at: Some(at(6)), sealed: "sealed anew".to_owned(), ..key("key", 0) };
    assert!(session.list_vapid_keys().await.unwrap() == [key("new", 5), retired]);
    let second = Subscription { endpoint: "https://push.example/def".to_owned(), ..first.clone() };
    session.put_subscription(&second).await.unwrap();
    assert_eq!(session.count_subscriptions().await.unwrap(), [("key".to_owned(), 2)]);
}

pub(crate) async fn a_device_has_one_subscription(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let tablet = subscribe(&mut *session, &hospital).await;
    let at_push = |mark: &str| Subscription {
        endpoint: format!("https://push.example/{mark}"),
        device: Some(hospital.screen),
        ..tablet.clone()
    };
    for mark in ["first", "second"] {
        session.put_subscription(&at_push(mark)).await.unwrap();
    }
    session.remove_older_subscriptions(hospital.screen, "https://push.example/second").await.unwrap();
    assert_eq!(session.list_subscriptions(hospital.ada).await.unwrap(), [tablet.clone(), at_push("second")]);
}

pub(crate) async fn signing_out_takes_the_alerts_of_that_device_away(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let loose = subscribe(&mut *session, &hospital).await;
    let bound = Subscription {
        endpoint: "https://push.example/bound".to_owned(),
        device: Some(hospital.screen),
        ..loose.clone()
    };
    session.put_subscription(&bound).await.unwrap();
    session.remove_subscriptions_on(hospital.ben, Some(hospital.screen)).await.unwrap();
    session.remove_subscriptions_on(hospital.ada, Some(hospital.screen)).await.unwrap();
    assert_eq!(session.list_subscriptions(hospital.ada).await.unwrap(), [loose]);
    session.remove_subscriptions_on(hospital.ada, None).await.unwrap();
    assert!(session.list_subscriptions(hospital.ada).await.unwrap().is_empty());
}

/// Somebody's device or account ends while they have a job: that it is taken away is sent there still, and nothing else.
pub(crate) async fn where_somebody_was_alerted_is_kept_for_the_last_word_and_gone_with_it(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let loose = subscribe(&mut *session, &hospital).await;
    let bound = Subscription {
        endpoint: "https://push.example/bound".to_owned(),
        device: Some(hospital.screen),
        ..loose.clone()
    };
    session.revoke_device(hospital.screen, EndReason::ShutOut, at(1)).await.unwrap();
    let last_word = NewAlert {
        person: hospital.ada,
        kind: AlertKind::TakenAway,
        ticket: None,
        offer: None,
        made_at: at(1),
        expires_at: at(60),
    };
    for is_finished in [true, false] {
        session.put_subscription(&bound).await.unwrap();
        let id = session.add_alert(&last_word).await.unwrap();
        let other =
            session.add_alert(&NewAlert { kind: AlertKind::Test, ..last_word.clone() }).await.unwrap();
        assert_eq!(session.list_subscriptions(hospital.ada).await.unwrap(), std::slice::from_ref(&loose));
        session.finish_alert(other, Outcome::Sent, at(2)).await.unwrap();
        let kept = session.list_subscriptions_with_ended(hospital.ada).await.unwrap();
        assert!(kept.contains(&bound) && kept.contains(&loose), "{kept:?}");
        if is_finished {
            session.finish_alert(id, Outcome::Sent, at(2)).await.unwrap();
        } else {
            session.claim_alerts(at(60), Duration::from_secs(8), 10).await.unwrap();
        }
        assert_eq!(
            session.list_subscriptions_with_ended(hospital.ada).await.unwrap(),
            std::slice::from_ref(&loose)
        );
    }
    // With the account, all of them end.
    let person = session.lookup_person(hospital.ada).await.unwrap().unwrap();
    session.put_person(&Person { ended_at: Some(at(90)), ..person }).await.unwrap();
    assert!(session.list_subscriptions(hospital.ada).await.unwrap().is_empty());
}
