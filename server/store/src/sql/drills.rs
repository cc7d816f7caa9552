//! Drills of communications.

use async_trait::async_trait;
use domain::DrillId;

use super::{
    SqlSession,
    outbox::alert,
    row::{Fields, Row},
    statement::query,
};
use crate::{Alert, Drill, DrillMember, Drills, Page, Part, Place, Result};

#[async_trait]
impl Drills for SqlSession {
    async fn add_drill(&mut self, drill: &Drill, team: &[DrillMember]) -> Result<()> {
        let sql = query(
            "insert into drill (id, team, started_at, ends_at, started_by) values ($1, $2, $3, $4, $5)",
        )
        .with(&drill.id)
        .bind(&drill.team)
        .with(&drill.started_at)
        .with(&drill.ends_at)
        .with(&drill.started_by);
        self.run(sql).await?;
        for member in team {
            let sql = query("insert into drill_member (drill, person, duty, alert) values ($1, $2, $3, $4)")
                .with(&drill.id)
                .with(&member.person)
                .with(&member.duty)
                .with(&member.alert);
            self.run(sql).await?;
        }
        Ok(())
    }

    async fn lookup_drill(&mut self, id: DrillId) -> Result<Option<Drill>> {
        self.row(query("select * from drill where id = $1").with(&id), drill).await
    }

    async fn list_drills(&mut self, page: &Page<Place<DrillId>>) -> Result<Part<Drill, Place<DrillId>>> {
        let after = page.after.unwrap_or_else(Place::latest);
        let sql = query(
            "select * from drill where (started_at, id) < ($1, $2) order by started_at desc, id desc limit $3",
        )
        .with(&after.at)
        .with(&after.id)
        .with(&page.with_one_more());
        let place = |row: &Row| {
            let fields = Fields::new("drill", "id", row);
            Ok(Place { at: fields.get("started_at")?, id: fields.get("id")? })
        };
        self.part_by_index(sql, page, place, drill).await
    }

    async fn list_drill_members(&mut self, id: DrillId) -> Result<Vec<(DrillMember, Option<Alert>)>> {
        let members = query("select person, duty, alert from drill_member where drill = $1");
        let members = self.all(members.with(&id)).await?;
        let alerts =
            query("select * from alert where id in (select alert from drill_member where drill = $1)");
        let alerts = self.rows(alerts.with(&id), alert).await?;
        let with_alert = |row: &Row| {
            let member = member(row)?;
            let alert = alerts.iter().find(|alert| Some(alert.id) == member.alert).cloned();
            Ok((member, alert))
        };
        self.readable(&members, with_alert)
    }
}

pub(super) fn drill(row: &Row) -> Result<Drill> {
    let fields = Fields::new("drill", "id", row);
    Ok(Drill {
        id: fields.get("id")?,
        team: fields.get("team")?,
        started_at: fields.get("started_at")?,
        ends_at: fields.get("ends_at")?,
        started_by: fields.get("started_by")?,
    })
}

pub(super) fn member(row: &Row) -> Result<DrillMember> {
    let fields = Fields::new("drill_member", "person", row);
    Ok(DrillMember { person: fields.get("person")?, duty: fields.get("duty")?, alert: fields.get("alert")? })
}
