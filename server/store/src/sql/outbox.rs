//! Alerts on their way out. Those of a kind that only a newer program knows are left to it.

use std::time::Duration;

use async_trait::async_trait;
use domain::{PersonId, TicketId, Timestamp};

use super::{
    SqlSession,
    queue::{ALERTS, UNREADABLE},
    row::{Fields, Row},
    statement::query,
};
use crate::{Alert, AlertKind, Claimed, NewAlert, Outbox, Outcome, Result, SetAside};

#[async_trait]
impl Outbox for SqlSession {
    async fn add_alert(&mut self, alert: &NewAlert) -> Result<i64> {
        let sql = query(
            "insert into alert (person, kind, ticket, offer, made_at, expires_at, due_at)
             values ($1, $2, $3, $4, $5, $6, $5)
             returning id",
        )
        .with(&alert.person)
        .with(&alert.kind)
        .with(&alert.ticket)
        .with(&alert.offer)
        .with(&alert.made_at)
        .with(&alert.expires_at);
        let row = self.one(sql).await?;
        Fields::new("alert", "id", &row).get("id")
    }

    async fn claim_alerts(&mut self, now: Timestamp, lease: Duration, limit: u32) -> Result<Claimed<Alert>> {
        let (claimed, damaged) = self.claim(&ALERTS, alert, now, lease, limit).await?;
        for id in damaged {
            self.set_alert_aside(id, UNREADABLE, now).await?;
        }
        if claimed.expired > 0 {
            self.forget_ended_subscriptions(None).await?;
        }
        Ok(claimed)
    }

    async fn finish_alert(&mut self, id: i64, outcome: Outcome, now: Timestamp) -> Result<()> {
        self.finish(&ALERTS, id, &outcome, now).await?;
        self.forget_ended_subscriptions(Some(id)).await
    }

    async fn set_alert_aside(&mut self, id: i64, why: &str, now: Timestamp) -> Result<()> {
        let sql = query(
            "insert into alert_set_aside (alert, at, why) values ($1, $2, $3)
             on conflict (alert) do nothing",
        );
        self.run(sql.with(&id).with(&now).bind(why)).await?;
        self.finish_alert(id, Outcome::Refused, now).await
    }

    async fn list_alerts_set_aside(&mut self, since: Timestamp) -> Result<Vec<SetAside>> {
        let sql = query("select * from alert_set_aside where at >= $1 order by at desc, alert desc");
        self.rows(sql.with(&since), set_aside).await
    }

    async fn count_unfinished_alerts(&mut self) -> Result<u32> {
        let row = self.one(query("select count(*) as alerts from alert where outcome is null")).await?;
        Fields::new("alert", "alerts", &row).get("alerts")
    }

    async fn retry_alert(&mut self, id: i64, due_at: Timestamp) -> Result<()> {
        self.retry(&ALERTS, id, due_at).await
    }

    async fn next_alert_due(&mut self) -> Result<Option<Timestamp>> {
        self.next_due(&ALERTS).await
    }

    async fn lookup_alert(&mut self, id: i64) -> Result<Option<Alert>> {
        self.row(query("select * from alert where id = $1").with(&id), alert).await
    }

    async fn list_last_told(&mut self, ticket: TicketId, kind: AlertKind) -> Result<Vec<PersonId>> {
        let sql = query(
            "select person from alert where ticket = $1
             group by person having max(id) = max(case when kind = $2 then id end) order by person",
        );
        let rows = self.all(sql.with(&ticket).with(&kind)).await?;
        rows.iter().map(|row| Fields::new("alert", "person", row).get("person")).collect()
    }

    async fn list_alerts_of(&mut self, ticket: TicketId) -> Result<Vec<Alert>> {
        let sql = query("select * from alert where ticket = $1 order by id");
        self.rows(sql.with(&ticket), alert).await
    }

    async fn list_alerts_to(&mut self, person: PersonId, since: Timestamp) -> Result<Vec<Alert>> {
        let sql = query("select * from alert where person = $1 and made_at >= $2 order by id");
        self.rows(sql.with(&person).with(&since), alert).await
    }

    async fn list_alerts_of_live_offers(&mut self) -> Result<Vec<Alert>> {
        let sql = query(
            "select * from alert
             where kind = 'offer' and offer in (select id from offer where outcome is null)
             order by +id",
        );
        self.rows(sql, alert).await
    }

    async fn mark_alert_shown(&mut self, id: i64, at: Timestamp) -> Result<()> {
        let sql = query("update alert set shown_at = $2 where id = $1 and shown_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }

    async fn mark_alert_opened(&mut self, id: i64, at: Timestamp) -> Result<()> {
        let sql = query("update alert set opened_at = $2 where id = $1 and opened_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }

    async fn mark_alert_seen(&mut self, id: i64, at: Timestamp) -> Result<()> {
        let sql = query("update alert set seen_at = $2 where id = $1 and seen_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }

    async fn mark_alert_unreached(&mut self, id: i64, at: Timestamp) -> Result<()> {
        let sql = query("update alert set unreached_at = $2 where id = $1 and unreached_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }

    async fn list_unseen_offers(&mut self, person: PersonId, now: Timestamp) -> Result<Vec<Alert>> {
        let sql = query(
            "select * from alert
             where expires_at > $2 and kind = 'offer' and person = $1 and seen_at is null
             order by +id",
        );
        self.rows(sql.with(&person).with(&now), alert).await
    }

    async fn list_unconfirmed_offers(&mut self, now: Timestamp, made_by: Timestamp) -> Result<Vec<Alert>> {
        let sql = query(
            "select alert.* from alert
             join offer on offer.id = alert.offer and offer.outcome is null
             where alert.kind = 'offer' and alert.shown_at is null and alert.opened_at is null
             and alert.seen_at is null and alert.unreached_at is null
             and alert.expires_at > $1 and alert.made_at <= $2
             order by +alert.id",
        );
        self.rows(sql.with(&now).with(&made_by), alert).await
    }

    async fn next_unconfirmed_offer(&mut self, now: Timestamp) -> Result<Option<Timestamp>> {
        let sql = query(
            "select min(alert.made_at) as made_at from alert
             join offer on offer.id = alert.offer and offer.outcome is null
             where alert.kind = 'offer' and alert.shown_at is null and alert.opened_at is null
             and alert.seen_at is null and alert.unreached_at is null and alert.expires_at > $1",
        );
        Fields::new("alert", "made_at", &self.one(sql.with(&now)).await?).get("made_at")
    }
}

pub(super) fn alert(row: &Row) -> Result<Alert> {
    let fields = Fields::new("alert", "id", row);
    Ok(Alert {
        id: fields.get("id")?,
        person: fields.get("person")?,
        kind: fields.get("kind")?,
        ticket: fields.get("ticket")?,
        offer: fields.get("offer")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
        attempts: fields.get("attempts")?,
        lost: fields.get("lost")?,
        outcome: fields.get("outcome")?,
        shown_at: fields.get("shown_at")?,
        opened_at: fields.get("opened_at")?,
        seen_at: fields.get("seen_at")?,
        unreached_at: fields.get("unreached_at")?,
    })
}

pub(super) fn set_aside(row: &Row) -> Result<SetAside> {
    let fields = Fields::new("alert_set_aside", "alert", row);
    Ok(SetAside { id: fields.get("alert")?, at: fields.get("at")?, why: fields.get("why")? })
}
