//! Pages that change by themselves.

use std::{io::Read, time::Duration};

use page::Page;

use crate::hospital::{
    Hospital, eventually, request,
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
async fn a_page_that_follows_loads_no_wasm_and_only_whoever_is_asked_to_help_loads_the_sound() {
    let hospital = Hospital::open().await;
    let (desk, asha, nurse) =
        (hospital.desk().await, hospital.handset(hospital.asha).await, hospital.browser());
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("a", "epma")).await.location;
    for (client, path, sounds) in
        [(&desk, "/board", false), (&asha, "/me", true), (&nurse, asked.as_str(), false)]
    {
        let answer = client.get(path).await;
        assert!(!answer.body.contains("wasm"), "{path}: {}", answer.body);
        let page = answer.page();
        assert_eq!((page.loads("/follow.js"), page.loads("/jobs.js")), (true, sounds), "{path}: {page}");
    }
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
    let page = nurse.page(&mine).await;
    assert!(page.says("a patient is waiting"), "the first change she hears of is her own");
}

#[tokio::test]
async fn a_lead_who_looks_at_a_ticket_hears_of_that_one_and_of_its_alerts() {
    let hospital = Hospital::open().await;
    let (desk, nurse) = (hospital.desk().await, hospital.browser());
    let asha = hospital.handset(hospital.asha).await;
    let link = hospital.ward_link(hospital.ward_7);
    nurse.post(&link, &request("mine", "epma")).await;
    let offer = eventually("an offer", async || {
        let page: app::screens::my_jobs::MyJobsPage = asha.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    let board: app::screens::board::BoardPage = desk.json("/board.json").await;
    let path = format!("/board/tickets/{}", board.tickets[0].id);
    let page = desk.page(&path).await;
    let known = page.all("[data-sequence]", "data-sequence").swap_remove(0);
    assert!(page.has(&format!("[data-follow=\"{path}/events\"]")), "{page}");
    let mut heard = stream(&desk, &format!("{path}/events?after={known}"), None).await;
    next(&mut heard, "beat").await;

    nurse.post(&link, &request("other", "order-comms")).await;
    assert_eq!(asha.post("/me/seen", &[("offers", &offer)]).await.status, 204);
    next(&mut heard, "change").await;
    let page = desk.page(&path).await;
    assert!(
        page.says("opened at once") || page.says("opened after"),
        "the first it hears of is its own: {page}"
    );
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    next(&mut heard, "change").await;
    assert!(desk.get(&path).await.says("Asha Example is coming"));
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

#[tokio::test]
async fn many_boards_that_ask_at_once_all_show_what_they_have_heard_of() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut board = stream(&desk, "/events", None).await;
    next(&mut board, "beat").await;
    let link = hospital.ward_link(hospital.ward_7);
    for (key, tag) in [("a", "epma"), ("b", "order-comms"), ("c", "epma")] {
        assert_eq!(hospital.browser().post(&link, &request(key, tag)).await.status, 303);
        let change = next(&mut board, "change").await;
        let heard: i64 = change.lines().find_map(|line| line.strip_prefix("id: ")).unwrap().parse().unwrap();
        let parts = futures::future::join_all((0..50).map(|_| desk.get("/board/part"))).await;
        for part in parts {
            let told = part.page().all("[data-sequence]", "data-sequence");
            assert!(told[0].parse::<i64>().unwrap() >= heard, "{part}");
        }
    }
    let only = desk.page("/board/part?tag=order-comms").await;
    let whole = desk.page("/board/part").await;
    let tickets =
        |page: &Page| page.links().iter().filter(|link| link.starts_with("/board/tickets/")).count();
    assert_eq!((tickets(&only), tickets(&whole)), (1, 3));
    let page = desk.page("/board").await;
    assert!(page.has("#live") && tickets(&page) == 3, "{page}");
}

#[tokio::test]
async fn what_changes_on_a_board_comes_pressed_to_whoever_can_read_that() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("a", "epma")).await;
    let without_time = |html: &str| html.split_once("data-sequence").unwrap().1.to_owned();
    // The engine may say why nobody comes between one reading and the other.
    eventually("the same, pressed", async || {
        let plain = desk.get("/board/part").await;
        let url = format!("{}/board/part", hospital.base);
        let pressed = desk.client.get(url).header("accept-encoding", "br, gzip").send().await.unwrap();
        assert_eq!(pressed.headers()["content-encoding"], "gzip");
        assert_eq!(pressed.headers()["vary"], "accept-encoding");
        let bytes = pressed.bytes().await.unwrap();
        let mut read = String::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut read).unwrap();
        (without_time(&read) == without_time(&plain.body)).then_some(())
    })
    .await;
}
