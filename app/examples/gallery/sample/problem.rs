//! What did not work.

use app::screens::problem::ProblemPage;

use super::s;

pub(crate) fn problem() -> ProblemPage {
    ProblemPage {
        title: s("This link is not known"),
        what_happened: s("The link may have been changed, or part of it is missing."),
        is_my_request_safe: Some(s("Nothing was sent. No request was made.")),
        what_to_do: s(
            "Scan the code on the poster of your ward again. If you need help now, ring the command centre on 4444.",
        ),
        way_on: Some((s("Go to the start"), s("/"))),
        reference: Some(s("K7PM2QXH")),
        keeps_taps: false,
    }
}
