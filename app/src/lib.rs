//! The pages of Elbow.
//!
//! A page is a function of its [`model`]: it asks for nothing while it renders, so it cannot hang, and it works as plain
//! forms without script. What changes by itself in the browser is the same page, drawn here anew.

// The type of a page is as deep as its markup.
#![recursion_limit = "512"]

pub mod components;
pub mod model;
pub mod render;
pub mod screens;
mod shell;
pub mod words;
