//! Setting a hospital up from files that a spreadsheet writes.
//!
//! Three steps, of which only the last changes the database: [`read()`] turns bytes into rows and says everything that is
//! wrong with each line; [`plan`] compares the rows with the hospital as it is, finds what does not fit together, and
//! says what would change; [`save`] writes that in one transaction. With one problem anywhere nothing is saved. There is one
//! writer, and somebody who asks for help waits for it: [`look`] plans before its turn, and its turn asks only whether the plan
//! still holds.
//!
//! An import adds and corrects. It never deletes what has a history: wards, tags and people that are missing from a
//! file are named and stay. Links, measured ways and shifts to come have none, so their files replace them.

mod answers;
mod export;
mod line;
pub mod one;
mod plan;
mod problem;
mod read;
pub mod requests;
mod save;
pub mod spreadsheet;
mod undo;
mod uploads;

use std::{collections::HashMap, fmt};

use domain::{Logged, Timestamp, text::unaccented, ticket::Actor};
use ground::{links::Links, random::Random};
use jiff::tz::TimeZone;
use store::{NamePlace, Page, Part, Tx, Words};

pub use self::{
    answers::{Answers, Forgotten, Heading, Likeness, Meant, Verdict, forget_heading},
    export::{PEOPLE as PERSON_COLUMNS, zone_names},
    line::{NotPut, ShiftLine, namesakes, person_fields, put_person, put_shift, remove_shift},
    plan::{Change, Field, Hospital, Member, Stays, Summary, out_of_reach},
    problem::Problem,
    save::ship_categories,
    undo::{TakenBack, UNDO_FOR, look_at_undo, undo},
    uploads::{Taken, Upload, Uploads},
};
use self::{plan::Steps, problem::Problems};

/// The largest file, in bytes. A ward takes some 80, a person some 100.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// All files of one import.
pub const MAX_BYTES: usize = 2 * MAX_FILE_BYTES;
/// The same in megabytes.
pub const MAX_MEGABYTES: usize = MAX_BYTES / (1024 * 1024);
/// The most files of one upload: there are six lists.
pub const MAX_FILES: usize = 20;
/// The most rows in one file: the shifts of 300 people for two months.
pub const MAX_ROWS: usize = 20_000;

/// What a file is about. In the order in which they build on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Tags,
    Wards,
    Links,
    Overrides,
    People,
    Shifts,
}

impl Kind {
    pub const ALL: [Self; 6] =
        [Self::Tags, Self::Wards, Self::Links, Self::Overrides, Self::People, Self::Shifts];

    /// `wards`, as in `wards.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Wards => "wards",
            Self::Links => "links",
            Self::Overrides => "overrides",
            Self::People => "people",
            Self::Shifts => "shifts",
        }
    }

    pub fn file_name(self) -> String {
        format!("{}.csv", self.name())
    }

    /// The kind of which this is the name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Browsers and people add to names: `Wards (2).csv` is about wards.
    fn of_file(file_name: &str) -> Option<Self> {
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).to_lowercase();
        Self::ALL.into_iter().find(|kind| name.starts_with(kind.name()))
    }

    /// The first line and two more, as an example: together they make a small hospital.
    pub const fn template(self) -> &'static str {
        match self {
            Self::Tags => include_str!("templates/tags.csv"),
            Self::Wards => include_str!("templates/wards.csv"),
            Self::Links => include_str!("templates/links.csv"),
            Self::Overrides => include_str!("templates/overrides.csv"),
            Self::People => include_str!("templates/people.csv"),
            Self::Shifts => include_str!("templates/shifts.csv"),
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A file as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// As people know it; says what the file is about.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl fmt::Debug for File {
    /// Leaves the contents out: they name people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("name", &self.name).field("bytes", &self.bytes.len()).finish()
    }
}

/// What an import needs to know besides its files.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    pub random: &'a Random,
    pub links: &'a Links,
    /// For the times of shifts.
    pub zone: &'a TimeZone,
    /// The name of the only site, where the files name none.
    pub trust: &'a str,
    pub now: Timestamp,
    /// Who imports.
    pub actor: Actor,
}

/// What an import would do, or has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Everything that is wrong; with any, nothing is saved.
    pub problems: Vec<Problem>,
    /// What people should know although it stops nothing.
    pub notes: Vec<Problem>,
    /// What changes, a file each.
    pub summaries: Vec<Summary>,
    /// Columns that are not called as Elbow calls them, and what they are taken for.
    pub headings: Vec<Heading>,
    /// What is open: whether something new is what is nearly called so. With any, nothing is saved.
    pub likenesses: Vec<Likeness>,
    /// Somebody has to say of a column what it is. Until then nothing is saved.
    pub is_waiting: bool,
    /// A column is there that Elbow must not hold, so the files must not be kept.
    pub is_refused: bool,
}

impl Outcome {
    /// Whether it was saved, or would be.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.likenesses.is_empty() && !self.is_waiting
    }
}

/// What files say, whatever the hospital is like.
#[derive(Debug)]
pub struct Reading {
    sheets: read::Sheets,
    problems: Problems,
    /// Their names, in the order in which they came.
    files: Vec<String>,
    answers: Answers,
}

/// Reads files. It asks nothing of anybody, and takes up to a second of a processor: not for a thread that others wait for.
#[must_use]
pub fn read(files: &[File], answers: Answers) -> Reading {
    let mut problems = Problems::default();
    let sheets = read::read(files, &answers, &mut problems);
    Reading { sheets, problems, files: files.iter().map(|file| file.name.clone()).collect(), answers }
}

/// Looks what the files would change, and changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn preview(tx: &mut dyn Tx, reading: Reading, setting: Setting<'_>) -> store::Result<Outcome> {
    Ok(prepare(tx, &reading, setting).await?.0)
}

/// Looks what the files would change, and gets ready to save it, so that nobody else who writes waits for that.
///
/// # Errors
/// Those of the database.
pub async fn look(tx: &mut dyn Tx, reading: Reading, setting: Setting<'_>) -> store::Result<Looked> {
    let at = tx.latest_sequence().await?;
    let (outcome, hospital, changes) = prepare(tx, &reading, setting).await?;
    let steps = if outcome.is_sound() { Steps::of(&hospital, &changes) } else { Steps::default() };
    let steps = undo::Kept::of(&steps);
    Ok(Looked { reading, outcome, changes, steps, at })
}

/// Changes the hospital if there is no problem, and nothing is open. The caller commits.
///
/// # Errors
/// Those of the database; then nothing may be committed.
pub async fn run(tx: &mut dyn Tx, reading: Reading, setting: Setting<'_>) -> store::Result<Outcome> {
    look(tx, reading, setting).await?.save(tx, setting).await
}

/// Files against the hospital as it was at one moment.
#[derive(Debug)]
pub struct Looked {
    reading: Reading,
    outcome: Outcome,
    changes: plan::Changes,
    steps: undo::Kept,
    /// The last event of that moment.
    at: i64,
}

/// So many events are looked through. Where there are more, looking at the files again is as quick.
const MOST_SINCE: u32 = 1_000;

impl Looked {
    /// Changes the hospital if there is no problem, and nothing is open. What has changed since in what the files are about is looked
    /// at first, in the transaction that writes. The caller commits.
    ///
    /// # Errors
    /// Those of the database; then nothing may be committed.
    pub async fn save(self, tx: &mut dyn Tx, setting: Setting<'_>) -> store::Result<Outcome> {
        let Self { outcome, changes, steps, .. } =
            if self.holds(tx).await? { self } else { look(tx, self.reading, setting).await? };
        if outcome.is_sound() {
            save::save(tx, &changes, (&outcome.summaries, &steps), setting).await?;
        }
        Ok(outcome)
    }

    /// Whether all that has happened since leaves the lists as they were. What cannot be read may not.
    async fn holds(&self, tx: &mut dyn Tx) -> store::Result<bool> {
        let since = tx.list_events_after(self.at, MOST_SINCE).await?;
        let all = tx.latest_sequence().await? - self.at;
        let is_all = i64::try_from(since.len()).is_ok_and(|read| read == all);
        Ok(is_all && since.iter().all(|event| leaves_lists(&event.what)))
    }
}

/// Whether an event is of the many a minute that change nothing of what a file may say. Of others it is not asked.
const fn leaves_lists(what: &Logged) -> bool {
    matches!(
        what,
        Logged::Step(_)
            | Logged::NobodyToAsk(_)
            | Logged::SomebodyToAsk
            | Logged::AlertArrived { .. }
            | Logged::NotReached { .. }
            | Logged::PlaceChanged { .. }
            | Logged::AlertsOn
            | Logged::AlertsTested
            | Logged::AlertsGone
            | Logged::SignedIn { .. }
            | Logged::SignedOut { .. }
            | Logged::SessionEnded { .. }
    )
}

/// The hospital at `now` as a file of this kind, with which an import changes nothing.
///
/// # Errors
/// [`ExportError`], if the database does not answer or the file cannot be written.
pub async fn export(
    tx: &mut dyn Tx,
    kind: Kind,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<String, ExportError> {
    Ok(export::export(&Hospital::load(tx, now).await?, kind, zone)?)
}

/// Where a row is in a list: by its cells, and which it is of those that are alike.
pub type RowPlace = NamePlace<usize>;

/// A part of a list as its file has it: what its columns are called, and rows of as many cells, in the order of their cells. `words`
/// are looked for in all of them.
///
/// # Errors
/// Those of the database.
pub async fn list(
    tx: &mut dyn Tx,
    kind: Kind,
    (words, page): (&Words, &Page<RowPlace>),
    zone: &TimeZone,
    now: Timestamp,
) -> store::Result<(&'static [&'static str], Part<Vec<String>, RowPlace>)> {
    let export::Cells { columns, rows } = export::cells(&Hospital::load(tx, now).await?, kind, zone);
    Ok((columns, Part::by_key(with_places(rows, words), page)))
}

/// Rows that have no id: those with the same cells are numbered.
fn with_places(rows: Vec<Vec<String>>, words: &Words) -> Vec<(RowPlace, bool, Vec<String>)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let with_place = |row: Vec<String>| {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        let (name, is_found) = (cells.join(" "), words.are_in(&cells));
        let same = seen.entry(unaccented(&name)).or_default();
        *same += 1;
        (NamePlace::new(&name, *same), is_found, row)
    };
    rows.into_iter().map(with_place).collect()
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

async fn prepare(
    tx: &mut dyn Tx,
    reading: &Reading,
    setting: Setting<'_>,
) -> store::Result<(Outcome, Hospital, plan::Changes)> {
    let Reading { sheets, problems, files, answers } = reading;
    let mut problems = problems.clone();
    let hospital = Hospital::load(tx, setting.now).await?;
    let plan = plan::plan(&hospital, sheets, (setting, answers), &mut problems);
    let plan::Plan { changes, summaries, likenesses } = plan;
    let Problems { problems, notes } = problems.in_order(files);
    let (headings, is_refused) = (sheets.headings().to_vec(), sheets.is_refused());
    let is_waiting = Kind::ALL.iter().any(|kind| sheets.waits(*kind, answers));
    let outcome = Outcome { problems, notes, summaries, headings, likenesses, is_waiting, is_refused };
    Ok((outcome, hospital, changes))
}

#[cfg(test)]
mod asking;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod undoing;
#[cfg(test)]
mod workbooks;
