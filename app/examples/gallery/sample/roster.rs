//! When somebody is expected.

use app::screens::roster::{ShiftForm, ShiftRow, ShiftsPage};

use super::{NAMES, error, s};

pub(crate) fn shifts() -> ShiftsPage {
    let row = |when, has_begun| ShiftRow {
        when: s(when),
        has_begun,
        change: s("/admin/people/p1/shifts/1"),
        remove: s("/admin/people/p1/shifts/1/remove"),
        seen: s("1~2"),
    };
    ShiftsPage {
        name: s(NAMES[1]),
        person: s("/admin/people/p1"),
        shifts: s("/admin/people/p1/shifts"),
        rows: vec![
            row("Fri 20 Nov, 07:30 to 15:30", true),
            row("Fri 20 Nov, 19:30 to Sat 21 Nov, 07:30", false),
        ],
        changes: None,
        action: s("/admin/people/p1/shifts"),
        key: s("k1"),
        form: Some(ShiftForm {
            day: s("2026-11-21"),
            starts: s("19:30"),
            ends: s("07:30"),
            ..ShiftForm::default()
        }),
        errors: vec![error("starts", "Enter when the shift starts, such as 07:30")],
        notice: None,
    }
}
