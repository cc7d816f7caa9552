//! Where the next request would wait longest.

mod model;
mod page;

pub use self::{
    model::{AdviceRow, CoverPage, CoverRow},
    page::Cover,
};
