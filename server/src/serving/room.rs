//! How much fits: what the system lets the program have open, and what that is shared out to.

use std::fmt;

/// Shares of the descriptors. One for each connection; some stay back for the database, for alerts on their way, for
/// files, and for telling those who do not fit that they do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub descriptors: usize,
    pub connections: usize,
    /// Of one address that is not a proxy of ours.
    pub connections_per_address: usize,
    /// Live pages: each holds a connection for as long as it is open.
    pub pages: usize,
    /// Live pages of those who have only a link to a request; the rest is for people who are signed in and enrolled devices.
    pub pages_by_link: usize,
    /// Live pages of one address.
    pub pages_per_address: usize,
    /// Live pages of one address by links.
    pub pages_by_link_per_address: usize,
}

/// Above this a page more costs memory that no hospital needs.
const MOST_DESCRIPTORS: usize = 65_536;
/// The database, alerts on their way and what else is ours, at least.
const OWN: usize = 128;
/// Whom the documented unit lets in; `doctor` asks for more below it.
pub const ENOUGH_PAGES: usize = 2_000;

impl Room {
    /// Raises the limit of this process as far as it may, and shares out what it gets.
    pub fn raise() -> Self {
        Self::of(raised_limit())
    }

    /// What fits into `descriptors`.
    pub fn of(descriptors: usize) -> Self {
        let descriptors = descriptors.min(MOST_DESCRIPTORS);
        let own = OWN + descriptors / 64;
        let connections = descriptors.saturating_sub(own).max(16);
        let pages = connections / 4 * 3;
        Self {
            descriptors,
            connections,
            connections_per_address: connections / 2,
            pages,
            pages_by_link: pages / 2,
            pages_per_address: pages / 2,
            pages_by_link_per_address: pages / 4,
        }
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { descriptors, connections, pages, .. } = self;
        write!(f, "{pages} live pages fit, in {connections} connections ({descriptors} file descriptors)")
    }
}

/// The soft limit on open files, raised to the hard one.
#[cfg(unix)]
fn raised_limit() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    // No limit is told as none.
    let wanted = maximum.unwrap_or(MOST_DESCRIPTORS as u64).min(MOST_DESCRIPTORS as u64);
    let now = current.unwrap_or(u64::MAX);
    let raised =
        now < wanted && setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum }).is_ok();
    usize::try_from(if raised { wanted } else { now }).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
fn raised_limit() -> usize {
    MOST_DESCRIPTORS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systemd_gives_by_default_has_room_for_short_requests_beside_all_pages() {
        let room = Room::of(1_024);
        assert!(room.connections <= 1_024 - OWN, "{room}");
        assert!(room.connections - room.pages >= 200, "{room}");
        assert!(room.pages >= 500, "{room}");
        assert_eq!(Room::of(usize::MAX), Room::of(MOST_DESCRIPTORS));
        assert!(Room::of(4_096).pages >= ENOUGH_PAGES);
    }

    #[test]
    fn no_share_is_all() {
        for descriptors in [256, 1_024, 4_096, 65_536] {
            let room = Room::of(descriptors);
            assert!(room.pages < room.connections && room.connections < room.descriptors, "{room}");
            assert!(room.pages_by_link_per_address < room.pages_by_link && room.pages_by_link < room.pages);
        }
    }
}
