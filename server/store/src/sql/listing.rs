//! Parts of lists. Names are sorted and searched here, since neither engine does it as people expect: `lower` and `like` of `SQLite`
//! know only ASCII letters, and a `PostgreSQL` server uses its own locale.

use std::cmp::Reverse;

use super::{SqlSession, row::Row, statement::Sql};
use crate::{NamePlace, Page, Part, Result};

impl SqlSession {
    /// A part of the rows of `sql` by name; `place` says where each is and whether it is found.
    pub(super) async fn part_by_name<T, I: Clone + Ord>(
        &mut self,
        sql: Sql,
        page: &Page<NamePlace<I>>,
        place: impl Fn(&Row) -> Result<(NamePlace<I>, bool)>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Part<T, NamePlace<I>>> {
        let rows = self.all(sql).await?;
        self.read_part(Part::by_key(self.places(&rows, place)?, page), read)
    }

    /// A part of the rows of `sql`, latest first; `place` says where each is and whether it is found.
    pub(super) async fn part_by_time<T, K: Copy + Ord>(
        &mut self,
        sql: Sql,
        page: &Page<K>,
        place: impl Fn(&Row) -> Result<(K, bool)>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Part<T, K>> {
        let rows = self.all(sql).await?;
        let latest_first = |row: &Row| place(row).map(|(place, is_found)| (Reverse(place), is_found));
        let page = Page { after: page.after.map(Reverse), rows: page.rows };
        let Part { rows, next, found } = Part::by_key(self.places(&rows, latest_first)?, &page);
        self.read_part(Part { rows, next: next.map(|Reverse(place)| place), found }, read)
    }

    /// A part cut by the statement, which asks for one row more than the page: a table that grows every day is never read whole.
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

    /// Leaves out rows whose place cannot be read.
    fn places<'r, K>(
        &self,
        rows: &'r [Row],
        place: impl Fn(&Row) -> Result<(K, bool)>,
    ) -> Result<Vec<(K, bool, &'r Row)>> {
        let mut places = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some((place, is_found)) = self.shared.unreadable.keep(place(row))? {
                places.push((place, is_found, row));
            }
        }
        Ok(places)
    }

    fn read_part<T, K>(&self, part: Part<&Row, K>, read: impl Fn(&Row) -> Result<T>) -> Result<Part<T, K>> {
        let Part { rows, next, found } = part;
        let rows = rows.into_iter().filter_map(|row| self.shared.unreadable.keep(read(row)).transpose());
        Ok(Part { rows: rows.collect::<Result<_>>()?, next, found })
    }
}
