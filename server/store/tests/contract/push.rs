//! Browsers that can be alerted, and the keys that sign for them.

use store::{Error, Session, Subscription, VapidKey};

use super::{
    Engine,
    hospital::{Hospital, at},
};

fn key(public: &str, seconds: i64) -> VapidKey {
    let private = format!("private half of {public}");
    VapidKey { public: public.to_owned(), private, made_at: at(seconds), retired_at: None }
}

async fn subscribe(session: &mut dyn Session, hospital: &Hospital) -> Subscription {
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

pub(crate) async fn keys_are_listed_latest_first(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    let old = VapidKey { retired_at: Some(at(5)), ..key("old", 0) };
    session.add_vapid_key(&old).await.unwrap();
    session.add_vapid_key(&key("new", 5)).await.unwrap();
    assert!(session.list_vapid_keys().await.unwrap() == [key("new", 5), old.clone()]);
    assert!(matches!(session.add_vapid_key(&old).await, Err(Error::Duplicate("public key"))));
}
