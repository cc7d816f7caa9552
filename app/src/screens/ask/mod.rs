//! Asking for help.

mod model;
mod page;

pub use self::{
    model::{AskForm, AskPage, AskedAlreadyPage, AskedRequest, Here},
    page::{Ask, AskedAlready},
};
