//! What a wave of the go-live has otherwise than the trust: whom its wards ring, what they read before they ask, and what their jobs may turn
//! out to be. In the file a table a wave, on the page a line a value.

use std::{collections::BTreeMap, fmt::Write};

use domain::text::GuardedText;
use serde::Deserialize;
use toml::{Table, Value};

use super::read_phone;

/// By its slug.
pub type OfWaves = BTreeMap<String, OfWave>;

/// What its wards read before they ask.
pub type Message = GuardedText<200>;

/// None is as the trust has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfWave {
    pub desk_phone: Option<String>,
    pub emergency_phone: Option<String>,
    pub message: Option<Message>,
    /// Slugs of the categories that a job may be closed with.
    pub categories: Option<Vec<String>>,
}

/// As it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Written {
    desk_phone: Option<String>,
    emergency_phone: Option<String>,
    message: Option<String>,
    categories: Option<Vec<String>>,
}

const KEYS: [&str; 4] = ["desk_phone", "emergency_phone", "message", "categories"];

impl OfWave {
    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "desk_phone" => self.desk_phone = Some(read_phone(value)?),
            "emergency_phone" => self.emergency_phone = Some(read_phone(value)?),
            "message" => {
                let message = Message::parse_line(value).map_err(|problem| problem.to_string())?;
                self.message = Some(message.ok_or("it must not be empty")?);
            }
            "categories" => {
                let slugs = value.split([',', ' ']).map(str::trim).filter(|slug| !slug.is_empty());
                let slugs: Vec<String> = slugs.map(str::to_owned).collect();
                if slugs.is_empty() {
                    return Err("it must name at least one".to_owned());
                }
                self.categories = Some(slugs);
            }
            _ => return Err(format!("there is only {}", KEYS.join(", "))),
        }
        Ok(())
    }

    fn values(&self) -> impl Iterator<Item = (&'static str, String)> {
        let values = [
            self.desk_phone.clone(),
            self.emergency_phone.clone(),
            self.message.as_ref().map(|message| message.as_str().to_owned()),
            self.categories.as_ref().map(|slugs| slugs.join(", ")),
        ];
        KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?)))
    }
}

/// `wave-2.desk_phone = ext. 5002`, a line each.
///
/// # Errors
/// A sentence for each line that cannot be used.
pub(super) fn read_lines(text: &str) -> Result<OfWaves, String> {
    let (mut waves, mut problems) = (OfWaves::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let read = line.split_once('=').and_then(|(path, value)| {
            let (slug, key) = path.trim().split_once('.')?;
            Some((slug.trim(), key.trim(), value.trim()))
        });
        let done = match read {
            None => Err("write it as wave-2.desk_phone = ext. 5002".to_owned()),
            Some((slug, key, value)) => waves.entry(slug.to_owned()).or_default().set(key, value),
        };
        if let Err(why) = done {
            problems.push(format!("{line:?}: {why}"));
        }
    }
    if problems.is_empty() { Ok(waves) } else { Err(problems.join("; ")) }
}

pub(super) fn to_lines(waves: &OfWaves) -> String {
    let mut lines = String::new();
    for (slug, own) in waves {
        for (key, value) in own.values() {
            // Memory takes all that is written to it.
            let _ = writeln!(lines, "{slug}.{key} = {value}");
        }
    }
    lines.trim_end().to_owned()
}

/// The tables of a file, as [`to_lines`] has them.
///
/// # Errors
/// A sentence for each value that cannot be used.
pub(super) fn read(written: BTreeMap<String, Written>) -> Result<OfWaves, String> {
    let (mut waves, mut problems) = (OfWaves::new(), Vec::new());
    for (slug, Written { desk_phone, emergency_phone, message, categories }) in written {
        let mut own = OfWave::default();
        let values = [desk_phone, emergency_phone, message, categories.map(|slugs| slugs.join(", "))];
        for (key, value) in KEYS.into_iter().zip(values) {
            if let Some(Err(why)) = value.map(|value| own.set(key, &value)) {
                problems.push(format!("{slug}.{key}: {why}"));
            }
        }
        waves.insert(slug, own);
    }
    if problems.is_empty() { Ok(waves) } else { Err(problems.join("; ")) }
}

/// As a file has it; what cannot be read stays a text.
pub(super) fn to_toml(text: &str) -> Value {
    let Ok(waves) = read_lines(text) else { return Value::String(text.to_owned()) };
    let value = |(key, value): (&'static str, String)| {
        let value = match key {
            "categories" => {
                Value::Array(value.split(", ").map(|slug| Value::String(slug.to_owned())).collect())
            }
            _ => Value::String(value),
        };
        (key.to_owned(), value)
    };
    let tables =
        waves.iter().map(|(slug, own)| (slug.clone(), Value::Table(own.values().map(value).collect())));
    Value::Table(tables.collect())
}

/// As it is typed; none of a table that another program wrote.
pub(super) fn typed(table: &Table) -> Option<String> {
    let waves: BTreeMap<String, Written> = table.clone().try_into().ok()?;
    let lines = waves.into_iter().flat_map(|(slug, own)| {
        let Written { desk_phone, emergency_phone, message, categories } = own;
        let values = [desk_phone, emergency_phone, message, categories.map(|slugs| slugs.join(", "))];
        let lines = KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?)));
        lines.map(|(key, value)| format!("{slug}.{key} = {value}")).collect::<Vec<_>>()
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waves_have_is_the_same_as_lines_and_as_tables() {
        let lines = "wave-1.message = The desk is in the seminar room\nwave-2.desk_phone = ext. 5002\nwave-2.categories = training, workflow";
        let waves = read_lines(lines).unwrap();
        assert_eq!(waves["wave-2"].desk_phone.as_deref(), Some("ext. 5002"));
        assert_eq!(waves["wave-2"].categories.as_deref().unwrap(), ["training", "workflow"]);
        assert_eq!(to_lines(&waves), lines);
        let Value::Table(table) = to_toml(lines) else { panic!("no table") };
        assert_eq!(typed(&table).as_deref(), Some(lines));
        assert_eq!(read(table.try_into().unwrap()).unwrap(), waves);
        assert_eq!(read_lines(" \n").unwrap(), OfWaves::new());
    }

    #[test]
    fn everything_that_is_wrong_is_said_line_by_line() {
        let why = read_lines(
            "wave-2 desk = 5\nwave-2.desk = 5\nwave-2.desk_phone = nobody\nwave-2.message = 943 476 5919",
        )
        .unwrap_err();
        for said in [
            "write it as wave-2.desk_phone",
            "there is only desk_phone, emergency_phone",
            "a telephone number",
            "NHS",
        ] {
            assert!(why.contains(said), "{said}: {why}");
        }
        assert_eq!(why.matches("; ").count(), 3, "{why}");
    }
}
