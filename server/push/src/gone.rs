//! Handsets that a push service knows no more. A browser may go on handing out such an address; so it is remembered, and a
//! handset that tells us of it again is asked for another (`actions::keep_subscription`).

use std::time::Duration;

use domain::{Logged, PersonId, Timestamp, ticket::Actor};
use ground::links;
use store::{NewEvent, Subject, Tx};

/// An address that is gone never comes back; a browser that still has it after so long is told so anew.
const REMEMBERED_FOR: Duration = Duration::from_hours(30 * 24);

/// Takes the address away from its person, whose page says so. What was tested there proves nothing any more.
pub(super) async fn forget(
    tx: &mut dyn Tx,
    person: PersonId,
    endpoint: &str,
    now: Timestamp,
) -> store::Result<()> {
    tx.remove_subscription(endpoint).await?;
    tx.forget_endpoints_gone(now - REMEMBERED_FOR).await?;
    tx.add_endpoint_gone(links::hash(endpoint), now).await?;
    tx.set_alerts_tested(person, None).await?;
    let event = NewEvent::new(Subject::Person(person), Actor::Engine, now, Logged::AlertsGone);
    tx.append_event(&event).await.map(drop)
}
