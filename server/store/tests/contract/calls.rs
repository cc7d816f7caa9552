//! Calls through the gateway.

use std::time::Duration;

use domain::{TicketId, ticket::WithdrawReason};
use store::{Call, CallFor, CallOutcome, NewCall, SetAside, Store};

use super::{
    Engine,
    hospital::{Hospital, at},
};

const LEASE: Duration = Duration::from_secs(20);

/// Good for a minute.
async fn add(store: &dyn Store, whom: CallFor, ticket: TicketId, seconds: i64) -> i64 {
    let call = NewCall { whom, ticket, made_at: at(seconds), expires_at: at(seconds + 60) };
    let mut session = store.write().await.unwrap();
    let id = session.add_call(&call).await.unwrap();
    session.commit().await.unwrap();
    id
}

pub(crate) async fn a_tickets_calls_are_listed_in_order(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let (asked, other) = (hospital.ask(&*store, 1).await, hospital.ask(&*store, 2).await);
    let to_ada = CallFor::Responder(hospital.ada);
    let first = add(&*store, to_ada, asked.id, 3).await;
    add(&*store, to_ada, other.id, 3).await;
    let second = add(&*store, CallFor::CommandCentre, asked.id, 9).await;
    let mut session = store.write().await.unwrap();
    session.finish_call(second, CallOutcome::NoNumber, at(10)).await.unwrap();
    session.finish_call(second, CallOutcome::Sent, at(11)).await.unwrap();
    let expected = |id, whom, seconds| Call {
        id,
        whom,
        ticket: asked.id,
        made_at: at(seconds),
        expires_at: at(seconds + 60),
        attempts: 0,
        lost: 0,
        outcome: None,
        finished_at: None,
    };
    let ended = Call {
        outcome: Some(CallOutcome::NoNumber),
        finished_at: Some(at(10)),
        ..expected(second, CallFor::CommandCentre, 9)
    };
    assert_eq!(session.list_calls_of(asked.id).await.unwrap(), [expected(first, to_ada, 3), ended]);
    session.commit().await.unwrap();
    assert_eq!(store.read().await.unwrap().list_calls_of_open_tickets().await.unwrap().len(), 3);
    hospital.withdraw(&*store, &other, WithdrawReason::SolvedMyself, at(20)).await;
    assert_eq!(store.read().await.unwrap().list_calls_of_open_tickets().await.unwrap().len(), 2);
}

pub(crate) async fn a_call_is_one_workers_until_it_is_tried_again_or_expires(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let mut session = store.write().await.unwrap();
    assert_eq!(session.next_call_due().await.unwrap(), None);
    drop(session);
    let id = add(&*store, CallFor::Responder(hospital.ada), asked.id, 0).await;
    let mut session = store.write().await.unwrap();
    assert_eq!(session.next_call_due().await.unwrap(), Some(at(0)));
    let [claimed] = session.claim_calls(at(1), LEASE, 10).await.unwrap().taken.try_into().unwrap();
    assert_eq!((claimed.id, claimed.attempts), (id, 1));
    assert!(session.claim_calls(at(2), LEASE, 10).await.unwrap().taken.is_empty(), "in hand");
    assert_eq!(session.next_call_due().await.unwrap(), Some(at(21)), "when the claim runs out");
    session.retry_call(id, at(5)).await.unwrap();
    assert!(session.claim_calls(at(4), LEASE, 10).await.unwrap().taken.is_empty(), "not yet");
    assert_eq!(session.claim_calls(at(5), LEASE, 10).await.unwrap().taken[0].attempts, 2);
    assert_eq!(session.claim_calls(at(25), LEASE, 10).await.unwrap().taken[0].attempts, 3, "its worker died");
    assert!(session.claim_calls(at(60), LEASE, 10).await.unwrap().taken.is_empty());
    let [call] = session.list_calls_of(asked.id).await.unwrap().try_into().unwrap();
    assert_eq!(call.outcome, Some(CallOutcome::Expired));
    assert_eq!(session.next_call_due().await.unwrap(), None);
}

pub(crate) async fn a_call_that_ends_the_program_is_tried_alone_and_set_aside(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let bad = add(&*store, CallFor::Responder(hospital.ada), asked.id, 0).await;
    let good = add(&*store, CallFor::CommandCentre, asked.id, 0).await;
    let mut session = store.write().await.unwrap();
    let short = Duration::from_secs(5);
    let mut claim = async |seconds| -> Vec<(i64, u32)> {
        let claimed = session.claim_calls(at(seconds), short, 10).await.unwrap();
        claimed.taken.iter().map(|call| (call.id, call.lost)).collect()
    };
    assert_eq!(claim(1).await, [(bad, 0), (good, 0)]);
    assert_eq!(claim(6).await, [(bad, 1), (good, 1)], "nobody gave them back");
    assert_eq!(claim(11).await, [(bad, 2)], "alone");
    assert_eq!(claim(16).await, [(good, 2)], "the one at fault comes last");
    session.finish_call(good, CallOutcome::Sent, at(17)).await.unwrap();
    session.set_call_aside(bad, "it ends the program", at(18)).await.unwrap();
    session.set_call_aside(bad, "said twice", at(19)).await.unwrap();
    assert!(session.claim_calls(at(30), short, 10).await.unwrap().taken.is_empty());
    let aside = session.list_calls_set_aside(at(18)).await.unwrap();
    assert_eq!(aside, [SetAside { id: bad, at: at(18), why: "it ends the program".into() }]);
    assert!(session.list_calls_set_aside(at(19)).await.unwrap().is_empty());
    session.commit().await.unwrap();
    let broken = store.check(at(40), 0).await.unwrap().broken;
    assert!(broken.iter().any(|promise| promise.contains("Calls set aside")), "{broken:?}");
}
