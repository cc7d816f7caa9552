//! What is typed about a wave.

use std::time::Duration;

use app::screens::waves::{WaveForm, Which};
use domain::{Timestamp, WardId, wave::WaveName};
use ground::clock::{instants, read_date, read_time, zoned};
use texts::texts;

use crate::{
    http::forms::{Posted, Reading},
    kept::Directory,
    view::Sources,
};

/// Before the id of a ward, in the name of its tick.
pub(super) const WARD: &str = "ward_";
/// What is further away is a slip in the year.
const AWAY_AT_MOST: Duration = Duration::from_hours(2 * 366 * 24);

/// The form as it was typed.
pub(super) fn typed(form: &Posted, which: Which) -> WaveForm {
    let get = |field: &str| form.get(field).to_owned();
    WaveForm {
        which,
        name: get("name"),
        cutover_time: get("cutover_time"),
        cutover_day: get("cutover_day"),
        which_hour: get("which_hour"),
        from_time: get("from_time"),
        from_day: get("from_day"),
        leaving: get("leaving"),
        leaves: get("leaves"),
        phase: get("phase"),
        decision: get("decision"),
        seen_cutover: if which == Which::Cutover { get("seen") } else { String::new() },
        seen_phase: if which == Which::Phase { get("seen") } else { String::new() },
        key: get("key"),
        ..WaveForm::default()
    }
}

pub(super) fn read_name(reading: &mut Reading<'_>) -> Option<WaveName> {
    reading.needed_line("name", &texts().waves_say_name())
}

/// Those that were ticked, and are there.
pub(super) fn read_wards(form: &Posted, directory: &Directory) -> Vec<WardId> {
    let wards = directory.wards_in_order().iter().map(|ward| ward.id);
    wards.filter(|ward| form.get(&format!("{WARD}{ward}")) == "yes").collect()
}

/// When the cutover is. What the clock shows twice is asked about (`true`), what it never shows is refused.
pub(super) fn read_cutover(
    sources: &Sources,
    form: &Posted,
    reading: &mut Reading<'_>,
) -> (Option<Timestamp>, bool) {
    if form.get("cutover_time").trim().is_empty() && form.get("cutover_day").trim().is_empty() {
        reading.wrong("cutover_time", texts().waves_say_cutover());
        return (None, false);
    }
    let Some((shown, words)) = read_instants(sources, form, reading, ("cutover_day", "cutover_time")) else {
        return (None, false);
    };
    let [first, rest @ ..] = shown.as_slice() else { return (None, false) };
    let (at, is_twice) = match (rest, form.get("which_hour")) {
        ([], _) => (Some(*first), false),
        (_, "first") => (Some(*first), true),
        ([second, ..], "second") => (Some(*second), true),
        _ => {
            reading.wrong("which_hour", texts().waves_twice(words.0, words.1));
            (None, true)
        }
    };
    let now = sources.core.now();
    let at = at.filter(|at| {
        let is_near = at.since(now).max(now.since(*at)) <= AWAY_AT_MOST;
        if !is_near {
            reading.wrong("cutover_day", texts().waves_far());
        }
        is_near
    });
    (at, is_twice)
}

/// Since when wards are in a wave; none from now on.
pub(super) fn read_since(sources: &Sources, form: &Posted, reading: &mut Reading<'_>) -> Option<Timestamp> {
    if form.get("from_time").trim().is_empty() && form.get("from_day").trim().is_empty() {
        return None;
    }
    let (shown, _) = read_instants(sources, form, reading, ("from_day", "from_time"))?;
    let now = sources.core.now();
    // Of an hour that comes twice the last that has come.
    let at = shown.iter().rfind(|at| **at <= now).or(shown.first()).copied()?;
    if at > now {
        reading.wrong("from_time", texts().waves_from_future());
        return None;
    }
    if now.since(at) > AWAY_AT_MOST {
        reading.wrong("from_day", texts().waves_far());
        return None;
    }
    Some(at)
}

/// When the trust's clock shows what was typed, with that in words.
fn read_instants(
    sources: &Sources,
    form: &Posted,
    reading: &mut Reading<'_>,
    (day_field, time_field): (&str, &str),
) -> Option<(Vec<Timestamp>, (String, String))> {
    let date = read_date(form.get(day_field).trim());
    if date.is_none() {
        reading.wrong(day_field, texts().shared_enter_date());
    }
    // The page shows no seconds: sent again as it is shown it would be another time.
    let clock = read_time(form.get(time_field).trim()).filter(|time| time.second() == 0);
    if clock.is_none() {
        reading.wrong(time_field, texts().decisions_enter_time());
    }
    let at = date?.to_datetime(clock?);
    let words = (at.strftime("%H:%M").to_string(), at.strftime("%-d %b %Y").to_string());
    let shown: Vec<_> = instants(at, &sources.trust.time_zone).collect();
    if shown.is_empty() {
        reading.wrong(time_field, texts().decisions_no_such_time(words.0, words.1));
        return None;
    }
    Some((shown, words))
}

/// As [`read_cutover`] reads it.
pub(super) fn day_and_time(sources: &Sources, at: Timestamp) -> (String, String) {
    let at = zoned(at, &sources.trust.time_zone);
    (at.strftime("%d/%m/%Y").to_string(), at.strftime("%H:%M").to_string())
}

/// Which of the two times that a clock shows an instant is; nothing where it shows it once.
pub(super) fn which_hour(sources: &Sources, at: Timestamp) -> &'static str {
    let zone = &sources.trust.time_zone;
    let shown: Vec<_> = instants(zoned(at, zone).datetime(), zone).collect();
    match shown.as_slice() {
        [_, second] if *second == at => "second",
        [_, _] => "first",
        _ => "",
    }
}
