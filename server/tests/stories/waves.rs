//! A go-live comes in waves: what a ward asks before its cutover is answered, and counts nowhere.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::report::Span;

use crate::{
    hospital::{
        Answer, Browser, Hospital, eventually,
        help::{finish, help},
        request,
    },
    reports::{begun, clock_shows, reports},
    settings::saved,
};

const TODAY: (&str, &str) = ("cutover_day", "02/03/2026");
const DAY: &str = "/insight?from=2026-03-02&to=2026-03-02";

/// Adds a wave by the form; answers with its address.
async fn add(desk: &Browser, form: &[(&str, &str)]) -> String {
    let added = desk.post("/board/waves", form).await;
    assert_eq!(added.status, 303, "{added}");
    added.location.split('?').next().unwrap().to_owned()
}

async fn ask(hospital: &Hospital, ward: domain::WardId, key: &str) {
    let mut form = request(key, "epma");
    form.push(("another", "yes"));
    let asked = hospital.browser().post(&hospital.ward_link(ward), &form).await;
    assert_eq!(asked.status, 303, "{asked}");
}

/// How many were asked today, as the analysis has it.
async fn asked(desk: &Browser) -> Option<String> {
    desk.page(DAY).await.figure("Asked")
}

async fn kinds(hospital: &Hospital) -> Vec<&'static str> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 500).await.unwrap();
    let kinds = events.iter().map(|event| event.what.kind());
    kinds.filter(|kind| kind.contains("wave") || kind.contains("cutover")).collect()
}

fn ticked(answer: &Answer, form: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut form = form.to_vec();
    form.extend([("told_of", answer.hidden("told_of")), ("told", "yes".to_owned())]);
    form
}

fn as_strs<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(name, typed)| (*name, typed.as_str())).collect()
}

/// Shows H15.2, H15.3.
#[tokio::test]
async fn what_a_ward_asks_before_its_cutover_counts_nowhere_and_a_cutover_moves_only_when_its_lead_was_told()
{
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let none = desk.page("/board/waves").await;
    assert!(none.says("There are no waves. Every request counts."), "{none}");
    let ward = format!("ward_{}", hospital.ward_7);
    let wave = add(&desk, &[("name", "Wave 1"), ("cutover_time", "10:30"), TODAY, (&ward, "yes")]).await;
    let page = desk.page(&wave).await;
    assert!(
        page.says_in_order(&["Wave 1", "2 Mar 2026, 10:30. Day of the cutover", "Dress rehearsal"]),
        "{page}"
    );
    hospital.fast_forward(Duration::from_mins(1));
    ask(&hospital, hospital.ward_7, "rehearsed").await;
    ask(&hospital, hospital.ward_12, "in no wave").await;
    assert_eq!(asked(&desk).await.as_deref(), Some("1"), "Ward 7 rehearses");

    // Whoever moves the cutover reads first what that changes. Nothing is changed by being told, and what was typed stays.
    let form: Vec<_> = [("seen", page.field("seen").unwrap()), ("cutover_time", "09:00".to_owned())].into();
    let form: Vec<_> = form.into_iter().chain([("cutover_day", TODAY.1.to_owned())]).collect();
    let to_move = format!("{wave}/cutover");
    let told = desk.post(&to_move, &as_strs(&form)).await;
    assert_eq!(told.status, 422, "{told}");
    assert!(told.says("1 ticket would become real, and count in every figure."), "{told}");
    assert_eq!(told.page().field("cutover_time").as_deref(), Some("09:00"));
    assert_eq!(asked(&desk).await.as_deref(), Some("1"));
    // A tick for another time is none.
    let mut other = ticked(&told, &form);
    other[1].1 = "09:01".to_owned();
    assert_eq!(desk.post(&to_move, &as_strs(&other)).await.status, 422);
    let yes = ticked(&told, &form);
    for _ in 0..2 {
        let moved = desk.post(&to_move, &as_strs(&yes)).await;
        assert_eq!(moved.status, 303, "{moved}");
    }
    assert_eq!(asked(&desk).await.as_deref(), Some("2"), "and it counts at once");
    let page = desk.page(&wave).await;
    assert!(
        page.says_in_order(&[
            "Cutover",
            "How the cutover was set",
            "10:30 by Dana Mock",
            "09:00 by Dana Mock"
        ]),
        "{page}"
    );
    assert_eq!(kinds(&hospital).await, ["wave_added", "wards_joined_wave", "cutover_moved"], "twice is once");
    let id = wave.rsplit('/').next().unwrap();
    let of_wave = desk.page(&format!("{DAY}&wave={id}")).await;
    assert_eq!(of_wave.figure("Asked").as_deref(), Some("1"), "{of_wave}");

    // Somebody who has an old page open reads how it is now.
    let late = [("seen", form[0].1.as_str()), ("cutover_time", "11:00"), TODAY];
    let refused = desk.post(&to_move, &late).await;
    assert!(refused.status == 409 && refused.says("Somebody else has changed it meanwhile."), "{refused}");
    let admin = hospital.administrator().await;
    let audit = admin.page("/admin/audit?kind=cutover_moved").await;
    let moved = "Moved the cutover of Wave 1 from 2 Mar 2026, 10:30 to 2 Mar 2026, 09:00";
    assert!(audit.says(moved), "{audit}");
    // Whatever a wave is called later, what was done about it is read by the name that it had.
    for name in ["Wave 1 North", "Wave 2"] {
        assert_eq!(desk.post(&format!("{wave}/name"), &[("name", name)]).await.status, 303);
    }
    let audit = admin.page("/admin/audit").await;
    assert!(
        audit.says_in_order(&[
            "Renamed the wave Wave 1 North to Wave 2",
            "Renamed the wave Wave 1 to Wave 1 North",
            moved,
            "Put Ward 7 into Wave 1, from",
            "Added Wave 1 with its cutover on 2 Mar 2026, 10:30",
        ]),
        "{audit}"
    );
    let csv = admin.get("/admin/audit.csv").await;
    assert!(csv.says("Renamed the wave Wave 1 North to Wave 2") && csv.says(moved), "{csv}");
}

/// Shows H15.2.
#[tokio::test]
async fn the_file_of_closed_requests_has_no_rehearsal_and_names_wave_and_phase_of_what_is_real() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let ward = format!("ward_{}", hospital.ward_7);
    let wave = add(&desk, &[("name", "Wave 1"), ("cutover_time", "09:30"), TODAY, (&ward, "yes")]).await;
    let closed = async |ward, key: &str| {
        let asked = hospital.browser().post(&hospital.ward_link(ward), &request(key, "epma")).await;
        assert_eq!(asked.status, 303, "{asked}");
        let cancelled = hospital.browser().post(&format!("{}/withdraw", asked.location), &[]).await;
        assert_eq!(cancelled.status, 303, "{cancelled}");
    };
    hospital.fast_forward(Duration::from_mins(5));
    closed(hospital.ward_7, "rehearsed").await;
    hospital.fast_forward(Duration::from_mins(40));
    closed(hospital.ward_7, "real").await;
    hospital.fast_forward(Duration::from_mins(5));
    closed(hospital.ward_12, "in no wave").await;
    let rows = async |of: &str| {
        let path = format!("/insight.csv?from=2026-03-02&to=2026-03-02{of}");
        let csv = eventually("what has happened is counted", async || {
            let csv = desk.get(&path).await;
            (csv.status == 200).then_some(csv.body)
        })
        .await;
        let rows: Vec<String> = csv.lines().skip(1).map(str::to_owned).collect();
        rows
    };
    let of_both = rows("").await;
    let [live, other] = of_both.as_slice() else { panic!("{of_both:?}") };
    assert!(live.contains("Ward 7") && live.ends_with(",Wave 1,cutover"), "{live}");
    assert!(other.contains("Ward 12") && other.ends_with(",,"), "{other}");
    let id = wave.rsplit('/').next().unwrap();
    assert_eq!(rows(&format!("&wave={id}")).await, std::slice::from_ref(live));
}

/// Shows H15.2.
#[tokio::test]
async fn a_report_counts_no_rehearsal_and_is_counted_again_as_it_was_when_a_cutover_has_moved() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let ward = format!("ward_{}", hospital.ward_7);
    let wave = add(&desk, &[("name", "Wave 1"), ("cutover_time", "10:30"), TODAY, (&ward, "yes")]).await;
    hospital.fast_forward(Duration::from_mins(1));
    ask(&hospital, hospital.ward_7, "rehearsed").await;
    ask(&hospital, hospital.ward_12, "real").await;
    hospital.fast_forward(Duration::from_mins(5));
    let core = &hospital.running.core;
    let figures = async |span| {
        let mut tx = core.store.read().await.unwrap();
        server::reports::figures(tx.as_mut(), span).await.unwrap()
    };
    let to = core.now();
    let sequence = core.store.read().await.unwrap().latest_sequence().await.unwrap();
    let span = Span { from: to - Duration::from_hours(1), to, after: 0, sequence };
    let written = figures(span).await;
    assert_eq!((written.asked, written.places.len()), (1, 1));

    hospital.fast_forward(Duration::from_mins(5));
    let form = [("cutover_time", "08:00"), TODAY];
    let told = desk.post(&format!("{wave}/cutover"), &form).await;
    assert!(told.says("Reports that are written stay as they are."), "{told}");
    let told_of = told.hidden("told_of");
    let yes = [form[0], form[1], ("told", "yes"), ("told_of", &told_of)];
    assert_eq!(desk.post(&format!("{wave}/cutover"), &yes).await.status, 303);
    assert_eq!(figures(span).await, written, "as it was known then");
    let now = Span { to: core.now(), ..span };
    assert_eq!(figures(now).await.asked, 2, "the next one knows better");
}

#[tokio::test]
async fn a_ward_is_in_one_wave_at_a_time_and_one_that_rolls_back_may_come_with_the_next() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (seven, twelve) = (format!("ward_{}", hospital.ward_7), format!("ward_{}", hospital.ward_12));
    let first = add(&desk, &[("name", "Wave 1"), ("cutover_time", "08:00"), TODAY, (&seven, "yes")]).await;
    let next = [("cutover_time", "07:00"), ("cutover_day", "09/03/2026")];
    let twice = desk.post("/board/waves", &[("name", "wave 1"), next[0], next[1]]).await;
    assert!(twice.status == 422 && twice.says("There is a wave of that name. Choose another"), "{twice}");
    let taken = [("name", "Wave 2"), next[0], next[1], (&*seven, "yes"), (&*twelve, "yes")];
    let refused = desk.post("/board/waves", &taken).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Ward 7 is in Wave 1 by then."), "{refused}");
    let page = refused.page();
    assert_eq!(page.field("name").as_deref(), Some("Wave 2"), "what was typed stays");
    assert!(!desk.page("/board/waves").await.leads_to("Wave 2"));
    let second = add(&desk, &[("name", "Wave 2"), next[0], next[1], (&twelve, "yes")]).await;
    assert!(desk.page(&second).await.says("7 days to the cutover"));

    // Ward 7 goes back to paper at 09:10, and comes with the second wave. What it asked meanwhile stays real.
    hospital.fast_forward(Duration::from_mins(10));
    ask(&hospital, hospital.ward_7, "live").await;
    let id = hospital.ward_7.to_string();
    let leave = [("leaving", &*id), ("leaves", "now")];
    hospital.fast_forward(Duration::from_mins(1));
    for _ in 0..2 {
        let left = desk.post(&format!("{first}/leave"), &leave).await;
        assert_eq!(left.status, 303, "{left}");
    }
    let page = desk.page(&first).await;
    assert!(page.says_in_order(&["No ward is in it.", "Wards that left it", "Ward 7", "until"]), "{page}");
    assert!(desk.page("/board/waves").await.says("In no wave, so that all they ask counts:"));
    let key = desk.page(&second).await.field("key").unwrap();
    for _ in 0..2 {
        let joined = desk.post(&format!("{second}/wards"), &[("key", &*key), (&*seven, "yes")]).await;
        assert_eq!(joined.status, 303, "{joined}");
    }
    hospital.fast_forward(Duration::from_mins(1));
    ask(&hospital, hospital.ward_7, "rehearsed").await;
    assert_eq!(asked(&desk).await.as_deref(), Some("1"));
    // Whoever leaves a rehearsal is in no wave, which its lead reads first.
    let deferred = desk.post(&format!("{second}/leave"), &leave).await;
    assert!(deferred.status == 422 && deferred.says("The ward would be in no wave"), "{deferred}");
    // By mistake: it never was to be in it, and what it asked since is real.
    let mistake = [("leaving", &*id), ("leaves", "never")];
    let told = desk.post(&format!("{second}/leave"), &mistake).await;
    assert!(told.status == 422 && told.says("1 ticket would become real"), "{told}");
    let told_of = told.hidden("told_of");
    let yes = [mistake[0], mistake[1], ("told", "yes"), ("told_of", &*told_of)];
    assert_eq!(desk.post(&format!("{second}/leave"), &yes).await.status, 303);
    assert_eq!(asked(&desk).await.as_deref(), Some("2"));
    assert!(desk.page(&second).await.says("put into it by mistake"));
    let kinds = kinds(&hospital).await;
    assert_eq!(kinds.iter().filter(|kind| **kind == "ward_left_wave").count(), 2, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "wards_joined_wave").count(), 3, "{kinds:?}");
}

/// Waves lie over one another by the weeks since their own cutovers. Only whole weeks are shown, so that no day can be subtracted.
#[tokio::test]
async fn leads_see_the_waves_of_the_go_live_beside_each_other() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(desk.page("/gold").await.says("There are no waves yet."));
    let (seven, twelve) = (format!("ward_{}", hospital.ward_7), format!("ward_{}", hospital.ward_12));
    let first = [("name", "Wave 1"), ("cutover_time", "07:00"), TODAY, (&*seven, "yes")];
    add(&desk, &first).await;
    let next = ("cutover_day", "09/03/2026");
    add(&desk, &[("name", "Wave 2"), ("cutover_time", "07:00"), next, (&*twelve, "yes")]).await;
    let decision =
        [("decision", "Wave 1 goes on"), ("reason", "It is quiet"), ("decided_by", "Gwen Nonesuch")];
    assert_eq!(desk.post("/decisions/new", &decision).await.status, 303);
    for number in 0..9 {
        hospital.fast_forward(Duration::from_mins(2));
        ask(&hospital, hospital.ward_7, &format!("seven-{number}")).await;
    }
    ask(&hospital, hospital.ward_12, "rehearsed").await;
    hospital.fast_forward(Duration::from_hours(24 * 6));
    let page = hospital.desk().await.page("/gold").await;
    assert!(page.says("A week is shown once it is over.") && !page.says("Week 1"), "{page}");
    hospital.fast_forward(Duration::from_hours(24));
    for number in 0..2 {
        hospital.fast_forward(Duration::from_mins(2));
        ask(&hospital, hospital.ward_12, &format!("twelve-{number}")).await;
    }
    let page = hospital.desk().await.page("/gold").await;
    let first =
        ["Wave 1", "Day 7 since the cutover", "Wave 2", "Day of the cutover", "Week 1", "10", "–", "–"];
    assert!(page.says_in_order(&first), "{page}");
    assert!(!page.says("Week 2") && !page.says("1 to 7"), "{page}");
    hospital.fast_forward(Duration::from_hours(24 * 7));
    let page = hospital.desk().await.page("/gold").await;
    let then = ["Week 1", "10", "1 to 7", "Week 2", "0", "–", "Decision 1", "Wave 1 goes on"];
    assert!(page.says_in_order(&then), "{page}");
    assert!(!page.says("Gwen Nonesuch") && !page.says("Week 3"), "{page}");
    assert_eq!(hospital.analyst().await.get("/gold").await.status, 403);
    assert_eq!(hospital.handset(hospital.asha).await.get("/gold").await.status, 403);
}

#[tokio::test]
async fn a_cutover_in_the_hour_that_there_is_not_is_refused_and_of_one_that_comes_twice_it_is_asked_which() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let night = |day| [("name", "Night"), ("cutover_time", "01:30"), ("cutover_day", day)];
    let never = desk.post("/board/waves", &night("29/03/2026")).await;
    assert_eq!(never.status, 422);
    let page = never.page();
    assert!(page.error_at("cutover_time").unwrap().contains("There is no 01:30 on 29 Mar 2026"), "{never}");
    let twice = desk.post("/board/waves", &night("25/10/2026")).await;
    assert_eq!(twice.status, 422);
    let page = twice.page();
    assert!(page.error_at("which_hour").unwrap().contains("twice on 25 Oct 2026"), "{twice}");
    assert!(page.says("The second, after the clocks went back"), "{page}");
    let form = [&night("25/10/2026")[..], &[("which_hour", "second")]].concat();
    let wave = add(&desk, &form).await;
    let mut session = hospital.running.core.store.read().await.unwrap();
    let waves = session.list_waves().await.unwrap();
    drop(session);
    assert_eq!(waves[0].cutover_at.as_millis(), 1_792_891_800_000, "01:30 in winter time");
    // Its page has the same answer ready: sent as it is, nothing changes.
    let page = desk.page(&wave).await;
    assert_eq!(page.field("which_hour").as_deref(), Some("second"), "{page}");
    for (wrong, field) in [
        (&[("name", ""), ("cutover_time", "07:00"), ("cutover_day", "09/03/2026")][..], "name"),
        (&[("name", "A"), ("cutover_time", "25:00"), ("cutover_day", "09/03/2026")], "cutover_time"),
        (&[("name", "A"), ("cutover_time", "07:00:30"), ("cutover_day", "09/03/2026")], "cutover_time"),
        (&[("name", "A"), ("cutover_time", "07:00"), ("cutover_day", "31/02/2026")], "cutover_day"),
        (&[("name", "A"), ("cutover_time", "07:00"), ("cutover_day", "09/03/2126")], "cutover_day"),
        (&[("name", "A")], "cutover_time"),
        (&[("name", "943 476 5919"), ("cutover_time", "07:00"), ("cutover_day", "09/03/2026")], "name"),
    ] {
        let refused = desk.post("/board/waves", wrong).await;
        assert!(refused.status == 422 && refused.page().error_at(field).is_some(), "{wrong:?}: {refused}");
    }
    assert_eq!(kinds(&hospital).await, ["wave_added"]);
}

#[tokio::test]
async fn a_phase_begins_by_a_decision_that_was_logged_and_never_before_the_cutover() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let ward = format!("ward_{}", hospital.ward_7);
    let wave = add(&desk, &[("name", "Wave 1"), ("cutover_time", "09:30"), TODAY, (&ward, "yes")]).await;
    let page = desk.page(&wave).await;
    assert!(page.says("It is in its dress rehearsal until its cutover."), "{page}");
    let to_set = format!("{wave}/phase");
    let early = desk.post(&to_set, &[("phase", "hypercare"), ("decision", "1")]).await;
    assert_eq!(early.status, 422, "{early}");
    hospital.fast_forward(Duration::from_mins(40));
    let page = desk.page(&wave).await;
    assert!(page.says_in_order(&["Phase", "Cutover"]), "{page}");
    let key = page.field("key").unwrap();
    let form = [("key", &*key), ("seen", "cutover"), ("phase", "hypercare"), ("decision", "1")];
    let undecided = desk.post(&to_set, &form).await;
    assert!(undecided.status == 422 && undecided.says("There is no decision of that number."), "{undecided}");
    let decision = [("decision", "Hypercare"), ("reason", "Two quiet hours"), ("decided_by", "Gold")];
    assert_eq!(desk.post("/decisions/new", &decision).await.status, 303);
    for _ in 0..2 {
        let set = desk.post(&to_set, &form).await;
        assert_eq!(set.status, 303, "{set}");
    }
    let page = desk.page(&wave).await;
    assert!(page.says_in_order(&["Hypercare", "Phases so far", "Hypercare", "By decision 1"]), "{page}");
    assert!(page.leads_to("/decisions/1"), "{page}");
    let again = desk.post(&to_set, &[("phase", "hypercare"), ("decision", "1")]).await;
    assert!(again.status == 422 && again.says("The wave is in that phase"), "{again}");
    let stale = [("seen", "cutover"), ("phase", "stabilisation"), ("decision", "1")];
    assert_eq!(desk.post(&to_set, &stale).await.status, 409, "it went into another meanwhile");
    hospital.fast_forward(Duration::from_mins(1));
    ask(&hospital, hospital.ward_7, "live").await;
    let csv = eventually("the ticket’s fact", async || {
        let closed = desk.get("/insight.csv?from=2026-03-02&to=2026-03-02").await;
        (closed.status == 200).then_some(closed.body)
    })
    .await;
    assert!(csv.lines().next().unwrap().ends_with(",wave,wave_phase"), "{csv}");
    // Of one wave, and of none that there is not.
    let id = wave.rsplit('/').next().unwrap();
    let of_wave = desk.get(&format!("/insight.csv?from=2026-03-02&to=2026-03-02&wave={id}")).await;
    assert_eq!(of_wave.status, 200, "{of_wave}");
    assert_eq!(desk.get("/insight.csv?wave=01990000-0000-7000-8000-000000000001").await.status, 422);
    let audit = hospital.administrator().await.page("/admin/audit?kind=exported").await;
    assert!(audit.says("insight.csv, 2026-03-02 to 2026-03-02, Wave 1"), "{audit}");
    assert_eq!(kinds(&hospital).await, ["wave_added", "wards_joined_wave", "wave_phase_set"]);
    assert_eq!(hospital.analyst().await.get("/board/waves").await.status, 403);
    let nowhere = "/board/waves/01990000-0000-7000-8000-000000000001";
    assert_eq!(desk.get(nowhere).await.status, 404);
    assert_eq!(desk.post(&format!("{nowhere}/name"), &[("name", "A")]).await.status, 404);
    assert_eq!(desk.post(&format!("{wave}/nonsense"), &[]).await.status, 404);
}

/// What was asked a minute before the cutover is practice, and somebody may be waiting all the same.
#[tokio::test]
async fn a_report_says_how_many_of_a_dress_rehearsal_are_open() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let desk = hospital.desk().await;
    let ward = format!("ward_{}", hospital.ward_7);
    add(&desk, &[("name", "Wave 1"), ("cutover_time", "12:30"), TODAY, (&ward, "yes")]).await;
    let asked =
        hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("early", "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    let huddle = reports(&hospital, 1).await.remove(0);
    let figures = &huddle.written.figures;
    assert_eq!((figures.asked, figures.open, figures.rehearsed_open), (0, 0, 1));
    let page = hospital.desk().await.page("/reports/1").await;
    assert!(page.says("1 request from a dress rehearsal is still open"), "{page}");
}

/// Whoever leads a wave looks at its tickets alone: on the board, among all tickets, on a wall.
#[tokio::test]
async fn the_board_the_tickets_and_a_wall_may_be_about_one_wave() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let desk = hospital.desk().await;
    assert!(!desk.page("/board").await.says("wave"), "there is nothing to choose");
    let (seven, twelve) = (format!("ward_{}", hospital.ward_7), format!("ward_{}", hospital.ward_12));
    let first = add(&desk, &[("name", "Wave 1"), ("cutover_time", "08:00"), TODAY, (&seven, "yes")]).await;
    let next = ("cutover_day", "04/03/2026");
    let second = add(&desk, &[("name", "Wave 2"), ("cutover_time", "08:00"), next, (&twelve, "yes")]).await;
    let id = |wave: &str| wave.rsplit('/').next().unwrap().to_owned();
    let (first, second) = (id(&first), id(&second));
    hospital.fast_forward(Duration::from_mins(1));
    for key in ["one", "two"] {
        ask(&hospital, hospital.ward_7, key).await;
    }
    ask(&hospital, hospital.ward_12, "three").await;

    let board = desk.page("/board").await;
    assert!(
        board.says_in_order(&[
            "Wave 1 Day of the cutover, 2 waiting",
            "Wave 2 2 days to the cutover, 1 waiting"
        ]),
        "{board}"
    );
    let of_second = desk.page(&format!("/board?zone=all&wave={second}")).await;
    assert!(of_second.says("Ward 12") && !of_second.says("Ward 7"), "{of_second}");
    assert!(of_second.leads_to("/board?zone=all"), "{of_second}");
    // Whatever is chosen besides, the wave stays: it is in each address.
    let links = of_second.links();
    let narrowing = links.iter().filter(|link| link.starts_with("/board?") && link.contains("phase="));
    assert!(
        narrowing.clone().count() > 0 && narrowing.clone().all(|link| link.contains(&second)),
        "{links:?}"
    );
    let none = desk.page("/board?zone=all&wave=none").await;
    assert!(!none.says("Ward 7") && !none.says("Ward 12"), "{none}");
    let looked = desk.page(&format!("/board?zone=all&wave={second}&find=ward+7")).await;
    assert!(looked.says("Show 2 more in other zones and waves"), "{looked}");
    let nonsense = desk.page("/board?wave=moon").await;
    assert!(nonsense.says("Ward 7") && nonsense.says("Ward 12"), "nobody is hidden by a mistake: {nonsense}");

    let tickets = desk.page(&format!("/board/tickets?wave={first}")).await;
    assert!(tickets.says("Ward 7") && !tickets.says("Ward 12 – "), "{tickets}");
    assert_eq!(desk.get("/board/tickets?wave=moon").await.status, 422);

    let choices = desk.page("/board/walls").await.choices("zone");
    assert!(choices.contains(&(second.clone(), "Wave 2".to_owned())), "{choices:?}");
    let wall = crate::walls::hang(&hospital, &desk, &[("name", "Lift"), ("zone", &second)]).await;
    let page = hospital.browser().page(&wall).await;
    assert!(page.says_in_order(&["Waiting 1", "Wave 2: 2 days to the cutover", "Ward 12: ePMA"]), "{page}");
    assert!(!page.says("Ward 7"), "{page}");

    // The huddle pack says how far each wave was, and goes on saying so when a cutover has moved.
    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    reports(&hospital, 1).await;
    let desk = hospital.desk().await;
    let says = ["Wave 1: Day of the cutover. Cutover.", "Wave 2: 2 days to the cutover. Dress rehearsal."];
    for page in ["/reports/1", "/reports/1/shared"] {
        let page = desk.page(page).await;
        assert!(page.says_in_order(&says), "{page}");
    }
    let wave = format!("/board/waves/{second}");
    assert_eq!(
        desk.post(&format!("{wave}/cutover"), &[("cutover_time", "08:00"), ("cutover_day", "05/03/2026")])
            .await
            .status,
        303
    );
    assert!(desk.page("/reports/1").await.says_in_order(&says));
}

/// Whoever has just begun is looked after sooner. Everybody else goes by what holds for all.
#[tokio::test]
async fn a_wave_may_have_a_ladder_of_its_own_and_a_policy_names_no_wave_that_there_is_not() {
    let hospital = Hospital::open().await;
    let (desk, office) = (hospital.desk().await, hospital.administrator().await);
    let ward = format!("ward_{}", hospital.ward_7);
    let wave =
        add(&desk, &[("name", "North building"), ("cutover_time", "08:00"), TODAY, (&ward, "yes")]).await;
    assert!(desk.page(&wave).await.says_in_order(&["In the policy", "north-building"]));
    let sooner = |wave: &str| {
        format!("[[wave.{wave}.ladder.p3]]\nafter_seconds = 60\nmeasures = [\"tell_command_centre\"]")
    };
    for address in ["/admin/policy/preview", "/admin/policy"] {
        let nowhere = office.post(address, &[("version", "0"), ("text", &sooner("south"))]).await;
        assert_eq!(nowhere.status, 422, "{nowhere}");
        assert!(nowhere.says("wave.south: no wave is called so; there are north-building"), "{nowhere}");
    }
    let endless = "[[wave.north-building.ladder.p3]]\nafter_seconds = 90000\nmeasures = []";
    let refused = office.post("/admin/policy", &[("version", "0"), ("text", endless)]).await;
    assert!(refused.says("wave.north-building.ladder.p3: the first step of P3 must come by"), "{refused}");
    let text = sooner("north-building");
    let form = [("version", "0"), ("text", &*text)];
    let preview = office.post("/admin/policy/preview", &form).await;
    assert!(preview.says("wave.north-building.ladder.p3") && preview.says("as for all"), "{preview}");
    assert_eq!(office.post("/admin/policy", &form).await.status, 303);
    eventually("the policy to be in force", async || {
        (!hospital.running.core.policy().wave.is_empty()).then_some(())
    })
    .await;
    hospital.fast_forward(Duration::from_mins(1));
    ask(&hospital, hospital.ward_7, "north").await;
    ask(&hospital, hospital.ward_12, "elsewhere").await;
    hospital.fast_forward(Duration::from_secs(70));
    let board = eventually("silence to escalate", async || {
        let board: app::screens::board::BoardPage = desk.json("/board.json").await;
        board.tickets.iter().any(|ticket| ticket.escalation > 0).then_some(board)
    })
    .await;
    let escalated: Vec<_> = board
        .tickets
        .iter()
        .filter(|ticket| ticket.escalation > 0)
        .map(|ticket| ticket.ward.as_str())
        .collect();
    assert_eq!(escalated, ["Ward 7"]);
    hospital.running.stop().await;
}

/// Its desk is another room, and what its jobs turn out to be is another list. The rest of the hospital goes on as before.
#[tokio::test]
async fn wards_of_a_wave_ring_its_own_desk_and_read_what_it_has_to_say() {
    let hospital = Hospital::open().await;
    let (desk, office) = (hospital.desk().await, hospital.administrator().await);
    let ward = format!("ward_{}", hospital.ward_7);
    add(&desk, &[("name", "Wave 1"), ("cutover_time", "08:00"), TODAY, (&ward, "yes")]).await;
    for (lines, why) in [
        ("south.desk_phone = ext. 1", "there is no wave south, only wave-1"),
        ("wave-1.categories = nonsense", "there is no category nonsense, only"),
        ("wave-1.desk = 5", "there is only desk_phone"),
        ("wave-1.message = 943 476 5919", "NHS number"),
        (
            "wave-1.desk_phone = 2222",
            "Wards of a wave would ring the command centre in a clinical emergency.",
        ),
    ] {
        let refused = office.post("/admin/settings/preview", &[("version", "0"), ("waves", lines)]).await;
        assert!(refused.status == 422 && refused.says(why), "{lines}: {refused}");
        assert_eq!(refused.page().field("waves").as_deref(), Some(lines), "what was typed stays");
    }
    let lines = "wave-1.desk_phone = ext. 6001\nwave-1.message = The desk is in the seminar room\nwave-1.categories = training, access-rights";
    saved(&office, &[("version", "0"), ("waves", lines)]).await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    let page = nurse.page(&link).await;
    assert!(page.says("ext. 6001") && page.says("The desk is in the seminar room"), "{page}");
    assert!(!page.says("ext. 5000"), "{page}");
    let elsewhere = hospital.browser().page(&hospital.ward_link(hospital.ward_12)).await;
    assert!(elsewhere.says("ext. 5000") && !elsewhere.says("seminar room"), "{elsewhere}");
    let asked = nurse.post(&link, &request("one", "epma")).await;
    assert!(nurse.page(&asked.location).await.says("ext. 6001"));
    let asha = hospital.handset(hospital.asha).await;
    let ticket = help(&asha).await;
    let offered = asha.page(&format!("/me/jobs/{ticket}/finish")).await;
    assert!(offered.says("Training or elbow support") && offered.says("Access rights"), "{offered}");
    assert!(!offered.says("Password lockout"), "{offered}");
    finish(&asha, &ticket, "training").await;

    // What was set is there to be read again, and taken back.
    let version = office.page("/admin/settings/versions/1").await;
    assert!(version.says("wave-1.desk_phone = ext. 6001"), "{version}");
    saved(&office, &[("version", "1"), ("waves", lines), ("waves_file", "yes")]).await;
    assert!(hospital.browser().page(&link).await.says("ext. 5000"));
}
