//! People and responders.

use domain::{
    Duty, Logged, PersonKind, Responder, ResponderKind, Role, RoleGrant, Scope, Through, Whereabouts,
    ZoneMode,
};
use store::{Account, Error, Identity, Person, SignInSession, set_lasting_roles};

use super::{
    Engine,
    hospital::{Hospital, at, hash, id, put_person},
};

pub(crate) async fn a_person_is_found_by_id_and_by_what_the_trust_calls_them(engine: &dyn Engine) {
    let store = engine.store();
    let dee = Person { external_id: Some("E4711".to_owned()), ..Person::human(id(1), "Dee") };
    let program = Person { kind: PersonKind::Service, ..Person::human(id(4), "Rota feed") };
    let mut session = store.write().await.unwrap();
    for person in [&dee, &Person::human(id(2), "bea"), &Person::human(id(3), "Ada"), &program] {
        session.put_person(person).await.unwrap();
    }
    assert_eq!(session.lookup_person(dee.id).await.unwrap().as_ref(), Some(&dee));
    assert_eq!(session.lookup_person(program.id).await.unwrap().as_ref(), Some(&program));
    assert_eq!(session.lookup_person_by_external_id("E4711").await.unwrap().as_ref(), Some(&dee));
    assert_eq!(session.lookup_person_by_external_id("E0000").await.unwrap(), None);
    assert_eq!(session.lookup_person(id(9)).await.unwrap(), None);
    let names: Vec<String> =
        session.list_people().await.unwrap().into_iter().map(|person| person.name).collect();
    assert_eq!(names, ["Ada", "bea", "Dee", "Rota feed"]);
    let same = Person { external_id: dee.external_id, ..Person::human(id(5), "Deirdre") };
    let refused = session.put_person(&same).await;
    assert!(matches!(refused, Err(Error::Duplicate("external id"))), "{refused:?}");
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

pub(crate) async fn whoever_is_renamed_keeps_what_they_sign_in_with(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.set_username(hospital.lead, "dee").await.unwrap();
    session.set_password(hospital.lead, "$argon2id$password").await.unwrap();
    let account = session.lookup_account(hospital.lead).await.unwrap().unwrap();
    assert!(account.is_open() && !format!("{account:?}").contains("argon2id"));
    let dee = session.lookup_person(hospital.lead).await.unwrap().unwrap();
    session.put_person(&Person { name: "Dee Married".to_owned(), ..dee }).await.unwrap();
    session.set_username(hospital.lead, "dee.married").await.unwrap();

    let renamed = Account { username: "dee.married".to_owned(), ..account };
    assert_eq!(session.lookup_account(hospital.lead).await.unwrap().as_ref(), Some(&renamed));
    let found = session.lookup_account_by_username("dee.married").await.unwrap();
    assert_eq!(found.as_ref(), Some(&renamed));
    assert_eq!(session.lookup_account_by_username("dee").await.unwrap(), None);
    assert_eq!(session.lookup_pin(hospital.lead).await.unwrap().as_deref(), Some("$argon2id$pin-of-Dee"));
    assert_eq!(session.lookup_account(hospital.ada).await.unwrap(), None, "a responder has none");
    assert_eq!(session.list_accounts().await.unwrap(), [renamed]);
}

pub(crate) async fn whoever_has_neither_pin_nor_password_cannot_sign_in_yet(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    let program = Person { kind: PersonKind::Service, ..Person::human(id(5), "Rota feed") };
    let gone = Person { ended_at: Some(at(1)), ..Person::human(id(4), "Cy") };
    for person in [&Person::human(id(1), "Ada"), &Person::human(id(2), "Ben"), &gone, &program] {
        session.put_person(person).await.unwrap();
    }
    assert_eq!(session.list_people_without_secret().await.unwrap(), [id(1), id(2)]);
    session.set_pin(id(1), "pin").await.unwrap();
    session.set_username(id(2), "ben").await.unwrap();
    assert_eq!(session.list_people_without_secret().await.unwrap(), [id(2)], "a name opens nothing");
    session.set_password(id(2), "password").await.unwrap();
    assert!(session.list_people_without_secret().await.unwrap().is_empty());
    session.forget_pin(id(1)).await.unwrap();
    session.end_account(id(2), at(2)).await.unwrap();
    assert_eq!(session.list_people_without_secret().await.unwrap(), [id(1), id(2)]);
}

pub(crate) async fn an_account_may_end_and_its_person_goes_on(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.set_username(hospital.ada, "ada").await.unwrap();
    let new = session.lookup_account(hospital.ada).await.unwrap().unwrap();
    assert!(!new.is_open(), "it has no password yet");
    session.set_password(hospital.ada, "first").await.unwrap();
    session.end_account(hospital.ada, at(5)).await.unwrap();
    session.end_account(hospital.ada, at(9)).await.unwrap();
    let ended = session.lookup_account_by_username("ada").await.unwrap().unwrap();
    assert_eq!(
        (ended.password_hash.as_deref(), ended.ended_at),
        (None, Some(at(5))),
        "and the name stays hers"
    );
    assert_eq!(session.lookup_person(hospital.ada).await.unwrap().unwrap().ended_at, None);
    assert!(session.lookup_pin(hospital.ada).await.unwrap().is_some());

    session.set_password(hospital.ada, "second").await.unwrap();
    let again = session.lookup_account(hospital.ada).await.unwrap().unwrap();
    assert_eq!((again.password_hash.as_deref(), again.ended_at), (Some("second"), None));
    session.forget_pin(hospital.ada).await.unwrap();
    assert_eq!(session.lookup_pin(hospital.ada).await.unwrap(), None);
}

pub(crate) async fn a_username_belongs_to_one_person(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    put_person(session.as_mut(), 1, "Dee", &[Role::Lead]).await;
    put_person(session.as_mut(), 2, "Deirdre", &[Role::Lead]).await;
    session.set_username(id(1), "dee").await.unwrap();
    let refused = session.set_username(id(2), "dee").await;
    assert!(matches!(refused, Err(Error::Duplicate("username"))), "{refused:?}");
}

pub(crate) async fn an_identity_is_one_persons_until_it_is_unlinked(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let identity = |subject: &str, person| Identity {
        issuer: "https://login.trust.example".to_owned(),
        subject: subject.to_owned(),
        person,
        linked_at: at(1),
    };
    let (one, two) = (identity("0c7e", hospital.ada), identity("9f21", hospital.ada));
    let mut session = store.write().await.unwrap();
    assert!(session.link_identity(&two).await.unwrap());
    assert!(session.link_identity(&one).await.unwrap());
    assert!(!session.link_identity(&identity("0c7e", hospital.ben)).await.unwrap(), "it is Ada's");
    let found = session.lookup_identity(&one.issuer, "0c7e").await.unwrap();
    assert_eq!(found.as_ref(), Some(&one));
    assert_eq!(session.lookup_identity("https://login.other.example", "0c7e").await.unwrap(), None);
    assert_eq!(session.list_identities_of(hospital.ada).await.unwrap(), [one.clone(), two.clone()]);
    session.unlink_identity(&one.issuer, "0c7e").await.unwrap();
    assert!(session.link_identity(&identity("0c7e", hospital.ben)).await.unwrap());
    assert_eq!(session.list_identities_of(hospital.ada).await.unwrap(), [two]);
}

pub(crate) async fn a_role_is_somebodys_for_as_long_as_it_was_given(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let for_a_time = RoleGrant {
        from: Some(at(10)),
        until: Some(at(20)),
        ..RoleGrant::lasting(id(70), hospital.ada, Role::Lead, at(0))
    };
    let mut session = store.write().await.unwrap();
    session.add_grant(&for_a_time).await.unwrap();
    for (seconds, roles) in [
        (9, &[Role::Responder][..]),
        (10, &[Role::Responder, Role::Lead]),
        (19, &[Role::Responder, Role::Lead]),
        (20, &[Role::Responder]),
    ] {
        assert_eq!(session.roles_at(hospital.ada, at(seconds)).await.unwrap(), roles, "{seconds}");
    }
    session.end_grant(for_a_time.id, at(15)).await.unwrap();
    session.end_grant(for_a_time.id, at(17)).await.unwrap();
    let ended = RoleGrant { until: Some(at(15)), ..for_a_time };
    let grants = session.list_grants_of(hospital.ada).await.unwrap();
    assert_eq!(grants.len(), 2);
    assert_eq!(grants[1], ended, "who was what is not forgotten, nor when it ended");
    assert!(session.list_grants().await.unwrap().contains(&ended));

    let never =
        RoleGrant { from: Some(at(100)), ..RoleGrant::lasting(id(71), hospital.ada, Role::Analyst, at(0)) };
    session.add_grant(&never).await.unwrap();
    session.end_grant(never.id, at(50)).await.unwrap();
    assert_eq!(session.roles_at(hospital.ada, at(100)).await.unwrap(), [Role::Responder]);
}

pub(crate) async fn a_list_of_roles_leaves_alone_what_was_given_for_a_time(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let for_a_time = RoleGrant {
        until: Some(at(20)),
        ..RoleGrant::lasting(id(70), hospital.lead, Role::Administrator, at(0))
    };
    session.add_grant(&for_a_time).await.unwrap();
    // Nor what was given in one zone: a list does not say where.
    let of_zone = RoleGrant {
        scope: Scope::Zone(hospital.zone),
        until: Some(at(30)),
        ..RoleGrant::lasting(id(74), hospital.ben, Role::Lead, at(0))
    };
    session.add_grant(&of_zone).await.unwrap();
    let wanted = [Role::Responder];
    let changes =
        set_lasting_roles(session.as_mut(), hospital.ben, &wanted, at(10), || id(75)).await.unwrap();
    assert_eq!(changes, []);
    assert!(session.list_grants_of(hospital.ben).await.unwrap().contains(&of_zone));
    for (seconds, leads) in [(10, vec![hospital.ben]), (30, vec![])] {
        assert_eq!(session.list_leads_of(hospital.zone, at(seconds)).await.unwrap(), leads);
    }
    let wanted = [Role::Responder, Role::Lead];
    let changes =
        set_lasting_roles(session.as_mut(), hospital.lead, &wanted, at(10), || id(72)).await.unwrap();
    let given = Logged::RoleGranted { role: Role::Responder, from: None, until: None, zone: None };
    assert_eq!(changes, [Logged::RoleEnded { role: Role::Analyst }, given]);
    let now = session.roles_at(hospital.lead, at(10)).await.unwrap();
    assert_eq!(now, [Role::Responder, Role::Lead, Role::Administrator]);
    assert_eq!(session.roles_at(hospital.lead, at(20)).await.unwrap(), wanted);
    let again = set_lasting_roles(session.as_mut(), hospital.lead, &wanted, at(11), || id(73)).await.unwrap();
    assert_eq!(again, []);
}

pub(crate) async fn whoever_may_not_respond_is_not_reached(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    for (number, person) in [(1, hospital.ada), (2, hospital.ben)] {
        session
            .add_session(&SignInSession {
                id: id(80 + number),
                token: hash(80 + number),
                person,
                device: None,
                started_at: at(0),
                last_seen_at: at(0),
                expires_at: at(1000),
                label: None,
                through: Some(Through::Pin),
            })
            .await
            .unwrap();
    }
    let ben = session.list_grants_of(hospital.ben).await.unwrap()[0];
    session.end_grant(ben.id, at(20)).await.unwrap();
    assert_eq!(session.list_signed_out(at(19), at(0)).await.unwrap(), [hospital.cy], "who has no session");
    assert_eq!(session.list_signed_out(at(20), at(0)).await.unwrap(), [hospital.ben, hospital.cy]);
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
    put_person(session.as_mut(), 20, "abe", &[Role::Responder]).await;
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
