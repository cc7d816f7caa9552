//! Changes a live part of a page under its reader's eyes.

use domain::Timestamp;
use leptos::prelude::*;

/// Takes over what the page's script has fetched, counts the times that pass, and sounds for a new offer. `now`: the server's
/// time when the page was made. It draws nothing: the page works without it, less gently.
#[island]
pub fn LiveRegion(now: Timestamp) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::browser::keep_live(now);
    #[cfg(not(feature = "hydrate"))]
    let _ = now;
}
