//! Who may read a file. It holds names, notes and hashes: its owner, and nobody else.

use std::{fs, io, path::Path};

/// The database and what `SQLite` keeps beside it.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

/// Makes the database at `path` readable by its owner only, whatever the umask, and makes it if it is not there: what
/// `SQLite` makes beside it takes the same mode.
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

/// Takes a file from everybody but its owner. If it is not ours to do so, it stays; `doctor` says so.
pub fn make_private(path: &Path) {
    if others_may_read(path) {
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
