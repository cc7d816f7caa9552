//! What the command centre decided can be shown afterwards: what, why, by whom, and what was known then.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::board::BoardPage;
use domain::{Role, Timestamp};

use crate::hospital::{Answer, Browser, Hospital, MONDAY_MORNING, give_password, put_person, request};

const PAPER: [(&str, &str); 3] = [
    ("decision", "Ward 7 prints labels on paper"),
    ("reason", "Labels print twice since 08:40"),
    ("decided_by", "Silver"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&PAPER[..], more].concat()
}

async fn log(desk: &Browser, form: &[(&str, &str)]) -> Answer {
    let logged = desk.post("/decisions/new", form).await;
    assert_eq!(logged.status, 303, "{logged}");
    logged
}

/// The kinds of events about decisions, in the order of the log.
async fn kinds(hospital: &Hospital) -> Vec<&'static str> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 500).await.unwrap();
    events.iter().map(|event| event.what.kind()).filter(|kind| kind.starts_with("decision_")).collect()
}

#[tokio::test]
async fn a_lead_logs_a_decision_from_the_board_with_what_the_board_shows_at_that_second() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let nurse = hospital.browser();
    let mut form = request("nurse", "epma");
    form.push(("note", "The red bag is in the sluice"));
    assert_eq!(nurse.post(&hospital.ward_link(hospital.ward_7), &form).await.status, 303);
    let issue = [("title", "Labels print twice"), ("workaround", "Bin the second one."), ("tag", "epma")];
    assert_eq!(desk.post("/known-issues", &issue).await.status, 303);
    hospital.fast_forward(Duration::from_mins(3));
    let board: BoardPage = desk.json("/board.json").await;
    let code = board.tickets[0].code.clone();

    let page = desk.page("/board").await;
    let address = page.link("Log a decision").unwrap();
    let form = desk.page(&address).await;
    assert_eq!(form.field("decided_by").as_deref(), Some("Dana Mock"), "whoever is signed in");
    assert!(form.says("What the board shows now is kept with it."), "{form}");
    let logged =
        log(&desk, &with(&[("key", &form.field("key").unwrap()), ("tickets", &code.to_lowercase())])).await;
    let page = desk.page(&logged.location).await;
    assert!(page.says("Decision 1 is logged, with what the board showed."), "{page}");
    assert!(
        page.says_in_order(&[
            "Ward 7 prints labels on paper",
            "Labels print twice since 08:40",
            "Silver",
            "2 Mar 2026, 09:03",
            "by Dana Mock",
        ]),
        "{page}"
    );
    assert!(page.leads_to(&format!("/board/tickets/{}", board.tickets[0].id)), "{page}");

    // Later it is another board. What was known then stays.
    let closed =
        desk.post(&format!("/board/tickets/{}/withdraw", board.tickets[0].id), &[("why", "duplicate")]).await;
    assert_eq!(closed.status, 303, "{closed}");
    let page = desk.page("/decisions/1").await;
    // The engine may have looked at the request between the two.
    let text = page.text();
    let (_, shown) = text.split_once("The last event it showed was number ").unwrap();
    let shown: i64 = shown.split(' ').next().unwrap().parse().unwrap();
    assert!(shown >= board.sequence, "{page}");
    assert!(
        page.says_in_order(&["Waiting 1", "Responders free 0", &code, "Ward 7", "ePMA", "3 min"]),
        "{page}"
    );
    assert!(
        page.says_in_order(&["Known issues", "Labels print twice", "Alarms", "There were none."]),
        "{page}"
    );
    assert!(!page.says("The decision was made before that"), "{page}");

    let mut session = hospital.running.core.store.read().await.unwrap();
    let kept = session.lookup_board_then(1).await.unwrap().unwrap();
    let text = serde_json::to_string(&kept).unwrap();
    assert!(!text.contains("red bag") && !text.contains("Asha") && !text.contains("Dana"), "{text}");
    assert_eq!(kinds(&hospital).await, ["decision_logged"]);
    let audit = hospital.administrator().await.page("/admin/audit?kind=decision_logged").await;
    assert!(audit.says_in_order(&["Dana Mock", "Logged decision 1"]), "{audit}");
}

#[tokio::test]
async fn a_decision_that_was_made_earlier_says_why_it_is_logged_late_and_that_the_board_is_of_later() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    // It is Monday, 2 March, 09:00.
    for (form, field, words) in [
        (&[("made_time", "09:05")][..], "made_time", "That is in the future"),
        (&[("made_time", "09:00"), ("made_day", "03/03/2026")], "made_time", "That is in the future"),
        (
            &[("made_time", "08:49")],
            "late_reason",
            "Say why it is logged more than 10 minutes after it was made",
        ),
        (&[("made_time", "08:55"), ("made_day", "02/03/2025")], "made_day", "more than 31 days ago"),
        (&[("review_time", "08:00"), ("review_day", "02/03/2127")], "review_day", "more than a year ahead"),
        (&[("made_time", "nine")], "made_time", "Enter a time such as 09:40"),
        (&[("made_day", "01/03/2026")], "made_time", "Enter a time such as 09:40"),
        (&[("made_time", "08:55"), ("made_day", "Sunday")], "made_day", "Enter a date such as 20/11/2026"),
        (&[("review_time", "08:00")], "review_time", "That has passed"),
        (
            &[("review_time", "01:30"), ("review_day", "29/03/2026")],
            "review_time",
            "There is no 01:30 on 29 Mar 2026",
        ),
        (&[("tickets", "K7P")], "tickets", "There is no ticket K7P"),
        (&[("tickets", "nobody’s")], "tickets", "There is no ticket nobody’s"),
    ] {
        let wrong = desk.post("/decisions/new", &with(form)).await;
        assert_eq!(wrong.status, 422, "{form:?}: {wrong}");
        let page = wrong.page();
        assert!(page.error_at(field).is_some_and(|said| said.contains(words)), "{form:?}: {page}");
        for (field, typed) in with(form) {
            assert_eq!(page.field(field).as_deref(), Some(typed), "what was typed is kept");
        }
    }
    assert!(desk.page("/decisions").await.says("No decision has been logged yet."));

    // Ten minutes are no delay.
    let logged = log(&desk, &with(&[("made_time", "08:50")])).await;
    let page = desk.page(&logged.location).await;
    assert!(page.says("The decision was made before that, 2 Mar 2026, 08:50."), "{page}");
    let late = [("made_time", "23:55"), ("made_day", "01/03/2026"), ("late_reason", "The network was down")];
    let logged = log(&desk, &with(&late)).await;
    let page = desk.page(&logged.location).await;
    let told = ["1 Mar 2026, 23:55", "2 Mar 2026, 09:00", "Why it was logged late", "The network was down"];
    assert!(page.says_in_order(&told), "{page}");
    assert!(page.says("The decision was made before that, 1 Mar 2026, 23:55."), "{page}");

    // Five past midnight, without a day.
    hospital.fast_forward(Duration::from_mins(15 * 60 + 5));
    let desk = hospital.desk().await;
    let logged =
        log(&desk, &with(&[("made_time", "23:58"), ("review_time", "06:00"), ("late_reason", "No")])).await;
    let page = desk.page(&logged.location).await;
    assert!(page.says_in_order(&["2 Mar 2026, 23:58", "3 Mar 2026, 00:05", "3 Mar 2026, 06:00"]), "{page}");
    assert!(!page.says("Why it was logged late"), "it was not: {page}");
}

#[tokio::test]
async fn a_correction_strikes_out_what_was_said_and_says_why_who_and_when() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    log(&desk, &PAPER).await;
    hospital.fast_forward(Duration::from_mins(20));
    let page = desk.page("/decisions/1").await;
    assert_eq!(page.field("decision").as_deref(), Some(PAPER[0].1), "it begins with what it says");
    assert_eq!(page.field("version").as_deref(), Some("0"));
    let ward_8 = ("decision", "Ward 8 prints labels on paper");
    let same = desk.post("/decisions/1", &with(&[("version", "0"), ("why", "Misheard")])).await;
    assert!(same.status == 422 && same.says("This is what it says already."), "{same}");
    let unsaid = desk.post("/decisions/1", &[ward_8, PAPER[1], PAPER[2], ("version", "0")]).await;
    assert!(unsaid.status == 422 && unsaid.says("Say why it is corrected"), "{unsaid}");
    assert_eq!(unsaid.page().field("decision").as_deref(), Some(ward_8.1));
    assert_eq!(unsaid.page().field("version").as_deref(), Some("0"), "of what they have read");

    let form = [ward_8, PAPER[1], PAPER[2], ("version", "0"), ("why", "Misheard on the phone"), ("key", "k")];
    for _ in 0..2 {
        let corrected = desk.post("/decisions/1", &form).await;
        assert_eq!(corrected.status, 303, "twice is once: {corrected}");
    }
    let page = desk.page("/decisions/1").await;
    assert_eq!(page.texts("del"), ["Struck out: Ward 7 prints labels on paper. Instead:"]);
    assert!(
        page.says_in_order(&[
            "Ward 8 prints labels on paper",
            "2 Mar 2026, 09:20",
            "Dana Mock corrected it: Misheard on the phone"
        ]),
        "{page}"
    );
    assert_eq!(kinds(&hospital).await, ["decision_logged", "decision_corrected"]);

    // Somebody else whose page is of before: nothing is written over unread.
    let other = [("decision", "Ward 9"), PAPER[1], PAPER[2], ("version", "0"), ("why", "Wrong ward")];
    let told = desk.post("/decisions/1", &other).await;
    assert_eq!(told.status, 409);
    assert!(told.says("Someone else corrected this while you were writing."), "{told}");
    assert_eq!(told.page().field("decision").as_deref(), Some("Ward 9"), "nothing is lost");
    assert_eq!(told.page().field("version").as_deref(), Some("1"), "and it can be sent again");

    // Both are found: by what it says now, and by what it said.
    for words in ["ward+8", "ward+7", "misheard", "1"] {
        let found = desk.page(&format!("/decisions?find={words}")).await;
        assert!(found.says("Ward 8 prints labels on paper") && found.says("Corrected"), "{words}: {found}");
    }
    assert!(desk.page("/decisions?find=theatre").await.says("Nothing found for “theatre”"));
    assert_eq!(desk.get("/decisions/2").await.status, 404);
    assert_eq!(desk.post("/decisions/2", &form).await.status, 404);
}

#[tokio::test]
async fn a_double_tap_logs_once_and_two_leads_at_once_get_two_numbers() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let second = another_lead(&hospital).await;
    let form = with(&[("key", "k")]);
    let (one, two) = tokio::join!(desk.post("/decisions/new", &form), desk.post("/decisions/new", &form));
    assert_eq!((one.status, two.status), (303, 303));
    assert_eq!(one.location, two.location, "one decision");
    hospital.fast_forward(Duration::from_mins(5));
    let timed = with(&[("key", "timed"), ("made_time", "08:58")]);
    let first = log(&desk, &timed).await;
    hospital.fast_forward(Duration::from_mins(9));
    let again = log(&desk, &timed).await;
    assert_eq!(first.location, again.location, "by the second time it would be late");
    let theirs = [("decision", "Theatres start late"), PAPER[1], PAPER[2], ("key", "k")];
    let ours = [("decision", "Phones go to the desk"), PAPER[1], PAPER[2], ("key", "other")];
    let (one, two) = tokio::join!(second.post("/decisions/new", &theirs), desk.post("/decisions/new", &ours));
    assert_eq!((one.status, two.status), (303, 303));
    let list = desk.page("/decisions").await;
    assert!(
        list.says_in_order(&["Decision 4", "Decision 3", "Decision 2", "Decision 1", PAPER[0].1]),
        "{list}"
    );
    assert_eq!(list.times("Ward 7 prints labels on paper"), 2, "{list}");
}

async fn another_lead(hospital: &Hospital) -> Browser {
    let id = domain::PersonId::new(Timestamp::from_millis(MONDAY_MORNING), [8; 10]);
    let mut session = hospital.running.core.store.write().await.unwrap();
    put_person(session.as_mut(), id, "Lee Other", &[Role::Lead]).await;
    give_password(session.as_mut(), id, "lee").await;
    session.commit().await.unwrap();
    let browser = hospital.browser();
    let form = [("username", "lee"), ("password", crate::hospital::LEAD_PASSWORD), ("next", "/board")];
    assert_eq!(browser.post("/staff", &form).await.status, 303);
    browser
}

/// Shows H11.1, H11.2.
#[tokio::test]
async fn who_may_only_read_sees_decisions_and_logs_none_and_nothing_of_a_patient_is_kept() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for (field, words) in [
        ("decision", "Say what was decided"),
        ("reason", "Say why it was decided"),
        ("decided_by", "Say who decided"),
    ] {
        let empty = desk.post("/decisions/new", &[]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.page().error_at(field).is_some_and(|said| said.contains(words)), "{empty}");
    }
    for field in ["decision", "reason", "decided_by", "options", "risks", "late_reason"] {
        let mut form = with(&[]);
        form.retain(|(name, _)| *name != field);
        form.push((field, "As for 943 476 5919"));
        let refused = desk.post("/decisions/new", &form).await;
        assert!(refused.status == 422 && refused.says("This looks like an NHS number"), "{field}: {refused}");
        assert_eq!(refused.page().field(field).as_deref(), Some("As for 943 476 5919"), "kept: {field}");
    }
    let name = [PAPER[0], ("reason", "As for Mrs Sample"), PAPER[2]];
    let asked = desk.post("/decisions/new", &name).await;
    assert!(asked.status == 422 && asked.says("somebody’s name"), "{asked}");
    log(&desk, &[&name[..], &[("reason_checked", "yes")]].concat()).await;

    for reader in [hospital.analyst().await, hospital.administrator().await] {
        let list = reader.page("/decisions").await;
        assert!(list.says("As for Mrs Sample") && !list.says("Log a decision"), "{list}");
        let page = reader.page("/decisions/1").await;
        assert!(page.says("What the board showed") && !page.says("Correct it"), "{page}");
        assert_eq!(reader.get("/decisions/new").await.status, 403);
        assert_eq!(reader.post("/decisions/new", &PAPER).await.status, 403);
        assert_eq!(reader.post("/decisions/1", &PAPER).await.status, 403);
    }
    let asha = hospital.handset(hospital.asha).await;
    assert_eq!(asha.get("/decisions").await.status, 403);
}

const PRINTER: [(&str, &str); 3] =
    [("what", "Mend the printer on Ward 7"), ("owner", "IT"), ("due_time", "10:00")];

#[tokio::test]
async fn what_is_to_be_done_is_on_the_board_until_it_is_done_and_overdue_once_its_time_has_passed() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    log(&desk, &PAPER).await;
    assert!(!desk.page("/board").await.says("Actions:"), "nothing is to be done");
    // Of the decision, and one by itself that is due first.
    let form = [&PRINTER[..], &[("decision", "1"), ("key", "k")]].concat();
    for _ in 0..2 {
        let added = desk.post("/decisions/actions", &form).await;
        assert_eq!(
            (added.status, added.location.as_str()),
            (303, "/decisions/1?done=action_added"),
            "{added}"
        );
    }
    let alone = [("what", "Ring the lab"), ("owner", "Silver"), ("due_time", "09:30")];
    assert_eq!(desk.post("/decisions/actions", &alone).await.location, "/decisions?done=action_added");
    assert!(desk.page("/board").await.says("Actions: 2 open, 0 overdue"));
    hospital.fast_forward(Duration::from_mins(45));
    let board = desk.page("/board").await;
    assert!(board.says("Actions: 2 open, 1 overdue"), "{board}");
    assert!(board.leads_to("/decisions#actions"), "{board}");
    let list = desk.page("/decisions").await;
    let order =
        ["Actions", "Overdue", "Ring the lab", "Silver, by 2 Mar 2026, 09:30.", "Mend the printer on Ward 7"];
    assert!(list.says_in_order(&order), "what is overdue stands on top: {list}");
    let page = desk.page("/decisions/1").await;
    assert!(page.says("Mend the printer on Ward 7") && !page.says("Ring the lab"), "{page}");

    let done = desk.post("/decisions/actions/2/done", &[("version", "0")]).await;
    assert_eq!(done.location, "/decisions?done=action_done");
    assert_eq!(desk.post("/decisions/actions/2/done", &[("version", "0")]).await.status, 303, "done already");
    let list = desk.page("/decisions").await;
    assert!(
        list.says_in_order(&["Done or cancelled: 1", "Ring the lab", "Done: Dana Mock, 2 Mar 2026, 09:45"]),
        "{list}"
    );
    assert!(desk.page("/board").await.says("Actions: 1 open, 0 overdue"));
    // It was not, after all. Whose page is of before is told so.
    assert_eq!(desk.post("/decisions/actions/2/reopen", &[("version", "1")]).await.status, 303);
    let late = desk.post("/decisions/actions/2/done", &[("version", "0")]).await;
    assert!(late.status == 409 && late.says("Someone else has said otherwise"), "{late}");
    let list = desk.page("/decisions").await;
    assert!(list.says_in_order(&["Overdue", "Ring the lab", "Not done after all: Dana Mock"]), "{list}");
    let back = desk.post("/decisions/actions/1/done", &[("version", "0"), ("back", "1")]).await;
    assert_eq!(back.location, "/decisions/1?done=action_done");

    let audit = hospital.administrator().await.page("/admin/audit").await;
    for words in [
        "Added action 1 to decision 1",
        "Added action 2",
        "Said that action 2 is done",
        "Opened action 2 again",
    ] {
        assert!(audit.says(words), "{words}: {audit}");
    }
}

const NOON: [(&str, &str); 5] = [
    ("what", "Mend the printer on Ward 8"),
    PRINTER[1],
    ("due_time", "12:00"),
    ("due_day", ""),
    ("version", "0"),
];
const CANCEL: &str = "/decisions/actions/1/cancel";

/// An action of decision 1 that was due at 10:00 and was given until noon at 10:30, for another ward.
async fn with_action_changed() -> (Hospital, Browser) {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    log(&desk, &PAPER).await;
    let form = [&PRINTER[..], &[("decision", "1")]].concat();
    assert_eq!(desk.post("/decisions/actions", &form).await.status, 303);
    hospital.fast_forward(Duration::from_mins(90));
    let changed = desk.post("/decisions/actions/1", &NOON).await;
    assert_eq!(changed.location, "/decisions/actions/1?done=action_changed", "{changed}");
    (hospital, desk)
}

#[tokio::test]
async fn an_action_is_said_otherwise_and_who_when_and_from_what_to_what_stays_readable() {
    let hospital = Hospital::open().await;
    let (desk, second) = (hospital.desk().await, another_lead(&hospital).await);
    log(&desk, &PAPER).await;
    let form = [&PRINTER[..], &[("decision", "1")]].concat();
    assert_eq!(desk.post("/decisions/actions", &form).await.status, 303);
    let page = desk.page("/decisions/actions/1").await;
    assert!(
        page.says_in_order(&[
            "Action 1",
            "Mend the printer on Ward 7",
            "IT",
            "2 Mar 2026, 10:00",
            "Decision 1"
        ]),
        "{page}"
    );
    let shown = ["what", "owner", "due_time", "due_day", "version"].map(|field| page.field(field).unwrap());
    assert_eq!(shown, ["Mend the printer on Ward 7", "IT", "10:00", "02/03/2026", "0"]);

    // Overdue, and IT needs until noon. Whatever is left as it was may have passed.
    hospital.fast_forward(Duration::from_mins(90));
    assert!(desk.page("/board").await.says("Actions: 1 open, 1 overdue"));
    let as_shown =
        [PRINTER[0], PRINTER[1], ("due_time", "10:00"), ("due_day", "02/03/2026"), ("version", "0")];
    let same = desk.post("/decisions/actions/1", &as_shown).await;
    assert!(same.status == 422 && same.says("This is what it says already."), "{same}");
    let ward_8 = ("what", "Mend the printer on Ward 8");
    let noon =
        [ward_8, PRINTER[1], ("due_time", "12:00"), ("due_day", ""), ("version", "0"), ("key", "noon")];
    for _ in 0..2 {
        let changed = desk.post("/decisions/actions/1", &noon).await;
        assert_eq!(changed.location, "/decisions/actions/1?done=action_changed", "twice is once: {changed}");
    }
    let list = desk.page("/decisions").await;
    assert!(
        list.says_in_order(&[
            "Mend the printer on Ward 8",
            "IT, by 2 Mar 2026, 12:00.",
            "Changed: Dana Mock, 2 Mar 2026, 10:30"
        ]),
        "{list}"
    );
    assert_eq!(
        list.texts("del"),
        ["Struck out: Mend the printer on Ward 7. Instead:", "Struck out: 2 Mar 2026, 10:00. Instead:"]
    );
    assert!(desk.page("/board").await.says("Actions: 1 open, 0 overdue"), "there is more time");

    // Two leads at once: the second reads what it says, with what they typed, and can send it again.
    let theirs = [("what", "Replace it"), PRINTER[1], ("due_time", "13:00"), ("version", "0")];
    let told = second.post("/decisions/actions/1", &theirs).await;
    assert!(told.status == 409 && told.says("Someone else has said otherwise about this action"), "{told}");
    let page = told.page();
    assert_eq!(page.field("what").as_deref(), Some("Replace it"));
    assert_eq!(page.field("version").as_deref(), Some("1"));
}

#[tokio::test]
async fn what_is_wrong_with_a_change_of_an_action_is_said_where_it_was_typed() {
    let (_hospital, desk) = with_action_changed().await;
    let ward_8 = NOON[0];
    for (field, typed, words) in [
        ("what", "", "Say what is to be done"),
        ("what", "Ring 943 476 5919", "This looks like an NHS number"),
        ("owner", "", "Say who does it"),
        ("due_time", "", "Say by when"),
        ("due_time", "09:00", "That has passed"),
    ] {
        let mut form = vec![ward_8, PRINTER[1], ("due_time", "13:00"), ("due_day", ""), ("version", "1")];
        form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = typed;
        if field == "due_time" && !typed.is_empty() {
            form[3].1 = "02/03/2026";
        }
        let wrong = desk.post("/decisions/actions/1", &form).await;
        assert_eq!(wrong.status, 422, "{field} {typed}: {wrong}");
        assert!(
            wrong.page().error_at(field).is_some_and(|said| said.contains(words)),
            "{field} {typed}: {wrong}"
        );
    }
}

#[tokio::test]
async fn an_action_that_is_not_needed_is_cancelled_and_why_stays_readable_and_it_may_be_needed_after_all() {
    let (hospital, desk) = with_action_changed().await;
    let (second, cancel, ward_8) = (another_lead(&hospital).await, CANCEL, NOON[0]);
    for (typed, words) in
        [("", "Say why it is cancelled"), ("943 476 5919 said so", "This looks like an NHS number")]
    {
        let wrong = desk.post(cancel, &[("why", typed), ("version", "1")]).await;
        assert!(
            wrong.status == 422 && wrong.page().error_at("why").is_some_and(|said| said.contains(words)),
            "{wrong}"
        );
        assert_eq!(wrong.page().field("why").as_deref(), Some(typed));
    }
    let stale = desk.post(cancel, &[("why", "A new one has come"), ("version", "0")]).await;
    assert!(
        stale.status == 409 && stale.page().field("why").as_deref() == Some("A new one has come"),
        "{stale}"
    );
    let form = [("why", "A new one has come"), ("version", "1"), ("key", "cancel")];
    let (one, two) = tokio::join!(desk.post(cancel, &form), desk.post(cancel, &form));
    for cancelled in [one, two] {
        assert_eq!(cancelled.location, "/decisions/actions/1?done=action_cancelled", "{cancelled}");
    }
    let page = desk.page("/decisions/actions/1").await;
    let said = ["Changed: Dana Mock", "Cancelled: Dana Mock, 2 Mar 2026, 10:30: A new one has come"];
    assert!(page.says_in_order(&said) && page.times("Cancelled: Dana Mock") == 1, "{page}");
    assert!(
        !page.posts_to("/decisions/actions/1") && !page.posts_to(cancel),
        "there is nothing to change: {page}"
    );
    assert!(!desk.page("/board").await.says("Actions:"), "nothing is to be done");
    assert!(desk.page("/decisions").await.says_in_order(&[
        "Nothing is to be done.",
        "Done or cancelled: 1",
        "Cancelled"
    ]));
    for (address, form) in [
        ("/decisions/actions/1", vec![ward_8, ("owner", "Silver"), ("due_time", "13:00"), ("version", "2")]),
        ("/decisions/actions/1/done", vec![("version", "2")]),
        (cancel, vec![("why", "Once more"), ("version", "2")]),
    ] {
        assert_eq!(desk.post(address, &form).await.status, 409, "{address}: it is cancelled");
    }

    // It is, after all: it is on the list again as it was said last.
    assert_eq!(second.post("/decisions/actions/1/reopen", &[("version", "2")]).await.status, 303);
    let list = desk.page("/decisions").await;
    assert!(
        list.says_in_order(&[
            "Mend the printer on Ward 8",
            "by 2 Mar 2026, 12:00",
            "Needed after all: Lee Other"
        ]),
        "{list}"
    );
    assert!(desk.page("/board").await.says("Actions: 1 open, 0 overdue"));
}

#[tokio::test]
async fn what_became_of_actions_is_a_file_with_a_line_for_each_thing_that_was_said() {
    let (hospital, desk) = with_action_changed().await;
    let form = [("why", "A new one has come"), ("version", "1"), ("key", "cancel")];
    assert_eq!(desk.post(CANCEL, &form).await.status, 303);
    let second = another_lead(&hospital).await;
    assert_eq!(second.post("/decisions/actions/1/reopen", &[("version", "2")]).await.status, 303);
    let audit = hospital.administrator().await.page("/admin/audit").await;
    for words in ["Changed action 1", "Cancelled action 1", "Opened action 1 again"] {
        assert_eq!(audit.times(words), 1, "{words}: {audit}");
    }

    let analyst = hospital.analyst().await;
    let read = analyst.page("/decisions/actions/1").await;
    assert!(read.says("Struck out: Mend the printer on Ward 7") && !read.posts_to(CANCEL), "{read}");
    for address in ["/decisions/actions/1", CANCEL] {
        assert_eq!(analyst.post(address, &form).await.status, 403);
    }
    let address = analyst.page("/decisions").await.link("Download the actions as CSV").unwrap();
    let file = analyst.get(&address).await.body;
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    let noon = "Mend the printer on Ward 8,IT,2026-03-02T12:00:00+00:00";
    assert_eq!(
        lines,
        [
            "number,version,decision,said,what,owner,due_at,why,at,by".to_owned(),
            "1,0,1,added,Mend the printer on Ward 7,IT,2026-03-02T10:00:00+00:00,,2026-03-02T09:00:00+00:00,Dana Mock".to_owned(),
            format!("1,1,1,changed,{noon},,2026-03-02T10:30:00+00:00,Dana Mock"),
            format!("1,2,1,cancelled,{noon},A new one has come,2026-03-02T10:30:00+00:00,Dana Mock"),
            format!("1,3,1,reopened,{noon},,2026-03-02T10:30:00+00:00,Lee Other"),
        ]
    );
    let audit = hospital.administrator().await.page("/admin/audit?kind=exported").await;
    assert!(audit.says("actions.csv"), "{audit}");
    for address in ["/decisions/actions/7", "/decisions/actions/none"] {
        assert_eq!(desk.get(address).await.status, 404);
    }
    assert_eq!(desk.post("/decisions/actions/7", &NOON).await.status, 404);
    assert_eq!(desk.post("/decisions/actions/7/cancel", &form[..2]).await.status, 404);
    assert_eq!(hospital.handset(hospital.asha).await.get("/decisions/actions.csv").await.status, 403);
}

#[tokio::test]
async fn what_is_wrong_with_an_action_is_said_where_it_was_typed_and_who_may_only_read_adds_none() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    log(&desk, &PAPER).await;
    for (field, typed, words) in [
        ("what", "", "Say what is to be done"),
        ("what", "Ring 943 476 5919", "This looks like an NHS number"),
        ("owner", "", "Say who does it"),
        ("due_time", "", "Say by when"),
        ("due_time", "08:59", "That has passed"),
        ("due_time", "soon", "Enter a time such as 09:40"),
    ] {
        for decision in ["", "1"] {
            let mut form = PRINTER.to_vec();
            form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = typed;
            form.push(("decision", decision));
            let wrong = desk.post("/decisions/actions", &form).await;
            assert_eq!(wrong.status, 422, "{field} {typed}: {wrong}");
            let page = wrong.page();
            assert!(page.error_at(field).is_some_and(|said| said.contains(words)), "{field} {typed}: {page}");
            assert_eq!(page.heading(), if decision.is_empty() { "Decisions" } else { "Decision 1" });
            for (field, typed) in form.iter().filter(|(field, _)| *field != "decision") {
                assert_eq!(page.field(field).as_deref(), Some(*typed), "what was typed is kept");
            }
        }
    }
    // The clocks go forward on 29 March: the time that the trust's clock shows is meant.
    let spring = [PRINTER[0], PRINTER[1], ("due_time", "09:00"), ("due_day", "30/03/2026")];
    assert_eq!(desk.post("/decisions/actions", &spring).await.status, 303);
    let mut session = hospital.running.core.store.read().await.unwrap();
    let due = session.lookup_follow_up(1).await.unwrap().unwrap().task.due_at;
    assert_eq!(due.as_millis() - MONDAY_MORNING, (28 * 24 - 1) * 3_600_000);
    assert_eq!(desk.post("/decisions/actions/7/done", &[]).await.status, 404);
    assert_eq!(desk.post("/decisions/actions/1/burn", &[]).await.status, 404);
    let unknown = [&PRINTER[..], &[("decision", "9")]].concat();
    assert_eq!(desk.post("/decisions/actions", &unknown).await.status, 404);

    let analyst = hospital.analyst().await;
    let list = analyst.page("/decisions").await;
    assert!(list.says("Mend the printer on Ward 7") && !list.says("Add an action"), "{list}");
    assert!(!list.posts_to("/decisions/actions/1/done"), "{list}");
    assert_eq!(analyst.post("/decisions/actions", &PRINTER).await.status, 403);
    assert_eq!(analyst.post("/decisions/actions/1/done", &[]).await.status, 403);
}

#[tokio::test]
async fn an_analyst_takes_the_decisions_out_as_a_file_that_no_spreadsheet_runs() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let formula = [("decision", "=cmd() on paper"), PAPER[1], PAPER[2]];
    log(&desk, &formula).await;
    let correction =
        [("decision", "Ward 8, \"on paper\""), PAPER[1], PAPER[2], ("version", "0"), ("why", "Misheard")];
    assert_eq!(desk.post("/decisions/1", &correction).await.status, 303);
    log(&desk, &[("decision", "Theatres stop"), PAPER[1], PAPER[2]]).await;

    let analyst = hospital.analyst().await;
    let address = analyst.page("/decisions?find=paper").await.link("Download as CSV").unwrap();
    assert_eq!(address, "/decisions.csv?find=paper");
    let found = analyst.get(&address).await;
    assert_eq!(found.headers["content-type"], "text/csv; charset=utf-8");
    let lines: Vec<&str> = found.body.lines().collect();
    assert_eq!(lines.len(), 3, "{}", found.body);
    assert!(lines[0].starts_with("\u{feff}number,version,made_at,logged_at"), "{}", lines[0]);
    assert!(
        lines[1].starts_with("1,0,2026-03-02T09:00:00+00:00,") && lines[1].contains("'=cmd() on paper"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].contains("\"Ward 8, \"\"on paper\"\"\"") && lines[2].contains("Dana Mock,Misheard"),
        "{}",
        lines[2]
    );
    let all = analyst.get("/decisions.csv").await.body;
    assert_eq!(all.lines().count(), 4, "{all}");
    assert!(all.lines().nth(1).unwrap().starts_with("2,0,"), "the latest first: {all}");
    let audit = hospital.administrator().await.page("/admin/audit?kind=exported").await;
    assert!(audit.says("decisions.csv"), "{audit}");
    assert_eq!(hospital.handset(hospital.asha).await.get("/decisions.csv").await.status, 403);
}
