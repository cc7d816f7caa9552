//! Ways to lay out text: details, facts, notices, steps, timelines.

use leptos::prelude::*;
use texts::texts;

use super::time::moment;
use crate::{
    model::{DeskWord, TimelineEntry},
    words,
};

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
pub fn fact(name: &str, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{name.to_owned()}</dt>
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

/// A sentence of the catalogue with elements in it, placed where the language puts them: [`rich`] passes in a mark for each.
///
/// `rich(|[phone]| texts().waiting_in_danger(phone), [phone(number)])`
pub fn rich<const ELEMENTS: usize>(
    say: impl FnOnce([&'static str; ELEMENTS]) -> String,
    elements: [AnyView; ELEMENTS],
) -> AnyView {
    let said = say(std::array::from_fn(|place| MARKS[place]));
    let mut elements = elements.map(Some);
    // Leptos draws a text of nothing as a space.
    let words = |text: &str| (!text.is_empty()).then(|| text.to_owned().into_any());
    let mut parts = Vec::new();
    let mut rest = said.as_str();
    while let Some(at) = rest.find(|character| ('\u{fdd0}'..='\u{fdd3}').contains(&character)) {
        let (before, from) = rest.split_at(at);
        let mark = MARKS.iter().position(|mark| from.starts_with(mark));
        parts.extend(words(before));
        parts.extend(mark.and_then(|place| elements.get_mut(place)?.take()));
        rest = &from[MARKS[0].len()..];
    }
    parts.extend(words(rest));
    parts.into_any()
}

/// Noncharacters, which Unicode reserves for a program's own use: they are in no text.
const MARKS: [&str; 4] = ["\u{fdd0}", "\u{fdd1}", "\u{fdd2}", "\u{fdd3}"];

/// Emphasis within a sentence.
pub fn strong(text: &str) -> AnyView {
    view! { <strong>{text.to_owned()}</strong> }.into_any()
}

/// What was just done, or could not be.
pub fn notice(text: &str) -> AnyView {
    view! { <p class="app-notice">{text.to_owned()}</p> }.into_any()
}

/// What the command centre has said, each with its time; nothing where it has said nothing.
pub fn desk_words(words: &[DeskWord]) -> Option<AnyView> {
    let t = texts();
    let notices: Vec<_> = words
        .iter()
        .map(|DeskWord { title, text, said, next }| {
            let next = next.as_ref().map(|next| {
                view! { " " {rich(|[time]| t.shared_desk_next(time), [moment(next)])} }
            });
            view! {
                <div class="app-notice">
                    <p>
                        <strong>{written(title)}</strong> " – "
                        {rich(|[time]| t.shared_desk_said(time), [moment(said)])}
                    </p>
                    <p>{written(text)} {next}</p>
                </div>
            }
        })
        .collect();
    (!notices.is_empty())
        .then(|| view! { <section aria-label=t.shared_desk_words()>{notices}</section> }.into_any())
}

/// Where something is in a fixed row of steps; `current` counts from 0.
pub fn steps(names: &[impl AsRef<str>], current: usize) -> AnyView {
    let items: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let class = match place.cmp(&current) {
                std::cmp::Ordering::Less => "app-steps__step app-steps__step--done",
                std::cmp::Ordering::Equal => "app-steps__step app-steps__step--now",
                std::cmp::Ordering::Greater => "app-steps__step",
            };
            let done = (place < current)
                .then(|| view! { <span class="nhsuk-u-visually-hidden">{texts().shared_step_done()}</span> });
            view! {
                <li class=class aria-current=(place == current).then_some("step")>
                    {done} {name.as_ref().to_owned()}
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::part_to_html;

    #[test]
    fn an_element_stands_where_its_language_has_it() {
        let page = |say: fn([&'static str; 2]) -> String| {
            part_to_html(move || view! { <p>{rich(say, [strong("K7P"), strong("4100")])}</p> })
        };
        assert!(
            page(|[code, phone]| format!("Ring {phone}, code {code}."))
                .contains("<p>Ring <strong>4100</strong>, code <strong>K7P</strong>.</p>")
        );
        assert!(page(|_| "Nothing to ring".to_owned()).contains("<p>Nothing to ring</p>"));
        assert!(
            page(|[code, phone]| format!("{code} {phone}"))
                .contains("<p><strong>K7P</strong> <strong>4100</strong></p>")
        );
    }
}
