//! What the command centre decided. It only grows: the database refuses to change or delete any of it.

use async_trait::async_trait;
use domain::{
    LoggedDecision, Timestamp,
    decision::{BoardThen, Correction, Logging, Said},
};

use crate::{Page, Part, Result, Words};

/// A decision that has no number yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    pub said: Said,
    pub made_at: Timestamp,
    pub logged: Logging,
    pub board: BoardThen,
}

#[async_trait]
pub trait DecisionLog {
    /// Writes it under the next number, and answers with that.
    async fn add_logged_decision(&mut self, decision: &NewDecision) -> Result<u32>;

    /// Writes down the next correction of one, and answers with how many there are.
    async fn add_decision_correction(&mut self, number: u32, correction: &Correction) -> Result<u32>;

    /// Those that have the words, now or before a correction, the latest first.
    async fn find_logged_decisions(
        &mut self,
        words: &Words,
        page: &Page<u32>,
    ) -> Result<Part<LoggedDecision, u32>>;

    async fn lookup_logged_decision(&mut self, number: u32) -> Result<Option<LoggedDecision>>;

    /// What the board showed when that decision was logged.
    async fn lookup_board_then(&mut self, number: u32) -> Result<Option<BoardThen>>;
}
