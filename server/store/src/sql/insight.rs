//! Counts and the export.

use async_trait::async_trait;
use domain::{Timestamp, canary};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{CategoryCount, ClosedTicket, Insight, Result};

#[async_trait]
impl Insight for SqlSession {
    async fn count_categories(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<CategoryCount>> {
        let sql = query(
            "select id, coalesce(tickets, 0) as tickets, coalesce(in_passing, 0) as in_passing,
                    coalesce(helped, 0) as helped
             from category
             left join (
                 select category, count(*) as tickets, count(*) filter (where in_passing) as in_passing,
                        cast(coalesce(sum(helped), 0) as bigint) as helped
                 from ticket
                 where category is not null and asked_at >= $1 and asked_at < $2 and ward <> $3
                 group by category) as closed on closed.category = category.id
             order by coalesce(tickets, 0) desc, position, id",
        );
        self.rows(sql.with(&from).with(&to).with(&canary::ward()), |row| {
            let fields = Fields::new("category", "id", row);
            Ok(CategoryCount {
                category: fields.get("id")?,
                tickets: fields.get("tickets")?,
                in_passing: fields.get("in_passing")?,
                helped: fields.get("helped")?,
            })
        })
        .await
    }

    async fn count_withdrawn(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u32)>> {
        let sql = query(
            "select withdraw_reason, count(*) as tickets from ticket
             where state = 'withdrawn' and asked_at >= $1 and asked_at < $2 and ward <> $3 and not in_passing
             group by withdraw_reason
             order by tickets desc, withdraw_reason",
        );
        self.rows(sql.with(&from).with(&to).with(&canary::ward()), |row| {
            let fields = Fields::new("ticket", "withdraw_reason", row);
            Ok((fields.get("withdraw_reason")?, fields.get("tickets")?))
        })
        .await
    }

    async fn list_closed(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<ClosedTicket>> {
        let sql = query(
            "select ticket.*, known_issue.title as issue, ward.code as ward_code, ward.name as ward_name, tag.slug as tag_slug,
                    coalesce(category.slug, ticket.withdraw_reason) as ended_as,
                    case when ticket.category is not null then ticket.helped end as people_helped,
                    (select count(*) from offer where offer.ticket = ticket.id) as offers
             from ticket
             join ward on ward.id = ticket.ward
             join tag on tag.id = ticket.tag
             left join category on category.id = ticket.category
             left join known_issue on known_issue.id = ticket.known_issue
             where ticket.closed_at is not null and ticket.asked_at >= $1 and ticket.asked_at < $2
                 and ticket.ward <> $3 and (ticket.closed_by is not null or not ticket.in_passing)
             order by ticket.asked_at, ticket.id",
        );
        self.rows(sql.with(&from).with(&to).with(&canary::ward()), closed_ticket).await
    }

    async fn count_asked(&mut self, from: Timestamp, to: Timestamp) -> Result<u32> {
        let sql = query(
            "select count(*) as tickets from ticket
             where asked_at >= $1 and asked_at < $2 and ward <> $3 and not in_passing",
        );
        let row = self.one(sql.with(&from).with(&to).with(&canary::ward())).await?;
        Fields::new("ticket", "tickets", &row).get("tickets")
    }
}

fn closed_ticket(row: &Row) -> Result<ClosedTicket> {
    let fields = Fields::new("ticket", "id", row);
    Ok(ClosedTicket {
        code: fields.get("code")?,
        ward_code: fields.get("ward_code")?,
        ward_name: fields.get("ward_name")?,
        tag: fields.get("tag_slug")?,
        priority: fields.get("priority")?,
        asked_at: fields.get("asked_at")?,
        accepted_at: fields.get("accepted_at")?,
        arrived_at: fields.get("arrived_at")?,
        closed_at: fields.get("closed_at")?,
        ended: fields.get("state")?,
        category: fields.get("ended_as")?,
        offers: fields.get("offers")?,
        reopened: fields.get("reopened")?,
        helped: fields.get("people_helped")?,
        known_issue: fields.get("issue")?,
        in_passing: fields.get("in_passing")?,
    })
}
