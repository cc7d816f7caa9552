//! More requests than usual, found by themselves.
//!
//! [`Scan`] is fed with what was asked, ticket by ticket, and with each hour as it begins. It learns from what is an hour old or more
//! what is usual, and compares with that what was asked in the last 10 to 120 minutes, in five kinds of [`Stream`]: one topic on one ward,
//! one topic in one zone, one ward, one topic, everything. What is too much to be chance is a [`Card`], for a lead to look at.
//!
//! It is an expectation-based scan (Neill, International Journal of Health Geographics 8 (2009) 20) with negative binomial instead of Poisson
//! chances, since colleagues ask the same within minutes and that is no surge. [ADR 61](../../../docs/adr/0061-surges-are-scanned-for.md) says
//! what was decided about it, and what it finds.
//!
//! It knows no clock, no database and no randomness: the same tickets and hours, in whatever pieces, make the same cards to the last bit, on
//! every machine. So a server that starts makes a new one, feeds it the log, and goes on with what happens; and when places are added, it does
//! the same again.

mod budget;
mod card;
mod learning;
mod parameters;
mod places;
mod scan;

pub use self::{
    budget::next_raise,
    card::{Card, CardId},
    parameters::{Learning, LevelParameters, Levels, Parameters, Weights},
    places::{Level, Places, Stream, Ward},
    scan::{Asked, Hour, Kind, Scan},
};
