//! Addresses, and the networks they are in.

use std::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;

/// What counts as one client: an IPv4 address, or the 64 bits of an IPv6 network, within which anybody has as many
/// addresses as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Network(IpAddr);

impl Network {
    pub(crate) fn around(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// Some networks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Reads `10.0.0.0/8`, `2001:db8::/32` or single addresses.
    ///
    /// # Errors
    /// A sentence that names what is neither.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let read = |text: &String| {
            let network = text.trim().parse::<IpNet>().ok();
            network
                .or_else(|| text.trim().parse::<IpAddr>().ok().map(IpNet::from))
                .ok_or_else(|| format!("{text:?} is not a network such as 10.0.0.0/8 or an address"))
        };
        texts.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Whether one is larger than any network of one trust: larger than `10.0.0.0/8` or `fc00::/7`.
    pub fn are_boundless(&self) -> bool {
        self.0.iter().any(|network| match network {
            IpNet::V4(network) => network.prefix_len() < 8,
            // The second is all of IPv4, as IPv6 writes it.
            IpNet::V6(network) => {
                network.prefix_len() < 7
                    || network.addr().to_ipv4_mapped().is_some() && network.prefix_len() < 96 + 8
            }
        })
    }

    /// Whether all are on this machine.
    pub fn are_local(&self) -> bool {
        self.0.iter().all(|network| network.network().is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_is_one_client() {
        let around = |text: &str| Network::around(text.parse().unwrap());
        assert_eq!(around("2001:db8:1:2:3:4:5:6"), around("2001:db8:1:2::9"));
        assert_ne!(around("2001:db8:1:2::9"), around("2001:db8:1:3::9"));
        assert_eq!(around("::ffff:10.1.2.3"), around("10.1.2.3"));
        assert_ne!(around("10.1.2.3"), around("10.1.2.4"));
    }

    #[test]
    fn networks_and_single_addresses_are_read() {
        let networks = Networks::parse(&["10.0.0.0/8".into(), "2001:db8::7".into()]).unwrap();
        let contains = |text: &str| networks.contain(text.parse().unwrap());
        assert!(contains("10.200.0.1") && contains("::ffff:10.0.0.1") && contains("2001:db8::7"));
        assert!(!contains("11.0.0.1") && !contains("2001:db8::8"));
        assert!(Networks::parse(&["proxy.example".into()]).unwrap_err().contains("proxy.example"));
        assert!(!networks.are_local());
        assert!(Networks::parse(&["127.0.0.0/8".into(), "::1".into()]).unwrap().are_local());
    }
}
