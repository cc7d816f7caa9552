//! Many requests about one fault: they are linked to what is known of it, held while the command centre works on it, and closed
//! together once it is put right. None of them is ever merged into another.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::{
    board::{BoardPage, BoardTicket},
    my_jobs::MyJobsPage,
};
use domain::{Logged, TicketId, Timestamp, ticket::Phase};
use store::LoggedEvent;

use crate::hospital::{Browser, Hospital, eventually, help::finish, request};

const LABELS: [(&str, &str); 3] =
    [("title", "Labels print twice"), ("workaround", "Bin the second one."), ("tag", "epma")];

/// Adds a known issue; answers with the address of its page.
async fn add(desk: &Browser, more: &[(&str, &str)]) -> String {
    let added = desk.post("/known-issues", &[&LABELS[..], more].concat()).await;
    assert_eq!(added.status, 303, "{added}");
    format!("/known-issues/{}", added.location.split_once("about=").unwrap().1)
}

async fn ask(hospital: &Hospital, key: &str, tag: &str, stuck: &str, patient: &str) -> String {
    let mut form = request(key, tag);
    form.retain(|(name, _)| !["patient", "stuck"].contains(name));
    form.extend([("stuck", stuck), ("patient", patient)]);
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    hospital.fast_forward(Duration::from_millis(10));
    asked.location
}

/// P3.
async fn ask_about_epma(hospital: &Hospital, key: &str) -> String {
    ask(hospital, key, "epma", "cannot_go_on", "not_affected").await
}

async fn latest(desk: &Browser) -> BoardTicket {
    let board: BoardPage = desk.json("/board.json").await;
    board.tickets.into_iter().max_by_key(|ticket| ticket.asked.at).unwrap()
}

async fn on_board(desk: &Browser, code: &str) -> Option<BoardTicket> {
    desk.json::<BoardPage>("/board.json").await.tickets.into_iter().find(|ticket| ticket.code == code)
}

async fn link(desk: &Browser, ticket: &BoardTicket, issue: &str) {
    let id = issue.trim_start_matches("/known-issues/");
    let linked = desk.post(&format!("/board/tickets/{}/link", ticket.id), &[("known_issue", id)]).await;
    assert_eq!(linked.status, 303, "{linked}");
}

async fn is_offered(handset: &Browser, ticket: &BoardTicket) -> bool {
    handset.json::<MyJobsPage>("/me.json").await.offers.iter().any(|offer| offer.code == ticket.code)
}

async fn events_of(hospital: &Hospital, ticket: &str) -> Vec<LoggedEvent> {
    let id: TicketId = ticket.parse().unwrap();
    hospital.running.core.store.read().await.unwrap().list_events_of(id).await.unwrap()
}

async fn kinds_of(hospital: &Hospital, ticket: &str) -> Vec<&'static str> {
    events_of(hospital, ticket).await.iter().map(|event| event.what.kind()).collect()
}

async fn sequence(hospital: &Hospital) -> i64 {
    hospital.running.core.store.read().await.unwrap().latest_sequence().await.unwrap()
}

/// Shows H3.8.
///
/// Whoever waits is told that nobody is sent, why and until when; silence ends it.
#[tokio::test]
async fn a_request_on_hold_is_told_so_honestly_and_silence_has_somebody_sent() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let page = ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    let issue = add(&desk, &[("holds", "hold"), ("next_word", "30")]).await;
    link(&desk, &asked, &issue).await;

    assert!(!is_offered(&asha, &asked).await, "nobody is asked any more");
    let news = asha.page("/me").await;
    assert!(news.says("the command centre took it over"), "{news}");
    let nurse = hospital.browser();
    let waiting = nurse.page(&page).await;
    for words in [
        "No one is being sent yet",
        "Labels print twice",
        "Bin the second one.",
        "09:30",
        "I still need someone",
    ] {
        assert!(waiting.says(words), "{words}: {waiting}");
    }
    let held = on_board(&desk, &asked.code).await.unwrap();
    assert!(held.why.unwrap().contains("On hold until 09:30"));
    let issue_page = desk.page(&issue).await;
    assert!(issue_page.says("On hold until 09:30") && issue_page.says(&asked.code), "{issue_page}");

    // The ladder of a P3 would have gone on after 5 minutes; it rests, and somebody looks at it every quarter of an hour.
    hospital.fast_forward(Duration::from_mins(16));
    eventually("a look", async || {
        (kinds_of(&hospital, &asked.id).await.iter().filter(|kind| **kind == "held").count() == 2)
            .then_some(())
    })
    .await;
    assert!(!is_offered(&asha, &asked).await);
    hospital.fast_forward(Duration::from_mins(15));
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    let kinds = kinds_of(&hospital, &asked.id).await;
    assert!(kinds.contains(&"hold_ended") && !kinds.contains(&"escalated"), "{kinds:?}");
    let waiting = nurse.page(&page).await;
    assert!(!waiting.says("No one is being sent yet") && waiting.says("Looking for someone"), "{waiting}");
    assert_eq!(on_board(&desk, &asked.code).await.unwrap().asked, asked.asked, "its wait counts from asking");

    // Once it was silent, no other word holds it again.
    let word = [&LABELS[..], &[("holds", "hold"), ("next_word", "15")]].concat();
    assert_eq!(desk.post(&issue, &word).await.status, 303);
    assert!(is_offered(&asha, &asked).await);
}

#[tokio::test]
async fn whoever_still_needs_somebody_says_so_with_one_tap_and_is_never_held_again() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let issue = add(&desk, &[("holds", "hold"), ("next_word", "45")]).await;
    let page = ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    link(&desk, &asked, &issue).await;
    let nurse = hospital.browser();
    for _ in 0..2 {
        // A double tap is one.
        assert_eq!(nurse.post(&format!("{page}/still-needed"), &[]).await.status, 303);
    }
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    let kinds = kinds_of(&hospital, &asked.id).await;
    assert_eq!(kinds.iter().filter(|kind| **kind == "hold_ended").count(), 1, "{kinds:?}");
    let said = nurse.page(&page).await;
    assert!(said.says("You said that you still need someone"), "{said}");
    assert!(desk.page(&format!("/board/tickets/{}", asked.id)).await.says("still needs someone"));
    let word = [&LABELS[..], &[("holds", "hold"), ("next_word", "60")]].concat();
    assert_eq!(desk.post(&issue, &word).await.status, 303);
    assert!(is_offered(&asha, &asked).await, "for good");
}

#[tokio::test]
async fn a_new_word_goes_on_holding_and_harm_ends_it_at_once() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let issue = add(&desk, &[("holds", "hold"), ("next_word", "30")]).await;
    let page = ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    link(&desk, &asked, &issue).await;
    hospital.fast_forward(Duration::from_mins(29));
    let word = [&LABELS[..], &[("holds", "hold"), ("next_word", "60")]].concat();
    assert_eq!(desk.post(&issue, &word).await.status, 303);
    hospital.fast_forward(Duration::from_mins(14));
    let waiting = hospital.browser().page(&page).await;
    assert!(waiting.says("10:29"), "the new time: {waiting}");

    // A patient waits: a quarter of an hour at most from now.
    assert_eq!(hospital.browser().post(&format!("{page}/urgent"), &[]).await.status, 303);
    assert!(hospital.browser().page(&page).await.says("09:58"));
    assert_eq!(hospital.browser().post(&format!("{page}/harm"), &[]).await.status, 303);
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    assert!(!hospital.browser().page(&page).await.says("No one is being sent yet"));

    // Where a patient could come to harm nothing is held in the first place.
    ask(&hospital, "other", "epma", "cannot_go_on", "could_come_to_harm").await;
    let urgent = latest(&desk).await;
    link(&desk, &urgent, &issue).await;
    assert!(!kinds_of(&hospital, &urgent.id).await.contains(&"held"));
}

#[tokio::test]
async fn the_end_of_a_known_issue_and_a_link_that_was_wrong_have_somebody_sent() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let issue = add(&desk, &[("holds", "hold"), ("next_word", "30")]).await;
    ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    link(&desk, &asked, &issue).await;
    let unlinked = desk.post(&format!("{issue}/unlink"), &[("ticket", &*asked.id)]).await;
    assert!(desk.get(&unlinked.location).await.says("1 ticket is not linked any more"));
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    link(&desk, &asked, &issue).await;
    assert!(!is_offered(&asha, &asked).await, "it may be held again: nobody has said that it is needed");
    assert_eq!(desk.post(&format!("{issue}/end"), &[]).await.status, 303);
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    let page = desk.page(&issue).await;
    assert!(page.says(&asked.code) && page.says("open it again"), "{page}");
}

/// Shows H3.9.
///
/// The vector of A2: 7 linked, 2 close, 3 stay, 2 are over already.
#[tokio::test]
async fn vector_a2_seven_linked_close_together_closes_exactly_two() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (asha, ben, cleo) = (
        hospital.handset(hospital.asha).await,
        hospital.handset(hospital.ben).await,
        hospital.handset(hospital.cleo).await,
    );
    let issue = add(&desk, &[]).await;

    ask(&hospital, "resolved", "epma", "just_asking", "not_affected").await;
    let resolved = latest(&desk).await;
    let job = accept_by_any(&[&asha, &ben], &resolved.code).await;
    assert_eq!(job.0.post(&format!("/me/jobs/{}/arrive", job.1), &[]).await.status, 303);
    finish(job.0, &job.1, "training").await;
    let withdrawn_page = ask_about_epma(&hospital, "withdrawn").await;
    let withdrawn = latest(&desk).await;
    assert_eq!(hospital.browser().post(&format!("{withdrawn_page}/withdraw"), &[]).await.status, 303);
    ask_about_epma(&hospital, "with you").await;
    let with_you = latest(&desk).await;
    let (first, job) = accept_by_any(&[&asha, &ben], &with_you.code).await;
    assert_eq!(first.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    ask(&hospital, "on the way", "epma", "cannot_go_on", "waiting").await;
    let on_the_way = latest(&desk).await;
    accept_by_any(&[&asha, &ben], &on_the_way.code).await;
    let waiting_page = ask_about_epma(&hospital, "waiting").await;
    let waiting = latest(&desk).await;
    ask(&hospital, "harm", "epma", "cannot_go_on", "could_come_to_harm").await;
    let harm = latest(&desk).await;
    ask(&hospital, "offered", "order-comms", "cannot_go_on", "not_affected").await;
    let offered = latest(&desk).await;
    eventually("an offer", async || is_offered(&cleo, &offered).await.then_some(())).await;
    for ticket in [&resolved, &withdrawn, &with_you, &on_the_way, &waiting, &harm, &offered] {
        link(&desk, ticket, &issue).await;
    }
    let over = async || {
        let mut session = hospital.running.core.store.read().await.unwrap();
        let mut rows = Vec::new();
        for ticket in [&resolved, &withdrawn] {
            rows.push(session.lookup_ticket(ticket.id.parse().unwrap()).await.unwrap().unwrap());
        }
        rows
    };
    let over_before = over().await;

    let close = format!("{issue}/close");
    let preview = desk.get(&close).await;
    let page = preview.page();
    assert!(page.says("2 tickets will be closed") && page.says("3 tickets stay open"), "{page}");
    for why in ["Someone is on the way.", "Someone is with them.", "A patient could come to harm."] {
        assert!(page.says(why), "{why}: {page}");
    }
    let fields = [&waiting, &offered].map(|ticket| format!("t_{}", ticket.code));
    let key = preview.hidden("key");
    let form = [
        ("key", &*key),
        ("category", "known-issue"),
        (&*fields[0], "yes"),
        (&*fields[1], "yes"),
        // They are refused, whatever a form says.
        ("t_ZZZZ", "yes"),
    ];
    let of_harm = format!("t_{}", harm.code);
    let everything = [&form[..], &[(&*of_harm, "yes")]].concat();
    let closed = desk.post(&close, &everything).await;
    assert!(desk.get(&closed.location).await.says("2 tickets are closed"), "{closed}");
    let last = sequence(&hospital).await;
    let again = desk.post(&close, &everything).await;
    assert_eq!((again.status, &again.location), (303, &closed.location));
    assert_eq!(sequence(&hospital).await, last, "0 more events");
    assert_eq!(over().await, over_before, "those that were over are what they were");

    for ticket in [&waiting, &offered] {
        assert_eq!(on_board(&desk, &ticket.code).await, None);
        let events = events_of(&hospital, &ticket.id).await;
        let closings = events.iter().filter(|event| event.what.kind() == "resolved");
        assert_eq!(closings.count(), 1);
    }
    for (ticket, phase) in
        [(&harm, Phase::Waiting), (&with_you, Phase::WithYou), (&on_the_way, Phase::OnTheWay)]
    {
        assert_eq!(on_board(&desk, &ticket.code).await.unwrap().phase, phase);
    }
    assert!(!is_offered(&cleo, &offered).await && cleo.page("/me").await.says("took it over"));

    // One of them says that it is not solved.
    let nurse = hospital.browser();
    hospital.fast_forward(Duration::from_hours(23));
    // The next day somebody else has the desk.
    let desk = hospital.desk().await;
    let page = nurse.page(&waiting_page).await;
    for words in ["We think that this is fixed", "Bin the second one.", "It is not solved"] {
        assert!(page.says(words), "{words}: {page}");
    }
    assert_eq!(nurse.post(&format!("{waiting_page}/not-solved"), &[]).await.status, 303);
    let back = on_board(&desk, &waiting.code).await.unwrap();
    assert_eq!((back.asked.at, back.reopened), (waiting.asked.at, true), "with its old wait");
    let mut session = hospital.running.core.store.read().await.unwrap();
    assert_eq!(session.lookup_issue_link(waiting.id.parse().unwrap()).await.unwrap(), None, "it is not that");
    drop(session);
    let board = desk.page("/board").await;
    assert!(board.says("1 of 2 that were closed with “Labels print twice” came back"), "{board}");
    let page = desk.page(&issue).await;
    assert!(page.says("1 of 2 that were closed with this came back"), "a fifth and more: {page}");
}

/// Whoever of them is asked first.
async fn accept_by_any<'b>(handsets: &[&'b Browser], code: &str) -> (&'b Browser, String) {
    let (place, offer) = eventually("an offer", async || {
        for (place, handset) in handsets.iter().enumerate() {
            let offers = handset.json::<MyJobsPage>("/me.json").await.offers;
            if let Some(offer) = offers.into_iter().find(|offer| offer.code == code) {
                return Some((place, offer.offer));
            }
        }
        None
    })
    .await;
    let handset = handsets[place];
    assert_eq!(handset.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let job = handset.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    (handset, job)
}

#[tokio::test]
async fn after_a_day_what_was_closed_together_stays_closed() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, &[]).await;
    let page = ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    link(&desk, &asked, &issue).await;
    let field = format!("t_{}", asked.code);
    let nothing = desk.post(&format!("{issue}/close"), &[("key", "k"), (&field, "yes")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("Choose what they are closed as"), "{nothing}");
    let form = [("key", "k"), ("category", "known-issue"), (&*field, "yes")];
    assert_eq!(desk.post(&format!("{issue}/close"), &form).await.status, 303);
    let ticket = desk.page(&format!("/board/tickets/{}", asked.id)).await;
    assert!(ticket.says("Closed by Dana Mock with all about the same known issue"), "{ticket}");
    hospital.fast_forward(Duration::from_hours(24));
    assert!(hospital.browser().page(&page).await.says("It is not solved"), "to the last moment");
    hospital.fast_forward(Duration::from_millis(1));
    assert_eq!(
        hospital.browser().post(&format!("{page}/not-solved"), &[]).await.status,
        404,
        "the link has ended"
    );
}

#[tokio::test]
async fn many_are_linked_at_once_by_what_they_are_about_and_taken_back_at_once() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut codes = Vec::new();
    for key in ["one", "two", "three"] {
        ask_about_epma(&hospital, key).await;
        codes.push(latest(&desk).await.code);
    }
    ask(&hospital, "other", "order-comms", "cannot_go_on", "not_affected").await;
    let other = latest(&desk).await;
    let made = desk.get("/known-issues/new?tag=epma&ward=W07&from=surge").await;
    assert_eq!(made.page().field("tag").as_deref(), Some("epma"), "{made}");
    let ward = hospital.ward_7.to_string();
    let form = [&LABELS[..], &[("then", "link"), ("from", "surge"), ("ward", &*ward)]].concat();
    let added = desk.post("/known-issues", &form).await;
    let linking = desk.get(&added.location).await;
    let page = linking.page();
    assert!(codes.iter().all(|code| page.says(code)) && !page.says(&other.code), "{page}");
    let path = added.location.split_once('?').unwrap().0.to_owned();
    let nothing = desk.post(&path, &[("tag", "epma"), ("ward", "")]).await;
    assert!(nothing.status == 422 && nothing.says("Tick at least one ticket"), "{nothing}");

    // One that comes while the page is read is not linked unread.
    hospital.fast_forward(Duration::from_secs(5));
    ask_about_epma(&hospital, "late").await;
    let late = latest(&desk).await;
    let shown: Vec<String> = codes.iter().map(|code| format!("s_{code}")).collect();
    let mut all = vec![("tag", "epma"), ("ward", ""), ("zone", ""), ("from", "surge"), ("all", "yes")];
    all.extend(shown.iter().map(|field| (field.as_str(), "yes")));
    let linked = desk.post(&path, &all).await;
    let page = desk.page(&linked.location).await;
    assert!(page.says("3 tickets are linked.") && page.says("Undo"), "{page}");
    assert!(!page.says(&late.code), "{page}");
    let last = sequence(&hospital).await;
    assert_eq!(desk.post(&path, &all).await.status, 303);
    assert_eq!(sequence(&hospital).await, last, "they are linked already");

    let issue = path.trim_end_matches("/link");
    let at = linked.location.split_once("linked_at=").unwrap().1;
    let undone = desk.post(&format!("{issue}/undo-link"), &[("at", at)]).await;
    let page = desk.page(&undone.location).await;
    assert!(page.says("3 tickets are not linked any more.") && page.says("None is open."), "{page}");
}

#[tokio::test]
async fn a_link_that_is_taken_back_and_made_again_leaves_all_figures_as_they_were() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, &[]).await;
    ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    let figures = async || {
        let page = desk.get("/insight?from=2026-03-02&to=2026-03-02").await.page();
        let csv = desk.get("/insight.csv?from=2026-03-02&to=2026-03-02").await.body;
        (format!("{page}"), csv)
    };
    link(&desk, &asked, &issue).await;
    let before = figures().await;
    assert_eq!(desk.post(&format!("/board/tickets/{}/unlink", asked.id), &[]).await.status, 303);
    link(&desk, &asked, &issue).await;
    assert_eq!(figures().await, before);
    let events = events_of(&hospital, &asked.id).await;
    let links = events
        .iter()
        .filter(|event| matches!(event.what, Logged::IssueLinked { .. } | Logged::IssueUnlinked { .. }));
    assert_eq!(links.count(), 3, "an event of each");
    let ticket = desk.page(&format!("/board/tickets/{}", asked.id)).await;
    assert_eq!(ticket.times("Dana Mock linked it to a known issue"), 2, "{ticket}");
}

#[tokio::test]
async fn what_is_linked_to_something_that_has_ended_is_asked_about() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, &[]).await;
    assert_eq!(desk.post(&format!("{issue}/end"), &[]).await.status, 303);
    let id = issue.trim_start_matches("/known-issues/");
    let ask_first = async |key: &'static str| {
        let page = ask_about_epma(&hospital, key).await;
        let asked = latest(&desk).await;
        let path = format!("/board/tickets/{}/link", asked.id);
        let linked = desk.post(&path, &[("known_issue", id)]).await;
        assert_eq!(linked.location, format!("{issue}/link?code={}", asked.code));
        assert!(desk.get(&linked.location).await.says("This known issue has ended"));
        (page, asked, linked.location)
    };
    let answer = async |asked: &BoardTicket, ended: &'static str| {
        let field = format!("t_{}", asked.code);
        let form = [(&*field, "yes"), ("ended", ended), ("code", &*asked.code)];
        desk.post(&format!("{issue}/link"), &form).await
    };

    let (_, left, _) = ask_first("leave").await;
    let unsaid = answer(&left, "").await;
    assert!(unsaid.status == 422 && unsaid.says("Say what happens to tickets"), "{unsaid}");
    assert_eq!(answer(&left, "leave").await.status, 303);
    assert!(on_board(&desk, &left.code).await.is_some(), "it is open as before");

    let (page, closed, link) = ask_first("close").await;
    assert_eq!(desk.page(&link).await.field("category").as_deref(), Some("known-issue"), "the usual one");
    let unsaid = answer(&closed, "close").await;
    assert!(unsaid.status == 422 && unsaid.says("Choose what they are closed as"), "{unsaid}");
    let field = format!("t_{}", closed.code);
    let form = [(&*field, "yes"), ("ended", "close"), ("category", "known-issue"), ("code", &*closed.code)];
    let said = desk.post(&format!("{issue}/link"), &form).await;
    assert!(desk.get(&said.location).await.says("1 ticket is linked. Closed: 1."), "{said}");
    assert_eq!(on_board(&desk, &closed.code).await, None);
    assert!(hospital.browser().page(&page).await.says("We think that this is fixed"));

    let (_, open, _) = ask_first("reopen").await;
    assert_eq!(answer(&open, "reopen").await.status, 303);
    let page = desk.page(&issue).await;
    assert!(page.says("Dana Mock opened it again") && page.says("This has been fixed"), "{page}");
    assert_eq!(on_board(&desk, &open.code).await.unwrap().phase, Phase::Waiting);
}

#[tokio::test]
async fn a_hold_needs_a_next_word_within_the_hour() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for (next_word, wrong) in [("", "Say when the next word comes"), ("120", "on hold for an hour at most")] {
        let form = [&LABELS[..], &[("holds", "hold"), ("next_word", next_word)]].concat();
        let refused = desk.post("/known-issues", &form).await;
        assert!(refused.status == 422 && refused.says(wrong), "{next_word}: {refused}");
        assert_eq!(
            refused.page().field("title").as_deref(),
            Some("Labels print twice"),
            "what was typed is kept"
        );
    }
    assert!(desk.get("/known-issues").await.says("There are no known issues."));
    let issue = add(&desk, &[("next_word", "240")]).await;
    assert!(desk.page(&issue).await.says("13:00"), "without a hold it may be later");
    let twice = [&LABELS[..], &[("version", "0"), ("next_word", "30")]].concat();
    for _ in 0..2 {
        assert_eq!(desk.post(&issue, &twice).await.status, 303, "the same a moment later says the same");
    }
    let mut session = hospital.running.core.store.read().await.unwrap();
    let kept = session.lookup_known_issue(issue.trim_start_matches("/known-issues/").parse().unwrap()).await;
    let kept = kept.unwrap().unwrap();
    let at = Timestamp::from_millis(crate::hospital::MONDAY_MORNING + 30 * 60_000);
    assert_eq!((kept.version, kept.said.next_word_at), (1, Some(at)));
}

#[tokio::test]
async fn what_is_moved_to_a_known_issue_that_sends_somebody_is_held_no_longer() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let holds = add(&desk, &[("holds", "hold"), ("next_word", "45")]).await;
    let sends = add(&desk, &[("title", "Charts are slow"), ("workaround", "Wait.")]).await;
    ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    link(&desk, &asked, &holds).await;
    assert!(!is_offered(&asha, &asked).await);
    // A spelling mistake that is put right is no new word.
    let before = kinds_of(&hospital, &asked.id).await;
    let better =
        [("title", "Labels print twice."), LABELS[1], LABELS[2], ("holds", "hold"), ("next_word", "keep")];
    hospital.fast_forward(Duration::from_mins(2));
    assert_eq!(desk.post(&holds, &better).await.status, 303);
    assert_eq!(kinds_of(&hospital, &asked.id).await, before);
    link(&desk, &asked, &sends).await;
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
}

#[tokio::test]
async fn what_a_ward_has_changed_since_the_table_was_read_is_not_closed_and_the_ward_computer_finds_what_was()
{
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let issue = add(&desk, &[]).await;
    let computer = hospital.browser();
    let link_7 = hospital.ward_link(hospital.ward_7);
    let first = computer.post(&link_7, &request("first", "epma")).await.location;
    let one = latest(&desk).await;
    hospital.fast_forward(Duration::from_millis(10));
    let second = computer.post(&link_7, &request("second", "epma")).await.location;
    let other = latest(&desk).await;
    for ticket in [&one, &other] {
        link(&desk, ticket, &issue).await;
    }
    let close = format!("{issue}/close");
    let page = desk.get(&close).await.page();
    let fields = [&one, &other].map(|ticket| format!("t_{}", ticket.code));
    let [seen_one, seen_other] = [0, 1].map(|place| page.field(&fields[place]).unwrap());
    assert_eq!(hospital.browser().post(&format!("{second}/urgent"), &[]).await.status, 303);
    let form =
        [("key", "k"), ("category", "known-issue"), (&*fields[0], &*seen_one), (&*fields[1], &*seen_other)];
    let closed = desk.post(&close, &form).await;
    let said = desk.get(&closed.location).await;
    assert!(said.says("1 ticket is closed.") && said.says("1 has changed since and stays open"), "{said}");
    assert!(on_board(&desk, &other.code).await.is_some());

    hospital.fast_forward(Duration::from_mins(20));
    let ask = computer.page(&link_7).await;
    assert!(ask.says("We think that this is fixed") && ask.leads_to(&first), "{ask}");
}

#[tokio::test]
async fn what_a_program_ended_that_knows_no_holds_holds_nobody_after_the_next_look() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let issue = add(&desk, &[("holds", "hold"), ("next_word", "60")]).await;
    ask_about_epma(&hospital, "nurse").await;
    let asked = latest(&desk).await;
    link(&desk, &asked, &issue).await;
    let mut session = hospital.running.core.store.write().await.unwrap();
    let id = issue.trim_start_matches("/known-issues/").parse().unwrap();
    let mut ended = session.lookup_known_issue(id).await.unwrap().unwrap();
    let now = hospital.running.core.now();
    (ended.ended_at, ended.version) = (Some(now), ended.version + 1);
    session.put_known_issue(&ended, hospital.asha, now).await.unwrap();
    session.commit().await.unwrap();
    assert!(!is_offered(&asha, &asked).await);
    hospital.fast_forward(Duration::from_mins(16));
    eventually("an offer", async || is_offered(&asha, &asked).await.then_some(())).await;
    let ticket = desk.page(&format!("/board/tickets/{}", asked.id)).await;
    assert!(ticket.says("The known issue has ended. Looking for someone"), "{ticket}");
}
