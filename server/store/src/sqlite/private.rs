//! Who may read a file. It holds names, notes and hashes: its owner, and nobody else.

use std::{fs, io, path::Path};

/// The database and what `SQLite` keeps beside it.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

/// What every `SQLite` file begins with.
const HEADER: &[u8] = b"SQLite format 3\0";

/// Whether there is a database at `path`, as far as its first bytes say. False if nothing is there, or an empty file.
/// Nothing is opened that is no plain file: a pipe would never answer, and a device is not ours.
///
/// # Errors
/// If something else is there.
pub(super) fn is_database(path: &Path) -> io::Result<bool> {
    let no_database = || io::Error::new(io::ErrorKind::InvalidData, "it is not an SQLite database");
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => return Err(no_database()),
        Ok(found) if found.len() == 0 => return Ok(false),
        Ok(_) => {}
    }
    let mut start = Vec::with_capacity(HEADER.len());
    io::Read::read_to_end(&mut io::Read::take(fs::File::open(path)?, 16), &mut start)?;
    if start == HEADER { Ok(true) } else { Err(no_database()) }
}

/// Makes the database at `path` readable by its owner only, whatever the umask, and makes it if it is not there: what
/// `SQLite` makes beside it takes the same mode. Whether it is one of ours has been looked at before.
///
/// # Errors
/// If it can neither be made nor is there.
pub(super) fn keep_private(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    for part in PARTS {
        let mut name = path.as_os_str().to_owned();
        name.push(part);
        make_private(Path::new(&name));
    }
    Ok(())
}

/// Takes a plain file from everybody but its owner. If it is not ours to do so, it stays; `doctor` says so.
pub fn make_private(path: &Path) {
    if path.is_file() && others_may_read(path) {
        #[cfg(unix)]
        let _ = fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600));
    }
}

/// Whether anybody but its owner may do anything with a file. False if it is not there.
pub fn others_may_read(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
