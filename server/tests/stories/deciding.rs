//! Two who decide at once, and a lead who decides about somebody: what is so when it is written counts, and whoever
//! decides about anything else is told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use app::screens::{
    board::{BoardPage, BoardTicket},
    my_jobs::MyJobsPage,
};
use domain::{Duty, PersonId, Priority, Responder, Role, Zone, ZoneId, ticket::Phase};
use page::Page;
use store::DeviceKind;

use crate::hospital::{Answer, Browser, Hospital, eventually, put_person, request};

async fn ask(hospital: &Hospital, key: &str, patient: &str) -> String {
    let mut form = request(key, "epma");
    form.retain(|(name, _)| *name != "patient");
    form.push(("patient", patient));
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    asked.location
}

async fn jobs(handset: &Browser) -> MyJobsPage {
    handset.json("/me.json").await
}

async fn accept(handset: &Browser) {
    let offer =
        eventually("an offer", async || jobs(handset).await.offers.first().map(|offer| offer.offer.clone()))
            .await;
    assert_eq!(handset.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
}

async fn ticket(desk: &Browser, code: &str) -> BoardTicket {
    let board: BoardPage = desk.json("/board.json").await;
    board.tickets.into_iter().find(|ticket| ticket.code == code).unwrap()
}

async fn latest(desk: &Browser) -> BoardTicket {
    let board: BoardPage = desk.json("/board.json").await;
    board.tickets.into_iter().max_by_key(|ticket| ticket.asked.at).unwrap()
}

async fn send(desk: &Browser, ticket: &BoardTicket, person: PersonId, told: &str) -> Answer {
    let form = [("person", &*person.to_string()), ("told", told)];
    desk.post(&format!("/board/tickets/{}/assign", ticket.id), &form).await
}

/// The hidden field `version` of the lead's page.
async fn version(desk: &Browser, ticket: &BoardTicket) -> String {
    desk.page(&format!("/board/tickets/{}", ticket.id)).await.field("version").unwrap()
}

#[tokio::test]
async fn a_nurses_tap_never_lowers_what_a_lead_has_raised() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for round in 0..8 {
        let link = ask(&hospital, &format!("request {round}"), "not_affected").await;
        let asked = latest(&desk).await;
        let (raise, nurse) = (format!("/board/tickets/{}/priority", asked.id), hospital.browser());
        let urgent = format!("{link}/urgent");
        // Both at once; who is first is not for us to say.
        let (lead, nurse) = tokio::join!(desk.post(&raise, &[("priority", "P1")]), nurse.post(&urgent, &[]));
        assert_eq!((lead.status, nurse.status), (303, 303));
        assert_eq!(ticket(&desk, &asked.code).await.priority, Priority::P1, "round {round}");
        hospital.fast_forward(Duration::from_mins(1));
    }
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lead_who_decides_about_what_has_changed_is_shown_it_first() {
    let hospital = Hospital::open().await;
    let (one, other) = (hospital.desk().await, hospital.desk().await);
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "first", "not_affected").await;
    let asked = latest(&one).await;
    let path = format!("/board/tickets/{}", asked.id);

    let seen = version(&one, &asked).await;
    assert_eq!(other.post(&format!("{path}/priority"), &[("priority", "P1")]).await.status, 303);
    let late = one.post(&format!("{path}/priority"), &[("priority", "P2"), ("version", &seen)]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("This changed while you were deciding"), "{late}");
    assert_eq!(ticket(&one, &asked.code).await.priority, Priority::P1);
    let looked = version(&one, &asked).await;
    let again = one.post(&format!("{path}/priority"), &[("priority", "P2"), ("version", &looked)]).await;
    assert_eq!(again.status, 303, "having seen it, they may");

    let seen = version(&one, &asked).await;
    assert_eq!(one.post(&format!("{path}/escalate"), &[("version", &seen)]).await.status, 303);
    assert_eq!(
        other.post(&format!("{path}/escalate"), &[("version", &seen)]).await.status,
        409,
        "once is enough"
    );

    let seen = version(&one, &asked).await;
    accept(&asha).await;
    let cancelled = one.post(&format!("{path}/withdraw"), &[("why", "other"), ("version", &seen)]).await;
    assert_eq!(cancelled.status, 409, "somebody is on the way by now");
    let ben = hospital.handset(hospital.ben).await;
    let assign = [("person", &*hospital.ben.to_string()), ("version", &*seen)];
    assert_eq!(one.post(&format!("{path}/assign"), &assign).await.status, 409);
    assert!(jobs(&ben).await.job.is_none() && jobs(&asha).await.job.is_some());
    hospital.running.stop().await;
}

#[tokio::test]
async fn somebody_who_sets_out_while_a_lead_decides_is_a_question_and_whoever_is_sent_stays() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    ask(&hospital, "first", "not_affected").await;
    let asked = latest(&desk).await;
    let (path, ben_id) = (format!("/board/tickets/{}", asked.id), hospital.ben.to_string());
    let seen = version(&desk, &asked).await;
    accept(&asha).await;
    let ben = hospital.handset(hospital.ben).await;

    let question = desk.post(&format!("{path}/assign"), &[("person", &*ben_id), ("version", &*seen)]).await;
    assert_eq!(question.status, 409);
    let words = "Asha Example is on the way by now. Send Ben Sample instead?";
    assert!(question.says(words), "{question}");
    let asks = question.page().part(r#"[aria-label="Before you send them"]"#);
    let field = |name: &str| asks.field(name).unwrap();
    assert_eq!(field("person"), ben_id, "the choice is kept");
    let answer = [("person", &*ben_id), ("version", &*field("version")), ("told", &*field("told"))];
    assert_eq!(desk.post(&format!("{path}/assign"), &answer).await.status, 303);
    assert!(jobs(&ben).await.job.is_some());
    let twice = desk.post(&format!("{path}/assign"), &answer).await;
    assert_eq!(twice.status, 303, "a double tap: {}", twice.body);

    // Asha is free again, and nearer: Elbow does not know better than the command centre.
    let place = hospital.ward_7.to_string();
    assert_eq!(asha.post("/me/place", &[("ward", &*place)]).await.status, 303);
    for _ in 0..4 {
        hospital.fast_forward(Duration::from_secs(6));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(jobs(&asha).await.offers.is_empty());
    assert_eq!(ticket(&desk, &asked.code).await.who, ["Ben Sample"]);

    // Somebody who is there by now is not sent away by a decision of before.
    let seen = version(&desk, &asked).await;
    let job = jobs(&ben).await.job.unwrap().ticket;
    assert_eq!(ben.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    let asha_id = hospital.asha.to_string();
    let late = desk.post(&format!("{path}/assign"), &[("person", &*asha_id), ("version", &*seen)]).await;
    assert!(late.status == 409 && late.says("This changed while you were deciding"), "{}", late.body);
    hospital.running.stop().await;
}

#[tokio::test]
async fn escalating_says_what_it_will_do_and_afterwards_who_did_it() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    ask(&hospital, "first", "not_affected").await;
    let asked = latest(&desk).await;
    let path = format!("/board/tickets/{}", asked.id);
    let page = desk.page(&path).await;
    assert!(page.button("Escalate").is_some(), "{page}");
    assert_eq!(
        page.texts("#escalating"),
        ["Escalating asks people in other zones and flags this on the board."],
        "what describes the button"
    );
    assert_eq!(desk.post(&format!("{path}/escalate"), &[]).await.status, 303);
    let name = {
        let mut session = hospital.running.core.store.read().await.unwrap();
        session.lookup_person(hospital.lead).await.unwrap().unwrap().name
    };
    let said = format!("{name} escalated: people in other zones may be asked. Command centre told");
    let page = desk.page(&path).await;
    assert!(page.says(&said), "{said}: {page}");
    assert_eq!(desk.post(&format!("{path}/escalate"), &[]).await.status, 303);
    let page = desk.page(&path).await;
    assert!(page.says(&format!("{name} escalated: any floorwalker may be asked")), "{page}");
    assert_eq!(page.button("Escalate"), None, "there is nothing left that it would do: {page}");
    hospital.running.stop().await;
}

/// Shows H6.5.
#[tokio::test]
async fn whoever_is_sent_is_asked_how_far_they_are_on_their_page_and_the_record_says_who_sent_them() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    ask(&hospital, "first", "waiting").await;
    eventually("that Asha is asked", async || jobs(&asha).await.offers.first().map(drop)).await;
    let asked = latest(&desk).await;
    assert!(desk.get("/board").await.says("Asking Asha Example"), "nobody is coming yet");
    assert_eq!(send(&desk, &asked, hospital.asha, "").await.status, 303);
    let name = {
        let mut session = hospital.running.core.store.read().await.unwrap();
        session.lookup_person(hospital.lead).await.unwrap().unwrap().name
    };
    let path = format!("/board/tickets/{}", asked.id);
    let page = desk.page(&path).await;
    assert!(page.says(&format!("sent by {name} after")), "{page}");
    assert!(!page.says("went to someone else"), "it went to her: {page}");
    assert_eq!(latest(&desk).await.why.unwrap(), format!("Sent by {name}."), "not why Elbow asked her");

    // No alert reaches her: the page says so, and hers asks by itself.
    assert!(page.says("Escalating asks Asha Example, on their own page, how far they are."), "{page}");
    assert!(page.says("Asha Example has alerts off"), "{page}");
    assert_eq!(desk.post(&format!("{path}/escalate"), &[]).await.status, 303);
    assert!(asha.get("/me").await.says("how far are you?"));
    let told = desk.page(&path).await;
    assert!(told.says(&format!("{name} asked Asha Example how far they are")), "{told}");
    let job = jobs(&asha).await.job.unwrap();
    asha.post(&format!("/me/jobs/{}/arrive", job.ticket), &[]).await;
    assert_eq!(jobs(&asha).await.job.unwrap().news, None, "she is there");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lead_says_that_a_request_was_asked_twice_and_whoever_asked_reads_it() {
    let hospital = Hospital::open().await;
    let (desk, nurse) = (hospital.desk().await, hospital.browser());
    let ward = hospital.ward_link(hospital.ward_7);
    let mut own = Vec::new();
    for (key, why) in [("first", "duplicate"), ("second", "not_the_system")] {
        own.push(nurse.post(&ward, &request(key, "epma")).await.location);
        let path = format!("/board/tickets/{}", latest(&desk).await.id);
        assert_eq!(desk.post(&format!("{path}/withdraw"), &[("why", why)]).await.status, 303, "{why}");
    }
    assert!(nurse.get(&own[0]).await.says("The desk cancelled it: it was asked twice"));
    assert!(nurse.get(&own[1]).await.says("it is not about the EPR"));
    // Whoever asks has reasons of their own.
    let third = nurse.post(&ward, &request("third", "epma")).await.location;
    assert!(!nurse.get(&third).await.body.contains("duplicate"));
    assert_eq!(nurse.post(&format!("{third}/withdraw"), &[("why", "duplicate")]).await.status, 303);
    let insight = desk.page("/insight").await;
    for words in ["Duplicate of another request", "Not about the EPR", "Another reason"] {
        assert!(insight.says(words), "{insight}");
    }
}

#[tokio::test]
async fn a_closed_ticket_says_who_was_there_and_a_reason_is_chosen_before_it_is_cancelled() {
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let who = |page: &Page| page.figure("Who").unwrap();
    ask(&hospital, "first", "not_affected").await;
    let first = latest(&desk).await;
    let path = format!("/board/tickets/{}", first.id);
    accept(&asha).await;
    assert_eq!(desk.post(&format!("{path}/escalate"), &[]).await.status, 303);
    let page = desk.page(&path).await;
    let unchosen = (String::new(), "Choose a reason".to_owned());
    assert_eq!(page.choices("why").first(), Some(&unchosen), "{page}");
    let is_flagged = |page: &Page| page.texts("main .nhsuk-tag").contains(&"Escalated".to_owned());
    assert!(is_flagged(&page), "{page}");
    let unchosen = desk.post(&format!("{path}/withdraw"), &[("why", "")]).await;
    assert!(unchosen.status == 422 && unchosen.says("Choose why the request is cancelled"));
    assert_eq!(desk.post(&format!("{path}/withdraw"), &[("why", "other")]).await.status, 303);
    let page = desk.page(&path).await;
    assert!(who(&page).contains("Asha Example"), "she was on the way: {}", who(&page));
    assert!(!is_flagged(&page), "nothing is urgent about it any more");

    hospital.fast_forward(Duration::from_mins(1));
    ask(&hospital, "second", "not_affected").await;
    accept(&asha).await;
    let job = jobs(&asha).await.job.unwrap().ticket;
    assert_eq!(asha.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    assert_eq!(asha.post(&format!("/me/jobs/{job}/finish"), &[("category", "training")]).await.status, 303);
    assert!(who(&desk.page(&format!("/board/tickets/{job}")).await).contains("Asha Example"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn in_a_surge_the_board_begins_with_whom_nobody_is_on_the_way_to_and_counts_them_whatever_is_filtered()
{
    let hospital = Hospital::open().await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    ask(&hospital, "first", "could_come_to_harm").await;
    let first = latest(&desk).await.code;
    accept(&asha).await;
    for (key, patient) in
        [("second", "could_come_to_harm"), ("third", "could_come_to_harm"), ("fourth", "not_affected")]
    {
        hospital.fast_forward(Duration::from_secs(1));
        ask(&hospital, key, patient).await;
    }
    let board: BoardPage = desk.json("/board.json").await;
    let shown: Vec<(Priority, Phase)> =
        board.tickets.iter().map(|ticket| (ticket.priority, ticket.phase)).collect();
    let expected = [
        (Priority::P1, Phase::Waiting),
        (Priority::P1, Phase::Waiting),
        (Priority::P3, Phase::Waiting),
        (Priority::P1, Phase::OnTheWay),
    ];
    assert_eq!(shown, expected, "whom nobody is coming to stands first");
    assert_eq!(board.tickets[3].code, first);
    let third = &board.tickets[1];
    assert_eq!(desk.post(&format!("/board/tickets/{}/escalate", third.id), &[]).await.status, 303);
    let filtered: BoardPage = desk.json("/board.json?phase=on_the_way").await;
    assert_eq!(filtered.tickets.len(), 1);
    assert_eq!((filtered.counts.waiting, filtered.counts.urgent, filtered.counts.on_the_way), (3, 2, 1));
    let page = desk.page("/board?phase=on_the_way").await;
    assert_eq!(page.texts(".app-numbers__alarm"), ["P1 unassigned 2", "Responders free 0"], "{page}");
    let again: BoardPage = desk.json("/board.json").await;
    assert_eq!(again.tickets[0].code, board.tickets[0].code, "whoever has waited longest stays on top");

    // She does not come after all: who was promised her has waited all the time.
    let job = jobs(&asha).await.job.unwrap().ticket;
    assert_eq!(asha.post(&format!("/me/jobs/{job}/release"), &[]).await.status, 303);
    let let_down: BoardPage = desk.json("/board.json").await;
    assert_eq!(let_down.tickets[0].code, first);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lead_who_logs_a_request_asks_how_urgent_it_is() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert!(!desk.page("/board/ask").await.has("[checked]"), "nothing is answered for whoever rings");
    let ward = hospital.ward_7.to_string();
    let form = [("key", "k"), ("ward", &*ward), ("tag", "epma"), ("stuck", ""), ("patient", "")];
    let refused = desk.post("/board/ask", &form).await;
    assert_eq!(refused.status, 422);
    for words in ["Choose how stuck they are", "Choose whether a patient is affected"] {
        assert!(refused.says(words), "{words}: {refused}");
    }
    assert_eq!(refused.page().field("patient"), None, "{refused}");
    let ward_page = hospital.browser().page(&hospital.ward_link(hospital.ward_7)).await;
    assert!(ward_page.has("[checked]"), "whoever asks for themselves has two taps");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lead_rings_whoever_has_it_or_could_be_sent() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let mut session = hospital.running.core.store.write().await.unwrap();
    for (id, phone) in [(hospital.asha, "07700 900123"), (hospital.ben, "bleep 4711")] {
        let responder = session.lookup_responder(id).await.unwrap().unwrap();
        session.put_responder(&Responder { phone: Some(phone.to_owned()), ..responder }).await.unwrap();
    }
    session.commit().await.unwrap();
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "first", "not_affected").await;
    accept(&asha).await;
    let _ben = hospital.handset(hospital.ben).await;
    let page = desk.page(&format!("/board/tickets/{}", latest(&desk).await.id)).await;
    assert!(page.leads_to("tel:07700900123"), "{page}");
    let ben = hospital.ben.to_string();
    let choice = page.choices("person").into_iter().find(|(person, _)| *person == ben).unwrap().1;
    assert!(choice.ends_with(", bleep 4711"), "{choice}");
    let board = desk.get("/board.json").await.body;
    assert!(!board.contains("900123"), "not for the programs that read the board");
    hospital.running.stop().await;
}

/// Shows H4.7.
#[tokio::test]
async fn nobody_is_sent_who_is_not_there() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    ask(&hospital, "first", "not_affected").await;
    let asked = latest(&desk).await;
    let refused = send(&desk, &asked, hospital.ben, "").await;
    assert_eq!(refused.status, 409, "Ben never came");
    assert!(refused.says("Ben Sample is off shift"), "{refused}");

    let ben = hospital.handset(hospital.ben).await;
    // He may be asked in the meantime, and says then what becomes of that.
    ben.post("/me/shift", &[("duty", "off_shift"), ("hand_over", "pool")]).await;
    for told in ["", "break", "signed-out", "job:K7P"] {
        assert_eq!(send(&desk, &asked, hospital.ben, told).await.status, 409, "Ben has gone home ({told})");
    }
    assert_eq!(send(&desk, &asked, hospital.lead, "").await.status, 422, "no responder");
    assert_eq!(
        send(&desk, &asked, domain::canary::person(), "").await.status,
        404,
        "there is no such person"
    );
    let after = ticket(&desk, &asked.code).await;
    assert_eq!((after.phase, after.who.len()), (Phase::Waiting, 0));
    hospital.running.stop().await;
}

/// Shows H4.7.
#[tokio::test]
async fn the_list_says_who_is_free_and_whoever_is_not_is_sent_only_once_that_is_told() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    let waits = ask(&hospital, "first", "not_affected").await;
    accept(&asha).await;
    let first = latest(&desk).await;
    hospital.fast_forward(Duration::from_secs(61));
    ben.post("/me/shift", &[("duty", "on_break")]).await;
    ask(&hospital, "second", "could_come_to_harm").await;
    let second = latest(&desk).await;
    let page = desk.page(&format!("/board/tickets/{}", second.id)).await;
    for group in ["Busy", "On a break"] {
        assert!(page.has(&format!("optgroup[label=\"{group}\"]")), "{group}: {page}");
    }
    assert!(page.says("Asha Example, knows ePMA, about"), "{page}");
    let words = format!(", {}, P3, on the way to Ward 7 for 1 min", first.code);
    assert!(page.texts("option").iter().any(|choice| choice.ends_with(&words)), "{words}: {page}");

    // A break is told.
    let question = send(&desk, &second, hospital.ben, "").await;
    assert_eq!(question.status, 409);
    assert!(question.says("Ben Sample is on a break"), "{question}");
    assert!(jobs(&ben).await.job.is_none());

    // So is a job in hand, and what becomes of it.
    let question = send(&desk, &second, hospital.asha, "").await;
    assert_eq!(question.status, 409);
    let words = format!("Asha Example already has a job ({}, P3, on the way to Ward 7", first.code);
    assert!(question.says(&words), "{words}: {question}");
    assert!(question.says(&format!("Take them off {} and send them", first.code)));
    let wrong = send(&desk, &second, hospital.asha, "job:ZZZZ").await;
    assert_eq!(wrong.status, 409, "told of another job");

    let done = send(&desk, &second, hospital.asha, &format!("job:{}", first.code)).await;
    assert_eq!(done.status, 303);
    assert_eq!(ticket(&desk, &second.code).await.who, ["Asha Example"]);
    assert_ne!(ticket(&desk, &first.code).await.phase, Phase::OnTheWay, "it went back in the same breath");
    let nurse = hospital.browser().page(&waits).await;
    assert!(nurse.says("Asha Example was needed elsewhere"), "{nurse}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_job_is_not_taken_after_the_shift_has_ended() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "first", "not_affected").await;
    let offer =
        eventually("an offer", async || jobs(&asha).await.offers.first().map(|offer| offer.offer.clone()))
            .await;
    // The end of the shift and the tap cross; the offer may be gone by then, or not yet.
    let end = [("duty", "off_shift")];
    let accept = format!("/me/offers/{offer}/accept");
    let (ended, _) = tokio::join!(asha.post("/me/shift", &end), asha.post(&accept, &[]));
    let mut session = hospital.running.core.store.read().await.unwrap();
    let holder = session.list_open_tickets().await.unwrap()[0].holder();
    let duty = session.lookup_responder(hospital.asha).await.unwrap().unwrap().duty;
    drop(session);
    let is_asked_first = ended.location == "/me/end-shift";
    assert_eq!(holder.is_some(), is_asked_first);
    assert_eq!(duty == Duty::OffShift, holder.is_none(), "never off shift with a job");
    hospital.running.stop().await;
}

/// Shows H3.4.
#[tokio::test]
async fn an_emergency_is_offered_at_once_to_who_has_not_answered_about_something_else() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    ask(&hospital, "question", "not_affected").await;
    eventually("the question", async || (!jobs(&asha).await.offers.is_empty()).then_some(())).await;
    let question = latest(&desk).await;
    hospital.fast_forward(Duration::from_secs(1));
    ask(&hospital, "emergency", "could_come_to_harm").await;
    let urgent = eventually("the emergency", async || {
        jobs(&asha).await.offers.into_iter().find(|offer| offer.priority == Priority::P1)
    })
    .await;
    assert!(
        urgent.why.contains("A less urgent request that they had not answered yet gives way"),
        "{}",
        urgent.why
    );
    assert_eq!(jobs(&asha).await.offers.len(), 1, "one thing at a time");
    let page = desk.page(&format!("/board/tickets/{}", question.id)).await;
    assert!(page.says("Asha Example is asked about something more urgent instead"), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_device_that_is_shut_out_asks_nothing_more() {
    let hospital = Hospital::open().await;
    let device = hospital.browser();
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    device.post("/enrol", &[("code", &code)]).await;
    let (desk, form) = (hospital.desk().await, request("a", "epma"));
    let mut session = hospital.running.core.store.read().await.unwrap();
    let id = session.list_devices().await.unwrap()[0].id;
    drop(session);
    let revoke = format!("/setup/devices/{id}/revoke");
    let (asked, revoked) = tokio::join!(device.post("/ask", &form), desk.post(&revoke, &[]));
    assert_eq!(revoked.status, 303);
    assert!(matches!(asked.status, 303 | 404), "{}", asked.status);
    let late = device.post("/ask", &request("b", "epma")).await;
    assert_ne!(late.status, 303);
    hospital.running.stop().await;
}

#[tokio::test]
async fn two_leads_who_write_about_the_same_issue_do_not_undo_each_other() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let said = |title: &'static str, version: &'static str| {
        vec![("title", title), ("workaround", "Ring the desk"), ("tag", "epma"), ("version", version)]
    };
    assert_eq!(desk.post("/known-issues", &said("Charts are blank", "")).await.status, 303);
    let list = desk.page("/known-issues").await;
    let path = list.link("Charts are blank").unwrap();
    assert_eq!(desk.post(&path, &said("Charts of ward 7 are blank", "0")).await.status, 303);
    let late = desk.post(&path, &said("Charts are slow", "0")).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.page().field("title").as_deref(), Some("Charts are slow"), "{late}");
    assert!(late.says("Charts of ward 7 are blank"), "{late}");
    assert_eq!(desk.post(&path, &said("Charts are slow", "1")).await.status, 303);
    hospital.running.stop().await;
}

#[tokio::test]
async fn among_hundreds_of_people_a_lead_finds_whom_to_send_by_name_tag_or_zone() {
    let hospital = Hospital::open().await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let site = session.list_sites().await.unwrap().remove(0);
    let zone =
        Zone { id: ZoneId::new(core.now(), [7; 10]), site: site.id, name: "Maternity wing".to_owned() };
    session.put_zone(&zone).await.unwrap();
    let cleo = session.lookup_responder(hospital.cleo).await.unwrap().unwrap();
    for number in 1..=500_u32 {
        let id = PersonId::new(
            core.now(),
            [number.to_be_bytes().as_slice(), &[0; 6]].concat().try_into().unwrap(),
        );
        let name = if number == 321 { "Zoë O’Nonesuch".to_owned() } else { format!("Person {number}") };
        put_person(session.as_mut(), id, &name, &[Role::Responder]).await;
        let zone = (number <= 2).then_some(zone.id);
        let on_shift = Responder { id, name, zone, duty: Duty::OnShift, ..cleo.clone() };
        session.put_responder(&on_shift).await.unwrap();
    }
    session.commit().await.unwrap();
    let asha = hospital.handset(hospital.asha).await;
    let desk = hospital.desk().await;
    ask(&hospital, "found", "not_affected").await;
    accept(&asha).await;
    let ticket = format!("/board/tickets/{}", latest(&desk).await.id);
    let ben = hospital.handset(hospital.ben).await;

    let first = desk.page(&ticket).await;
    assert!(first.says("People 1 to 30 of 501, best first"), "{first}");
    assert_eq!(first.all("optgroup", "label").first().map(String::as_str), Some("Free"), "{first}");
    let best = &first.texts("optgroup")[0];
    assert!(best.contains("Ben Sample, knows ePMA"), "the best first: {best}");
    assert!(first.button("Assign").is_some());
    // One says that nobody is chosen yet.
    assert_eq!(first.choices("person").len(), 31);
    let next = first.links().into_iter().find(|link| link.contains("skip=30")).unwrap();
    let second = desk.page(next.trim_end_matches("#step-in")).await;
    assert!(second.says("People 31 to 60 of 501, best first") && !second.says("Ben Sample"), "{second}");

    for (find, found, said) in [
        ("zoe+o'none", "Zoë O’Nonesuch", "1 person"),
        ("EPMA", "Ben Sample", "1 person"),
        ("maternity", "Person 2", "2 people"),
    ] {
        let page = desk.page(&format!("{ticket}?find={find}")).await;
        assert!(page.says(found) && page.says(said), "{find}: {page}");
    }
    let unknown = desk.page(&format!("{ticket}?find=order-comms+person+321x")).await;
    assert_eq!(unknown.field("find").as_deref(), Some("order-comms person 321x"), "{unknown}");
    assert!(unknown.says("No one on shift matches"), "{unknown}");
    let nobody = desk.page(&format!("{ticket}?find=nobody")).await;
    assert_eq!(nobody.button("Assign"), None, "there is nobody to send: {nobody}");
    let sent = desk.post(&format!("{ticket}/assign"), &[("person", &hospital.ben.to_string())]).await;
    assert_eq!(sent.status, 303, "{sent}");
    assert!(jobs(&ben).await.job.is_some());
}

#[tokio::test]
async fn a_lead_reads_what_has_just_been_done() {
    let hospital = Hospital::open().await;
    let (_ben, desk) = (hospital.handset(hospital.ben).await, hospital.desk().await);
    ask(&hospital, "first", "not_affected").await;
    let ticket = latest(&desk).await;
    let path = format!("/board/tickets/{}", ticket.id);
    let changed = desk.post(&format!("{path}/priority"), &[("priority", "P1")]).await;
    assert_eq!(changed.status, 303);
    let page = desk.page(&changed.location).await;
    assert!(page.says(&format!("{} is P1 now.", ticket.code)), "{page}");

    let ben = hospital.ben.to_string();
    let sent = desk.post(&format!("{path}/assign"), &[("person", &ben)]).await;
    assert_eq!(sent.status, 303);
    let page = desk.page(&sent.location).await;
    assert!(page.says("Ben Sample has been sent."), "{page}");
    assert!(!desk.get(&path).await.says("has been sent."), "said once");
}
