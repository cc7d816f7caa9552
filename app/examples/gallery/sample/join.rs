//! Links with which people set a password, and with which the first administrator comes in.

use app::screens::join::{InvitePage, JoinPage, Joining};

use super::{NAMES, ago, corners, error, s};

pub(crate) fn join() -> JoinPage {
    JoinPage {
        action: s("/join/sample"),
        who: Joining::Owner { name: s(NAMES[1]), username: s("m.khan") },
        errors: vec![error("password", "Use at least 12 characters for the password")],
    }
}

pub(crate) fn join_first() -> JoinPage {
    JoinPage {
        action: s("/join/sample"),
        who: Joining::FirstAdministrator { name: String::new(), username: String::new() },
        errors: Vec::new(),
    }
}

pub(crate) fn invite() -> InvitePage {
    InvitePage {
        name: s(NAMES[1]),
        url: s("https://elbow.sampleshire.example/join/Zw3iApfel1Birne2Tasse3"),
        qr: corners(),
        expires: ago(0),
        back: s("/admin/people/p1"),
    }
}
