//! From the tap to the elbow.

use std::time::Duration;

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::{PersonId, ticket::Phase};
use page::Page;

use crate::hospital::{Browser, Hospital, eventually, request};

async fn offer_to(handset: &Browser, who: &str) -> String {
    eventually(&format!("an offer to {who}"), async || {
        let page: MyJobsPage = handset.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await
}

async fn ticket_on_board(desk: &Browser, phase: Phase) -> app::screens::board::BoardTicket {
    eventually(&format!("a ticket that is {}", phase.as_str()), async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.tickets.into_iter().find(|ticket| ticket.phase == phase)
    })
    .await
}

async fn ask(hospital: &Hospital, key: &str) -> String {
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request(key, "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    asked.location
}

#[tokio::test]
async fn the_nearest_who_knows_it_comes_helps_and_says_what_it_was() {
    let hospital = Hospital::open().await;
    let (asha, ben, cleo) = (
        hospital.handset(hospital.asha).await,
        hospital.handset(hospital.ben).await,
        hospital.handset(hospital.cleo).await,
    );
    let desk = hospital.desk().await;
    let link = ask(&hospital, "k").await;
    let nurse = hospital.browser();

    let offer = offer_to(&asha, "Asha, who is on the ward").await;
    let others: [MyJobsPage; 2] = [ben.json("/me.json").await, cleo.json("/me.json").await];
    assert!(
        others.iter().all(|page| page.offers.is_empty()),
        "one person is asked, and Cleo does not know ePMA"
    );
    assert!(nurse.get(&link).await.says("Looking for"));

    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    assert!(nurse.get(&link).await.says("Asha Example"), "the requester reads who is coming");
    let ticket = ticket_on_board(&desk, Phase::OnTheWay).await;
    assert_eq!(ticket.who, ["Asha Example"]);
    assert!(ticket.why.unwrap().contains("Asha Example"));

    assert_eq!(asha.post(&format!("/me/jobs/{}/arrive", ticket.id), &[]).await.status, 303);
    let finish = asha.page(&format!("/me/jobs/{}/finish", ticket.id)).await;
    assert!(finish.button("Training or elbow support").is_some(), "{finish}");
    let nothing = asha.post(&format!("/me/jobs/{}/finish", ticket.id), &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("Choose what the problem really was"));
    let finish = [("category", "training")];
    assert_eq!(asha.post(&format!("/me/jobs/{}/finish", ticket.id), &finish).await.status, 303);

    let board: BoardPage = desk.json("/board.json").await;
    assert!(board.tickets.is_empty());
    let insight = desk.page("/insight").await;
    assert!(insight.says("Training or elbow support"));
    let csv = desk.get("/insight.csv").await.body;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains(",resolved,training,1,0"), "{csv}");
}

#[tokio::test]
async fn a_declined_offer_goes_to_the_next_person() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    ask(&hospital, "k").await;
    let offer = offer_to(&asha, "Asha").await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/decline"), &[]).await.status, 303);
    let offer = offer_to(&ben, "Ben").await;
    assert_eq!(ben.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
}

/// Shows H3.7.
#[tokio::test]
async fn whoever_declines_by_a_slip_is_asked_again_at_once() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "k").await;
    let declined = offer_to(&asha, "Asha").await;
    let undo = format!("/me/offers/{declined}/undo");
    assert_eq!(asha.post(&undo, &[]).await.status, 303, "she is asked still");
    let decline = async |offer: &str| {
        assert_eq!(asha.post(&format!("/me/offers/{offer}/decline"), &[]).await.status, 303);
    };
    decline(&declined).await;
    assert!(asha.page("/me").await.posts_to(&undo));
    let cleo = hospital.handset(hospital.cleo).await;
    let refused = cleo.post(&undo, &[]).await;
    assert!(refused.status == 409 && refused.says("This job is not yours."), "{refused}");
    assert_eq!(asha.post(&undo, &[]).await.status, 303);
    let page: MyJobsPage = asha.json("/me.json").await;
    assert_eq!((page.offers.len(), page.news), (1, Vec::new()), "asked again, and nothing else is said");
    assert_ne!(page.offers[0].offer, declined);
    assert!(!page.offers[0].why.is_empty(), "for the same reason");

    // A tap that waited for a connection counts from when it was tapped; one that did not comes too late.
    decline(&page.offers[0].offer).await;
    let undo = format!("/me/offers/{}/undo", page.offers[0].offer);
    hospital.fast_forward(Duration::from_secs(14));
    let late = asha.post(&undo, &[]).await;
    assert!(late.status == 409 && late.says("too late"), "{late}");
    assert!(asha.json::<MyJobsPage>("/me.json").await.news[0].declined.is_none());
    let (key, at, sent) = (("key", "kept"), ("at", "1000000"), ("sent", "1006000"));
    assert_eq!(asha.post(&undo, &[key, at, sent]).await.status, 303);
    let offer = offer_to(&asha, "Asha").await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
}

#[tokio::test]
async fn a_no_is_not_undone_once_somebody_has_it_or_something_else_is_asked() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    ask(&hospital, "k").await;
    let declined = offer_to(&asha, "Asha").await;
    asha.post(&format!("/me/offers/{declined}/decline"), &[]).await;
    let undo = format!("/me/offers/{declined}/undo");
    let offer = offer_to(&ben, "Ben").await;
    assert_eq!(ben.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let taken = asha.post(&undo, &[]).await;
    assert!(taken.status == 409 && taken.says("Ben Sample has it."), "{taken}");

    // Ben is busy: both are Asha's to answer, one after the other.
    ask(&hospital, "second").await;
    let declined = offer_to(&asha, "Asha").await;
    ask(&hospital, "third").await;
    asha.post(&format!("/me/offers/{declined}/decline"), &[]).await;
    offer_to(&asha, "Asha").await;
    let page: MyJobsPage = asha.json("/me.json").await;
    assert!(page.news.iter().all(|news| news.declined.is_none()), "she is asked about something else");
    let refused = asha.post(&format!("/me/offers/{declined}/undo"), &[]).await;
    let words = format!("You are being asked about {} now: answer that first.", page.offers[0].code);
    assert!(refused.status == 409 && refused.says(&words), "{refused}");
}

/// Shows H1.3, H4.1.
#[tokio::test]
async fn an_offer_nobody_answers_expires_and_goes_on_even_after_a_restart() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "k").await;
    offer_to(&asha, "Asha").await;

    let hospital = hospital.restart().await;
    let ben = hospital.handset(hospital.ben).await;
    hospital.fast_forward(Duration::from_secs(90));
    let offer = offer_to(&ben, "Ben").await;
    assert_eq!(ben.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
}

/// Shows H5.1.
#[tokio::test]
async fn a_late_acceptance_is_told_who_has_it() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    let desk = hospital.desk().await;
    ask(&hospital, "k").await;
    let late = offer_to(&asha, "Asha").await;
    let ticket = ticket_on_board(&desk, Phase::Offered).await;
    let sent = desk
        .post(&format!("/board/tickets/{}/assign", ticket.id), &[("person", &hospital.ben.to_string())])
        .await;
    assert_eq!(sent.status, 303, "{sent}");

    let refused = asha.post(&format!("/me/offers/{late}/accept"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("Ben Sample has it."));
    let page: MyJobsPage = ben.json("/me.json").await;
    assert_eq!(page.job.unwrap().ticket, ticket.id);
}

/// Shows H5.1.
#[tokio::test]
async fn of_two_who_accept_at_the_same_instant_one_wins() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    let form = [("key", "k"), ("tag", "epma"), ("stuck", "cannot_go_on"), ("patient", "could_come_to_harm")];
    assert_eq!(hospital.browser().post(&hospital.ward_link(hospital.ward_7), &form).await.status, 303);
    let offers =
        (offer_to(&asha, "Asha").await, offer_to(&ben, "Ben: two are asked when care is stopped").await);

    let accept =
        async |handset: &Browser, offer: &str| handset.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    let (first, second) = tokio::join!(accept(&asha, &offers.0), accept(&ben, &offers.1));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "exactly one has it");
}

/// Shows H3.1.
#[tokio::test]
async fn when_nobody_knows_it_the_requester_and_the_lead_are_told_at_once() {
    let hospital = Hospital::open().await;
    let _cleo = hospital.handset(hospital.cleo).await;
    let desk = hospital.desk().await;
    let link = ask(&hospital, "k").await;
    eventually("the reason on the board", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.tickets.first()?.why.clone().filter(|why| why.contains("No one on shift"))
    })
    .await;
    let waiting = hospital.browser().page(&link).await;
    // The heading, what to do, and the number to ring in one tap: they say one thing.
    assert_eq!(waiting.heading(), "No one who knows ePMA is on shift");
    let first = waiting.part("h1 ~ p");
    assert!(first.leads_to("tel:5000") && first.says(" now, code "), "{first}");
    assert!(!waiting.says("Looking for someone who knows"), "{waiting}");
    assert!(waiting.has("[data-waited]"), "how long it has been: {waiting}");

    // Somebody who is busy will be free again.
    let asha = hospital.handset(hospital.asha).await;
    let offer = offer_to(&asha, "Asha").await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/decline"), &[]).await.status, 303);
    assert!(asha.get("/me").await.says("You declined"), "her tap is answered");
    let page = eventually("the other reason", async || {
        let page = hospital.browser().page(&link).await;
        (page.heading() == "No one who knows ePMA can come now").then_some(page)
    })
    .await;
    assert!(page.says("Can’t wait? Ring the desk on") && page.leads_to("tel:5000"), "{page}");
}

/// Shows H3.2, H9.1.
#[tokio::test]
async fn silence_escalates_and_never_disappears() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    ask(&hospital, "k").await;
    ticket_on_board(&desk, Phase::Waiting).await;
    hospital.fast_forward(Duration::from_mins(5));
    eventually("the escalation", async || {
        let board: BoardPage = desk.json("/board.json").await;
        (board.tickets.first()?.escalation == 1).then_some(())
    })
    .await;
    let core = &hospital.running.core;
    let broken = core.store.check(core.now(), 0).await.unwrap().broken;
    assert_eq!(broken, Vec::<String>::new());
}

/// Shows H6.1.
#[tokio::test]
async fn who_accepts_and_goes_silent_is_nudged_and_then_replaced() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let (desk, nurse) = (hospital.desk().await, hospital.browser());
    let link = ask(&hospital, "k").await;
    let offer = offer_to(&asha, "Asha").await;
    asha.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    assert!(nurse.get(&link).await.says("Asha Example"));
    let ben = hospital.handset(hospital.ben).await;

    hospital.fast_forward(Duration::from_mins(10));
    eventually("the nudge", async || {
        let board: BoardPage = desk.json("/board.json").await;
        (board.tickets.first()?.escalation == 1).then_some(())
    })
    .await;
    hospital.fast_forward(Duration::from_mins(10));
    offer_to(&ben, "Ben").await;
    let waiting = nurse.page(&link).await;
    assert!(waiting.says("No word from Asha Example. Looking for someone else"), "{waiting}");
}

#[tokio::test]
async fn going_on_a_break_passes_the_offer_on_and_going_home_hands_the_job_back() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    ask(&hospital, "k").await;
    offer_to(&asha, "Asha").await;
    asha.post("/me/shift", &[("duty", "on_break")]).await;
    let offer = offer_to(&ben, "Ben").await;
    ben.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    asha.post("/me/shift", &[("duty", "on_shift")]).await;
    ben.post("/me/shift", &[("duty", "off_shift"), ("hand_over", "pool")]).await;
    offer_to(&asha, "Asha again").await;
}

#[tokio::test]
async fn a_resolution_can_be_taken_back_for_a_moment() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let desk = hospital.desk().await;
    ask(&hospital, "k").await;
    let offer = offer_to(&asha, "Asha").await;
    asha.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    let ticket = ticket_on_board(&desk, Phase::OnTheWay).await.id;
    asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await;
    asha.post(&format!("/me/jobs/{ticket}/finish"), &[("category", "password")]).await;
    assert_eq!(asha.post(&format!("/me/jobs/{ticket}/undo"), &[]).await.status, 303);
    ticket_on_board(&desk, Phase::WithYou).await;
    asha.post(&format!("/me/jobs/{ticket}/finish"), &[("category", "training")]).await;
    hospital.fast_forward(Duration::from_mins(1));
    let late = asha.post(&format!("/me/jobs/{ticket}/undo"), &[]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("It is too late to do that now."));
}

/// Shows H13.1.
#[tokio::test]
async fn needing_someone_else_asks_for_what_they_must_know() {
    let hospital = Hospital::open().await;
    let (asha, cleo) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.cleo).await);
    let desk = hospital.desk().await;
    ask(&hospital, "k").await;
    let offer = offer_to(&asha, "Asha").await;
    asha.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    let ticket = ticket_on_board(&desk, Phase::OnTheWay).await.id;
    let passed = asha.post(&format!("/me/jobs/{ticket}/need-someone"), &[("tag", "order-comms")]).await;
    assert_eq!(passed.status, 303);
    offer_to(&cleo, "Cleo, who knows order comms").await;
}

#[tokio::test]
async fn nobody_touches_a_job_that_is_not_theirs() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    let desk = hospital.desk().await;
    ask(&hospital, "k").await;
    let offer = offer_to(&asha, "Asha").await;
    assert_eq!(ben.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 409);
    asha.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    let ticket = ticket_on_board(&desk, Phase::OnTheWay).await.id;
    for step in ["arrive", "release", "finish", "undo"] {
        let form = [("category", "training"), ("tag", "epma")];
        let answer = ben.post(&format!("/me/jobs/{ticket}/{step}"), &form).await;
        assert_eq!(answer.status, 409, "{step}: {answer}");
    }
    assert_eq!(ticket_on_board(&desk, Phase::OnTheWay).await.who, ["Asha Example"]);
    let nobody = PersonId::new(domain::Timestamp::from_millis(0), [0; 10]).to_string();
    let assign = desk.post(&format!("/board/tickets/{ticket}/assign"), &[("person", &nobody)]).await;
    assert_eq!(assign.status, 422);
    let page = assign.page();
    assert_eq!(page.link("Choose who should go").as_deref(), Some("#person"), "{page}");
    assert!(page.error_at("person").is_some(), "said beside the field too");
}

/// Shows H9.2.
#[tokio::test]
async fn the_board_shows_those_who_still_wait_above_those_who_are_being_helped() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let desk = hospital.desk().await;
    ask(&hospital, "first").await;
    let offer = offer_to(&asha, "Asha").await;
    asha.post(&format!("/me/offers/{offer}/accept"), &[]).await;
    let first = ticket_on_board(&desk, Phase::OnTheWay).await;
    asha.post(&format!("/me/jobs/{}/arrive", first.id), &[]).await;
    ask(&hospital, "second").await;

    let board: BoardPage = desk.json("/board.json").await;
    let phases: Vec<Phase> = board.tickets.iter().map(|ticket| ticket.phase).collect();
    assert_eq!(phases.len(), 2);
    assert_ne!(phases[0], Phase::WithYou, "the second is younger, but has nobody yet");
    assert_eq!(phases[1], Phase::WithYou);
}

/// Each cell of a row by its column: seconds, or a divisor.
fn cells(row: &Page) -> Vec<(String, f64)> {
    let number = |text: &String| {
        let figure: String = text.chars().filter(|c| c.is_ascii_digit() || ['.', '-'].contains(c)).collect();
        figure.parse().ok()
    };
    let labels = row.all("td[data-label]", "data-label");
    let cells = labels.into_iter().zip(row.texts("td[data-label]"));
    cells.filter_map(|(label, text)| Some((label, number(&text)?))).collect()
}

#[tokio::test]
async fn the_table_of_reasons_adds_up_for_whoever_adds_it_up() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    ask(&hospital, "k").await;
    // Whoever leaves offers unanswered is less likely to come: the sum is divided by that.
    offer_to(&asha, "Asha").await;
    hospital.fast_forward(Duration::from_mins(1));
    offer_to(&ben, "Ben, since Asha has not answered").await;
    let ticket = desk.json::<BoardPage>("/board.json").await.tickets.remove(0);
    let page = desk.page(&format!("/board/tickets/{}", ticket.id)).await;
    let rows = page.parts(r#"tr:has([data-label="Total"])"#);
    assert!(rows.len() >= 2, "two offers, and their candidates: {page}");
    let by_keyboard = page.count(r#".app-scroll[tabindex="0"][aria-label]"#);
    assert!(
        by_keyboard > 0 && by_keyboard == page.count(".app-scroll"),
        "each table can be scrolled: {page}"
    );
    let mut were_divided = 0;
    for row in rows {
        let (mut sum, mut total) = (0.0, 0.0);
        for (label, value) in cells(&row) {
            match label.as_str() {
                "Sum" => {
                    assert!((sum - value).abs() < 0.5, "{row}");
                    total = value;
                }
                "Divided by how likely they are to say yes" => {
                    were_divided += u32::from(value < 1.0);
                    total = (total / value).round();
                }
                "Own ward" => total += value,
                "Total" => assert!((total - value).abs() < 0.5, "{total} and {value} in {row}"),
                _ => sum += value,
            }
        }
    }
    assert!(were_divided > 0, "{page}");
}

#[tokio::test]
async fn an_offer_speaks_to_its_reader_and_knows_one_walking_time_or_none() {
    let hospital = Hospital::open().await;
    let ben = hospital.handset(hospital.ben).await;
    ask(&hospital, "k").await;
    let offer = offer_to(&ben, "Ben, the only one on shift").await;
    let page = ben.page("/me").await;
    assert!(page.says("You are the nearest free person who knows ePMA."), "{page}");
    assert!(!page.says("Ben Sample is"), "{page}");
    assert_eq!(page.times("min walk"), 1, "{page}");
    assert!(!page.says("walk away"), "{page}");
    assert!(page.says("Main, "), "the building and the floor: {page}");

    // An hour later nobody can say where he is, so nobody says how far he has to walk either.
    assert_eq!(ben.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    assert!(ben.page("/me").await.part(".app-job").says("min walk"));
    let job = ben.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    assert_eq!(ben.post(&format!("/me/jobs/{job}/arrive"), &[]).await.status, 303);
    let finish = [("category", "training")];
    assert_eq!(ben.post(&format!("/me/jobs/{job}/finish"), &finish).await.status, 303);
    hospital.fast_forward(Duration::from_mins(50));
    ask(&hospital, "k2").await;
    offer_to(&ben, "Ben again").await;
    let page = ben.page("/me").await;
    assert!(page.says("Where are you now?"), "{page}");
    assert!(!page.says("min walk") && !page.says("nearest"), "{page}");
}
