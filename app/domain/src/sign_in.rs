//! How people come in, and why a sign-in ends.

use serde::{Deserialize, Serialize};

/// How somebody came in. The stored name is the snake-case name of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// A code, with which a PIN was chosen.
    Code,
    Pin,
    Password,
}

/// Why a session ended before its time. The stored name is the snake-case name of the variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    SignedOut,
    /// The same browser signed in again.
    Replaced,
    /// Its person ended it from another browser.
    EndedElsewhere,
    EndedByAdministrator,
    NewPin,
    NewPassword,
    HandedBack,
    /// Its device was shut out.
    ShutOut,
    AccountEnded,
}
