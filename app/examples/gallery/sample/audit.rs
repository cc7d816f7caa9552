//! Who did what.

use app::{
    model::{Choice, Found, Moment},
    screens::audit::{AuditPage, AuditRow},
};

use super::{NAMES, ago, choices, error, s};

pub(crate) fn audit() -> AuditPage {
    let row = |sequence, who: &str, what: &str| AuditRow {
        sequence,
        when: Moment { clock: s("20 Nov 2026, 10:39:07"), ..ago(3) },
        who: s(who),
        what: s(what),
    };
    AuditPage {
        who: s("an"),
        person: String::new(),
        kind: s("exported"),
        from: s("2026-11-14"),
        to: s("the 20th"),
        people: choices(&NAMES),
        kinds: vec![Choice { value: s("exported"), label: s("Data exported") }],
        rows: vec![
            row(48_211, "Lena Example", "Exported people.csv (412 rows)"),
            row(48_190, "Command line (system user 998)", "Gave Sam Example a new password"),
            row(48_177, "Someone at 10.20.30.40", "Tried invalid codes, 12 times within 10 minutes"),
        ],
        found: Found { next: Some(s("/admin/audit?after=48177")), ..Found::default() },
        csv: s("/admin/audit.csv"),
        errors: vec![error("to", "Enter a date such as 20/11/2026")],
    }
}
