//! What the command centre reads at its huddles and sends up: written by itself at set times, from the log up to one position of
//! it. Nothing of it is ever changed: who approves it, and what they say with it, stands beside it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    Fact, KnownIssueId, PersonId, Priority, TagId, TicketId, Timestamp, WardId,
    fact::Ended,
    schedule,
    text::GuardedText,
    ticket::{Happening, Sorted, Source},
};

/// Reports are numbered 1, 2, 3 … without gaps, huddle packs and sitreps together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub number: u32,
    pub written: Written,
    /// The approval, then its corrections, in order.
    pub approvals: Vec<Approval>,
}

/// As it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub kind: ReportKind,
    pub due_at: Timestamp,
    pub written_at: Timestamp,
    pub span: Span,
    /// None if none was due then.
    pub next_due_at: Option<Timestamp>,
    pub figures: Figures,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportKind {
    Huddle,
    Sitrep,
}

impl ReportKind {
    pub const ALL: [Self; 2] = [Self::Huddle, Self::Sitrep];

    /// The stored name, and that in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Huddle => "huddle",
            Self::Sitrep => "sitrep",
        }
    }
}

/// Somebody stands for it, or says something with it otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub said: Said,
    /// There in corrections, and only there.
    pub why: Option<Why>,
    pub at: Timestamp,
    pub by: PersonId,
}

/// What people say beside the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub went_well: Option<Words>,
    /// What is planned until the next one, and what it takes.
    pub comes_next: Option<Words>,
}

pub type Words = GuardedText<500>;
pub type Why = GuardedText<200>;

impl Report {
    /// What is said with it by now.
    pub fn says(&self) -> Option<&Said> {
        self.approvals.last().map(|approval| &approval.said)
    }

    /// Counts approvals and corrections: 0 if nobody has approved it yet.
    pub fn version(&self) -> u32 {
        u32::try_from(self.approvals.len()).unwrap_or(u32::MAX)
    }
}

impl Written {
    pub fn is_late(&self) -> bool {
        schedule::is_late(self.due_at, self.written_at)
    }
}

/// What a report counts. Ids instead of names, so that nothing in it has to be forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Requests.
    pub asked: u32,
    /// … of those, the ones that were entered from slips of paper in the time, whenever they were asked.
    pub on_paper: u32,
    /// Help that nobody had asked for.
    pub in_passing: u32,
    pub resolved: u32,
    pub handed_off: u32,
    pub withdrawn: u32,
    pub reopened: u32,
    /// At the end of the time, and so on down to `oldest_waiting_since`.
    pub open: u32,
    pub waiting: u32,
    /// Open, of the highest priority.
    pub urgent: u32,
    /// Open, of a dress rehearsal: in no other figure, and somebody may be waiting.
    pub rehearsed_open: u32,
    /// Waiting, although silence has escalated it.
    pub over_ladder: u32,
    pub oldest_waiting_since: Option<Timestamp>,
    /// Until somebody was first there.
    pub waits: Waits,
    pub sorted: Answers,
    /// From where, about what, the most first.
    pub places: Vec<Asked>,
    /// Live at the end of the time.
    pub issues: Vec<IssueThen>,
    /// Logged in the time.
    pub decisions: Vec<u32>,
    pub actions: Actions,
    /// None where it was written too late to look.
    pub cover: Option<Cover>,
    /// Events that could not be read: what they say is in no figure.
    pub left_out: u32,
}

/// How long people waited. Each wait is in one report: in that of the time when it ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Waits {
    /// Requests to which somebody first came in the time.
    pub arrived: u32,
    /// Of those; whole seconds; none where nobody came.
    pub p50: Option<u32>,
    pub p80: Option<u32>,
    pub p95: Option<u32>,
    /// Requests of which the tenth minute ended in the time, nobody’s excepted: how many, and to how many of them somebody came by then.
    pub could_be_within_ten: u32,
    pub within_ten: u32,
}

impl Waits {
    /// What the share within ten minutes is about.
    pub const TEN: Duration = Duration::from_mins(10);
}

/// What whoever asked says of the help.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    pub yes: u32,
    pub partly: u32,
    pub no: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub ward: WardId,
    pub tag: TagId,
    pub count: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueThen {
    pub issue: KnownIssueId,
    /// Which of its versions counted.
    pub version: u32,
}

/// Still to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Actions {
    pub open: u32,
    pub overdue: u32,
}

/// Who is there and who is to come. The roster is not in the log: this was looked up when the report was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cover {
    pub on_shift: u32,
    /// Nobody on shift knows them.
    pub nobody_knows: Vec<TagId>,
    /// People whom the roster expects within [`Cover::AHEAD`]; 0: it says nothing.
    pub expected: u32,
    /// When it expects nobody, within that.
    pub gaps: Vec<(Timestamp, Timestamp)>,
}

impl Cover {
    pub const AHEAD: Duration = Duration::from_hours(24);
}

/// One ticket up to one event of the log, as far as reports count it.
#[derive(Debug, Clone, Default)]
pub struct Course {
    fact: Option<Fact>,
    asked: i64,
    /// When somebody could first be asked: of what came on paper, when it was entered.
    known_since: Option<Timestamp>,
    has_somebody: bool,
    escalation: u8,
    /// When somebody was first there.
    arrived: i64,
    reopened: Vec<i64>,
    ended: i64,
    /// What whoever asked said last, and when.
    answered: Option<(i64, Sorted)>,
}

impl Course {
    /// After one more step.
    #[must_use]
    pub fn after(mut self, sequence: i64, ticket: TicketId, at: Timestamp, step: &Happening) -> Self {
        if self.fact.is_none() {
            (self.asked, self.known_since) = (sequence, Some(at));
        }
        match step {
            Happening::Accepted { .. } | Happening::Assigned { .. } | Happening::ReleaseUndone { .. } => {
                (self.has_somebody, self.escalation) = (true, 0);
            }
            Happening::Released { .. } => (self.has_somebody, self.escalation) = (false, 0),
            Happening::Arrived { .. } => {
                (self.has_somebody, self.escalation) = (true, 0);
                if self.fact.as_ref().is_none_or(|fact| fact.arrived_at.is_none()) {
                    self.arrived = sequence;
                }
            }
            Happening::ArrivalUndone => (self.has_somebody, self.escalation) = (true, 0),
            Happening::ResolutionUndone => (self.has_somebody, self.answered) = (true, None),
            Happening::Reopened => {
                let had_help = self.fact.as_ref().and_then(|fact| fact.end?.outcome.help()).is_some();
                self.answered = had_help.then_some((sequence, Sorted::No));
                (self.has_somebody, self.escalation) = (false, 0);
                self.reopened.push(sequence);
            }
            Happening::Sorted { answer } => self.answered = Some((sequence, *answer)),
            Happening::Escalated { to, .. } => self.escalation = *to,
            Happening::Held { .. } => self.escalation = 0,
            Happening::Resolved { .. }
            | Happening::HandedOff { .. }
            | Happening::Withdrawn { .. }
            | Happening::HelpedInPassing { .. } => self.ended = sequence,
            Happening::AskedOnPaper { done, .. } => self.ended = if done.is_some() { sequence } else { 0 },
            Happening::Asked { .. }
            | Happening::Offered { .. }
            | Happening::Declined { .. }
            | Happening::Expired { .. }
            | Happening::OfferWithdrawn { .. }
            | Happening::DetailsAdded { .. }
            | Happening::PriorityChanged { .. }
            | Happening::Corrected { .. }
            | Happening::HoldEnded { .. } => {}
        }
        self.fact = Fact::after(self.fact, sequence, ticket, at, step);
        self
    }
}

/// What is counted of a report.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// All but what is not in the log of tickets.
    pub figures: Figures,
    /// Seconds from asking until somebody was first there, where that was in the time, in no order.
    pub seconds_to_arrival: Vec<u32>,
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// On the clock.
    pub from: Timestamp,
    pub to: Timestamp,
    /// In the log: what came after this event counts. So nothing is in two reports, or in none, whatever clock wrote it.
    pub after: i64,
    /// … up to this one, with which courses end.
    pub sequence: i64,
}

impl Span {
    /// Tickets that were closed before then, and stayed so, have nothing to do with it: nobody can say any more whether they are sorted.
    pub fn looks_back_to(self) -> Timestamp {
        self.from - Duration::from_hours(24)
    }
}

/// Counts it.
pub fn count(courses: &[Course], span: Span, is_real: impl Fn(&Fact) -> bool) -> Counted {
    let Span { after, .. } = span;
    let mut counted = Counted::default();
    let figures = &mut counted.figures;
    for course in courses {
        let Some(fact) = &course.fact else { continue };
        if !is_real(fact) {
            figures.rehearsed_open += u32::from(fact.end.is_none());
            continue;
        }
        // Opened again later it would be found, and a report made again would not be the same.
        let (is_passing, is_paper) = (fact.source == Source::Passing, fact.source == Source::Paper);
        let came_late = is_paper && course.asked > after;
        if !came_late && fact.end.is_some_and(|end| end.at < span.looks_back_to()) {
            continue;
        }
        let ended = fact.end.map(|end| end.outcome.kind());
        if is_passing && ended == Some(Ended::Withdrawn) {
            // Taken back at once: it never happened.
            continue;
        }
        if course.asked > after {
            if is_passing {
                figures.in_passing += 1;
            } else {
                figures.asked += 1;
                figures.on_paper += u32::from(is_paper);
                add_place(&mut figures.places, fact.ward, fact.tag);
            }
        }
        if !is_passing && !is_paper {
            add_wait(figures, &mut counted.seconds_to_arrival, course, fact, span);
        }
        match ended {
            Some(Ended::Resolved) if course.ended > after => figures.resolved += 1,
            Some(Ended::HandedOff) if course.ended > after => figures.handed_off += 1,
            Some(Ended::Withdrawn) if course.ended > after => figures.withdrawn += 1,
            Some(_) => {}
            None => add_open(figures, course, fact),
        }
        match course.answered.filter(|(sequence, _)| *sequence > after) {
            Some((_, Sorted::Yes)) => figures.sorted.yes += 1,
            Some((_, Sorted::Partly)) => figures.sorted.partly += 1,
            Some((_, Sorted::No)) => figures.sorted.no += 1,
            None => {}
        }
        figures.reopened += number(course.reopened.iter().filter(|sequence| **sequence > after).count());
    }
    figures.places.sort_unstable_by(|one, other| {
        other.count.cmp(&one.count).then_with(|| (one.ward, one.tag).cmp(&(other.ward, other.tag)))
    });
    counted
}

fn add_place(places: &mut Vec<Asked>, ward: WardId, tag: TagId) {
    match places.iter_mut().find(|place| (place.ward, place.tag) == (ward, tag)) {
        Some(place) => place.count += 1,
        None => places.push(Asked { ward, tag, count: 1 }),
    }
}

fn add_wait(figures: &mut Figures, seconds: &mut Vec<u32>, course: &Course, fact: &Fact, span: Span) {
    let waited = fact.arrived_at.map(|arrived| arrived.since(fact.asked_at));
    if let Some(waited) = waited.filter(|_| course.arrived > span.after) {
        figures.waits.arrived += 1;
        seconds.push(u32::try_from(waited.as_secs()).unwrap_or(u32::MAX));
    }
    // Whoever asked a moment ago cannot have waited for ten minutes: the next report says.
    let tenth_minute = fact.asked_at + Waits::TEN;
    if span.from < tenth_minute && tenth_minute <= span.to {
        figures.waits.could_be_within_ten += 1;
        figures.waits.within_ten += u32::from(waited.is_some_and(|waited| waited <= Waits::TEN));
    }
}

fn add_open(figures: &mut Figures, course: &Course, fact: &Fact) {
    figures.open += 1;
    figures.urgent += u32::from(fact.priority == Priority::P1);
    if !course.has_somebody {
        figures.waiting += 1;
        figures.over_ladder += u32::from(course.escalation > 0);
        let since = course.known_since.unwrap_or(fact.asked_at);
        let since = figures.oldest_waiting_since.map_or(since, |oldest| oldest.min(since));
        figures.oldest_waiting_since = Some(since);
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A share as somebody outside the command centre may read it. With the count beside it an exact one would give both away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedShare {
    CannotTell,
    /// So many percent at most: fewer than eight are not told apart. To the next ten.
    AtMost(u32),
    /// So many percent at least: the others are fewer than eight. To the ten before.
    AtLeast(u32),
    /// To the nearest ten percent, or five of a hundred and more.
    About(u32),
}

/// Where so few asked a share says nothing.
const ENOUGH_FOR_A_SHARE: u32 = 20;

pub const fn shared_share(part: u32, all: u32) -> SharedShare {
    if all < ENOUGH_FOR_A_SHARE || part > all {
        return SharedShare::CannotTell;
    }
    let most_hidden = ((HIDDEN_BELOW - 1) * 10).div_ceil(all) * 10;
    if shared(part).is_none() {
        return SharedShare::AtMost(most_hidden);
    }
    if shared(all - part).is_none() {
        return SharedShare::AtLeast(100 - most_hidden);
    }
    let step = if all < 100 { 10 } else { 5 };
    SharedShare::About((part * 100 / all + step / 2) / step * step)
}

const HIDDEN_BELOW: u32 = 8;

/// A count as somebody outside the command centre may read it: those below 8 are not told apart, the rest is rounded to fives, so that
/// nobody is found by taking one report from the next.
pub const fn shared(count: u32) -> Option<u32> {
    if count < HIDDEN_BELOW { None } else { Some((count + 2) / 5 * 5) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        CategoryId, ZoneId,
        pack::SlipCode,
        ticket::{AskedAbout, DoneOnPaper, ReleaseReason, WithdrawReason},
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_795_168_800_000 + seconds * 1000)
    }

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn asked(priority: Priority, source: Source) -> Happening {
        let zone: Option<ZoneId> = None;
        let (ward, tag) = (id(1), id(2));
        Happening::Asked {
            about: Some(AskedAbout { ward, zone, site: None, tag, priority, stuck: None, source }),
        }
    }

    /// Steps as `(sequence, seconds, what)`.
    fn course(ticket: u128, steps: &[(i64, i64, Happening)]) -> Course {
        steps.iter().fold(Course::default(), |course, (sequence, seconds, step)| {
            course.after(*sequence, id(ticket), at(*seconds), step)
        })
    }

    fn span(after: i64, to: i64) -> Span {
        Span { from: at(0), to: at(to), after, sequence: 99 }
    }

    fn accepted() -> Happening {
        Happening::Accepted { offer: id(9), superseded: Vec::new(), instead_of: None }
    }

    fn resolved() -> Happening {
        let category: CategoryId = id(3);
        Happening::Resolved { category, known_issue: None, superseded: Vec::new() }
    }

    #[test]
    fn what_is_counted_is_what_came_after_the_report_before() {
        let early = course(
            1,
            &[
                (1, 0, asked(Priority::P2, Source::Link)),
                (2, 60, accepted()),
                (3, 120, Happening::Arrived { superseded: Vec::new() }),
                (8, 900, resolved()),
            ],
        );
        let late = course(
            2,
            &[
                (6, 600, asked(Priority::P1, Source::Device)),
                (9, 960, Happening::Escalated { to: 1, measures: Vec::new(), beyond_last: false }),
            ],
        );
        let recent = course(3, &[(7, 2_900, asked(Priority::P4, Source::Desk))]);
        let courses = [early.clone(), late.clone(), recent];
        let Counted { figures, seconds_to_arrival } = count(&courses, span(5, 3_000), |_| true);
        assert_eq!((figures.asked, figures.resolved, figures.open, figures.waiting), (2, 1, 2, 2));
        assert_eq!((figures.urgent, figures.over_ladder), (1, 1));
        assert_eq!(figures.oldest_waiting_since, Some(at(600)));
        assert_eq!(
            (figures.waits.could_be_within_ten, figures.waits.within_ten),
            (2, 1),
            "one was asked just now"
        );
        assert!(seconds_to_arrival.is_empty(), "somebody was there before");
        assert_eq!(figures.places, [Asked { ward: id(1), tag: id(2), count: 2 }]);

        let all = count(&[early, late], span(0, 3_000), |_| true);
        assert_eq!((all.figures.asked, all.seconds_to_arrival), (2, vec![120]));
        assert_eq!((all.figures.waits.arrived, all.figures.waits.within_ten), (1, 1));
    }

    #[test]
    fn a_wait_that_goes_on_past_the_end_is_in_the_next_report_and_in_no_other() {
        let steps = [
            (1, 2_700, asked(Priority::P2, Source::Link)),
            (2, 2_800, accepted()),
            (3, 5_100, Happening::Arrived { superseded: Vec::new() }),
        ];
        let noon = Span { from: at(0), to: at(3_000), after: 0, sequence: 2 };
        let evening = Span { from: at(3_000), to: at(6_000), after: 2, sequence: 9 };
        let night = Span { from: at(6_000), to: at(9_000), after: 9, sequence: 9 };
        let read = |steps: &[(i64, i64, Happening)], span| {
            let Counted { figures, seconds_to_arrival } = count(&[course(1, steps)], span, |_| true);
            let Waits { arrived, could_be_within_ten, within_ten, .. } = figures.waits;
            (arrived, could_be_within_ten, within_ten, seconds_to_arrival)
        };
        assert_eq!(read(&steps[..2], noon), (0, 0, 0, vec![]));
        assert_eq!(read(&steps, evening), (1, 1, 0, vec![2_400]));
        assert_eq!(read(&steps, night), (0, 0, 0, vec![]));
    }

    #[test]
    fn what_came_on_paper_is_counted_when_it_is_entered_and_nobody_is_said_to_have_waited() {
        let about = AskedAbout {
            ward: id(1),
            zone: None,
            site: None,
            tag: id(2),
            priority: Priority::P2,
            stuck: None,
            source: Source::Paper,
        };
        let done = DoneOnPaper {
            by: id(7),
            category: id(3),
            hands_off: false,
            arrived_at: Some(at(-199_000)),
            at: at(-198_000),
        };
        let paper = |done| Happening::AskedOnPaper { slip: SlipCode(1), asked_at: at(-200_000), done, about };
        // It was over two days before it was entered.
        let closed = course(1, &[(5, 60, paper(Some(done)))]);
        let open = course(
            2,
            &[
                (6, 70, paper(None)),
                (7, 80, accepted()),
                (8, 90, Happening::Arrived { superseded: Vec::new() }),
            ],
        );
        let waiting = course(3, &[(9, 100, paper(None))]);
        let courses = [closed.clone(), open, waiting];
        let Counted { figures, seconds_to_arrival } = count(&courses, span(0, 900), |_| true);
        assert_eq!((figures.asked, figures.on_paper, figures.resolved, figures.open), (3, 3, 1, 2));
        assert_eq!(figures.oldest_waiting_since, Some(at(100)), "nobody could be asked before");
        assert_eq!((figures.waits.arrived, figures.waits.could_be_within_ten), (0, 0));
        assert!(seconds_to_arrival.is_empty());
        let next = count(&[closed], span(5, 900), |_| true).figures;
        assert_eq!((next.asked, next.resolved), (0, 0), "once");
    }

    #[test]
    fn whoever_waits_again_has_not_waited_too_long_yet() {
        let again = course(
            1,
            &[
                (1, 0, asked(Priority::P3, Source::Link)),
                (2, 10, accepted()),
                (3, 700, Happening::Escalated { to: 1, measures: Vec::new(), beyond_last: false }),
                (4, 800, Happening::Released { from: id(7), why: ReleaseReason::Silent }),
            ],
        );
        let figures = count(&[again], span(0, 900), |_| true).figures;
        assert_eq!((figures.waiting, figures.over_ladder), (1, 0));
    }

    #[test]
    fn help_in_passing_is_help_and_nobody_waited_for_it() {
        let about = AskedAbout {
            ward: id(1),
            zone: None,
            site: None,
            tag: id(2),
            priority: Priority::P4,
            stuck: None,
            source: Source::Passing,
        };
        let helped =
            Happening::HelpedInPassing { category: id(3), hands_off: Some(false), about: Some(about) };
        let kept = course(1, &[(1, 0, helped.clone())]);
        let why = WithdrawReason::ALL[0];
        let taken_back =
            course(2, &[(2, 0, helped), (3, 5, Happening::Withdrawn { why, superseded: Vec::new() })]);
        let figures = count(&[kept, taken_back], span(0, 60), |_| true).figures;
        assert_eq!((figures.asked, figures.in_passing, figures.resolved, figures.withdrawn), (0, 1, 1, 0));
        assert!(figures.places.is_empty());
    }

    #[test]
    fn whoever_gives_back_leaves_somebody_waiting_and_what_is_opened_again_is_counted_once_it_ends() {
        let given_back = course(
            1,
            &[
                (1, 0, asked(Priority::P3, Source::Link)),
                (2, 10, accepted()),
                (3, 20, Happening::Released { from: id(7), why: ReleaseReason::GaveBack }),
            ],
        );
        let again = course(
            2,
            &[
                (4, 30, asked(Priority::P3, Source::Link)),
                (5, 40, accepted()),
                (6, 50, resolved()),
                (7, 60, Happening::Reopened),
                (8, 70, accepted()),
                (9, 80, resolved()),
                (10, 90, Happening::Sorted { answer: Sorted::Yes }),
            ],
        );
        let figures = count(&[given_back, again], span(0, 100), |_| true).figures;
        let Answers { yes, no, .. } = figures.sorted;
        assert_eq!(
            (figures.waiting, figures.resolved, figures.reopened, yes, no),
            (1, 1, 1, 1, 0),
            "the last answer"
        );
    }

    #[test]
    fn what_is_shared_cannot_be_taken_apart() {
        let read = [0, 1, 7, 8, 12, 13, 17, 18].map(shared);
        assert_eq!(read, [None, None, None, Some(10), Some(10), Some(15), Some(15), Some(20)]);
    }

    #[test]
    fn a_share_that_is_handed_on_gives_no_small_number_away() {
        let read = [(3, 19), (7, 25), (18, 25), (17, 25), (8, 25), (50, 100), (52, 100), (53, 100)];
        let read = read.map(|(part, all)| shared_share(part, all));
        let expected = [
            SharedShare::CannotTell,
            SharedShare::AtMost(30),
            SharedShare::AtLeast(70),
            SharedShare::About(70),
            SharedShare::About(30),
            SharedShare::About(50),
            SharedShare::About(50),
            SharedShare::About(55),
        ];
        assert_eq!(read, expected);
    }
}
