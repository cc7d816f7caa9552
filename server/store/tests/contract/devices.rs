//! Devices, codes and sessions.

use domain::DeviceId;
use store::{Device, DeviceKind, EnrolmentCode, Error, Hash, SignInSession, Subscription, VapidKey};

use super::{
    Engine,
    hospital::{Hospital, at, hash, id},
};

fn handset(hospital: &Hospital) -> Device {
    Device {
        id: id(30),
        kind: DeviceKind::Handset(hospital.ada),
        enrolled_at: at(0),
        last_seen_at: at(0),
        revoked_at: None,
    }
}

fn sign_in(hospital: &Hospital, token: Hash, device: Option<DeviceId>) -> SignInSession {
    SignInSession {
        token,
        person: hospital.ada,
        device,
        started_at: at(0),
        last_seen_at: at(0),
        expires_at: at(100),
    }
}

pub(crate) async fn a_device_is_known_by_its_secret_until_it_is_revoked(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let handset = handset(&hospital);
    let mut session = store.write().await.unwrap();
    session.add_device(&handset, &hash(30)).await.unwrap();
    assert_eq!(session.lookup_device(&hash(30)).await.unwrap().as_ref(), Some(&handset));
    assert_eq!(session.lookup_device(&hash(31)).await.unwrap(), None);
    assert_eq!(session.list_devices().await.unwrap(), [handset.clone(), hospital.screen()]);
    session.revoke_device(handset.id, at(5)).await.unwrap();
    assert_eq!(session.lookup_device(&hash(30)).await.unwrap(), None);
    assert!(session.is_revoked(&hash(30)).await.unwrap());
    for other in [hash(9), hash(31)] {
        assert!(!session.is_revoked(&other).await.unwrap());
    }
    assert_eq!(session.list_devices().await.unwrap(), [hospital.screen()]);

    let again = Device { id: id(31), ..handset };
    let refused = session.add_device(&again, &hash(30)).await;
    assert!(matches!(refused, Err(Error::Duplicate("secret"))), "{refused:?}");
}

pub(crate) async fn a_revoked_device_takes_its_sessions_and_alerts_with_it(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let handset = handset(&hospital);
    let mut session = store.write().await.unwrap();
    session.add_device(&handset, &hash(30)).await.unwrap();
    session.add_session(&sign_in(&hospital, hash(40), Some(handset.id))).await.unwrap();
    session.add_session(&sign_in(&hospital, hash(41), None)).await.unwrap();
    let key = VapidKey {
        public: "public".to_owned(),
        sealed: "sealed".to_owned(),
        made_at: at(0),
        retired_at: None,
    };
    session.add_vapid_key(&key).await.unwrap();
    let subscription = Subscription {
        endpoint: "https://push.example/1".to_owned(),
        person: hospital.ada,
        device: Some(handset.id),
        p256dh: "point".to_owned(),
        auth: "auth".to_owned(),
        vapid_key: key.public,
        made_at: at(0),
        refused_at: None,
    };
    session.put_subscription(&subscription).await.unwrap();

    session.revoke_device(handset.id, at(5)).await.unwrap();
    assert_eq!(session.lookup_session(&hash(40), at(6)).await.unwrap(), None);
    assert!(session.lookup_session(&hash(41), at(6)).await.unwrap().is_some(), "another browser");
    assert!(session.list_subscriptions(hospital.ada).await.unwrap().is_empty());
}

pub(crate) async fn an_enrolment_code_works_once(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let for_ward = EnrolmentCode {
        code: hash(50),
        kind: DeviceKind::Ward(hospital.maple),
        made_by: Some(hospital.lead),
        made_at: at(0),
        expires_at: at(600),
    };
    let for_handset = EnrolmentCode {
        code: hash(51),
        kind: DeviceKind::Handset(hospital.ada),
        made_by: None,
        ..for_ward.clone()
    };
    let mut session = store.write().await.unwrap();
    session.add_code(&for_ward).await.unwrap();
    session.add_code(&for_handset).await.unwrap();
    for _ in 0..2 {
        let looked_at = session.lookup_code(&hash(50), at(1)).await.unwrap();
        assert_eq!(looked_at.as_ref(), Some(&for_ward), "looking does not use it up");
    }
    assert_eq!(session.use_code(&hash(50), at(1)).await.unwrap().as_ref(), Some(&for_ward));
    assert_eq!(session.lookup_code(&hash(50), at(2)).await.unwrap(), None);
    assert_eq!(session.use_code(&hash(50), at(2)).await.unwrap(), None);
    assert_eq!(session.use_code(&hash(51), at(2)).await.unwrap(), Some(for_handset));
    assert_eq!(session.use_code(&hash(52), at(2)).await.unwrap(), None);
    assert!(matches!(session.add_code(&for_ward).await, Err(Error::Duplicate("code"))));
}

pub(crate) async fn an_enrolment_code_expires(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let code = EnrolmentCode {
        code: hash(50),
        kind: DeviceKind::Ward(hospital.maple),
        made_by: None,
        made_at: at(0),
        expires_at: at(600),
    };
    let mut session = store.write().await.unwrap();
    session.add_code(&code).await.unwrap();
    assert_eq!(session.lookup_code(&hash(50), at(600)).await.unwrap(), None);
    assert_eq!(session.use_code(&hash(50), at(600)).await.unwrap(), None);
    assert_eq!(session.use_code(&hash(50), at(599)).await.unwrap(), Some(code), "not used up by that");
}

pub(crate) async fn a_session_ends_at_its_absolute_limit(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let signed_in = sign_in(&hospital, hash(40), None);
    let mut session = store.write().await.unwrap();
    session.add_session(&signed_in).await.unwrap();
    assert_eq!(session.lookup_session(&hash(40), at(99)).await.unwrap(), Some(signed_in));
    session.touch_session(&hash(40), at(99)).await.unwrap();
    assert_eq!(session.lookup_session(&hash(40), at(100)).await.unwrap(), None);
    assert_eq!(session.lookup_session(&hash(41), at(1)).await.unwrap(), None);
}

pub(crate) async fn a_session_ends_when_told(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    for token in 40..43 {
        session.add_session(&sign_in(&hospital, hash(token), None)).await.unwrap();
    }
    let of_ben = SignInSession { person: hospital.ben, ..sign_in(&hospital, hash(43), None) };
    session.add_session(&of_ben).await.unwrap();
    session.end_session(&hash(40), at(1)).await.unwrap();
    assert_eq!(session.lookup_session(&hash(40), at(2)).await.unwrap(), None);
    assert!(session.lookup_session(&hash(41), at(2)).await.unwrap().is_some());
    session.end_sessions_of(hospital.ada, at(3)).await.unwrap();
    for token in 40..43 {
        assert_eq!(session.lookup_session(&hash(token), at(4)).await.unwrap(), None);
    }
    assert_eq!(session.lookup_session(&hash(43), at(4)).await.unwrap(), Some(of_ben));
}

pub(crate) async fn clocks_that_step_back_do_not_make_anyone_less_recent(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.add_session(&sign_in(&hospital, hash(40), None)).await.unwrap();
    for seconds in [20, 10] {
        session.touch_session(&hash(40), at(seconds)).await.unwrap();
        session.touch_device(hospital.screen, at(seconds)).await.unwrap();
    }
    let signed_in = session.lookup_session(&hash(40), at(30)).await.unwrap().unwrap();
    assert_eq!(signed_in.last_seen_at, at(20));
    let screen = session.lookup_device(&hash(9)).await.unwrap().unwrap();
    assert_eq!(screen.last_seen_at, at(20));
}
