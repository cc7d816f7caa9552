//! From bytes to rows. What is wrong with one file alone is found here, line by line.

mod cells;
mod people;
mod places;
mod sheet;
mod shifts;
mod text;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::{
    cells::Cell,
    people::{Job, PersonRow, ZONE_MODES},
    places::{TagRow, WardRow},
    shifts::ShiftRow,
    ways::{LinkRow, OverrideRow},
};
use super::{
    File, Kind, MAX_FILE_BYTES,
    problem::{At, Problems},
};

/// The rows of a file.
#[derive(Debug)]
pub(super) struct Rows<'f, T> {
    /// The name of the file.
    pub(super) file: &'f str,
    pub(super) rows: Vec<T>,
}

/// The rows of all files; none for a file that was not given.
#[derive(Debug, Default)]
pub(super) struct Sheets<'f> {
    pub(super) tags: Option<Rows<'f, TagRow>>,
    pub(super) wards: Option<Rows<'f, WardRow>>,
    pub(super) links: Option<Rows<'f, LinkRow>>,
    pub(super) overrides: Option<Rows<'f, OverrideRow>>,
    pub(super) people: Option<Rows<'f, PersonRow>>,
    pub(super) shifts: Option<Rows<'f, ShiftRow>>,
    /// Of what files were given that cannot be used: nothing is known of what they would have brought.
    pub(super) broken: BTreeSet<Kind>,
}

/// Reads every file as what its name says it is.
pub(super) fn read<'f>(files: &'f [File], problems: &mut Problems) -> Sheets<'f> {
    let mut sheets = Sheets::default();
    let mut seen: BTreeMap<Kind, &str> = BTreeMap::new();
    for file in files {
        let at = At { file: &file.name, line: None };
        let Some(kind) = Kind::of_file(&file.name) else {
            let names = Kind::ALL.map(Kind::file_name).join(", ");
            problems.add(
                at,
                "The name does not say what the file is about",
                format!("Let it begin as one of {names}."),
            );
            continue;
        };
        if let Some(other) = seen.insert(kind, &file.name) {
            problems.add(at, format!("{other} is about {kind} as well"), "Give one file of each kind.");
            continue;
        }
        sheets.broken.insert(kind);
        if file.bytes.len() > MAX_FILE_BYTES {
            let megabytes = MAX_FILE_BYTES / (1024 * 1024);
            problems.add(
                at,
                format!("The file is larger than {megabytes} MB"),
                "Split it, or look for columns that hold more than they should.",
            );
            continue;
        }
        let Some(text) = text::decode(&file.name, &file.bytes, problems) else { continue };
        let name = &file.name;
        match kind {
            Kind::Tags => sheets.tags = rows(name, &text, &places::TAGS, problems, places::tag),
            Kind::Wards => sheets.wards = rows(name, &text, &places::WARDS, problems, places::ward),
            Kind::Links => sheets.links = rows(name, &text, &ways::LINKS, problems, ways::link),
            Kind::Overrides => {
                sheets.overrides = rows(name, &text, &ways::OVERRIDES, problems, ways::way);
            }
            Kind::People => sheets.people = rows(name, &text, &people::COLUMNS, problems, people::person),
            Kind::Shifts => sheets.shifts = rows(name, &text, &shifts::COLUMNS, problems, shifts::shift),
        }
        if sheets.has(kind) {
            sheets.broken.remove(&kind);
        }
    }
    sheets
}

impl Sheets<'_> {
    const fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Tags => self.tags.is_some(),
            Kind::Wards => self.wards.is_some(),
            Kind::Links => self.links.is_some(),
            Kind::Overrides => self.overrides.is_some(),
            Kind::People => self.people.is_some(),
            Kind::Shifts => self.shifts.is_some(),
        }
    }
}

/// The rows; none if the columns will not do, but all that is wrong with the cells is said.
fn rows<'f, T>(
    file: &'f str,
    text: &str,
    columns: &sheet::Columns,
    problems: &mut Problems,
    row: impl Fn(&mut cells::Cells<'_>) -> T,
) -> Option<Rows<'f, T>> {
    let sheet = sheet::read(file, text, columns, problems)?;
    let rows = sheet.rows.iter().map(|cells| row(&mut cells::Cells::new(&sheet, cells, problems))).collect();
    sheet.is_sound.then_some(Rows { file, rows })
}
