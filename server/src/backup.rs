//! Copies of the embedded database: made while the program serves, and put back when it does not.
//!
//! Nothing is called a backup before it was read again from the first page to the last, and nothing that was there is
//! overwritten: a copy gets its name at the very end, and what a restore replaces is kept aside.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use domain::Timestamp;
use ground::clock::utc;
use store::{
    SqliteStore,
    sqlite::{self, Examined, Service},
};
use tempfile::NamedTempFile;

/// Why there is no backup, or why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{} is there already. Nothing is overwritten.", .0.display())]
    Exists(PathBuf),
    #[error("{} is not there.", .0.display())]
    Missing(PathBuf),
    #[error("{} cannot be used. {problems}", .path.display())]
    Unusable { path: PathBuf, problems: String },
    #[error("{}: {reason}", .path.display())]
    File { path: PathBuf, reason: io::Error },
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What was put back, and where what was there before is now.
#[derive(Debug)]
pub struct Restored {
    pub examined: Examined,
    pub kept_aside: Option<PathBuf>,
}

/// Copies the database at `from` to `to`, readable by its owner only. Somebody may write to `from` meanwhile.
///
/// # Errors
/// [`BackupError`]; then there is nothing at `to`.
pub async fn back_up(from: &Path, to: &Path) -> Result<Examined, BackupError> {
    if !from.is_file() {
        return Err(BackupError::Missing(from.to_owned()));
    }
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let copy = NamedTempFile::new_in(folder_of(to)).map_err(at(to))?;
    sqlite::copy(from, copy.path()).await?;
    let examined = usable(copy.path(), to).await?;
    keep(copy, to)?;
    Ok(examined)
}

/// Puts the backup at `from` in the place of the database at `database`, which nobody may serve. `now` names what was
/// there before.
///
/// # Errors
/// [`BackupError`]; then the database is as it was.
pub async fn restore(from: &Path, database: &Path, now: Timestamp) -> Result<Restored, BackupError> {
    if !from.is_file() {
        return Err(BackupError::Missing(from.to_owned()));
    }
    let _service = Service::enter(database)?;
    let copy = NamedTempFile::new_in(folder_of(database)).map_err(at(database))?;
    std::fs::copy(from, copy.path()).map_err(at(from))?;
    // A copy takes the mode of what it was made from.
    sqlite::make_private(copy.path());
    let examined = usable(copy.path(), from).await?;
    sqlite::leap_slips(copy.path()).await?;
    let kept_aside = if database.exists() { Some(set_aside(database, now).await?) } else { None };
    keep(copy, database)?;
    Ok(Restored { examined, kept_aside })
}

/// Reads the whole copy; `named` is what it is called when something is wrong with it.
async fn usable(copy: &Path, named: &Path) -> Result<Examined, BackupError> {
    let examined = sqlite::examine(copy).await?;
    if examined.problems.is_empty() {
        Ok(examined)
    } else {
        Err(BackupError::Unusable { path: named.to_owned(), problems: examined.problems.join(" ") })
    }
}

/// Moves the database to a name with the time, its log with it.
async fn set_aside(database: &Path, now: Timestamp) -> Result<PathBuf, BackupError> {
    // Writes the log back into the file, so that it is whole by itself. If it is too damaged for that, both are kept.
    if let Ok(store) = SqliteStore::open(database).await {
        store::Store::close(&store).await;
    }
    let aside = beside(database, &format!(".before-restore-{}", utc(now).strftime("%Y-%m-%d-%H%M%S")));
    if aside.exists() {
        return Err(BackupError::Exists(aside));
    }
    for part in ["-wal", "-shm", ""] {
        let from = beside(database, part);
        if from.exists() {
            std::fs::rename(&from, beside(&aside, part)).map_err(at(&from))?;
        }
    }
    Ok(aside)
}

/// Gives a copy its name once it is on the disk.
fn keep(copy: NamedTempFile, to: &Path) -> Result<(), BackupError> {
    copy.as_file().sync_all().map_err(at(to))?;
    copy.persist_noclobber(to).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists(to.to_owned()),
        _ => at(to)(error.error),
    })?;
    // A name is on the disk when its folder is. Not every file system can say so.
    let _ = File::open(folder_of(to)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(ending);
    name.into()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |reason| BackupError::File { path, reason }
}
