//! Lists that are longer than a page.

use std::{fmt, str::FromStr};

use app::model::Found;
use serde::Deserialize;
use store::{Page, Part, Words};

/// The query of a list: `find`, the words to look for, and `after`, the place of the last row of the page before.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) find: String,
    pub(crate) after: String,
}

impl Asked {
    pub(crate) fn words(&self) -> Words {
        Words::of(&self.find)
    }

    /// An unreadable place means the first page.
    pub(crate) fn page<K: FromStr>(&self, rows: u32) -> Page<K> {
        Page { after: self.after.parse().ok(), rows }
    }

    /// Describes a part of the list at `path`, which may end in an anchor.
    pub(crate) fn found<T, K: fmt::Display>(&self, path: &str, part: &Part<T, K>) -> Found {
        self.found_by("after", path, part)
    }

    /// The same for one of several lists on a page, whose place has a parameter of its own, `after`.
    pub(crate) fn found_by<T, K: fmt::Display>(&self, after: &str, path: &str, part: &Part<T, K>) -> Found {
        let (path, anchor) =
            path.split_once('#').map_or((path, String::new()), |(path, id)| (path, format!("#{id}")));
        let at = |place: &str| address(path, &[("find", self.find.trim()), (after, place)]) + &anchor;
        Found {
            find: self.find.trim().to_owned(),
            count: part.found,
            first: (!self.after.is_empty()).then(|| at("")),
            next: part.next.as_ref().map(|next| at(&next.to_string())),
        }
    }
}

/// `/admin/audit?kind=imported&after=17`. Empty fields are left out.
pub(crate) fn address(path: &str, fields: &[(&str, &str)]) -> String {
    let fields: Vec<_> = fields.iter().filter(|(_, value)| !value.is_empty()).collect();
    if fields.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", serde_urlencoded::to_string(fields).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_asked_for_and_nothing_else() {
        let fields = [("find", "Zoë & co"), ("kind", ""), ("from", "30")];
        assert_eq!(address("/list", &fields), "/list?find=Zo%C3%AB+%26+co&from=30");
        assert_eq!(address("/list", &[("find", "")]), "/list");
    }

    #[test]
    fn a_part_of_a_list_knows_the_way_to_the_others() {
        let asked = Asked { find: " Zoë ".to_owned(), after: "7".to_owned() };
        assert_eq!(asked.page::<u32>(20), Page { after: Some(7), rows: 20 });
        let part = Part { rows: vec![8, 9], next: Some(9), found: Some(5) };
        let found = asked.found("/setup#people", &part);
        assert_eq!(found.next.as_deref(), Some("/setup?find=Zo%C3%AB&after=9#people"));
        assert_eq!(found.first.as_deref(), Some("/setup?find=Zo%C3%AB#people"));
        let last = Part { next: None, ..part };
        let found = Asked { after: String::new(), ..asked }.found("/setup", &last);
        assert_eq!((found.next, found.first, found.count), (None, None, Some(5)));
        let unknown = Asked { after: "nowhere".to_owned(), ..Asked::default() };
        assert_eq!(unknown.page::<u32>(20).after, None);
    }
}
