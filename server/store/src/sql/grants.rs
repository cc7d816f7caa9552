//! Who may be what.

use async_trait::async_trait;
use domain::{GrantId, PersonId, Role, RoleGrant, Scope, Timestamp, ZoneId, canary, grant::roles};

use super::{
    SqlSession,
    column::new_word,
    row::{Fields, Row},
    statement::query,
};
use crate::{Grants, Result};

#[async_trait]
impl Grants for SqlSession {
    async fn list_grants(&mut self) -> Result<Vec<RoleGrant>> {
        let sql = query("select * from role_grant where person <> $1 order by coalesce(made_at, 0), id");
        self.rows(sql.with(&canary::person()), grant).await
    }

    async fn list_grants_among(&mut self, people: &[PersonId]) -> Result<Vec<RoleGrant>> {
        let order = "order by coalesce(made_at, 0), id";
        self.rows_among(people, "select * from role_grant where person in", order, grant).await
    }

    async fn list_grants_of(&mut self, person: PersonId) -> Result<Vec<RoleGrant>> {
        let sql = query("select * from role_grant where person = $1 order by coalesce(made_at, 0), id");
        self.rows(sql.with(&person), grant).await
    }

    async fn list_leads_of(&mut self, zone: ZoneId, now: Timestamp) -> Result<Vec<PersonId>> {
        let sql = query(
            "select * from role_grant
             where scope = $1 and role = $2 and person in (select id from person where ended_at is null)
             order by coalesce(made_at, 0), id",
        );
        let sql = sql.with(&Scope::Zone(zone)).bind(Role::Lead.to_string());
        let mut people = Vec::new();
        for grant in self.rows(sql, grant).await?.into_iter().filter(|grant| grant.gives_at(now)) {
            if !people.contains(&grant.person) {
                people.push(grant.person);
            }
        }
        Ok(people)
    }

    async fn roles_at(&mut self, person: PersonId, now: Timestamp) -> Result<Vec<Role>> {
        Ok(roles(&self.list_grants_of(person).await?, |grant| grant.gives_at(now)))
    }

    async fn add_grant(&mut self, grant: &RoleGrant) -> Result<()> {
        let sql = query(
            "insert into role_grant (id, person, role, scope, made_at, starts_at, ends_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .with(&grant.id)
        .with(&grant.person)
        .bind(grant.role.to_string())
        .with(&grant.scope)
        .with(&grant.made_at)
        .with(&grant.from)
        .with(&grant.until);
        self.run(sql).await.map(drop)
    }

    async fn end_grant(&mut self, id: GrantId, now: Timestamp) -> Result<()> {
        let sql = query(
            "update role_grant set ends_at = case when starts_at > $2 then starts_at else $2 end
             where id = $1 and (ends_at is null or ends_at > $2)",
        );
        self.run(sql.with(&id).with(&now)).await.map(drop)
    }
}

pub(super) fn grant(row: &Row) -> Result<RoleGrant> {
    let fields = Fields::new("role_grant", "id", row);
    let role: String = fields.get("role")?;
    Ok(RoleGrant {
        id: fields.get("id")?,
        person: fields.get("person")?,
        // A newer program may know more of them.
        role: role.parse().map_err(|_| fields.unfit("role", new_word(&role)))?,
        scope: fields.get("scope")?,
        from: fields.get("starts_at")?,
        until: fields.get("ends_at")?,
        made_at: fields.get("made_at")?,
    })
}
