//! What people sign in with.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Account, Accounts, Identity, Result};

#[async_trait]
impl Accounts for SqlSession {
    async fn lookup_account(&mut self, person: PersonId) -> Result<Option<Account>> {
        self.row(query("select * from account where person = $1").with(&person), account).await
    }

    async fn lookup_account_by_username(&mut self, username: &str) -> Result<Option<Account>> {
        self.row(query("select * from account where username = $1").bind(username), account).await
    }

    async fn list_accounts(&mut self) -> Result<Vec<Account>> {
        self.rows(query("select * from account order by username"), account).await
    }

    async fn list_accounts_among(&mut self, people: &[PersonId]) -> Result<Vec<Account>> {
        self.rows_among(people, "select * from account where person in", "", account).await
    }

    async fn set_username(&mut self, person: PersonId, username: &str) -> Result<()> {
        let sql = query(
            "insert into account (person, username) values ($1, $2)
             on conflict (person) do update set username = excluded.username",
        );
        self.run(sql.with(&person).bind(username)).await.map(drop)
    }

    async fn set_password(&mut self, person: PersonId, hash: &str) -> Result<()> {
        let sql = query("update account set password_hash = $2, ended_at = null where person = $1");
        self.run(sql.with(&person).bind(hash)).await.map(drop)
    }

    async fn end_account(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        let sql = query(
            "update account set password_hash = null, ended_at = $2 where person = $1 and ended_at is null",
        );
        self.run(sql.with(&person).with(&now)).await.map(drop)
    }

    async fn lookup_pin(&mut self, person: PersonId) -> Result<Option<String>> {
        self.row(query("select * from pin where person = $1").with(&person), pin).await
    }

    async fn set_pin(&mut self, person: PersonId, hash: &str) -> Result<()> {
        let sql = query(
            "insert into pin (person, hash) values ($1, $2)
             on conflict (person) do update set hash = excluded.hash",
        );
        self.run(sql.with(&person).bind(hash)).await.map(drop)
    }

    async fn forget_pin(&mut self, person: PersonId) -> Result<()> {
        self.run(query("delete from pin where person = $1").with(&person)).await.map(drop)
    }

    async fn lookup_identity(&mut self, issuer: &str, subject: &str) -> Result<Option<Identity>> {
        let sql = query("select * from identity where issuer = $1 and subject = $2");
        self.row(sql.bind(issuer).bind(subject), identity).await
    }

    async fn list_identities_of(&mut self, person: PersonId) -> Result<Vec<Identity>> {
        let sql = query("select * from identity where person = $1 order by issuer, subject");
        self.rows(sql.with(&person), identity).await
    }

    async fn link_identity(&mut self, identity: &Identity) -> Result<bool> {
        let sql = query(
            "insert into identity (issuer, subject, person, linked_at) values ($1, $2, $3, $4)
             on conflict (issuer, subject) do nothing",
        )
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .with(&identity.person)
        .with(&identity.linked_at);
        Ok(self.run(sql).await? > 0)
    }

    async fn unlink_identity(&mut self, issuer: &str, subject: &str) -> Result<()> {
        let sql = query("delete from identity where issuer = $1 and subject = $2");
        self.run(sql.bind(issuer).bind(subject)).await.map(drop)
    }
}

pub(super) fn account(row: &Row) -> Result<Account> {
    let fields = Fields::new("account", "person", row);
    Ok(Account {
        person: fields.get("person")?,
        username: fields.get("username")?,
        password_hash: fields.get("password_hash")?,
        ended_at: fields.get("ended_at")?,
    })
}

pub(super) fn identity(row: &Row) -> Result<Identity> {
    let fields = Fields::new("identity", "person", row);
    Ok(Identity {
        issuer: fields.get("issuer")?,
        subject: fields.get("subject")?,
        person: fields.get("person")?,
        linked_at: fields.get("linked_at")?,
    })
}

pub(super) fn pin(row: &Row) -> Result<String> {
    Fields::new("pin", "person", row).get("hash")
}
