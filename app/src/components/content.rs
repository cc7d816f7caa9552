//! Ways to lay out text: details, facts, notices, steps, timelines.

use leptos::prelude::*;

use super::{Erase, time::moment};
use crate::model::TimelineEntry;

/// Something to open. `id` lets a page that updates itself keep it open.
pub fn details<V: IntoView + 'static>(
    id: &'static str,
    summary: &str,
    open: bool,
    content: V,
) -> impl IntoView + use<V> {
    view! {
        <details class="nhsuk-details" id=id open=open>
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{summary.to_owned()}</span>
            </summary>
            <div class="nhsuk-details__text">{content.erase()}</div>
        </details>
    }
    .erase()
}

/// A list of what is known; its rows are [`fact`]s.
pub fn facts<V: IntoView + 'static>(rows: V) -> impl IntoView + use<V> {
    view! { <dl class="nhsuk-summary-list">{rows.erase()}</dl> }.erase()
}

/// One thing that is known, by its name.
pub fn fact<V: IntoView + 'static>(name: &'static str, value: V) -> impl IntoView + use<V> {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{name}</dt>
            <dd class="nhsuk-summary-list__value">{value.erase()}</dd>
        </div>
    }
    .erase()
}

/// What was just done, or could not be.
pub fn notice(text: &str) -> impl IntoView + use<> {
    view! { <p class="app-notice">{text.to_owned()}</p> }.erase()
}

/// Where something is in a fixed row of steps; `current` counts from 0.
pub fn steps(names: &[&'static str], current: usize) -> impl IntoView + use<> {
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
    view! { <ol class="app-steps">{items}</ol> }.erase()
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
