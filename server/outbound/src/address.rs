//! Where names may lead. A name on the allow-list whose answer points into the hospital's own network is not followed:
//! the check is made on the very addresses that are then connected to.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// A resolver that forgets answers which are not on the public internet.
#[derive(Debug, Clone, Copy)]
pub struct PublicOnly {
    /// Answers on this machine count as well, for tests.
    pub loopback: bool,
    /// Answers in the hospital's own network count as well.
    pub private: bool,
}

impl PublicOnly {
    fn allows(self, address: IpAddr) -> bool {
        is_public(address) || self.loopback && address.is_loopback() || self.private && is_private(address)
    }
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = *self;
        Box::pin(async move {
            let addresses: Vec<_> = tokio::net::lookup_host((name.as_str(), 0))
                .await?
                .filter(|address| allowed.allows(address.ip()))
                .collect();
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

/// Whether an address can be a push service's: none of the special-purpose ranges of the IANA registries (RFC 6890).
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

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_followed_in_tests_only() {
        let resolve =
            |loopback| PublicOnly { loopback, private: false }.resolve("localhost".parse().unwrap());
        assert!(resolve(false).await.is_err());
        assert!(resolve(true).await.unwrap().all(|address| address.ip().is_loopback()));
    }

    #[test]
    fn the_hospitals_own_network_is_reached_only_if_allowed() {
        for text in ["10.1.2.3", "172.16.0.1", "192.168.1.1", "fd00::1"] {
            let allows = |private| PublicOnly { loopback: false, private }.allows(text.parse().unwrap());
            assert!(allows(true) && !allows(false), "{text}");
        }
        for text in ["127.0.0.1", "169.254.169.254", "::1", "fe80::1", "0.0.0.0"] {
            assert!(!PublicOnly { loopback: false, private: true }.allows(text.parse().unwrap()), "{text}");
        }
    }
}
