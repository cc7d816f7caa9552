//! Getting ready: what is missing, the most important first, and every step with its next deed.

use leptos::prelude::*;
use texts::texts;

use super::{StartPage, StartStep, StepState};
use crate::{
    components::tag,
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Start(shell: Shell, page: StartPage) -> impl IntoView {
    let StartPage { steps, missing, is_empty } = page;
    let t = texts();
    let links: Vec<_> = missing
        .iter()
        .filter_map(|place| steps.get(*place))
        .map(|step| view! { <li><a href=format!("#{}", step.id)>{step.title.clone()}</a></li> })
        .collect();
    let count = links.len();
    let lead = if count == 0 {
        view! { <p class="app-notice">{t.start_nothing_missing()}</p> }.into_any()
    } else {
        view! {
            <div class="app-warning">
                <h2 class="nhsuk-heading-s">{t.start_missing(count)}</h2>
                <p>{t.start_most_important_first()}</p>
                <ol class="nhsuk-list nhsuk-list--number">{links}</ol>
            </div>
        }
        .into_any()
    };
    let steps: Vec<_> = steps.into_iter().map(step_row).collect();
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.start_title()}</h1>
        <p>{t.start_about()}</p>
        {lead}
        <h2 class="nhsuk-heading-m">{t.start_steps()}</h2>
        <ol class="app-ready">{steps}</ol>
        {is_empty.then(|| view! { <p class="app-muted">{t.start_try_out()}</p> })}
    };
    document(shell, Head { here: paths::ADMIN, ..Head::still(t.start_title()) }, content)
}

fn step_row(step: StartStep) -> impl IntoView {
    let StartStep { id, title, is, state, deed } = step;
    let t = texts();
    let state = match state {
        StepState::Done => tag("green", &t.start_is_done()),
        StepState::Missing => tag("red", &t.start_is_missing()),
        StepState::Optional => tag("grey", &t.start_is_optional()),
    };
    let deed = match deed {
        Some((href, label)) => view! { <a href=href>{label}</a> }.into_any(),
        None => view! { <span class="app-muted">{t.start_by_a_lead()}</span> }.into_any(),
    };
    view! {
        <li id=id>
            <h3 class="nhsuk-heading-s">{title} " " {state}</h3>
            <p>{is}</p>
            <p>{deed}</p>
        </li>
    }
}
