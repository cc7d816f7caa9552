//! Links with which people set a password. They lie among the codes, told apart by what they are for.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use super::{
    SqlSession, devices,
    row::{Fields, Row},
    statement::query,
};
use crate::{Hash, Invitations, Opens, PasswordLink, Result};

const PASSWORD: &str = "password";
const FIRST_ADMINISTRATOR: &str = "first_administrator";

#[async_trait]
impl Invitations for SqlSession {
    async fn add_password_link(&mut self, link: &PasswordLink) -> Result<()> {
        let (purpose, person) = opens(link.opens);
        if let Some(person) = person {
            self.end_password_links(person, link.made_at).await?;
        } else {
            let older = query(
                "update enrolment_code set expires_at = $2
                 where purpose = $1 and used_at is null and ward is null and person is null and expires_at > $2",
            );
            self.run(older.bind(purpose).with(&link.made_at)).await?;
        }
        let sql = query(
            "insert into enrolment_code (code, person, made_by, made_at, expires_at, purpose)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .with(&link.token)
        .with(&person)
        .with(&link.made_by)
        .with(&link.made_at)
        .with(&link.expires_at)
        .bind(purpose);
        self.run(sql).await.map(drop)
    }

    async fn end_password_links(&mut self, of: PersonId, at: Timestamp) -> Result<()> {
        let sql = query(
            "update enrolment_code set expires_at = $2
             where person = $1 and used_at is null and expires_at > $2 and purpose = 'password'",
        );
        self.run(sql.with(&of).with(&at)).await.map(drop)
    }

    async fn lookup_password_link(&mut self, token: &Hash, now: Timestamp) -> Result<Option<PasswordLink>> {
        let sql = query(
            "select * from enrolment_code
             where code = $1 and used_at is null and expires_at > $2
             and purpose in ('password', 'first_administrator')",
        );
        self.readable_row(sql.with(token).with(&now), password_link).await
    }

    async fn use_password_link(&mut self, token: &Hash, now: Timestamp) -> Result<Option<PasswordLink>> {
        let sql = query(
            "update enrolment_code set used_at = $2
             where code = $1 and used_at is null and expires_at > $2
             and purpose in ('password', 'first_administrator')
             returning *",
        );
        self.readable_row(sql.with(token).with(&now), password_link).await
    }
}

const fn opens(opens: Opens) -> (&'static str, Option<PersonId>) {
    match opens {
        Opens::Account(person) => (PASSWORD, Some(person)),
        Opens::FirstAdministrator => (FIRST_ADMINISTRATOR, None),
    }
}

fn password_link(row: &Row) -> Result<PasswordLink> {
    let fields = Fields::new("enrolment_code", "made_at", row);
    let is_first = fields.get::<Option<String>>("purpose")?.as_deref() == Some(FIRST_ADMINISTRATOR);
    Ok(PasswordLink {
        token: fields.get("code")?,
        opens: if is_first { Opens::FirstAdministrator } else { Opens::Account(fields.required("person")?) },
        made_by: fields.get("made_by")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
    })
}

/// The hash of a row of the table, whatever it is for.
pub(super) fn any_code(row: &Row) -> Result<Hash> {
    let purpose: Option<String> = Fields::new("enrolment_code", "made_at", row).get("purpose")?;
    match purpose.as_deref() {
        Some(PASSWORD | FIRST_ADMINISTRATOR) => password_link(row).map(|link| link.token),
        _ => devices::enrolment_code(row).map(|code| code.code),
    }
}
