//! Links with which people set a password, and with which the first administrator comes in.

mod model;
mod page;

pub use self::{
    model::{InvitePage, JoinPage, Joining},
    page::{Invite, Join},
};
