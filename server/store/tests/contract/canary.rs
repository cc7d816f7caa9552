//! The request that nobody made.

use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

use domain::{
    TicketId, canary,
    ticket::{Command, Request},
};
use store::{
    AuditFilter, Facet, Facets, KnownIssueFilter, Measure, NewTicket, Page, PeopleFilter, Store, SurgeFilter,
    TicketFacts, TicketFilter, TicketLinks, Words, follow_to_end,
};

use super::{
    Engine,
    hospital::{Hospital, at, hash, offer_id},
};

pub(crate) async fn send(hospital: &Hospital, store: &dyn Store, seconds: i64) -> domain::Ticket {
    let id = TicketId::canary(at(seconds));
    let number = u32::try_from(seconds).unwrap();
    let request = Request { id, ward: canary::ward(), tag: canary::tag(), ..hospital.request(number) };
    let NewTicket { transition, links } = hospital.new_ticket(number, request, at(seconds));
    let links = TicketLinks { link: hash(5000 + number), ..links };
    let mut session = store.write().await.unwrap();
    session.put_canary(at(seconds)).await.unwrap();
    session.add_ticket(&NewTicket { transition: transition.clone(), links }).await.unwrap();
    session.commit().await.unwrap();
    transition.ticket
}

/// Every list and count of the store that is not asked for something by its id, as `(name, what it shows)`.
macro_rules! shown {
    ($session:ident: $($name:ident($($argument:expr),*)),+ $(,)?) => {
        vec![$((stringify!($name), format!("{:?}", $session.$name($($argument),*).await.unwrap()))),+]
    };
}

/// The log, and what the engine and pages look up in by a ticket, ward or person that another list named.
const LOOKED_UP: &[&str] = &[
    "count_answers",
    "list_events_after",
    "list_link_rotations",
    "list_open_canaries",
    "list_reasons",
    "list_shortfalls",
];

#[expect(clippy::too_many_lines, reason = "a list or a count a line")]
pub(crate) async fn no_list_and_no_count_shows_the_canary(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let everything = async || {
        follow_to_end(&*store, &TicketFacts).await.unwrap();
        let mut session = store.read().await.unwrap();
        let audit = AuditFilter { from: at(0), to: at(100), person: None, kind: None, routine: true };
        let everybody = PeopleFilter { words: Words::default(), gone: true, ..PeopleFilter::default() };
        let (words, issues) = (Words::default(), KnownIssueFilter::default());
        let tickets = TicketFilter::all(at(0), at(100));
        let (measures, facets) = ([Measure::Tickets, Measure::Helped], [Facet::Ward, Facet::Tag]);
        shown!(session:
            count_answers(at(0)),
            count_come_back(at(0)),
            count_open_follow_ups(at(0)),
            count_subscriptions(),
            count_tickets_of_known_issues(),
            count_unfinished_alerts(),
            find_devices(&words, &Page::first(10)),
            find_known_issues(&issues, &Page::first(10)),
            find_logged_decisions(&words, &Page::first(10)),
            find_people(&everybody, &Page::first(10)),
            find_reports(&Page::first(10)),
            find_surges(SurgeFilter::All, &Page::first(10)),
            find_tickets(&tickets, &Page::first(10)),
            find_wards(&words, &Page::first(10)),
            list_accounts(),
            list_alerts_of_live_offers(),
            list_alerts_set_aside(at(0)),
            list_asked(&Facets::default(), at(0)..at(100)),
            list_asked_about(at(0)),
            list_audit(&audit, &Page::first(100)),
            list_broadcasts(at(0)),
            list_build_files("build"),
            list_calls_of_open_tickets(),
            list_calls_set_aside(at(0)),
            list_categories(),
            list_closed(&Facets::default(), at(0)..at(100)),
            list_closed_tickets(at(0), 10),
            list_courses(at(0), 100),
            list_closed_follow_ups(10),
            list_decisions_after(0, 10),
            list_devices(),
            list_drills(&Page::first(10)),
            list_ended(),
            list_entered_slips(at(0), 10),
            count_slips(at(0)),
            list_events_after(0, 100),
            list_events_beside_tickets(0, 100),
            list_follow_ups_of(1),
            list_grants(),
            list_import_headings(),
            list_issue_versions(),
            list_issues_of_open_tickets(),
            list_known_issues(),
            list_link_rotations(),
            list_links(),
            list_missing_slips(at(0)),
            list_not_sorted(at(0), 10),
            list_open_canaries(),
            list_open_follow_ups(),
            list_open_tickets(),
            list_overrides(),
            list_people(),
            list_people_without_secret(),
            list_posters(),
            list_reasons(),
            list_responders(),
            list_settings(10),
            list_shifts(at(0), at(100)),
            list_shortfalls(),
            list_signed_out(at(0), at(0)),
            list_sites(),
            list_surges_since(at(0)),
            list_tags(),
            list_takings(),
            list_unconfirmed_offers(at(10), at(10)),
            list_uses(),
            list_vapid_keys(),
            list_waits(),
            list_walks(at(0)),
            list_walls(),
            list_wards(),
            list_waves(),
            list_zones(),
            query(&measures, &facets, &Facets::default(), at(0)..at(100)),
        )
    };
    let before = everything().await;
    let names: BTreeSet<&str> = before.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, lists_of_the_store(), "each list has its line in this story");

    // One that is asked about, one that waits, and one that is over.
    let open = send(&hospital, &*store, 2).await;
    let open = hospital.offer(&*store, &open, 3, canary::person()).await;
    let closed = send(&hospital, &*store, 3).await;
    hospital.resolve(&*store, &closed, canary::person(), at(4)).await;
    let turned_down = send(&hospital, &*store, 5).await;
    let turned_down = hospital.offer(&*store, &turned_down, 6, canary::person()).await;
    let decline = Command::Decline { offer: offer_id(6), by: canary::person() };
    let turned_down = hospital.take(&*store, &turned_down, decline, at(7)).await;
    let turned_down = hospital.take(&*store, &turned_down, Command::Escalate, at(8)).await;
    let mut session = store.write().await.unwrap();
    session.set_shortfall(turned_down.id, Some("{}")).await.unwrap();
    session.commit().await.unwrap();

    for ((name, before), (_, after)) in before.into_iter().zip(everything().await) {
        if LOOKED_UP.contains(&name) {
            assert_ne!(after, before, "{name} is looked up in, and has the canary");
        } else {
            assert_eq!(after, before, "{name} shows the canary");
        }
    }

    // Whoever asks for it by name finds it, and the standing check looks after it too.
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_open_tickets().await.unwrap(), [asked]);
    assert_eq!(session.list_open_canaries().await.unwrap(), [open, turned_down]);
    assert_eq!(session.lookup_responder(canary::person()).await.unwrap().unwrap().id, canary::person());
    assert!(store.check(at(5), 0).await.unwrap().broken.is_empty());
}

/// By the sources of its traits: a new one is one of them before anybody has thought of the canary.
fn lists_of_the_store() -> BTreeSet<&'static str> {
    static SOURCES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let sources = files.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
        sources.map(|path| fs::read_to_string(path).unwrap()).collect()
    });
    let mut lists = BTreeSet::new();
    for source in SOURCES.iter() {
        for declared in source.split("async fn ").skip(1) {
            let (name, rest) = declared.split_once('(').unwrap();
            let is_list =
                name == "query" || ["list_", "count_", "find_"].iter().any(|verb| name.starts_with(verb));
            let (arguments, _) = rest.split_once(')').unwrap();
            // Where a page begins shows nothing.
            let (arguments, _) = arguments.split_once("page: ").unwrap_or((arguments, ""));
            // Who names something by its id is shown it.
            if is_list && !arguments.contains("Id") && !arguments.contains("AskedBy") {
                lists.insert(name);
            }
        }
    }
    lists
}

pub(crate) async fn a_canary_is_back_when_it_is_resolved(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.read().await.unwrap();
    assert_eq!(session.last_canary_asked_at().await.unwrap(), None);
    assert_eq!(session.last_canary_back_at().await.unwrap(), None);
    drop(session);

    let first = send(&hospital, &*store, 2).await;
    hospital.resolve(&*store, &first, canary::person(), at(4)).await;
    let second = send(&hospital, &*store, 62).await;
    let why = domain::ticket::WithdrawReason::Other;
    hospital.take(&*store, &second, Command::Withdraw { why }, at(100)).await;

    let mut session = store.read().await.unwrap();
    assert_eq!(session.last_canary_asked_at().await.unwrap(), Some(at(62)));
    assert_eq!(session.last_canary_back_at().await.unwrap(), Some(at(6)));
}
