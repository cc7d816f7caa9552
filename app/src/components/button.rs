//! Buttons, and forms that are nothing but a button.

use leptos::prelude::*;

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The one thing to do next.
    Primary,
    Secondary,
    /// Takes something away.
    Warning,
    /// The primary action where a thumb must hit it without looking.
    Huge,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "nhsuk-button",
            Self::Secondary => "nhsuk-button nhsuk-button--secondary",
            Self::Warning => "nhsuk-button nhsuk-button--warning",
            Self::Huge => "nhsuk-button app-huge",
        }
    }
}

/// A button that sends the form around it.
pub fn button(tone: Tone, label: &str) -> impl IntoView + use<> {
    view! { <button class=tone.class()>{label.to_owned()}</button> }
}

/// A link that looks like a button: it goes somewhere and changes nothing.
pub fn link_button(tone: Tone, href: &str, label: &str) -> impl IntoView + use<> {
    view! { <a class=tone.class() href=href.to_owned() role="button" draggable="false">{label.to_owned()}</a> }
}

/// A form of one button. `name` and `value` are sent with it, where the action alone does not say everything.
pub fn post(tone: Tone, action: &str, label: &str, sent: Option<(&str, &str)>) -> AnyView {
    let (name, value) = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).unzip();
    view! {
        <form method="post" action=action.to_owned() class="app-post">
            <button class=tone.class() name=name value=value>{label.to_owned()}</button>
        </form>
    }
    .into_any()
}
