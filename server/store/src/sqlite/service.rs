//! One program serves a file.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// The right to serve a database: held until dropped, and by the process at the longest, however that ends.
#[derive(Debug)]
pub struct Service {
    _lock: File,
}

impl Service {
    /// Locks a file beside the database.
    ///
    /// # Errors
    /// [`Error::InService`] if another program has it, [`Error::Lock`] if the file cannot be made.
    pub fn enter(database: &Path) -> Result<Self> {
        let mut path = database.to_owned().into_os_string();
        path.push(".lock");
        let path = PathBuf::from(path);
        let locked = File::create(&path).map_err(TryLockError::Error).and_then(|file| {
            file.try_lock()?;
            Ok(file)
        });
        match locked {
            Ok(file) => Ok(Self { _lock: file }),
            Err(TryLockError::WouldBlock) => Err(Error::InService(database.to_owned())),
            Err(TryLockError::Error(reason)) => Err(Error::Lock { path, reason }),
        }
    }
}
