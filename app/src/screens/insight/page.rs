//! What the tickets turned out to be.

use leptos::prelude::*;

use super::InsightPage;
use crate::{
    components::{TextInput, column, figures, filters, notice, pareto_chart, table, text_input, written},
    model::{ParetoRow, Shell},
    shell::{Head, document},
};

#[component]
pub fn Insight(shell: Shell, page: InsightPage) -> impl IntoView {
    let InsightPage { from, to, errors, is_up_to_date, rows, withdrawn, sorted, asked, still_open, csv } =
        page;
    let day = |name, label, value| TextInput {
        kind: "date",
        value,
        class: "nhsuk-input--width-10",
        ..TextInput::new(name, label)
    };
    let in_passing: u32 = rows.iter().map(|row| row.in_passing).sum();
    let closed = rows.iter().map(|row| row.tickets).sum::<u32>() - in_passing;
    let helped: u32 = rows.iter().map(|row| row.helped).sum();
    let taken_back: u32 = withdrawn.iter().map(|(_, tickets)| tickets).sum();
    let head = Head { errors: &errors, here: paths::INSIGHT, wide: true, ..Head::still("Insight") };
    let pareto = if rows.is_empty() {
        view! { <p>"No ticket was closed with a category in this period. Choose a longer one."</p> }
            .into_any()
    } else {
        view! {
            {pareto_chart(&rows)}
            <p class="app-muted">
                "Each bar is a category’s share of all closed tickets, including help without a request. The line is the running total; the marked line is 80%."
                " Each ticket counts as one person helped, unless whoever closed it said more."
            </p>
            {pareto_table(rows)}
            <p><a href=csv download="">"Download as CSV"</a> " Times in the file are local times, with the offset from UTC."</p>
        }
        .into_any()
    };
    let period = view! {
        {text_input(day("from", "From", &from), &errors)}
        {text_input(day("to", "To (included)", &to), &errors)}
    };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Insight"</h1>
        {(!is_up_to_date)
            .then(|| notice("These figures are not complete yet: earlier requests are still being added up. Reload this page in a minute."))}
        {filters(paths::INSIGHT, "Choose a period", period, "Show", None)}
        <dl class="app-numbers">
            {number("Asked", asked)}
            {number("Closed with a category", closed)}
            {number("Cancelled", taken_back)}
            {number("Still open", still_open)}
            {number("Helped without a request", in_passing)}
            {number("People helped", helped)}
        </dl>
        <h2 class="nhsuk-heading-m">"Causes"</h2>
        {pareto}
        {(!withdrawn.is_empty()).then(|| tickets_by("Why requests were cancelled", "Reason", withdrawn))}
        {(!sorted.is_empty()).then(|| tickets_by("Is it sorted? Answers from wards", "Answer", sorted))}
    };
    document(shell, head, content)
}

fn number(name: &'static str, value: u32) -> impl IntoView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

fn pareto_table(rows: Vec<ParetoRow>) -> AnyView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{written(&row.category)}</th>
                    <td class="app-figure" data-label="Tickets">{row.tickets}</td>
                    <td class="app-figure" data-label="Without a request">{row.in_passing}</td>
                    <td class="app-figure" data-label="People helped">{row.helped}</td>
                    <td class="app-figure" data-label="Share">{format!("{:.1}%", row.share)}</td>
                    <td class="app-figure" data-label="Running total">{format!("{:.1}%", row.cumulative)}</td>
                </tr>
            }
        })
        .collect();
    table(
        Some("Closed tickets by category"),
        [
            column("Category"),
            figures("Tickets"),
            figures("Without a request"),
            figures("People helped"),
            figures("Share"),
            figures("Running total"),
        ],
        rows,
    )
}

fn tickets_by(title: &'static str, by: &'static str, rows: Vec<(String, u32)>) -> AnyView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, tickets)| {
            view! { <tr><th scope="row">{name}</th><td class="app-figure" data-label="Tickets">{tickets}</td></tr> }
        })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">{title}</h2>
        {table(None, [column(by), figures("Tickets")], rows)}
    }
    .into_any()
}
