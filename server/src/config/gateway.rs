//! Where calls go.

use std::fmt;

use outbound::Reach;
use url::{Host, Url};

/// Shorter secrets can be guessed.
const LEAST_SECRET: usize = 32;

/// Where calls go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayConfig {
    pub url: Url,
    pub secret: Secret,
    /// Under what the gateway reaches the command centre; none if it is not to be called.
    pub command_centre: Option<String>,
    /// Whether the gateway may stand in the hospital's own network; or on this machine, for tests.
    pub reach: Reach,
}

/// What the gateway knows us by. Never printed.
#[derive(Clone, PartialEq, Eq)]
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

    pub(crate) fn as_str(&self) -> &str {
        &self.0
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
    pub fn parse_url(text: &str, reach: Reach) -> Result<Url, String> {
        let url = Url::parse(text).map_err(|_| format!("{text:?} is not a web address"))?;
        let is_loopback = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
        if reach.loopback && is_loopback {
            return Ok(url);
        }
        match url.host() {
            _ if url.scheme() != "https" => Err("it must be https".to_owned()),
            _ if !url.username().is_empty() || url.password().is_some() => {
                Err("it must not hold a user name or password".to_owned())
            }
            Some(Host::Domain(_)) => Ok(url),
            Some(_) if reach.private && reach.allows(&url) => Ok(url),
            _ => {
                Err("it must have a name, or with second_channel.allow_private a number in the trust's own network"
                    .to_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateway_is_reached_by_https_and_by_name() {
        let parse =
            |text, private| GatewayConfig::parse_url(text, Reach { loopback: false, private }).is_ok();
        for (text, outside, inside) in [
            ("https://gateway.trust.example/elbow", true, true),
            ("https://gateway.trust.example:8443/elbow", true, true),
            ("https://10.1.2.3/elbow", false, true),
            ("https://169.254.169.254/elbow", false, false),
            ("https://127.0.0.1/elbow", false, false),
            ("http://gateway.trust.example/elbow", false, false),
            ("https://user:word@gateway.trust.example/", false, false),
            ("http://localhost:9000/", false, false),
            ("gateway", false, false),
        ] {
            assert_eq!((parse(text, false), parse(text, true)), (outside, inside), "{text}");
        }
        assert!(
            GatewayConfig::parse_url("http://127.0.0.1:9000/", Reach { loopback: true, private: false })
                .is_ok()
        );
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
