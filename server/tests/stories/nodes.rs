//! Two programs on one `PostgreSQL` database, behind a proxy that sends each request to either.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::{sync::Arc, time::Duration};

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::Timestamp;
use futures::future::join_all;
use ground::clock::Clock;
use server::database_clock::DatabaseClock;

use crate::hospital::{
    Browser, Hospital, MONDAY_MORNING, eventually, request,
    stream::{next, stream},
};
use crate::{
    reports::{begun, reports},
    setting_up::{key, upload},
};

async fn offer_to(handset: &Browser) -> String {
    eventually("an offer", async || {
        let page: MyJobsPage = handset.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await
}

/// How many events of this kind the log has.
async fn count(hospital: &Hospital, kind: &str) -> usize {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 10_000).await.unwrap();
    events.iter().filter(|event| event.what.kind() == kind).count()
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn whoever_signed_in_at_one_program_is_known_to_the_other() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let desk = second.instead_of(&hospital.desk().await);
    let asha = second.instead_of(&hospital.handset(hospital.asha).await);
    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&link, &request("a", "epma")).await.status, 303);
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets.len(), 1);

    let offer = offer_to(&asha).await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn a_live_page_at_one_program_ends_with_a_sign_out_at_the_other() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let desk = hospital.desk().await;
    let mut board = stream(&second.instead_of(&desk), "/events", None).await;
    next(&mut board, "beat").await;
    assert_eq!(desk.post("/sign-out", &[]).await.status, 303);
    next(&mut board, "gone").await;
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn a_board_at_one_program_hears_what_is_asked_at_the_other() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let desk = hospital.desk().await;
    let link = hospital.ward_link(hospital.ward_7);
    for (here, there) in [(&hospital.base, &second.base), (&second.base, &hospital.base)] {
        let at = |base: &String| Browser { client: desk.client.clone(), base: base.clone() };
        let mut board = stream(&at(here), "/events", None).await;
        next(&mut board, "beat").await;
        assert_eq!(at(there).post(&link, &request(there, "epma")).await.status, 303);
        next(&mut board, "change").await;
    }
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn the_same_tap_at_both_programs_is_one_ticket_and_one_offer() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let asha = hospital.handset(hospital.asha).await;
    let nurse = hospital.browser();
    let other = second.instead_of(&nurse);
    let link = hospital.ward_link(hospital.ward_7);
    let form = request("the-same-key", "epma");
    let answers =
        join_all((0..20).map(|tap| if tap % 2 == 0 { &nurse } else { &other }.post(&link, &form))).await;
    assert!(answers.iter().all(|answer| answer.location == answers[0].location));

    offer_to(&asha).await;
    for _ in 0..5 {
        hospital.running.core.wake.engine.notify_one();
        second.running.core.wake.engine.notify_one();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!((count(&hospital, "asked").await, count(&hospital, "offered").await), (1, 1));
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn a_machine_whose_clock_is_ten_minutes_off_shows_the_right_wait() {
    let right = ground::clock::system();
    for minutes in [-10, 10] {
        let hospital = Hospital::open().await;
        hospital.fast_forward(right().since(Timestamp::from_millis(MONDAY_MORNING)));
        let desk = hospital.desk().await;
        let there = Arc::clone(&right);
        let wrong: Clock = Arc::new(move || Timestamp::from_millis(there().as_millis() + minutes * 60_000));
        let set = DatabaseClock::set(wrong, hospital.running.core.store.as_ref()).await.unwrap();
        assert_eq!(set.off_by().unwrap() / 1_000 / 59, -minutes);
        let second = hospital.another_node_by(set.clock()).await;

        let link = hospital.ward_link(hospital.ward_7);
        assert_eq!(hospital.browser().post(&link, &request("right", "epma")).await.status, 303);
        assert_eq!(second.instead_of(&desk).post(&link, &request("wrong", "epma")).await.status, 303);
        let board: BoardPage = second.instead_of(&desk).json("/board.json").await;
        for ticket in &board.tickets {
            let wait = board.now.as_millis() - ticket.asked.at.as_millis();
            assert!((-2_000..30_000).contains(&wait), "{wait} ms, {minutes} minutes off");
        }
        assert_eq!(board.tickets.len(), 2);
        second.running.stop().await;
    }
}

/// Shows H14.2.
#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn what_is_due_is_done_once_by_whichever_program_has_the_turn_and_by_the_other_when_it_stops() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let second = hospital.another_node().await;
    // Past 13:00, at both.
    hospital.fast_forward(Duration::from_secs(4 * 3600 + 6));
    reports(&hospital, 1).await;
    second.running.stop().await;
    hospital.fast_forward(Duration::from_mins(6 * 60 + 30));
    let all = reports(&hospital, 2).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(reports(&hospital, 2).await.len(), all.len());
    assert_eq!((count(&hospital, "report_written").await, count(&hospital, "pack_made").await), (2, 1));
}

/// Shows H14.2.
#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn figures_are_the_same_at_both_programs_and_go_on_when_the_one_that_makes_them_stops() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let desk = hospital.desk().await;
    let there = second.instead_of(&desk);
    let link = hospital.ward_link(hospital.ward_7);
    for (browser, key) in [(&desk, "a"), (&there, "b")] {
        assert_eq!(browser.post(&link, &request(key, "epma")).await.status, 303);
    }
    for browser in [&desk, &there] {
        let insight = browser.page("/insight").await;
        assert_eq!(insight.figure("Asked").as_deref(), Some("2"), "{insight}");
        assert!(!insight.says("not complete"), "{insight}");
    }
    hospital.running.stop().await;
    assert_eq!(there.post(&link, &request("c", "epma")).await.status, 303);
    let insight = there.page("/insight").await;
    assert_eq!(insight.figure("Asked").as_deref(), Some("3"), "{insight}");
    assert!(!insight.says("not complete"), "{insight}");
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn when_the_program_that_dispatches_stops_the_other_goes_on() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let asha = second.instead_of(&hospital.handset(hospital.asha).await);
    let nurse = second.instead_of(&hospital.browser());
    let link = hospital.ward_link(hospital.ward_7);
    hospital.running.stop().await;
    assert_eq!(nurse.post(&link, &request("a", "epma")).await.status, 303);
    offer_to(&asha).await;
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn what_an_administrator_sets_at_one_program_counts_at_the_other() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let office = hospital.administrator().await;
    let form = [("version", "0"), ("desk_phone", "ext. 6000"), ("told", "")];
    assert_eq!(office.post("/admin/settings", &form).await.status, 303);
    let there = second.instead_of(&hospital.browser());
    let link = hospital.ward_link(hospital.ward_7);
    eventually("the new number", async || there.get(&link).await.says("ext. 6000").then_some(())).await;
    let late = [("version", "0"), ("desk_phone", "ext. 7000"), ("told", "")];
    assert_eq!(second.instead_of(&office).post("/admin/settings", &late).await.status, 409);
    second.running.stop().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn of_two_who_take_an_import_back_at_two_programs_one_does() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let office = hospital.administrator().await;
    let other = second.instead_of(&hospital.another_administrator().await);
    let look = upload(&office, &[("wards.csv", "code,name\nW07,Ward 7 Wrong\nW31,Ward 31\n")]).await;
    assert_eq!(office.post("/admin/import/confirm", &[("key", &*key(&look))]).await.status, 303);
    let meant = office.page("/admin/import/undo").await.field("import").unwrap();
    let form = [("import", &*meant)];
    let (one, two) =
        tokio::join!(office.post("/admin/import/undo", &form), other.post("/admin/import/undo", &form));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409], "{one} {two}");
    assert_eq!(count(&hospital, "import_undone").await, 1);
    let wards = other.get("/admin/wards").await;
    assert!(!wards.says("Ward 31") && !wards.says("Ward 7 Wrong"), "{wards}");
    second.running.stop().await;
}
