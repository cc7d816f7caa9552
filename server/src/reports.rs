//! What stands in a huddle pack or a sitrep: counted from the log up to one position of it, so that anybody can count it again.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use domain::{
    Duty, Fact, FollowUp, KnownIssueId, Logged, Report, ReportKind, TicketId, Timestamp,
    report::{Actions, Counted, Course, Cover, Figures, IssueThen, Span, Waits, Written, count},
    wave,
};
use store::{LoggedEvent, Subject, Tx};

/// What is about less than that since the report before goes on from there.
const LONGEST: Duration = Duration::from_hours(26);
/// What the first of all is about.
const FIRST: Duration = Duration::from_hours(12);
/// Whoever is on shift now was on shift then, or nearly.
const STILL_SEEN: Duration = Duration::from_mins(10);

/// A report that was due then, as it is written by now.
///
/// # Errors
/// Those of the database.
pub async fn compose(
    tx: &mut dyn Tx,
    kind: ReportKind,
    due_at: Timestamp,
    next_due_at: Option<Timestamp>,
    now: Timestamp,
) -> store::Result<Written> {
    let span = span(tx, kind, due_at).await?;
    let figures = Figures { cover: cover(tx, due_at, now).await?, ..figures(tx, span).await? };
    Ok(Written { kind, due_at, written_at: now, span, next_due_at, figures })
}

/// What a report that was due then is about: all that came since the one before.
async fn span(tx: &mut dyn Tx, kind: ReportKind, due_at: Timestamp) -> store::Result<Span> {
    let before = tx.lookup_report_before(kind, due_at).await?;
    let before = before.filter(|Report { written, .. }| due_at.since(written.span.to) <= LONGEST);
    let (from, after) = match before {
        Some(Report { written, .. }) => (written.span.to, written.span.sequence),
        None => (due_at - FIRST, tx.sequence_before(due_at - FIRST).await?),
    };
    let sequence = tx.sequence_before(due_at).await?.max(after);
    Ok(Span { from, to: due_at, after, sequence })
}

/// All that a report counts but who is there, which no log says. The same span gives the same figures, whenever it is asked for.
///
/// # Errors
/// Those of the database.
pub async fn figures(tx: &mut dyn Tx, span: Span) -> store::Result<Figures> {
    let (events, left_out) = tx.list_courses(span.looks_back_to(), span.sequence).await?;
    // By what was known then: figures are the same when a cutover has moved since.
    let waves = tx.list_waves().await?;
    let waves: Vec<_> = waves.iter().filter_map(|wave| wave.as_known(span.to)).collect();
    let is_real = |fact: &Fact| wave::is_real(&waves, fact.ward, fact.asked_at);
    let Counted { mut figures, mut seconds_to_arrival } = count(&courses(events), span, is_real);
    figures.left_out = left_out;
    seconds_to_arrival.sort_unstable();
    let waits: Vec<f64> = seconds_to_arrival.into_iter().map(f64::from).collect();
    let [p50, p80, p95] = [0.5, 0.8, 0.95].map(|share| stats::percentile(&waits, share).map(whole));
    figures.waits = Waits { p50, p80, p95, ..figures.waits };
    let within = tx.list_events_beside_tickets(span.after, span.sequence).await?;
    figures.decisions = within
        .iter()
        .filter_map(|event| match event.what {
            Logged::DecisionLogged { number } => Some(number),
            _ => None,
        })
        .collect();
    // How things stood is how they stand, without what came after.
    let since = Since::of(&tx.list_events_beside_tickets(span.sequence, i64::MAX).await?);
    figures.issues = since.live_issues(tx.list_issue_versions().await?);
    let mut actions = tx.list_open_follow_ups().await?;
    if since.actions.values().any(|changes| changes.steps > 0) {
        // Some that are closed now were not then.
        actions.extend(tx.list_closed_follow_ups(u32::MAX).await?);
    }
    figures.actions = since.still_to_be_done(actions, span.to);
    Ok(figures)
}

/// What the log has after the end of a report.
#[derive(Default)]
struct Since {
    /// The first version that came then.
    issues: HashMap<KnownIssueId, u32>,
    actions: HashMap<u32, Changes>,
}

#[derive(Default)]
struct Changes {
    is_new: bool,
    /// How often something was said of it.
    steps: usize,
}

impl Since {
    fn of(events: &[LoggedEvent]) -> Self {
        let mut since = Self::default();
        for event in events {
            match event.what {
                Logged::KnownIssueAdded(version)
                | Logged::KnownIssueChanged(version)
                | Logged::KnownIssueEnded(version)
                | Logged::KnownIssueReopened(version) => {
                    since.issues.entry(version.known_issue).or_insert(version.version);
                }
                Logged::FollowUpAdded { number, .. } => {
                    since.actions.entry(number).or_default().is_new = true;
                }
                Logged::FollowUpDone { number }
                | Logged::FollowUpReopened { number }
                | Logged::FollowUpChanged { number, .. }
                | Logged::FollowUpCancelled { number } => {
                    since.actions.entry(number).or_default().steps += 1;
                }
                _ => {}
            }
        }
        since
    }

    /// Those that had not ended, as they were, in order of their ids.
    fn live_issues(&self, versions: Vec<(IssueThen, bool)>) -> Vec<IssueThen> {
        let mut then: Vec<(IssueThen, bool)> = Vec::new();
        for (version, has_ended) in versions {
            if self.issues.get(&version.issue).is_some_and(|first| version.version >= *first) {
                continue;
            }
            then.pop_if(|(last, _)| last.issue == version.issue);
            then.push((version, has_ended));
        }
        then.into_iter().filter_map(|(issue, has_ended)| (!has_ended).then_some(issue)).collect()
    }

    fn still_to_be_done(&self, actions: Vec<FollowUp>, then: Timestamp) -> Actions {
        let mut still = Actions::default();
        for mut action in actions {
            if let Some(Changes { is_new, steps }) = self.actions.get(&action.number) {
                if *is_new {
                    continue;
                }
                action.steps.truncate(action.steps.len().saturating_sub(*steps));
            }
            still.open += u32::from(!action.is_closed());
            still.overdue += u32::from(action.is_overdue(then));
        }
        still
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a wait")]
fn whole(seconds: f64) -> u32 {
    seconds.round() as u32
}

/// The steps of each ticket stand together, in order.
fn courses(events: Vec<LoggedEvent>) -> Vec<Course> {
    let mut courses: Vec<(TicketId, Course)> = Vec::new();
    for event in events {
        let (Subject::Ticket(ticket), Some(step)) = (event.subject, event.what.step()) else { continue };
        let before = courses.pop_if(|(last, _)| *last == ticket).map(|(_, course)| course);
        courses.push((ticket, before.unwrap_or_default().after(event.sequence, ticket, event.at, step)));
    }
    courses.into_iter().map(|(_, course)| course).collect()
}

/// Who is there and who is to come; none where that was too long ago to look.
async fn cover(tx: &mut dyn Tx, due_at: Timestamp, now: Timestamp) -> store::Result<Option<Cover>> {
    if now.since(due_at) > STILL_SEEN {
        return Ok(None);
    }
    let responders = tx.list_responders().await?;
    let here: Vec<_> = responders.iter().filter(|responder| responder.duty != Duty::OffShift).collect();
    let known: HashSet<_> = here.iter().flat_map(|responder| &responder.tags).collect();
    let tags = tx.list_tags().await?;
    let nobody_knows = tags.iter().filter(|tag| !tag.anyone && !known.contains(&tag.id));
    let until = now + Cover::AHEAD;
    let shifts = tx.list_shifts(now, until).await?;
    let expected: HashSet<_> = shifts.iter().map(|shift| shift.person).collect();
    let (mut gaps, mut covered) = (Vec::new(), now);
    for shift in &shifts {
        if shift.starts_at > covered {
            gaps.push((covered, shift.starts_at));
        }
        covered = covered.max(shift.ends_at);
    }
    if covered < until && !shifts.is_empty() {
        gaps.push((covered, until));
    }
    Ok(Some(Cover {
        on_shift: number(here.len()),
        nobody_knows: nobody_knows.map(|tag| tag.id).collect(),
        expected: number(expected.len()),
        gaps,
    }))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
