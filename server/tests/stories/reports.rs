//! Huddle packs and sitreps are written by themselves: on time, once, and so that anybody can count them again.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::{Report, ReportKind, Scheduled, Timestamp};
use store::Page;

use crate::hospital::{Browser, Hospital, MONDAY_MORNING, eventually, request};

const MINUTE: Duration = Duration::from_mins(1);

/// Reports, the first one first, once there are so many.
pub(crate) async fn reports(hospital: &Hospital, count: usize) -> Vec<Report> {
    eventually(&format!("{count} reports"), async || {
        let part =
            hospital.running.core.store.read().await.unwrap().find_reports(&Page::first(99)).await.unwrap();
        let mut reports = part.rows;
        reports.reverse();
        (reports.len() >= count).then_some(reports)
    })
    .await
}

/// Until the schedule has looked for the first time.
pub(crate) async fn begun(hospital: &Hospital) {
    eventually("a first look at what is due", async || {
        let mut tx = hospital.running.core.store.read().await.unwrap();
        tx.last_run(Scheduled::Sitrep, hospital.running.core.now()).await.unwrap()
    })
    .await;
}

/// To a time of Monday, 2 March; on the next days with 24 hours more.
pub(crate) fn clock_shows(hospital: &Hospital, hour: u64, minute: u64) {
    let then = MONDAY_MORNING + i64::try_from(((hour - 9) * 60 + minute) * 60_000).unwrap();
    let now = hospital.running.core.now().as_millis();
    hospital.fast_forward(Duration::from_millis(u64::try_from(then - now).unwrap()));
}

fn due(report: &Report) -> u64 {
    u64::try_from(report.written.due_at.as_millis() - MONDAY_MORNING).unwrap() / 60_000
}

async fn ask(hospital: &Hospital, key: &str, tag: &str) -> String {
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request(key, tag)).await;
    assert_eq!(asked.status, 303, "{asked}");
    asked.location
}

/// What was counted is counted again from the same position of the log.
pub(crate) async fn is_counted_again(hospital: &Hospital, report: &Report) {
    let mut tx = hospital.running.core.store.read().await.unwrap();
    let again = server::reports::figures(tx.as_mut(), report.written.span).await.unwrap();
    let cover = report.written.figures.cover.clone();
    assert_eq!(domain::report::Figures { cover, ..again }, report.written.figures);
}

/// Shows H14.2.
#[tokio::test]
async fn a_day_has_its_reports_and_each_is_counted_again_from_its_place_in_the_log() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let desk = hospital.desk().await;
    assert!(
        desk.page("/reports")
            .await
            .says_in_order(&["next huddle pack is written at 13:00", "next sitrep is written at 20:00"])
    );
    assert!(desk.page("/reports").await.says("No report has been written yet."));
    let asha = hospital.handset(hospital.asha).await;
    let first = ask(&hospital, "first", "epma").await;
    let offer = eventually("an offer", async || {
        let page: app::screens::my_jobs::MyJobsPage = asha.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    hospital.fast_forward(3 * MINUTE);
    let job: app::screens::my_jobs::MyJobsPage = asha.json("/me.json").await;
    let job = job.job.unwrap().ticket;
    assert_eq!(asha.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    hospital.fast_forward(MINUTE);
    let finished = asha.post(&format!("/me/jobs/{job}/finish"), &[("category", "training")]).await;
    assert_eq!(finished.status, 303, "{finished}");
    let issue = [("title", "Labels print twice"), ("workaround", "Bin the second one."), ("tag", "epma")];
    assert_eq!(desk.post("/known-issues", &issue).await.status, 303);
    let decision = [("decision", "Ward 7 prints on paper"), ("reason", "Labels"), ("decided_by", "Silver")];
    assert_eq!(desk.post("/decisions/new", &decision).await.status, 303);
    let action = [("what", "Mend the printer"), ("owner", "IT"), ("due_time", "12:00")];
    assert_eq!(desk.post("/decisions/actions", &action).await.status, 303);
    // Nobody who is there knows order comms.
    ask(&hospital, "second", "order-comms").await;
    hospital.fast_forward(20 * MINUTE);
    eventually("the ladder's first step", async || {
        let board: app::screens::board::BoardPage = desk.json("/board.json").await;
        board.tickets.iter().any(|ticket| ticket.escalation > 0).then_some(())
    })
    .await;

    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    let huddle = reports(&hospital, 1).await.remove(0);
    let figures = &huddle.written.figures;
    assert_eq!(
        (huddle.written.kind, due(&huddle), huddle.written.is_late()),
        (ReportKind::Huddle, 240, false)
    );
    assert_eq!((figures.asked, figures.resolved, figures.open, figures.waiting), (2, 1, 1, 1));
    assert_eq!((figures.waits.arrived, figures.waits.p50, figures.waits.within_ten), (1, Some(180), 1));
    assert_eq!(figures.waits.could_be_within_ten, 2, "nobody’s wait is left out");
    assert_eq!((figures.over_ladder, figures.issues.len(), &figures.decisions), (1, 1, &vec![1]));
    assert_eq!((figures.actions.open, figures.actions.overdue), (1, 1));
    let cover = figures.cover.as_ref().unwrap();
    assert_eq!((cover.on_shift, cover.nobody_knows.len(), cover.expected), (1, 1, 0));
    is_counted_again(&hospital, &huddle).await;

    let page = hospital.desk().await.page("/reports/1").await;
    assert!(
        page.says_in_order(&[
            "Huddle pack, 2 Mar 2026, 13:00",
            "Exact figures, for the command centre only",
            "2 asked for help, 1 closed. 1 open at the end, 1 of them waiting.",
            "Half of these within",
            "3 min 0 s",
            "50% (1 of 2)",
            "Labels print twice",
            "Ward 7, ePMA",
            "Nobody on shift knew Order comms.",
            "Cannot tell who comes next",
            "Decision 1",
            "Overdue",
            "Nobody has approved it yet.",
            "About 2 Mar 2026, 01:00 to 2 Mar 2026, 13:00.",
            "The next is due 2 Mar 2026, 19:30.",
        ]),
        "{page}"
    );

    // In the evening, against noon; what happened meanwhile changes nothing of what is written.
    assert_eq!(hospital.browser().post(&format!("{first}/not-sorted"), &[]).await.status, 303);
    clock_shows(&hospital, 19, 30);
    hospital.fast_forward(Duration::from_secs(6));
    let evening = reports(&hospital, 2).await.remove(1);
    assert_eq!(
        (evening.written.span.after, evening.written.span.from),
        (huddle.written.span.sequence, huddle.written.span.to)
    );
    assert_eq!((evening.written.figures.asked, evening.written.figures.sorted.no), (0, 1));
    is_counted_again(&hospital, &evening).await;
    is_counted_again(&hospital, &huddle).await;
    clock_shows(&hospital, 20, 0);
    hospital.fast_forward(Duration::from_secs(6));
    let all = reports(&hospital, 3).await;
    assert_eq!(all.iter().map(due).collect::<Vec<_>>(), [240, 630, 660]);
    assert_eq!(all[2].written.kind, ReportKind::Sitrep);
    is_counted_again(&hospital, &all[2]).await;
    let audit = hospital.administrator().await.page("/admin/audit?kind=report_written").await;
    assert!(audit.says_in_order(&["Wrote report 3", "Wrote report 2", "Wrote report 1"]), "{audit}");
}

#[tokio::test]
async fn what_came_due_while_nothing_ran_is_written_late_and_once() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    ask(&hospital, "before", "epma").await;
    let config = hospital.running.config.clone();
    assert_eq!(config.schedule.huddles.to_string(), "07:30 13:00 19:30");
    // Off from before noon until the next morning: three huddle packs and one sitrep. That of 08:00 is just due.
    let hospital = hospital.sleeps(Duration::from_hours(23)).await;
    let all = reports(&hospital, 4).await;
    let huddles: Vec<_> =
        all.iter().filter(|report| report.written.kind == ReportKind::Huddle).map(due).collect();
    let sitreps: Vec<_> =
        all.iter().filter(|report| report.written.kind == ReportKind::Sitrep).map(due).collect();
    assert_eq!((huddles, sitreps), (vec![240, 630, 1_350], vec![660]));
    assert!(all.iter().all(|report| report.written.is_late()), "{all:?}");
    let noon = &all[0];
    assert_eq!((noon.written.figures.asked, noon.written.figures.open), (1, 1), "as it was then");
    assert_eq!(noon.written.figures.cover, None, "nobody can tell who was there");
    for report in &all {
        is_counted_again(&hospital, report).await;
    }
    let desk = hospital.desk().await;
    let page = desk.page(&format!("/reports/{}", noon.number)).await;
    assert!(page.says("This was due 2 Mar 2026, 13:00 and was written 3 Mar 2026, 08:00."), "{page}");
    assert!(page.says("Cannot tell: the report was written too late to look."), "{page}");
    assert!(desk.page("/reports").await.says("Written late"));

    let hospital = hospital.restart().await;
    hospital.fast_forward(Duration::from_secs(30));
    let all = reports(&hospital, 5).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(reports(&hospital, 5).await.len(), 5, "none twice");
    assert_eq!((due(&all[4]), all[4].written.is_late()), (1_380, false));
}

#[tokio::test]
async fn a_lead_approves_a_report_and_corrects_what_was_said_and_the_figures_stay() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    ask(&hospital, "one", "epma").await;
    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    let written = reports(&hospital, 1).await.remove(0);
    let desk = hospital.desk().await;
    let page = desk.page("/reports/1").await;
    let key = page.field("key").unwrap();
    let wrong =
        desk.post("/reports/1/approve", &[("version", "0"), ("went_well", "Chart of 943 476 5919")]).await;
    assert_eq!(wrong.status, 422, "{wrong}");
    assert!(wrong.page().error_at("went_well").is_some(), "{wrong}");
    assert_eq!(wrong.page().field("went_well").as_deref(), Some("Chart of 943 476 5919"), "nothing is lost");

    let said =
        [("key", key.as_str()), ("version", "0"), ("went_well", "Ward 8 helped itself"), ("comes_next", "")];
    for _ in 0..2 {
        let approved = desk.post("/reports/1/approve", &said).await;
        assert_eq!((approved.status, approved.location.as_str()), (303, "/reports/1?done=report_approved"));
    }
    let page = desk.page("/reports/1?done=report_approved").await;
    assert!(
        page.says_in_order(&[
            "The report is approved.",
            "Ward 8 helped itself",
            "Approved by Dana Mock, 2 Mar 2026, 13:00"
        ]),
        "{page}"
    );

    let same = [("version", "1"), ("went_well", "Ward 8 helped itself"), ("why", "Misheard")];
    let same = desk.post("/reports/1/approve", &same).await;
    assert!(same.status == 422 && same.says("Nothing is different."), "{same}");
    let unsaid =
        desk.post("/reports/1/approve", &[("version", "1"), ("went_well", "Ward 7 helped itself")]).await;
    assert!(unsaid.status == 422 && unsaid.says("Say why it is corrected"), "{unsaid}");
    let late = desk.post("/reports/1/approve", &[("version", "0"), ("went_well", "Theirs")]).await;
    assert!(
        late.status == 409 && late.says("Somebody else has approved or corrected it meanwhile."),
        "{late}"
    );
    assert_eq!(late.page().field("went_well").as_deref(), Some("Theirs"));
    assert_eq!(late.page().field("version").as_deref(), Some("1"), "and it can be sent again");
    let corrected = [("version", "1"), ("went_well", "Ward 7 helped itself"), ("why", "It was Ward 7")];
    assert_eq!(desk.post("/reports/1/approve", &corrected).await.status, 303);
    let page = desk.page("/reports/1").await;
    assert_eq!(page.texts("del"), ["Struck out: Ward 8 helped itself. Instead:"]);
    assert!(
        page.says_in_order(&["Ward 7 helped itself", "Corrected by Dana Mock", "It was Ward 7"]),
        "{page}"
    );
    assert_eq!(reports(&hospital, 1).await[0].written, written.written, "the figures stay");
    assert_eq!(desk.get("/reports/2").await.status, 404);
    assert_eq!(desk.post("/reports/2/approve", &corrected).await.status, 404);
    let list = desk.page("/reports").await;
    assert!(list.says_in_order(&["Huddle pack, 2 Mar 2026, 13:00", "Corrected"]), "{list}");
}

#[tokio::test]
async fn what_is_handed_on_says_nothing_that_could_be_taken_apart() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    for number in 0..12 {
        ask(&hospital, &format!("request-{number}"), "epma").await;
        hospital.fast_forward(MINUTE);
    }
    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    reports(&hospital, 1).await;
    let desk = hospital.desk().await;
    let exact = desk.page("/reports/1").await;
    assert!(
        exact.says_in_order(&["12 asked for help", "Where most was asked", "Ward 7, ePMA", "12"]),
        "{exact}"
    );
    let shared = desk.page("/reports/1/shared").await;
    assert!(
        shared.says_in_order(&["Shared copy", "Asked for help: 10. Open at the end: 10.", "fewer than 8"]),
        "{shared}"
    );
    for secret in ["12 asked", "Ward 7", "Where most was asked", "Longest wait", "P1, open", "Cancelled"] {
        assert!(!shared.says(secret), "{secret}: {shared}");
    }

    let analyst = hospital.analyst().await;
    let theirs = analyst.page("/reports/1").await;
    assert!(theirs.says("Shared copy") && !theirs.says("Ward 7"), "{theirs}");
    // Who said what before, and why, is the command centre's.
    let said = [("version", "0"), ("went_well", "Nurse Sample knew it all"), ("comes_next", "")];
    assert_eq!(desk.post("/reports/1/approve", &said).await.status, 303);
    let said = [("version", "1"), ("went_well", "Super-users knew it all"), ("why", "No names")];
    assert_eq!(desk.post("/reports/1/approve", &said).await.status, 303);
    let theirs = analyst.page("/reports/1").await;
    assert!(theirs.says("Super-users knew it all") && theirs.says("Corrected 2 Mar 2026, 13:00"), "{theirs}");
    for secret in ["Nurse Sample", "Dana Mock", "No names"] {
        assert!(!theirs.says(secret), "{secret}: {theirs}");
        assert!(desk.page("/reports/1").await.says(secret), "{secret}");
    }
    assert!(!theirs.says("Approve this report"), "{theirs}");
    assert_eq!(analyst.get("/reports/1/figures.csv").await.status, 403);
    assert_eq!(analyst.post("/reports/1/approve", &[("version", "0")]).await.status, 403);
    let file = desk.get("/reports/1/figures.csv").await;
    assert_eq!(file.status, 200);
    for line in ["asked,,12", "seconds_to_arrival_p50,,\n", "asked_by_ward_and_topic,Ward 7 / ePMA,12"] {
        assert!(file.body.replace("\r\n", "\n").contains(line), "{line}: {}", file.body);
    }
    let handset = hospital.handset(hospital.asha).await;
    assert_ne!(handset.get("/reports/1").await.status, 200);
}

#[tokio::test]
async fn times_are_set_on_the_page_of_settings_and_bad_ones_are_refused_with_words() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let admin = hospital.administrator().await;
    let form = admin.page("/admin/settings").await;
    let [version, file] = ["version", "file"].map(|field| form.field(field).unwrap());
    let (was_huddles, was_sitreps) = (form.field("huddles").unwrap(), form.field("sitreps").unwrap());
    assert_eq!((was_huddles.as_str(), was_sitreps.as_str()), ("07:30 13:00 19:30", "08:00 20:00"));
    let with = |huddles: &str| {
        vec![
            ("version", version.clone()),
            ("file", file.clone()),
            ("huddles", huddles.to_owned()),
            ("huddles_was", was_huddles.clone()),
            ("sitreps", String::new()),
            ("sitreps_was", was_sitreps.clone()),
        ]
    };
    let post = async |browser: &Browser, path: &str, form: Vec<(&str, String)>| {
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(path, &form).await
    };
    for (typed, words) in [
        ("half past one", "Change the times: “half” is no time"),
        ("25:00", "“25:00” is no time"),
        ("09:10 09:20", "09:10 and 09:20 are less than 30 minutes apart"),
    ] {
        let wrong = post(&admin, "/admin/settings/preview", with(typed)).await;
        assert_eq!(wrong.status, 422, "{wrong}");
        let page = wrong.page();
        assert!(page.error_at("huddles").is_some_and(|said| said.contains(words)), "{page}");
        assert_eq!(page.field("huddles").as_deref(), Some(typed));
    }
    let looked = post(&admin, "/admin/settings/preview", with("09:30")).await;
    assert!(looked.says("None is written by itself any more."), "{looked}");
    let mut form = with("09:30");
    form.push(("told", looked.hidden("told")));
    assert_eq!(post(&admin, "/admin/settings", form).await.status, 303);
    let desk = hospital.desk().await;
    eventually("the new time", async || {
        let page = desk.page("/reports").await;
        (page.says("The next huddle pack is written at 09:30.") && !page.says("next sitrep")).then_some(())
    })
    .await;
    hospital.fast_forward(30 * MINUTE + Duration::from_secs(6));
    assert_eq!(due(&reports(&hospital, 1).await[0]), 30);
    hospital.fast_forward(Duration::from_hours(12));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(reports(&hospital, 1).await.len(), 1, "and none at the old times");
}

#[tokio::test]
async fn on_the_nights_of_the_clock_changes_a_report_is_written_once() {
    for (start, dues) in [
        // Saturday evening, 28 March 2026: 01:30 does not come, and 02:00 does.
        (1_774_735_200_000_i64, ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]),
        // Saturday evening, 24 October 2026: 01:30 comes twice.
        (1_792_875_600_000, ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
    ] {
        let hospital = Hospital::open_with("[schedule]\nhuddles = '01:30'\nsitreps = ''").await;
        begun(&hospital).await;
        let now = hospital.running.core.now();
        hospital.fast_forward(Timestamp::from_millis(start).since(now));
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        let before = reports(&hospital, 1).await.len();
        // Half an hour at a time, through two nights.
        for _ in 0..72 {
            hospital.fast_forward(30 * MINUTE);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let all = reports(&hospital, before + 2).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
        let found: Vec<_> = all[before..]
            .iter()
            .map(|report| ground::clock::utc(report.written.due_at).to_string())
            .collect();
        assert_eq!(found, dues);
        assert_eq!(reports(&hospital, before + 2).await.len(), before + 2, "once");
    }
}

/// Shows H14.2.
#[tokio::test]
async fn a_report_that_cannot_be_written_is_an_alarm_until_it_is() {
    let hospital = Hospital::open_with("[sessions]\nstaff_idle_minutes = 840").await;
    begun(&hospital).await;
    let desk = hospital.desk().await;
    let alarm = "The huddle pack of 13:00 is not written yet.";
    let is_said = async || {
        let board: app::screens::board::BoardPage = desk.json("/board.json").await;
        board.alarms.iter().any(|said| said == alarm)
    };
    // Somebody keeps the one writer's turn.
    let writer = hospital.running.core.store.write().await.unwrap();
    clock_shows(&hospital, 13, 3);
    eventually("the alarm", async || is_said().await.then_some(())).await;
    drop(writer);
    let late = reports(&hospital, 1).await.remove(0);
    assert!(late.written.is_late());
    eventually("the end of the alarm", async || (!is_said().await).then_some(())).await;
}

/// Shows H14.2.
#[tokio::test]
async fn a_clock_that_was_ahead_for_a_moment_silences_nothing() {
    let hospital = Hospital::open_with("[sessions]\nstaff_idle_minutes = 840").await;
    begun(&hospital).await;
    let now = hospital.running.core.now();
    let mut tx = hospital.running.core.store.write().await.unwrap();
    // 19:30 of the next day.
    let ahead = now + 34 * 60 * MINUTE + 30 * MINUTE;
    tx.add_run(Scheduled::Huddle, ahead, now).await.unwrap();
    tx.commit().await.unwrap();
    let desk = hospital.desk().await;
    eventually("the alarm", async || {
        let board: app::screens::board::BoardPage = desk.json("/board.json").await;
        let said = "The huddle pack of 19:30 was written before its time: a clock was ahead.";
        board.alarms.iter().any(|alarm| alarm.starts_with(said)).then_some(())
    })
    .await;
    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    assert_eq!(due(&reports(&hospital, 1).await[0]), 240, "noon has its report all the same");
}

/// Sets the times of huddles on the page of settings.
async fn set_huddles(admin: &Browser, times: &str) {
    let form = admin.page("/admin/settings").await;
    let field = |name| form.field(name).unwrap();
    let typed = [
        ("version", field("version")),
        ("file", field("file")),
        ("huddles", times.to_owned()),
        ("huddles_was", field("huddles")),
    ];
    let mut typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let looked = admin.post("/admin/settings/preview", &typed).await;
    let told = looked.hidden("told");
    typed.push(("told", &told));
    let saved = admin.post("/admin/settings", &typed).await;
    assert_eq!(saved.status, 303, "{saved}");
}

#[tokio::test]
async fn times_that_are_set_while_a_report_is_due_do_not_swallow_it() {
    let hospital = Hospital::open_with("[sessions]\nstaff_idle_minutes = 840").await;
    begun(&hospital).await;
    // It is one o'clock, and the report waits until everything of the last moment is in the log.
    hospital.fast_forward(Duration::from_hours(4) + Duration::from_secs(2));
    let admin = hospital.administrator().await;
    set_huddles(&admin, "11:00 13:00 19:30").await;
    hospital.fast_forward(Duration::from_secs(6));
    let all = reports(&hospital, 1).await;
    assert_eq!(all.iter().map(due).collect::<Vec<_>>(), [240], "and none of eleven");
}

#[tokio::test]
async fn times_that_are_set_again_have_missed_nothing() {
    let hospital = Hospital::open_with("[sessions]\nstaff_idle_minutes = 840").await;
    begun(&hospital).await;
    let admin = hospital.administrator().await;
    set_huddles(&admin, "").await;
    hospital.fast_forward(Duration::from_hours(13));
    set_huddles(&admin, "07:30 13:00 19:30").await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let huddles = async || {
        let all = reports(&hospital, 0).await;
        all.into_iter().filter(|report| report.written.kind == ReportKind::Huddle).collect::<Vec<_>>()
    };
    assert!(huddles().await.is_empty(), "nobody had asked for those of 13:00 and 19:30");
    hospital.fast_forward(Duration::from_hours(9) + 30 * MINUTE + Duration::from_secs(6));
    let next = eventually("that of 07:30", async || huddles().await.into_iter().next()).await;
    assert_eq!((due(&next), next.written.is_late()), (22 * 60 + 30, false));
}
