//! One ticket in full.

use domain::{Timestamp, priority::Stuck};

use crate::{
    model::{ChoiceGroup, FieldError, Moment, TimelineEntry},
    screens::board::BoardTicket,
};

/// Who could be sent, the best first: one page of a list that can be searched. The query of the ticket's page: `find`, `skip`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignable {
    /// What was looked for: parts of a name, a tag or a zone.
    pub find: String,
    /// Those of this page, grouped by whether they are free; the value is the person's id, the label says tags, walk and
    /// state.
    pub groups: Vec<ChoiceGroup>,
    /// People found who come before this page.
    pub before: usize,
    /// People found, on this page and on all others.
    pub found: usize,
    /// Address of those after these.
    pub more: Option<String>,
}

/// A row of the table of candidates, in whole seconds. It adds up: the terms to their sum, the sum divided by the chance and
/// less what is taken off to the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateRow {
    pub name: String,
    pub chosen: bool,
    /// Each term of the cost: what it is called, and its seconds.
    pub terms: Vec<(String, i64)>,
    pub sum_seconds: i64,
    /// That they accept, 1 to 100.
    pub chance_percent: i64,
    /// Taken off for their own ward.
    pub own_ward_seconds: i64,
    pub total_seconds: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRow {
    pub to: String,
    pub made: Moment,
    /// `accepted after 12 seconds`, `waiting for an answer`.
    pub outcome: String,
    /// `alert shown after 3 s`, `not confirmed (alert sent)`, `not reached (no handset with alerts on), called`.
    pub alert: String,
    pub why: String,
    pub candidates: Vec<CandidateRow>,
}

/// Posts to `/board/tickets/{id}/assign` (`person`, `told`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendQuestion {
    pub person: String,
    /// What stands against it, and what becomes of it, a sentence each.
    pub words: Vec<String>,
    pub told: String,
    pub button: String,
}

/// One ticket in full. Forms: `/board/tickets/{id}/assign` (`person` id), `/escalate`, `/priority` (`priority`),
/// `/withdraw` (`why`).
#[expect(clippy::struct_excessive_bools, reason = "plain facts, each said by itself")]
#[derive(Debug, Clone)]
pub struct TicketPage {
    pub now: Timestamp,
    pub now_clock: String,
    /// Last event this page knows of; its stream goes on after it.
    pub sequence: i64,
    pub ticket: BoardTicket,
    pub ward_phone: Option<String>,
    /// Names and numbers of those who have it, or are asked.
    pub phones: Vec<(String, String)>,
    /// Who leads the zone, and whether the alert that nobody is on the way has reached them; nothing before one was due.
    pub zone_leads: Vec<String>,
    /// What whoever asked said that it is like for them.
    pub stuck: Option<Stuck>,
    /// Where on the ward.
    pub spot: Option<String>,
    pub note: Option<String>,
    pub asker: Option<String>,
    pub asked_by: String,
    /// Nobody asked: no priority and no wait.
    pub in_passing: bool,
    pub closed_as: Option<String>,
    /// `3 people`; none if it was one, or it is open.
    pub helped: Option<String>,
    pub closing_note: Option<String>,
    /// Id and title of what it is linked to.
    pub known_issue: Option<(String, String)>,
    /// What else it may be linked to: posts to `/board/tickets/{id}/link` (`known_issue` id).
    pub issues: Vec<ChoiceGroup>,
    /// Nobody is sent until then; `/send-someone` ends that.
    pub held: Option<Moment>,
    pub is_open: bool,
    /// It was entered from paper as done, and may be cancelled where that was wrong.
    pub entered_wrongly: bool,
    pub can_assign: bool,
    /// What [`Command::Escalate`](domain::ticket::Command::Escalate) would do now, as the rest of a sentence each; empty if nothing.
    pub escalating: Vec<String>,
    /// Whoever has it, if no alert reaches them.
    pub unalerted: Option<Unalerted>,
    /// Of the ticket as it is shown: what a lead decides about.
    pub version: u32,
    pub assignable: Assignable,
    /// The zone that it is in, where whoever looks leads another one: they read it, and change nothing.
    pub elsewhere: Option<String>,
    /// Asked before somebody is sent who is not free.
    pub question: Option<SendQuestion>,
    /// What is wrong with what was chosen: `person`, `priority`, `why`, `known_issue`.
    pub errors: Vec<FieldError>,
    pub timeline: Vec<TimelineEntry>,
    pub offers: Vec<OfferRow>,
    pub notice: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unalerted {
    pub name: String,
    pub phone: Option<String>,
}
