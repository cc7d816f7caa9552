//! Files for browsers of the last builds.

use async_trait::async_trait;
use domain::Timestamp;

use super::{SqlSession, row::Fields, statement::query};
use crate::{Builds, Result, builds::BuiltFile};

#[async_trait]
impl Builds for SqlSession {
    async fn has_build(&mut self, build: &str) -> Result<bool> {
        let sql = query("select build from asset_build where build = $1").bind(build);
        Ok(self.optional(sql).await?.is_some())
    }

    async fn keep_build(&mut self, build: &str, files: &[BuiltFile], at: Timestamp, keep: u32) -> Result<()> {
        let sql = query(
            "insert into asset_build (build, served_at) values ($1, $2)
             on conflict (build) do update set served_at = excluded.served_at",
        );
        self.run(sql.bind(build).with(&at)).await?;
        for (path, body) in files {
            let sql = query(
                "insert into asset (build, path, body) values ($1, $2, $3) on conflict (build, path) do nothing",
            );
            self.run(sql.bind(build).bind(path).with(body)).await?;
        }
        let sql = query(
            "delete from asset where build not in (
                 select build from (select build from asset_build order by served_at desc, build limit $1) as latest)",
        );
        self.run(sql.with(&keep)).await?;
        let sql = query(
            "delete from asset_build where not exists (select 1 from asset where asset.build = asset_build.build)",
        );
        self.run(sql).await.map(drop)
    }

    async fn list_build_files(&mut self, build: &str) -> Result<Vec<BuiltFile>> {
        let sql = query("select path, body from asset where build = $1 order by path").bind(build);
        self.rows(sql, |row| {
            let fields = Fields::new("asset", "path", row);
            Ok((fields.get("path")?, fields.get("body")?))
        })
        .await
    }
}
