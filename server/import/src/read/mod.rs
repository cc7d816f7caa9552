//! From bytes to rows. What is wrong with one file alone is found here, line by line.

mod cells;
mod lines;
mod people;
mod places;
mod refused;
mod sheet;
mod shifts;
mod text;
mod ways;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::{
    cells::Cell,
    people::{Job, PersonRow, ZONE_MODES},
    places::{TagRow, WardRow},
    shifts::ShiftRow,
    ways::{LinkRow, OverrideRow},
};
pub(super) use self::{
    cells::shortened,
    lines::separator,
    sheet::{MAX_COLUMNS, is_nearly, no_heading},
    shifts::moment,
    text::SAVE_AS,
};
use self::{
    sheet::{Asked, Row},
    workbook::{Budget, Grid, Refusal, Workbook},
};
use super::{
    Answers, File, Heading, Kind, MAX_FILE_BYTES,
    one::Wrong,
    problem::{At, Problems, SHEET, in_runs, some_of},
};

/// The rows of a file, or of a sheet of a workbook.
#[derive(Debug)]
pub(super) struct Rows<T> {
    /// The name of the file, with that of the sheet.
    pub(super) file: String,
    pub(super) rows: Vec<T>,
}

/// The rows of all files; none for a file that was not given.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) tags: Option<Rows<TagRow>>,
    pub(super) wards: Option<Rows<WardRow>>,
    pub(super) links: Option<Rows<LinkRow>>,
    pub(super) overrides: Option<Rows<OverrideRow>>,
    pub(super) people: Option<Rows<PersonRow>>,
    pub(super) shifts: Option<Rows<ShiftRow>>,
    /// Of what files were given that cannot be used, or of which lines cannot: nothing is known of what they would have brought.
    pub(super) broken: BTreeSet<Kind>,
    asked: Asked,
}

/// Lines of cells, the columns' names first, and what they are about.
struct Table {
    kind: Kind,
    /// The name of the file, with that of the sheet.
    file: String,
    lines: Vec<Row>,
}

/// Reads every file as what its name, or those of its sheets, say it is.
pub(super) fn read(files: &[File], answers: &Answers, problems: &mut Problems) -> Sheets {
    let mut desk = Desk {
        sheets: Sheets::default(),
        seen: BTreeMap::new(),
        budget: Budget::default(),
        answers,
        problems,
    };
    for file in files {
        let kind = Kind::of_file(&file.name);
        if !desk.file(file, kind) {
            // Without a name that says so, it may have been about anything.
            match kind {
                Some(kind) => drop(desk.sheets.broken.insert(kind)),
                None => desk.sheets.broken.extend(Kind::ALL),
            }
        }
    }
    desk.sheets
}

/// Where files come in, one after the other.
struct Desk<'a> {
    sheets: Sheets,
    /// Which file or sheet is about what.
    seen: BTreeMap<Kind, String>,
    /// What the workbooks may still hold.
    budget: Budget,
    answers: &'a Answers,
    problems: &'a mut Problems,
}

impl Desk<'_> {
    /// Whether the file can be used.
    fn file(&mut self, file: &File, kind: Option<Kind>) -> bool {
        let File { name, bytes } = file;
        let at = At { file: name, line: None };
        if bytes.len() > MAX_FILE_BYTES {
            let megabytes = MAX_FILE_BYTES / (1024 * 1024);
            self.problems.add(
                at,
                format!("The file is larger than {megabytes} MB"),
                "Split it, or look for columns that hold more than they should.",
            );
            return false;
        }
        if workbook::is_one(bytes) {
            return self.workbook(file, kind).unwrap_or_else(|Refusal { what, to_do }| {
                self.problems.add(at, what, to_do);
                false
            });
        }
        let Some(kind) = kind else {
            let names = Kind::ALL.map(Kind::file_name).join(", ");
            self.problems.add(
                at,
                "The name does not say what the file is about",
                format!("Let it begin as one of {names}."),
            );
            return false;
        };
        if !self.is_first(kind, name) {
            return true;
        }
        let text = text::decode(name, bytes, self.problems);
        let lines = text.and_then(|text| lines::lines(name, &text, self.problems));
        let Some(lines) = lines else { return false };
        self.table(Table { kind, file: name.clone(), lines });
        true
    }

    /// Sheets that are named as lists are those lists. If none is, and only one holds anything, the file's name says what that is.
    /// One sheet is held at a time.
    fn workbook(&mut self, file: &File, kind: Option<Kind>) -> Result<bool, Refusal> {
        let workbook = Workbook::open(&file.bytes, &mut self.budget)?;
        let at = At { file: &file.name, line: None };
        let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let named_in = |places: &[usize]| some_of(places.iter().map(|place| names[*place]));
        let (shown, hidden): (Vec<usize>, Vec<usize>) =
            (0..names.len()).partition(|place| !workbook.sheets[*place].is_hidden);
        if !hidden.is_empty() {
            let what = format!("Hidden sheets are left out: {}", named_in(&hidden));
            self.problems.note(at, what, "Show it in Excel first, if it should be read.");
        }
        let (lists, others): (Vec<usize>, Vec<usize>) =
            shown.into_iter().partition(|place| Kind::of_file(names[*place]).is_some());
        let kinds = Kind::ALL.map(Kind::name).join(", ");
        let label = |place: usize| format!("{}{SHEET}{}", file.name, names[place]);
        if !lists.is_empty() {
            if !others.is_empty() {
                let to_do = format!("If one is a list, let its name begin as one of {kinds}.");
                self.problems.note(at, format!("Other sheets are left out: {}", named_in(&others)), to_do);
            }
            for place in lists {
                if let Some(kind) = Kind::of_file(names[place])
                    && self.is_first(kind, &label(place))
                {
                    let grid = workbook.grid(place, &mut self.budget)?;
                    self.sheet(kind, label(place), grid);
                }
            }
            return Ok(true);
        }
        let (mut only, mut filled) = (None, Vec::new());
        for place in others {
            let grid = workbook.grid(place, &mut self.budget)?;
            if !grid.rows.is_empty() {
                only = Some(grid).filter(|_| filled.is_empty());
                filled.push(place);
            }
        }
        match (only, filled.first(), kind) {
            (Some(grid), Some(place), Some(kind)) => {
                if self.is_first(kind, &label(*place)) {
                    self.sheet(kind, label(*place), grid);
                }
                return Ok(true);
            }
            (Some(_), ..) => self.problems.add(
                at,
                "Neither the file nor its sheet says by its name what it is about",
                format!("Let the name of the sheet begin as one of {kinds}."),
            ),
            (None, None, _) => {
                self.problems.add(
                    at,
                    "The workbook is empty",
                    "Let the first line of a sheet name the columns.",
                );
            }
            (None, Some(_), _) => self.problems.add(
                at,
                format!("Several sheets hold something, and no name says what: {}", named_in(&filled)),
                format!("Let the name of each begin as one of {kinds}, or keep one sheet."),
            ),
        }
        Ok(false)
    }

    /// Whether nothing else is about the same; if something is, a problem says so.
    fn is_first(&mut self, kind: Kind, file: &str) -> bool {
        let Some(other) = self.seen.get(&kind) else {
            self.seen.insert(kind, file.to_owned());
            return true;
        };
        let what = format!("{other} is about {kind} as well");
        self.problems.add(At { file, line: None }, what, "Give one file of each kind.");
        self.sheets.broken.insert(kind);
        false
    }

    /// A sheet that only names its columns waits to be filled in: it does not mean that there are no links any more.
    fn sheet(&mut self, kind: Kind, file: String, grid: Grid) {
        if grid.rows.len() < 2 {
            let to_do = match kind {
                Kind::Links | Kind::Overrides | Kind::Shifts => {
                    format!("To remove all {kind}, upload {} with that line alone.", kind.file_name())
                }
                Kind::Tags | Kind::Wards | Kind::People => "Fill it in, and upload it again.".to_owned(),
            };
            let at = At { file: &file, line: None };
            self.problems.note(at, "The sheet has no lines under its first, and is left out", to_do);
            return;
        }
        tell_what_is_strange(&file, &grid, self.problems);
        self.table(Table { kind, file, lines: grid.rows });
    }

    fn table(&mut self, table: Table) {
        self.sheets.take(table, self.answers, self.problems);
    }
}

/// What a table on paper may have, and a list may not; and what nobody sees on the screen.
fn tell_what_is_strange(file: &str, grid: &Grid, problems: &mut Problems) {
    let at = At { file, line: None };
    let Grid { hidden, formulas, unsolved, merged, rows: _ } = grid;
    let named = |cells: &[String]| some_of(cells.iter().map(String::as_str));
    if !merged.is_empty() {
        problems.add(
            at,
            format!("Cells are merged: {}", named(merged)),
            "Unmerge them (Home, Merge & Center), and fill each of them in. The first row names the columns.",
        );
    }
    if !unsolved.is_empty() {
        problems.add(
            at,
            format!("Formulas have no result yet: {}", named(unsolved)),
            "Open the workbook in Excel, save it, and upload it again; or write what they stand for.",
        );
    }
    if !formulas.is_empty() {
        problems.note(
            at,
            format!("Some cells are formulas: {}", named(formulas)),
            "What they last came to is read. Save the workbook in Excel first if that may be old.",
        );
    }
    if !hidden.is_empty() {
        problems.note(
            at,
            format!("Some rows are hidden, and read as well: {}", in_runs(hidden)),
            "Remove them if they do not belong to the list.",
        );
    }
}

impl Sheets {
    /// Columns that are not called as Elbow calls them.
    pub(super) fn headings(&self) -> &[Heading] {
        &self.asked.headings
    }

    /// Whether somebody will be asked about a column of this kind.
    pub(super) fn waits(&self, kind: Kind, answers: &Answers) -> bool {
        self.asked.waits(kind, answers)
    }

    /// Whether a column is there that Elbow must not hold.
    pub(super) const fn is_refused(&self) -> bool {
        self.asked.is_refused
    }

    fn take(&mut self, table: Table, answers: &Answers, problems: &mut Problems) {
        let kind = table.kind;
        let asked = (answers, &mut self.asked);
        let is_whole = match kind {
            Kind::Tags => rows(table, &places::TAGS, asked, problems, places::tag, &mut self.tags),
            Kind::Wards => rows(table, &places::WARDS, asked, problems, places::ward, &mut self.wards),
            Kind::Links => rows(table, &ways::LINKS, asked, problems, ways::link, &mut self.links),
            Kind::Overrides => rows(table, &ways::OVERRIDES, asked, problems, ways::way, &mut self.overrides),
            Kind::People => rows(table, &people::COLUMNS, asked, problems, people::person, &mut self.people),
            Kind::Shifts => rows(table, &shifts::COLUMNS, asked, problems, shifts::shift, &mut self.shifts),
        };
        if !is_whole {
            self.broken.insert(kind);
        }
    }
}

// The fields of a form, as a line of that file would be read; or what is wrong with which field.

pub(super) fn ward(fields: &[(&str, &str)]) -> Result<WardRow, Vec<Wrong>> {
    form(fields, places::ward)
}

pub(super) fn tag(fields: &[(&str, &str)]) -> Result<TagRow, Vec<Wrong>> {
    form(fields, places::tag)
}

/// Its slug, its name, and whether it hands off.
pub(super) fn category(fields: &[(&str, &str)]) -> Result<(String, String, bool), Vec<Wrong>> {
    form(fields, places::category)
}

pub(super) fn link(fields: &[(&str, &str)]) -> Result<LinkRow, Vec<Wrong>> {
    form(fields, ways::link)
}

pub(super) fn person(fields: &[(&str, &str)]) -> Result<PersonRow, Vec<Wrong>> {
    form(fields, people::person)
}

pub(super) fn shift(fields: &[(&str, &str)]) -> Result<ShiftRow, Vec<Wrong>> {
    form(fields, shifts::shift)
}

/// What has nothing but a name.
pub(super) fn named(fields: &[(&str, &str)]) -> Result<String, Vec<Wrong>> {
    form(fields, places::named)
}

fn form<T>(fields: &[(&str, &str)], read: impl FnOnce(&mut cells::Cells<'_>) -> T) -> Result<T, Vec<Wrong>> {
    let (columns, cells): (Vec<String>, Vec<String>) =
        fields.iter().map(|(column, text)| ((*column).to_owned(), text.trim().to_owned())).unzip();
    let row = Row { line: 0, cells };
    let sheet = sheet::Sheet { file: "", columns, is_sound: true, is_whole: true, rows: Vec::new() };
    let (mut problems, mut wrong) = (Problems::default(), Vec::new());
    let read = read(&mut cells::Cells::of_form(&sheet, &row, &mut problems, &mut wrong));
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// Reads the rows; none if the columns will not do, but all that is wrong with the cells is said. Whether every line is there.
fn rows<T>(
    Table { file, lines, .. }: Table,
    columns: &sheet::Columns,
    asked: (&Answers, &mut Asked),
    problems: &mut Problems,
    row: impl Fn(&mut cells::Cells<'_>) -> T,
    to: &mut Option<Rows<T>>,
) -> bool {
    let Some(sheet) = sheet::read(&file, lines, columns, asked, problems) else { return false };
    let rows = sheet.rows.iter().map(|cells| row(&mut cells::Cells::new(&sheet, cells, problems))).collect();
    let (is_sound, is_whole) = (sheet.is_sound, sheet.is_whole);
    *to = is_sound.then_some(Rows { file, rows });
    is_sound && is_whole
}
