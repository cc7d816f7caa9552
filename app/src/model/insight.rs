//! What the tickets turned out to be.

use super::FieldError;

#[derive(Debug, Clone, PartialEq)]
pub struct InsightPage {
    /// `2026-11-20`, as typed if it was not a date.
    pub from: String,
    /// Included.
    pub to: String,
    pub errors: Vec<FieldError>,
    /// False while earlier requests are still being added up.
    pub is_up_to_date: bool,
    /// Most first; cumulative shares add up over the rows.
    pub rows: Vec<ParetoRow>,
    /// Withdrawn tickets by reason, most first.
    pub withdrawn: Vec<(String, u32)>,
    /// All tickets asked in the period, closed or not.
    pub asked: u32,
    pub still_open: u32,
    /// Address of the same period as CSV.
    pub csv: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ParetoRow {
    pub category: String,
    pub tickets: u32,
    /// Those of them that nobody had asked for.
    pub in_passing: u32,
    /// People helped: one a ticket unless more were said to be.
    pub helped: u32,
    /// Per cent of all tickets closed with a category, help in passing too.
    pub share: f64,
    pub cumulative: f64,
}
