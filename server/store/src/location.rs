//! Where a database is.

use std::{path::PathBuf, str::FromStr};

use crate::postgres::Address;

/// A file of our own, or a server that others run.
#[derive(Debug, Clone)]
pub enum Location {
    File(PathBuf),
    Server(Address),
}

impl FromStr for Location {
    type Err = String;

    /// `sqlite:` and a path, or `postgres://…`; the error is a sentence that begins with "it".
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => {
                let path = path.trim_start_matches("//");
                if path.starts_with(':') || path.starts_with("file:") {
                    return Err(
                        "it must name a file: what is only in memory is lost at every restart".to_owned()
                    );
                }
                if path.contains(['?', '#']) || path.chars().any(char::is_control) || path.ends_with('/') {
                    return Err(
                        "it must be sqlite: and the path of a file, without ? or #: there are no settings"
                            .to_owned(),
                    );
                }
                Ok(Self::File(path.into()))
            }
            Some(("postgres" | "postgresql", _)) => text.parse().map(Self::Server),
            _ => Err(
                "it must be sqlite: and a path, such as sqlite:data/elbow.db, or postgres:// and an address"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_a_server_are_told_apart() {
        for (text, path) in [("sqlite:data/elbow.db", "data/elbow.db"), ("sqlite:///srv/e.db", "/srv/e.db")] {
            let Ok(Location::File(found)) = text.parse() else { panic!("{text}") };
            assert_eq!(found, PathBuf::from(path));
        }
        assert!(matches!("postgres://elbow@localhost/elbow".parse(), Ok(Location::Server(_))));
        for nowhere in [
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite:file:e.db",
            "sqlite:e.db?mode=ro",
            "sqlite:e.db#1",
            "sqlite:e\0",
            "sqlite:data/",
        ] {
            assert!(nowhere.parse::<Location>().is_err(), "{nowhere}");
        }
        for nowhere in ["", "sqlite:", "elbow.db", "mysql://localhost/elbow"] {
            assert!(nowhere.parse::<Location>().is_err(), "{nowhere}");
        }
    }
}
