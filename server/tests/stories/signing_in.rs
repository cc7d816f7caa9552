//! Ways in, and who may go where.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use domain::{EndReason, Logged, Permission, Role, Timestamp, canary};
use futures::future::join_all;
use ground::password;
use server::{actions, web::declared};
use sqlx::raw_sql;
use store::{DeviceKind, LoggedEvent, Subject};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::Instant,
};

use crate::{
    health::by_hand,
    hospital::{Answer, Browser, Hospital, LEAD_PASSWORD, PIN, eventually},
};

#[tokio::test]
async fn a_code_enrols_one_handset_within_ten_minutes() {
    let hospital = Hospital::open().await;
    let code = hospital.code(DeviceKind::Handset(hospital.asha)).await;
    let handset = hospital.browser();
    let spaced = format!("{} {}", &code[..4].to_lowercase(), &code[4..]);
    let page = handset.post("/enrol", &[("code", &spaced)]).await;
    assert_eq!(page.status, 200);
    assert!(page.says("Asha Example"));

    let weak =
        handset.post("/enrol/pin", &[("grant", &code), ("pin", "111111"), ("pin_again", "111111")]).await;
    assert_eq!(weak.status, 422);
    assert!(weak.says("harder to guess"));
    let chosen = handset.post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!((chosen.status, chosen.location.as_str()), (303, "/me"));
    assert_eq!(handset.get("/me").await.status, 200);

    let again =
        hospital.browser().post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!(again.status, 422, "used up");
    let late = hospital.code(DeviceKind::Handset(hospital.ben)).await;
    hospital.fast_forward(Duration::from_secs(601));
    let expired = hospital.browser().post("/enrol", &[("code", &late)]).await;
    assert_eq!(expired.status, 422);
    assert!(expired.says("This code does not work"));
}

/// Somebody is let in, or nothing has happened: no code is used up for an answer without its cookies.
#[tokio::test]
async fn a_code_is_good_still_after_a_sign_in_that_failed_half_way() {
    let hospital = Hospital::open().await;
    let Some(mut hand) = by_hand(&hospital).await else { return };
    let code = hospital.code(DeviceKind::Handset(hospital.asha)).await;
    let (handset, chosen) =
        (hospital.browser(), [("grant", code.as_str()), ("pin", PIN), ("pin_again", PIN)]);
    raw_sql("alter table role_grant rename to away").execute(&mut hand).await.unwrap();
    let failed = handset.post("/enrol/pin", &chosen).await;
    assert!(failed.status >= 500, "{failed}");
    raw_sql("alter table away rename to role_grant").execute(&mut hand).await.unwrap();
    let chosen = handset.post("/enrol/pin", &chosen).await;
    assert_eq!((chosen.status, chosen.location.as_str()), (303, "/me"), "{chosen}");
    assert_eq!(handset.get("/me").await.status, 200);
}

#[tokio::test]
async fn after_five_wrong_pins_a_handset_waits_or_takes_a_new_code() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    assert_eq!(handset.post("/sign-out", &[("end_shift", "yes")]).await.location, "/sign-in");
    assert_eq!(handset.get("/me").await.location, "/sign-in");
    for short in ["", "49", "49281", "49281x", "4928171"] {
        let wrong = handset.post("/sign-in", &[("pin", short)]).await;
        assert_eq!(wrong.status, 422, "what can be nobody's PIN is no try");
        assert!(wrong.says("Enter all 6 digits of your PIN"), "{wrong}");
    }
    for words in ["Try again.", "Try again.", "2 tries left.", "1 try left."] {
        let wrong = handset.post("/sign-in", &[("pin", "000111")]).await;
        assert!(wrong.says(&format!("That is not your PIN. {words}")), "{words}: {wrong}");
    }
    let fifth = handset.post("/sign-in", &[("pin", "000111")]).await;
    assert!(fifth.says("There were 5 wrong tries"));
    assert_eq!((fifth.status, fifth.headers["retry-after"].to_str().unwrap()), (429, "600"));
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.status, 429, "even with the right PIN");
    let other = hospital.handset(hospital.ben).await;
    other.post("/sign-out", &[]).await;
    assert_eq!(other.post("/sign-in", &[("pin", PIN)]).await.location, "/me", "nobody else waits");
    hospital.fast_forward(Duration::from_secs(10 * 60 + 1));
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.location, "/me");
    eventually("the first in the log, and how many followed within ten minutes", || async {
        let mut session = hospital.running.core.store.read().await.unwrap();
        let events = session.list_events_after(0, 1_000).await.unwrap();
        (wrong_tries(&events) == [1, 4]).then_some(())
    })
    .await;
}

/// How many tries at signing in each row of the log says were wrong.
fn wrong_tries(events: &[LoggedEvent]) -> Vec<u32> {
    let tries = events.iter().filter_map(|event| match &event.what {
        Logged::SignInFailed(tries) => Some(tries.count),
        _ => None,
    });
    tries.collect()
}

/// Signs in as coming through the proxy from `address`.
async fn sign_in_from(browser: &Browser, address: &str, username: &str, password: &str) -> Answer {
    let request = browser.client.post(format!("{}/staff", browser.base)).header("accept", "text/html");
    let form = [("username", username), ("password", password), ("next", "/board")];
    Browser::answer(request.header("x-forwarded-for", address).form(&form)).await
}

#[tokio::test]
async fn guessing_slows_the_guesser_and_not_the_hospital() {
    let hospital = Hospital::open_with("behind_proxy = true").await;
    let known = hospital.desk().await;
    let stranger = hospital.browser();
    let sentences = ["The username or password is not right", "There were too many wrong tries"];
    for guess in 0..7 {
        let wrong = sign_in_from(&stranger, "10.9.9.9:4711", "lead", "guess").await;
        let nobody = sign_in_from(&stranger, "10.9.9.9", "nobody", "guess").await;
        assert_eq!(wrong.status, if guess < 4 { 422 } else { 429 }, "try {guess}");
        assert_eq!(wrong.status, nobody.status, "a name that nobody has is treated alike");
        let expected = sentences[usize::from(guess >= 4)];
        for told in [&wrong, &nobody] {
            let said: Vec<&str> = sentences.into_iter().filter(|words| told.says(words)).collect();
            assert_eq!(said, [expected], "{told}");
        }
        assert_eq!(
            wrong.page().field("username").as_deref(),
            Some("lead"),
            "the username that was typed stays"
        );
        assert_eq!(wrong.headers.contains_key("retry-after"), wrong.status == 429);
    }
    assert_eq!(sign_in_from(&stranger, "10.9.9.9", "lead", LEAD_PASSWORD).await.status, 429);
    assert_eq!(sign_in_from(&hospital.browser(), "10.9.9.8", "lead", LEAD_PASSWORD).await.location, "/board");
    assert_eq!(
        sign_in_from(&hospital.browser(), "10.9.9.9", "admin", LEAD_PASSWORD).await.location,
        "/board"
    );
    assert_eq!(sign_in_from(&known, "10.9.9.9", "lead", LEAD_PASSWORD).await.location, "/board");

    // From everywhere; an IPv6 network is one place.
    for network in 0..40 {
        sign_in_from(&stranger, &format!("[2001:db8:0:{network:x}::1]:443"), "lead", "guess").await;
    }
    assert_eq!(sign_in_from(&hospital.browser(), "10.1.1.1", "lead", LEAD_PASSWORD).await.status, 429);
    assert_eq!(sign_in_from(&known, "10.1.1.1", "lead", LEAD_PASSWORD).await.location, "/board");

    let board = eventually("the board says so", || async {
        let board = known.page("/board").await;
        board.says("The account of Dana Mock is being guessed").then_some(board)
    })
    .await;
    assert!(!board.says("The account of Robin"));
    hospital.fast_forward(Duration::from_secs(10 * 60 + 1));
    eventually("what was tried is in the log, as numbers", || async {
        let mut session = hospital.running.core.store.read().await.unwrap();
        let events = session.list_events_after(0, 10_000).await.unwrap();
        assert!(
            events.iter().all(|event| !format!("{:?}", event.what).contains("nobody")),
            "no name that was typed"
        );
        let of_lead = events.into_iter().filter(|event| event.subject == Subject::Person(hospital.lead));
        let counts = wrong_tries(&of_lead.collect::<Vec<_>>());
        assert!(counts.len() <= 2, "the first, and how many followed: {counts:?}");
        (counts.iter().sum::<u32>() == 20).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_whole_shift_behind_one_address_signs_in() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    for _ in 0..15 {
        let right =
            hospital.browser().post("/staff", &[("username", "admin"), ("password", LEAD_PASSWORD)]).await;
        assert_eq!(right.status, 303, "what is right is not counted");
        handset.post("/sign-out", &[]).await;
        assert_eq!(handset.post("/sign-in", &[("pin", "111222")]).await.status, 422);
        assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.location, "/me");
    }
}

#[tokio::test]
async fn many_wrong_passwords_and_codes_behind_one_address_keep_nobody_out_there() {
    let hospital = Hospital::open().await;
    let (began, strangers) = (Instant::now(), (0..16).map(|_| hospital.browser()));
    let tries = strangers.enumerate().map(|(number, browser)| async move {
        let name = format!("name{number}");
        let password = browser.post("/staff", &[("username", &name), ("password", "guess")]).await;
        (password.status, browser.post("/enrol", &[("code", "K7P3QX9M")]).await.status)
    });
    assert_eq!(join_all(tries).await, [(422, 422); 16]);
    let slow = began.elapsed();
    assert!(slow >= Duration::from_secs(2), "each after the thirtieth a second later: {slow:?}");
    assert_eq!(hospital.desk().await.get("/board").await.status, 200, "a right password in a new browser");
    assert_eq!(hospital.handset(hospital.asha).await.get("/me").await.status, 200, "and a right code");
    assert!(began.elapsed() >= slow + Duration::from_secs(2));
}

#[tokio::test]
async fn two_handsets_of_one_person_sign_in_at_the_same_instant_for_the_first_time_after_an_update() {
    let hospital = Hospital::open().await;
    let (one, other) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.asha).await);
    for round in 0..3 {
        let mut session = hospital.running.core.store.write().await.unwrap();
        let before_there_was_a_pepper = password::hash(PIN, &[round; 16]).unwrap();
        session.set_pin(hospital.asha, &before_there_was_a_pepper).await.unwrap();
        session.commit().await.unwrap();
        let pin = [("pin", PIN)];
        let (one, other) = tokio::join!(one.post("/sign-in", &pin), other.post("/sign-in", &pin));
        assert_eq!((one.location.as_str(), other.location.as_str()), ("/me", "/me"), "{other}");
    }
}

/// The handset's device is ended by somebody at the board.
async fn shut_out(hospital: &Hospital) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    for device in session.list_devices().await.unwrap() {
        session.revoke_device(device.id, EndReason::ShutOut, Timestamp::from_millis(1)).await.unwrap();
    }
    session.commit().await.unwrap();
}

#[tokio::test]
async fn a_handset_that_was_shut_out_is_set_up_anew_before_it_has_noticed() {
    let hospital = Hospital::open().await;
    let (handset, computer) = (hospital.handset(hospital.asha).await, hospital.browser());
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(computer.post("/enrol", &[("code", &code)]).await.status, 303);
    shut_out(&hospital).await;
    let code = hospital.code(DeviceKind::Handset(hospital.ben)).await;
    let enrolled = handset.post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!(enrolled.headers["clear-site-data"], r#""cache", "storage""#, "what was kept for Asha goes");
    assert!(handset.get("/me").await.says("Ben Sample"));
    let code = hospital.code(DeviceKind::Ward(hospital.ward_12)).await;
    assert_eq!(computer.post("/enrol", &[("code", &code)]).await.status, 303);
    assert!(computer.get("/").await.says("Ward 12"));
}

#[tokio::test]
async fn an_answer_that_comes_late_wipes_nothing_and_the_next_does() {
    let hospital = Hospital::open().await;
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    let enrolled = hospital.browser().post("/enrol", &[("code", &code)]).await;
    let cookie = enrolled.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    shut_out(&hospital).await;
    for (seconds, is_wiped) in [(10, false), (0, true)] {
        let mut late = TcpStream::connect(hospital.base.trim_start_matches("http://")).await.unwrap();
        let head = format!(
            "POST /enrol HTTP/1.1\r\nhost: ward\r\nconnection: close\r\nexpect: 100-continue\r\ncookie: {cookie}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: 9\r\n\r\n"
        );
        late.write_all(head.as_bytes()).await.unwrap();
        let mut reading = [0; 12];
        late.read_exact(&mut reading).await.unwrap();
        assert_eq!(&reading, b"HTTP/1.1 100", "who asks is known by now");
        hospital.fast_forward(Duration::from_secs(seconds));
        late.write_all(b"code=XXXX").await.unwrap();
        let mut answer = String::new();
        late.read_to_string(&mut answer).await.unwrap();
        assert!(answer.contains("422 Unprocessable"), "{answer}");
        assert_eq!(answer.contains("clear-site-data"), is_wiped, "{answer}");
    }
}

#[tokio::test]
async fn what_is_copied_with_a_password_does_not_matter() {
    let hospital = Hospital::open().await;
    let copied = format!(" {LEAD_PASSWORD}\n");
    let form = [("username", " lead "), ("password", copied.as_str()), ("next", "/board")];
    assert_eq!(hospital.browser().post("/staff", &form).await.location, "/board");
}

#[tokio::test]
async fn nobody_signs_in_as_the_canary() {
    let hospital = Hospital::open().await;
    let made = actions::make_code(
        &hospital.running.core,
        DeviceKind::Handset(canary::person()),
        Some(hospital.lead),
        actions::CODE_FOR,
    )
    .await;
    assert!(matches!(made, Err(actions::ActionError::NotFound)));
}

#[tokio::test]
async fn a_lost_handset_is_ended_by_the_lead() {
    let hospital = Hospital::open().await;
    let (handset, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let setup = desk.page("/setup").await;
    let revoke = setup.actions().into_iter().find(|action| action.ends_with("/revoke")).unwrap();
    assert_eq!(desk.post(&revoke, &[]).await.status, 303);
    assert_eq!(handset.get("/me").await.status, 303, "signed out at once");
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.status, 422, "and its PIN is worth nothing");
}

#[tokio::test]
async fn sessions_end_by_themselves() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let handset = hospital.handset(hospital.asha).await;
    hospital.fast_forward(Duration::from_secs(2 * 60 * 60 + 1));
    assert_eq!(desk.get("/board").await.location, "/staff?next=%2Fboard", "a desk that was left alone");
    assert_eq!(handset.get("/me").await.status, 200, "a shift goes on");
    hospital.fast_forward(Duration::from_hours(12));
    assert_eq!(handset.get("/me").await.location, "/sign-in");
    let posted = desk.post("/board/ask", &[]).await;
    assert_eq!(posted.status, 401);
    assert!(posted.says("You are signed out"));
}

#[tokio::test]
async fn every_route_lets_in_only_whom_it_says() {
    let hospital = Hospital::open().await;
    let callers: [(&str, Option<Role>, Browser); 5] = [
        ("nobody", None, hospital.browser()),
        ("a responder", Some(Role::Responder), hospital.handset(hospital.asha).await),
        ("a lead", Some(Role::Lead), hospital.desk().await),
        ("an analyst", Some(Role::Analyst), hospital.analyst().await),
        ("an administrator", Some(Role::Administrator), hospital.administrator().await),
    ];
    let mut routes = declared();
    assert!(routes.len() > 40);
    // After it, nobody is let in.
    routes.sort_by_key(|route| route.path == "/sign-out");
    for route in &routes {
        let path = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "0190163d-8694-739b-aea5-966c26f8ad91" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        for (who, role, browser) in &callers {
            let may = route.needs == Permission::Public || role.is_some_and(|role| role.grants(route.needs));
            let request = browser.client.request(route.method.clone(), format!("{}{path}", hospital.base));
            // Only the head of the answer: `/events` goes on for ever.
            let answer = request.header("accept", "application/json").send().await.unwrap();
            let status = answer.status().as_u16();
            let was_let_in = !matches!(status, 401 | 403);
            assert_eq!(was_let_in, may, "{who}: {} {} answered {status}", route.method, route.path);
            assert!(status < 500, "{who}: {} {} answered {status}", route.method, route.path);
        }
    }
}

#[tokio::test]
async fn what_was_typed_as_the_session_ended_is_not_lost() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    hospital.fast_forward(Duration::from_secs(2 * 60 * 60 + 1));
    let ward = hospital.ward_7.to_string();
    let typed = [
        ("key", "kept"),
        ("ward", ward.as_str()),
        ("tag", "epma"),
        ("stuck", "can_work_around"),
        ("patient", "not_affected"),
        ("note", "the second screen & its <keyboard>"),
    ];
    assert_eq!(desk.post("/board/ask", &typed).await.location, "/staff");
    assert!(desk.get("/staff").await.says("what you typed was not sent"));
    let form = [("username", "lead"), ("password", LEAD_PASSWORD)];
    assert_eq!(desk.post("/staff", &form).await.location, "/again");
    let again = desk.page("/again").await;
    assert_eq!(again.button("Send it now").as_deref(), Some("/board/ask"));
    assert_eq!(again.field("note").as_deref(), Some("the second screen & its <keyboard>"));
    assert_eq!(desk.get("/again").await.location, "/", "it is in the page now");
    let sent = desk.post("/board/ask", &typed).await;
    assert!(sent.location.starts_with("/board/tickets/"), "{} {}", sent.status, sent.body);
}

#[tokio::test]
async fn a_secret_that_was_typed_as_the_session_ended_is_kept_nowhere() {
    let hospital = Hospital::open().await;
    let office = hospital.administrator().await;
    let secret = "a secret that only this hospital knows";
    hospital.fast_forward(Duration::from_secs(2 * 60 * 60 + 1));
    let form = [("version", "0"), ("gateway_secret", secret)];
    let answer = office.post("/admin/settings/secret", &form).await;
    assert_eq!(answer.status, 401, "{answer}");
    let form = [("username", "admin"), ("password", LEAD_PASSWORD), ("next", "/admin/settings")];
    assert_eq!(office.post("/staff", &form).await.location, "/admin/settings");
    assert_eq!(office.get("/again").await.location, "/");
}

#[tokio::test]
async fn what_was_typed_waits_for_whoever_typed_it_and_nobody_else() {
    let hospital = Hospital::open().await;
    let idle = Duration::from_secs(2 * 60 * 60 + 1);
    let typed = [("key", "kept"), ("tag", "epma"), ("note", "the second screen")];
    let sign_in = async |desk: &Browser, username: &str| {
        let form = [("username", username), ("password", LEAD_PASSWORD), ("next", "/account")];
        desk.post("/staff", &form).await.location
    };
    // The desk was left alone, and somebody else sits down at it.
    let desk = hospital.desk().await;
    hospital.fast_forward(idle);
    assert_eq!(desk.post("/board/ask", &typed).await.location, "/staff");
    assert_eq!(desk.get("/again").await.location, "/", "nobody is signed in");
    assert_eq!(sign_in(&desk, "analyst").await, "/account");
    assert_eq!(desk.get("/again").await.location, "/");
    assert_eq!(sign_in(&desk, "lead").await, "/account", "it was forgotten");

    // Whoever signs out leaves nothing.
    hospital.fast_forward(idle);
    assert_eq!(desk.post("/board/ask", &typed).await.location, "/staff");
    assert_eq!(sign_in(&desk, "lead").await, "/again");
    assert_eq!(desk.post("/sign-out", &[]).await.status, 303);
    assert_eq!(sign_in(&desk, "lead").await, "/account");

    // A handset is one person's.
    let handset = hospital.handset(hospital.asha).await;
    hospital.fast_forward(Duration::from_hours(15));
    let help = [("tag", "epma"), ("category", "training"), ("note", "showed the second screen")];
    assert_eq!(handset.post("/me/helped", &help).await.location, "/sign-in");
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.location, "/again");
    assert_eq!(handset.page("/again").await.field("note").as_deref(), Some("showed the second screen"));
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookies_is_told_before_its_code_is_used_up() {
    let hospital = Hospital::open().await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let forgetful = Browser { client, base: hospital.base.clone() };
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    let words = "This browser does not keep cookies for Elbow";
    for page in ["/", "/enrol", "/sign-in", "/staff"] {
        let shown = forgetful.get(page).await;
        assert!(shown.headers.contains_key("set-cookie"), "{page}");
        assert_eq!(shown.page().field("cookies").as_deref(), Some("given"), "{page}: {shown}");
    }
    let told = forgetful.post("/enrol", &[("code", &code), ("cookies", "given")]).await;
    assert!(told.status == 422 && told.says(words), "{told}");
    let staff = [("username", "lead"), ("password", LEAD_PASSWORD), ("next", "/board"), ("cookies", "given")];
    let told = forgetful.post("/staff", &staff).await;
    assert!(told.status == 422 && told.says(words), "{told}");

    let tablet = hospital.browser();
    tablet.get("/enrol").await;
    assert!(!tablet.get("/enrol").await.headers.contains_key("set-cookie"), "once is enough");
    let set_up = tablet.post("/enrol", &[("code", &code), ("cookies", "given")]).await;
    assert_eq!((set_up.status, set_up.location.as_str()), (303, "/"), "{set_up}");
    let desk = hospital.browser();
    desk.get("/staff").await;
    assert_eq!(desk.post("/staff", &staff).await.location, "/board");
}
