//! Tables. On a phone each row is a card: cells name their column in `data-label`.

use leptos::prelude::*;

/// What stands over a column.
#[derive(Debug, Clone)]
pub enum Heading {
    Words(String),
    /// Its cells stand to the right.
    Figures(String),
}

pub fn column(words: impl Into<String>) -> Heading {
    Heading::Words(words.into())
}

pub fn figures(words: impl Into<String>) -> Heading {
    Heading::Figures(words.into())
}

/// `caption` is for whoever cannot see what the table stands under.
pub fn table<R>(caption: Option<&str>, headings: impl IntoIterator<Item = Heading>, rows: R) -> AnyView
where
    R: IntoView + 'static,
{
    let headings: Vec<_> = headings.into_iter().map(heading).collect();
    view! {
        <table class="app-table">
            {caption.map(|words| view! { <caption class="nhsuk-u-visually-hidden">{words.to_owned()}</caption> })}
            <thead><tr>{headings}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A table that may be wider than the screen. It can be focused, so that the keyboard scrolls it too; `label` says what it is.
pub fn wide(label: &str, table: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="app-scroll" role="group" aria-label=label.to_owned() tabindex="0">
            {table.into_any()}
        </div>
    }
    .into_any()
}

fn heading(heading: Heading) -> AnyView {
    match heading {
        Heading::Words(words) => view! { <th scope="col">{words}</th> }.into_any(),
        Heading::Figures(words) => view! { <th scope="col" class="app-figure">{words}</th> }.into_any(),
    }
}
