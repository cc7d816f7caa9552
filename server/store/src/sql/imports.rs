//! What imports remember.

use async_trait::async_trait;
use domain::{PersonId, SiteId, TagId, WardId, ZoneId, canary};
use sqlx::error::DatabaseError;

use super::{
    SqlSession,
    events::logged_event,
    row::{Fields, Row},
    statement::{Sql, query},
};
use crate::{
    Error, HeadingSaid, ImportHeading, Imports, LastImport, LoggedEvent, Packs, Result, UseOf, Used,
};

#[async_trait]
impl Imports for SqlSession {
    async fn list_import_headings(&mut self) -> Result<Vec<ImportHeading>> {
        self.rows(query("select * from import_heading order by list, heading"), heading).await
    }

    async fn put_import_heading(&mut self, heading: &ImportHeading) -> Result<()> {
        let sql = query(
            "insert into import_heading (list, heading, means, name, said_at, said_by)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (list, heading) do update
             set means = excluded.means, name = excluded.name, said_at = excluded.said_at,
                 said_by = excluded.said_by",
        );
        let ImportHeading { list, heading, column, said } = heading;
        let sql = sql
            .with(list)
            .with(heading)
            .with(column)
            .with(&said.as_ref().map(|said| said.name.clone()))
            .with(&said.as_ref().map(|said| said.at))
            .with(&said.as_ref().and_then(|said| said.by));
        self.run(sql).await.map(drop)
    }

    async fn forget_import_heading(&mut self, list: &str, heading: &str) -> Result<()> {
        let sql = query("delete from import_heading where list = $1 and heading = $2");
        self.run(sql.bind(list).bind(heading)).await.map(drop)
    }

    async fn last_import(&mut self) -> Result<Option<LastImport>> {
        let sql = query(
            "select event.*, last_import.steps from last_import
             join event on event.sequence = last_import.event",
        );
        self.row(sql, last).await
    }

    async fn last_import_event(&mut self) -> Result<Option<LoggedEvent>> {
        let sql = query("select * from event where sequence = (select event from last_import)");
        self.row(sql, logged_event).await
    }

    async fn put_last_import(&mut self, event: i64, steps: Option<&str>) -> Result<()> {
        let sql = query(
            "insert into last_import (id, event, steps) values (1, $1, $2)
             on conflict (id) do update set event = excluded.event, steps = excluded.steps",
        );
        self.run(sql.with(&event).with(&steps.map(str::to_owned))).await.map(drop)
    }

    async fn forget_last_import(&mut self) -> Result<()> {
        self.run(query("delete from last_import")).await.map(drop)
    }

    async fn list_uses(&mut self) -> Result<Vec<Used>> {
        let sql = query(
            "select used.* from (
                 select 'requests' as how, ward as id, count(*) as number from ticket group by ward
                 union all select 'devices', ward, count(*) from device where ward is not null group by ward
                 union all select 'codes', ward, count(*) from enrolment_code where ward is not null group by ward
                 union all select 'posters', ward, count(*) from poster group by ward
                 union all select 'whereabouts', ward, count(*) from responder where ward is not null group by ward
                 union all select 'walks', ward, count(*) from (
                     select from_ward as ward from walk union all select to_ward from walk) as ends group by ward
                 union all select 'known_issues_there', ward, count(distinct known_issue)
                     from known_issue_version where ward is not null group by ward
                 union all select 'questions', tag, count(*) from ticket group by tag
                 union all select 'known_issues', tag, count(distinct known_issue)
                     from known_issue_version group by tag
                 union all select 'sign_ins', person, count(*) from sign_in group by person
                 union all select 'handsets', person, count(*) from device where person is not null group by person
                 union all select 'codes_for', person, count(*) from enrolment_code
                     where person is not null group by person
                 union all select 'offers', person, count(*) from offer group by person
                 union all select 'tickets', person, count(*) from (
                     select asked_by_person as person from ticket union all select holder from ticket
                     union all select closed_by from ticket) as parts
                     where person is not null group by person
                 union all select 'grants', person, count(*) from role_grant
                     where ends_at is not null group by person) as used
             where id <> $1 order by how, id",
        );
        // What the canary stands on has one id.
        let sql = sql.with(&canary::ward());
        self.rows(sql, used).await
    }

    async fn remove_site(&mut self, id: SiteId) -> Result<bool> {
        self.removed(query("delete from site where id = $1").with(&id)).await
    }

    async fn remove_zone(&mut self, id: ZoneId) -> Result<bool> {
        self.removed(query("delete from zone where id = $1").with(&id)).await
    }

    async fn remove_ward(&mut self, id: WardId) -> Result<bool> {
        // Of its slips of paper the latest number is kept, so that it is not printed again.
        let latest = self.latest_slip().await?;
        self.leave_out_slips(latest).await?;
        self.run(query("delete from paper_slip where ward = $1 and ticket is null").with(&id)).await?;
        self.removed(query("delete from ward where id = $1").with(&id)).await
    }

    async fn remove_tag(&mut self, id: TagId) -> Result<bool> {
        self.removed(query("delete from tag where id = $1").with(&id)).await
    }

    async fn remove_responder(&mut self, id: PersonId) -> Result<bool> {
        self.run(query("delete from responder_tag where responder = $1").with(&id)).await?;
        self.removed(query("delete from responder where person = $1").with(&id)).await
    }

    async fn remove_person(&mut self, id: PersonId) -> Result<bool> {
        self.remove_account(id).await?;
        self.run(query("delete from role_grant where person = $1 and ends_at is null").with(&id)).await?;
        self.removed(query("delete from person where id = $1").with(&id)).await
    }

    async fn remove_account(&mut self, id: PersonId) -> Result<()> {
        self.run(query("delete from account where person = $1").with(&id)).await.map(drop)
    }
}

impl SqlSession {
    /// Whether nothing referred to what was to be deleted.
    async fn removed(&mut self, sql: Sql) -> Result<bool> {
        match self.run(sql).await {
            Ok(_) => Ok(true),
            Err(Error::Database(error))
                if error.as_database_error().is_some_and(DatabaseError::is_foreign_key_violation) =>
            {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

pub(super) fn last(row: &Row) -> Result<LastImport> {
    let steps = Fields::new("last_import", "sequence", row).get("steps")?;
    Ok(LastImport { event: logged_event(row)?, steps })
}

fn used(row: &Row) -> Result<Used> {
    let fields = Fields::new("ticket", "how", row);
    let of = match fields.get::<String>("how")?.as_str() {
        "requests" => UseOf::Requests(fields.get("id")?),
        "devices" => UseOf::Devices(fields.get("id")?),
        "codes" => UseOf::Codes(fields.get("id")?),
        "posters" => UseOf::Posters(fields.get("id")?),
        "whereabouts" => UseOf::Whereabouts(fields.get("id")?),
        "walks" => UseOf::Walks(fields.get("id")?),
        "questions" => UseOf::Questions(fields.get("id")?),
        "known_issues_there" => UseOf::KnownIssuesThere(fields.get("id")?),
        "known_issues" => UseOf::KnownIssues(fields.get("id")?),
        "sign_ins" => UseOf::SignIns(fields.get("id")?),
        "handsets" => UseOf::Handsets(fields.get("id")?),
        "codes_for" => UseOf::CodesFor(fields.get("id")?),
        "offers" => UseOf::Offers(fields.get("id")?),
        "tickets" => UseOf::Tickets(fields.get("id")?),
        _ => UseOf::Grants(fields.get("id")?),
    };
    Ok(Used { of, count: fields.get("number")? })
}

pub(super) fn heading(row: &Row) -> Result<ImportHeading> {
    let fields = Fields::new("import_heading", "heading", row);
    let said = match fields.pair("name", "said_at")? {
        Some((name, at)) => Some(HeadingSaid { name, at, by: fields.get("said_by")? }),
        None => None,
    };
    Ok(ImportHeading {
        list: fields.get("list")?,
        heading: fields.get("heading")?,
        column: fields.get("means")?,
        said,
    })
}
