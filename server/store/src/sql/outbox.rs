//! Alerts on their way out. A claim is a lease: a worker that dies with an alert in hand holds it up no longer than
//! `claimed_until`.

use std::time::Duration;

use async_trait::async_trait;
use domain::{TicketId, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Alert, NewAlert, Outbox, Outcome, Result};

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

    async fn claim_alerts(&mut self, now: Timestamp, lease: Duration, limit: u32) -> Result<Vec<Alert>> {
        let expired = query(
            "update alert set outcome = 'expired', finished_at = $1
             where outcome is null and expires_at <= $1 and coalesce(claimed_until <= $1, true)",
        );
        self.run(expired.with(&now)).await?;
        let claim = query(
            "update alert set claimed_until = $2, attempts = attempts + 1
             where id in (
                 select id from alert
                 where outcome is null and due_at <= $1 and expires_at > $1
                 and coalesce(claimed_until <= $1, true)
                 order by id limit $3)
             returning *",
        );
        let rows = self.all(claim.with(&now).with(&(now + lease)).with(&limit)).await?;
        let mut alerts: Vec<Alert> = rows.iter().map(alert).collect::<Result<_>>()?;
        alerts.sort_by_key(|alert| alert.id);
        Ok(alerts)
    }

    async fn finish_alert(&mut self, id: i64, outcome: Outcome, now: Timestamp) -> Result<()> {
        let sql = query(
            "update alert set outcome = $2, finished_at = $3, claimed_until = null
             where id = $1 and outcome is null",
        );
        self.run(sql.with(&id).with(&outcome).with(&now)).await.map(drop)
    }

    async fn retry_alert(&mut self, id: i64, due_at: Timestamp) -> Result<()> {
        let sql =
            query("update alert set due_at = $2, claimed_until = null where id = $1 and outcome is null");
        self.run(sql.with(&id).with(&due_at)).await.map(drop)
    }

    async fn next_alert_due(&mut self) -> Result<Option<Timestamp>> {
        // An alert that expires before it is due again must be looked at then, to be given its outcome.
        let sql = query(
            "select min(case when claimed_until > soonest then claimed_until else soonest end) as due
             from (select claimed_until, case when due_at < expires_at then due_at else expires_at end as soonest
                   from alert where outcome is null) as unfinished",
        );
        Fields::new("alert", "due", &self.one(sql).await?).get("due")
    }

    async fn lookup_alert(&mut self, id: i64) -> Result<Option<Alert>> {
        let row = self.optional(query("select * from alert where id = $1").with(&id)).await?;
        row.as_ref().map(alert).transpose()
    }

    async fn list_alerts_of(&mut self, ticket: TicketId) -> Result<Vec<Alert>> {
        let sql = query("select * from alert where ticket = $1 order by id");
        self.all(sql.with(&ticket)).await?.iter().map(alert).collect()
    }

    async fn mark_alert_shown(&mut self, id: i64, at: Timestamp) -> Result<()> {
        let sql = query("update alert set shown_at = $2 where id = $1 and shown_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }

    async fn mark_alert_opened(&mut self, id: i64, at: Timestamp) -> Result<()> {
        let sql = query("update alert set opened_at = $2 where id = $1 and opened_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }
}

fn alert(row: &Row) -> Result<Alert> {
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
        outcome: fields.get("outcome")?,
        shown_at: fields.get("shown_at")?,
        opened_at: fields.get("opened_at")?,
    })
}
