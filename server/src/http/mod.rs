//! What surrounds every request, and how it is read and answered: who asks, forms, headers, problems.

pub(crate) mod address;
pub(crate) mod again;
pub mod assets;
pub(crate) mod done;
pub(crate) mod door;
pub(crate) mod download;
pub(crate) mod extract;
pub(crate) mod forms;
pub(crate) mod headers;
pub(crate) mod health;
pub(crate) mod linked;
pub(crate) mod live;
pub(crate) mod moments;
pub(crate) mod notes;
pub(crate) mod origin;
pub(crate) mod pages;
pub(crate) mod problem;
pub(crate) mod reference;
pub(crate) mod render;
pub(crate) mod said;
pub(crate) mod shown;
pub(crate) mod turns;
pub(crate) mod visit;

pub use self::problem::Problem;
pub(crate) use self::{assets::Assets, door::Door, pages::Pages};
