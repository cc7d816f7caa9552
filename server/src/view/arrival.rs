//! Whether an alert about an offer arrived, in words.

use domain::Timestamp;
use store::{Alert, Call, CallFor, CallOutcome, Outcome};

/// Whether nothing shows that it arrived, and it should have by now.
pub(crate) const fn is_unreached(alert: &Alert) -> bool {
    alert.unreached_at.is_some() && !alert.is_confirmed()
}

/// Why an alert did not arrive, and what was done: `no handset with alerts on, called`.
pub(crate) fn unreached_words(alert: &Alert, calls: &[Call]) -> String {
    let called = call_of(alert, calls).map_or_else(String::new, |call| format!(", {}", call_words(call)));
    format!("{}{called}", sending_words(alert))
}

/// `alert shown after 3 s, opened after 5 s`, `opened at once; no handset with alerts on`, `not confirmed (alert sent)`,
/// `not reached: no handset with alerts on, called`.
pub(crate) fn arrival_words(alert: &Alert, calls: &[Call]) -> String {
    let after = |at: Timestamp| match at.since(alert.made_at).as_secs() {
        0 => "at once".to_owned(),
        seconds => format!("after {seconds} s"),
    };
    match alert {
        Alert { shown_at: Some(shown), opened_at: Some(opened), .. } => {
            format!("alert shown {}, opened {}", after(*shown), after(*opened))
        }
        Alert { shown_at: Some(shown), .. } => format!("alert shown {}", after(*shown)),
        Alert { opened_at: Some(opened), .. } => format!("alert opened {}", after(*opened)),
        Alert { seen_at: Some(seen), outcome: Some(Outcome::NoSubscription), .. } => {
            format!("opened {}; {}", after(*seen), sending_words(alert))
        }
        Alert { seen_at: Some(seen), .. } => format!("opened {}", after(*seen)),
        Alert { unreached_at: None, .. } => format!("not confirmed ({})", sending_words(alert)),
        Alert { unreached_at: Some(_), .. } => format!("not reached: {}", unreached_words(alert, calls)),
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

const fn sending_words(alert: &Alert) -> &'static str {
    match alert.outcome {
        None => "alert being sent",
        Some(Outcome::Sent) => "alert sent",
        Some(Outcome::NoSubscription) => "no handset with alerts on",
        Some(Outcome::OffShift) => "off shift",
        Some(Outcome::Expired) => "alert could not be sent in time",
        Some(Outcome::Refused) => "alert refused by the push service",
    }
}

const fn call_words(call: &Call) -> &'static str {
    match call.outcome {
        None => "being called",
        Some(CallOutcome::Sent) => "called",
        Some(CallOutcome::NoGateway) => "no second channel",
        Some(CallOutcome::NoNumber) => "no number to call",
        Some(CallOutcome::Expired) => "not called in time",
        Some(CallOutcome::Refused) => "call refused by the gateway",
    }
}
