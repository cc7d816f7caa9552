//! The chain of hashes that shows whether the log was changed behind Elbow's back.
//!
//! A row's hash is SHA-256 over the hash before it and over all rows since that one, the row itself last. Rows of a program
//! that writes no hashes are thus covered by the next that has one.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Error, Hash, LogMark, Result};

/// Rows read at once.
const PAGE: u32 = 1_000;
/// More findings say no more.
const FINDINGS: usize = 11;

/// What is hashed of a row.
pub(super) struct Link<'r> {
    pub sequence: i64,
    pub subject: &'r str,
    pub subject_id: Uuid,
    pub at: i64,
    pub device_at: Option<i64>,
    pub actor: &'r str,
    pub actor_id: Option<Uuid>,
    pub kind: &'r str,
    pub body: &'r str,
}

/// A hash in the making.
#[derive(Debug, Clone)]
pub(super) struct Chain(Sha256);

/// The end of the log, or how far it was read.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// 0 if the log is empty.
    pub sequence: i64,
    /// Holds what the next hash covers besides its own row.
    pub chain: Chain,
}

impl Chain {
    pub(super) fn after(hash: Option<&Hash>) -> Self {
        Self(Sha256::new().chain_update(hash.map_or([0; 32], |hash| hash.0)))
    }

    /// Numbers have a fixed width, texts their length before them: no two rows have the same bytes.
    pub(super) fn add(&mut self, link: &Link<'_>) {
        self.number(link.sequence);
        self.text(link.subject);
        self.0.update(link.subject_id.as_bytes());
        self.number(link.at);
        self.0.update([u8::from(link.device_at.is_some())]);
        self.number(link.device_at.unwrap_or_default());
        self.text(link.actor);
        self.0.update([u8::from(link.actor_id.is_some())]);
        self.0.update(link.actor_id.unwrap_or_default().as_bytes());
        self.text(link.kind);
        self.text(link.body);
    }

    pub(super) fn finish(self) -> Hash {
        Hash(self.0.finalize().into())
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text);
    }

    /// A stored row. One that cannot be read adds nothing, and its hash will not fit.
    fn add_row(&mut self, row: &Row) -> Result<()> {
        match self.add_readable(Fields::new("event", "sequence", row)) {
            Err(Error::Corrupt { .. }) => Ok(()),
            added => added,
        }
    }

    fn add_readable(&mut self, fields: Fields<'_>) -> Result<()> {
        let text = |name| fields.get::<String>(name);
        let (subject, actor, kind, body) = (text("subject")?, text("actor")?, text("kind")?, text("body")?);
        self.add(&Link {
            sequence: fields.get("sequence")?,
            subject: &subject,
            subject_id: fields.get("subject_id")?,
            at: fields.get("at")?,
            device_at: fields.get("device_at")?,
            actor: &actor,
            actor_id: fields.get("actor_id")?,
            kind: &kind,
            body: &body,
        });
        Ok(())
    }
}

impl SqlSession {
    /// Where the log ends, and what its next hash has to cover.
    pub(super) async fn head(&mut self) -> Result<Head> {
        let Some((sequence, hash)) = self.last_row().await? else {
            return Ok(Head { sequence: 0, chain: Chain::after(None) });
        };
        if hash.is_some() {
            // What was read before there was one is of no use any more.
            self.shared.old_log().take();
            return Ok(Head { sequence, chain: Chain::after(hash.as_ref()) });
        }
        let mut head = self.last_hashed(sequence).await?;
        while head.sequence < sequence && self.read_on(&mut head).await? {}
        Ok(head)
    }

    /// Reads the next rows of a log that ends without a hash, so that whoever writes next need not; false if there are none.
    pub(crate) async fn read_old_log(&mut self) -> Result<bool> {
        let Some((sequence, None)) = self.last_row().await? else { return Ok(false) };
        let mut head = self.last_hashed(sequence).await?;
        let has_more = self.read_on(&mut head).await?;
        *self.shared.old_log() = Some(head);
        Ok(has_more)
    }

    async fn last_row(&mut self) -> Result<Option<(i64, Option<Hash>)>> {
        let sql =
            query("select sequence, hash from event where sequence = (select max(sequence) from event)");
        let Some(row) = self.optional(sql).await? else { return Ok(None) };
        let fields = Fields::new("event", "sequence", &row);
        Ok(Some((fields.get("sequence")?, fields.get::<Option<Hash>>("hash").ok().flatten())))
    }

    /// As far as the log was read, else its last hash up to `sequence`.
    async fn last_hashed(&mut self, sequence: i64) -> Result<Head> {
        let old_log = self.shared.old_log().clone();
        if let Some(head) = old_log.filter(|head| head.sequence <= sequence) {
            return Ok(head);
        }
        let mark = self.mark_before(sequence).await?;
        let chain = Chain::after(mark.as_ref().map(|mark| &mark.hash));
        Ok(Head { sequence: mark.map_or(0, |mark| mark.sequence), chain })
    }

    /// One page; false at the end.
    async fn read_on(&mut self, head: &mut Head) -> Result<bool> {
        let rows = self.page_after(head.sequence).await?;
        for row in &rows {
            let fields = Fields::new("event", "sequence", row);
            head.sequence = fields.get("sequence")?;
            match fields.get::<Option<Hash>>("hash").ok().flatten() {
                Some(hash) => head.chain = Chain::after(Some(&hash)),
                None => head.chain.add_row(row)?,
            }
        }
        Ok(!rows.is_empty())
    }

    /// The last hash up to a sequence.
    pub(super) async fn mark_before(&mut self, sequence: i64) -> Result<Option<LogMark>> {
        let sql = query(
            "select sequence, hash from event
             where sequence <= $1 and length(hash) = 32
             order by sequence desc limit 1",
        );
        let row = self.optional(sql.with(&sequence)).await?;
        let mark = |row: &Row| {
            let fields = Fields::new("event", "sequence", row);
            Ok(LogMark { sequence: fields.get("sequence")?, hash: fields.get("hash")? })
        };
        row.as_ref().map(mark).transpose()
    }

    /// Where the hashes do not fit, from a sequence on: a row, or the first and last of several.
    pub(super) async fn broken_links(&mut self, from: i64) -> Result<Vec<String>> {
        let mark = self.mark_before(from).await?;
        let mut chain = Chain::after(mark.as_ref().map(|mark| &mark.hash));
        let mut after = mark.map_or(0, |mark| mark.sequence);
        let (mut first, mut broken) = (None, Vec::new());
        loop {
            let rows = self.page_after(after).await?;
            for row in &rows {
                let fields = Fields::new("event", "sequence", row);
                after = fields.get("sequence")?;
                let first_covered = *first.get_or_insert(after);
                chain.add_row(row)?;
                // A damaged hash fits nothing.
                let hash = match fields.get::<Option<Hash>>("hash") {
                    Err(Error::Corrupt { .. }) => Some(Hash([0; 32])),
                    hash => hash?,
                };
                let Some(hash) = hash else { continue };
                if chain.finish() != hash {
                    broken.push(if first_covered == after {
                        after.to_string()
                    } else {
                        format!("{first_covered} to {after}")
                    });
                }
                (chain, first) = (Chain::after(Some(&hash)), None);
            }
            if rows.is_empty() || broken.len() >= FINDINGS {
                return Ok(broken);
            }
        }
    }

    async fn page_after(&mut self, sequence: i64) -> Result<Vec<Row>> {
        let sql = query("select * from event where sequence > $1 order by sequence limit $2");
        self.all(sql.with(&sequence).with(&PAGE)).await
    }
}
