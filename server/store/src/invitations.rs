//! Links with which people set the password of their account.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use crate::{Hash, Result};

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// The account of this person.
    Account(PersonId),
    /// That of the first administrator, who is nobody yet.
    FirstAdministrator,
}

/// A link that is used once, before it expires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordLink {
    pub token: Hash,
    pub opens: Opens,
    /// None: Elbow itself.
    pub made_by: Option<PersonId>,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// [`crate::Devices::end_codes_for`] ends those of a person too.
#[async_trait]
pub trait Invitations {
    /// From `made_at` on, older ones that open the same do not work any more.
    async fn add_password_link(&mut self, link: &PasswordLink) -> Result<()>;
    /// Those to a person's account that nobody has used.
    async fn end_password_links(&mut self, of: PersonId, at: Timestamp) -> Result<()>;
    /// What the link opens, without using it; none if it is unknown, used or expired at `now`.
    async fn lookup_password_link(&mut self, token: &Hash, now: Timestamp) -> Result<Option<PasswordLink>>;
    /// Marks the link used and answers with it; none if it is unknown, used or expired at `now`.
    async fn use_password_link(&mut self, token: &Hash, now: Timestamp) -> Result<Option<PasswordLink>>;
}
