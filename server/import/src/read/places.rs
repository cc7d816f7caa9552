//! `wards.csv` and `tags.csv`.

use super::{
    cells::{Cell, Cells},
    sheet::Columns,
};
use crate::Kind;

pub(super) const WARDS: Columns = Columns {
    kind: Kind::Wards,
    required: &["code", "name"],
    optional: &["site", "building", "level", "zone", "x_m", "y_m", "lat", "lon", "phone"],
    also: &[
        ("code", &["wardcode", "locationcode"]),
        ("name", &["wardname", "ward", "locationname"]),
        ("site", &["sitename", "hospital", "hospitalname"]),
        ("level", &["floor"]),
        ("phone", &["telephone", "phonenumber", "telephonenumber", "extension", "ext"]),
    ],
};

pub(super) const TAGS: Columns =
    Columns { kind: Kind::Tags, required: &["slug", "name"], optional: &["anyone"], also: &[] };

/// Metres between a ward and the fixed point of its building: no hospital is larger.
const FARTHEST_METRES: f64 = 10_000.0;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WardRow {
    pub(crate) line: u64,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) site: Cell<String>,
    pub(crate) building: Cell<String>,
    pub(crate) level: Cell<i16>,
    pub(crate) zone: Cell<String>,
    /// Metres east and north.
    pub(crate) position: Cell<(f64, f64)>,
    /// Degrees north and east.
    pub(crate) coordinates: Cell<(f64, f64)>,
    pub(crate) phone: Cell<String>,
}

pub(super) fn ward(cells: &mut Cells<'_>) -> WardRow {
    let metres = -FARTHEST_METRES..=FARTHEST_METRES;
    let (x, y) = (cells.number("x_m", metres.clone(), "metres"), cells.number("y_m", metres, "metres"));
    let lat = cells.number("lat", -90.0..=90.0, "degrees north");
    let lon = cells.number("lon", -180.0..=180.0, "degrees east");
    WardRow {
        line: cells.line(),
        code: cells.required("code", 20),
        name: cells.required("name", 100),
        site: cells.text("site", 100),
        building: cells.text("building", 100),
        level: cells.number("level", -10..=99, "floors; 0 is the ground floor, -1 the one below"),
        zone: cells.text("zone", 100),
        position: both(cells, ("x_m", x), ("y_m", y)),
        coordinates: both(cells, ("lat", lat), ("lon", lon)),
        phone: cells.phone(),
    }
}

/// Two numbers that mean something together only.
fn both(
    cells: &mut Cells<'_>,
    (first, a): (&str, Cell<f64>),
    (second, b): (&str, Cell<f64>),
) -> Cell<(f64, f64)> {
    match (a, b) {
        (Cell::Is(a), Cell::Is(b)) => Cell::Is((a, b)),
        (Cell::Is(_), _) if !cells.is_filled(second) => half(cells, first, second),
        (_, Cell::Is(_)) if !cells.is_filled(first) => half(cells, second, first),
        (Cell::Absent, Cell::Absent) => Cell::Absent,
        _ => Cell::Empty,
    }
}

fn half(cells: &mut Cells<'_>, there: &str, missing: &str) -> Cell<(f64, f64)> {
    cells.problem_in(missing, format!("There is {there} without {missing}"), "Give both, or neither.");
    Cell::Empty
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TagRow {
    pub(crate) line: u64,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) anyone: Cell<bool>,
}

pub(super) fn tag(cells: &mut Cells<'_>) -> TagRow {
    TagRow {
        line: cells.line(),
        slug: slug(cells),
        name: cells.required("name", 60),
        anyone: cells.flag("anyone"),
    }
}

/// A category: its slug, its name, and whether it hands off.
pub(super) fn category(cells: &mut Cells<'_>) -> (String, String, bool) {
    (slug(cells), cells.required("name", 60), cells.flag("hands_off").value().unwrap_or(false))
}

/// What has nothing but a name.
pub(super) fn named(cells: &mut Cells<'_>) -> String {
    cells.required("name", 100)
}

fn slug(cells: &mut Cells<'_>) -> String {
    let slug = cells.required("slug", 40);
    if !slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        cells.problem_in(
            "slug",
            format!("The slug cannot be “{slug}”"),
            "Use lower-case letters, digits and hyphens: order-comms.",
        );
    }
    slug
}
