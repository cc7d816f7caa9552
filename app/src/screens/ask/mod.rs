//! Asking for help.

mod model;
mod page;

pub use self::{
    model::{AskForm, AskPage, AskedAlreadyPage, AskedRequest},
    page::{Ask, AskedAlready},
};
