//! Shifts.

use async_trait::async_trait;
use domain::{PersonId, Shift, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::{ROWS, Sql, assembled, query, rows_of},
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

    async fn list_shifts_of(&mut self, person: PersonId, from: Timestamp) -> Result<Vec<Shift>> {
        let sql = query("select * from shift where person = $1 and ends_at > $2 order by starts_at");
        self.rows(sql.with(&person).with(&from), shift).await
    }

    async fn put_shifts(&mut self, shifts: &[Shift]) -> Result<()> {
        for some in shifts.chunks(ROWS) {
            let sql = assembled(format!(
                "insert into shift (person, starts_at, ends_at) values {}
                 on conflict (person, starts_at) do update set ends_at = excluded.ends_at",
                rows_of(3, some.len())
            ));
            let with =
                |sql: Sql, shift: &Shift| sql.with(&shift.person).with(&shift.starts_at).with(&shift.ends_at);
            self.run(some.iter().fold(sql, with)).await?;
        }
        Ok(())
    }

    async fn put_shift(&mut self, shift: &Shift) -> Result<()> {
        self.put_shifts(std::slice::from_ref(shift)).await
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
