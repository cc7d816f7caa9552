//! Who we are to a push service: a signed token (RFC 8292) that names it, us and how to reach us.

use std::{collections::HashMap, fmt, sync::Mutex, time::Duration};

use domain::Timestamp;
use url::Url;
use web_push::{SubscriptionInfo, VapidSignature, VapidSignatureBuilder, WebPushError};

use super::{endpoint::Endpoint, keys::KeyPair};

/// How long a token is good for; push services refuse more than 24 hours.
const LIFETIME: Duration = Duration::from_hours(12);

/// A token with less than this left is made anew.
const MARGIN: Duration = Duration::from_hours(1);

/// Far more tokens than a hospital's browsers have push services.
const MAX_TOKENS: usize = 1000;

/// Whom a push service may write to about our alerts. Apple refuses messages without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact(String);

/// The text is no contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a contact is an e-mail address or an https address")]
pub struct InvalidContact;

impl Contact {
    /// `mailto:someone@example.org`, also without `mailto:`, or `https://example.org/contact`.
    pub fn parse(text: &str) -> Result<Self, InvalidContact> {
        if text.contains('@') && !text.contains(':') {
            return Self::parse(&format!("mailto:{text}"));
        }
        let is_plain = text.is_ascii() && !text.contains(|c: char| c.is_whitespace() || c.is_control());
        let is_contact = match text.strip_prefix("mailto:") {
            Some(mail) => mail.split_once('@').is_some_and(|(who, host)| !who.is_empty() && is_host(host)),
            None => {
                Url::parse(text).is_ok_and(|url| url.scheme() == "https" && url.domain().is_some_and(is_host))
            }
        };
        if is_plain && is_contact { Ok(Self(text.to_owned())) } else { Err(InvalidContact) }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name that others can reach: not `localhost`.
fn is_host(text: &str) -> bool {
    text.split('.').count() > 1 && text.split('.').all(|label| !label.is_empty() && !label.contains('@'))
}

/// Makes tokens and keeps them while they are good.
pub(super) struct Signer {
    contact: Contact,
    /// By origin and public key.
    tokens: Mutex<HashMap<(String, String), Token>>,
}

struct Token {
    signature: VapidSignature,
    expires_at: Timestamp,
}

impl Token {
    fn is_good(&self, now: Timestamp) -> bool {
        let left = self.expires_at.since(now);
        // More than a lifetime is left when the clock was set back.
        left > MARGIN && left <= LIFETIME
    }
}

impl Signer {
    pub(super) fn new(contact: Contact) -> Self {
        Self { contact, tokens: Mutex::default() }
    }

    /// The token for an endpoint's push service, signed with `key`.
    ///
    /// The crate takes "issued at" from the system's clock; the expiry, which push services check, is ours.
    pub(super) fn token(
        &self,
        endpoint: &Endpoint,
        key: &KeyPair,
        now: Timestamp,
    ) -> Result<VapidSignature, WebPushError> {
        let name = (endpoint.origin(), key.public.clone());
        let mut tokens = self.tokens.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(token) = tokens.get(&name).filter(|token| token.is_good(now)) {
            return Ok(token.signature.clone());
        }
        let expires_at = now + LIFETIME;
        // The signature does not cover the browser's keys, and the audience is set below.
        let subscription = SubscriptionInfo::new(endpoint.as_str(), "", "");
        let mut builder = VapidSignatureBuilder::from_base64(&key.private, &subscription)?;
        builder.add_claim("aud", name.0.as_str());
        builder.add_claim("sub", self.contact.0.as_str());
        builder.add_claim("exp", expires_at.as_millis() / 1000);
        let signature = builder.build()?;
        if tokens.len() >= MAX_TOKENS {
            tokens.clear();
        }
        tokens.insert(name, Token { signature: signature.clone(), expires_at });
        Ok(signature)
    }
}

impl fmt::Debug for Signer {
    /// Leaves the tokens out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("contact", &self.contact).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    use serde_json::Value;

    use super::*;
    use crate::endpoint::AllowedHosts;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);
    const HOUR: Duration = Duration::from_hours(1);

    fn signer() -> Signer {
        Signer::new(Contact::parse("mailto:elbow@trust.example").unwrap())
    }

    fn endpoint(text: &str) -> Endpoint {
        Endpoint::parse(text, &AllowedHosts::new(&[], true).unwrap()).unwrap()
    }

    #[test]
    fn a_token_names_the_exact_origin_and_a_contact_and_ends_within_a_day() {
        let key = KeyPair::make([7; 32]).unwrap();
        for (address, audience) in [
            ("http://127.0.0.1:4321/notify/1", "http://127.0.0.1:4321"),
            ("https://fcm.googleapis.com/fcm/send/1", "https://fcm.googleapis.com"),
            ("https://web.push.apple.com:443/1", "https://web.push.apple.com"),
        ] {
            let signature = signer().token(&endpoint(address), &key, NOW).unwrap();
            let claims: Value = {
                let part = signature.auth_t.split('.').nth(1).unwrap();
                serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
            };
            assert_eq!(claims["aud"], audience);
            assert_eq!(claims["sub"], "mailto:elbow@trust.example");
            assert_eq!(claims["exp"], 1_790_000_000 + 12 * 60 * 60);
            assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(signature.auth_k), key.public);
        }
    }

    #[test]
    fn a_token_is_kept_for_its_origin_and_key_until_it_is_about_to_end() {
        let signer = signer();
        let (key, other_key) = (KeyPair::make([7; 32]).unwrap(), KeyPair::make([8; 32]).unwrap());
        let apple = endpoint("https://web.push.apple.com/1");
        let token = |endpoint: &Endpoint, key, at| signer.token(endpoint, key, at).unwrap().auth_t;
        let first = token(&apple, &key, NOW);
        assert_eq!(token(&endpoint("https://web.push.apple.com/2"), &key, NOW + 10 * HOUR), first);
        assert_ne!(token(&endpoint("https://fcm.googleapis.com/1"), &key, NOW), first);
        assert_ne!(token(&apple, &other_key, NOW), first);
        assert_ne!(token(&apple, &key, NOW + 11 * HOUR), first, "about to end");
        let second = token(&apple, &key, NOW + 11 * HOUR);
        assert_ne!(token(&apple, &key, NOW - 24 * HOUR), second, "the clock was set back");
    }

    #[test]
    fn a_contact_is_one_that_others_can_use() {
        for text in ["mailto:desk@trust.example", "https://trust.example/elbow"] {
            assert!(Contact::parse(text).is_ok(), "{text}");
        }
        assert_eq!(Contact::parse("desk@trust.example"), Contact::parse("mailto:desk@trust.example"));
        for text in [
            "",
            "desk@localhost",
            "mailto:",
            "mailto:desk",
            "mailto:desk@localhost",
            "mailto: desk@trust.example",
            "mailto:desk@trust.example\n",
            "http://trust.example",
            "https://localhost",
            "https://127.0.0.1/",
        ] {
            assert_eq!(Contact::parse(text), Err(InvalidContact), "{text}");
        }
    }
}
