//! What commands write into the log: by whom the machine says, as a number. The log has no names of its system users.

use domain::ticket::Actor;
use serde_json::Value;
use store::{NewEvent, Subject};

use crate::clock;

/// `body` is a JSON object.
pub(super) fn event(subject: Subject, kind: &'static str, mut body: Value) -> NewEvent {
    body["system_user"] = system_user().into();
    NewEvent { subject, at: (clock::system())(), device_at: None, actor: Actor::Operator, kind, body }
}

/// The number of the user that runs this process; none where the system does not tell.
pub(crate) fn system_user() -> Option<u32> {
    #[cfg(unix)]
    {
        let own = std::fs::metadata("/proc/self").ok()?;
        Some(std::os::unix::fs::MetadataExt::uid(&own))
    }
    #[cfg(not(unix))]
    None
}
