//! What is to be done after decisions: on the page of all, on that of one decision, and one by itself.

use domain::follow_up::{Owner, What, Why};
use leptos::prelude::*;
use texts::texts;

use super::{
    ActionForm, ActionPage, ActionRow, ActionSaid, ActionStep, Actions, CancelForm, Told,
    page::{struck_out, when},
};
use crate::{
    components::{
        Guard, TextInput, Tone, button, details, fact, facts, hidden, moment, rich, summed_up, tag,
        text_input, written,
    },
    model::{FieldError, Shell},
    shell::{Head, announcement, document},
    words::isolated,
};

/// With a form for another one, for whoever may add it.
pub(super) fn list(actions: Actions) -> AnyView {
    let Actions { open, closed, form } = actions;
    let t = texts();
    let may = form.is_some();
    let is_typed = form.as_ref().is_some_and(|form| !summed_up(&form.errors, &form.warnings).is_empty());
    let none = open.is_empty().then(|| view! { <p>{t.actions_none_open()}</p> });
    let finished = (!closed.is_empty()).then(|| {
        let title = t.actions_closed_ones(closed.len());
        details("actions-done", &title, false, rows(&closed, may))
    });
    view! {
        <section aria-labelledby="actions">
            <h2 class="nhsuk-heading-m" id="actions">{t.actions_title()}</h2>
            {none}
            {(!open.is_empty()).then(|| rows(&open, may))}
            {finished}
            {form.map(|form| details("add-action", &t.actions_add(), is_typed, adding(form)))}
        </section>
    }
    .into_any()
}

#[component]
pub fn Action(shell: Shell, page: ActionPage) -> impl IntoView {
    let ActionPage { row, added, added_by, may_change, change, cancel, notice } = page;
    let t = texts();
    let of_change = change.as_ref().map_or_else(Vec::new, |form| summed_up(&form.errors, &form.warnings));
    let of_cancel = cancel.as_ref().map_or_else(Vec::new, |form| summed_up(&form.errors, &form.warnings));
    let is_typed = !of_cancel.is_empty();
    let errors = [of_change, of_cancel].concat();
    let title = t.actions_one(row.number);
    let head = Head { errors: &errors, here: paths::DECISIONS, ..Head::still(title.clone()) };
    let added = rich(|[time, name]| t.decisions_logged_by(time, name), [moment(&added), written(&added_by)]);
    let steps: Vec<_> = row.steps.iter().map(|said| view! { <li>{step(said)}</li> }).collect();
    let content = view! {
        <a class="app-back" href=format!("{}#actions", paths::DECISIONS)>{t.decisions_title()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {state(&row).map(|state| view! { <p>{state}</p> })}
        {announcement(notice.as_deref())}
        {facts(view! {
            {fact(&t.actions_what(), written(&row.what))}
            {fact(&t.actions_owner(), written(&row.owner))}
            {fact(&t.actions_due(), moment(&row.due))}
            {from(&row).map(|decision| fact(&t.actions_decision(), decision))}
            {fact(&t.actions_added(), added)}
        })}
        {(!steps.is_empty()).then(|| view! {
            <h2 class="nhsuk-heading-m">{t.actions_said()}</h2>
            <ol class="app-timeline">{steps}</ol>
        })}
        {may_change.then(|| said(&row))}
        {change.map(|form| view! {
            <h2 class="nhsuk-heading-m">{t.actions_change()}</h2>
            <p>{t.actions_change_about()}</p>
            {fields(&paths::follow_up(&row.number), &t.actions_change_now(), form)}
        })}
        {cancel.map(|form| details("cancel", &t.actions_cancel(), is_typed, cancelling(row.number, form)))}
    };
    document(shell, head, content)
}

fn rows(actions: &[ActionRow], may: bool) -> AnyView {
    let rows: Vec<_> = actions.iter().map(|action| row(action, may)).collect();
    view! { <ul class="app-todo">{rows}</ul> }.into_any()
}

fn row(action: &ActionRow, may: bool) -> AnyView {
    let t = texts();
    let ActionRow { number, what, owner, due, is_closed, steps, .. } = action;
    let owned = rich(|[owner, due]| t.actions_who_by_when(owner, due), [written(owner), moment(due)]);
    let steps: Vec<_> = steps.iter().map(|said| view! { <p class="app-muted">{step(said)}</p> }).collect();
    let (link, spoken) = if may && !is_closed {
        (t.actions_change_or_cancel(), t.actions_change_or_cancel_spoken(isolated(what)))
    } else {
        (t.actions_history(), t.actions_history_spoken(isolated(what)))
    };
    view! {
        <li>
            <p class="app-todo__what">{state(action)} " " {written(what)}</p>
            <p class="app-muted">{owned} " " {from(action)}</p>
            {steps}
            {may.then(|| said(action))}
            <p><a href=paths::follow_up(number) aria-label=spoken>{link}</a></p>
        </li>
    }
    .into_any()
}

fn state(action: &ActionRow) -> Option<AnyView> {
    let t = texts();
    if action.is_cancelled {
        Some(tag("grey", &t.actions_cancelled()))
    } else {
        action.is_overdue.then(|| tag("red", &t.actions_overdue()))
    }
}

fn from(action: &ActionRow) -> Option<AnyView> {
    action.decision.map(|decision| {
        view! { <a href=paths::decision(&decision)>{texts().decisions_one(decision)}</a> }.into_any()
    })
}

/// Says that it is done, or that there is something to do after all.
fn said(action: &ActionRow) -> AnyView {
    let t = texts();
    let ActionRow { number, what, is_closed, is_cancelled, version, back, .. } = action;
    let (step, label, spoken) = match (is_closed, is_cancelled) {
        (_, true) => ("reopen", t.actions_needed(), t.actions_needed_spoken(isolated(what))),
        (true, false) => ("reopen", t.actions_not_done(), t.actions_not_done_spoken(isolated(what))),
        (false, false) => ("done", t.actions_done(), t.actions_done_spoken(isolated(what))),
    };
    view! {
        <form method="post" action=paths::follow_up_step(number, step) class="app-post">
            {hidden("version", &version.to_string())}
            {back.map(|back| hidden("back", &back.to_string()))}
            <button class="nhsuk-button nhsuk-button--secondary" aria-label=spoken>{label}</button>
        </form>
    }
    .into_any()
}

fn step(ActionStep { when, who, said }: &ActionStep) -> AnyView {
    let t = texts();
    let by = |say: &dyn Fn(&'static str, &'static str) -> String| {
        rich(|[name, time]: [&'static str; 2]| say(name, time), [written(who), moment(when)])
    };
    match said {
        ActionSaid::Done => by(&|name, time| t.actions_done_by(name, time)),
        ActionSaid::NotDoneAfterAll => by(&|name, time| t.actions_taken_back_by(name, time)),
        ActionSaid::NeededAfterAll => by(&|name, time| t.actions_needed_by(name, time)),
        ActionSaid::Cancelled(why) => rich(
            |[name, time, why]| t.actions_cancelled_by(name, time, why),
            [written(who), moment(when), written(why)],
        ),
        ActionSaid::Changed { what, owner, due } => {
            let from_to = |name: String, told: &Told| {
                (!told.was.is_empty()).then(|| {
                    view! { <span class="app-change">{name} ": " {struck_out(told)} " " {written(&told.is)}</span> }
                })
            };
            view! {
                {by(&|name, time| t.actions_changed_by(name, time))}
                {from_to(t.actions_what(), what)}
                {from_to(t.actions_owner(), owner)}
                {from_to(t.actions_due(), due)}
            }
            .into_any()
        }
    }
}

fn adding(form: ActionForm) -> AnyView {
    fields(paths::FOLLOW_UPS, &texts().actions_add_it(), form)
}

fn fields(address: &str, save: &str, form: ActionForm) -> AnyView {
    let t = texts();
    let ActionForm { key, decision, what, owner, due_time, due_day, version, errors, warnings } = form;
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
        <form method="post" action=address.to_owned() novalidate>
            {hidden("key", &key)}
            {decision.map(|decision| hidden("decision", &decision.to_string()))}
            {version.map(|version| hidden("version", &version.to_string()))}
            {text_input(what, errors)}
            {text_input(owner, errors)}
            {when(("due_time", "due_day"), &t.actions_field_due(), (&due_time, &due_day), errors)}
            {button(Tone::Primary, save)}
        </form>
    }
    .into_any()
}

fn cancelling(number: u32, form: CancelForm) -> AnyView {
    let t = texts();
    let CancelForm { key, version, why, errors, warnings } = form;
    let (label, hint) = (t.actions_field_why(), t.shared_no_patient_details());
    let why = TextInput {
        hint: Some(&hint),
        value: &why,
        max_length: u16::try_from(Why::MAX_CHARS).ok(),
        guard: Some(Guard::new(&warnings)),
        ..TextInput::new("why", &label)
    };
    view! {
        <p>{t.actions_cancel_about()}</p>
        <form method="post" action=paths::follow_up_step(&number, "cancel") novalidate>
            {hidden("key", &key)}
            {hidden("version", &version.to_string())}
            {text_input(why, &errors)}
            {button(Tone::Secondary, &t.actions_cancel_now())}
        </form>
    }
    .into_any()
}
