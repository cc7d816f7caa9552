//! An administrator sets what the configuration file says first: names, numbers, alerts, calls and limits, without a restart.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, http::StatusCode};
use domain::poster::{Printed, Says};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::hospital::{
    Answer, Browser, Hospital, LEAD_PASSWORD, eventually, give_password, put_person, request,
};

const SECRET: &str = "a secret that only this hospital knows";

/// Looks at what the form would change, and saves it.
async fn save(office: &Browser, form: &[(&str, &str)]) -> Answer {
    let preview = office.post("/admin/settings/preview", form).await;
    assert_eq!(preview.status, 200, "{preview}");
    assert!(preview.page().posts_to("/admin/settings"), "{preview}");
    let told = preview.hidden("told");
    let mut confirmed = form.to_vec();
    confirmed.push(("told", &told));
    office.post("/admin/settings", &confirmed).await
}

pub(crate) async fn saved(office: &Browser, form: &[(&str, &str)]) {
    let done = save(office, form).await;
    assert_eq!((done.status, done.location.as_str()), (303, "/admin/settings?done=settings_set"), "{done}");
}

/// Shows H10.2.
#[tokio::test]
async fn a_new_number_of_the_desk_is_on_every_page_at_once_and_can_be_taken_back() {
    let hospital = Hospital::open().await;
    let (office, nurse) = (hospital.administrator().await, hospital.browser());
    let link = hospital.ward_link(hospital.ward_7);
    let page = office.page("/admin/settings").await;
    assert_eq!(page.field("desk_phone").as_deref(), Some("ext. 5000"), "{page}");
    assert!(page.says("From the configuration."), "{page}");
    assert!(office.page("/admin").await.leads_to("/admin/settings"));

    let core = &hospital.running.core;
    let printed = Printed {
        id: domain::PosterId::new(core.now(), [4; 10]),
        ward: hospital.ward_7,
        kind: domain::PosterKind::Poster,
        copies: 3,
        says: Says {
            rotation: 0,
            trust_name: Some("Testwell".to_owned()),
            ward_name: "Ward 7".into(),
            desk_phone: "ext. 5000".into(),
            emergency_phone: "2222".into(),
            address: "https://elbow.trust.example/".into(),
        },
        at: core.now(),
        by: hospital.lead,
    };
    let mut session = core.store.write().await.unwrap();
    session.add_posters(&printed).await.unwrap();
    session.commit().await.unwrap();
    let form = [("version", "0"), ("desk_phone", "ext. 6000"), ("trust_name", "Testwell and Sampleshire")];
    let preview = office.post("/admin/settings/preview", &form).await;
    for words in
        ["What would change", "ext. 5000", "ext. 6000", "Print again: 3 posters", "Nothing has changed yet"]
    {
        assert!(preview.says(words), "{words}: {preview}");
    }
    assert!(nurse.get(&link).await.says("ext. 5000"), "it was only looked at");
    saved(&office, &form).await;
    assert!(office.page("/admin/settings?done=settings_set").await.says("without a restart"));
    let ward = nurse.get(&link).await;
    assert!(
        ward.says("ext. 6000") && ward.says("Testwell and Sampleshire") && !ward.says("ext. 5000"),
        "{ward}"
    );
    assert!(nurse.get("/sw.js").await.body.contains("ext. 6000"), "the page without a connection too");

    let page = office.page("/admin/settings").await;
    assert!(page.says("Set by Robin Fixture, 09:00") && page.says("Version 1"), "{page}");
    assert!(office.page("/admin/audit").await.says("Set settings version 1: trust_name, desk_phone"));
    let hospital = hospital.restart().await;
    let ward = hospital.browser().get(&link).await;
    assert!(ward.says("ext. 6000"), "it outlives the program: {ward}");

    saved(&office, &[("version", "1"), ("desk_phone", "ext. 6000"), ("desk_phone_file", "yes")]).await;
    let ward = nurse.get(&link).await;
    assert!(ward.says("ext. 5000") && ward.says("Testwell and Sampleshire"), "{ward}");
    let earlier = office.page("/admin/settings/versions/1").await;
    assert!(earlier.says("ext. 6000") && earlier.says("Set this again"), "{earlier}");
    let again: Vec<(String, String)> = ["version", "trust_name", "desk_phone", "contact_file"]
        .map(|name| (name.to_owned(), earlier.field(name).unwrap()))
        .to_vec();
    let again: Vec<(&str, &str)> =
        again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    saved(&office, &again).await;
    assert!(nurse.get(&link).await.says("ext. 6000"));
    assert_eq!(office.get("/admin/settings/versions/9").await.status, 404);
    hospital.running.stop().await;
}

#[tokio::test]
async fn of_two_administrators_the_second_is_told_what_the_first_has_set() {
    let hospital = Hospital::open().await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let second = domain::PersonId::new(core.now(), [9; 10]);
    put_person(session.as_mut(), second, "Noor Placeholder", &[domain::Role::Administrator]).await;
    give_password(session.as_mut(), second, "noor").await;
    session.commit().await.unwrap();
    let (office, other) = (hospital.administrator().await, hospital.browser());
    let form = [("username", "noor"), ("password", LEAD_PASSWORD), ("next", "/admin")];
    assert_eq!(other.post("/staff", &form).await.status, 303);

    saved(&other, &[("version", "0"), ("desk_phone", "ext. 6000")]).await;
    let form = [
        ("version", "0"),
        ("desk_phone", "ext. 5000"),
        ("desk_phone_was", "ext. 5000"),
        ("emergency_phone", "3333"),
        ("emergency_phone_was", "2222"),
    ];
    for address in ["/admin/settings/preview", "/admin/settings"] {
        let late = office.post(address, &form).await;
        assert_eq!(late.status, 409, "{address}: {late}");
        assert!(late.says("Noor Placeholder saved other settings while you were editing"), "{late}");
        assert_eq!(late.hidden("emergency_phone"), "3333", "what was typed stays");
        assert_eq!(late.hidden("desk_phone"), "ext. 6000", "what was not touched is the other's");
        assert_eq!(late.hidden("version"), "1");
    }
    let worker = office.get("/sw.js").await.body;
    saved(&office, &[("version", "1"), ("desk_phone", "ext. 6000"), ("emergency_phone", "3333")]).await;
    assert_ne!(office.get("/sw.js").await.body, worker, "pages that are open load themselves anew");
    let page = office.page("/admin/settings").await;
    assert!(page.says("Set by Noor Placeholder") && page.says("Set by Robin Fixture"), "{page}");
    hospital.running.stop().await;
}

/// Shows H4.12, H10.2.
#[tokio::test]
async fn nothing_can_be_set_that_stops_alerts_or_leads_an_emergency_to_the_desk() {
    let hospital = Hospital::open_with("[push]\ncontact = 'mailto:elbow@trust.example'").await;
    let office = hospital.administrator().await;
    for (field, typed, words) in [
        ("contact", "", "Alerts would stop"),
        ("contact", "me", "Enter an e-mail address"),
        ("emergency_phone", "ext. 5000", "must not be the number of the command centre"),
        ("desk_phone", "22 22", "must not be the number of the command centre"),
        ("emergency_phone", "EXT 5000", "must not be the number of the command centre"),
        ("desk_phone", "the desk", "Enter a telephone number"),
        ("desk_phone", "943 476 5919", "NHS number"),
        ("trust_name", " ", "Enter the name of the trust"),
        ("hospital_numbers", "RX#", "Change the patterns"),
        ("gateway_url", "https://gateway.trust.example", "Set the secret of the gateway first"),
        ("per_ward", "0", "Enter a whole number from 1 to 1000"),
        ("live_pages", "lots", "Enter a whole number from 1 to 1000"),
    ] {
        for address in ["/admin/settings/preview", "/admin/settings"] {
            let refused = office.post(address, &[("version", "0"), (field, typed)]).await;
            assert_eq!(refused.status, 422, "{field} {typed:?}: {refused}");
            assert!(refused.says(words), "{field} {typed:?}: {refused}");
            assert_eq!(refused.hidden(field), typed, "what was typed stays");
        }
    }
    assert!(office.page("/admin/settings").await.says("Nothing has been set here yet"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_limit_that_would_turn_a_ward_away_is_asked_about_and_counts_from_the_next_request() {
    let hospital = Hospital::open().await;
    let (office, nurse) = (hospital.administrator().await, hospital.browser());
    let link = hospital.ward_link(hospital.ward_7);
    for key in ["a", "b", "c"] {
        assert_eq!(nurse.post(&link, &request(key, "epma")).await.status, 303);
    }
    let form = [("version", "0"), ("per_ward", "2")];
    let unasked = office.post("/admin/settings", &form).await;
    assert_eq!(unasked.status, 409, "{unasked}");
    assert!(unasked.says("a busy ward would be turned away"), "{unasked}");
    hospital.fast_forward(std::time::Duration::from_mins(2));
    saved(&office, &form).await;
    for (key, status) in [("d", 303), ("e", 303), ("f", 429)] {
        assert_eq!(nurse.post(&link, &request(key, "epma")).await.status, status, "{key}");
    }
    saved(&office, &[("version", "1"), ("per_ward", "30")]).await;
    hospital.fast_forward(std::time::Duration::from_secs(4));
    assert_eq!(nurse.post(&link, &request("g", "epma")).await.status, 303);
    hospital.running.stop().await;
}

#[derive(Clone, Default)]
struct Gateway(Arc<Mutex<Vec<Value>>>);

async fn receive(State(gateway): State<Gateway>, body: Bytes) -> (StatusCode, &'static str) {
    let mut calls = gateway.0.lock().unwrap();
    calls.push(serde_json::from_slice(&body).unwrap());
    if calls.len() == 1 { (StatusCode::FORBIDDEN, "wrong signature") } else { (StatusCode::ACCEPTED, "") }
}

/// Shows H4.3, H4.13.
#[tokio::test]
async fn a_gateway_is_set_up_tried_out_and_called_without_a_restart() {
    let hospital = Hospital::open_with("[push]\nallow_loopback = true").await;
    let office = hospital.administrator().await;
    let (gateway, listener) = (Gateway::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let url = format!("http://127.0.0.1:{}/elbow", listener.local_addr().unwrap().port());
    let app = Router::new().fallback(receive).with_state(gateway.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    assert!(office.page("/admin/settings").await.says("There is no gateway"));
    let nobody = office.post("/admin/settings/test-call", &[("reference", "bleep 5000")]).await;
    assert_eq!(nobody.status, 409, "{nobody}");

    let short =
        office.post("/admin/settings/secret", &[("version", "0"), ("gateway_secret", "tiny-one")]).await;
    assert!(short.status == 422 && !short.body.contains("tiny-one"), "{short}");
    let set = office.post("/admin/settings/secret", &[("version", "0"), ("gateway_secret", SECRET)]).await;
    assert_eq!(set.location, "/admin/settings?done=secret_set");
    saved(&office, &[("version", "1"), ("gateway_url", &url), ("command_centre", "bleep 5000")]).await;
    let page = office.get("/admin/settings").await;
    assert!(!page.body.contains(SECRET), "nobody reads it again");

    let key = page.hidden("key");
    let test = async |reference: &str| {
        office.post("/admin/settings/test-call", &[("key", &key), ("reference", reference)]).await
    };
    assert_eq!(test(" ").await.status, 422);
    let refused = test("bleep 5000").await;
    assert!(refused.says("The gateway refused the test call: 403 Forbidden: wrong signature"), "{refused}");
    let page = office.page("/admin/settings").await;
    assert!(page.says("Robin Fixture sent a test call, 09:00. The gateway did not take it"), "{page}");
    let again = test("bleep 5000").await;
    assert_eq!(again.location, "/admin/settings#test-call", "a double tap calls once");
    assert_eq!(gateway.0.lock().unwrap().len(), 1);
    let taken = test("bleep 5001").await;
    assert!(taken.says("The gateway took the test call"), "{taken}");
    let page = office.page("/admin/settings").await;
    assert!(page.says("Robin Fixture sent a test call, 09:00. The gateway took it"), "{page}");
    let audit = office.page("/admin/audit").await;
    assert!(
        audit.says("second_channel.secret") && audit.says("Sent a test call, which the gateway took"),
        "{audit}"
    );
    assert_eq!(gateway.0.lock().unwrap()[1]["kind"], "test");

    // Nobody is on shift: the command centre is called, by the settings of now.
    let link = hospital.ward_link(hospital.ward_7);
    hospital.browser().post(&link, &request("first", "epma")).await;
    hospital.fast_forward(std::time::Duration::from_mins(6));
    eventually("a call", async || {
        gateway.0.lock().unwrap().iter().any(|call| call["kind"] == "command_centre").then_some(())
    })
    .await;
    for form in [
        [("version", "2"), ("take_back", "yes")],
        [("version", "2"), ("gateway_secret", "another secret that this hospital knows")],
    ] {
        let asked = office.post("/admin/settings/secret", &form).await;
        assert!(asked.status == 422 && asked.says("nobody is called until then"), "{asked}");
    }
    let form = [("version", "2"), ("take_back", "yes"), ("sure_back", "yes")];
    let needed = office.post("/admin/settings/secret", &form).await;
    assert!(needed.status == 422 && needed.says("Take its address away first"), "{needed}");
    let question = office.post("/admin/settings/preview", &[("version", "2"), ("gateway_url", "")]).await;
    assert!(question.says("Nobody would be called any more"), "{question}");

    let form =
        [("version", "2"), ("gateway_secret", "another secret that this hospital knows"), ("sure", "yes")];
    assert_eq!(office.post("/admin/settings/secret", &form).await.status, 303);
    let page = office.page("/admin/settings").await;
    assert!(!page.says("sent a test call"), "what the gateway took was signed with another: {page}");

    let mut session = hospital.running.core.store.read().await.unwrap();
    let sealed = session.lookup_secret("second_channel.secret").await.unwrap().unwrap();
    assert!(!sealed.sealed.contains(SECRET));
    let texts = session.list_settings(9).await.unwrap();
    assert!(texts.iter().all(|set| !set.text.contains(SECRET)));
    drop(session);
    hospital.running.stop().await;
}

/// Shows H10.2.
#[tokio::test]
async fn what_cannot_be_read_any_more_is_said_and_the_last_that_can_be_counts() {
    let hospital = Hospital::open().await;
    let office = hospital.administrator().await;
    saved(&office, &[("version", "0"), ("desk_phone", "ext. 6000")]).await;
    let core = &hospital.running.core;
    // A newer program's, or a careless hand.
    for text in ["desk_phone = ", "desk_phone = \"the desk\"\nemergency_phone = \"3333\""] {
        let mut session = core.store.write().await.unwrap();
        session.add_settings(text, hospital.lead, core.now()).await.unwrap();
        session.commit().await.unwrap();
        core.settings.refresh(core.store.read().await.unwrap().as_mut()).await.unwrap();
        let page = office.page("/admin/settings").await;
        let (told, desk) = if text.ends_with(' ') {
            ("Settings 2 cannot be read, and version 1 counts instead", "ext. 6000")
        } else {
            ("The setting desk_phone cannot be used as it was set", "ext. 5000")
        };
        assert!(page.says(told), "{page}");
        assert_eq!(page.field("desk_phone").as_deref(), Some(desk));
    }
    assert!(office.page("/admin").await.says("3333"), "what can be used of them counts");
    hospital.running.stop().await;
}

#[tokio::test]
async fn with_a_contact_and_a_key_alerts_begin_without_a_restart() {
    let hospital = Hospital::open().await;
    let office = hospital.administrator().await;
    let asha = hospital.handset(hospital.asha).await;
    assert!(!asha.page("/me").await.has("#alerts-switch"), "there is nothing to switch on");
    saved(&office, &[("version", "0"), ("contact", "mailto:elbow@trust.example")]).await;
    assert!(!asha.page("/me").await.has("#alerts-switch"), "nothing signs them");
    assert!(office.page("/admin/settings").await.says("no handset can turn alerts on"));
    for _ in 0..2 {
        let made = office.post("/admin/settings/alert-key", &[]).await;
        assert_eq!(made.location, "/admin/settings?done=alert_key_made");
    }
    let keys = hospital.running.core.store.read().await.unwrap().list_vapid_keys().await.unwrap();
    let [key] = &keys[..] else { panic!("made once: {keys:?}") };
    assert_eq!(asha.page("/me").await.all("#alerts-switch", "data-vapid"), std::slice::from_ref(&key.public));
    assert!(!office.page("/admin/settings").await.has("#alert-key"));
    assert!(office.page("/admin/audit").await.says("Added a key that signs alerts"));
    hospital.running.stop().await;
}

/// Shows H11.6.
#[tokio::test]
async fn numbers_for_patients_are_asked_about_until_somebody_has_said_that_they_are_not() {
    let hospital = Hospital::open_with("hospital_numbers = ['RX#######', '#######@']").await;
    let (office, nurse) = (hospital.administrator().await, hospital.browser());
    for typed in ["", "RX#######"] {
        let form = [("version", "0"), ("hospital_numbers", typed)];
        let unasked = office.post("/admin/settings", &form).await;
        assert_eq!(unasked.status, 409, "{typed:?}: {unasked}");
        let words = "would not be asked about any more";
        assert!(unasked.says(words), "{typed:?}: {unasked}");
    }
    let form = [("version", "0"), ("hospital_numbers", "")];
    let preview = office.post("/admin/settings/preview", &form).await;
    assert!(preview.says("No text is asked about any more because of a hospital number"), "{preview}");
    assert!(preview.page().button("Save them all the same").is_some(), "{preview}");
    assert!(nurse.get(&hospital.ward_link(hospital.ward_7)).await.body.contains("RX#######"));
    saved(&office, &form).await;
    assert!(!nurse.get(&hospital.ward_link(hospital.ward_7)).await.body.contains("RX#######"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn what_was_not_touched_is_not_set_and_what_was_typed_survives_a_look() {
    let hospital = Hospital::open().await;
    let office = hospital.administrator().await;
    let file = office.page("/admin/settings").await.field("file").unwrap();
    // A program beside this one was started with another number of the desk.
    let there = [
        ("version", "0"),
        ("file", "another"),
        ("desk_phone", "ext. 9000"),
        ("desk_phone_was", "ext. 9000"),
        ("emergency_phone", "3333"),
        ("emergency_phone_was", "2222"),
    ];
    for address in ["/admin/settings/preview", "/admin/settings"] {
        let refused = office.post(address, &there).await;
        assert_eq!(refused.status, 409, "{address}: {refused}");
        assert!(refused.says("has other values than when this form was opened"), "{refused}");
        assert_eq!(refused.hidden("desk_phone"), "ext. 5000", "what counts here");
        assert_eq!(refused.hidden("emergency_phone"), "3333", "what was typed stays");
        assert_eq!(refused.hidden("file"), file);
    }
    let here =
        [("version", "0"), ("file", &file), ("emergency_phone", "3333"), ("emergency_phone_was", "2222")];
    let preview = office.post("/admin/settings/preview", &here).await;
    assert_eq!(
        preview.page().button("Change something else first").as_deref(),
        Some("/admin/settings/preview")
    );
    let mut back = here.to_vec();
    back.push(("back", "yes"));
    let form = office.post("/admin/settings/preview", &back).await;
    assert_eq!((form.status, form.hidden("emergency_phone")), (200, "3333".to_owned()), "{form}");
    saved(&office, &here).await;
    let set = hospital.running.core.store.read().await.unwrap().list_settings(1).await.unwrap();
    assert_eq!(set[0].text.trim(), "emergency_phone = \"3333\"");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_secret_that_cannot_be_opened_calls_nobody_and_stands_in_the_way_of_nothing_else() {
    let configuration =
        format!("[second_channel]\nurl = 'https://gateway.trust.example'\nsecret = '{SECRET}'");
    let hospital = Hospital::open_with(&configuration).await;
    let office = hospital.administrator().await;
    let core = &hospital.running.core;
    // With the key file of another hospital.
    let sealed = ground::links::Links::new([9; 32]).seal();
    let sealed = sealed.seal("second_channel.secret", SECRET, core.random.bytes()).unwrap();
    let name = "second_channel.secret".to_owned();
    let mut session = core.store.write().await.unwrap();
    session.add_settings("", hospital.lead, core.now()).await.unwrap();
    let secret = store::SealedSecret { name, sealed, set_at: core.now(), set_by: hospital.lead };
    session.put_secret(&secret).await.unwrap();
    session.commit().await.unwrap();
    core.settings.refresh(core.store.read().await.unwrap().as_mut()).await.unwrap();

    let page = office.page("/admin/settings").await;
    assert!(page.says("The secret of the gateway cannot be opened"), "{page}");
    assert!(page.says("There is no gateway"), "the one of the file is not the gateway's any more: {page}");
    saved(&office, &[("version", "1"), ("desk_phone", "ext. 6000"), ("command_centre", "bleep 5000")]).await;
    let moved = [("version", "2"), ("gateway_url", "https://other.trust.example")];
    let refused = office.post("/admin/settings", &moved).await;
    assert!(refused.status == 422 && refused.says("Set the secret of the gateway first"), "{refused}");
    let doctor = office.page("/admin/doctor").await;
    assert_eq!(doctor.texts("main").join(" ").matches("cannot be opened").count(), 1, "said once: {doctor}");
    hospital.running.stop().await;
}

/// Shows H10.2.
#[tokio::test]
async fn one_number_for_the_desk_and_for_emergencies_is_an_alarm_wherever_it_was_written() {
    let hospital =
        Hospital::open_with("desk_phone = '0161 496 0000'\nemergency_phone = '+44 161 496 0000'").await;
    let doctor = hospital.administrator().await.page("/admin/doctor").await;
    assert!(
        doctor.says("The number for a clinical emergency is the number of the command centre"),
        "{doctor}"
    );
    hospital.running.stop().await;
}
