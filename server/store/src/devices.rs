//! Enrolled devices, the single-use codes that enrol them, and signed-in sessions.

use async_trait::async_trait;
use domain::{DeviceId, EndReason, PersonId, SignInId, Through, Timestamp, WardId};

use crate::{Hash, Page, Part, Place, Result, Words};

/// What a device is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceKind {
    /// A shared screen on a ward: may ask from there without signing in.
    Ward(WardId),
    /// A responder's handset: signs in with a PIN.
    Handset(PersonId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    pub kind: DeviceKind,
    pub enrolled_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

/// A code read out or shown as QR; used once, before it expires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentCode {
    pub code: Hash,
    pub kind: DeviceKind,
    pub made_by: Option<PersonId>,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A signed-in person on one browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInSession {
    /// What is shown of it; the token is nobody's business.
    pub id: SignInId,
    /// Hash of the cookie.
    pub token: Hash,
    pub person: PersonId,
    pub device: Option<DeviceId>,
    pub started_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// The absolute limit; the idle limit is the server's to apply from `last_seen_at`.
    pub expires_at: Timestamp,
    /// The browser in words, such as "Firefox on Windows".
    pub label: Option<String>,
    /// None where an older or newer program knows better.
    pub through: Option<Through>,
}

#[async_trait]
pub trait Devices {
    async fn add_device(&mut self, device: &Device, secret: &Hash) -> Result<()>;
    /// None if unknown or revoked.
    async fn lookup_device(&mut self, secret: &Hash) -> Result<Option<Device>>;
    /// Whether it was a device's until it was revoked: what it still keeps is to be wiped.
    async fn is_revoked(&mut self, secret: &Hash) -> Result<bool>;
    /// Whether there is such a device, and it is not revoked.
    async fn is_enrolled(&mut self, id: DeviceId) -> Result<bool>;
    /// Not revoked, latest enrolled first.
    async fn list_devices(&mut self) -> Result<Vec<Device>>;
    /// The same in parts; `words` in the name of the ward or person that a device is bound to.
    async fn find_devices(
        &mut self,
        words: &Words,
        page: &Page<Place<DeviceId>>,
    ) -> Result<Part<Device, Place<DeviceId>>>;
    /// Ends the device, every session on it and every alert to it; answers with those sessions.
    async fn revoke_device(
        &mut self,
        id: DeviceId,
        why: EndReason,
        now: Timestamp,
    ) -> Result<Vec<SignInSession>>;
    /// Never moves the time backwards.
    async fn touch_device(&mut self, id: DeviceId, now: Timestamp) -> Result<()>;

    /// From `made_at` on, older codes for the same ward or person do not work any more.
    async fn add_code(&mut self, code: &EnrolmentCode) -> Result<()>;
    /// What the code is for, without using it; none if it is unknown, used or expired at `now`.
    async fn lookup_code(&mut self, code: &Hash, now: Timestamp) -> Result<Option<EnrolmentCode>>;
    /// Marks the code used and answers with it; none if it is unknown, used or expired at `now`.
    async fn use_code(&mut self, code: &Hash, now: Timestamp) -> Result<Option<EnrolmentCode>>;

    async fn add_session(&mut self, session: &SignInSession) -> Result<()>;
    /// None if unknown, ended or past its absolute limit at `now`.
    async fn lookup_session(&mut self, token: &Hash, now: Timestamp) -> Result<Option<SignInSession>>;
    async fn touch_session(&mut self, token: &Hash, now: Timestamp) -> Result<()>;
    /// Those of a person that have neither ended nor reached their absolute limit at `now`, latest first.
    async fn list_sessions_of(&mut self, person: PersonId, now: Timestamp) -> Result<Vec<SignInSession>>;
    /// Those on a device, as above.
    async fn list_sessions_on(&mut self, device: DeviceId, now: Timestamp) -> Result<Vec<SignInSession>>;
    /// Ends one; what has ended stays as it ended.
    async fn end_session(&mut self, token: &Hash, why: EndReason, now: Timestamp) -> Result<()>;
    /// Forgets the codes for a person that nobody has used yet.
    async fn end_codes_for(&mut self, person: PersonId, now: Timestamp) -> Result<()>;
}
