//! One message to one handset, and what the push service's answer means.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use domain::Timestamp;
use outbound::{Answer, Client, NoTls, Reach, Reply, StatusCode};
use store::Subscription;
use url::Url;
use web_push::{ContentEncoding, SubscriptionInfo, WebPushError, WebPushMessage, WebPushMessageBuilder};

use super::{
    endpoint::{AllowedHosts, Endpoint},
    keys::KeyPair,
    message::Message,
    vapid::{Contact, Signer},
};

/// What sending needs to know once.
#[derive(Debug, Clone)]
pub struct Settings {
    pub contact: Contact,
    pub allowed: AllowedHosts,
    /// Where a tap on an alert leads.
    pub public_url: Url,
}

/// Sends messages. One for the whole program: it keeps connections and tokens.
#[derive(Debug)]
pub struct Sender {
    client: Client,
    signer: Signer,
    settings: Settings,
    /// Origins and keys whose refusal has been reported.
    alarmed: Mutex<HashSet<(String, String)>>,
}

impl Sender {
    /// # Errors
    /// [`NoTls`].
    pub fn new(settings: Settings) -> Result<Self, NoTls> {
        let client = Client::new(Reach { loopback: settings.allowed.loopback(), private: false })?;
        Ok(Self {
            client,
            signer: Signer::new(settings.contact.clone()),
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
        let (headers, body) = in_http(sealed);
        let answer = match self.client.post(endpoint.as_url(), headers, body, now).await {
            Ok(reply) => read(reply).await,
            Err(answer) => answer,
        };
        match answer {
            Answer::Accepted => {
                self.alarmed().remove(&(endpoint.origin(), key.public.clone()));
                Answer::Accepted
            }
            Answer::Refused(why) => self.refused(endpoint, key, why),
            answer => answer,
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

/// As RFC 8030 has it.
fn in_http(sealed: WebPushMessage) -> (Vec<(&'static str, String)>, Vec<u8>) {
    let mut headers = vec![("ttl", sealed.ttl.to_string())];
    headers.extend(sealed.urgency.map(|urgency| ("urgency", urgency.to_string())));
    headers.extend(sealed.topic.map(|topic| ("topic", topic)));
    let Some(payload) = sealed.payload else { return (headers, Vec::new()) };
    headers.push(("content-type", "application/octet-stream".to_owned()));
    headers.push(("content-encoding", payload.content_encoding.to_str().to_owned()));
    headers.extend(payload.crypto_headers);
    (headers, payload.content)
}

/// What push services mean by it. Apple says 400 to a wrong key, Mozilla 401, Google 403: those are for us to mend.
async fn read(reply: Reply) -> Answer {
    match reply.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone,
        StatusCode::PAYLOAD_TOO_LARGE => Answer::TooLarge,
        // Microsoft says so when it throttles.
        StatusCode::NOT_ACCEPTABLE => reply.later(),
        _ => reply.answer().await,
    }
}
