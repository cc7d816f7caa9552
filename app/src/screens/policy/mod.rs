//! The rules of dispatch.

mod model;
mod page;

pub use self::{
    model::{PolicyChange, PolicyPage, PolicyPreviewPage, PolicySet},
    page::{Policy, PolicyPreview},
};
