//! Tickets of any hour.

use domain::{
    Priority,
    ticket::{Phase, WithdrawReason},
};

use crate::model::{Choice, FieldError, Found, Moment};

/// `/board/tickets`. The form is a query: `find` (a code, a ward, a person), `tag`, `wave`, `state`, `from`, `to`; in links `ward` and `person`,
/// where what was typed is the name of several.
#[derive(Debug, Clone, Default)]
pub struct TicketsPage {
    /// As it was asked for.
    pub find: String,
    pub tag: String,
    /// Id.
    pub wave: String,
    pub state: String,
    /// `2026-11-20`.
    pub from: String,
    pub to: String,
    pub tags: Vec<Choice>,
    pub waves: Vec<Choice>,
    pub states: Vec<Choice>,
    /// What is called so, if it is more than one.
    pub which: Vec<WhichOne>,
    /// It was found by its code, whatever else was asked for.
    pub by_code: bool,
    /// Latest asked first.
    pub rows: Vec<FoundTicket>,
    pub found: Found,
    pub errors: Vec<FieldError>,
}

/// A ward or a person that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhichOne {
    pub name: String,
    pub href: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTicket {
    /// Links to `/board/tickets/{id}`.
    pub id: String,
    pub code: String,
    pub priority: Priority,
    /// Nobody asked: no priority.
    pub in_passing: bool,
    pub ward: String,
    pub tag: String,
    /// With the day.
    pub asked: Moment,
    pub phase: Phase,
    /// Why it was cancelled.
    pub why: Option<WithdrawReason>,
    pub closed: Option<Moment>,
    /// Who has it, or closed it.
    pub who: Option<String>,
    pub reopened: bool,
}
