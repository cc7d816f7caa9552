//! Dates and times of the day as people write them.

use alloc::{string::String, vec, vec::Vec};

use crate::{
    known::is_parting,
    number::Digits,
    run::{Run, VERSION, between, goes_on, is_among, runs, word_before, words},
    symbol::Symbol,
};

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

impl Calendar {
    pub(crate) fn of(symbols: &[Symbol]) -> Self {
        let runs = runs(symbols);
        let mut calendar = Self { parts: vec![None; symbols.len()] };
        for place in 0..runs.len() {
            let here = &runs[place..];
            let found = date(symbols, here)
                .or_else(|| Some((time(symbols, here)?, Part::Short)))
                .into_iter()
                .chain(two_moments(symbols, here).map(|length| (length, Part::Short)));
            for (length, part) in found {
                calendar.mark(here[0].start, here[length - 1].end, part);
                calendar.mark_time_behind(symbols, &here[length - 1..]);
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
        match runs.get(2) {
            Some(minute)
                if next.is_hour() && minute.is_minute() && between(symbols, *next, *minute) == Some('.') =>
            {
                self.mark(next.start, minute.end, Part::Short);
            }
            _ if next.is_clock() => self.mark(next.start, next.end, Part::Short),
            _ => {}
        }
    }

    fn mark(&mut self, start: usize, end: usize, part: Part) {
        for slot in &mut self.parts[start..end] {
            slot.get_or_insert(part);
        }
    }

    /// Whether ten digits are what dates and times are made of: all of them, or most of them of one whole date with the others apart.
    /// If they are not written evenly, so are almost all, or most with one number apart.
    pub(crate) fn explains(&self, symbols: &[Symbol], digits: &Digits, is_even: bool) -> bool {
        const MOST: usize = 6;
        const YEAR: usize = 4;
        const ALMOST_ALL: usize = 8;
        let part = |place: usize| self.parts[place];
        let parts = || digits.places.iter().filter_map(|place| part(*place));
        let (of_dates, of_all) = (parts().filter(|part| *part == Part::Date).count(), parts().count());
        let are_others_apart = || {
            digits.places.windows(2).all(|pair| {
                let between = &symbols[pair[0] + 1..pair[1]];
                part(pair[0]).is_some() == part(pair[1]).is_some() || between.iter().copied().any(is_apart)
            })
        };
        let is_one_apart = || {
            digits.places.windows(2).all(|pair| match (part(pair[0]), part(pair[1])) {
                (Some(_), Some(_)) => true,
                (None, None) => pair[0] + 1 == pair[1],
                _ => is_parting(symbols[pair[0] + 1..=pair[1]].iter()),
            })
        };
        of_all == digits.places.len()
            || (of_dates >= MOST && are_others_apart())
            || (of_all >= ALMOST_ALL && (of_dates >= YEAR || !is_even))
            || (of_all >= MOST && !is_even && is_one_apart())
    }
}

/// What people put between a date and another number: a space, a word, a comma.
const fn is_apart(symbol: Symbol) -> bool {
    matches!(symbol, Symbol::Space | Symbol::Letter(_) | Symbol::Mark(',' | ';' | '(' | ')'))
}

/// Whether the text has a whole date in it, or the words for a date of birth.
pub(crate) fn mentions_birth(symbols: &[Symbol]) -> bool {
    let runs = runs(symbols);
    let is_version = |place: usize| is_among(&word_before(symbols, runs[place].start), VERSION);
    says_birth(symbols)
        || (0..runs.len()).any(|place| {
            let here = &runs[place..];
            (date(symbols, here).is_some_and(|(length, _)| length == 3) && !is_version(place))
                || spaced_date(symbols, here)
                || date_with_month_name(symbols, here)
                || compact_date(here[0])
        })
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

/// How many runs at the front are two days or times, one to the other or beside each other: `12.10.26-15.10`, `12-15/10/26`,
/// `9.30, 17.15`, `0930-1215`.
fn two_moments(symbols: &[Symbol], runs: &[Run]) -> Option<usize> {
    let are_joined = |first: Run, second: Run| {
        matches!(
            symbols[first.end..second.start],
            [Symbol::Mark('-' | '/' | ',' | '&')]
                | [Symbol::Mark(','), Symbol::Space]
                | [Symbol::Space, Symbol::Mark('-' | '/' | '&'), Symbol::Space]
        )
    };
    let [first, second, ..] = *runs else { return None };
    if are_joined(first, second) {
        let is_time =
            first.is_clock() && second.is_clock() && !goes_on(symbols, first.start, second.end, '-');
        let to = if is_time { 1 } else { date(symbols, &runs[1..]).filter(|_| first.is_day())?.0 };
        return Some(1 + to);
    }
    let from = moment(symbols, runs)?;
    let to = moment(symbols, &runs[from..]).filter(|_| are_joined(runs[from - 1], runs[from]))?;
    Some(from + to)
}

/// How many runs make the date at the front, or the day and month or the time with a full stop.
fn moment(symbols: &[Symbol], runs: &[Run]) -> Option<usize> {
    let [first, second, ..] = *runs else { return None };
    let is_short = || {
        between(symbols, first, second) == Some('.')
            && !goes_on(symbols, first.start, second.end, '.')
            && ((first.is_day() && second.is_month()) || (first.is_hour() && second.is_minute()))
    };
    date(symbols, runs).map(|(length, _)| length).or_else(|| is_short().then_some(2))
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
