//! What is known to be wrong: the command centre keeps it, responders read it beside their jobs.

use domain::known_issue::{Title, Workaround};
use leptos::prelude::*;
use texts::texts;

use super::{
    IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage, LinkedTicket,
};
use crate::{
    components::{
        Guard, TextArea, TextInput, Tone, button, column, details, fact, facts, figures, hidden, moment,
        part_of, post, rich, search, select, summed_up, table, text_area, text_input, written,
    },
    model::Shell,
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn KnownIssues(shell: Shell, page: KnownIssuesPage) -> impl IntoView {
    let KnownIssuesPage { live, live_found, ended, ended_found, form, notice } = page;
    let t = texts();
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head {
        errors: &errors,
        here: paths::KNOWN_ISSUES,
        wide: true,
        ..Head::still(t.known_issues_title())
    };
    let is_typed = !errors.is_empty();
    let find = live_found.find.clone();
    let is_empty = live.is_empty() && find.is_empty();
    let rows = |issues: &[KnownIssueRow]| (!issues.is_empty()).then(|| issue_table(issues));
    let list = part_of(&live_found, &t.known_issues_none(), rows(&live));
    let over = (ended_found.count != Some(0)).then(|| {
        let title = t.known_issues_ended_ones(ended_found.count.unwrap_or_default());
        let is_open = !find.is_empty() || ended_found.first.is_some();
        details("ended", &title, is_open, part_of(&ended_found, "", rows(&ended)))
    });
    let add = fields(paths::KNOWN_ISSUES, form, &t.known_issues_add_it());
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.known_issues_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.known_issues_about()}</p>
        {search(paths::KNOWN_ISSUES, &t.known_issues_find(), &find, paths::KNOWN_ISSUES)}
        {list}
        {over}
        {details("add", &t.known_issues_add(), is_typed || is_empty, add)}
    };
    document(shell, head, content)
}

#[component]
pub fn KnownIssue(shell: Shell, page: KnownIssuePage) -> impl IntoView {
    let KnownIssuePage { issue, form, tickets, tickets_found, versions, notice } = page;
    let t = texts();
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head { errors: &errors, here: paths::KNOWN_ISSUES, ..Head::still(isolated(&issue.title)) };
    let is_typed = !errors.is_empty();
    let change = fields(&paths::known_issue(&issue.id), form, &t.shared_save());
    let end = issue.ended.is_none().then(|| {
        let words = view! {
            <p>{t.known_issues_if_ended()}</p>
            {post(Tone::Warning, &paths::end_known_issue(&issue.id), &t.known_issues_end(), None)}
        };
        details("end", &t.known_issues_fixed(), false, words)
    });
    let content = view! {
        <a class="app-back" href=paths::KNOWN_ISSUES>{t.known_issues_back()}</a>
        <h1 class="nhsuk-heading-l">{written(&issue.title)}</h1>
        {announcement(notice.as_deref())}
        {facts(view! {
            {fact(&t.known_issues_what_to_do(), written(&issue.workaround))}
            {fact(&t.shared_about(), written(&issue.tag))}
            {fact(&t.shared_since(), moment(&issue.since))}
            {issue.ended.as_ref().map(|ended| fact(&t.known_issues_ended(), moment(ended)))}
            {fact(&t.shared_tickets(), t.known_issues_tickets(issue.tickets))}
        })}
        {details("change", &t.known_issues_change(), is_typed, change)}
        {end}
        <h2 class="nhsuk-heading-m">{t.known_issues_tickets_about_this()}</h2>
        {part_of(&tickets_found, &t.known_issues_no_tickets(), (!tickets.is_empty()).then(|| linked(&tickets)))}
        <h2 class="nhsuk-heading-m">{t.known_issues_history()}</h2>
        {said(&versions)}
    };
    document(shell, head, content)
}

fn issue_table(issues: &[KnownIssueRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = issues
        .iter()
        .map(|issue| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::known_issue(&issue.id)>{written(&issue.title)}</a>
                    </th>
                    <td data-label=t.known_issues_what_to_do()>{written(&issue.workaround)}</td>
                    <td data-label=t.shared_about()>{written(&issue.tag)}</td>
                    <td data-label=t.shared_since()>{moment(&issue.since)}</td>
                    <td class="app-figure" data-label=t.shared_tickets()>{issue.tickets}</td>
                </tr>
            }
        })
        .collect();
    table(
        None,
        [
            column(t.known_issues_what_is_wrong()),
            column(t.known_issues_what_to_do()),
            column(t.shared_about()),
            column(t.shared_since()),
            figures(t.shared_tickets()),
        ],
        rows,
    )
}

fn fields(action: &str, form: KnownIssueForm, label: &str) -> AnyView {
    let KnownIssueForm { title, workaround, tag, key, version, tags, errors, warnings } = form;
    let t = texts();
    let (what, hint, meanwhile) =
        (t.known_issues_field_title(), t.shared_no_patient_details(), t.known_issues_what_to_do());
    let title = TextInput {
        hint: Some(&hint),
        value: &title,
        max_length: u16::try_from(Title::MAX_CHARS).ok(),
        guard: Some(Guard::new(&warnings)),
        ..TextInput::new("title", &what)
    };
    let workaround = TextArea {
        name: "workaround",
        label: &meanwhile,
        hint: &hint,
        value: &workaround,
        rows: 4,
        at_most: Some(Workaround::MAX_CHARS),
        guard: Some(Guard::new(&warnings)),
        class: "",
    };
    let unset = tag.is_empty().then(|| t.shared_choose());
    view! {
        <form method="post" action=action.to_owned() novalidate>
            {(!key.is_empty()).then(|| hidden("key", &key))}
            {version.map(|version| hidden("version", &version.to_string()))}
            {text_input(title, &errors)}
            {text_area(workaround, &errors)}
            {select("tag", &t.shared_what_is_it_about(), &tags, &tag, unset.as_deref(), &errors)}
            {button(Tone::Primary, label)}
        </form>
    }
    .into_any()
}

fn linked(tickets: &[LinkedTicket]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            view! {
                <tr>
                    <th scope="row"><a href=paths::ticket(&ticket.ticket)>{ticket.code.clone()}</a></th>
                    <td data-label=t.shared_where()>{written(&ticket.ward)}</td>
                    <td data-label=t.known_issues_closed()>{ticket.closed.as_ref().map(moment)}</td>
                    <td class="app-figure" data-label=t.shared_people_helped()>{ticket.helped}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.known_issues_ticket()),
        column(t.shared_where()),
        column(t.known_issues_closed()),
        figures(t.shared_people_helped()),
    ];
    table(None, headings, rows)
}

fn said(versions: &[IssueVersion]) -> AnyView {
    let items: Vec<_> = versions
        .iter()
        .map(|version| {
            let IssueVersion { when, who, did, title, workaround } = version;
            let say = |[name, title, workaround]: [&'static str; 3]| match did {
                IssueStep::Wrote => texts().known_issues_wrote(name, title, workaround),
                IssueStep::Changed => texts().known_issues_changed_it(name, title, workaround),
                IssueStep::Ended => texts().known_issues_ended_it(name, title, workaround),
            };
            let said = rich(say, [written(who), written(title), written(workaround)]);
            view! { <li>{moment(when)} " " <span>{said}</span></li> }
        })
        .collect();
    view! { <ol class="app-timeline">{items}</ol> }.into_any()
}
