//! Paper for when there is no Elbow.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Timestamp, WardId,
    pack::{Made, Pack, SlipCode},
};

use super::{
    SqlSession,
    row::{Fields, Row, to_json},
    statement::{ROWS, assembled, query, rows_of},
};
use crate::{Packs, Result};

#[async_trait]
impl Packs for SqlSession {
    async fn add_pack(&mut self, Made { as_at, void_after, contents }: &Made) -> Result<u32> {
        let sql = query(
            "insert into pack (number, as_at, void_after, contents)
             select coalesce(max(number), 0) + 1, $1, $2, $3 from pack returning number",
        );
        let sql = sql.with(as_at).with(void_after).bind(to_json(contents)?);
        Fields::new("pack", "number", &self.one(sql).await?).get("number")
    }

    async fn latest_pack(&mut self) -> Result<Option<Pack>> {
        self.readable_row(query("select * from pack order by number desc limit 1"), pack).await
    }

    async fn forget_packs(&mut self, void_before: Timestamp) -> Result<()> {
        let sql = query("delete from pack where void_after < $1 and number < (select max(number) from pack)");
        self.run(sql.with(&void_before)).await.map(drop)
    }

    async fn list_slips(&mut self) -> Result<HashMap<WardId, Vec<SlipCode>>> {
        let sql = query("select * from paper_slip order by number");
        let mut free: HashMap<WardId, Vec<SlipCode>> = HashMap::new();
        for (code, ward) in self.rows(sql, slip).await? {
            free.entry(ward).or_default().push(code);
        }
        Ok(free)
    }

    async fn reserve_slips(&mut self, wards: &[WardId], at: Timestamp) -> Result<Vec<(WardId, SlipCode)>> {
        let row = self.one(query("select coalesce(max(number), 0) as latest from paper_slip")).await?;
        let latest: u32 = Fields::new("paper_slip", "latest", &row).get("latest")?;
        let reserved: Vec<_> =
            wards.iter().zip(latest + 1..).map(|(ward, number)| (*ward, SlipCode(number))).collect();
        for some in reserved.chunks(ROWS) {
            let sql = assembled(format!(
                "insert into paper_slip (number, ward, reserved_at) values {}",
                rows_of(3, some.len())
            ));
            let sql = some.iter().fold(sql, |sql, (ward, code)| sql.with(&code.0).with(ward).with(&at));
            self.run(sql).await?;
        }
        Ok(reserved)
    }
}

pub(super) fn pack(row: &Row) -> Result<Pack> {
    let fields = Fields::new("pack", "number", row);
    Ok(Pack {
        number: fields.get("number")?,
        made: Made {
            as_at: fields.get("as_at")?,
            void_after: fields.get("void_after")?,
            contents: fields.json("contents")?,
        },
    })
}

pub(super) fn slip(row: &Row) -> Result<(SlipCode, WardId)> {
    let fields = Fields::new("paper_slip", "number", row);
    let _: Timestamp = fields.get("reserved_at")?;
    Ok((SlipCode(fields.get("number")?), fields.get("ward")?))
}
