//! What leaves Elbow for somebody else's server, and how: one client that calls nobody it must not, and one worker that
//! empties a queue.
//!
//! ```text
//! table ─ worker ─┬─ queue      what a channel has to say: its rows, its messages, what an answer means
//!                 ├─ lanes      so many messages at once to one server, so that a slow one delays no other
//!                 ├─ progress   which destinations of a message have answered
//!                 ├─ retry      when to try again
//!                 └─ client     one request; reach: where names may lead; signature: that it is from us
//! ```
//!
//! A new channel is a table, a [`Queue`] over it and the text of its message. The queue prepares letters, each to one
//! destination, and sends one with [`Client::post`]; [`Worker::run`] does the rest:
//!
//! ```no_run
//! # use outbound::{Answer, Client, SIGNATURE, sign};
//! # async fn send(client: &Client, url: url::Url, secret: &str, body: Vec<u8>, now: domain::Timestamp) -> Answer {
//! let headers = [("content-type", "application/json".to_owned()), (SIGNATURE, sign(secret, now, &body))];
//! match client.post(&url, headers, body, now).await {
//!     // 2xx was accepted, 408, 425, 429 and 5xx are asked again, the rest is refused.
//!     Ok(reply) => reply.answer().await,
//!     Err(answer) => answer,
//! }
//! # }
//! ```

mod answer;
mod client;
mod lanes;
mod progress;
mod queue;
mod reach;
mod retry;
mod signature;
mod worker;

pub use self::{
    answer::{Answer, Ending},
    client::{Client, NoTls, Reply, StatusCode, WITHIN},
    queue::{Claim, Prepared, Queue},
    reach::Reach,
    signature::{SIGNATURE, sign},
    worker::Worker,
};
