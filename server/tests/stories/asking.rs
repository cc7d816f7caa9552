//! Asking for help, and everything that can go wrong with it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::{
    sync::atomic::{AtomicU8, Ordering},
    time::Duration,
};

use crate::hospital::{Answer, Browser, Hospital, eventually, form_as_shown, request};
use ground::random::Random;
use page::Page;
use store::DeviceKind;

/// Shows H12.1.
#[tokio::test]
async fn a_nurse_asks_from_the_ward_link_and_sees_her_request() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);

    let page = nurse.get(&link).await;
    assert_eq!(page.status, 200);
    assert!(page.says("Get EPR help – Ward 7"), "{page}");
    assert!(!page.body.contains(".wasm"), "the Ask page loads no wasm");

    let asked = nurse.post(&link, &request("one", "epma")).await;
    assert_eq!(asked.status, 303);
    assert!(asked.location.starts_with("/r/"));
    let waiting = nurse.get(&asked.location).await;
    assert_eq!(waiting.status, 200);
    assert!(waiting.says("ePMA") && waiting.says("Ward 7"));
    assert!(waiting.says("ext. 5000"), "the desk's number is always there");
    assert!(!waiting.body.contains(".wasm"), "the Waiting page loads no wasm");
}

/// Shows H1.2.
#[tokio::test]
async fn the_same_tap_fifty_times_is_one_ticket() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);

    let form = request("the-same-key", "epma");
    let answers = futures::future::join_all((0..50).map(|_| nurse.post(&link, &form))).await;

    assert!(answers.iter().all(|answer| answer.status == 303));
    assert!(
        answers.iter().all(|answer| answer.location == answers[0].location),
        "everyone gets the same answer"
    );
    let board: app::screens::board::BoardPage = hospital.desk().await.json("/board.json").await;
    assert_eq!(board.tickets.len(), 1);
}

/// Shows H2.3, H11.1, H11.2.
#[tokio::test]
async fn what_is_wrong_is_said_beside_what_was_typed() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);

    let empty = nurse.post(&link, &[]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.says("There is a problem") && empty.says("Choose what it is about"));

    let mut form = request("k", "epma");
    form.push(("note", "pt 943 476 5919 has no chart"));
    form.push(("asker", "Sister Mock bleep 4512"));
    let refused = nurse.post(&link, &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("This looks like an NHS number. Remove it."));
    assert_eq!(
        refused.page().field("asker").as_deref(),
        Some("Sister Mock bleep 4512"),
        "nothing typed is lost"
    );

    let mut form = request("k", "epma");
    form.push(("note", "Mrs Example has no chart"));
    let warned = nurse.post(&link, &form).await;
    assert_eq!(warned.status, 422);
    let warned = warned.page();
    assert!(warned.has_field("note_checked"), "{warned}");
    assert_eq!(warned.link("Not sent yet. ").as_deref(), Some("#note_checked"), "said at the top: {warned}");
    form.push(("note_checked", "yes"));
    assert_eq!(nurse.post(&link, &form).await.status, 303);

    let long = "x".repeat(141);
    let mut form = request("k2", "epma");
    form.push(("note", &long));
    let refused = nurse.post(&link, &form).await;
    assert!(refused.says("Use 140 characters or fewer."));
    assert_eq!(refused.page().field("note"), Some(long), "nothing typed is lost");
}

/// Shows H12.2.
#[tokio::test]
async fn what_hides_in_a_text_is_taken_out_and_the_request_is_taken() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);

    let form = [
        ("key", "k\u{0}ey\u{1b}"),
        ("tag", "epma"),
        ("stuck", "can_work_around"),
        ("patient", "not_affected"),
        ("asker", "Sister\u{0} Mock \u{202e}bleep\r\n4512"),
        ("note", "The\u{0} chart\u{1b}[31m is\u{202e} \u{feff}blank\r\nsince\u{85}ten"),
    ];
    let asked = nurse.post(&link, &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    let board: app::screens::board::BoardPage = hospital.desk().await.json("/board.json").await;
    let page = hospital.desk().await.get(&format!("/board/tickets/{}", board.tickets[0].id)).await;
    assert!(page.says("The chart[31m is blank\nsince\nten"), "{page}");
    assert!(page.says("Sister Mock bleep 4512"));
    assert!(!page.body.contains(['\u{0}', '\u{1b}', '\u{202e}']));

    let mut form = request("k2", "ep\u{0}ma\u{202e}x");
    form.push(("note", "typed \u{1b}before"));
    let refused = nurse.post(&link, &form).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.page().field("note").as_deref(), Some("typed before"), "nothing typed is lost");

    let staff =
        hospital.browser().post("/staff", &[("username", "le\u{0}ad\u{202e}x"), ("password", "x")]).await;
    assert_eq!(staff.status, 422, "{staff}");
}

/// Shows H11.1.
#[tokio::test]
async fn an_nhs_number_is_refused_in_every_text_however_it_is_written() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    for number in ["943/476/5919", "(943) 476\r\n5919", "9 4 3 4 7 6 5 9 1 9", "943\u{200b}476\u{2060}5919"] {
        for field in ["note", "asker", "spot"] {
            let mut form = request("k", "epma");
            form.push((field, number));
            let refused = nurse.post(&link, &form).await;
            assert_eq!(refused.status, 422, "{field}: {number}");
            assert!(refused.says("This looks like an NHS number. Remove it."));
        }
    }
    let mut form = request("k", "epma");
    form.push(("note", "Ring +44 7700 900 123 or 020 7946 0958, bleep 4512"));
    assert_eq!(nurse.post(&link, &form).await.status, 303);

    let desk = hospital.desk().await;
    let title = [("title", "943_476_5919"), ("workaround", "Wait"), ("tag", "epma")];
    assert_eq!(desk.post("/known-issues", &title).await.status, 422);
    let policy = [("text", "# for 943,476,5919\nparallel_offers = [2, 2, 1, 1]\n"), ("version", "0")];
    let refused = hospital.administrator().await.post("/admin/policy", &policy).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("This looks like an NHS number. Remove it."), "{refused}");
}

/// Shows H11.2.
#[tokio::test]
async fn what_may_be_a_patients_is_asked_about_in_every_text_that_comes_with_a_request() {
    let hospital = Hospital::open_with("hospital_numbers = ['RX#######']").await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    assert!(nurse.page(&link).await.has(r#"[data-masks="RX#######"]"#), "the page looks for them too");

    for (field, text, question) in [
        ("note", "RX 123 4567 has no chart", "may hold a hospital number"),
        ("asker", "Sister Mock, rx-1234567", "may hold a hospital number"),
        ("asker", "Ward clerk 12/03/1948", "may hold a date of birth"),
        ("spot", "Bed of Mrs Example", "may hold somebody’s name"),
    ] {
        let mut form = request(text, "epma");
        form.push((field, text));
        let asked = nurse.post(&link, &form).await;
        assert_eq!(asked.status, 422, "{text}");
        let asked = asked.page();
        assert!(asked.says(question), "{asked}");
        assert_eq!(asked.field(field).as_deref(), Some(text), "{asked}");
        let tick = format!("{field}_checked");
        assert!(asked.has_field(&tick), "{asked}");
        form.push((&tick, "yes"));
        assert_eq!(nurse.post(&link, &form).await.status, 303, "{text}");
    }

    let mut form = request("both", "epma");
    form.extend([("note", "for RX1234567"), ("asker", "RX1234567"), ("note_checked", "yes")]);
    let asked = nurse.post(&link, &form).await;
    assert_eq!(asked.status, 422, "each needs a tick of its own");
    let asked = asked.page();
    assert!(asked.has_field("asker_checked") && asked.has_field("note_checked"), "{asked}");
    form.push(("asker_checked", "yes"));
    assert_eq!(nurse.post(&link, &form).await.status, 303);

    let mut form = request("a name", "epma");
    form.push(("asker", "Mrs Example, ward clerk"));
    assert_eq!(nurse.post(&link, &form).await.status, 303, "whoever asks may say who they are");
}

#[tokio::test]
async fn a_note_may_be_140_characters_long_with_its_line_breaks() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    // A browser sends two characters for each line break of a text area.
    let lines = [27, 28].map(|length| vec!["x".repeat(length); 5].join("\r\n"));
    for (text, status) in lines.iter().zip([303, 422]) {
        let mut form = request("k", "epma");
        form.push(("note", text));
        assert_eq!(nurse.post(&link, &form).await.status, status);
    }
}

#[tokio::test]
async fn unknown_and_replaced_links_answer_alike() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let old = hospital.ward_link(hospital.ward_7);
    let desk = hospital.desk().await;
    let rotated = desk.post(&format!("/setup/wards/{}/rotate-link", hospital.ward_7), &[]).await;
    assert_eq!(rotated.status, 303);

    let (replaced, unknown) = (nurse.get(&old).await, nurse.get("/w/AAAAAAAAAAAAAAAAAAAAAA").await);
    assert_eq!((replaced.status, unknown.status), (404, 404));
    assert!(unknown.says("This link does not work") && unknown.says("ext. 5000"));
    // The whole page, but for its nonce and its reference.
    let without_what_is_new_each_time = |answer: Answer| {
        let header = |name: &str| answer.headers[name].to_str().unwrap();
        let policy = header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert!(answer.body.contains(nonce), "a page has scripts of its own");
        answer.body.replace(nonce, "").replace(header("x-request-id"), "")
    };
    assert_eq!(without_what_is_new_each_time(replaced), without_what_is_new_each_time(unknown));
}

#[tokio::test]
async fn a_ward_device_is_enrolled_once_and_shows_its_own_requests() {
    let hospital = Hospital::open().await;
    let device = hospital.browser();
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert!(
        device.page("/").await.leads_to("/enrol") || device.page("/").await.posts_to("/enrol"),
        "a device that nobody enrolled is told how"
    );

    let enrolled = device.post("/enrol", &[("code", &code)]).await;
    assert_eq!((enrolled.status, enrolled.location.as_str()), (303, "/"));
    let again = hospital.browser().post("/enrol", &[("code", &code)]).await;
    assert_eq!(again.status, 422, "a code works once");

    let asked = device.post("/ask", &request("a", "order-comms")).await;
    assert_eq!(asked.status, 303);
    assert!(device.page("/").await.leads_to(&asked.location), "the open request is on the device's page");
}

/// A ward's own computer.
async fn ward_computer(hospital: &Hospital) -> Browser {
    let device = hospital.browser();
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(device.post("/enrol", &[("code", &code)]).await.status, 303);
    device
}

/// As a page's script sends it.
async fn post_json(browser: &Browser, path: &str, form: &[(&str, &str)]) -> (u16, serde_json::Value) {
    let request = browser.client.post(format!("{}{path}", browser.base)).form(form);
    let answer = Browser::answer(request.header("accept", "application/json")).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap())
}

/// The code of the request that this page is about.
fn code_on(waiting: &Page) -> String {
    waiting.texts(".app-code").swap_remove(0)
}

async fn open_tickets(hospital: &Hospital) -> usize {
    hospital.desk().await.json::<app::screens::board::BoardPage>("/board.json").await.tickets.len()
}

/// Shows H1.5.
#[tokio::test]
async fn a_ward_that_asks_about_the_same_again_is_asked_whether_it_is_the_same() {
    let hospital = Hospital::open().await;
    let (computer, phone) = (ward_computer(&hospital).await, hospital.browser());
    let poster = hospital.ward_link(hospital.ward_7);
    let _ben = hospital.handset(hospital.ben).await;
    for (browser, address, keys) in
        [(&computer, "/ask", ["one", "two"]), (&phone, poster.as_str(), ["three", "four"])]
    {
        let before = open_tickets(&hospital).await;
        let first = browser.post(address, &form_as_shown(keys[0], "epma")).await;
        assert_eq!(first.status, 303, "{first}");
        let code = code_on(&browser.page(&first.location).await);
        let again = browser.post(address, &form_as_shown(keys[0], "epma")).await;
        assert_eq!(
            (again.status, &again.location),
            (303, &first.location),
            "the same tap is the same request"
        );

        hospital.fast_forward(Duration::from_mins(3));
        let mut form = form_as_shown(keys[1], "epma");
        form.extend([("note", "for Mrs Example"), ("note_checked", "yes"), ("asker", "Sister Mock")]);
        let asked = browser.post(address, &form).await;
        assert_eq!(asked.status, 409, "{asked}");
        let asked = asked.page();
        let question = format!("Ward 7 asked about ePMA 3 minutes ago ({code})");
        assert!(asked.says(&question), "{asked}");
        assert!(asked.leads_to(&first.location), "{asked}");
        for (field, kept) in
            [("key", keys[1]), ("note", "for Mrs Example"), ("note_checked", "yes"), ("asker", "Sister Mock")]
        {
            assert_eq!(asked.field(field).as_deref(), Some(kept), "{field} is sent along: {asked}");
        }
        assert_eq!(open_tickets(&hospital).await, before + 1);

        form.push(("another", "yes"));
        let mine = browser.post(address, &form).await;
        assert_eq!(mine.status, 303, "{mine}");
        assert_ne!(mine.location, first.location);
        assert_eq!(open_tickets(&hospital).await, before + 2);
    }
}

/// Shows H1.5.
#[tokio::test]
async fn what_cannot_be_the_same_request_is_not_asked_about() {
    let hospital = Hospital::open_with("[limits]\nper_device_per_minute = 60").await;
    let (computer, other) = (ward_computer(&hospital).await, ward_computer(&hospital).await);
    let phone = hospital.browser();
    let poster = hospital.ward_link(hospital.ward_7);
    let first = computer.post("/ask", &form_as_shown("first", "epma")).await.location;

    let asks = async |browser: &Browser, address: &str, key: &str, tag: &str, more: &[(&str, &str)]| {
        let mut form = form_as_shown(key, tag);
        form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        form.extend(more);
        browser.post(address, &form).await.status
    };
    let harm = [("patient", "could_come_to_harm")];
    assert_eq!(asks(&computer, "/ask", "harm", "epma", &harm).await, 303, "P1 is held up by nothing");
    assert_eq!(asks(&computer, "/ask", "other", "order-comms", &[]).await, 303, "another thing");
    assert_eq!(asks(&other, "/ask", "theirs", "epma", &[]).await, 303, "another device");
    assert_eq!(asks(&phone, &poster, "phone", "epma", &[]).await, 303, "a link knows nothing of a device");
    for key in ["else 1", "else 2"] {
        assert_eq!(asks(&computer, "/ask", key, "other", &[]).await, 303, "it says nothing of what it is");
    }
    let (_, kept) = post_json(&computer, "/ask", &form_as_shown("kept", "epma")).await;
    assert!(kept["link"].is_string(), "what a page had kept is sent, not asked about: {kept}");
    let mut in_front = form_as_shown("in front", "epma");
    in_front.push(("may_ask", "yes"));
    let (status, told) = post_json(&computer, "/ask", &in_front).await;
    assert_eq!((status, told["errors"].is_array()), (409, true), "its form is in front: {told}");

    let open = computer.page("/").await.links().into_iter().find(|link| link.starts_with("/r/")).unwrap();
    for link in [first, open] {
        computer.post(&format!("{link}/withdraw"), &[]).await;
    }
    hospital.fast_forward(Duration::from_mins(31));
    assert_eq!(asks(&computer, "/ask", "later", "epma", &[]).await, 303, "half an hour is long ago");
}

/// Shows H1.6.
#[tokio::test]
async fn a_phone_that_closed_its_page_finds_its_request_by_the_poster_and_nobody_elses() {
    let hospital = Hospital::open().await;
    let (phone, other) = (hospital.browser(), hospital.browser());
    let [poster_7, poster_12] = [hospital.ward_7, hospital.ward_12].map(|ward| hospital.ward_link(ward));
    assert!(!phone.get(&poster_7).await.says("Asked from this device"));
    let mut form = request("mine", "epma");
    form.push(("note", "grey since noon"));
    let mine = phone.post(&poster_7, &form).await.location;
    let theirs = other.post(&poster_7, &request("theirs", "order-comms")).await.location;

    let page = phone.page(&poster_7).await;
    let code = code_on(&phone.page(&mine).await);
    assert!(page.leads_to(&mine) && page.says(&code) && page.says("Looking for someone"), "{page}");
    assert!(!page.says("grey since noon") && !page.leads_to(&theirs), "{page}");
    let page = phone.page(&poster_12).await;
    assert!(page.leads_to(&mine) && page.says("Ward 7"), "it says where help will come to: {page}");

    phone.post(&format!("{mine}/withdraw"), &[("why", "solved_myself")]).await;
    assert!(phone.get(&poster_7).await.says("Cancelled"));
    hospital.fast_forward(Duration::from_mins(11));
    assert!(!phone.page(&poster_7).await.leads_to(&mine));
}

/// Shows H12.4.
#[tokio::test]
async fn a_ward_computer_goes_back_to_ask_once_a_request_is_closed() {
    let hospital = Hospital::open().await;
    let (computer, phone) = (ward_computer(&hospital).await, hospital.browser());
    let mine = computer.post("/ask", &request("a", "epma")).await.location;
    let reloads = |page: &Page, seconds: u32, to: &str| {
        page.all(r#"meta[http-equiv="refresh"]"#, "content") == [format!("{seconds};url={to}")]
    };
    let open = computer.page(&mine).await;
    assert!(reloads(&open, 10, &mine) && !open.has("[data-leaves-after]"), "{open}");

    computer.post(&format!("{mine}/withdraw"), &[]).await;
    let closed = computer.page(&mine).await;
    assert!(reloads(&closed, 10, &mine) && closed.has(r#"[data-leaves-after="300"]"#), "{closed}");
    assert!(computer.page("/").await.leads_to(&mine), "whoever asked looks once more");

    hospital.fast_forward(Duration::from_mins(11));
    let late = computer.page(&mine).await;
    assert!(reloads(&late, 120, "/") && late.has(r#"[data-leaves-after="120"]"#), "{late}");
    assert!(!computer.page("/").await.leads_to(&mine), "nobody who comes later does");
    assert!(reloads(&phone.page(&mine).await, 10, &mine), "a phone stays where it is");
}

/// Shows H2.3.
#[tokio::test]
async fn too_many_requests_are_refused_with_the_phone_number() {
    let hospital = Hospital::open_with("[limits]\nper_ward_per_minute = 2").await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    for key in ["a", "b"] {
        assert_eq!(nurse.post(&link, &request(key, "epma")).await.status, 303);
    }
    let refused = nurse.post(&link, &request("c", "epma")).await;
    assert_eq!(refused.status, 429);
    assert!(refused.says("was NOT sent, because many came from here in the last minute. Ring ext. 5000"));
    let again = nurse.post(&link, &request("a", "epma")).await;
    assert_eq!(again.status, 303, "asking again for what was asked already is not another request");
}

#[tokio::test]
async fn a_code_that_another_ticket_has_takes_nothing_from_what_a_ward_may_ask() {
    // The first code that each ticket gets is that of the ticket before.
    let (draws, system) = (AtomicU8::new(0), Random::system());
    let random = Random::new(move |bytes| match bytes.len() {
        4 => bytes.fill(draws.fetch_add(1, Ordering::SeqCst) / 2),
        _ => bytes.fill_with(|| system.bytes::<1>()[0]),
    });
    let hospital = Hospital::open_by("[limits]\nper_ward_per_minute = 3", random).await;
    let (nurse, link) = (hospital.browser(), hospital.ward_link(hospital.ward_7));
    for key in ["a", "b", "c"] {
        assert_eq!(nurse.post(&link, &request(key, "epma")).await.status, 303, "{key}");
    }
    assert_eq!(nurse.post(&link, &request("d", "epma")).await.status, 429);
}

/// Shows H10.1, H14.1.
#[tokio::test]
async fn every_page_that_a_requester_meets_says_whom_to_ring() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    let asked = nurse.post(&link, &request("one", "epma")).await.location;
    for path in [link.as_str(), asked.as_str(), "/", "/enrol", "/w/AAAAAAAAAAAAAAAAAAAAAA", "/nothing/here"] {
        let page = nurse.page(path).await;
        assert!(page.says("In a clinical emergency ring 2222"), "{path}: {page}");
        assert_eq!(page.link("2222").as_deref(), Some("tel:2222"), "{path}: {page}");
        assert!(page.says("ext. 5000"), "{path}: {page}");
    }
}

#[tokio::test]
async fn whatever_is_thrown_at_it_gets_a_plain_answer() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = format!("{}{}", hospital.base, hospital.ward_link(hospital.ward_7));
    let client = &nurse.client;

    let large = "x".repeat(100_000);
    let cases = [
        (client.post(&link).form(&[("note", large.as_str())]), 413),
        (client.post(&link).header("content-type", "text/plain").body("hello"), 415),
        (
            client.post(&link).header("content-type", "application/x-www-form-urlencoded").body("%ff%fe=%%"),
            422,
        ),
        (client.delete(&link), 405),
        (client.get(format!("{}/nothing-here", hospital.base)), 404),
        (client.get(format!("{}/r/%00%ff", hospital.base)), 404),
        (client.get(format!("{}/board/tickets/not-an-id", hospital.base)), 303),
        (client.get(&link).header("cookie", "elbow-device=\"; ;;=; elbow-session=%%%"), 200),
        (client.post(format!("{}/push/receipt", hospital.base)).body("{"), 400),
        (client.post(&link).header("sec-fetch-site", "cross-site").form(&request("k", "epma")), 403),
        (client.post(&link).header("origin", "https://evil.example").form(&request("k", "epma")), 403),
    ];
    for (number, (attack, expected)) in cases.into_iter().enumerate() {
        let answer = Browser::answer(attack.header("accept", "text/html")).await;
        assert_eq!(answer.status, expected, "case {number}: {answer}");
        if expected >= 400 && expected != 422 {
            assert!(answer.says("ext. 5000"), "case {number} shows the number: {answer}");
        }
    }
}

#[tokio::test]
async fn a_program_gets_problem_json() {
    let hospital = Hospital::open().await;
    let client = hospital.browser().client;
    let json =
        |path: &str| client.get(format!("{}{path}", hospital.base)).header("accept", "application/json");

    let answer = Browser::answer(json("/w/unknown")).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert!(answer.body.contains("This link does not work"), "{}", answer.body);
    assert_eq!(Browser::answer(json("/board.json")).await.status, 401);

    let link = format!("{}{}", hospital.base, hospital.ward_link(hospital.ward_7));
    let ask = client.post(&link).header("accept", "application/json").form(&request("k", "epma"));
    let asked = Browser::answer(ask).await;
    assert_eq!(asked.status, 201);
    assert!(asked.body.contains("\"link\":\"/r/"), "{}", asked.body);
}

/// Shows H7.2.
#[tokio::test]
async fn security_headers_are_on_every_answer() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    for path in [hospital.ward_link(hospital.ward_7).as_str(), "/nothing", "/staff", "/me.json"] {
        let answer = nurse.get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
        let page = answer.page();
        assert!(!page.has("[style]"), "{path}: no inline style");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        let carry = page.all("script", "nonce").iter().filter(|carried| *carried == nonce).count();
        assert_eq!(carry, page.count("script"), "{path}: every script carries the nonce");
    }
}

/// What a proxy or a filter answers in our place lacks it.
#[tokio::test]
async fn every_answer_says_that_it_is_ours() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let (ward, at) = (hospital.ward_link(hospital.ward_7), |path: &str| format!("{}{path}", hospital.base));
    let asked = nurse.post(&ward, &request("one", "epma")).await.location;
    let stream = nurse.client.get(at(&format!("{asked}/events"))).send().await.unwrap();
    assert_eq!(stream.headers()["x-elbow"], "1");
    for path in [
        ward.as_str(),
        &asked,
        "/nothing",
        "/me",
        "/me.json",
        "/livez",
        "/events",
        "/pkg/none/a.js",
        "/sw.js",
    ] {
        assert_eq!(nurse.get(path).await.headers["x-elbow"], "1", "{path}");
    }
    let json = |request: reqwest::RequestBuilder| request.header("accept", "application/json");
    for (status, request) in [
        (201, json(nurse.client.post(at(&ward))).form(&request("two", "epma"))),
        (422, json(nurse.client.post(at(&ward)))),
        (403, nurse.client.post(at(&ward)).header("sec-fetch-site", "cross-site")),
        (405, nurse.client.delete(at(&ward))),
        (401, json(nurse.client.post(at("/me/seen")))),
        (413, nurse.client.post(at(&ward)).body("a".repeat(100_000))),
    ] {
        let answer = Browser::answer(request).await;
        assert_eq!(
            (answer.status, answer.headers["x-elbow"].as_bytes()),
            (status, &b"1"[..]),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn five_hundred_pages_at_once_all_arrive() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    let pages = futures::future::join_all((0..500).map(|_| nurse.get(&link)));
    let pages = tokio::time::timeout(std::time::Duration::from_mins(1), pages).await.expect("no page hangs");
    for page in pages {
        assert_eq!(page.status, 200, "{page}");
        assert!(page.body.contains("</html>"), "{page}");
    }
}

/// Shows H8.2.
#[tokio::test]
async fn the_requester_cancels_in_one_tap_and_can_say_not_solved() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("k", "epma")).await;
    let link = asked.location;

    let page = nurse.page(&link).await;
    assert!(page.posts_to(&format!("{link}/urgent")) && page.posts_to(&format!("{link}/harm")), "{page}");
    assert_eq!(nurse.post(&format!("{link}/urgent"), &[]).await.status, 303);
    let board: app::screens::board::BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].priority, domain::Priority::P2);
    assert_eq!(nurse.post(&format!("{link}/harm"), &[]).await.status, 303);
    let board: app::screens::board::BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].priority, domain::Priority::P1);
    let page = nurse.page(&link).await;
    assert!(page.says("You said: a patient could come to harm"), "{page}");
    assert!(
        page.says("in danger now")
            && !page.posts_to(&format!("{link}/harm"))
            && !page.posts_to(&format!("{link}/urgent")),
        "{page}"
    );
    // A tap that comes late takes nothing back.
    assert_eq!(nurse.post(&format!("{link}/urgent"), &[]).await.status, 303);
    assert_eq!(
        desk.json::<app::screens::board::BoardPage>("/board.json").await.tickets[0].priority,
        domain::Priority::P1
    );

    assert_eq!(nurse.post(&format!("{link}/withdraw"), &[("why", "solved_myself")]).await.status, 303);
    let board: app::screens::board::BoardPage = desk.json("/board.json").await;
    assert!(board.tickets.is_empty());
    let twice = nurse.post(&format!("{link}/withdraw"), &[("why", "solved_myself")]).await;
    assert_eq!(twice.status, 409);
    assert!(twice.says("This request was already cancelled."));

    assert_eq!(nurse.post(&format!("{link}/not-solved"), &[]).await.status, 303);
    eventually("the request to be open again", async || {
        let board: app::screens::board::BoardPage = desk.json("/board.json").await;
        board.tickets.first().filter(|ticket| ticket.reopened).cloned()
    })
    .await;
}

#[tokio::test]
async fn a_poster_that_is_flooded_takes_nothing_from_the_wards_own_computer() {
    let hospital = Hospital::open().await;
    let (computer, desk, anybody) = (hospital.browser(), hospital.desk().await, hospital.browser());
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(computer.post("/enrol", &[("code", &code)]).await.status, 303);
    let link = hospital.ward_link(hospital.ward_7);
    let mut refused = 0;
    for number in 0..35 {
        let answer = anybody.post(&link, &request(&format!("flood-{number}"), "epma")).await;
        if answer.status == 429 {
            refused += 1;
            assert!(answer.headers.contains_key("retry-after"));
            assert!(answer.says("NOT sent"));
        }
    }
    assert!(refused > 0);
    for number in 0..5 {
        let key = format!("own-{number}");
        assert_eq!(computer.post("/ask", &request(&key, "epma")).await.status, 303, "{number}");
    }
    assert_eq!(computer.post("/ask", &request("own-5", "epma")).await.status, 429);

    let board = desk.page("/board").await;
    assert!(
        board.says("Unusually many requests from a ward link") && board.says("Change the link of Ward 7")
    );
    let close = format!("/setup/wards/{}/rotate-link", hospital.ward_7);
    assert!(board.leads_to(&close), "{:?}", board.links());
    assert!(desk.page(&close).await.posts_to(&close), "it asks first");
    assert_eq!(anybody.get(&link).await.status, 200, "nothing has happened yet");
    assert_eq!(desk.post(&close, &[]).await.status, 303);
    assert_eq!(anybody.get(&link).await.status, 404);
    assert!(!desk.get("/board").await.says("Change the link of Ward 7"));
    assert_eq!(computer.get("/").await.status, 200);
}

#[tokio::test]
async fn a_requesters_buttons_have_a_limit_that_is_said() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("fickle", "epma")).await.location;
    let mut answers = Vec::new();
    for number in 0..40 {
        let button = if number % 2 == 0 { "withdraw" } else { "not-solved" };
        answers.push(nurse.post(&format!("{asked}/{button}"), &[("why", "other")]).await);
    }
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(refused.len() >= 15, "{}", refused.len());
    assert!(refused.iter().all(|answer| answer.headers.contains_key("retry-after")));
    assert!(refused[0].says("NOT made") && refused[0].says("ext. 5000"));
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 10_000).await.unwrap();
    let changes = events.iter().filter(|event| matches!(event.what.kind(), "withdrawn" | "reopened"));
    assert!(changes.count() <= 12);
}

#[tokio::test]
async fn who_asks_for_many_pages_at_once_waits_for_their_own() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("reader", "epma")).await.location;
    let greedy = futures::future::join_all((0..400).map(|_| nurse.get(&asked))).await;
    assert!(greedy.iter().any(|answer| answer.status == 200));
    assert!(greedy.iter().all(|answer| matches!(answer.status, 200 | 429)));
    assert!(
        greedy
            .iter()
            .filter(|answer| answer.status == 429)
            .all(|answer| answer.headers.contains_key("retry-after"))
    );
    assert_eq!(nurse.get(&asked).await.status, 200);
}

#[tokio::test]
async fn a_key_that_comes_from_another_place_is_another_request() {
    let hospital = Hospital::open().await;
    let (nurse, computer) = (hospital.browser(), hospital.browser());
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(computer.post("/enrol", &[("code", &code)]).await.status, 303);
    let (seven, twelve) = (hospital.ward_link(hospital.ward_7), hospital.ward_link(hospital.ward_12));
    let first = nurse.post(&seven, &request("again", "epma")).await.location;
    let other = nurse.post(&twelve, &request("again", "epma")).await.location;
    let own = computer.post("/ask", &request("again", "epma")).await.location;
    assert!(first != other && first != own && other != own);
    assert!(nurse.get(&other).await.says("Ward 12"));
    assert_eq!(nurse.post(&seven, &request("again", "epma")).await.location, first);
    assert_eq!(nurse.post(&twelve, &request("again", "epma")).await.location, other);
    assert_eq!(computer.post("/ask", &request("again", "epma")).await.location, own);
}

#[tokio::test]
async fn a_link_that_a_mail_program_made_longer_leads_to_the_ward() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    for after in [".", ",", ")", "%3E", ";", "%22", "'", "%E2%80%9D."] {
        let page = nurse.get(&format!("{link}{after}")).await;
        assert_eq!(page.status, 200, "{after}");
        assert!(page.page().posts_to(&link), "{after}");
    }
    assert_eq!(nurse.get("/w/.").await.status, 404);
}

#[tokio::test]
async fn the_command_centre_is_not_told_to_ring_itself_and_everybody_finds_the_way_back() {
    let hospital = Hospital::open().await;
    let (lead, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    for (browser, path, status) in
        [(&lead, "/nowhere", 404), (&lead, "/admin", 403), (&lead, "/me", 403), (&lead, "/r/unknown", 404)]
    {
        let problem = browser.get(path).await;
        assert_eq!(problem.status, status, "{path}");
        assert_eq!(problem.page().link("Go to the board").as_deref(), Some("/board"), "{path}");
        assert!(!problem.says("the desk on"), "{path}: {problem}");
    }
    let deleted =
        Browser::answer(lead.client.delete(format!("{}/board", lead.base)).header("accept", "text/html"));
    let deleted = deleted.await;
    assert_eq!(deleted.status, 405);
    assert!(deleted.says("Go to the board") && !deleted.says("the desk on"));
    let lost = asha.page("/nowhere").await;
    assert!(lost.says("Go to your jobs") && lost.says("ring the desk on"), "{lost}");

    // The address bar may show a form's address.
    let ticket = "/board/tickets/01900000-0000-7000-8000-000000000000";
    for (form, page) in [
        (format!("{ticket}/assign"), ticket),
        (format!("{ticket}/priority"), ticket),
        ("/setup/wards/x/code".to_owned(), "/setup"),
        ("/me/jobs/x/arrive".to_owned(), "/me"),
        ("/admin/people/x/roles".to_owned(), "/admin/people/x"),
        ("/account/sign-ins/end-others".to_owned(), "/account"),
        ("/r/secret/withdraw".to_owned(), "/r/secret"),
        ("/ask".to_owned(), "/"),
        ("/sign-out".to_owned(), "/"),
    ] {
        let answer = lead.get(&form).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, page), "{form}");
    }
}
