//! One list, and one entry of it. Another list needs no page of its own.

use leptos::prelude::*;
use texts::texts;

use super::{EntryField, EntryForm, EntryInput, EntryPage, EntryRow, ListPage};
use crate::{
    components::{
        ANOTHER, TextInput, Tone, button, column, details, hidden, is_another, link_button, moment, part_of,
        post, rich, search, select, table, text_input, tick, written,
    },
    model::{FieldError, Shell},
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn List(shell: Shell, page: ListPage) -> impl IntoView {
    let ListPage {
        title,
        about,
        warning,
        path,
        find,
        columns,
        rows,
        found,
        ended,
        ended_found,
        add,
        form,
        notice,
    } = page;
    let t = texts();
    let errors = summed_up(&form);
    let head = Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(title.clone()) };
    let is_typed = !errors.is_empty();
    let is_empty = rows.is_empty() && found.find.is_empty() && found.first.is_none();
    let table = |rows: Vec<EntryRow>| (!rows.is_empty()).then(|| entries(&columns, rows));
    let (list, over) = (table(rows), table(ended));
    let over = (ended_found.count != Some(0)).then(|| {
        let title = t.places_ended_ones(ended_found.count.unwrap_or_default());
        let is_open = !found.find.is_empty() || ended_found.first.is_some();
        details("ended", &title, is_open, part_of(&ended_found, "", over))
    });
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        <p>{about}</p>
        {warning.map(|words| view! { <p class="app-warning">{words}</p> })}
        {details("add", &add, is_typed || is_empty, fields(form))}
        {search(&path, &find, &found.find, &path)}
        {part_of(&found, &t.admin_nothing_yet(), list)}
        {over}
    };
    document(shell, head, content)
}

#[component]
pub fn Entry(shell: Shell, page: EntryPage) -> impl IntoView {
    let EntryPage { name, list, form, ended, cannot_end, end_does, end, open, moves, more, notice } = page;
    let t = texts();
    let errors = form.as_ref().map(summed_up).unwrap_or_default();
    let head = Head { errors: &errors, here: paths::ADMIN, ..Head::still(isolated(&name)) };
    let is_open = ended.is_none();
    let has_ended = ended.map(|ended| {
        view! {
            <p class="app-notice">{rich(|[when]| t.places_has_ended(when), [moment(&ended)])}</p>
            {post(Tone::Primary, &open, &t.places_open_again(), None)}
        }
    });
    let more: Vec<_> =
        more.into_iter().map(|(label, href)| view! { <li><a href=href>{label}</a></li> }).collect();
    let more = (!more.is_empty()).then(|| view! { <ul class="nhsuk-list">{more}</ul> });
    let moves = moves.map(|to| {
        view! {
            <h2 class="nhsuk-heading-m">{t.places_order()}</h2>
            <form method="post" action=to class="app-post">
                <button class="nhsuk-button nhsuk-button--secondary" name="to" value="up">{t.places_move_up()}</button>
                <button class="nhsuk-button nhsuk-button--secondary" name="to" value="down">{t.places_move_down()}</button>
            </form>
        }
    });
    let ending = is_open.then(|| {
        let words = match cannot_end {
            Some(why) => view! { <p>{why}</p> }.into_any(),
            None => {
                view! { <p>{end_does}</p> {link_button(Tone::Warning, &end, &t.places_end())} }.into_any()
            }
        };
        details("end", &t.places_no_longer(), false, words)
    });
    let content = view! {
        <a class="app-back" href=list.1>{list.0}</a>
        <h1 class="nhsuk-heading-l">{written(&name)}</h1>
        {announcement(notice.as_deref())}
        {has_ended}
        {form.map(fields)}
        {more}
        {moves}
        {ending}
    };
    document(shell, head, content)
}

/// What is wrong; and if nothing is, the question whether it is another entry.
fn summed_up(form: &EntryForm) -> Vec<FieldError> {
    if !form.errors.is_empty() || form.near.is_empty() {
        return form.errors.clone();
    }
    vec![FieldError::new(ANOTHER, texts().places_say_whether_another())]
}

fn entries(columns: &[String], rows: Vec<EntryRow>) -> AnyView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|EntryRow { path, cells }| {
            let mut cells = columns.iter().cloned().zip(cells);
            let first = cells.next().map(|(_, name)| {
                view! { <th scope="row"><a href=path>{written(&name)}</a></th> }
            });
            let rest: Vec<_> =
                cells.map(|(column, cell)| view! { <td data-label=column>{written(&cell)}</td> }).collect();
            view! { <tr>{first} {rest}</tr> }
        })
        .collect();
    table(None, columns.iter().map(column), rows)
}

fn fields(form: EntryForm) -> AnyView {
    let EntryForm { action, button: label, fields, key, shown, near, errors } = form;
    let t = texts();
    let inputs: Vec<_> = fields.iter().map(|field| input(field, &errors)).collect();
    let question = (!near.is_empty() && errors.is_empty()).then(|| {
        is_another(near.into_iter().map(IntoAny::into_any).collect(), "yes", &t.places_is_another())
    });
    view! {
        <form method="post" action=action novalidate>
            {hidden("key", &key)}
            {(!shown.is_empty()).then(|| hidden("shown", &shown))}
            {inputs}
            {question}
            {button(Tone::Primary, &label)}
        </form>
    }
    .into_any()
}

fn input(field: &EntryField, errors: &[FieldError]) -> AnyView {
    let EntryField { name, label, hint, value, input } = field;
    let text = TextInput { hint: hint.as_deref(), value, ..TextInput::new(name, label) };
    match input {
        EntryInput::Text(most) => text_input(TextInput { max_length: Some(*most), ..text }, errors),
        EntryInput::Number => {
            text_input(TextInput { class: "nhsuk-input--width-5", max_length: Some(12), ..text }, errors)
        }
        EntryInput::Phone => {
            let text = TextInput { kind: "tel", class: "nhsuk-input--width-20", ..text };
            text_input(text, errors)
        }
        EntryInput::Choice { choices, unset } => {
            select(name, label, choices, value, unset.as_deref(), errors)
        }
        EntryInput::Tick => tick(name, label, hint.as_deref(), value == "yes", errors),
    }
}
