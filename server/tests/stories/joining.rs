//! Passwords are set by whose they are, by a link; and the first administrator comes in by one.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::{Logged, PersonId, Role};
use store::{LoggedEvent, Subject};

use crate::hospital::{Browser, Hospital, LEAD_PASSWORD, give_password, put_person, set_roles};

const NEW_PASSWORD: &str = "kettle marmot tuba";
const NEW: [(&str, &str); 2] = [("password", NEW_PASSWORD), ("password_again", NEW_PASSWORD)];

/// Somebody who was imported: a username, and no password.
async fn imported_lead(hospital: &Hospital) -> PersonId {
    let core = &hospital.running.core;
    let id = PersonId::new(core.now(), core.random.bytes());
    let mut session = core.store.write().await.unwrap();
    put_person(session.as_mut(), id, "Musa Khan", &[Role::Lead]).await;
    session.set_username(id, "m.khan").await.unwrap();
    session.commit().await.unwrap();
    id
}

/// The path of the link that an administrator is shown.
async fn link_for(desk: &Browser, person: PersonId) -> String {
    let made = desk.post(&format!("/admin/people/{person}/password-link"), &[]).await;
    assert_eq!(made.status, 200, "{made}");
    let url = made.page().all("input[readonly]", "value").remove(0);
    url.strip_prefix(&desk.base).unwrap().to_owned()
}

async fn sign_in(browser: &Browser, username: &str, password: &str) -> u16 {
    browser
        .post("/staff", &[("username", username), ("password", password), ("next", "/account")])
        .await
        .status
}

async fn events_about(hospital: &Hospital, subject: Subject) -> Vec<LoggedEvent> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 1_000).await.unwrap();
    events.into_iter().filter(|event| event.subject == subject).collect()
}

/// A page is looked at by mail programs before whoever it was sent to; nothing is used up by that.
#[tokio::test]
async fn a_lead_from_a_spreadsheet_sets_her_password_by_a_link_and_is_in() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let musa = imported_lead(&hospital).await;
    let person = desk.page(&format!("/admin/people/{musa}")).await;
    assert!(person.says("They have not set a password yet"), "{person}");
    let link = link_for(&desk, musa).await;

    let phone = hospital.browser();
    for _ in 0..3 {
        let page = phone.page(&link).await;
        assert_eq!(page.heading(), "Set your password");
        assert!(page.says("Musa Khan") && page.says("m.khan"), "{page}");
    }
    for (password, again, field, message) in [
        ("kettle tuba", "kettle tuba", "password", "Use at least 12 characters"),
        ("musa.khan2026", "musa.khan2026", "password", "harder to guess"),
        (NEW_PASSWORD, "kettle marmot tubb", "password_again", "The two passwords are not the same"),
    ] {
        let form = [("cookies", "given"), ("password", password), ("password_again", again)];
        let wrong = phone.post(&link, &form).await;
        assert_eq!(wrong.status, 422, "{wrong}");
        let at = wrong.page().error_at(field).unwrap();
        assert!(at.contains(message), "{at}");
        assert!(!wrong.body.contains(password), "no page has a password in it");
    }
    let forgetful = [&[("cookies", "given")], NEW.as_slice()].concat();
    let told = hospital.browser().post(&link, &forgetful).await;
    assert!(told.status == 422 && told.says("does not keep cookies"), "before it is used up: {told}");
    let joined = phone.post(&link, &forgetful).await;
    assert_eq!((joined.status, joined.location.as_str()), (303, "/"), "{joined}");
    assert_eq!(phone.get("/board").await.status, 200, "she leads");
    assert_eq!(sign_in(&hospital.browser(), "m.khan", NEW_PASSWORD).await, 303);
    let audit = desk.page("/admin/audit").await;
    assert!(audit.says("Made a link for Musa Khan to set a password"), "{audit}");
    assert!(audit.says("Set a password with a link"), "{audit}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_link_that_is_used_old_replaced_or_made_up_says_the_same() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let musa = imported_lead(&hospital).await;
    let replaced = link_for(&desk, musa).await;
    let used = link_for(&desk, musa).await;
    assert_eq!(hospital.browser().post(&used, &NEW).await.status, 303);
    let late = link_for(&desk, musa).await;
    hospital.fast_forward(Duration::from_hours(24));
    let left = {
        let desk = hospital.administrator().await;
        let left = link_for(&desk, hospital.lead).await;
        assert_eq!(desk.says_yes(&format!("/admin/people/{}/end", hospital.lead)).await.status, 303);
        left
    };
    let mut answers = Vec::new();
    for link in [replaced, used, late, left, "/join/made-up".to_owned()] {
        for answer in [hospital.browser().get(&link).await, hospital.browser().post(&link, &NEW).await] {
            assert_eq!(answer.status, 404, "{link}: {answer}");
            assert!(answer.says("Ask an administrator for a new link"), "{answer}");
            let text = answer.page().text();
            answers.push(text.split("Reference").next().unwrap().to_owned());
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    hospital.running.stop().await;
}

/// Two who have the link: one of them has it first, and the other is told.
#[tokio::test]
async fn a_link_tapped_twice_sets_one_password() {
    let hospital = Hospital::open().await;
    let musa = imported_lead(&hospital).await;
    let link = link_for(&hospital.administrator().await, musa).await;
    let (one, other) = (hospital.browser(), hospital.browser());
    let (one, other) = tokio::join!(one.post(&link, &NEW), other.post(&link, &NEW));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404], "{one} {other}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_forgotten_password_signs_out_who_came_in_by_it_and_leaves_the_handset_on_shift() {
    let hospital = Hospital::open().await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    set_roles(session.as_mut(), hospital.asha, &[Role::Responder, Role::Lead]).await;
    give_password(session.as_mut(), hospital.asha, "asha").await;
    session.commit().await.unwrap();
    let handset = hospital.handset(hospital.asha).await;
    let (desk, borrowed) = (hospital.administrator().await, hospital.browser());
    assert_eq!(sign_in(&borrowed, "asha", LEAD_PASSWORD).await, 303);
    let link = link_for(&desk, hospital.asha).await;
    assert_eq!(borrowed.get("/board").await.status, 200, "a link alone ends nothing");

    let joined = hospital.browser().post(&link, &NEW).await;
    assert_eq!(joined.status, 303, "{joined}");
    assert_eq!(borrowed.get("/board").await.status, 303, "signed out");
    assert_eq!(sign_in(&hospital.browser(), "asha", LEAD_PASSWORD).await, 422);
    assert!(handset.page("/me").await.says("You are on shift"), "her PIN is as it was");
    let set = events_about(&hospital, Subject::Person(hospital.asha)).await;
    assert!(set.iter().any(|event| event.what == Logged::PasswordSet { by_link: true }), "{set:?}");
    hospital.running.stop().await;
}

/// Whoever has a link that went astray does not get in once it is known that it did.
#[tokio::test]
async fn a_link_that_nobody_has_used_ends_with_a_new_password_and_with_all_sign_ins() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let lead = format!("/admin/people/{}", hospital.lead);
    let stray = link_for(&admin, hospital.lead).await;
    let desk = hospital.desk().await;
    let form =
        [("password_now", LEAD_PASSWORD), ("password", NEW_PASSWORD), ("password_again", NEW_PASSWORD)];
    assert_eq!(desk.post("/account/password", &form).await.status, 303);
    assert_eq!(hospital.browser().get(&stray).await.status, 404, "a new password");

    let stray = link_for(&admin, hospital.lead).await;
    assert_eq!(admin.says_yes(&format!("{lead}/sign-ins/end")).await.status, 303);
    assert_eq!(hospital.browser().get(&stray).await.status, 404, "all sign-ins");
    hospital.running.stop().await;
}

/// The link lies in a chat on the phone that is her handset.
#[tokio::test]
async fn a_link_opened_on_her_own_handset_sets_the_password_and_leaves_her_on_shift_there() {
    let hospital = Hospital::open().await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    set_roles(session.as_mut(), hospital.asha, &[Role::Responder, Role::Lead]).await;
    session.set_username(hospital.asha, "asha").await.unwrap();
    session.commit().await.unwrap();
    let handset = hospital.handset(hospital.asha).await;
    let link = link_for(&hospital.administrator().await, hospital.asha).await;
    let joined = handset.post(&link, &NEW).await;
    assert_eq!((joined.status, joined.location.as_str()), (303, "/account?done=password"), "{joined}");
    assert!(handset.page("/me").await.says("You are on shift"));
    assert_eq!(handset.get("/board").await.status, 403, "a handset opens no more than before");
    assert_eq!(sign_in(&hospital.browser(), "asha", NEW_PASSWORD).await, 303);
    hospital.running.stop().await;
}

/// A responder signs in with a PIN, and whoever has left with nothing.
#[tokio::test]
async fn nobody_makes_a_link_for_somebody_who_has_no_use_for_it() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let person = format!("/admin/people/{}", hospital.asha);
    assert_eq!(desk.page(&person).await.button("Make a link to set a password"), None);
    assert_eq!(desk.post(&format!("{person}/password-link"), &[]).await.status, 404);
    let lead = format!("/admin/people/{}", hospital.lead);
    assert!(desk.page(&lead).await.says("They have set a password"));
    assert_eq!(hospital.desk().await.post(&format!("{lead}/password-link"), &[]).await.status, 403);
    assert_eq!(desk.says_yes(&format!("{lead}/end")).await.status, 303);
    assert_eq!(desk.post(&format!("{lead}/password-link"), &[]).await.status, 404);
    hospital.running.stop().await;
}

/// What nobody answers is kept in the browser, and a password never is.
#[tokio::test]
async fn a_lead_changes_her_own_password_and_says_the_old_one_first() {
    let hospital = Hospital::open().await;
    let (desk, elsewhere) = (hospital.desk().await, hospital.desk().await);
    let form = |now, new, again| [("password_now", now), ("password", new), ("password_again", again)];
    for (now, new, again, field, message) in [
        ("", NEW_PASSWORD, NEW_PASSWORD, "password_now", "Enter the password that you have now"),
        (
            "hold the bored",
            NEW_PASSWORD,
            NEW_PASSWORD,
            "password_now",
            "This is not the password that you have now",
        ),
        (LEAD_PASSWORD, "short", "short", "password", "Use at least 12 characters"),
        (LEAD_PASSWORD, NEW_PASSWORD, "other", "password_again", "The two passwords are not the same"),
    ] {
        let wrong = desk.post("/account/password", &form(now, new, again)).await;
        assert_eq!(wrong.status, 422, "{wrong}");
        assert!(wrong.page().error_at(field).unwrap().contains(message), "{wrong}");
    }
    let whose = desk.page("/account").await.all("form input[autocomplete=username]", "value");
    assert_eq!(whose, ["lead"], "for password managers");
    assert_eq!(elsewhere.get("/board").await.status, 200, "nothing has changed so far");
    let changed = desk.post("/account/password", &form(LEAD_PASSWORD, NEW_PASSWORD, NEW_PASSWORD)).await;
    assert_eq!(changed.location, "/account?done=password", "{changed}");
    assert!(desk.page(&changed.location).await.says("Your password has been changed"));
    let again = desk.post("/account/password", &form(LEAD_PASSWORD, NEW_PASSWORD, NEW_PASSWORD)).await;
    assert_eq!(again.location, "/account?done=password", "a form that came twice: {again}");
    assert_eq!(desk.get("/board").await.status, 200);
    let signed_out = elsewhere.post("/account/password", &form(LEAD_PASSWORD, "x", "x")).await;
    assert!(!signed_out.headers.contains_key("set-cookie"), "{:?}", signed_out.headers);
    assert_eq!(sign_in(&hospital.browser(), "lead", LEAD_PASSWORD).await, 422);
    assert_eq!(sign_in(&hospital.browser(), "lead", NEW_PASSWORD).await, 303);
    let responder = hospital.handset(hospital.asha).await;
    assert!(!responder.page("/account").await.says("Change your password"), "she has a PIN");
    assert_eq!(responder.post("/account/password", &form("x", NEW_PASSWORD, NEW_PASSWORD)).await.status, 404);
    hospital.running.stop().await;
}

/// Of those who guess the old one.
#[tokio::test]
async fn whoever_finds_a_browser_left_open_cannot_guess_the_password_there() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut form =
        [("password_now", "a guess"), ("password", NEW_PASSWORD), ("password_again", NEW_PASSWORD)];
    for _ in 0..4 {
        assert_eq!(desk.post("/account/password", &form).await.status, 422);
    }
    assert_eq!(desk.post("/account/password", &form).await.status, 429);
    form[0].1 = LEAD_PASSWORD;
    assert_eq!(desk.post("/account/password", &form).await.status, 429, "even the right one waits");
    hospital.running.stop().await;
}

/// Their tries are counted where they are.
#[tokio::test]
async fn whoever_guesses_at_the_door_does_not_keep_a_lead_from_changing_her_password() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for _ in 0..6 {
        sign_in(&hospital.browser(), "lead", "a guess").await;
    }
    let form =
        [("password_now", LEAD_PASSWORD), ("password", NEW_PASSWORD), ("password_again", NEW_PASSWORD)];
    let changed = desk.post("/account/password", &form).await;
    assert_eq!(changed.location, "/account?done=password", "{changed}");
    hospital.running.stop().await;
}

/// The database as it is right after the first start: nobody can sign in who sets the hospital up.
async fn without_administrator(hospital: &Hospital) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    let account = session.lookup_account_by_username("admin").await.unwrap().unwrap();
    session.end_account(account.person, hospital.running.core.now()).await.unwrap();
    session.commit().await.unwrap();
}

/// The path of the link that `elbow serve` prints.
async fn printed(hospital: &Hospital) -> Option<String> {
    let link = hospital.running.first_administrators_link().await.unwrap();
    link.map(|link| link.strip_prefix(&hospital.base).unwrap().to_owned())
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_the_link_that_is_printed_at_the_start() {
    let hospital = Hospital::open().await;
    assert_eq!(printed(&hospital).await, None, "there is an administrator");
    without_administrator(&hospital).await;
    let before = printed(&hospital).await.unwrap();
    let hospital = hospital.restart().await;
    let link = printed(&hospital).await.unwrap();
    assert_eq!(hospital.browser().get(&before).await.status, 404, "a restart ends the one before");

    let (ours, other) = (hospital.browser(), hospital.browser());
    assert_eq!(ours.page(&link).await.heading(), "Set up Elbow");
    let form = |name, username| {
        let [password, again] = NEW;
        [("name", name), ("username", username), password, again]
    };
    for (name, username, field, message) in [
        (" ", "r.new", "name", "Enter your name"),
        ("Robin New", "", "username", "Enter a username"),
        ("Robin New", "robin new", "username", "Write the username without a space"),
        ("Robin New", "LEAD", "username", "This username is in use"),
        ("943 476 5919", "r.new", "name", "NHS number"),
    ] {
        let wrong = ours.post(&link, &form(name, username)).await;
        assert_eq!(wrong.status, 422, "{wrong}");
        assert!(wrong.page().error_at(field).unwrap().contains(message), "{wrong}");
        assert_eq!(wrong.hidden("username"), username, "what was typed stays");
    }
    let people = hospital.running.core.store.read().await.unwrap().list_people().await.unwrap();
    assert!(!people.iter().any(|person| person.name == "Robin New"), "nothing is half saved");

    let joined = ours.post(&link, &form("Robin New", "R.New")).await;
    assert_eq!((joined.status, joined.location.as_str()), (303, "/admin"), "{joined}");
    assert_eq!(ours.get("/admin").await.status, 200);
    assert_eq!(sign_in(&hospital.browser(), "r.new", NEW_PASSWORD).await, 303);
    let late = other.post(&link, &form("Mallory", "mallory")).await;
    assert!(late.status == 404 && late.says("Ask an administrator for a new link"), "{late}");
    assert_eq!(printed(&hospital).await, None);
    let audit = ours.page("/admin/audit").await;
    assert!(audit.says("Made a link for the first administrator"), "{audit}");
    assert!(audit.says("Set up Robin New: administrator"), "{audit}");
    hospital.running.stop().await;
}

/// Somebody was quicker, with `elbow add-user`.
#[tokio::test]
async fn the_printed_link_is_dead_once_there_is_an_administrator() {
    let hospital = Hospital::open().await;
    without_administrator(&hospital).await;
    let link = printed(&hospital).await.unwrap();
    let browser = hospital.browser();
    assert_eq!(browser.get(&link).await.status, 200);
    let mut session = hospital.running.core.store.write().await.unwrap();
    set_roles(session.as_mut(), hospital.lead, &[Role::Lead, Role::Administrator]).await;
    session.commit().await.unwrap();
    assert_eq!(browser.get(&link).await.status, 404);
    let form = [("name", "Late"), ("username", "late")];
    let joined = browser.post(&link, &[form.as_slice(), &NEW].concat()).await;
    assert_eq!(joined.status, 404, "{joined}");
    hospital.running.stop().await;
}
