//! What machines ask.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::my_jobs::MyJobsPage;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use sqlx::{Connection, SqliteConnection, raw_sql, sqlite::SqliteConnectOptions};
use store::Location;

use crate::hospital::{Browser, Hospital, eventually, request};

async fn ready(hospital: &Hospital) {
    let browser = hospital.browser();
    eventually("the program to be ready", async || {
        let answer = browser.get("/readyz").await;
        (answer.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn it_lives_and_is_ready_until_its_database_is_gone() {
    let hospital = Hospital::open().await;
    let browser = hospital.browser();
    assert_eq!(browser.get("/livez").await.body, "ok");
    ready(&hospital).await;

    hospital.running.core.store.close().await;
    let answer = browser.get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.body, "The database is not answering.");
    assert_eq!(answer.headers["retry-after"], "5");
    assert_eq!(browser.get("/livez").await.status, 200, "it lives all the same");
}

#[tokio::test]
async fn the_figures_tell_what_waits_and_what_happened_and_nobody_s_name() {
    // Without a contact for alerts there is an alarm.
    let hospital = Hospital::open_with("push.contact = 'mailto:elbow@trust.example'").await;
    ready(&hospital).await;
    let asha = hospital.handset(hospital.asha).await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(nurse.post(&link, &request("a", "epma")).await.status, 303);
    assert_eq!(nurse.post(&link, &request("b", "order-comms")).await.status, 303);
    let offer = eventually("an offer", async || {
        let page: MyJobsPage = asha.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);

    let text = eventually("the acceptance to be counted", async || {
        let text = nurse.get("/metrics").await.body;
        text.contains("elbow_events_total{kind=\"accepted\"} 1").then_some(text)
    })
    .await;
    for line in [
        "elbow_events_total{kind=\"asked\"} 2",
        "elbow_events_total{kind=\"offered\"} 1",
        "elbow_tickets{state=\"on_the_way\",priority=\"P3\"} 1",
        "elbow_tickets{state=\"waiting\",priority=\"P3\"} 1",
        "elbow_tickets{state=\"waiting\",priority=\"P1\"} 0",
        "elbow_dispatching 1",
        "elbow_alarms 0",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line} is missing in\n{text}");
    }
    for counted in ["elbow_commit_seconds_count", "elbow_plan_seconds_count", "elbow_writes_total"] {
        let figure = text.lines().find(|figure| figure.starts_with(counted)).unwrap();
        assert_ne!(figure.rsplit(' ').next(), Some("0"), "{figure}");
    }
    for secret in ["Asha", "Ward 7", "W07", link.as_str()] {
        assert!(!text.contains(secret), "{secret}");
    }

    let health: serde_json::Value = nurse.json("/health").await;
    assert_eq!((&health["ready"], &health["open_tickets"]), (&true.into(), &2.into()), "{health}");
}

#[tokio::test]
async fn from_elsewhere_only_the_token_opens_the_figures() {
    let hospital = Hospital::open_with("[metrics]\ntoken = 'sixteen letters!'").await;
    let client = hospital.browser().client;
    for path in ["/metrics", "/health"] {
        let ask = || client.get(format!("{}{path}", hospital.base)).header("accept", "text/html");
        let through_a_proxy = ask().header("x-forwarded-for", "203.0.113.7");
        assert_eq!(Browser::answer(through_a_proxy).await.status, 404, "{path}");
        let by_name = ask().header("host", "elbow.trust.example");
        assert_eq!(Browser::answer(by_name).await.status, 404, "{path}");
        let guessed = ask().header("authorization", "Bearer sixteen letters?");
        assert_eq!(Browser::answer(guessed).await.status, 404, "{path}");
        let shown =
            ask().header("x-forwarded-for", "203.0.113.7").header("authorization", "Bearer sixteen letters!");
        let answer = Browser::answer(shown).await;
        assert!(matches!(answer.status, 200 | 503), "{path}: {}", answer.status);
    }
}

/// Past all rules, as another program might.
pub(crate) async fn by_hand(hospital: &Hospital) -> Option<SqliteConnection> {
    let Location::File(path) = &hospital.running.config.database else { return None };
    let options = SqliteConnectOptions::new().filename(path).foreign_keys(false);
    Some(SqliteConnection::connect_with(&options).await.unwrap())
}

#[tokio::test]
async fn it_is_not_ready_while_another_program_keeps_it_from_saving() {
    let hospital = Hospital::open().await;
    ready(&hospital).await;
    let Some(mut hand) = by_hand(&hospital).await else { return };
    raw_sql("begin immediate").execute(&mut hand).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(hospital.browser().get("/health").await.status, 503);
    let answer = hospital.browser().get("/readyz").await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (503, "Nothing can be saved: the database takes no writes.")
    );
    raw_sql("rollback").execute(&mut hand).await.unwrap();
    ready(&hospital).await;
}

#[tokio::test]
async fn a_log_whose_numbers_have_run_out_is_told_and_stops_nothing_else() {
    let hospital = Hospital::open().await;
    ready(&hospital).await;
    let Some(mut hand) = by_hand(&hospital).await else { return };
    let last = "insert into event (sequence, subject, subject_id, at, actor, kind, body)
                select 9223372036854775807, subject, subject_id, at, actor, kind, body from event limit 1";
    let _asha = hospital.handset(hospital.asha).await;
    raw_sql(last).execute(&mut hand).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let answer = hospital.browser().get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.body, "Nothing can be saved: the last row of the event log is damaged.");
    let nurse = hospital.browser();
    let refused = nurse.post(&hospital.ward_link(hospital.ward_7), &request("k", "epma")).await;
    assert_eq!(refused.status, 503, "{refused}");
    assert_eq!(nurse.get(&hospital.ward_link(hospital.ward_7)).await.status, 200);
}

/// Shows H2.4.
#[tokio::test]
async fn what_could_not_be_saved_may_be_tried_again_at_once() {
    let hospital = Hospital::open_with("[limits]\nper_ward_per_minute = 2").await;
    ready(&hospital).await;
    let Some(mut hand) = by_hand(&hospital).await else { return };
    let (nurse, ward) = (hospital.browser(), hospital.ward_link(hospital.ward_7));
    let asked = nurse.post(&ward, &request("first", "epma")).await;
    let again = format!("{}/withdraw", asked.location);
    let full = "insert into event (sequence, subject, subject_id, at, actor, kind, body)
                select 9223372036854775807, subject, subject_id, at, actor, kind, body from event limit 1";
    raw_sql(full).execute(&mut hand).await.unwrap();
    for _ in 0..12 {
        assert_eq!(nurse.post(&ward, &request("second", "epma")).await.status, 503);
        assert_eq!(nurse.post(&again, &[]).await.status, 503);
    }
    let there_is_room =
        "drop trigger event_is_never_deleted; delete from event where sequence = 9223372036854775807";
    raw_sql(there_is_room).execute(&mut hand).await.unwrap();
    assert_eq!(nurse.post(&ward, &request("second", "epma")).await.status, 303);
    assert_eq!(nurse.post(&again, &[]).await.status, 303);
    assert_eq!(nurse.post(&ward, &request("third", "epma")).await.status, 429, "what was saved counts");
}

#[tokio::test]
async fn a_browser_that_has_a_file_of_a_build_is_not_sent_it_again() {
    let hospital = Hospital::open().await;
    // As a program of another build left it.
    let script = "export const a = 1;";
    let build = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(Sha256::digest(script))[..6]);
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let files = [("pkg/a.js".to_owned(), script.as_bytes().to_vec())];
    session.keep_build(&build, &files, core.now(), 3).await.unwrap();
    session.commit().await.unwrap();

    let browser = hospital.browser();
    let ask = async |file: &str, known: &str| {
        let request = browser.client.get(format!("{}/pkg/{build}/{file}", hospital.base));
        Browser::answer(request.header("if-none-match", known)).await
    };
    let first = browser.get(&format!("/pkg/{build}/a.js")).await;
    assert_eq!((first.status, first.body.as_str()), (200, script));
    let tag = first.headers["etag"].to_str().unwrap();
    assert_eq!(tag, format!("\"{build}\""));
    for known in [tag, &format!("W/{tag}"), &format!("\"abc\", {tag}")] {
        let again = ask("a.js", known).await;
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{known}");
        assert_eq!(again.headers["etag"], tag);
        assert_eq!(again.headers["cache-control"], first.headers["cache-control"]);
        assert!(!again.headers.contains_key("content-type"));
    }
    // What a filter on the way had put in its place, or another build, is not what we have.
    for known in ["\"abc\"", "\"1\"", "*", "", &build] {
        let other = ask("a.js", known).await;
        assert_eq!((other.status, other.body.as_str()), (200, script), "{known}");
    }
    assert_eq!(ask("b.js", tag).await.status, 404, "a file that is in no build");
    let request = browser.client.get(format!("{}/pkg/nobodys/a.js", hospital.base));
    assert_eq!(Browser::answer(request.header("if-none-match", "\"nobodys\"")).await.status, 404);

    let worker = browser.get("/sw.js").await;
    if worker.status == 200 {
        let request = browser.client.get(format!("{}/sw.js", hospital.base));
        let known = worker.headers["etag"].to_str().unwrap();
        assert_eq!(Browser::answer(request.header("if-none-match", known)).await.status, 304);
    }
}
