//! Facts, and how far followers of the log are.

use async_trait::async_trait;
use domain::{
    Fact, TicketId,
    fact::{End, Ended, Help, Outcome},
    wave::Standing,
};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Cursor, Cursors, Error, Facts, Result};

#[async_trait]
impl Cursors for SqlSession {
    async fn lookup_cursor(&mut self, name: &str) -> Result<Option<Cursor>> {
        self.readable_row(query("select * from log_cursor where name = $1").bind(name), cursor).await
    }

    async fn move_cursor(&mut self, name: &str, from: Option<Cursor>, to: Cursor) -> Result<()> {
        let sql = match from {
            Some(from) => query(
                "update log_cursor set version = $2, sequence = $3
                 where name = $1 and version = $4 and sequence = $5",
            )
            .bind(name)
            .with(&to.version)
            .with(&to.sequence)
            .with(&from.version)
            .with(&from.sequence),
            // One that cannot be read, or is not there.
            None => query(
                "insert into log_cursor (name, version, sequence) values ($1, $2, $3)
                 on conflict (name) do update set version = excluded.version, sequence = excluded.sequence",
            )
            .bind(name)
            .with(&to.version)
            .with(&to.sequence),
        };
        if self.run(sql).await? == 0 { Err(Error::Stale) } else { Ok(()) }
    }
}

#[async_trait]
impl Facts for SqlSession {
    async fn lookup_fact(&mut self, ticket: TicketId) -> Result<Option<Fact>> {
        self.row(query("select * from ticket_fact where ticket = $1").with(&ticket), fact).await
    }

    async fn put_fact(&mut self, fact: &Fact, standing: Option<Standing>) -> Result<()> {
        let outcome = fact.end.map(|end| end.outcome);
        let help = outcome.and_then(Outcome::help);
        let sql = query(
            "insert into ticket_fact
                 (ticket, site, zone, ward, tag, source, first_priority, priority, asked_at, accepted_at, arrived_at,
                  ended_at, ended, category, withdraw_reason, helped, known_issue, offers, reopened, sequence, arrivals,
                  sorted, wave, phase)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                     $22, $23, $24)
             on conflict (ticket) do update
             set site = excluded.site, zone = excluded.zone, ward = excluded.ward, tag = excluded.tag,
                 source = excluded.source, first_priority = excluded.first_priority,
                 priority = excluded.priority, asked_at = excluded.asked_at,
                 accepted_at = excluded.accepted_at, arrived_at = excluded.arrived_at,
                 ended_at = excluded.ended_at, ended = excluded.ended, category = excluded.category,
                 withdraw_reason = excluded.withdraw_reason, helped = excluded.helped,
                 known_issue = excluded.known_issue, offers = excluded.offers, reopened = excluded.reopened,
                 sequence = excluded.sequence, arrivals = excluded.arrivals, sorted = excluded.sorted,
                 wave = excluded.wave, phase = excluded.phase",
        )
        .with(&fact.ticket)
        .with(&fact.site)
        .with(&fact.zone)
        .with(&fact.ward)
        .with(&fact.tag)
        .with(&fact.source)
        .with(&fact.first_priority)
        .with(&fact.priority)
        .with(&fact.asked_at)
        .with(&fact.accepted_at)
        .with(&fact.arrived_at)
        .with(&fact.end.map(|end| end.at))
        .with(&outcome.map(Outcome::kind))
        .with(&help.map(|help| help.category))
        .with(&outcome.and_then(Outcome::why))
        .with(&help.map(|help| help.people))
        .with(&help.and_then(|help| help.known_issue))
        .with(&fact.offers)
        .with(&fact.reopened)
        .with(&fact.sequence)
        .with(&fact.arrivals)
        .with(&fact.sorted)
        .with(&standing.map(|standing| standing.wave))
        .with(&standing.map(|standing| standing.phase));
        self.run(sql).await.map(drop)
    }

    async fn forget_facts(&mut self) -> Result<()> {
        self.run(query("delete from ticket_fact")).await.map(drop)
    }
}

pub(super) fn cursor(row: &Row) -> Result<Cursor> {
    let fields = Fields::new("log_cursor", "name", row);
    let (version, sequence) = (fields.get("version")?, fields.get("sequence")?);
    if sequence < 0 {
        return Err(fields.corrupt("sequence", "the log begins at 1"));
    }
    Ok(Cursor { version, sequence })
}

pub(super) fn fact(row: &Row) -> Result<Fact> {
    let fields = Fields::new("ticket_fact", "ticket", row);
    let help = || -> Result<Help> {
        Ok(Help {
            category: fields.required("category")?,
            people: fields.required("helped")?,
            known_issue: fields.get("known_issue")?,
        })
    };
    let outcome = match fields.get("ended")? {
        None => None,
        Some(Ended::Resolved) => Some(Outcome::Resolved(help()?)),
        Some(Ended::HandedOff) => Some(Outcome::HandedOff(help()?)),
        Some(Ended::Withdrawn) => Some(Outcome::Withdrawn(fields.required("withdraw_reason")?)),
    };
    let end = match outcome {
        Some(outcome) => Some(End { at: fields.required("ended_at")?, outcome }),
        None => None,
    };
    Ok(Fact {
        ticket: fields.get("ticket")?,
        ward: fields.get("ward")?,
        zone: fields.get("zone")?,
        site: fields.get("site")?,
        tag: fields.get("tag")?,
        source: fields.get("source")?,
        first_priority: fields.get("first_priority")?,
        priority: fields.get("priority")?,
        asked_at: fields.get("asked_at")?,
        accepted_at: fields.get("accepted_at")?,
        arrived_at: fields.get("arrived_at")?,
        arrivals: fields.get("arrivals")?,
        end,
        offers: fields.get("offers")?,
        reopened: fields.get("reopened")?,
        sorted: fields.get("sorted")?,
        sequence: fields.get("sequence")?,
    })
}
