//! Screen 8: the command centre's board.

use domain::ticket::Phase;
use leptos::prelude::*;

use crate::{
    components::{Tone, button, select},
    islands::BoardLive,
    model::{BoardFilter, BoardPage, Choice, Shell},
    shell::{Head, Life, document},
    words,
};

#[component]
pub fn Board(shell: Shell, page: BoardPage) -> impl IntoView {
    let head = Head { life: Life::Island, wide: true, here: "Board", ..Head::still("Board") };
    let content = view! {
        <h1 class="nhsuk-heading-l">"Board"</h1>
        {filters(&page)}
        <BoardLive page/>
    };
    document(shell, head, content)
}

/// A form that asks for the page again; works without script.
fn filters(page: &BoardPage) -> AnyView {
    let BoardFilter { zone, tag, phase } = &page.filter;
    let phases: Vec<Choice> = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou]
        .into_iter()
        .map(|phase| Choice { value: phase.as_str().to_owned(), label: words::phase(phase).to_owned() })
        .collect();
    let filtered = page.filter != BoardFilter::default();
    view! {
        <form method="get" action="/board" class="app-filters" aria-label="Filter tickets">
            {select("zone", "Zone", &page.zones, zone, Some("All zones"), &[])}
            {select("tag", "About", &page.tags, tag, Some("Everything"), &[])}
            {select("phase", "State", &phases, phase, Some("All states"), &[])}
            {button(Tone::Secondary, "Filter")}
            {filtered.then(|| view! { <a href="/board">"Show all"</a> })}
        </form>
    }
    .into_any()
}
