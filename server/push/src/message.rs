//! What an alert says.
//!
//! Alerts are shown on lock screens and pass through somebody else's servers: they carry the ticket's code and nothing
//! else about it. The body is JSON that a service worker reads and that is also a declarative push message, which
//! Safari shows without asking the service worker.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{Code, TicketId, Timestamp};
use serde::Serialize;
use store::{Alert, AlertKind};
use texts::texts;
use url::Url;

/// Push services keep a message for some weeks at most; nothing of ours is worth a day.
const LONGEST_TTL: Duration = Duration::from_hours(24);

/// One alert, ready to be encrypted for each handset of its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// A push service and a handset show only the latest message of a topic: at most 32 base64url characters.
    pub topic: String,
    /// JSON.
    pub body: Vec<u8>,
    /// Pointless after this.
    pub expires_at: Timestamp,
}

/// Declarative Web Push (Push API, "declarative push message").
#[derive(Serialize)]
struct Body<'a> {
    /// Marks a declarative message; a bow to RFC 8030.
    web_push: u16,
    /// The service worker is asked first, so that it can post its receipt.
    mutable: bool,
    notification: Notification<'a>,
}

/// Named as in the Notifications API, so that the service worker can hand it on as it is.
#[derive(Serialize)]
struct Notification<'a> {
    title: &'a str,
    body: &'a str,
    /// Absolute: where a tap leads.
    navigate: &'a str,
    tag: &'a str,
    lang: &'a str,
    silent: bool,
    #[serde(rename = "requireInteraction")]
    require_interaction: bool,
    data: Data<'a>,
}

/// What the service worker needs besides.
#[derive(Serialize)]
struct Data<'a> {
    kind: &'a str,
    /// Ticket code, where the alert is about one.
    code: Option<&'a str>,
    /// Where a tap leads, inside the site.
    path: &'a str,
    alert: i64,
    receipt: &'a str,
    /// Milliseconds since 1970: the older of two messages of a topic must not replace the newer.
    made_at: i64,
}

/// How one kind of alert reads.
struct Wording {
    title: String,
    body: String,
    /// Stays until it is tapped; the others may fade.
    stays: bool,
    silent: bool,
}

fn wording(kind: AlertKind) -> Wording {
    let t = texts();
    let (title, body) = match kind {
        AlertKind::Offer => (t.alert_offer(), t.alert_offer_open()),
        AlertKind::Taken => (t.alert_taken(), t.alert_nothing_to_do()),
        AlertKind::Assigned => (t.alert_assigned(), t.alert_assigned_open()),
        AlertKind::Withdrawn => (t.alert_not_needed(), t.alert_was_cancelled()),
        AlertKind::NotNeeded => (t.alert_not_needed(), t.alert_nothing_to_do()),
        AlertKind::MoreUrgent => (t.alert_more_urgent(), t.alert_more_urgent_open()),
        AlertKind::Unasked => (t.alert_unasked(), t.alert_nothing_to_do()),
        AlertKind::RanOut => (t.alert_ran_out(), t.alert_asked_again_if_needed()),
        AlertKind::NoWord => (t.alert_no_word(), t.alert_finding_other()),
        AlertKind::TakenAway => (t.alert_taken_away(), t.alert_taken_away_why()),
        AlertKind::LeadNeeded => (t.alert_lead_needed(), t.alert_lead_needed_open()),
        AlertKind::LeadNotNeeded => (t.alert_lead_not_needed(), t.alert_nothing_to_do()),
        AlertKind::Nudge => (t.alert_nudge(), t.alert_nudge_open()),
        AlertKind::Changed => (t.alert_changed(), t.alert_changed_open()),
        AlertKind::Test => (t.alert_test(), t.alert_test_tap()),
        AlertKind::Word => (t.alert_word(), t.alert_word_open()),
        AlertKind::Drill => (t.alert_drill(), t.alert_drill_tap()),
    };
    let (stays, silent) = match kind {
        // What changed stays: it may have taken the place of what sent them there.
        AlertKind::Offer
        | AlertKind::Assigned
        | AlertKind::TakenAway
        | AlertKind::LeadNeeded
        | AlertKind::Nudge
        | AlertKind::Changed
        | AlertKind::Test
        | AlertKind::Drill => (true, false),
        AlertKind::Withdrawn | AlertKind::NoWord | AlertKind::Word => (false, false),
        AlertKind::Taken
        | AlertKind::LeadNotNeeded
        | AlertKind::NotNeeded
        | AlertKind::MoreUrgent
        | AlertKind::Unasked
        | AlertKind::RanOut => (false, true),
    };
    Wording { title, body, stays, silent }
}

impl Message {
    /// `receipt` is the token with which the handset proves that it got the alert.
    pub fn new(
        alert: &Alert,
        code: Option<&Code>,
        receipt: &str,
        public_url: &Url,
    ) -> Result<Self, serde_json::Error> {
        let mut navigate = public_url.clone();
        let is_to_lead = matches!(alert.kind, AlertKind::LeadNeeded | AlertKind::LeadNotNeeded);
        let path = if let (true, Some(ticket)) = (is_to_lead, alert.ticket) {
            // A lead signs in to see it: what a handset is signed in with shows no board.
            navigate.set_path(paths::STAFF);
            navigate.query_pairs_mut().append_pair("next", &paths::ticket(&ticket));
            format!("{}?{}", navigate.path(), navigate.query().unwrap_or_default())
        } else {
            navigate.set_path(paths::MY_JOBS);
            paths::MY_JOBS.to_owned()
        };
        let words = wording(alert.kind);
        let title = match code {
            Some(code) => texts().alert_about(code.as_str(), words.title),
            None => words.title,
        };
        let topic = alert.ticket.map_or_else(|| alert.kind.as_str().to_owned(), topic);
        let body = serde_json::to_vec(&Body {
            web_push: 8030,
            mutable: true,
            notification: Notification {
                title: &title,
                body: &words.body,
                navigate: navigate.as_str(),
                tag: &topic,
                lang: "en-GB",
                silent: words.silent,
                require_interaction: words.stays,
                data: Data {
                    kind: alert.kind.as_str(),
                    code: code.map(Code::as_str),
                    path: &path,
                    alert: alert.id,
                    receipt,
                    made_at: alert.made_at.as_millis(),
                },
            },
        })?;
        Ok(Self { topic, body, expires_at: alert.expires_at })
    }

    /// Whole seconds for which a push service should keep the message: what is left of it. None if less than one is.
    pub fn ttl(&self, now: Timestamp) -> Option<u32> {
        let left = self.expires_at.since(now).min(LONGEST_TTL).as_secs();
        u32::try_from(left).ok().filter(|seconds| *seconds > 0)
    }
}

/// The sixteen bytes of a ticket's id as 22 characters.
fn topic(ticket: TicketId) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(ticket.as_bytes())
}

#[cfg(test)]
mod tests {
    use domain::PersonId;
    use serde_json::Value;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);
    const OFFER: Duration = Duration::from_secs(45);

    fn message(kind: AlertKind) -> Message {
        let alert = Alert {
            id: i64::MAX,
            person: PersonId::new(NOW, [1; 10]),
            kind,
            ticket: (kind != AlertKind::Test).then(|| TicketId::new(NOW, [2; 10])),
            offer: None,
            made_at: NOW,
            expires_at: NOW + OFFER,
            attempts: 1,
            lost: 0,
            outcome: None,
            shown_at: None,
            opened_at: None,
            seen_at: None,
            unreached_at: None,
        };
        let code = (kind != AlertKind::Test).then(|| "K7P3".parse::<Code>().unwrap());
        let url = "https://elbow.trust.example/".parse().unwrap();
        Message::new(&alert, code.as_ref(), "AAAAAAAAAAAAAAAAAAAAAA", &url).unwrap()
    }

    #[test]
    fn every_alert_is_a_declarative_push_message_too() {
        for &kind in AlertKind::ALL {
            let body: Value = serde_json::from_slice(&message(kind).body).unwrap();
            assert_eq!(body["web_push"], 8030);
            let leads_to = body["notification"]["navigate"].as_str().unwrap();
            let is_to_lead = matches!(kind, AlertKind::LeadNeeded | AlertKind::LeadNotNeeded);
            let to = if is_to_lead { "/staff?next=%2Fboard%2Ftickets%2F" } else { "/me" };
            assert!(leads_to.starts_with(&format!("https://elbow.trust.example{to}")), "{leads_to}");
            assert!(body["notification"]["title"].as_str().is_some_and(|title| !title.is_empty()));
            assert_eq!(body["notification"]["data"]["receipt"], "AAAAAAAAAAAAAAAAAAAAAA");
        }
    }

    #[test]
    fn the_end_of_an_offer_replaces_it_without_a_sound() {
        let offer = message(AlertKind::Offer);
        for kind in [
            AlertKind::Taken,
            AlertKind::LeadNotNeeded,
            AlertKind::NotNeeded,
            AlertKind::MoreUrgent,
            AlertKind::Unasked,
            AlertKind::RanOut,
        ] {
            let end = message(kind);
            assert_eq!(offer.topic, end.topic);
            let end: Value = serde_json::from_slice(&end.body).unwrap();
            assert_eq!(end["notification"]["silent"], true, "{kind:?}");
            assert_eq!(end["notification"]["requireInteraction"], false, "{kind:?}");
            assert_eq!(end["notification"]["tag"], offer.topic.as_str());
        }
    }

    #[test]
    fn taken_by_someone_else_is_said_of_nothing_else() {
        for &kind in AlertKind::ALL {
            let body: Value = serde_json::from_slice(&message(kind).body).unwrap();
            let title = body["notification"]["title"].as_str().unwrap();
            assert_eq!(title.contains("Taken by someone else"), kind == AlertKind::Taken, "{title}");
        }
    }

    #[test]
    fn a_topic_is_one_that_push_services_take() {
        for &kind in AlertKind::ALL {
            let topic = message(kind).topic;
            assert!((1..=32).contains(&topic.len()));
            assert!(
                topic.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)),
                "{topic}"
            );
        }
    }

    #[test]
    fn a_message_is_far_smaller_than_push_services_allow() {
        for &kind in AlertKind::ALL {
            assert!(message(kind).body.len() < 1000, "{}", message(kind).body.len());
        }
    }

    #[test]
    fn a_message_is_kept_for_what_is_left_of_the_offer() {
        let message = message(AlertKind::Offer);
        assert_eq!(message.ttl(NOW), Some(45));
        assert_eq!(message.ttl(NOW + Duration::from_millis(30_100)), Some(14));
        assert_eq!(message.ttl(NOW + Duration::from_millis(44_001)), None);
        assert_eq!(message.ttl(NOW + OFFER * 2), None);
        assert_eq!(message.ttl(NOW - Duration::from_hours(90 * 24)), Some(86_400));
    }
}
