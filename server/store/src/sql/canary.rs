//! The canary's tickets: those asked at its place.

use async_trait::async_trait;
use domain::{
    Duty, Responder, ResponderKind, Role, RoleGrant, Site, Tag, Ticket, Timestamp, Ward, ZoneMode, canary,
};

use super::{SqlSession, row::Fields, statement::query};
use crate::{Canary, Grants, People, Person, Places, Result};

/// A ward's code and a tag's slug that no trust has.
const WORD: &str = "elbow-test-request";
const NAME: &str = "Test request";

#[async_trait]
impl Canary for SqlSession {
    async fn put_canary(&mut self, now: Timestamp) -> Result<()> {
        if self.lookup_ward(canary::ward()).await?.is_some() {
            return self.set_unanswered(canary::person(), 0).await;
        }
        self.put_parts_of_canary(now).await
    }

    async fn mend_canary(&mut self, now: Timestamp) -> Result<()> {
        if self.lookup_ward(canary::ward()).await?.is_none() {
            return Ok(());
        }
        self.put_parts_of_canary(now).await?;
        self.set_duty(canary::person(), Duty::OnShift, now).await
    }

    async fn list_open_canaries(&mut self) -> Result<Vec<Ticket>> {
        // Written so that SQLite goes by what is open: the canary's ward gains 1,440 tickets a day.
        let sql = query(
            "select * from ticket where closed_at is null and (ward = $1) is true
             order by priority, asked_at, id",
        );
        self.tickets(sql.with(&canary::ward())).await
    }

    async fn last_canary_asked_at(&mut self) -> Result<Option<Timestamp>> {
        let sql = query("select max(asked_at) as at from ticket where ward = $1");
        Fields::new("ticket", "at", &self.one(sql.with(&canary::ward())).await?).get("at")
    }

    async fn last_canary_back_at(&mut self) -> Result<Option<Timestamp>> {
        let sql = query(
            "select closed_at as at from ticket where ward = $1 and state = 'resolved'
             order by asked_at desc limit 1",
        );
        let row = self.optional(sql.with(&canary::ward())).await?;
        row.map(|row| Fields::new("ticket", "at", &row).get("at")).transpose()
    }
}

impl SqlSession {
    async fn put_parts_of_canary(&mut self, now: Timestamp) -> Result<()> {
        let (site, ward, tag, person) = (canary::site(), canary::ward(), canary::tag(), canary::person());
        self.put_site(&Site { id: site, name: NAME.to_owned(), coordinates: None }).await?;
        self.put_ward(&Ward {
            id: ward,
            code: WORD.to_owned(),
            name: NAME.to_owned(),
            site,
            zone: None,
            building: None,
            level: None,
            position: None,
            phone: None,
        })
        .await?;
        self.put_tag(&Tag { id: tag, slug: WORD.to_owned(), name: NAME.to_owned(), anyone: false }).await?;
        self.put_person(&Person::human(person, NAME)).await?;
        if self.list_grants_of(person).await?.is_empty() {
            self.add_grant(&RoleGrant::lasting(canary::grant(), person, Role::Responder, now)).await?;
        }
        self.put_responder(&Responder {
            id: person,
            name: NAME.to_owned(),
            kind: ResponderKind::Floorwalker,
            tags: vec![tag],
            home_ward: None,
            zone: None,
            zone_mode: ZoneMode::All,
            phone: None,
            duty: Duty::OnShift,
            duty_since: now,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        })
        .await?;
        self.set_unanswered(person, 0).await
    }
}
