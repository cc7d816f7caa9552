//! Figures of tickets, from their facts. What counts as asked, open or helped is said once, here and in `sql/insight.rs`.

use std::ops::Range;

use async_trait::async_trait;
use domain::{
    CategoryId, Code, Priority, SiteId, TagId, Timestamp, WardId, WaveId, WavePhase, ZoneId,
    fact::Ended,
    ticket::{PeopleHelped, Sorted, Source, WithdrawReason},
};

use crate::Result;

/// What is counted. Help in passing that was taken back counts nowhere: it never happened. What belongs to a dress rehearsal counts
/// only where [`Facets::wave_phase`] asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// All tickets, those that nobody had asked for too.
    Tickets,
    /// Those that nobody had asked for.
    InPassing,
    /// Those that were entered from slips of paper.
    OnPaper,
    /// Those that are open.
    Open,
    /// Those that were opened again.
    Reopened,
    /// Those that somebody came for. How long that took is not known of what came on paper: it is in neither this nor the next.
    Arrived,
    /// The sum of their waits from asking until somebody was first there, each in whole seconds.
    SecondsToArrival,
    /// People helped: one a ticket unless more were said to be.
    Helped,
    /// Offers made.
    Offers,
}

/// What counts are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    Site,
    Zone,
    Ward,
    Tag,
    Source,
    /// As asked.
    FirstPriority,
    /// The last.
    Priority,
    Ended,
    Category,
    WithdrawReason,
    /// What whoever asked says of the last help.
    Sorted,
    Wave,
    /// Of the wave, when it was asked. What belongs to a dress rehearsal counts only where that is asked for.
    WavePhase,
}

/// A value of each facet. In a filter, none stands for any; in an answer, for tickets that have none, and for what was not
/// asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Facets {
    pub site: Option<SiteId>,
    pub zone: Option<ZoneId>,
    pub ward: Option<WardId>,
    pub tag: Option<TagId>,
    pub source: Option<Source>,
    pub first_priority: Option<Priority>,
    pub priority: Option<Priority>,
    pub ended: Option<Ended>,
    pub category: Option<CategoryId>,
    pub withdraw_reason: Option<WithdrawReason>,
    pub sorted: Option<Sorted>,
    pub wave: Option<WaveId>,
    pub wave_phase: Option<WavePhase>,
}

/// Counts of the tickets that have these facets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub of: Facets,
    figures: Vec<(Measure, u32)>,
}

impl Counted {
    pub const fn new(of: Facets, figures: Vec<(Measure, u32)>) -> Self {
        Self { of, figures }
    }

    /// 0 for what was not measured.
    pub fn get(&self, measure: Measure) -> u32 {
        self.figures.iter().find(|(measured, _)| *measured == measure).map_or(0, |(_, figure)| *figure)
    }
}

/// One row of the export: no free text, no names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedTicket {
    pub code: Code,
    pub ward_code: String,
    pub ward_name: String,
    pub tag: String,
    pub priority: Priority,
    pub asked_at: Timestamp,
    /// Of whoever came in the end.
    pub accepted_at: Option<Timestamp>,
    pub arrived_at: Option<Timestamp>,
    pub closed_at: Timestamp,
    /// `resolved`, `withdrawn` or `handed_off`.
    pub ended: String,
    /// The category's slug, or the withdrawal's reason.
    pub category: String,
    pub offers: u32,
    pub reopened: u32,
    /// None if nobody was, since the request was withdrawn.
    pub helped: Option<PeopleHelped>,
    /// The title of the known issue that it was about.
    pub known_issue: Option<String>,
    /// Nobody had asked: `priority` and `asked_at` say nothing.
    pub in_passing: bool,
    /// It was entered from a slip of paper, whose times these are.
    pub on_paper: bool,
    /// What whoever asked says of the help.
    pub sorted: Option<Sorted>,
    /// That the ward was in.
    pub wave: Option<WaveId>,
    pub wave_phase: Option<WavePhase>,
}

/// How long somebody waited who asked, and how that ended. Help in passing is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedFor {
    pub at: Timestamp,
    /// When somebody was first there.
    pub arrived_at: Option<Timestamp>,
    /// When it ended, the last time it did; none while it is open.
    pub ended_at: Option<Timestamp>,
    /// Whoever asked took it back, since it took too long.
    pub gave_up: bool,
    /// It was entered from a slip of paper: nobody knows how long it took.
    pub on_paper: bool,
}

/// Answers are as old as the facts: up to where [`crate::TicketFacts`] is in the log.
#[async_trait]
pub trait Insight {
    /// Measures of the tickets asked in a time, of `only` those, told apart `by` facets: one answer for each combination that
    /// there is, in no order; without facets one at most.
    async fn query(
        &mut self,
        measures: &[Measure],
        by: &[Facet],
        only: &Facets,
        asked: Range<Timestamp>,
    ) -> Result<Vec<Counted>>;
    /// Measures of what was asked in each of these waves and times, real and not rehearsed: an answer for each, in their order.
    async fn query_waves(
        &mut self,
        measures: &[Measure],
        of: &[(WaveId, Range<Timestamp>)],
    ) -> Result<Vec<Counted>>;
    /// Each request of a time, oldest first, of `only` those; a row each, for what sums do not say: medians, and how waits ended.
    async fn list_asked(&mut self, only: &Facets, asked: Range<Timestamp>) -> Result<Vec<AskedFor>>;
    /// Tickets asked in a time that are closed, oldest first, of `only` those; none of a dress rehearsal unless it is asked for.
    async fn list_closed(&mut self, only: &Facets, asked: Range<Timestamp>) -> Result<Vec<ClosedTicket>>;
}
