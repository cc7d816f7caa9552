//! When to try again.

use std::time::{Duration, UNIX_EPOCH};

use domain::Timestamp;

/// How long a server asks us to wait: `Retry-After` in seconds or as an HTTP date (RFC 9110, section 10.2.3).
/// None if the text is neither.
pub(crate) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let since_epoch = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    let date = Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).ok()?);
    Some(date.since(now))
}

/// The pause after the `attempts`th try (from 1): 1, 2, 4, 8 seconds and so on up to `longest`, or longer if the server
/// asked for it; and up to a quarter more, so that messages that failed together do not come back together. The spread
/// follows from the message's number, so that it needs no source of randomness.
pub(crate) fn pause(asked_for: Option<Duration>, attempts: u32, id: i64, longest: Duration) -> Duration {
    let doubled = Duration::from_secs(1 << attempts.saturating_sub(1).min(20)).min(longest);
    let pause = doubled.max(asked_for.unwrap_or_default());
    pause.saturating_add(doubled * u32::from(spread(id, attempts)) / (4 * 256))
}

/// Fibonacci hashing: neighbouring numbers come out far apart.
fn spread(id: i64, attempts: u32) -> u8 {
    let number = id.cast_unsigned() ^ u64::from(attempts) << 32;
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: Duration = Duration::from_secs(16);
    /// Fri, 20 Nov 2026 10:00:00 GMT.
    const NOW: Timestamp = Timestamp::from_millis(1_795_168_800_000);

    #[test]
    fn both_forms_of_retry_after_are_understood() {
        assert_eq!(retry_after("7", NOW), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Fri, 20 Nov 2026 10:00:09 GMT", NOW), Some(Duration::from_secs(9)));
        assert_eq!(retry_after("Fri, 20 Nov 2026 09:00:00 GMT", NOW), Some(Duration::ZERO));
        for text in ["", "soon", "-3", "1.5"] {
            assert_eq!(retry_after(text, NOW), None, "{text}");
        }
    }

    #[test]
    fn pauses_grow_and_are_never_shorter_than_asked_for() {
        for (attempts, seconds) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 16), (u32::MAX, 16)] {
            for id in 1..200 {
                let least = Duration::from_secs(seconds);
                let pause = pause(None, attempts, id, LONGEST);
                assert!(least <= pause && pause <= least * 5 / 4, "{attempts}: {pause:?}");
            }
        }
        assert!(pause(Some(Duration::from_secs(40)), 1, 3, LONGEST) >= Duration::from_secs(40));
    }

    #[test]
    fn messages_that_failed_together_come_back_apart() {
        let pauses: std::collections::HashSet<_> = (0..100).map(|id| pause(None, 1, id, LONGEST)).collect();
        assert!(pauses.len() > 60, "{}", pauses.len());
    }
}
