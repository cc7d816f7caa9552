//! Tags: states as words on colour, never as colour alone.

use domain::{Priority, ticket::Phase};
use leptos::prelude::*;
use texts::texts;

use crate::words;

/// `colour` is one of the tag colours of the style sheet.
pub fn tag(colour: &'static str, text: &str) -> AnyView {
    view! { <strong class=format!("nhsuk-tag app-tag--{colour}")>{text.to_owned()}</strong> }.into_any()
}

pub fn phase_tag(phase: Phase) -> AnyView {
    tag(phase_colour(phase), &words::phase(phase))
}

const fn phase_colour(phase: Phase) -> &'static str {
    match phase {
        Phase::Waiting => "red",
        Phase::Offered => "yellow",
        Phase::OnTheWay => "blue",
        Phase::WithYou | Phase::Resolved => "green",
        Phase::Withdrawn | Phase::HandedOff => "grey",
    }
}

/// `P2`, spoken with what it means.
pub fn priority_tag(priority: Priority) -> AnyView {
    let colour = match priority {
        Priority::P1 => "solid-red",
        Priority::P2 => "red",
        Priority::P3 => "white",
        Priority::P4 => "grey",
    };
    view! {
        <strong class=format!("nhsuk-tag app-tag--{colour}") title=words::patient(priority)>
            {priority.to_string()}
            <span class="nhsuk-u-visually-hidden">{texts().shared_priority_spoken(words::patient_within(priority))}</span>
        </strong>
    }
    .into_any()
}
