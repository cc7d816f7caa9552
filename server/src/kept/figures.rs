//! What a heavy page of Insight has computed: once for each place of the figures in the log, whoever asks how often.

use std::{collections::HashMap, sync::Arc};

use app::screens::insight::{Map, Says, Section};
use tokio::sync::{Mutex, MutexGuard};

/// The figures of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Computed {
    pub says: Vec<Says>,
    pub sections: Vec<Section>,
    pub map: Option<Map>,
}

/// What figures depend on, besides the address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// How far facts are in the log.
    pub sequence: i64,
    /// Of the names.
    pub directory: i64,
    /// Who still waits has waited longer a minute later.
    pub minute: i64,
}

#[derive(Debug, Default)]
pub(crate) struct KeptFigures(Mutex<Figures>);

#[derive(Debug, Default)]
pub(crate) struct Figures {
    as_of: AsOf,
    by_address: HashMap<String, Arc<Computed>>,
}

impl KeptFigures {
    /// Whoever holds it computes; others wait, so that many analysts are no more work for the database than one.
    pub(crate) async fn as_of(&self, as_of: AsOf) -> MutexGuard<'_, Figures> {
        let mut figures = self.0.lock().await;
        if figures.as_of != as_of {
            *figures = Figures { as_of, by_address: HashMap::new() };
        }
        figures
    }
}

impl Figures {
    pub(crate) fn find(&self, address: &str) -> Option<Arc<Computed>> {
        self.by_address.get(address).map(Arc::clone)
    }

    pub(crate) fn keep(&mut self, address: String, computed: Computed) -> Arc<Computed> {
        let computed = Arc::new(computed);
        self.by_address.insert(address, Arc::clone(&computed));
        computed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn figures_are_kept_until_the_log_goes_on() {
        let kept = KeptFigures::default();
        let first = AsOf { sequence: 7, ..AsOf::default() };
        let mut figures = kept.as_of(first).await;
        assert!(figures.find("/insight/times").is_none());
        figures.keep("/insight/times".to_owned(), Computed::default());
        drop(figures);
        assert!(kept.as_of(first).await.find("/insight/times").is_some());
        assert!(kept.as_of(first).await.find("/insight/map").is_none());
        assert!(kept.as_of(AsOf { sequence: 8, ..first }).await.find("/insight/times").is_none());
    }
}
