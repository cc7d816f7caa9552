//! What the tickets turned out to be, and how it goes.

use crate::{
    components::SeriesChart,
    model::{Choice, FieldError, ParetoRow},
};

/// The pages of Insight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Overview,
    Causes,
    Times,
    Requests,
    Map,
}

/// Which tickets are looked at. Every page keeps it in its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// `2026-11-20`, as typed if it was not a date.
    pub from: String,
    /// Included.
    pub to: String,
    /// What is chosen of each; empty: all.
    pub wave: String,
    pub waves: Vec<Choice>,
    pub ward: String,
    pub wards: Vec<Choice>,
    pub tag: String,
    pub tags: Vec<Choice>,
    pub errors: Vec<FieldError>,
    /// All of it as the query of an address, without a question mark.
    pub query: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct InsightPage {
    pub filter: Filter,
    /// False while earlier requests are still being added up.
    pub is_up_to_date: bool,
    /// Most first; cumulative shares add up over the rows.
    pub rows: Vec<ParetoRow>,
    /// Withdrawn tickets by reason, most first.
    pub withdrawn: Vec<(String, u32)>,
    /// What whoever asked says of the help they had: the answer, and of how many tickets.
    pub sorted: Vec<(String, u32)>,
    /// All tickets asked in the period, closed or not.
    pub asked: u32,
    /// … of those, the ones that were entered from slips of paper.
    pub on_paper: u32,
    pub still_open: u32,
    /// How many surges were found, and what they were; none if there were none.
    pub surges: Option<String>,
    /// Address of the same period as CSV.
    pub csv: String,
}

/// A page of sentences, charts and their tables.
#[derive(Debug, Clone, PartialEq)]
pub struct FiguresPage {
    pub view: View,
    pub filter: Filter,
    pub options: Options,
    pub is_up_to_date: bool,
    /// What the figures say, the most important first.
    pub says: Vec<Says>,
    pub sections: Vec<Section>,
    pub map: Option<Map>,
}

/// What else can be chosen on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Options {
    Nothing,
    /// Values of choices, and whether outliers are left out of the limits.
    Requests {
        by: String,
        days: String,
        screened: bool,
    },
    /// One whole week, and nothing else: its first day, as typed if it was not a date.
    Week(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Says {
    pub words: String,
    /// Where it is shown.
    pub href: Option<String>,
}

/// A chart with its table, which is also a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub heading: String,
    pub chart: SeriesChart,
    pub notes: Vec<String>,
    pub table: FigureTable,
    /// Address of the table as CSV.
    pub csv: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureTable {
    /// Of the first column.
    pub first: Column,
    pub columns: Vec<Column>,
    pub rows: Vec<FigureRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What programs call it, which never changes.
    pub id: &'static str,
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// What programs call it: `2026-11-20`.
    pub key: String,
    pub label: String,
    pub cells: Vec<String>,
}

/// Requests by ward and tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// Small numbers are hidden, so that it may be handed on.
    pub is_shared: bool,
    pub tags: Vec<String>,
    pub rows: Vec<MapRow>,
    /// Of each tag, and of all.
    pub all: Vec<String>,
    pub csv: String,
    /// Where the version is that may be handed on, on the one that may not.
    pub shared: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRow {
    pub ward: String,
    pub cells: Vec<MapCell>,
    pub all: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapCell {
    /// Nothing where there is nothing.
    pub shown: String,
    pub shade: Shade,
}

/// How far a number is from what would be expected of its ward and its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    AsExpected,
    More,
    MuchMore,
    Fewer,
    MuchFewer,
    Hidden,
}
