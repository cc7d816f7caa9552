//! Where exactly somebody is, and what they say otherwise once they have asked.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use app::screens::{
    board::BoardPage,
    my_jobs::{JobCard, MyJobsPage, OfferCard},
};
use domain::{Priority, WardId};
use store::AlertKind;

use crate::hospital::{Browser, Hospital, eventually, request};

/// A request from Ward 7 with this said beside it, and the offer of it that Asha has.
async fn asked(
    hospital: &Hospital,
    nurse: &Browser,
    asha: &Browser,
    said: &[(&str, &str)],
) -> (String, OfferCard) {
    let mut form = request("where", "epma");
    form.extend_from_slice(said);
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    let offer =
        eventually("an offer", async || asha.json::<MyJobsPage>("/me.json").await.offers.first().cloned());
    (asked.location, offer.await)
}

async fn job(asha: &Browser) -> JobCard {
    asha.json::<MyJobsPage>("/me.json").await.job.unwrap()
}

/// Shows H12.8.
#[tokio::test]
async fn the_bay_or_room_that_a_nurse_names_goes_with_her_request_wherever_it_is_read() {
    let hospital = Hospital::open().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let (link, offer) = asked(&hospital, &nurse, &asha, &[("spot", " Bay 4,\tside room 2 ")]).await;
    let spot = "Bay 4, side room 2";
    assert_eq!(offer.spot.as_deref(), Some(spot));
    assert!(asha.page("/me").await.part(".app-offer").says(spot));
    assert!(nurse.page(&link).await.says(spot));
    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    assert_eq!(job(&asha).await.spot.as_deref(), Some(spot));
    assert!(asha.page("/me").await.part(".app-job").says(spot));
    assert!(hospital.desk().await.page(&format!("/board/tickets/{}", offer.ticket)).await.says(spot));

    let mut form = request("long", "epma");
    let long = "x".repeat(61);
    form.push(("spot", &long));
    let refused = nurse.post(&hospital.ward_link(hospital.ward_7), &form).await;
    assert_eq!(refused.status, 422);
    let refused = refused.page();
    assert!(refused.error_at("spot").unwrap().contains("Use 60 characters or fewer."), "{refused}");
    assert_eq!(refused.field("spot"), Some(long), "nothing typed is lost");
}

/// Shows H12.8, H8.4.
#[tokio::test]
async fn whoever_is_on_the_way_is_told_what_the_ward_says_now() {
    let hospital = Hospital::open().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let (link, offer) = asked(&hospital, &nurse, &asha, &[("note", "The chart is blank")]).await;
    let told = async || {
        let mut session = hospital.running.core.store.read().await.unwrap();
        let alerts = session.list_alerts_of(offer.ticket.parse().unwrap()).await.unwrap();
        alerts
            .iter()
            .filter(|alert| alert.kind == AlertKind::Changed && alert.person == hospital.asha)
            .count()
    };
    let correct = nurse.page(&link).await.link("Say where exactly, or change the note").unwrap();
    let form = nurse.page(&correct).await;
    assert_eq!(form.field("note").as_deref(), Some("The chart is blank"), "{form}");

    // Nobody is on the way yet: whoever is asked reads it in the offer.
    assert_eq!(nurse.post(&correct, &[("spot", "Bay 4"), ("note", "The chart is blank")]).await.status, 303);
    let offered = asha.json::<MyJobsPage>("/me.json").await.offers.swap_remove(0);
    assert_eq!((offered.spot.as_deref(), told().await), (Some("Bay 4"), 0));

    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    assert_eq!(job(&asha).await.news, None, "it was so when she accepted");
    assert_eq!(nurse.post(&correct, &[("spot", "Bay 6"), ("note", "The chart is blank")]).await.status, 303);
    let now = job(&asha).await;
    assert_eq!(now.spot.as_deref(), Some("Bay 6"));
    assert!(now.news.as_deref().is_some_and(|news| news.ends_with(": where exactly.")), "{:?}", now.news);
    assert!(asha.page("/me").await.has(".app-job[data-sounds]"), "and her page sounds");
    assert_eq!(told().await, 1);
    assert_eq!(nurse.post(&correct, &[("spot", "Bay 6"), ("note", "The chart is blank")]).await.status, 303);
    assert_eq!(told().await, 1, "nothing is news twice");

    assert_eq!(nurse.post(&format!("{link}/harm"), &[]).await.status, 303);
    let news = job(&asha).await.news.unwrap();
    assert!(news.ends_with(": a patient could come to harm."), "{news}");
    assert_eq!(told().await, 2);
    // What the command centre decides about the order of jobs is no news of the ward.
    let ticket = format!("/board/tickets/{}", offer.ticket);
    let desk = hospital.desk().await;
    assert_eq!(desk.post(&format!("{ticket}/priority"), &[("priority", "P3")]).await.status, 303);
    assert_eq!(told().await, 2);

    let history = desk.page(&ticket).await;
    assert!(history.says("The ward changed this: where exactly"), "{history}");
    assert!(nurse.page(&link).await.says("You changed this: where exactly"));
    let events = hospital.running.core.store.read().await.unwrap().list_events_after(0, 1_000).await.unwrap();
    assert!(!format!("{events:?}").contains("Bay"), "the log holds no free text");
}

/// Shows H12.8.
#[tokio::test]
async fn of_two_at_one_computer_the_second_reads_what_the_first_has_changed() {
    let hospital = Hospital::open().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let (link, _) = asked(&hospital, &nurse, &asha, &[]).await;
    let correct = format!("{link}/correct");
    let version = nurse.get(&correct).await.hidden("version");
    let form = |spot, note| [("spot", spot), ("note", note), ("version", version.as_str())];
    assert_eq!(nurse.post(&correct, &form("Bay 4", "The chart is blank")).await.status, 303);
    assert_eq!(
        nurse.post(&correct, &form("Bay 4", "The chart is blank")).await.status,
        303,
        "the same tap twice is one"
    );

    let second = nurse.post(&correct, &form("Side room 2", "")).await;
    assert_eq!(second.status, 409, "{second}");
    let fresh = second.hidden("version");
    let second = second.page();
    let meanwhile = second.part(".app-warning");
    assert!(meanwhile.says("Bay 4") && meanwhile.says("The chart is blank"), "{second}");
    assert_eq!(second.field("spot").as_deref(), Some("Side room 2"), "nothing typed is lost");
    assert!(nurse.page(&link).await.says("Bay 4"), "nothing is written over unread");
    let knowing = [("spot", "Side room 2"), ("note", ""), ("version", fresh.as_str())];
    assert_eq!(nurse.post(&correct, &knowing).await.status, 303);
    let page = nurse.page(&link).await;
    assert!(page.says("Side room 2") && !page.says("The chart is blank"), "{page}");
}

/// Shows H11.1, H11.2.
#[tokio::test]
async fn what_is_said_afterwards_goes_through_the_same_gate() {
    let hospital = Hospital::open().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let (link, _) = asked(&hospital, &nurse, &asha, &[]).await;
    let correct = format!("{link}/correct");
    for field in ["spot", "note"] {
        let refused = nurse.post(&correct, &[(field, "943 476 5919")]).await;
        assert_eq!(refused.status, 422, "{field}");
        assert!(refused.says("This looks like an NHS number. Remove it."));
    }
    let asked = nurse.post(&correct, &[("spot", "Mrs Example’s bay")]).await;
    assert_eq!(asked.status, 422);
    let asked = asked.page();
    assert!(asked.has_field("spot_checked") && !asked.has_field("note_checked"), "{asked}");
    let ticked = [("spot", "Mrs Example’s bay"), ("spot_checked", "yes")];
    assert_eq!(nurse.post(&correct, &ticked).await.status, 303);
}

#[tokio::test]
async fn what_is_over_is_corrected_no_more() {
    let hospital = Hospital::open().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let (link, _) = asked(&hospital, &nurse, &asha, &[]).await;
    let correct = format!("{link}/correct");
    hospital.fast_forward(Duration::from_secs(5));
    assert_eq!(nurse.post(&format!("{link}/withdraw"), &[("why", "solved_myself")]).await.status, 303);
    assert_eq!(nurse.get(&correct).await.location, link);
    assert!(nurse.page(&link).await.link("Say where exactly, or change the note").is_none());
    let late = nurse.post(&correct, &[("spot", "Bay 4")]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("This request was already cancelled."), "{late}");
}

/// A nurse on this ward asks about ePMA; answers with her own link.
async fn asks(hospital: &Hospital, nurse: &Browser, ward: WardId, key: &str, patient: &str) -> String {
    let mut form = request(key, "epma");
    form.retain(|(name, _)| *name != "patient");
    form.push(("patient", patient));
    let asked = nurse.post(&hospital.ward_link(ward), &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    asked.location
}

async fn offered(asha: &Browser, priority: Priority) -> OfferCard {
    eventually("the offer", async || {
        let offers = asha.json::<MyJobsPage>("/me.json").await.offers;
        offers.into_iter().find(|offer| offer.priority == priority)
    })
    .await
}

/// Shows H8.6.
#[tokio::test]
async fn what_turns_out_less_urgent_gives_way_to_what_is_more_so() {
    let hospital = Hospital::open().await;
    let (nurse, other) = (hospital.browser(), hospital.browser());
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let link = asks(&hospital, &nurse, hospital.ward_7, "first", "could_come_to_harm").await;
    let first = offered(&asha, Priority::P1).await;
    hospital.fast_forward(Duration::from_secs(1));
    asks(&hospital, &other, hospital.ward_12, "second", "waiting").await;

    // It was the other patient, and that one is well.
    let page = nurse.get(&link).await;
    assert!(page.says("Is it less urgent than you said?"), "{page}");
    let seen = page.hidden("version");
    let lower = format!("{link}/not-affected");
    assert_eq!(nurse.post(&lower, &[("version", seen.as_str())]).await.status, 303);
    let second = offered(&asha, Priority::P2).await;
    assert_ne!(second.ticket, first.ticket);
    let page = nurse.page(&link).await;
    assert!(page.says("You said: no patient affected") && !page.posts_to(&lower), "{page}");
    let told = desk.page(&format!("/board/tickets/{}", first.ticket)).await;
    assert!(told.says("Lowered to P3 by the ward"), "{told}");
    assert!(told.says("Asha Example is asked about something more urgent instead"), "{told}");

    // The same tap once more, late, changes nothing; nor does one that was meant before it got worse.
    assert_eq!(nurse.post(&format!("{link}/harm"), &[]).await.status, 303);
    assert_eq!(nurse.post(&lower, &[("version", seen.as_str())]).await.status, 303, "it was done already");
    let late = nurse.post(&format!("{link}/no-harm"), &[("version", seen.as_str())]).await;
    assert_eq!(late.status, 409, "{late}");
    let board = desk.json::<BoardPage>("/board.json").await;
    let priority = board.tickets.iter().find(|ticket| ticket.id == first.ticket).unwrap().priority;
    assert_eq!(priority, Priority::P1);
    hospital.running.stop().await;
}

/// Shows H8.4, H8.6.
#[tokio::test]
async fn whoever_is_on_the_way_keeps_coming_and_reads_that_it_is_less_urgent() {
    let hospital = Hospital::open().await;
    let (nurse, asha) = (hospital.browser(), hospital.handset(hospital.asha).await);
    let link = asks(&hospital, &nurse, hospital.ward_7, "first", "could_come_to_harm").await;
    let offer = offered(&asha, Priority::P1).await;
    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    assert_eq!(nurse.post(&format!("{link}/no-harm"), &[]).await.status, 303);
    let now = job(&asha).await;
    assert!(
        now.news.as_deref().is_some_and(|news| news.ends_with(": a patient is waiting.")),
        "{:?}",
        now.news
    );
    assert!(nurse.page(&link).await.says("Asha Example is on the way"));

    // Whoever is there sees for themselves.
    assert_eq!(nurse.post(&format!("{link}/arrived"), &[]).await.status, 303);
    assert!(!nurse.page(&link).await.posts_to(&format!("{link}/not-affected")));
    let late = nurse.post(&format!("{link}/not-affected"), &[]).await;
    assert_eq!(late.status, 409, "{late}");
    hospital.running.stop().await;
}

/// Shows H8.6.
#[tokio::test]
async fn what_the_desk_has_set_is_made_less_urgent_by_the_desk_alone() {
    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let link = asks(&hospital, &nurse, hospital.ward_7, "first", "waiting").await;
    let ticket = &desk.json::<BoardPage>("/board.json").await.tickets[0];
    let set = desk.post(&format!("/board/tickets/{}/priority", ticket.id), &[("priority", "P1")]).await;
    assert_eq!(set.status, 303);
    let page = nurse.page(&link).await;
    assert!(page.says("The desk changed it to: a patient could come to harm"), "{page}");
    assert!(!page.says("less urgent than you said"), "{page}");
    let refused = nurse.post(&format!("{link}/not-affected"), &[]).await;
    assert!(refused.status == 409 && refused.says("The desk has set how urgent this is."), "{refused}");
    assert_eq!(desk.json::<BoardPage>("/board.json").await.tickets[0].priority, Priority::P1);
    hospital.running.stop().await;
}
