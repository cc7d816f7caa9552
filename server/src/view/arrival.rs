//! Whether an alert about an offer arrived, in words.

use domain::Timestamp;
use store::{Alert, Call, CallFor, CallOutcome, Outcome};
use texts::texts;

/// Whether nothing shows that it arrived, and it should have by now.
pub(crate) const fn is_unreached(alert: &Alert) -> bool {
    alert.unreached_at.is_some() && !alert.is_confirmed()
}

/// Why an alert did not arrive, and what was done: `no handset with alerts on, called`.
pub(crate) fn unreached_words(alert: &Alert, calls: &[Call]) -> String {
    let sending = sending_words(alert);
    match call_of(alert, calls) {
        Some(call) => texts().arrival_and_call(sending, call_words(call)),
        None => sending,
    }
}

/// `alert shown after 3 s, opened after 5 s`, `opened at once; no handset with alerts on`, `not confirmed (alert sent)`,
/// `not reached: no handset with alerts on, called`.
pub(crate) fn arrival_words(alert: &Alert, calls: &[Call]) -> String {
    let t = texts();
    let after = |at: Timestamp| match at.since(alert.made_at).as_secs() {
        0 => t.arrival_at_once(),
        seconds => t.arrival_after(seconds),
    };
    match alert {
        Alert { shown_at: Some(shown), opened_at: Some(opened), .. } => {
            t.arrival_shown_and_opened(after(*shown), after(*opened))
        }
        Alert { shown_at: Some(shown), .. } => t.arrival_shown(after(*shown)),
        Alert { opened_at: Some(opened), .. } => t.arrival_alert_opened(after(*opened)),
        Alert { seen_at: Some(seen), outcome: Some(Outcome::NoSubscription), .. } => {
            t.arrival_opened_without_alert(after(*seen), sending_words(alert))
        }
        Alert { seen_at: Some(seen), .. } => t.arrival_opened(after(*seen)),
        Alert { unreached_at: None, .. } => t.arrival_not_confirmed(sending_words(alert)),
        Alert { unreached_at: Some(_), .. } => t.arrival_not_reached(unreached_words(alert, calls)),
    }
}

/// The call that was made because the alert did not arrive.
fn call_of<'c>(alert: &Alert, calls: &'c [Call]) -> Option<&'c Call> {
    calls.iter().find(|call| {
        call.whom == CallFor::Responder(alert.person)
            && Some(call.ticket) == alert.ticket
            && Some(call.made_at) == alert.unreached_at
    })
}

fn sending_words(alert: &Alert) -> String {
    let t = texts();
    match alert.outcome {
        None => t.arrival_being_sent(),
        Some(Outcome::Sent) => t.arrival_sent(),
        Some(Outcome::NoSubscription) => t.arrival_no_handset(),
        Some(Outcome::OffShift) => t.arrival_off_shift(),
        Some(Outcome::Expired) => t.arrival_too_late(),
        Some(Outcome::Refused) => t.arrival_refused(),
    }
}

fn call_words(call: &Call) -> String {
    let t = texts();
    match call.outcome {
        None => t.arrival_being_called(),
        Some(CallOutcome::Sent) => t.arrival_called(),
        Some(CallOutcome::NoGateway) => t.arrival_no_second_channel(),
        Some(CallOutcome::NoNumber) => t.arrival_no_number(),
        Some(CallOutcome::Expired) => t.arrival_not_called_in_time(),
        Some(CallOutcome::Refused) => t.arrival_call_refused(),
    }
}
