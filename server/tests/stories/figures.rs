//! What a huddle reads of how it goes: waits of all who asked, what is more than chance, and where.

use std::time::Duration;

use crate::hospital::{Browser, Hospital, help::closed, request};

const DAY: Duration = Duration::from_hours(24);
const MONDAY: &str = "from=2026-03-02&to=2026-03-02";

/// Asks for this ward, and takes it back after some minutes.
async fn asked_and_withdrawn(hospital: &Hospital, ward: domain::WardId, key: &str, minutes: u64, why: &str) {
    let nurse = hospital.browser();
    let asked = nurse.post(&hospital.ward_link(ward), &request(key, "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    hospital.fast_forward(Duration::from_mins(minutes));
    let withdrawn = nurse.post(&format!("{}/withdraw", asked.location), &[("why", why)]).await;
    assert_eq!(withdrawn.status, 303, "{withdrawn}");
}

/// A file without its mark.
async fn lines(browser: &Browser, address: &str) -> Vec<String> {
    let file = browser.get(address).await;
    assert_eq!(file.status, 200, "{address}: {file}");
    file.body.trim_start_matches('\u{feff}').lines().map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn waits_are_told_of_all_who_asked_and_not_only_of_those_who_were_reached() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    closed(&hospital, &hospital.browser(), &asha, "training").await;
    asked_and_withdrawn(&hospital, hospital.ward_12, "b", 3, "gave_up").await;

    let times = desk.page(&format!("/insight/times?{MONDAY}")).await;
    assert!(times.says("Of 2 requests, 50% had somebody there within 10 minutes (9% to 91%)"), "{times}");
    assert!(times.says("1 request was cancelled because it took too long: 50%"), "{times}");
    assert!(times.says("Somebody came to fewer than 6 requests: too few"), "no median of one: {times}");
    let file = times.links().into_iter().find(|link| link.contains("times.csv") && link.ends_with("table=1"));
    let file = lines(&desk, &file.unwrap()).await;
    assert_eq!(file[0], "day,asked,within_10,within_10_percent,within_10_low,within_10_high,gave_up");
    assert_eq!(file[1], "2026-03-02,2,1,50.0,9.5,90.5,1");

    // One ward: the next page has the same filter.
    let ward = hospital.ward_12;
    let of_ward = desk.page(&format!("/insight/times?{MONDAY}&ward={ward}")).await;
    assert!(of_ward.says("1 request: 0% had somebody there within 10 minutes"), "{of_ward}");
    assert!(of_ward.leads_to(&format!("/insight/requests?{MONDAY}&ward={ward}")), "{of_ward}");
    let causes = desk.page(&format!("/insight?{MONDAY}&ward={ward}")).await;
    assert_eq!(causes.figure("Asked").as_deref(), Some("1"), "{causes}");
    assert_eq!(
        lines(&desk, &format!("/insight.csv?{MONDAY}&ward={ward}")).await.len(),
        2,
        "of that ward alone"
    );

    let overview = desk.page(&format!("/insight/overview?{MONDAY}")).await;
    assert!(overview.says("2 requests in 1 day. None in as much time before."), "{overview}");
    assert!(overview.leads_to(&format!("/insight/times?{MONDAY}")), "{overview}");
}

#[tokio::test]
async fn a_filter_that_cannot_be_meant_is_answered_in_words_and_never_with_a_figure() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for page in ["overview", "times", "requests", "map"] {
        for (query, field, wrong) in [
            ("from=2026-03-03&to=2026-03-02", "from", "The first day must not be after the last"),
            ("from=2016-03-02&to=2026-03-02", "from", "Choose at most 366 days"),
            ("from=yesterday", "from", "Enter a date"),
            ("ward=gone", "ward", "no longer in the list"),
            ("tag=gone", "tag", "no longer in the list"),
        ] {
            let answer = desk.get(&format!("/insight/{page}?{query}")).await;
            assert_eq!(answer.status, 422, "{page} {query}");
            let error = answer.page().error_at(field).unwrap_or_default();
            assert!(error.contains(wrong), "{page} {query}: {error}");
            assert!(!answer.says("See the figures") && !answer.says("Download"), "{answer}");
        }
    }
    // Nobody asked: every page says so, and none says that all is well.
    for page in ["overview", "times", "requests", "map"] {
        let empty = desk.get(&format!("/insight/{page}?from=2026-01-05&to=2026-01-11")).await;
        assert_eq!(empty.status, 200, "{page}");
        assert!(!empty.says("100% had") && !empty.says("NaN"), "{page}: {empty}");
    }
}

#[tokio::test]
async fn requests_of_each_day_are_held_against_chance_once_the_day_is_over() {
    let hospital = Hospital::open().await;
    for day in 0..4 {
        let requests = if day == 3 { 3 } else { 1 };
        for number in 0..requests {
            let key = format!("{day}-{number}");
            asked_and_withdrawn(&hospital, hospital.ward_7, &key, 1, "solved_myself").await;
        }
        hospital.fast_forward(Duration::from_mins(24 * 60 - requests));
    }
    asked_and_withdrawn(&hospital, hospital.ward_7, "today", 1, "solved_myself").await;
    let desk = hospital.desk().await;
    let page = desk.page("/insight/requests?from=2026-03-02&to=2026-03-06").await;
    assert!(page.says("1.5 requests each, on average of 4."), "today goes on: {page}");
    assert!(page.says("Nothing here is more than chance explains."), "{page}");
    assert!(page.says("The limits are on trial: they come from 4 points, and 13 are needed."), "{page}");
    let before_elbow = desk.page("/insight/requests?from=2026-02-23&to=2026-03-06").await;
    assert!(before_elbow.says("1.5 requests each, on average of 4."), "nobody could ask: {before_elbow}");
    let overview = desk.page("/insight/overview?from=2026-03-02&to=2026-03-06").await;
    assert!(!overview.says("chance explains"), "four days say nothing of chance: {overview}");
    let file = page.links().into_iter().find(|link| link.contains("requests.csv")).unwrap();
    let file = lines(&desk, &file).await;
    assert_eq!(file[0], "begins,requests,average,lower_limit,upper_limit,beyond_chance");
    assert_eq!(file[1], "2026-03-02,1,1.5,-0.3,3.3,");
    assert_eq!(file[4], "2026-03-05,3,1.5,-0.3,3.3,");
    let weekdays = desk.page("/insight/requests?from=2026-03-02&to=2026-03-06&days=weekends").await;
    assert!(weekdays.says("No whole day or week lies in this time"), "{weekdays}");
}

#[tokio::test]
async fn the_command_centre_sees_where_and_what_is_handed_on_hides_few() {
    let hospital = Hospital::open().await;
    for key in ["a", "b", "c"] {
        asked_and_withdrawn(&hospital, hospital.ward_7, key, 1, "solved_myself").await;
    }
    let desk = hospital.desk().await;
    let map = desk.page(&format!("/insight/map?{MONDAY}")).await;
    assert_eq!(map.texts(".app-map tbody tr:first-child td"), ["3", "3"], "{map}");
    assert!(map.says("These figures are exact"), "{map}");
    let file = lines(&desk, &map.links().into_iter().find(|link| link.contains("map.csv")).unwrap()).await;
    assert_eq!(file[0], "ward,ePMA,all");
    assert!(file[1].ends_with(",3,3"), "{file:?}");

    // An analyst reads what may be handed on: weeks that are over.
    let analyst = hospital.analyst().await;
    let early = analyst.get("/insight/map?week=2026-03-02").await;
    assert_eq!(early.status, 422, "{early}");
    assert!(early.says("That week is not over yet"), "{early}");
    hospital.fast_forward(7 * DAY);
    let analyst = hospital.analyst().await;
    // Whatever else the address asks for.
    let whole =
        analyst.page(&format!("/insight/map?week=2026-03-04&{MONDAY}&ward={}", hospital.ward_7)).await;
    assert!(whole.says("This page may be passed on"), "{whole}");
    let cells = whole.texts(".app-map tbody tr:first-child td");
    assert!(cells.iter().all(|cell| cell.starts_with('*') || cell == "–"), "{cells:?}");
    let file =
        lines(&analyst, &whole.links().into_iter().find(|link| link.contains("map.csv")).unwrap()).await;
    assert!(file[1].contains(",*,"), "{file:?}");
    assert!(!file.iter().any(|line| line.contains('3')), "{file:?}");
    let overview = analyst.page(&format!("/insight/overview?{MONDAY}")).await;
    assert!(!overview.says("would be expected") && !overview.says("one topic"), "{overview}");

    let log = hospital.administrator().await.page("/admin/audit").await;
    assert!(log.says("insight/map.csv"), "whoever takes a file is in the log: {log}");
}
