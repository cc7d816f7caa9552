//! How far a rehearsal is, and what it showed.

use leptos::prelude::*;
use texts::texts;

use super::{Course, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage};
use crate::{
    components::{
        IntervalChart, IntervalRow, Tone, column, fact, facts, figures, interval_chart, link_button, post,
        table, written,
    },
    model::Shell,
    shell::{Head, Life, document},
    words,
};

#[component]
pub fn Rehearsal(shell: Shell, page: RehearsalPage) -> impl IntoView {
    let RehearsalPage { id, assumptions, course } = page;
    let t = texts();
    let life = match course {
        Course::Comparing { .. } | Course::Staffing { .. } => Life::Followed(Some(paths::rehearsal(&id))),
        Course::Cancelled | Course::Finished(_) => Life::Still,
    };
    let wide = matches!(course, Course::Finished(_));
    let course = match course {
        Course::Comparing { done, of } => underway(&id, t.rehearse_days_of(done, of), Some((done, of))),
        Course::Staffing { done } => underway(&id, t.rehearse_working_out(done), None),
        Course::Cancelled => view! { <p>{t.rehearse_cancelled()}</p> }.into_any(),
        Course::Finished(forecast) => finished(&id, *forecast),
    };
    let assumed: Vec<_> = assumptions.into_iter().map(|(name, value)| fact(&name, written(&value))).collect();
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.rehearse_rehearsal()}</h1>
        <p class="app-notice">{t.rehearse_is_invented()}</p>
        {course}
        <h2 class="nhsuk-heading-m">{t.rehearse_assumptions()}</h2>
        {facts(assumed)}
        {link_button(Tone::Secondary, paths::REHEARSE, &t.rehearse_something_else())}
    };
    document(
        shell,
        Head { life, wide, here: paths::REHEARSE, ..Head::still(t.rehearse_rehearsal()) },
        content,
    )
}

/// `progress`: days played, and of how many.
fn underway(id: &str, said: String, progress: Option<(usize, usize)>) -> AnyView {
    let progress = progress.map(|(done, of)| {
        let label = texts().rehearse_rehearsing();
        view! { <progress class="app-progress" max=of value=done aria-label=label></progress> }
    });
    view! {
        <div role="status" data-underway="">
            <p>{said}</p>
            {progress}
        </div>
        {post(Tone::Secondary, &paths::cancel_rehearsal(id), &texts().shared_cancel(), None)}
    }
    .into_any()
}

fn finished(id: &str, forecast: Forecast) -> AnyView {
    let Forecast { target_percent, engines, needed, needed_in_zones, gaps, formulas } = forecast;
    let t = texts();
    let formulas: Vec<_> = formulas.into_iter().map(|(name, value)| fact(&name, value)).collect();
    let tried: Vec<IntervalRow> = needed
        .tried
        .iter()
        .map(|(people, within)| {
            row(t.rehearse_so_many_people(*people), *within, Some(*people) == needed.people)
        })
        .collect();
    view! {
        {engines.iter().find(|engine| engine.is_ours).map(headline)}
        <h2 class="nhsuk-heading-m">{t.rehearse_people_needed()}</h2>
        <p>{needed_words(&needed, &needed_in_zones, target_percent)}</p>
        {interval_chart(&IntervalChart {
            id: "people",
            title: &t.rehearse_by_people(),
            rows: &tried,
            say: percent,
            most: 100.0,
            mark: Some(target_percent),
        })}
        {tried_table(&needed)}
        <h2 class="nhsuk-heading-m">{t.rehearse_compared()}</h2>
        <p>{t.rehearse_same_days()}</p>
        {interval_chart(&IntervalChart {
            id: "engines",
            title: &t.rehearse_mean_time(),
            rows: &mean_rows(&engines),
            say: words::waited,
            most: f64::INFINITY,
            mark: None,
        })}
        {engine_table(&engines)}
        <h2 class="nhsuk-heading-m">{t.rehearse_where_longest()}</h2>
        {gap_table(gaps)}
        <h2 class="nhsuk-heading-m">{t.rehearse_by_formula()}</h2>
        <p>{t.rehearse_queueing_theory()}</p>
        {facts(formulas)}
        <p><a href=format!("{}.json", paths::rehearsal(id)) download="">{t.rehearse_download()}</a></p>
    }
    .into_any()
}

/// The answer in two sentences.
fn headline(ours: &EngineRow) -> Option<AnyView> {
    let (within, mean, p95) = (ours.within_10?, ours.mean?, ours.p95?);
    let text = texts().rehearse_headline(
        percent(within.value),
        percent(within.low),
        percent(within.high),
        words::waited(mean.value),
        words::waited(p95.value),
    );
    Some(view! { <p class="nhsuk-lede-text">{text}</p> }.into_any())
}

fn needed_words(needed: &Needed, in_zones: &Needed, target: f64) -> String {
    let (t, target) = (texts(), format!("{target:.0}"));
    let ours = match (needed.people, needed.at_least, needed.at_most) {
        (Some(wanted), Some(least), Some(most)) if least < most => {
            t.rehearse_need_between(wanted, target, least, most)
        }
        (Some(wanted), ..) => t.rehearse_need(wanted, target),
        (None, ..) => match needed.tried.last() {
            Some((most, _)) => t.rehearse_not_even(*most, target),
            None => t.rehearse_not_even_more(target),
        },
    };
    let in_zones =
        in_zones.people.map_or_else(|| t.rehearse_in_zones_never(), |more| t.rehearse_in_zones(more));
    format!("{ours} {in_zones}")
}

fn percent(value: f64) -> String {
    texts().rehearse_percent(format!("{value:.0}"))
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
        |Range { value, low, high }| texts().rehearse_range(say(value), say(low), say(high)),
    )
}

fn tried_table(needed: &Needed) -> AnyView {
    let t = texts();
    let rows: Vec<_> = needed
        .tried
        .iter()
        .map(|(people, within)| {
            view! {
                <tr>
                    <th scope="row">{*people}</th>
                    <td class="app-figure" data-label=t.shared_within_10()>{range(Some(*within), percent)}</td>
                </tr>
            }
        })
        .collect();
    table(Some(&t.rehearse_by_people()), [column(t.rehearse_people()), figures(t.shared_within_10())], rows)
}

fn engine_table(engines: &[EngineRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = engines
        .iter()
        .map(|engine| {
            view! {
                <tr>
                    <th scope="row">{engine.name.clone()}</th>
                    <td class="app-figure" data-label=t.shared_within_10()>{range(engine.within_10, percent)}</td>
                    <td class="app-figure" data-label=t.rehearse_mean()>{range(engine.mean, words::waited)}</td>
                    <td class="app-figure" data-label=t.rehearse_one_in_twenty()>
                        {range(engine.p95, words::waited)}
                    </td>
                    <td class="app-figure" data-label=t.rehearse_gave_up()>{range(engine.withdrawn_percent, percent)}</td>
                    <td class="app-figure" data-label=t.rehearse_alerts_per_request()>
                        {range(engine.alerts, |alerts| format!("{alerts:.1}"))}
                    </td>
                </tr>
            }
        })
        .collect();
    table(
        Some(&t.rehearse_ways()),
        [
            column(t.rehearse_way()),
            figures(t.shared_within_10()),
            figures(t.rehearse_mean()),
            figures(t.rehearse_one_in_twenty()),
            figures(t.rehearse_gave_up()),
            figures(t.rehearse_alerts_per_request()),
        ],
        rows,
    )
}

fn gap_table(gaps: Vec<GapRow>) -> AnyView {
    let t = texts();
    if gaps.is_empty() {
        return view! { <p>{t.rehearse_no_zone_tells()}</p> }.into_any();
    }
    let rows: Vec<_> = gaps
        .into_iter()
        .map(|gap| {
            view! {
                <tr>
                    <th scope="row">{written(&gap.zone)}</th>
                    <td data-label=t.shared_about()>{written(&gap.tag)}</td>
                    <td class="app-figure" data-label=t.rehearse_mean()>
                        {gap.mean.map_or_else(|| t.rehearse_nobody_came(), words::waited)}
                    </td>
                    <td class="app-figure" data-label=t.shared_within_10()>{percent(gap.within_10)}</td>
                    <td class="app-figure" data-label=t.rehearse_requests()>{gap.asked}</td>
                </tr>
            }
        })
        .collect();
    table(
        Some(&t.rehearse_longest_waits()),
        [
            column(t.rehearse_zone()),
            column(t.shared_about()),
            figures(t.rehearse_mean()),
            figures(t.shared_within_10()),
            figures(t.rehearse_requests()),
        ],
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
