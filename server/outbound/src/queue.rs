//! What a channel has to say about itself, so that the worker can empty its queue.

use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use store::{Claimed, Result, Tx, Work};

use crate::{Answer, Ending};

/// A table of messages that must leave the building. A row is written in the transaction that causes it, and says when it is
/// due, when it makes no more sense, how often it was tried and lost, who has it in hand until when, and how it ended.
/// The table is the channel's own, since what comes back differs: a receipt, a number, a state.
///
/// Five methods are the table's statements, handed on. The others are the channel: what it says, to whom, how it is sent.
#[async_trait]
pub trait Queue: Send + Sync + 'static {
    /// A row.
    type Item: Send + Sync + 'static;
    /// A message to one destination.
    type Letter: Send + Sync + 'static;
    /// How a row ended, in the words of its table.
    type Outcome: Copy + Send + Sync + 'static;

    /// Of several programs on one database, one at a time does this.
    const WORK: Work;
    /// What the log calls the rows: `alerts`.
    const NAME: &'static str;
    /// Between two tries, unless the server asks for more. Shorter than the life of a message by far.
    const LONGEST_PAUSE: Duration;

    /// What the worker has to know of a row.
    fn claim_of(item: &Self::Item) -> Claim;
    fn outcome(ending: Ending) -> Self::Outcome;

    /// When the next unfinished row is due, expires or comes back from a claim.
    async fn next_due(&self, tx: &mut dyn Tx) -> Result<Option<Timestamp>>;
    /// Takes rows that are due; each is the worker's until `now + lease`.
    async fn claim(
        &self,
        tx: &mut dyn Tx,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> Result<Claimed<Self::Item>>;
    /// The first outcome counts.
    async fn finish(&self, tx: &mut dyn Tx, id: i64, outcome: Self::Outcome, now: Timestamp) -> Result<()>;
    /// Gives the row back, not to be claimed before `due_at`.
    async fn retry(&self, tx: &mut dyn Tx, id: i64, due_at: Timestamp) -> Result<()>;
    /// Ends the row as refused, and keeps why for whoever looks for the fault.
    async fn set_aside(&self, tx: &mut dyn Tx, id: i64, why: &str, now: Timestamp) -> Result<()>;

    /// What a row says as things stand now, which is looked at again before each try. It is asked only once the claim is
    /// kept, so a row that makes the program fail here has been counted by then.
    async fn prepare(
        &self,
        tx: &mut dyn Tx,
        item: &Self::Item,
        now: Timestamp,
    ) -> Result<Prepared<Self::Letter, Self::Outcome>>;

    /// A name for where a letter goes, which no other letter of the same row has. Under it the worker remembers who has
    /// answered, until the row ends.
    fn destination(letter: &Self::Letter) -> &str;

    /// The server that a letter goes to, which has its own lane; or why it need not be asked.
    ///
    /// # Errors
    /// What is as good as its answer.
    fn lane(letter: &Self::Letter) -> std::result::Result<String, Answer>;

    /// Sends once. No transaction is open, and it takes no longer than [`crate::WITHIN`].
    async fn send(&self, letter: &Self::Letter, now: Timestamp) -> Answer;

    /// What the answers say besides, about handsets, numbers or tickets: in the transaction that writes what became of the row.
    async fn learn(
        &self,
        _tx: &mut dyn Tx,
        _item: &Self::Item,
        _answers: &[(&Self::Letter, Answer)],
        _now: Timestamp,
    ) -> Result<()> {
        Ok(())
    }

    /// A row has ended, and that is written down.
    fn ended(&self, _outcome: Self::Outcome) {}
}

/// What the worker knows of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub id: i64,
    /// From 1 with the first claim.
    pub attempts: u32,
    /// Claims that ran out: whoever made them fell silent.
    pub lost: u32,
    /// Pointless after this.
    pub expires_at: Timestamp,
}

/// What is to be done about a row.
#[derive(Debug)]
pub enum Prepared<Letter, Outcome> {
    /// One letter for each destination.
    Letters(Vec<Letter>),
    /// Nothing: it has ended.
    Over(Outcome),
    /// Nothing can be, for a reason of our own. It is set aside.
    Unusable(String),
}
