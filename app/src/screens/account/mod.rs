//! One's own sign-ins, and those of a person.

mod model;
mod page;

pub use self::{
    model::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow},
    page::{Account, Person},
};
