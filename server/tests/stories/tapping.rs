//! Taps of a handset on a bad connection: they come late, twice, or after somebody else.

use std::time::Duration;

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::Priority;

use crate::hospital::{Browser, Hospital, MONDAY_MORNING, eventually, request};

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
    assert!(asha.get(&poster).await.says("Are you at Ward 12?"));
    assert!(!nurse.get(&poster).await.says("I am here"), "a nurse asks for help there");
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
    assert!(stale.says("This changed while you were deciding"), "{stale}");
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
    let page = nurse.page(&link).await;
    assert!(page.has_field("version") && page.has("[data-tap]"), "{page}");
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
    let version = nurse.get(&link).await.hidden("version");
    let seen = [("version", version.as_str()), ("why", "solved_myself")];
    assert_eq!(tap(&nurse, &withdraw, &seen).await.0, 204);
    assert_eq!(tap(&nurse, &withdraw, &seen).await.0, 204);
    let closed = nurse.get(&link).await.hidden("version");
    let closed = [("version", closed.as_str())];
    assert_eq!(tap(&nurse, &not_solved, &closed).await.0, 204);
    assert_eq!(tap(&nurse, &withdraw, &seen).await.0, 204);
    assert_eq!(board().await.len(), 1, "what was cancelled is open again, and stays so");

    assert_eq!(desk.post(&format!("{ticket}/withdraw"), &[("why", "other")]).await.status, 303);
    assert_eq!(tap(&nurse, &not_solved, &closed).await.0, 204);
    assert!(board().await.is_empty(), "once for each closing");
}

/// Two nurses of one ward, one with an old page: the second says that no patient is affected after the first has said that one could come
/// to harm, and the first, who sees none of it, taps again.
#[tokio::test]
async fn harm_is_heard_again_after_somebody_has_said_that_there_is_none() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let link = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
    let urgency = async || desk.json::<BoardPage>("/board.json").await.tickets[0].priority;
    let harm = format!("{link}/harm");
    let seen = [("version", "0")];
    assert_eq!(tap(&nurse, &harm, &seen).await.0, 204);
    assert_eq!(urgency().await, Priority::P1);
    let version = nurse.get(&link).await.hidden("version");
    let lower = format!("{link}/not-affected");
    assert_eq!(tap(&nurse, &lower, &[("version", version.as_str())]).await.0, 204);
    assert_eq!(urgency().await, Priority::P3);
    assert_eq!(tap(&nurse, &harm, &seen).await.0, 204);
    assert_eq!(urgency().await, Priority::P1);
    assert_eq!(tap(&nurse, &lower, &[("version", version.as_str())]).await.0, 204, "the same answer, late");
    assert_eq!(urgency().await, Priority::P1, "it was done already");
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
    let version = nurse.get(&link).await.hidden("version");
    let seen = [("version", version.as_str()), ("why", "solved_myself")];

    // Out of reach, she says that Ben is here. By then a lead has sent Asha instead.
    assert_eq!(desk.post(&assign, &[("person", &hospital.asha.to_string())]).await.status, 303);
    let late = tap(&nurse, &format!("{link}/arrived"), &seen).await;
    assert!(late.0 == 409 && late.1.contains("changed while you were deciding"), "{}", late.1);
    let page = nurse.post(&format!("{link}/arrived"), &seen).await;
    assert!(page.status == 409 && page.says("Asha Example is on the way"), "{page}");

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
    let link = nurse.post(&seven, &request("mine", "epma")).await.location;
    nurse.post(&seven, &request("another", "epma")).await;
    assert_eq!(tap(&nurse, &hospital.ward_link(hospital.ward_12), &taken_back).await.0, 204);
    assert_eq!(board().await, 2, "nothing from another place");
    assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204);
    assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204);
    assert_eq!(board().await, 1);
    assert!(nurse.get(&link).await.says("You cancelled this request"));

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

/// Shows H2.10.
#[tokio::test]
async fn a_request_that_was_taken_back_before_it_arrived_is_not_made() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let (seven, twelve) = (hospital.ward_link(hospital.ward_7), hospital.ward_link(hospital.ward_12));
    let board = async || desk.json::<BoardPage>("/board.json").await.tickets.len();
    let late = request("late", "epma");
    let taken_back = [late.clone(), vec![("taken_back", "yes")]].concat();
    for _ in 0..2 {
        assert_eq!(tap(&nurse, &seven, &taken_back).await.0, 204, "it has not arrived");
    }

    let arrives = tap(&nurse, &seven, &late).await;
    assert!(
        arrives.0 == 409 && arrives.1.contains("This request was cancelled before it arrived."),
        "{}",
        arrives.1
    );
    let page = nurse.post(&seven, &late).await;
    assert!(
        page.status == 409 && page.says("This request was cancelled before it arrived."),
        "{}",
        page.body
    );
    assert!(
        page.page().field("key").is_some_and(|key| key != "late"),
        "what is sent from this page is another request"
    );
    assert_eq!(board().await, 0);

    assert_eq!(nurse.post(&twelve, &late).await.status, 303, "another place is another request");
    assert_eq!(nurse.post(&seven, &request("still needed", "epma")).await.status, 303);
    assert_eq!(board().await, 2);

    let ward = hospital.ward_7.to_string();
    let logged = [request("desk", "epma"), vec![("ward", ward.as_str())]].concat();
    let not_logged = [logged.clone(), vec![("taken_back", "yes")]].concat();
    assert_eq!(tap(&desk, "/board/ask", &not_logged).await.0, 204);
    assert_eq!(desk.post("/board/ask", &logged).await.status, 409);
    assert_eq!(board().await, 2);

    // Nothing arrives after a day: it is forgotten with the next.
    hospital.fast_forward(Duration::from_hours(25));
    let another = [request("another", "epma"), vec![("taken_back", "yes")]].concat();
    assert_eq!(tap(&nurse, &seven, &another).await.0, 204);
    assert_eq!(nurse.post(&seven, &late).await.status, 303);
}

/// Shows H2.10.
#[tokio::test]
async fn taking_back_and_arriving_at_one_moment_leaves_nobody_waiting() {
    let hospital = Hospital::open_with("[limits]\nper_ward_per_minute = 100").await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let seven = hospital.ward_link(hospital.ward_7);
    for key in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        let asks = request(key, "epma");
        let taken_back = [asks.clone(), vec![("taken_back", "yes")]].concat();
        let (asked, back) = tokio::join!(tap(&nurse, &seven, &asks), tap(&nurse, &seven, &taken_back));
        assert!(matches!(asked.0, 201 | 409) && back.0 == 204, "{asked:?} {back:?}");
        assert_eq!(desk.json::<BoardPage>("/board.json").await.tickets.len(), 0, "{asked:?}");
    }
}

#[tokio::test]
async fn no_more_is_taken_back_unseen_than_may_be_asked() {
    let hospital = Hospital::open_with("[limits]\nper_ward_per_minute = 2").await;
    let nurse = hospital.browser();
    let seven = hospital.ward_link(hospital.ward_7);
    let taken_back = |key| [request(key, "epma"), vec![("taken_back", "yes")]].concat();
    for (key, status) in [("a", 204), ("b", 204), ("b", 204), ("c", 429)] {
        assert_eq!(tap(&nurse, &seven, &taken_back(key)).await.0, status, "{key}");
    }
    assert_eq!(
        tap(&nurse, &seven, &request("a", "epma")).await.0,
        409,
        "what arrives late counts for nothing"
    );
}

/// How an offer may end before its answer arrives.
#[derive(Debug, Clone, Copy)]
enum Ending {
    SomebodyElse,
    Ward,
    CommandCentre,
    Closed,
    RanOut,
    AskedAgain,
    MoreUrgent,
}

/// Shows H5.5.
#[tokio::test]
async fn an_answer_to_an_offer_that_comes_too_late_reads_how_it_ended() {
    for (ending, words) in [
        (Ending::SomebodyElse, "Ben Sample has it."),
        (Ending::Ward, "was cancelled by the ward at 09:00."),
        (Ending::CommandCentre, "was cancelled by the desk at 09:00."),
        (Ending::Closed, "was taken by Ben Sample."),
        (Ending::RanOut, "You did not answer about"),
        (Ending::AskedAgain, "That offer is over. You are being asked about"),
        (Ending::MoreUrgent, "A more urgent request came first"),
    ] {
        let hospital = Hospital::open().await;
        let (nurse, desk) = (hospital.browser(), hospital.desk().await);
        let asha = hospital.handset(hospital.asha).await;
        let link = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
        let offer = format!("/me/offers/{}", offer_to(&asha).await);
        let seen = asha.json::<MyJobsPage>("/me.json").await.offers.remove(0);
        let ticket = desk.json::<BoardPage>("/board.json").await.tickets[0].id.clone();
        ends(&hospital, ending, (&nurse, &link), (&desk, &ticket)).await;
        if matches!(ending, Ending::RanOut | Ending::AskedAgain | Ending::MoreUrgent) {
            eventually("the end of the offer", async || {
                let page: MyJobsPage = asha.json("/me.json").await;
                let is_over = page.offers.iter().all(|now| now.offer != seen.offer);
                let is_asked = page.offers.iter().any(|now| now.code == seen.code);
                (is_over && is_asked == matches!(ending, Ending::AskedAgain)).then_some(())
            })
            .await;
        }
        let version = seen.version.to_string();
        for answer in ["accept", "decline"] {
            for more in [&[][..], &[("version", version.as_str())]] {
                let key = format!("{answer} {}", more.len());
                let late = tap(&asha, &format!("{offer}/{answer}"), &tapped(&key, more)).await;
                assert!(late.0 == 409 && late.1.contains(words), "{ending:?} {answer}: {}", late.1);
                assert!(!late.1.contains("taken from you"), "it was never hers: {}", late.1);
            }
        }
    }
}

async fn ends(
    hospital: &Hospital,
    ending: Ending,
    (nurse, link): (&Browser, &str),
    (desk, ticket): (&Browser, &str),
) {
    let (board, job) = (format!("/board/tickets/{ticket}"), format!("/me/jobs/{ticket}"));
    match ending {
        Ending::SomebodyElse | Ending::Closed => {
            let ben = hospital.handset(hospital.ben).await;
            let bens = hospital.ben.to_string();
            assert_eq!(desk.post(&format!("{board}/assign"), &[("person", &bens)]).await.status, 303);
            if matches!(ending, Ending::Closed) {
                assert_eq!(ben.post(&format!("{job}/arrive"), &[]).await.status, 303);
                assert_eq!(
                    ben.post(&format!("{job}/finish"), &[("category", "known-issue")]).await.status,
                    303
                );
            }
        }
        Ending::Ward => {
            assert_eq!(nurse.post(&format!("{link}/withdraw"), &[("why", "other")]).await.status, 303);
        }
        Ending::CommandCentre => {
            assert_eq!(desk.post(&format!("{board}/withdraw"), &[("why", "other")]).await.status, 303);
        }
        Ending::RanOut => {
            // There is somebody else to ask.
            hospital.handset(hospital.ben).await;
            hospital.fast_forward(Duration::from_secs(51));
        }
        Ending::AskedAgain => hospital.fast_forward(Duration::from_secs(51)),
        Ending::MoreUrgent => {
            let mut urgent = request("urgent", "epma");
            urgent.retain(|(name, _)| *name != "patient");
            urgent.push(("patient", "could_come_to_harm"));
            assert_eq!(nurse.post(&hospital.ward_link(hospital.ward_12), &urgent).await.status, 303);
        }
    }
}

#[tokio::test]
async fn whoever_comes_for_nothing_reads_that_the_ward_cancelled() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let link = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
    let accept = format!("/me/offers/{}/accept", offer_to(&asha).await);
    assert_eq!(tap(&asha, &accept, &tapped("accept", &[])).await.0, 204);
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();
    assert_eq!(nurse.post(&format!("{link}/withdraw"), &[("why", "other")]).await.status, 303);
    let version = job.version.to_string();
    for (key, more) in [("old page", &[][..]), ("page with version", &[("version", version.as_str())][..])] {
        let late = tap(&asha, &format!("/me/jobs/{}/arrive", job.ticket), &tapped(key, more)).await;
        let words = format!("{} was cancelled by the ward at 09:00. You do not need to go.", job.code);
        assert!(late.0 == 409 && late.1.contains(&words), "{}", late.1);
    }
}
