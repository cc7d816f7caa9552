//! What a page calls.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Mask, NHS_NUMBER, contains_nhs_number};

/// Small before fast.
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// Nobody reads what a panic says here: the page goes on without the rules, and the server decides.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// What is wrong with a text; none if nothing is.
#[wasm_bindgen]
pub fn problem(text: &str) -> Option<String> {
    contains_nhs_number(text).then(|| NHS_NUMBER.to_owned())
}

/// What has to be asked about a text before it is sent; none if nothing has. `masks` are parted by spaces.
#[wasm_bindgen]
pub fn question(text: &str, names: bool, masks: &str) -> Option<String> {
    let masks: Vec<Mask> = masks.split_ascii_whitespace().filter_map(|mask| Mask::parse(mask).ok()).collect();
    crate::question(text, names, &masks)
}
