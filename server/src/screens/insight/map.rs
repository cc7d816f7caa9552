//! Requests by ward and tag, shaded by how far each number is from what would be expected.

use app::{
    screens::insight::{Map, MapCell, MapRow, Says, Shade},
    words::isolated,
};
use domain::{TagId, WardId};
use stats::{
    against_expected,
    disclosure::{Counts, Shared},
};
use store::{Counted, Measure, NamePlace};
use texts::texts;

use crate::kept::Directory;

/// 1 in 20 lies further out by chance alone, and 1 in 500.
const FAR: f64 = 1.96;
const VERY_FAR: f64 = 3.09;
/// Nothing can be said of a number where less than this is expected.
const LEAST_EXPECTED: f64 = 1.0;
/// Sentences about what stands out most.
const SAID: usize = 5;
/// What is reckoned with where 1 to 7 is hidden.
const FEW: f64 = 4.0;

/// What was asked, by ward and tag, both by name.
pub(super) struct Requests {
    wards: Vec<String>,
    tags: Vec<String>,
    /// By ward.
    counts: Vec<u32>,
}

impl Requests {
    pub(super) fn of(counted: &[Counted], directory: &Directory) -> Self {
        let asked =
            |counted: &Counted| counted.get(Measure::Tickets).saturating_sub(counted.get(Measure::InPassing));
        let cells: Vec<(WardId, TagId, u32)> = counted
            .iter()
            .filter_map(|counted| Some((counted.of.ward?, counted.of.tag?, asked(counted))))
            .filter(|(.., asked)| *asked > 0)
            .collect();
        let wards = by_name(cells.iter().map(|cell| cell.0), |ward| directory.ward_name(ward));
        let tags = by_name(cells.iter().map(|cell| cell.1), |tag| directory.tag_name(tag));
        let mut counts = vec![0; wards.len() * tags.len()];
        for (ward, tag, asked) in cells {
            let row = wards.iter().position(|(id, _)| *id == ward);
            let column = tags.iter().position(|(id, _)| *id == tag);
            if let Some((row, column)) = row.zip(column) {
                counts[row * tags.len() + column] += asked;
            }
        }
        Self {
            wards: wards.into_iter().map(|(_, name)| name).collect(),
            tags: tags.into_iter().map(|(_, name)| name).collect(),
            counts,
        }
    }

    /// With every number as it is.
    pub(super) fn exact(&self, csv: String, shared: Option<String>) -> (Map, Vec<Says>) {
        let values: Vec<f64> = self.counts.iter().copied().map(f64::from).collect();
        let shown = |count: u32| if count == 0 { String::new() } else { count.to_string() };
        let cells = self.counts.iter().copied().map(shown).collect();
        let row =
            |row: usize| self.counts[row * self.tags.len()..(row + 1) * self.tags.len()].iter().sum::<u32>();
        let column = |column: usize| self.counts.iter().skip(column).step_by(self.tags.len()).sum::<u32>();
        let rows = (0..self.wards.len()).map(|ward| row(ward).to_string()).collect();
        let all = self.counts.iter().sum::<u32>().to_string();
        let all = (0..self.tags.len()).map(|tag| column(tag).to_string()).chain([all]).collect();
        self.map(&values, &Shown { cells, rows, all, is_shared: false }, csv, shared)
    }

    /// As it may be handed on: small numbers are hidden, all others are near, and shades are made of what is shown.
    pub(super) fn shared(&self, csv: String) -> (Map, Vec<Says>) {
        let Some(shown) = Counts::new(self.tags.len(), self.counts.clone()).map(|counts| counts.share())
        else {
            return self.exact(csv, None);
        };
        let value = |shared: &Shared| match shared {
            Shared::About(about) => f64::from(*about),
            Shared::Few => FEW,
        };
        let words = |shared: &Shared| match shared {
            Shared::About(0) => String::new(),
            Shared::About(about) => about.to_string(),
            Shared::Few => "*".to_owned(),
        };
        let total = |shared: &Option<Shared>| shared.as_ref().map_or_else(|| "–".to_owned(), words);
        let values: Vec<f64> = shown.cells.iter().map(value).collect();
        let as_shown = Shown {
            cells: shown.cells.iter().map(words).collect(),
            rows: shown.rows.iter().map(total).collect(),
            all: shown.columns.iter().chain([&shown.all]).map(total).collect(),
            is_shared: true,
        };
        self.map(&values, &as_shown, csv, None)
    }

    fn map(&self, values: &[f64], shown: &Shown, csv: String, shared: Option<String>) -> (Map, Vec<Says>) {
        let columns = self.tags.len();
        let expected = expected(values, columns);
        let z = distances(values, &expected);
        let rows = self.wards.iter().enumerate().map(|(row, ward)| MapRow {
            ward: ward.clone(),
            cells: (row * columns..(row + 1) * columns)
                .map(|place| MapCell {
                    shown: shown.cells[place].clone(),
                    shade: if shown.cells[place] == "*" { Shade::Hidden } else { shade(z[place]) },
                })
                .collect(),
            all: shown.rows[row].clone(),
        });
        let map = Map {
            is_shared: shown.is_shared,
            tags: self.tags.clone(),
            rows: rows.collect(),
            all: shown.all.clone(),
            csv,
            shared,
        };
        let mut far: Vec<usize> =
            (0..z.len()).filter(|place| z[*place] >= VERY_FAR && shown.cells[*place] != "*").collect();
        far.sort_by(|one, other| z[*other].total_cmp(&z[*one]));
        let says = far.iter().take(SAID).map(|place| Says {
            words: texts().insight_stands_out(
                isolated(&self.tags[place % columns]),
                isolated(&self.wards[place / columns]),
                shown.cells[*place].clone(),
                format!("{:.0}", expected[*place]),
            ),
            href: None,
        });
        let mut says: Vec<Says> = says.collect();
        if says.is_empty() && !map.rows.is_empty() {
            says.push(Says { words: texts().insight_nothing_stands_out(), href: None });
        }
        (map, says)
    }
}

/// Each number as it is shown.
struct Shown {
    cells: Vec<String>,
    rows: Vec<String>,
    /// Of each tag, and of all.
    all: Vec<String>,
    is_shared: bool,
}

fn by_name<I: Copy + PartialEq>(
    ids: impl Iterator<Item = I>,
    name: impl Fn(I) -> String,
) -> Vec<(I, String)> {
    let mut named: Vec<(I, String)> = Vec::new();
    for id in ids {
        if named.iter().all(|(other, _)| *other != id) {
            named.push((id, name(id)));
        }
    }
    named.sort_by_cached_key(|(_, name)| NamePlace::new(name, 0_u8));
    named
}

/// What each would be, if every ward asked about the same things.
fn expected(values: &[f64], columns: usize) -> Vec<f64> {
    let all: f64 = values.iter().sum();
    let rows: Vec<f64> = values.chunks(columns.max(1)).map(|row| row.iter().sum()).collect();
    let of_column = |column: usize| values.iter().skip(column).step_by(columns).sum::<f64>();
    let columns: Vec<f64> = (0..columns).map(of_column).collect();
    let of_row = |row: &f64| columns.iter().map(|column| row * column / all).collect::<Vec<_>>();
    rows.iter().flat_map(of_row).collect()
}

/// How far each is from that; 0 where nothing can be said.
fn distances(values: &[f64], expected: &[f64]) -> Vec<f64> {
    let places: Vec<usize> = (0..values.len()).filter(|place| expected[*place] >= LEAST_EXPECTED).collect();
    let known: Vec<(f64, f64)> = places.iter().map(|place| (values[*place], expected[*place])).collect();
    let mut z = vec![0.0; values.len()];
    if let Some(funnel) = against_expected(&known) {
        for (place, distance) in places.into_iter().zip(funnel.z) {
            z[place] = distance;
        }
    }
    z
}

fn shade(z: f64) -> Shade {
    match z {
        z if z >= VERY_FAR => Shade::MuchMore,
        z if z >= FAR => Shade::More,
        z if z <= -VERY_FAR => Shade::MuchFewer,
        z if z <= -FAR => Shade::Fewer,
        _ => Shade::AsExpected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten wards that ask about three things alike, but for one.
    fn requests() -> Requests {
        let mut counts = [12, 20, 3].repeat(10);
        counts[4 * 3] = 60;
        Requests {
            wards: (1..=10).map(|number| format!("Ward {number}")).collect(),
            tags: ["Charts", "Orders", "Printing"].map(ToOwned::to_owned).to_vec(),
            counts,
        }
    }

    #[test]
    fn the_ward_that_asks_far_more_about_something_stands_out() {
        let (map, says) = requests().exact(String::new(), None);
        assert_eq!(map.rows[4].cells[0], MapCell { shown: "60".to_owned(), shade: Shade::MuchMore });
        assert_eq!(map.rows[3].cells[0].shade, Shade::AsExpected);
        assert_eq!((map.rows[4].all.as_str(), map.all.last().map(String::as_str)), ("83", Some("398")));
        assert!(says[0].words.contains("Charts") && says[0].words.contains("Ward 5"), "{says:?}");
    }

    #[test]
    fn what_is_handed_on_hides_small_numbers_and_says_none_of_them() {
        let (map, says) = requests().shared(String::new());
        let hidden = MapCell { shown: "*".to_owned(), shade: Shade::Hidden };
        assert!(map.rows.iter().all(|row| row.cells[2] == hidden), "{map:?}");
        assert_eq!(map.rows[0].cells[1].shown, "20");
        assert_eq!(map.rows[0].cells[0].shown, "10", "twelve is about ten");
        assert!(says.iter().all(|says| !says.words.contains("Printing")), "{says:?}");
    }

    #[test]
    fn where_nothing_was_asked_there_is_no_map() {
        let nothing = Requests { wards: Vec::new(), tags: Vec::new(), counts: Vec::new() };
        assert_eq!(nothing.exact(String::new(), None).0.rows, []);
        assert_eq!(nothing.shared(String::new()).0.rows, []);
    }
}
