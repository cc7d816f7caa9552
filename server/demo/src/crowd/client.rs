//! One person's browser: cookies, forms, and no redirect followed unseen.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Client, Response, StatusCode,
    header::{ACCEPT, HeaderMap, HeaderValue, LOCATION, ORIGIN},
    redirect::Policy,
};
use serde::de::DeserializeOwned;
use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(15);

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("no HTTP client can be made: {0}")]
    NoClient(reqwest::Error),
    /// No answer, or one that cannot be read. The address is left out: it may be a secret.
    #[error("no answer: {0}")]
    NoAnswer(reqwest::Error),
    #[error("answered {0}")]
    Refused(StatusCode),
    /// The server says who you are not: signed out, or never signed in.
    #[error("not signed in")]
    SignedOut,
}

impl From<reqwest::Error> for Trouble {
    fn from(error: reqwest::Error) -> Self {
        Self::NoAnswer(error.without_url())
    }
}

impl Trouble {
    /// Whether the same request may succeed a little later.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::NoAnswer(_) => true,
            Self::Refused(status) => status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS,
            Self::NoClient(_) | Self::SignedOut => false,
        }
    }
}

/// Lets the crowd as a whole make only so many requests a second, in turn.
#[derive(Debug)]
pub(super) struct Throttle {
    gap: Duration,
    next: Mutex<Instant>,
}

impl Throttle {
    pub(super) fn new(per_second: u32) -> Self {
        Self { gap: Duration::from_secs(1) / per_second.max(1), next: Mutex::new(Instant::now()) }
    }

    async fn turn(&self) {
        let turn = {
            let mut next = self.next.lock().await;
            let turn = (*next).max(Instant::now());
            *next = turn + self.gap;
            turn
        };
        sleep_until(turn).await;
    }
}

#[derive(Debug)]
pub(super) struct Browser {
    client: Client,
    base: Url,
    throttle: Arc<Throttle>,
}

impl Browser {
    pub(super) fn new(base: &Url, throttle: &Arc<Throttle>) -> Result<Self, Trouble> {
        let origin = HeaderValue::from_str(&base.origin().ascii_serialization()).ok();
        let headers: HeaderMap = origin.map(|origin| (ORIGIN, origin)).into_iter().collect();
        let client = Client::builder()
            .cookie_store(true)
            .default_headers(headers)
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .build()
            .map_err(Trouble::NoClient)?;
        Ok(Self { client, base: base.clone(), throttle: Arc::clone(throttle) })
    }

    /// The HTML of a page.
    pub(super) async fn page(&self, path: &str) -> Result<String, Trouble> {
        self.throttle.turn().await;
        let answer = self.client.get(self.address(path)).send().await?;
        Ok(expect(answer, StatusCode::OK)?.text().await?)
    }

    pub(super) async fn json<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        self.throttle.turn().await;
        let answer = self.client.get(self.address(path)).header(ACCEPT, "application/json").send().await?;
        Ok(expect(answer, StatusCode::OK)?.json().await?)
    }

    /// Sends a form; answers with where its success leads.
    pub(super) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Result<String, Trouble> {
        self.throttle.turn().await;
        let answer = self.client.post(self.address(path)).form(form).send().await?;
        let answer = expect(answer, StatusCode::SEE_OTHER)?;
        let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
        Ok(location.unwrap_or_default().to_owned())
    }

    /// Sends what has no page for an answer.
    pub(super) async fn tell(&self, path: &str, form: &[(&str, &str)]) -> Result<(), Trouble> {
        self.throttle.turn().await;
        let answer = self.client.post(self.address(path)).form(form).send().await?;
        expect(answer, StatusCode::NO_CONTENT).map(drop)
    }

    /// Sends a form and reads the answer as data.
    pub(super) async fn post_for_json<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, &str)],
    ) -> Result<T, Trouble> {
        self.throttle.turn().await;
        let request = self.client.post(self.address(path)).header(ACCEPT, "application/json");
        let answer = request.form(form).send().await?;
        Ok(expect(answer, StatusCode::OK)?.json().await?)
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_str().trim_end_matches('/'))
    }
}

fn expect(answer: Response, expected: StatusCode) -> Result<Response, Trouble> {
    match answer.status() {
        status if status == expected => Ok(answer),
        // A redirect where a page or data was asked for leads to a sign-in.
        StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER => Err(Trouble::SignedOut),
        status => Err(Trouble::Refused(status)),
    }
}
