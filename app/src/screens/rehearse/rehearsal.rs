//! How far a rehearsal is, and what it showed.

use leptos::prelude::*;

use super::{Course, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage};
use crate::{
    components::{
        IntervalChart, IntervalRow, Tone, column, fact, facts, figures, interval_chart, link_button, post,
        table, written,
    },
    model::Shell,
    shell::{Head, Life, document},
    words::{self, count},
};

#[component]
pub fn Rehearsal(shell: Shell, page: RehearsalPage) -> impl IntoView {
    let RehearsalPage { id, assumptions, course } = page;
    let life = match course {
        Course::Underway { .. } => Life::Followed(Some(paths::rehearsal(&id))),
        Course::Cancelled | Course::Finished(_) => Life::Still,
    };
    let wide = matches!(course, Course::Finished(_));
    let course = match course {
        Course::Underway { doing, done, of } => underway(&id, doing, done, of),
        Course::Cancelled => view! { <p>"You cancelled this rehearsal. Nothing was kept."</p> }.into_any(),
        Course::Finished(forecast) => finished(&id, *forecast),
    };
    let assumed: Vec<_> = assumptions.into_iter().map(|(name, value)| fact(name, written(&value))).collect();
    let content = view! {
        <h1 class="nhsuk-heading-l">"Rehearsal"</h1>
        <p class="app-notice">"This is a rehearsal. Every request in it is invented, and none of it has happened."</p>
        {course}
        <h2 class="nhsuk-heading-m">"Assumptions"</h2>
        {facts(assumed)}
        {link_button(Tone::Secondary, paths::REHEARSE, "Rehearse something else")}
    };
    document(shell, Head { life, wide, here: paths::REHEARSE, ..Head::still("Rehearsal") }, content)
}

fn underway(id: &str, doing: &'static str, done: usize, of: Option<usize>) -> AnyView {
    let days = count(u64::try_from(done).unwrap_or(u64::MAX), "day");
    let said = match of {
        Some(of) => format!("{doing}: {done} of {of}. Each day is played once for each way to send people."),
        None => format!(
            "{doing}: {days} played so far, with more and fewer people until it is clear. This may take a few minutes."
        ),
    };
    view! {
        <div role="status" data-underway="">
            <p>{said}</p>
            {of.map(|of| view! { <progress class="app-progress" max=of value=done aria-label=doing></progress> })}
        </div>
        {post(Tone::Secondary, &paths::cancel_rehearsal(id), "Cancel", None)}
    }
    .into_any()
}

fn finished(id: &str, forecast: Forecast) -> AnyView {
    let Forecast { target_percent, engines, needed, needed_in_zones, gaps, formulas } = forecast;
    let formulas: Vec<_> = formulas.into_iter().map(|(name, value)| fact(name, value)).collect();
    let tried: Vec<IntervalRow> = needed
        .tried
        .iter()
        .map(|(people, within)| row(format!("{people} people"), *within, Some(*people) == needed.people))
        .collect();
    view! {
        {engines.iter().find(|engine| engine.is_ours).map(headline)}
        <h2 class="nhsuk-heading-m">"People needed"</h2>
        <p>{needed_words(&needed, &needed_in_zones, target_percent)}</p>
        {interval_chart(&IntervalChart {
            id: "people",
            title: "Help within 10 minutes, by number of people",
            rows: &tried,
            say: percent,
            most: 100.0,
            mark: Some(target_percent),
        })}
        {tried_table(&needed)}
        <h2 class="nhsuk-heading-m">"Compared with other ways to send people"</h2>
        <p>"On the same days, with the same requests and the same answers."</p>
        {interval_chart(&IntervalChart {
            id: "engines",
            title: "Mean time until someone is there",
            rows: &mean_rows(&engines),
            say: words::waited,
            most: f64::INFINITY,
            mark: None,
        })}
        {engine_table(&engines)}
        <h2 class="nhsuk-heading-m">"Where the wait is longest"</h2>
        {gap_table(gaps)}
        <h2 class="nhsuk-heading-m">"By formula"</h2>
        <p>"What queueing theory says about a desk where everyone knows everything and no one has to walk."</p>
        {facts(formulas)}
        <p><a href=format!("{}.json", paths::rehearsal(id)) download="">"Download all figures as JSON"</a></p>
    }
    .into_any()
}

/// The answer in two sentences.
fn headline(ours: &EngineRow) -> Option<AnyView> {
    let (within, mean, p95) = (ours.within_10?, ours.mean?, ours.p95?);
    let text = format!(
        "{} of all requests would have someone there within 10 minutes ({} to {}). The mean wait is {}; one in twenty \
         waits longer than {}.",
        percent(within.value),
        percent(within.low),
        percent(within.high),
        words::waited(mean.value),
        words::waited(p95.value),
    );
    Some(view! { <p class="nhsuk-lede-text">{text}</p> }.into_any())
}

fn needed_words(needed: &Needed, in_zones: &Needed, target: f64) -> String {
    let target = format!("{target:.0}% within 10 minutes");
    let people = |people: u32| count(people.into(), "person").replace("persons", "people");
    let ours = match (needed.people, needed.at_least, needed.at_most) {
        (Some(wanted), Some(least), Some(most)) if least < most => {
            format!("For {target} you need {} (between {least} and {most}).", people(wanted))
        }
        (Some(wanted), ..) => format!("For {target} you need {}.", people(wanted)),
        (None, ..) => format!(
            "Not even {} would reach {target}. Look at who knows what, and how far they walk.",
            needed.tried.last().map_or_else(|| "more people".to_owned(), |(most, _)| people(*most)),
        ),
    };
    match in_zones.people {
        Some(more) => format!("{ours} With everyone fixed to a zone it would take {}.", people(more)),
        None => format!("{ours} With everyone fixed to a zone it could not be reached at all."),
    }
}

fn percent(value: f64) -> String {
    format!("{value:.0}%")
}

fn row(label: String, Range { value, low, high }: Range, is_ours: bool) -> IntervalRow {
    IntervalRow { label, value, low, high, is_ours }
}

fn mean_rows(engines: &[EngineRow]) -> Vec<IntervalRow> {
    let mean = |engine: &EngineRow| Some(row(engine.name.clone(), engine.mean?, engine.is_ours));
    engines.iter().filter_map(mean).collect()
}

fn range(range: Option<Range>, say: impl Fn(f64) -> String) -> String {
    range.map_or_else(
        || "–".to_owned(),
        |Range { value, low, high }| format!("{} ({} to {})", say(value), say(low), say(high)),
    )
}

fn tried_table(needed: &Needed) -> AnyView {
    let rows: Vec<_> = needed
        .tried
        .iter()
        .map(|(people, within)| {
            view! {
                <tr>
                    <th scope="row">{*people}</th>
                    <td class="app-figure" data-label="Within 10 minutes">{range(Some(*within), percent)}</td>
                </tr>
            }
        })
        .collect();
    table(
        Some("Help within 10 minutes, by number of people"),
        [column("People"), figures("Within 10 minutes")],
        rows,
    )
}

fn engine_table(engines: &[EngineRow]) -> AnyView {
    let rows: Vec<_> = engines
        .iter()
        .map(|engine| {
            view! {
                <tr>
                    <th scope="row">{engine.name.clone()}</th>
                    <td class="app-figure" data-label="Within 10 minutes">{range(engine.within_10, percent)}</td>
                    <td class="app-figure" data-label="Mean">{range(engine.mean, words::waited)}</td>
                    <td class="app-figure" data-label="One in twenty waits longer than">
                        {range(engine.p95, words::waited)}
                    </td>
                    <td class="app-figure" data-label="Gave up">{range(engine.withdrawn_percent, percent)}</td>
                    <td class="app-figure" data-label="Alerts per request">
                        {range(engine.alerts, |alerts| format!("{alerts:.1}"))}
                    </td>
                </tr>
            }
        })
        .collect();
    table(
        Some("Ways to send people, with 95% intervals"),
        [
            column("Way"),
            figures("Within 10 minutes"),
            figures("Mean"),
            figures("One in twenty waits longer than"),
            figures("Gave up"),
            figures("Alerts per request"),
        ],
        rows,
    )
}

fn gap_table(gaps: Vec<GapRow>) -> AnyView {
    if gaps.is_empty() {
        return view! { <p>"No zone had enough requests to tell."</p> }.into_any();
    }
    let rows: Vec<_> = gaps
        .into_iter()
        .map(|gap| {
            view! {
                <tr>
                    <th scope="row">{written(&gap.zone)}</th>
                    <td data-label="About">{written(&gap.tag)}</td>
                    <td class="app-figure" data-label="Mean">
                        {gap.mean.map_or_else(|| "Nobody came".to_owned(), words::waited)}
                    </td>
                    <td class="app-figure" data-label="Within 10 minutes">{percent(gap.within_10)}</td>
                    <td class="app-figure" data-label="Requests">{gap.asked}</td>
                </tr>
            }
        })
        .collect();
    table(
        Some("Longest mean waits by zone and topic"),
        [column("Zone"), column("About"), figures("Mean"), figures("Within 10 minutes"), figures("Requests")],
        rows,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(people: Option<u32>, at_least: Option<u32>, at_most: Option<u32>) -> Needed {
        let within = Range { value: 80.0, low: 79.0, high: 81.0 };
        Needed { people, at_least, at_most, tried: vec![(1, within), (120, within)] }
    }

    #[test]
    fn the_answer_is_a_sentence_with_its_doubt() {
        assert_eq!(
            needed_words(&needed(Some(31), Some(29), Some(33)), &needed(Some(52), None, None), 90.0),
            "For 90% within 10 minutes you need 31 people (between 29 and 33). With everyone fixed to a zone it would \
             take 52 people."
        );
        assert_eq!(
            needed_words(&needed(None, None, None), &needed(None, None, None), 90.0),
            "Not even 120 people would reach 90% within 10 minutes. Look at who knows what, and how far they walk. With \
             everyone fixed to a zone it could not be reached at all."
        );
    }
}
