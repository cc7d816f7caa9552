//! One word of the command centre to many: whoever waits, whoever is about to ask, whoever may be sent.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::board::BoardPage;
use domain::Logged;
use store::AlertKind;

use crate::hospital::{
    Browser, Hospital, request,
    stream::{next, stream},
};

const WORD: &str = "The vendor is putting in a fix.";

async fn add(desk: &Browser) -> String {
    let form = [
        ("title", "Labels print twice"),
        ("workaround", "Bin the second one."),
        ("tag", "epma"),
        ("ward", ""),
    ];
    let added = desk.post("/known-issues", &form).await;
    assert_eq!(added.status, 303, "{added}");
    format!("/known-issues/{}", added.location.split_once("about=").unwrap().1)
}

async fn sent(hospital: &Hospital) -> usize {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 1_000).await.unwrap();
    events.iter().filter(|event| matches!(event.what, Logged::WordSent { .. })).count()
}

#[tokio::test]
async fn a_word_is_read_with_its_time_by_those_who_wait_and_the_wards_and_responders_it_is_for() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (asha, cleo) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.cleo).await);
    let issue = add(&desk).await;
    let [link_7, link_12] = [hospital.ward_7, hospital.ward_12].map(|ward| hospital.ward_link(ward));
    let nurse = hospital.browser();
    let asked = nurse.post(&link_7, &request("nurse", "epma")).await.location;
    let ticket = desk.json::<BoardPage>("/board.json").await.tickets.remove(0);
    let id = issue.trim_start_matches("/known-issues/");
    desk.post(&format!("/board/tickets/{}/link", ticket.id), &[("known_issue", id)]).await;

    let page = desk.page(&format!("{issue}/word")).await;
    assert!(
        page.says("Every ward, before they ask") && page.says("Responders on shift who know ePMA"),
        "{page}"
    );
    let form =
        [("text", WORD), ("next_word", "30"), ("tag_wards", "yes"), ("responders", "yes"), ("key", "k")];
    let done = desk.post(&format!("{issue}/word"), &form).await;
    assert!(desk.get(&done.location).await.says("It is sent."), "{done}");
    assert_eq!(desk.post(&format!("{issue}/word"), &form).await.status, 303, "the same form again");
    assert_eq!(sent(&hospital).await, 1);

    for (reader, path) in [(&nurse, &*asked), (&nurse, &*link_7), (&asha, "/me")] {
        let page = reader.page(path).await;
        assert!(
            page.says(WORD) && page.says("The desk, 09:00") && page.says("More by 09:30"),
            "{path}: {page}"
        );
    }
    assert!(!nurse.page(&link_12).await.says(WORD), "they have not asked about it lately");
    assert!(!cleo.page("/me").await.says(WORD), "she does not know ePMA");
    let mut session = hospital.running.core.store.read().await.unwrap();
    let kept = session.list_broadcasts_of(id.parse().unwrap(), 5).await.unwrap();
    assert_eq!((kept.len(), kept[0].alerted), (1, 1), "Ben is off shift, and left alone");
    let known = session.lookup_known_issue(id.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(known.said.next_word_at, kept[0].next_word_at, "its next word is that one");
    drop(session);
    let page = desk.page(&issue).await;
    assert!(page.says_in_order(&["What was sent", "Dana Mock", "1 ward", WORD]), "{page}");

    hospital.fast_forward(Duration::from_mins(245));
    assert!(!nurse.page(&link_7).await.says(WORD), "that is no news any more");
}

#[tokio::test]
async fn one_word_about_the_same_in_ten_minutes_and_none_with_patient_details() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk).await;
    let path = format!("{issue}/word");
    for (text, wrong) in [
        ("", "Say what is new"),
        ("Chart of 943 476 5919 is blank", "NHS number"),
        ("As for Mrs Sample", "somebody’s name"),
    ] {
        let refused = desk.post(&path, &[("text", text)]).await;
        assert!(refused.status == 422 && refused.says(wrong), "{text}: {refused}");
    }
    let long = "x".repeat(281);
    assert!(desk.post(&path, &[("text", &*long)]).await.says("Use 280 characters or fewer."));
    assert_eq!(sent(&hospital).await, 0);
    assert_eq!(desk.post(&path, &[("text", WORD), ("everywhere", "yes"), ("key", "a")]).await.status, 303);
    hospital.fast_forward(Duration::from_mins(9));
    let soon = desk.post(&path, &[("text", "It is fixed."), ("everywhere", "yes"), ("key", "b")]).await;
    assert_eq!(soon.status, 409);
    assert!(soon.says("You can send the next at 09:10"), "{soon}");
    assert_eq!(soon.page().field("text").as_deref(), Some("It is fixed."), "what was typed is kept");
    hospital.fast_forward(Duration::from_mins(1));
    assert_eq!(
        desk.post(&path, &[("text", "It is fixed."), ("everywhere", "yes"), ("key", "b")]).await.status,
        303
    );
    let page = hospital.browser().page(&hospital.ward_link(hospital.ward_12)).await;
    assert!(page.says("It is fixed.") && !page.says(WORD), "the last of them: {page}");
    assert_eq!(desk.post(&format!("{issue}/end"), &[]).await.status, 303);
    hospital.fast_forward(Duration::from_mins(20));
    let over = desk.post(&path, &[("text", WORD), ("key", "c")]).await;
    assert!(over.status == 409 && over.says("This known issue has ended"), "{over}");
    assert!(!hospital.browser().page(&hospital.ward_link(hospital.ward_12)).await.says("It is fixed."));
    let mut session = hospital.running.core.store.read().await.unwrap();
    let alerts = session.list_alerts_of_live_offers().await.unwrap();
    assert!(alerts.iter().all(|alert| alert.kind != AlertKind::Word));
}

#[tokio::test]
async fn a_word_goes_on_holding_and_live_pages_hear_of_it() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk).await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    let asked = nurse.post(&link, &request("nurse", "epma")).await.location;
    let ticket = desk.json::<BoardPage>("/board.json").await.tickets.remove(0);
    let id = issue.trim_start_matches("/known-issues/");
    desk.post(&format!("/board/tickets/{}/link", ticket.id), &[("known_issue", id)]).await;
    let hold = [
        ("title", "Labels print twice"),
        ("workaround", "Wait."),
        ("tag", "epma"),
        ("holds", "hold"),
        ("next_word", "15"),
    ];
    assert_eq!(desk.post(&issue, &hold).await.status, 303);
    hospital.fast_forward(Duration::from_mins(14));
    let mut hears = stream(&nurse, &format!("{asked}/events"), None).await;
    next(&mut hears, "change").await;
    assert_eq!(
        desk.post(&format!("{issue}/word"), &[("text", WORD), ("next_word", "45"), ("key", "k")])
            .await
            .status,
        303
    );
    next(&mut hears, "change").await;
    let page = nurse.page(&asked).await;
    assert!(page.says("No one is sent before 09:59") && page.says(WORD), "{page}");
}
