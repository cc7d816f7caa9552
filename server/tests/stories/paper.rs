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
const WARD_7: &str = "W07";
const WARD_12: &str = "W12";

/// A slip of Ward 7 as somebody types it.
fn slip<'a>(number: &'a str, key: &'a str, asked: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("key", key),
        ("slip", number),
        ("day", "02/03/2026"),
        ("ward", WARD_7),
        ("asked", asked),
        ("tag", "epma"),
        ("urgency", "P2"),
    ]
}

/// The same, with other things in it.
fn but<'a>(slip: Vec<(&'a str, &'a str)>, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let named = |name| other.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    slip.into_iter().map(|(name, value)| (name, named(name).unwrap_or(value))).collect()
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

/// All but P003, which somebody may be waiting for.
async fn the_others_came_back_empty(hospital: &Hospital, desk: &Browser) {
    let unused = "/board/paper/unused";
    let page = desk.page(PAPER).await;
    let printed_at = page.field("printed_at").unwrap();
    let asked = desk.post(unused, &[("printed_at", &printed_at)]).await.page();
    assert!(
        asked.says_in_order(&[
            "Was nothing written on the other 15 slips of the pack of 2 Mar 2026, 09:00?",
            "One more is to be looked for",
            "This pack may still be used, until 2 Mar 2026, 19:30.",
        ]),
        "{asked}"
    );
    let said = |rest: &'static str| {
        [
            ("printed_at", printed_at.clone()),
            ("rest", rest.to_owned()),
            ("missing", "1".to_owned()),
            ("sure", "yes".to_owned()),
        ]
    };
    let post = async |rest| {
        let form = said(rest);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        desk.post(unused, &form).await
    };
    // Another lead has entered one since that page.
    let changed = post("16").await;
    assert_eq!(changed.status, 409, "{changed}");
    assert!(
        changed.says("Somebody has entered slips of this pack since.") && changed.says("the other 15 slips")
    );
    for _ in 0..2 {
        assert_eq!(post("15").await.location, "/board/paper?done=slips_unused");
    }
    let page = desk.page("/board/paper?done=slips_unused").await;
    assert!(page.says("Those to look for are still listed.") && page.says("P003, Ward 7"), "{page}");
    // It was the wrong pile.
    for _ in 0..2 {
        let back = desk.post("/board/paper/unused/undo", &[("printed_at", &printed_at)]).await;
        assert_eq!(back.location, "/board/paper?done=slips_unused_undone");
    }
    let page = desk.page(PAPER).await;
    assert!(page.says_in_order(&["Not accounted for", "20", "4", "0", "16"]), "{page}");
    assert_eq!(post("15").await.status, 303);
    // Somebody has looked for the other.
    for _ in 0..2 {
        assert_eq!(desk.post(unused, &[("slip", "P003")]).await.location, "/board/paper?done=slip_unused");
    }
    assert!(!desk.page(PAPER).await.says("Slips to look for"));
    let audit = hospital.administrator().await.page("/admin/audit").await;
    assert_eq!(audit.times("Said that 15 slips of paper came back empty"), 2, "{audit}");
    assert_eq!(audit.times("Took back that 15 slips of paper came back empty"), 1, "{audit}");
    assert_eq!(audit.times("Said that 1 slip of paper came back empty"), 1, "{audit}");
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
    let mut locations = Vec::new();
    for _ in 0..2 {
        let entered = desk.post(PAPER, &first).await;
        assert_eq!(entered.status, 303, "{entered}");
        locations.push(entered.location);
    }
    let closed = ticket_of(&hospital, 1).await;
    let next = format!("/board/paper?done=slip_entered&about={}&day=02%2F03%2F2026&ward=W07", closed.id);
    assert_eq!(locations, [next.as_str(); 2]);
    let page = desk.page(&next).await;
    assert!(
        page.says(&format!("P001, Ward 7, is entered as request {}, which is closed.", closed.code)),
        "{page}"
    );
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
    assert!(page.says(&format!("That slip is request {} of Ward 7.", waiting.code)), "{page}");
    assert_eq!(page.field("asked").as_deref(), Some("10:30"), "nothing is lost");

    // Ward 7 has used a slip of Ward 12, and the number is typed once more to make sure.
    let borrowed = slip("P011", "borrowed", "10:45");
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
    the_others_came_back_empty(&hospital, &desk).await;
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
        (slip("P999", "1", "10:12"), "slip", "Elbow does not know P999", 409),
        (with(slip("P10021", "18", "10:12"), &[("stray", "yes")]), "slip", "as high as P10021", 409),
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
        (
            with(slip("P001", "11", "10:12"), &[("done", "10:05"), category]),
            "done",
            "before it was asked",
            422,
        ),
        (
            with(slip("P001", "19", "10:12"), &[done, category, ("there", "10:05")]),
            "there",
            "before it was asked",
            422,
        ),
        (but(slip("P001", "12", "10:12"), &[("ward", "nowhere")]), "ward", "Choose the ward", 422),
        (but(slip("P001", "20", "10:12"), &[("ward", "")]), "ward", "Choose the ward", 422),
        (but(slip("P001", "21", "10:12"), &[("ward", WARD_12)]), "ward", "P001 was printed for Ward 7", 409),
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
    let long_ago = but(slip("P001", "15", "10:12"), &[("day", "01/01/2026")]);
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

/// Shows H14.8.
#[tokio::test]
async fn a_slip_that_was_entered_wrongly_is_cancelled_and_entered_again() {
    let hospital = Hospital::open().await;
    let desk = after_an_outage(&hospital).await;
    let asha = hospital.handset(hospital.asha).await;
    // The line below was typed: it is not done.
    let done = [("done", "10:20"), ("category", "training")];
    let wrong = with(slip("P004", "wrong", "10:12"), &done);
    assert_eq!(desk.post(PAPER, &wrong).await.status, 303);
    let first = ticket_of(&hospital, 4).await;
    // The browser's Back, and other times: that is not what was entered.
    let other = but(wrong.clone(), &[("done", "10:40")]);
    assert_eq!(desk.post(PAPER, &other).await.status, 409);
    hospital.fast_forward(60 * MINUTE);
    let path = format!("/board/tickets/{}", first.id);
    let page = desk.page(&path).await;
    assert!(page.says_in_order(&["Entered wrongly?", "The slip can then be entered again."]), "{page}");
    let (withdraw, version) = (format!("{path}/withdraw"), page.field("version").unwrap());
    assert_eq!(desk.post(&withdraw, &[("version", &version)]).await.status, 422, "a reason is asked for");
    assert_eq!(desk.post(&withdraw, &[("why", "other"), ("version", &version)]).await.status, 303);
    let page = desk.page(&path).await;
    assert!(
        page.says("On paper, slip P004, entered by Dana Mock") && !page.says("Entered wrongly?"),
        "{page}"
    );
    assert!(asha.json::<MyJobsPage>("/me.json").await.offers.is_empty(), "what is over alarms nobody");

    // The slip is free, but whoever types it is told first.
    let right = slip("P004", "right", "10:12");
    let asked = desk.post(PAPER, &right).await;
    assert_eq!(asked.status, 409, "{asked}");
    let page = asked.page();
    assert!(page.error_at("slip").is_some_and(|said| said.contains("its request was cancelled")), "{page}");
    assert!(
        page.says(&format!("That slip was request {} of Ward 7, which was cancelled.", first.code)),
        "{page}"
    );
    assert_eq!(desk.post(PAPER, &with(right, &[("anew", "yes")])).await.status, 303);
    let second = ticket_of(&hospital, 4).await;
    assert_ne!(first.id, second.id);
    assert!(second.is_open());
    let offered = async || asha.json::<MyJobsPage>("/me.json").await.offers.first().map(drop);
    eventually("an offer", offered).await;
    // Once.
    let again = desk.post(PAPER, &with(slip("P004", "once more", "10:12"), &[("anew", "yes")])).await;
    assert_eq!(again.status, 409, "{again}");
    // The log has both.
    for ticket in [first, second] {
        let page = desk.page(&format!("/board/tickets/{}", ticket.id)).await;
        assert!(page.says("On paper, slip P004, entered by Dana Mock"), "{page}");
    }
}

/// The database was put back from a backup of before the pack was printed, and has printed another since.
///
/// Shows H14.8.
#[tokio::test]
async fn a_slip_of_a_pack_that_is_lost_is_entered_by_whoever_has_it_in_their_hand() {
    let hospital = Hospital::open().await;
    hospital.fast_forward(60 * MINUTE);
    let desk = after_an_outage(&hospital).await;
    // The number is not known: 31 was on a pack of which nobody knows here.
    let unknown = slip("P031", "unknown", "09:20");
    let asked = desk.post(PAPER, &unknown).await;
    assert_eq!(asked.status, 409, "{asked}");
    let page = asked.page();
    assert!(page.says("Yes, I have this slip in my hand, and the number is right"), "{page}");
    assert!(page.error_at("slip").is_some_and(|said| said.contains("put back from a backup")), "{page}");
    let unknown = with(unknown, &[("stray", "yes")]);
    for _ in 0..2 {
        assert_eq!(desk.post(PAPER, &unknown).await.status, 303);
    }
    // The number is known, and was printed again at ten: this slip was written on at half past nine.
    let before = slip("P002", "before", "09:30");
    let asked = desk.post(PAPER, &before).await;
    assert_eq!(asked.status, 409, "{asked}");
    assert!(asked.page().error_at("asked").is_some_and(|said| said.contains("printed twice")), "{asked}");
    assert_eq!(desk.post(PAPER, &with(before, &[("stray", "yes")])).await.status, 303);
    // So there is another with that number.
    assert_eq!(desk.post(PAPER, &slip("P002", "here", "10:30")).await.status, 303);
    let page = desk.page(PAPER).await;
    let both = page.texts("th[scope=row]").into_iter().filter(|slip| slip == "P002");
    assert_eq!(both.count(), 2, "{page}");
    // Each once.
    for (again, tick) in [("09:30", "stray"), ("10:30", "stray"), ("10:30", "another")] {
        let key = format!("{again} {tick}");
        let form = with(slip("P002", &key, again), &[(tick, "yes")]);
        assert_eq!(desk.post(PAPER, &form).await.status, 409, "{key}");
    }
    // A tick that was given for one number says nothing of the next.
    let page = desk.post(PAPER, &slip("P033", "next", "09:40")).await.page();
    assert_eq!(page.field("ticked_for").as_deref(), Some("P033"));
    let next = with(slip("P034", "next", "09:40"), &[("stray", "yes"), ("ticked_for", "P033")]);
    let asked = desk.post(PAPER, &next).await;
    assert!(asked.status == 409 && !asked.page().has("#stray[checked]"), "{asked}");
    let open = hospital.running.core.store.read().await.unwrap().list_open_tickets().await.unwrap();
    assert_eq!(open.len(), 3);
    // No number that may have been on the lost pack is printed any more.
    assert_eq!(desk.post("/packs", &[("key", "next")]).await.status, 303);
    let sheets = desk.page("/packs/wards?wards=all").await;
    assert_eq!(sheets.texts(".app-slip__code").first().map(String::as_str), Some("P10032"));
}

/// A slip of each night on which the clock is changed, and one over midnight.
#[tokio::test]
async fn a_slip_of_the_night_has_the_time_that_is_meant() {
    let hospital = Hospital::open().await;
    // Ten past midnight of the night on which the clocks went back, at three in the morning.
    let to = |text: &str| {
        let at: jiff::Timestamp = text.parse().unwrap();
        let now = hospital.running.core.now().as_millis();
        hospital.fast_forward(Duration::from_millis(u64::try_from(at.as_millisecond() - now).unwrap()));
    };
    to("2026-10-24T22:00:00Z");
    let desk = hospital.desk().await;
    assert_eq!(desk.post("/packs", &[("key", "printed")]).await.status, 303);
    to("2026-10-25T03:00:00Z");
    let desk = hospital.desk().await;
    let done = |at| [("done", at), ("category", "training")];
    for (number, day, asked, done_at, times) in [
        // The first half past one, since it was done at ten past the second.
        ("1", "25/10/2026", "01:30", "01:10", ("2026-10-25T00:30:00Z", "2026-10-25T01:10:00Z")),
        ("2", "24/10/2026", "23:50", "00:10", ("2026-10-24T22:50:00Z", "2026-10-24T23:10:00Z")),
        // Nothing says which: the second.
        ("3", "25/10/2026", "01:30", "01:40", ("2026-10-25T01:30:00Z", "2026-10-25T01:40:00Z")),
    ] {
        let typed = with(but(slip(number, number, asked), &[("day", day)]), &done(done_at));
        let entered = desk.post(PAPER, &typed).await;
        assert_eq!(entered.status, 303, "{entered}");
        let ticket = ticket_of(&hospital, number.parse().unwrap()).await;
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        let (asked_at, closed_at) = (ticket.asked_at.as_millis(), ticket.closed_at().unwrap().as_millis());
        assert_eq!((asked_at, closed_at), (at(times.0), at(times.1)), "{number}");
    }
    // At ten past midnight the page says today; a slip of ten to is of yesterday, and it says so.
    to("2026-10-26T00:10:00Z");
    let desk = hospital.desk().await;
    assert_eq!(desk.page(PAPER).await.field("day").as_deref(), Some("26/10/2026"));
    let late = desk.post(PAPER, &but(slip("4", "late", "23:50"), &[("day", "26/10/2026")])).await;
    assert!(late.page().error_at("asked").is_some_and(|said| said.contains("in the future")), "{late}");
    assert_eq!(desk.post(PAPER, &but(slip("4", "late", "23:50"), &[("day", "")])).await.status, 303);
    assert_eq!(ticket_of(&hospital, 4).await.asked_at.as_millis(), 1_792_972_200_000);
    to("2027-03-28T06:00:00Z");
    let desk = hospital.desk().await;
    let never = desk.post(PAPER, &but(slip("5", "never", "01:30"), &[("day", "28/03/2027")])).await;
    assert!(never.page().error_at("asked").is_some_and(|said| said.contains("There is no 01:30")), "{never}");
}

#[tokio::test]
async fn a_slip_raises_no_alarm_of_waiting_from_before_elbow_knew_of_it() {
    let hospital = Hospital::open().await;
    let desk = after_an_outage(&hospital).await;
    assert_eq!(desk.post(PAPER, &slip("P001", "early", "09:10")).await.status, 303);
    hospital.fast_forward(MINUTE);
    let metrics = desk.get("/metrics").await.body;
    assert!(metrics.contains("elbow_oldest_wait_seconds 60.0"), "{metrics}");
    let link = crate::walls::hang(&hospital, &desk, &[("name", "Command post")]).await;
    let wall = hospital.browser().page(&link).await;
    assert!(wall.says_in_order(&["Waiting 1", "Oldest, min 1"]), "{wall}");
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].asked.clock, "09:10");
    assert_eq!(board.tickets[0].known_since().clock, "11:00");
    if let Some(hurt) = &board.tickets[0].hurt {
        assert_eq!(hurt.since.clock, "11:00");
    }
    assert!(desk.page("/board").await.says("on paper, entered:"), "{}", desk.page("/board").await);
}

#[tokio::test]
async fn what_the_ward_has_asked_again_since_is_named_and_cancelled_with_one_tap() {
    let hospital = Hospital::open().await;
    let desk = after_an_outage(&hospital).await;
    let nurse = hospital.browser();
    let asked = crate::hospital::request("again", "epma");
    assert_eq!(nurse.post(&hospital.ward_link(hospital.ward_7), &asked).await.status, 303);
    let entered = desk.post(PAPER, &slip("P001", "same", "10:12")).await;
    let page = desk.page(&entered.location).await;
    let open = hospital.running.core.store.read().await.unwrap().list_open_tickets().await.unwrap();
    let of_nurse = open.iter().find(|ticket| ticket.id != open_slip(&open).id).unwrap();
    assert!(
        page.says_in_order(&[
            "Elbow is looking for someone: the board says who goes.",
            "Is it the same?",
            "Ward 7 has another open request about ePMA:",
            of_nurse.code.as_str(),
        ]),
        "{page}"
    );
    let form = ["ticket", "version", "day", "ward"].map(|field| {
        let typed = page.part("[aria-labelledby=duplicate-title]").field(field).unwrap();
        (field, typed)
    });
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let same = desk.post("/board/paper/duplicate", &form).await;
    assert_eq!(same.status, 303, "{same}");
    let page = desk.page(&same.location).await;
    assert!(page.says("is cancelled.") && !page.says("Is it the same?"), "{page}");
    assert_eq!((page.field("day").as_deref(), page.field("slip").as_deref()), (Some("02/03/2026"), Some("")));
    // Twice is once, and says so.
    assert_eq!(desk.post("/board/paper/duplicate", &form).await.status, 409);
    let open = hospital.running.core.store.read().await.unwrap().list_open_tickets().await.unwrap();
    assert_eq!(open.iter().map(|ticket| ticket.id).collect::<Vec<_>>(), [of_nurse.id]);
    // About something else, or of another ward, it is not.
    let other = but(slip("P002", "other", "10:12"), &[("tag", "order-comms")]);
    let page = desk.page(&desk.post(PAPER, &other).await.location).await;
    assert!(!page.says("Is it the same?"), "{page}");
}

fn open_slip(open: &[Ticket]) -> &Ticket {
    open.iter().find(|ticket| matches!(ticket.asked_by, domain::ticket::AskedBy::Paper(_))).unwrap()
}
