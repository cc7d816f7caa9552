//! What people sign in with: an account with a password, a PIN for their handsets, an identity at the trust's own sign-in. Each is
//! written by itself: whoever renames somebody touches no secret.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use crate::Result;

/// A username, and the password to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub person: PersonId,
    /// Unique, lower case; of an account that has ended too.
    pub username: String,
    /// argon2id in PHC form; none until somebody has set one.
    pub password_hash: Option<String>,
    /// It has no password then, and is open again with the next one.
    pub ended_at: Option<Timestamp>,
}

impl Account {
    /// Whether somebody can sign in with it, if its person has not ended.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.ended_at.is_none() && self.password_hash.is_some()
    }
}

impl std::fmt::Debug for Account {
    /// Leaves the hash out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("person", &self.person).finish_non_exhaustive()
    }
}

/// A person at a sign-in that is not ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who says so: the address of the provider.
    pub issuer: String,
    /// What it calls them, for ever.
    pub subject: String,
    pub person: PersonId,
    pub linked_at: Timestamp,
}

#[async_trait]
pub trait Accounts {
    async fn lookup_account(&mut self, person: PersonId) -> Result<Option<Account>>;
    /// One that has ended, too.
    async fn lookup_account_by_username(&mut self, username: &str) -> Result<Option<Account>>;
    /// By username.
    async fn list_accounts(&mut self) -> Result<Vec<Account>>;
    /// Those of these people, in no order.
    async fn list_accounts_among(&mut self, people: &[PersonId]) -> Result<Vec<Account>>;
    /// Opens an account without a password, or gives the one there is another name. One that is in use is
    /// [`crate::Error::Duplicate`].
    async fn set_username(&mut self, person: PersonId, username: &str) -> Result<()>;
    /// Of the account there is; one that has ended is open again.
    async fn set_password(&mut self, person: PersonId, hash: &str) -> Result<()>;
    /// The username stays theirs.
    async fn end_account(&mut self, person: PersonId, now: Timestamp) -> Result<()>;

    /// argon2id in PHC form.
    async fn lookup_pin(&mut self, person: PersonId) -> Result<Option<String>>;
    async fn set_pin(&mut self, person: PersonId, hash: &str) -> Result<()>;
    async fn forget_pin(&mut self, person: PersonId) -> Result<()>;

    async fn lookup_identity(&mut self, issuer: &str, subject: &str) -> Result<Option<Identity>>;
    /// By issuer and subject.
    async fn list_identities_of(&mut self, person: PersonId) -> Result<Vec<Identity>>;
    /// False, and nothing is written, if it is somebody's already.
    async fn link_identity(&mut self, identity: &Identity) -> Result<bool>;
    async fn unlink_identity(&mut self, issuer: &str, subject: &str) -> Result<()>;
}
