//! Files between looking and saving.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{PersonId, Timestamp};

use super::{Answers, File, Heading, Likeness};

/// Long enough to read a summary and ask somebody.
const KEPT_FOR: Duration = Duration::from_mins(30);

/// What administrators have uploaded and not yet confirmed, the last of each. Kept in memory only: the files name
/// people, and who restarts the program can upload them again.
#[derive(Default)]
pub struct Uploads(Mutex<HashMap<PersonId, Kept>>);

struct Kept {
    key: String,
    at: Timestamp,
    upload: Upload,
}

/// Files, what their page asked, and what was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upload {
    pub files: Vec<File>,
    pub answers: Answers,
    /// Those of the page, in its order.
    pub headings: Vec<Heading>,
    /// Those of the page, in its order.
    pub likenesses: Vec<Likeness>,
}

impl Uploads {
    /// Keeps the files until they are taken with `key`.
    pub fn keep(&self, by: PersonId, key: String, upload: Upload, now: Timestamp) {
        let mut uploads = self.fresh(now);
        uploads.insert(by, Kept { key, at: now, upload });
    }

    /// The files that somebody has not confirmed yet, with their key.
    pub fn look(&self, by: PersonId, now: Timestamp) -> Option<(String, Upload)> {
        self.fresh(now).get(&by).map(|kept| (kept.key.clone(), kept.upload.clone()))
    }

    /// The files, once; none if they are too old, were taken, or others came after them.
    pub fn take(&self, by: PersonId, key: &str, now: Timestamp) -> Option<Upload> {
        let mut uploads = self.fresh(now);
        if uploads.get(&by)?.key != key {
            return None;
        }
        uploads.remove(&by).map(|kept| kept.upload)
    }

    /// Without what is too old.
    fn fresh(&self, now: Timestamp) -> MutexGuard<'_, HashMap<PersonId, Kept>> {
        let mut uploads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        uploads.retain(|_, kept| now.since(kept.at) <= KEPT_FOR);
        uploads
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
            let files = vec![File { name: name.to_owned(), bytes: Vec::new() }];
            uploads.keep(robin, key.to_owned(), Upload { files, ..Upload::default() }, now);
        };
        keep("a", "wards.csv");
        keep("b", "people.csv");
        assert_eq!(uploads.take(robin, "a", now), None, "others came after them");
        assert_eq!(uploads.take(noor, "b", now), None, "another desk");
        assert_eq!(uploads.look(noor, now), None, "another desk");
        assert_eq!(uploads.look(robin, now).unwrap().0, "b");
        let taken = uploads.take(robin, "b", now).unwrap();
        assert_eq!(taken.files[0].name, "people.csv");
        assert_eq!(uploads.take(robin, "b", now), None);
        keep("c", "tags.csv");
        let later = now + Duration::from_secs(30 * 60 + 1);
        assert_eq!((uploads.take(robin, "c", later), uploads.look(robin, later)), (None, None));
    }
}
