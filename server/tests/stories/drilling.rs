//! Communications drills: every responder proven reachable before the day.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use serde_json::json;
use store::{AlertKind, Outcome};

use crate::hospital::{Browser, Hospital};

/// The numbers of the alerts of a drill, by whose they are.
async fn alert_of(hospital: &Hospital, person: domain::PersonId) -> i64 {
    let mut session = hospital.running.core.store.read().await.unwrap();
    for number in 1.. {
        let alert = session.lookup_alert(number).await.unwrap().unwrap();
        if alert.kind == AlertKind::Drill && alert.person == person {
            return number;
        }
    }
    unreachable!("there are fewer than that")
}

async fn receipt(hospital: &Hospital, alert: i64, what: &str) {
    let browser = hospital.browser();
    let token = hospital.running.core.links.receipt(alert);
    let body = json!({ "alert": alert, "receipt": token, "what": what });
    let request = browser.client.post(format!("{}/push/receipt", browser.base)).json(&body);
    assert_eq!(Browser::answer(request).await.status, 204);
}

/// Shows H4.4.
#[tokio::test]
async fn a_lead_sees_who_answers_how_fast_and_why_the_others_do_not() {
    let hospital = Hospital::open().await;
    hospital.handset(hospital.asha).await;
    hospital.handset(hospital.ben).await;
    let desk = hospital.desk().await;
    assert!(desk.page("/board").await.leads_to("/board/drills"));
    let question = desk.post("/board/drills", &[("team", "all")]).await;
    assert_eq!(question.status, 409, "nothing has started");
    let words =
        "Everyone: 2 people on shift, and none has a handset with alerts on. The drill would reach no one.";
    assert!(question.says(words), "{question}");
    assert!(desk.get("/board/drills").await.says("No drills yet"));
    let started = desk.post("/board/drills", &[("team", "all"), ("sure", "yes")]).await;
    assert_eq!(started.status, 303);
    for sure in ["", "yes"] {
        let second = desk.post("/board/drills", &[("team", "all"), ("sure", sure)]).await;
        assert_eq!(second.status, 409);
        assert!(second.says("A drill is underway"), "{second}");
    }
    let drill = started.location;

    let (asha, ben) = (alert_of(&hospital, hospital.asha).await, alert_of(&hospital, hospital.ben).await);
    hospital.fast_forward(Duration::from_secs(4));
    receipt(&hospital, asha, "shown").await;
    hospital.fast_forward(Duration::from_secs(3));
    receipt(&hospital, asha, "opened").await;
    let page = desk.page(&drill).await;
    assert!(page.says("1 of 2 answered") && page.says("Underway"), "{page}");
    assert!(page.has("[data-underway]"), "the page goes on by itself");

    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    session.finish_alert(ben, Outcome::NoSubscription, core.now()).await.unwrap();
    session.commit().await.unwrap();
    hospital.fast_forward(Duration::from_mins(5));
    receipt(&hospital, asha, "opened").await;
    let page = desk.page(&drill).await;
    assert!(page.says("Over.") && !page.has("[data-underway]"), "{page}");
    let csv = desk.get(&format!("{drill}.csv")).await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let lines: Vec<&str> = csv.body.lines().collect();
    assert_eq!(
        lines,
        [
            "\u{feff}name,answered,seconds,shown_after_seconds,why_not",
            "Asha Example,yes,7,4,",
            "Ben Sample,no,,,no handset with alerts on",
            "Cleo Specimen,not asked,,,off shift",
        ]
    );
    assert!(desk.get("/board/drills").await.says("1 of 2"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_drill_is_for_a_team_and_an_answer_may_come_too_late() {
    let hospital = Hospital::open().await;
    hospital.handset(hospital.asha).await;
    hospital.handset(hospital.cleo).await;
    let desk = hospital.desk().await;
    for team in ["", "zone:none", "tag:no-such-thing"] {
        let refused = desk.post("/board/drills", &[("team", team)]).await;
        assert_eq!(refused.status, 422, "{team}");
        assert!(refused.says("Choose who to contact"));
    }
    let drill = desk.post("/board/drills", &[("team", "tag:order-comms"), ("sure", "yes")]).await.location;
    let cleo = alert_of(&hospital, hospital.cleo).await;
    assert!(!desk.get(&drill).await.says("Asha Example"));
    receipt(&hospital, cleo, "shown").await;
    assert!(desk.get(&drill).await.says("delivered but not opened"));
    hospital.fast_forward(Duration::from_mins(10));
    receipt(&hospital, cleo, "opened").await;
    let page = desk.page(&drill).await;
    assert!(page.says("0 of 1 answered") && page.says("answered too late"), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn there_is_no_drill_without_anybody_on_shift() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let refused = desk.post("/board/drills", &[("team", "all")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("None of them is on shift"));
    assert!(desk.get("/board/drills").await.says("No drills yet"));
    assert_eq!(desk.get("/board/drills/none").await.status, 404);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_drill_whose_answer_got_lost_is_started_once() {
    let hospital = Hospital::open().await;
    hospital.handset(hospital.asha).await;
    let desk = hospital.desk().await;
    let question = desk.post("/board/drills", &[("team", "all")]).await;
    let key = question.page().field("key").unwrap();
    let form = [("team", "all"), ("sure", "yes"), ("key", &*key)];
    let started = desk.post("/board/drills", &form).await;
    // Once while it is underway, and once when it is over.
    for _ in 0..2 {
        hospital.fast_forward(Duration::from_mins(2));
        let again = desk.post("/board/drills", &form).await;
        assert_eq!((again.status, &again.location), (303, &started.location), "{again}");
    }
    let page = desk.page("/board/drills").await;
    let drills = page.links().iter().filter(|link| link.starts_with("/board/drills/")).count();
    assert_eq!(drills, 1, "{page}");
}
