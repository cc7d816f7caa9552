//! One request to somebody else's server. Whoever set the address, it is reached only where it may lead ([`Reach`]), no
//! redirect is followed, no proxy is asked, no more is read than one piece of the answer, and all of it ends in time.

#[cfg(test)]
mod tests;

use std::{error::Error, time::Duration};

use domain::Timestamp;
pub use reqwest::StatusCode;
use reqwest::{header, redirect};
use url::Url;

use crate::{
    Answer, Reach,
    reach::{Guard, Lookup, system_lookup},
    retry::retry_after,
};

/// For everything: name, connection, request and answer.
pub const WITHIN: Duration = Duration::from_secs(5);

/// What a server says about a refusal is kept up to this many characters.
const LONGEST_REASON: usize = 200;

/// Posts to servers of others. One for a channel: it keeps connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    reach: Reach,
}

/// The system has no TLS that can be used.
#[derive(Debug, thiserror::Error)]
#[error("nothing can be sent to other servers: {0}")]
pub struct NoTls(#[from] reqwest::Error);

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    response: reqwest::Response,
    at: Timestamp,
}

impl Client {
    /// # Errors
    /// [`NoTls`].
    pub fn new(reach: Reach) -> Result<Self, NoTls> {
        Self::with(reach, system_lookup(), WITHIN)
    }

    fn with(reach: Reach, lookup: Lookup, within: Duration) -> Result<Self, NoTls> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("Elbow/", env!("CARGO_PKG_VERSION")))
            .timeout(within)
            .redirect(redirect::Policy::none())
            // A proxy would look up names for us, past the check of addresses.
            .no_proxy()
            .dns_resolver(Guard { reach, lookup })
            .build()?;
        Ok(Self { http, reach })
    }

    /// Posts once, within [`WITHIN`].
    ///
    /// # Errors
    /// What follows where the server says nothing: [`Answer::Refused`] if the address may not be called at all,
    /// [`Answer::Later`] if nobody is there, or nobody answers. Neither holds the address: it may be a secret.
    pub async fn post(
        &self,
        url: &Url,
        headers: impl IntoIterator<Item = (&'static str, String)>,
        body: Vec<u8>,
        now: Timestamp,
    ) -> Result<Reply, Answer> {
        if !self.reach.allows(url) {
            return Err(Answer::Refused("the address is not one that may be called".to_owned()));
        }
        let request =
            headers.into_iter().fold(self.http.post(url.clone()).body(body), |request, (name, value)| {
                request.header(name, value)
            });
        match request.send().await {
            Ok(response) => Ok(Reply { response, at: now }),
            Err(error) if error.is_builder() => Err(Answer::Refused(explain(&error.without_url()))),
            Err(error) => Err(Answer::Later { after: None, why: explain(&error.without_url()) }),
        }
    }
}

impl Reply {
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// What an answer means where nothing else was agreed.
    pub async fn answer(self) -> Answer {
        match self.status() {
            status if status.is_success() => Answer::Accepted,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
                self.later()
            }
            status if status.is_server_error() => self.later(),
            // Redirects too: what moves has to be entered anew by whoever set the address.
            status => match self.reason().await.as_str() {
                "" => Answer::Refused(status.to_string()),
                reason => Answer::Refused(format!("{status}: {reason}")),
            },
        }
    }

    /// It is to be asked again, not before it asked for.
    pub fn later(self) -> Answer {
        let asked_for =
            self.response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
        let after = asked_for.and_then(|text| retry_after(text, self.at));
        Answer::Later { after, why: self.status().to_string() }
    }

    /// The beginning of what it says, fit for a log. One piece of the body: whoever sends more, or a byte at a time, is not
    /// listened to.
    async fn reason(mut self) -> String {
        let piece = self.response.chunk().await.ok().flatten().unwrap_or_default();
        let text = String::from_utf8_lossy(&piece);
        text.chars().take(LONGEST_REASON).map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}

/// An error with its causes, which reqwest leaves out.
fn explain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
