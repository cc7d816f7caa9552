//! What somebody may do, from when and until when: on every page, at once.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::my_jobs::MyJobsPage;
use domain::{Duty, PersonId, Responder, Role, RoleGrant};
use store::DeviceKind;

use crate::hospital::{
    Browser, Hospital, LEAD_PASSWORD, PIN, eventually, give_password, put_person, request,
    stream::{next, stream},
};

/// Who signs in with this name.
async fn known_as(hospital: &Hospital, username: &str) -> PersonId {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.lookup_account_by_username(username).await.unwrap().unwrap().person
}

/// The grants of a role that somebody was given.
async fn grants(hospital: &Hospital, person: PersonId, role: Role) -> Vec<RoleGrant> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let all = session.list_grants_of(person).await.unwrap();
    all.into_iter().filter(|grant| grant.role == role).collect()
}

async fn duty(hospital: &Hospital, person: PersonId) -> Duty {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.lookup_responder(person).await.unwrap().unwrap().duty
}

/// Somebody responds for ten minutes more.
async fn runs_out(hospital: &Hospital, person: PersonId) {
    let grant = grants(hospital, person, Role::Responder).await[0];
    let until = hospital.running.core.now() + Duration::from_mins(10);
    let mut session = hospital.running.core.store.write().await.unwrap();
    session.end_grant(grant.id, until).await.unwrap();
    session.commit().await.unwrap();
}

async fn signs_in(browser: &Browser, username: &str) {
    let form = [("username", username), ("password", LEAD_PASSWORD), ("next", "/account")];
    assert_eq!(browser.post("/staff", &form).await.location, "/account");
}

#[tokio::test]
async fn a_role_given_for_a_day_begins_and_ends_by_itself_on_every_page() {
    let hospital = Hospital::open().await;
    let analyst = known_as(&hospital, "analyst").await;
    let page = format!("/admin/people/{analyst}");
    let (desk, browser) = (hospital.administrator().await, hospital.browser());
    for (field, value, message) in [
        ("role", "porter", "Choose a role"),
        ("from", "soon", "Enter a date such as 20/11/2026"),
        ("from", "04/03/2026", "The last day must not be before the first"),
        ("until", "01/03/2026", "The last day must not be in the past"),
        ("from", "31/12/9999", "Enter a date such as 20/11/2026"),
        ("until", "31/12/9999", "Enter a date such as 20/11/2026"),
    ] {
        let mut form = vec![("role", "lead"), ("from", "03/03/2026"), ("until", "03/03/2026")];
        form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value;
        let wrong = desk.post(&format!("{page}/roles"), &form).await;
        assert!(wrong.status == 422 && wrong.says(message), "{field}: {wrong}");
        assert!(
            field == "role" || wrong.page().field(field).as_deref() == Some(value),
            "what was typed stays"
        );
    }
    // It is Monday, 2 March. Twice the same is once.
    let tuesday = [("role", "lead"), ("from", "03/03/2026"), ("until", "03/03/2026")];
    for _ in 0..2 {
        let given = desk.post(&format!("{page}/roles"), &tuesday).await;
        assert_eq!(given.location, format!("{page}?done=role_given"), "{given}");
    }
    assert_eq!(grants(&hospital, analyst, Role::Lead).await.len(), 1);
    let shown = desk.page(&page).await;
    assert!(shown.says("Not yet") && shown.says("3 Mar 2026"), "{shown}");
    // What two buttons end is told apart by ear too.
    let buttons = shown.texts("button");
    for role in [" the role lead from 3 Mar 2026 until 3 Mar 2026", " the role analyst from 2 Mar 2026"] {
        assert!(buttons.iter().any(|button| button.ends_with(role)), "{role}: {buttons:?}");
    }
    let audit = desk.page("/admin/audit").await;
    assert!(audit.says("the role lead from 3 Mar 2026 until 3 Mar 2026"), "{audit}");

    signs_in(&browser, "analyst").await;
    assert_eq!(browser.get("/board").await.status, 403, "not yet");
    hospital.fast_forward(Duration::from_hours(15));
    signs_in(&browser, "analyst").await;
    assert_eq!(browser.get("/board").await.status, 200, "Tuesday has begun");
    hospital.fast_forward(Duration::from_mins(23 * 60 + 30));
    signs_in(&browser, "analyst").await;
    let mut live = stream(&browser, "/events", None).await;
    next(&mut live, "beat").await;
    hospital.fast_forward(Duration::from_mins(45));
    next(&mut live, "gone").await;
    assert_eq!(browser.get("/board").await.status, 403, "Tuesday is over");
    assert_eq!(
        browser.get("/insight").await.status,
        200,
        "and what she is all week goes on, with the same sign-in"
    );
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_role_that_is_taken_away_ends_its_pages_at_once() {
    let hospital = Hospital::open().await;
    let (desk, board) = (hospital.administrator().await, hospital.desk().await);
    let mut live = stream(&board, "/events", None).await;
    next(&mut live, "beat").await;
    let lead = grants(&hospital, hospital.lead, Role::Lead).await[0];
    let page = format!("/admin/people/{}", hospital.lead);
    let ended = desk.post(&format!("{page}/roles/{}/end", lead.id), &[]).await;
    assert_eq!(ended.location, format!("{page}?done=role_ended"));
    next(&mut live, "gone").await;
    assert_eq!(board.get("/board").await.status, 403);
    assert_eq!(board.get("/account").await.status, 200, "they are signed in still");
    let audit = desk.page("/admin/audit").await;
    assert!(audit.says("Ended the role lead of"), "{audit}");
    // Looking at the question again, from an old page, ends nothing and says so.
    let again = desk.get(&format!("{page}/roles/{}/end", lead.id)).await;
    assert_eq!(again.status, 200, "{again}");
    assert!(again.says("That had already ended") && !again.says("was ended"), "{again}");
    hospital.running.stop().await;
}

/// Shows H4.7, H4.8.
#[tokio::test]
async fn whoever_may_not_respond_any_more_is_not_asked() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.administrator().await, hospital.handset(hospital.asha).await);
    let role = grants(&hospital, hospital.asha, Role::Responder).await[0];
    let end = format!("/admin/people/{}/roles/{}/end", hospital.asha, role.id);
    let nurse = hospital.browser();
    let ward = hospital.ward_link(hospital.ward_7);
    nurse.post(&ward, &request("first", "epma")).await;
    let offer = offer(&asha).await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let refused = desk.post(&end, &[]).await;
    assert!(refused.status == 409 && refused.says("Elbow looks for someone else"), "{refused}");
    assert_eq!(asha.get("/me").await.status, 200, "nothing has changed");
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    asha.post(&format!("/me/jobs/{job}/arrive"), &[]).await;
    let question = desk.page(&end).await;
    assert!(question.says("at Ward 7 now.") && question.says("finish it first"), "{question}");
    asha.post(&format!("/me/jobs/{job}/finish"), &[("category", "training")]).await;

    assert_eq!(desk.says_yes(&end).await.status, 303);
    assert_eq!(asha.get("/me").await.status, 403);
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift, "the shift went with it");

    // Ben's ends by itself, on shift.
    let ben = hospital.handset(hospital.ben).await;
    runs_out(&hospital, hospital.ben).await;
    assert_eq!(ben.get("/me").await.status, 200);
    hospital.fast_forward(Duration::from_mins(10));
    let asked = nurse.post(&ward, &request("second", "epma")).await;
    let page = eventually("why nobody comes", async || {
        let page = nurse.page(&asked.location).await;
        page.says("No one").then_some(page)
    })
    .await;
    // Once his shift has ended too, he is off shift, and not out of reach.
    assert!(page.says("No one who knows ePMA"), "{page}");
    eventually("the end of his shift", async || (ben.get("/me").await.status == 403).then_some(())).await;
    assert_eq!(duty(&hospital, hospital.ben).await, Duty::OffShift);
    hospital.running.stop().await;
}

/// The offer that is out to somebody.
async fn offer(to: &Browser) -> String {
    eventually("an offer", async || {
        to.json::<MyJobsPage>("/me.json").await.offers.first().map(|offer| offer.offer.clone())
    })
    .await
}

/// Shows H4.8.
#[tokio::test]
async fn an_offer_that_is_out_keeps_no_role_and_no_account_and_goes_to_somebody_else() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.administrator().await, hospital.handset(hospital.asha).await);
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("first", "epma")).await;
    offer(&asha).await;
    let role = grants(&hospital, hospital.asha, Role::Responder).await[0];
    let page = format!("/admin/people/{}", hospital.asha);
    let ended = desk.says_yes(&format!("{page}/roles/{}/end", role.id)).await;
    assert_eq!(ended.location, format!("{page}?done=role_ended"), "{ended}");
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift);

    let ben = hospital.handset(hospital.ben).await;
    offer(&ben).await;
    let ended = desk.says_yes(&format!("/admin/people/{}/end", hospital.ben)).await;
    assert_eq!(ended.status, 303, "{ended}");
    assert_eq!(duty(&hospital, hospital.ben).await, Duty::OffShift);
    hospital.running.stop().await;
}

/// Shows H4.8.
#[tokio::test]
async fn whoever_is_with_a_nurse_when_the_role_runs_out_brings_the_job_to_its_end() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("first", "epma")).await;
    let offer = offer(&asha).await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    assert_eq!(asha.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    let ben = hospital.handset(hospital.ben).await;
    for person in [hospital.asha, hospital.ben] {
        runs_out(&hospital, person).await;
    }
    let mut live = stream(&asha, "/events", None).await;
    next(&mut live, "beat").await;
    hospital.fast_forward(Duration::from_mins(10));

    // Midnight. Ben has nothing in hand, and signs out.
    assert_eq!(ben.post("/sign-out", &[("end_shift", "yes")]).await.location, "/sign-in");
    assert_eq!(duty(&hospital, hospital.ben).await, Duty::OffShift);
    // Asha has: no page sends her away, or to one that does.
    assert_eq!(asha.get("/me").await.status, 200);
    let asked = asha.post("/sign-out", &[]).await;
    assert_eq!(asked.location, "/me/end-shift?sign_out=true");
    assert!(asha.get(&asked.location).await.says("You are on shift"));
    let finish = [("category", "training")];
    let finished = asha.post(&format!("/me/jobs/{job}/finish"), &finish).await;
    assert_eq!(finished.status, 303, "{finished}");

    next(&mut live, "gone").await;
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OffShift, "a new role finds her off shift");
    assert_eq!(asha.get("/me").await.status, 403);
    assert_eq!(asha.post("/sign-out", &[]).await.location, "/sign-in");
    hospital.running.stop().await;
}

#[tokio::test]
async fn the_last_administrator_keeps_the_role() {
    let hospital = Hospital::open().await;
    let (desk, admin) = (hospital.administrator().await, known_as(&hospital, "admin").await);
    let own = grants(&hospital, admin, Role::Administrator).await[0];
    let end = format!("/admin/people/{admin}/roles/{}/end", own.id);
    let last = "This is the last administrator who can sign in.";
    assert!(desk.get(&format!("/admin/people/{admin}")).await.says(last));
    let refused = desk.post(&end, &[]).await;
    assert!(refused.status == 409 && refused.says(last), "{refused}");

    // Somebody who cannot sign in, or who is one for a time, is no other.
    let mut session = hospital.running.core.store.write().await.unwrap();
    let other = PersonId::new(hospital.running.core.now(), [9; 10]);
    put_person(session.as_mut(), other, "Sam Other", &[Role::Administrator]).await;
    session.commit().await.unwrap();
    let given = [("role", "administrator"), ("until", "20/03/2026")];
    let lead = format!("/admin/people/{}/roles", hospital.lead);
    assert_eq!(desk.post(&lead, &given).await.status, 303);
    assert_eq!(desk.post(&end, &[]).await.status, 409);

    let mut session = hospital.running.core.store.write().await.unwrap();
    give_password(session.as_mut(), other, "other").await;
    session.commit().await.unwrap();
    assert_eq!(desk.post(&end, &[]).await.location, "/");
    assert_eq!(desk.get("/admin").await.status, 403);
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_begins_tomorrow_is_set_up_today() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let (eve, now) = (PersonId::new(hospital.running.core.now(), [9; 10]), hospital.running.core.now());
    let mut session = hospital.running.core.store.write().await.unwrap();
    put_person(session.as_mut(), eve, "Eve Sample", &[]).await;
    let like_cleo = session.lookup_responder(hospital.cleo).await.unwrap().unwrap();
    session.put_responder(&Responder { id: eve, duty_since: now, ..like_cleo }).await.unwrap();
    session.commit().await.unwrap();
    let code = format!("/setup/people/{eve}/code");
    assert!(!desk.page("/setup").await.posts_to(&code), "who is not to respond needs no handset");
    let given = [("role", "responder"), ("from", "03/03/2026")];
    assert_eq!(desk.post(&format!("/admin/people/{eve}/roles"), &given).await.status, 303);
    assert!(desk.page("/setup").await.posts_to(&code));
    // Of one that is taken back before it has begun nothing is left to be ended.
    let lead = [("role", "lead"), ("from", "03/03/2026")];
    assert_eq!(desk.post(&format!("/admin/people/{eve}/roles"), &lead).await.status, 303);
    let of_lead = grants(&hospital, eve, Role::Lead).await;
    let end = format!("/admin/people/{eve}/roles/{}/end", of_lead[0].id);
    assert!(desk.page(&format!("/admin/people/{eve}")).await.posts_to(&end));
    let question = desk.page(&end).await;
    assert!(question.says("It has not begun"), "{question}");
    assert_eq!(desk.post(&end, &[]).await.status, 303);
    assert!(!desk.page(&format!("/admin/people/{eve}")).await.posts_to(&end));

    let handset = hospital.browser();
    let code = hospital.code(DeviceKind::Handset(eve)).await;
    let pin = [("grant", code.as_str()), ("pin", PIN), ("pin_again", PIN)];
    assert_eq!(handset.post("/enrol/pin", &pin).await.location, "/account", "there are no jobs yet");
    let page = handset.page("/account").await;
    assert!(page.says("You can respond from 3 Mar 2026."), "{page}");
    assert_eq!(handset.get("/me").await.status, 403);
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.location, "/account");

    hospital.fast_forward(Duration::from_hours(24));
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.location, "/me");
    assert_eq!(handset.post("/me/shift", &[("duty", "on_shift")]).await.status, 303);
    assert!(!handset.get("/account").await.says("You can respond"));
}

/// Shows H4.8.
#[tokio::test]
async fn a_job_that_outlasts_the_role_goes_on_at_a_desk_when_the_handset_is_shut_out() {
    let hospital = Hospital::open().await;
    let (admin, asha) = (hospital.administrator().await, hospital.handset(hospital.asha).await);
    let mut session = hospital.running.core.store.write().await.unwrap();
    give_password(session.as_mut(), hospital.asha, "asha").await;
    session.commit().await.unwrap();
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("first", "epma")).await;
    let offer = offer(&asha).await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    runs_out(&hospital, hospital.asha).await;
    hospital.fast_forward(Duration::from_mins(10));
    let desk = hospital.browser();
    signs_in(&desk, "asha").await;

    let devices = hospital.running.core.store.read().await.unwrap().list_devices().await.unwrap();
    let handset = devices.iter().find(|device| device.kind == DeviceKind::Handset(hospital.asha)).unwrap();
    let revoke = format!("/setup/devices/{}/revoke", handset.id);
    assert!(!admin.get(&revoke).await.says("their shift will end"), "she is reached at the desk");
    assert_eq!(admin.says_yes(&revoke).await.status, 303);
    assert_eq!(duty(&hospital, hospital.asha).await, Duty::OnShift);
    let job = desk.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    assert_eq!(desk.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    hospital.running.stop().await;
}
