//! One list, and one entry of it, whatever the list is of.

use crate::model::{Choice, FieldError, Found, Moment};

/// `/admin/{list}`. Adding posts there.
#[derive(Debug, Clone)]
pub struct ListPage {
    pub title: String,
    pub about: String,
    /// What is missing in it.
    pub warning: Option<String>,
    /// Its own address.
    pub path: String,
    /// What the search looks through.
    pub find: String,
    /// The first is of the names.
    pub columns: Vec<String>,
    pub rows: Vec<EntryRow>,
    pub found: Found,
    /// Those that have ended.
    pub ended: Vec<EntryRow>,
    pub ended_found: Found,
    /// `Add a ward`.
    pub add: String,
    pub form: EntryForm,
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct EntryRow {
    pub path: String,
    /// As many as columns.
    pub cells: Vec<String>,
}

/// `/admin/{list}/{entry}`. Changing posts there; `/end` asks, `/open` and `/move` post.
#[derive(Debug, Clone)]
pub struct EntryPage {
    pub name: String,
    /// The list it is in: what it is called, and its address.
    pub list: (String, String),
    /// None once it has ended.
    pub form: Option<EntryForm>,
    pub ended: Option<Moment>,
    /// Why it cannot end now.
    pub cannot_end: Option<String>,
    /// What ending it does, in a sentence.
    pub end_does: String,
    pub end: String,
    pub open: String,
    /// Where it is moved up or down to, in a list that people put in order.
    pub moves: Option<String>,
    /// Further pages about it: label and address.
    pub more: Vec<(String, String)>,
    pub notice: Option<String>,
}

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct EntryForm {
    pub action: String,
    pub button: String,
    pub fields: Vec<EntryField>,
    /// Random.
    pub key: String,
    /// What the form showed before anything was typed; empty for a new entry.
    pub shown: String,
    /// That something else is called nearly so: it needs a tick.
    pub near: Vec<String>,
    pub errors: Vec<FieldError>,
}

#[derive(Debug, Clone)]
pub struct EntryField {
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    pub input: EntryInput,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryInput {
    /// Of at most so many characters.
    Text(u16),
    /// A number, which may be negative or have decimals.
    Number,
    Phone,
    /// `unset` comes first and sends nothing.
    Choice {
        choices: Vec<Choice>,
        unset: Option<String>,
    },
    Tick,
}
