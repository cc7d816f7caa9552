//! What is known to be wrong: the command centre keeps it, responders read it beside their jobs, and whoever asks about the same reads
//! it before somebody is sent.

use domain::known_issue::{Title, Workaround};
use leptos::prelude::*;
use texts::texts;

use super::{
    IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage, LinkedTicket,
    NewIssuePage, NextWord, OpenTicket, SentWord, UndoLink,
};
use crate::{
    components::{
        Guard, Heading, TextArea, TextInput, Tiles, Tone, button, column, details, fact, facts, figures,
        hidden, link_button, moment, part_of, phase_tag, post, priority_tag, rich, search, select, summed_up,
        table, tag, text_area, text_input, tiles, written,
    },
    model::{Choice, Shell},
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
    let add = shell.decides().then(|| {
        let add = fields(paths::KNOWN_ISSUES, form, &t.known_issues_add_it());
        details("add", &t.known_issues_add(), is_typed || is_empty, add)
    });
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.known_issues_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.known_issues_about()}</p>
        {search(paths::KNOWN_ISSUES, &t.known_issues_find(), &find, paths::KNOWN_ISSUES)}
        {list}
        {over}
        {add}
    };
    document(shell, head, content)
}

#[component]
pub fn NewKnownIssue(shell: Shell, page: NewIssuePage) -> impl IntoView {
    let NewIssuePage { form } = page;
    let t = texts();
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head { errors: &errors, here: paths::KNOWN_ISSUES, ..Head::still(t.known_issues_add()) };
    let content = view! {
        <a class="app-back" href=paths::KNOWN_ISSUES>{t.known_issues_back()}</a>
        <h1 class="nhsuk-heading-l">{t.known_issues_add()}</h1>
        <p>{t.known_issues_about()}</p>
        {fields(paths::KNOWN_ISSUES, form, &t.known_issues_add_and_link())}
    };
    document(shell, head, content)
}

#[component]
pub fn KnownIssue(shell: Shell, page: KnownIssuePage) -> impl IntoView {
    let KnownIssuePage {
        issue,
        form,
        open,
        tickets,
        tickets_found,
        came_back,
        undo,
        words,
        versions,
        notice,
    } = page;
    let t = texts();
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head {
        errors: &errors,
        here: paths::KNOWN_ISSUES,
        wide: true,
        ..Head::still(isolated(&issue.title))
    };
    let is_typed = !errors.is_empty();
    let decides = shell.decides();
    let change = decides.then(|| {
        let fields = fields(&paths::known_issue(&issue.id), form, &t.shared_save());
        details("change", &t.known_issues_change(), is_typed, fields)
    });
    let end = if issue.ended.is_none() {
        let words = view! {
            <p>{t.known_issues_if_ended()}</p>
            {post(Tone::Warning, &paths::end_known_issue(&issue.id), &t.known_issues_end(), None)}
        };
        details("end", &t.known_issues_fixed(), false, words)
    } else {
        post(Tone::Secondary, &paths::reopen_known_issue(&issue.id), &t.known_issues_reopen(), None)
    };
    let end = decides.then_some(end);
    let word = (decides && issue.ended.is_none())
        .then(|| link_button(Tone::Secondary, &paths::send_word(&issue.id), &t.known_issues_word()));
    let came_back = came_back.map(|(back, closed)| {
        view! { <p class="app-warning">{t.known_issues_came_back(back, closed)}</p> }
    });
    let close = (!open.is_empty()).then(|| {
        link_button(Tone::Secondary, &paths::close_known_issue(&issue.id), &t.known_issues_close_together())
    });
    let undo = undo.map(|UndoLink { at }| {
        let action = paths::undo_link_to_known_issue(&issue.id);
        post(Tone::Secondary, &action, &t.known_issues_undo_link(), Some(("at", &at.to_string())))
    });
    let content = view! {
        <a class="app-back" href=paths::KNOWN_ISSUES>{t.known_issues_back()}</a>
        <h1 class="nhsuk-heading-l">{written(&issue.title)}</h1>
        {announcement(notice.as_deref())}
        {undo}
        {came_back}
        {facts(view! {
            {fact(&t.known_issues_what_to_do(), written(&issue.workaround))}
            {fact(&t.shared_about(), written(&issue.tag))}
            {fact(&t.shared_where(), place(&issue))}
            {fact(&t.shared_since(), moment(&issue.since))}
            {issue.ended.is_none().then(|| fact(&t.known_issues_requests(), policy(issue.holds)))}
            {issue.next_word.as_ref().map(|next| fact(&t.known_issues_next_word(), next_word(next)))}
            {issue.ended.as_ref().map(|ended| fact(&t.known_issues_ended(), moment(ended)))}
            {fact(&t.shared_tickets(), t.known_issues_tickets(issue.tickets))}
        })}
        {word}
        {change}
        {end}
        {(!words.is_empty()).then(|| sent(&words))}
        <h2 class="nhsuk-heading-m">{t.known_issues_open_tickets()}</h2>
        {if open.is_empty() {
            view! { <p>{t.known_issues_no_open_tickets()}</p> }.into_any()
        } else {
            open_table(&issue.id, &open)
        }}
        <div class="app-actions">
            {link_button(Tone::Secondary, &paths::link_known_issue(&issue.id), &t.known_issues_link())}
            {close}
        </div>
        <h2 class="nhsuk-heading-m">{t.known_issues_closed_tickets()}</h2>
        {part_of(&tickets_found, &t.known_issues_no_tickets(), (!tickets.is_empty()).then(|| linked(&tickets)))}
        <h2 class="nhsuk-heading-m">{t.known_issues_history()}</h2>
        {said(&versions)}
    };
    document(shell, head, content)
}

fn place(issue: &KnownIssueRow) -> AnyView {
    issue.ward.as_deref().map_or_else(|| texts().known_issues_everywhere().into_any(), written)
}

fn policy(holds: bool) -> String {
    if holds { texts().known_issues_holds() } else { texts().known_issues_sends() }
}

fn next_word(NextWord { at, is_overdue }: &NextWord) -> AnyView {
    let overdue = is_overdue.then(|| view! { " " {tag("red", &texts().known_issues_overdue())} });
    view! { {moment(at)} {overdue} }.into_any()
}

fn issue_table(issues: &[KnownIssueRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = issues
        .iter()
        .map(|issue| {
            let held = (issue.holds && issue.ended.is_none())
                .then(|| view! { " " {tag("yellow", &t.shared_on_hold())} });
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::known_issue(&issue.id)>{written(&issue.title)}</a>
                        {held}
                    </th>
                    <td data-label=t.known_issues_what_to_do()>{written(&issue.workaround)}</td>
                    <td data-label=t.shared_about()>{written(&issue.tag)}</td>
                    <td data-label=t.shared_where()>{place(issue)}</td>
                    <td data-label=t.shared_since()>{moment(&issue.since)}</td>
                    <td data-label=t.known_issues_next_word()>{issue.next_word.as_ref().map(next_word)}</td>
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
            column(t.shared_where()),
            column(t.shared_since()),
            column(t.known_issues_next_word()),
            figures(t.shared_tickets()),
        ],
        rows,
    )
}

fn fields(action: &str, form: KnownIssueForm, label: &str) -> AnyView {
    let KnownIssueForm {
        title,
        workaround,
        tag,
        ward,
        holds,
        next_word,
        key,
        version,
        tags,
        wards,
        next_words,
        from_surge,
        surge,
        links_next,
        errors,
        warnings,
    } = form;
    let t = texts();
    let (what, hint, meanwhile) =
        (t.known_issues_field_title(), t.known_issues_texts_hint(), t.known_issues_what_to_do());
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
    let policies = [
        Choice { value: "send".to_owned(), label: t.known_issues_send() },
        Choice { value: "hold".to_owned(), label: t.known_issues_hold() },
    ];
    let policy = Tiles {
        name: "holds",
        legend: &t.known_issues_policy(),
        choices: &policies,
        chosen: if holds.is_empty() { "send" } else { &holds },
        class: "",
    };
    view! {
        <form method="post" action=action.to_owned() novalidate>
            {(!key.is_empty()).then(|| hidden("key", &key))}
            {(!surge.is_empty()).then(|| hidden("surge", &surge))}
            {version.map(|version| hidden("version", &version.to_string()))}
            {links_next.then(|| hidden("then", "link"))}
            {from_surge.then(|| hidden("from", "surge"))}
            {text_input(title, &errors)}
            {text_area(workaround, &errors)}
            {select("tag", &t.shared_what_is_it_about(), &tags, &tag, unset.as_deref(), &errors)}
            {select("ward", &t.known_issues_where(), &wards, &ward, Some(&t.known_issues_everywhere()), &errors)}
            {tiles(policy, &errors)}
            {select("next_word", &t.known_issues_next_word(), &next_words, &next_word, Some(&t.known_issues_no_next_word()), &errors)}
            {button(Tone::Primary, label)}
        </form>
    }
    .into_any()
}

/// What stands over [`open_cells`].
pub(super) fn open_headings() -> [Heading; 4] {
    let t = texts();
    [t.shared_where(), t.shared_how_urgent(), t.known_issues_state(), t.shared_asked()].map(column)
}

/// An open ticket after its code.
pub(super) fn open_cells(ticket: &OpenTicket) -> AnyView {
    let t = texts();
    let held = ticket.held.as_ref().map(|until| {
        view! { " " {tag("yellow", &t.shared_on_hold_until(until.clock.as_str()))} }
    });
    view! {
        <td data-label=t.shared_where()>{written(&ticket.ward)}</td>
        <td data-label=t.shared_how_urgent()>{priority_tag(ticket.priority)}</td>
        <td data-label=t.known_issues_state()>{phase_tag(ticket.phase)} {held}</td>
        <td data-label=t.shared_asked()>{moment(&ticket.asked)}</td>
    }
    .into_any()
}

fn open_table(issue: &str, tickets: &[OpenTicket]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            let unlink = ticket.may_unlink.then(|| {
                view! {
                    <form method="post" action=paths::unlink_from_known_issue(issue) class="app-post">
                        <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" name="ticket" value=ticket.ticket.clone()>
                            {t.known_issues_unlink()}
                            <span class="nhsuk-u-visually-hidden">" " {ticket.code.clone()}</span>
                        </button>
                    </form>
                }
            });
            view! {
                <tr>
                    <th scope="row"><a href=paths::ticket(&ticket.ticket)>{ticket.code.clone()}</a></th>
                    {open_cells(ticket)}
                    <td>{unlink}</td>
                </tr>
            }
        })
        .collect();
    let headings = [column(t.known_issues_ticket())].into_iter().chain(open_headings());
    table(None, headings.chain([column(t.known_issues_not_about_this())]), rows)
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

fn sent(words: &[SentWord]) -> AnyView {
    let t = texts();
    let items: Vec<_> = words
        .iter()
        .map(|SentWord { word, who, wards, alerted }| {
            let said = rich(
                |[name, text]| t.known_issues_word_said(*alerted, name, wards.as_str(), text),
                [written(who), written(&word.text)],
            );
            view! { <li>{moment(&word.said)} " " <span>{said}</span></li> }
        })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">{t.known_issues_words()}</h2>
        <ol class="app-timeline">{items}</ol>
    }
    .into_any()
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
                IssueStep::Reopened => texts().known_issues_reopened_it(name, title, workaround),
            };
            let said = rich(say, [written(who), written(title), written(workaround)]);
            view! { <li>{moment(when)} " " <span>{said}</span></li> }
        })
        .collect();
    view! { <ol class="app-timeline">{items}</ol> }.into_any()
}
