//! Figures for a monitoring system, in the text format of Prometheus. No names, no codes, no places.
//!
//! What happened is counted while the program follows the event log; how things stand is read when somebody asks. Each of
//! several programs on one database counts the same log: look at one of them, or at the largest.

use std::{fmt, sync::atomic::AtomicU64, time::Duration};

use domain::{Priority, Ticket, Timestamp, ticket::Phase};
use prometheus_client::{
    encoding::text::encode,
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};
use store::Outcome;

type Label = (&'static str, String);
type Seconds = Gauge<f64, AtomicU64>;

/// How things stand, to be told by whoever asks.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) now: Timestamp,
    pub(crate) open: Vec<Ticket>,
    pub(crate) alerts_waiting: u32,
    pub(crate) streams: usize,
    pub(crate) alarms: usize,
    /// Rows of the event log that figures do not have yet.
    pub(crate) behind: i64,
    pub(crate) canary_back_at: Option<Timestamp>,
}

/// The figures of this program.
pub(crate) struct Metrics {
    registry: Registry,
    events: Family<[Label; 1], Counter>,
    alerts: Family<[Label; 1], Counter>,
    commits: Histogram,
    writes: Counter,
    plans: Histogram,
    now: Now,
}

/// How things stand, as last read.
#[derive(Default)]
struct Now {
    tickets: Family<[Label; 2], Gauge>,
    oldest_wait: Seconds,
    backlog: Gauge,
    streams: Gauge,
    dispatching: Gauge,
    alarms: Gauge,
    behind: Gauge,
    canary_age: Seconds,
}

/// From a quarter of a millisecond to eight seconds.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.000_25, 2.0, 16))
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("elbow");
        let (events, alerts, writes) = (Family::default(), Family::default(), Counter::default());
        let (commits, plans, now) = (seconds(), seconds(), Now::default());
        registry.register("events", "Events that the log gained, by kind", events.clone());
        registry.register("alerts", "Alerts that ended, by outcome", alerts.clone());
        registry.register("writes", "Writes that were committed", writes.clone());
        let mut timed = |name: &str, help: &str, metric: Histogram| {
            registry.register_with_unit(name, help, Unit::Seconds, metric);
        };
        timed("commit", "How long a commit took; several writes may share one", commits.clone());
        timed("plan", "How long dispatch thought about one plan", plans.clone());
        registry.register("tickets", "Open tickets, by state and priority", now.tickets.clone());
        registry.register_with_unit(
            "oldest_wait",
            "How long the ticket has waited that nobody is on the way to for longest",
            Unit::Seconds,
            now.oldest_wait.clone(),
        );
        registry.register("alerts_waiting", "Alerts without an outcome yet", now.backlog.clone());
        registry.register("streams", "Live pages that are connected", now.streams.clone());
        registry.register("dispatching", "Whether this program decides whom to ask", now.dispatching.clone());
        registry.register("alarms", "Promises that do not hold", now.alarms.clone());
        registry.register(
            "figures_behind",
            "Rows of the event log that figures do not have yet",
            now.behind.clone(),
        );
        registry.register_with_unit(
            "canary_age",
            "How long ago a test request got through; -1 if none has",
            Unit::Seconds,
            now.canary_age.clone(),
        );
        Self { registry, events, alerts, commits, writes, plans, now }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Metrics {
    pub(crate) fn saw_event(&self, kind: &str) {
        self.events.get_or_create(&[("kind", kind.to_owned())]).inc();
    }

    pub(crate) fn alert_ended(&self, outcome: Outcome) {
        let outcome = match outcome {
            Outcome::Sent => "sent",
            Outcome::NoSubscription => "no_subscription",
            Outcome::OffShift => "off_shift",
            Outcome::Expired => "expired",
            Outcome::Refused => "refused",
        };
        self.alerts.get_or_create(&[("outcome", outcome.to_owned())]).inc();
    }

    pub(crate) fn committed(&self, took: Duration, writes: usize) {
        self.commits.observe(took.as_secs_f64());
        self.writes.inc_by(u64::try_from(writes).unwrap_or_default());
    }

    pub(crate) fn planned(&self, took: Duration) {
        self.plans.observe(took.as_secs_f64());
    }

    pub(crate) fn dispatches(&self, it_does: bool) {
        self.now.dispatching.set(it_does.into());
    }

    /// Everything, as text.
    pub(crate) fn text(&self, figures: &Figures) -> String {
        let (open, now) = (&figures.open, figures.now);
        for phase in [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou] {
            for priority in Priority::ALL {
                let count =
                    open.iter().filter(|ticket| ticket.phase() == phase && ticket.priority == priority);
                let labels = [("state", phase.as_str().to_owned()), ("priority", priority.to_string())];
                self.now.tickets.get_or_create(&labels).set(whole(count.count()));
            }
        }
        let waiting = open.iter().filter(|ticket| matches!(ticket.phase(), Phase::Waiting | Phase::Offered));
        let oldest = waiting.map(|ticket| now.since(ticket.known_since())).max().unwrap_or_default();
        self.now.oldest_wait.set(oldest.as_secs_f64());
        self.now.backlog.set(figures.alerts_waiting.into());
        self.now.streams.set(whole(figures.streams));
        self.now.alarms.set(whole(figures.alarms));
        self.now.behind.set(figures.behind);
        self.now.canary_age.set(figures.canary_back_at.map_or(-1.0, |at| now.since(at).as_secs_f64()));
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
