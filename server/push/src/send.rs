//! One message to one handset, and what the push service's answer means.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::Timestamp;
use outbound::{Lanes, PublicOnly, retry_after};
use reqwest::{Client, Response, StatusCode, header, redirect};
use store::Subscription;
use tokio::sync::OwnedSemaphorePermit;
use url::Url;
use web_push::{ContentEncoding, SubscriptionInfo, WebPushError, WebPushMessage, WebPushMessageBuilder};

use super::{
    endpoint::{AllowedHosts, Endpoint},
    keys::KeyPair,
    message::Message,
    vapid::{Contact, Signer},
};

/// For everything: name, connection, request and answer.
const TIME_OUT: Duration = Duration::from_secs(5);

/// What a push service says about a refusal is kept up to this many characters.
const LONGEST_REASON: usize = 200;

/// What sending needs to know once.
#[derive(Debug, Clone)]
pub struct Settings {
    pub contact: Contact,
    pub allowed: AllowedHosts,
    /// Where a tap on an alert leads.
    pub public_url: Url,
}

/// Sends messages. One for the whole program: it keeps connections, tokens and lanes.
#[derive(Debug)]
pub struct Sender {
    client: Client,
    signer: Signer,
    lanes: Lanes,
    settings: Settings,
    /// Origins and keys whose refusal has been reported.
    alarmed: Mutex<HashSet<(String, String)>>,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The push service has it. Not yet the handset.
    Accepted,
    /// The browser has unsubscribed: forget it.
    Gone,
    /// Our fault or the wrong key: the device must subscribe again. Never a reason to forget it.
    Refused(String),
    TooLarge,
    /// Not now: the service is busy, down or slow. Not before the duration it asked for, if it did.
    Later {
        after: Option<Duration>,
        why: String,
    },
    /// Nothing is left of the time in which the message makes sense.
    Expired,
}

impl Sender {
    /// # Errors
    /// When the system has no TLS that can be used.
    pub fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .user_agent(concat!("Elbow/", env!("CARGO_PKG_VERSION")))
            .timeout(TIME_OUT)
            .redirect(redirect::Policy::none())
            // A proxy would look up names for us, past the check of addresses.
            .no_proxy()
            .dns_resolver(PublicOnly { loopback: settings.allowed.loopback(), private: false })
            .build()?;
        Ok(Self {
            client,
            signer: Signer::new(settings.contact.clone()),
            lanes: Lanes::default(),
            settings,
            alarmed: Mutex::default(),
        })
    }

    pub const fn public_url(&self) -> &Url {
        &self.settings.public_url
    }

    /// The subscription's endpoint, checked against the list of today.
    pub(super) fn endpoint(&self, subscription: &Subscription) -> Result<Endpoint, Answer> {
        Endpoint::parse(&subscription.endpoint, &self.settings.allowed)
            .map_err(|problem| Answer::Refused(problem.to_string()))
    }

    /// A place among the messages on their way to the same push service; none while there are too many.
    pub(super) async fn enter_lane(&self, endpoint: &Endpoint) -> Option<OwnedSemaphorePermit> {
        self.lanes.enter(endpoint.origin()).await
    }

    /// Sends once. `key` is the one that the subscription was made with.
    pub async fn send(
        &self,
        endpoint: &Endpoint,
        subscription: &Subscription,
        key: &KeyPair,
        message: &Message,
        now: Timestamp,
    ) -> Answer {
        let Some(ttl) = message.ttl(now) else { return Answer::Expired };
        let sealed = match self.seal(endpoint, subscription, key, message, ttl, now) {
            Ok(sealed) => sealed,
            Err(WebPushError::PayloadTooLarge) => return Answer::TooLarge,
            Err(problem) => return self.refused(endpoint, key, problem.to_string()),
        };
        match self.post(endpoint, sealed).await {
            Ok(response) => self.read(endpoint, key, response, now).await,
            // Without the address: it is a secret.
            Err(error) => Answer::Later { after: None, why: explain(&error.without_url()) },
        }
    }

    /// Encrypts and signs. The salt and the sender's key are drawn anew by OpenSSL for each message.
    fn seal(
        &self,
        endpoint: &Endpoint,
        subscription: &Subscription,
        key: &KeyPair,
        message: &Message,
        ttl: u32,
        now: Timestamp,
    ) -> Result<WebPushMessage, WebPushError> {
        let browser = SubscriptionInfo::new(endpoint.as_str(), &subscription.p256dh, &subscription.auth);
        let mut builder = WebPushMessageBuilder::new(&browser);
        builder.set_ttl(ttl);
        builder.set_urgency(web_push::Urgency::High);
        builder.set_topic(message.topic.clone());
        builder.set_payload(ContentEncoding::Aes128Gcm, &message.body);
        builder.set_vapid_signature(self.signer.token(endpoint, key, now)?);
        builder.build()
    }

    async fn post(&self, endpoint: &Endpoint, sealed: WebPushMessage) -> Result<Response, reqwest::Error> {
        let mut request = self.client.post(endpoint.as_url().clone()).header("TTL", sealed.ttl);
        if let Some(urgency) = sealed.urgency {
            request = request.header("Urgency", urgency.to_string());
        }
        if let Some(topic) = sealed.topic {
            request = request.header("Topic", topic);
        }
        if let Some(payload) = sealed.payload {
            request = request
                .header(header::CONTENT_TYPE, "application/octet-stream")
                .header(header::CONTENT_ENCODING, payload.content_encoding.to_str());
            for (name, value) in payload.crypto_headers {
                request = request.header(name, value);
            }
            request = request.body(payload.content);
        }
        request.send().await
    }

    async fn read(&self, endpoint: &Endpoint, key: &KeyPair, response: Response, now: Timestamp) -> Answer {
        let status = response.status();
        match status {
            status if status.is_success() => {
                self.alarmed().remove(&(endpoint.origin(), key.public.clone()));
                Answer::Accepted
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone,
            StatusCode::PAYLOAD_TOO_LARGE => Answer::TooLarge,
            // Microsoft says 406 when it throttles.
            StatusCode::TOO_MANY_REQUESTS | StatusCode::NOT_ACCEPTABLE | StatusCode::REQUEST_TIMEOUT => {
                later(&response, now)
            }
            status if status.is_server_error() => later(&response, now),
            // Apple says 400 to a wrong key, Mozilla 401, Google 403; the rest, redirects too, is for us to mend.
            _ => {
                let reason = reason(response).await;
                self.refused(endpoint, key, format!("{status}: {reason}"))
            }
        }
    }

    /// An alarm the first time that a push service refuses one of our keys; then silence until it accepts again.
    fn refused(&self, endpoint: &Endpoint, key: &KeyPair, why: String) -> Answer {
        let origin = endpoint.origin();
        if self.alarmed().insert((origin.clone(), key.public.clone())) {
            tracing::error!(
                origin,
                why,
                "a push service refuses our alerts; devices must switch alerts on again"
            );
        }
        Answer::Refused(why)
    }

    fn alarmed(&self) -> std::sync::MutexGuard<'_, HashSet<(String, String)>> {
        self.alarmed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn later(response: &Response, now: Timestamp) -> Answer {
    let asked_for = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
    Answer::Later {
        after: asked_for.and_then(|text| retry_after(text, now)),
        why: response.status().to_string(),
    }
}

/// The beginning of what the push service says, fit for a log.
async fn reason(mut response: Response) -> String {
    let chunk = response.chunk().await.ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&chunk);
    text.chars().take(LONGEST_REASON).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// An error with its causes, which reqwest leaves out.
fn explain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
