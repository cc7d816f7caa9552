//! What happened, whether the request is safe, what to do now.

use leptos::prelude::*;
use texts::texts;

use super::ProblemPage;
use crate::{
    components::{Tone, link_button, rich, strong},
    model::Shell,
    shell::{Head, document, with_phone},
};

#[component]
pub fn Problem(shell: Shell, page: ProblemPage) -> impl IntoView {
    let ProblemPage { title, what_happened, is_my_request_safe, what_to_do, way_on, reference, keeps_taps } =
        page;
    let desk = shell.desk_phone.clone();
    let content = view! {
        <h1 class="nhsuk-heading-l">{title.clone()}</h1>
        <p class="nhsuk-body-l">{what_happened}</p>
        {is_my_request_safe.map(|text| view! { <p class="app-notice">{text}</p> })}
        <h2 class="nhsuk-heading-m">{texts().problem_what_to_do()}</h2>
        <p>{with_phone(&what_to_do, &desk)}</p>
        {reference.map(|code| {
            view! { <p class="app-muted">{rich(|[code]| texts().problem_reference(code), [strong(&code)])}</p> }
        })}
        {way_on.map(|(label, href)| link_button(Tone::Primary, &href, &label))}
    };
    document(shell, Head { keeps_taps, ..Head::still(title) }, content)
}
