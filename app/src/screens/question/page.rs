//! A question before something is done that cannot be taken back.

use leptos::prelude::*;
use texts::texts;

use super::QuestionPage;
use crate::{
    components::{Tone, button, hidden, link_button},
    model::Shell,
    shell::{Head, announcement, document},
};

#[component]
pub fn Question(shell: Shell, page: QuestionPage) -> impl IntoView {
    let QuestionPage { title, words, action, told: (name, told), button: label, back, notice } = page;
    let head = Head { here: paths::SETUP, ..Head::still(title.clone()) };
    let words: Vec<_> = words.into_iter().map(|words| view! { <p>{words}</p> }).collect();
    let content = view! {
        <a class="app-back" href=back.clone()>{texts().question_back()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        {words}
        <form method="post" action=action>
            {hidden(name, &told)}
            {button(Tone::Warning, &label)}
        </form>
        {link_button(Tone::Secondary, &back, &texts().shared_cancel())}
    };
    document(shell, head, content)
}
