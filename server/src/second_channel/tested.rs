//! What the gateway said to the last test call, for the page that sent it: in memory, since it is about nobody.

use std::sync::{Mutex, PoisonError};

use domain::{PersonId, Timestamp};
use outbound::Answer;

#[derive(Debug, Clone)]
pub(crate) struct Tested {
    pub(crate) at: Timestamp,
    pub(crate) by: PersonId,
    pub(crate) answer: Answer,
}

impl Tested {
    pub(crate) const fn is_taken(&self) -> bool {
        matches!(self.answer, Answer::Accepted)
    }
}

#[derive(Debug, Default)]
pub(crate) struct LastTest(Mutex<Option<Tested>>);

impl LastTest {
    pub(crate) fn keep(&self, tested: Tested) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(tested);
    }

    pub(crate) fn get(&self) -> Option<Tested> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
