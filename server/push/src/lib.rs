//! Web push: alerts that reach a handset whose browser is closed, through the push service of that browser and no other
//! cloud.
//!
//! ```text
//! outbox ─ worker ─┬─ message    what the alert says: nothing that a lock screen must not show
//!                  ├─ endpoint   where it may go; address: and where names may lead
//!                  ├─ vapid      who we are: the signed token; keys: the pairs that sign it
//!                  ├─ lanes      so many at once to one push service, so that a slow one delays no other
//!                  ├─ send       one request, and what its answer means
//!                  ├─ gone       handsets that a push service knows no more
//!                  └─ progress   which handsets have answered, and what follows for the alert
//! ```
//!
//! An accepted message is not a delivered one. The service worker posts a receipt when it shows the alert and when it is
//! opened; the offer's own deadline decides what silence means.

mod endpoint;
mod gone;
mod keys;
mod message;
mod progress;
mod send;
mod subscribe;
mod vapid;
mod worker;

pub use self::{
    endpoint::{AllowedHosts, Endpoint, EndpointProblem, InvalidHost},
    keys::{KeyPair, SealKeysError, UnusableRandomness, handsets_on_retired_keys, key_in_use, seal_keys},
    message::Message,
    send::{Answer, Sender, Settings},
    subscribe::{NewSubscription, SubscriptionProblem},
    vapid::{Contact, InvalidContact},
    worker::{Ended, Receipts, Worker, run},
};
