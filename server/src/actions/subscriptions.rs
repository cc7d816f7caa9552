//! Where handsets can be alerted.

use domain::{DeviceId, Duty, Logged, PersonId};
use ground::links;
use store::{Subscription, Tx, if_readable};

use super::{
    ActionError, Tap,
    duty::{responder_event, test_alert},
    grants::has_job,
};
use crate::core::Core;

/// What a handset has to do about the subscription it told us of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nothing: it will be alerted there.
    Yes,
    /// Subscribe again, with this key: the one it used is no longer what we subscribe with, or a push service refuses
    /// what we send there, or knows it no more, although the browser still hands it out.
    SubscribeAgain { key: String },
}

/// Keeps a subscription, which handsets tell us of at each start of the page. What is known already changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`] while there is no key to subscribe with.
pub async fn keep_subscription(core: &Core, new: &Subscription) -> Result<Kept, ActionError> {
    let mut read = core.store.read().await?;
    let key = push::key_in_use(read.as_mut()).await?.ok_or(ActionError::NotFound)?;
    let known = find(read.as_mut(), new).await?;
    let is_gone = read.is_endpoint_gone(links::hash(&new.endpoint)).await?;
    drop(read);
    if is_gone || new.vapid_key != key || known.as_ref().is_some_and(|known| known.refused_at.is_some()) {
        return Ok(Kept::SubscribeAgain { key });
    }
    let is_known = |known: &Subscription| *known == Subscription { made_at: known.made_at, ..new.clone() };
    if known.as_ref().is_some_and(is_known) {
        return Ok(Kept::Yes);
    }
    let mut tx = core.write().await?;
    // Shut out, or signed out, since the page told us: nothing is to be sent there.
    let is_enrolled = match new.device {
        Some(id) => tx.is_enrolled(id).await?,
        None => true,
    };
    if !is_enrolled {
        return Err(ActionError::NotFound);
    }
    tx.put_subscription(new).await?;
    if let Some(device) = new.device {
        tx.remove_older_subscriptions(device, &new.endpoint).await?;
    }
    let now = core.now();
    // Somebody who is on shift already learns whether it works, too.
    let responder = if_readable(tx.lookup_responder(new.person).await)?;
    if responder.is_some_and(|person| person.duty == Duty::OnShift && person.alerts_tested_at.is_none()) {
        tx.add_alert(&test_alert(new.person, now)).await?;
    }
    tx.append_event(&responder_event(new.person, &Tap::default(), now, Logged::AlertsOn)).await?;
    tx.commit().await?;
    Ok(Kept::Yes)
}

/// Where somebody hears that the job they have is taken away, though their account or handset ends: it is kept for that alert, and gone
/// with it.
#[derive(Debug, Default)]
pub(super) struct LastWord(Vec<Subscription>);

impl LastWord {
    /// Asked before anything has ended; nowhere if they have no job. `device`: that which ends, if not all does.
    pub(super) async fn of(
        tx: &mut dyn Tx,
        person: PersonId,
        device: Option<DeviceId>,
    ) -> Result<Self, store::Error> {
        if !has_job(tx, person).await? {
            return Ok(Self::default());
        }
        let mut places = tx.list_subscriptions(person).await?;
        places.retain(|place| device.is_none() || place.device == device);
        Ok(Self(places))
    }

    /// After all has ended.
    pub(super) async fn keep(&self, tx: &mut dyn Tx) -> Result<(), store::Error> {
        for place in &self.0 {
            tx.put_subscription(place).await?;
        }
        Ok(())
    }
}

async fn find(tx: &mut dyn Tx, new: &Subscription) -> Result<Option<Subscription>, store::Error> {
    let known = tx.list_subscriptions(new.person).await?;
    Ok(known.into_iter().find(|known| known.endpoint == new.endpoint))
}
