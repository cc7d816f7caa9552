//! Huddle packs and sitreps, and what is due at set times.

use domain::{
    KnownIssue, Report, ReportKind, Scheduled,
    known_issue::{Said as IssueSaid, Title, Workaround},
    report::{Approval, Asked, Cover, Figures, IssueThen, Said, Span, Why, Words, Written},
    ticket::WithdrawReason,
};
use store::{Error, LoggedEvent, Page, Subject};

use super::{
    Engine, canary,
    hospital::{Hospital, at, id},
};

fn written(kind: ReportKind, due: i64) -> Written {
    Written {
        kind,
        due_at: at(due),
        written_at: at(due + 5),
        span: Span { from: at(due - 60), to: at(due), after: 3, sequence: 9 },
        next_due_at: None,
        figures: Figures::default(),
    }
}

fn approval(went_well: Option<&str>, why: Option<&str>, hospital: &Hospital) -> Approval {
    let went_well = went_well.map(|text| Words::parse(text).unwrap().unwrap());
    Approval {
        said: Said { went_well, comes_next: None },
        why: why.map(|text| Why::parse(text).unwrap().unwrap()),
        at: at(400),
        by: hospital.lead,
    }
}

pub(crate) async fn what_is_due_is_done_once(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    assert_eq!(session.last_run(Scheduled::Huddle, at(999)).await.unwrap(), None);
    for (due, ran) in [(0, 0), (60, 90), (120, 121)] {
        session.add_run(Scheduled::Huddle, at(due), at(ran)).await.unwrap();
    }
    session.add_run(Scheduled::Sitrep, at(60), at(61)).await.unwrap();
    let again = session.add_run(Scheduled::Huddle, at(60), at(200)).await;
    assert!(matches!(again, Err(Error::Duplicate("run"))), "{again:?}");
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.last_run(Scheduled::Huddle, at(130)).await.unwrap(), Some(at(120)));
    assert_eq!(session.last_run(Scheduled::Sitrep, at(130)).await.unwrap(), Some(at(60)));
    // The last was written by a clock that was ahead.
    assert_eq!(session.last_run(Scheduled::Huddle, at(119)).await.unwrap(), Some(at(60)));
    assert_eq!(session.run_ahead(Scheduled::Huddle, at(119)).await.unwrap(), Some(at(120)));
    assert_eq!(session.run_ahead(Scheduled::Huddle, at(120)).await.unwrap(), None);
    for (due, has) in [(59, false), (60, true)] {
        assert_eq!(session.has_run(Scheduled::Sitrep, at(due)).await.unwrap(), has);
    }
}

pub(crate) async fn reports_are_numbered_without_gaps_and_read_as_they_were_written(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let full = Written {
        next_due_at: Some(at(700)),
        figures: Figures {
            asked: 12,
            oldest_waiting_since: Some(at(50)),
            places: vec![Asked { ward: hospital.maple, tag: hospital.epma, count: 12 }],
            issues: vec![IssueThen { issue: id(5000), version: 2 }],
            decisions: vec![1, 4],
            cover: Some(Cover {
                on_shift: 2,
                nobody_knows: vec![hospital.orders],
                expected: 3,
                gaps: vec![(at(100), at(200))],
            }),
            ..Figures::default()
        },
        ..written(ReportKind::Huddle, 100)
    };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_report(&full).await.unwrap(), 1);
    session.commit().await.unwrap();
    // A number that was rolled back is given out again.
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_report(&written(ReportKind::Sitrep, 200)).await.unwrap(), 2);
    drop(session);
    let mut session = store.write().await.unwrap();
    for (kind, due, number) in [(ReportKind::Sitrep, 200, 2), (ReportKind::Huddle, 300, 3)] {
        assert_eq!(session.add_report(&written(kind, due)).await.unwrap(), number);
    }
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    let expected = Report { number: 1, written: full, approvals: Vec::new() };
    assert_eq!(session.lookup_report(1).await.unwrap(), Some(expected.clone()));
    assert_eq!(session.lookup_report(4).await.unwrap(), None);
    assert_eq!(
        session.lookup_report_before(ReportKind::Huddle, at(300)).await.unwrap(),
        Some(expected),
        "not itself"
    );
    assert_eq!(session.lookup_report_before(ReportKind::Sitrep, at(200)).await.unwrap(), None);
    for rows in 1..=4 {
        let (mut page, mut found) = (Page::first(rows), Vec::new());
        loop {
            let part = session.find_reports(&page).await.unwrap();
            found.extend(part.rows.iter().map(|report| report.number));
            if part.next.is_none() {
                break;
            }
            page.after = part.next;
        }
        assert_eq!(found, [3, 2, 1], "{rows} on a page");
    }
    drop(session);
    let mut session = store.write().await.unwrap();
    assert!(session.add_report(&written(ReportKind::Huddle, 300)).await.is_err(), "one a kind and time");
}

pub(crate) async fn nothing_of_a_report_is_changed_and_what_is_said_with_it_stands_beside_it(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.add_report(&written(ReportKind::Huddle, 100)).await.unwrap();
    session.add_report(&written(ReportKind::Sitrep, 100)).await.unwrap();
    let approvals = [
        approval(Some("Ward 7 helped itself"), None, &hospital),
        approval(Some("Ward 8 helped itself"), Some("It was Ward 8"), &hospital),
    ];
    for (approval, version) in approvals.iter().zip(1..) {
        assert_eq!(session.add_report_approval(1, approval).await.unwrap(), version);
    }
    session.commit().await.unwrap();
    let kept = store.read().await.unwrap().lookup_report(1).await.unwrap().unwrap();
    assert_eq!((kept.approvals.as_slice(), kept.version()), (&approvals[..], 2));
    assert_eq!(kept.says(), Some(&approvals[1].said));
    let part = store.read().await.unwrap().find_reports(&Page::first(9)).await.unwrap();
    let versions: Vec<_> = part.rows.iter().map(|report| (report.number, report.version())).collect();
    assert_eq!(versions, [(2, 0), (1, 2)]);

    for (table, column) in [("report", "number"), ("report_approval", "version")] {
        for sql in [format!("update {table} set {column} = 7"), format!("delete from {table}")] {
            let refused = engine.execute(&sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
        if engine.bytes("00").starts_with('x') {
            let sql = format!("insert or replace into {table} select * from {table}");
            let refused = engine.execute(&sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
    }
    assert_eq!(store.read().await.unwrap().lookup_report(1).await.unwrap(), Some(kept));
}

/// Tickets, in order, each with the sequences of its steps.
fn steps(events: &[LoggedEvent]) -> Vec<(Subject, Vec<i64>)> {
    let mut steps: Vec<(Subject, Vec<i64>)> = Vec::new();
    for event in events {
        match steps.last_mut().filter(|(subject, _)| *subject == event.subject) {
            Some((_, sequences)) => sequences.push(event.sequence),
            None => steps.push((event.subject, vec![event.sequence])),
        }
    }
    steps
}

pub(crate) async fn a_report_made_again_from_its_place_in_the_log_reads_the_same_steps(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let old = hospital.ask(&*store, 1).await;
    hospital.withdraw(&*store, &old, WithdrawReason::Duplicate, at(10)).await;
    let open = hospital.ask(&*store, 20).await;
    let closed = hospital.ask(&*store, 30).await;
    hospital.resolve(&*store, &closed, hospital.ada, at(40)).await;
    canary::send(&hospital, &*store, 45).await;
    let sequence = store.read().await.unwrap().sequence_before(at(50)).await.unwrap();
    assert_eq!(sequence, store.read().await.unwrap().latest_sequence().await.unwrap());
    assert_eq!(store.read().await.unwrap().sequence_before(at(1)).await.unwrap(), 0);
    assert_eq!(store.read().await.unwrap().sequence_before(at(2)).await.unwrap(), 1);

    let (then, left_out) = store.read().await.unwrap().list_courses(at(20), sequence).await.unwrap();
    assert_eq!(left_out, 0);
    let told = steps(&then);
    let subjects: Vec<_> = told.iter().map(|(subject, _)| *subject).collect();
    assert_eq!(subjects, [open.id, closed.id].map(Subject::Ticket), "neither the old one nor the canary");
    assert!(told.iter().all(|(_, sequences)| sequences.is_sorted()));

    // What happens later changes nothing of it.
    hospital.resolve(&*store, &open, hospital.ada, at(60)).await;
    hospital.ask(&*store, 70).await;
    let again = store.read().await.unwrap().list_courses(at(20), sequence).await.unwrap();
    assert_eq!(again, (then, 0));
}

pub(crate) async fn what_a_report_could_not_read_is_counted(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    hospital.ask(&*store, 1).await;
    // A step of a newer program, and one that is none.
    for (sequence, kind, body) in [(2, "asked_by_owl", "{}"), (3, "released", "{\"from\":0}")] {
        let sql = format!(
            "insert into event (sequence, subject, subject_id, at, actor, kind, body)
             select {sequence}, 'ticket', id, 1, 'engine', '{kind}', '{body}' from ticket"
        );
        engine.execute(&sql).await.unwrap();
    }
    let (events, left_out) = store.read().await.unwrap().list_courses(at(0), 99).await.unwrap();
    assert_eq!((events.len(), left_out), (1, 2));
}

pub(crate) async fn known_issues_are_read_with_all_their_versions(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let said = |title: &str| IssueSaid {
        title: Title::parse(title).unwrap().unwrap(),
        workaround: Workaround::parse("Bin the second one.").unwrap().unwrap(),
        tag: hospital.epma,
        ward: None,
        holds: false,
        next_word_at: None,
    };
    let labels = KnownIssue::new(id(5000), said("Labels print twice"), at(10));
    let changed = labels.clone().changed(said("Labels print three times"));
    let ended = changed.clone().ended(at(30)).unwrap();
    let roles = KnownIssue::new(id(5001), said("New starters have no role yet"), at(15));
    let mut session = store.write().await.unwrap();
    for (issue, seconds) in [(&labels, 10), (&roles, 15), (&changed, 20), (&ended, 30)] {
        session.put_known_issue(issue, hospital.lead, at(seconds)).await.unwrap();
    }
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    let then = |issue: &KnownIssue| IssueThen { issue: issue.id, version: issue.version };
    let expected =
        [(then(&labels), false), (then(&changed), false), (then(&ended), true), (then(&roles), false)];
    assert_eq!(session.list_issue_versions().await.unwrap(), expected);
    for (version, title) in
        [(0, Some("Labels print twice")), (1, Some("Labels print three times")), (9, None)]
    {
        assert_eq!(session.lookup_issue_title(labels.id, version).await.unwrap().as_deref(), title);
    }
}

pub(crate) async fn a_report_that_is_damaged_holds_up_none_after_it(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    session.add_report(&written(ReportKind::Huddle, 100)).await.unwrap();
    session.add_run(Scheduled::Huddle, at(100), at(101)).await.unwrap();
    session.commit().await.unwrap();
    let due = at(200).as_millis();
    for sql in [
        format!(
            "insert into report (number, kind, due_at, written_at, from_at, to_at, after_sequence, sequence, figures)
             values (2, 'huddle', {due}, {due}, 0, 1, 0, 1, '[')"
        ),
        format!("insert into schedule_run (name, due_at, ran_at) values ('huddle', {due}, 9223372036854775807)"),
    ] {
        engine.execute(&sql).await.unwrap();
    }
    let mut session = store.read().await.unwrap();
    let before = session.lookup_report_before(ReportKind::Huddle, at(300)).await.unwrap();
    assert_eq!(before.map(|report| report.number), Some(1));
    assert_eq!(session.last_run(Scheduled::Huddle, at(300)).await.unwrap(), Some(at(100)));
    assert!(session.has_run(Scheduled::Huddle, at(200)).await.unwrap(), "and it is not written again");
}
