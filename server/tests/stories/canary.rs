//! The request that nobody made goes through everything, and nobody sees it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::canary;
use store::AlertKind;

use crate::hospital::{Hospital, eventually, request};

const ON: &str = "canary = true";

async fn back_at(hospital: &Hospital) -> Option<domain::Timestamp> {
    hospital.running.core.store.read().await.unwrap().last_canary_back_at().await.unwrap()
}

/// Shows H14.3.
#[tokio::test]
async fn each_minute_a_test_request_gets_through_and_the_board_says_so() {
    let hospital = Hospital::open_with(ON).await;
    let desk = hospital.desk().await;
    let first = eventually("the first test request", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.canary
    })
    .await;
    assert!(desk.get("/board").await.says("A test request got through"));

    hospital.fast_forward(Duration::from_mins(1));
    eventually("the next one", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.canary.filter(|next| next.at > first.at)
    })
    .await;
}

#[tokio::test]
async fn no_person_is_asked_for_it_and_it_is_asked_for_no_person() {
    let hospital = Hospital::open_with(ON).await;
    eventually("a test request", async || back_at(&hospital).await).await;
    let asha = hospital.handset(hospital.asha).await;
    let page: MyJobsPage = asha.json("/me.json").await;
    assert!(page.offers.is_empty(), "its responder took it");
    // Alerts are numbered: the second there is would be the canary's.
    let mut session = hospital.running.core.store.read().await.unwrap();
    let first = session.lookup_alert(1).await.unwrap().unwrap();
    assert_eq!((first.person, first.kind), (hospital.asha, AlertKind::Test));
    assert_eq!(session.lookup_alert(2).await.unwrap(), None);
    drop(session);

    // Nobody who knows order comms is on shift: a nurse waits, and the canary's responder is no help to her.
    let nurse = hospital.browser();
    let form = request("k", "order-comms");
    assert_eq!(nurse.post(&hospital.ward_link(hospital.ward_7), &form).await.status, 303);
    hospital.fast_forward(Duration::from_mins(1));
    let desk = hospital.desk().await;
    eventually("the test request of the next minute", async || {
        let mut session = hospital.running.core.store.read().await.unwrap();
        let last = session.last_canary_asked_at().await.unwrap();
        back_at(&hospital).await.filter(|back| last.is_some_and(|last| last <= *back))
    })
    .await;
    let board: BoardPage = desk.json("/board.json").await;
    let [ticket] = board.tickets.try_into().unwrap();
    assert!(ticket.who.iter().all(|name| name != "Test request"), "{ticket:?}");

    for page in ["/board", "/setup", "/insight", "/insight.csv", "/board/ask"] {
        let body = desk.get(page).await.body;
        assert!(!body.contains("elbow-test-request"), "{page}");
        assert!(page == "/board" || !body.contains("Test request"), "{page}");
    }
    assert_eq!(desk.get("/insight.csv").await.body.lines().count(), 1, "only the head of the table");
}

/// Shows H14.3.
#[tokio::test]
async fn when_no_test_request_gets_through_the_board_raises_the_alarm() {
    let hospital = Hospital::open_with(ON).await;
    eventually("a test request", async || back_at(&hospital).await).await;
    let core = &hospital.running.core;
    // Its responder stops answering, as if dispatch asked nobody any more.
    let mut session = core.store.write().await.unwrap();
    session.set_duty(canary::person(), domain::Duty::OffShift, core.now()).await.unwrap();
    session.commit().await.unwrap();

    hospital.fast_forward(Duration::from_mins(4));
    let desk = hospital.desk().await;
    let alarm = eventually("the alarm", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.alarms.into_iter().find(|alarm| alarm.starts_with("No test request has got through for"))
    })
    .await;
    assert_eq!(alarm, "No test request has got through for 4 minutes. Requests may not reach anyone.");
}

#[tokio::test]
async fn switched_off_it_is_never_sent() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(!desk.get("/board").await.says("Self-test"));
    let mut session = hospital.running.core.store.read().await.unwrap();
    assert_eq!(session.last_canary_asked_at().await.unwrap(), None);
    assert_eq!(session.lookup_ward(canary::ward()).await.unwrap(), None);
}

#[tokio::test]
async fn nothing_on_a_page_acts_on_what_is_the_test_request_s() {
    let hospital = Hospital::open_with(ON).await;
    let first = eventually("a test request", async || back_at(&hospital).await).await;
    let (desk, administrator) = (hospital.desk().await, hospital.administrator().await);
    let (its, ticket) = (canary::person(), domain::TicketId::canary(first));
    for path in [
        format!("/admin/people/{its}/end"),
        format!("/admin/people/{its}/open"),
        format!("/admin/people/{its}/sign-ins/end"),
        format!("/setup/people/{its}/code"),
        format!("/setup/wards/{its}/code"),
        format!("/setup/wards/{its}/rotate-link"),
        format!("/board/tickets/{ticket}/withdraw"),
        format!("/board/tickets/{ticket}/priority"),
        format!("/board/tickets/{ticket}/escalate"),
        format!("/board/tickets/{}/withdraw", ticket.to_string().replace('-', "%2D")),
    ] {
        for browser in [&desk, &administrator] {
            let answer = browser.post(&path, &[("priority", "P1")]).await;
            assert!(matches!(answer.status, 403 | 404), "{path}: {}", answer.status);
        }
    }
    let asha = hospital.handset(hospital.asha).await;
    let its = its.to_string();
    for (path, form) in [
        ("/me/place", [("ward", its.as_str()), ("", "")]),
        ("/me/shift", [("duty", "off_shift"), ("hand_over", its.as_str())]),
    ] {
        assert_eq!(asha.post(path, &form).await.status, 404, "{path}");
    }

    // Whatever has become of it: a start begins anew.
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let person = session.lookup_person(canary::person()).await.unwrap().unwrap();
    session.put_person(&store::Person { ended_at: Some(first), ..person }).await.unwrap();
    session.set_duty(canary::person(), domain::Duty::OffShift, first).await.unwrap();
    session.commit().await.unwrap();
    let hospital = hospital.restart().await;
    hospital.fast_forward(Duration::from_mins(1));
    eventually("a test request after the start", async || {
        back_at(&hospital).await.filter(|back| *back > first)
    })
    .await;
}
