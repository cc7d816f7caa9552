//! What a browser sends when it subscribes.

use base64::{
    Engine,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
    prelude::BASE64_URL_SAFE_NO_PAD,
};
use domain::{DeviceId, PersonId, Timestamp};
use serde::Deserialize;
use store::Subscription;

use super::endpoint::{AllowedHosts, Endpoint, EndpointProblem};

/// Some browsers pad their keys, most do not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// `PushSubscription.toJSON()`, and the key it was made with.
#[derive(Debug, Clone, Deserialize)]
pub struct NewSubscription {
    pub endpoint: String,
    pub keys: BrowserKeys,
    /// The server's public key, base64url.
    pub vapid_key: String,
}

/// The browser's half of the encryption.
#[derive(Debug, Clone, Deserialize)]
pub struct BrowserKeys {
    pub p256dh: String,
    pub auth: String,
}

/// Why a browser cannot be alerted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubscriptionProblem {
    #[error(transparent)]
    Endpoint(#[from] EndpointProblem),
    #[error("The browser’s encryption keys are not valid.")]
    Keys,
}

impl NewSubscription {
    /// Checks everything that can be checked without asking the push service.
    pub fn check(
        &self,
        allowed: &AllowedHosts,
        person: PersonId,
        device: Option<DeviceId>,
        now: Timestamp,
    ) -> Result<Subscription, SubscriptionProblem> {
        let endpoint = Endpoint::parse(&self.endpoint, allowed)?;
        let p256dh = LENIENT.decode(&self.keys.p256dh).map_err(|_| SubscriptionProblem::Keys)?;
        let auth = LENIENT.decode(&self.keys.auth).map_err(|_| SubscriptionProblem::Keys)?;
        // An uncompressed point of P-256, and sixteen bytes (RFC 8291, section 2).
        let is_point = p256dh.len() == 65 && p256::PublicKey::from_sec1_bytes(&p256dh).is_ok();
        if !is_point || auth.len() != 16 {
            return Err(SubscriptionProblem::Keys);
        }
        Ok(Subscription {
            endpoint: endpoint.as_str().to_owned(),
            person,
            device,
            p256dh: BASE64_URL_SAFE_NO_PAD.encode(p256dh),
            auth: BASE64_URL_SAFE_NO_PAD.encode(auth),
            vapid_key: self.vapid_key.trim_end_matches('=').to_owned(),
            made_at: now,
            refused_at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use p256::elliptic_curve::sec1::ToEncodedPoint;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn check(json: &serde_json::Value) -> Result<Subscription, SubscriptionProblem> {
        let allowed = AllowedHosts::new(&[], false).unwrap();
        let person = PersonId::new(NOW, [1; 10]);
        let new: NewSubscription = serde_json::from_value(json.clone()).unwrap();
        new.check(&allowed, person, None, NOW)
    }

    fn as_a_browser_sends_it() -> serde_json::Value {
        let point = p256::SecretKey::from_slice(&[7; 32]).unwrap().public_key().to_encoded_point(false);
        serde_json::json!({
            "endpoint": "https://web.push.apple.com/abc",
            "expirationTime": null,
            "keys": { "p256dh": LENIENT.encode(point.as_bytes()), "auth": LENIENT.encode([5; 16]) },
            "vapid_key": "BOur-key",
        })
    }

    #[test]
    fn a_subscription_is_kept_in_one_form_however_it_was_padded() {
        let subscription = check(&as_a_browser_sends_it()).unwrap();
        assert!(!subscription.auth.contains('='), "{}", subscription.auth);
        let mut bare = as_a_browser_sends_it();
        bare["keys"]["auth"] = subscription.auth.clone().into();
        assert_eq!(check(&bare).unwrap(), subscription);
    }

    #[test]
    fn a_subscription_that_could_never_be_alerted_is_refused_at_once() {
        for (pointer, value, problem) in [
            ("/endpoint", "https://10.0.0.1/x", SubscriptionProblem::Endpoint(EndpointProblem::NotAName)),
            ("/keys/p256dh", "abc", SubscriptionProblem::Keys),
            ("/keys/p256dh", "not base64!", SubscriptionProblem::Keys),
            ("/keys/p256dh", &LENIENT.encode([4; 65]), SubscriptionProblem::Keys),
            ("/keys/auth", &LENIENT.encode([5; 17]), SubscriptionProblem::Keys),
            ("/keys/auth", "", SubscriptionProblem::Keys),
        ] {
            let mut json = as_a_browser_sends_it();
            *json.pointer_mut(pointer).unwrap() = value.into();
            assert_eq!(check(&json).unwrap_err(), problem, "{pointer}");
        }
    }
}
