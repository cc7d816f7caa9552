//! A push service on this machine that answers as it is told, and browsers that are subscribed to it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, Uri},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{PersonId, Timestamp};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde_json::{Value, json};
use store::Subscription;
use tokio::{net::TcpListener, sync::Notify, time::Instant};

/// What the service says to one request; 201 when nothing is scripted.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    after: Duration,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), after: Duration::ZERO }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.after = delay;
        self
    }
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    pub(crate) path: String,
    pub(crate) at: Instant,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Push {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The claims of the token, after its signature was checked against the key beside it.
    pub(crate) fn claims(&self, public_key: &str) -> Value {
        let (token, key) =
            self.header("authorization").strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, public_key);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let key = VerifyingKey::from_sec1_bytes(&decode(key)).unwrap();
        let signature = Signature::from_slice(&decode(signature)).unwrap();
        key.verify(signed.as_bytes(), &signature).unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        let header: Value = serde_json::from_slice(&decode(header)).unwrap();
        assert_eq!(header["alg"], "ES256");
        serde_json::from_slice(&decode(claims)).unwrap()
    }
}

fn decode(text: &str) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
}

#[derive(Debug, Default)]
struct Told {
    replies: Mutex<VecDeque<Reply>>,
    pushes: Mutex<Vec<Push>>,
    arrived: Notify,
}

#[derive(Debug, Clone)]
pub(crate) struct PushService {
    pub(crate) origin: String,
    told: Arc<Told>,
}

impl PushService {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let told = Arc::new(Told::default());
        let app = axum::Router::new().fallback(receive).with_state(Arc::clone(&told));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { origin, told }
    }

    /// The next requests get these replies, in order.
    pub(crate) fn reply(&self, replies: impl IntoIterator<Item = Reply>) {
        self.told.replies.lock().unwrap().extend(replies);
    }

    pub(crate) fn pushes(&self) -> Vec<Push> {
        self.told.pushes.lock().unwrap().clone()
    }

    /// All pushes, as soon as there are `count`.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Push> {
        let wait = async {
            loop {
                let arrived = self.told.arrived.notified();
                let pushes = self.pushes();
                if pushes.len() >= count {
                    return pushes;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), wait).await.expect("a push within ten seconds")
    }
}

async fn receive(
    State(told): State<Arc<Told>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, HeaderMap, &'static str) {
    let reply = told.replies.lock().unwrap().pop_front().unwrap_or_else(|| Reply::status(201));
    let push = Push { path: uri.path().to_owned(), at: Instant::now(), headers, body };
    told.pushes.lock().unwrap().push(push);
    told.arrived.notify_waiters();
    tokio::time::sleep(reply.after).await;
    let headers = reply
        .headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
        .collect();
    (StatusCode::from_u16(reply.status).unwrap(), headers, "told to say so")
}

/// The secret half of a browser's subscription.
pub(crate) struct Browser {
    endpoint: String,
    keys: ece::EcKeyComponents,
    auth: [u8; 16],
}

impl Browser {
    pub(crate) fn at(service: &PushService, name: &str) -> Self {
        Self::at_origin(&service.origin, name)
    }

    pub(crate) fn at_origin(origin: &str, name: &str) -> Self {
        let (pair, auth) = ece::generate_keypair_and_auth_secret().unwrap();
        let endpoint = format!("{origin}/notify/{name}");
        Self { endpoint, keys: pair.raw_components().unwrap(), auth }
    }

    pub(crate) fn subscription(&self, person: PersonId, vapid_key: &str, now: Timestamp) -> Subscription {
        Subscription {
            endpoint: self.endpoint.clone(),
            person,
            device: None,
            p256dh: BASE64_URL_SAFE_NO_PAD.encode(self.keys.public_key()),
            auth: BASE64_URL_SAFE_NO_PAD.encode(self.auth),
            vapid_key: vapid_key.to_owned(),
            made_at: now,
            refused_at: None,
        }
    }

    /// What somebody else needs to open and check a push, with the secrets of this browser.
    pub(crate) fn case(&self, push: &Push) -> Value {
        json!({
            "private": BASE64_URL_SAFE_NO_PAD.encode(self.keys.private_key()),
            "auth": BASE64_URL_SAFE_NO_PAD.encode(self.auth),
            "body": BASE64_URL_SAFE_NO_PAD.encode(&push.body),
            "authorization": push.header("authorization"),
        })
    }

    pub(crate) fn open(&self, push: &Push) -> Value {
        serde_json::from_slice(&ece::decrypt(&self.keys, &self.auth, &push.body).unwrap()).unwrap()
    }
}
