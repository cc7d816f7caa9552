//! Pieces of pages in the markup of the NHS design system, and a few of our own (`app-`).
//!
//! Plain functions: they take what they show, hold no state, and render the same on the server and in the browser.

mod button;
mod chart;
mod content;
mod errors;
mod field;
mod status;
mod time;

pub use self::{
    button::{Tone, button, link_button, post},
    chart::pareto_chart,
    content::{details, fact, facts, notice, steps, timeline},
    errors::{error_for, error_message, error_summary},
    field::{TextInput, Tiles, hidden, select, text_input, tiles},
    status::{duty_tag, phase_tag, priority_tag, tag},
    time::{moment, since},
};

use leptos::prelude::*;

/// Hides the type of a piece where that costs nothing.
///
/// The type of a view is as deep as its markup, which a compiler feels when it renders whole pages. In the browser each
/// hidden type brings code of its own that a phone has to download, so there a piece stays what it is.
pub(crate) trait Erase {
    type Erased: IntoView + 'static;

    fn erase(self) -> Self::Erased;
}

impl<V: IntoView + 'static> Erase for V {
    #[cfg(feature = "ssr")]
    type Erased = AnyView;
    #[cfg(not(feature = "ssr"))]
    type Erased = V;

    #[cfg(feature = "ssr")]
    fn erase(self) -> AnyView {
        self.into_any()
    }

    #[cfg(not(feature = "ssr"))]
    fn erase(self) -> V {
        self
    }
}
