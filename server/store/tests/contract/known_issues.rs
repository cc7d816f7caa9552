//! What is known to be wrong, and the tickets that were about it.

use domain::{
    KnownIssue,
    known_issue::{Said, Title, Workaround},
    ticket::{Command, Details},
};
use store::{Error, Page, TicketFacts, follow_to_end};

use super::{
    Engine,
    hospital::{Hospital, at, codes, details, id},
};

fn said(hospital: &Hospital, title: &str) -> Said {
    Said {
        title: Title::parse(title).unwrap().unwrap(),
        workaround: Workaround::parse("Sign on paper, and tell the desk.").unwrap().unwrap(),
        tag: hospital.epma,
    }
}

pub(crate) async fn every_version_of_a_known_issue_is_kept(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let first = KnownIssue::new(id(5000), said(&hospital, "The chart cannot be signed"), at(1));
    let later = KnownIssue::new(id(5001), said(&hospital, "Labels print twice"), at(2));
    let changed = first.clone().changed(said(&hospital, "The chart cannot be signed on tablets"));
    let ended = changed.clone().ended(at(60)).unwrap();

    let mut session = store.write().await.unwrap();
    assert_eq!(session.lookup_known_issue(first.id).await.unwrap(), None);
    for (issue, by, seconds) in [
        (&first, hospital.ada, 1),
        (&later, hospital.ada, 2),
        (&changed, hospital.ben, 30),
        (&ended, hospital.cy, 60),
    ] {
        session.put_known_issue(issue, by, at(seconds)).await.unwrap();
    }
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    assert_eq!(
        session.list_known_issues().await.unwrap(),
        [later.clone(), ended.clone()],
        "the latest first"
    );
    assert_eq!(session.lookup_known_issue(first.id).await.unwrap(), Some(ended.clone()));
    let versions = session.list_known_issue_versions(first.id).await.unwrap();
    let expected = [
        (first.clone(), hospital.ada, at(1)),
        (changed.clone(), hospital.ben, at(30)),
        (ended, hospital.cy, at(60)),
    ];
    assert_eq!(versions, expected);
    drop(session);

    let mut session = store.write().await.unwrap();
    let stale = session.put_known_issue(&changed, hospital.ada, at(61)).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
}

pub(crate) async fn closed_tickets_are_found_by_the_known_issue_that_they_were_about(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let issue = KnownIssue::new(id(5000), said(&hospital, "Labels print twice"), at(1));
    let mut session = store.write().await.unwrap();
    session.put_known_issue(&issue, hospital.ada, at(1)).await.unwrap();
    session.commit().await.unwrap();
    let mut closed = Vec::new();
    for number in 1..=3 {
        let asked = hospital.ask(&*store, number).await;
        let resolved = hospital.resolve(&*store, &asked, hospital.ada, at(i64::from(number) * 10)).await;
        let known_issue = (number != 2).then_some(issue.id);
        let add = Command::AddDetails { by: hospital.ada, details: Details { known_issue, ..details(2) } };
        closed.push(hospital.take(&*store, &resolved, add, at(100)).await);
    }

    follow_to_end(&*store, &TicketFacts).await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_ticket(closed[0].id).await.unwrap().as_ref(), Some(&closed[0]));
    assert_eq!(session.count_tickets_of_known_issues().await.unwrap(), [(issue.id, 2)].into());
    let linked = session.list_tickets_of_known_issue(issue.id, &Page::first(10)).await.unwrap();
    assert_eq!(codes(&linked.rows), [closed[2].code.clone(), closed[0].code.clone()]);
    assert_eq!(linked.next, None);
    let first = session.list_tickets_of_known_issue(issue.id, &Page::first(1)).await.unwrap();
    assert_eq!(codes(&first.rows), [closed[2].code.clone()]);
    let rest = Page { after: first.next, rows: 1 };
    let rest = session.list_tickets_of_known_issue(issue.id, &rest).await.unwrap();
    assert_eq!((codes(&rest.rows), rest.next), (vec![closed[0].code.clone()], None));
    let exported = session.list_closed(at(0)..at(100)).await.unwrap();
    let titles: Vec<_> = exported.iter().map(|row| row.known_issue.as_deref()).collect();
    assert_eq!(titles, [Some("Labels print twice"), None, Some("Labels print twice")]);
    drop(session);

    let reopened = hospital.take(&*store, &closed[0], Command::Reopen, at(120)).await;
    assert!(reopened.details.is_default());
    let counts = store.read().await.unwrap().count_tickets_of_known_issues().await.unwrap();
    assert_eq!(counts, [(issue.id, 1)].into());
}
