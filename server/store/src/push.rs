//! Web push subscriptions, and the keys that sign for them.

use async_trait::async_trait;
use domain::{DeviceId, PersonId, Timestamp};

use crate::{Hash, Result};

/// A browser that can be alerted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Unique.
    pub endpoint: String,
    pub person: PersonId,
    pub device: Option<DeviceId>,
    /// P-256 point of the browser, base64url.
    pub p256dh: String,
    /// 16 bytes, base64url.
    pub auth: String,
    /// The key it was made with.
    pub vapid_key: String,
    pub made_at: Timestamp,
    /// When a push service last refused our signature for it.
    pub refused_at: Option<Timestamp>,
}

/// A VAPID key pair as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct VapidKey {
    /// Uncompressed P-256 point, base64url without padding: what the browser subscribes with, and the key's name.
    pub public: String,
    /// The private half, sealed by the server: nothing that the database alone could read.
    pub sealed: String,
    pub made_at: Timestamp,
    pub retired_at: Option<Timestamp>,
}

impl std::fmt::Debug for VapidKey {
    /// Leaves the private half out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VapidKey").field("public", &self.public).finish_non_exhaustive()
    }
}

#[async_trait]
pub trait Push {
    /// Inserts or replaces by endpoint.
    async fn put_subscription(&mut self, subscription: &Subscription) -> Result<()>;
    /// Those whose device has not been shut out, of somebody whose account has not ended.
    async fn list_subscriptions(&mut self, person: PersonId) -> Result<Vec<Subscription>>;
    /// Also those that were kept for the last word to somebody: that their job is taken away. They are gone with that alert.
    async fn list_subscriptions_with_ended(&mut self, person: PersonId) -> Result<Vec<Subscription>>;
    async fn remove_subscription(&mut self, endpoint: &str) -> Result<()>;
    /// A browser has one subscription: those that the device had before `endpoint` are gone.
    async fn remove_older_subscriptions(&mut self, device: DeviceId, endpoint: &str) -> Result<()>;
    /// Those that a person has on a device, or on no enrolled one.
    async fn remove_subscriptions_on(&mut self, person: PersonId, device: Option<DeviceId>) -> Result<()>;
    async fn mark_subscription_refused(&mut self, endpoint: &str, at: Timestamp) -> Result<()>;
    /// A push service knows this endpoint no more. The latest time counts.
    async fn add_endpoint_gone(&mut self, endpoint: Hash, at: Timestamp) -> Result<()>;
    async fn is_endpoint_gone(&mut self, endpoint: Hash) -> Result<bool>;
    /// Removes what was learned before `before`.
    async fn forget_endpoints_gone(&mut self, before: Timestamp) -> Result<()>;
    async fn add_vapid_key(&mut self, key: &VapidKey) -> Result<()>;
    /// Latest first, retired ones too: old subscriptions still need them.
    async fn list_vapid_keys(&mut self) -> Result<Vec<VapidKey>>;
    /// From now on nobody subscribes with the key. The first time counts.
    async fn retire_vapid_key(&mut self, public: &str, at: Timestamp) -> Result<()>;
    /// Puts the sealed private half in the place of what was there.
    async fn seal_vapid_key(&mut self, public: &str, sealed: &str) -> Result<()>;
    /// How many subscriptions each key has, by its public half; keys without any are left out.
    async fn count_subscriptions(&mut self) -> Result<Vec<(String, u32)>>;
}
