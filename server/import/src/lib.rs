//! Setting a hospital up from files that a spreadsheet writes.
//!
//! Three steps, of which only the last touches the database: [`read`] turns bytes into rows and says everything that is
//! wrong with each line; [`plan`] compares the rows with the hospital as it is, finds what does not fit together, and
//! says what would change; [`save`] writes that in one transaction. With one problem anywhere nothing is saved.
//!
//! An import adds and corrects. It never deletes what has a history: wards, tags and people that are missing from a
//! file are named and stay. Links, measured ways and shifts to come have none, so their files replace them.

mod export;
mod plan;
mod problem;
mod read;
mod save;
pub mod spreadsheet;
mod uploads;

use std::{collections::HashMap, fmt, str::FromStr};

use domain::{Timestamp, text::unaccented, ticket::Actor};
use ground::{links::Links, random::Random};
use jiff::tz::TimeZone;
use store::{NamePlace, Page, Part, PeopleFilter, Tx, Words};

pub use self::{
    plan::{Hospital, Member, Summary},
    save::ship_categories,
};
pub use self::{problem::Problem, uploads::Uploads};
use self::{
    problem::Problems,
    spreadsheet::{MARK, original},
};

/// The largest file, in bytes. A ward takes some 80, a person some 100.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// All files of one import.
pub const MAX_BYTES: usize = 2 * MAX_FILE_BYTES;
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
}

/// Looks what the files would change, and changes nothing.
pub async fn preview(tx: &mut dyn Tx, files: &[File], setting: Setting<'_>) -> store::Result<Outcome> {
    Ok(prepare(tx, files, setting).await?.0)
}

/// Changes the hospital if there is no problem. The caller commits.
pub async fn run(tx: &mut dyn Tx, files: &[File], setting: Setting<'_>) -> store::Result<Outcome> {
    let (outcome, changes) = prepare(tx, files, setting).await?;
    if outcome.problems.is_empty() {
        save::save(tx, &changes, &outcome.summaries, setting).await?;
    }
    Ok(outcome)
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

/// A part of a list as its file has it: what its columns are called, and rows of as many cells. `words` are looked for in people's
/// names and usernames, in the names and codes of wards, and in all cells of the others, which are in the order of their cells.
///
/// # Errors
/// As [`export`](export()).
pub async fn list(
    tx: &mut dyn Tx,
    kind: Kind,
    (words, page): (&Words, &Page<String>),
    zone: &TimeZone,
    now: Timestamp,
) -> Result<(Vec<String>, Part<Vec<String>, String>), ExportError> {
    let (hospital, next) = match kind {
        Kind::People => {
            let filter = PeopleFilter { words: words.clone(), gone: true };
            let Part { rows, next, found } = tx.find_people(&filter, &page_by(page)).await?;
            (Hospital::of_people(tx, rows, now).await?, Some((next.map(|next| next.to_string()), found)))
        }
        Kind::Wards => {
            let Part { rows, next, found } = tx.find_wards(words, &page_by(page)).await?;
            (Hospital::of_wards(tx, rows).await?, Some((next.map(|next| next.to_string()), found)))
        }
        _ => (Hospital::load(tx, now).await?, None),
    };
    let text = export::export(&hospital, kind, zone)?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches(MARK).as_bytes());
    let columns = reader.headers()?.iter().map(str::to_owned).collect();
    let cells = |record: csv::StringRecord| record.iter().map(|cell| original(cell).to_owned()).collect();
    let rows = reader.records().map(|record| record.map(cells)).collect::<Result<Vec<Vec<String>>, _>>()?;
    let part = if let Some((next, found)) = next {
        Part { rows, next, found }
    } else {
        let Part { rows, next, found } = Part::by_key(with_places(rows, words), &page_by(page));
        Part { rows, next: next.map(|next| next.to_string()), found }
    };
    Ok((columns, part))
}

/// An unreadable place means the first page.
fn page_by<K: FromStr>(page: &Page<String>) -> Page<K> {
    Page { after: page.after.as_ref().and_then(|after| after.parse().ok()), rows: page.rows }
}

/// Rows that have no id: those with the same cells are numbered.
fn with_places(rows: Vec<Vec<String>>, words: &Words) -> Vec<(NamePlace<usize>, bool, Vec<String>)> {
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
    files: &[File],
    setting: Setting<'_>,
) -> store::Result<(Outcome, plan::Changes)> {
    let mut problems = Problems::default();
    let rows = read::read(files, &mut problems);
    let hospital = Hospital::load(tx, setting.now).await?;
    let (changes, summaries) = plan::plan(&hospital, &rows, setting, &mut problems);
    let Problems { problems, notes } = problems.in_order(files);
    Ok((Outcome { problems, notes, summaries }, changes))
}

#[cfg(test)]
mod tests;
