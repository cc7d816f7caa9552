//! The pages of Elbow.
//!
//! A page is a function of its [`model`]: it asks for nothing while it renders, so it cannot hang, and it works as plain
//! forms without script. Two pages change by themselves, the board and my jobs: an island around what may change follows the
//! live stream, gets the page anew and takes over what differs.
//!
//! Features: `ssr` compiles the pages for the server, `hydrate` the islands to WebAssembly.

// The type of a page is as deep as its markup.
#![recursion_limit = "512"]

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "ssr")]
pub mod components;
pub mod islands;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod render;
#[cfg(feature = "ssr")]
mod shell;
pub mod words;

/// Called by the page's loader before it hands each island to its own function.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
