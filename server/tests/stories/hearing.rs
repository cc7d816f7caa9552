//! What people hear of what others do: a job that comes without a tap of their own, and one that goes.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::my_jobs::{MyJobsPage, OfferCard};
use domain::ticket::Phase;
use page::Page;

use crate::hospital::{Browser, Hospital, eventually, request};

async fn jobs(handset: &Browser) -> MyJobsPage {
    handset.json("/me.json").await
}

async fn offer(handset: &Browser) -> OfferCard {
    eventually("an offer", async || jobs(handset).await.offers.into_iter().next()).await
}

/// A nurse on ward 7 asks about ePMA; answers with her own link.
async fn ask(hospital: &Hospital, key: &str) -> String {
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request(key, "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    asked.location
}

/// Answers with the ticket's id and code.
async fn accept(handset: &Browser) -> (String, String) {
    let OfferCard { offer, ticket, code, .. } = offer(handset).await;
    assert_eq!(handset.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    (ticket, code)
}

async fn cancel(hospital: &Hospital, link: &str) {
    let why = [("why", "solved_myself")];
    assert_eq!(hospital.browser().post(&format!("{link}/withdraw"), &why).await.status, 303);
}

/// Shows H6.3.
#[tokio::test]
async fn a_job_that_is_handed_over_says_who_gave_it_and_sounds() {
    let hospital = Hospital::open().await;
    let (asha, cleo) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.cleo).await);
    ask(&hospital, "nurse").await;
    let (_, code) = accept(&asha).await;
    assert_eq!(jobs(&asha).await.job.unwrap().news, None, "she took it herself");
    let to_cleo = hospital.cleo.to_string();
    let end = [("duty", "off_shift"), ("hand_over", to_cleo.as_str())];
    assert_eq!(asha.post("/me/shift", &end).await.status, 303);

    let given = jobs(&cleo).await.job.unwrap();
    assert_eq!(given.news.as_deref(), Some("Asha Example handed this to you."));
    let page = cleo.page("/me").await;
    assert!(page.says("Asha Example handed this to you.") && page.has(r#"[data-sounds^="sent "]"#), "{page}");
    let told = jobs(&asha).await.news;
    assert_eq!(told[0].words, format!("Cleo Specimen has {code} now."));
    hospital.fast_forward(Duration::from_mins(6));
    assert!(jobs(&asha).await.news.is_empty(), "she has gone home");
}

#[tokio::test]
async fn whoever_is_sent_by_the_command_centre_reads_that() {
    let hospital = Hospital::open().await;
    let (ben, desk) = (hospital.handset(hospital.ben).await, hospital.desk().await);
    ask(&hospital, "nurse").await;
    let OfferCard { ticket, .. } = offer(&ben).await;
    let to_ben = hospital.ben.to_string();
    let path = format!("/board/tickets/{ticket}/assign");
    let sent = desk.post(&path, &[("person", &to_ben)]).await;
    assert!([303, 409].contains(&sent.status), "{sent}");
    let job = eventually("the job", async || jobs(&ben).await.job).await;
    assert_eq!(job.news.as_deref(), Some("The desk sent you."));
}

/// Shows H6.3.
#[tokio::test]
async fn a_job_that_the_ward_cancels_does_not_vanish_without_a_word() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let link = ask(&hospital, "first").await;
    let (_, code) = accept(&asha).await;
    cancel(&hospital, &link).await;
    let page = jobs(&asha).await;
    assert!(page.job.is_none());
    assert_eq!(
        page.news[0].words,
        format!("{code} was cancelled by the ward at 09:00. You do not need to go.")
    );
    assert!(page.news[0].sounds);
    let shown = asha.page("/me").await;
    assert!(shown.says(&page.news[0].words) && shown.has("[data-ends]"), "{shown}");

    // What she was only asked about, she is told of quietly.
    let link = ask(&hospital, "second").await;
    let code = offer(&asha).await.code;
    cancel(&hospital, &link).await;
    let news = jobs(&asha).await.news;
    let told = news.iter().find(|news| news.words.contains(&code)).unwrap();
    assert_eq!(told.words, format!("{code} was cancelled by the ward at 09:00."));
    assert!(!told.sounds);

    hospital.fast_forward(Duration::from_mins(6));
    assert!(jobs(&asha).await.news.is_empty(), "it is news for five minutes");
}

/// Shows H6.2.
#[tokio::test]
async fn the_nurse_reads_by_when_and_later_what_to_do() {
    let hospital = Hospital::open().await;
    let ben = hospital.handset(hospital.ben).await;
    let link = ask(&hospital, "nurse").await;
    accept(&ben).await;
    let page = hospital.browser().page(&link).await;
    assert_eq!(page.heading(), "Ben Sample is on the way");
    assert!(page.says("Expected by 09:0"), "{page}");
    hospital.fast_forward(Duration::from_mins(9));
    let page = hospital.browser().page(&link).await;
    assert!(page.says("They should be with you by now. Not there? Ring "), "{page}");
    assert!(!page.says("Expected by"), "{page}");
}

#[tokio::test]
async fn a_request_that_comes_back_is_no_new_one() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let link = ask(&hospital, "nurse").await;
    let (ticket, _) = accept(&asha).await;
    asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await;
    asha.post(&format!("/me/jobs/{ticket}/finish"), &[("category", "training")]).await;
    hospital.fast_forward(Duration::from_mins(2));
    assert_eq!(hospital.browser().post(&format!("{link}/not-solved"), &[]).await.status, 303);
    assert_eq!(offer(&asha).await.why, "Not solved: you closed this at 09:00.");
    asha.post("/me/shift", &[("duty", "on_break")]).await;
    let ben = hospital.handset(hospital.ben).await;
    assert_eq!(offer(&ben).await.why, "Not solved: Asha Example closed this at 09:00.");
}

#[tokio::test]
async fn a_break_with_a_job_in_hand_says_that_it_is_one() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "nurse").await;
    let (_, code) = accept(&asha).await;
    assert_eq!(asha.post("/me/shift", &[("duty", "on_break")]).await.status, 303);
    let page = asha.page("/me").await;
    let words = format!("You are on a break. You still have {code}: finish it or give it back.");
    assert!(page.says(&words), "{page}");
}

#[tokio::test]
async fn a_shift_does_not_end_in_the_middle_of_an_offer_unasked() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "nurse").await;
    offer(&asha).await;
    let asked = asha.post("/me/shift", &[("duty", "off_shift")]).await;
    assert_eq!((asked.status, asked.location.as_str()), (303, "/me/end-shift"));
    let page = asha.page("/me/end-shift").await;
    assert!(page.says("You are being asked to help: P3, ePMA at Ward 7."), "{page}");
    assert!(!jobs(&asha).await.offers.is_empty(), "she is still asked");
    let end = [("duty", "off_shift"), ("hand_over", "pool")];
    assert_eq!(asha.post("/me/shift", &end).await.location, "/me");
    eventually("the offer to go", async || jobs(&asha).await.offers.is_empty().then_some(())).await;
}

#[tokio::test]
async fn a_test_alert_says_when_it_was_sent_and_what_to_do_if_it_does_not_come() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    hospital.fast_forward(Duration::from_mins(6));
    assert_eq!(jobs(&asha).await.alerts.test_sent, None, "the one of the shift's start is long over");
    assert_eq!(asha.post("/me/alerts/test", &[]).await.status, 303);
    assert_eq!(jobs(&asha).await.alerts.test_sent.unwrap().clock, "09:06");
}

#[tokio::test]
async fn whoever_fills_in_a_form_about_a_job_can_be_asked_meanwhile() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    ask(&hospital, "nurse").await;
    let (ticket, _) = accept(&asha).await;
    asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await;
    let is_told = |page: &Page| {
        page.has("[data-asked]")
            && page.loads("/follow.js")
            && page.loads("/handset.js")
            && !page.loads("/jobs.js")
            && !page.has(r#"[http-equiv="refresh"]"#)
    };
    let finish = asha.page(&format!("/me/jobs/{ticket}/finish")).await;
    assert!(is_told(&finish), "{finish}");
    asha.post(&format!("/me/jobs/{ticket}/finish"), &[("category", "training")]).await;
    for path in [format!("/me/jobs/{ticket}/details"), "/me/helped".to_owned()] {
        let page = asha.page(&path).await;
        assert!(is_told(&page), "{page}");
    }
}

/// Shows H6.4.
#[tokio::test]
async fn an_arrival_at_the_wrong_door_is_taken_back_by_whoever_said_so() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let place = [("ward", &*hospital.ward_12.to_string())];
    assert_eq!(asha.post("/me/place", &place).await.status, 303);
    let link = ask(&hospital, "nurse").await;
    let (ticket, _) = accept(&asha).await;
    hospital.fast_forward(Duration::from_mins(2));
    assert_eq!(asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await.status, 303);
    let page = asha.page("/me").await;
    assert!(page.says("I am not there yet"), "{page}");
    assert_eq!(jobs(&asha).await.place.unwrap().ward, "Ward 7");

    hospital.fast_forward(Duration::from_mins(1));
    let undo = format!("/me/jobs/{ticket}/not-there");
    assert_eq!(asha.post(&undo, &[]).await.status, 303);
    let now = jobs(&asha).await;
    let job = now.job.unwrap();
    assert_eq!((job.phase, job.news), (Phase::OnTheWay, None), "she knows it");
    assert_eq!(now.place.unwrap().ward, "Ward 12", "where she came from");
    let page = nurse.page(&link).await;
    assert!(page.says("Asha Example is on the way") && page.says("They are still on the way"), "{page}");

    assert_eq!(asha.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await.status, 303);
    hospital.fast_forward(Duration::from_secs(121));
    assert!(!asha.get("/me").await.says("I am not there yet"));
    let late = asha.post(&undo, &[]).await;
    assert_eq!(late.status, 409, "{late}");
}

/// Shows H6.4.
#[tokio::test]
async fn a_nurse_says_that_nobody_is_here_and_whoever_comes_hears_of_it() {
    let hospital = Hospital::open().await;
    let (asha, nurse, desk) =
        (hospital.handset(hospital.asha).await, hospital.browser(), hospital.desk().await);
    let link = ask(&hospital, "nurse").await;
    let (ticket, _) = accept(&asha).await;
    let page = nurse.page(&link).await;
    assert!(!page.says("No one is here"), "nobody was said to be");
    let (nobody, version) = (format!("{link}/nobody-here"), seen(&page));
    assert_eq!(nurse.post(&nobody, &[]).await.status, 409);
    assert_eq!(nurse.post(&format!("{link}/arrived"), &[("version", &version)]).await.status, 303);

    let page = nurse.page(&link).await;
    assert!(page.says("No one is here"), "{page}");
    let version = seen(&page);
    for _ in 0..2 {
        let said = nurse.post(&nobody, &[("version", &version)]).await;
        assert_eq!((said.status, &said.location), (303, &link), "sent twice, it counts once: {}", said.body);
    }
    let page = nurse.page(&link).await;
    assert!(page.says("Asha Example is on the way") && page.says("You said that no one is here"), "{page}");
    let job = jobs(&asha).await.job.unwrap();
    assert_eq!(job.news.as_deref(), Some("The ward says that no one is there yet."));
    let page = desk.page(&format!("/board/tickets/{ticket}")).await;
    assert!(page.says("The ward says that no one is there"), "{page}");
}

/// The version of the request that a page shows.
fn seen(page: &Page) -> String {
    page.field("version").unwrap()
}
