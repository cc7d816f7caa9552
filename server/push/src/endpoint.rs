//! Where alerts may be sent.
//!
//! Endpoints come from clients. Unchecked they would let anyone make this server post to any address it can reach, so
//! only the push services of the big browsers (and those a trust adds) pass, by name, over https.

use std::fmt;

use url::{Host, Url};

/// The push services of Chrome and its kin, Firefox, Edge and Safari.
const SHIPPED: [&str; 4] =
    ["fcm.googleapis.com", "*.push.services.mozilla.com", "*.notify.windows.com", "*.push.apple.com"];

/// Longer than any push service's endpoint, shorter than what would hurt.
const MAX_LENGTH: usize = 2048;

/// The push services that alerts may go to.
#[derive(Debug, Clone)]
pub struct AllowedHosts {
    hosts: Vec<AllowedHost>,
    loopback: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum AllowedHost {
    Exactly(String),
    /// With the leading dot.
    Under(String),
}

/// A host in the configuration is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a host name such as push.example.org or *.push.example.org")]
pub struct InvalidHost(pub String);

impl AllowedHosts {
    /// The shipped list and `more`: `push.example.org` is that host, `*.push.example.org` every host under it.
    /// `loopback` permits http and any port on `127.0.0.1` and `localhost`, for tests.
    pub fn new(more: &[String], loopback: bool) -> Result<Self, InvalidHost> {
        let hosts = SHIPPED
            .into_iter()
            .chain(more.iter().map(String::as_str))
            .map(AllowedHost::parse)
            .collect::<Result<_, _>>()?;
        Ok(Self { hosts, loopback })
    }

    pub(super) const fn loopback(&self) -> bool {
        self.loopback
    }

    fn allow(&self, name: &str) -> bool {
        self.hosts.iter().any(|host| match host {
            AllowedHost::Exactly(host) => name == host,
            AllowedHost::Under(suffix) => name.len() > suffix.len() && name.ends_with(suffix),
        })
    }
}

impl AllowedHost {
    fn parse(text: &str) -> Result<Self, InvalidHost> {
        let (name, under) = match text.strip_prefix("*.") {
            Some(name) => (name, true),
            None => (text, false),
        };
        match Host::parse(name) {
            // A suffix without a dot would be a whole top-level domain.
            Ok(Host::Domain(name)) if name.contains('.') && !name.ends_with('.') && !name.contains('*') => {
                Ok(if under { Self::Under(format!(".{name}")) } else { Self::Exactly(name) })
            }
            _ => Err(InvalidHost(text.to_owned())),
        }
    }
}

/// The address of one browser at its push service. Whoever knows it can make the push service work for them, so it is
/// never printed whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint(Url);

/// Why an address is no endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndpointProblem {
    #[error("The push address is not a web address.")]
    NotAnAddress,
    #[error("The push address is too long.")]
    TooLong,
    #[error("The push address does not use https.")]
    NotHttps,
    #[error("The push address holds a user name or password.")]
    UserInfo,
    #[error("The push address is a number instead of a name.")]
    NotAName,
    #[error("The push address uses an unusual port.")]
    Port,
    #[error("Alerts cannot be sent to this browser: its push service is not on this hospital’s list.")]
    UnknownService,
}

impl Endpoint {
    /// Reads what a browser sent.
    pub fn parse(text: &str, allowed: &AllowedHosts) -> Result<Self, EndpointProblem> {
        if text.len() > MAX_LENGTH {
            return Err(EndpointProblem::TooLong);
        }
        let url = Url::parse(text).map_err(|_| EndpointProblem::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EndpointProblem::UserInfo);
        }
        if allowed.loopback && is_loopback(&url) {
            return Ok(Self(url));
        }
        if url.scheme() != "https" {
            return Err(EndpointProblem::NotHttps);
        }
        let name = url.domain().ok_or(EndpointProblem::NotAName)?;
        if url.port().is_some() {
            return Err(EndpointProblem::Port);
        }
        if allowed.allow(name) { Ok(Self(url)) } else { Err(EndpointProblem::UnknownService) }
    }

    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(super) const fn as_url(&self) -> &Url {
        &self.0
    }

    /// `https://fcm.googleapis.com`, with the port where it is not the scheme's own (RFC 6454, section 6.2): the
    /// audience of our token (RFC 8292, section 2), and the name of the lane.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

fn is_loopback(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && matches!(url.host_str(), Some("127.0.0.1" | "localhost"))
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({}/…)", self.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Endpoint, EndpointProblem> {
        Endpoint::parse(text, &AllowedHosts::new(&[], false).unwrap())
    }

    #[test]
    fn the_browsers_own_push_services_are_known() {
        for text in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://wns2-am3p.notify.windows.com/w/?token=abc",
            "https://web.push.apple.com/abc",
            "https://FCM.googleapis.com:443/fcm/send/abc",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn addresses_that_would_turn_the_server_against_its_own_network_are_refused() {
        for (text, problem) in [
            ("not an address", EndpointProblem::NotAnAddress),
            ("/push", EndpointProblem::NotAnAddress),
            ("http://fcm.googleapis.com/x", EndpointProblem::NotHttps),
            ("file:///etc/passwd", EndpointProblem::NotHttps),
            ("https://me@fcm.googleapis.com/x", EndpointProblem::UserInfo),
            ("https://fcm.googleapis.com:pw@10.0.0.1/x", EndpointProblem::UserInfo),
            ("https://10.0.0.1/x", EndpointProblem::NotAName),
            ("https://127.0.0.1/x", EndpointProblem::NotAName),
            ("https://0x7f.1/x", EndpointProblem::NotAName),
            ("https://2130706433/x", EndpointProblem::NotAName),
            ("https://[::1]/x", EndpointProblem::NotAName),
            ("https://fcm.googleapis.com:8443/x", EndpointProblem::Port),
            ("https://localhost/x", EndpointProblem::UnknownService),
            ("https://fcm.googleapis.com.evil.example/x", EndpointProblem::UnknownService),
            ("https://evilfcm.googleapis.com/x", EndpointProblem::UnknownService),
            ("https://push.services.mozilla.com/x", EndpointProblem::UnknownService),
            ("https://evil-push.services.mozilla.com/x", EndpointProblem::UnknownService),
            ("https://evil.example/#.push.apple.com", EndpointProblem::UnknownService),
            ("https://evil.example\\.push.apple.com/", EndpointProblem::UnknownService),
        ] {
            assert_eq!(parse(text).unwrap_err(), problem, "{text}");
        }
        let long = format!("https://fcm.googleapis.com/{}", "a".repeat(3000));
        assert_eq!(parse(&long).unwrap_err(), EndpointProblem::TooLong);
    }

    #[test]
    fn a_trust_may_add_its_own_push_service() {
        let more = ["push.trust.example".to_owned(), "*.alerts.example".to_owned()];
        let allowed = AllowedHosts::new(&more, false).unwrap();
        for (text, allow) in [
            ("https://push.trust.example/1", true),
            ("https://a.push.trust.example/1", false),
            ("https://eu.alerts.example/1", true),
            ("https://alerts.example/1", false),
        ] {
            assert_eq!(Endpoint::parse(text, &allowed).is_ok(), allow, "{text}");
        }
        for text in
            ["", "*", "*.", "*.com", "localhost", "10.0.0.1", "https://a.example", "a.example:443", "a*.b.c"]
        {
            assert!(AllowedHosts::new(&[text.to_owned()], false).is_err(), "{text}");
        }
    }

    #[test]
    fn the_origin_names_the_port_only_where_it_is_unusual() {
        assert_eq!(parse("https://web.push.apple.com/abc").unwrap().origin(), "https://web.push.apple.com");
        let tests = AllowedHosts::new(&[], true).unwrap();
        let local = Endpoint::parse("http://127.0.0.1:4321/notify/abc", &tests).unwrap();
        assert_eq!(local.origin(), "http://127.0.0.1:4321");
        assert!(Endpoint::parse("http://127.0.0.2:4321/notify", &tests).is_err());
        assert!(Endpoint::parse("http://192.168.0.1/notify", &tests).is_err());
    }

    #[test]
    fn an_endpoint_keeps_its_secret_out_of_logs() {
        let endpoint = parse("https://web.push.apple.com/secret").unwrap();
        assert_eq!(format!("{endpoint:?}"), "Endpoint(https://web.push.apple.com/…)");
    }
}
