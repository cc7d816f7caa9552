//! What is there, and what is missing before the day.

use std::collections::BTreeSet;

use app::{
    screens::start::{StartPage, StartStep, StepState},
    words::isolated,
};
use domain::{Permission, PersonId, Role, RoleGrant, Timestamp, WavePhase};
use store::{DeviceKind, Facets, Measure, Page, Tx};
use texts::texts;

use crate::{
    config::settings::{Key, shipped},
    http::visit::Visit,
    screens::posters::reprints,
    view::{Sources, day_in_words, moment},
};

/// Shifts are looked for so far ahead.
const AHEAD: std::time::Duration = std::time::Duration::from_hours(24 * 366);

/// What the database does not know.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    /// How many things `doctor` calls serious; none where only what costs little is asked.
    pub(crate) problems: Option<usize>,
    pub(crate) has_rehearsed: bool,
}

/// What has to be there, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Wards,
    Tags,
    Categories,
    Responders,
    Leads,
    Trust,
    Doctor,
    Handsets,
    Posters,
    Request,
    Devices,
    Shifts,
    Drill,
    Rehearsal,
}

/// In the order in which they are done.
const IN_ORDER: [Step; 14] = [
    Step::Trust,
    Step::Wards,
    Step::Tags,
    Step::Categories,
    Step::Responders,
    Step::Leads,
    Step::Posters,
    Step::Devices,
    Step::Handsets,
    Step::Request,
    Step::Shifts,
    Step::Rehearsal,
    Step::Drill,
    Step::Doctor,
];

/// Whether it is done, and how it stands.
type Standing = (bool, String);

pub(crate) async fn start_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    visit: &Visit,
    beside: &Beside,
) -> Result<StartPage, store::Error> {
    let mut steps = Vec::new();
    let mut missing = Vec::new();
    for step in IN_ORDER {
        let Some((is_done, is)) = standing(sources, tx, beside, step).await? else { continue };
        let state = match (is_done, step) {
            (true, _) => StepState::Done,
            // A ward can ask by its link.
            (false, Step::Rehearsal | Step::Devices) => StepState::Optional,
            (false, _) => StepState::Missing,
        };
        if state == StepState::Missing {
            missing.push((step, steps.len()));
        }
        let (id, title) = called(step);
        steps.push(StartStep { id, title, is, state, deed: deed(step, visit) });
    }
    missing.sort_unstable();
    Ok(StartPage {
        is_empty: missing.iter().any(|(step, _)| *step == Step::Wards),
        missing: missing.into_iter().map(|(_, place)| place).collect(),
        steps,
    })
}

async fn standing(
    sources: &Sources,
    tx: &mut dyn Tx,
    beside: &Beside,
    step: Step,
) -> Result<Option<Standing>, store::Error> {
    let t = texts();
    Ok(Some(match step {
        Step::Trust => trust(sources),
        Step::Wards => match (tx.list_wards().await?.len(), tx.list_sites().await?.len()) {
            (0, _) => (false, t.start_wards_missing()),
            (wards, sites) => (true, t.start_wards_is(wards, sites)),
        },
        Step::Tags => {
            let tags = tx.list_tags().await?;
            match tags.len() {
                0 => (false, t.start_tags_missing()),
                _ if !tags.iter().any(|tag| tag.anyone) => (false, t.start_tags_none_for_anyone()),
                some => (true, t.start_tags_is(some)),
            }
        }
        Step::Categories => match tx.list_categories().await?.len() {
            0 => (false, t.start_categories_missing()),
            some => (true, t.start_categories_is(some)),
        },
        Step::Responders => responders(tx, sources.core.now()).await?,
        Step::Leads => match leads(tx, sources.core.now()).await? {
            0 => (false, t.start_leads_missing()),
            some => (true, t.start_leads_is(some)),
        },
        Step::Devices => match devices(tx, |kind| matches!(kind, DeviceKind::Ward(_))).await? {
            0 => (false, t.start_devices_missing()),
            some => (true, t.start_devices_is(some)),
        },
        Step::Handsets => match devices(tx, |kind| matches!(kind, DeviceKind::Handset(_))).await? {
            0 => (false, t.start_handsets_missing()),
            some if tx.list_responders().await?.iter().any(|one| one.alerts_tested_at.is_some()) => {
                (true, t.start_handsets_is(some))
            }
            some => (false, t.start_handsets_untested(some)),
        },
        Step::Posters => {
            let wards: BTreeSet<_> = tx.list_posters().await?.iter().map(|printed| printed.ward).collect();
            let directory = sources.directory(tx).await?;
            let again = reprints(sources, tx, &directory).await?;
            let again: BTreeSet<_> = again.into_iter().map(|reprint| reprint.ward_id).collect();
            match (wards.len(), again.len()) {
                _ if sources.trust.is_here_only() => {
                    (false, t.start_posters_here_only(sources.trust.url("")))
                }
                (0, _) => (false, t.start_posters_missing()),
                (some, 0) => (true, t.start_posters_is(some)),
                (_, some) => (false, t.start_posters_again(some)),
            }
        }
        // It counts all requests there ever were.
        Step::Request if beside.problems.is_none() => return Ok(None),
        Step::Request => match helped(tx).await? {
            0 => (false, t.start_request_missing()),
            some => (true, t.start_request_is(some)),
        },
        Step::Shifts => shifts(sources, tx).await?,
        Step::Drill => match tx.list_drills(&Page::first(1)).await?.rows.first() {
            Some(drill) => (true, t.start_drill_is(moment(sources, drill.started_at).clock)),
            None => (false, t.start_drill_missing()),
        },
        Step::Rehearsal if beside.has_rehearsed => (true, t.start_rehearsal_is()),
        Step::Rehearsal => (false, t.start_rehearsal_missing()),
        Step::Doctor => match beside.problems {
            None => return Ok(None),
            Some(0) => (true, t.start_doctor_is()),
            Some(some) => (false, t.start_doctor_missing(some)),
        },
    }))
}

fn called(step: Step) -> (&'static str, String) {
    let t = texts();
    match step {
        Step::Trust => ("trust", t.start_trust()),
        Step::Wards => ("wards", t.start_wards()),
        Step::Tags => ("tags", t.start_tags()),
        Step::Categories => ("categories", t.start_categories()),
        Step::Responders => ("responders", t.start_responders()),
        Step::Leads => ("leads", t.start_leads()),
        Step::Devices => ("devices", t.start_devices()),
        Step::Handsets => ("handsets", t.start_handsets()),
        Step::Posters => ("posters", t.start_posters()),
        Step::Request => ("request", t.start_request()),
        Step::Shifts => ("shifts", t.start_shifts()),
        Step::Rehearsal => ("rehearsal", t.start_rehearsal()),
        Step::Drill => ("drill", t.start_drill()),
        Step::Doctor => ("doctor", t.start_doctor()),
    }
}

/// None: it is a lead's.
fn deed(step: Step, visit: &Visit) -> Option<(String, String)> {
    let t = texts();
    let import = format!("{}#files", paths::ADMIN);
    let of_leads =
        |href: &str, label: String| visit.caller.may(Permission::Command).then(|| (href.to_owned(), label));
    Some(match step {
        Step::Trust => (paths::SETTINGS.to_owned(), t.start_trust_do()),
        Step::Wards => (paths::entries("wards"), t.start_wards_do()),
        Step::Tags => (paths::entries("tags"), t.start_tags_do()),
        Step::Categories => (paths::entries("categories"), t.start_categories_do()),
        Step::Responders => (paths::PEOPLE.to_owned(), t.start_responders_do()),
        Step::Leads => (paths::PEOPLE.to_owned(), t.start_leads_do()),
        Step::Devices => (format!("{}#wards", paths::SETUP), t.start_devices_do()),
        Step::Handsets => (format!("{}#people", paths::SETUP), t.start_handsets_do()),
        Step::Posters => (paths::POSTERS.to_owned(), t.start_posters_do()),
        Step::Request => (format!("{}#wards", paths::SETUP), t.start_request_do()),
        Step::Shifts => (import, t.start_shifts_do()),
        Step::Doctor => (paths::DOCTOR.to_owned(), t.start_doctor_do()),
        Step::Rehearsal => return of_leads(paths::REHEARSE, t.start_rehearsal_do()),
        Step::Drill => return of_leads(paths::DRILLS, t.start_drill_do()),
    })
}

fn trust(sources: &Sources) -> Standing {
    let (said, t) = (&sources.trust.now().values, texts());
    let (name, desk) = (isolated(said.trust_name.as_str()), said.desk_phone.as_str());
    let is_own = |key| shipped(key) != said.text(key);
    // The number that Elbow comes with may be theirs: somebody has written it down.
    let has_desk = is_own(Key::DeskPhone) || sources.trust.names_desk;
    // 2222 is the number for a clinical emergency of most hospitals.
    if is_own(Key::TrustName) && has_desk {
        (true, t.start_trust_is(name, desk, said.emergency_phone.as_str()))
    } else {
        (false, t.start_trust_missing(name, desk, said.emergency_phone.as_str()))
    }
}

async fn responders(tx: &mut dyn Tx, now: Timestamp) -> Result<Standing, store::Error> {
    let may = who_is(tx, Role::Responder, now).await?;
    let mut able = tx.list_responders().await?;
    able.retain(|responder| may.contains(&responder.id));
    let unknown: Vec<String> = tx
        .list_tags()
        .await?
        .into_iter()
        .filter(|tag| !tag.anyone && !able.iter().any(|responder| responder.tags.contains(&tag.id)))
        .map(|tag| isolated(tag.name).into_owned())
        .collect();
    let t = texts();
    Ok(match (able.len(), &unknown[..]) {
        (0, _) => (false, t.start_responders_missing()),
        (some, []) => (true, t.start_responders_is(some)),
        _ => (false, t.start_responders_nobody_knows(unknown.join(", "))),
    })
}

async fn leads(tx: &mut dyn Tx, now: Timestamp) -> Result<usize, store::Error> {
    let may = who_is(tx, Role::Lead, now).await?;
    let accounts = tx.list_accounts().await?;
    Ok(accounts.iter().filter(|account| account.is_open() && may.contains(&account.person)).count())
}

/// Who has this role at the moment.
async fn who_is(tx: &mut dyn Tx, role: Role, now: Timestamp) -> Result<BTreeSet<PersonId>, store::Error> {
    whose(tx, |grant| grant.role == role && grant.gives_at(now)).await
}

/// Those of whom such a role is, and who have not left: an account that ends leaves its roles as they are.
async fn whose(
    tx: &mut dyn Tx,
    is_meant: impl Fn(&RoleGrant) -> bool + Send,
) -> Result<BTreeSet<PersonId>, store::Error> {
    let mut theirs: BTreeSet<PersonId> =
        tx.list_grants().await?.iter().filter(|grant| is_meant(grant)).map(|grant| grant.person).collect();
    for person in tx.list_people().await?.iter().filter(|person| person.ended_at.is_some()) {
        theirs.remove(&person.id);
    }
    Ok(theirs)
}

async fn devices(tx: &mut dyn Tx, is_meant: fn(DeviceKind) -> bool) -> Result<usize, store::Error> {
    Ok(tx.list_devices().await?.iter().filter(|device| is_meant(device.kind)).count())
}

async fn helped(tx: &mut dyn Tx) -> Result<u32, store::Error> {
    let asked = Timestamp::from_millis(0)..Timestamp::from_millis(i64::MAX);
    // Somebody who tries it out does so in a dress rehearsal, if there are waves.
    let rehearsed = Facets { wave_phase: Some(WavePhase::DressRehearsal), ..Facets::default() };
    let mut helped = 0;
    for only in [Facets::default(), rehearsed] {
        let counted = tx.query(&[Measure::Arrived], &[], &only, asked.clone()).await?;
        helped += counted.first().map_or(0, |counted| counted.get(Measure::Arrived));
    }
    Ok(helped)
}

async fn shifts(sources: &Sources, tx: &mut dyn Tx) -> Result<Standing, store::Error> {
    let now = sources.core.now();
    // Whoever begins on another day is expected then; whoever helps no more is not.
    let helps = whose(tx, |grant| grant.role == Role::Responder && !grant.is_over_at(now)).await?;
    let mut shifts = tx.list_shifts(now, now + AHEAD).await?;
    shifts.retain(|shift| helps.contains(&shift.person));
    let people: BTreeSet<_> = shifts.iter().map(|shift| shift.person).collect();
    let t = texts();
    Ok(match shifts.first() {
        Some(first) => {
            (true, t.start_shifts_is(people.len(), day_in_words(sources, first.starts_at.max(now))))
        }
        None => (false, t.start_shifts_missing()),
    })
}
