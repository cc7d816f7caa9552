//! The shifts of one person.

use app::{
    model::FieldError,
    screens::roster::{ShiftForm, ShiftRow, ShiftsPage},
};
use domain::{PersonId, Shift, Timestamp};
use ground::clock::{read_date, read_time, zoned};
use store::{Person, Tx};
use texts::texts;

use crate::{
    actions::people::who_helps,
    view::{Sources, shift_in_words},
};

/// `changes`: the one that is changed. `typed`: as the form comes back, with its key.
pub(crate) async fn shifts_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: Person,
    changes: Option<Shift>,
    typed: Option<Typed>,
) -> Result<ShiftsPage, store::Error> {
    let now = sources.core.now();
    let shifts = tx.list_shifts_of(person.id, now).await?;
    let (form, key) = typed.map_or_else(Default::default, |Typed { form, key }| (Some(form), key));
    let form = form.unwrap_or_else(|| match &changes {
        Some(shift) => form_of(sources, shift),
        None => next_form(sources, &shifts),
    });
    let seen = changes.as_ref().map(encoded).unwrap_or_default();
    let helps = who_helps(tx, person.id, now).await?.is_some();
    let id = person.id;
    let row = |shift: &Shift| ShiftRow {
        when: shift_in_words(sources, shift.starts_at, shift.ends_at),
        has_begun: shift.starts_at <= now,
        change: paths::change_shift(&id, &shift.starts_at.as_millis()),
        remove: paths::remove_shift(&id, &shift.starts_at.as_millis()),
        seen: encoded(shift),
    };
    Ok(ShiftsPage {
        name: person.name,
        person: paths::person(&id),
        shifts: paths::shifts(&id),
        rows: shifts.iter().map(row).collect(),
        action: changes.as_ref().map_or_else(
            || paths::shifts(&id),
            |shift| paths::change_shift(&id, &shift.starts_at.as_millis()),
        ),
        changes: changes.map(|shift| shift_in_words(sources, shift.starts_at, shift.ends_at)),
        key: if key.is_empty() { sources.core.random.secret() } else { key },
        form: helps.then_some(ShiftForm { seen, ..form }),
        errors: Vec::new(),
        notice: None,
    })
}

/// A form that has come back.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) form: ShiftForm,
    pub(crate) key: String,
}

/// A shift as a form has it.
fn form_of(sources: &Sources, shift: &Shift) -> ShiftForm {
    let [starts, ends] = [shift.starts_at, shift.ends_at].map(|at| zoned(at, &sources.trust.time_zone));
    ShiftForm {
        day: starts.date().to_string(),
        starts: starts.strftime("%H:%M").to_string(),
        ends: ends.strftime("%H:%M").to_string(),
        ..ShiftForm::default()
    }
}

/// What most probably comes next: the day after the last of them, at the same times; today if there is none.
fn next_form(sources: &Sources, shifts: &[Shift]) -> ShiftForm {
    let zone = &sources.trust.time_zone;
    let today = zoned(sources.core.now(), zone).date();
    match shifts.last() {
        Some(last) => {
            let day = zoned(last.starts_at, zone).date();
            ShiftForm { day: day.tomorrow().unwrap_or(day).to_string(), ..form_of(sources, last) }
        }
        None => ShiftForm { day: today.to_string(), ..ShiftForm::default() },
    }
}

/// What cannot be read at all.
pub(crate) fn wrong(typed: &ShiftForm) -> Vec<FieldError> {
    let t = texts();
    let checks = [
        ("day", read_date(&typed.day).is_none(), t.shared_enter_date()),
        ("starts", read_time(&typed.starts).is_none(), t.roster_no_start()),
        ("ends", read_time(&typed.ends).is_none(), t.roster_no_end()),
    ];
    let is_nothing = read_time(&typed.starts).is_some_and(|start| read_time(&typed.ends) == Some(start));
    let checks = checks.into_iter().chain([("ends", is_nothing, t.roster_no_length())]);
    let wrong = checks.filter(|(_, is_wrong, _)| *is_wrong);
    wrong.map(|(field, _, message)| FieldError::new(field, message)).collect()
}

/// Says which shift a form was about.
fn encoded(shift: &Shift) -> String {
    format!("{}~{}", shift.starts_at.as_millis(), shift.ends_at.as_millis())
}

pub(crate) fn read_seen(person: PersonId, seen: &str) -> Option<Shift> {
    let (starts, ends) = seen.split_once('~')?;
    let [starts_at, ends_at] = [starts, ends].map(|at| at.parse().ok().map(Timestamp::from_millis));
    Some(Shift { person, starts_at: starts_at?, ends_at: ends_at? })
}
