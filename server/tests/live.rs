//! Pages that change by themselves.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says what is wrong by failing")]

mod hospital;

use std::time::Duration;

use futures::StreamExt;
use hospital::{Browser, Hospital, request};

/// Reads a stream until an event of this kind has come; answers with its lines.
async fn next(stream: &mut (impl futures::Stream<Item = String> + Unpin), kind: &str) -> String {
    let wanted = format!("event: {kind}");
    let found = async {
        loop {
            let event = stream.next().await.expect("the stream goes on");
            if event.contains(&wanted) {
                assert!(event.contains("\ndata: {"), "browsers drop events without data: {event}");
                return event;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), found)
        .await
        .unwrap_or_else(|_| panic!("no {kind} within 10 s"))
}

/// The events of a stream, one string each.
async fn stream(
    browser: &Browser,
    path: &str,
    last: Option<&str>,
) -> impl futures::Stream<Item = String> + Unpin + use<> {
    let mut request = browser.client.get(format!("{}{path}", browser.base));
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["x-accel-buffering"], "no");
    let chunks = futures::stream::unfold((response, String::new()), async |(mut response, mut rest)| {
        loop {
            if let Some(end) = rest.find("\n\n") {
                let event = rest[..end].to_owned();
                rest.drain(..end + 2);
                return Some((event, (response, rest)));
            }
            rest.push_str(&String::from_utf8_lossy(&response.chunk().await.ok()??));
        }
    });
    Box::pin(chunks)
}

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
