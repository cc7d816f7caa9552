//! What it turned out to be. One tap closes the ticket.

use leptos::prelude::*;
use texts::texts;

use super::FinishPage;
use crate::{
    components::{Tap, asked_meanwhile, category_tiles, rich, written},
    model::Shell,
    shell::{Head, Life, document},
    words::isolated,
};

#[component]
pub fn Finish(shell: Shell, page: FinishPage) -> impl IntoView {
    let FinishPage { job, categories, errors } = page;
    let head = Head {
        errors: &errors,
        here: paths::MY_JOBS,
        keeps_taps: true,
        life: Life::Aside,
        ..Head::still(texts().finish_title())
    };
    let about = format!("{} · {}", isolated(&job.ward), isolated(&job.tag));
    let form = Tap::new(paths::finish(&job.ticket), &about)
        .on(&job.ticket, job.version)
        .class("app-choices")
        .form(category_tiles(&categories, Some("category")));
    let caption = rich(
        |[tag, ward]| texts().finish_job(tag, ward, job.code.as_str()),
        [written(&job.tag), written(&job.ward)],
    );
    let content = view! {
        {asked_meanwhile()}
        <a class="app-back" href=paths::MY_JOBS>{texts().shared_back_to_my_jobs()}</a>
        <p class="nhsuk-caption-m">{caption}</p>
        <h1 class="nhsuk-heading-l">{texts().finish_title()}</h1>
        <p>{texts().finish_one_tap()}</p>
        {form}
    };
    document(shell, head, content)
}
