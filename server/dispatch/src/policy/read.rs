//! A policy as a file. Somebody who corrects a file wants to hear of everything that is wrong with it, and the parser
//! stops at the first: so each key is read on its own, then the whole.

use toml::{Table, Value};

use super::Policy;

impl Policy {
    /// The policy that a TOML file describes; what it leaves out is as in [`Policy::default`].
    ///
    /// # Errors
    /// Every problem, one sentence each that begins with the key.
    pub fn from_toml(text: &str) -> Result<Self, Vec<String>> {
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
        let policy = Self::deserialize_from(table).map_err(|error| vec![error.message().to_owned()])?;
        match policy.validate() {
            problems if problems.is_empty() => Ok(policy),
            problems => Err(problems),
        }
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
