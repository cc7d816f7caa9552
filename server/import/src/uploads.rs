//! Files between looking and saving.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::{PersonId, Timestamp};

use super::File;

/// Long enough to read a summary and ask somebody.
const KEPT_FOR: Duration = Duration::from_mins(30);

/// What administrators have uploaded and not yet confirmed, the last of each. Kept in memory only: the files name
/// people, and who restarts the program can upload them again.
#[derive(Default)]
pub struct Uploads(Mutex<HashMap<PersonId, Upload>>);

struct Upload {
    key: String,
    at: Timestamp,
    files: Vec<File>,
}

impl Uploads {
    /// Keeps the files until they are taken with `key`.
    pub fn keep(&self, by: PersonId, key: String, files: Vec<File>, now: Timestamp) {
        let mut uploads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        uploads.retain(|_, upload| now.since(upload.at) <= KEPT_FOR);
        uploads.insert(by, Upload { key, at: now, files });
    }

    /// The files, once; none if they are too old, were taken, or others came after them.
    pub fn take(&self, by: PersonId, key: &str, now: Timestamp) -> Option<Vec<File>> {
        let mut uploads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if uploads.get(&by)?.key != key {
            return None;
        }
        uploads.remove(&by).filter(|upload| now.since(upload.at) <= KEPT_FOR).map(|upload| upload.files)
    }
}

impl fmt::Debug for Uploads {
    /// Leaves the files out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Uploads")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_kept_for_half_an_hour_and_taken_once() {
        let now = Timestamp::from_millis(0);
        let (robin, noor) = (PersonId::new(now, [1; 10]), PersonId::new(now, [2; 10]));
        let uploads = Uploads::default();
        let keep = |key: &str, name: &str| {
            uploads.keep(robin, key.to_owned(), vec![File { name: name.to_owned(), bytes: Vec::new() }], now);
        };
        keep("a", "wards.csv");
        keep("b", "people.csv");
        assert_eq!(uploads.take(robin, "a", now), None, "others came after them");
        assert_eq!(uploads.take(noor, "b", now), None, "another desk");
        let taken = uploads.take(robin, "b", now).unwrap();
        assert_eq!(taken[0].name, "people.csv");
        assert_eq!(uploads.take(robin, "b", now), None);
        keep("c", "tags.csv");
        assert_eq!(uploads.take(robin, "c", now + Duration::from_secs(30 * 60 + 1)), None);
    }
}
