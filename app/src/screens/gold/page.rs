//! The go-live for those who answer for it.

use leptos::prelude::*;
use texts::texts;

use super::{GoldDecision, GoldPage, GoldWeek};
use crate::{
    components::{column, figures, moment, notice, table, wide, written},
    model::Shell,
    screens::waves::{WaveRow, standing},
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn Gold(shell: Shell, page: GoldPage) -> impl IntoView {
    let GoldPage { waves, to_come, weeks, decisions, is_up_to_date } = page;
    let t = texts();
    let head = Head { here: paths::GOLD, wide: true, ..Head::still(t.gold_title()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.gold_title()}</h1>
        {(!is_up_to_date).then(|| notice(&t.insight_not_complete()))}
        <p>{t.gold_about()}</p>
        {if waves.is_empty() && to_come.is_empty() {
            view! { <p>{t.gold_no_waves()}</p> }.into_any()
        } else {
            standing(waves.iter().chain(&to_come), |wave| written(&wave.name).into_any())
        }}
        {(!waves.is_empty()).then(|| side_by_side(&waves, &weeks))}
        <h2 class="nhsuk-heading-m">{t.decisions_logged_ones()}</h2>
        {decided(&decisions)}
    };
    document(shell, head, content)
}

/// A row a week, so that the second week of one wave stands beside the second of another.
fn side_by_side(waves: &[WaveRow], weeks: &[GoldWeek]) -> AnyView {
    let t = texts();
    if weeks.is_empty() {
        return view! {
            <h2 class="nhsuk-heading-m">{t.gold_side_by_side()}</h2>
            <p>{t.gold_no_week()}</p>
        }
        .into_any();
    }
    let asked = |wave: &WaveRow| t.gold_asked_in(isolated(&wave.name));
    let minutes = |wave: &WaveRow| t.gold_minutes_in(isolated(&wave.name));
    let rows: Vec<_> = weeks
        .iter()
        .map(|week| {
            let cells: Vec<_> = waves
                .iter()
                .zip(&week.cells)
                .map(|(wave, cell)| {
                    let (requests, wait) = cell.clone().unwrap_or_else(|| ("–".to_owned(), "–".to_owned()));
                    view! {
                        <td class="app-figure" data-label=asked(wave)>{requests}</td>
                        <td class="app-figure" data-label=minutes(wave)>{wait}</td>
                    }
                })
                .collect();
            view! { <tr><th scope="row">{t.gold_week(week.week)}</th>{cells}</tr> }
        })
        .collect();
    let headings = waves.iter().flat_map(|wave| [figures(asked(wave)), figures(minutes(wave))]);
    let headings: Vec<_> = std::iter::once(column(t.gold_weeks())).chain(headings).collect();
    view! {
        <h2 class="nhsuk-heading-m">{t.gold_side_by_side()}</h2>
        <p class="app-muted">{t.gold_small_numbers()}</p>
        {wide(&t.gold_side_by_side(), table(None, headings, rows))}
    }
    .into_any()
}

fn decided(decisions: &[GoldDecision]) -> AnyView {
    let t = texts();
    if decisions.is_empty() {
        return view! { <p>{t.decisions_none()}</p> }.into_any();
    }
    let items: Vec<_> = decisions
        .iter()
        .map(|GoldDecision { number, decision, made }| {
            view! {
                <li>
                    <a href=paths::decision(number)>{t.decisions_one(*number)}</a> " "
                    <span class="app-muted">{moment(made)}</span>
                    <p class="app-lines">{written(decision)}</p>
                </li>
            }
        })
        .collect();
    view! { <ol class="nhsuk-list">{items}</ol> <p><a href=paths::DECISIONS>{t.gold_all_decisions()}</a></p> }
        .into_any()
}
