//! Taps that are sent twice.

use store::AnsweredTap;

use super::{
    Engine,
    hospital::{Hospital, at},
};

pub(crate) async fn an_answered_tap_is_remembered_with_its_answer(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let done =
        AnsweredTap { person: hospital.ada, key: "accept".to_owned(), at: at(1), refused: None, made: None };
    let refused =
        AnsweredTap { key: "arrive".to_owned(), refused: Some("Ben has it.".to_owned()), ..done.clone() };
    let form = AnsweredTap { key: "form".to_owned(), made: Some("an id".to_owned()), ..done.clone() };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.lookup_tap(hospital.ada, "accept").await.unwrap(), None);
    session.add_tap(&done).await.unwrap();
    session.add_tap(&refused).await.unwrap();
    session.add_tap(&form).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_tap(hospital.ada, "accept").await.unwrap(), Some(done));
    assert_eq!(session.lookup_tap(hospital.ada, "arrive").await.unwrap(), Some(refused));
    assert_eq!(session.lookup_tap(hospital.ada, "form").await.unwrap(), Some(form));
}

pub(crate) async fn a_key_is_its_persons_own(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let adas =
        AnsweredTap { person: hospital.ada, key: "k".to_owned(), at: at(1), refused: None, made: None };
    let mut session = store.write().await.unwrap();
    session.add_tap(&adas).await.unwrap();
    assert_eq!(session.lookup_tap(hospital.ben, "k").await.unwrap(), None);
    session.add_tap(&AnsweredTap { person: hospital.ben, ..adas }).await.unwrap();
}

pub(crate) async fn taps_are_forgotten_by_age(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    for (key, seconds) in [("old", 1), ("new", 2)] {
        let tap = AnsweredTap {
            person: hospital.ada,
            key: key.to_owned(),
            at: at(seconds),
            refused: None,
            made: None,
        };
        session.add_tap(&tap).await.unwrap();
        session.add_taken_back(key, at(seconds)).await.unwrap();
    }
    session.forget_taps(at(2)).await.unwrap();
    assert_eq!(session.lookup_tap(hospital.ada, "old").await.unwrap(), None);
    assert!(session.lookup_tap(hospital.ada, "new").await.unwrap().is_some());
    assert!(!session.is_taken_back("old").await.unwrap());
    assert!(session.is_taken_back("new").await.unwrap());
}
