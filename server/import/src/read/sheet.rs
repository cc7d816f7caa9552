//! From rows to named columns.

use domain::text;
use strsim::damerau_levenshtein;

use super::refused::refused;
use crate::answers::{Answers, Heading, Meant, letters};
use crate::{
    Kind, MAX_ROWS,
    problem::{At, Problems},
};

/// The most columns that are looked at.
pub(crate) const MAX_COLUMNS: usize = 100;

/// The longest name of a column, in characters. What is longer is no name.
const MAX_HEADING_CHARS: usize = 60;

/// The columns that a file may have.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) kind: Kind,
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
    /// Other names of columns that need no question, as their letters.
    pub(super) also: &'static [(&'static str, &'static [&'static str])],
}

impl Columns {
    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

/// A file as a table.
#[derive(Debug)]
pub(super) struct Sheet<'f> {
    pub(super) file: &'f str,
    /// By the names that we know; others as they are.
    pub(super) columns: Vec<String>,
    /// Whether the columns are there, each once. If not, the rows are read for what else is wrong.
    pub(super) is_sound: bool,
    /// Whether every line is among the rows.
    pub(super) is_whole: bool,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    /// One a column, trimmed; those behind the last that holds anything may be left out.
    pub(super) cells: Vec<String>,
}

/// None if there is no table to speak of; then `problems` says why.
pub(super) fn read<'f>(
    file: &'f str,
    lines: Vec<Row>,
    columns: &Columns,
    (answers, asked): (&Answers, &mut Asked),
    problems: &mut Problems,
) -> Option<Sheet<'f>> {
    let mut lines = lines.into_iter();
    let Some(first) = lines.next() else {
        let to_do = format!("Let its first line name the columns: {}.", columns.required.join(", "));
        problems.add(At { file, line: None }, "The file is empty", to_do);
        return None;
    };
    if first.cells.len() > MAX_COLUMNS && first.cells[MAX_COLUMNS..].iter().any(|name| !name.is_empty()) {
        let what = format!("There are more than {MAX_COLUMNS} columns");
        problems.add(At { file, line: Some(first.line) }, what, "Keep those that Elbow knows.");
        return None;
    }
    let (mut names, is_sound) = heading(file, &first, columns, (answers, asked), problems);
    let width = names.len();
    let parts = parts_of_name(&names, columns);
    names.extend(parts.map(|_| "name".to_owned()));
    let mut sheet = Sheet { file, columns: names, is_sound, is_whole: true, rows: Vec::new() };
    for Row { line, mut cells } in lines {
        let at = At { file, line: Some(line) };
        if sheet.rows.len() == MAX_ROWS {
            let to_do = "Split the file, and import one part after the other.";
            problems.add(at, format!("There are more than {MAX_ROWS} rows"), to_do);
            return None;
        }
        if cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            let what = format!("The line has {} values, but there are {width} columns", cells.len());
            problems.add(at, what, "Put a value that holds the separator between double quotes.");
            sheet.is_whole = false;
            continue;
        }
        if let Some([first, last]) = parts {
            cells.resize(width, String::new());
            cells.push(format!("{} {}", cells[first], cells[last]).trim().to_owned());
        }
        sheet.rows.push(Row { line, cells });
    }
    Some(sheet)
}

/// A slip of the pen: one letter, or two of many.
pub(crate) fn is_nearly(name: &str, known: &str) -> bool {
    let (name, known) = (letters(name), letters(known));
    let most = if name.len() < 6 { 1 } else { 2 };
    name.len() >= 3 && damerau_levenshtein(&name, &known) <= most
}

/// What a file leaves open about its columns.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) headings: Vec<Heading>,
    /// A column is there that Elbow must not hold.
    pub(super) is_refused: bool,
}

impl Asked {
    /// Whether somebody will be asked about a column of this kind: until they have answered, it may be any that is missing.
    pub(super) fn waits(&self, kind: Kind, answers: &Answers) -> bool {
        answers.is_asked()
            && self.headings.iter().any(|asked| asked.kind == kind && asked.meant == Meant::Unknown)
    }
}

/// A name in two columns, as lists of staff have it.
const FIRST: [&str; 4] = ["firstname", "forename", "givenname", "preferredname"];
const LAST: [&str; 3] = ["surname", "lastname", "familyname"];

/// Where the parts of people's names are, if there is no column for the whole.
fn parts_of_name(names: &[String], columns: &Columns) -> Option<[usize; 2]> {
    if columns.kind != Kind::People || names.iter().any(|name| name == "name") {
        return None;
    }
    let place = |parts: &[&str]| names.iter().position(|name| parts.contains(&letters(name).as_str()));
    Some([place(&FIRST)?, place(&LAST)?])
}

/// Why this is no name of a column, and what to do. It is not shown: it may be about a patient.
pub(crate) fn no_heading(name: &str) -> Option<(&'static str, &'static str)> {
    if text::contains_nhs_number(name) {
        return Some((
            "The name of a column holds what looks like an NHS number",
            "Let the first line name the columns, and nobody. Nothing of the file was kept.",
        ));
    }
    (name.chars().count() > MAX_HEADING_CHARS).then_some((
        "The name of a column is longer than 60 characters",
        "Let the first line name the columns, shortly. Nothing of the file was kept.",
    ))
}

/// The columns' names, and whether they will do.
fn heading(
    file: &str,
    first: &Row,
    columns: &Columns,
    (answers, asked): (&Answers, &mut Asked),
    problems: &mut Problems,
) -> (Vec<String>, bool) {
    let at = At { file, line: Some(first.line) };
    let kind = columns.kind;
    let known = |name: &String| columns.all().find(|known| letters(known) == letters(name));
    let direct: Vec<&str> = first.cells.iter().filter_map(known).collect();
    // A name that was said to be one of our columns, or always is.
    let said = |said: &Option<String>| match said {
        None => Meant::LeftOut,
        Some(said) => columns.all().find(|column| *column == said).map_or(Meant::Unknown, Meant::Column),
    };
    let always = |name: &str| {
        let is_one = |name: &str, names: &[&str]| names.contains(&letters(name).as_str());
        let also = columns.also.iter().find(|(_, names)| is_one(name, names));
        // Of two that may be it, neither is.
        let also =
            also.filter(|(_, names)| first.cells.iter().filter(|name| is_one(name, names)).count() == 1);
        also.map_or(Meant::Unknown, |(column, _)| Meant::Column(column))
    };
    let before = |name: &str| answers.before(kind, name).map_or_else(|| always(name), said);
    let mut names: Vec<String> = first.cells.iter().map(|name| text::line(name).to_lowercase()).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let parts = parts_of_name(&names, columns);
    let mut is_sound = true;
    for place in 0..names.len() {
        let name = names[place].clone();
        if let Some((what, to_do)) = no_heading(&name) {
            problems.add(at, what, to_do);
            (is_sound, asked.is_refused) = (false, true);
            continue;
        }
        let mut taken = known(&name);
        if taken.is_none() {
            if let Some(why) = refused(kind, &name) {
                problems.add(
                    at,
                    format!("The column “{name}” is for {why}, which Elbow must not hold"),
                    "Take the column out, and upload the file again. Nothing of it was kept.",
                );
                (is_sound, asked.is_refused) = (false, true);
                continue;
            }
            if name.is_empty() || parts.is_some_and(|parts| parts.contains(&place)) {
                continue;
            }
            let is_there = |meant: &Meant| matches!(meant, Meant::Column(column) if direct.contains(column));
            let (now, before) = (answers.heading(kind, &name), before(&name));
            let meant = now.map_or(before, said);
            let (meant, is_beside) =
                (if is_there(&meant) { Meant::Unknown } else { meant }, is_there(&before));
            if let Meant::Column(column) = meant {
                taken = Some(column);
            }
            let is_again = asked
                .headings
                .iter()
                .any(|asked| asked.kind == kind && letters(&asked.name) == letters(&name));
            if !is_again {
                if meant == Meant::LeftOut && now.is_none() {
                    let to_do = "If that is wrong, choose what it is where the file is looked at (/admin).";
                    problems.note(
                        at,
                        format!("The column “{name}” is left out, as it was said before"),
                        to_do,
                    );
                }
                let file = file.to_owned();
                let columns = columns.all().filter(|column| !direct.contains(column)).collect();
                asked.headings.push(Heading { file, kind, name: name.clone(), meant, is_beside, columns });
            }
            if meant == Meant::Unknown
                && !answers.is_asked()
                && let Some(known) =
                    columns.all().find(|known| !direct.contains(known) && is_nearly(&name, known))
            {
                let to_do = "Correct its name, or remove it.";
                problems.add(at, format!("The column “{name}” is nearly “{known}”"), to_do);
                is_sound = false;
            }
        }
        if let Some(column) = taken {
            if names[..place].iter().any(|name| name == column) {
                problems.add(at, format!("The column “{column}” is there twice"), "Remove one of them.");
                is_sound = false;
            }
            column.clone_into(&mut names[place]);
        }
    }
    let waits = asked.waits(kind, answers);
    let is_missing =
        |name: &&&str| !(names.iter().any(|there| there == **name) || parts.is_some() && **name == "name");
    for name in columns.required.iter().filter(is_missing) {
        if !waits {
            let to_do = "Add it; the first line names the columns.";
            problems.add(at, format!("The column “{name}” is missing"), to_do);
        }
        is_sound = false;
    }
    (names, is_sound)
}
