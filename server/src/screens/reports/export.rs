//! A report as a file: one line for each figure, as people and programs read it. What is none is empty, never 0.

use domain::Report;
use ground::clock::days_between;
use import::spreadsheet::Table;
use store::Tx;

use crate::view::{Sources, moment::stamp};

/// How many lines, and the text.
pub(super) async fn to_csv(
    sources: &Sources,
    tx: &mut dyn Tx,
    report: &Report,
) -> store::Result<(usize, Result<String, csv::Error>)> {
    let directory = sources.directory(tx).await?;
    let Report { number, written, .. } = report;
    let (span, figures) = (written.span, &written.figures);
    let optional = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    let cover = figures.cover.as_ref();
    let mut lines: Vec<(&str, String, String)> = vec![
        ("report", String::new(), number.to_string()),
        ("kind", String::new(), written.kind.as_str().to_owned()),
        ("due_at", String::new(), stamp(sources, written.due_at)),
        ("written_at", String::new(), stamp(sources, written.written_at)),
        ("from", String::new(), stamp(sources, span.from)),
        ("to", String::new(), stamp(sources, span.to)),
        ("after_event", String::new(), span.after.to_string()),
        ("last_event", String::new(), span.sequence.to_string()),
    ];
    // How far each wave was, as it was known then.
    for wave in tx.list_waves().await?.iter().filter_map(|wave| wave.as_known(span.to)) {
        let day = days_between(wave.cutover_at, span.to, &sources.trust.time_zone);
        lines.push(("days_since_cutover", wave.name.as_str().to_owned(), day.to_string()));
    }
    let counts = [
        ("asked", figures.asked),
        ("on_paper", figures.on_paper),
        ("resolved", figures.resolved),
        ("handed_off", figures.handed_off),
        ("withdrawn", figures.withdrawn),
        ("reopened", figures.reopened),
        ("in_passing", figures.in_passing),
        ("open_at_end", figures.open),
        ("waiting_at_end", figures.waiting),
        ("p1_open_at_end", figures.urgent),
        ("over_ladder_at_end", figures.over_ladder),
        ("events_left_out", figures.left_out),
        ("open_of_dress_rehearsals", figures.rehearsed_open),
        ("arrived", figures.waits.arrived),
        ("could_be_within_10_min", figures.waits.could_be_within_ten),
        ("within_10_min", figures.waits.within_ten),
        ("sorted", figures.sorted.yes),
        ("partly_sorted", figures.sorted.partly),
        ("not_sorted", figures.sorted.no),
        ("known_issues_at_end", u32::try_from(figures.issues.len()).unwrap_or(u32::MAX)),
        ("decisions", u32::try_from(figures.decisions.len()).unwrap_or(u32::MAX)),
        ("actions_open_at_end", figures.actions.open),
        ("actions_overdue_at_end", figures.actions.overdue),
    ];
    lines.extend(counts.map(|(name, count)| (name, String::new(), count.to_string())));
    let oldest = figures.oldest_waiting_since.map(|since| stamp(sources, since)).unwrap_or_default();
    lines.push(("oldest_waiting_since", String::new(), oldest));
    for (name, seconds) in [
        ("seconds_to_arrival_p50", figures.waits.p50),
        ("seconds_to_arrival_p80", figures.waits.p80),
        ("seconds_to_arrival_p95", figures.waits.p95),
        ("on_shift", cover.map(|cover| cover.on_shift)),
        ("expected_within_24_h", cover.map(|cover| cover.expected).filter(|expected| *expected > 0)),
    ] {
        lines.push((name, String::new(), optional(seconds)));
    }
    for tag in cover.into_iter().flat_map(|cover| &cover.nobody_knows) {
        lines.push(("nobody_on_shift_knows", directory.tag_name(*tag), "1".to_owned()));
    }
    for place in &figures.places {
        let name = format!("{} / {}", directory.ward_name(place.ward), directory.tag_name(place.tag));
        lines.push(("asked_by_ward_and_topic", name, place.count.to_string()));
    }
    let count = lines.len();
    let write = || {
        let mut table = Table::new(["figure", "of", "value"])?;
        for (figure, of, value) in &lines {
            table.row([*figure, of, value])?;
        }
        table.into_text()
    };
    Ok((count, write()))
}
