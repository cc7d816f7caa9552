//! Writes that share a commit, and a database that ends transactions by itself.

use domain::{Tag, TagId};
use tokio::task::JoinHandle;

use super::*;
use crate::Error;

fn tag(slug: &str) -> Tag {
    let mut bytes = [0_u8; 10];
    for (at, byte) in slug.bytes().enumerate() {
        bytes[at % 10] = bytes[at % 10].wrapping_mul(31).wrapping_add(byte);
    }
    let id = TagId::new(Timestamp::from_millis(0), bytes);
    Tag { id, name: slug.to_owned(), slug: slug.to_owned(), anyone: false }
}

struct Database {
    folder: tempfile::TempDir,
    store: Arc<SqliteStore>,
    /// How many writes each commit so far was for.
    commits: Arc<Mutex<Vec<usize>>>,
}

impl Database {
    async fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap());
        store.migrate().await.unwrap();
        let commits = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&commits);
        store.watch_commits(Box::new(move |_, writes| seen.lock().unwrap().push(writes)));
        Self { folder, store, commits }
    }

    fn commits(&self) -> Vec<usize> {
        self.commits.lock().unwrap().clone()
    }

    async fn slugs(&self) -> Vec<String> {
        slugs(&self.store).await
    }

    /// Writes a tag as soon as it is this one's turn.
    fn write(&self, slug: String) -> JoinHandle<Result<()>> {
        let store = Arc::clone(&self.store);
        tokio::spawn(async move {
            let mut session = store.write().await?;
            session.put_tag(&tag(&slug)).await?;
            session.commit().await
        })
    }

    /// Does nothing but fail.
    fn fail(&self) -> JoinHandle<Result<()>> {
        let store = Arc::clone(&self.store);
        tokio::spawn(async move {
            let mut session = store.write().await?;
            session.put_tag(&tag("never")).await?;
            let same_slug = Tag { id: tag("another").id, ..tag("never") };
            assert!(matches!(session.put_tag(&same_slug).await, Err(Error::Duplicate("slug"))));
            session.commit().await
        })
    }
}

async fn slugs(store: &SqliteStore) -> Vec<String> {
    let mut session = store.read().await.unwrap();
    session.list_tags().await.unwrap().into_iter().map(|tag| tag.slug).collect()
}

/// Lets every task run until it waits for something.
async fn all_wait() {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn fifty_wards_that_ask_at_once_share_a_commit_and_all_of_it_is_kept() {
    let database = Database::make().await;
    let mut first = database.store.write().await.unwrap();
    let others: Vec<_> = (0..50).map(|number| database.write(format!("ward-{number}"))).collect();
    all_wait().await;
    first.put_tag(&tag("first")).await.unwrap();
    first.commit().await.unwrap();
    for other in others {
        other.await.unwrap().unwrap();
    }
    let commits = database.commits();
    assert_eq!(commits.iter().sum::<usize>(), 51);
    assert!(commits.len() < 10, "{commits:?}");

    // What the disk has at this moment, without a word to the program that wrote it.
    let copy = tempfile::tempdir().unwrap();
    for file in ["elbow.db", "elbow.db-wal"] {
        std::fs::copy(database.folder.path().join(file), copy.path().join(file)).unwrap();
    }
    let copy = SqliteStore::open(&copy.path().join("elbow.db")).await.unwrap();
    assert_eq!(slugs(&copy).await.len(), 51);
}

#[tokio::test]
async fn somebody_alone_is_committed_at_once() {
    let database = Database::make().await;
    for number in 1..=3 {
        database.write(format!("ward-{number}")).await.unwrap().unwrap();
        assert_eq!(database.commits(), vec![1; number]);
    }
}

#[tokio::test]
async fn one_that_fails_or_is_given_up_harms_nobody_else() {
    let database = Database::make().await;
    let mut given_up = database.store.write().await.unwrap();
    let before = database.write("before".into());
    let failed = database.fail();
    let after = database.write("after".into());
    all_wait().await;
    given_up.put_tag(&tag("given-up")).await.unwrap();
    drop(given_up);

    before.await.unwrap().unwrap();
    assert!(matches!(failed.await.unwrap(), Err(Error::RolledBack)));
    after.await.unwrap().unwrap();
    assert_eq!(database.slugs().await, ["after", "before"]);
}

#[tokio::test]
async fn nobody_hears_committed_while_the_transaction_is_open() {
    let database = Database::make().await;
    let first = database.store.write().await.unwrap();
    let second = database.write("second".into());
    let third = {
        let store = Arc::clone(&database.store);
        tokio::spawn(async move { store.write().await })
    };
    all_wait().await;
    drop(first);
    // The third holds the turn now: the second is written, and not yet kept.
    let third = third.await.unwrap().unwrap();
    all_wait().await;
    assert!(!second.is_finished());
    assert!(database.slugs().await.is_empty());
    drop(third);
    second.await.unwrap().unwrap();
    assert_eq!(database.slugs().await, ["second"]);
}

#[tokio::test]
async fn if_the_database_ends_the_transaction_everyone_in_it_hears_so() {
    let database = Database::make().await;
    let first = database.store.write().await.unwrap();
    let lost = database.write("lost".into());
    let ending = {
        let store = Arc::clone(&database.store);
        tokio::spawn(async move {
            let mut session = store.begin_writing().await.unwrap();
            session.run(sql::statement::query("rollback")).await.unwrap();
        })
    };
    let kept = database.write("kept".into());
    all_wait().await;
    drop(first);

    assert!(matches!(lost.await.unwrap(), Err(Error::Unavailable(_))));
    ending.await.unwrap();
    kept.await.unwrap().unwrap();
    assert_eq!(database.slugs().await, ["kept"]);
    database.store.close().await;
}

#[tokio::test]
async fn a_full_disk_refuses_what_it_cannot_keep_and_is_got_over() {
    let database = Database::make().await;
    let limit = |pages: &'static str| sqlx::query(pages).execute(&database.store.writer);

    limit("pragma max_page_count = 1").await.unwrap();
    let first = database.store.write().await.unwrap();
    let small = database.write("small".into());
    let large = database.write("large".repeat(100_000));
    all_wait().await;
    drop(first);
    let large = large.await.unwrap();
    assert!(matches!(large, Err(Error::Unavailable(_))), "{large:?}");
    // A full disk may have ended the transaction of both; then both hear it.
    let is_kept = small.await.unwrap().is_ok();
    assert_eq!(database.slugs().await == ["small"], is_kept);

    limit("pragma max_page_count = 1000000").await.unwrap();
    database.write("epma".into()).await.unwrap().unwrap();
    assert!(database.slugs().await.contains(&"epma".to_owned()));
    database.store.close().await;
}
