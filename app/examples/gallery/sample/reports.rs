//! Huddle packs and sitreps.

use app::{
    model::Found,
    screens::{
        decisions::Told,
        reports::{
            Approved, Coverage, Figure, ReportForm, ReportPage, ReportRow, ReportStands, ReportsPage,
            TopPlace,
        },
    },
};
use domain::ReportKind;

use super::{ago, dated, error, found, s};

pub(crate) fn reports() -> ReportsPage {
    let row = |number, kind, minutes, is_late, stands| ReportRow {
        number,
        kind,
        due: dated(minutes),
        is_late,
        headline: s("Asked for help: 155. Open at the end: 15."),
        stands,
    };
    ReportsPage {
        rows: vec![
            row(4, ReportKind::Sitrep, 162, false, ReportStands::Written),
            row(3, ReportKind::Huddle, 192, false, ReportStands::Approved),
            row(2, ReportKind::Sitrep, 882, true, ReportStands::Corrected),
        ],
        found: Found { count: None, ..found(3) },
        next: vec![(ReportKind::Huddle, ago(12)), (ReportKind::Sitrep, ago(5))],
    }
}

pub(crate) fn reports_none() -> ReportsPage {
    ReportsPage { rows: Vec::new(), found: Found { count: None, ..found(0) }, next: Vec::new() }
}

pub(crate) fn report() -> ReportPage {
    let figure = |name, value, change: &str| Figure {
        name: s(name),
        value: s(value),
        change: Some(s(change)).filter(|change| !change.is_empty()),
    };
    let place = |ward, tag, figure, change| TopPlace {
        ward: s(ward),
        tag: s(tag),
        figure: s(figure),
        change: Some(s(change)),
    };
    ReportPage {
        number: 3,
        kind: ReportKind::Huddle,
        due: dated(192),
        from: dated(912),
        to: dated(192),
        written: dated(192),
        is_late: false,
        sequence: 12_345,
        is_shared: false,
        next_due: Some(dated(30)),
        headline: s("156 asked for help, 149 closed. 14 open at the end, 3 of them waiting."),
        waves: vec![
            s("Wave 1: Day 12 since the cutover. Hypercare."),
            s("Wave 2: 2 days before the cutover. Dress rehearsal."),
        ],
        not_compared: None,
        requests: vec![
            figure("Asked", "156", "+12"),
            figure("Closed by whoever helped", "141", "+9"),
            figure("Handed to the IT service desk", "8", "same"),
            figure("Cancelled", "5", "−2"),
            figure("Open at the end", "14", "+3"),
            figure("Waiting for someone at the end", "3", "−1"),
        ],
        waits: vec![
            figure("Requests that somebody came to", "151", ""),
            figure("Half of these within", "3 min 10 s", ""),
            figure("80% of these within", "7 min 2 s", ""),
            figure("95% of these within", "14 min 40 s", ""),
            figure(
                "Within 10 minutes, of all whose 10 minutes are over",
                "88% (137 of 156)",
                "Likely between 82% and 92%",
            ),
        ],
        urgent: vec![
            figure("P1, open", "0", "same"),
            figure("Waiting longer than they should", "1", "+1"),
            figure("Longest wait", "12 min 8 s", ""),
        ],
        answers: vec![figure("Sorted", "61", "+4"), figure("Not sorted", "3", "same")],
        cover: Coverage::Known {
            on_shift: 24,
            nobody_knows: vec![s("Order comms")],
            roster: vec![
                s("The roster expects 31 people within 24 hours."),
                s("It expects nobody Fri 20 Nov, 19:30 to 20:00."),
            ],
        },
        issues: vec![s("Labels print twice"), s("New starters have no role yet")],
        top: vec![
            place("Ward 7", "ePMA", "14", "+6"),
            place("Emergency department", "Order comms", "11", "−2"),
            place("Ward 12", "ePMA", "9", "same"),
        ],
        more_places: 41,
        decisions: vec![2, 3],
        actions: vec![figure("Actions still to be done", "4", "+1"), figure("Overdue", "1", "same")],
        went_well: Told::default(),
        comes_next: Told::default(),
        approved: Vec::new(),
        left_out: 2,
        rehearsed_open: 1,
        form: Some(ReportForm { key: s("key"), ..ReportForm::default() }),
        notice: None,
    }
}

pub(crate) fn report_approved() -> ReportPage {
    let approved = |minutes, who, why: Option<&str>| Approved {
        when: dated(minutes),
        is_correction: why.is_some(),
        who: Some(s(who)),
        why: why.map(s),
    };
    ReportPage {
        is_late: true,
        cover: Coverage::CannotTell,
        not_compared: Some(s("This is the first, so nothing is compared.")),
        went_well: Told { was: vec![s("Ward 8 helped itself")], is: s("Ward 7 helped itself") },
        comes_next: Told { was: Vec::new(), is: s("Two more floorwalkers for the front door") },
        approved: vec![approved(180, "Dana Mock", None), approved(170, "Dana Mock", Some("It was Ward 7"))],
        form: Some(ReportForm {
            version: 2,
            went_well: s("Ward 7 helped itself"),
            errors: vec![error("why", "Say why it is corrected")],
            ..report().form.unwrap_or_default()
        }),
        ..report()
    }
}

pub(crate) fn report_shared() -> ReportPage {
    ReportPage { is_shared: true, form: None, ..report_approved() }
}
