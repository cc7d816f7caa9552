//! Pages that change by themselves.

mod hospital;

use std::time::Duration;

use hospital::{
    Hospital, request,
    stream::{next, stream},
};

#[tokio::test]
async fn the_board_hears_of_a_new_request_and_of_what_it_missed() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut board = stream(&desk, "/events", None).await;
    next(&mut board, "beat").await;

    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&link, &request("a", "epma")).await.status, 303);
    let change = next(&mut board, "change").await;
    let id = change.lines().find_map(|line| line.strip_prefix("id: ")).unwrap().to_owned();
    drop(board);

    assert_eq!(hospital.browser().post(&link, &request("b", "epma")).await.status, 303);
    let mut board = stream(&desk, "/events", Some(&id)).await;
    let missed = next(&mut board, "change").await;
    let missed: i64 = missed.lines().find_map(|line| line.strip_prefix("id: ")).unwrap().parse().unwrap();
    assert!(missed > id.parse().unwrap());
}

#[tokio::test]
async fn the_requester_hears_only_of_her_own_request() {
    let hospital = Hospital::open().await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    let mine = nurse.post(&link, &request("mine", "epma")).await.location;
    let mut waiting = stream(&nurse, &format!("{mine}/events"), None).await;
    next(&mut waiting, "beat").await;
    // What happened before the stream was open is told at once.
    next(&mut waiting, "change").await;

    let other = nurse.post(&link, &request("other", "order-comms")).await.location;
    nurse.post(&format!("{other}/withdraw"), &[("why", "other")]).await;
    nurse.post(&format!("{mine}/urgent"), &[]).await;
    next(&mut waiting, "change").await;
    let page = nurse.get(&mine).await.body;
    assert!(page.contains("a patient is waiting"), "the first change she hears of is her own");
}

#[tokio::test]
async fn streams_end_when_the_program_stops() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut board = stream(&desk, "/events", None).await;
    next(&mut board, "beat").await;
    let began = tokio::time::Instant::now();
    hospital.running.stop().await;
    assert!(began.elapsed() < Duration::from_secs(5), "an open board does not hold the program");
}
