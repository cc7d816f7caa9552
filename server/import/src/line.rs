//! One person or one shift at a time, by a form: the columns and the rules are those of `people.csv` and `shifts.csv`.

use domain::{Logged, PersonId, PersonKind, Shift, Timestamp, text::skeleton};
use ground::clock::zoned;
use jiff::tz::TimeZone;
use store::{NewEvent, Person, Subject, Tx};

use super::{
    Kind, Setting,
    export::{self, Cells},
    one::Wrong,
    plan::{self, Hospital},
    problem::{At, Problem, Problems},
    read, save,
};

/// Somebody as they are: each column of `people.csv` with its text.
///
/// # Errors
/// Those of the database.
pub async fn person_fields(
    tx: &mut dyn Tx,
    person: Person,
    zone: &TimeZone,
    now: Timestamp,
) -> store::Result<Vec<(&'static str, String)>> {
    let hospital = Hospital::of_person(tx, person, now).await?;
    let Cells { columns, rows } = export::cells(&hospital, Kind::People, zone);
    let row = rows.into_iter().next().unwrap_or_default();
    Ok(columns.iter().copied().zip(row).collect())
}

/// Sets somebody up, or changes who they are. The caller commits.
///
/// # Errors
/// Those of the database. Within: everything that is wrong, each with its column; nothing is written then. Else who it is.
pub async fn put_person(
    tx: &mut dyn Tx,
    who: Option<PersonId>,
    fields: &[(&str, &str)],
    setting: Setting<'_>,
) -> store::Result<Result<Option<PersonId>, Vec<Wrong>>> {
    let row = match read::person(fields) {
        Ok(row) => row,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let mut problems = Problems::default();
    let hospital = Hospital::for_people(tx, setting.now).await?;
    let changes = plan::plan_person(&hospital, &row, who, setting, &mut problems);
    if !problems.problems.is_empty() {
        return Ok(Err(wrong(problems)));
    }
    save::save_people(tx, &changes, setting).await?;
    Ok(Ok(changes.people.first().map(|member| member.person.id).or(who)))
}

/// Those whose names are nearly this one. Those who have left, too.
///
/// # Errors
/// Those of the database.
pub async fn namesakes(tx: &mut dyn Tx, name: &str) -> store::Result<Vec<Person>> {
    let looked_for = skeleton(name);
    let mut people = tx.list_people().await?;
    people.retain(|person| {
        person.kind == PersonKind::Human && !looked_for.is_empty() && skeleton(&person.name) == looked_for
    });
    Ok(people)
}

/// What a form says of a shift, on the trust's clock.
#[derive(Debug, Clone, Copy)]
pub struct ShiftLine<'a> {
    pub day: &'a str,
    /// A time such as `07:30`.
    pub starts: &'a str,
    /// The next such time after the start.
    pub ends: &'a str,
}

/// Why a shift was not put: nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotPut {
    /// Each with its column, `starts` or `ends`.
    Wrong(Vec<Wrong>),
    /// The shift that was to be changed is not as it was any more, or has begun.
    Changed,
}

/// Adds a shift of somebody, or changes one to come. The caller commits.
///
/// # Errors
/// Those of the database.
pub async fn put_shift(
    tx: &mut dyn Tx,
    person: PersonId,
    line: ShiftLine<'_>,
    instead_of: Option<Shift>,
    setting: Setting<'_>,
) -> store::Result<Result<Shift, NotPut>> {
    let ShiftLine { day, starts, ends } = line;
    let row = match read::shift(&[("person", "-"), ("starts", &format!("{day} {starts}")), ("ends", ends)]) {
        Ok(row) => row,
        Err(wrong) => return Ok(Err(NotPut::Wrong(wrong))),
    };
    if let Some(before) = instead_of
        && !is_to_come(tx, &before, setting).await?
    {
        return Ok(Err(NotPut::Changed));
    }
    let mut problems = Problems::default();
    let Some((starts_at, ends_at)) = plan::plan_shift(&row, setting, &mut problems) else {
        return Ok(Err(NotPut::Wrong(wrong(problems))));
    };
    let shift = Shift { person, starts_at, ends_at };
    let at = At { file: "", line: None };
    if ends_at <= setting.now {
        problems.add_in(at, "ends", "The shift is over already", "Correct the day or the times.");
    }
    let others = tx.list_shifts_of(person, starts_at).await?;
    if let Some(other) = others.iter().find(|other| other.starts_at < ends_at && Some(**other) != instead_of)
    {
        let time = |at| zoned(at, setting.zone).strftime("%-d %b %H:%M").to_string();
        let what =
            format!("The shift overlaps with that from {} to {}", time(other.starts_at), time(other.ends_at));
        problems.add_in(at, "starts", what, "Change one of them.");
    }
    if !problems.problems.is_empty() {
        return Ok(Err(NotPut::Wrong(wrong(problems))));
    }
    if let Some(before) = instead_of {
        tx.remove_shift(&before).await?;
    }
    tx.put_shift(&shift).await?;
    let what = match instead_of {
        None => Logged::ShiftAdded { starts_at, ends_at },
        Some(before) => {
            Logged::ShiftChanged { starts_at, ends_at, was: Some((before.starts_at, before.ends_at)) }
        }
    };
    tx.append_event(&NewEvent::new(Subject::Person(person), setting.actor, setting.now, what)).await?;
    Ok(Ok(shift))
}

/// Takes back a shift to come. False, and nothing is written, if it is not as it was any more. The caller commits.
///
/// # Errors
/// Those of the database.
pub async fn remove_shift(tx: &mut dyn Tx, shift: &Shift, setting: Setting<'_>) -> store::Result<bool> {
    if !is_to_come(tx, shift, setting).await? {
        return Ok(false);
    }
    tx.remove_shift(shift).await?;
    let what = Logged::ShiftRemoved { starts_at: shift.starts_at, ends_at: shift.ends_at };
    tx.append_event(&NewEvent::new(Subject::Person(shift.person), setting.actor, setting.now, what)).await?;
    Ok(true)
}

/// What does not fit, beside the field that it is about; without one, it is about the form as a whole.
fn wrong(problems: Problems) -> Vec<Wrong> {
    let in_words = |Problem { column, what, to_do, .. }: Problem| Wrong {
        field: column.unwrap_or_default().to_owned(),
        words: format!("{what}. {}", to_do.trim_end_matches('.')),
    };
    problems.problems.into_iter().map(in_words).collect()
}

/// Whether there is this very shift, and it has not begun: what has is history.
async fn is_to_come(tx: &mut dyn Tx, shift: &Shift, setting: Setting<'_>) -> store::Result<bool> {
    let is_there = tx.list_shifts_of(shift.person, shift.starts_at).await?.contains(shift);
    Ok(is_there && shift.starts_at > setting.now)
}
