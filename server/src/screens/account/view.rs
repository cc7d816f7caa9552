//! Sign-ins, and what an account holds.

use app::{
    model::{Choice, FieldError},
    screens::{
        account::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow},
        question::QuestionPage,
    },
    words::{days, isolated, list},
};
use domain::{PersonId, Role, SignInId, Through, Timestamp, grant::begins};
use ground::clock::{Day, zoned};
use store::{DeviceKind, Person, SignInSession, Tx};

use crate::{
    actions::{CutOff, Ending, EndsWithIt, NewGrant, ShiftCutOff, look_at_end, look_at_end_of_grant},
    auth::SignedInPerson,
    http::{Problem, problem::may_not_end},
    view::{Sources, day_in_words, last_day_in_words, moment},
};

pub(crate) async fn account_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    me: &SignedInPerson,
    notice: Option<String>,
) -> Result<AccountPage, store::Error> {
    let now = sources.core.now();
    let sign_ins = tx.list_sessions_of(me.id, now).await?;
    let begins = begins(&tx.list_grants_of(me.id).await?, Role::Responder, now)
        .filter(|_| !me.roles.contains(&Role::Responder));
    Ok(AccountPage {
        sign_ins: rows(sources, &sign_ins, me.session),
        responds_from: begins.map(|day| day_in_words(sources, day)),
        notice,
    })
}

/// `this`: the session of whoever looks.
pub(crate) async fn person_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: Person,
    this: SignInId,
    (notice, errors, typed): (Option<String>, Vec<FieldError>, RoleForm),
) -> Result<PersonPage, store::Error> {
    let now = sources.core.now();
    let sign_ins = tx.list_sessions_of(person.id, now).await?;
    let account = tx.lookup_account(person.id).await?;
    let is_responder = tx.lookup_responder(person.id).await?.is_some();
    // The pages and alerts of one are about what is set up beside the role.
    let roles = Role::ALL.into_iter().filter(|role| is_responder || *role != Role::Responder);
    let handsets = tx.list_devices().await?;
    let handsets = handsets.iter().filter(|device| device.kind == DeviceKind::Handset(person.id));
    let cannot_end = look_at_end(&sources.core, tx, &person).await?.err();
    Ok(PersonPage {
        id: person.id.to_string(),
        name: person.name,
        username: account.map(|account| account.username),
        grants: grants(sources, tx, person.id, now).await?,
        roles: roles.map(|role| Choice { value: role.to_string(), label: role.to_string() }).collect(),
        role_form: typed,
        sign_ins: rows(sources, &sign_ins, this),
        handsets: handsets.map(|device| moment(sources, device.enrolled_at)).collect(),
        cannot_end: cannot_end.map(may_not_end),
        ended: person.ended_at.map(|at| moment(sources, at)),
        errors,
        notice,
    })
}

/// The roles that are not over.
async fn grants(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<GrantRow>, store::Error> {
    let all = tx.list_grants_of(person).await?;
    let mut rows = Vec::new();
    for grant in all.iter().filter(|grant| !grant.is_over_at(now)) {
        let may_end = look_at_end_of_grant(tx, grant, &all, now).await?;
        rows.push(GrantRow {
            id: grant.id.to_string(),
            role: grant.role.to_string(),
            from: grant.from.map(|from| day_in_words(sources, from)),
            until: grant.until.map(|until| last_day_in_words(sources, until)),
            has_begun: grant.gives_at(now),
            cannot_end: may_end.err().map(may_not_end),
        });
    }
    Ok(rows)
}

/// Asked before something of somebody ends.
pub(crate) async fn ending_question(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: &Person,
    ending: Ending,
    cut_off: &CutOff,
) -> Result<QuestionPage, Problem> {
    let (now, id, name) = (sources.core.now(), person.id, isolated(&person.name));
    let (title, mut words, action, button) = match ending {
        Ending::Account => {
            let with_it = look_at_end(&sources.core, tx, person).await?.map(|with_it| in_words(&with_it));
            let with_it = with_it.unwrap_or_default();
            let mut words = vec![
                "They can no longer sign in or be chosen for anything. Their name stays on what they did."
                    .to_owned(),
            ];
            if !with_it.is_empty() {
                words.push(format!("This also ends {}.", list(&with_it)));
            }
            (format!("End the account of {name}?"), words, paths::end_account(&id), "End the account")
        }
        Ending::Role(grant) => {
            let all = grants(sources, tx, id, now).await?;
            let row = all.into_iter().find(|row| row.id == grant.to_string()).ok_or(Problem::NotFound)?;
            let days = days(row.from.as_deref(), row.until.as_deref());
            let words = if row.has_begun {
                "Pages that they may see by this role only close at once."
            } else {
                "It has not begun. They will not get it."
            };
            let title = format!("End the role {} of {name}{days}?", row.role);
            (title, vec![words.to_owned()], paths::end_role(&id, &grant), "End the role")
        }
        Ending::SignIn(sign_in) => {
            let all = tx.list_sessions_of(id, now).await?;
            let mut rows = rows(sources, &all, sign_in).into_iter();
            let row = rows.find(|row| row.id == sign_in.to_string()).ok_or(Problem::NotFound)?;
            let words = vec![
                format!("{}, since {}. Last seen {}.", row.how, row.since.clock, row.last_seen.clock),
                "That browser is signed out at once, and gets no more alerts.".to_owned(),
            ];
            let title = format!("End the sign-in of {name} on {}?", isolated(&row.browser));
            (title, words, paths::end_sign_in_of(&id, &sign_in), "End the sign-in")
        }
        Ending::SignIns { .. } => (
            format!("End all sign-ins of {name}?"),
            vec![
                "They are signed out everywhere at once, and get no more alerts until they sign in again."
                    .to_owned(),
            ],
            paths::end_sign_ins_of(&id),
            "End all sign-ins",
        ),
    };
    match cut_off.shift {
        Some(ShiftCutOff::Ends) => words.push(format!("{name} is on shift. Their shift ends too.")),
        Some(ShiftCutOff::OutOfReach) => words.push(format!(
            "{name} is on shift, and nothing else reaches them: they will not be asked to help until they sign in again."
        )),
        None => {}
    }
    if let Some((code, ward)) = &cut_off.job {
        let ward = sources.directory(tx).await?.ward_name(*ward);
        words.push(format!(
            "Their job {code} at {} stays theirs. If they cannot sign in again, send someone else from the board.",
            isolated(&ward)
        ));
    }
    Ok(QuestionPage {
        title,
        words,
        action,
        told: ("told", cut_off.told()),
        button: button.to_owned(),
        back: paths::person(&id),
        notice: None,
    })
}

/// What was typed to give a role, or what is wrong with it.
pub(crate) fn new_grant(sources: &Sources, typed: &RoleForm) -> Result<NewGrant, Vec<FieldError>> {
    let zone = &sources.trust.time_zone;
    let mut errors = Vec::new();
    let role: Option<Role> = typed.role.parse().ok();
    if role.is_none() {
        errors.push(FieldError::new("role", "Choose a role"));
    }
    let mut day = |field, typed: &str| match typed.trim() {
        "" => None,
        typed => {
            let day = Day::read(typed, zone);
            if day.is_none() {
                errors.push(FieldError::new(field, "Enter a date such as 20/11/2026"));
            }
            day
        }
    };
    let (first, last) = (day("from", &typed.from), day("until", &typed.until));
    let today = zoned(sources.core.now(), zone).date();
    if let Some(last) = last {
        if last.date < today {
            errors.push(FieldError::new("until", "The last day must not be in the past"));
        } else if first.is_some_and(|first| first.date > last.date) {
            errors.push(FieldError::new("until", "The last day must not be before the first"));
        }
    }
    match role {
        Some(role) if errors.is_empty() => {
            Ok(NewGrant { role, from: first.map(|first| first.start), until: last.map(|last| last.end) })
        }
        _ => Err(errors),
    }
}

fn in_words(with_it: &EndsWithIt) -> Vec<String> {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        some => Some(format!("{some} {many}")),
    };
    [
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
