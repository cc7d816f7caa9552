//! Times and states in words, said the same way on every page.

use std::time::Duration;

pub use domain::text::{isolated, runs_right_to_left};
use domain::{
    Duty, Priority, ResponderKind, Role, Timestamp, WavePhase, ZoneMode,
    priority::Stuck,
    ticket::{Phase, Sorted, WithdrawReason},
};
use texts::texts;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `just now`, `2 minutes ago`, `1 hour ago`, `3 days ago`. A time ahead of `now` was just now: clocks differ.
pub fn ago(now: Timestamp, at: Timestamp) -> String {
    let seconds = now.since(at).as_secs();
    match seconds {
        0..MINUTE => texts().shared_just_now(),
        MINUTE..HOUR => texts().shared_minutes_ago(seconds / MINUTE),
        HOUR..DAY => texts().shared_hours_ago(seconds / HOUR),
        _ => texts().shared_days_ago(seconds / DAY),
    }
}

/// How long something has lasted, in whole minutes: `under 1 min`, `2 min`, `1 h 5 min`, `2 days`.
pub fn lasted(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..MINUTE => texts().shared_under_1_min(),
        MINUTE..HOUR => texts().shared_min(seconds / MINUTE),
        HOUR..DAY => texts().shared_h_min(seconds / HOUR, seconds % HOUR / MINUTE),
        _ => texts().shared_days(seconds / DAY),
    }
}

/// A wait to the second: `45 s`, `3 min 12 s`, `1 h 5 min`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates; no wait is so long"
)]
pub fn waited(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match seconds {
        0..MINUTE => texts().shared_s(seconds),
        MINUTE..HOUR => texts().shared_min_s(seconds / MINUTE, seconds % MINUTE),
        _ => texts().shared_h_min(seconds / HOUR, seconds % HOUR / MINUTE),
    }
}

/// What is left until `end`: `45 seconds left`, `2 minutes left`, `no time left`.
pub fn left(now: Timestamp, end: Timestamp) -> String {
    let seconds = end.since(now).as_millis().div_ceil(1000);
    let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
    match seconds {
        0 => texts().shared_no_time_left(),
        1..=90 => texts().shared_seconds_left(seconds),
        _ => texts().shared_minutes_left(seconds.div_ceil(MINUTE)),
    }
}

/// `1 person`, `3 people`.
pub fn people(number: usize) -> String {
    texts().shared_people(number)
}

/// From a first day to a last one, either of which may be open: ` from 3 Mar 2026 until 5 Mar 2026`, ` until 5 Mar 2026`, nothing.
pub fn days(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => texts().shared_days_from_until(first, last),
        (Some(first), None) => texts().shared_days_from(first),
        (None, Some(last)) => texts().shared_days_until(last),
        (None, None) => String::new(),
    }
}

/// The text with its first letter in upper case.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text with its first letter in lower case.
pub fn within(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    joined(items, |most, last| texts().shared_and(most, last))
}

fn joined(items: &[String], say: impl FnOnce(String, &str) -> String) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => say(most.join(", "), last),
    }
}

fn all_isolated(names: &[String]) -> Vec<String> {
    names.iter().map(|name| isolated(name).into_owned()).collect()
}

/// Names as a sentence lists them.
pub fn list_of_names(names: &[String]) -> String {
    list(&all_isolated(names))
}

/// `a, b or c`, of names.
pub fn any_of_names(names: &[String]) -> String {
    joined(&all_isolated(names), |most, last| texts().shared_or(most, last))
}

/// The status tag of a ticket: an adjective in words.
pub fn phase(phase: Phase) -> String {
    let t = texts();
    match phase {
        Phase::Waiting => t.shared_phase_waiting(),
        Phase::Offered => t.shared_phase_offered(),
        Phase::OnTheWay => t.shared_phase_on_the_way(),
        Phase::WithYou => t.shared_phase_with_them(),
        Phase::Resolved => t.shared_phase_resolved(),
        Phase::Withdrawn => t.shared_phase_cancelled(),
        Phase::HandedOff => t.shared_phase_handed_off(),
    }
}

/// How a request stands, for whoever asked: whom Elbow asks is not their concern.
pub fn stands(phase: Phase, holder: Option<&str>) -> String {
    let t = texts();
    match (phase, holder.map(isolated)) {
        (Phase::Waiting | Phase::Offered, _) => t.shared_stands_looking(),
        (Phase::OnTheWay, Some(holder)) => t.shared_stands_on_the_way(holder),
        (Phase::OnTheWay, None) => t.shared_stands_someone_on_the_way(),
        (Phase::WithYou, Some(holder)) => t.shared_stands_with_you(holder),
        (Phase::WithYou, None) => t.shared_stands_someone_with_you(),
        (Phase::Resolved | Phase::HandedOff, _) => t.shared_stands_closed(),
        (Phase::Withdrawn, _) => t.shared_stands_cancelled(),
    }
}

/// Within a sentence or a list.
pub fn role(role: Role) -> String {
    match role {
        Role::Responder => texts().shared_responder(),
        Role::Lead => texts().shared_lead(),
        Role::Analyst => texts().shared_analyst(),
        Role::Administrator => texts().shared_administrator(),
    }
}

pub fn duty(duty: Duty) -> String {
    match duty {
        Duty::OnShift => texts().shared_on_shift(),
        Duty::OnBreak => texts().shared_on_break(),
        Duty::OffShift => texts().shared_off_shift(),
    }
}

pub fn kind(kind: ResponderKind) -> String {
    match kind {
        ResponderKind::Floorwalker => texts().shared_floorwalker(),
        ResponderKind::SuperUser => texts().shared_super_user(),
    }
}

/// Where a responder may be sent, seen from their zone.
pub fn zone_mode(mode: ZoneMode) -> String {
    match mode {
        ZoneMode::All => texts().shared_zone_all(),
        ZoneMode::Preferred => texts().shared_zone_preferred(),
        ZoneMode::Exclusive => texts().shared_zone_exclusive(),
    }
}

/// The same as a sentence to the responder.
pub fn zone_mode_for_them(mode: ZoneMode) -> String {
    match mode {
        ZoneMode::All => texts().shared_sent_anywhere(),
        ZoneMode::Preferred => texts().shared_sent_zone_first(),
        ZoneMode::Exclusive => texts().shared_sent_within_zone(),
    }
}

/// What whoever asked answers to "is it sorted?"; none if they have not.
pub fn sorted(answer: Option<Sorted>) -> String {
    match answer {
        Some(Sorted::Yes) => texts().shared_sorted_yes(),
        Some(Sorted::Partly) => texts().shared_sorted_partly(),
        Some(Sorted::No) => texts().shared_sorted_no(),
        None => texts().shared_sorted_no_answer(),
    }
}

/// How far a wave of a go-live is.
pub fn wave_phase(phase: WavePhase) -> String {
    let t = texts();
    match phase {
        WavePhase::DressRehearsal => t.shared_wave_dress_rehearsal(),
        WavePhase::Cutover => t.shared_wave_cutover(),
        WavePhase::Hypercare => t.shared_wave_hypercare(),
        WavePhase::Stabilisation => t.shared_wave_stabilisation(),
        WavePhase::BusinessAsUsual => t.shared_wave_business_as_usual(),
    }
}

/// Where a day is in a wave: so many days after its cutover, or before.
pub fn wave_day(since_cutover: i32) -> String {
    let t = texts();
    match since_cutover {
        0 => t.shared_wave_day_of_cutover(),
        days if days > 0 => t.shared_wave_day(days),
        days => t.shared_wave_days_before(days.unsigned_abs()),
    }
}

/// Why a request was cancelled, as whoever asked would say it.
pub fn withdrawn(why: WithdrawReason) -> String {
    let t = texts();
    match why {
        WithdrawReason::SolvedMyself => t.shared_withdrawn_solved(),
        WithdrawReason::GaveUp => t.shared_withdrawn_gave_up(),
        WithdrawReason::PatientCameFirst => t.shared_withdrawn_patient(),
        WithdrawReason::Other => t.shared_withdrawn_other(),
        WithdrawReason::Duplicate => t.shared_withdrawn_duplicate(),
        WithdrawReason::NotTheSystem => t.shared_withdrawn_not_epr(),
    }
}

/// The same about somebody else.
pub fn withdrawn_by_them(why: WithdrawReason) -> String {
    let t = texts();
    match why {
        WithdrawReason::SolvedMyself => t.shared_withdrawn_by_them_solved(),
        WithdrawReason::GaveUp => t.shared_withdrawn_by_them_gave_up(),
        WithdrawReason::PatientCameFirst => t.shared_withdrawn_patient(),
        WithdrawReason::Other => t.shared_withdrawn_other(),
        WithdrawReason::Duplicate => t.shared_withdrawn_by_them_duplicate(),
        WithdrawReason::NotTheSystem => t.shared_withdrawn_by_them_not_epr(),
    }
}

/// The same to whoever asked.
pub fn withdrawn_by_you(why: WithdrawReason) -> String {
    let t = texts();
    match why {
        WithdrawReason::SolvedMyself => t.shared_withdrawn_by_you_solved(),
        WithdrawReason::GaveUp => t.shared_withdrawn_by_you_gave_up(),
        WithdrawReason::PatientCameFirst => t.shared_withdrawn_by_you_patient(),
        WithdrawReason::Other => t.shared_withdrawn_by_you_other(),
        WithdrawReason::Duplicate => t.shared_withdrawn_by_you_duplicate(),
        WithdrawReason::NotTheSystem => t.shared_withdrawn_by_you_not_epr(),
    }
}

/// What it is like for whoever asked, as it is said about them.
pub fn stuck(stuck: Stuck) -> String {
    match stuck {
        Stuck::CannotGoOn => texts().shared_stuck_cannot_go_on(),
        Stuck::CanWorkAround => texts().shared_stuck_can_work_around(),
        Stuck::JustAsking => texts().shared_stuck_just_asking(),
    }
}

/// What it is like for patients.
pub fn patient(priority: Priority) -> String {
    match priority {
        Priority::P1 => texts().shared_patient_harm(),
        Priority::P2 => texts().shared_patient_waits(),
        Priority::P3 => texts().shared_patient_none(),
        Priority::P4 => texts().shared_patient_question(),
    }
}

/// The same within a sentence.
pub fn patient_within(priority: Priority) -> String {
    match priority {
        Priority::P1 => texts().shared_patient_harm_within(),
        Priority::P2 => texts().shared_patient_waits_within(),
        Priority::P3 => texts().shared_patient_none_within(),
        Priority::P4 => texts().shared_patient_question_within(),
    }
}

/// What whoever asked has changed of what they had said.
pub fn corrected(spot: bool, note: bool) -> String {
    match (spot, note) {
        (true, true) => texts().shared_spot_and_note_within(),
        (true, false) => texts().shared_spot_within(),
        (false, _) => texts().shared_note_within(),
    }
}

/// Both answers of whoever asked: `No patient affected, can’t go on`.
pub fn urgency(priority: Priority, answer: Option<Stuck>) -> String {
    let patient = patient(priority);
    match (priority, answer) {
        // A question is what P4 says already.
        (Priority::P4, Some(Stuck::JustAsking)) | (_, None) => patient,
        (_, Some(Stuck::CannotGoOn)) => texts().shared_urgency_cannot_go_on(patient),
        (_, Some(Stuck::CanWorkAround)) => texts().shared_urgency_can_work_around(patient),
        (_, Some(Stuck::JustAsking)) => texts().shared_urgency_just_asking(patient),
    }
}

/// `P2 – a patient is waiting`.
pub fn priority(priority: Priority) -> String {
    texts().shared_priority(priority.to_string(), patient_within(priority))
}

/// The machine-readable form for `<time datetime>`, in UTC to the second: `2026-11-20T10:42:07Z`.
///
/// Civil date from days: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`civil_from_days`).
pub fn iso(at: Timestamp) -> String {
    let seconds = at.as_millis().div_euclid(1000);
    let (days, second_of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second_of_day / 3_600, second_of_day % 3_600 / 60, second_of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_171_327_000);

    /// What the pages' script says of the same times: `public/parts/words.js` is held to this file too.
    #[test]
    fn times_are_said_as_a_person_would_and_as_the_script_says_them() {
        let cases: HashMap<String, Vec<(i64, String)>> =
            serde_json::from_str(include_str!("words.json")).unwrap();
        for (kind, cases) in cases {
            assert!(!cases.is_empty(), "{kind}");
            for (time, expected) in cases {
                let other = |sign: i64| Timestamp::from_millis(NOW.as_millis() + sign * time);
                let said = match kind.as_str() {
                    "ago" => ago(NOW, other(-1)),
                    "lasted" => lasted(NOW.since(other(-1))),
                    _ => left(NOW, other(1)),
                };
                assert_eq!(said, expected, "{kind} {time} ms");
            }
        }
    }

    #[test]
    fn forecasts_are_to_the_second() {
        for (seconds, words) in [(0.0, "0 s"), (59.4, "59 s"), (192.0, "3 min 12 s"), (3_900.0, "1 h 5 min")]
        {
            assert_eq!(waited(seconds), words);
        }
    }

    #[test]
    fn how_urgent_it_is_says_both_answers() {
        for (priority, answer, words) in [
            (Priority::P3, Some(Stuck::CannotGoOn), "No patient affected, can’t go on"),
            (Priority::P2, Some(Stuck::CanWorkAround), "A patient is waiting, can work around it"),
            (Priority::P1, Some(Stuck::JustAsking), "A patient could come to harm, only a question"),
            (Priority::P4, Some(Stuck::JustAsking), "A question"),
            (Priority::P3, None, "No patient affected"),
        ] {
            assert_eq!(urgency(priority, answer), words);
        }
    }

    #[test]
    fn lists_end_with_and() {
        let names = ["Aisha", "Ben", "Cy"].map(str::to_owned);
        assert_eq!(list(&names), "Aisha, Ben and Cy");
        assert_eq!(list(&names[..2]), "Aisha and Ben");
        assert_eq!(list(&[]), "");
        let names = ["Sam".to_owned(), "דנה".to_owned()];
        assert_eq!(list_of_names(&names), "Sam and \u{2068}דנה\u{2069}");
    }

    #[test]
    fn instants_are_written_for_machines() {
        assert_eq!(iso(NOW), "2026-11-20T10:42:07Z");
        assert_eq!(iso(Timestamp::from_millis(0)), "1970-01-01T00:00:00Z");
        assert_eq!(iso(Timestamp::from_millis(951_782_400_000)), "2000-02-29T00:00:00Z");
    }
}
