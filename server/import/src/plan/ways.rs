//! Links and measured ways. Their files replace what there is: a corridor that is closed has no history.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{Link, LinkKind, Override, SiteId, Ward, WardId, text::folded};

use super::{Change, Draft, Seen, Summary, differences, places::pieces};
use crate::{
    Kind,
    problem::At,
    read::{LinkRow, OverrideRow, Rows, WardRow},
};

impl Draft<'_> {
    pub(super) fn links(&mut self, sheet: &Rows<LinkRow>, wards: Option<&Rows<WardRow>>) -> Summary {
        let codes = self.ward_codes();
        let mut seen = Seen::default();
        let mut links = Vec::new();
        for row in &sheet.rows {
            let at = At { file: &sheet.file, line: Some(row.way.line) };
            let [one, other] = [&row.way.from, &row.way.to].map(|code| folded(code));
            let what = format!("{} between {} and {}", row.kind, row.way.from, row.way.to);
            let key = format!("{} {} {}", (&one).min(&other), (&one).max(&other), row.kind);
            let is_first = !row.way.has_ends() || seen.is_first(self.problems, at, key, &what);
            let Some((from, to)) = self.ends(at, &codes, &row.way) else { continue };
            if is_first {
                let LinkRow { way, kind, step_free } = row;
                links.push(Link { from, to, seconds: way.seconds, kind: *kind, step_free: *step_free });
            }
        }
        // A line that is wrong, or wards that cannot be read, may be what is missing.
        if links.len() == sheet.rows.len() && !self.broken.contains(&Kind::Wards) {
            self.reach_every_ward(&sheet.file, wards, &links);
        }
        let summary = self.compare_links(&links);
        self.changes.links = (!summary.is_nothing()).then_some(links);
        summary
    }

    pub(super) fn overrides(&mut self, sheet: &Rows<OverrideRow>) -> Summary {
        let codes = self.ward_codes();
        let mut seen = Seen::default();
        let mut overrides = Vec::new();
        for row in &sheet.rows {
            let at = At { file: &sheet.file, line: Some(row.line) };
            let what = format!("way from {} to {}", row.from, row.to);
            let key = format!("{} {}", folded(&row.from), folded(&row.to));
            let is_first = !row.has_ends() || seen.is_first(self.problems, at, key, &what);
            let Some((from, to)) = self.ends(at, &codes, row) else { continue };
            if is_first {
                overrides.push(Override { from, to, seconds: row.seconds });
            }
        }
        let summary = self.compare_overrides(&overrides);
        self.changes.overrides = (!summary.is_nothing()).then_some(overrides);
        summary
    }

    /// What other links than those before mean.
    pub(super) fn compare_links(&self, links: &[Link]) -> Summary {
        let before: HashMap<_, &Link> =
            self.before.links.iter().map(|link| (key(link.from, link.to, link.kind), link)).collect();
        let name = |link: &Link| format!("{} {}", self.way(link.from, link.to), link.kind);
        let mut summary = Summary::of(Kind::Links);
        for link in links {
            match before.get(&key(link.from, link.to, link.kind)) {
                None => summary.added.push(name(link)),
                Some(known) if (known.seconds, known.step_free) == (link.seconds, link.step_free) => {
                    summary.unchanged += 1;
                }
                Some(known) => {
                    let step_free = |link: &Link| Some(if link.step_free { "yes" } else { "no" }.to_owned());
                    let fields = differences([
                        ("seconds", Some(known.seconds.to_string()), Some(link.seconds.to_string())),
                        ("step_free", step_free(known), step_free(link)),
                    ]);
                    summary.changed.push(Change { name: name(link), fields });
                }
            }
        }
        let stay: BTreeSet<_> = links.iter().map(|link| key(link.from, link.to, link.kind)).collect();
        let gone =
            self.before.links.iter().filter(|link| !stay.contains(&key(link.from, link.to, link.kind)));
        summary.removed = gone.map(name).collect();
        summary
    }

    /// What other measured ways than those before mean.
    pub(super) fn compare_overrides(&self, overrides: &[Override]) -> Summary {
        let mut summary = Summary::of(Kind::Overrides);
        let before: HashMap<_, &Override> =
            self.before.overrides.iter().map(|way| ((way.from, way.to), way)).collect();
        for way in overrides {
            match before.get(&(way.from, way.to)).copied() {
                None => summary.added.push(self.way(way.from, way.to)),
                Some(known) if known == way => summary.unchanged += 1,
                Some(known) => {
                    let seconds = |way: &Override| Some(way.seconds.to_string());
                    let fields = differences([("seconds", seconds(known), seconds(way))]);
                    summary.changed.push(Change { name: self.way(way.from, way.to), fields });
                }
            }
        }
        let stay: HashSet<_> = overrides.iter().map(|way| (way.from, way.to)).collect();
        let gone = self.before.overrides.iter().filter(|known| !stay.contains(&(known.from, known.to)));
        summary.removed = gone.map(|way| self.way(way.from, way.to)).collect();
        summary
    }

    fn ends(
        &mut self,
        at: At<'_>,
        codes: &HashMap<String, WardId>,
        row: &OverrideRow,
    ) -> Option<(WardId, WardId)> {
        let [from, to] = [("from", &row.from), ("to", &row.to)].map(|(column, code)| {
            let known = codes.get(&folded(code)).copied();
            if known.is_none() && !code.is_empty() {
                self.unknown_ward(at, column, code);
            }
            known
        });
        from.zip(to)
    }

    /// On a site of which any way was timed, every ward must be within reach: between what is joined and what is not,
    /// timed ways and guesses would be compared. A ward that was out of reach already is not what is wrong with these files.
    fn reach_every_ward(&mut self, file: &str, wards: Option<&Rows<WardRow>>, links: &[Link]) {
        let was_out: HashSet<WardId> =
            out_of_reach(&self.before.wards, &self.before.links).iter().map(|ward| ward.id).collect();
        for ward in out_of_reach(&self.after.wards, links) {
            if was_out.contains(&ward.id) {
                continue;
            }
            let row = wards.and_then(|sheet| {
                let row = sheet.rows.iter().find(|row| row.code == ward.code)?;
                Some(At { file: &sheet.file, line: Some(row.line) })
            });
            self.problems.add(
                row.unwrap_or(At { file, line: None }),
                format!("No links lead to {} {}", ward.code, ward.name),
                "Add a link from a ward beside it, or leave the links of its site out.",
            );
        }
    }

    /// `W07–W12`.
    fn way(&self, from: WardId, to: WardId) -> String {
        let [from, to] = [from, to].map(|id| {
            self.after.wards.iter().find(|ward| ward.id == id).map_or("?", |ward| ward.code.as_str())
        });
        format!("{from}–{to}")
    }
}

/// The wards that no links lead to, on sites of which any way was timed.
pub fn out_of_reach<'w>(wards: &'w [Ward], links: &[Link]) -> Vec<&'w Ward> {
    let pieces = pieces(wards, links);
    let linked: BTreeSet<WardId> = links.iter().flat_map(|link| [link.from, link.to]).collect();
    let timed: BTreeSet<SiteId> =
        wards.iter().filter(|ward| linked.contains(&ward.id)).map(|ward| ward.site).collect();
    let mut left_out = Vec::new();
    for site in timed {
        let here = || wards.iter().filter(|ward| ward.site == site);
        let reached = |piece: &&HashSet<WardId>| here().filter(|ward| piece.contains(&ward.id)).count();
        let main = pieces.iter().max_by_key(reached);
        left_out.extend(here().filter(|ward| main.is_some_and(|main| !main.contains(&ward.id))));
    }
    left_out
}

/// A link holds in both directions.
fn key(from: WardId, to: WardId, kind: LinkKind) -> (WardId, WardId, LinkKind) {
    (from.min(to), from.max(to), kind)
}
