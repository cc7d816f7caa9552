//! Links, overrides and walks.

use async_trait::async_trait;
use domain::{Link, Override, Timestamp, Walk, WardId};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::{ROWS, Sql, assembled, query, rows_of},
};
use crate::{Result, Ways};

#[async_trait]
impl Ways for SqlSession {
    async fn list_links(&mut self) -> Result<Vec<Link>> {
        let sql = query(
            "select link.* from link join ward a on a.id = link.from_ward join ward b on b.id = link.to_ward
             order by a.code, b.code, link.kind",
        );
        self.rows(sql, link).await
    }

    async fn list_overrides(&mut self) -> Result<Vec<Override>> {
        let sql = query(
            "select way_override.* from way_override
             join ward a on a.id = way_override.from_ward join ward b on b.id = way_override.to_ward
             order by a.code, b.code",
        );
        self.rows(sql, way_override).await
    }

    async fn put_link(&mut self, link: &Link) -> Result<()> {
        let sql = query(
            "insert into link (from_ward, to_ward, kind, seconds, step_free) values ($1, $2, $3, $4, $5)
             on conflict (from_ward, to_ward, kind) do update
             set seconds = excluded.seconds, step_free = excluded.step_free",
        )
        .with(&link.from)
        .with(&link.to)
        .with(&link.kind)
        .with(&link.seconds)
        .with(&link.step_free);
        self.run(sql).await.map(drop)
    }

    async fn replace_links(&mut self, links: &[Link]) -> Result<()> {
        self.run(query("delete from link")).await?;
        for some in links.chunks(ROWS) {
            let rows = rows_of(5, some.len());
            let sql = assembled(format!(
                "insert into link (from_ward, to_ward, kind, seconds, step_free) values {rows}"
            ));
            let with = |sql: Sql, link: &Link| {
                let sql = sql.with(&link.from).with(&link.to).with(&link.kind);
                sql.with(&link.seconds).with(&link.step_free)
            };
            self.run(some.iter().fold(sql, with)).await?;
        }
        Ok(())
    }

    async fn replace_overrides(&mut self, overrides: &[Override]) -> Result<()> {
        self.run(query("delete from way_override")).await?;
        for some in overrides.chunks(ROWS) {
            let rows = rows_of(3, some.len());
            let sql =
                assembled(format!("insert into way_override (from_ward, to_ward, seconds) values {rows}"));
            let with = |sql: Sql, way: &Override| sql.with(&way.from).with(&way.to).with(&way.seconds);
            self.run(some.iter().fold(sql, with)).await?;
        }
        Ok(())
    }

    async fn add_walk(&mut self, walk: &Walk, arrived_at: Timestamp) -> Result<()> {
        let sql = query("insert into walk (from_ward, to_ward, seconds, arrived_at) values ($1, $2, $3, $4)")
            .with(&walk.from)
            .with(&walk.to)
            .with(&walk.seconds)
            .with(&arrived_at);
        self.run(sql).await.map(drop)
    }

    async fn forget_walk(&mut self, to: WardId, arrived_at: Timestamp) -> Result<Option<Walk>> {
        let sql = query(
            "delete from walk where id = (select max(id) from walk where arrived_at = $2 and to_ward = $1) returning *",
        );
        self.row(sql.with(&to).with(&arrived_at), walk).await
    }

    async fn list_walks(&mut self, since: Timestamp) -> Result<Vec<Walk>> {
        let sql = query("select * from walk where arrived_at >= $1 order by arrived_at, id");
        self.rows(sql.with(&since), walk).await
    }
}

pub(super) fn way_override(row: &Row) -> Result<Override> {
    let fields = Fields::new("way_override", "from_ward", row);
    Ok(Override {
        from: fields.get("from_ward")?,
        to: fields.get("to_ward")?,
        seconds: fields.get("seconds")?,
    })
}

pub(super) fn walk(row: &Row) -> Result<Walk> {
    let fields = Fields::new("walk", "id", row);
    Ok(Walk { from: fields.get("from_ward")?, to: fields.get("to_ward")?, seconds: fields.get("seconds")? })
}

pub(super) fn link(row: &Row) -> Result<Link> {
    let fields = Fields::new("link", "from_ward", row);
    Ok(Link {
        from: fields.get("from_ward")?,
        to: fields.get("to_ward")?,
        seconds: fields.get("seconds")?,
        kind: fields.get("kind")?,
        step_free: fields.get("step_free")?,
    })
}
