//! Obviously invented people, wards and tickets: of each room what its pages show, and here what several have in common.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod ask;
pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod correct;
pub(crate) mod cover;
pub(crate) mod decisions;
pub(crate) mod details;
pub(crate) mod doctor;
pub(crate) mod drills;
pub(crate) mod end_shift;
pub(crate) mod finish;
pub(crate) mod gold;
pub(crate) mod helped;
pub(crate) mod import;
pub(crate) mod insight;
pub(crate) mod join;
pub(crate) mod known_issues;
pub(crate) mod levels;
pub(crate) mod my_jobs;
pub(crate) mod packs;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod policy;
pub(crate) mod posters;
pub(crate) mod problem;
pub(crate) mod question;
pub(crate) mod rehearse;
pub(crate) mod reports;
pub(crate) mod roster;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod start;
pub(crate) mod surges;
pub(crate) mod ticket;
pub(crate) mod tickets;
pub(crate) mod waiting;
pub(crate) mod wall;
pub(crate) mod waves;

use std::time::Duration;

use app::model::{Choice, DeskWord, FieldError, Found, Moment, Qr, Shell, SignedIn, TimelineEntry};
use domain::{Timestamp, category};

/// 2026-11-20, 10:42:07 in London.
const NOW: Timestamp = Timestamp::from_millis(1_795_171_327_000);

const TAGS: [&str; 9] = [
    "ePMA",
    "Order comms",
    "Discharge summary",
    "Patient flow",
    "Observations",
    "Theatres",
    "Results",
    "Clinic letters",
    "Something else",
];

fn s(text: &str) -> String {
    text.to_owned()
}

const DAY_MINUTES: u64 = 24 * 60;

fn ago(minutes: u64) -> Moment {
    let at = NOW - Duration::from_secs(60 * minutes);
    let minute_of_day = (10 * 60 + 42 + 7 * DAY_MINUTES - minutes) % DAY_MINUTES;
    Moment { at, clock: format!("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60) }
}

/// In 25 minutes.
fn soon() -> Moment {
    Moment { at: NOW + Duration::from_mins(25), clock: s("11:07") }
}

fn choices(labels: &[&str]) -> Vec<Choice> {
    labels
        .iter()
        .map(|label| Choice { value: label.to_lowercase().replace(' ', "-"), label: s(label) })
        .collect()
}

fn wards() -> Vec<Choice> {
    choices(&[
        "Ward 7",
        "Ward 8",
        "Emergency Department",
        "Theatre Recovery",
        "Day Surgery",
        "Maternity Triage",
    ])
}

fn error(field: &str, message: &str) -> FieldError {
    FieldError { field: s(field), message: s(message) }
}

pub(crate) fn shell(signed_in: Option<SignedIn>) -> Shell {
    Shell {
        trust: s("Sampleshire University Hospitals NHS Trust"),
        desk_phone: s("4444"),
        emergency_phone: s("2222"),
        assets: s("/pkg/gallery"),
        hospital_numbers: s("RX####### #######@"),
        service_worker: true,
        rests_after: None,
        signed_in,
        demo: true,
    }
}

pub(crate) fn lead() -> SignedIn {
    SignedIn {
        id: s("p0"),
        name: s("Lena Lead-Example"),
        responds: false,
        commands: true,
        decides: true,
        reads_decisions: true,
        analyses: true,
        administers: true,
        configures: false,
    }
}

pub(crate) fn administrator() -> SignedIn {
    SignedIn {
        id: s("p1"),
        name: s("Robin Sample"),
        responds: false,
        commands: false,
        decides: false,
        reads_decisions: true,
        analyses: false,
        administers: true,
        configures: true,
    }
}

pub(crate) fn responder() -> SignedIn {
    SignedIn {
        id: s("p2"),
        name: s("Sam Example"),
        responds: true,
        commands: false,
        decides: false,
        reads_decisions: false,
        analyses: false,
        administers: false,
        configures: false,
    }
}

fn entry(minutes: u64, words: &str) -> TimelineEntry {
    TimelineEntry { when: ago(minutes), words: s(words) }
}

fn desk_word() -> DeskWord {
    DeskWord {
        title: s("The drug chart cannot be signed on tablets"),
        text: s("The vendor is putting in a fix. Sign on a PC for now."),
        said: ago(12),
        next: Some(soon()),
    }
}

/// A list of so many.
fn found(count: usize) -> Found {
    Found { count: Some(count), ..Found::default() }
}

fn looked_for(find: &str, count: usize) -> Found {
    Found { find: s(find), ..found(count) }
}

fn dated(minutes: u64) -> Moment {
    let Moment { at, clock } = ago(minutes);
    Moment { at, clock: format!("20 Nov 2026, {clock}") }
}

fn categories() -> Vec<Choice> {
    let choice = |shipped: &category::Shipped| Choice { value: s(shipped.slug), label: s(shipped.name) };
    category::SHIPPED.iter().map(choice).collect()
}

const NAMES: [&str; 8] = [
    "Aisha Example",
    "Ben Example",
    "Chidi Sample",
    "Dilys Example",
    "Ewan Sample",
    "فرح مثال",
    "Gwen Sample",
    "Hari Example",
];

/// What can be seen of a QR code from afar.
fn corners() -> Qr {
    Qr { edge: 45, dark: s("M4 4h7v7h-7zM34 4h7v7h-7zM4 34h7v7h-7z") }
}
