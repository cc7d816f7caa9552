//! The server's own key: 32 random bytes in a file that only the program may read.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use crate::random::Random;

const KEY_BYTES: u64 = 32;

/// Reads the key, or makes it at the first start.
///
/// # Errors
/// A sentence that names the file.
pub fn load_or_make(path: &Path, random: &Random) -> Result<[u8; 32], String> {
    if let Some(key) = read(path)? {
        store::sqlite::make_private(path);
        return Ok(key);
    }
    let key = random.bytes();
    write(path, &key).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    Ok(key)
}

/// Reads the key and leaves the file as it is; none if it is not there.
///
/// # Errors
/// A sentence that names the file.
pub fn read(path: &Path) -> Result<Option<[u8; 32]>, String> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        // A device or a pipe may never end.
        Ok(found) if !found.is_file() => {
            return Err(format!("{} is not a file. Name another as key_file.", path.display()));
        }
        // Not the key: it need not be read, however long it is.
        Ok(found) if found.len() != KEY_BYTES => {
            return Err(format!(
                "{} does not hold {KEY_BYTES} bytes. Restore it from the backup, or every ward link is unknown.",
                path.display()
            ));
        }
        Err(_) | Ok(_) => {}
    }
    let bytes = fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    bytes.try_into().map(Some).map_err(|_| format!("{} changed while it was read.", path.display()))
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

    #[cfg(unix)]
    #[test]
    fn what_is_not_the_key_stays_as_it_is() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes");
        fs::write(&path, "hello").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        assert!(load_or_make(&path, &Random::system()).is_err());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o666);
        assert!(load_or_make(folder.path(), &Random::system()).unwrap_err().contains("is not a file"));

        fs::write(&path, [7; 32]).unwrap();
        assert_eq!(read(&path).unwrap(), Some([7; 32]));
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o666,
            "reading changes nothing"
        );
        load_or_make(&path, &Random::system()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
