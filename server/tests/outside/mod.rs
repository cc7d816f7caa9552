//! Elbow from outside: the built program as processes of their own, on a real database, asked over HTTP. For tests that
//! kill it and for benches that load it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]
#![expect(dead_code, reason = "each program uses its own part")]

pub(crate) mod client;
pub(crate) mod hospital;
pub(crate) mod known_issues;
pub(crate) mod program;
pub(crate) mod push;
