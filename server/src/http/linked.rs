//! Secret links: whoever has one may do what it leads to, and nothing else. Unknown, old and ended ones answer alike.

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{Ticket, Timestamp, Ward};
use ground::links;
use store::{Hash, Tx, if_readable};

use super::{Problem, Web, extract::Path};

/// What the secret in an address leads to, and the secret.
#[derive(Debug)]
pub(super) struct Linked<T> {
    pub(super) to: T,
    pub(super) secret: String,
}

/// Something that a secret link leads to.
pub(super) trait Target: Sized + Send {
    /// None if the link leads nowhere, or nowhere any more.
    fn find(
        tx: &mut dyn Tx,
        link: &Hash,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Self>, store::Error>> + Send;
}

/// `/r/<secret>`: the requester's own ticket, for a day after it is closed.
impl Target for Ticket {
    async fn find(tx: &mut dyn Tx, link: &Hash, now: Timestamp) -> Result<Option<Self>, store::Error> {
        let ticket = tx.lookup_ticket_by_link(link).await?;
        Ok(ticket.filter(|ticket| !ticket.has_link_ended(now)))
    }
}

/// `/w/<token>`: a ward, and the rotation of its link; none if that cannot be read.
#[derive(Debug)]
pub(super) struct LinkedWard {
    pub(super) ward: Ward,
    pub(super) rotation: Option<u32>,
}

impl Target for LinkedWard {
    async fn find(tx: &mut dyn Tx, link: &Hash, _: Timestamp) -> Result<Option<Self>, store::Error> {
        let Some(ward) = tx.lookup_ward_by_link(link).await? else { return Ok(None) };
        let rotation = if_readable(tx.ward_link_rotation(ward.id).await)?;
        Ok(Some(Self { ward, rotation }))
    }
}

impl<T: Target> FromRequestParts<Web> for Linked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let Path(named) = Path::<Vec<(String, String)>>::from_request_parts(parts, web).await?;
        // Whatever follows it in the address.
        let (_, secret) = named.into_iter().next().ok_or(Problem::NotFound)?;
        let secret = links::bare(&secret).to_owned();
        let mut tx = web.sources.core.store.read().await?;
        let found = T::find(tx.as_mut(), &links::hash(&secret), web.sources.core.now()).await?;
        found.map(|to| Self { to, secret }).ok_or(Problem::UnknownLink)
    }
}
