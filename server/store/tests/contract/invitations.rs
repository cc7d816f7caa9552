//! Links with which people set a password.

use store::{DeviceKind, EnrolmentCode, Opens, PasswordLink};

use super::{
    Engine,
    hospital::{Hospital, at, hash},
};

fn link(token: u32, opens: Opens, seconds: i64) -> PasswordLink {
    PasswordLink {
        token: hash(token),
        opens,
        made_by: None,
        made_at: at(seconds),
        expires_at: at(seconds + 600),
    }
}

pub(crate) async fn a_password_link_works_once_and_until_it_expires(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let of_ada = PasswordLink { made_by: Some(hospital.lead), ..link(60, Opens::Account(hospital.ada), 0) };
    let first = link(61, Opens::FirstAdministrator, 0);
    let mut session = store.write().await.unwrap();
    for made in [&of_ada, &first] {
        session.add_password_link(made).await.unwrap();
        for _ in 0..2 {
            let looked_at = session.lookup_password_link(&made.token, at(599)).await.unwrap();
            assert_eq!(looked_at.as_ref(), Some(made), "looking does not use it up");
        }
        assert_eq!(session.lookup_password_link(&made.token, at(600)).await.unwrap(), None);
        assert_eq!(session.use_password_link(&made.token, at(600)).await.unwrap(), None);
        let used = session.use_password_link(&made.token, at(1)).await.unwrap();
        assert_eq!(used.as_ref(), Some(made), "not used up by trying too late");
        assert_eq!(session.use_password_link(&made.token, at(2)).await.unwrap(), None);
        assert_eq!(session.lookup_password_link(&made.token, at(2)).await.unwrap(), None);
    }
    assert_eq!(session.use_password_link(&hash(62), at(2)).await.unwrap(), None);
    session.commit().await.unwrap();
    assert!(store.unreadable_rows().await.unwrap().is_empty());
}

pub(crate) async fn a_newer_password_link_ends_the_older_one_to_the_same(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let (ada, ben) = (Opens::Account(hospital.ada), Opens::Account(hospital.ben));
    let mut session = store.write().await.unwrap();
    for made in [
        link(60, ada, 0),
        link(61, ben, 0),
        link(62, Opens::FirstAdministrator, 0),
        link(63, ada, 5),
        link(64, Opens::FirstAdministrator, 5),
    ] {
        session.add_password_link(&made).await.unwrap();
    }
    for (token, works) in [(60, false), (61, true), (62, false), (63, true), (64, true)] {
        let found = session.lookup_password_link(&hash(token), at(6)).await.unwrap();
        assert_eq!(found.is_some(), works, "{token}");
    }
    session.end_password_links(hospital.ben, at(7)).await.unwrap();
    assert_eq!(session.use_password_link(&hash(61), at(7)).await.unwrap(), None);
    session.add_password_link(&link(61 + 100, ben, 7)).await.unwrap();
    session.end_codes_for(hospital.ada, at(7)).await.unwrap();
    assert_eq!(session.use_password_link(&hash(63), at(7)).await.unwrap(), None, "with the account");
    assert!(session.use_password_link(&hash(161), at(7)).await.unwrap().is_some());
}

pub(crate) async fn a_password_link_enrols_nothing_and_a_code_sets_no_password(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let code = |code, seconds| EnrolmentCode {
        code: hash(code),
        kind: DeviceKind::Handset(hospital.ada),
        made_by: None,
        made_at: at(seconds),
        expires_at: at(600),
    };
    let mut session = store.write().await.unwrap();
    session.add_code(&code(50, 0)).await.unwrap();
    session.add_password_link(&link(60, Opens::Account(hospital.ada), 1)).await.unwrap();
    assert_eq!(session.use_password_link(&hash(50), at(2)).await.unwrap(), None);
    assert_eq!(session.use_code(&hash(60), at(2)).await.unwrap(), None);
    assert!(session.use_code(&hash(50), at(2)).await.unwrap().is_some(), "one does not end the other");
    session.add_code(&code(51, 3)).await.unwrap();
    assert!(session.use_password_link(&hash(60), at(4)).await.unwrap().is_some());
}
