//! What a form showed before anything was typed. It comes back with it: whoever changes what somebody else has changed meanwhile reads
//! that beside each field.

use app::{model::FieldError, words::isolated};
use texts::texts;

use super::forms::Posted;
use crate::actions::entries::Fields;

/// The hidden field that says it.
const FIELD: &str = "shown";

/// For the hidden field.
pub(crate) fn written(fields: &Fields) -> String {
    serde_urlencoded::to_string(fields).unwrap_or_default()
}

/// None if the form does not say so.
pub(crate) fn read(columns: &[&'static str], form: &Posted) -> Option<Fields> {
    let shown: Vec<(String, String)> = serde_urlencoded::from_str(form.get(FIELD)).ok()?;
    if shown.len() != columns.len() {
        return None;
    }
    let text = |column: &str| shown.iter().find(|(name, _)| name == column).map(|(_, text)| text.clone());
    columns.iter().map(|column| Some((*column, text(column)?))).collect()
}

/// `“4512”`, or that there is nothing.
pub(crate) fn value_in_words(value: &str) -> String {
    if value.is_empty() { texts().shared_nothing() } else { texts().shared_said(isolated(value)) }
}

/// What somebody else has changed, beside each field. `in_words`: what a field shows of a text.
pub(crate) fn meanwhile(
    (shown, is_now): (&Fields, &Fields),
    in_words: impl Fn(&'static str, &str) -> String,
) -> Vec<FieldError> {
    let said = |column, text: &str| value_in_words(&in_words(column, text));
    let changed = shown.iter().zip(is_now).filter(|(shown, is_now)| shown != is_now);
    changed
        .map(|((column, before), (_, after))| {
            FieldError::new(column, texts().shared_is_now(said(*column, before), said(*column, after)))
        })
        .collect()
}

/// What whoever typed has left alone is as it is now.
pub(crate) fn take_over(typed: &mut Fields, shown: &Fields, is_now: &Fields) {
    for ((name, text), (_, before)) in typed.iter_mut().zip(shown) {
        if text == before
            && let Some((_, after)) = is_now.iter().find(|(other, _)| other == name)
        {
            text.clone_from(after);
        }
    }
}
