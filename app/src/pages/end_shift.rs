//! The end of a shift with a job in hand: who has it from now on.

use leptos::prelude::*;

use crate::{
    components::{Tone, button, fact, facts, hidden, link_button, select},
    model::{EndShiftPage, Shell},
    shell::{Head, announcement, document},
};

#[component]
pub fn EndShift(shell: Shell, page: EndShiftPage) -> impl IntoView {
    let EndShiftPage { job, people, notice } = page;
    let head = Head { here: "My jobs", ..Head::still("Who takes your job?") };
    let named = if people.is_empty() {
        view! { <p>"Nobody else on shift is free just now."</p> }.into_any()
    } else {
        view! {
            <form method="post" action="/me/shift">
                {hidden("duty", "off_shift")}
                {select("hand_over", "Hand over to", &people, "", None, &[])}
                {button(Tone::Primary, "Hand over and end shift")}
            </form>
        }
        .into_any()
    };
    let content = view! {
        <a class="app-back" href="/me">"Back to my jobs"</a>
        <h1 class="nhsuk-heading-l">"Who takes your job?"</h1>
        {announcement(notice.as_deref())}
        <p>"You have a job in hand. Somebody is waiting for you."</p>
        {facts(view! {
            {fact("Where", job.ward)}
            {fact("About", job.tag)}
            {fact("Code", job.code)}
        })}
        <h2 class="nhsuk-heading-m">"Someone you name"</h2>
        {named}
        <h2 class="nhsuk-heading-m">"Whoever is nearest"</h2>
        <p>"Elbow looks for someone, as if the request were new. It keeps its place."</p>
        <form method="post" action="/me/shift">
            {hidden("duty", "off_shift")}
            {hidden("hand_over", "pool")}
            {button(Tone::Secondary, "Give back and end shift")}
        </form>
        {link_button(Tone::Secondary, "/me", "Stay on shift")}
    };
    document(shell, head, content)
}
