//! What people read. The sentences are in `locales/en-GB`, a file for each screen, in [Fluent](https://projectfluent.org), which
//! knows plurals, and where the words of another language stand in another order. A sentence is a function here: one that nobody
//! has written does not compile, nor does one that is asked for without what it says.

use std::sync::LazyLock;

#[allow(
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_debug_implementations,
    unreachable_pub,
    reason = "made by fluent-typed"
)]
mod made {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

pub use made::*;

static ENGLISH: LazyLock<L10nLanguage> = LazyLock::new(|| L10n::EnGB.load());

/// The sentences, in the language of the page.
pub fn texts() -> &'static L10nLanguage {
    &ENGLISH
}
