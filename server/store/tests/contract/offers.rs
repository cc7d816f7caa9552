//! Offers and how they end.

use domain::{
    PersonId, TicketId,
    ticket::{Command, TakenBack, WithdrawReason},
};
use store::{Error, OfferRecord, Store};

use super::{
    Engine,
    hospital::{Hospital, at, live_offer, offer_id},
};

/// How each offer of the ticket ended, in the order they were made.
async fn outcomes(store: &dyn Store, ticket: TicketId) -> Vec<String> {
    let offers = store.read().await.unwrap().list_offers(ticket).await.unwrap();
    offers.into_iter().map(|offer| offer.outcome.unwrap_or_else(|| "live".to_owned())).collect()
}

pub(crate) async fn an_offer_is_kept_with_its_reason(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let step = hospital.step(&offered, Command::Offer { offer: live_offer(3, hospital.ben) }, at(3));
    let mut session = store.write().await.unwrap();
    session.save_ticket(&step, None).await.unwrap();
    session.commit().await.unwrap();

    let record = |number: u32, to: PersonId, why: &str| OfferRecord {
        id: offer_id(number),
        ticket: asked.id,
        to,
        made_at: at(number.into()),
        expires_at: at(i64::from(number) + 30),
        outcome: None,
        ended_at: None,
        why: why.to_owned(),
    };
    let first = record(2, hospital.ada, r#"{"walk":40}"#);
    let second = record(3, hospital.ben, "null");
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_offer(offer_id(2)).await.unwrap().as_ref(), Some(&first));
    assert_eq!(session.list_offers(asked.id).await.unwrap(), [first, second]);
    assert_eq!(session.list_open_tickets().await.unwrap(), [step.ticket]);
}

pub(crate) async fn a_declined_offer_goes_to_the_next_person(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let decline = Command::Decline { offer: offer_id(2), by: hospital.ada };
    let declined = hospital.take(&*store, &offered, decline, at(4)).await;
    let again = hospital.offer(&*store, &declined, 5, hospital.ben).await;

    assert_eq!(outcomes(&*store, asked.id).await, ["declined", "live"]);
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_offer(offer_id(2)).await.unwrap().unwrap().ended_at, Some(at(4)));
    assert_eq!(session.lookup_ticket(asked.id).await.unwrap(), Some(again));
}

pub(crate) async fn an_offer_may_expire_or_be_withdrawn(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let offered = hospital.offer(&*store, &offered, 3, hospital.ben).await;
    let expired = hospital.take(&*store, &offered, Command::Expire { offer: offer_id(2) }, at(32)).await;
    hospital
        .take(
            &*store,
            &expired,
            Command::WithdrawOffer { offer: offer_id(3), why: TakenBack::NotFree },
            at(32),
        )
        .await;
    assert_eq!(outcomes(&*store, asked.id).await, ["expired", "withdrawn"]);
}

pub(crate) async fn the_first_acceptance_supersedes_the_other_offers(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let offered = hospital.offer(&*store, &offered, 3, hospital.ben).await;
    let accept = Command::Accept { offer: offer_id(3), by: hospital.ben };
    let accepted = hospital.take(&*store, &offered, accept, at(9)).await;
    assert_eq!(outcomes(&*store, asked.id).await, ["superseded", "accepted"]);
    let found = store.read().await.unwrap().lookup_ticket(asked.id).await.unwrap().unwrap();
    assert_eq!(found.holder(), Some(hospital.ben));
    assert_eq!(found, accepted);
}

pub(crate) async fn a_leads_decision_supersedes_every_offer(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let offered = hospital.offer(&*store, &offered, 3, hospital.ben).await;
    hospital.take(&*store, &offered, Command::Assign { to: hospital.cy }, at(9)).await;
    assert_eq!(outcomes(&*store, asked.id).await, ["superseded", "superseded"]);
}

pub(crate) async fn a_request_taken_back_supersedes_every_offer(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    hospital.withdraw(&*store, &offered, WithdrawReason::PatientCameFirst, at(9)).await;
    assert_eq!(outcomes(&*store, asked.id).await, ["superseded"]);
}

pub(crate) async fn an_offer_that_is_not_live_cannot_end_again(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    engine.damage("update offer set outcome = 'expired', ended_event = made_event").await;
    let accept = Command::Accept { offer: offer_id(2), by: hospital.ada };
    let step = hospital.step(&offered, accept, at(9));
    let refused = store.write().await.unwrap().save_ticket(&step, None).await;
    let Err(Error::Corrupt { table: "offer", column: "outcome", row, .. }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(row, offer_id(2).to_string());
}

pub(crate) async fn a_responder_finds_what_she_holds_and_what_she_is_asked(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 11, hospital.ada).await;
    let other = hospital.ask(&*store, 2).await;
    let other = hospital.offer(&*store, &other, 12, hospital.ada).await;
    let other = hospital.offer(&*store, &other, 13, hospital.ben).await;
    let accept = Command::Accept { offer: offer_id(12), by: hospital.ada };
    let held = hospital.take(&*store, &other, accept, at(14)).await;
    let closed = hospital.ask(&*store, 3).await;
    hospital.resolve(&*store, &closed, hospital.ada, at(20)).await;
    hospital.ask(&*store, 4).await;

    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_open_tickets_of(hospital.ada).await.unwrap(), [offered, held]);
    assert!(session.list_open_tickets_of(hospital.ben).await.unwrap().is_empty(), "his was superseded");
}
