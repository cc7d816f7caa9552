//! Buttons, and forms that are nothing but a button.

use leptos::prelude::*;

use super::field::hidden;
use crate::model::Choice;

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

/// What a job can turn out to have been: each is a button that sends the form around them. `id` of the first, for errors.
pub fn category_tiles(categories: &[Choice], id: Option<&'static str>) -> AnyView {
    let tiles: Vec<_> = categories
        .iter()
        .enumerate()
        .map(|(place, category)| {
            view! {
                <button
                    class="app-choice"
                    name="category"
                    value=category.value.clone()
                    id=id.filter(|_| place == 0)
                >
                    {category.label.clone()}
                </button>
            }
        })
        .collect();
    tiles.into_any()
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

/// A tap of a responder, or of whoever asked. The page's script keeps it until the server has answered, so that it survives a
/// place without a connection; without script it is a form like any other.
#[derive(Debug, Clone)]
pub struct Tap {
    action: String,
    about: String,
    ticket: Option<(String, u32)>,
    class: &'static str,
    to_fill_in: bool,
}

impl Tap {
    /// `about`: what is read beside the button's words while it is not sent, such as `Ward 7 · ePMA`.
    pub fn new(action: impl Into<String>, about: &str) -> Self {
        Self {
            action: action.into(),
            about: about.to_owned(),
            ticket: None,
            class: "app-post",
            to_fill_in: false,
        }
    }

    /// About this ticket, in the version that is shown.
    #[must_use]
    pub fn on(self, ticket: &str, version: u32) -> Self {
        Self { ticket: Some((ticket.to_owned(), version)), ..self }
    }

    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// There is something to type: what is wrong with it is said beside its field, by the server.
    #[must_use]
    pub fn to_fill_in(self) -> Self {
        Self { to_fill_in: true, ..self }
    }

    /// A form that is nothing but a button.
    pub fn button(self, tone: Tone, label: &str, sent: Option<(&str, &str)>) -> AnyView {
        let (name, value) = sent.map(|(name, value)| (name.to_owned(), value.to_owned())).unzip();
        let label = label.to_owned();
        self.form(view! { <button class=tone.class() name=name value=value>{label}</button> })
    }

    /// A form around these fields.
    pub fn form(self, fields: impl IntoView + 'static) -> AnyView {
        let Self { action, about, ticket, class, to_fill_in } = self;
        let (ticket, version) = ticket.unzip();
        let version = version.map(|version| hidden("version", &version.to_string()));
        view! {
            <form method="post" action=action class=class data-tap=about data-ticket=ticket novalidate=to_fill_in>
                {version}
                {fields}
            </form>
        }
        .into_any()
    }
}
