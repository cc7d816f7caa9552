//! Headings of imported files.

use async_trait::async_trait;

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{ImportHeading, Imports, Result};

#[async_trait]
impl Imports for SqlSession {
    async fn list_import_headings(&mut self) -> Result<Vec<ImportHeading>> {
        self.rows(query("select * from import_heading order by list, heading"), heading).await
    }

    async fn put_import_heading(&mut self, heading: &ImportHeading) -> Result<()> {
        let sql = query(
            "insert into import_heading (list, heading, means) values ($1, $2, $3)
             on conflict (list, heading) do update set means = excluded.means",
        );
        let ImportHeading { list, heading, column } = heading;
        self.run(sql.with(list).with(heading).with(column)).await.map(drop)
    }
}

pub(super) fn heading(row: &Row) -> Result<ImportHeading> {
    let fields = Fields::new("import_heading", "heading", row);
    Ok(ImportHeading {
        list: fields.get("list")?,
        heading: fields.get("heading")?,
        column: fields.get("means")?,
    })
}
