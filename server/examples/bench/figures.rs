//! Figures with names, printed as they come and as one line of JSON.

use std::time::Duration;

use serde_json::{Map, Value, json};

#[derive(Default)]
pub(crate) struct Figures(Map<String, Value>);

impl Figures {
    /// Notes a figure, to a tenth.
    pub(crate) fn note(&mut self, name: impl Into<String>, value: f64) {
        let (name, value) = (name.into(), (value * 10.0).round() / 10.0);
        println!("{name} {value}");
        self.0.insert(name, value.into());
    }

    /// Notes the median and the 99th percentile in milliseconds, as `{before}_p50_ms{after}` and `…_p99_ms…`.
    pub(crate) fn note_waits(&mut self, before: &str, after: &str, waits: &[Duration]) {
        for (share, name) in [(0.5, "p50"), (0.99, "p99")] {
            self.note(format!("{before}{name}_ms{after}"), quantile(waits, share));
        }
    }

    pub(crate) fn line(self, bench: &str) -> Value {
        json!({ "bench": bench, "figures": self.0 })
    }
}

/// Milliseconds that this share of the waits, 0 to 1, does not exceed.
///
/// # Panics
/// Without waits.
pub(crate) fn quantile(waits: &[Duration], share: f64) -> f64 {
    let mut sorted = waits.to_vec();
    sorted.sort_unstable();
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank among a few hundred thousand"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.saturating_sub(1)].as_secs_f64() * 1000.0
}
