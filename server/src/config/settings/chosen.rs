//! What was set, as it is typed and as it is kept.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{
    super::{DEFAULTS, waves},
    Key,
};

/// What Elbow comes with, as it is typed.
#[must_use]
pub fn shipped(key: Key) -> String {
    let defaults = Chosen::from_toml(DEFAULTS).unwrap_or_default();
    defaults.get(key).unwrap_or_default().to_owned()
}

/// What was set, as it is typed: a text of one line, the patterns of hospital numbers one a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    pub(super) keys: BTreeMap<Key, String>,
    /// Keys that this program does not know: another's, which it leaves alone.
    pub(super) others: Table,
}

impl Chosen {
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&str> {
        self.keys.get(&key).map(String::as_str)
    }

    pub fn set(&mut self, key: Key, text: String) {
        self.keys.insert(key, text);
    }

    /// The file's value counts again.
    pub fn take_back(&mut self, key: Key) {
        self.keys.remove(&key);
    }

    /// As a configuration file would have it.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut file = self.others.clone();
        for (key, text) in &self.keys {
            let (table, name) = key.name().split_once('.').unwrap_or(("", key.name()));
            if table.is_empty() {
                file.insert(name.to_owned(), key.to_toml(text));
                continue;
            }
            let inner = file.entry(table).or_insert_with(|| Value::Table(Table::new()));
            match inner {
                Value::Table(inner) => {
                    inner.insert(name.to_owned(), key.to_toml(text));
                }
                // What somebody sets beats what nobody understands.
                other => *other = Value::Table(Table::from_iter([(name.to_owned(), key.to_toml(text))])),
            }
        }
        file.to_string()
    }

    /// What was set by this program or another.
    ///
    /// # Errors
    /// The text is no TOML.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let mut others: Table = text.parse()?;
        let mut keys = BTreeMap::new();
        for key in Key::ALL {
            let (table, name) = match key.name().split_once('.') {
                Some((table, name)) => (others.get_mut(table).and_then(Value::as_table_mut), name),
                None => (Some(&mut others), key.name()),
            };
            if let Some(table) = table
                && let Some(text) = table.get(name).and_then(|value| typed(key, value))
            {
                table.remove(name);
                keys.insert(key, text);
            }
        }
        others.retain(|_, left| !left.as_table().is_some_and(Table::is_empty));
        Ok(Self { keys, others })
    }
}

/// None: a value of a kind that no key has, which is another program's.
fn typed(key: Key, value: &Value) -> Option<String> {
    match value {
        Value::Table(table) if key == Key::Waves && !table.is_empty() => waves::typed(table),
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(texts) => Some(texts.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join("\n")),
        _ => None,
    }
}
