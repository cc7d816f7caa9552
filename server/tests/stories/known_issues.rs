//! What the command centre knows to be wrong reaches those who help, and they say which tickets were about it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::my_jobs::MyJobsPage;

use crate::hospital::{Browser, Hospital, eventually, request};

const LABELS: [(&str, &str); 3] =
    [("title", "Labels print twice"), ("workaround", "Bin the second one."), ("tag", "epma")];

/// Adds an issue; answers with the address of its page.
async fn add(desk: &Browser, form: &[(&str, &str)]) -> String {
    let added = desk.post("/known-issues", form).await;
    assert_eq!(added.status, 303, "{added}");
    assert!(desk.get(&added.location).await.says("is added. Responders read it"), "{}", added.location);
    let links = desk.page("/known-issues").await.links();
    links.into_iter().find(|link| link.starts_with("/known-issues/")).unwrap()
}

#[tokio::test]
async fn a_floorwalker_reads_the_workaround_beside_the_job_and_links_the_ticket_to_it() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let labels = add(&desk, &LABELS).await;
    hospital.fast_forward(Duration::from_mins(1));
    add(&desk, &[("title", "Results come late"), ("workaround", "Ring the lab."), ("tag", "order-comms")])
        .await;
    let link = hospital.ward_link(hospital.ward_7);
    let nurse = hospital.browser();
    assert_eq!(nurse.post(&link, &request("nurse", "epma")).await.status, 303);
    let before = nurse.page(&link).await;
    assert!(before.says("Labels print twice") && before.says("That sorted it"), "before they ask: {before}");

    let offer =
        eventually("an offer", async || asha.json::<MyJobsPage>("/me.json").await.offers.first().cloned())
            .await;
    let titles: Vec<&str> = offer.issues.iter().map(|issue| issue.title.as_str()).collect();
    assert_eq!(titles, ["Labels print twice"], "only what the ticket is about");
    assert!(asha.get("/me").await.says("Bin the second one."));
    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();
    assert_eq!(job.issues, offer.issues);
    let path = format!("/me/jobs/{}", job.ticket);
    assert_eq!(asha.post(&format!("{path}/arrive"), &[]).await.status, 303);
    assert_eq!(asha.post(&format!("{path}/finish"), &[("category", "known-issue")]).await.status, 303);

    let details = format!("{path}/details");
    let page = asha.page(&details).await;
    assert!(page.says_in_order(&["Results come late", "Labels print twice"]), "the latest first: {page}");
    let unknown = [("people", "1"), ("known_issue", "0199")];
    let refused = asha.post(&details, &unknown).await;
    assert!(refused.status == 422 && refused.says("Choose a known issue, or none of these"));
    let id = labels.trim_start_matches("/known-issues/");
    let linked = [("people", "2"), ("note", ""), ("known_issue", id)];
    assert_eq!(asha.post(&details, &linked).await.status, 303);

    let page = desk.page(&labels).await;
    assert!(page.texts("main *").contains(&"1 ticket".to_owned()), "{page}");
    assert!(page.leads_to(&format!("/board/tickets/{}", job.ticket)), "{page}");
    let ticket = desk.page(&format!("/board/tickets/{}", job.ticket)).await;
    assert!(ticket.says("Labels print twice") && ticket.says("with a known issue"), "{ticket}");
    let csv = desk.get("/insight.csv?from=2026-03-02&to=2026-03-02").await.body;
    assert!(csv.lines().nth(1).unwrap().ends_with(",Labels print twice,,no,,"), "{csv}");
}

#[tokio::test]
async fn an_issue_is_said_better_and_ends_and_nothing_of_it_is_lost() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let labels = add(&desk, &LABELS).await;
    let better = [LABELS[0], ("workaround", "Bin both and print again."), LABELS[2]];
    let saved = desk.post(&labels, &better).await.location;
    assert!(desk.get(&saved).await.says("Saved. Responders read this"), "{saved}");
    assert_eq!(desk.post(&labels, &better).await.status, 303, "saved as it is");
    assert_eq!(desk.post(&format!("{labels}/end"), &[]).await.status, 303);
    assert_eq!(desk.post(&format!("{labels}/end"), &[]).await.status, 303, "it has ended already");
    let page = desk.page(&labels).await;
    for words in
        ["Dana Mock wrote: ", "Bin the second one.", "Dana Mock changed it: ", "Dana Mock ended it: "]
    {
        assert_eq!(page.times(words), 1, "{words}: {page}");
    }
    let page = desk.page("/known-issues").await;
    assert!(page.says("There are no known issues.") && page.says("Ended: 1"), "{page}");
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 500).await.unwrap();
    let kinds: Vec<&str> =
        events.iter().map(|event| event.what.kind()).filter(|kind| kind.starts_with("known_issue")).collect();
    assert_eq!(kinds, ["known_issue_added", "known_issue_changed", "known_issue_ended"]);
    assert!(
        events.iter().all(|event| !format!("{:?}", event.what).contains("Bin")),
        "no words of theirs in the log"
    );
}

#[tokio::test]
async fn what_is_wrong_with_an_issue_is_said_beside_its_field_and_responders_keep_none() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let empty = desk.post("/known-issues", &[]).await;
    assert_eq!(empty.status, 422);
    for words in ["Say what is wrong", "Say what to do for now", "Choose what it is about"] {
        assert!(empty.says(words), "{words}: {empty}");
    }
    let number = [("title", "943 476 5919 has no chart"), LABELS[1], LABELS[2]];
    let refused = desk.post("/known-issues", &number).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("This looks like an NHS number"), "{refused}");
    let kept = refused.page().field("title");
    assert_eq!(kept.as_deref(), Some("943 476 5919 has no chart"), "what was typed is kept");
    let name = [LABELS[0], ("workaround", "As for Mrs Sample"), LABELS[2]];
    let asked = desk.post("/known-issues", &name).await;
    assert!(asked.status == 422 && asked.says("somebody’s name"), "{asked}");
    assert!(desk.get("/known-issues").await.says("There are no known issues."));
    let ticked = [name.as_slice(), &[("workaround_checked", "yes")]].concat();
    assert_eq!(desk.post("/known-issues", &ticked).await.status, 303);

    assert_eq!(asha.get("/known-issues").await.status, 403);
    assert_eq!(asha.post("/known-issues", &LABELS).await.status, 403);
    assert_eq!(desk.get("/known-issues/0199").await.status, 404);
}

#[tokio::test]
async fn a_form_that_a_browser_sends_twice_by_itself_adds_one_issue() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(
        desk.page("/known-issues").await.field("key").is_some_and(|key| !key.is_empty()),
        "each page's form is its own"
    );
    let form = [&LABELS[..], &[("key", "k")]].concat();
    let first = desk.post("/known-issues", &form).await;
    hospital.fast_forward(Duration::from_mins(1));
    let second = desk.post("/known-issues", &form).await;
    assert_eq!((second.status, &second.location), (303, &first.location), "{second}");

    // She goes back, and the browser shows the same page: what she writes now is something else.
    let other =
        [("title", "Results come late"), ("workaround", "Ring the lab."), ("tag", "epma"), ("key", "k")];
    assert_ne!(desk.post("/known-issues", &other).await.location, first.location);
    let page = desk.page("/known-issues").await;
    assert_eq!((page.times("Labels print twice"), page.times("Results come late")), (1, 1), "{page}");
}

/// Whoever reads the page finds it beside the field; a program is told the same, of each form alike.
#[tokio::test]
async fn a_program_whose_form_comes_back_is_told_what_is_wrong_with_it() {
    let hospital = Hospital::open().await;
    let lead = hospital.desk().await;
    for (path, form, wrong) in [
        (
            "/known-issues",
            [("title", "Labels print twice")],
            [
                ("workaround", "Say what to do for now, even if it is to wait"),
                ("tag", "Choose what it is about"),
            ]
            .as_slice(),
        ),
        ("/board/drills", [("team", "nobody")], &[("team", "Choose who to contact")]),
    ] {
        let sent = lead.client.post(format!("{}{path}", lead.base)).form(&form);
        let answer = Browser::answer(sent.header("accept", "application/json")).await;
        assert_eq!(answer.status, 422, "{path}: {answer}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        let told: Vec<_> = wrong
            .iter()
            .map(|(field, message)| serde_json::json!({ "field": field, "message": message }))
            .collect();
        assert_eq!(problem["errors"], serde_json::Value::from(told), "{path}");
    }
}
