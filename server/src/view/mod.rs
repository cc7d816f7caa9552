//! What several pages are filled in with: from the store to `app::model`.

pub(crate) mod arrival;
pub(crate) mod choices;
pub(crate) mod moment;
pub(crate) mod paging;
pub(crate) mod timeline;

use std::sync::Arc;

use domain::Role;
use store::Tx;

use crate::{
    core::Core,
    kept::{Directory, Kept},
    trust::Trust,
};

pub(crate) use self::moment::moment;

/// What pages are made from.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    pub(crate) core: Core,
    pub(crate) kept: Arc<Kept>,
    pub(crate) trust: Arc<Trust>,
    /// The address under which this build's files are.
    pub(crate) assets: Arc<str>,
}

impl Sources {
    /// The names of things, as `tx` sees them.
    pub(crate) async fn directory(&self, tx: &mut dyn Tx) -> store::Result<Directory> {
        self.kept.directory(&self.core, tx).await
    }
}

/// `responder, lead`.
pub(crate) fn roles_in_words(roles: &[Role]) -> String {
    roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
