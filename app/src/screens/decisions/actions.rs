//! What is to be done after decisions: on the page of all, and on that of one.

use domain::follow_up::{Owner, What};
use leptos::prelude::*;
use texts::texts;

use super::{ActionForm, ActionRow, ActionStep, Actions, page::when};
use crate::{
    components::{
        Guard, TextInput, Tone, button, details, hidden, moment, rich, summed_up, tag, text_input, written,
    },
    model::FieldError,
    words::isolated,
};

/// With a form for another one, for whoever may add it.
pub(super) fn list(actions: Actions) -> AnyView {
    let Actions { open, done, form } = actions;
    let t = texts();
    let may = form.is_some();
    let is_typed = form.as_ref().is_some_and(|form| !summed_up(&form.errors, &form.warnings).is_empty());
    let none = open.is_empty().then(|| view! { <p>{t.actions_none_open()}</p> });
    let finished = (!done.is_empty()).then(|| {
        let title = t.actions_done_ones(done.len());
        details("actions-done", &title, false, rows(&done, may))
    });
    view! {
        <section aria-labelledby="actions">
            <h2 class="nhsuk-heading-m" id="actions">{t.actions_title()}</h2>
            {none}
            {(!open.is_empty()).then(|| rows(&open, may))}
            {finished}
            {form.map(|form| details("add-action", &t.actions_add(), is_typed, fields(form)))}
        </section>
    }
    .into_any()
}

fn rows(actions: &[ActionRow], may: bool) -> AnyView {
    let rows: Vec<_> = actions.iter().map(|action| row(action, may)).collect();
    view! { <ul class="app-todo">{rows}</ul> }.into_any()
}

fn row(action: &ActionRow, may: bool) -> AnyView {
    let t = texts();
    let ActionRow { number, what, owner, due, is_overdue, decision, steps, is_done, version, back } = action;
    let owned = rich(|[owner, due]| t.actions_who_by_when(owner, due), [written(owner), moment(due)]);
    let from = decision.map(|decision| {
        view! { <a href=paths::decision(&decision)>{t.decisions_one(decision)}</a> }
    });
    let steps: Vec<_> = steps.iter().map(step).collect();
    let said = may.then(|| {
        let (step, label, spoken) = if *is_done {
            ("reopen", t.actions_not_done(), t.actions_not_done_spoken(isolated(what)))
        } else {
            ("done", t.actions_done(), t.actions_done_spoken(isolated(what)))
        };
        view! {
            <form method="post" action=paths::follow_up_step(number, step) class="app-post">
                {hidden("version", &version.to_string())}
                {back.map(|back| hidden("back", &back.to_string()))}
                <button class="nhsuk-button nhsuk-button--secondary" aria-label=spoken>{label}</button>
            </form>
        }
    });
    view! {
        <li>
            <p class="app-todo__what">
                {is_overdue.then(|| view! { {tag("red", &t.actions_overdue())} " " })}
                {written(what)}
            </p>
            <p class="app-muted">{owned} " " {from}</p>
            {steps}
            {said}
        </li>
    }
    .into_any()
}

fn step(ActionStep { when, who, done }: &ActionStep) -> AnyView {
    let say = |[name, time]: [&'static str; 2]| {
        if *done { texts().actions_done_by(name, time) } else { texts().actions_taken_back_by(name, time) }
    };
    view! { <p class="app-muted">{rich(say, [written(who), moment(when)])}</p> }.into_any()
}

fn fields(form: ActionForm) -> AnyView {
    let t = texts();
    let ActionForm { key, decision, what, owner, due_time, due_day, errors, warnings } = form;
    let errors: &[FieldError] = &errors;
    let (what_label, hint, owner_label) =
        (t.actions_field_what(), t.shared_no_patient_details(), t.actions_field_owner());
    let what = TextInput {
        hint: Some(&hint),
        value: &what,
        max_length: u16::try_from(What::MAX_CHARS).ok(),
        guard: Some(Guard::new(&warnings)),
        ..TextInput::new("what", &what_label)
    };
    let owner = TextInput {
        value: &owner,
        max_length: u16::try_from(Owner::MAX_CHARS).ok(),
        ..TextInput::new("owner", &owner_label)
    };
    view! {
        <form method="post" action=paths::FOLLOW_UPS novalidate>
            {hidden("key", &key)}
            {decision.map(|decision| hidden("decision", &decision.to_string()))}
            {text_input(what, errors)}
            {text_input(owner, errors)}
            {when(("due_time", "due_day"), &t.actions_field_due(), (&due_time, &due_day), errors)}
            {button(Tone::Primary, &t.actions_add_it())}
        </form>
    }
    .into_any()
}
