//! People and responders.

use domain::{Duty, Responder, ResponderKind, Role, Whereabouts, ZoneMode};
use store::{Error, Person};

use super::{
    Engine,
    hospital::{Hospital, at, id, person},
};

pub(crate) async fn a_person_is_found_by_id_and_by_username(engine: &dyn Engine) {
    let store = engine.store();
    let lead = Person {
        username: Some("dee".to_owned()),
        password_hash: Some("$argon2id$password".to_owned()),
        ..person(1, "Dee", &[Role::Lead, Role::Administrator])
    };
    let mut session = store.write().await.unwrap();
    session.put_person(&lead).await.unwrap();
    session.put_person(&person(2, "bea", &[Role::Analyst])).await.unwrap();
    session.put_person(&person(3, "Ada", &[Role::Responder])).await.unwrap();
    assert_eq!(session.lookup_person(lead.id).await.unwrap().as_ref(), Some(&lead));
    assert_eq!(session.lookup_person_by_username("dee").await.unwrap().as_ref(), Some(&lead));
    assert_eq!(session.lookup_person_by_username("ada").await.unwrap(), None);
    assert_eq!(session.lookup_person(id(9)).await.unwrap(), None);
    let names: Vec<String> =
        session.list_people().await.unwrap().into_iter().map(|person| person.name).collect();
    assert_eq!(names, ["Ada", "bea", "Dee"]);

    let only_lead = Person { roles: vec![Role::Lead], ..lead };
    session.put_person(&only_lead).await.unwrap();
    assert_eq!(session.lookup_person(only_lead.id).await.unwrap(), Some(only_lead));
}

pub(crate) async fn who_has_ended_is_in_no_choice_and_still_has_a_name(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let ada = session.lookup_person(hospital.ada).await.unwrap().unwrap();
    session.put_person(&Person { ended_at: Some(at(5)), ..ada }).await.unwrap();
    let helping = session.list_responders().await.unwrap();
    assert!(!helping.iter().any(|responder| responder.id == hospital.ada));
    assert!(helping.iter().any(|responder| responder.id == hospital.ben));
    let people = session.list_people().await.unwrap();
    let ada = people.iter().find(|person| person.id == hospital.ada).unwrap();
    assert_eq!((ada.name.as_str(), ada.ended_at), ("Ada", Some(at(5))));
    assert!(session.lookup_responder(hospital.ada).await.unwrap().is_some());
}

pub(crate) async fn a_username_belongs_to_one_person(engine: &dyn Engine) {
    let store = engine.store();
    let named =
        |number, name| Person { username: Some("dee".to_owned()), ..person(number, name, &[Role::Lead]) };
    let mut session = store.write().await.unwrap();
    session.put_person(&named(1, "Dee")).await.unwrap();
    let refused = session.put_person(&named(2, "Deirdre")).await;
    assert!(matches!(refused, Err(Error::Duplicate("username"))), "{refused:?}");
}

pub(crate) async fn responders_are_listed_by_name_with_what_they_know(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let super_user = Responder {
        kind: ResponderKind::SuperUser,
        tags: Vec::new(),
        home_ward: Some(hospital.birch),
        zone: None,
        zone_mode: ZoneMode::Exclusive,
        phone: Some("07700 900123".to_owned()),
        duty: Duty::OffShift,
        whereabouts: Some(Whereabouts { ward: hospital.birch, at: at(5) }),
        unanswered: 2,
        closed_this_shift: 7,
        alerts_tested_at: Some(at(4)),
        ..hospital.responder(id(20), "abe")
    };
    let mut session = store.write().await.unwrap();
    session.put_person(&person(20, "abe", &[Role::Responder])).await.unwrap();
    session.put_responder(&super_user).await.unwrap();
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    let ada = hospital.responder(hospital.ada, "Ada");
    assert_eq!(session.lookup_responder(super_user.id).await.unwrap().as_ref(), Some(&super_user));
    assert_eq!(session.lookup_responder(hospital.ada).await.unwrap().as_ref(), Some(&ada));
    assert_eq!(session.lookup_responder(hospital.lead).await.unwrap(), None, "a lead is no responder");
    let ben = hospital.responder(hospital.ben, "Ben");
    let cy = hospital.responder(hospital.cy, "Cy");
    assert_eq!(session.list_responders().await.unwrap(), [super_user, ada, ben, cy]);
}

pub(crate) async fn setting_a_responder_up_again_leaves_the_shift_alone(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.set_unanswered(hospital.ada, 2).await.unwrap();
    let set_up = Responder {
        kind: ResponderKind::SuperUser,
        tags: vec![hospital.epma],
        home_ward: Some(hospital.maple),
        zone: None,
        zone_mode: ZoneMode::All,
        phone: Some("4512".to_owned()),
        duty: Duty::OffShift,
        duty_since: at(100),
        unanswered: 0,
        ..hospital.responder(hospital.ada, "Somebody else")
    };
    session.put_responder(&set_up).await.unwrap();
    let expected = Responder {
        name: "Ada".to_owned(),
        duty: Duty::OnShift,
        duty_since: at(-600),
        unanswered: 2,
        ..set_up
    };
    assert_eq!(session.lookup_responder(hospital.ada).await.unwrap(), Some(expected));
}

pub(crate) async fn a_new_shift_starts_the_count_anew(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.set_alerts_tested(hospital.ada, Some(at(1))).await.unwrap();
    for change in [1, 1, -1, 1] {
        session.add_closed(hospital.ada, change).await.unwrap();
    }
    for (seconds, duty, since, closed) in [
        (10, Duty::OnBreak, 10, 2),
        (20, Duty::OnShift, 20, 2),
        (25, Duty::OnShift, 20, 2),
        (30, Duty::OffShift, 30, 2),
        (40, Duty::OnShift, 40, 0),
    ] {
        session.set_duty(hospital.ada, duty, at(seconds)).await.unwrap();
        let ada = session.lookup_responder(hospital.ada).await.unwrap().unwrap();
        assert_eq!((ada.duty, ada.duty_since, ada.closed_this_shift), (duty, at(since), closed));
        let is_first_shift = seconds < 40;
        assert_eq!(ada.alerts_tested_at.is_some(), is_first_shift, "tested once a shift");
    }
    session.add_closed(hospital.ada, -1).await.unwrap();
    let ada = session.lookup_responder(hospital.ada).await.unwrap().unwrap();
    assert_eq!(ada.closed_this_shift, 0, "never below zero");
}

pub(crate) async fn a_responders_shift_is_kept_as_it_goes(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let place = Whereabouts { ward: hospital.birch, at: at(30) };
    let mut session = store.write().await.unwrap();
    session.set_whereabouts(hospital.ada, Some(place)).await.unwrap();
    session.set_unanswered(hospital.ada, 3).await.unwrap();
    session.set_alerts_tested(hospital.ada, Some(at(31))).await.unwrap();
    session.add_closed(hospital.ada, 1).await.unwrap();
    session.commit().await.unwrap();
    let expected = Responder {
        whereabouts: Some(place),
        unanswered: 3,
        alerts_tested_at: Some(at(31)),
        closed_this_shift: 1,
        ..hospital.responder(hospital.ada, "Ada")
    };
    let found = store.read().await.unwrap().lookup_responder(hospital.ada).await.unwrap();
    assert_eq!(found, Some(expected));
}
