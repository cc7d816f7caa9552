//! One word to many.

use domain::broadcast::Text;
use leptos::prelude::*;
use texts::texts;

use super::WordPage;
use crate::{
    components::{Guard, TextArea, Tone, button, hidden, link_button, select, summed_up, text_area, ticks},
    model::Shell,
    shell::{Head, document},
    words::isolated,
};

#[component]
pub fn SendWord(shell: Shell, page: WordPage) -> impl IntoView {
    let WordPage { id, title, key, text, next_word, next_words, whom, errors, warnings } = page;
    let t = texts();
    let summary = summed_up(&errors, &warnings);
    let heading = t.known_issues_word_title(isolated(&title));
    let head = Head { errors: &summary, here: paths::KNOWN_ISSUES, ..Head::still(heading.clone()) };
    let (label, hint) = (t.known_issues_word_text(), t.known_issues_texts_hint());
    let text = TextArea {
        name: "text",
        label: &label,
        hint: &hint,
        value: &text,
        rows: 3,
        at_most: Some(Text::MAX_CHARS),
        guard: Some(Guard::new(&warnings)),
        class: "",
    };
    let content = view! {
        <a class="app-back" href=paths::known_issue(&id)>{t.known_issues_back_to_one()}</a>
        <h1 class="nhsuk-heading-l">{heading}</h1>
        <p>{t.known_issues_word_about()}</p>
        <form method="post" action=paths::send_word(&id) novalidate>
            {hidden("key", &key)}
            {text_area(text, &errors)}
            {select("next_word", &t.known_issues_next_word(), &next_words, &next_word, Some(&t.known_issues_no_next_word()), &errors)}
            {ticks("whom", &t.known_issues_word_whom(), &whom, &errors)}
            {button(Tone::Primary, &t.known_issues_word_send())}
        </form>
        {link_button(Tone::Secondary, &paths::known_issue(&id), &t.shared_cancel())}
    };
    document(shell, head, content)
}
