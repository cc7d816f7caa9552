//! The server's own key: 32 random bytes in a file that only the program may read.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use crate::random::Random;

/// Reads the key, or makes it at the first start.
///
/// # Errors
/// A sentence that names the file.
pub fn load_or_make(path: &Path, random: &Random) -> Result<[u8; 32], String> {
    match fs::read(path) {
        Ok(bytes) => {
            store::sqlite::make_private(path);
            bytes.try_into().map_err(|_| {
                format!(
                    "{} does not hold 32 bytes. Restore it from the backup, or every ward link is unknown.",
                    path.display()
                )
            })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = random.bytes();
            write(path, &key).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
            Ok(key)
        }
        Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
    }
}

fn write(path: &Path, key: &[u8; 32]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(key)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/elbow.key");
        let key = load_or_make(&path, &Random::system()).unwrap();
        assert_eq!(load_or_make(&path, &Random::system()).unwrap(), key);
        fs::write(&path, "short").unwrap();
        assert!(load_or_make(&path, &Random::system()).unwrap_err().contains("does not hold 32 bytes"));
    }
}
