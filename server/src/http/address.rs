//! Where a request comes from, for counting tries and open pages.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    extract::{ConnectInfo, FromRef, FromRequestParts},
    http::{Extensions, HeaderMap, request::Parts},
};

use super::Door;
use crate::networks::Networks;

/// `Forwarded` (RFC 7239) is not read: proxies write this one, and pass on a header that they do not know as the browser
/// made it up.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The browser's address: of the connection, or as a trusted proxy tells it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Address(pub(crate) IpAddr);

impl<S> FromRequestParts<S> for Address
where
    Arc<Door>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.extensions, &Arc::<Door>::from_ref(state)))
    }
}

impl Address {
    pub(crate) fn of(headers: &HeaderMap, extensions: &Extensions, door: &Door) -> Self {
        let connected = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let peer = connected.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical();
        let trusted = &door.proxies;
        if headers.contains_key(FORWARDED_FOR) && !trusted.contain(peer) {
            warn_once(peer, door.behind_proxy);
        }
        Self(behind(peer, headers, trusted))
    }
}

/// The last address that a proxy of ours did not have itself. Each proxy appends whom it was asked by, so what stands
/// before anybody can make up.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &Networks) -> IpAddr {
    let mut nearest = peer;
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
    let texts = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    for text in texts {
        if !trusted.contain(nearest) {
            break;
        }
        match read(text) {
            Some(address) => nearest = address,
            // What cannot be read hides who is behind it: the proxy's word ends here.
            None => break,
        }
    }
    nearest
}

/// `10.0.0.7`, `10.0.0.7:4000`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:443`, in quotes or not.
fn read(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok().or_else(|| Some(bare.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
}

/// Said once: every request would say it again.
fn warn_once(peer: IpAddr, behind_proxy: bool) {
    static WARNED: AtomicBool = AtomicBool::new(false);
    if WARNED.swap(true, Ordering::Relaxed) {
        return;
    }
    if behind_proxy {
        tracing::warn!(
            %peer,
            "a request says for whom it comes (X-Forwarded-For), but not from a network in trusted_proxies: it is not \
             believed, and everybody there counts as one client"
        );
    } else {
        tracing::warn!(
            %peer,
            "requests come through a proxy (X-Forwarded-For), but behind_proxy is false: everybody behind it counts as \
             one client"
        );
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, trusted: &[&str], lines: &[&'static str]) -> String {
        let headers: HeaderMap = lines
            .iter()
            .map(|line| (FORWARDED_FOR.parse().unwrap(), HeaderValue::from_static(line)))
            .collect();
        let trusted: Vec<String> = trusted.iter().map(|text| (*text).to_owned()).collect();
        behind(peer.parse().unwrap(), &headers, &Networks::parse(&trusted).unwrap()).to_string()
    }

    const PROXY: &[&str] = &["127.0.0.1", "10.9.0.0/16"];

    #[test]
    fn only_what_our_own_proxies_added_counts() {
        assert_eq!(client("127.0.0.1", PROXY, &[]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", PROXY, &["6.6.6.6", "7.7.7.7, 10.1.2.3"]), "10.1.2.3");
        assert_eq!(client("127.0.0.1", PROXY, &["6.6.6.6, 10.1.2.3, 10.9.0.4"]), "10.1.2.3", "two of ours");
        assert_eq!(client("10.1.2.3", PROXY, &["6.6.6.6"]), "10.1.2.3", "not a proxy of ours");
        assert_eq!(client("127.0.0.1", &[], &["6.6.6.6"]), "127.0.0.1", "none is trusted");
        assert_eq!(client("127.0.0.1", PROXY, &["6.6.6.6, unknown"]), "127.0.0.1");
    }

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        for (text, address) in [
            ("10.77.0.1:4000", "10.77.0.1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("::ffff:10.77.0.1", "10.77.0.1"),
            (" 10.77.0.1 ", "10.77.0.1"),
        ] {
            assert_eq!(client("127.0.0.1", PROXY, &[text]), address, "{text}");
        }
    }
}
