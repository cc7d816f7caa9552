//! A push service that takes everything, and remembers when.

use std::sync::{Arc, Mutex};

use axum::{
    body::Bytes,
    extract::State,
    http::{StatusCode, Uri},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{PersonId, Timestamp};
use store::Subscription;
use tokio::{net::TcpListener, sync::Notify, time::Instant};

/// A message as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    pub(crate) at: Instant,
    /// Ends in the number of the responder.
    pub(crate) path: String,
    pub(crate) body: Bytes,
}

impl Push {
    /// To which responder, by number.
    pub(crate) fn responder(&self) -> usize {
        self.path.trim_start_matches('/').parse().unwrap()
    }
}

#[derive(Debug, Default)]
struct Told {
    pushes: Mutex<Vec<Push>>,
    arrived: Notify,
}

#[derive(Debug, Clone)]
pub(crate) struct PushService {
    origin: String,
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

    /// When the first message came after `since`; waits for it.
    pub(crate) async fn first_after(&self, since: Instant) -> Instant {
        loop {
            let arrived = self.told.arrived.notified();
            let first = self.told.pushes.lock().unwrap().iter().map(|push| push.at).find(|at| *at > since);
            match first {
                Some(at) => return at,
                None => arrived.await,
            }
        }
    }

    /// All messages after the first `seen`; waits for one.
    pub(crate) async fn wait_after(&self, seen: usize) -> Vec<Push> {
        loop {
            let arrived = self.told.arrived.notified();
            let new = self.told.pushes.lock().unwrap()[seen..].to_vec();
            if !new.is_empty() {
                return new;
            }
            arrived.await;
        }
    }

    pub(crate) fn pushes(&self) -> Vec<Push> {
        self.told.pushes.lock().unwrap().clone()
    }
}

async fn receive(State(told): State<Arc<Told>>, uri: Uri, body: Bytes) -> StatusCode {
    let push = Push { at: Instant::now(), path: uri.path().to_owned(), body };
    told.pushes.lock().unwrap().push(push);
    told.arrived.notify_waiters();
    StatusCode::CREATED
}

/// The secret half of a handset's subscription.
#[derive(Debug, Clone)]
pub(crate) struct Handset {
    keys: ece::EcKeyComponents,
    auth: [u8; 16],
}

impl Handset {
    pub(crate) fn new() -> Self {
        let (pair, auth) = ece::generate_keypair_and_auth_secret().unwrap();
        Self { keys: pair.raw_components().unwrap(), auth }
    }

    pub(crate) fn subscription(
        &self,
        service: &PushService,
        number: usize,
        person: PersonId,
        vapid_key: &str,
        now: Timestamp,
    ) -> Subscription {
        Subscription {
            endpoint: format!("{}/{number}", service.origin),
            person,
            device: None,
            p256dh: BASE64_URL_SAFE_NO_PAD.encode(self.keys.public_key()),
            auth: BASE64_URL_SAFE_NO_PAD.encode(self.auth),
            vapid_key: vapid_key.to_owned(),
            made_at: now,
            refused_at: None,
        }
    }

    pub(crate) fn open(&self, push: &Push) -> serde_json::Value {
        serde_json::from_slice(&ece::decrypt(&self.keys, &self.auth, &push.body).unwrap()).unwrap()
    }
}
