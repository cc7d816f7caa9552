//! What is known to be wrong: the command centre keeps it, responders read it beside their jobs.

use domain::known_issue::{Title, Workaround};
use leptos::prelude::*;

use super::{IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage, LinkedTicket};
use crate::{
    components::{
        Guard, TextArea, TextInput, Tone, button, column, details, fact, facts, figures, hidden, moment,
        post, select, summed_up, table, text_area, text_input, written,
    },
    model::Shell,
    shell::{Head, announcement, document},
    words::{count, isolated},
};

const HERE: &str = "Known issues";

#[component]
pub fn KnownIssues(shell: Shell, page: KnownIssuesPage) -> impl IntoView {
    let KnownIssuesPage { live, ended, form, notice } = page;
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head { errors: &errors, here: paths::KNOWN_ISSUES, wide: true, ..Head::still(HERE) };
    let is_typed = !errors.is_empty();
    let list = if live.is_empty() {
        view! { <p>"There are no known issues."</p> }.into_any()
    } else {
        issue_table(&live)
    };
    let over = (!ended.is_empty())
        .then(|| details("ended", &format!("Ended: {}", ended.len()), false, issue_table(&ended)));
    let add = fields(paths::KNOWN_ISSUES, form, "Add it");
    let content = view! {
        <h1 class="nhsuk-heading-l">"Known issues"</h1>
        {announcement(notice.as_deref())}
        <p>
            "Responders read these beside a job about the same thing, and say after closing which one it was. "
            "People who ask for help do not see them."
        </p>
        {list}
        {over}
        {details("add", "Add a known issue", is_typed || live.is_empty(), add)}
    };
    document(shell, head, content)
}

#[component]
pub fn KnownIssue(shell: Shell, page: KnownIssuePage) -> impl IntoView {
    let KnownIssuePage { issue, form, tickets, versions, notice } = page;
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head { errors: &errors, here: paths::KNOWN_ISSUES, ..Head::still(isolated(&issue.title)) };
    let is_typed = !errors.is_empty();
    let change = fields(&paths::known_issue(&issue.id), form, "Save");
    let end = issue.ended.is_none().then(|| {
        let words = view! {
            <p>"Responders will no longer see it. It stays here, with its tickets."</p>
            {post(Tone::Warning, &paths::end_known_issue(&issue.id), "End this known issue", None)}
        };
        details("end", "This has been fixed", false, words)
    });
    let content = view! {
        <a class="app-back" href=paths::KNOWN_ISSUES>"Back to the known issues"</a>
        <h1 class="nhsuk-heading-l">{written(&issue.title)}</h1>
        {announcement(notice.as_deref())}
        {facts(view! {
            {fact("What to do for now", written(&issue.workaround))}
            {fact("About", written(&issue.tag))}
            {fact("Since", moment(&issue.since))}
            {issue.ended.as_ref().map(|ended| fact("Ended", moment(ended)))}
            {fact("Tickets", count(issue.tickets.into(), "ticket"))}
        })}
        {details("change", "Change it", is_typed, change)}
        {end}
        <h2 class="nhsuk-heading-m">"Tickets about this"</h2>
        {linked(&tickets)}
        <h2 class="nhsuk-heading-m">"History"</h2>
        {said(&versions)}
    };
    document(shell, head, content)
}

fn issue_table(issues: &[KnownIssueRow]) -> AnyView {
    let rows: Vec<_> = issues
        .iter()
        .map(|issue| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::known_issue(&issue.id)>{written(&issue.title)}</a>
                    </th>
                    <td data-label="What to do for now">{written(&issue.workaround)}</td>
                    <td data-label="About">{written(&issue.tag)}</td>
                    <td data-label="Since">{moment(&issue.since)}</td>
                    <td class="app-figure" data-label="Tickets">{issue.tickets}</td>
                </tr>
            }
        })
        .collect();
    table(
        None,
        [
            column("What is wrong"),
            column("What to do for now"),
            column("About"),
            column("Since"),
            figures("Tickets"),
        ],
        rows,
    )
}

fn fields(action: &str, form: KnownIssueForm, label: &str) -> AnyView {
    let KnownIssueForm { title, workaround, tag, key, version, tags, errors, warnings } = form;
    let hint = "Do not include patient details";
    let title = TextInput {
        hint: Some(hint),
        value: &title,
        max_length: u16::try_from(Title::MAX_CHARS).ok(),
        guard: Some(Guard::new(&warnings)),
        ..TextInput::new("title", "What is wrong?")
    };
    let workaround = TextArea {
        name: "workaround",
        label: "What to do for now",
        hint,
        value: &workaround,
        rows: 4,
        at_most: Some(Workaround::MAX_CHARS),
        guard: Some(Guard::new(&warnings)),
        class: "",
    };
    view! {
        <form method="post" action=action.to_owned() novalidate>
            {(!key.is_empty()).then(|| hidden("key", &key))}
            {version.map(|version| hidden("version", &version.to_string()))}
            {text_input(title, &errors)}
            {text_area(workaround, &errors)}
            {select("tag", "What is it about?", &tags, &tag, tag.is_empty().then_some("Choose"), &errors)}
            {button(Tone::Primary, label)}
        </form>
    }
    .into_any()
}

fn linked(tickets: &[LinkedTicket]) -> AnyView {
    if tickets.is_empty() {
        return view! { <p>"None yet."</p> }.into_any();
    }
    let rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            view! {
                <tr>
                    <th scope="row"><a href=paths::ticket(&ticket.ticket)>{ticket.code.clone()}</a></th>
                    <td data-label="Where">{written(&ticket.ward)}</td>
                    <td data-label="Closed">{ticket.closed.as_ref().map(moment)}</td>
                    <td class="app-figure" data-label="People helped">{ticket.helped}</td>
                </tr>
            }
        })
        .collect();
    table(None, [column("Ticket"), column("Where"), column("Closed"), figures("People helped")], rows)
}

fn said(versions: &[IssueVersion]) -> AnyView {
    let items: Vec<_> = versions
        .iter()
        .map(|version| {
            let IssueVersion { when, who, words, title, workaround } = version;
            view! {
                <li>
                    {moment(when)} " "
                    <span>{written(who)} {format!(" {words}: ")} {written(title)} ". " {written(workaround)}</span>
                </li>
            }
        })
        .collect();
    view! { <ol class="app-timeline">{items}</ol> }.into_any()
}
