//! Figures, and how far they have come.

use crate::hospital::{Hospital, eventually, request};
use store::{Cursor, Follower, TicketFacts};

#[tokio::test]
async fn figures_that_are_not_complete_say_so_and_are_in_no_file() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&link, &request("a", "epma")).await.status, 303);
    let insight = desk.page("/insight").await;
    assert_eq!(insight.figure("Asked").as_deref(), Some("1"), "{insight}");
    assert!(!insight.says("not complete"), "{insight}");

    // A newer program has just begun to make something else of the log.
    let store = &hospital.running.core.store;
    let mut session = store.write().await.unwrap();
    let before = session.lookup_cursor(TicketFacts.name()).await.unwrap();
    let newer = Cursor { version: TicketFacts.version() + 1, sequence: 0 };
    session.move_cursor(TicketFacts.name(), before, newer).await.unwrap();
    session.commit().await.unwrap();
    for path in ["/insight", "/insight.csv"] {
        let answer = desk.get(path).await;
        assert!(answer.says("These figures are not complete yet"), "{path}: {answer}");
    }
    let events = store.read().await.unwrap().list_events_after(0, 1000).await.unwrap();
    let behind = format!("elbow_figures_behind {}\n", events.len());
    assert!(desk.get("/metrics").await.body.contains(&behind), "a monitor sees that, too: {behind}");
    assert!(events.iter().all(|event| event.what.kind() != "exported"), "nothing was given out");

    // It gives up: this one begins anew.
    let mut session = store.write().await.unwrap();
    let older = Cursor { version: TicketFacts.version(), sequence: 0 };
    session.move_cursor(TicketFacts.name(), Some(newer), older).await.unwrap();
    session.forget_facts().await.unwrap();
    session.commit().await.unwrap();
    let csv = desk.get("/insight.csv").await.body;
    assert!(csv.contains("code,ward_code,"), "{csv}");
    eventually("everything to be in the figures", async || {
        desk.get("/metrics").await.body.contains("elbow_figures_behind 0\n").then_some(())
    })
    .await;
}
