//! The trust's own gateway: one address that we post to, and what its answer means.

use std::{fmt, time::Duration};

use domain::Timestamp;
use reqwest::{Client, StatusCode, header, redirect};
use url::{Host, Url};

use super::{
    message::Message,
    signature::{self, sign},
};
use crate::push::{PublicOnly, retry_after};

/// For everything: name, connection, request and answer.
const TIME_OUT: Duration = Duration::from_secs(5);

/// Shorter secrets can be guessed.
const LEAST_SECRET: usize = 32;

/// Where calls go.
#[derive(Debug, Clone)]
pub struct GatewayConfig {
    pub url: Url,
    pub secret: Secret,
    /// Under what the gateway reaches the command centre; none if it is not to be called.
    pub command_centre: Option<String>,
    /// The gateway may stand in the hospital's own network.
    pub allow_private: bool,
    /// … or on this machine, for tests.
    pub allow_loopback: bool,
}

/// What the gateway knows us by. Never printed.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// # Errors
    /// A sentence, if it could be guessed, or was copied with more than it is.
    pub fn parse(text: &str) -> Result<Self, String> {
        // A line end that came with it from a file: the gateway would have another.
        if text.trim() != text || text.chars().any(char::is_control) {
            return Err(
                "it must not begin or end with a space, nor hold line ends; look at its end".to_owned()
            );
        }
        if text.len() < LEAST_SECRET {
            return Err(format!("it must have at least {LEAST_SECRET} characters"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl GatewayConfig {
    /// Reads the address: https, and by name unless it may be in a private network.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse_url(text: &str, allow_private: bool, allow_loopback: bool) -> Result<Url, String> {
        let url = Url::parse(text).map_err(|_| format!("{text:?} is not a web address"))?;
        let is_loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
        if allow_loopback && is_loopback {
            return Ok(url);
        }
        match url.host() {
            _ if url.scheme() != "https" => Err("it must be https".to_owned()),
            _ if !url.username().is_empty() || url.password().is_some() => {
                Err("it must not hold a user name or password".to_owned())
            }
            Some(Host::Domain(_)) => Ok(url),
            Some(_) if allow_private => Ok(url),
            _ => {
                Err("it must have a name, not a number, unless second_channel.allow_private is true"
                    .to_owned())
            }
        }
    }
}

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
pub struct Gateway {
    client: Client,
    config: GatewayConfig,
}

impl Gateway {
    /// # Errors
    /// When the system has no TLS that can be used.
    pub fn new(config: GatewayConfig) -> Result<Self, reqwest::Error> {
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
        let signature = sign(&self.config.secret.0, now, &message.body);
        let request = self
            .client
            .post(self.config.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(signature::HEADER, signature)
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
    fn a_gateway_is_reached_by_https_and_by_name() {
        let parse = |text, private| GatewayConfig::parse_url(text, private, false).is_ok();
        for (text, outside, inside) in [
            ("https://gateway.trust.example/elbow", true, true),
            ("https://gateway.trust.example:8443/elbow", true, true),
            ("https://10.1.2.3/elbow", false, true),
            ("http://gateway.trust.example/elbow", false, false),
            ("https://user:word@gateway.trust.example/", false, false),
            ("http://localhost:9000/", false, false),
            ("gateway", false, false),
        ] {
            assert_eq!((parse(text, false), parse(text, true)), (outside, inside), "{text}");
        }
        assert!(GatewayConfig::parse_url("http://127.0.0.1:9000/", false, true).is_ok());
    }

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

    #[test]
    fn a_secret_is_long_and_not_printed() {
        assert!(Secret::parse("short").is_err());
        assert!(Secret::parse("a secret that came with a line end\n").is_err());
        assert!(Secret::parse("a secret of several words that nobody guesses").is_ok());
        let secret = Secret::parse(&"s3cret".repeat(6)).unwrap();
        assert_eq!(format!("{secret:?}"), "Secret");
    }
}
