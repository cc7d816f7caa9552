//! Lists that are longer than a page: nothing is skipped, nothing comes twice, and a name is found however it is typed.

use std::fmt::Debug;

use domain::{
    Code, DeviceId, GrantId, KnownIssue, KnownIssueId, PersonId, Role, RoleGrant, TicketId, WardId,
    known_issue::{Said, Title, Workaround},
    ticket::{Command, Request, WithdrawReason},
};
use store::{
    Device, DeviceKind, KnownIssueFilter, NamePlace, Page, Part, PeopleFilter, Person, Place, Store,
    TicketFilter, TicketKind, Tx, Words,
};

use super::{
    Engine,
    hospital::{Hospital, at, codes, hash, id, offer_id},
};

/// People in the order in which they are to be found, two of whom have one name.
const NAMES: [&str; 8] =
    ["Ada", "Ben", "Cy", "Élodie Moreau", "Elodie Moreau", "Ola Nordmann", "Ward 3 phone", "Ward 21 phone"];

async fn name(session: &mut dyn Tx, number: u32, name: &str) {
    session.put_person(&Person::human(id(number), name)).await.unwrap();
}

/// Goes on until the end, with so many on a page.
async fn all_pages<T, K: Clone + Debug + PartialEq>(
    rows: u32,
    mut part: impl AsyncFnMut(Page<K>) -> Part<T, K>,
) -> Vec<T> {
    let (mut page, mut all) = (Page::first(rows), Vec::new());
    loop {
        let Part { rows, next, .. } = part(page.clone()).await;
        assert!(rows.len() <= usize::try_from(page.rows).unwrap() && (!rows.is_empty() || next.is_none()));
        all.extend(rows);
        if next.is_none() {
            return all;
        }
        assert_ne!(next, page.after, "it goes on");
        page.after = next;
    }
}

async fn names(store: &dyn Store, typed: &str, rows: u32) -> Vec<String> {
    let filter = PeopleFilter { words: Words::of(typed), gone: false, ..PeopleFilter::default() };
    let people = all_pages(rows, async |page: Page<NamePlace<PersonId>>| {
        store.read().await.unwrap().find_people(&filter, &page).await.unwrap()
    });
    people.await.into_iter().map(|person| person.name).collect()
}

pub(crate) async fn people_are_found_however_their_names_are_typed(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    for (number, written) in [
        (101, "Siobhán O’Brien"),
        (102, "SØREN Kjær"),
        (103, "Łukasz Żółć"),
        (104, "100% Agency_Nurse"),
        (105, "100 Agency Nurses"),
        (106, "משה כהן"),
    ] {
        name(session.as_mut(), number, written).await;
    }
    session.set_username(id(105), "agency.two").await.unwrap();
    let gone = Person { ended_at: Some(at(1)), ..Person::human(id(107), "Gone Nurse") };
    session.put_person(&gone).await.unwrap();
    session.commit().await.unwrap();
    for (typed, found) in [
        ("siobhan obrien", &["Siobhán O’Brien"][..]),
        ("O'BRIEN", &["Siobhán O’Brien"]),
        ("soren kjaer", &["SØREN Kjær"]),
        ("lukasz", &["Łukasz Żółć"]),
        ("ŻÓŁĆ łuk", &["Łukasz Żółć"]),
        ("כהן", &["משה כהן"]),
        ("nurse", &["100 Agency Nurses", "100% Agency_Nurse"]),
        // Signs stand for nothing but themselves, and nobody is called so.
        ("%", &[]),
        ("_", &[]),
        ("100%", &["100 Agency Nurses", "100% Agency_Nurse"]),
        ("\\", &[]),
        ("'; drop table person; --", &[]),
        ("agency.two", &["100 Agency Nurses"]),
        ("nurse agency", &["100 Agency Nurses", "100% Agency_Nurse"]),
        ("no such name", &[]),
    ] {
        assert_eq!(names(&*store, typed, 10).await, found, "{typed}");
    }
    let mut session = store.read().await.unwrap();
    let everybody = PeopleFilter { words: Words::of("nurse"), gone: true, ..PeopleFilter::default() };
    let part = session.find_people(&everybody, &Page::first(1)).await.unwrap();
    assert_eq!((part.rows.len(), part.found), (1, Some(3)), "those who have ended too, on all pages");
    assert_eq!(part.next.map(|next| next.id), Some(part.rows[0].id));
    let birch = session.find_wards(&Words::of("BÍRCH"), &Page::first(5)).await.unwrap();
    assert_eq!((birch.rows.len(), birch.rows[0].id, birch.next), (1, hospital.birch, None));
    let by_code = session.find_wards(&Words::of("w08"), &Page::first(5)).await.unwrap();
    assert_eq!(by_code.rows, birch.rows);
}

pub(crate) async fn pages_skip_nobody_and_show_nobody_twice(engine: &dyn Engine) {
    let store = engine.store();
    Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    for (number, written) in (200..).zip(NAMES.iter().skip(3).rev()) {
        name(session.as_mut(), number, written).await;
    }
    session.commit().await.unwrap();
    let in_order = names(&*store, "", 100).await;
    // Of one name the ids decide, and the numbers in names count as numbers.
    let (moreau, others): (Vec<_>, Vec<_>) = in_order.iter().partition(|name| name.ends_with("Moreau"));
    assert_eq!(moreau, ["Elodie Moreau", "Élodie Moreau"]);
    let lead = "Dee";
    assert_eq!(others, ["Ada", "Ben", "Cy", lead, "Ola Nordmann", "Ward 3 phone", "Ward 21 phone"]);
    for rows in 1..=9 {
        assert_eq!(names(&*store, "", rows).await, in_order, "{rows} on a page");
    }

    // Somebody comes, before and after the place where the page ended.
    let mut number = 300;
    let filter = PeopleFilter::default();
    let mut seen = Vec::new();
    let mut page = Page::first(2);
    loop {
        let part = store.read().await.unwrap().find_people(&filter, &page).await.unwrap();
        seen.extend(part.rows.into_iter().map(|person| person.name));
        let mut session = store.write().await.unwrap();
        for new in ["Aaron New", "Zach New"] {
            number += 1;
            name(session.as_mut(), number, new).await;
        }
        session.commit().await.unwrap();
        page.after = part.next;
        if page.after.is_none() || seen.len() > 100 {
            break;
        }
        if number > 310 {
            page.rows = 100;
        }
    }
    let known: Vec<_> = seen.iter().filter(|name| !name.ends_with("New")).cloned().collect();
    assert_eq!(known, in_order);
    let zachs = seen.iter().filter(|name| *name == "Zach New").count();
    assert!(zachs > 0 && !seen.iter().any(|name| name == "Aaron New"), "{seen:?}");
}

pub(crate) async fn of_these_people_the_same_is_known_as_of_everybody(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    // More than one statement takes; and some who do not help, have ended, or are not there at all.
    let most = 600;
    for number in 1..=most {
        name(session.as_mut(), 1000 + number, "Sample").await;
        let grant = RoleGrant::lasting(id::<GrantId>(9000 + number), id(1000 + number), Role::Lead, at(0));
        session.add_grant(&grant).await.unwrap();
    }
    session.set_username(id(1007), "p7").await.unwrap();
    let ben = session.lookup_person(hospital.ben).await.unwrap().unwrap();
    session.put_person(&Person { ended_at: Some(at(1)), ..ben }).await.unwrap();
    let people: Vec<PersonId> = (0..=most + 1)
        .map(|number| id(1000 + number))
        .chain([hospital.ada, hospital.ben, hospital.lead])
        .collect();

    let mut responders = session.list_responders_among(&people).await.unwrap();
    responders.sort_by_key(|responder| responder.id);
    let everybody = session.list_responders().await.unwrap().into_iter();
    let mut expected: Vec<_> = everybody.filter(|responder| people.contains(&responder.id)).collect();
    expected.sort_by_key(|responder| responder.id);
    assert!(!expected.is_empty() && expected.iter().any(|responder| !responder.tags.is_empty()));
    assert_eq!(responders, expected);

    for person in [id(1001), id(1600), hospital.ada, hospital.lead] {
        let of_one = session.list_grants_of(person).await.unwrap();
        assert_eq!(session.list_grants_among(&[person]).await.unwrap(), of_one);
    }
    let grants = session.list_grants_among(&people).await.unwrap();
    let all = session.list_grants().await.unwrap().into_iter();
    assert_eq!(grants.len(), all.filter(|grant| people.contains(&grant.person)).count());

    let named = session.list_accounts_among(&people).await.unwrap();
    assert_eq!(named.iter().map(|account| account.person).collect::<Vec<_>>(), [id(1007)]);
    assert!(session.list_accounts_among(&[]).await.unwrap().is_empty());
}

pub(crate) async fn a_page_goes_on_where_the_last_ended_though_its_last_row_is_gone_or_renamed(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    // Two of one name, of whom the first is the last of a page.
    for (number, written) in [(201, "Ben Alike"), (202, "Bén alike"), (203, "Cy Other")] {
        name(session.as_mut(), number, written).await;
    }
    let everybody = PeopleFilter::default();
    let all = session.find_people(&everybody, &Page::all()).await.unwrap().rows;
    let alike = all.iter().position(|person| person.id == id(201)).unwrap();
    let rows = u32::try_from(alike).unwrap() + 1;
    let first = session.find_people(&everybody, &Page::first(rows)).await.unwrap();
    assert_eq!(first.rows.last().unwrap().id, id(201));
    let next = Page { after: first.next, rows: 100 };
    let rest = |people: Vec<Person>| people.into_iter().map(|person| person.name).collect::<Vec<_>>();
    let expected = rest(all[alike + 1..].to_vec());
    assert_eq!(expected[..1], ["Bén alike"]);
    assert_eq!(rest(session.find_people(&everybody, &next).await.unwrap().rows), expected);

    let gone = Person { ended_at: Some(at(1)), ..Person::human(id(201), "Ben Alike") };
    session.put_person(&gone).await.unwrap();
    assert_eq!(rest(session.find_people(&everybody, &next).await.unwrap().rows), expected, "has left");

    name(session.as_mut(), 201, "Zoë Renamed").await;
    let renamed = rest(session.find_people(&everybody, &next).await.unwrap().rows);
    assert_eq!(renamed, [expected, vec!["Zoë Renamed".to_owned()]].concat(), "nobody between is left out");

    let first = session.find_wards(&Words::default(), &Page::first(1)).await.unwrap();
    assert_eq!(first.rows[0].id, hospital.birch);
    let last = domain::Ward { name: "Zebra ward".to_owned(), ..first.rows[0].clone() };
    session.put_ward(&last).await.unwrap();
    let rest = session.find_wards(&Words::default(), &Page { after: first.next, rows: 9 }).await.unwrap();
    assert_eq!(rest.rows.iter().map(|ward| ward.id).collect::<Vec<_>>(), [hospital.maple, hospital.birch]);
}

pub(crate) async fn devices_and_known_issues_come_the_latest_first_in_pages(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    // Two at one moment, which their ids tell apart.
    for (number, seconds) in [(1, 10), (2, 20), (3, 20), (4, 30), (5, 40)] {
        let kind = if number % 2 == 0 {
            DeviceKind::Ward(hospital.birch)
        } else {
            DeviceKind::Handset(hospital.ada)
        };
        let (enrolled_at, last_seen_at) = (at(seconds), at(seconds));
        let device = Device { id: id(400 + number), kind, enrolled_at, last_seen_at, revoked_at: None };
        session.add_device(&device, &hash(400 + number)).await.unwrap();
        let said = Said {
            title: Title::parse(&format!("Chart {number} is blänk")).unwrap().unwrap(),
            workaround: Workaround::parse("Use paper.").unwrap().unwrap(),
            tag: hospital.epma,
            ward: None,
            holds: false,
            next_word_at: None,
        };
        let issue = KnownIssue::new(id(500 + number), said, at(seconds));
        session.put_known_issue(&issue, hospital.lead, at(seconds)).await.unwrap();
        if number == 1 {
            session.put_known_issue(&issue.ended(at(60)).unwrap(), hospital.lead, at(60)).await.unwrap();
        }
    }
    session.commit().await.unwrap();
    for rows in 1..=6 {
        for (typed, expected) in
            [("", &[405, 404, 403, 402, 401][..]), ("ada", &[405, 403, 401]), ("BIRCH", &[404, 402])]
        {
            let words = Words::of(typed);
            let devices = all_pages(rows, async |page: Page<Place<DeviceId>>| {
                store.read().await.unwrap().find_devices(&words, &page).await.unwrap()
            });
            let found: Vec<DeviceId> = devices.await.into_iter().map(|device| device.id).collect();
            // The shared screen of the ward was there before.
            let found: Vec<_> = found.into_iter().filter(|found| *found != hospital.screen).collect();
            assert_eq!(
                found,
                expected.iter().map(|number| id(*number)).collect::<Vec<_>>(),
                "{typed}, {rows}"
            );
        }
        for (typed, ended, expected) in [
            ("", false, &[505, 504, 503, 502][..]),
            ("", true, &[501]),
            ("blank CHART", false, &[505, 504, 503, 502]),
            ("4", false, &[504]),
            ("paper", true, &[501]),
            ("%", false, &[]),
        ] {
            let filter = KnownIssueFilter { words: Words::of(typed), ended };
            let issues = all_pages(rows, async |page: Page<Place<KnownIssueId>>| {
                store.read().await.unwrap().find_known_issues(&filter, &page).await.unwrap()
            });
            let found: Vec<KnownIssueId> = issues.await.into_iter().map(|issue| issue.id).collect();
            assert_eq!(
                found,
                expected.iter().map(|number| id(*number)).collect::<Vec<_>>(),
                "{typed}, {rows}"
            );
        }
    }

    // One that is shut out while somebody reads, the last of the page: the next page begins where it was.
    let mut session = store.write().await.unwrap();
    let words = Words::default();
    let first = session.find_devices(&words, &Page::first(2)).await.unwrap();
    session.revoke_device(first.rows[1].id, domain::EndReason::ShutOut, at(70)).await.unwrap();
    let rest = session.find_devices(&words, &Page { after: first.next, rows: 1 }).await.unwrap();
    assert_eq!(rest.rows[0].id, id(403));
}

pub(crate) async fn wards_are_in_the_order_in_which_people_look_for_them(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    for (number, code, name) in
        [(601, "W21", "Ward 21"), (602, "W03", "Ward 3"), (603, "X", "Áccident ward"), (604, "W3B", "Ward 3")]
    {
        let ward = domain::Ward { name: name.to_owned(), ..hospital.ward(id(number), code, name, None) };
        session.put_ward(&ward).await.unwrap();
    }
    session.commit().await.unwrap();
    for rows in 1..=6 {
        let everything = Words::default();
        let wards = all_pages(rows, async |page: Page<NamePlace<WardId>>| {
            store.read().await.unwrap().find_wards(&everything, &page).await.unwrap()
        });
        let codes: Vec<String> = wards.await.into_iter().map(|ward| ward.code).collect();
        assert_eq!(codes, ["X", "W08", "W07", "W03", "W3B", "W21"], "{rows} on a page");
    }
}

pub(crate) async fn tickets_of_any_hour_are_found_by_what_became_of_them(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    // Declined by Ben and closed by Ada; cancelled; open and escalated; of another ward and topic, reopened; of the day before.
    let first = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &first, 2, hospital.ben).await;
    let decline = Command::Decline { offer: offer_id(2), by: hospital.ben };
    let declined = hospital.take(&*store, &offered, decline, at(3)).await;
    hospital.resolve(&*store, &declined, hospital.ada, at(4)).await;
    let second = hospital.ask(&*store, 10).await;
    hospital.withdraw(&*store, &second, WithdrawReason::GaveUp, at(11)).await;
    let third = hospital.ask(&*store, 20).await;
    hospital.take(&*store, &third, Command::Escalate, at(200)).await;
    let request = Request { ward: hospital.birch, tag: hospital.orders, ..hospital.request(30) };
    let fourth = hospital.ask_for(&*store, 30, request).await;
    let closed = hospital.resolve(&*store, &fourth, hospital.cy, at(31)).await;
    hospital.take(&*store, &closed, Command::Reopen, at(60)).await;

    let all = TicketFilter::all(at(0), at(100));
    let found = async |filter: TicketFilter| -> Vec<Code> {
        let tickets = all_pages(2, async |page: Page<Place<TicketId>>| {
            store.read().await.unwrap().find_tickets(&filter, &page).await.unwrap()
        });
        codes(&tickets.await)
    };
    let [one, two, three, four] = [&first, &second, &third, &fourth].map(|ticket| ticket.code.clone());
    let latest_first = [four.clone(), three.clone(), two.clone(), one.clone()];
    assert_eq!(found(all).await, latest_first);
    assert_eq!(
        found(TicketFilter { from: at(10), until: at(30), ..all }).await,
        [three.clone(), two.clone()]
    );
    for (kind, expected) in [
        (TicketKind::Open, vec![&four, &three]),
        (TicketKind::Closed, vec![&two, &one]),
        (TicketKind::Cancelled, vec![&two]),
        (TicketKind::HandedOff, vec![]),
        (TicketKind::Reopened, vec![&four]),
        (TicketKind::Escalated, vec![&three]),
        (TicketKind::Declined, vec![&one]),
    ] {
        let found = found(TicketFilter { kind: Some(kind), ..all }).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{kind:?}");
    }
    for (person, expected) in [(hospital.ben, &one), (hospital.ada, &one)] {
        assert_eq!(found(TicketFilter { person: Some(person), ..all }).await, std::slice::from_ref(expected));
    }
    let birch = TicketFilter { ward: Some(hospital.birch), ..all };
    assert_eq!(found(birch).await, std::slice::from_ref(&four));
    assert_eq!(found(TicketFilter { tag: Some(hospital.orders), ..all }).await, [four]);
    assert!(found(TicketFilter { tag: Some(hospital.epma), ..birch }).await.is_empty());
}
