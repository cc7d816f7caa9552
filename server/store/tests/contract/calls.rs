//! Calls through the gateway.

use std::time::Duration;

use domain::{TicketId, ticket::WithdrawReason};
use store::{Call, CallFor, CallOutcome, NewCall, Store};

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
    let [claimed] = session.claim_calls(at(1), LEASE, 10).await.unwrap().try_into().unwrap();
    assert_eq!((claimed.id, claimed.attempts), (id, 1));
    assert!(session.claim_calls(at(2), LEASE, 10).await.unwrap().is_empty(), "in hand");
    assert_eq!(session.next_call_due().await.unwrap(), Some(at(21)), "when the claim runs out");
    session.retry_call(id, at(5)).await.unwrap();
    assert!(session.claim_calls(at(4), LEASE, 10).await.unwrap().is_empty(), "not yet");
    assert_eq!(session.claim_calls(at(5), LEASE, 10).await.unwrap()[0].attempts, 2);
    assert_eq!(session.claim_calls(at(25), LEASE, 10).await.unwrap()[0].attempts, 3, "its worker died");
    assert!(session.claim_calls(at(60), LEASE, 10).await.unwrap().is_empty());
    let [call] = session.list_calls_of(asked.id).await.unwrap().try_into().unwrap();
    assert_eq!(call.outcome, Some(CallOutcome::Expired));
    assert_eq!(session.next_call_due().await.unwrap(), None);
}
