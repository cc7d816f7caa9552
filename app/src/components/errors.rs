//! What is wrong with a form: a summary on top that takes the focus, and a message beside each field.

use leptos::prelude::*;
use texts::texts;

use crate::model::FieldError;

/// All errors with links to their fields; nothing if there are none. It takes the focus when the page loads.
pub fn error_summary(errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let items: Vec<_> = errors
        .iter()
        .map(|error| {
            let message = error.message.clone();
            let item = if error.field.is_empty() {
                message.into_any()
            } else {
                view! { <a href=format!("#{}", error.field)>{message}</a> }.into_any()
            };
            view! { <li>{item}</li> }
        })
        .collect();
    let summary = view! {
        <div class="nhsuk-error-summary" aria-labelledby="problems" tabindex="-1" autofocus role="group">
            <h2 class="nhsuk-error-summary__title" id="problems">{texts().shared_problem()}</h2>
            <ul class="nhsuk-list nhsuk-error-summary__list">{items}</ul>
        </div>
    };
    Some(summary.into_any())
}

/// What a summary says: what is wrong, or else which questions have to be answered before anything is sent. Each leads to
/// the tick that answers it.
pub fn summed_up(errors: &[FieldError], questions: &[FieldError]) -> Vec<FieldError> {
    let to_tick = |question: &FieldError| {
        FieldError::new(
            &format!("{}_checked", question.field),
            texts().shared_not_sent_yet(&question.message),
        )
    };
    if errors.is_empty() { questions.iter().map(to_tick).collect() } else { errors.to_vec() }
}

/// The message that belongs to one field.
pub fn error_for<'a>(errors: &'a [FieldError], field: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == field).map(|error| error.message.as_str())
}

/// The message beside a field; its id is `{field}-error`, for `aria-describedby`.
pub fn error_message(errors: &[FieldError], field: &str) -> Option<AnyView> {
    error_for(errors, field).map(|message| {
        view! {
            <span class="nhsuk-error-message" id=format!("{field}-error")>
                <span class="nhsuk-u-visually-hidden">{texts().shared_error()}</span>
                {message.to_owned()}
            </span>
        }
        .into_any()
    })
}
