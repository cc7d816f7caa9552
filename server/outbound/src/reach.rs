//! Where an address may lead. One whose name points into the hospital's own network is not followed: the check is made on
//! the very addresses that are then connected to, so that it makes no difference what the name leads to a moment later.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Which servers may be called: those on the public internet, by https, and no others unless it is said here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// This machine as well, without https too, for tests.
    pub loopback: bool,
    /// The organisation's own network as well.
    pub private: bool,
}

impl Reach {
    /// Whether an address may be called at all. What its name leads to is looked at when it is.
    pub fn allows(self, url: &Url) -> bool {
        let Some(host) = url.host() else { return false };
        let may_be_there = match host {
            Host::Domain(_) => true,
            // No name, so nothing is looked up.
            Host::Ipv4(address) => self.allows_address(address.into()),
            Host::Ipv6(address) => self.allows_address(address.into()),
        };
        let is_sealed = match url.scheme() {
            "https" => true,
            "http" => self.loopback && is_loopback(&host),
            _ => false,
        };
        may_be_there && is_sealed && url.username().is_empty() && url.password().is_none()
    }

    fn allows_address(self, address: IpAddr) -> bool {
        is_public(address) || self.loopback && address.is_loopback() || self.private && is_private(address)
    }
}

/// By name or number; names under `localhost` lead nowhere else (RFC 6761, section 6.3).
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

type Found = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// What a name leads to, as somebody says.
pub(crate) type Lookup = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// As the system says.
pub(crate) fn system_lookup() -> Lookup {
    Arc::new(|name| Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.collect()) }))
}

/// A resolver that forgets answers which may not be called.
pub(crate) struct Guard {
    pub(crate) reach: Reach,
    pub(crate) lookup: Lookup,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, found) = (self.reach, (self.lookup)(name.as_str().to_owned()));
        Box::pin(async move {
            let mut addresses = found.await?;
            addresses.retain(|address| reach.allows_address(address.ip()));
            if addresses.is_empty() {
                return Err(io::Error::other("the name leads to no address that may be called").into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

/// Networks that are an organisation's own (RFC 1918, RFC 4193).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private(),
        IpAddr::V6(address) => address.is_unique_local(),
    }
}

/// Whether an address can be a push service's, or a gateway's on the internet: none of the special-purpose ranges of the IANA registries (RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared by carriers' customers, protocol assignments, bench marks.
        || a == 100 && (64..128).contains(&b)
        || (a, b, c) == (192, 0, 0)
        || a == 198 && (18..20).contains(&b);
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // What a hospital's NAT64 makes of IPv4 (RFC 6052) is as public as what it stands for.
    if let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = address.segments() {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    let [first, second, ..] = address.segments();
    // 2000::/3 is all that is given out; within it Teredo and other protocols, documentation and 6to4 are not hosts.
    let is_given_out = first & 0xe000 == 0x2000;
    let is_special =
        first == 0x2001 && (second < 0x0200 || second == 0x0db8) || first == 0x2002 || first == 0x3fff;
    is_given_out && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_followed() {
        for (text, public) in [
            ("142.250.187.234", true),
            ("17.188.143.34", true),
            ("2a00:1450:4009:81f::200a", true),
            ("64:ff9b::8efa:bbea", true),
            ("64:ff9b::a00:1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("198.18.0.1", false),
            ("192.0.0.8", false),
            ("203.0.113.9", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("0.0.0.0", false),
            ("::", false),
            ("::1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:142.250.187.234", false),
            ("fc00::1", false),
            ("fe80::1", false),
            ("ff02::1", false),
            ("2001:db8::1", false),
            ("2002:a00:1::", false),
        ] {
            assert_eq!(is_public(text.parse().unwrap()), public, "{text}");
        }
    }

    #[test]
    fn only_https_to_a_name_or_a_public_number_is_called() {
        let allows = |text: &str| Reach::default().allows(&text.parse().unwrap());
        for text in ["https://gateway.example/", "https://gateway.example:8443/x", "https://142.250.187.234/"]
        {
            assert!(allows(text), "{text}");
        }
        for text in [
            "http://gateway.example/",
            "ftp://gateway.example/",
            "file:///etc/passwd",
            "data:text/plain,x",
            "https://user@gateway.example/",
            "https://:word@gateway.example/",
            "https://10.1.2.3/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "http://localhost/",
        ] {
            assert!(!allows(text), "{text}");
        }
    }

    #[test]
    fn the_hospitals_own_network_is_reached_only_if_allowed() {
        for text in ["10.1.2.3", "172.16.0.1", "192.168.1.1", "fd00::1"] {
            let allows = |private| Reach { loopback: false, private }.allows_address(text.parse().unwrap());
            assert!(allows(true) && !allows(false), "{text}");
        }
        let private = Reach { loopback: false, private: true };
        for text in ["127.0.0.1", "169.254.169.254", "::1", "fe80::1", "0.0.0.0"] {
            assert!(!private.allows_address(text.parse().unwrap()), "{text}");
        }
        assert!(!private.allows(&"https://169.254.169.254/".parse().unwrap()), "nobody's own");
    }

    #[test]
    fn this_machine_is_reached_in_tests_only() {
        let tests = Reach { loopback: true, private: false };
        for text in
            ["http://127.0.0.1:4321/", "http://localhost:4321/", "http://[::1]:4321/", "http://a.localhost/"]
        {
            let url: Url = text.parse().unwrap();
            assert!(tests.allows(&url) && !Reach::default().allows(&url), "{text}");
        }
        assert!(!tests.allows(&"http://gateway.example/".parse().unwrap()), "elsewhere by https still");
        assert!(!tests.allows(&"http://localhost.example/".parse().unwrap()));
    }
}
