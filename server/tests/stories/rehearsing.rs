//! A lead rehearses a day and looks where cover is thin.

use crate::hospital::{Browser, Hospital, eventually};
use domain::{Shift, Timestamp};
use page::Page;
use serde_json::Value;

const SMALL_DAY: [(&str, &str); 8] = [
    ("people", "3"),
    ("per_hour", "4"),
    ("hours", "1"),
    ("help_minutes", "10"),
    ("accept_percent", "80"),
    ("target_percent", "50"),
    ("no_shows_percent", "0"),
    ("silent_phones_percent", ""),
];

async fn figures(desk: &Browser, address: &str) -> Value {
    eventually("the end of the rehearsal", async || {
        let figures: Value = desk.json(&format!("{address}.json")).await;
        figures["rehearsal"].is_object().then_some(figures)
    })
    .await
}

#[tokio::test]
async fn a_lead_rehearses_a_day_and_reads_how_many_people_it_takes() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(desk.get("/rehearse").await.says("2 wards and with your 3 responders"));

    let started = desk.post("/rehearse", &SMALL_DAY).await;
    assert_eq!(started.status, 303, "{started}");
    let figures = figures(&desk, &started.location).await;
    let engines = figures["rehearsal"]["report"]["engines"].as_array().unwrap();
    assert_eq!(engines[0]["name"], "nearest free");
    assert!(engines.iter().any(|engine| engine["name"] == "Elbow"));
    for engine in engines {
        let count = |what: &str| engine["count"][what].as_u64().unwrap();
        assert!(count("asked") > 0);
        assert_eq!(count("asked"), count("resolved") + count("withdrawn") + count("open"), "nothing is lost");
    }

    let page = desk.page(&started.location).await;
    assert!(page.says("none of it has happened"), "nobody can take it for live");
    assert!(page.says("within 10 minutes") && page.has("main svg"));
    assert!(!page.has("[data-underway]") && !page.has(r#"[http-equiv="refresh"]"#), "it is over");
    assert!(desk.page("/rehearse").await.leads_to(&started.location), "it can be found again");
    assert!(desk.get("/board").await.says("No one is waiting"), "and it has left nothing behind");
}

#[tokio::test]
async fn a_form_that_makes_no_sense_comes_back_as_it_was_typed() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut form = SMALL_DAY;
    form[0].1 = "forty";
    form[2].1 = "0";
    let answer = desk.post("/rehearse", &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.says("Number of responders: enter a number from 1 to 2000"));
    assert!(answer.says("Hours: enter a number from 1 to 24"));
    assert_eq!(answer.page().field(form[0].0).as_deref(), Some("forty"), "nothing that was typed is lost");
}

#[tokio::test]
async fn a_lead_rehearses_with_the_shifts_of_a_day() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(!desk.get("/rehearse").await.says("Who is on shift"), "there is no roster to choose from");
    let at = |text: &str| Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    let mut session = hospital.running.core.store.write().await.unwrap();
    let (starts_at, ends_at) = (at("2026-03-02T08:30:00Z"), at("2026-03-02T12:00:00Z"));
    session.put_shift(&Shift { person: hospital.asha, starts_at, ends_at }).await.unwrap();
    session.commit().await.unwrap();
    assert!(desk.get("/rehearse").await.says("The shifts of Monday 2 March"));

    let with_day = |day| {
        let mut form = SMALL_DAY.to_vec();
        form[0] = ("people", "");
        form.push(("day", day));
        form
    };
    let started = desk.post("/rehearse", &with_day("2026-03-02")).await;
    assert_eq!(started.status, 303, "{started}");
    assert_eq!(figures(&desk, &started.location).await["rehearsal"]["report"]["people"], 1, "Asha alone");

    let nobody = desk.post("/rehearse", &with_day("2026-03-03")).await;
    assert_eq!(nobody.status, 422);
    assert!(nobody.says("No one has a shift in these hours of that day"));
}

#[tokio::test]
async fn one_rehearsal_at_a_time_and_any_can_be_cancelled() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut long_day = SMALL_DAY;
    long_day[1].1 = "200";
    long_day[2].1 = "24";
    let first = desk.post("/rehearse", &long_day).await;
    assert_eq!(first.status, 303);
    let page = desk.page(&first.location).await;
    assert!(page.has("[data-underway]") && page.button("Cancel").is_some(), "{page}");
    assert!(page.has(r#"noscript > meta[http-equiv="refresh"]"#), "without script it is fetched again");

    let second = desk.post("/rehearse", &SMALL_DAY).await;
    assert_eq!(second.status, 409);
    assert!(second.says("Another rehearsal is underway"));

    assert_eq!(desk.post(&format!("{}/cancel", first.location), &[]).await.status, 303);
    eventually("the cancelled one to stop", async || {
        desk.get(&first.location).await.says("You cancelled").then_some(())
    })
    .await;
    assert_eq!(desk.post("/rehearse", &SMALL_DAY).await.status, 303);
}

#[tokio::test]
async fn a_rehearsal_whose_first_day_takes_long_is_cancelled_at_once() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut large = SMALL_DAY;
    (large[0].1, large[1].1, large[2].1) = ("1900", "2000", "4");
    let first = desk.post("/rehearse", &large).await;
    assert_eq!(first.status, 303, "{first}");
    assert_eq!(desk.post(&format!("{}/cancel", first.location), &[]).await.status, 303);
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let page = desk.page(&first.location).await;
    assert!(page.says("You cancelled"), "{page}");
    let second = desk.post("/rehearse", &large).await;
    assert_eq!(second.status, 303, "the next may begin");

    large[2].1 = "24";
    let beyond = desk.post("/rehearse", &large).await;
    assert_eq!(beyond.status, 422);
    assert!(beyond.says("with 1900 people, at most 8421 requests in all"), "{beyond}");

    let stopping = tokio::time::Instant::now();
    hospital.running.stop().await;
    assert!(stopping.elapsed() < std::time::Duration::from_secs(5));
}

#[tokio::test]
async fn cover_says_what_nobody_on_shift_knows() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let page = desk.page("/board/cover").await;
    let unknown = |page: &Page| {
        let text = page.text();
        let (_, sentence) = text.split_once("No one on shift knows ").unwrap();
        sentence.split('.').next().unwrap().to_owned()
    };
    let both = unknown(&page);
    assert!(both.contains("ePMA") && both.contains(" and ") && both.contains("Order comms"), "{both}");
    let _asha = hospital.handset(hospital.asha).await;
    let page = desk.page("/board/cover").await;
    assert_eq!(unknown(&page), "Order comms", "Asha is on shift now");
}

#[tokio::test]
async fn a_rehearsal_that_is_sent_twice_is_rehearsed_once() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(desk.page("/rehearse").await.field("key").is_some_and(|key| !key.is_empty()));
    let form = [&SMALL_DAY[..], &[("key", "k")]].concat();
    let first = desk.post("/rehearse", &form).await;
    assert_eq!(desk.post("/rehearse", &form).await.location, first.location, "it may be underway");
    figures(&desk, &first.location).await;
    assert_eq!(desk.post("/rehearse", &form).await.location, first.location, "or over");
}
