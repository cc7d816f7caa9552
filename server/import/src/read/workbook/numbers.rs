//! Numbers as cells show them: a spreadsheet keeps days and times as numbers too, and only the style of a cell tells.

use std::collections::HashMap;

use jiff::{Span, civil::Date};

use super::{
    Budget, Refusal,
    xml::{Node, each},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Number,
    /// With zeros before it, to so many digits.
    Padded(usize),
    Day,
    Time,
    Moment,
}

/// What each style makes of a number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    shapes: Vec<Shape>,
    /// Days are counted from 1904, as on the first Macintosh.
    is_1904: bool,
}

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

impl Styles {
    pub(super) fn read(text: &str, is_1904: bool, budget: &mut Budget) -> Result<Self, Refusal> {
        let mut codes: HashMap<String, Shape> = HashMap::new();
        let mut styles: Vec<String> = Vec::new();
        // Formats and styles stand elsewhere too, where they mean something else.
        let (mut is_formats, mut is_cells) = (false, false);
        each(text, |node| {
            match node {
                Node::Start(element) => match element.name() {
                    "numFmts" => is_formats = true,
                    "cellXfs" => is_cells = true,
                    "numFmt" if is_formats => {
                        budget.keep(1)?;
                        let code = element.attribute("formatCode")?.unwrap_or_default();
                        codes.insert(element.attribute("numFmtId")?.unwrap_or_default(), shape_of(&code));
                    }
                    "xf" if is_cells => {
                        budget.keep(1)?;
                        styles.push(element.attribute("numFmtId")?.unwrap_or_default());
                    }
                    _ => {}
                },
                Node::End("numFmts") => is_formats = false,
                Node::End("cellXfs") => is_cells = false,
                Node::End(_) | Node::Text(_) => {}
            }
            Ok(())
        })?;
        let shape = |id: &String| codes.get(id).copied().unwrap_or_else(|| built_in(id));
        Ok(Self { shapes: styles.iter().map(shape).collect(), is_1904 })
    }

    /// A number as text: `7`, `007`, `12.5`, `2026-11-20`, `07:30`, `2026-11-20 07:30`. What is longer than a spreadsheet keeps
    /// exactly is told by an exponent.
    pub(super) fn shown(&self, style: usize, value: &str) -> String {
        let Ok(number) = value.trim().parse::<f64>() else { return value.to_owned() };
        let shape = self.shapes.get(style).copied().unwrap_or(Shape::Number);
        let seconds = (number * 86_400.0).round();
        match shape {
            Shape::Number => plain(number),
            Shape::Padded(digits) => padded(number, digits),
            _ => whole(seconds)
                .and_then(|seconds| self.moment(shape, seconds))
                .unwrap_or_else(|| plain(number)),
        }
    }

    fn moment(&self, shape: Shape, seconds: i64) -> Option<String> {
        let (days, second) = (seconds.div_euclid(SECONDS_A_DAY), seconds.rem_euclid(SECONDS_A_DAY));
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let time = match second % 60 {
            0 => format!("{hour:02}:{minute:02}"),
            second => format!("{hour:02}:{minute:02}:{second:02}"),
        };
        if days == 0 && shape == Shape::Time {
            return Some(time);
        }
        // Excel counts 29 February 1900, which there was not.
        let first = match (self.is_1904, days) {
            (true, _) => Date::constant(1904, 1, 1),
            (false, ..61) => Date::constant(1899, 12, 31),
            (false, _) => Date::constant(1899, 12, 30),
        };
        let day = first.checked_add(Span::new().try_days(days).ok()?).ok().filter(|_| days >= 0)?;
        Some(if shape == Shape::Day && second == 0 { day.to_string() } else { format!("{day} {time}") })
    }
}

fn plain(number: f64) -> String {
    match whole(number) {
        // `-0` too.
        Some(0) if number.abs() < 0.5 && number.fract() == 0.0 => "0".to_owned(),
        Some(whole) if number.fract() == 0.0 && number.abs() < 1e15 => whole.to_string(),
        _ if number.abs() >= 1e15 => format!("{number:E}").replace('E', "E+"),
        _ => number.to_string(),
    }
}

/// What is no whole number from 0 is as it is.
fn padded(number: f64, digits: usize) -> String {
    let text = plain(number);
    if text.bytes().all(|byte| byte.is_ascii_digit()) { format!("{text:0>digits$}") } else { text }
}

/// Without its fraction; none for what is no number of days or things.
fn whole(number: f64) -> Option<i64> {
    format!("{:.0}", number.trunc()).parse().ok()
}

/// More digits than any number on a list.
const MOST_ZEROS: usize = 20;

/// Formats that every workbook has without saying so (ECMA-376, 18.8.30).
fn built_in(id: &str) -> Shape {
    match id.parse() {
        Ok(14..=17 | 27..=31 | 34..=36 | 50..=58) => Shape::Day,
        Ok(18..=21 | 32 | 33 | 45..=47) => Shape::Time,
        Ok(22_u32) => Shape::Moment,
        _ => Shape::Number,
    }
}

/// What a format of the workbook's own shows: `dd/mm/yyyy hh:mm` a moment.
fn shape_of(code: &str) -> Shape {
    let positive = code.split(';').next().unwrap_or_default();
    if (2..=MOST_ZEROS).contains(&positive.len()) && positive.bytes().all(|sign| sign == b'0') {
        return Shape::Padded(positive.len());
    }
    let letters = bare(code);
    let has = |signs: &[char]| letters.contains(signs);
    let is_time = has(&['h', 's']);
    // Alone, m is a month; beside hours or seconds, minutes.
    match (has(&['y', 'd']) || (has(&['m']) && !is_time), is_time) {
        (true, true) => Shape::Moment,
        (true, false) => Shape::Day,
        (false, true) => Shape::Time,
        (false, false) => Shape::Number,
    }
}

/// The letters of a format that stand for something: without quotations, colours, and the formats of negative numbers and text.
fn bare(code: &str) -> String {
    let mut letters = String::new();
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => drop(signs.by_ref().find(|sign| *sign == '"')),
            '\\' | '_' | '*' => drop(signs.next()),
            '[' => {
                let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                // Elapsed time: `[h]:mm`.
                if inside.chars().all(|sign| matches!(sign, 'h' | 'H' | 'm' | 'M' | 's' | 'S')) {
                    letters.push('h');
                }
            }
            ';' => break,
            sign => letters.extend(sign.to_lowercase()),
        }
    }
    if letters == "general" { String::new() } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_whether_a_number_is_a_day_or_a_time() {
        for (code, shape) in [
            ("General", Shape::Number),
            ("0", Shape::Number),
            ("000", Shape::Padded(3)),
            ("00000000000;-0", Shape::Padded(11)),
            ("\"W\"00", Shape::Number),
            ("00.0", Shape::Number),
            ("0.00", Shape::Number),
            ("#,##0.00 [$£-809];[Red]-#,##0.00 [$£-809]", Shape::Number),
            ("0.00E+00", Shape::Number),
            ("0 \"days\"", Shape::Number),
            ("0\\d", Shape::Number),
            ("@", Shape::Number),
            ("dd/mm/yyyy", Shape::Day),
            ("[$-F800]dddd, mmmm dd, yyyy", Shape::Day),
            ("mmm", Shape::Day),
            ("hh:mm", Shape::Time),
            ("[h]:mm", Shape::Time),
            ("mm:ss", Shape::Time),
            ("h:mm AM/PM", Shape::Time),
            ("dd/mm/yyyy hh:mm", Shape::Moment),
            ("yyyy-mm-dd\"T\"hh:mm:ss", Shape::Moment),
        ] {
            assert_eq!(shape_of(code), shape, "{code}");
        }
    }

    #[test]
    fn a_number_is_shown_as_its_style_says() {
        let styles = |is_1904| Styles {
            shapes: vec![Shape::Number, Shape::Day, Shape::Time, Shape::Moment, Shape::Padded(3)],
            is_1904,
        };
        for (style, value, shown) in [
            (0, "7", "7"),
            (0, "7.0", "7"),
            (0, "-0", "0"),
            (0, "0.5", "0.5"),
            (0, "-3.25", "-3.25"),
            (0, "7.700900123E9", "7700900123"),
            (0, "2.19E+26", "2.19E+26"),
            (0, "nonsense", "nonsense"),
            (9, "7", "7"),
            (1, "46346", "2026-11-20"),
            (1, "46346.3125", "2026-11-20 07:30"),
            (2, "0.3125", "07:30"),
            (2, "0.3541666666666667", "08:30"),
            (2, "0", "00:00"),
            (2, "46346.3125", "2026-11-20 07:30"),
            (3, "46346.3125", "2026-11-20 07:30"),
            (3, "46346", "2026-11-20 00:00"),
            (3, "46345.999999999", "2026-11-20 00:00"),
            (3, "46346.31255787", "2026-11-20 07:30:05"),
            (1, "1", "1900-01-01"),
            (1, "-5", "-5"),
            (1, "1E300", "1E+300"),
            (3, "99999999", "99999999"),
            (4, "7", "007"),
            (4, "7.0", "007"),
            (4, "1234", "1234"),
            (4, "-7", "-7"),
            (4, "7.5", "7.5"),
        ] {
            assert_eq!(styles(false).shown(style, value), shown, "{value} as style {style}");
        }
        assert_eq!(styles(true).shown(1, "44884"), "2026-11-20");
    }
}
