//! What a ticket's events do to its offers. An offer is live while it has no outcome, and refers to the events that
//! made and ended it: their sequence orders offers exactly, where times may be equal.

use std::collections::HashMap;

use domain::{
    OfferId, Ticket, TicketId, Timestamp,
    ticket::{Event, Happening, LiveOffer},
};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Error, OfferRecord, Result};

impl SqlSession {
    /// Writes what the event, logged as `sequence`, makes of the offers.
    pub(super) async fn change_offers(
        &mut self,
        event: &Event,
        sequence: i64,
        why: Option<&str>,
    ) -> Result<()> {
        match &event.happening {
            Happening::Offered { offer } => self.make_offer(event.ticket, offer, sequence, why).await,
            Happening::Accepted { offer, superseded, .. } => {
                self.end_offer(event.ticket, *offer, "accepted", sequence).await?;
                self.supersede(event.ticket, superseded, sequence).await
            }
            Happening::Declined { offer } => self.end_offer(event.ticket, *offer, "declined", sequence).await,
            Happening::Expired { offer } => self.end_offer(event.ticket, *offer, "expired", sequence).await,
            Happening::OfferWithdrawn { offer, .. } => {
                self.end_offer(event.ticket, *offer, "withdrawn", sequence).await
            }
            Happening::Arrived { superseded }
            | Happening::ReleaseUndone { superseded, .. }
            | Happening::Resolved { superseded, .. }
            | Happening::Held { superseded, .. }
            | Happening::Assigned { superseded, .. }
            | Happening::Withdrawn { superseded, .. } => {
                self.supersede(event.ticket, superseded, sequence).await
            }
            Happening::Asked { .. }
            | Happening::ArrivalUndone
            | Happening::HelpedInPassing { .. }
            | Happening::AskedOnPaper { .. }
            | Happening::Released { .. }
            | Happening::HoldEnded { .. }
            | Happening::ResolutionUndone
            | Happening::HandedOff { .. }
            | Happening::DetailsAdded { .. }
            | Happening::Reopened
            | Happening::Sorted { .. }
            | Happening::PriorityChanged { .. }
            | Happening::Corrected { .. }
            | Happening::Escalated { .. } => Ok(()),
        }
    }

    async fn make_offer(
        &mut self,
        ticket: TicketId,
        offer: &LiveOffer,
        sequence: i64,
        why: Option<&str>,
    ) -> Result<()> {
        let sql = query(
            "insert into offer (id, ticket, person, made_at, expires_at, why, made_event)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .with(&offer.id)
        .with(&ticket)
        .with(&offer.to)
        .with(&offer.made_at)
        .with(&offer.expires_at)
        .bind(why.unwrap_or("null"))
        .with(&sequence);
        self.run(sql).await.map(drop)
    }

    async fn supersede(&mut self, ticket: TicketId, offers: &[OfferId], sequence: i64) -> Result<()> {
        for offer in offers {
            self.end_offer(ticket, *offer, "superseded", sequence).await?;
        }
        Ok(())
    }

    async fn end_offer(
        &mut self,
        ticket: TicketId,
        offer: OfferId,
        outcome: &'static str,
        sequence: i64,
    ) -> Result<()> {
        let sql = query(
            "update offer set outcome = $3, ended_event = $4
             where id = $1 and ticket = $2 and outcome is null",
        );
        match self.run(sql.with(&offer).with(&ticket).bind(outcome).with(&sequence)).await? {
            1 => Ok(()),
            _ => Err(Error::Corrupt {
                table: "offer",
                column: "outcome",
                row: offer.to_string(),
                reason: "it is not live, but its ticket says so".to_owned(),
            }),
        }
    }

    /// Gives a ticket its live offers.
    pub(super) async fn with_offers(&mut self, mut ticket: Ticket) -> Result<Ticket> {
        let sql = query("select * from offer where ticket = $1 and outcome is null order by made_event");
        ticket.offers = self.rows(sql.with(&ticket.id), live_offer).await?;
        Ok(ticket)
    }

    /// Gives each of several tickets its live offers.
    pub(super) async fn with_all_offers(&mut self, mut tickets: Vec<Ticket>) -> Result<Vec<Ticket>> {
        let mut live: HashMap<TicketId, Vec<LiveOffer>> = HashMap::new();
        // The plus keeps SQLite from reading all offers there ever were in that order; the same elsewhere.
        let sql = query("select * from offer where outcome is null order by +made_event");
        let with_ticket = |row: &Row| Ok((Fields::new("offer", "id", row).get("ticket")?, live_offer(row)?));
        for (ticket, offer) in self.rows(sql, with_ticket).await? {
            live.entry(ticket).or_default().push(offer);
        }
        for ticket in &mut tickets {
            ticket.offers = live.remove(&ticket.id).unwrap_or_default();
        }
        Ok(tickets)
    }
}

pub(super) fn live_offer(row: &Row) -> Result<LiveOffer> {
    let fields = Fields::new("offer", "id", row);
    Ok(LiveOffer {
        id: fields.get("id")?,
        to: fields.get("person")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
    })
}

/// Reads a row of `offer` that is joined with the time of the event that ended it as `ended_at`.
pub(super) fn offer_record(row: &Row) -> Result<OfferRecord> {
    let fields = Fields::new("offer", "id", row);
    let ended: Option<(String, Timestamp)> = fields.pair("outcome", "ended_at")?;
    let (outcome, ended_at) = ended.unzip();
    Ok(OfferRecord {
        id: fields.get("id")?,
        ticket: fields.get("ticket")?,
        to: fields.get("person")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
        outcome,
        ended_at,
        why: fields.get("why")?,
    })
}
