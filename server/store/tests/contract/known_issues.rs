//! What is known to be wrong, and the tickets that were about it.

use domain::{
    KnownIssue, PersonId, TicketId,
    known_issue::{ComeBack, IssueLink, LinkReason, Said, Title, UnlinkReason, Unlinked, Workaround},
    ticket::{Command, HoldEnd},
};
use store::{Error, Facets, Page, TicketFacts, follow_to_end};

use super::{
    Engine,
    hospital::{Hospital, at, codes, details, id},
};

fn said(hospital: &Hospital, title: &str) -> Said {
    Said {
        title: Title::parse(title).unwrap().unwrap(),
        workaround: Workaround::parse("Sign on paper, and tell the desk.").unwrap().unwrap(),
        tag: hospital.epma,
        ward: Some(hospital.maple),
        holds: true,
        next_word_at: Some(at(900)),
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

fn link(ticket: TicketId, issue: &KnownIssue, by: PersonId, seconds: i64) -> IssueLink {
    let (linked_at, why) = (at(seconds), LinkReason::Lead);
    IssueLink { ticket, known_issue: issue.id, linked_at, linked_by: Some(by), why, unlinked: None }
}

pub(crate) async fn a_ticket_is_linked_to_one_known_issue_at_a_time_and_no_link_is_ever_lost(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let [labels, charts] = [(5000, "Labels print twice"), (5001, "The chart cannot be signed")]
        .map(|(number, title)| KnownIssue::new(id(number), said(&hospital, title), at(1)));
    let mut session = store.write().await.unwrap();
    for issue in [&labels, &charts] {
        session.put_known_issue(issue, hospital.lead, at(1)).await.unwrap();
    }
    session.commit().await.unwrap();
    let asked = hospital.ask(&*store, 1).await;
    let other = hospital.ask(&*store, 2).await;

    let mut session = store.write().await.unwrap();
    let first = link(asked.id, &labels, hospital.lead, 10);
    session.link_issue(&first).await.unwrap();
    session.link_issue(&link(other.id, &charts, hospital.lead, 10)).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.write().await.unwrap();
    let second = session.link_issue(&link(asked.id, &charts, hospital.lead, 11)).await;
    assert!(second.is_err(), "it is linked already");
    drop(session);

    let mut session = store.write().await.unwrap();
    let unlinked = Unlinked { at: at(20), by: Some(hospital.ben), why: UnlinkReason::Moved };
    let ended = IssueLink { unlinked: Some(unlinked), ..first };
    assert_eq!(session.unlink_issue(asked.id, unlinked).await.unwrap(), Some(ended));
    assert_eq!(session.unlink_issue(asked.id, unlinked).await.unwrap(), None, "once");
    let now = link(asked.id, &charts, hospital.ben, 20);
    session.link_issue(&now).await.unwrap();
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_issue_link(asked.id).await.unwrap(), Some(now));
    assert_eq!(session.list_issue_links_of(asked.id).await.unwrap(), [ended, now]);
    let of_open = session.list_issues_of_open_tickets().await.unwrap();
    assert_eq!(of_open, [(asked.id, charts.id), (other.id, charts.id)].into());
    let open = session.list_open_tickets_of_known_issue(charts.id).await.unwrap();
    assert_eq!(codes(&open), [asked.code.clone(), other.code.clone()]);
    assert_eq!(session.count_come_back(at(0)).await.unwrap(), [].into());
    drop(session);

    let close =
        Command::CloseWithOthers { by: hospital.lead, category: hospital.training, known_issue: charts.id };
    let closed = hospital.take(&*store, &asked, close.clone(), at(30)).await;
    hospital.take(&*store, &other, close, at(30)).await;
    let again = hospital.take(&*store, &closed, Command::Reopen, at(40)).await;
    assert_eq!((again.closed_with, again.hold_lifted, again.asked_at), (None, true, asked.asked_at));
    let mut session = store.write().await.unwrap();
    let not_solved = Unlinked { at: at(40), by: None, why: UnlinkReason::NotSolved };
    session.unlink_issue(asked.id, not_solved).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    let back = ComeBack { closed: 2, not_solved: 1 };
    assert_eq!(session.count_come_back(at(30)).await.unwrap(), [(charts.id, back)].into());
    assert_eq!(session.count_come_back(at(41)).await.unwrap(), [].into(), "that was longer ago");
    assert_eq!(session.lookup_ticket(again.id).await.unwrap(), Some(again));
    drop(session);

    for sql in [
        "update ticket_issue set why = 'surge'",
        "update ticket_issue set unlinked_at = null, unlinked_by = null, unlinked_why = null",
        "delete from ticket_issue",
    ] {
        let refused = engine.execute(sql).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}

pub(crate) async fn a_hold_is_kept_with_its_ticket(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let issue = KnownIssue::new(id(5000), said(&hospital, "Labels print twice"), at(1));
    let mut session = store.write().await.unwrap();
    session.put_known_issue(&issue, hospital.lead, at(1)).await.unwrap();
    session.commit().await.unwrap();
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 1, hospital.ada).await;
    let command = Command::Hold { known_issue: issue.id, until: at(600) };
    let held = hospital.take(&*store, &offered, command, at(20)).await;
    let mut session = store.read().await.unwrap();
    let kept = session.lookup_ticket(asked.id).await.unwrap().unwrap();
    assert_eq!((&kept, kept.held_until()), (&held, Some(at(600))));
    let offers = session.list_offers(asked.id).await.unwrap();
    assert_eq!(offers[0].outcome.as_deref(), Some("superseded"), "nobody is asked any more");
    assert_eq!(session.next_deadline().await.unwrap(), Some(at(600)));
    drop(session);
    let still_needed = Command::EndHold { why: HoldEnd::StillNeeded };
    let again = hospital.take(&*store, &held, still_needed, at(30)).await;
    assert!(again.hold_lifted && again.held_until().is_none());
    assert_eq!(store.read().await.unwrap().lookup_ticket(asked.id).await.unwrap(), Some(again));
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
        let add = Command::AddDetails { by: hospital.ada, details: details(2), known_issue, linked: None };
        if known_issue.is_some() {
            let mut session = store.write().await.unwrap();
            session.link_issue(&link(asked.id, &issue, hospital.ada, 100)).await.unwrap();
            session.commit().await.unwrap();
        }
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
    let exported = session.list_closed(&Facets::default(), at(0)..at(100)).await.unwrap();
    let titles: Vec<_> = exported.iter().map(|row| row.known_issue.as_deref()).collect();
    assert_eq!(titles, [Some("Labels print twice"), None, Some("Labels print twice")]);
    drop(session);

    let reopened = hospital.take(&*store, &closed[0], Command::Reopen, at(120)).await;
    assert!(reopened.details.is_default());
    let mut session = store.read().await.unwrap();
    let linked = session.list_tickets_of_known_issue(issue.id, &Page::first(10)).await.unwrap();
    assert_eq!(codes(&linked.rows), [closed[2].code.clone()], "what is open is in the other list");
    assert_eq!(session.count_tickets_of_known_issues().await.unwrap(), [(issue.id, 2)].into());
}
