//! The ticket's life: every step that follows, and a typed refusal for every step that does not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cast;
mod priority_and_code;
mod properties;
mod refusals;
mod stories;
