//! Time as an argument: the one place where the system clock is read.

use std::sync::Arc;

use domain::Timestamp;

/// Tells the time. Tests pass one that they move themselves.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The machine's clock.
pub fn system() -> Clock {
    Arc::new(|| {
        #[expect(clippy::disallowed_methods, reason = "the edge where time enters")]
        let now = jiff::Timestamp::now();
        Timestamp::from_millis(now.as_millisecond())
    })
}
