//! What was asked in the past, as a file has it: one line a request, a million of them perhaps. So it is read line by line, and of each
//! no more is kept than when, where and about what.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, BufRead, Read},
    time::Duration,
};

use domain::{
    Priority, Timestamp,
    text::{contains_nhs_number, folded, is_invisible, line},
};
use encoding_rs::WINDOWS_1252;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::{
    Problem,
    answers::letters,
    problem::{At, Once, problem},
    read::{MAX_COLUMNS, SAVE_AS, is_nearly, moment, no_heading, separator, shortened},
    spreadsheet::original,
};

/// The most requests of a file: they are kept together.
pub const MAX_REQUESTS: usize = 5_000_000;
const MAX_WARDS: usize = 2_000;
const MAX_ZONES: usize = 500;
const MAX_TAGS: usize = 200;
const MAX_NAME_CHARS: usize = 100;
const MAX_LINE_BYTES: usize = 16 * 1024;
/// More different mistakes than this nobody reads.
const MAX_MISTAKES: usize = 1_000;
/// A go-live is shorter. What is farther apart has a wrong year in it.
const MAX_DAYS: u64 = 1_100;
/// What was taken back within this was not meant.
const TAKEN_BACK_WITHIN: Duration = Duration::from_mins(1);

const REQUIRED: [Column; 3] = [Column::AskedAt, Column::Ward, Column::Tag];
const TIME: &str = "Write a day and a time of 24 hours, 2026-11-20 07:30 or 20/11/2026 07:30, or with the offset, 2026-11-20T07:30:00+00:00.";

/// What a file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// In the order of time, those of one moment by ward and tag.
    pub requests: Vec<Request>,
    pub wards: Vec<Ward>,
    pub zones: Vec<String>,
    pub tags: Vec<String>,
    /// Everything that is wrong; with any, the rest is not complete.
    pub problems: Vec<Problem>,
    /// What people should know although it stops nothing.
    pub notes: Vec<Problem>,
}

/// A ward that somebody asked from.
#[derive(Debug, PartialEq, Eq)]
pub struct Ward {
    pub name: String,
    /// Its place among the zones.
    pub zone: Option<u16>,
}

/// Somebody asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request {
    pub at: Timestamp,
    /// Its place among the wards.
    pub ward: u16,
    /// Its place among the tags.
    pub tag: u16,
    /// Counted from 1, the line with the columns.
    pub line: u32,
}

/// What a column holds. The last six are those of the tickets that Elbow exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Column {
    AskedAt,
    Ward,
    Zone,
    Tag,
    Priority,
    Code,
    WardCode,
    InPassing,
    OnPaper,
    Ended,
    Closed,
}

impl Column {
    const ALL: [Self; 11] = [
        Self::AskedAt,
        Self::Ward,
        Self::Zone,
        Self::Tag,
        Self::Priority,
        Self::Code,
        Self::WardCode,
        Self::InPassing,
        Self::OnPaper,
        Self::Ended,
        Self::Closed,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::AskedAt => "asked_at",
            Self::Ward => "ward",
            Self::Zone => "zone",
            Self::Tag => "tag",
            Self::Priority => "priority",
            Self::Code => "code",
            Self::WardCode => "ward_code",
            Self::InPassing => "in_passing",
            Self::OnPaper => "on_paper",
            Self::Ended => "ended",
            Self::Closed => "closed",
        }
    }

    /// Other names that need no question, as their letters.
    const fn also(self) -> &'static [&'static str] {
        match self {
            Self::AskedAt => &["asked"],
            Self::Tag => &["topic"],
            _ => &[],
        }
    }
}

/// Reads requests; local times are on the clock of `zone`.
///
/// # Errors
/// If it cannot be read on. What is wrong with what was read is among the [problems](Requests::problems).
pub fn read(file: &str, from: impl BufRead, zone: &TimeZone) -> io::Result<Requests> {
    let mut reading = Reading {
        file,
        zone,
        wards: Names::default(),
        zones: Names::default(),
        tags: Names::default(),
        zone_of: Vec::new(),
        codes: HashSet::new(),
        requests: Vec::new(),
        left_out: [0; 3],
        problems: Once::default(),
        notes: Once::default(),
    };
    let mut lines = Lines { from, line: 0, bytes: Vec::new() };
    reading.all(&mut lines)?;
    Ok(reading.done())
}

struct Reading<'a> {
    file: &'a str,
    zone: &'a TimeZone,
    wards: Names,
    zones: Names,
    tags: Names,
    /// Of each ward.
    zone_of: Vec<Option<u16>>,
    /// Hashes of those that came: a million texts would take more room than all the rest.
    codes: HashSet<u64>,
    requests: Vec<Request>,
    /// Lines that are no requests, by [`WHY_LEFT_OUT`].
    left_out: [u32; 3],
    problems: Once,
    notes: Once,
}

const WHY_LEFT_OUT: [&str; 3] = [
    "help in passing or on paper, which no scan hears of",
    "a code that came before",
    "withdrawn within a minute",
];

/// How files begin that are no CSV.
const MARKS: [(&[u8], &str); 3] = [
    (b"\xFF\xFE", "The text is encoded as UTF-16"),
    (b"\xFE\xFF", "The text is encoded as UTF-16"),
    (b"PK\x03\x04", "This is a workbook"),
];

/// There is no use in reading on; the problem is told.
struct Broken;

impl Reading<'_> {
    fn all(&mut self, lines: &mut Lines<impl BufRead>) -> io::Result<()> {
        let Some((separator, columns)) = self.heading(lines)? else { return Ok(()) };
        let mut cells = Vec::new();
        while let Some((number, read)) = lines.next()? {
            let Ok(text) = self.text(read, number) else { return Ok(()) };
            let Some(text) = text else { continue };
            if text.trim().is_empty() {
                continue;
            }
            if !split(&text, separator, &mut cells) {
                self.problem(number, "A double quote has no partner", "Write it twice, or remove it.");
            } else if cells.iter().any(|cell| !cell.is_empty()) && self.row(number, &cells, &columns).is_err()
            {
                return Ok(());
            }
            if self.problems.len() > MAX_MISTAKES {
                let what =
                    format!("Reading ends here: there are more than {MAX_MISTAKES} different mistakes");
                self.problem(number, &what, "Mend those first.");
                return Ok(());
            }
        }
        Ok(())
    }

    /// What parts the cells, and which column each is; none if it will not do.
    fn heading(
        &mut self,
        lines: &mut Lines<impl BufRead>,
    ) -> io::Result<Option<(char, Vec<Option<Column>>)>> {
        let names = REQUIRED.map(Column::name).join(", ");
        let mut told = None;
        let begins = lines.from.fill_buf()?;
        for (mark, what) in MARKS {
            if begins.starts_with(mark) {
                self.problem(1, what, SAVE_AS);
                return Ok(None);
            }
        }
        loop {
            let Some((line, read)) = lines.next()? else {
                let what = "The file is empty".to_owned();
                let to_do =
                    format!("Let its first line name the columns: {names}, and zone where there are zones.");
                self.problems.add(problem(At { file: self.file, line: None }, what, to_do));
                return Ok(None);
            };
            let Ok(Some(text)) = self.text(read, line) else { return Ok(None) };
            let text = text.trim_start_matches('\u{feff}');
            if text.trim().is_empty() {
                continue;
            }
            // With a line behind it, as the whole of a file has.
            let whole = format!("{text}\n");
            let (separator, rest, skipped) = separator(&whole);
            if skipped > 0 && rest.is_empty() {
                told = Some(separator);
                continue;
            }
            let separator = char::from(told.unwrap_or(separator));
            let mut cells = Vec::new();
            split(text, separator, &mut cells);
            return Ok(self.columns(line, &cells).map(|columns| (separator, columns)));
        }
    }

    fn columns(&mut self, line: u64, cells: &[String]) -> Option<Vec<Option<Column>>> {
        if cells.len() > MAX_COLUMNS {
            let what = format!("There are more than {MAX_COLUMNS} columns");
            self.problem(line, &what, "Keep those that are asked for.");
            return None;
        }
        let is_named = |column: Column, cell: &String| letters(cell) == letters(column.name());
        let is_there = |column: Column| cells.iter().any(|cell| is_named(column, cell));
        let mut columns: Vec<Option<Column>> = Vec::new();
        let mut is_sound = true;
        for cell in cells {
            let name = crate::requests::line(cell).to_lowercase();
            let mut column = Column::ALL.into_iter().find(|column| is_named(*column, cell));
            let known_as =
                |column: &Column| column.also().contains(&letters(cell).as_str()) && !is_there(*column);
            column = column.or_else(|| Column::ALL.into_iter().find(known_as));
            if let Some((what, to_do)) = no_heading(&name) {
                self.problem(line, what, to_do);
                is_sound = false;
            } else if let Some(column) = column {
                if columns.contains(&Some(column)) {
                    let what = format!("The column “{}” is there twice", column.name());
                    self.problem(line, &what, "Remove one of them.");
                    is_sound = false;
                }
            } else if let Some(near) =
                Column::ALL.into_iter().find(|known| !is_there(*known) && is_nearly(&name, known.name()))
            {
                let what = format!("The column “{name}” is nearly “{}”", near.name());
                self.problem(line, &what, "Correct its name, or remove it.");
                is_sound = false;
            } else if !name.is_empty() {
                let known = Column::ALL.map(Column::name).join(", ");
                let what = format!("The column “{name}” is left out");
                self.note(line, &what, &format!("If it is one of {known}, correct its name."));
            }
            columns.push(column);
        }
        for required in REQUIRED {
            if !columns.contains(&Some(required)) {
                let what = format!("The column “{}” is missing", required.name());
                self.problem(line, &what, "Add it; the first line names the columns.");
                is_sound = false;
            }
        }
        is_sound.then_some(columns)
    }

    fn row(&mut self, number: u64, cells: &[String], columns: &[Option<Column>]) -> Result<(), Broken> {
        if cells.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
            let what =
                format!("The line has {} values, but there are {} columns", cells.len(), columns.len());
            self.problem(number, &what, "Put a value that holds the separator between double quotes.");
            return Ok(());
        }
        let cell = |column: Column| {
            let place = columns.iter().position(|there| *there == Some(column))?;
            let cell = original(cells.get(place)?.as_str());
            (!cell.chars().all(|c| c.is_whitespace() || is_invisible(c))).then_some(cell)
        };
        // Nobody asked, or asked on paper: no scan would have heard of it.
        for column in [Column::InPassing, Column::OnPaper] {
            match cell(column).map(str::to_lowercase).as_deref() {
                Some("yes" | "y" | "true" | "1") => {
                    self.left_out[0] += 1;
                    return Ok(());
                }
                None | Some("no" | "n" | "false" | "0") => {}
                Some(other) => self.cannot_be(number, column, other, "Write yes or no."),
            }
        }
        if let Some(priority) =
            cell(Column::Priority).filter(|text| text.to_uppercase().parse::<Priority>().is_err())
        {
            self.cannot_be(number, Column::Priority, priority, "Write P1, P2, P3 or P4, or nothing.");
        }
        let asked_at = self.required(number, Column::AskedAt, cell(Column::AskedAt));
        let at = asked_at.and_then(|text| self.time(number, Column::AskedAt, text));
        let ward = self.required(number, Column::Ward, cell(Column::Ward));
        let tag = self.required(number, Column::Tag, cell(Column::Tag));
        let zone = match cell(Column::Zone) {
            Some(zone) => self.named(number, Column::Zone, zone)?,
            None => None,
        };
        let (ward, tag) = (
            match (ward, cell(Column::WardCode)) {
                (None, _) => None,
                // Two wards of one name, at two sites.
                (Some(ward), Some(code)) => self.named(number, Column::Ward, &format!("{ward} ({code})"))?,
                (Some(ward), None) => self.named(number, Column::Ward, ward)?,
            },
            tag.map_or(Ok(None), |tag| self.named(number, Column::Tag, tag))?,
        );
        if let (Some(ward), Some(zone)) = (ward, zone) {
            self.put_into_zone(number, ward, zone);
        }
        let (Some(at), Some(ward), Some(tag)) = (at, ward, tag) else { return Ok(()) };
        if let Some(code) = cell(Column::Code) {
            let mut hasher = DefaultHasher::new();
            code.hash(&mut hasher);
            if !self.codes.insert(hasher.finish()) {
                self.left_out[1] += 1;
                return Ok(());
            }
        }
        if cell(Column::Ended).is_some_and(|ended| ended.eq_ignore_ascii_case("withdrawn"))
            && let Some(closed) =
                cell(Column::Closed).and_then(|text| self.time(number, Column::Closed, text))
            && closed.since(at) <= TAKEN_BACK_WITHIN
        {
            self.left_out[2] += 1;
            return Ok(());
        }
        if self.requests.len() == MAX_REQUESTS {
            let what = format!("There are more than {MAX_REQUESTS} requests");
            self.problem(number, &what, "Split the file, and look at one part after the other.");
            return Err(Broken);
        }
        let line = u32::try_from(number).unwrap_or(u32::MAX);
        self.requests.push(Request { at, ward, tag, line });
        Ok(())
    }

    fn required<'c>(&mut self, number: u64, column: Column, cell: Option<&'c str>) -> Option<&'c str> {
        if cell.is_none() {
            let what = format!("The {} is missing", column.name());
            self.problem(number, &what, "Fill it in, or remove the line.");
        }
        cell
    }

    fn cannot_be(&mut self, number: u64, column: Column, text: &str, to_do: &str) {
        let what = format!("The {} cannot be “{}”", column.name(), shortened(text));
        self.problem(number, &what, to_do);
    }

    /// A time with its offset, or on the clock of the zone.
    fn time(&mut self, number: u64, column: Column, text: &str) -> Option<Timestamp> {
        let instant = if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            instant
        } else {
            let Some(shown) = moment(text) else {
                self.cannot_be(number, column, text, TIME);
                return None;
            };
            let ambiguous = self.zone.to_ambiguous_timestamp(shown);
            let date = shown.date();
            match ambiguous.offset() {
                AmbiguousOffset::Gap { .. } => {
                    let what = format!("There is no such time on {date}, when the clocks go forward");
                    self.problem(number, &what, "Write the time that the clock shows.");
                    return None;
                }
                AmbiguousOffset::Fold { .. } => self.note(
                    number,
                    &format!(
                        "There are two such times on {date}, when the clocks go back, and the first is taken"
                    ),
                    &format!("Write the offset, as in {date}T01:30:00+00:00, if it was the second."),
                ),
                AmbiguousOffset::Unambiguous { .. } => {}
            }
            ambiguous.earlier().ok()?
        };
        let at = Timestamp::from_millis(instant.as_millisecond());
        // A slip of a digit.
        if !(YEAR_2000..YEAR_2100).contains(&at.as_millis()) {
            self.cannot_be(number, column, text, "Look at the year.");
            return None;
        }
        Some(at)
    }

    /// The place of a name; none if there is something wrong with it, which is said.
    fn named(&mut self, number: u64, column: Column, cell: &str) -> Result<Option<u16>, Broken> {
        let (names, most) = match column {
            Column::Ward => (&mut self.wards, MAX_WARDS),
            Column::Zone => (&mut self.zones, MAX_ZONES),
            _ => (&mut self.tags, MAX_TAGS),
        };
        if let Some(place) = names.by_cell.get(cell) {
            return Ok(Some(*place));
        }
        let name = line(cell);
        let (what, to_do) = if name.chars().count() > MAX_NAME_CHARS {
            let what = format!(
                "The {} “{}…” is longer than {MAX_NAME_CHARS} characters",
                column.name(),
                shortened(&name)
            );
            (what, "Shorten it.")
        } else if contains_nhs_number(&name) {
            (format!("The {} holds what looks like an NHS number", column.name()), "Remove it.")
        } else if let Some(place) = names.add(cell, name, most) {
            return Ok(Some(place));
        } else {
            let what = format!("There are more than {most} different {}s", column.name());
            self.problem(number, &what, "Look whether the columns are the right ones.");
            return Err(Broken);
        };
        self.problem(number, &what, to_do);
        Ok(None)
    }

    fn put_into_zone(&mut self, number: u64, ward: u16, zone: u16) {
        let place = usize::from(ward);
        if self.zone_of.len() <= place {
            self.zone_of.resize(place + 1, None);
        }
        let before = *self.zone_of[place].get_or_insert(zone);
        if before != zone {
            let name = |names: &Names, place: u16| names.shown[usize::from(place)].clone();
            let (ward, before, zone) =
                (name(&self.wards, ward), name(&self.zones, before), name(&self.zones, zone));
            let what = format!("“{ward}” is in the zone “{zone}”, and in “{before}” on lines before");
            self.problem(number, &what, "Write one zone; or another name, if there are two wards.");
        }
    }

    /// A line as text: UTF-8, or else Windows-1252, with a note. None if it is too long to be one, which is said.
    fn text(&mut self, read: Found<'_>, number: u64) -> Result<Option<String>, Broken> {
        let Found::Line(bytes) = read else {
            let what = format!("The line is longer than {MAX_LINE_BYTES} bytes");
            self.problem(number, &what, "Look for columns that hold more than they should.");
            return if number == 1 { Err(Broken) } else { Ok(None) };
        };
        let strange = match bytes.iter().find(|byte| matches!(byte, 0 | b'\r')) {
            None => None,
            Some(0) => Some("This is not a text file"),
            Some(_) => Some("The lines end as on an old Mac"),
        };
        if let Some(what) = strange {
            self.problem(number, what, SAVE_AS);
            return Err(Broken);
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(Some(text.to_owned()));
        }
        let to_do = "If letters with accents look wrong, save it as CSV UTF-8.";
        self.note(number, "The line was read as Windows-1252", to_do);
        Ok(Some(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()))
    }

    fn problem(&mut self, line: u64, what: &str, to_do: &str) {
        let at = At { file: self.file, line: Some(line) };
        self.problems.add(problem(at, what.to_owned(), to_do.to_owned()));
    }

    fn note(&mut self, line: u64, what: &str, to_do: &str) {
        let at = At { file: self.file, line: Some(line) };
        // So that a file of nothing but such lines does not fill the screen.
        if self.notes.len() < MAX_MISTAKES {
            self.notes.add(problem(at, what.to_owned(), to_do.to_owned()));
        }
    }

    fn done(mut self) -> Requests {
        let at = At { file: self.file, line: None };
        for (count, why) in self.left_out.into_iter().zip(WHY_LEFT_OUT) {
            if count > 0 {
                let lines = if count == 1 { "1 line is".to_owned() } else { format!("{count} lines are") };
                let what = format!("{lines} left out: {why}");
                self.notes.add(problem(at, what, "They are no requests for help.".to_owned()));
            }
        }
        if !self.requests.is_sorted() {
            if !self.requests.is_sorted_by_key(|request| request.at) {
                let what = "The lines were not in the order of time".to_owned();
                self.notes.add(problem(at, what, "They were put into it.".to_owned()));
            }
            self.requests.sort_unstable();
        }
        if let [first, .., last] = &self.requests[..]
            && last.at.since(first.at) > Duration::from_hours(24 * MAX_DAYS)
        {
            let what = format!(
                "The first request, on line {}, and the last, on line {}, are more than {MAX_DAYS} days apart",
                first.line, last.line
            );
            self.problems.add(problem(at, what, "Look at their years.".to_owned()));
        }
        self.zone_of.resize(self.wards.shown.len(), None);
        let wards = self.wards.shown.into_iter().zip(self.zone_of);
        Requests {
            requests: self.requests,
            wards: wards.map(|(name, zone)| Ward { name, zone }).collect(),
            zones: self.zones.shown,
            tags: self.tags.shown,
            problems: self.problems.into_problems(),
            notes: self.notes.into_problems(),
        }
    }
}

const YEAR_2000: i64 = 946_684_800_000;
const YEAR_2100: i64 = 4_102_444_800_000;

/// Names by their places. However one is spelt, it is the same; it is called as it was first.
#[derive(Debug, Default)]
struct Names {
    shown: Vec<String>,
    by_cell: HashMap<String, u16>,
    by_spelling: HashMap<String, u16>,
}

impl Names {
    /// None if there are as many as there may be.
    fn add(&mut self, cell: &str, name: String, most: usize) -> Option<u16> {
        let spelling = folded(&name);
        let place = if let Some(place) = self.by_spelling.get(&spelling) {
            *place
        } else {
            let place = u16::try_from(self.shown.len()).ok().filter(|_| self.shown.len() < most)?;
            self.shown.push(name);
            self.by_spelling.insert(spelling, place);
            place
        };
        // Any number of spellings of the same would be kept for nothing.
        if self.by_cell.len() < 4 * most {
            self.by_cell.insert(cell.to_owned(), place);
        }
        Some(place)
    }
}

struct Lines<R> {
    from: R,
    /// Of the last that was read, counted from 1.
    line: u64,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Found<'b> {
    Line(&'b [u8]),
    TooLong,
}

impl<R: BufRead> Lines<R> {
    /// The next line without its end, and its number; none behind the last.
    fn next(&mut self) -> io::Result<Option<(u64, Found<'_>)>> {
        self.bytes.clear();
        let most = u64::try_from(MAX_LINE_BYTES + 1).unwrap_or(u64::MAX);
        if self.from.by_ref().take(most).read_until(b'\n', &mut self.bytes)? == 0 {
            return Ok(None);
        }
        self.line += 1;
        let is_too_long = self.bytes.len() > MAX_LINE_BYTES && self.bytes.last() != Some(&b'\n');
        if is_too_long {
            self.from.skip_until(b'\n')?;
            return Ok(Some((self.line, Found::TooLong)));
        }
        let line = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        Ok(Some((self.line, Found::Line(line.strip_suffix(b"\r").unwrap_or(line)))))
    }
}

/// Parts a line into trimmed cells; false if a double quote has no partner (RFC 4180; a line ends where it ends, as it does for people).
fn split(text: &str, separator: char, cells: &mut Vec<String>) -> bool {
    cells.clear();
    if !text.contains('"') {
        cells.extend(text.split(separator).map(|cell| cell.trim().to_owned()));
        return true;
    }
    let mut rest = text;
    loop {
        let begins = rest.trim_start_matches(' ');
        let behind = if let Some(mut quoted) = begins.strip_prefix('"') {
            let mut cell = String::new();
            loop {
                let Some((part, next)) = quoted.split_once('"') else { return false };
                cell.push_str(part);
                quoted = next;
                let Some(next) = quoted.strip_prefix('"') else { break };
                cell.push('"');
                quoted = next;
            }
            let (more, behind) =
                quoted.split_once(separator).map_or((quoted, None), |(more, behind)| (more, Some(behind)));
            cell.push_str(more);
            cells.push(cell.trim().to_owned());
            behind
        } else {
            let (cell, behind) =
                rest.split_once(separator).map_or((rest, None), |(cell, behind)| (cell, Some(behind)));
            cells.push(cell.trim().to_owned());
            behind
        };
        let Some(behind) = behind else { return true };
        rest = behind;
    }
}

#[cfg(test)]
mod tests;
