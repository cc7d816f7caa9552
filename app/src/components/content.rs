//! Ways to lay out text: details, facts, notices, steps, timelines.

use leptos::prelude::*;

use super::time::moment;
use crate::{model::TimelineEntry, words};

/// Something to open. `id` lets a page that updates itself keep it open.
pub fn details(
    id: impl Into<String>,
    summary: &str,
    open: bool,
    content: impl IntoView + 'static,
) -> AnyView {
    let id: String = id.into();
    view! {
        <details class="nhsuk-details" id=id open=open>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{summary.to_owned()}</span>
            </summary>
            <div class="nhsuk-details__text">{content.into_any()}</div>
        </details>
    }
    .into_any()
}

/// A list of what is known; its rows are [`fact`]s.
pub fn facts(rows: impl IntoView + 'static) -> AnyView {
    view! { <dl class="nhsuk-summary-list">{rows.into_any()}</dl> }.into_any()
}

/// One thing that is known, by its name.
pub fn fact(name: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{name}</dt>
            <dd class="nhsuk-summary-list__value">{value.into_any()}</dd>
        </div>
    }
    .into_any()
}

/// What somebody wrote (the name of a person or a place, a note) inside a text of ours: written from right to left, it does not
/// turn round what stands beside it. In attributes, titles and sentences it is [`isolated`](crate::words::isolated).
pub fn written(text: &str) -> AnyView {
    if words::runs_right_to_left(text) {
        view! { <bdi>{text.to_owned()}</bdi> }.into_any()
    } else {
        text.to_owned().into_any()
    }
}

/// What was just done, or could not be.
pub fn notice(text: &str) -> AnyView {
    view! { <p class="app-notice">{text.to_owned()}</p> }.into_any()
}

/// Where something is in a fixed row of steps; `current` counts from 0.
pub fn steps(names: &[&'static str], current: usize) -> AnyView {
    let items: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let (class, said) = match place.cmp(&current) {
                std::cmp::Ordering::Less => ("app-steps__step app-steps__step--done", "Done: "),
                std::cmp::Ordering::Equal => ("app-steps__step app-steps__step--now", ""),
                std::cmp::Ordering::Greater => ("app-steps__step", ""),
            };
            view! {
                <li class=class aria-current=(place == current).then_some("step")>
                    {(!said.is_empty()).then(|| view! { <span class="nhsuk-u-visually-hidden">{said}</span> })}
                    {*name}
                </li>
            }
        })
        .collect();
    view! { <ol class="app-steps">{items}</ol> }.into_any()
}

/// What happened, oldest first.
pub fn timeline(entries: &[TimelineEntry]) -> AnyView {
    let items: Vec<_> = entries
        .iter()
        .map(|entry| {
            view! { <li>{moment(&entry.when)} " " <span>{entry.words.clone()}</span></li> }
        })
        .collect();
    view! { <ol class="app-timeline">{items}</ol> }.into_any()
}
