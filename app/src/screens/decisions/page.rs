//! The decision log.

use domain::decision::{DecidedBy, Why, Words};
use leptos::prelude::*;
use texts::texts;

use super::{
    Actions, DecisionCorrection, DecisionForm, DecisionPage, DecisionReview, DecisionRow, DecisionTicket,
    DecisionsPage, NewDecisionPage, ShownBoard, ShownWaiting, ShownZone, Told, actions,
};
use crate::{
    components::{
        Guard, TextArea, TextInput, Tone, button, column, details, fact, facts, figures, hidden, link_button,
        moment, part_of, priority_tag, rich, search, summed_up, table, tag, text_area, text_input, wide,
        written,
    },
    model::{FieldError, Moment, Shell},
    shell::{Head, announcement, document},
};

#[component]
pub fn Decisions(shell: Shell, page: DecisionsPage) -> impl IntoView {
    let DecisionsPage { may_log, actions, rows, found, csv, notice } = page;
    let t = texts();
    let errors = wrong_with(&actions);
    let title = t.decisions_title();
    let head = Head { errors: &errors, here: paths::DECISIONS, wide: true, ..Head::still(title) };
    let find = found.find.clone();
    let rows = (!rows.is_empty()).then(|| decision_table(&rows));
    let has_actions = !actions.open.is_empty() || !actions.closed.is_empty();
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.decisions_title()}</h1>
        {announcement(notice.as_deref())}
        <p>{t.decisions_about()}</p>
        {may_log.then(|| link_button(Tone::Primary, paths::LOG_DECISION, &t.decisions_log()))}
        {actions::list(actions)}
        {has_actions.then(|| view! {
            <p class="app-csv"><a href=paths::FOLLOW_UPS_CSV download="">{t.actions_download()}</a> " " {t.shared_local_times()}</p>
        })}
        <h2 class="nhsuk-heading-m">{t.decisions_logged_ones()}</h2>
        {search(paths::DECISIONS, &t.decisions_find(), &find, paths::DECISIONS)}
        {part_of(&found, &t.decisions_none(), rows)}
        <p class="app-csv"><a href=csv download="">{t.shared_download_csv()}</a> " " {t.shared_local_times()}</p>
    };
    document(shell, head, content)
}

#[component]
pub fn LogDecision(shell: Shell, page: NewDecisionPage) -> impl IntoView {
    let NewDecisionPage { form } = page;
    let t = texts();
    let errors = summed_up(&form.errors, &form.warnings);
    let head = Head { errors: &errors, here: paths::DECISIONS, ..Head::still(t.decisions_log()) };
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.decisions_log()}</h1>
        {fields(paths::LOG_DECISION, form)}
    };
    document(shell, head, content)
}

#[component]
pub fn Decision(shell: Shell, page: DecisionPage) -> impl IntoView {
    let t = texts();
    let form = page.form.clone().unwrap_or_default();
    let is_typed = !summed_up(&form.errors, &form.warnings).is_empty();
    let errors = [summed_up(&form.errors, &form.warnings), wrong_with(&page.actions)].concat();
    let title = t.decisions_one(page.number);
    let head = Head { errors: &errors, here: paths::DECISIONS, ..Head::still(title.clone()) };
    let content = view! {
        <a class="app-back" href=paths::DECISIONS>{t.decisions_title()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(page.notice.as_deref())}
        {what_it_says(&page)}
        {corrections(&page.corrections)}
        {page.form.map(|form| {
            let correct = view! {
                <p>{t.decisions_correct_about()}</p>
                {fields(&paths::decision(&page.number), form)}
            };
            details("correct", &t.decisions_correct(), is_typed, correct)
        })}
        {actions::list(page.actions)}
        <h2 class="nhsuk-heading-m">{t.decisions_board()}</h2>
        {match page.board {
            Some(board) => shown_board(board),
            None => view! { <p>{t.decisions_board_unreadable()}</p> }.into_any(),
        }}
    };
    document(shell, head, content)
}

/// What is wrong with an action that was typed.
fn wrong_with(actions: &Actions) -> Vec<FieldError> {
    actions.form.as_ref().map_or_else(Vec::new, |form| summed_up(&form.errors, &form.warnings))
}

fn decision_table(rows: &[DecisionRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::decision(&row.number)>{t.decisions_one(row.number)}</a>
                        " "
                        <span class="app-what">{moment(&row.made)}</span>
                        " "
                        {row.is_corrected.then(|| tag("yellow", &t.decisions_corrected()))}
                    </th>
                    <td class="app-lines" data-label=t.decisions_decision()>{written(&row.decision)}</td>
                    <td class="app-lines" data-label=t.decisions_reason()>{written(&row.reason)}</td>
                    <td data-label=t.decisions_decided_by()>{written(&row.decided_by)}</td>
                    <td data-label=t.decisions_review()>{row.review.as_ref().map_or_else(|| "–".into_any(), review)}</td>
                    <td data-label=t.decisions_tickets()>{ticket_links(&row.tickets)}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.decisions_number()),
        column(t.decisions_decision()),
        column(t.decisions_reason()),
        column(t.decisions_decided_by()),
        column(t.decisions_review()),
        column(t.decisions_tickets()),
    ];
    table(None, headings, rows)
}

fn review(DecisionReview { when, is_due }: &DecisionReview) -> AnyView {
    if *is_due { rich(|[time]| texts().decisions_review_due(time), [moment(when)]) } else { moment(when) }
}

fn ticket_links(tickets: &[DecisionTicket]) -> AnyView {
    let links: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            let code = ticket.code.clone();
            let code = match &ticket.id {
                Some(id) => view! { <a href=paths::ticket(id)>{code}</a> }.into_any(),
                None => code.into_any(),
            };
            view! { {code} " " }
        })
        .collect();
    if links.is_empty() { "–".into_any() } else { links.into_any() }
}

fn what_it_says(page: &DecisionPage) -> AnyView {
    let t = texts();
    let logged = rich(
        |[time, name]| t.decisions_logged_by(time, name),
        [moment(&page.logged), written(&page.logged_by)],
    );
    let review = Told {
        is: if page.review_is_due {
            t.decisions_review_due(page.review.is.as_str())
        } else {
            page.review.is.clone()
        },
        ..page.review.clone()
    };
    let optional = |name: String, told: &Told| (*told != Told::default()).then(|| fact(&name, said(told)));
    let tickets = (page.tickets != Told::default()).then(|| {
        let links = (!page.ticket_links.is_empty()).then(|| ticket_links(&page.ticket_links));
        let now = links.unwrap_or_else(|| said_now(&page.tickets));
        fact(&t.decisions_tickets(), view! { {struck_out(&page.tickets)} {now} })
    });
    let late = page.late_reason.as_deref();
    facts(view! {
        {fact(&t.decisions_decision(), said(&page.decision))}
        {fact(&t.decisions_reason(), said(&page.reason))}
        {fact(&t.decisions_decided_by(), said(&page.decided_by))}
        {fact(&t.decisions_made(), moment(&page.made))}
        {fact(&t.decisions_logged(), logged)}
        {late.map(|late| fact(&t.decisions_late_reason(), written(late)))}
        {optional(t.decisions_options(), &page.options)}
        {optional(t.decisions_risks(), &page.risks)}
        {optional(t.decisions_review(), &review)}
        {tickets}
        {optional(t.decisions_issues(), &page.issues)}
    })
}

fn said(told: &Told) -> AnyView {
    view! { <div class="app-lines">{struck_out(told)} {said_now(told)}</div> }.into_any()
}

fn said_now(told: &Told) -> AnyView {
    if told.is.is_empty() { texts().decisions_none_said().into_any() } else { written(&told.is) }
}

/// What was said before, ruled through. Few screen readers say so by themselves.
pub(crate) fn struck_out(told: &Told) -> AnyView {
    let t = texts();
    let old: Vec<_> = told
        .was
        .iter()
        .map(|was| {
            let was = if was.is_empty() { t.decisions_none_said().into_any() } else { written(was) };
            view! {
                <del class="app-struck">
                    <span class="nhsuk-u-visually-hidden">{t.decisions_struck_out()}</span>
                    {was}
                    <span class="nhsuk-u-visually-hidden">{t.decisions_struck_out_end()}</span>
                </del>
            }
        })
        .collect();
    old.into_any()
}

fn corrections(corrections: &[DecisionCorrection]) -> Option<AnyView> {
    let items: Vec<_> = corrections
        .iter()
        .map(|DecisionCorrection { when, who, why }| {
            let words =
                rich(|[name, why]| texts().decisions_corrected_by(name, why), [written(who), written(why)]);
            view! { <li>{moment(when)} " " <span>{words}</span></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <h2 class="nhsuk-heading-m">{texts().decisions_corrections()}</h2>
            <ol class="app-timeline">{items}</ol>
        }
        .into_any()
    })
}

fn shown_board(board: ShownBoard) -> AnyView {
    let t = texts();
    let as_at = rich(|[time]| t.decisions_board_as_at(time, board.sequence), [moment(&board.at)]);
    let later = board.made_before.as_ref().map(|made: &Moment| {
        let words = rich(|[time]| t.decisions_board_later(time), [moment(made)]);
        view! { <p class="app-notice">{words}</p> }
    });
    let numbers = [
        (t.board_p1_unassigned(), board.urgent),
        (t.board_waiting(), board.waiting),
        (t.board_on_the_way(), board.on_the_way),
        (t.shared_phase_with_them(), board.with_them),
        (t.board_responders_free(), board.free),
        (t.decisions_board_on_shift(), board.on_shift),
    ]
    .map(|(name, number)| view! { <tr><th scope="row">{name}</th><td class="app-figure">{number}</td></tr> });
    let more = board.waiting.saturating_sub(board.tickets.len());
    view! {
        <p>{as_at}</p>
        {later}
        <h3 class="nhsuk-heading-s" id="board-numbers">{t.decisions_board_numbers()}</h3>
        <table class="app-table app-table--short" aria-labelledby="board-numbers"><tbody>{numbers.into_iter().collect::<Vec<_>>()}</tbody></table>
        {(!board.zones.is_empty()).then(|| zones(&board.zones))}
        <h3 class="nhsuk-heading-s">{t.decisions_board_waiting_tickets()}</h3>
        {waiting(&board.tickets)}
        {(more > 0).then(|| view! { <p>{t.decisions_board_more(more)}</p> })}
        <h3 class="nhsuk-heading-s">{t.decisions_board_issues()}</h3>
        {sentences(&board.issues, t.decisions_board_no_issues())}
        <h3 class="nhsuk-heading-s">{t.decisions_board_alarms()}</h3>
        {sentences(&board.alarms, t.decisions_board_no_alarms())}
    }
    .into_any()
}

fn zones(zones: &[ShownZone]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = zones
        .iter()
        .map(|ShownZone { name, waiting, oldest, free }| {
            view! {
                <tr>
                    <th scope="row">{written(name)}</th>
                    <td class="app-figure" data-label=t.board_waiting()>{*waiting}</td>
                    <td class="app-figure" data-label=t.board_oldest_wait()>{oldest.clone().unwrap_or_else(|| "–".to_owned())}</td>
                    <td class="app-figure" data-label=t.decisions_board_free()>{*free}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.decisions_board_zone()),
        figures(t.board_waiting()),
        figures(t.board_oldest_wait()),
        figures(t.decisions_board_free()),
    ];
    view! {
        <h3 class="nhsuk-heading-s">{t.decisions_board_zones()}</h3>
        {wide(&t.decisions_board_zones(), table(None, headings, rows))}
    }
    .into_any()
}

fn waiting(tickets: &[ShownWaiting]) -> AnyView {
    let t = texts();
    if tickets.is_empty() {
        return view! { <p>{t.decisions_board_none_waiting()}</p> }.into_any();
    }
    let rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            let escalated = (ticket.escalation > 0).then(|| t.decisions_board_escalated(ticket.escalation));
            view! {
                <tr>
                    <th scope="row">{ticket.code.clone()}</th>
                    <td data-label=t.board_priority()>{priority_tag(ticket.priority)}</td>
                    <td data-label=t.shared_where()>{written(&ticket.ward)}</td>
                    <td data-label=t.shared_about()>{written(&ticket.tag)}</td>
                    <td data-label=t.decisions_board_waited()>
                        {ticket.waited.clone()} {escalated.map(|words| view! { <span class="app-why">{words}</span> })}
                    </td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.shared_code()),
        column(t.board_priority()),
        column(t.shared_where()),
        column(t.shared_about()),
        column(t.decisions_board_waited()),
    ];
    table(Some(&t.decisions_board_waiting_tickets()), headings, rows)
}

fn sentences(sentences: &[String], none: String) -> AnyView {
    if sentences.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let items: Vec<_> = sentences.iter().map(|sentence| view! { <li>{written(sentence)}</li> }).collect();
    view! { <ul class="nhsuk-list">{items}</ul> }.into_any()
}

/// Of a decision that is logged, or corrected.
fn fields(action: &str, form: DecisionForm) -> AnyView {
    let t = texts();
    let all = &form.errors;
    let area = |name, label: String, value: &str| {
        let hint = t.shared_no_patient_details();
        let field = TextArea {
            name,
            label: &label,
            hint: &hint,
            value,
            rows: 3,
            at_most: Some(Words::MAX_CHARS),
            guard: Some(Guard::new(&form.warnings)),
            class: "",
        };
        text_area(field, all)
    };
    let line = |name, label: String, value: &str, hint: Option<String>, most: usize| {
        let field = TextInput {
            hint: hint.as_deref(),
            value,
            max_length: u16::try_from(most).ok(),
            guard: Some(Guard::new(&form.warnings)),
            ..TextInput::new(name, &label)
        };
        text_input(field, all)
    };
    let who = t.decisions_field_decided_by();
    let decided_by = TextInput {
        value: &form.decided_by,
        max_length: u16::try_from(DecidedBy::MAX_CHARS).ok(),
        ..TextInput::new("decided_by", &who)
    };
    let is_correction = form.version.is_some();
    let earlier = (!is_correction).then(|| {
        let asked = ["made_time", "made_day", "late_reason"];
        let typed = [&form.made_time, &form.made_day, &form.late_reason];
        let is_open = typed.iter().any(|typed| !typed.is_empty()) || is_asked(&form, &asked);
        let late = Some(t.decisions_late_hint());
        let fields = view! {
            {when(("made_time", "made_day"), &t.decisions_field_made_time(), (&form.made_time, &form.made_day), all)}
            {line("late_reason", t.decisions_field_late_reason(), &form.late_reason, late, Why::MAX_CHARS)}
        };
        details("earlier", &t.decisions_made_earlier(), is_open, fields)
    });
    let asked = ["options", "risks", "review_time", "review_day", "tickets"];
    let typed = [&form.options, &form.risks, &form.review_time, &form.review_day, &form.tickets];
    let is_open = typed.iter().any(|typed| !typed.is_empty())
        || form.issues.iter().any(|issue| issue.is_ticked)
        || is_asked(&form, &asked);
    let tickets = (t.decisions_field_tickets(), t.decisions_tickets_hint());
    let tickets =
        TextInput { hint: Some(&tickets.1), value: &form.tickets, ..TextInput::new("tickets", &tickets.0) };
    let more = view! {
        {area("options", t.decisions_field_options(), &form.options)}
        {area("risks", t.decisions_field_risks(), &form.risks)}
        {when(("review_time", "review_day"), &t.decisions_field_review_time(), (&form.review_time, &form.review_day), all)}
        {text_input(tickets, all)}
        {issues(&form)}
    };
    let why = is_correction.then(|| line("why", t.decisions_field_why(), &form.why, None, Why::MAX_CHARS));
    let kept = (!is_correction).then(|| view! { <p class="app-muted">{t.decisions_kept_with_it()}</p> });
    let label = if is_correction { t.decisions_correct_now() } else { t.decisions_log_it() };
    view! {
        <form method="post" action=action.to_owned() novalidate>
            {hidden("key", &form.key)}
            {form.version.map(|version| hidden("version", &version.to_string()))}
            {area("decision", t.decisions_field_decision(), &form.decision)}
            {area("reason", t.decisions_field_reason(), &form.reason)}
            {text_input(decided_by, all)}
            {earlier}
            {details("more", &t.decisions_more(), is_open, more)}
            {why}
            {kept}
            {button(Tone::Primary, &label)}
        </form>
    }
    .into_any()
}

/// Whether something is wrong with one of the fields, or has to be answered.
fn is_asked(form: &DecisionForm, names: &[&str]) -> bool {
    let is_one = |error: &FieldError| names.contains(&error.field.as_str());
    form.errors.iter().chain(&form.warnings).any(is_one)
}

/// A time and its day.
pub(super) fn when(
    (time_name, day_name): (&'static str, &'static str),
    label: &str,
    (time, day): (&str, &str),
    errors: &[FieldError],
) -> AnyView {
    let t = texts();
    let (time_hint, day_label, day_hint) =
        (t.decisions_time_hint(), t.decisions_field_day(), t.decisions_day_hint());
    let time = TextInput {
        hint: Some(&time_hint),
        value: time,
        max_length: Some(8),
        class: "nhsuk-input--width-5",
        ..TextInput::new(time_name, label)
    };
    let day = TextInput {
        hint: Some(&day_hint),
        value: day,
        max_length: Some(10),
        class: "nhsuk-input--width-10",
        ..TextInput::new(day_name, &day_label)
    };
    view! { {text_input(time, errors)} {text_input(day, errors)} }.into_any()
}

fn issues(form: &DecisionForm) -> Option<AnyView> {
    let ticks: Vec<_> = form
        .issues
        .iter()
        .map(|issue| {
            let name = format!("issue_{}", issue.id);
            view! {
                <label class="app-tick">
                    <input type="checkbox" name=name value="yes" checked=issue.is_ticked/>
                    <span>{written(&issue.title)}</span>
                </label>
            }
        })
        .collect();
    (!ticks.is_empty()).then(|| {
        view! {
            <div class="nhsuk-form-group">
                <fieldset class="nhsuk-fieldset">
                    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{texts().decisions_field_issues()}</legend>
                    {ticks}
                </fieldset>
            </div>
        }
        .into_any()
    })
}
