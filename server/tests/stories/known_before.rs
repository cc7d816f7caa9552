//! What is known to be wrong is read before somebody is sent: it never stands in the way, and is never in front of harm.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::board::BoardPage;
use domain::{Logged, Priority, ticket::Source};

use crate::hospital::{Answer, Browser, Hospital, eventually, form_as_shown};

async fn add(desk: &Browser, title: &str, tag: &str, ward: &str) -> String {
    let form = [
        ("title", title),
        ("workaround", "Bin the second one."),
        ("tag", tag),
        ("ward", ward),
        ("next_word", "30"),
    ];
    let added = desk.post("/known-issues", &form).await;
    assert_eq!(added.status, 303, "{added}");
    added.location.split_once("about=").unwrap().1.to_owned()
}

async fn answer(browser: &Browser, link: &str, key: &str, more: &[(&str, &str)]) -> Answer {
    let form: Vec<_> = form_as_shown(key, "epma")
        .into_iter()
        .filter(|(name, _)| !more.iter().any(|(new, _)| new == name))
        .collect();
    browser.post(link, &[&form[..], more].concat()).await
}

async fn sorted(hospital: &Hospital) -> Vec<Logged> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 500).await.unwrap();
    events.into_iter().map(|event| event.what).filter(|what| what.kind() == "sorted_by_issue").collect()
}

/// Shows H3.10.
#[tokio::test]
async fn what_is_known_of_a_topic_here_stands_below_it_and_reading_it_writes_nothing() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (here, elsewhere) = (hospital.ward_7.to_string(), hospital.ward_12.to_string());
    add(&desk, "Oldest of three", "epma", "").await;
    for (title, tag, ward) in [
        ("Labels print twice", "epma", ""),
        ("Charts are slow here", "epma", &*here),
        ("Only on the other ward", "epma", &*elsewhere),
        ("Results come late", "order-comms", ""),
    ] {
        hospital.fast_forward(Duration::from_mins(1));
        add(&desk, title, tag, ward).await;
    }
    let link = hospital.ward_link(hospital.ward_7);
    let nurse = hospital.browser();
    let before = hospital.running.core.store.read().await.unwrap().latest_sequence().await.unwrap();
    let page = nurse.page(&link).await;
    assert_eq!(hospital.running.core.store.read().await.unwrap().latest_sequence().await.unwrap(), before);
    assert!(
        page.says_in_order(&["Charts are slow here", "Labels print twice", "Results come late"]),
        "{page}"
    );
    assert!(
        !page.says("Oldest of three") && !page.says("Only on the other ward"),
        "two of a topic, of here: {page}"
    );
    assert!(page.says("The desk says more by"), "{page}");
    let epma = page.part(".app-tile:has(input[value=epma]) + .app-known");
    assert_eq!((epma.times("That sorted it"), epma.times("I still need someone")), (2, 2), "{epma}");
    // Whoever presses Enter in the note sends a request, and says nothing of what is known.
    let first = page.parts("form.app-ask button");
    assert!(first[0].says("I need help") || first[0].says("Send"), "{}", first[0]);
    assert!(!desk.page("/board/ask").await.says("That sorted it"), "the desk keeps the list");
}

#[tokio::test]
async fn that_sorted_it_is_counted_once_a_browser_as_what_would_have_been_asked_and_sends_nobody() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let issue = add(&desk, "Labels print twice", "epma", "").await;
    let link = hospital.ward_link(hospital.ward_7);
    let nurse = hospital.browser();
    for key in ["first", "first", "second"] {
        let said = answer(&nurse, &link, key, &[("sorted", &issue)]).await;
        assert_eq!(said.status, 303, "{said}");
        let words = "Thank you. No one is sent for “Labels print twice”.";
        assert!(nurse.get(&said.location).await.says(words), "{}", said.location);
    }
    let said = sorted(&hospital).await;
    let [Logged::SortedByIssue { known_issue, about }] = &said[..] else { panic!("{said:?}") };
    assert_eq!(
        (known_issue.to_string(), about.ward, about.priority),
        (issue.clone(), hospital.ward_7, Priority::P3)
    );
    assert_eq!((about.source, about.site.is_some()), (Source::Link, true));
    // A form that two browsers share, as one that is restored, is still one.
    answer(&hospital.browser(), &link, "first", &[("sorted", &issue)]).await;
    assert_eq!(sorted(&hospital).await.len(), 1);
    answer(&hospital.browser(), &link, "third", &[("sorted", &issue)]).await;
    assert_eq!(sorted(&hospital).await.len(), 2, "somebody else");
    assert!(desk.json::<BoardPage>("/board.json").await.tickets.is_empty());
    assert!(!asha.page("/me").await.says("ePMA needs"));

    // As the page's script sends it.
    let sent = nurse.client.post(format!("{}{link}", nurse.base)).header("accept", "application/json");
    let form = [&form_as_shown("fourth", "epma")[..], &[("sorted", &issue)]].concat();
    let answer = Browser::answer(sent.form(&form)).await;
    let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let on = told["link"].as_str().unwrap();
    assert!(on.starts_with(&format!("{link}?done=sorted&at=")), "{answer}");
    hospital.fast_forward(Duration::from_mins(3));
    assert!(!nurse.get(on).await.says("No one is sent"), "whoever comes next has said nothing");
}

/// Shows H3.10.
#[tokio::test]
async fn however_many_say_that_it_is_sorted_whoever_asks_is_heard() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, "Labels print twice", "epma", "").await;
    let link = hospital.ward_link(hospital.ward_7);
    let mut refused = None;
    for number in 0..60 {
        let said =
            answer(&hospital.browser(), &link, &format!("sorted-{number}"), &[("sorted", &issue)]).await;
        if said.status != 303 {
            refused = Some(said);
            break;
        }
    }
    let refused = refused.expect("there is an end to it");
    assert_eq!(refused.status, 429, "{refused}");
    assert!(refused.says("This was not counted") && refused.says("No one is sent"), "{refused}");
    assert!(!refused.says("Your request was NOT sent"), "nothing was asked: {refused}");
    let board: BoardPage = desk.json("/board.json").await;
    assert!(board.floods.is_empty(), "no request was refused");

    // Somebody on the ward needs help, at that moment.
    let harm = answer(&hospital.browser(), &link, "harm", &[("patient", "could_come_to_harm")]).await;
    assert_eq!(harm.status, 303, "{harm}");
    assert_eq!(desk.json::<BoardPage>("/board.json").await.tickets.len(), 1);
}

#[tokio::test]
async fn a_tap_that_was_kept_is_one_of_then_and_thanks_nobody_who_is_there_now() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, "Labels print twice", "epma", "").await;
    let (link, nurse) = (hospital.ward_link(hospital.ward_7), hospital.browser());
    let then = hospital.running.core.now();
    hospital.fast_forward(Duration::from_mins(6));
    let (at, sent) = (then.as_millis().to_string(), hospital.running.core.now().as_millis().to_string());
    let said = answer(&nurse, &link, "kept", &[("sorted", &issue), ("at", &at), ("sent", &sent)]).await;
    assert_eq!(said.status, 303, "{said}");
    assert!(!nurse.get(&said.location).await.says("No one is sent"), "{}", said.location);
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 500).await.unwrap();
    drop(session);
    let event = events.into_iter().find(|event| event.what.kind() == "sorted_by_issue").unwrap();
    assert_eq!(event.device_at, Some(then));

    // The count of this browser is of each known issue by itself.
    let other = add(&desk, "Charts are slow", "epma", "").await;
    answer(&nurse, &link, "other", &[("sorted", &other)]).await;
    hospital.fast_forward(Duration::from_mins(5));
    answer(&nurse, &link, "again", &[("sorted", &other)]).await;
    assert_eq!(sorted(&hospital).await.len(), 2);
    hospital.fast_forward(Duration::from_mins(6));
    answer(&nurse, &link, "later", &[("sorted", &issue)]).await;
    assert_eq!(sorted(&hospital).await.len(), 3, "ten minutes after it was said, it is said anew");
}

#[tokio::test]
async fn whoever_has_asked_about_it_is_not_told_that_no_one_is_sent() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, "Labels print twice", "epma", "").await;
    let (link, nurse) = (hospital.ward_link(hospital.ward_7), hospital.browser());
    let asked = answer(&nurse, &link, "help", &[("still_need", &issue)]).await;
    assert_eq!(asked.status, 303, "{asked}");
    let said = answer(&nurse, &link, "sorted", &[("sorted", &issue)]).await;
    let page = nurse.page(&said.location).await;
    assert!(page.says("Looking for someone") && !page.says("No one is sent"), "{page}");
}

#[tokio::test]
async fn whoever_still_needs_somebody_asks_with_the_same_tap_and_is_never_held() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let issue = add(&desk, "Labels print twice", "epma", "").await;
    let link = hospital.ward_link(hospital.ward_7);
    let asked = answer(&hospital.browser(), &link, "nurse", &[("still_need", &issue)]).await;
    assert_eq!(asked.status, 303, "{asked}");
    eventually("an offer", async || asha.page("/me").await.says("Labels print twice").then_some(())).await;
    let page = desk.page(&format!("/known-issues/{issue}")).await;
    let ticket = desk.json::<BoardPage>("/board.json").await.tickets.remove(0);
    assert!(page.says(&ticket.code), "linked by whoever asked: {page}");
    let word = [
        ("title", "Labels print twice"),
        ("workaround", "Wait."),
        ("tag", "epma"),
        ("holds", "hold"),
        ("next_word", "30"),
    ];
    assert_eq!(desk.post(&format!("/known-issues/{issue}"), &word).await.status, 303);
    assert!(!hospital.browser().page(&asked.location).await.says("No one is being sent yet"));
    assert!(sorted(&hospital).await.is_empty());
}

#[tokio::test]
async fn harm_and_a_known_issue_that_has_ended_send_somebody() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, "Labels print twice", "epma", "").await;
    let link = hospital.ward_link(hospital.ward_7);
    let nurse = hospital.browser();
    let harm = [("sorted", &*issue), ("patient", "could_come_to_harm")];
    let asked = answer(&nurse, &link, "harm", &harm).await;
    assert!(
        nurse.get(&asked.location).await.says("Looking for") || asked.location.starts_with("/r/"),
        "{asked}"
    );
    assert!(sorted(&hospital).await.is_empty());

    assert_eq!(desk.post(&format!("/known-issues/{issue}/end"), &[]).await.status, 303);
    let late = answer(&nurse, &link, "late", &[("sorted", &issue)]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("not on the list any more"), "{late}");
    assert_eq!(late.page().field("tag").as_deref(), Some("epma"), "what was chosen is kept");
    assert!(sorted(&hospital).await.is_empty());
    // What is still needed of one that has ended is a request like any other.
    let asked = answer(&nurse, &link, "needed", &[("still_need", &issue), ("another", "yes")]).await;
    assert_eq!(asked.status, 303, "{asked}");
    for nonsense in ["0199", "nobody"] {
        assert_eq!(answer(&nurse, &link, nonsense, &[("sorted", nonsense)]).await.status, 404);
    }
}
