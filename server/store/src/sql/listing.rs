//! Parts of lists. Names are put in order and looked through here, since the engines do neither as people do: `lower` and `like` of
//! `SQLite` know the letters of ASCII only, and those of a server go by its own locale.

use std::cmp::Ordering;

use alphanumeric_sort::compare_str;
use domain::text::unaccented;

use super::{SqlSession, row::Row, statement::Sql};
use crate::{Page, Part, Result};

/// A row with the name by which people look for it.
pub(super) struct Named<K> {
    pub(super) id: K,
    pub(super) name: String,
    pub(super) is_found: bool,
}

impl SqlSession {
    /// A part of the rows of `sql` in the order of their names; those of the same name by id.
    pub(super) async fn part_by_name<T, K: Copy + Ord>(
        &mut self,
        sql: Sql,
        page: &Page<K>,
        name: impl Fn(&Row) -> Result<Named<K>>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Part<T, K>> {
        let rows = self.all(sql).await?;
        let mut names = Vec::with_capacity(rows.len());
        for row in &rows {
            if let Some(Named { id, name, is_found }) = self.shared.unreadable.keep(name(row))? {
                names.push((unaccented(&name), id, is_found, row));
            }
        }
        names.sort_by(|(one, one_id, ..), (other, other_id, ..)| {
            compare_str(one, other).then_with(|| one_id.cmp(other_id))
        });
        let start = page.after.and_then(|after| names.iter().position(|(_, id, ..)| *id == after));
        let rows = names.into_iter().map(|(_, id, is_found, row)| (id, is_found, row)).collect();
        self.read_part(Part::of(rows, start.map_or(0, |last| last + 1), page), read)
    }

    /// A part of rows that come the latest first; `place` says where each is and whether it is found.
    pub(super) async fn part_by_time<T, K: Copy + Ord>(
        &mut self,
        sql: Sql,
        page: &Page<K>,
        place: impl Fn(&Row) -> Result<(K, bool)>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Part<T, K>> {
        let rows = self.all(sql).await?;
        let mut places = Vec::with_capacity(rows.len());
        for row in &rows {
            if let Some((place, is_found)) = self.shared.unreadable.keep(place(row))? {
                places.push((place, is_found, row));
            }
        }
        places.sort_by(|(one, ..), (other, ..)| one.cmp(other).reverse());
        let is_shown = |place: &K| page.after.is_some_and(|after| place.cmp(&after) != Ordering::Less);
        let start = places.partition_point(|(place, ..)| is_shown(place));
        self.read_part(Part::of(places, start, page), read)
    }

    /// A part that the statement has cut, one row longer than the page: what grows every day is not read as a whole.
    pub(super) async fn part_by_index<T, K: Copy>(
        &mut self,
        sql: Sql,
        page: &Page<K>,
        key: impl Fn(&Row) -> Result<K>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Part<T, K>> {
        let mut rows = self.all(sql).await?;
        let there_are_more = rows.len() > page.most();
        rows.truncate(page.most());
        let next = rows.last().filter(|_| there_are_more).map(key).transpose()?;
        Ok(Part { rows: self.readable(&rows, read)?, next, found: None })
    }

    fn read_part<T, K: Copy>(
        &self,
        part: Part<&Row, K>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Part<T, K>> {
        let Part { rows, next, found } = part;
        let rows = rows.into_iter().filter_map(|row| self.shared.unreadable.keep(read(row)).transpose());
        Ok(Part { rows: rows.collect::<Result<_>>()?, next, found })
    }
}
