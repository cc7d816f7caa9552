//! Reports as people read them.

use std::collections::HashMap;

use app::{
    screens::{
        decisions::Told,
        reports::{
            Approved, Coverage, Figure, ReportForm, ReportPage, ReportRow, ReportStands, ReportsPage,
            TopPlace,
        },
    },
    words::{self, isolated, list, waited},
};
use domain::{
    Report, ReportKind, TagId, Timestamp, WardId, Wave,
    report::{Cover, Figures, Said, SharedShare, Waits, Words, shared, shared_share},
};
use ground::clock::{days_between, next_time};
use store::Tx;
use texts::texts;

use crate::{
    kept::Directory,
    view::{
        Sources,
        moment::{dated, moment},
        paging::Asked,
        shift_in_words,
    },
};

/// Reports on a page: those of about a week.
const ROWS: u32 = 30;
/// Places and topics that are shown.
const TOP: usize = 10;
/// A share of fewer says nothing.
const ENOUGH: u32 = 20;

pub(super) async fn reports_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: &Asked,
) -> store::Result<ReportsPage> {
    let held = sources.core.settings.held();
    let schedule = &held.values.schedule;
    let now = sources.core.now();
    let next = [(ReportKind::Huddle, &schedule.huddles), (ReportKind::Sitrep, &schedule.sitreps)];
    let next = next.into_iter().filter_map(|(kind, times)| {
        let at = next_time(times, &sources.trust.time_zone, now)?;
        Some((kind, moment(sources, at)))
    });
    let part = tx.find_reports(&asked.page(ROWS)).await?;
    Ok(ReportsPage {
        next: next.collect(),
        found: asked.found(paths::REPORTS, &part),
        rows: part.rows.iter().map(|report| row(sources, report)).collect(),
    })
}

fn row(sources: &Sources, report: &Report) -> ReportRow {
    let Report { number, written, .. } = report;
    ReportRow {
        number: *number,
        kind: written.kind,
        due: dated(sources, written.due_at),
        is_late: written.is_late(),
        headline: shared_headline(&written.figures),
        stands: match report.version() {
            0 => ReportStands::Written,
            1 => ReportStands::Approved,
            _ => ReportStands::Corrected,
        },
    }
}

/// What approving begins with: what is said now.
pub(super) fn form_of(sources: &Sources, report: &Report) -> ReportForm {
    let says = report.says().cloned().unwrap_or_default();
    let text = |words: Option<Words>| words.map(Words::into_string).unwrap_or_default();
    ReportForm {
        key: sources.core.random.secret(),
        version: report.version(),
        went_well: text(says.went_well),
        comes_next: text(says.comes_next),
        ..ReportForm::default()
    }
}

/// `is_shared`: as it may be handed on.
pub(super) async fn report_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    report: &Report,
    is_shared: bool,
    form: Option<ReportForm>,
    notice: Option<String>,
) -> store::Result<ReportPage> {
    let directory = sources.directory(tx).await?;
    let written = &report.written;
    let figures = &written.figures;
    let before = tx.lookup_report_before(written.kind, written.due_at).await?;
    let against = Against::of(report, before.as_ref());
    let mut issues = Vec::new();
    for then in &figures.issues {
        issues.extend(tx.lookup_issue_title(then.issue, then.version).await?);
    }
    let versions = || report.approvals.iter().map(|approval| &approval.said);
    // What is handed on has the last word alone: who said what before, and why, is the command centre's.
    let told = |text: &dyn Fn(&Said) -> Option<&Words>| {
        let all =
            versions().map(|said| text(said).map(|words| words.as_str().to_owned()).unwrap_or_default());
        let told = Told::of(all);
        if is_shared { Told { was: Vec::new(), ..told } } else { told }
    };
    let approvals = if is_shared { report.approvals.last() } else { None }.into_iter();
    let approvals = approvals.chain(report.approvals.iter().filter(|_| !is_shared));
    let waves = waves_then(sources, tx, written.span.to).await?;
    let exact = ExactParts::of(&directory, figures, written.span.to, &against);
    Ok(ReportPage {
        number: report.number,
        kind: written.kind,
        due: dated(sources, written.due_at),
        from: dated(sources, written.span.from),
        to: dated(sources, written.span.to),
        written: dated(sources, written.written_at),
        is_late: written.is_late(),
        sequence: written.span.sequence,
        is_shared,
        next_due: written.next_due_at.map(|at| dated(sources, at)),
        headline: if is_shared { shared_headline(figures) } else { headline(figures) },
        waves,
        not_compared: if is_shared { None } else { against.why_not() },
        requests: if is_shared { shared_requests(figures) } else { exact.requests },
        waits: if is_shared { shared_waits(&figures.waits) } else { exact.waits },
        urgent: if is_shared { Vec::new() } else { exact.urgent },
        answers: if is_shared { Vec::new() } else { exact.answers },
        cover: cover(sources, &directory, figures.cover.as_ref()),
        issues,
        top: if is_shared { Vec::new() } else { exact.top },
        more_places: figures.places.len().saturating_sub(TOP),
        decisions: if is_shared { Vec::new() } else { figures.decisions.clone() },
        actions: if is_shared { Vec::new() } else { exact.actions },
        went_well: told(&|said| said.went_well.as_ref()),
        comes_next: told(&|said| said.comes_next.as_ref()),
        approved: approvals
            .map(|approval| Approved {
                when: dated(sources, approval.at),
                is_correction: approval.why.is_some(),
                who: (!is_shared).then(|| directory.person_name(approval.by)),
                why: approval.why.as_ref().filter(|_| !is_shared).map(|why| why.as_str().to_owned()),
            })
            .collect(),
        left_out: figures.left_out,
        rehearsed_open: if is_shared { 0 } else { figures.rehearsed_open },
        form,
        notice,
    })
}

/// How far each wave was, as it was known then; nothing where there was one alone.
async fn waves_then(sources: &Sources, tx: &mut dyn Tx, then: Timestamp) -> store::Result<Vec<String>> {
    let waves: Vec<_> = tx.list_waves().await?.iter().filter_map(|wave| wave.as_known(then)).collect();
    let line = |wave: &Wave| {
        let day = words::wave_day(days_between(wave.cutover_at, then, &sources.trust.time_zone));
        let phase = words::wave_phase(wave.phase_at(then));
        texts().reports_wave(isolated(wave.name.as_str()), day, phase)
    };
    Ok(if waves.len() > 1 { waves.iter().map(line).collect() } else { Vec::new() })
}

/// The report before, as far as this one can be compared with it.
struct Against<'a> {
    figures: Option<&'a Figures>,
    /// Both are about as long: what was counted over the time can be compared too.
    is_as_long: bool,
    places: HashMap<(WardId, TagId), u32>,
}

impl<'a> Against<'a> {
    fn of(report: &Report, before: Option<&'a Report>) -> Self {
        let long = |report: &Report| report.written.span.to.since(report.written.span.from);
        let is_as_long = before.is_some_and(|before| {
            let (one, other) = (long(report), long(before));
            one.abs_diff(other) <= one.max(other) / 4
        });
        let figures = before.map(|before| &before.written.figures);
        let places = figures.into_iter().flat_map(|figures| &figures.places);
        let places = places.map(|place| ((place.ward, place.tag), place.count)).collect();
        Self { figures, is_as_long, places }
    }

    fn why_not(&self) -> Option<String> {
        match (self.figures, self.is_as_long) {
            (None, _) => Some(texts().reports_not_compared_first()),
            (Some(_), false) => Some(texts().reports_not_compared_length()),
            (Some(_), true) => None,
        }
    }

    /// Of something that was so at the end.
    fn state(&self, now: u32, read: fn(&Figures) -> u32) -> Option<String> {
        self.figures.map(|before| change(now, read(before)))
    }

    /// Of something that was counted over the time.
    fn count(&self, now: u32, read: fn(&Figures) -> u32) -> Option<String> {
        self.state(now, read).filter(|_| self.is_as_long)
    }

    fn place(&self, ward: WardId, tag: TagId, now: u32) -> Option<String> {
        let before = self.places.get(&(ward, tag)).copied().unwrap_or_default();
        self.is_as_long.then(|| change(now, before))
    }
}

fn change(now: u32, before: u32) -> String {
    match (now.checked_sub(before), before.saturating_sub(now)) {
        (Some(0), _) => texts().reports_same(),
        (Some(more), _) => texts().reports_up(more),
        (None, fewer) => texts().reports_down(fewer),
    }
}

/// What only the command centre reads.
struct ExactParts {
    requests: Vec<Figure>,
    waits: Vec<Figure>,
    urgent: Vec<Figure>,
    answers: Vec<Figure>,
    actions: Vec<Figure>,
    top: Vec<TopPlace>,
}

impl ExactParts {
    fn of(directory: &Directory, figures: &Figures, to: Timestamp, against: &Against<'_>) -> Self {
        let t = texts();
        let count = |name: String, read: fn(&Figures) -> u32| {
            let value = read(figures);
            Figure { name, value: value.to_string(), change: against.count(value, read) }
        };
        let state = |name: String, read: fn(&Figures) -> u32| {
            let value = read(figures);
            Figure { name, value: value.to_string(), change: against.state(value, read) }
        };
        let oldest = figures.oldest_waiting_since.map(|since| Figure {
            name: t.reports_oldest(),
            value: waited(to.since(since).as_secs_f64()),
            change: None,
        });
        let places = figures.places.iter().take(TOP);
        Self {
            requests: vec![
                count(t.reports_asked(), |figures| figures.asked),
                count(t.reports_on_paper(), |figures| figures.on_paper),
                count(t.reports_closed(), |figures| figures.resolved),
                count(t.reports_handed_off(), |figures| figures.handed_off),
                count(t.reports_cancelled(), |figures| figures.withdrawn),
                count(t.reports_reopened(), |figures| figures.reopened),
                state(t.reports_open(), |figures| figures.open),
                state(t.reports_waiting(), |figures| figures.waiting),
                count(t.reports_in_passing(), |figures| figures.in_passing),
            ],
            waits: waits(&figures.waits),
            urgent: [
                state(t.reports_p1_open(), |figures| figures.urgent),
                state(t.reports_over_ladder(), |figures| figures.over_ladder),
            ]
            .into_iter()
            .chain(oldest)
            .collect(),
            answers: vec![
                count(t.reports_sorted(), |figures| figures.sorted.yes),
                count(t.reports_partly(), |figures| figures.sorted.partly),
                count(t.reports_not_sorted(), |figures| figures.sorted.no),
            ],
            actions: vec![
                state(t.reports_actions_open(), |figures| figures.actions.open),
                state(t.reports_actions_overdue(), |figures| figures.actions.overdue),
            ],
            top: places
                .map(|place| TopPlace {
                    ward: directory.ward_name(place.ward),
                    tag: directory.tag_name(place.tag),
                    figure: place.count.to_string(),
                    change: against.place(place.ward, place.tag, place.count),
                })
                .collect(),
        }
    }
}

fn headline(figures: &Figures) -> String {
    let closed = figures.resolved + figures.handed_off;
    texts().reports_headline(figures.asked, closed, figures.open, figures.waiting)
}

fn shared_headline(figures: &Figures) -> String {
    texts().reports_headline_shared(rounded(figures.asked), rounded(figures.open))
}

fn rounded(count: u32) -> String {
    shared(count).map_or_else(|| texts().reports_fewer_than_8(), |count| count.to_string())
}

fn shared_requests(figures: &Figures) -> Vec<Figure> {
    let t = texts();
    [
        (t.reports_asked(), figures.asked),
        (t.reports_on_paper(), figures.on_paper),
        (t.reports_closed(), figures.resolved),
        (t.reports_open(), figures.open),
        (t.reports_in_passing(), figures.in_passing),
    ]
    .map(|(name, count)| Figure { name, value: rounded(count), change: None })
    .to_vec()
}

/// A wait as it is read: none is one that nobody can tell.
fn wait(name: String, seconds: Option<u32>) -> Figure {
    let value = seconds.map_or_else(|| texts().reports_cannot_tell(), |seconds| waited(seconds.into()));
    Figure { name, value, change: None }
}

fn waits(of: &Waits) -> Vec<Figure> {
    let t = texts();
    let reached = Figure { name: t.reports_reached(), value: of.arrived.to_string(), change: None };
    let [half, four_fifths, nearly_all] =
        [(t.reports_half(), of.p50), (t.reports_four_fifths(), of.p80), (t.reports_nearly_all(), of.p95)]
            .map(|(name, seconds)| wait(name, seconds));
    let (count, all) = (of.within_ten, of.could_be_within_ten);
    let within = match stats::wilson(count, all) {
        None => Figure { name: t.reports_within_ten(), value: t.reports_cannot_tell(), change: None },
        Some((low, high)) => Figure {
            name: t.reports_within_ten(),
            value: t.reports_share(percent(f64::from(count) / f64::from(all)), count, all),
            change: Some(t.reports_between(percent(low), percent(high))),
        },
    };
    vec![reached, half, four_fifths, nearly_all, within]
}

/// To the minute, and only where enough people asked.
fn shared_waits(of: &Waits) -> Vec<Figure> {
    let t = texts();
    let minutes = |seconds: Option<u32>| {
        seconds.filter(|_| of.arrived >= ENOUGH).map(|seconds| seconds.div_ceil(60).max(1) * 60)
    };
    let within = match shared_share(of.within_ten, of.could_be_within_ten) {
        SharedShare::CannotTell => t.reports_cannot_tell(),
        SharedShare::AtMost(percent) => t.reports_at_most_percent(percent),
        SharedShare::AtLeast(percent) => t.reports_at_least_percent(percent),
        SharedShare::About(percent) => t.reports_about_percent(percent),
    };
    vec![
        Figure { name: t.reports_reached(), value: rounded(of.arrived), change: None },
        wait(t.reports_half(), minutes(of.p50)),
        wait(t.reports_four_fifths(), minutes(of.p80)),
        Figure { name: t.reports_within_ten(), value: within, change: None },
    ]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is from 0 to 1")]
fn percent(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

fn cover(sources: &Sources, directory: &Directory, cover: Option<&Cover>) -> Coverage {
    let t = texts();
    let Some(Cover { on_shift, nobody_knows, expected, gaps }) = cover else { return Coverage::CannotTell };
    let names = nobody_knows.iter().map(|tag| isolated(directory.tag_name(*tag)).into_owned());
    let roster = if *expected == 0 {
        vec![t.reports_no_roster()]
    } else {
        let gaps: Vec<_> = gaps.iter().map(|(from, until)| shift_in_words(sources, *from, *until)).collect();
        let gaps = (!gaps.is_empty()).then(|| t.reports_gaps(list(&gaps)));
        std::iter::once(t.reports_expected(*expected)).chain(gaps).collect()
    };
    Coverage::Known { on_shift: *on_shift, nobody_knows: names.collect(), roster }
}
