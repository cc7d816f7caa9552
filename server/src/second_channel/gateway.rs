//! The trust's own gateway: one address that we post to, and what its answer means.

use std::time::Duration;

use domain::Timestamp;
use outbound::{PublicOnly, SIGNATURE, retry_after, sign};
use reqwest::{Client, StatusCode, header, redirect};

use super::message::Message;
use crate::config::GatewayConfig;

/// For everything: name, connection, request and answer.
const TIME_OUT: Duration = Duration::from_secs(5);

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Accepted,
    /// It will not take this call, however often it is asked.
    Refused(String),
    /// Not now. Not before the duration it asked for, if it did.
    Later {
        after: Option<Duration>,
        why: String,
    },
}

/// Posts calls. One for the whole program: it keeps the connection.
#[derive(Debug)]
pub(crate) struct Gateway {
    client: Client,
    config: GatewayConfig,
}

impl Gateway {
    /// # Errors
    /// When the system has no TLS that can be used.
    pub(crate) fn new(config: GatewayConfig) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .user_agent(concat!("Elbow/", env!("CARGO_PKG_VERSION")))
            .timeout(TIME_OUT)
            .redirect(redirect::Policy::none())
            // A proxy would look up names for us, past the check of addresses.
            .no_proxy()
            .dns_resolver(PublicOnly { loopback: config.allow_loopback, private: config.allow_private })
            .build()?;
        Ok(Self { client, config })
    }

    pub(super) fn command_centre(&self) -> Option<&str> {
        self.config.command_centre.as_deref()
    }

    pub(super) async fn post(&self, message: &Message, now: Timestamp) -> Answer {
        let signature = sign(self.config.secret.as_str(), now, &message.body);
        let request = self
            .client
            .post(self.config.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(SIGNATURE, signature)
            .body(message.body.clone());
        match request.send().await {
            Ok(response) => {
                let asked_for = response.headers().get(header::RETRY_AFTER);
                let after = asked_for.and_then(|value| retry_after(value.to_str().ok()?, now));
                read(response.status(), after)
            }
            // Without the address: some gateways have their password in it.
            Err(error) => Answer::Later { after: None, why: error.without_url().to_string() },
        }
    }
}

fn read(status: StatusCode, after: Option<Duration>) -> Answer {
    match status {
        status if status.is_success() => Answer::Accepted,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
            Answer::Later { after, why: status.to_string() }
        }
        status if status.is_server_error() => Answer::Later { after, why: status.to_string() },
        status => Answer::Refused(status.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_asked_again() {
        let after = Some(Duration::from_secs(3));
        for (status, is_later) in
            [(408, true), (429, true), (500, true), (503, true), (301, false), (401, false)]
        {
            let answer = read(StatusCode::from_u16(status).unwrap(), after);
            assert_eq!(matches!(answer, Answer::Later { after: Some(_), .. }), is_later, "{status}");
        }
        assert_eq!(read(StatusCode::ACCEPTED, None), Answer::Accepted);
    }
}
