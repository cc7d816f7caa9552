//! A form that may come twice, since its answer can get lost: what the first one made is the answer to the second.

use std::{
    fmt::Display,
    ops::{Deref, DerefMut},
    str::FromStr,
};

use domain::{PersonId, Timestamp};

use super::taps::{made_before, remember_made};
use crate::core::{Core, Write};

/// How a form begins that somebody sends.
pub(super) enum Once<Made> {
    /// It has come before, and made this.
    Made(Made),
    New(OnceWrite),
}

/// The transaction of a form that has not come before. Dropped without a commit, nothing is changed, and the form may come again.
#[must_use = "nothing is changed without a commit"]
pub(super) struct OnceWrite {
    write: Write,
    by: PersonId,
    once: Option<String>,
}

impl<Made: FromStr> Once<Made> {
    /// Opens the write transaction of a form, which is told from others by its `once`; one that has none is always new.
    pub(super) async fn begin(core: &Core, by: PersonId, once: Option<&str>) -> store::Result<Self> {
        let mut write = core.write().await?;
        if let Some(made) = made_before(write.as_mut(), by, once).await? {
            write.commit_quietly().await?;
            return Ok(Self::Made(made));
        }
        Ok(Self::New(OnceWrite { write, by, once: once.map(str::to_owned) }))
    }
}

impl OnceWrite {
    /// Commits, and remembers what was made.
    pub(super) async fn commit_made(self, made: impl Display, now: Timestamp) -> store::Result<()> {
        let Self { mut write, by, once } = self;
        remember_made(write.as_mut(), by, once.as_deref(), &made.to_string(), now).await?;
        write.commit().await
    }

    /// Commits where there was nothing to change.
    pub(super) async fn commit_unchanged(self) -> store::Result<()> {
        self.write.commit_quietly().await
    }
}

impl Deref for OnceWrite {
    type Target = Write;

    fn deref(&self) -> &Write {
        &self.write
    }
}

impl DerefMut for OnceWrite {
    fn deref_mut(&mut self) -> &mut Write {
        &mut self.write
    }
}
