//! Shifts.

use async_trait::async_trait;
use domain::{Shift, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Result, Roster};

#[async_trait]
impl Roster for SqlSession {
    async fn list_shifts(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<Shift>> {
        let sql = query(
            "select * from shift where ends_at > $1 and starts_at < $2 order by starts_at, ends_at, person",
        );
        self.rows(sql.with(&from).with(&to), shift).await
    }

    async fn put_shift(&mut self, shift: &Shift) -> Result<()> {
        let sql = query(
            "insert into shift (person, starts_at, ends_at) values ($1, $2, $3)
             on conflict (person, starts_at) do update set ends_at = excluded.ends_at",
        );
        self.run(sql.with(&shift.person).with(&shift.starts_at).with(&shift.ends_at)).await.map(drop)
    }

    async fn remove_shift(&mut self, shift: &Shift) -> Result<()> {
        let sql = query("delete from shift where person = $1 and starts_at = $2");
        self.run(sql.with(&shift.person).with(&shift.starts_at)).await.map(drop)
    }
}

pub(super) fn shift(row: &Row) -> Result<Shift> {
    let fields = Fields::new("shift", "person", row);
    Ok(Shift {
        person: fields.get("person")?,
        starts_at: fields.get("starts_at")?,
        ends_at: fields.get("ends_at")?,
    })
}
