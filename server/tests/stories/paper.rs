//! Slips of paper that came back after there was no Elbow: each is one request, with its own times, and nobody is said to have waited.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::{Code, Ticket};

use crate::{
    hospital::{Browser, Hospital, eventually},
    reports::{begun, is_counted_again, reports},
};

const MINUTE: Duration = Duration::from_mins(1);
const PAPER: &str = "/board/paper";

/// A slip as somebody types it: done, unless that is taken out.
fn slip<'a>(number: &'a str, key: &'a str, asked: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("key", key),
        ("slip", number),
        ("day", "02/03/2026"),
        ("asked", asked),
        ("tag", "epma"),
        ("urgency", "P2"),
    ]
}

fn with<'a>(slip: Vec<(&'a str, &'a str)>, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [slip, more.to_vec()].concat()
}

/// A pack is printed at 09:00, and two hours later Elbow is back.
async fn after_an_outage(hospital: &Hospital) -> Browser {
    let desk = hospital.desk().await;
    assert_eq!(desk.post("/packs", &[("key", "printed")]).await.status, 303);
    hospital.fast_forward(120 * MINUTE);
    hospital.desk().await
}

async fn ticket_of(hospital: &Hospital, slip: u32) -> Ticket {
    let mut tx = hospital.running.core.store.read().await.unwrap();
    let slip = tx.lookup_slip(domain::pack::SlipCode(slip)).await.unwrap().unwrap();
    let Some(domain::pack::Back::Entered { ticket, .. }) = slip.back else { panic!("it is not entered") };
    tx.lookup_ticket(ticket).await.unwrap().unwrap()
}

/// A report says how many came so, and has none of them among its waits; nor has Insight.
async fn five_are_counted_and_no_wait_of_theirs(hospital: &Hospital) {
    hospital.fast_forward(119 * MINUTE + Duration::from_secs(6));
    let huddle = reports(hospital, 1).await.remove(0);
    let figures = &huddle.written.figures;
    assert_eq!((figures.asked, figures.on_paper, figures.resolved), (5, 5, 1));
    assert_eq!((figures.waits.arrived, figures.waits.could_be_within_ten), (0, 0));
    is_counted_again(hospital, &huddle).await;
    let desk = hospital.desk().await;
    assert!(desk.page("/reports/1").await.says_in_order(&[
        "Asked",
        "5",
        "Of these, entered from paper",
        "5"
    ]));
    let insight = eventually("figures", async || {
        let page = hospital.analyst().await.page("/insight?from=2026-03-02&to=2026-03-02").await;
        page.says("Entered from paper").then_some(page)
    })
    .await;
    assert!(insight.says_in_order(&["Asked", "5", "Entered from paper", "5"]), "{insight}");
}

/// Shows H14.7.
#[tokio::test]
async fn slips_that_came_back_are_requests_each_once_and_nobody_is_alarmed_by_what_is_over() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let desk = after_an_outage(&hospital).await;
    let asha = hospital.handset(hospital.asha).await;
    let page = desk.page(PAPER).await;
    assert_eq!(page.field("day").as_deref(), Some("02/03/2026"), "today");
    assert!(!page.says("What became of the slips"), "{page}");

    // One that is done: who helped, and when, as the slip says.
    let helper = hospital.asha.to_string();
    let done = [("there", "09:50"), ("done", "1005"), ("category", "training"), ("helper", helper.as_str())];
    let first = with(slip("1", "first", "940"), &done);
    for _ in 0..2 {
        let entered = desk.post(PAPER, &first).await;
        assert_eq!(entered.status, 303, "{entered}");
        assert_eq!(entered.location, "/board/paper?done=slip_entered&about=P001&day=02%2F03%2F2026");
    }
    let closed = ticket_of(&hospital, 1).await;
    let page = desk.page("/board/paper?done=slip_entered&about=P001&day=02%2F03%2F2026").await;
    assert!(page.says(&format!("P001 is entered as request {}, which is closed.", closed.code)), "{page}");
    assert_eq!((page.field("slip").as_deref(), page.field("day").as_deref()), (Some(""), Some("02/03/2026")));
    let now = hospital.running.core.now();
    assert_eq!(closed.ward, hospital.ward_7);
    assert_eq!(closed.asked_at, now - 80 * MINUTE);
    assert_eq!((closed.arrived_at, closed.closed_at()), (Some(now - 70 * MINUTE), Some(now - 55 * MINUTE)));
    assert_eq!(closed.closed_by(), Some(hospital.asha));
    let jobs: MyJobsPage = asha.json("/me.json").await;
    assert!(jobs.offers.is_empty() && jobs.job.is_none(), "what is over alarms nobody");
    let read = desk.page(&format!("/board/tickets/{}", closed.id)).await;
    assert!(
        read.says_in_order(&[
            "On paper, slip P001, entered by Dana Mock. Its times are those on the slip",
            "Help was asked for and given on paper, P001: Training or elbow support. Dana Mock entered it now",
        ]),
        "{read}"
    );

    // One that is open is offered, with the time that it was asked at, and its ladder begins now.
    let open = with(slip("P002", "second", "10:30"), &[("asker", "bleep 4512"), ("spot", "Bay 4")]);
    assert_eq!(desk.post(PAPER, &open).await.status, 303);
    let offer = eventually("an offer", async || {
        asha.json::<MyJobsPage>("/me.json").await.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!((board.tickets.len(), board.tickets[0].escalation), (1, 0));
    assert_eq!(board.tickets[0].asked.clock, "10:30");
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let waiting = ticket_of(&hospital, 2).await;
    hospital.fast_forward(MINUTE);
    assert_eq!(asha.post(&format!("/me/jobs/{}/arrive", waiting.id), &[]).await.status, 303);

    // Another lead types the same slip.
    let again = desk.post(PAPER, &slip("p2", "another", "10:30")).await;
    assert_eq!(again.status, 409, "{again}");
    let page = again.page();
    assert!(page.error_at("slip").is_some_and(|said| said.contains("P002 is entered already")), "{page}");
    assert!(page.says(&format!("That slip is request {}.", waiting.code)), "{page}");
    assert_eq!(page.field("asked").as_deref(), Some("10:30"), "nothing is lost");

    // Ward 7 has used a slip of Ward 12, and the number is typed once more to make sure.
    let ward = hospital.ward_7.to_string();
    let borrowed = with(slip("P011", "borrowed", "10:45"), &[("ward", ward.as_str())]);
    let asked = desk.post(PAPER, &borrowed).await;
    assert_eq!(asked.status, 409, "{asked}");
    assert!(
        asked.page().error_at("ward").is_some_and(|said| said.contains("P011 was printed for Ward 12")),
        "{asked}"
    );
    assert_eq!(desk.post(PAPER, &with(borrowed, &[("borrowed", "yes")])).await.status, 303);
    assert_eq!(ticket_of(&hospital, 11).await.ward, hospital.ward_7);

    // What nobody has written down there is looked for.
    assert_eq!(desk.post(PAPER, &slip("P004", "fourth", "10:50")).await.status, 303);
    let page = desk.page(PAPER).await;
    assert!(
        page.says_in_order(&[
            "Entered last",
            "P011",
            "P004",
            "P002",
            "P001",
            "What became of the slips",
            "2 Mar 2026, 09:00",
            "Slips to look for",
            "P003, Ward 7",
        ]),
        "{page}"
    );
    let printed_at = page.field("printed_at").unwrap();
    for _ in 0..2 {
        let said = desk.post("/board/paper/unused", &[("printed_at", &printed_at)]).await;
        assert_eq!(said.location, "/board/paper?done=slips_unused");
    }
    let page = desk.page("/board/paper?done=slips_unused").await;
    assert!(page.says("The other slips of that pack came back empty.") && !page.says("Slips to look for"));
    let audit = hospital.administrator().await.page("/admin/audit?kind=slips_unused").await;
    assert_eq!(audit.times("Said that 16 slips of paper came back empty"), 1, "{audit}");
    // And one of them turns up.
    assert_eq!(desk.post(PAPER, &slip("P003", "late", "10:40")).await.status, 303);

    five_are_counted_and_no_wait_of_theirs(&hospital).await;
}

#[tokio::test]
async fn a_slip_that_cannot_be_so_is_answered_with_what_to_do_and_nothing_is_lost() {
    let hospital = Hospital::open().await;
    let desk = after_an_outage(&hospital).await;
    let done = ("done", "10:20");
    let category = ("category", "training");
    for (typed, field, words, status) in [
        (slip("P999", "1", "10:12"), "slip", "P999 was never printed", 409),
        (slip("twelve", "2", "10:12"), "slip", "Enter the number of the slip", 422),
        (slip("P001", "3", ""), "asked", "Enter when it was asked", 422),
        (slip("P001", "4", "25:10"), "asked", "Enter a time", 422),
        (slip("P001", "5", "11:30"), "asked", "This is in the future", 422),
        (slip("P001", "6", "08:10"), "asked", "P001 was printed 2 Mar 2026, 09:00", 409),
        (with(slip("P001", "7", "10:12"), &[category]), "done", "Enter when it was done", 422),
        (with(slip("P001", "8", "10:12"), &[done]), "category", "Choose what it turned out to be", 422),
        (with(slip("P001", "9", "10:12"), &[("there", "10:15")]), "there", "send them from the board", 422),
        (
            with(slip("P001", "10", "10:12"), &[done, category, ("there", "10:30")]),
            "there",
            "This is later than when it was done",
            422,
        ),
        (with(slip("P001", "11", "10:12"), &[("done", "09:00"), category]), "done", "in the future", 422),
        (with(slip("P001", "12", "10:12"), &[("ward", "nowhere")]), "ward", "Choose a ward", 422),
        (
            with(slip("P001", "13", "10:12"), &[done, category, ("helper", "nobody")]),
            "helper",
            "Choose somebody",
            422,
        ),
        (with(slip("P001", "14", "10:12"), &[("note", "Chart of 943 476 5919")]), "note", "NHS number", 422),
    ] {
        let answer = desk.post(PAPER, &typed).await;
        assert_eq!(answer.status, status, "{typed:?}: {answer}");
        let page = answer.page();
        assert!(page.error_at(field).is_some_and(|said| said.contains(words)), "{typed:?}: {page}");
        let asked = typed.iter().find(|(name, _)| *name == "asked").unwrap().1;
        assert_eq!(page.field("asked").as_deref(), Some(asked), "{typed:?}");
    }
    let long_ago: Vec<_> = slip("P001", "15", "10:12")
        .into_iter()
        .map(|(name, typed)| if name == "day" { (name, "01/01/2026") } else { (name, typed) })
        .collect();
    let answer = desk.post(PAPER, &long_ago).await;
    assert!(
        answer.page().error_at("day").is_some_and(|said| said.contains("more than a month ago")),
        "{answer}"
    );
    // A name is asked about, and a tick answers.
    let named = with(slip("P001", "16", "10:12"), &[("note", "Chart of Mrs Smith will not open")]);
    let asked = desk.post(PAPER, &named).await;
    assert_eq!(asked.status, 422, "{asked}");
    assert_eq!(desk.post(PAPER, &with(named, &[("note_checked", "yes")])).await.status, 303);
    let open = hospital.running.core.store.read().await.unwrap().list_open_tickets().await.unwrap();
    assert_eq!(open.len(), 1, "and nothing else was made");
    assert_eq!(hospital.analyst().await.get(PAPER).await.status, 403);
    assert_eq!(hospital.analyst().await.post(PAPER, &slip("P002", "17", "10:12")).await.status, 403);
}

#[tokio::test]
async fn two_who_type_the_same_slip_at_once_make_one_request() {
    let hospital = Hospital::open().await;
    let desk = after_an_outage(&hospital).await;
    let (one, other) = (slip("P005", "one", "10:12"), slip("P005", "other", "10:12"));
    let (one, other) = tokio::join!(desk.post(PAPER, &one), desk.post(PAPER, &other));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let open = hospital.running.core.store.read().await.unwrap().list_open_tickets().await.unwrap();
    let codes: Vec<Code> = open.into_iter().map(|ticket| ticket.code).collect();
    assert_eq!(codes, [ticket_of(&hospital, 5).await.code]);
}
