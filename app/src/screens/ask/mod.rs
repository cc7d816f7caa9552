//! Asking for help.

mod model;
mod page;
mod place;

pub use self::{
    model::{
        AskForm, AskIssue, AskPage, AskPlace, AskPlacePage, AskedAlreadyPage, AskedRequest, Here,
        WardComputer,
    },
    page::{Ask, AskedAlready},
    place::ChoosePlace,
};
