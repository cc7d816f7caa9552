//! What commands write into the log: by whom the machine says, as a number. The log has no names of its system users.

use domain::{Logged, ticket::Actor};
use ground::clock;
use store::{NewEvent, Subject};

/// Whoever gives the command.
pub(super) fn actor() -> Actor {
    Actor::Operator(system_user())
}

pub(super) fn event(subject: Subject, what: Logged) -> NewEvent {
    NewEvent::new(subject, actor(), (clock::system())(), what)
}

/// The number of the user that runs this process; none where the system does not tell.
fn system_user() -> Option<u32> {
    #[cfg(unix)]
    {
        let own = std::fs::metadata("/proc/self").ok()?;
        Some(std::os::unix::fs::MetadataExt::uid(&own))
    }
    #[cfg(not(unix))]
    None
}
