//! Lists that may be longer than a page. Each is read with a filter, which says which rows, and a page, which says which part of them.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
    fmt,
    str::FromStr,
};

use domain::{
    PersonId, TagId, Timestamp, WardId, WaveId,
    text::{in_order, skeleton, unaccented},
};
use uuid::Uuid;

/// Which part of a list: so many rows after the place of the one that was shown last. Rows that stay as they are come once each, however
/// many others are added, changed or removed meanwhile, and even if the last one itself is.
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
    /// How many rows there are in all parts; none where counting them would mean reading the whole log.
    pub found: Option<usize>,
}

/// The place of a row in a list by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<I> {
    pub at: Timestamp,
    /// Tells apart several at the same time.
    pub id: I,
}

/// The place of a row in a list by name. Numbers in names count as numbers: Ward 3 is before Ward 21.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePlace<I> {
    /// Without case and accents, see [`unaccented`].
    name: String,
    /// Tells apart several of the same name.
    pub id: I,
}

/// What somebody looks for: a row is found if it contains every word, however it is spelt there ([`skeleton`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

/// Which people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// In their names or usernames, or in what else is said of them in `also`.
    pub words: Words,
    /// Those who have ended too.
    pub gone: bool,
    /// Only these; none: whoever it is.
    pub among: Option<HashSet<PersonId>>,
    /// Other texts by which somebody is found.
    pub also: HashMap<PersonId, Vec<String>>,
}

/// Which known issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownIssueFilter {
    /// In what they say.
    pub words: Words,
    /// Those that have ended, or those that have not.
    pub ended: bool,
}

/// Which tickets, of those that were asked for in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketFilter {
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    pub ward: Option<WardId>,
    /// Whoever was asked to take it, had it, or closed it.
    pub person: Option<PersonId>,
    pub tag: Option<TagId>,
    pub kind: Option<TicketKind>,
    /// What was asked in it.
    pub wave: Option<WaveId>,
}

impl TicketFilter {
    /// All that were asked for then.
    #[must_use]
    pub const fn all(from: Timestamp, until: Timestamp) -> Self {
        Self { from, until, ward: None, person: None, tag: None, kind: None, wave: None }
    }
}

/// What became of a ticket, or happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketKind {
    Open,
    Closed,
    Cancelled,
    HandedOff,
    Reopened,
    /// Silence, or a lead, escalated it.
    Escalated,
    /// Somebody said no.
    Declined,
}

impl TicketKind {
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Closed,
        Self::Cancelled,
        Self::HandedOff,
        Self::Reopened,
        Self::Escalated,
        Self::Declined,
    ];

    /// In addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::HandedOff => "handed_off",
            Self::Reopened => "reopened",
            Self::Escalated => "escalated",
            Self::Declined => "declined",
        }
    }
}

impl<K> Page<K> {
    #[must_use]
    pub const fn first(rows: u32) -> Self {
        Self { after: None, rows }
    }

    /// The whole list, where it is known to be short.
    #[must_use]
    pub const fn all() -> Self {
        Self::first(u32::MAX)
    }

    /// How many rows to ask a statement for: one more than the page shows, to know whether there is another part.
    pub(crate) const fn with_one_more(&self) -> u32 {
        self.rows.saturating_add(1)
    }

    pub(crate) fn most(&self) -> usize {
        usize::try_from(self.rows).unwrap_or(usize::MAX)
    }
}

impl Words {
    /// Any more would hardly narrow the search.
    const MOST: usize = 8;

    /// What was typed into a search box.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let mut words: Vec<String> = typed.split_whitespace().take(Self::MOST).map(skeleton).collect();
        // A sign between words is ignored. On its own it matches no name.
        if words.iter().any(|word| !word.is_empty()) {
            words.retain(|word| !word.is_empty());
        }
        Self(words)
    }

    /// Whether each word is in at least one of `texts`.
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
    /// Before every row of a list with the latest first.
    pub(crate) fn latest() -> Self {
        Self { at: Timestamp::from_millis(i64::MAX), id: Uuid::max().into() }
    }
}

impl<I> NamePlace<I> {
    #[must_use]
    pub fn new(name: &str, id: I) -> Self {
        Self { name: unaccented(name), id }
    }
}

impl<I: Ord> Ord for NamePlace<I> {
    fn cmp(&self, other: &Self) -> Ordering {
        in_order(&self.name, &other.name).then_with(|| self.id.cmp(&other.id))
    }
}

impl<I: Ord> PartialOrd for NamePlace<I> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T, K: Clone + Ord> Part<T, K> {
    /// A part of a list that is all in memory, in the order of the keys. Each row comes with its key and whether it is found.
    #[must_use]
    pub fn by_key(mut rows: Vec<(K, bool, T)>, page: &Page<K>) -> Self {
        rows.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        let is_shown = |key: &K| page.after.as_ref().is_some_and(|after| key <= after);
        let start = rows.partition_point(|(key, ..)| is_shown(key));
        Self::of(rows, start, page)
    }
}

impl<T, K: Clone> Part<T, K> {
    /// The page that starts at `start`. `rows` are in order, each with its key and whether it is found.
    pub(crate) fn of(rows: Vec<(K, bool, T)>, start: usize, page: &Page<K>) -> Self {
        let found = rows.iter().filter(|(_, is_found, _)| *is_found).count();
        let mut rest = rows.into_iter().skip(start).filter(|(_, is_found, _)| *is_found);
        let (keys, rows): (Vec<K>, Vec<T>) =
            rest.by_ref().take(page.most()).map(|(key, _, row)| (key, row)).unzip();
        let next = keys.last().cloned().filter(|_| rest.next().is_some());
        Self { rows, next, found: Some(found) }
    }

    /// The same part with `make` applied to each row.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> Part<U, K> {
        let Self { rows, next, found } = self;
        Part { rows: rows.into_iter().map(make).collect(), next, found }
    }
}

/// As it is written in addresses: milliseconds since 1970, a tilde and the id.
impl<I: fmt::Display> fmt::Display for Place<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.at.as_millis(), self.id)
    }
}

/// As it is written in addresses: the name, a tilde and the id.
impl<I: fmt::Display> fmt::Display for NamePlace<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.name, self.id)
    }
}

/// The text is not a place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place is a number of milliseconds or a name, then a tilde and an id")]
pub struct NoPlace;

impl<I: FromStr> FromStr for NamePlace<I> {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (name, id) = text.rsplit_once('~').ok_or(NoPlace)?;
        Ok(Self { name: name.to_owned(), id: id.parse().map_err(|_| NoPlace)? })
    }
}

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
        for name in ["Zoë  O’Hara", "Nurse ~ 7", ""] {
            let place = NamePlace::new(name, 7_u32);
            assert_eq!(place.to_string().parse(), Ok(place), "{name}");
        }
        for text in ["", "Zoe", "Zoe~x"] {
            assert_eq!(text.parse::<NamePlace<u32>>(), Err(NoPlace), "{text}");
        }
    }

    #[test]
    fn a_list_in_memory_goes_on_after_a_row_that_is_gone_and_between_rows_that_are_alike() {
        let rows = |names: &[(&'static str, u32)]| -> Vec<_> {
            names.iter().map(|(name, id)| (NamePlace::new(name, *id), true, *name)).collect()
        };
        let first = Part::by_key(rows(&[("Ben", 1), ("Ada", 2), ("ada", 1), ("Cy", 1)]), &Page::first(2));
        assert_eq!((first.rows, first.found), (vec!["ada", "Ada"], Some(4)));
        let next = Page { after: first.next, rows: 1 };
        let gone = Part::by_key(rows(&[("Ben", 1), ("ada", 1), ("Cy", 1)]), &next);
        assert_eq!((gone.rows, gone.next), (vec!["Ben"], Some(NamePlace::new("Ben", 1))));
        let last = Part::by_key(rows(&[("Aaron", 1)]), &next);
        assert_eq!((last.rows, last.next), (vec![], None));
    }
}
