//! One entry of a list, as a form has it: read by the rules for a line of its file, so that what a page takes a file takes too.

use domain::{LinkKind, text::unaccented};

use crate::read::{self, LinkRow};

/// What is wrong with a field of a form, which is called as the column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Empty if it is about the form as a whole.
    pub field: String,
    /// What is wrong and what to do, without a full stop at the end.
    pub words: String,
}

/// A ward, as far as it does not depend on what else there is.
#[derive(Debug, Clone, PartialEq)]
pub struct WardFields {
    pub code: String,
    pub name: String,
    pub building: Option<String>,
    pub level: Option<i16>,
    /// Metres east and north.
    pub position: Option<(f64, f64)>,
    pub phone: Option<String>,
}

/// A tag, with whether it is for anyone; or a category, with whether it hands off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlugFields {
    pub slug: String,
    pub name: String,
    pub flag: bool,
}

/// A way between two wards, given by their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayFields {
    pub seconds: u16,
    pub kind: LinkKind,
    pub step_free: bool,
}

/// The longest slug, in characters.
const SLUG_CHARS: usize = 40;

/// # Errors
/// What is wrong with which field.
pub fn ward(fields: &[(&str, &str)]) -> Result<WardFields, Vec<Wrong>> {
    let row = read::ward(fields)?;
    Ok(WardFields {
        code: row.code,
        name: row.name,
        building: row.building.value(),
        level: row.level.value(),
        position: row.position.value(),
        phone: row.phone.value(),
    })
}

/// # Errors
/// What is wrong with which field.
pub fn zone(fields: &[(&str, &str)]) -> Result<String, Vec<Wrong>> {
    read::named(fields)
}

/// # Errors
/// What is wrong with which field.
pub fn tag(fields: &[(&str, &str)]) -> Result<SlugFields, Vec<Wrong>> {
    let row = read::tag(fields)?;
    Ok(SlugFields { slug: row.slug, name: row.name, flag: row.anyone.value().unwrap_or(false) })
}

/// # Errors
/// What is wrong with which field.
pub fn category(fields: &[(&str, &str)]) -> Result<SlugFields, Vec<Wrong>> {
    let (slug, name, flag) = read::category(fields)?;
    Ok(SlugFields { slug, name, flag })
}

/// # Errors
/// What is wrong with which field.
pub fn way(fields: &[(&str, &str)]) -> Result<WayFields, Vec<Wrong>> {
    let LinkRow { way, kind, step_free } = read::link(fields)?;
    Ok(WayFields { seconds: way.seconds, kind, step_free })
}

/// A slug for what has none yet: `Order comms` is `order-comms`. Empty if the name has no letter or digit of ours.
#[must_use]
pub fn slug_of(name: &str) -> String {
    let name = unaccented(name);
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let slug: String = slug.chars().take(SLUG_CHARS).collect();
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARD: [(&str, &str); 6] = [
        ("code", " W07 "),
        ("name", "Ward 7"),
        ("level", "-1"),
        ("x_m", "10"),
        ("y_m", "2,5"),
        ("phone", "4307"),
    ];

    #[test]
    fn a_form_is_read_as_a_line_is() {
        let ward = ward(&WARD).unwrap();
        assert_eq!((ward.code.as_str(), ward.name.as_str(), ward.level), ("W07", "Ward 7", Some(-1)));
        assert_eq!((ward.position, ward.phone.as_deref()), (Some((10.0, 2.5)), Some("4307")));
        assert_eq!(ward.building, None);
        let tag = tag(&[("slug", "epma"), ("name", "ePMA"), ("anyone", "")]).unwrap();
        assert_eq!(tag, SlugFields { slug: "epma".to_owned(), name: "ePMA".to_owned(), flag: false });
        assert!(category(&[("slug", "help"), ("name", "Help"), ("hands_off", "yes")]).unwrap().flag);
    }

    #[test]
    fn what_is_wrong_is_said_of_its_field_in_words_for_a_form() {
        let said = |fields: &[(&str, &str)]| {
            let wrong = ward(fields).unwrap_err().into_iter();
            wrong.map(|Wrong { field, words }| format!("{field}: {words}")).collect::<Vec<_>>()
        };
        assert_eq!(
            said(&[
                ("code", ""),
                ("name", "943 476 5919"),
                ("x_m", "far"),
                ("y_m", "1"),
                ("phone", "7700900123")
            ]),
            [
                "x_m: The number of metres east cannot be “far”. Write a number from -10000 to 10000, in metres",
                "code: The code is missing. Fill it in",
                "name: The name holds what looks like an NHS number. Remove it",
                "phone: The phone “7700900123” has lost the 0 it begins with. Write 07700900123",
            ]
        );
        assert_eq!(said(&[("code", "W1"), ("name", "x"), ("x_m", "1"), ("y_m", "")]).len(), 1);
        assert!(zone(&[("name", &"x".repeat(101))]).is_err());
        assert!(tag(&[("slug", "Order comms"), ("name", "x")]).is_err());
        let way =
            |from, seconds| way(&[("from", from), ("to", "AMU"), ("seconds", seconds), ("kind", "stairs")]);
        assert!(way("W07", "70").is_ok_and(|way| (way.seconds, way.step_free) == (70, false)));
        assert_eq!(
            way("AMU", "x").unwrap_err().iter().map(|wrong| &wrong.field).collect::<Vec<_>>(),
            ["to", "seconds"]
        );
    }

    #[test]
    fn a_slug_is_made_of_a_name() {
        assert_eq!(slug_of("Order comms & Résumé 2"), "order-comms-resume-2");
        assert_eq!(slug_of("処方"), "");
        assert_eq!(slug_of(&"ab ".repeat(30)).len(), SLUG_CHARS);
    }
}
