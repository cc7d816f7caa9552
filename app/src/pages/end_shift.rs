//! The end of a shift: who has the job in hand from now on, and whether the session ends too.

use leptos::prelude::*;

use crate::{
    components::{Tone, button, fact, facts, hidden, link_button, select, written},
    model::{Choice, EndShiftPage, JobCard, Shell},
    shell::{Head, announcement, document},
};

#[component]
pub fn EndShift(shell: Shell, page: EndShiftPage) -> impl IntoView {
    let EndShiftPage { signs_out, job, asked, people, notice } = page;
    let title = match (signs_out, &job) {
        (true, _) => "You are on shift",
        (false, Some(_)) => "Who will take over your job?",
        (false, None) => "End your shift?",
    };
    let head = Head { here: "My jobs", ..Head::still(title) };
    let end = if signs_out { "end shift and sign out" } else { "end shift" };
    let content = view! {
        <a class="app-back" href="/me">"Back to my jobs"</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        {signs_out.then(|| view! { <p>"Once you sign out, no job can reach you, so your shift will end too."</p> })}
        {asked.map(|asked| view! { <p>{format!("You are being asked to help: {asked}. Someone else will be asked instead.")}</p> })}
        {match job {
            Some(job) => with_job(signs_out, job, &people),
            None => form(signs_out, Some("pool"), view! { {button(Tone::Primary, &sentence(end))} }.into_any()),
        }}
        {link_button(Tone::Secondary, "/me", if signs_out { "Stay signed in" } else { "Stay on shift" })}
    };
    document(shell, head, content)
}

fn with_job(signs_out: bool, job: JobCard, people: &[Choice]) -> AnyView {
    let named = if people.is_empty() {
        view! { <p>"No one else on shift is free right now."</p> }.into_any()
    } else {
        let fields = view! {
            {select("hand_over", "Hand over to", people, "", None, &[])}
            {button(Tone::Primary, if signs_out { "Hand over, end shift and sign out" } else { "Hand over and end shift" })}
        };
        form(signs_out, None, fields.into_any())
    };
    let give_back = if signs_out { "Give back, end shift and sign out" } else { "Give back and end shift" };
    let back = view! { {button(Tone::Secondary, give_back)} };
    view! {
        <p>"You still have a job. Someone is waiting for you."</p>
        {facts(view! {
            {fact("Where", written(&job.ward))}
            {fact("About", written(&job.tag))}
            {fact("Code", job.code)}
        })}
        <h2 class="nhsuk-heading-m">"Hand over to a colleague"</h2>
        {named}
        <h2 class="nhsuk-heading-m">"Whoever is nearest"</h2>
        <p>"Elbow will look for someone, as if the request were new. It keeps its place in the queue."</p>
        {form(signs_out, Some("pool"), back.into_any())}
    }
    .into_any()
}

/// The session, and what the browser keeps with it, ends only once the server has said that it may.
fn form(signs_out: bool, hand_over: Option<&str>, fields: AnyView) -> AnyView {
    let (action, name, value) =
        if signs_out { ("/sign-out", "end_shift", "yes") } else { ("/me/shift", "duty", "off_shift") };
    view! {
        <form method="post" action=action data-forget=signs_out.then_some("")>
            {hidden(name, value)}
            {hand_over.map(|hand_over| hidden("hand_over", hand_over))}
            {fields}
        </form>
    }
    .into_any()
}

/// As the label of a button.
fn sentence(words: &str) -> String {
    crate::words::sentence(words)
}
