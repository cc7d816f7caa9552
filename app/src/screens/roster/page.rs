//! The shifts of one person: those to come, and a form for one of them.

use leptos::prelude::*;
use texts::texts;

use super::{ShiftForm, ShiftRow, ShiftsPage};
use crate::{
    components::{TextInput, Tone, button, column, hidden, table, tag, text_input},
    model::{FieldError, Shell},
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn Shifts(shell: Shell, page: ShiftsPage) -> impl IntoView {
    let ShiftsPage { name, person, shifts, rows, changes, action, key, form, errors, notice } = page;
    let t = texts();
    let title = t.roster_shifts_of(isolated(&name));
    let may_change = form.is_some();
    let head = Head { here: paths::ADMIN, errors: &errors, ..Head::still(title.clone()) };
    let (heading, save, cancel) = match &changes {
        Some(when) => {
            let cancel = view! { <p><a href=shifts>{t.shared_cancel()}</a></p> };
            (t.roster_change_shift(when.as_str()), t.shared_save(), Some(cancel))
        }
        None => (t.roster_add_shift(), t.roster_add_shift(), None),
    };
    let form = match form {
        Some(form) => view! {
            <h2 class="nhsuk-heading-m">{heading}</h2>
            <form method="post" action=action novalidate>
                {hidden("key", &key)}
                {(!form.seen.is_empty()).then(|| hidden("seen", &form.seen))}
                {fields(&form, &errors)}
                {button(Tone::Primary, &save)}
            </form>
            {cancel}
        }
        .into_any(),
        None => view! { <p>{t.roster_helps_no_more(isolated(&name))}</p> }.into_any(),
    };
    let content = view! {
        <a class="app-back" href=person>{t.join_back_to_person()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        <p>{t.roster_about()}</p>
        {shift_table(rows, &key, may_change)}
        {form}
    };
    document(shell, head, content)
}

fn fields(form: &ShiftForm, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let (day, starts, ends, hint) =
        (t.roster_day(), t.roster_starts(), t.roster_ends(), t.roster_ends_hint());
    let time = |name, label, value| TextInput {
        value,
        kind: "time",
        class: "nhsuk-input--width-10",
        ..TextInput::new(name, label)
    };
    let day = TextInput { kind: "date", ..time("day", &day, form.day.as_str()) };
    view! {
        {text_input(day, errors)}
        {text_input(time("starts", &starts, &form.starts), errors)}
        {text_input(TextInput { hint: Some(&hint), ..time("ends", &ends, &form.ends) }, errors)}
    }
    .into_any()
}

fn shift_table(rows: Vec<ShiftRow>, key: &str, may_change: bool) -> AnyView {
    let t = texts();
    if rows.is_empty() {
        return view! { <p>{t.roster_none()}</p> }.into_any();
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let ShiftRow { when, has_begun, change, remove, seen } = row;
            let actions = if has_begun {
                tag("blue", &t.roster_has_begun())
            } else {
                let spoken = t.roster_spoken(when.as_str());
                let change = may_change.then(|| {
                    view! {
                        <form method="get" action=change class="app-post app-post--row">
                            <button class="app-small">
                                {t.roster_change()}
                                " "
                                <span class="nhsuk-u-visually-hidden">{spoken.clone()}</span>
                            </button>
                        </form>
                    }
                });
                view! {
                    {change}
                    " "
                    <form method="post" action=remove class="app-post app-post--row">
                        {hidden("key", key)}
                        {hidden("seen", &seen)}
                        <button class="app-small">
                            {t.roster_remove()} <span class="nhsuk-u-visually-hidden">{spoken}</span>
                        </button>
                    </form>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{when}</th>
                    <td>{actions}</td>
                </tr>
            }
        })
        .collect();
    table(None, [t.roster_when(), t.shared_actions()].map(column), rows)
}
