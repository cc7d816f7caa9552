//! Web push: alerts that reach a handset whose browser is closed, through the push service of that browser and no other
//! cloud.
//!
//! ```text
//! alerts ─┬─ message    what the alert says: nothing that a lock screen must not show
//!         ├─ endpoint   where it may go
//!         ├─ vapid      who we are: the signed token; keys: the pairs that sign it
//!         ├─ send       one request, and what its answer means
//!         └─ gone       handsets that a push service knows no more
//! ```
//!
//! The queue is emptied by [`outbound::Worker`]. An accepted message is not a delivered one. The service worker posts a receipt when it shows the alert and when it is
//! opened; the offer's own deadline decides what silence means.

mod alerts;
mod endpoint;
mod gone;
mod keys;
mod message;
mod send;
mod subscribe;
mod vapid;

pub use self::{
    alerts::{Alerts, Ended, Receipts, Senders},
    endpoint::{AllowedHosts, Endpoint, EndpointProblem, InvalidHost},
    keys::{
        KeyPair, SealKeysError, UnusableRandomness, add_first_key, handsets_on_retired_keys, key_in_use,
        seal_keys,
    },
    message::Message,
    send::{Sender, Settings},
    subscribe::{NewSubscription, SubscriptionProblem},
    vapid::{Contact, InvalidContact},
};
