//! What several pages are filled in with: from the store to `app::model`.

pub(crate) mod arrival;
pub(crate) mod choices;
pub(crate) mod made_once;
pub(crate) mod moment;
pub(crate) mod paging;
pub(crate) mod posters;
pub(crate) mod qr;
pub(crate) mod timeline;

use std::{sync::Arc, time::Duration};

use app::{model::Numbers, words};
use domain::{Role, Timestamp, WardId};
use ground::clock::zoned;
use store::Tx;
use texts::texts;

use crate::{
    config::waves::OfWave,
    core::Core,
    kept::{Directory, Kept},
    trust::Trust,
};

pub(crate) use self::{moment::moment, qr::qr};

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

impl Sources {
    /// What the wave has otherwise in which a ward is now; none where the trust's counts, and nobody looks where waves have nothing.
    pub(crate) async fn of_wave(&self, tx: &mut dyn Tx, ward: WardId) -> store::Result<Option<OfWave>> {
        if self.trust.now().values.waves.is_empty() {
            return Ok(None);
        }
        Ok(self.trust.of_wave(&tx.list_waves().await?, ward, self.core.now()))
    }

    /// Whom a ward of that wave rings.
    pub(crate) fn numbers(&self, own: Option<&OfWave>) -> Numbers {
        let (desk, emergency) = self.trust.now().values.numbers(own);
        Numbers { desk, emergency }
    }
}

/// `responder, lead`.
pub(crate) fn roles_in_words(roles: &[Role]) -> String {
    roles.iter().map(|role| words::role(*role)).collect::<Vec<_>>().join(", ")
}

/// `3 Mar 2026`.
pub(crate) fn day_in_words(sources: &Sources, at: Timestamp) -> String {
    zoned(at, &sources.trust.time_zone).strftime("%-d %b %Y").to_string()
}

/// `20 Nov, 07:30 to 15:30`; with the day of its end where that is another one.
pub(crate) fn shift_in_words(sources: &Sources, from: Timestamp, until: Timestamp) -> String {
    shift_as(sources, "%a %-d %b", from, until)
}

/// For what is read years later.
pub(crate) fn shift_with_year_in_words(sources: &Sources, from: Timestamp, until: Timestamp) -> String {
    shift_as(sources, "%a %-d %b %Y", from, until)
}

fn shift_as(sources: &Sources, day: &str, from: Timestamp, until: Timestamp) -> String {
    let [from, until] = [from, until].map(|at| zoned(at, &sources.trust.time_zone));
    let day = |at: &jiff::Zoned| at.strftime(day).to_string();
    let time = |at: &jiff::Zoned| at.strftime("%H:%M").to_string();
    if from.date() == until.date() {
        texts().shared_shift(day(&from), time(&from), time(&until))
    } else {
        texts().shared_shift_overnight(day(&from), time(&from), day(&until), time(&until))
    }
}

/// The last day of what ends at `until`.
pub(crate) fn last_day_in_words(sources: &Sources, until: Timestamp) -> String {
    day_in_words(sources, until - Duration::from_millis(1))
}
