//! What a call says. Bleeps and text messages are read over shoulders and pass through others' systems: as with alerts, the
//! ticket's code and nothing else about it.

use std::time::Duration;

use domain::{Code, Timestamp};
use ground::clock::utc;
use serde::Serialize;
use store::{Call, CallFor};
use texts::texts;

/// In the place of a code, which no test call has.
const TEST: &str = "TEST";
const TEST_LASTS: Duration = Duration::from_mins(1);

/// The body of one call: JSON, the same each time it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) body: Vec<u8>,
}

/// See `docs/WEBHOOK.md`, which others program against.
#[derive(Serialize)]
struct Body {
    /// The same for each try: a gateway that knows it already does nothing.
    id: String,
    kind: &'static str,
    ticket: String,
    to: To,
    text: String,
    made_at: String,
    expires_at: String,
}

#[derive(Serialize)]
struct To {
    role: &'static str,
    /// Bleep, telephone or whatever the trust has imported for this person.
    reference: String,
}

impl Message {
    /// To try the gateway out: about no ticket.
    pub(super) fn test(id: &str, reference: String, made_at: Timestamp) -> Self {
        Self::of(&Body {
            id: format!("test-{id}"),
            kind: "test",
            ticket: TEST.to_owned(),
            to: To { role: "command_centre", reference },
            text: texts().alert_call_test(),
            made_at: utc(made_at).to_string(),
            expires_at: utc(made_at + TEST_LASTS).to_string(),
        })
    }

    pub(super) fn new(call: &Call, code: &Code, reference: String) -> Self {
        let (kind, role, text) = match call.whom {
            CallFor::Responder(_) => ("offer", "responder", texts().alert_call_responder(code.as_str())),
            CallFor::CommandCentre => {
                ("command_centre", "command_centre", texts().alert_call_command_centre(code.as_str()))
            }
        };
        let body = Body {
            id: format!("call-{}", call.id),
            kind,
            ticket: code.to_string(),
            to: To { role, reference },
            text,
            made_at: utc(call.made_at).to_string(),
            expires_at: utc(call.expires_at).to_string(),
        };
        Self::of(&body)
    }

    /// Texts and nothing else: it can always be written.
    fn of(body: &Body) -> Self {
        Self { body: serde_json::to_vec(body).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, TicketId};
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_call_names_the_ticket_by_its_code_and_nothing_else_of_it() {
        let at = Timestamp::from_millis(1_772_442_012_345);
        let call = Call {
            id: 17,
            whom: CallFor::Responder(PersonId::new(at, [1; 10])),
            ticket: TicketId::new(at, [1; 10]),
            made_at: at,
            expires_at: at + std::time::Duration::from_secs(40),
            attempts: 1,
            lost: 0,
            outcome: None,
            finished_at: None,
        };
        let read = |whom| {
            let message =
                Message::new(&Call { whom, ..call.clone() }, &"K7P3".parse().unwrap(), "bleep 1234".into());
            serde_json::from_slice::<Value>(&message.body).unwrap()
        };
        assert_eq!(
            read(call.whom),
            json!({
                "id": "call-17",
                "kind": "offer",
                "ticket": "K7P3",
                "to": { "role": "responder", "reference": "bleep 1234" },
                "text": "Elbow K7P3: someone needs your help. Open Elbow to accept or decline.",
                "made_at": "2026-03-02T09:00:12.345Z",
                "expires_at": "2026-03-02T09:00:52.345Z",
            })
        );
        assert_eq!(read(CallFor::CommandCentre)["to"]["role"], "command_centre");
        let test = Message::test("ab12", "bleep 5000".into(), at);
        assert_eq!(
            serde_json::from_slice::<Value>(&test.body).unwrap(),
            json!({
                "id": "test-ab12",
                "kind": "test",
                "ticket": "TEST",
                "to": { "role": "command_centre", "reference": "bleep 5000" },
                "text": "Elbow: this is a test call. Nobody needs help.",
                "made_at": "2026-03-02T09:00:12.345Z",
                "expires_at": "2026-03-02T09:01:12.345Z",
            })
        );
    }
}
