//! The bodies of a request and of its answer, and how fast they have to come and go.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes, HttpBody},
};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep};

use super::guests::Guest;

/// For a form over a slow link.
const BODY_WITHIN: Duration = Duration::from_secs(15);
/// After that a file has to come this fast, in bytes a second.
const SLOWEST: u32 = 4 * 1024;

/// The rest of the request did not come in time.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the request did not come in time")]
pub(super) struct TooSlow;

/// A request's body.
pub(super) struct Asked {
    body: Incoming,
    guest: Arc<Guest>,
    started: Instant,
    /// Made when something is waited for.
    deadline: Option<Pin<Box<Sleep>>>,
    received: usize,
}

impl Asked {
    pub(super) fn new(body: Incoming, guest: Arc<Guest>) -> Self {
        Self { body, guest, started: Instant::now(), deadline: None, received: 0 }
    }

    fn due(&self) -> Instant {
        let earned = u32::try_from(self.received).unwrap_or(u32::MAX) / SLOWEST;
        self.started + BODY_WITHIN + Duration::from_secs(earned.into())
    }
}

impl HttpBody for Asked {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let due = self.due();
        if Instant::now() >= due {
            return Poll::Ready(Some(Err(TooSlow.into())));
        }
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(frame) => {
                self.guest.got_body();
                if let Some(Ok(frame)) = &frame {
                    self.received += frame.data_ref().map_or(0, Bytes::len);
                }
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                self.guest.waits_for_body();
                let deadline = self.deadline.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(due)));
                deadline.as_mut().reset(due);
                deadline.as_mut().poll(cx).map(|()| Some(Err(TooSlow.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// An answer's body; when it ends, the connection is free for the next request.
pub(super) struct Answer {
    body: Body,
    guest: Arc<Guest>,
}

impl Answer {
    pub(super) fn new(body: Body, guest: Arc<Guest>) -> Self {
        Self { body, guest }
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.guest.answered();
    }
}

/// Whether an error of reading a body, or what caused it, is that it came too slowly.
pub(crate) fn is_too_slow(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source()).any(<dyn std::error::Error>::is::<TooSlow>)
}
