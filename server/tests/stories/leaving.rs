//! People who are gone and rights that have ended: a handset shut out, somebody who signs out on shift, a ward's old link,
//! a session that is worth no more than six digits.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::{
    board::{BoardPage, BoardPerson},
    my_jobs::MyJobsPage,
};
use domain::{
    DeviceId, Duty, Logged, Permission, PersonId, Responder, Role, SignInId, Zone, ZoneId, ticket::Phase,
};
use ground::links;
use server::web::declared;
use store::{AlertKind, DeviceKind, SignInSession};

use crate::hospital::{Browser, Hospital, LEAD_PASSWORD, PIN, eventually, give_password, request, set_roles};

/// A nurse on ward 7 asks about ePMA; answers with her own link.
async fn ask(hospital: &Hospital, key: &str) -> String {
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request(key, "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    asked.location
}

async fn offer(handset: &Browser) -> String {
    eventually("an offer", async || {
        let page: MyJobsPage = handset.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await
}

async fn accept(handset: &Browser) {
    let offer = offer(handset).await;
    assert_eq!(handset.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
}

async fn duty(hospital: &Hospital, person: PersonId) -> Duty {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.lookup_responder(person).await.unwrap().unwrap().duty
}

async fn on_board(desk: &Browser, name: &str) -> Option<BoardPerson> {
    let board: BoardPage = desk.json("/board.json").await;
    board.people.into_iter().find(|person| person.name == name)
}

async fn handset_of(hospital: &Hospital, person: PersonId) -> Option<DeviceId> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let devices = session.list_devices().await.unwrap();
    devices.iter().find(|device| device.kind == DeviceKind::Handset(person)).map(|device| device.id)
}

/// A responder who is a lead too and has a password, as `username`, signed in at `browser`.
async fn signs_in_as_a_lead(hospital: &Hospital, browser: &Browser, person: PersonId, username: &str) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    set_roles(session.as_mut(), person, &[Role::Responder, Role::Lead]).await;
    give_password(session.as_mut(), person, username).await;
    session.commit().await.unwrap();
    let form = [("username", username), ("password", LEAD_PASSWORD), ("next", "/board")];
    assert_eq!(browser.post("/staff", &form).await.location, "/board");
}

/// Shows H4.9.
#[tokio::test]
async fn whoever_signs_out_on_shift_is_asked_and_their_shift_ends_with_it() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let asked = asha.post("/sign-out", &[]).await;
    assert_eq!((asked.status, asked.location.as_str()), (303, "/me/end-shift?sign_out=true"));
    let page = asha.get(&asked.location).await;
    assert!(page.says("You are on shift") && page.says("End shift and sign out"), "{page}");
    assert!(page.says("Stay signed in"));
    assert_eq!(asha.get("/me").await.status, 200, "nothing has happened yet");

    let done = asha.post("/sign-out", &[("end_shift", "yes")]).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/sign-in"));
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    assert_eq!(asha.get("/me").await.location, "/sign-in");
    assert!(asha.get("/sign-in").await.says("You are signed out and off shift."));
    hospital.running.stop().await;
}

/// Shows H4.9.
#[tokio::test]
async fn whoever_signs_out_with_a_job_in_hand_says_where_it_goes() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "first").await;
    accept(&asha).await;
    let ben = hospital.handset(hospital.ben).await;

    let unsaid = asha.post("/sign-out", &[("end_shift", "yes")]).await;
    assert_eq!(unsaid.location, "/me/end-shift?sign_out=true", "a job is not left lying");
    let page = asha.page(&unsaid.location).await;
    assert!(page.says("Ben Sample") && page.says("Hand over, end shift and sign out"), "{page}");
    let cleo = hospital.cleo.to_string();
    let refused = asha.post("/sign-out", &[("end_shift", "yes"), ("hand_over", &cleo)]).await;
    assert_eq!(refused.status, 409, "Cleo is at home");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);

    let to_ben = hospital.ben.to_string();
    let done = asha.post("/sign-out", &[("end_shift", "yes"), ("hand_over", &to_ben)]).await;
    assert_eq!(done.location, "/sign-in");
    assert!(ben.json::<MyJobsPage>("/me.json").await.job.is_some());
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    hospital.running.stop().await;
}

/// Shows H4.7.
#[tokio::test]
async fn nobody_is_asked_whom_nothing_reaches() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    hospital.handset(hospital.asha).await;
    // Her session ends by its limit, and nobody ended her shift.
    hospital.fast_forward(Duration::from_hours(14));
    let desk = if desk.get("/board").await.status == 200 { desk } else { hospital.desk().await };
    let asha = on_board(&desk, "Asha Example").await.unwrap();
    assert_eq!((asha.duty, asha.signed_out), (Duty::OnShift, true));
    let page = desk.page("/board").await;
    assert!(page.says("Signed out"), "and not: Free");

    let link = ask(&hospital, "first").await;
    let why = eventually("why nobody is asked", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.tickets.first().and_then(|ticket| ticket.why.clone())
    })
    .await;
    assert_eq!(why, "The only person on shift who knows ePMA is signed out.");
    let nurse = hospital.browser().page(&link).await;
    assert!(nurse.says("No one who knows ePMA can be reached"), "{nurse}");

    let ben = hospital.handset(hospital.ben).await;
    offer(&ben).await;
    hospital.running.stop().await;
}

/// Shows H4.8.
#[tokio::test]
async fn a_lost_handset_ends_shift_and_job_and_the_lead_is_told_before() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let link = ask(&hospital, "first").await;
    let (desk, device) = (hospital.desk().await, handset_of(&hospital, hospital.asha).await.unwrap());
    let revoke = format!("/setup/devices/{device}/revoke");
    let question = desk.get(&revoke).await;
    assert!(question.says("Asha Example is on shift"), "{question}");
    assert!(!question.says("their job"));

    // She accepts while the lead reads: that is more than the lead was told.
    accept(&asha).await;
    let more = desk.post(&revoke, &[("told", "shift")]).await;
    assert_eq!(more.status, 409);
    let board: BoardPage = desk.json("/board.json").await;
    let code = board.tickets[0].code.clone();
    assert!(more.says(&format!("someone else for their job {code} at Ward 7")), "{more}");
    assert_eq!(asha.get("/me").await.status, 200, "nothing has happened yet");

    let done = desk.post(&revoke, &[("told", &format!("shift job:{code}"))]).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (303, format!("/setup?done=blocked_person&about={}", hospital.asha).as_str())
    );
    assert_ne!(asha.get("/me").await.status, 200);
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!((board.tickets[0].phase, board.people.len()), (Phase::Waiting, 0));
    let nurse = hospital.browser().page(&link).await;
    assert!(nurse.says("Asha Example can no longer be reached. Looking for someone else"), "{nurse}");

    let ben = hospital.handset(hospital.ben).await;
    offer(&ben).await;
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_second_handset_keeps_the_shift() {
    let hospital = Hospital::open().await;
    hospital.handset(hospital.asha).await;
    let first = handset_of(&hospital, hospital.asha).await.unwrap();
    // Enrolling another ends the session on the first.
    let asha = hospital.handset(hospital.asha).await;
    let desk = hospital.desk().await;
    let question = desk.get(&format!("/setup/devices/{first}/revoke")).await;
    assert!(!question.says("is on shift"), "{question}");
    assert_eq!(desk.post(&format!("/setup/devices/{first}/revoke"), &[]).await.status, 303);
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);
    assert_eq!(asha.get("/me").await.status, 200);
    hospital.running.stop().await;
}

#[tokio::test]
async fn choosing_a_pin_leaves_the_desk_signed_in() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    let desk = hospital.browser();
    signs_in_as_a_lead(&hospital, &desk, hospital.asha, "asha").await;
    let new = hospital.handset(hospital.asha).await;
    assert_eq!(desk.get("/board").await.status, 200, "what rests on her password");
    assert_eq!(handset.get("/me").await.location, "/sign-in", "what rested on her PIN");
    assert_eq!(new.get("/me").await.status, 200);
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_hands_a_handset_back_ends_all_that_was_on_it_and_each_end_is_told() {
    let hospital = Hospital::open().await;
    let core = &hospital.running.core;
    let asha = hospital.handset(hospital.asha).await;
    let device = handset_of(&hospital, hospital.asha).await.unwrap();
    let early = asha.post("/me/hand-back", &[]).await;
    assert_eq!(early.status, 409, "no alert would reach her");
    asha.post("/me/shift", &[("duty", "off_shift")]).await;
    // However it came there: a loan handset may have a past.
    let (now, id) = (core.now(), SignInId::new(core.now(), [7; 10]));
    let others = SignInSession {
        id,
        token: links::hash("of somebody else"),
        person: hospital.ben,
        device: Some(device),
        started_at: now,
        last_seen_at: now,
        expires_at: now + Duration::from_hours(1),
        label: None,
        through: None,
    };
    let mut session = core.store.write().await.unwrap();
    session.add_session(&others).await.unwrap();
    session.commit().await.unwrap();

    assert_eq!(asha.post("/me/hand-back", &[]).await.location, "/sign-in");
    assert_eq!(handset_of(&hospital, hospital.asha).await, None);
    let mut session = core.store.read().await.unwrap();
    assert_eq!(session.lookup_session(&others.token, now).await.unwrap(), None);
    let log = session.list_events_after(0, 1_000).await.unwrap();
    let ended = log.iter().filter_map(|event| match event.what {
        Logged::SessionEnded { session, .. } => Some(session),
        _ => None,
    });
    let ended: Vec<_> = ended.collect();
    assert_eq!(ended.len(), 2);
    assert!(ended.contains(&id), "a live page of it ends too: {ended:?}");
    assert_eq!(log.last().unwrap().what, Logged::DeviceHandedBack);
    drop(session);
    hospital.running.stop().await;
}

#[tokio::test]
async fn nobody_hands_back_somebody_elses_handset() {
    let hospital = Hospital::open().await;
    let lent = hospital.handset(hospital.asha).await;
    lent.post("/sign-out", &[("end_shift", "yes")]).await;
    signs_in_as_a_lead(&hospital, &lent, hospital.ben, "ben").await;
    assert_eq!(lent.post("/me/hand-back", &[]).await.location, "/sign-in");
    assert_eq!(lent.get("/board").await.status, 303, "Ben is signed out");
    assert!(handset_of(&hospital, hospital.asha).await.is_some());
    assert_eq!(lent.post("/sign-in", &[("pin", PIN)]).await.location, "/me", "it is Asha's handset still");

    // Nor the computer of a ward.
    let ward = hospital.browser();
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(ward.post("/enrol", &[("code", &code)]).await.location, "/");
    let form = [("username", "ben"), ("password", LEAD_PASSWORD), ("next", "/me")];
    assert_eq!(ward.post("/staff", &form).await.location, "/me");
    assert_eq!(ward.post("/me/hand-back", &[]).await.location, "/");
    assert_eq!(ward.get("/me").await.status, 303);
    assert!(ward.get("/").await.says("Ward 7"), "where help can be asked for");
    hospital.running.stop().await;
}

/// Shows H4.8.
#[tokio::test]
async fn a_shift_that_ends_with_an_account_ends_like_any_other() {
    let hospital = Hospital::open().await;
    let (admin, asha) = (hospital.administrator().await, hospital.handset(hospital.asha).await);
    let end = format!("/admin/people/{}/end", hospital.asha);
    assert_eq!(admin.says_yes(&end).await.status, 303);
    assert_ne!(asha.get("/me").await.status, 200);
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    let mut session = hospital.running.core.store.read().await.unwrap();
    let log = session.list_events_after(0, 1_000).await.unwrap();
    let ended = log.iter().rfind(|event| event.what.kind() == "duty_changed").unwrap();
    assert_eq!(ended.what, Logged::DutyChanged { from: Some(Duty::OnShift), to: Duty::OffShift });
    drop(session);
    hospital.running.stop().await;
}

/// Shows H4.8.
#[tokio::test]
async fn whoever_leaves_with_a_job_in_hand_leaves_it_to_others_and_the_ward_is_told() {
    let hospital = Hospital::open().await;
    let (admin, asha) = (hospital.administrator().await, hospital.handset(hospital.asha).await);
    let link = ask(&hospital, "first").await;
    let end = format!("/admin/people/{}/end", hospital.asha);
    let before = admin.get(&end).await;
    assert!(before.says("Their shift ends too") && !before.says("on the way to"), "{before}");

    // She accepts while the administrator reads: that is more than they were told.
    accept(&asha).await;
    let more = admin.post(&end, &[("told", &before.hidden("told"))]).await;
    assert!(more.status == 409 && more.says("They are on the way to job"), "{more}");
    assert!(more.says("Elbow looks for someone else, and the ward is told"), "{more}");
    assert_eq!(asha.get("/me").await.status, 200, "nothing has happened yet");

    // And she has come to the nurse before they say yes: to take her from there is another thing.
    let ticket = asha.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    assert_eq!(asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await.status, 303);
    let there = admin.post(&end, &[("told", &more.hidden("told"))]).await;
    assert!(there.status == 409 && there.says("They are helping with job"), "{there}");

    let ended = admin.post(&end, &[("told", &there.hidden("told"))]).await;
    assert_eq!(ended.status, 303, "{ended}");
    assert_ne!(asha.get("/me").await.status, 200);
    let mut session = hospital.running.core.store.read().await.unwrap();
    let alerts = session.list_alerts_of(ticket.parse().unwrap()).await.unwrap();
    drop(session);
    let last = alerts.iter().rfind(|alert| alert.person == hospital.asha).unwrap();
    assert_eq!(last.kind, AlertKind::TakenAway, "somebody else is sent, and she is told");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    let nurse = hospital.browser().page(&link).await;
    assert!(nurse.says("Asha Example can no longer be reached. Looking for someone else"), "{nurse}");
    assert!(!nurse.says("Asha Example is on the way"), "{nurse}");
    let ben = hospital.handset(hospital.ben).await;
    offer(&ben).await;
    hospital.running.stop().await;
}

#[tokio::test]
async fn the_only_one_who_knows_something_or_looks_after_a_zone_is_asked_about_by_name() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let asha = admin.page(&format!("/admin/people/{}/end", hospital.asha)).await;
    assert!(!asha.says("the only responder"), "Ben knows ePMA too: {asha}");

    let medicine = give_zone(&hospital, hospital.cleo, "Medicine").await;
    let end = format!("/admin/people/{}/end", hospital.cleo);
    let question = admin.get(&end).await;
    assert!(question.says("Cleo Specimen is the only responder who knows Order comms."), "{question}");
    assert!(question.says("Cleo Specimen is the only responder of the zone Medicine."), "{question}");
    // Meanwhile Ben looks after Medicine too.
    set_zone(&hospital, hospital.ben, medicine).await;
    let again = admin.post(&end, &[("told", &question.hidden("told"))]).await;
    assert_eq!(again.status, 409);
    assert!(again.says("who knows Order comms") && !again.says("of the zone"), "{again}");
    assert_eq!(admin.post(&end, &[("told", &again.hidden("told"))]).await.status, 303);
    hospital.running.stop().await;
}

async fn give_zone(hospital: &Hospital, person: PersonId, name: &str) -> ZoneId {
    let mut session = hospital.running.core.store.write().await.unwrap();
    let site = session.list_sites().await.unwrap()[0].id;
    let zone = Zone { id: ZoneId::new(hospital.running.core.now(), [3; 10]), site, name: name.to_owned() };
    session.put_zone(&zone).await.unwrap();
    session.commit().await.unwrap();
    set_zone(hospital, person, zone.id).await;
    zone.id
}

async fn set_zone(hospital: &Hospital, person: PersonId, zone: ZoneId) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    let responder = session.lookup_responder(person).await.unwrap().unwrap();
    session.put_responder(&Responder { zone: Some(zone), ..responder }).await.unwrap();
    session.commit().await.unwrap();
}

#[tokio::test]
async fn a_changed_link_shuts_out_whoever_had_the_old_one() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let ticket = ask(&hospital, "first").await;
    let old = hospital.ward_link(hospital.ward_7);
    nurse.post(&format!("{ticket}/withdraw"), &[]).await;
    assert!(nurse.page(&ticket).await.leads_to(&old), "the link that it was asked by");

    let desk = hospital.desk().await;
    let change = format!("/setup/wards/{}/rotate-link", hospital.ward_7);
    let question = desk.page(&change).await;
    assert!(question.says("stop working") && question.says("Change the link"), "{question}");
    assert_eq!(nurse.get(&old).await.status, 200, "a question changes nothing");
    let changed = desk.post(&change, &[("rotation", "0")]).await;
    let told = desk.page(&changed.location).await;
    assert!(told.says("The link of Ward 7 has changed. Print a new poster."), "{told}");
    let twice = desk.post(&change, &[("rotation", "0")]).await;
    assert_eq!(
        twice.location, changed.location,
        "a second tap is told the same, and ends no poster that was just printed"
    );
    let late = hospital.administrator().await.post(&change, &[("rotation", "0")]).await;
    assert_eq!(late.status, 409, "somebody else, who has seen the old one");

    assert_eq!(nurse.get(&old).await.status, 404);
    let hers = nurse.get(&ticket).await;
    assert_eq!(hers.status, 200, "her own request is hers still");
    let page = hers.page();
    let new = format!("/w/{}", hospital.running.core.links.ward(hospital.ward_7, 1));
    assert!(!hers.body.contains(&new) && !page.says("Ask for something else"), "{page}");
    assert_eq!(nurse.get(&new).await.status, 200);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_requests_own_link_ends_a_day_after_it_is_closed() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let ticket = ask(&hospital, "first").await;
    hospital.fast_forward(Duration::from_hours(30));
    assert_eq!(nurse.get(&ticket).await.status, 200, "as long as it is open");
    nurse.post(&format!("{ticket}/withdraw"), &[]).await;
    hospital.fast_forward(Duration::from_hours(24));
    assert_eq!(nurse.get(&ticket).await.status, 200);
    hospital.fast_forward(Duration::from_secs(1));
    let (ended, unknown) = (nurse.get(&ticket).await, nurse.get("/r/AAAAAAAAAAAAAAAAAAAAAA").await);
    assert_eq!((ended.status, unknown.status), (404, 404));
    assert!(ended.says("This link does not work"));
    for step in ["withdraw", "urgent", "arrived", "not-solved"] {
        assert_eq!(nurse.post(&format!("{ticket}/{step}"), &[]).await.status, 404, "{step}");
    }
    assert_eq!(nurse.get(&format!("{ticket}/events")).await.status, 404);
    hospital.running.stop().await;
}

/// What is given back by a slip is not lost.
#[tokio::test]
async fn a_job_given_back_can_be_had_again_for_ten_seconds() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let link = ask(&hospital, "first").await;
    accept(&asha).await;
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();
    assert_eq!(asha.post(&format!("/me/jobs/{}/release", job.ticket), &[]).await.status, 303);
    let page: MyJobsPage = asha.json("/me.json").await;
    assert_eq!(page.just_given_back.unwrap().code, job.code);
    assert!(asha.page("/me").await.posts_to(&format!("/me/jobs/{}/take-back", job.ticket)));

    let take_back = format!("/me/jobs/{}/take-back", job.ticket);
    let ben = hospital.handset(hospital.ben).await;
    assert_eq!(ben.post(&take_back, &[]).await.status, 409, "it was not his");
    assert_eq!(asha.post(&take_back, &[]).await.status, 303);
    let page: MyJobsPage = asha.json("/me.json").await;
    assert_eq!((page.job.unwrap().ticket, page.just_given_back), (job.ticket.clone(), None));
    assert!(hospital.browser().get(&link).await.says("Asha Example has it again"));

    asha.post(&format!("/me/jobs/{}/release", job.ticket), &[]).await;
    hospital.fast_forward(Duration::from_secs(11));
    assert!(asha.json::<MyJobsPage>("/me.json").await.just_given_back.is_none());
    assert_eq!(asha.post(&take_back, &[]).await.status, 409, "too late");
    hospital.running.stop().await;
}

/// A P1 is not dropped with one tap: what happens is said before, what is so after it, and both can be undone.
///
/// Shows H3.6, H8.3.
#[tokio::test]
async fn whoever_needs_someone_else_is_told_what_that_does_and_is_not_asked_again() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let mut form = request("first", "epma");
    form.retain(|(name, _)| !matches!(*name, "stuck" | "patient"));
    form.extend([("stuck", "cannot_go_on"), ("patient", "could_come_to_harm")]);
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &form).await;
    accept(&asha).await;
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();
    let page = asha.page("/me").await;
    assert!(page.says("the ward waits until the next person accepts"), "{page}");
    assert!(page.says("A patient could come to harm, can’t go on"), "what the nurse said: {page}");

    let need = format!("/me/jobs/{}/need-someone", job.ticket);
    assert_eq!(asha.post(&need, &[("tag", "order-comms")]).await.status, 303);
    let page = asha.page("/me").await;
    let told = format!("{} at Ward 7 waits again for someone who knows Order comms. You are free.", job.code);
    assert!(page.says(&told), "{page}");
    let take_back = format!("/me/jobs/{}/take-back", job.ticket);
    assert!(page.posts_to(&take_back), "{page}");
    assert_eq!(asha.post(&take_back, &[]).await.status, 303);
    let again = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();
    assert_eq!((again.tag.as_str(), again.phase), ("ePMA", Phase::OnTheWay), "as it was");

    asha.post(&need, &[("tag", "order-comms")]).await;
    let desk = hospital.desk().await;
    // The ladder of a P1: another zone after a minute, any floorwalker after another.
    for minutes in 1..=4 {
        hospital.fast_forward(Duration::from_secs(61));
        eventually("the next step", async || {
            let board: BoardPage = desk.json("/board.json").await;
            (board.tickets[0].escalation >= minutes).then_some(())
        })
        .await;
    }
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].phase, Phase::Waiting, "Asha knows Order comms no better than before");
    let why = board.tickets[0].why.clone().unwrap();
    assert_eq!(
        why,
        "No one on shift knows Order comms. Asha Example asked for someone else who knows Order comms."
    );
    let ben = hospital.handset(hospital.ben).await;
    offer(&ben).await;
    assert!(hospital.browser().get(&asked.location).await.says("Asha Example asked for someone who"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_session_on_a_handset_is_a_responders_only_whatever_else_its_person_is() {
    let hospital = Hospital::open().await;
    let core = &hospital.running.core;
    let others = [Role::Lead, Role::Analyst, Role::Administrator];
    for combination in 0..16_u8 {
        let mut roles: Vec<Role> =
            (0..3).filter(|bit| combination >> bit & 1 == 1).map(|bit| others[bit]).collect();
        let is_responder = combination & 8 == 0;
        roles.extend(is_responder.then_some(Role::Responder));
        if roles.is_empty() {
            continue;
        }
        let mut session = core.store.write().await.unwrap();
        set_roles(session.as_mut(), hospital.asha, &roles).await;
        session.commit().await.unwrap();
        let handset = hospital.browser();
        let enrolment = hospital.code(DeviceKind::Handset(hospital.asha)).await;
        handset.post("/enrol/pin", &[("grant", &enrolment), ("pin", PIN), ("pin_again", PIN)]).await;
        for route in
            declared().iter().filter(|route| !matches!(route.path, "/events" | "/sign-out" | "/me/hand-back"))
        {
            let path: Vec<&str> = route
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { "0190163d-8694-739b-aea5-966c26f8ad91" } else { part })
                .collect();
            let request =
                handset.client.request(route.method.clone(), format!("{}{}", hospital.base, path.join("/")));
            let status = Browser::answer(request.header("accept", "application/json")).await.status;
            let may = match route.needs {
                Permission::Public | Permission::Account => true,
                Permission::Respond => is_responder,
                Permission::BeAlerted => is_responder || roles.contains(&Role::Lead),
                _ => false,
            };
            let told = format!("{roles:?}: {} {} answered {status}", route.method, route.path);
            assert_eq!(!matches!(status, 401 | 403), may, "{told}");
        }
    }
    hospital.running.stop().await;
}

/// Shows H4.8.
#[tokio::test]
async fn nothing_of_somebody_on_shift_ends_before_it_is_said_what_that_cuts_off() {
    let hospital = Hospital::open().await;
    let (admin, asha) = (hospital.administrator().await, hospital.handset(hospital.asha).await);
    ask(&hospital, "first").await;
    accept(&asha).await;
    let person = format!("/admin/people/{}", hospital.asha);
    let page = admin.page(&person).await;
    assert!(page.says(" the sign-in on ") && page.says(" since 09:00"), "{page}");
    let all = format!("{person}/sign-ins/end");
    let is_one =
        |action: &String| action.contains("/sign-ins/") && action.ends_with("/end") && *action != all;
    let one = page.actions().into_iter().find(is_one).unwrap();
    for end in [&one, &all] {
        let unasked = admin.post(end, &[]).await;
        assert_eq!(unasked.status, 409, "not unless it was said");
        for question in [admin.get(end).await, unasked] {
            for words in ["on shift, and nothing else reaches them", "at Ward 7 stays theirs"] {
                assert!(question.says(words), "{end}, {words}: {question}");
            }
        }
        assert_eq!(asha.get("/me").await.status, 200, "nothing has happened yet");
    }
    assert_eq!(admin.says_yes(&one).await.location, format!("{person}?done=sign_in"));
    assert_eq!(asha.get("/me").await.location, "/sign-in");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);
    assert_eq!(admin.says_yes(&all).await.location, format!("{person}?done=sign_ins"));

    // What was said is compared with what is so by then.
    let ben = hospital.handset(hospital.ben).await;
    let mut session = hospital.running.core.store.read().await.unwrap();
    let role = session.list_grants_of(hospital.ben).await.unwrap()[0].id;
    drop(session);
    let end = format!("/admin/people/{}/roles/{role}/end", hospital.ben);
    let question = admin.get(&end).await;
    assert!(question.says("Ben Sample is on shift. Their shift ends too."), "{question}");
    assert_eq!(ben.post("/me/shift", &[("duty", "off_shift")]).await.status, 303);
    let told = [("told", question.hidden("told"))];
    let told: Vec<_> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let late = admin.post(&end, &told).await;
    assert!(late.status == 409 && late.says("changed while you were deciding"), "{late}");
    assert!(!late.says("Their shift ends too"), "{late}");
    assert_eq!(admin.says_yes(&end).await.status, 303);
    assert_eq!(ben.get("/me").await.status, 403);
    hospital.running.stop().await;
}

#[tokio::test]
async fn an_account_is_ended_after_a_question_and_the_page_says_whose() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let person = format!("/admin/people/{}", hospital.cleo);
    assert!(admin.page(&person).await.leads_to(&format!("{person}/end")));
    let question = admin.get(&format!("{person}/end")).await;
    assert!(question.says("End the account of Cleo Specimen?"), "{question}");
    assert!(question.says("Their name stays on what they did."), "{question}");
    let ended = admin.says_yes(&format!("{person}/end")).await;
    assert!(admin.get(&ended.location).await.says("The account of"), "{}", ended.location);
    let opened = admin.post(&format!("{person}/open"), &[]).await;
    assert!(admin.get(&opened.location).await.says("is open again"), "{}", opened.location);

    let _asha = hospital.handset(hospital.asha).await;
    let devices = hospital.running.core.store.read().await.unwrap().list_devices().await.unwrap();
    let device =
        devices.iter().find(|device| device.kind == store::DeviceKind::Handset(hospital.asha)).unwrap();
    let desk = hospital.desk().await;
    let blocked = desk.post(&format!("/setup/devices/{}/revoke", device.id), &[("told", "shift")]).await;
    assert_eq!(blocked.status, 303, "{blocked}");
    let page = desk.page(&blocked.location).await;
    assert!(page.says("is blocked and gets no more alerts") && page.says("Asha Example"), "{page}");
}

/// Shows H4.11.
#[tokio::test]
async fn a_handset_is_not_set_up_for_the_next_person_before_somebody_on_shift_has_handed_over() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    let link = ask(&hospital, "first").await;
    accept(&handset).await;
    let code = handset.json::<MyJobsPage>("/me.json").await.job.unwrap().code;

    let bens = hospital.code(DeviceKind::Handset(hospital.ben)).await;
    let wards = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    let pin = [("grant", bens.as_str()), ("pin", PIN), ("pin_again", PIN)];
    let password = [("username", "lead"), ("password", LEAD_PASSWORD), ("next", "/board?zone=2")];
    for (path, form, next) in [
        ("/enrol", &[("code", bens.as_str())][..], format!("/enrol?code={bens}")),
        ("/enrol/pin", &pin[..], format!("/enrol?code={bens}")),
        ("/enrol", &[("code", wards.as_str())][..], format!("/enrol?code={wards}")),
        ("/staff", &password[..], "/staff?next=%2Fboard%3Fzone%3D2".to_owned()),
    ] {
        let asked = handset.post(path, form).await;
        assert_eq!(asked.status, 409, "{path}: {asked}");
        for words in ["Asha Example is on shift here", "still has a job", &code] {
            assert!(asked.says(words), "{path}, {words}: {asked}");
        }
        assert_eq!(asked.page().field("next"), Some(next), "{path}: {asked}");
    }
    assert_eq!(handset.get("/me").await.status, 200, "nothing has happened yet");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);

    let next = format!("/enrol?code={bens}");
    let unsaid = handset.post("/sign-out", &[("end_shift", "yes"), ("next", &next)]).await;
    assert_eq!(unsaid.status, 409, "a job is not left lying: {unsaid}");
    assert_eq!(unsaid.page().field("next").as_deref(), Some(&*next), "{unsaid}");
    let leaves = [("end_shift", "yes"), ("hand_over", "pool"), ("next", next.as_str())];
    let left = handset.post("/sign-out", &leaves).await;
    assert_eq!((left.status, left.location.as_str()), (303, next.as_str()));
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);
    assert!(!hospital.browser().get(&link).await.says("is on the way"));

    assert_eq!(handset.post("/enrol", &[("code", &bens)]).await.status, 200);
    assert_eq!(handset.post("/enrol/pin", &pin).await.location, "/me");
    // A page of hers that is open still sees whose the answers are.
    let ben = hospital.ben.to_string();
    for path in ["/me", "/me.json", "/board"] {
        assert_eq!(handset.get(path).await.headers["x-elbow-person"], ben, "{path}");
    }
    assert!(handset.page("/me").await.has(&format!("[data-person=\"{ben}\"]")));
    assert!(!hospital.browser().get(&link).await.headers.contains_key("x-elbow-person"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_is_off_shift_leaves_the_handset_to_the_next_without_a_question() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    assert_eq!(handset.post("/me/shift", &[("duty", "off_shift")]).await.status, 303);
    let code = hospital.code(DeviceKind::Handset(hospital.ben)).await;
    let pin = [("grant", code.as_str()), ("pin", PIN), ("pin_again", PIN)];
    assert_eq!(handset.post("/enrol/pin", &pin).await.location, "/me");
    let elsewhere = [("end_shift", "yes"), ("next", "//evil.example")];
    assert_eq!(handset.post("/sign-out", &elsewhere).await.location, "/");
    hospital.running.stop().await;
}
