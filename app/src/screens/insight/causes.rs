//! What the tickets turned out to be.

use leptos::prelude::*;
use texts::texts;

use super::{
    InsightPage, Options, View,
    filter::{filter_form, views},
};
use crate::{
    components::{column, figures, notice, pareto_chart, table, written},
    model::{ParetoRow, Shell},
    shell::{Head, document},
};

#[component]
pub fn Insight(shell: Shell, page: InsightPage) -> impl IntoView {
    let InsightPage {
        filter,
        is_up_to_date,
        rows,
        withdrawn,
        sorted,
        asked,
        on_paper,
        still_open,
        surges,
        csv,
    } = page;
    let t = texts();
    let in_passing: u32 = rows.iter().map(|row| row.in_passing).sum();
    let closed = rows.iter().map(|row| row.tickets).sum::<u32>() - in_passing;
    let helped: u32 = rows.iter().map(|row| row.helped).sum();
    let taken_back: u32 = withdrawn.iter().map(|(_, tickets)| tickets).sum();
    let head =
        Head { errors: &filter.errors, here: paths::INSIGHT, wide: true, ..Head::still(t.insight_title()) };
    let pareto = if rows.is_empty() {
        view! { <p>{t.insight_no_causes()}</p> }.into_any()
    } else {
        view! {
            {pareto_chart(&rows)}
            <p class="app-muted">{t.insight_how_to_read()}</p>
            {pareto_table(rows)}
            <p><a href=csv download="">{t.shared_download_csv()}</a> " " {t.shared_local_times()}</p>
        }
        .into_any()
    };
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.insight_title()}</h1>
        {views(View::Causes, &filter.query)}
        {(!is_up_to_date).then(|| notice(&t.insight_not_complete()))}
        {filter_form(View::Causes, &filter, &Options::Nothing)}
        <dl class="app-numbers">
            {number(t.insight_asked(), asked)}
            {number(t.insight_closed(), closed)}
            {number(t.insight_cancelled(), taken_back)}
            {number(t.insight_still_open(), still_open)}
            {(on_paper > 0).then(|| number(t.insight_on_paper(), on_paper))}
            {number(t.insight_helped_without_request(), in_passing)}
            {number(t.shared_people_helped(), helped)}
        </dl>
        {surges.map(|surges| view! { <p>{surges}</p> })}
        <h2 class="nhsuk-heading-m">{t.insight_causes()}</h2>
        {pareto}
        {(!withdrawn.is_empty()).then(|| tickets_by(t.insight_why_cancelled(), t.insight_reason(), withdrawn))}
        {(!sorted.is_empty()).then(|| tickets_by(t.insight_is_it_sorted(), t.insight_answer(), sorted))}
    };
    document(shell, head, content)
}

fn number(name: String, value: u32) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

fn pareto_table(rows: Vec<ParetoRow>) -> AnyView {
    let t = texts();
    let percent = |share: f64| t.insight_percent(format!("{share:.1}"));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{written(&row.category)}</th>
                    <td class="app-figure" data-label=t.shared_tickets()>{row.tickets}</td>
                    <td class="app-figure" data-label=t.insight_without_request()>{row.in_passing}</td>
                    <td class="app-figure" data-label=t.shared_people_helped()>{row.helped}</td>
                    <td class="app-figure" data-label=t.insight_share()>{percent(row.share)}</td>
                    <td class="app-figure" data-label=t.insight_running_total()>{percent(row.cumulative)}</td>
                </tr>
            }
        })
        .collect();
    table(
        Some(&t.insight_by_category()),
        [
            column(t.insight_category()),
            figures(t.shared_tickets()),
            figures(t.insight_without_request()),
            figures(t.shared_people_helped()),
            figures(t.insight_share()),
            figures(t.insight_running_total()),
        ],
        rows,
    )
}

fn tickets_by(title: String, by: String, rows: Vec<(String, u32)>) -> AnyView {
    let t = texts();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, tickets)| {
            view! { <tr><th scope="row">{name}</th><td class="app-figure" data-label=t.shared_tickets()>{tickets}</td></tr> }
        })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">{title}</h2>
        {table(None, [column(by), figures(t.shared_tickets())], rows)}
    }
    .into_any()
}
