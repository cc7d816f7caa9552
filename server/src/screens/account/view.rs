//! Sign-ins, and what an account holds.

use app::{
    model::{Choice, FieldError},
    screens::{
        account::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow},
        question::QuestionPage,
    },
    words::{self, isolated},
};
use domain::{
    OnlyTheirs, PersonId, Responder, Role, RoleGrant, Scope, SignInId, Through, Timestamp, Zone,
    grant::begins,
};
use ground::clock::{Day, zoned};
use store::{Account, DeviceKind, Person, SignInSession, Tx, if_readable};
use texts::texts;

use crate::{
    actions::{
        CutOff, Ending, EndsWithIt, HeldJob, NewGrant, ShiftCutOff, look_at_end, look_at_end_of_grant,
        username_for_password,
    },
    auth::SignedInPerson,
    http::{Problem, problem::may_not_end},
    kept::Directory,
    screens::people::view::{Places, does_in_words},
    view::{Sources, day_in_words, last_day_in_words, moment, shift_in_words},
};

pub(crate) async fn account_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    me: &SignedInPerson,
    (notice, errors): (Option<String>, Vec<FieldError>),
) -> Result<AccountPage, store::Error> {
    let now = sources.core.now();
    let sign_ins = tx.list_sessions_of(me.id, now).await?;
    let begins = begins(&tx.list_grants_of(me.id).await?, Role::Responder, now)
        .filter(|_| !me.roles.contains(&Role::Responder));
    Ok(AccountPage {
        sign_ins: rows(sources, &sign_ins, me.session),
        responds_from: begins.map(|day| day_in_words(sources, day)),
        username: if_readable(tx.lookup_account(me.id).await)?
            .filter(Account::is_open)
            .map(|account| account.username),
        errors,
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
    let may_have_password = username_for_password(tx, person.id, now).await?.is_some();
    let has_password = may_have_password.then(|| account.as_ref().is_some_and(Account::is_open));
    let responder = tx.lookup_responder(person.id).await?;
    let is_responder = responder.is_some();
    // The pages and alerts of one are about what is set up beside the role.
    let roles = Role::ALL.into_iter().filter(|role| is_responder || *role != Role::Responder);
    let zones = tx.list_zones().await?;
    let handsets = tx.list_devices().await?;
    let handsets = handsets.iter().filter(|device| device.kind == DeviceKind::Handset(person.id));
    let cannot_end = look_at_end(&sources.core, tx, &person).await?.err();
    let all = tx.list_grants_of(person.id).await?;
    let now_or_later = domain::grant::roles(&all, |grant| !grant.is_over_at(now));
    let responds = is_responder && person.ended_at.is_none() && now_or_later.contains(&Role::Responder);
    let next_shift = tx.list_shifts_of(person.id, now).await?.into_iter().next();
    let next_shift = next_shift.map(|shift| shift_in_words(sources, shift.starts_at, shift.ends_at));
    let next_shift = next_shift.unwrap_or_default();
    let has_shifts = responds || is_responder && !next_shift.is_empty();
    Ok(PersonPage {
        about: about(tx, &now_or_later, responder.filter(|_| responds), next_shift).await?,
        responds,
        has_shifts,
        id: person.id.to_string(),
        name: person.name,
        username: account.map(|account| account.username),
        has_password,
        grants: grants(sources, tx, person.id, now).await?,
        roles: roles.map(|role| Choice { value: role.to_string(), label: words::role(role) }).collect(),
        role_form: typed,
        zones: zones
            .into_iter()
            .map(|zone| Choice { value: zone.id.to_string(), label: zone.name })
            .collect(),
        sign_ins: rows(sources, &sign_ins, this),
        handsets: handsets.map(|device| moment(sources, device.enrolled_at)).collect(),
        cannot_end: cannot_end.map(may_not_end),
        ended: person.ended_at.map(|at| moment(sources, at)),
        errors,
        notice,
    })
}

/// What is known of somebody besides their name.
async fn about(
    tx: &mut dyn Tx,
    roles: &[Role],
    responder: Option<Responder>,
    next_shift: String,
) -> Result<Vec<(String, String)>, store::Error> {
    let t = texts();
    let mut about = vec![(t.people_does(), does_in_words(roles, responder.as_ref()))];
    if let Some(responder) = responder {
        let places = Places::load(tx).await?;
        about.push((t.people_place(), places.place(&responder)));
        about.push((t.people_knows(), places.knows(&responder)));
        about.push((t.people_phone(), responder.phone.unwrap_or_default()));
    }
    about.push((t.roster_next(), next_shift));
    about.retain(|(_, value)| !value.is_empty());
    Ok(about)
}

/// The roles that are not over.
async fn grants(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<GrantRow>, store::Error> {
    let directory = sources.directory(tx).await?;
    let all = tx.list_grants_of(person).await?;
    let mut rows = Vec::new();
    for grant in all.iter().filter(|grant| !grant.is_over_at(now)) {
        let may_end = look_at_end_of_grant(tx, grant, &all, now).await?;
        rows.push(GrantRow {
            id: grant.id.to_string(),
            role: role_in_words(&directory, grant),
            from: grant.from.map(|from| day_in_words(sources, from)),
            until: grant.until.map(|until| last_day_in_words(sources, until)),
            has_begun: grant.gives_at(now),
            cannot_end: may_end.err().map(may_not_end),
        });
    }
    Ok(rows)
}

/// `lead of Medicine`
fn role_in_words(directory: &Directory, grant: &RoleGrant) -> String {
    let zone = match grant.scope {
        Scope::All => return words::role(grant.role),
        Scope::Zone(zone) => directory.zone_name(zone),
    };
    let zone = zone.unwrap_or_else(|| texts().account_zone_that_ended());
    texts().account_role_in_zone(words::role(grant.role), isolated(&zone))
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
    let t = texts();
    let (title, mut words, action, button) = match ending {
        Ending::Account => {
            let with_it = look_at_end(&sources.core, tx, person).await?.map(|with_it| in_words(&with_it));
            let with_it = with_it.unwrap_or_default();
            let mut words = vec![t.account_end_account_then()];
            if !with_it.is_empty() {
                words.push(t.account_also_ends(words::list(&with_it)));
            }
            let title = t.account_end_account_of(name.as_ref());
            (title, words, paths::end_account(&id), t.account_end_account())
        }
        Ending::Role(grant) => {
            let all = grants(sources, tx, id, now).await?;
            let row = all.into_iter().find(|row| row.id == grant.to_string()).ok_or(Problem::NotFound)?;
            let days = words::days(row.from.as_deref(), row.until.as_deref());
            let words =
                if row.has_begun { t.account_end_role_then() } else { t.account_end_role_not_begun() };
            let title = t.account_end_role_of(row.role, name.as_ref(), days);
            (title, vec![words], paths::end_role(&id, &grant), t.account_end_role())
        }
        Ending::SignIn(sign_in) => {
            let all = tx.list_sessions_of(id, now).await?;
            let mut rows = rows(sources, &all, sign_in).into_iter();
            let row = rows.find(|row| row.id == sign_in.to_string()).ok_or(Problem::NotFound)?;
            let words = vec![
                t.account_sign_in_since(row.how, row.since.clock, row.last_seen.clock),
                t.account_end_sign_in_then(),
            ];
            let title = t.account_end_sign_in_of(name.as_ref(), isolated(&row.browser));
            (title, words, paths::end_sign_in_of(&id, &sign_in), t.account_end_sign_in())
        }
        Ending::SignIns { .. } => (
            t.account_end_all_of(name.as_ref()),
            vec![t.account_end_all_then()],
            paths::end_sign_ins_of(&id),
            t.account_end_all(),
        ),
    };
    words.extend(cut_off_in_words(sources, tx, &name, cut_off).await?);
    Ok(QuestionPage {
        title,
        words,
        action,
        told: ("told", cut_off.told()),
        button,
        back: paths::person(&id),
        notice: None,
    })
}

/// What else ends, and what nobody can do then.
async fn cut_off_in_words(
    sources: &Sources,
    tx: &mut dyn Tx,
    name: &str,
    cut_off: &CutOff,
) -> Result<Vec<String>, store::Error> {
    let (t, directory) = (texts(), sources.directory(tx).await?);
    let CutOff { shift, job, only_theirs: OnlyTheirs { tags, zones } } = cut_off;
    let mut words = Vec::new();
    match shift {
        Some(ShiftCutOff::Ends) => words.push(t.account_shift_ends(name)),
        Some(ShiftCutOff::OutOfReach) => words.push(t.account_out_of_reach(name)),
        None => {}
    }
    if let Some(HeldJob { code, ward, is_with_them }) = job {
        let ward = directory.ward_name(*ward);
        let (code, ward) = (code.as_str(), isolated(&ward));
        words.push(match (shift, is_with_them) {
            (Some(ShiftCutOff::Ends), true) => t.account_job_with_them_goes_back(code, ward),
            (Some(ShiftCutOff::Ends), false) => t.account_job_goes_back(code, ward),
            _ => t.account_job_stays(code, ward),
        });
    }
    if !tags.is_empty() {
        let tags: Vec<_> = tags.iter().map(|tag| directory.tag_name(*tag)).collect();
        let tags: Vec<_> = tags.iter().map(|tag| isolated(tag).into_owned()).collect();
        words.push(t.account_only_one_who_knows(name, words::list(&tags)));
    }
    let zones: Vec<_> = zones.iter().filter_map(|zone| directory.zone_name(*zone)).collect();
    if !zones.is_empty() {
        let zones: Vec<_> = zones.iter().map(|zone| isolated(zone).into_owned()).collect();
        words.push(t.account_only_one_of_zone(name, words::list(&zones)));
    }
    Ok(words)
}

/// What was typed to give a role, or what is wrong with it.
pub(crate) fn new_grant(
    sources: &Sources,
    zones: &[Zone],
    typed: &RoleForm,
) -> Result<NewGrant, Vec<FieldError>> {
    let zone = &sources.trust.time_zone;
    let mut errors = Vec::new();
    let role: Option<Role> = typed.role.parse().ok();
    if role.is_none() {
        errors.push(FieldError::new("role", texts().account_choose_role()));
    }
    let scope = match zones.iter().find(|zone| zone.id.to_string() == typed.zone) {
        Some(zone) => Scope::Zone(zone.id),
        None => Scope::All,
    };
    if !typed.zone.is_empty() && scope == Scope::All {
        errors.push(FieldError::new("zone", texts().account_choose_zone()));
    } else if scope != Scope::All && role != Some(Role::Lead) {
        errors.push(FieldError::new("zone", texts().account_zone_is_for_leads()));
    }
    let mut day = |field, typed: &str| match typed.trim() {
        "" => None,
        typed => {
            let day = Day::read(typed, zone);
            if day.is_none() {
                errors.push(FieldError::new(field, texts().shared_enter_date()));
            }
            day
        }
    };
    let (first, last) = (day("from", &typed.from), day("until", &typed.until));
    let today = zoned(sources.core.now(), zone).date();
    if let Some(last) = last {
        if last.date < today {
            errors.push(FieldError::new("until", texts().account_last_day_past()));
        } else if first.is_some_and(|first| first.date > last.date) {
            errors.push(FieldError::new("until", texts().account_last_day_before_first()));
        }
    }
    match role {
        Some(role) if errors.is_empty() => {
            let (from, until) = (first.map(|first| first.start), last.map(|last| last.end));
            Ok(NewGrant { role, scope, from, until })
        }
        _ => Err(errors),
    }
}

fn in_words(with_it: &EndsWithIt) -> Vec<String> {
    let EndsWithIt { sign_ins, handsets } = *with_it;
    let sign_ins = (sign_ins > 0).then(|| texts().account_counted_sign_ins(sign_ins));
    let handsets = (handsets > 0).then(|| texts().account_counted_handsets(handsets));
    sign_ins.into_iter().chain(handsets).collect()
}

fn rows(sources: &Sources, sign_ins: &[SignInSession], this: SignInId) -> Vec<SignInRow> {
    let row = |sign_in: &SignInSession| SignInRow {
        id: sign_in.id.to_string(),
        browser: sign_in.label.clone().unwrap_or_else(|| texts().account_a_browser()),
        how: how(sign_in),
        since: moment(sources, sign_in.started_at),
        last_seen: moment(sources, sign_in.last_seen_at),
        is_this: sign_in.id == this,
    };
    sign_ins.iter().map(row).collect()
}

fn how(sign_in: &SignInSession) -> String {
    match (sign_in.through, sign_in.device) {
        (Some(Through::Password), _) => texts().account_with_password(),
        (Some(Through::Pin), _) => texts().account_with_pin(),
        (Some(Through::Code), _) => texts().account_with_code(),
        (None, Some(_)) => texts().account_on_handset(),
        (None, None) => texts().account_at_desk(),
    }
}
