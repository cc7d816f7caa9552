//! Secret links: whoever has one may do what it leads to, and nothing else. Unknown, old and ended ones answer alike, but for the link of
//! a ward that has closed, which says so.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use domain::{Ticket, Timestamp, Wall, Ward};
use ground::links;
use store::{Hash, Tx, if_readable};

use super::{Problem, extract::Path};
use crate::{
    actions::{Invited, look_up_invited},
    core::Core,
};

/// What the secret in an address leads to, and the secret.
#[derive(Debug)]
pub(crate) struct Linked<T> {
    pub(crate) to: T,
    pub(crate) secret: String,
}

/// Something that a secret link leads to.
pub(crate) trait Target: Sized + Send {
    /// What is said of a link that leads nowhere.
    const ENDED: fn() -> Problem = || Problem::UnknownLink;

    /// None if the link leads nowhere, or nowhere any more.
    fn find(
        tx: &mut dyn Tx,
        link: &Hash,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Self>, Problem>> + Send;
}

/// `/r/<secret>`: the requester's own ticket, for a day after it is closed.
impl Target for Ticket {
    async fn find(tx: &mut dyn Tx, link: &Hash, now: Timestamp) -> Result<Option<Self>, Problem> {
        let ticket = tx.lookup_ticket_by_link(link).await?;
        Ok(ticket.filter(|ticket| !ticket.has_link_ended(now)))
    }
}

/// `/w/<token>`: a ward, and the rotation of its link; none if that cannot be read.
#[derive(Debug)]
pub(crate) struct LinkedWard {
    pub(crate) ward: Ward,
    pub(crate) rotation: Option<u32>,
}

impl Target for LinkedWard {
    async fn find(tx: &mut dyn Tx, link: &Hash, _: Timestamp) -> Result<Option<Self>, Problem> {
        let Some(ward) = tx.lookup_ward_by_link(link).await? else {
            return match tx.lookup_ended_ward_by_link(link).await? {
                Some(ended) => Err(Problem::WardClosed { ward: ended.name }),
                None => Ok(None),
            };
        };
        let rotation = if_readable(tx.ward_link_rotation(ward.id).await)?;
        Ok(Some(Self { ward, rotation }))
    }
}

/// `/wall/<token>`: a screen on a wall, until its link is taken back.
impl Target for Wall {
    const ENDED: fn() -> Problem = || Problem::EndedWall;

    async fn find(tx: &mut dyn Tx, link: &Hash, _: Timestamp) -> Result<Option<Self>, Problem> {
        Ok(tx.lookup_wall_by_link(link).await?)
    }
}

/// `/join/<token>`: whose password it sets.
impl Target for Invited {
    const ENDED: fn() -> Problem = || Problem::EndedLink;

    async fn find(tx: &mut dyn Tx, link: &Hash, now: Timestamp) -> Result<Option<Self>, Problem> {
        Ok(look_up_invited(tx, link, now).await?)
    }
}

impl<T: Target, S> FromRequestParts<S> for Linked<T>
where
    Core: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(named) = Path::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        // Whatever follows it in the address.
        let (_, secret) = named.into_iter().next().ok_or(Problem::NotFound)?;
        let secret = links::bare(&secret).to_owned();
        let core = Core::from_ref(state);
        let mut tx = core.store.read().await?;
        let found = T::find(tx.as_mut(), &links::hash(&secret), core.now()).await?;
        found.map(|to| Self { to, secret }).ok_or_else(T::ENDED)
    }
}
