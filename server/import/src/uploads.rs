//! Files between looking and saving.

use std::{
    collections::{HashMap, HashSet},
    fmt, mem,
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
pub struct Uploads(Mutex<Files>);

#[derive(Default)]
struct Files {
    kept: HashMap<PersonId, Kept>,
    /// The keys of those that somebody is saving.
    saving: HashSet<String>,
}

#[derive(Debug)]
struct Kept {
    /// Of the page that was drawn last: an older one shows other questions, and may mean others by its answers.
    key: String,
    /// When they came.
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
    /// Keeps new files, in place of any that this person uploaded before.
    pub fn begin(&self, by: PersonId, key: String, upload: Upload, now: Timestamp) {
        self.fresh(now).kept.insert(by, Kept { key, at: now, upload });
    }

    /// The files that somebody has not confirmed yet, with the key of the page that was drawn last.
    pub fn look(&self, by: PersonId, now: Timestamp) -> Option<(String, Upload)> {
        self.fresh(now).kept.get(&by).map(|kept| (kept.key.clone(), kept.upload.clone()))
    }

    /// Keeps what has become of the files that were there under `key`, under a new one; for as long as the first. Whether they
    /// still were there: they may have been saved, looked at or replaced since.
    #[must_use]
    pub fn keep_if(
        &self,
        by: PersonId,
        key: &str,
        (new_key, upload): (String, Upload),
        now: Timestamp,
    ) -> bool {
        match self.fresh(now).kept.get_mut(&by).filter(|kept| kept.key == key) {
            Some(kept) => {
                (kept.key, kept.upload) = (new_key, upload);
                true
            }
            None => false,
        }
    }

    /// Forgets the files, if they are there under `key`.
    pub fn forget(&self, by: PersonId, key: &str, now: Timestamp) {
        if let Some(taken) = self.take(by, key, now) {
            taken.saved();
        }
    }

    /// The files for whoever saves them: meanwhile nobody else has them. None if they are too old, were taken, or are there under
    /// another key.
    pub fn take(&self, by: PersonId, key: &str, now: Timestamp) -> Option<Taken<'_>> {
        let mut files = self.fresh(now);
        if files.kept.get(&by)?.key != key {
            return None;
        }
        let kept = files.kept.remove(&by)?;
        files.saving.insert(kept.key.clone());
        drop(files);
        Some(Taken { uploads: self, by, kept, is_saved: false })
    }

    /// Whether somebody is saving the files of that page: they are saved in a moment, or back.
    pub fn are_being_saved(&self, key: &str) -> bool {
        self.lock().saving.contains(key)
    }

    /// Forgets what is too old.
    pub fn purge(&self, now: Timestamp) {
        drop(self.fresh(now));
    }

    /// Without what is too old.
    fn fresh(&self, now: Timestamp) -> MutexGuard<'_, Files> {
        let mut files = self.lock();
        files.kept.retain(|_, kept| now.since(kept.at) <= KEPT_FOR);
        files
    }

    fn lock(&self) -> MutexGuard<'_, Files> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Files on their way into the database. Unless they were saved they come back, if nothing newer came meanwhile.
#[derive(Debug)]
pub struct Taken<'u> {
    uploads: &'u Uploads,
    by: PersonId,
    kept: Kept,
    is_saved: bool,
}

impl Taken<'_> {
    pub const fn upload(&self) -> &Upload {
        &self.kept.upload
    }

    /// They are in the database, and nowhere else.
    pub fn saved(mut self) {
        self.is_saved = true;
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut files = self.uploads.lock();
        files.saving.remove(&self.kept.key);
        if !self.is_saved {
            let Kept { key, at, upload } = &mut self.kept;
            let kept = Kept { key: mem::take(key), at: *at, upload: mem::take(upload) };
            files.kept.entry(self.by).or_insert(kept);
        }
    }
}

impl fmt::Debug for Uploads {
    /// Leaves the files out: they name people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Uploads")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(name: &str) -> Upload {
        let files = vec![File { name: name.to_owned(), bytes: Vec::new() }];
        Upload { files, ..Upload::default() }
    }

    fn name(upload: &Upload) -> &str {
        &upload.files[0].name
    }

    #[test]
    fn files_are_kept_for_half_an_hour_and_saved_once() {
        let now = Timestamp::from_millis(0);
        let (robin, noor) = (PersonId::new(now, [1; 10]), PersonId::new(now, [2; 10]));
        let uploads = Uploads::default();
        uploads.begin(robin, "a".to_owned(), upload("wards.csv"), now);
        uploads.begin(robin, "b".to_owned(), upload("people.csv"), now);
        assert!(uploads.take(robin, "a", now).is_none(), "others came after them");
        assert!(uploads.take(noor, "b", now).is_none() && uploads.look(noor, now).is_none(), "another desk");
        let taken = uploads.take(robin, "b", now).unwrap();
        assert!(uploads.look(robin, now).is_none() && uploads.are_being_saved("b"), "somebody saves them");
        assert!(!uploads.keep_if(robin, "b", ("c".to_owned(), upload("people.csv")), now));
        drop(taken);
        assert_eq!(uploads.look(robin, now).unwrap().0, "b", "it failed");
        assert!(!uploads.are_being_saved("b"));
        let taken = uploads.take(robin, "b", now).unwrap();
        assert_eq!(name(taken.upload()), "people.csv");
        taken.saved();
        assert!(uploads.look(robin, now).is_none() && !uploads.are_being_saved("b"));

        // Newer ones are not overwritten by what comes back.
        uploads.begin(robin, "d".to_owned(), upload("wards.csv"), now);
        let taken = uploads.take(robin, "d", now);
        uploads.begin(robin, "e".to_owned(), upload("tags.csv"), now);
        drop(taken);
        assert_eq!(name(&uploads.look(robin, now).unwrap().1), "tags.csv");

        // Looking does not keep them for longer.
        let later = now + Duration::from_mins(29);
        assert!(uploads.keep_if(robin, "e", ("f".to_owned(), upload("tags.csv")), later));
        assert!(!uploads.keep_if(robin, "e", ("g".to_owned(), upload("tags.csv")), later), "an older page");
        let late = now + Duration::from_secs(30 * 60 + 1);
        uploads.purge(late);
        assert!(uploads.lock().kept.is_empty());
    }
}
