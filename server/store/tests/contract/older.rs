//! Programs of another version on the same database: what an older one goes on writing, and words of a newer one.

use domain::{PersonId, Role, RoleGrant, Timestamp, ticket::Actor};
use store::{Error, Page, Person, Subject, set_lasting_roles};

use super::{
    Engine,
    hospital::{self, Hospital, at, id, ticket_id},
};

/// Rows of every kind that the log and its neighbours have, as a program before migration 10 writes them. Each round has
/// rows of its own.
pub(crate) fn rows(engine: &dyn Engine, round: u8) -> String {
    let digits = |number: u8| format!("0199{round:02x}{number:02x}").repeat(4);
    let id = |number: u8| engine.id(&digits(number));
    let hash = |number: u8| engine.bytes(&format!("{round:02x}{number:02x}").repeat(16));
    let [site, ward, tag, category, ada, lead, screen, handset, ticket, offer, drill] =
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(id);
    let [one, two, three, four, five, six] = [1, 2, 3, 4, 5, 6].map(hash);
    let code = round + 2;
    let event = |subject: &str, subject_id: &str, actor: &str, actor_id: &str, kind: &str, body: &str| {
        format!(
            "insert into event (sequence, subject, subject_id, at, device_at, actor, actor_id, kind, body)
             select coalesce(max(sequence), 0) + 1, '{subject}', {subject_id}, 1, null, '{actor}', {actor_id},
                    '{kind}', '{body}' from event;"
        )
    };
    let offered = format!(
        r#"{{"kind":"offered","offer":{{"id":"{}","to":"{}","made_at":1,"expires_at":60}}}}"#,
        digits(10),
        digits(5)
    );
    let events = [
        event("device", &screen, "lead", &lead, "device_enrolled", "{}"),
        event("person", &ada, "responder", &ada, "duty_changed", r#"{"from":"OffShift","to":"OnShift"}"#),
        event("ticket", &ticket, "requester", "null", "asked", r#"{"kind":"asked"}"#),
        event("ticket", &ticket, "engine", "null", "offered", &offered),
    ]
    .concat();
    format!(
        "insert into site (id, name) values ({site}, 'General');
         insert into ward (id, code, name, site) values ({ward}, 'W{round}', 'Maple', {site});
         insert into tag (id, slug, name, anyone) values ({tag}, 'tag-{round}', 'ePMA', (1 = 0));
         insert into category (id, slug, name, position, hands_off)
         values ({category}, 'category-{round}', 'Training', 0, (1 = 0));
         insert into person (id, name, roles, username, password_hash, pin_hash, failed_attempts)
         values ({ada}, 'Ada', '[\"responder\"]', null, null, 'its pin', 0),
                ({lead}, 'Lou', '[\"lead\",\"analyst\"]', 'lou-{round}', 'its password', null, 0);
         insert into responder (person, kind, duty, duty_since, unanswered, closed_this_shift)
         values ({ada}, 'floorwalker', 'on_shift', 1, 0, 0);
         insert into device (id, ward, person, secret, enrolled_at, last_seen_at)
         values ({screen}, {ward}, null, {one}, 1, 1), ({handset}, null, {ada}, {two}, 1, 1);
         insert into enrolment_code (code, ward, person, made_by, made_at, expires_at)
         values ({three}, {ward}, null, {lead}, 1, 2), ({four}, null, {ada}, {lead}, 1, 2);
         insert into sign_in (token, person, device, started_at, last_seen_at, expires_at)
         values ({five}, {ada}, {handset}, 1, 1, 2), ({six}, {lead}, null, 1, 1, 2);
         {events}
         insert into ticket (id, code, ward, tag, priority, asked_by, asked_at, state, turned_down, escalation,
                             escalate_at, next_action_at, reopened, version, link, request_key)
         values ({ticket}, 'K7P{code}', {ward}, {tag}, 'P2', 'ward_link', 1, 'waiting', '[]', 0, 60, 60, 0, 1,
                 {one}, 'key-{round}');
         insert into offer (id, ticket, person, made_at, expires_at, why, made_event)
         select {offer}, {ticket}, {ada}, 1, 60, '{{}}', max(sequence) from event;
         insert into alert (person, kind, ticket, offer, made_at, expires_at, due_at)
         values ({ada}, 'offer', {ticket}, {offer}, 1, 60, 1), ({ada}, 'drill', null, null, 1, 60, 1);
         insert into alert_set_aside (alert, at, why) select max(id), 1, 'it panicked' from alert;
         insert into drill (id, team, started_at, ends_at, started_by) values ({drill}, 'All', 1, 60, {lead});
         insert into drill_member (drill, person, duty, alert) select {drill}, {ada}, 'on_shift', max(id) from alert;
         insert into call (kind, person, ticket, made_at, expires_at, due_at)
         values ('offer', {ada}, {ticket}, 1, 60, 1), ('command_centre', null, {ticket}, 1, 60, 1);"
    )
}

/// What the rows say, read by this program.
pub(crate) async fn are_read(engine: &dyn Engine, rounds: usize) {
    let store = engine.store();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_events_after(0, 100).await.unwrap().len(), 4 * rounds);
    let tickets = session.list_open_tickets().await.unwrap();
    assert_eq!(tickets.len(), rounds);
    for ticket in &tickets {
        assert_eq!(ticket.offers.len(), 1);
        assert_eq!(session.list_events_of(ticket.id).await.unwrap().len(), 2);
        assert_eq!(session.list_alerts_of(ticket.id).await.unwrap().len(), 1);
        assert_eq!(session.list_calls_of(ticket.id).await.unwrap().len(), 2);
    }
    assert_eq!(session.list_devices().await.unwrap().len(), 2 * rounds);
    let responders = session.list_responders().await.unwrap();
    assert_eq!(responders.len(), rounds);
    for responder in responders {
        assert_eq!(session.lookup_pin(responder.id).await.unwrap().as_deref(), Some("its pin"));
        assert_eq!(session.roles_at(responder.id, at(0)).await.unwrap(), [Role::Responder]);
    }
    let accounts = session.list_accounts().await.unwrap();
    assert_eq!(accounts.len(), rounds);
    for account in accounts {
        assert_eq!(account.password_hash.as_deref(), Some("its password"));
        assert_eq!(session.roles_at(account.person, at(0)).await.unwrap(), [Role::Lead, Role::Analyst]);
    }
    assert_eq!(session.list_drills(&Page::first(100)).await.unwrap().rows.len(), rounds);
}

pub(crate) async fn an_older_program_goes_on_writing(engine: &dyn Engine) {
    for round in 0..2 {
        engine.execute(&rows(engine, round)).await.unwrap();
        are_read(engine, usize::from(round) + 1).await;
    }
    assert!(engine.store().verify().await.unwrap().is_empty());
}

/// What a program from before migration 19 has of people: all in one row.
struct Older<'e> {
    engine: &'e dyn Engine,
    person: String,
}

impl Older<'_> {
    async fn runs(&self, sql: &str) {
        self.engine.execute(&sql.replace("{person}", &self.person)).await.unwrap();
    }

    /// Whether its row says so.
    async fn reads(&self, says: &str) -> bool {
        let missing = format!(
            "insert into person (id, name, roles, failed_attempts)
             select null, 'nobody', '[]', 0
             where not exists (select 1 from person where id = {{person}} and {says})"
        );
        self.engine.execute(&missing.replace("{person}", &self.person)).await.is_ok()
    }
}

pub(crate) async fn people_of_an_older_program_are_ours_and_ours_are_its(engine: &dyn Engine) {
    let store = engine.store();
    let older = Older { engine, person: engine.id(&"04".repeat(16)) };
    let id: PersonId = uuid::Uuid::from_bytes([4; 16]).into();
    older
        .runs(
            "insert into person (id, name, roles, username, password_hash, pin_hash, ended_at, failed_attempts)
             values ({person}, 'Ada', '[\"responder\",\"lead\"]', 'ada', 'its password', 'its pin', null, 0)",
        )
        .await;
    let ours = async || {
        let mut session = store.read().await.unwrap();
        let account = session.lookup_account(id).await.unwrap().unwrap();
        let (pin, roles) =
            (session.lookup_pin(id).await.unwrap(), session.roles_at(id, at(10)).await.unwrap());
        (account.username.clone(), account.password_hash.clone(), account.ended_at, pin, roles)
    };
    let text = |text: &str| Some(text.to_owned());
    let both = vec![Role::Responder, Role::Lead];
    assert_eq!(ours().await, ("ada".to_owned(), text("its password"), None, text("its pin"), both.clone()));

    // We write, it reads; what it knows of the rest goes on.
    let mut session = store.write().await.unwrap();
    let ada = session.lookup_person(id).await.unwrap().unwrap();
    session.put_person(&Person { name: "Ada Married".to_owned(), ..ada }).await.unwrap();
    assert_eq!(session.roles_at(id, at(1)).await.unwrap(), both);
    session.set_username(id, "ada.m").await.unwrap();
    session.set_password(id, "our password").await.unwrap();
    session.set_pin(id, "our pin").await.unwrap();
    let wanted = [Role::Lead, Role::Analyst];
    set_lasting_roles(session.as_mut(), id, &wanted, at(1), || hospital::id(90)).await.unwrap();
    session.commit().await.unwrap();
    assert!(
        older
            .reads(
                "name = 'Ada Married' and roles = '[\"lead\",\"analyst\"]' and username = 'ada.m'
                 and password_hash = 'our password' and pin_hash = 'our pin' and ended_at is null"
            )
            .await
    );

    // It writes all that it has, as it does whatever has changed, and we read it.
    older
        .runs(
            "insert into person (id, name, roles, username, password_hash, pin_hash, ended_at, failed_attempts)
             values ({person}, 'Ada', '[\"analyst\",\"administrator\"]', 'ada', 'its next', 'its next pin', null, 0)
             on conflict (id) do update
             set name = excluded.name, roles = excluded.roles, username = excluded.username,
                 password_hash = excluded.password_hash, pin_hash = excluded.pin_hash, ended_at = excluded.ended_at",
        )
        .await;
    let roles = vec![Role::Analyst, Role::Administrator];
    assert_eq!(ours().await, ("ada".to_owned(), text("its next"), None, text("its next pin"), roles.clone()));

    // It ends an account, and opens it again, with a password later.
    older
        .runs("update person set ended_at = 5, password_hash = null, pin_hash = null where id = {person}")
        .await;
    let ended = Some(Timestamp::from_millis(5));
    assert_eq!(ours().await, ("ada".to_owned(), None, ended, None, roles.clone()));
    older.runs("update person set ended_at = null where id = {person}").await;
    older.runs("update person set password_hash = 'again' where id = {person}").await;
    assert_eq!(ours().await, ("ada".to_owned(), text("again"), None, None, roles));

    // And we do.
    let mut session = store.write().await.unwrap();
    session.end_account(id, at(7)).await.unwrap();
    session.commit().await.unwrap();
    assert!(older.reads("password_hash is null and pin_hash is null and username = 'ada'").await);
    assert_eq!(ours().await.2, Some(at(7)));
    assert!(store.verify().await.unwrap().is_empty());
}

pub(crate) async fn what_was_given_for_a_time_an_older_program_does_not_give(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let digits = uuid::Uuid::from_bytes(*hospital.ada.as_bytes()).as_simple().to_string();
    let older = Older { engine, person: engine.id(&digits) };
    let for_a_time =
        RoleGrant { until: Some(at(60)), ..RoleGrant::lasting(id(70), hospital.ada, Role::Lead, at(0)) };
    let later =
        RoleGrant { from: Some(at(60)), ..RoleGrant::lasting(id(71), hospital.ada, Role::Analyst, at(0)) };
    let mut session = store.write().await.unwrap();
    session.add_grant(&for_a_time).await.unwrap();
    session.add_grant(&later).await.unwrap();
    session.commit().await.unwrap();
    assert!(older.reads("roles = '[\"responder\"]'").await);
    // Whatever it writes, it takes away nothing of which it does not know.
    older.runs("update person set roles = '[]' where id = {person}").await;
    let mut session = store.read().await.unwrap();
    assert_eq!(session.roles_at(hospital.ada, at(30)).await.unwrap(), [Role::Lead]);
    assert_eq!(session.roles_at(hospital.ada, at(60)).await.unwrap(), [Role::Analyst]);
}

pub(crate) async fn a_role_of_a_newer_program_gives_nothing(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let digits = uuid::Uuid::from_bytes(*hospital.ada.as_bytes()).as_simple().to_string();
    let newer = Older { engine, person: engine.id(&digits) };
    let [one, two, three] = ["0a", "0b", "0c"].map(|digits| engine.id(&digits.repeat(16)));
    newer
        .runs(&format!(
            "insert into role_grant (id, person, role, scope, origin)
             values ({one}, {{person}}, 'trainer', 'all', 'rule'), ({two}, {{person}}, 'lead', 'zone:0190163d', 'hand'),
                    ({three}, {{person}}, 'analyst', 'all', 'rule')"
        ))
        .await;
    let mut session = store.read().await.unwrap();
    let roles = session.roles_at(hospital.ada, at(0)).await.unwrap();
    assert_eq!(roles, [Role::Responder, Role::Analyst], "no lead of a zone is one of everything");
    drop(session);
    assert!(newer.reads("roles = '[\"responder\",\"analyst\"]'").await);
    let checked = store.check(at(1), 0).await.unwrap();
    assert!(checked.left_out.is_empty(), "a newer program's words are no damage: {:?}", checked.left_out);
}

pub(crate) async fn words_of_a_newer_program_are_left_out_quietly(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let ticket = |actor: &str, kind: &str, body: &str| {
        let ticket = engine.id(&uuid::Uuid::from_bytes(*asked.id.as_bytes()).as_simple().to_string());
        format!(
            "insert into event (sequence, subject, subject_id, at, actor, kind, body)
             select max(sequence) + 1, 'ticket', {ticket}, 1, '{actor}', '{kind}', '{body}' from event;"
        )
    };
    let cohort = engine.id(&"07".repeat(16));
    for _ in 0..5 {
        let cohort = format!(
            "insert into event (sequence, subject, subject_id, at, actor, actor_id, kind, body)
             select max(sequence) + 1, 'cohort', {cohort}, 1, 'learner', {cohort}, 'booked', '{{}}' from event;"
        );
        engine.execute(&cohort).await.unwrap();
    }
    engine.execute(&ticket("client", "asked_by_api", "{}")).await.unwrap();
    engine.execute(&ticket("engine", "surge_seen", "{}")).await.unwrap();
    engine
        .execute(&ticket("requester", "asked", r#"{"kind":"asked","v":9,"ward":"another meaning"}"#))
        .await
        .unwrap();
    hospital.ask(&*store, 2).await;
    let mut session = store.read().await.unwrap();
    // A page of nothing but unknown words is not the end of the log.
    let page = session.list_events_after(1, 2).await.unwrap();
    let page: Vec<_> = page.iter().map(|event| (event.sequence, event.subject, event.actor)).collect();
    assert_eq!(page, [(10, Subject::Ticket(ticket_id(2)), Actor::Requester)]);
    assert_eq!(session.latest_sequence().await.unwrap(), 10);
    assert_eq!(session.list_events_of(asked.id).await.unwrap().len(), 1);
    drop(session);

    // What nobody here can send waits for who can; the rest goes out.
    let person = engine.id(&uuid::Uuid::from_bytes(*hospital.ada.as_bytes()).as_simple().to_string());
    let queued = format!(
        "insert into alert (person, kind, made_at, expires_at, due_at)
         values ({person}, 'surge', 1, {expiry}, 1), ({person}, 'test', 1, {expiry}, 1);
         insert into call (kind, recipient, made_at, expires_at, due_at)
         values ('service_desk', 'Ward 7 desk', 1, {expiry}, 1);",
        expiry = at(60).as_millis()
    );
    engine.execute(&queued).await.unwrap();
    let mut session = store.write().await.unwrap();
    let lease = std::time::Duration::from_secs(8);
    let claimed = session.claim_alerts(at(1), lease, 10).await.unwrap();
    assert_eq!(claimed.taken.iter().map(|alert| alert.kind).collect::<Vec<_>>(), [store::AlertKind::Test]);
    assert!(session.claim_calls(at(1), lease, 10).await.unwrap().taken.is_empty());
    session.commit().await.unwrap();
}

pub(crate) async fn a_word_has_a_shape(engine: &dyn Engine) {
    let hospital = engine.id(&"00".repeat(16));
    for (subject, actor, kind) in [
        ("Ticket", "engine", "asked"),
        ("", "engine", "asked"),
        ("hospital", "the engine", "asked"),
        ("hospital", "engine", "asked; drop"),
        (&"a".repeat(41), "engine", "asked"),
    ] {
        let sql = format!(
            "insert into event (sequence, subject, subject_id, at, actor, kind, body)
             values (1, '{subject}', {hospital}, 1, '{actor}', '{kind}', '{{}}')"
        );
        assert!(engine.execute(&sql).await.is_err(), "{sql}");
    }
    let session = engine.store().read().await.unwrap().lookup_person(id(1)).await;
    assert!(!matches!(session, Err(Error::Corrupt { .. })));
}
