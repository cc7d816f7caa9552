//! `links.csv` and `overrides.csv`.

use domain::LinkKind;

use super::{cells::Cells, sheet::Columns};
use crate::Kind;

pub(super) const LINKS: Columns = Columns {
    kind: Kind::Links,
    required: &["from", "to", "seconds"],
    optional: &["kind", "step_free"],
    also: &[],
};

pub(super) const OVERRIDES: Columns =
    Columns { kind: Kind::Overrides, required: &["from", "to", "seconds"], optional: &[], also: &[] };

/// Two hours: nobody waits for somebody who is farther away.
const LONGEST_SECONDS: u16 = 7200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OverrideRow {
    pub(crate) line: u64,
    /// Codes of wards.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) seconds: u16,
}

impl OverrideRow {
    /// Both are said; what is missing was told.
    pub(crate) const fn has_ends(&self) -> bool {
        !self.from.is_empty() && !self.to.is_empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkRow {
    pub(crate) way: OverrideRow,
    /// A corridor, if the file does not say.
    pub(crate) kind: LinkKind,
    /// Everything but stairs, if the file does not say.
    pub(crate) step_free: bool,
}

pub(super) fn way(cells: &mut Cells<'_>) -> OverrideRow {
    let (from, to) = (cells.required("from", 20), cells.required("to", 20));
    if !from.is_empty() && from.to_lowercase() == to.to_lowercase() {
        cells.problem_in("to", format!("The way leads from {from} to itself"), "Give two different wards.");
    }
    let to_do = format!("Write whole seconds from 1 to {LONGEST_SECONDS}.");
    let seconds = cells.required("seconds", 20);
    let seconds = match seconds.parse() {
        Ok(seconds @ 1..=LONGEST_SECONDS) => seconds,
        _ if seconds.is_empty() => 0,
        _ => {
            let what = match seconds.strip_prefix('-') {
                Some(_) => format!("A way cannot take {seconds} seconds"),
                None => format!("The seconds cannot be “{seconds}”"),
            };
            cells.problem_in("seconds", what, to_do);
            0
        }
    };
    OverrideRow { line: cells.line(), from, to, seconds }
}

pub(super) fn link(cells: &mut Cells<'_>) -> LinkRow {
    let way = way(cells);
    let words = LinkKind::ALL.map(|kind| kind.to_string()).join(", ");
    let kind =
        cells.parsed("kind", &format!("Write one of {words}."), |text| text.to_lowercase().parse().ok());
    let kind = kind.value().unwrap_or(LinkKind::Corridor);
    let step_free = cells.flag("step_free").value().unwrap_or(kind != LinkKind::Stairs);
    LinkRow { way, kind, step_free }
}
