//! The files that a program keeps, so that nothing else is put in their places.

use std::path::{Component, Path, PathBuf};

/// The database and what lies beside it while somebody serves it.
pub(crate) fn of_database(path: &Path) -> [PathBuf; 4] {
    ["", "-wal", "-shm", ".lock"].map(|part| {
        let mut name = path.to_owned().into_os_string();
        name.push(part);
        name.into()
    })
}

/// Whether two paths lead to one place, whether or not something is there yet.
pub(crate) fn are_one(one: &Path, other: &Path) -> bool {
    place(one) == place(other)
}

fn place(path: &Path) -> PathBuf {
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    // The folder may be there, under another name.
    match (plain.parent().and_then(|folder| folder.canonicalize().ok()), plain.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => plain,
    }
}
