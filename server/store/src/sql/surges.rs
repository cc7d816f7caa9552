//! Where more was asked than usual.

use std::collections::HashSet;

use async_trait::async_trait;
use domain::{
    Surge, Ticket, TicketId, Timestamp,
    surge::{Found, Judged, Stream, Verdict},
};

use super::{
    SqlSession,
    column::new_word,
    row::{Fields, Row},
    statement::query,
    tickets::ticket,
};
use crate::{Error, Page, Part, Place, Result, SurgeFilter, Surges};

#[async_trait]
impl Surges for SqlSession {
    async fn list_surges_since(&mut self, last_at: Timestamp) -> Result<Vec<Surge>> {
        let sql = query("select * from surge where last_at >= $1 order by opened_at, id");
        self.rows(sql.with(&last_at), surge).await
    }

    async fn find_surges(
        &mut self,
        filter: SurgeFilter,
        page: &Page<Place<TicketId>>,
    ) -> Result<Part<Surge, Place<TicketId>>> {
        let place = |row: &Row| {
            let fields = Fields::new("surge", "id", row);
            let is_meant = match (filter, fields.get::<Option<String>>("verdict")?.as_deref()) {
                (SurgeFilter::All, _) | (SurgeFilter::NotJudged, None) => true,
                (SurgeFilter::NotJudged, Some(_)) | (SurgeFilter::Real | SurgeFilter::Nothing, None) => false,
                (SurgeFilter::Real, Some(verdict)) => verdict != Verdict::Nothing.as_str(),
                (SurgeFilter::Nothing, Some(verdict)) => verdict == Verdict::Nothing.as_str(),
            };
            Ok((Place { at: fields.get("opened_at")?, id: fields.get("id")? }, is_meant))
        };
        self.part_by_time(query("select * from surge where not gone"), page, place, surge).await
    }

    async fn lookup_surge(&mut self, id: TicketId) -> Result<Option<Surge>> {
        self.row(query("select * from surge where id = $1").with(&id), surge).await
    }

    async fn list_tickets_of_surge(&mut self, id: TicketId) -> Result<Vec<Ticket>> {
        let sql = query(
            "select ticket.* from surge_ticket join ticket on ticket.id = surge_ticket.ticket
             where surge_ticket.surge = $1 order by ticket.asked_at, ticket.id",
        );
        self.rows(sql.with(&id), ticket).await
    }

    async fn put_surge(&mut self, surge: &Surge, tickets: &[TicketId]) -> Result<()> {
        let Surge { id, found, is_gone, judged: _ } = surge;
        let sql = query(
            "insert into surge
                 (id, level, ward, zone, tag, opened_at, last_at, began_at, began_on, window_minutes, seen, wards,
                  expected, score, raise, gone)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
             on conflict (id) do update
             set level = excluded.level, ward = excluded.ward, zone = excluded.zone, tag = excluded.tag,
                 opened_at = excluded.opened_at, last_at = excluded.last_at, began_at = excluded.began_at,
                 began_on = excluded.began_on, window_minutes = excluded.window_minutes, seen = excluded.seen,
                 wards = excluded.wards, expected = excluded.expected, score = excluded.score,
                 raise = excluded.raise, gone = excluded.gone",
        )
        .with(id)
        .bind(found.stream.level())
        .with(&found.stream.ward())
        .with(&found.stream.zone())
        .with(&found.stream.tag())
        .with(&found.opened_at)
        .with(&found.last_at)
        .with(&found.began_at)
        .with(&found.began_on)
        .with(&found.window_minutes)
        .with(&found.seen)
        .with(&found.wards)
        .with(&found.expected)
        .with(&found.score)
        .with(&found.raise)
        .with(is_gone);
        self.run(sql).await?;
        let sql = query("select * from surge_ticket where surge = $1").with(id);
        let kept: HashSet<TicketId> =
            self.rows(sql, counted).await?.into_iter().map(|(_, ticket)| ticket).collect();
        for ticket in tickets.iter().filter(|ticket| !kept.contains(ticket)) {
            let sql = query("insert into surge_ticket (surge, ticket) values ($1, $2)");
            self.run(sql.with(id).with(ticket)).await?;
        }
        for ticket in kept.iter().filter(|ticket| !tickets.contains(ticket)) {
            let sql = query("delete from surge_ticket where surge = $1 and ticket = $2");
            self.run(sql.with(id).with(ticket)).await?;
        }
        Ok(())
    }

    async fn judge_surge(&mut self, id: TicketId, Judged { verdict, at, by }: &Judged) -> Result<()> {
        let sql = query(
            "update surge set verdict = $2, known_issue = $3, judged_at = $4, judged_by = $5 where id = $1",
        );
        let sql = sql.with(&id).bind(verdict.as_str()).with(&verdict.known_issue()).with(at).with(by);
        self.run(sql).await.map(drop)
    }
}

pub(super) fn surge(row: &Row) -> Result<Surge> {
    let fields = Fields::new("surge", "id", row);
    let level: String = fields.get("level")?;
    let stream = Stream::of(&level, fields.get("ward")?, fields.get("zone")?, fields.get("tag")?);
    let verdict: Option<String> = fields.get("verdict")?;
    let judged = match verdict {
        None => None,
        Some(word) => {
            let verdict = Verdict::of(&word, fields.get("known_issue")?);
            Some(Judged {
                verdict: verdict.ok_or_else(|| unfit(&fields, "verdict", &word, &Verdict::NAMES))?,
                at: fields.required("judged_at")?,
                by: fields.required("judged_by")?,
            })
        }
    };
    Ok(Surge {
        id: fields.get("id")?,
        found: Found {
            stream: stream.ok_or_else(|| unfit(&fields, "level", &level, &Stream::LEVELS))?,
            opened_at: fields.get("opened_at")?,
            last_at: fields.get("last_at")?,
            began_at: fields.get("began_at")?,
            began_on: fields.get("began_on")?,
            window_minutes: fields.get("window_minutes")?,
            seen: fields.get("seen")?,
            wards: fields.get("wards")?,
            expected: fields.get("expected")?,
            score: fields.get("score")?,
            raise: fields.get("raise")?,
        },
        is_gone: fields.get("gone")?,
        judged,
    })
}

/// Words of a newer program are left out; a word that is known means that what belongs to it is not there.
fn unfit(fields: &Fields<'_>, column: &'static str, word: &str, known: &[&str]) -> Error {
    if known.contains(&word) {
        return fields.corrupt(column, "what belongs to it is missing, or too much");
    }
    fields.unfit(column, new_word(word))
}

/// A request that is counted to a surge.
pub(super) fn counted(row: &Row) -> Result<(TicketId, TicketId)> {
    let fields = Fields::new("surge_ticket", "surge", row);
    Ok((fields.get("surge")?, fields.get("ticket")?))
}
