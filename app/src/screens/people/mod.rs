//! Who is there, and who somebody is: for whoever sets the hospital up.

mod model;
mod page;

pub use self::{
    model::{Namesake, PeoplePage, PersonForm, PersonFormPage, PersonRow, SignsIn},
    page::{People, PersonEntry},
};
