//! The rules of dispatch.

use app::screens::policy::{PolicyChange, PolicyPage, PolicyPreviewPage, PolicySet};

use super::{NAMES, ago, error, s};

pub(crate) fn policy() -> PolicyPage {
    let set = |version, name: &str, minutes| PolicySet {
        version,
        by: s(name),
        at: ago(minutes),
        text: s("[answers]\nseconds = 45 # 30 < 45 & calm\n"),
    };
    PolicyPage {
        text: s("[answers]\nsecond = 45\n"),
        version: 2,
        set: vec![set(2, "Robin Sample", 30), set(1, NAMES[5], 700)],
        shipped: s("[answers]\nseconds = 30\n"),
        errors: vec![error("text", "Line 2: the key “second” is not known")],
        notice: Some(s("The policy is in use.")),
    }
}

pub(crate) fn policy_default() -> PolicyPage {
    PolicyPage { version: 0, set: Vec::new(), errors: Vec::new(), notice: None, ..policy() }
}

pub(crate) fn policy_preview() -> PolicyPreviewPage {
    PolicyPreviewPage {
        text: policy().text,
        version: 2,
        changes: vec![PolicyChange { key: s("answers.seconds"), before: s("30"), after: s("45") }],
    }
}

pub(crate) fn policy_unchanged() -> PolicyPreviewPage {
    PolicyPreviewPage { changes: Vec::new(), ..policy_preview() }
}
