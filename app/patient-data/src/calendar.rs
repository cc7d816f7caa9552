//! Dates and times of the day as people write them.

use alloc::{string::String, vec, vec::Vec};

use crate::symbol::Symbol;

/// The dates and times in a text.
#[derive(Debug, Default)]
pub(crate) struct Calendar {
    /// For each symbol: what it is part of.
    parts: Vec<Option<Part>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A date whose year has four digits.
    Date,
    /// A time, or a date whose year has two digits or is missing.
    Short,
}

/// A run of digits.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    /// Of at most four digits; those of longer runs are above all others.
    value: u32,
}

impl Run {
    const fn length(self) -> usize {
        self.end - self.start
    }

    const fn is_day(self) -> bool {
        self.length() <= 2 && 1 <= self.value && self.value <= 31
    }

    const fn is_month(self) -> bool {
        self.length() <= 2 && 1 <= self.value && self.value <= 12
    }

    /// In which somebody alive was born, or something happened.
    const fn is_year(self) -> bool {
        self.length() == 4 && 1900 <= self.value && self.value <= 2099
    }

    const fn is_hour(self) -> bool {
        self.length() <= 2 && self.value < 24
    }

    const fn is_minute(self) -> bool {
        self.length() == 2 && self.value < 60
    }
}

impl Calendar {
    pub(crate) fn of(symbols: &[Symbol]) -> Self {
        let runs = runs(symbols);
        let mut calendar = Self { parts: vec![None; symbols.len()] };
        for place in 0..runs.len() {
            if let Some((length, part)) = date(symbols, &runs[place..]) {
                calendar.mark(runs[place].start, runs[place + length - 1].end, part);
                calendar.mark_time_behind(symbols, &runs[place + length - 1..]);
            } else if let Some(length) = time(symbols, &runs[place..]) {
                calendar.mark(runs[place].start, runs[place + length - 1].end, Part::Short);
            }
        }
        calendar
    }

    /// `0945` or `9.45`, which only behind a date are times.
    fn mark_time_behind(&mut self, symbols: &[Symbol], runs: &[Run]) {
        let [date, next, ..] = runs else { return };
        if symbols[date.end..next.start] != [Symbol::Space] {
            return;
        }
        let is_clock = next.length() == 4 && next.value / 100 < 24 && next.value % 100 < 60;
        match runs.get(2) {
            Some(minute)
                if next.is_hour() && minute.is_minute() && between(symbols, *next, *minute) == Some('.') =>
            {
                self.mark(next.start, minute.end, Part::Short);
            }
            _ if is_clock => self.mark(next.start, next.end, Part::Short),
            _ => {}
        }
    }

    fn mark(&mut self, start: usize, end: usize, part: Part) {
        for slot in &mut self.parts[start..end] {
            slot.get_or_insert(part);
        }
    }

    /// Whether ten digits are what dates and times are made of: all of them, or most of them of one whole date.
    pub(crate) fn explains(&self, places: &[usize; 10]) -> bool {
        const MOST_OF_A_DATE: usize = 6;
        const YEAR: usize = 4;
        const ALMOST_ALL: usize = 8;
        let parts = || places.iter().filter_map(|place| self.parts[*place]);
        let of_dates = parts().filter(|part| *part == Part::Date).count();
        parts().count() == places.len()
            || of_dates >= MOST_OF_A_DATE
            || (of_dates >= YEAR && parts().count() >= ALMOST_ALL)
    }
}

/// Whether the text has a whole date in it, or the words for a date of birth.
pub(crate) fn mentions_birth(symbols: &[Symbol]) -> bool {
    let runs = runs(symbols);
    let is_version = |place: usize| {
        let before: String = word_before(symbols, runs[place].start);
        ["v", "version", "release", "build", "firmware"].contains(&before.as_str())
    };
    says_birth(symbols)
        || (0..runs.len()).any(|place| {
            let here = &runs[place..];
            (date(symbols, here).is_some_and(|(length, _)| length == 3) && !is_version(place))
                || spaced_date(symbols, here)
                || date_with_month_name(symbols, here)
                || compact_date(here[0])
        })
}

fn runs(symbols: &[Symbol]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (place, digit) in
        symbols.iter().enumerate().filter_map(|(place, symbol)| Some((place, symbol.digit()?)))
    {
        match runs.last_mut() {
            Some(run) if run.end == place => {
                run.end += 1;
                run.value = run.value.saturating_mul(10).saturating_add(digit.into());
            }
            _ => runs.push(Run { start: place, end: place + 1, value: digit.into() }),
        }
    }
    runs
}

/// The single mark between two runs.
fn between(symbols: &[Symbol], first: Run, second: Run) -> Option<char> {
    match symbols[first.end..second.start] {
        [Symbol::Mark(mark)] => Some(mark),
        _ => None,
    }
}

/// Whether the mark and one more digit stand before `start` or behind `end`: then it is part of something longer.
fn goes_on(symbols: &[Symbol], start: usize, end: usize, mark: char) -> bool {
    let is_mark = |place: usize| symbols.get(place) == Some(&Symbol::Mark(mark));
    let is_digit = |place: usize| symbols.get(place).is_some_and(|symbol| symbol.digit().is_some());
    (start >= 2 && is_mark(start - 1) && is_digit(start - 2)) || (is_mark(end) && is_digit(end + 1))
}

/// How many runs make the date at the front: day, month, year; year, month, day; or day and month.
fn date(symbols: &[Symbol], runs: &[Run]) -> Option<(usize, Part)> {
    let [first, second, ..] = *runs else { return None };
    let mark = between(symbols, first, second).filter(|mark| matches!(mark, '/' | '-' | '.'))?;
    if let Some(third) = runs.get(2).copied().filter(|third| between(symbols, second, *third) == Some(mark)) {
        if goes_on(symbols, first.start, third.end, mark) {
            return None;
        }
        let is_date = (first.is_day() && second.is_month()) || (first.is_month() && second.is_day());
        let whole = (is_date && third.is_year()) || (first.is_year() && second.is_month() && third.is_day());
        let short = first.is_day() && second.is_month() && third.length() == 2;
        return if whole { Some((3, Part::Date)) } else { short.then_some((3, Part::Short)) };
    }
    let is_short = mark == '/' && first.is_day() && second.is_month();
    (is_short && !goes_on(symbols, first.start, second.end, mark)).then_some((2, Part::Short))
}

/// How many runs make the time at the front.
fn time(symbols: &[Symbol], runs: &[Run]) -> Option<usize> {
    let [hour, minute, ..] = *runs else { return None };
    if !hour.is_hour() || !minute.is_minute() || between(symbols, hour, minute) != Some(':') {
        return None;
    }
    let second =
        runs.get(2).filter(|second| between(symbols, minute, **second) == Some(':') && second.is_minute());
    let (length, end) = second.map_or((2, minute.end), |second| (3, second.end));
    (!goes_on(symbols, hour.start, end, ':')).then_some(length)
}

/// `12 03 1948`, `12 / 03 / 1948`: the year has four digits, or else these are three numbers.
fn spaced_date(symbols: &[Symbol], runs: &[Run]) -> bool {
    let [day, month, year, ..] = *runs else { return false };
    let is_gap = |from: Run, to: Run| {
        let gap = &symbols[from.end..to.start];
        gap.len() <= 3
            && gap.iter().all(|symbol| matches!(symbol, Symbol::Space | Symbol::Mark('/' | '-' | '.')))
    };
    is_gap(day, month) && is_gap(month, year) && day.is_day() && month.is_month() && year.is_year()
}

/// `12031948`, `19480312`.
fn compact_date(run: Run) -> bool {
    let is_year = |year: u32| (1900..=2029).contains(&year);
    let is_day = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    let value = run.value;
    run.length() == 8
        && ((is_year(value % 10_000) && is_day(value / 10_000 % 100, value / 1_000_000))
            || (is_year(value / 10_000) && is_day(value / 100 % 100, value % 100)))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn is_month_name(word: &str) -> bool {
    word == "sept"
        || MONTHS.iter().any(|month| word == *month || (word.len() == 3 && month.starts_with(word)))
}

/// `12 March 1948`, `12th of Mar ’48`, `March 12, 1948`.
fn date_with_month_name(symbols: &[Symbol], runs: &[Run]) -> bool {
    let [first, second, ..] = *runs else { return false };
    let words = words(&symbols[first.end..second.start]);
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !["st", "nd", "rd", "th", "of"].contains(word))
        .collect();
    match words[..] {
        // “Bed 12 may 20 …” is no date.
        [month] if first.is_day() && is_month_name(month) => {
            second.is_year() || (second.length() == 2 && month != "may")
        }
        [] => first.is_day() && second.is_year() && is_month_name(&word_before(symbols, first.start)),
        _ => false,
    }
}

/// The word that ends before `end`, with nothing but white space and marks between. Lower case.
fn word_before(symbols: &[Symbol], end: usize) -> String {
    const FARTHEST: usize = 16;
    let near = &symbols[end.saturating_sub(FARTHEST)..end];
    let after_digit = near.iter().rposition(|symbol| symbol.digit().is_some()).map_or(0, |place| place + 1);
    words(&near[after_digit..]).pop().unwrap_or_default()
}

/// Lower case.
fn words(symbols: &[Symbol]) -> Vec<String> {
    symbols
        .split(|symbol| !matches!(symbol, Symbol::Letter(_)))
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.iter()
                .filter_map(|symbol| match symbol {
                    Symbol::Letter(letter) => Some(letter.to_ascii_lowercase()),
                    _ => None,
                })
                .collect()
        })
        .collect()
}

/// “DOB”, “D.O.B.”, “d o b”, “date of birth”, “born 1948”.
fn says_birth(symbols: &[Symbol]) -> bool {
    let words = words(symbols);
    let says = |said: &[&str]| words.windows(said.len()).any(|here| here == said);
    let is_born_in = || {
        runs(symbols).iter().any(|run| {
            let before = word_before(symbols, run.start);
            before == "born"
                || (run.is_year() && ["in", "on"].contains(&before.as_str()) && says(&["born", &before]))
        })
    };
    says(&["dob"]) || says(&["d", "o", "b"]) || says(&["date", "of", "birth"]) || is_born_in()
}

#[cfg(test)]
mod tests {
    use crate::{Suspicion, suspicions};

    /// Shows H11.2.
    #[test]
    fn a_birth_date_is_suspicious_however_it_is_written() {
        for text in [
            "12/03/1948 no drug chart",
            "12-03-1948",
            "12.3.48",
            "12/3/48",
            "1948-03-12",
            "1948/3/12",
            "03/27/1948",
            "dob:12/03/1948",
            "(12/03/1948)",
            "12 March 1948",
            "12th March 1948",
            "12th of march, 1948",
            "12mar1948",
            "12-Mar-48",
            "12 Mar ’48",
            "March 12, 1948",
            "12 03 1948",
            "12 / 03 / 1948",
            "12031948 not found",
            "19480312",
            "１２／０３／１９４８",
            "D.O.B on the wristband differs",
            "dob wrong",
            "d.o.b. wrong",
            "date of birth missing",
            "born 1948",
            "born in 1948",
        ] {
            assert_eq!(suspicions(text, &[]), [Suspicion::DateOfBirth], "{text}");
        }
    }

    #[test]
    fn other_numbers_and_words_are_not() {
        for text in [
            "the Adobe reader will not open",
            "3/4 done",
            "since 29/11 at 09:45",
            "bleep 12031",
            "asset 90319482",
            "version 2026.11.20",
            "v12.3.48",
            "32.13.48",
            "12.30.45.2",
            "beds 10 11 12",
            "bed 12 may 20 times",
            "12 marked 1948",
            "newborn screening",
            "room 12-03",
            "ext 4512, 1948",
            "10:30 and 11:45",
        ] {
            assert_eq!(suspicions(text, &[]), [], "{text}");
        }
    }
}
