//! Files for browsers of the last builds. A page that one program has made asks another for its scripts when a proxy sends
//! it there: while nodes are brought up to date, and after.

use async_trait::async_trait;
use domain::Timestamp;

use crate::Result;

/// A file by its path within the build.
pub type BuiltFile = (String, Vec<u8>);

#[async_trait]
pub trait Builds {
    async fn has_build(&mut self, build: &str) -> Result<bool>;
    /// A program of this build serves from now on: its files are kept, and of others those of the last builds, so that
    /// there are `keep` in all.
    async fn keep_build(&mut self, build: &str, files: &[BuiltFile], at: Timestamp, keep: u32) -> Result<()>;
    /// By path; none if the build is not kept.
    async fn list_build_files(&mut self, build: &str) -> Result<Vec<BuiltFile>>;
}
