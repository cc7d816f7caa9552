//! What it turned out to be. One tap closes the ticket.

use leptos::prelude::*;

use super::FinishPage;
use crate::{
    components::{Tap, asked_meanwhile, category_tiles, written},
    model::Shell,
    shell::{Head, Life, document},
    words::isolated,
};

#[component]
pub fn Finish(shell: Shell, page: FinishPage) -> impl IntoView {
    let FinishPage { job, categories, errors } = page;
    let head = Head {
        errors: &errors,
        here: "My jobs",
        keeps_taps: true,
        life: Life::Aside,
        ..Head::still("What was the problem?")
    };
    let about = format!("{} · {}", isolated(&job.ward), isolated(&job.tag));
    let form = Tap::new(paths::finish(&job.ticket), &about)
        .on(&job.ticket, job.version)
        .class("app-choices")
        .form(category_tiles(&categories, Some("category")));
    let content = view! {
        {asked_meanwhile()}
        <a class="app-back" href=paths::MY_JOBS>"Back to my jobs"</a>
        <p class="nhsuk-caption-m">{written(&job.tag)} " – " {written(&job.ward)} {format!(", code {}", job.code)}</p>
        <h1 class="nhsuk-heading-l">"What was the problem?"</h1>
        <p>"One tap closes the job. You can undo it for a few seconds."</p>
        {form}
    };
    document(shell, head, content)
}
