//! A lead at 07:30, with forty people on shift and a full corridor: what hurts, where, and who is there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::board::{BoardPage, ZoneTile};
use domain::{Duty, Entry, Hurt, PersonId, TicketId, Zone, ZoneId, ZoneMode};
use store::AlertKind;

use crate::hospital::{Browser, Hospital, eventually, help::closed, request};

/// Ward 7 with Asha is Medicine, ward 12 with Ben is Surgery.
async fn with_zones(hospital: &Hospital) -> [ZoneId; 2] {
    let now = hospital.running.core.now();
    let mut session = hospital.running.core.store.write().await.unwrap();
    let site = session.list_sites().await.unwrap()[0].id;
    let zones = [("Medicine", 1), ("Surgery", 2)].map(|(name, number)| Zone {
        id: ZoneId::new(now, [number; 10]),
        site,
        name: name.to_owned(),
    });
    for (zone, ward, person) in
        [(&zones[0], hospital.ward_7, hospital.asha), (&zones[1], hospital.ward_12, hospital.ben)]
    {
        session.put_zone(zone).await.unwrap();
        let mut ward = session.lookup_ward(ward).await.unwrap().unwrap();
        ward.zone = Some(zone.id);
        session.put_ward(&ward).await.unwrap();
        let mut responder = session.lookup_responder(person).await.unwrap().unwrap();
        responder.zone = Some(zone.id);
        session.put_responder(&responder).await.unwrap();
    }
    session.commit().await.unwrap();
    zones.map(|zone| zone.id)
}

async fn on_shift(hospital: &Hospital, person: PersonId, zone_mode: ZoneMode) {
    hospital.handset(person).await;
    let mut session = hospital.running.core.store.write().await.unwrap();
    let mut responder = session.lookup_responder(person).await.unwrap().unwrap();
    (responder.zone_mode, responder.duty) = (zone_mode, Duty::OnShift);
    session.put_responder(&responder).await.unwrap();
    session.commit().await.unwrap();
}

async fn ask(hospital: &Hospital, key: &str) {
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request(key, "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
}

/// Once it is known that nobody can come to so many.
async fn board_that_hurts(desk: &Browser, tickets: usize) -> BoardPage {
    eventually("what hurts", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.hurts.first().is_some_and(|line| line.tickets == tickets).then_some(board)
    })
    .await
}

fn tile<'b>(board: &'b BoardPage, name: &str) -> &'b ZoneTile {
    board.zones.iter().find(|zone| zone.name == name).unwrap()
}

/// Shows H3.12.
#[tokio::test]
async fn a_lead_sees_where_it_hurts_and_what_nobody_there_knows_and_opens_the_zone() {
    let hospital = Hospital::open().await;
    let [medicine, surgery] = with_zones(&hospital).await;
    let desk = hospital.desk().await;
    assert!(desk.page("/board").await.says("Nothing needs you now"));
    ask(&hospital, "first").await;
    hospital.fast_forward(Duration::from_secs(30));
    ask(&hospital, "second").await;

    let board = board_that_hurts(&desk, 2).await;
    let [line] = &board.hurts[..] else { panic!("{:?}", board.hurts) };
    assert_eq!((line.kind, line.tickets, line.ward.as_str()), (Hurt::NobodyCan, 2, "Ward 7"));
    assert_eq!(line.since.clock, "09:00", "since the first of them asked");
    let there = tile(&board, "Medicine");
    assert_eq!((there.waiting, there.free, there.id.as_str()), (2, 0, &*medicine.to_string()));
    assert_eq!(there.uncovered, ["ePMA", "Order comms"]);
    assert_eq!(tile(&board, "Surgery").waiting, 0);

    let page = desk.page("/board").await;
    assert!(
        page.says_in_order(&[
            "No one can come",
            "2 tickets",
            "Longest: Ward 7, ePMA",
            "P1 unassigned",
            "Medicine"
        ]),
        "{page}"
    );
    let address = page.link("Medicine").unwrap();
    assert_eq!(address, format!("/board?zone={medicine}"));
    let zone = desk.page(&address).await;
    assert!(zone.says("Ward 7") && zone.leads_to("/board?zone=all"), "{zone}");
    let other: BoardPage = desk.json(&format!("/board.json?zone={surgery}")).await;
    assert_eq!((other.counts.waiting, other.hurts.len(), other.tickets.len()), (0, 0, 0), "it is another's");
    let other = desk.page(&format!("/board?zone={surgery}")).await;
    assert!(other.says("Nothing needs you now") && !other.says("Ward 7"), "{other}");

    // Somebody of another zone comes too, unless they keep to theirs.
    on_shift(&hospital, hospital.ben, ZoneMode::Exclusive).await;
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(tile(&board, "Medicine").uncovered, ["ePMA", "Order comms"]);
    assert_eq!(tile(&board, "Surgery").uncovered, ["Order comms"]);
    on_shift(&hospital, hospital.cleo, ZoneMode::All).await;
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(tile(&board, "Medicine").uncovered, ["ePMA"]);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_ticket_a_person_and_a_ward_are_found_by_typing_part_of_what_they_are_called() {
    let hospital = Hospital::open().await;
    with_zones(&hospital).await;
    let desk = hospital.desk().await;
    on_shift(&hospital, hospital.cleo, ZoneMode::All).await;
    ask(&hospital, "first").await;
    let board = board_that_hurts(&desk, 1).await;
    let code = &board.tickets[0].code;

    let by_code: BoardPage = desk.json(&format!("/board.json?find={}", code.to_lowercase())).await;
    assert_eq!((by_code.tickets.len(), by_code.people.len(), by_code.wards.len()), (1, 0, 0));
    assert_eq!(by_code.counts.free, 1, "figures are of all");
    let by_person: BoardPage = desk.json("/board.json?find=cl%C3%A9o").await;
    assert_eq!((by_person.tickets.len(), by_person.people[0].name.as_str()), (0, "Cleo Specimen"));
    let page = desk.page("/board?find=ward+7").await;
    assert!(page.says("Found for “ward 7”: 1 open ticket, 1 person, 1 ward."), "{page}");
    assert!(page.says("Ward 7, Medicine: 1 open ticket. Ring 4512"), "{page}");
    assert_eq!(page.field("find").as_deref(), Some("ward 7"), "what was typed stays");
    let nothing = desk.page("/board?find=%25").await;
    assert!(nothing.says("0 open tickets, 0 people, 0 wards"), "{nothing}");
    assert!(nothing.leads_to("/board?zone="), "{nothing}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn who_rings_about_this_morning_is_answered_by_code_ward_person_and_what_happened() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let solved = closed(&hospital, &nurse, &asha, "training").await;
    assert_eq!(nurse.post(&format!("{}/not-sorted", solved.link), &[]).await.status, 303);
    let board: BoardPage = desk.json("/board.json").await;
    let (code, id) = (board.tickets[0].code.clone(), &board.tickets[0].id);
    assert_eq!(*id, solved.ticket);
    let ticket = format!("/board/tickets/{id}");
    assert_eq!(desk.post(&format!("{ticket}/withdraw"), &[("why", "duplicate")]).await.status, 303);

    let board = desk.page("/board").await;
    assert_eq!(board.link("All tickets, closed ones too").as_deref(), Some("/board/tickets"));
    let found = desk.page(&board_link(&desk, &format!("/board?find={code}")).await).await;
    assert!(found.says("Found by its code") && found.leads_to(&ticket), "{found}");
    let page = desk.page("/board/tickets?find=ward+7&state=reopened").await;
    assert!(
        page.leads_to(&ticket) && page.says_in_order(&["2 Mar 2026, 09:00", "Ward 7", "Cancelled"]),
        "{page}"
    );
    assert_eq!(page.field("find").as_deref(), Some("ward 7"), "what was typed stays");
    let everything = desk.page(&ticket).await;
    assert!(everything.says_in_order(&["Reopened", "Cancelled"]), "{everything}");
    for (query, is_found) in [
        ("find=Asha+Example", true),
        ("find=Ben+Sample", false),
        ("find=ward+12", false),
        ("tag=epma&state=closed", true),
        ("tag=order-comms", false),
        ("state=open", false),
        ("state=declined", false),
        ("from=2026-03-02&to=2026-03-02", true),
        ("from=2026-02-27&to=2026-03-01", false),
    ] {
        let page = desk.page(&format!("/board/tickets?{query}")).await;
        assert_eq!(page.leads_to(&ticket), is_found, "{query}: {page}");
        assert!(is_found || page.says("No tickets in this time."), "{query}: {page}");
    }
    // What is called so is asked where it is several, and what is wrong is said beside the field.
    let which = desk.page("/board/tickets?find=ward&state=closed").await;
    assert!(which.says("Which one do you mean?") && !which.leads_to(&ticket), "{which}");
    assert!(desk.page(&which.link("Ward 7").unwrap()).await.leads_to(&ticket), "{which}");
    for (query, words) in [
        ("find=nowhere", "No ticket, ward or person is called that"),
        ("from=soon", "Enter a date such as 20/11/2026"),
        ("from=2026-03-03&to=2026-03-02", "The first day must not be after the last"),
    ] {
        let wrong = desk.get(&format!("/board/tickets?{query}")).await;
        assert!(wrong.status == 422 && wrong.says(words), "{query}: {wrong}");
    }
    assert_eq!(hospital.analyst().await.get("/board/tickets").await.status, 403);
    hospital.running.stop().await;
}

/// Where a search of the board that finds nothing open goes on.
async fn board_link(desk: &Browser, search: &str) -> String {
    desk.page(search).await.link("Look among closed tickets too").unwrap()
}

/// Who signs in with this name.
async fn known_as(hospital: &Hospital, username: &str) -> PersonId {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.lookup_account_by_username(username).await.unwrap().unwrap().person
}

/// What of the board there is on a ward.
async fn ticket_of(desk: &Browser, ward: &str) -> String {
    let board: BoardPage = desk.json("/board.json").await;
    let ticket = board.tickets.into_iter().find(|ticket| ticket.ward == ward).unwrap();
    format!("/board/tickets/{}", ticket.id)
}

#[tokio::test]
async fn who_leads_a_zone_begins_there_and_decides_there_and_elsewhere_only_for_as_long_as_they_are_lent() {
    let hospital = Hospital::open().await;
    let [medicine, surgery] = with_zones(&hospital).await;
    let (desk, administrator) = (hospital.desk().await, hospital.administrator().await);
    let noor = known_as(&hospital, "analyst").await;
    let roles = format!("/admin/people/{noor}/roles");
    let (medicine, surgery) = (medicine.to_string(), surgery.to_string());
    for (form, words) in [
        ([("role", "analyst"), ("zone", &*medicine)], "Only a lead can be given a zone"),
        ([("role", "lead"), ("zone", "nowhere")], "Choose a zone, or the whole hospital"),
    ] {
        let wrong = administrator.post(&roles, &form).await;
        assert!(wrong.status == 422 && wrong.says(words), "{words}: {wrong}");
    }
    for _ in 0..2 {
        let given = administrator.post(&roles, &[("role", "lead"), ("zone", &*medicine)]).await;
        assert_eq!(given.status, 303, "twice the same is once: {given}");
    }
    let page = administrator.page(&format!("/admin/people/{noor}")).await;
    let given = page.texts("tbody th").into_iter().filter(|role| role.contains("of Medicine")).count();
    assert_eq!(given, 1, "{page}");
    assert!(administrator.get("/admin/audit").await.says("of Medicine"));

    ask(&hospital, "first").await;
    let other =
        hospital.browser().post(&hospital.ward_link(hospital.ward_12), &request("other", "epma")).await;
    assert_eq!(other.status, 303, "{other}");
    let (own, theirs) = (ticket_of(&desk, "Ward 7").await, ticket_of(&desk, "Ward 12").await);
    let lead = hospital.analyst().await;
    assert_eq!(lead.get("/board").await.location, format!("/board?zone={medicine}"));
    let board = lead.page(&format!("/board?zone={medicine}")).await;
    assert!(board.says("Ward 7") && !board.says("Ward 12"), "{board}");
    assert!(lead.page("/board?zone=all").await.says("Ward 12"), "they see all of it");
    assert_eq!(lead.get("/decisions/new").await.status, 403, "what is decided is for the whole hospital");

    assert_eq!(lead.post(&format!("{own}/escalate"), &[]).await.status, 303);
    let page = lead.page(&theirs).await;
    assert!(
        page.says("This ticket is in Surgery") && !page.posts_to(&format!("{theirs}/escalate")),
        "{page}"
    );
    for (step, field) in
        [("escalate", ("", "")), ("withdraw", ("why", "duplicate")), ("priority", ("priority", "P2"))]
    {
        let refused = lead.post(&format!("{theirs}/{step}"), &[field]).await;
        assert_eq!(refused.status, 403, "{step}: {refused}");
    }
    let lent = [("role", "lead"), ("zone", &*surgery), ("until", "02/03/2026")];
    assert_eq!(administrator.post(&roles, &lent).await.status, 303);
    let lead = hospital.analyst().await;
    assert_eq!(lead.post(&format!("{theirs}/escalate"), &[]).await.status, 303, "for today");
    hospital.fast_forward(Duration::from_hours(16));
    let lead = hospital.analyst().await;
    assert_eq!(lead.post(&format!("{theirs}/escalate"), &[]).await.status, 403, "it is Tuesday");
    assert_eq!(lead.get("/board").await.location, format!("/board?zone={medicine}"));
    hospital.running.stop().await;
}

/// Adds what holds requests until half past; answers with the address of its page.
async fn known_to_be_wrong(desk: &Browser) -> String {
    let said = [
        ("title", "Labels print twice"),
        ("workaround", "Bin the second one."),
        ("tag", "epma"),
        ("holds", "hold"),
        ("next_word", "30"),
    ];
    let added = desk.post("/known-issues", &said).await;
    assert_eq!(added.status, 303, "{added}");
    format!("/known-issues/{}", added.location.split_once("about=").unwrap().1)
}

#[tokio::test]
async fn who_leads_a_zone_links_and_closes_its_tickets_together_and_none_of_another_zone() {
    let hospital = Hospital::open().await;
    let [medicine, _] = with_zones(&hospital).await;
    let desk = hospital.desk().await;
    lead_of(&hospital, known_as(&hospital, "analyst").await, medicine).await;
    ask(&hospital, "first").await;
    let other =
        hospital.browser().post(&hospital.ward_link(hospital.ward_12), &request("other", "epma")).await;
    assert_eq!(other.status, 303, "{other}");
    let board: BoardPage = desk.json("/board.json").await;
    let [own, theirs] = ["Ward 7", "Ward 12"]
        .map(|ward| board.tickets.iter().find(|ticket| ticket.ward == ward).unwrap().clone());
    let [own_field, their_field] = [&own, &theirs].map(|ticket| format!("t_{}", ticket.code));
    let issue = known_to_be_wrong(&desk).await;

    let lead = hospital.analyst().await;
    let page = lead.page(&format!("{issue}/link?tag=&ward=")).await;
    assert!(page.says(&own.code) && !page.says(&theirs.code), "{page}");
    let to_link = format!("{issue}/link");
    let both = [(&*own_field, "yes"), (&*their_field, "yes")];
    assert_eq!(lead.post(&to_link, &both).await.status, 403);
    let shown = [(&*their_field.replace("t_", "s_"), "yes"), ("all", "yes")];
    assert_eq!(lead.post(&to_link, &shown).await.status, 403);
    let page = desk.page(&issue).await;
    assert!(!page.says(&own.code) && !page.says(&theirs.code), "all or nothing: {page}");
    assert_eq!(lead.post(&to_link, &both[..1]).await.status, 303);
    assert_eq!(desk.post(&to_link, &both[1..]).await.status, 303);

    assert_eq!(lead.post(&format!("{issue}/unlink"), &[("ticket", &*theirs.id)]).await.status, 403);
    for (method, address) in [
        ("change", issue.clone()),
        ("end", format!("{issue}/end")),
        ("word", format!("{issue}/word")),
        ("surge", issue.replace("/known-issues", "/board/surges")),
        ("drill", "/board/drills".to_owned()),
        ("wall", "/board/walls".to_owned()),
        ("wave", "/board/waves".to_owned()),
        ("issue", "/known-issues".to_owned()),
    ] {
        let refused = lead.post(&address, &[]).await;
        assert_eq!(refused.status, 403, "{method} is for the whole hospital: {refused}");
    }
    for (address, offered) in [
        (&*issue, &*format!("{issue}/end")),
        ("/board/drills", "/board/drills"),
        ("/board/walls", "/board/walls"),
        ("/board/waves", "/board/waves"),
    ] {
        let (theirs, ours) = (lead.page(address).await, desk.page(address).await);
        assert!(!theirs.posts_to(offered) && ours.posts_to(offered), "{address}: {theirs}");
    }
    let board = lead.page("/board?zone=all").await;
    assert!(!board.leads_to("/decisions/new"), "{board}");

    let page = lead.page(&format!("{issue}/close")).await;
    assert!(page.says("It is in a zone that someone else leads."), "{page}");
    let close = |field| [("category", "known-issue"), (field, "")];
    assert_eq!(lead.post(&format!("{issue}/close"), &close(&their_field)).await.status, 403);
    let closed = lead.post(&format!("{issue}/close"), &close(&own_field)).await;
    assert_eq!(closed.status, 303, "{closed}");
    let board: BoardPage = desk.json("/board.json").await;
    let open: Vec<_> = board.tickets.iter().map(|ticket| ticket.code.as_str()).collect();
    assert_eq!(open, [theirs.code.as_str()]);
    hospital.running.stop().await;
}

#[tokio::test]
async fn who_leads_a_zone_that_has_ended_begins_with_all_of_the_hospital() {
    let hospital = Hospital::open().await;
    let [medicine, surgery] = with_zones(&hospital).await;
    lead_of(&hospital, known_as(&hospital, "analyst").await, medicine).await;
    ask(&hospital, "first").await;
    let mut session = hospital.running.core.store.write().await.unwrap();
    let mut ward = session.lookup_ward(hospital.ward_7).await.unwrap().unwrap();
    ward.zone = Some(surgery);
    session.put_ward(&ward).await.unwrap();
    session.set_ended(Entry::Zone(medicine), Some(hospital.running.core.now())).await.unwrap();
    session.commit().await.unwrap();

    let lead = hospital.analyst().await;
    let board = lead.get("/board").await;
    assert!(board.status == 200 && board.says("Ward 7"), "{board}");
    for gone in [medicine.to_string(), "typo".to_owned()] {
        let page = lead.page(&format!("/board?zone={gone}")).await;
        assert!(page.says("This zone has ended") && page.leads_to("/board?zone=all"), "{page}");
        assert!(!page.says("Nothing needs you now") && !page.says("No one is waiting"), "{page}");
    }
    hospital.running.stop().await;
}

/// Shows H3.11.
#[tokio::test]
async fn who_leads_a_zone_is_alerted_by_their_handset_when_nobody_comes() {
    let hospital = Hospital::open().await;
    let [medicine, _] = with_zones(&hospital).await;
    lead_of(&hospital, hospital.asha, medicine).await;
    let desk = hospital.desk().await;
    ask(&hospital, "first").await;
    let other =
        hospital.browser().post(&hospital.ward_link(hospital.ward_12), &request("other", "epma")).await;
    assert_eq!(other.status, 303, "{other}");
    let [own, theirs] = ["Ward 7", "Ward 12"].map(|ward| {
        let desk = desk.clone();
        async move { ticket_of(&desk, ward).await.rsplit('/').next().unwrap().parse().unwrap() }
    });
    let (own, theirs): (TicketId, TicketId) = (own.await, theirs.await);
    hospital.fast_forward(Duration::from_mins(6));
    let alerts = eventually("an alert", async || {
        let mut session = hospital.running.core.store.read().await.unwrap();
        let alerts = session.list_alerts_of(own).await.unwrap();
        (!alerts.is_empty()).then_some(alerts)
    })
    .await;
    let told: Vec<_> = alerts.iter().map(|alert| (alert.person, alert.kind)).collect();
    assert_eq!(told, [(hospital.asha, AlertKind::LeadNeeded)], "off shift, and in charge");
    assert!(alerts_about(&hospital, theirs).await.is_empty(), "it is another's zone");
    let page = desk.page(&format!("/board/tickets/{own}")).await;
    assert!(page.says_in_order(&["Zone lead", "Asha Example: "]), "{page}");
    let page = desk.page(&format!("/board/tickets/{theirs}")).await;
    assert!(page.says("No one leads Surgery now"), "{page}");

    // All has been done that the ladder does, and still nobody comes.
    let needed = (hospital.asha, AlertKind::LeadNeeded);
    for _ in 0..2 {
        hospital.fast_forward(Duration::from_mins(5));
        eventually("the next step", async || {
            let board: BoardPage = desk.json("/board.json").await;
            let now = hospital.running.core.now();
            let steps = u8::try_from(now.since(board.tickets[0].asked.at).as_secs() / 300).unwrap();
            board.tickets.iter().all(|ticket| ticket.escalation >= steps.min(3)).then_some(())
        })
        .await;
    }
    assert_eq!(alerts_about(&hospital, own).await, [needed, needed]);
    // Somebody is: what stands on the lead's handset is replaced, without a sound.
    on_shift(&hospital, hospital.ben, ZoneMode::All).await;
    let sent =
        desk.post(&format!("/board/tickets/{own}/assign"), &[("person", &hospital.ben.to_string())]).await;
    assert_eq!(sent.status, 303, "{sent}");
    eventually("the news", async || {
        let told = alerts_about(&hospital, own).await;
        told.contains(&(hospital.asha, AlertKind::LeadNotNeeded)).then_some(())
    })
    .await;
    assert!(!desk.page(&format!("/board/tickets/{own}")).await.says("Zone lead"));
    hospital.running.stop().await;
}

/// Shows H3.11.
///
/// What a lead was told in an earlier wait says nothing of this one.
#[tokio::test]
async fn a_ticket_says_what_became_of_the_alerts_of_this_wait() {
    let hospital = Hospital::open().await;
    let [medicine, _] = with_zones(&hospital).await;
    lead_of(&hospital, hospital.lead, medicine).await;
    let desk = hospital.desk().await;
    ask(&hospital, "first").await;
    let ticket = ticket_of(&desk, "Ward 7").await;
    let id: TicketId = ticket.rsplit('/').next().unwrap().parse().unwrap();
    hospital.fast_forward(Duration::from_mins(6));
    let needed = (hospital.lead, AlertKind::LeadNeeded);
    eventually("an alert", async || (alerts_about(&hospital, id).await == [needed]).then_some(())).await;
    let page = desk.page(&ticket).await;
    assert!(page.says("Dana Mock: ") && !page.says("Dana Mock: not alerted"), "{page}");

    let ben = hospital.handset(hospital.ben).await;
    let sent = desk.post(&format!("{ticket}/assign"), &[("person", &hospital.ben.to_string())]).await;
    assert_eq!(sent.status, 303, "{sent}");
    assert_eq!(ben.post(&format!("/me/jobs/{id}/release"), &[]).await.status, 303);
    // She has just looked herself, and needs no alert.
    assert_eq!(desk.post(&format!("{ticket}/escalate"), &[]).await.status, 303);
    let page = desk.page(&ticket).await;
    assert!(page.says("Dana Mock: not alerted"), "{page}");
    hospital.running.stop().await;
}

/// Shows H3.11.
///
/// A lead is told, then the request is held; what becomes urgent meanwhile is told again.
#[tokio::test]
async fn what_was_held_after_a_lead_was_told_is_told_again_when_a_patient_could_come_to_harm() {
    let hospital = Hospital::open().await;
    let [medicine, _] = with_zones(&hospital).await;
    lead_of(&hospital, hospital.asha, medicine).await;
    let (desk, nurse) = (hospital.desk().await, hospital.browser());
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
    let ticket: TicketId = ticket_of(&desk, "Ward 7").await.rsplit('/').next().unwrap().parse().unwrap();
    let (needed, not_needed) =
        ((hospital.asha, AlertKind::LeadNeeded), (hospital.asha, AlertKind::LeadNotNeeded));
    let calls = async || {
        let mut session = hospital.running.core.store.read().await.unwrap();
        session.list_calls_of(ticket).await.unwrap().len()
    };
    hospital.fast_forward(Duration::from_mins(6));
    eventually("an alert", async || (alerts_about(&hospital, ticket).await == [needed]).then_some(())).await;
    let called = calls().await;

    let hold = [
        ("title", "Labels print twice"),
        ("workaround", "Bin one"),
        ("tag", "epma"),
        ("holds", "hold"),
        ("next_word", "30"),
    ];
    let added = desk.post("/known-issues", &hold).await.location;
    let issue = added.split_once("about=").unwrap().1;
    let linked = desk.post(&format!("/board/tickets/{ticket}/link"), &[("known_issue", issue)]).await;
    assert_eq!(linked.status, 303, "{linked}");
    assert_eq!(alerts_about(&hospital, ticket).await, [needed, not_needed]);

    assert_eq!(nurse.post(&format!("{asked}/harm"), &[]).await.status, 303);
    hospital.fast_forward(Duration::from_mins(2));
    eventually("the call and the alert", async || {
        let alerts = alerts_about(&hospital, ticket).await;
        (alerts[..3.min(alerts.len())] == [needed, not_needed, needed] && calls().await > called)
            .then_some(())
    })
    .await;
    hospital.running.stop().await;
}

/// Gives somebody charge of a zone.
async fn lead_of(hospital: &Hospital, person: PersonId, zone: ZoneId) {
    let administrator = hospital.administrator().await;
    let roles = format!("/admin/people/{person}/roles");
    let given = administrator.post(&roles, &[("role", "lead"), ("zone", &zone.to_string())]).await;
    assert_eq!(given.status, 303, "{given}");
}

async fn alerts_about(hospital: &Hospital, ticket: TicketId) -> Vec<(PersonId, AlertKind)> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let alerts = session.list_alerts_of(ticket).await.unwrap();
    alerts.iter().map(|alert| (alert.person, alert.kind)).collect()
}

/// Shows H3.2, H3.11.
#[tokio::test]
async fn what_waited_long_as_a_question_and_could_come_to_harm_is_told_at_once() {
    let hospital = Hospital::open().await;
    let [medicine, _] = with_zones(&hospital).await;
    lead_of(&hospital, hospital.asha, medicine).await;
    let (desk, nurse) = (hospital.desk().await, hospital.browser());
    let question = [("key", "k"), ("tag", "epma"), ("stuck", "just_asking"), ("patient", "not_affected")];
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &question).await;
    assert_eq!(asked.status, 303, "{asked}");
    let ticket: TicketId = ticket_of(&desk, "Ward 7").await.rsplit('/').next().unwrap().parse().unwrap();
    hospital.fast_forward(Duration::from_mins(11));
    eventually("the first step", async || {
        let board: BoardPage = desk.json("/board.json").await;
        (board.tickets[0].escalation == 1).then_some(())
    })
    .await;
    let calls = async || {
        let mut session = hospital.running.core.store.read().await.unwrap();
        session.list_calls_of(ticket).await.unwrap().len()
    };
    assert_eq!((calls().await, alerts_about(&hospital, ticket).await.len()), (0, 0), "it is a question");

    let harm = nurse.post(&format!("{}/harm", asked.location), &[]).await;
    assert_eq!(harm.status, 303, "{harm}");
    assert_eq!(calls().await, 1, "the command centre is called");
    assert_eq!(alerts_about(&hospital, ticket).await, [(hospital.asha, AlertKind::LeadNeeded)]);
    let page = desk.page(&format!("/board/tickets/{ticket}")).await;
    assert!(page.says("Raised to P1 by the ward. Asked one more person. Command centre told"), "{page}");
    let board: BoardPage = desk.json("/board.json").await;
    assert!(board.tickets[0].done.iter().any(|done| done.contains("Command centre told")), "{board:?}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lead_sees_on_the_plan_who_waits_on_which_level_and_who_was_last_seen_there() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    on_shift(&hospital, hospital.cleo, ZoneMode::All).await;
    ask(&hospital, "first").await;
    hospital.fast_forward(Duration::from_mins(50));
    assert_eq!(
        desk.page("/board").await.link("Where people are: a plan of each level").as_deref(),
        Some("/board/levels")
    );
    let page = desk.page("/board/levels").await;
    assert!(
        page.says_in_order(&[
            "Main, level 3",
            "Ward 12",
            "Main, level 1",
            "Ward 7",
            "50 min",
            "Cleo Specimen"
        ]),
        "{page}"
    );
    assert!(page.says("may have moved on"), "{page}");
    assert_eq!(page.texts(".app-level__name"), ["Ward 12", "Ward 7"]);
    assert_eq!(page.texts(".app-level__said"), ["", "1 waiting"], "where she was is too old to be drawn");
    assert_eq!(hospital.analyst().await.get("/board/levels").await.status, 403);
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_waits_again_stands_where_that_wait_puts_them_and_both_times_are_said() {
    let hospital = Hospital::open().await;
    let (desk, nurse) = (hospital.desk().await, hospital.browser());
    let asha = hospital.handset(hospital.asha).await;
    let question = closed(&hospital, &nurse, &asha, "training").await;
    assert_eq!(asha.post("/me/shift", &[("duty", "off_shift")]).await.status, 303);
    hospital.fast_forward(Duration::from_mins(70));
    let mut patient = request("patient", "epma");
    patient.retain(|(name, _)| *name != "patient");
    patient.push(("patient", "waiting"));
    let link = hospital.ward_link(hospital.ward_12);
    assert_eq!(hospital.browser().post(&link, &patient).await.status, 303);
    hospital.fast_forward(Duration::from_mins(1));
    assert_eq!(nurse.post(&format!("{}/not-sorted", question.link), &[]).await.status, 303);
    let board: BoardPage = desk.json("/board.json").await;
    let wards: Vec<&str> = board.tickets.iter().map(|ticket| ticket.ward.as_str()).collect();
    assert_eq!(wards, ["Ward 12", "Ward 7"], "the patient has waited longer");
    let back = &board.tickets[1];
    assert!(back.waits_since().at > board.tickets[0].asked.at && back.asked.at < board.tickets[0].asked.at);
    let page = desk.page("/board").await;
    assert!(page.says_in_order(&["Ward 12", "waiting again:", "Ward 7"]), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_search_of_one_zone_says_what_it_finds_in_the_others() {
    let hospital = Hospital::open().await;
    let [medicine, surgery] = with_zones(&hospital).await;
    let desk = hospital.desk().await;
    ask(&hospital, "first").await;
    board_that_hurts(&desk, 1).await;
    let page = desk.page(&format!("/board?zone={surgery}&find=ward+7")).await;
    assert!(page.says("0 open tickets") && page.says("Show 1 more in other zones"), "{page}");
    let everywhere = page.link("Show 1 more in other zones").unwrap();
    assert_eq!(everywhere, "/board?zone=all&find=ward+7");
    assert!(desk.page(&everywhere).await.says("1 open ticket,"), "{page}");
    let here = desk.page(&format!("/board?zone={medicine}&find=ward+7")).await;
    assert!(!here.says("more in other zones"), "{here}");
    // What is not of the zone says so.
    assert!(here.says("Free responders by topic, in the whole hospital"), "{here}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn filters_that_are_not_known_are_named_and_topics_that_have_ended_still_have_tickets() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for (query, words) in
        [("tag=typo", "There is no topic “typo”"), ("state=asleep", "There is no state “asleep”")]
    {
        let wrong = desk.get(&format!("/board/tickets?{query}")).await;
        assert!(wrong.status == 422 && wrong.says(words), "{query}: {wrong}");
    }
    ask(&hospital, "first").await;
    let mut session = hospital.running.core.store.write().await.unwrap();
    let tag = session.list_tags().await.unwrap().into_iter().find(|tag| tag.slug == "epma").unwrap();
    session.set_ended(Entry::Tag(tag.id), Some(hospital.running.core.now())).await.unwrap();
    session.commit().await.unwrap();
    let page = desk.page("/board/tickets?tag=epma").await;
    assert!(page.says("Ward 7") && !page.says("No tickets in this time."), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_was_last_seen_at_a_ward_that_has_closed_is_on_no_plan_and_said_to_be() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    on_shift(&hospital, hospital.cleo, ZoneMode::All).await;
    let now = hospital.running.core.now();
    let mut session = hospital.running.core.store.write().await.unwrap();
    let place = domain::Whereabouts { ward: hospital.ward_12, at: now };
    session.set_whereabouts(hospital.cleo, Some(place)).await.unwrap();
    session.set_ended(Entry::Ward(hospital.ward_12), Some(now)).await.unwrap();
    session.commit().await.unwrap();
    let page = desk.page("/board/levels").await;
    assert!(page.says("Cleo Specimen"), "{page}");
    hospital.running.stop().await;
}
