//! Paper for when there is no Elbow.

mod model;
mod page;

pub use self::{
    model::{
        PackHead, PackIssue, PacksPage, PostPackPage, RosterLine, ShownPack, WardLine, WardPackPage,
        WardSheet,
    },
    page::{Packs, PostPack, WardPack},
};
