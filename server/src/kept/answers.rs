//! How people answered their offers, kept between rounds: it is counted over two weeks, and a minute changes little of it.

use std::{collections::HashMap, sync::Arc, time::Duration};

use domain::{Answers, PersonId, Timestamp};
use store::Tx;
use tokio::sync::Mutex;

const COUNT_AGAIN_AFTER: Duration = Duration::from_mins(1);

/// What was counted last.
#[derive(Debug, Default)]
pub(super) struct KeptAnswers(Mutex<Option<Counted>>);

#[derive(Debug)]
struct Counted {
    at: Timestamp,
    answers: Arc<HashMap<PersonId, Answers>>,
}

impl KeptAnswers {
    pub(super) async fn read(
        &self,
        tx: &mut dyn Tx,
        now: Timestamp,
    ) -> store::Result<Arc<HashMap<PersonId, Answers>>> {
        let mut kept = self.0.lock().await;
        if let Some(counted) = kept.as_ref().filter(|counted| counts_still(counted.at, now)) {
            return Ok(Arc::clone(&counted.answers));
        }
        let answers = Arc::new(tx.count_answers(now - Answers::COUNT_FOR).await?);
        *kept = Some(Counted { at: now, answers: Arc::clone(&answers) });
        Ok(answers)
    }
}

/// Not either if the clock was set back since.
fn counts_still(counted_at: Timestamp, now: Timestamp) -> bool {
    counted_at <= now && now.since(counted_at) < COUNT_AGAIN_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_again_after_a_minute_and_when_the_clock_was_set_back() {
        let noon = Timestamp::from_millis(1_000_000);
        assert!(counts_still(noon, noon + Duration::from_secs(59)));
        assert!(!counts_still(noon, noon + COUNT_AGAIN_AFTER));
        assert!(!counts_still(noon, noon - Duration::from_secs(1)));
    }
}
