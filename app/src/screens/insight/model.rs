//! What the tickets turned out to be.

use crate::model::{Choice, FieldError, ParetoRow};

#[derive(Debug, Clone, PartialEq)]
pub struct InsightPage {
    /// `2026-11-20`, as typed if it was not a date.
    pub from: String,
    /// Included.
    pub to: String,
    /// The wave that is shown; empty: all.
    pub wave: String,
    pub waves: Vec<Choice>,
    pub errors: Vec<FieldError>,
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
