//! The cells of a sheet.

use super::{
    Budget, Refusal,
    numbers::Styles,
    xml::{Element, Node, each},
};
use crate::{
    MAX_ROWS,
    read::sheet::{MAX_COLUMNS, Row},
};

/// The most rows that a sheet of Excel has.
const LAST_ROW: u64 = 1 << 20;

/// A sheet as a table, and what is strange about it.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// Those that hold anything, by their numbers in the sheet.
    pub(crate) rows: Vec<Row>,
    /// Rows of these that nobody sees, because of a filter perhaps.
    pub(crate) hidden: Vec<u64>,
    /// Cells that a formula fills: `B2`.
    pub(crate) formulas: Vec<String>,
    /// Cells with a formula that was never worked out.
    pub(crate) unsolved: Vec<String>,
    /// Areas that are one cell to whoever reads them: `A2:A5`.
    pub(crate) merged: Vec<String>,
}

/// A cell on its way.
#[derive(Debug, Default)]
struct Being {
    column: usize,
    style: usize,
    /// What its value is: `s` for the place of a shared text, `b`, `e`, `str`, `inlineStr`, `d`, or a number.
    kind: String,
    value: String,
    has_formula: bool,
}

/// The texts that cells share.
pub(super) fn strings(text: &str, budget: &mut Budget) -> Result<Vec<String>, Refusal> {
    let mut strings: Vec<String> = Vec::new();
    let (mut is_text, mut is_spoken) = (false, false);
    each(text, |node| {
        match node {
            Node::Start(element) => match element.name() {
                "si" => {
                    budget.keep(1)?;
                    strings.push(String::new());
                }
                // How a name is read aloud, beside it.
                "rPh" => is_spoken = true,
                "t" => is_text = !is_spoken,
                _ => {}
            },
            Node::End("rPh") => is_spoken = false,
            Node::End("t") => is_text = false,
            Node::Text(text) if is_text => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(text);
                }
            }
            Node::End(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    for text in &mut strings {
        *text = written_out(text);
    }
    Ok(strings)
}

/// Everything that is in a sheet.
pub(super) fn grid(
    text: &str,
    (strings, styles): (&[String], &Styles),
    budget: &mut Budget,
) -> Result<Grid, Refusal> {
    let mut grid = Grid::default();
    let (mut line, mut is_hidden) = (0, false);
    let mut row: Vec<String> = Vec::new();
    // The next cell without a place of its own comes here.
    let mut column = 0;
    let mut cell: Option<Being> = None;
    let (mut is_value, mut is_spoken) = (false, false);
    each(text, |node| {
        match node {
            Node::Start(element) => match element.name() {
                "row" => {
                    line = number(&element, "r")?.unwrap_or(line + 1);
                    if line > LAST_ROW {
                        return Err(Refusal::damaged());
                    }
                    is_hidden = element.flag("hidden")?;
                    (row, column) = (Vec::new(), 0);
                }
                "c" => {
                    column = match element.attribute("r")? {
                        Some(place) => column_of(&place).ok_or_else(Refusal::damaged)?,
                        None => column,
                    };
                    let style = number(&element, "s")?.and_then(|style| usize::try_from(style).ok());
                    let kind = element.attribute("t")?.unwrap_or_default();
                    cell = Some(Being { column, style: style.unwrap_or_default(), kind, ..Being::default() });
                    column += 1;
                }
                "f" => {
                    if let Some(cell) = &mut cell {
                        cell.has_formula = true;
                    }
                }
                "rPh" => is_spoken = true,
                "v" | "t" => is_value = !is_spoken,
                "mergeCell" => {
                    budget.keep(1)?;
                    grid.merged.extend(element.attribute("ref")?.filter(|area| area.contains(':')));
                }
                _ => {}
            },
            Node::Text(text) if is_value => {
                if let Some(cell) = &mut cell {
                    cell.value.push_str(text);
                }
            }
            Node::End("rPh") => is_spoken = false,
            Node::End("v" | "t") => is_value = false,
            Node::End("c") => {
                if let Some(being) = cell.take() {
                    let name = || format!("{}{line}", letters(being.column));
                    if being.has_formula {
                        budget.keep(1)?;
                        // Only a text may be empty.
                        let is_solved = being.kind == "str" || !being.value.is_empty();
                        let list = if is_solved { &mut grid.formulas } else { &mut grid.unsolved };
                        list.push(name());
                    }
                    let text = being.text(strings, styles)?;
                    if !text.is_empty() {
                        budget.keep_text(&text)?;
                        if being.column >= MAX_COLUMNS {
                            let what = format!("The sheet has more than {MAX_COLUMNS} columns");
                            return Err(Refusal::new(what, "Keep those that Elbow knows."));
                        }
                        let width = row.len().max(being.column + 1);
                        budget.keep(width - row.len())?;
                        row.resize(width, String::new());
                        row[being.column] = text;
                    }
                }
            }
            Node::End("row") => {
                // With the columns' own row and one too many, which is said where rows of all files are counted.
                if !row.is_empty() && grid.rows.len() < MAX_ROWS + 2 {
                    if is_hidden {
                        grid.hidden.push(line);
                    }
                    grid.rows.push(Row { line, cells: std::mem::take(&mut row) });
                }
            }
            Node::End(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    grid.rows.sort_by_key(|row| row.line);
    Ok(grid)
}

impl Being {
    /// What somebody reads in the cell, as far as a list needs it.
    fn text(&self, strings: &[String], styles: &Styles) -> Result<String, Refusal> {
        let value = self.value.as_str();
        let text = match self.kind.as_str() {
            "s" if value.is_empty() => String::new(),
            "s" => {
                let place = value.trim().parse().ok();
                let shared = place.and_then(|place: usize| strings.get(place));
                shared.ok_or_else(Refusal::damaged)?.clone()
            }
            "b" if value == "1" => "yes".to_owned(),
            "b" if value == "0" => "no".to_owned(),
            "b" | "e" | "d" => value.to_owned(),
            "str" | "inlineStr" => written_out(value),
            _ => styles.shown(self.style, value),
        };
        Ok(text.trim().to_owned())
    }
}

fn number(element: &Element<'_>, name: &str) -> Result<Option<u64>, Refusal> {
    let number = element.attribute(name)?.map(|text| text.parse().map_err(|_| Refusal::damaged()));
    number.transpose()
}

/// 0 for `A7`, 27 for `AB1`.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let count = letters.clone().count();
    if count == 0 || count > 3 {
        return None;
    }
    let value = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    letters.map(value).reduce(|sum, value| sum * 26 + value)?.checked_sub(1)
}

/// The reverse of [`column_of`].
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match (column / 26).checked_sub(1) {
        Some(before) => format!("{}{last}", letters(before)),
        None => last.to_string(),
    }
}

/// What XML cannot hold is written `_x000D_`, and what looks like that `_x005F_x000D_`.
fn written_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let (before, from) = rest.split_at(place);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let taken = if let Some(sign) = sign {
            out.push(sign);
            7
        } else {
            out.push_str("_x");
            2
        };
        rest = &from[taken..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (place, column, name) in
            [("A1", 0, "A"), ("z9", 25, "Z"), ("AA1", 26, "AA"), ("XFD1", 16383, "XFD")]
        {
            assert_eq!(column_of(place), Some(column));
            assert_eq!(letters(column), name);
        }
        assert_eq!([column_of("7"), column_of("ABCD1")], [None, None]);
    }

    #[test]
    fn what_xml_cannot_hold_is_written_out() {
        for (text, expected) in [
            ("Ward 7_x000D_\n", "Ward 7\r\n"),
            ("a_x005F_x000D_", "a_x000D_"),
            ("max_x_m", "max_x_m"),
            ("_xé", "_xé"),
            ("_xD800_", "_xD800_"),
        ] {
            assert_eq!(written_out(text), expected);
        }
    }
}
