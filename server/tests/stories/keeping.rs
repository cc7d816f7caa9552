//! Backups: made while the hospital asks, put back when the program stands still.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use domain::{
    Timestamp, canary,
    pack::{LEAP, SlipCode},
};
use server::backup::{BackupError, back_up, restore};
use store::{SqliteStore, Store};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_millis(1_772_442_000_000);

struct Trust {
    folder: TempDir,
    store: SqliteStore,
}

impl Trust {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap();
        store.migrate().await.unwrap();
        Self { folder, store }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Shows H1.4.
#[tokio::test]
async fn nobody_else_reads_the_database_or_what_lies_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("elbow.db");
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    // As a careless hand left it.
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let store = SqliteStore::open(&path).await.unwrap();
    store.migrate().await.unwrap();
    for name in ["elbow.db", "elbow.db-wal", "elbow.db-shm"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    let backup = folder.path().join("backup.db");
    back_up(&path, &backup).await.unwrap();
    store.close().await;
    assert_eq!(mode("backup.db"), 0o600);
    fs::set_permissions(&backup, fs::Permissions::from_mode(0o644)).unwrap();
    restore(&backup, &path, NOW).await.unwrap();
    assert_eq!(mode("elbow.db"), 0o600, "whatever the backup's was");
}

#[tokio::test]
async fn a_backup_is_made_while_the_program_serves_and_overwrites_nothing() {
    let trust = Trust::open().await;
    trust.store.enter_service().await.unwrap();
    let copy = trust.file("copy.db");
    let examined = back_up(&trust.file("elbow.db"), &copy).await.unwrap();
    assert_eq!((examined.tickets, examined.events), (0, 0));
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o077, 0, "it holds people's names");

    let again = back_up(&trust.file("elbow.db"), &copy).await.unwrap_err();
    assert!(matches!(again, BackupError::Exists(_)), "{again}");
    assert!(matches!(
        back_up(&trust.file("none.db"), &trust.file("b.db")).await,
        Err(BackupError::Missing(_))
    ));
    let expected = ["copy.db", "elbow.db", "elbow.db-shm", "elbow.db-wal", "elbow.db.lock"];
    assert_eq!(trust.files(), expected, "nothing half made is left behind");
}

/// Shows H1.4.
#[tokio::test]
async fn a_damaged_database_makes_no_backup() {
    let trust = Trust::open().await;
    trust.store.close().await;
    let mut bytes = fs::read(trust.file("elbow.db")).unwrap();
    let from = bytes.len() / 2;
    bytes[from..].fill(0x5a);
    fs::write(trust.file("elbow.db"), bytes).unwrap();
    back_up(&trust.file("elbow.db"), &trust.file("copy.db")).await.unwrap_err();
    assert!(!trust.files().contains(&"copy.db".to_owned()));
}

#[tokio::test]
async fn a_restore_waits_until_nobody_serves_and_keeps_what_was_there() {
    let trust = Trust::open().await;
    trust.store.enter_service().await.unwrap();
    back_up(&trust.file("elbow.db"), &trust.file("copy.db")).await.unwrap();
    let mut session = trust.store.write().await.unwrap();
    session.put_canary(NOW).await.unwrap();
    session.commit().await.unwrap();

    let refused = restore(&trust.file("copy.db"), &trust.file("elbow.db"), NOW).await.unwrap_err();
    assert!(refused.to_string().starts_with("Another `elbow` already serves"), "{refused}");
    trust.store.close().await;

    let restored = restore(&trust.file("copy.db"), &trust.file("elbow.db"), NOW).await.unwrap();
    let aside = restored.kept_aside.unwrap();
    assert_eq!(aside, trust.file("elbow.db.before-restore-2026-03-02-090000"));
    for (file, has_it) in [(trust.file("elbow.db"), false), (aside, true)] {
        let store = SqliteStore::open(&file).await.unwrap();
        let found = store.read().await.unwrap().lookup_responder(domain::canary::person()).await.unwrap();
        assert_eq!(found.is_some(), has_it, "{}", file.display());
        store.close().await;
    }
}

/// Packs that were printed after the backup was made are not known any more.
#[tokio::test]
async fn after_a_restore_no_slip_has_a_number_that_may_have_been_printed() {
    let trust = Trust::open().await;
    let mut session = trust.store.write().await.unwrap();
    session.put_canary(NOW).await.unwrap();
    session.reserve_slips(&[canary::ward(); 3], NOW).await.unwrap();
    session.commit().await.unwrap();
    back_up(&trust.file("elbow.db"), &trust.file("copy.db")).await.unwrap();
    let mut session = trust.store.write().await.unwrap();
    let lost = session.reserve_slips(&[canary::ward(); 20], NOW).await.unwrap();
    session.commit().await.unwrap();
    trust.store.close().await;
    restore(&trust.file("copy.db"), &trust.file("elbow.db"), NOW).await.unwrap();
    let store = SqliteStore::open(&trust.file("elbow.db")).await.unwrap();
    let mut session = store.write().await.unwrap();
    let next = session.reserve_slips(&[canary::ward()], NOW).await.unwrap();
    assert_eq!(next[0].1, SlipCode(3 + LEAP + 1));
    assert!(lost.iter().all(|(_, code)| *code < next[0].1));
    drop(session);
    store.close().await;
}

#[tokio::test]
async fn what_is_no_backup_is_not_restored() {
    let trust = Trust::open().await;
    trust.store.close().await;
    let before = fs::read(trust.file("elbow.db")).unwrap();
    fs::write(trust.file("wards.csv"), "code,name,site\n".repeat(100)).unwrap();
    restore(&trust.file("wards.csv"), &trust.file("elbow.db"), NOW).await.unwrap_err();
    assert_eq!(fs::read(trust.file("elbow.db")).unwrap(), before);
    assert_eq!(trust.files(), ["elbow.db", "elbow.db.lock", "wards.csv"]);
}
