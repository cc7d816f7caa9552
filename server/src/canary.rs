//! A request for help that nobody made, each minute, through everything that a nurse's goes through: the same action asks,
//! the same loop dispatches, the same action accepts. It says what no single check can: that a request gets through.
//!
//! Nobody sees it. Its place, its tag and its responder are in no list ([`domain::canary`]), and it is planned by itself
//! ([`look`]), so that it is never offered to a person and no person's request is ever offered to it.

use std::{sync::Arc, time::Duration};

use dispatch::{Snapshot, TravelTable, travel::Survey};
use domain::{
    Priority, Tag, Ticket, Timestamp, canary,
    ticket::{Actor, AskedBy, Command, State, WithdrawReason},
};
use tokio_util::sync::CancellationToken;

use crate::{
    actions::{self, ActionError, NewRequest, Tap},
    core::Core,
    kept::Kept,
    limits::Limits,
};

/// From one canary to the next.
const EVERY: Duration = Duration::from_mins(1);
/// One that is not back by now is taken away.
const GONE_AFTER: Duration = Duration::from_mins(2);
/// Without one for so long, the board says so.
const ALARM_AFTER: Duration = Duration::from_mins(3);
/// How often its responder looks whether there is something to do.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Runs until `shutdown`.
pub(crate) async fn run(core: Core, kept: Arc<Kept>, limits: Arc<Limits>, shutdown: CancellationToken) {
    let fly = async {
        // Whatever became of its responder: a start begins anew.
        if let Err(error) = mend(&core).await {
            tracing::warn!(%error, "the test request's responder cannot be looked after");
        }
        loop {
            match step(&core, &kept, &limits).await {
                // Of several programs another was first.
                Ok(()) | Err(ActionError::Refused(_)) => {}
                Err(error) => tracing::warn!(%error, "the test request does not get on"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    };
    tokio::select! {
        () = fly => {}
        () = shutdown.cancelled() => {}
    }
}

async fn mend(core: &Core) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    tx.mend_canary(core.now()).await?;
    Ok(tx.commit_quietly().await?)
}

/// Sends a canary if it is time, and does what its responder would do.
async fn step(core: &Core, kept: &Kept, limits: &Limits) -> Result<(), ActionError> {
    let mut tx = core.store.read().await?;
    let (open, last) = (tx.list_open_canaries().await?, tx.last_canary_asked_at().await?);
    let now = core.now();
    let is_time = open.is_empty() && last.is_none_or(|last| now.since(last) >= EVERY);
    if open.is_empty() && !is_time {
        return Ok(());
    }
    // What it was about: any. A hospital without categories is not set up yet, and cannot close a ticket.
    let Some(category) = tx.list_categories().await?.into_iter().find(|category| !category.hands_off) else {
        return Ok(());
    };
    drop(tx);
    for ticket in &open {
        let responder = Actor::Responder(canary::person());
        let act = async |command, actor| actions::act(core, ticket.id, command, actor, &Tap::default()).await;
        if now.since(ticket.asked_at) >= GONE_AFTER {
            act(Command::Withdraw { why: WithdrawReason::Other }, Actor::Requester).await?;
            continue;
        }
        match (ticket.state, ticket.offers.first()) {
            (State::Waiting, Some(offer)) => {
                act(Command::Accept { offer: offer.id, by: canary::person() }, responder).await?;
                act(Command::Arrive, responder).await?;
                act(Command::Resolve { by: canary::person(), category: category.id }, responder).await?;
            }
            (State::OnTheWay { .. }, _) => {
                act(Command::Arrive, responder).await?;
            }
            (State::WithYou { holder }, _) => {
                act(Command::Resolve { by: holder, category: category.id }, responder).await?;
            }
            _ => {}
        }
    }
    if is_time {
        send(core, kept, limits, now).await?;
    }
    Ok(())
}

/// Asks. Of several programs that do so at the same moment one makes the ticket: the key is the minute's.
async fn send(core: &Core, kept: &Kept, limits: &Limits, now: Timestamp) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    tx.put_canary(now).await?;
    tx.commit_quietly().await?;
    let minute = now.as_millis() / i64::try_from(EVERY.as_millis()).unwrap_or(i64::MAX);
    let request = NewRequest {
        key: format!("canary {minute}"),
        ward: canary::ward(),
        tag: canary::tag(),
        priority: Priority::P3,
        stuck: None,
        spot: None,
        note: None,
        asker: None,
        asked_by: AskedBy::WardLink,
        link_rotation: None,
        device_at: None,
        own: None,
        still_need: None,
    };
    actions::ask(core, kept, limits, request).await.map(drop)
}

/// What dispatch looks at for the canary: its own tickets, place and responder, and nobody else's.
pub(crate) async fn look(core: &Core) -> store::Result<Option<Snapshot>> {
    let mut tx = core.store.read().await?;
    let tickets: Vec<Ticket> = tx.list_open_canaries().await?;
    if tickets.is_empty() {
        return Ok(None);
    }
    let wards: Vec<_> = store::if_readable(tx.lookup_ward(canary::ward()).await)?.into_iter().collect();
    let survey = Survey { wards: &wards, ..Survey::default() };
    Ok(Some(Snapshot {
        travel: Arc::new(TravelTable::build(survey, &core.policy().walking)),
        responders: store::if_readable(tx.lookup_responder(canary::person()).await)?.into_iter().collect(),
        tickets,
        tags: vec![Tag { id: canary::tag(), slug: String::new(), name: String::new(), anyone: false }],
        wards,
        answers: std::iter::empty().collect(),
        signed_out: std::iter::empty().collect(),
        waves: std::iter::empty().collect(),
    }))
}

/// What the board says when no canary has been back for too long; `since` is when the program began to send them.
pub(crate) async fn alarm(core: &Core, since: Timestamp) -> store::Result<Option<String>> {
    let mut tx = core.store.read().await?;
    let is_set_up = !tx.list_categories().await?.is_empty();
    let back = tx.last_canary_back_at().await?.map_or(since, |back| back.max(since));
    let age = core.now().since(back);
    Ok((is_set_up && age >= ALARM_AFTER).then(|| {
        format!(
            "No test request has got through for {} minutes. Requests may not reach anyone.",
            age.as_secs() / 60
        )
    }))
}
