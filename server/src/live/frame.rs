//! Server-sent events as they go over the wire.

use std::time::Duration;

use axum::body::Bytes;

// They say all by their names, but browsers drop events without data.
pub(super) const BEAT: Bytes = Bytes::from_static(b"event: beat\ndata: {}\n\n");
/// The sign-in that the stream was opened with has ended: nothing comes any more.
pub(super) const GONE: Bytes = Bytes::from_static(b"event: gone\ndata: {}\n\n");
pub(super) const RESET: Bytes = Bytes::from_static(b"event: reset\ndata: {}\n\n");

/// Everything up to `sequence` has happened.
pub(super) fn change(sequence: i64) -> Bytes {
    format!("event: change\nid: {sequence}\ndata: {{\"sequence\":{sequence}}}\n\n").into()
}

/// How long the client waits before it comes back.
pub(super) fn retry(after: Duration) -> Bytes {
    format!("retry: {}\n\n", after.as_millis()).into()
}
