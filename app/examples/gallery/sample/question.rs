//! A question before something is done that cannot be taken back.

use app::screens::question::QuestionPage;

use super::s;

pub(crate) fn question() -> QuestionPage {
    QuestionPage {
        title: s("Block the handset of Ben Example?"),
        words: vec![
            s("It will be signed out at once, and will get no more alerts."),
            s("Ben Example is on shift and cannot be reached any other way, so their shift will end."),
            s(
                "Elbow will look for someone else for their job K7P at Ward 7, and tell the ward. The phone says so once more, if it gets alerts. If they do not have it, tell them yourself.",
            ),
        ],
        action: s("/setup/devices/d1/revoke"),
        told: ("told", s("shift job:K7P")),
        button: s("Block device"),
        back: s("/setup#devices"),
        notice: None,
    }
}
