//! A policy as a file. Somebody who corrects a file wants to hear of everything that is wrong with it, and the parser
//! stops at the first: so each key is read on its own, then the whole.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{Policy, deadlines};

/// Instead of a value that a wave does not have of its own.
const AS_FOR_ALL: &str = "as for all";

/// A key with another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub key: String,
    pub before: String,
    pub after: String,
}

impl Policy {
    /// The policy that a TOML file describes; what it leaves out is as in [`Policy::default`].
    ///
    /// # Errors
    /// Every problem, one sentence each that begins with the key.
    pub fn from_toml(text: &str) -> Result<Self, Vec<String>> {
        let policy = Self::parse(text)?;
        match policy.validate() {
            problems if problems.is_empty() => Ok(policy),
            problems => Err(problems),
        }
    }

    /// A policy that was put in force once, perhaps under looser bounds: what is beyond them is brought within, and said.
    ///
    /// # Errors
    /// As [`Policy::from_toml`], if it cannot be used even so.
    pub fn from_stored(text: &str) -> Result<(Self, Vec<String>), Vec<String>> {
        let policy = Self::parse(text)?;
        let problems = policy.validate();
        if problems.is_empty() {
            return Ok((policy, problems));
        }
        let deadlines = deadlines::within_bounds(policy.deadlines.clone());
        let policy = Self { deadlines, ..policy }.waves_within_bounds();
        if policy.validate().is_empty() { Ok((policy, problems)) } else { Err(problems) }
    }

    /// What is different in `next`, key by key: the key, what it is, what it would be.
    ///
    /// # Errors
    /// As [`Policy::to_toml`].
    pub fn changes(&self, next: &Self) -> Result<Vec<Change>, toml::ser::Error> {
        let (before, after) = (Table::try_from(self)?, Table::try_from(next)?);
        let value = |table: &Table, path: &[String]| -> Option<Value> {
            let (first, rest) = path.split_first()?;
            rest.iter().try_fold(table.get(first)?, |value, key| value.get(key)).cloned()
        };
        // Keys of waves may be in one alone.
        let paths: BTreeSet<_> = leaves(&before).into_iter().chain(leaves(&after)).collect();
        let said =
            |value: Option<Value>| value.map_or_else(|| AS_FOR_ALL.to_owned(), |value| value.to_string());
        let changed = paths.into_iter().filter_map(|path| {
            let (before, after) = (value(&before, &path), value(&after, &path));
            let key = path.join(".");
            (before != after).then(|| Change { key, before: said(before), after: said(after) })
        });
        Ok(changed.collect())
    }

    /// As it is written, sensible or not.
    fn parse(text: &str) -> Result<Self, Vec<String>> {
        let table: Table =
            text.parse().map_err(|error: toml::de::Error| vec![error.to_string().trim().to_owned()])?;
        let mut problems = Vec::new();
        for path in leaves(&table) {
            if let Err(error) = Self::deserialize_from(only(&table, &path)) {
                problems.push(format!("{}: {}", path.join("."), error.message()));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Self::deserialize_from(table).map_err(|error| vec![error.message().to_owned()])
    }

    /// The policy as a file with every key.
    ///
    /// # Errors
    /// If a value does not fit a TOML file, such as a time beyond the range of its integers.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    fn deserialize_from(table: Table) -> Result<Self, toml::de::Error> {
        table.try_into()
    }
}

/// The path of every key that holds a value, tables being opened.
fn leaves(table: &Table) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (key, value) in table {
        match value {
            Value::Table(inner) if !inner.is_empty() => {
                paths.extend(leaves(inner).into_iter().map(|mut path| {
                    path.insert(0, key.clone());
                    path
                }));
            }
            _ => paths.push(vec![key.clone()]),
        }
    }
    paths
}

/// The table with nothing but one of its leaves.
fn only(table: &Table, path: &[String]) -> Table {
    let mut kept = Table::new();
    if let Some((key, rest)) = path.split_first()
        && let Some(value) = table.get(key)
    {
        let value = match value {
            Value::Table(inner) if !rest.is_empty() => Value::Table(only(inner, rest)),
            value => value.clone(),
        };
        kept.insert(key.clone(), value);
    }
    kept
}
