//! That `docs/privacy/columns.toml` says of each stored column what it holds, and of none that there is not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

const DESCRIBED: &str = include_str!("../../../../docs/privacy/columns.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    kept: String,
    only: Option<String>,
    columns: BTreeMap<String, (About, String)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum About {
    Nobody,
    Place,
    Person,
    #[serde(rename = "free text")]
    FreeText,
    Secret,
}

/// `stored`: table and column, as `database` itself has them.
pub(crate) fn are_described(database: &str, stored: Vec<(String, String)>) {
    let tables: BTreeMap<String, Table> = toml::from_str(DESCRIBED).unwrap();
    let mut described = BTreeSet::new();
    for (name, Table { kept, only, columns }) in tables {
        assert!(!kept.is_empty(), "{name}: nothing says how long it is kept");
        for (column, (_about, holds)) in columns {
            assert!(!holds.is_empty(), "{name}.{column}: nothing says what it holds");
            if only.as_deref().is_none_or(|only| only == database) {
                described.insert((name.clone(), column));
            }
        }
    }
    let stored: BTreeSet<_> = stored.into_iter().filter(|(table, _)| table != "_sqlx_migrations").collect();
    let undescribed: Vec<_> = stored.difference(&described).collect();
    assert!(
        undescribed.is_empty(),
        "docs/privacy/columns.toml does not say what these hold: {undescribed:?}"
    );
    let gone: Vec<_> = described.difference(&stored).collect();
    assert!(gone.is_empty(), "docs/privacy/columns.toml names what {database} does not have: {gone:?}");
}
