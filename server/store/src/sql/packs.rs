//! Paper for when there is no Elbow.

use async_trait::async_trait;
use domain::{
    TicketId, Timestamp, WardId,
    pack::{Back, Made, Pack, Slip, SlipCode, SlipCount},
};

use super::{
    SqlSession,
    row::{Fields, Row, to_json},
    statement::{ROWS, assembled, query, rows_of},
};
use crate::{Error, Packs, Result};

/// The times at which packs were printed from which a slip was entered since `$1`.
macro_rules! used_packs {
    () => {
        "(select reserved_at from paper_slip where entered_at >= $1)"
    };
}

/// Nobody knows what became of `slip`, although a later one of the same ward and pack was entered.
macro_rules! is_missing {
    () => {
        "slip.ticket is null and slip.unused_at is null and slip.number < (
             select coalesce(max(later.number), 0) from paper_slip as later
             where later.reserved_at = slip.reserved_at and later.ward = slip.ward and later.ticket is not null)"
    };
}

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
        self.run(sql.with(&void_before)).await?;
        // One that cannot be read is taken away when the next is there.
        let sql = query("select * from pack where void_after < $1 order by number desc limit 1");
        for Pack { number, mut made } in self.rows(sql.with(&void_before), pack).await? {
            made.contents.roster.clear();
            let sql = query("update pack set contents = $2 where number = $1");
            self.run(sql.with(&number).bind(to_json(&made.contents)?)).await?;
        }
        Ok(())
    }

    async fn has_forgettable_packs(&mut self, void_before: Timestamp) -> Result<bool> {
        let sql = query("select * from pack where void_after < $1 order by number desc limit 2");
        let packs = self.rows(sql.with(&void_before), pack).await?;
        Ok(packs.len() > 1 || packs.iter().any(|pack| !pack.made.contents.roster.is_empty()))
    }

    async fn lookup_slip(&mut self, code: SlipCode) -> Result<Option<Slip>> {
        self.row(query("select * from paper_slip where number = $1").with(&code.0), slip).await
    }

    async fn lookup_stray_slip(&mut self, code: SlipCode) -> Result<Option<TicketId>> {
        let sql = query("select * from stray_slip where number = $1").with(&code.0);
        Ok(self.row(sql, stray).await?.map(|(_, ticket)| ticket))
    }

    async fn enter_slip(
        &mut self,
        code: SlipCode,
        instead_of: Option<TicketId>,
        ticket: TicketId,
        at: Timestamp,
    ) -> Result<()> {
        let sql = query(
            "update paper_slip set ticket = $2, entered_at = $3, unused_at = null
             where number = $1 and (ticket is null or ticket = $4)",
        );
        let entered = self.run(sql.with(&code.0).with(&ticket).with(&at).with(&instead_of)).await?;
        if entered == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    async fn enter_stray_slip(&mut self, code: SlipCode, ticket: TicketId, at: Timestamp) -> Result<()> {
        let sql = query(
            "insert into stray_slip (number, ticket, entered_at) values ($1, $2, $3)
             on conflict (number) do update set ticket = excluded.ticket, entered_at = excluded.entered_at",
        );
        self.run(sql.with(&code.0).with(&ticket).with(&at)).await.map(drop)
    }

    async fn list_entered_slips(
        &mut self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<(SlipCode, TicketId)>> {
        let sql = query(
            "select number, ticket, entered_at from paper_slip where entered_at >= $1
             union all
             select number, ticket, entered_at from stray_slip where entered_at >= $1
             order by entered_at desc, number desc limit $2",
        );
        self.rows(sql.with(&since).with(&limit), stray).await
    }

    async fn count_slips(&mut self, since: Timestamp) -> Result<Vec<SlipCount>> {
        let sql = query(concat!(
            "select reserved_at, count(*) as printed, count(ticket) as entered, count(unused_at) as unused,
                 count(*) filter (where ",
            is_missing!(),
            ") as missing
             from paper_slip as slip where reserved_at in ",
            used_packs!(),
            " group by reserved_at order by reserved_at desc",
        ));
        self.rows(sql.with(&since), |row| {
            let fields = Fields::new("paper_slip", "reserved_at", row);
            Ok(SlipCount {
                printed_at: fields.get("reserved_at")?,
                printed: fields.get("printed")?,
                entered: fields.get("entered")?,
                unused: fields.get("unused")?,
                missing: fields.get("missing")?,
            })
        })
        .await
    }

    async fn list_missing_slips(&mut self, since: Timestamp) -> Result<Vec<Slip>> {
        let sql = query(concat!(
            "select * from paper_slip as slip where reserved_at in ",
            used_packs!(),
            " and ",
            is_missing!(),
            " order by number",
        ));
        self.rows(sql.with(&since), slip).await
    }

    async fn set_slips_unused(&mut self, printed_at: Timestamp, at: Timestamp) -> Result<u64> {
        let sql = query(concat!(
            "update paper_slip as slip set unused_at = $2
             where reserved_at = $1 and ticket is null and unused_at is null and not (",
            is_missing!(),
            ")",
        ));
        self.run(sql.with(&printed_at).with(&at)).await
    }

    async fn set_slip_unused(&mut self, code: SlipCode, at: Timestamp) -> Result<bool> {
        let sql = query(
            "update paper_slip set unused_at = $2 where number = $1 and ticket is null and unused_at is null",
        );
        Ok(self.run(sql.with(&code.0).with(&at)).await? > 0)
    }

    async fn forget_slips_unused(&mut self, printed_at: Timestamp) -> Result<u64> {
        let sql =
            query("update paper_slip set unused_at = null where reserved_at = $1 and unused_at is not null");
        self.run(sql.with(&printed_at)).await
    }

    async fn forget_slips(&mut self, printed_before: Timestamp) -> Result<()> {
        let latest = self.latest_slip().await?;
        self.leave_out_slips(latest).await?;
        let sql = query("delete from paper_slip where reserved_at < $1 and ticket is null");
        self.run(sql.with(&printed_before)).await.map(drop)
    }

    async fn latest_slip(&mut self) -> Result<SlipCode> {
        let latest = |row: &Row| Fields::new("slip_number", "latest", row).get::<u32>("latest");
        let said = self.readable_row(query("select latest from slip_number"), latest).await?;
        // An older program does not write it down.
        let row = self.one(query("select coalesce(max(number), 0) as latest from paper_slip")).await?;
        Ok(SlipCode(said.unwrap_or_default().max(latest(&row)?)))
    }

    async fn leave_out_slips(&mut self, until: SlipCode) -> Result<()> {
        let sql = query(
            "insert into slip_number (id, latest) values (1, $1)
             on conflict (id) do update set latest = excluded.latest where slip_number.latest < excluded.latest",
        );
        self.run(sql.with(&until.0)).await.map(drop)
    }

    async fn reserve_slips(&mut self, wards: &[WardId], at: Timestamp) -> Result<Vec<(WardId, SlipCode)>> {
        let SlipCode(latest) = self.latest_slip().await?;
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
        if let Some((_, latest)) = reserved.last() {
            self.leave_out_slips(*latest).await?;
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

pub(super) fn slip(row: &Row) -> Result<Slip> {
    let fields = Fields::new("paper_slip", "number", row);
    let unused: Option<Timestamp> = fields.get("unused_at")?;
    let back = match fields.pair("ticket", "entered_at")? {
        Some((ticket, at)) => Some(Back::Entered { ticket, at }),
        None => unused.map(|_| Back::Unused),
    };
    Ok(Slip {
        code: SlipCode(fields.get("number")?),
        ward: fields.get("ward")?,
        printed_at: fields.get("reserved_at")?,
        back,
    })
}

pub(super) fn stray(row: &Row) -> Result<(SlipCode, TicketId)> {
    let fields = Fields::new("stray_slip", "number", row);
    let _: Timestamp = fields.get("entered_at")?;
    Ok((SlipCode(fields.get("number")?), fields.get("ticket")?))
}
