//! Sign-ins, and what an account holds.

use app::{
    model::FieldError,
    screens::account::{AccountPage, PersonPage, SignInRow},
};
use domain::{SignInId, Through};
use store::{DeviceKind, Person, SignInSession, Tx};

use crate::{
    actions::{EndsWithIt, look_at_end},
    auth::SignedInPerson,
    http::problem::may_not_end,
    view::{Sources, moment, roles_in_words},
};

pub(crate) async fn account_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    me: &SignedInPerson,
    notice: Option<String>,
) -> Result<AccountPage, store::Error> {
    let sign_ins = tx.list_sessions_of(me.id, sources.core.now()).await?;
    Ok(AccountPage { sign_ins: rows(sources, &sign_ins, me.session), notice })
}

/// `this`: the session of whoever looks.
pub(crate) async fn person_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: Person,
    this: SignInId,
    (notice, errors): (Option<String>, Vec<FieldError>),
) -> Result<PersonPage, store::Error> {
    let sign_ins = tx.list_sessions_of(person.id, sources.core.now()).await?;
    let roles = tx.roles_at(person.id, sources.core.now()).await?;
    let handsets = tx.list_devices().await?;
    let handsets = handsets.iter().filter(|device| device.kind == DeviceKind::Handset(person.id));
    let (ends_with_it, cannot_end) = match look_at_end(&sources.core, tx, &person).await? {
        Ok(with_it) => (in_words(&with_it), None),
        Err(reason) => (Vec::new(), Some(may_not_end(reason).to_owned())),
    };
    Ok(PersonPage {
        id: person.id.to_string(),
        name: person.name,
        roles: roles_in_words(&roles),
        sign_ins: rows(sources, &sign_ins, this),
        handsets: handsets.map(|device| moment(sources, device.enrolled_at)).collect(),
        ends_with_it,
        cannot_end,
        ended: person.ended_at.map(|at| moment(sources, at)),
        errors,
        notice,
    })
}

fn in_words(with_it: &EndsWithIt) -> Vec<String> {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        some => Some(format!("{some} {many}")),
    };
    [
        with_it.shift.then(|| "the shift they are on".to_owned()),
        counted(with_it.sign_ins, "sign-in", "sign-ins"),
        counted(with_it.handsets, "handset and its alerts", "handsets and their alerts"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn rows(sources: &Sources, sign_ins: &[SignInSession], this: SignInId) -> Vec<SignInRow> {
    let row = |sign_in: &SignInSession| SignInRow {
        id: sign_in.id.to_string(),
        browser: sign_in.label.clone().unwrap_or_else(|| "A browser".to_owned()),
        how: how(sign_in).to_owned(),
        since: moment(sources, sign_in.started_at),
        last_seen: moment(sources, sign_in.last_seen_at),
        is_this: sign_in.id == this,
    };
    sign_ins.iter().map(row).collect()
}

const fn how(sign_in: &SignInSession) -> &'static str {
    match (sign_in.through, sign_in.device) {
        (Some(Through::Password), _) => "With a password",
        (Some(Through::Pin), _) => "With a PIN, on a handset",
        (Some(Through::Code), _) => "With a code, on a handset",
        (None, Some(_)) => "On a handset",
        (None, None) => "At a desk",
    }
}
