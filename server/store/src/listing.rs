//! Lists that may be longer than a page. Each is read by a pair: which of its rows, and which part of those.

use std::{fmt, str::FromStr};

use domain::{Timestamp, text::skeleton};
use uuid::Uuid;

/// Which part of a list: so many rows after the one that was shown last. Nothing is skipped and nothing comes twice if rows are added
/// meanwhile, wherever in the list they belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<K> {
    /// None: from the beginning.
    pub after: Option<K>,
    /// At least 1.
    pub rows: u32,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<T, K> {
    /// Without those that cannot be read.
    pub rows: Vec<T>,
    /// What the next part comes after; none if this is the last.
    pub next: Option<K>,
    /// How many rows there are in all parts; none where that would be counted from everything that ever was.
    pub found: Option<usize>,
}

/// What a row of a list by time is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<I> {
    pub at: Timestamp,
    /// Of several at the same time.
    pub id: I,
}

/// What somebody looks for: each word is somewhere in what is found, however it is spelt there ([`skeleton`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// In their names or usernames.
    pub words: Words,
    /// Those who have ended too.
    pub gone: bool,
}

/// Which known issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownIssueFilter {
    /// In what they say.
    pub words: Words,
    /// Those that have ended, or those that have not.
    pub ended: bool,
}

impl<K> Page<K> {
    #[must_use]
    pub const fn first(rows: u32) -> Self {
        Self { after: None, rows }
    }

    /// From the beginning to the end. For whoever needs all of a list that is short.
    #[must_use]
    pub const fn all() -> Self {
        Self::first(u32::MAX)
    }

    /// What a statement is asked for: one more says whether there is another part.
    pub(crate) const fn with_one_more(&self) -> u32 {
        self.rows.saturating_add(1)
    }

    pub(crate) fn most(&self) -> usize {
        usize::try_from(self.rows).unwrap_or(usize::MAX)
    }
}

impl Words {
    /// More than these say nothing more.
    const MOST: usize = 8;

    /// What was typed into a search box.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let mut words: Vec<String> = typed.split_whitespace().take(Self::MOST).map(skeleton).collect();
        // A sign between words says nothing. By itself it is in no name.
        if words.iter().any(|word| !word.is_empty()) {
            words.retain(|word| !word.is_empty());
        }
        Self(words)
    }

    /// Whether all of them are in one of `texts`, or another.
    #[must_use]
    pub fn are_in(&self, texts: &[&str]) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let texts: Vec<String> = texts.iter().map(|text| skeleton(text)).collect();
        self.0.iter().all(|word| !word.is_empty() && texts.iter().any(|text| text.contains(word)))
    }
}

impl<I: From<Uuid>> Place<I> {
    /// Before all rows of a list that comes the latest first.
    pub(crate) fn latest() -> Self {
        Self { at: Timestamp::from_millis(i64::MAX), id: Uuid::max().into() }
    }
}

impl<T, K: Clone> Part<T, K> {
    /// A part of a list that is made in memory, of rows in their order. `row` says the key of each, and whether it is found.
    pub fn cut(rows: Vec<T>, page: &Page<K>, row: impl Fn(&T) -> (K, bool)) -> Self
    where
        K: PartialEq,
    {
        let told = |one: T| {
            let (key, is_found) = row(&one);
            (key, is_found, one)
        };
        let rows: Vec<_> = rows.into_iter().map(told).collect();
        let after = page.after.as_ref();
        let start = after.and_then(|after| rows.iter().position(|(key, ..)| key == after));
        Self::of(rows, start.map_or(0, |last| last + 1), page)
    }

    /// The page that begins at `start` of all rows in their order, each with its key and whether it is found.
    pub(crate) fn of(rows: Vec<(K, bool, T)>, start: usize, page: &Page<K>) -> Self {
        let found = rows.iter().filter(|(_, is_found, _)| *is_found).count();
        let mut rest = rows.into_iter().skip(start).filter(|(_, is_found, _)| *is_found);
        let (keys, rows): (Vec<K>, Vec<T>) =
            rest.by_ref().take(page.most()).map(|(key, _, row)| (key, row)).unzip();
        let next = keys.last().cloned().filter(|_| rest.next().is_some());
        Self { rows, next, found: Some(found) }
    }

    /// The same part of other rows, made from these.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> Part<U, K> {
        let Self { rows, next, found } = self;
        Part { rows: rows.into_iter().map(make).collect(), next, found }
    }
}

/// As in addresses: milliseconds since 1970, a tilde, the id.
impl<I: fmt::Display> fmt::Display for Place<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.at.as_millis(), self.id)
    }
}

/// The text is no place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place is a number of milliseconds, a tilde and an id")]
pub struct NoPlace;

impl<I: FromStr> FromStr for Place<I> {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (at, id) = text.split_once('~').ok_or(NoPlace)?;
        let at = at.parse().map(Timestamp::from_millis).map_err(|_| NoPlace)?;
        Ok(Self { at, id: id.parse().map_err(|_| NoPlace)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_order_and_writing() {
        let words = Words::of("  müller ZOE ");
        assert!(words.are_in(&["Zoë Müller"]) && words.are_in(&["Zoë", "m.muller"]));
        assert!(!words.are_in(&["Zoë Miller"]));
        assert!(Words::of(" ").are_in(&[]) && !Words::of("%").are_in(&["Zoë"]));
        assert!(Words::of("Ward & Co").are_in(&["Ward and Co"]));
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place = Place { at: Timestamp::from_millis(-5), id: 7_u32 };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "5", "5~x", "x~5", "~"] {
            assert_eq!(text.parse::<Place<u32>>(), Err(NoPlace), "{text}");
        }
    }
}
