//! All surges, and one in full.

use domain::surge::Verdict;
use leptos::prelude::*;
use texts::texts;

use super::{
    SurgeBar, SurgePage, SurgeRow, SurgeTicketRow, SurgesPage, VerdictForm,
    cards::{said, what_follows},
};
use crate::{
    components::{
        Tone, button, column, details, figures, filters, hidden, link_button, moment, part_of, phase_tag,
        priority_tag, select, table, tag, written,
    },
    model::Shell,
    shell::{Head, announcement, document},
};

/// The drawing of the bars.
const WIDTH: u32 = 320;
const HEIGHT: u32 = 64;
/// Bars at most; what is in more would be no wider than a hair.
const MOST_BARS: usize = 40;

#[component]
pub fn Surges(shell: Shell, page: SurgesPage) -> impl IntoView {
    let SurgesPage { thresholds, choices, shown, rows, found } = page;
    let t = texts();
    let head = Head { here: paths::BOARD, wide: true, ..Head::still(t.surges_title()) };
    let items: Vec<_> = rows
        .iter()
        .map(|row| {
            let key = row.card.id.as_str();
            view! {
                <li data-key=key.to_owned()>
                    <p>{state(row)} <a href=paths::surge(key)>{row.card.sentence.clone()}</a></p>
                    <p class="app-muted">{t.surges_when()} " " {moment(&row.card.opened)}</p>
                    {row.card.verdict.as_ref().map(said)}
                    {bars(row)}
                </li>
            }
        })
        .collect();
    let list = (!items.is_empty()).then(|| view! { <ul class="app-surges__all">{items}</ul> }.into_any());
    let fields = select("show", &t.surges_show(), &choices, &shown, None, &[]);
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.surges_title()}</h1>
        <p>{t.surges_about()}</p>
        <p>{thresholds}</p>
        {filters(paths::SURGES, &t.surges_show(), fields, &t.surges_show_now(), None)}
        {part_of(&found, &t.surges_none(), list)}
    };
    document(shell, head, content)
}

#[component]
pub fn Surge(shell: Shell, page: SurgePage) -> impl IntoView {
    let SurgePage { row, tickets, form, notice } = page;
    let t = texts();
    let head = Head {
        here: paths::BOARD,
        errors: &form.errors,
        wide: true,
        ..Head::still(t.surges_one(row.card.opened.clock.as_str()))
    };
    let content = view! {
        <a class="app-back" href=paths::SURGES>{t.surges_back()}</a>
        <h1 class="nhsuk-heading-l">{t.surges_one(row.card.opened.clock.as_str())}</h1>
        {announcement(notice.as_deref())}
        <p class="app-surges__sentence">{state(&row)} {row.card.sentence.clone()} " " {row.card.waits.clone()}</p>
        {row.card.verdict.as_ref().map(said)}
        {bars(&row)}
        {shell.decides().then(|| what_follows(&row.card))}
        {shell.decides().then(|| verdict(&row, &form))}
        <h2 class="nhsuk-heading-m">{t.surges_requests()}</h2>
        <p>{t.surges_requests_about()}</p>
        {ticket_table(&tickets)}
    };
    document(shell, head, content)
}

/// Whether it goes on; a verdict says the rest.
fn state(row: &SurgeRow) -> Option<AnyView> {
    row.is_open.then(|| view! { {tag("red", &texts().surges_now())} " " }.into_any())
}

/// What it is: three answers, of which one can be given instead of another.
fn verdict(row: &SurgeRow, form: &VerdictForm) -> AnyView {
    let t = texts();
    let VerdictForm { issues, issue, errors } = form;
    let word = row.card.verdict.as_ref().map_or("", |verdict| verdict.word.as_str());
    let seen = if issue.is_empty() { word.to_owned() } else { format!("{word} {issue}") };
    let seen = seen.as_str();
    let of = |verdict: Verdict, fields: AnyView, label: String| {
        view! {
            <form method="post" action=paths::surge(&row.card.id) novalidate>
                {hidden("verdict", verdict.as_str())}
                {hidden("seen", seen)}
                {fields}
                {button(Tone::Secondary, &label)}
            </form>
        }
    };
    let is = |verdict: Verdict| word == verdict.as_str();
    let choose = issue.is_empty().then(|| t.shared_choose());
    let known = (!issues.is_empty()).then(|| {
        let field = select("known_issue", &t.surges_which_issue(), issues, issue, choose.as_deref(), errors);
        view! {
            <form method="post" action=paths::surge(&row.card.id) novalidate>
                {hidden("verdict", "known_issue")}
                {hidden("seen", seen)}
                {field}
                {button(Tone::Secondary, &t.surges_is_issue())}
            </form>
        }
    });
    view! {
        <section aria-labelledby="verdict-title">
            <h2 class="nhsuk-heading-m" id="verdict-title">{t.surges_what_is_it()}</h2>
            <p>{t.surges_what_it_does()}</p>
            <div class="app-surges__verdicts">
                {link_button(Tone::Primary, &row.card.make_issue, &t.surges_make_issue())}
                {(!is(Verdict::Real)).then(|| of(Verdict::Real, ().into_any(), t.surges_real()))}
                {(!is(Verdict::Nothing)).then(|| of(Verdict::Nothing, ().into_any(), t.surges_nothing()))}
            </div>
            {known}
        </section>
    }
    .into_any()
}

/// When its requests came: drawn, and as a table.
fn bars(SurgeRow { card, bar_minutes, bars, .. }: &SurgeRow) -> AnyView {
    let t = texts();
    let most = bars.iter().map(|bar| bar.requests).max().unwrap_or_default().max(1);
    let count = u32::try_from(bars.len().clamp(1, MOST_BARS)).unwrap_or(1);
    let width = WIDTH / count;
    let drawn: Vec<_> = (0..)
        .zip(bars.iter().take(MOST_BARS))
        .map(|(place, SurgeBar { requests, .. }): (u32, _)| {
            let height = requests * HEIGHT / most;
            view! {
                <rect
                    class="app-chart__bar"
                    x=place * width
                    y=HEIGHT - height
                    width=width.saturating_sub(2).max(1)
                    height=height
                ></rect>
            }
        })
        .collect();
    let rows: Vec<_> = bars
        .iter()
        .map(|SurgeBar { from, requests }| {
            view! { <tr><th scope="row">{moment(from)}</th><td class="app-figure">{*requests}</td></tr> }
        })
        .collect();
    let headings = [column(t.surges_from()), figures(t.surges_requests())];
    let title = t.surges_by_time(*bar_minutes);
    view! {
        <svg class="app-surges__bars" viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">{drawn}</svg>
        {details(format!("bars-{}", card.id), &title, false, table(Some(&title), headings, rows))}
    }
    .into_any()
}

fn ticket_table(tickets: &[SurgeTicketRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            view! {
                <tr>
                    <th scope="row"><a href=paths::ticket(&ticket.id)>{ticket.code.clone()}</a></th>
                    <td data-label=t.shared_where()>{written(&ticket.ward)}</td>
                    <td data-label=t.shared_about()>{written(&ticket.tag)}</td>
                    <td data-label=t.board_priority()>{priority_tag(ticket.priority)}</td>
                    <td data-label=t.board_state()>{phase_tag(ticket.phase)}</td>
                    <td data-label=t.board_asked()>{moment(&ticket.asked)}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.known_issues_ticket()),
        column(t.shared_where()),
        column(t.shared_about()),
        column(t.board_priority()),
        column(t.board_state()),
        column(t.board_asked()),
    ];
    table(None, headings, rows)
}
