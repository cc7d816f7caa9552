//! Runs of digits, and the words around them.

use alloc::{string::String, vec::Vec};

use crate::symbol::Symbol;

/// Before the number of a program.
pub(crate) const VERSION: &str = "v version ver release build firmware";

/// A run of digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Of longer runs than nine digits the greatest there is, or less.
    pub(crate) value: u32,
}

impl Run {
    pub(crate) const fn length(self) -> usize {
        self.end - self.start
    }

    pub(crate) const fn is_day(self) -> bool {
        self.length() <= 2 && 1 <= self.value && self.value <= 31
    }

    pub(crate) const fn is_month(self) -> bool {
        self.length() <= 2 && 1 <= self.value && self.value <= 12
    }

    /// In which somebody alive was born, or something happened.
    pub(crate) const fn is_year(self) -> bool {
        self.length() == 4 && 1900 <= self.value && self.value <= 2099
    }

    pub(crate) const fn is_hour(self) -> bool {
        self.length() <= 2 && self.value < 24
    }

    pub(crate) const fn is_minute(self) -> bool {
        self.length() == 2 && self.value < 60
    }

    /// `0945`.
    pub(crate) const fn is_clock(self) -> bool {
        self.length() == 4 && self.value / 100 < 24 && self.value % 100 < 60
    }
}

pub(crate) fn runs(symbols: &[Symbol]) -> Vec<Run> {
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
pub(crate) fn between(symbols: &[Symbol], first: Run, second: Run) -> Option<char> {
    match symbols[first.end..second.start] {
        [Symbol::Mark(mark)] => Some(mark),
        _ => None,
    }
}

/// Whether the mark and one more digit stand before `start` or behind `end`: then it is part of something longer.
pub(crate) fn goes_on(symbols: &[Symbol], start: usize, end: usize, mark: char) -> bool {
    let is_mark = |place: usize| symbols.get(place) == Some(&Symbol::Mark(mark));
    let is_digit = |place: usize| symbols.get(place).is_some_and(|symbol| symbol.digit().is_some());
    (start >= 2 && is_mark(start - 1) && is_digit(start - 2)) || (is_mark(end) && is_digit(end + 1))
}

/// The word that ends before `end`, with nothing but white space, marks and words such as “number” between. Lower case.
pub(crate) fn word_before(symbols: &[Symbol], end: usize) -> String {
    const FARTHEST: usize = 24;
    const FILLERS: &str = "no number num n tag id is";
    let near = &symbols[end.saturating_sub(FARTHEST)..end];
    let after_digit = near.iter().rposition(|symbol| symbol.digit().is_some()).map_or(0, |place| place + 1);
    let mut words = words(&near[after_digit..]);
    words.retain(|word| !is_among(word, FILLERS));
    words.pop().unwrap_or_default()
}

/// Lower case.
pub(crate) fn words(symbols: &[Symbol]) -> Vec<String> {
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

/// Whether a word is one of those that a space parts.
pub(crate) fn is_among(word: &str, words: &str) -> bool {
    words.as_bytes().split(|byte| *byte == b' ').any(|other| other == word.as_bytes())
}
