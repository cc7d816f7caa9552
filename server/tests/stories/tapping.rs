//! Taps of a handset on a bad connection: they come late, twice, or after somebody else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::time::Duration;

use crate::hospital::{Browser, Hospital, MONDAY_MORNING, eventually, request};
use app::model::{BoardPage, MyJobsPage};
use domain::Priority;

/// What the page's script sends with a tap; its clock is two hours slow.
fn tapped<'a>(key: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("key", key), ("at", "1772434800000"), ("sent", "1772434800300")], more].concat()
}

async fn tap(handset: &Browser, path: &str, form: &[(&str, &str)]) -> (u16, String) {
    let request = handset.client.post(format!("{}{path}", handset.base)).header("accept", "application/json");
    let answer = Browser::answer(request.form(form)).await;
    (answer.status, answer.body)
}

async fn ask(hospital: &Hospital) {
    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&link, &request("nurse", "epma")).await.status, 303);
}

async fn offer_to(handset: &Browser) -> String {
    eventually("an offer", async || {
        handset.json::<MyJobsPage>("/me.json").await.offers.first().map(|offer| offer.offer.clone())
    })
    .await
}

/// Shows H1.2.
#[tokio::test]
async fn a_tap_whose_answer_got_lost_is_answered_again_and_counts_once() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    ask(&hospital).await;
    let accept = format!("/me/offers/{}/accept", offer_to(&asha).await);
    let first = tap(&asha, &accept, &tapped("a", &[])).await;
    assert_eq!(first.0, 204, "{}", first.1);

    let page: MyJobsPage = asha.json("/me.json").await;
    let job = page.job.unwrap().ticket;
    assert_eq!(tap(&asha, &format!("/me/jobs/{job}/release"), &tapped("b", &[])).await.0, 204);
    assert_eq!(tap(&asha, &accept, &tapped("a", &[])).await.0, 204, "as the first time, although it is over");
    let page: MyJobsPage = asha.json("/me.json").await;
    assert!(page.job.is_none(), "nothing is done twice");
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets.len(), 1);
}

#[tokio::test]
async fn a_tap_that_was_refused_stays_refused() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    ask(&hospital).await;
    let accept = format!("/me/offers/{}/accept", offer_to(&asha).await);
    let board: BoardPage = desk.json("/board.json").await;
    // Only who is on shift can be sent.
    hospital.handset(hospital.ben).await;
    let assign = format!("/board/tickets/{}/assign", board.tickets[0].id);
    assert_eq!(desk.post(&assign, &[("person", &hospital.ben.to_string())]).await.status, 303);

    let late = tap(&asha, &accept, &tapped("late", &[])).await;
    assert_eq!(late.0, 409);
    assert!(late.1.contains("Ben Sample has it."), "{}", late.1);
    assert_eq!(desk.post(&assign, &[("person", &hospital.asha.to_string())]).await.status, 303);
    let again = tap(&asha, &accept, &tapped("late", &[])).await;
    assert!(again.0 == 409 && again.1.contains("Ben Sample has it."), "the first answer: {}", again.1);
}

#[tokio::test]
async fn what_was_tapped_about_a_job_that_was_taken_away_meanwhile_is_not_done() {
    let hospital = Hospital::open().await;
    let (asha, ben, desk) =
        (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await, hospital.desk().await);
    ask(&hospital).await;
    let accept = format!("/me/offers/{}/accept", offer_to(&asha).await);
    assert_eq!(tap(&asha, &accept, &tapped("accept", &[])).await.0, 204);
    let seen = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();

    // Out of reach, Asha taps "I am here". Meanwhile a lead gives the job to Ben, and then back to her.
    let assign = format!("/board/tickets/{}/assign", seen.ticket);
    assert_eq!(desk.post(&assign, &[("person", &hospital.ben.to_string())]).await.status, 303);
    assert!(ben.json::<MyJobsPage>("/me.json").await.job.is_some());
    assert_eq!(desk.post(&assign, &[("person", &hospital.asha.to_string())]).await.status, 303);
    let version = seen.version.to_string();
    let arrive = format!("/me/jobs/{}/arrive", seen.ticket);
    let late = tap(&asha, &arrive, &tapped("arrive", &[("version", &version)])).await;
    assert_eq!(late.0, 409);
    assert!(late.1.contains("The job was taken from you before this arrived."), "{}", late.1);

    let now = asha.json::<MyJobsPage>("/me.json").await.job.unwrap().version.to_string();
    assert_eq!(tap(&asha, &arrive, &tapped("arrive again", &[("version", &now)])).await.0, 204);
}

#[tokio::test]
async fn a_place_said_while_out_of_reach_is_as_old_as_the_tap() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    hospital.fast_forward(Duration::from_mins(30));
    let ward = hospital.ward_12.to_string();
    let (at, sent) = ("1772434800000", "1772436000000");
    let form = [("key", "k"), ("at", at), ("sent", sent), ("ward", ward.as_str())];
    assert_eq!(tap(&asha, "/me/place", &form).await.0, 204);
    let place = asha.json::<MyJobsPage>("/me.json").await.place.unwrap();
    assert_eq!(place.ward_id, ward);
    assert_eq!(place.since.at.as_millis(), MONDAY_MORNING + 10 * 60_000, "twenty minutes ago");

    // Said an hour ago and only now received: newer knowledge stays.
    let older =
        [("key", "o"), ("at", "1772432400000"), ("sent", sent), ("ward", &hospital.ward_7.to_string())];
    assert_eq!(tap(&asha, "/me/place", &older).await.0, 204);
    assert_eq!(asha.json::<MyJobsPage>("/me.json").await.place.unwrap().ward_id, ward);
}

#[tokio::test]
async fn nobody_sends_what_somebody_else_tapped_on_the_same_device() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let bens = hospital.ben.to_string();
    let refused = tap(&asha, "/me/shift", &tapped("k", &[("duty", "on_break"), ("by", &bens)])).await;
    assert_eq!(refused.0, 409);
    assert!(refused.1.contains("Someone else tapped this"), "{}", refused.1);
    let page: MyJobsPage = asha.json("/me.json").await;
    assert_eq!(page.duty, domain::Duty::OnShift);
}

#[tokio::test]
async fn a_responder_says_where_she_is_by_scanning_the_wards_poster() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let poster = hospital.ward_link(hospital.ward_12);
    assert!(asha.get(&poster).await.body.contains("Are you at Ward 12?"));
    assert!(!nurse.get(&poster).await.body.contains("I am here"), "a nurse asks for help there");
    assert_eq!(asha.post("/me/place", &[("ward", "W12")]).await.status, 303);
    let place = asha.json::<MyJobsPage>("/me.json").await.place.unwrap();
    assert_eq!((place.ward.as_str(), place.is_old), ("Ward 12", false));
    assert_eq!(asha.post("/me/place", &[("ward", "W99")]).await.status, 409);
}

#[tokio::test]
async fn a_responder_says_how_much_her_zone_means() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    assert_eq!(asha.post("/me/zone", &[("mode", "exclusive")]).await.status, 303);
    let mut session = hospital.running.core.store.read().await.unwrap();
    let known = session.lookup_responder(hospital.asha).await.unwrap().unwrap();
    assert_eq!(known.zone_mode, domain::ZoneMode::Exclusive);
    drop(session);
    assert_eq!(asha.post("/me/zone", &[("mode", "nowhere")]).await.status, 409);
    let stale = asha.post("/me/zone", &[("mode", "all"), ("seen", "preferred")]).await;
    assert_eq!(stale.status, 409, "the page showed something else");
    assert!(stale.body.contains("This changed while you were deciding"), "{}", stale.body);
    let same = asha.post("/me/zone", &[("mode", "exclusive"), ("seen", "preferred")]).await;
    assert_eq!(same.status, 303, "it is as wanted");
    assert_eq!(asha.post("/me/zone", &[("mode", "all"), ("seen", "exclusive")]).await.status, 303);
    assert_eq!(asha.post("/me/zone", &[("mode", "exclusive"), ("seen", "all")]).await.status, 303);
}

#[tokio::test]
async fn what_whoever_asked_taps_counts_once_whatever_happened_since() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let link = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
    let board = async || desk.json::<BoardPage>("/board.json").await.tickets;
    let page = nurse.get(&link).await.body;
    assert!(page.contains("name=\"version\"") && page.contains("data-tap="), "{page}");
    let harm = format!("{link}/harm");
    let seen = [("version", "0")];
    assert_eq!(tap(&nurse, &harm, &seen).await.0, 204);
    assert_eq!(board().await[0].priority, Priority::P1);

    // The answer got lost, and a lead has judged since.
    let ticket = format!("/board/tickets/{}", board().await[0].id);
    assert_eq!(desk.post(&format!("{ticket}/priority"), &[("priority", "P3")]).await.status, 303);
    assert_eq!(tap(&nurse, &harm, &seen).await.0, 204);
    assert_eq!(board().await[0].priority, Priority::P3, "it was done already");
    assert_eq!(tap(&nurse, &harm, &[]).await.0, 204);
    assert_eq!(board().await[0].priority, Priority::P1, "a tap of now goes up");

    let (withdraw, not_solved) = (format!("{link}/withdraw"), format!("{link}/not-solved"));
    let version = version_of(&nurse, &link).await;
    let seen = [("version", version.as_str()), ("why", "solved_myself")];
    assert_eq!(tap(&nurse, &withdraw, &seen).await.0, 204);
    assert_eq!(tap(&nurse, &withdraw, &seen).await.0, 204);
    let closed = version_of(&nurse, &link).await;
    let closed = [("version", closed.as_str())];
    assert_eq!(tap(&nurse, &not_solved, &closed).await.0, 204);
    assert_eq!(tap(&nurse, &withdraw, &seen).await.0, 204);
    assert_eq!(board().await.len(), 1, "what was cancelled is open again, and stays so");

    assert_eq!(desk.post(&format!("{ticket}/withdraw"), &[("why", "other")]).await.status, 303);
    assert_eq!(tap(&nurse, &not_solved, &closed).await.0, 204);
    assert!(board().await.is_empty(), "once for each closing");
}

/// Shows H2.9.
#[tokio::test]
async fn what_whoever_asked_tapped_about_somebody_else_is_not_done() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let asha = hospital.handset(hospital.asha).await;
    hospital.handset(hospital.ben).await;
    let link = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
    let ticket = desk.json::<BoardPage>("/board.json").await.tickets[0].id.clone();
    let assign = format!("/board/tickets/{ticket}/assign");
    assert_eq!(desk.post(&assign, &[("person", &hospital.ben.to_string())]).await.status, 303);
    let version = version_of(&nurse, &link).await;
    let seen = [("version", version.as_str()), ("why", "solved_myself")];

    // Out of reach, she says that Ben is here. By then a lead has sent Asha instead.
    assert_eq!(desk.post(&assign, &[("person", &hospital.asha.to_string())]).await.status, 303);
    let late = tap(&nurse, &format!("{link}/arrived"), &seen).await;
    assert!(late.0 == 409 && late.1.contains("changed while you were deciding"), "{}", late.1);
    let page = nurse.post(&format!("{link}/arrived"), &seen).await;
    assert!(page.status == 409 && page.body.contains("Asha Example is on the way"), "{}", page.body);

    assert_eq!(asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await.status, 303);
    let late = tap(&nurse, &format!("{link}/withdraw"), &seen).await;
    assert!(late.0 == 409 && late.1.contains("changed while you were deciding"), "{}", late.1);
}

#[tokio::test]
async fn a_request_that_nobody_heard_arrive_is_taken_back_with_its_key() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let seven = hospital.ward_link(hospital.ward_7);
    let board = async || desk.json::<BoardPage>("/board.json").await.tickets.len();
    let taken_back = [request("mine", "epma"), vec![("taken_back", "yes")]].concat();
    assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204, "it has not arrived");
    let link = nurse.post(&seven, &request("mine", "epma")).await.location;
    nurse.post(&seven, &request("another", "epma")).await;
    assert_eq!(tap(&nurse, &hospital.ward_link(hospital.ward_12), &taken_back).await.0, 204);
    assert_eq!(board().await, 2, "nothing from another place");
    assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204);
    assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204);
    assert_eq!(board().await, 1);
    assert!(nurse.get(&link).await.body.contains("You cancelled this request"));

    assert_eq!(nurse.post(&format!("{link}/not-solved"), &[]).await.status, 303);
    assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204);
    assert_eq!(board().await, 2, "it is needed again");

    let ward = hospital.ward_7.to_string();
    let logged = [request("desk", "epma"), vec![("ward", ward.as_str())]].concat();
    assert_eq!(desk.post("/board/ask", &logged).await.status, 303);
    assert_eq!(board().await, 3);
    let taken_back = [logged, vec![("taken_back", "yes")]].concat();
    assert_eq!(tap(&desk, "/board/ask", &taken_back).await.0, 204);
    assert_eq!(board().await, 2);
}

async fn version_of(browser: &Browser, link: &str) -> String {
    let page = browser.get(link).await.body;
    let (_, version) = page.split_once("name=\"version\" value=\"").unwrap();
    version.split('"').next().unwrap().to_owned()
}
