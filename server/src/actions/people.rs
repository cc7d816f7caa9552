//! People and their shifts, kept one at a time by the rules of an import. What may be so is decided in the transaction that writes it.

use domain::{PersonId, Role, Shift, Timestamp, grant::roles, ticket::Actor};
use import::{NotPut, Setting, ShiftLine, one::Wrong};
use jiff::tz::TimeZone;
use store::{Person, Tx};

use super::{ActionError, entries::Fields, once::Once};
use crate::core::Core;

/// Somebody as a form has them.
#[derive(Debug)]
pub struct NewPerson<'a> {
    /// Who is changed; none for somebody new.
    pub person: Option<PersonId>,
    /// By the columns of `people.csv`.
    pub fields: &'a Fields,
    /// What the form showed before anything was typed: one that does not say so changes nobody.
    pub shown: Option<&'a Fields>,
    /// Of whom was asked whether somebody new is them ([`told`]).
    pub told: &'a str,
}

/// Why somebody was not kept.
#[derive(Debug)]
pub enum PersonNotKept {
    Wrong(Vec<Wrong>),
    /// These are called nearly so: whoever adds another has to say that it is another.
    Near(Vec<Person>),
    /// Somebody else has changed them since the form was shown, or the form does not say what it showed.
    Changed,
}

/// The value of the form field that says of whom was asked.
#[must_use]
pub fn told(namesakes: &[Person]) -> String {
    namesakes.iter().map(|person| person.id.to_string()).collect::<Vec<_>>().join(" ")
}

/// Adds or changes somebody as a form has them; says who it is. The same form again, by its `once`, is answered alike.
///
/// # Errors
/// [`ActionError::NotFound`] if whoever is to be changed is not there, or has left.
pub async fn keep_person(
    core: &Core,
    zone: &TimeZone,
    new: NewPerson<'_>,
    by: PersonId,
    once: Option<&str>,
) -> Result<Result<PersonId, PersonNotKept>, ActionError> {
    let setting = setting(core, zone, by);
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(person) => return Ok(Ok(person)),
        Once::New(tx) => tx,
    };
    if let Some(id) = new.person {
        let person = tx.lookup_person(id).await?.filter(|person| person.ended_at.is_none());
        let person = person.ok_or(ActionError::NotFound)?;
        let is_now = import::person_fields(tx.as_mut(), person, zone, setting.now).await?;
        if new.shown != Some(&is_now) {
            return Ok(Err(PersonNotKept::Changed));
        }
    }
    let fields: Vec<_> = new.fields.iter().map(|(column, text)| (*column, text.as_str())).collect();
    let name = fields.iter().find(|(column, _)| *column == "name").map_or("", |(_, name)| name);
    let namesakes = match new.person {
        None => import::namesakes(tx.as_mut(), name).await?,
        Some(_) => Vec::new(),
    };
    let person = match import::put_person(tx.as_mut(), new.person, &fields, setting).await? {
        Ok(person) => person.ok_or(ActionError::NotFound)?,
        Err(wrong) => return Ok(Err(PersonNotKept::Wrong(wrong))),
    };
    if new.told != told(&namesakes) {
        return Ok(Err(PersonNotKept::Near(namesakes)));
    }
    tx.commit_made(person, setting.now).await?;
    Ok(Ok(person))
}

/// Somebody who helps, or will: only those are expected.
///
/// # Errors
/// If the database does not answer.
pub async fn who_helps(tx: &mut dyn Tx, id: PersonId, now: Timestamp) -> store::Result<Option<Person>> {
    let person = tx.lookup_person(id).await?.filter(|person| person.ended_at.is_none());
    let grants = tx.list_grants_of(id).await?;
    let helps = roles(&grants, |grant| !grant.is_over_at(now)).contains(&Role::Responder);
    let is_set_up = tx.lookup_responder(id).await?.is_some();
    Ok(person.filter(|_| helps && is_set_up))
}

/// Adds a shift of somebody, or changes one to come. The same form again, by its `once`, is answered alike.
///
/// # Errors
/// [`ActionError::NotFound`] if they help no more.
pub async fn keep_shift(
    core: &Core,
    zone: &TimeZone,
    (person, line, instead_of): (PersonId, ShiftLine<'_>, Option<Shift>),
    by: PersonId,
    once: Option<&str>,
) -> Result<Result<(), NotPut>, ActionError> {
    let setting = setting(core, zone, by);
    let mut tx = match Once::<PersonId>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(Ok(())),
        Once::New(tx) => tx,
    };
    who_helps(tx.as_mut(), person, setting.now).await?.ok_or(ActionError::NotFound)?;
    if let Err(not_put) = import::put_shift(tx.as_mut(), person, line, instead_of, setting).await? {
        return Ok(Err(not_put));
    }
    tx.commit_made(person, setting.now).await?;
    Ok(Ok(()))
}

/// Takes back a shift to come, also of somebody who helps no more. The same form again, by its `once`, is answered alike.
///
/// # Errors
/// [`ActionError::Changed`] if the shift is not as it was seen, or has begun.
pub async fn remove_shift(
    core: &Core,
    zone: &TimeZone,
    shift: &Shift,
    by: PersonId,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let setting = setting(core, zone, by);
    let mut tx = match Once::<PersonId>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    if !import::remove_shift(tx.as_mut(), shift, setting).await? {
        return Err(ActionError::Changed);
    }
    Ok(tx.commit_made(shift.person, setting.now).await?)
}

fn setting<'s>(core: &'s Core, zone: &'s TimeZone, by: PersonId) -> Setting<'s> {
    Setting {
        random: &core.random,
        links: &core.links,
        zone,
        // No line about a person or a shift brings a site.
        trust: "",
        now: core.now(),
        actor: Actor::Staff(by),
    }
}
