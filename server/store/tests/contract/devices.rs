//! Devices, codes and sessions.

use domain::{DeviceId, Duty, EndReason, Through};
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
        id: id(400 + u32::from(token.0[3])),
        token,
        person: hospital.ada,
        device,
        started_at: at(0),
        last_seen_at: at(0),
        expires_at: at(100),
        label: Some("Firefox on Windows".to_owned()),
        through: Some(Through::Password),
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
    assert!(session.revoke_device(handset.id, EndReason::ShutOut, at(5)).await.unwrap().is_empty());
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

    let ended = session.revoke_device(handset.id, EndReason::ShutOut, at(5)).await.unwrap();
    assert_eq!(ended, [sign_in(&hospital, hash(40), Some(handset.id))]);
    assert_eq!(session.lookup_session(&hash(40), at(6)).await.unwrap(), None);
    assert!(session.lookup_session(&hash(41), at(6)).await.unwrap().is_some(), "another browser");
    assert!(session.list_subscriptions(hospital.ada).await.unwrap().is_empty());
}

pub(crate) async fn whoever_nothing_reaches_is_signed_out(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let handset = handset(&hospital);
    let (ada, others) = (hospital.ada, [hospital.ben, hospital.cy]);
    let mut session = store.write().await.unwrap();
    assert_eq!(session.list_signed_out(at(1), at(0)).await.unwrap(), [ada, others[0], others[1]]);
    session.add_device(&handset, &hash(30)).await.unwrap();
    assert!(session.is_enrolled(handset.id).await.unwrap());
    session.add_session(&sign_in(&hospital, hash(40), Some(handset.id))).await.unwrap();
    assert_eq!(session.list_signed_out(at(99), at(0)).await.unwrap(), others, "a session reaches her");
    assert_eq!(session.list_signed_out(at(100), at(0)).await.unwrap().len(), 3, "until its limit");
    assert_eq!(
        session.list_signed_out(at(99), at(1)).await.unwrap().len(),
        3,
        "or until it was left alone too long"
    );
    assert!(!session.is_reached_without(ada, handset.id, at(1), at(0)).await.unwrap());
    session.add_session(&sign_in(&hospital, hash(41), None)).await.unwrap();
    assert!(session.is_reached_without(ada, handset.id, at(1), at(0)).await.unwrap(), "at the desk");
    assert!(!session.is_reached_without(ada, handset.id, at(100), at(0)).await.unwrap());
    session.end_session(&hash(41), EndReason::SignedOut, at(2)).await.unwrap();
    session.end_session(&hash(40), EndReason::SignedOut, at(2)).await.unwrap();
    assert_eq!(session.list_signed_out(at(3), at(0)).await.unwrap().len(), 3);

    let key = VapidKey {
        public: "public".to_owned(),
        sealed: "sealed".to_owned(),
        made_at: at(0),
        retired_at: None,
    };
    session.add_vapid_key(&key).await.unwrap();
    let alerts = Subscription {
        endpoint: "https://push.example/1".to_owned(),
        person: ada,
        device: Some(handset.id),
        p256dh: "point".to_owned(),
        auth: "auth".to_owned(),
        vapid_key: key.public,
        made_at: at(4),
        refused_at: None,
    };
    session.put_subscription(&alerts).await.unwrap();
    assert_eq!(session.list_signed_out(at(200), at(0)).await.unwrap(), others, "an alert reaches her");
    assert!(!session.is_reached_without(ada, handset.id, at(200), at(0)).await.unwrap());
    session.mark_subscription_refused(&alerts.endpoint, at(5)).await.unwrap();
    assert_eq!(session.list_signed_out(at(200), at(0)).await.unwrap().len(), 3, "not where it is refused");

    session.set_duty(ada, Duty::OffShift, at(6)).await.unwrap();
    assert_eq!(
        session.list_signed_out(at(200), at(0)).await.unwrap(),
        others,
        "who is at home need not be reached"
    );
    session.revoke_device(handset.id, EndReason::ShutOut, at(7)).await.unwrap();
    assert!(!session.is_enrolled(handset.id).await.unwrap());
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

pub(crate) async fn a_newer_code_ends_the_older_one_of_its_ward_or_person(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let code = |number, kind, seconds| EnrolmentCode {
        code: hash(number),
        kind,
        made_by: Some(hospital.lead),
        made_at: at(seconds),
        expires_at: at(seconds + 600),
    };
    let (ward, ada, ben) = (
        DeviceKind::Ward(hospital.maple),
        DeviceKind::Handset(hospital.ada),
        DeviceKind::Handset(hospital.ben),
    );
    let mut session = store.write().await.unwrap();
    for (number, kind, seconds) in [(50, ward, 0), (51, ada, 0), (52, ben, 0), (53, ward, 5), (54, ada, 5)] {
        session.add_code(&code(number, kind, seconds)).await.unwrap();
    }
    for (number, works) in [(50, false), (51, false), (52, true), (53, true), (54, true)] {
        let found = session.lookup_code(&hash(number), at(6)).await.unwrap();
        assert_eq!(found.is_some(), works, "{number}");
    }
    session.end_codes_for(hospital.ada, at(7)).await.unwrap();
    assert_eq!(session.use_code(&hash(54), at(7)).await.unwrap(), None);
    assert!(session.use_code(&hash(52), at(7)).await.unwrap().is_some());
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
    session.end_session(&hash(40), EndReason::SignedOut, at(1)).await.unwrap();
    session.end_session(&hash(40), EndReason::EndedByAdministrator, at(2)).await.unwrap();
    assert_eq!(session.lookup_session(&hash(40), at(2)).await.unwrap(), None);
    assert!(session.lookup_session(&hash(41), at(2)).await.unwrap().is_some());
    let left = session.list_sessions_of(hospital.ada, at(3)).await.unwrap();
    assert_eq!(left, [41, 42].map(|token| sign_in(&hospital, hash(token), None)));
    assert!(session.list_sessions_of(hospital.ada, at(100)).await.unwrap().is_empty(), "their time is over");
    for one in left {
        session.end_session(&one.token, EndReason::EndedElsewhere, at(3)).await.unwrap();
    }
    assert!(session.list_sessions_of(hospital.ada, at(4)).await.unwrap().is_empty());
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
