//! Taking the last import back, while nothing depends on it.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::{self, Write},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use domain::{GrantId, Logged, PersonId, Shift, text::isolated};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use store::{LastImport, LoggedEvent, NewEvent, Person, Subject, Tx, UseOf, Used, set_lasting_roles};

use super::{
    Setting,
    plan::{
        Hospital, Stays, Steps, Summary,
        back::{added, name_of, of_site, of_tag, of_zone},
        named,
    },
};

/// The most that is kept of an import, in bytes. A hospital of 500 wards and 4,000 people is 2 MB.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How long an import can be taken back: a wrong file is noticed within a roster's fortnight. What is kept of it goes then.
pub const UNDO_FOR: Duration = Duration::from_hours(14 * 24);

/// Each row that is removed has the database look through requests, offers and sign-ins for who refers to it. More than so many rows
/// of removed ones and events together would hold up whoever asks, for seconds.
const MOST_LOOKED_THROUGH: i64 = 50_000_000;

/// What an import does, as it is kept.
#[derive(Debug)]
pub(super) enum Kept {
    Nothing,
    /// More than is kept.
    TooMuch,
    Packed(String),
}

impl Kept {
    pub(super) fn of(steps: &Steps) -> Self {
        if steps.is_nothing() {
            return Self::Nothing;
        }
        let text = serde_json::to_string(steps).ok().filter(|text| text.len() <= MOST_BYTES);
        text.and_then(|text| pack(&text).ok()).map_or(Self::TooMuch, Self::Packed)
    }

    /// Keeps it in place of the import before. One that changes nothing leaves that as it is. `event` is the import's.
    pub(super) async fn keep(&self, tx: &mut dyn Tx, event: i64) -> store::Result<()> {
        match self {
            Self::Nothing => Ok(()),
            Self::TooMuch => tx.put_last_import(event, None).await,
            Self::Packed(text) => tx.put_last_import(event, Some(text)).await,
        }
    }
}

/// Before what is packed: JSON begins otherwise.
const PACKED: &str = "deflate:";

/// A tenth of the text: what is written holds up whoever asks.
fn pack(text: &str) -> io::Result<String> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes())?;
    Ok(PACKED.to_owned() + &BASE64_STANDARD_NO_PAD.encode(packed.finish()?))
}

/// None if it was packed otherwise. A version before this one kept it as it was.
fn unpack(text: &str) -> Option<Steps> {
    let Some(packed) = text.strip_prefix(PACKED) else { return serde_json::from_str(text).ok() };
    let packed = BASE64_STANDARD_NO_PAD.decode(packed).ok()?;
    serde_json::from_reader(io::BufReader::new(DeflateDecoder::new(packed.as_slice()))).ok()
}

/// The last import, and what taking it back would do, or has done.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenBack {
    /// That somebody imported.
    pub event: LoggedEvent,
    /// What changes by it, list by list.
    pub summaries: Vec<Summary>,
    /// Why nothing is taken back. With any, nothing may be committed.
    pub stays: Vec<Stays>,
}

/// Looks what taking the last import back would do, and what stands in its way; none if there is none.
///
/// # Errors
/// Those of the database.
pub async fn look_at_undo(tx: &mut dyn Tx, setting: Setting<'_>) -> store::Result<Option<TakenBack>> {
    Ok(look(tx, setting).await?.map(|(taken, _)| taken))
}

/// Takes the last import back, if nothing depends on it; none if there is none. The caller commits, unless something stays.
///
/// # Errors
/// Those of the database; then nothing may be committed.
pub async fn undo(tx: &mut dyn Tx, setting: Setting<'_>) -> store::Result<Option<TakenBack>> {
    let Some((mut taken, way)) = look(tx, setting).await? else { return Ok(None) };
    if let Some(Way { steps, now, then }) = way.filter(|_| taken.stays.is_empty()) {
        taken.stays.extend(take_back(tx, &steps, (&now, &then), setting).await?);
    }
    if taken.stays.is_empty() {
        let lists = match &taken.event.what {
            Logged::Imported { lists } => lists.clone(),
            _ => BTreeMap::new(),
        };
        let undone = Logged::ImportUndone { lists };
        tx.append_event(&NewEvent::new(Subject::Hospital, setting.actor, setting.now, undone)).await?;
        tx.forget_last_import().await?;
    }
    Ok(Some(taken))
}

/// How an import is taken back.
struct Way {
    steps: Steps,
    now: Hospital,
    /// As it would be.
    then: Hospital,
}

/// With the way; none where nothing is kept of what the import did.
async fn look(tx: &mut dyn Tx, setting: Setting<'_>) -> store::Result<Option<(TakenBack, Option<Way>)>> {
    let Some(LastImport { event, steps }) = tx.last_import().await? else { return Ok(None) };
    let steps = match steps.as_deref().map(unpack) {
        Some(Some(steps)) => steps,
        unread => {
            let why = match unread {
                Some(_) => "Another version of Elbow made it, and this one cannot read how.",
                None => "It changed more than is kept to take it back.",
            };
            let stays = vec![Stays::new("", why)];
            return Ok(Some((TakenBack { event, summaries: Vec::new(), stays }, None)));
        }
    };
    let now = Hospital::load(tx, setting.now).await?;
    let then = steps.taken_back(&now);
    let mut stays = steps.changed_since(&now, setting);
    stays.extend(steps.misfits(&now, &then));
    stays.extend(in_use(&steps, &tx.list_uses().await?));
    let removed = i64::try_from(steps.added()).unwrap_or(i64::MAX);
    if removed.saturating_mul(tx.latest_sequence().await?) > MOST_LOOKED_THROUGH {
        let why =
            format!("So much has happened since that removing {removed} entries would hold up requests.");
        stays.push(Stays::new("", why));
    }
    let summaries = steps.summaries(&now, &then, setting);
    Ok(Some((TakenBack { event, summaries, stays }, Some(Way { steps, now, then }))))
}

/// What the import added and what has happened to it since.
fn in_use(steps: &Steps, uses: &[Used]) -> Vec<Stays> {
    let uses: HashMap<UseOf, u32> = uses.iter().map(|used| (used.of, used.count)).collect();
    let said = |name: &str, of: &[(UseOf, &str)]| {
        let why: Vec<String> =
            of.iter().filter_map(|(of, what)| Some(what.replace('#', &uses.get(of)?.to_string()))).collect();
        (!why.is_empty()).then(|| Stays::new(name, why.join(" ")))
    };
    let wards = added(&steps.wards).filter_map(|ward| {
        let of = [
            (UseOf::Requests(ward.id), "Requests from there: #."),
            (UseOf::Devices(ward.id), "Devices there: #."),
            (UseOf::Codes(ward.id), "Codes that were made for a device there: #."),
            (UseOf::Posters(ward.id), "Its posters and cards were printed."),
            (UseOf::Whereabouts(ward.id), "Responders who are there, or were last: #."),
            (UseOf::Walks(ward.id), "Walks from there or to there: #."),
            (UseOf::KnownIssuesThere(ward.id), "Known issues there: #."),
        ];
        said(&named(ward), &of)
    });
    let tags = added(&steps.tags).filter_map(|tag| {
        let of = [
            (UseOf::Questions(tag.id), "Requests about it: #."),
            (UseOf::KnownIssues(tag.id), "Known issues about it: #."),
        ];
        said(&of_tag(tag), &of)
    });
    let offers = |id: PersonId| (UseOf::Offers(id), "They were asked to help: # times.");
    let code = |id: PersonId| (UseOf::CodesFor(id), "A code or link was made for them.");
    let people = steps.people.iter().filter_map(|step| {
        let known = step.after.as_ref()?;
        let (id, name) = (known.id, isolated(&known.name));
        match &step.before {
            None => {
                let of = [
                    (UseOf::SignIns(id), "They have signed in."),
                    (UseOf::Handsets(id), "They have set up a handset."),
                    code(id),
                    offers(id),
                    (UseOf::Tickets(id), "They have asked or helped: # times."),
                    (UseOf::Grants(id), "They were given another role."),
                ];
                said(&name, &of)
            }
            Some(before) if before.username.is_none() && known.username.is_some() => said(&name, &[code(id)]),
            Some(_) => None,
        }
    });
    let new: HashSet<PersonId> = added(&steps.people).map(|known| known.id).collect();
    let helps = added(&steps.responders).filter(|responder| !new.contains(&responder.id));
    let helps = helps.filter_map(|responder| said(&name_of(responder), &[offers(responder.id)]));
    wards.chain(tags).chain(people).chain(helps).collect()
}

/// None if all was taken back, else what stays and why; then the transaction is over.
async fn take_back(
    tx: &mut dyn Tx,
    steps: &Steps,
    (now, then): (&Hospital, &Hospital),
    setting: Setting<'_>,
) -> store::Result<Option<Stays>> {
    let used = |name: String| Ok(Some(Stays::new(name, "It is in use.")));
    if steps.overrides.is_some() {
        tx.replace_overrides(&then.overrides).await?;
    }
    if steps.links.is_some() {
        tx.replace_links(&then.links).await?;
    }
    for shift in added(&steps.shifts) {
        tx.remove_shift(shift).await?;
    }
    let shifts: Vec<Shift> = steps.shifts.iter().filter_map(|step| step.before).collect();
    tx.put_shifts(&shifts).await?;
    for responder in added(&steps.responders) {
        if !tx.remove_responder(responder.id).await? {
            return used(name_of(responder));
        }
    }
    let changed: HashSet<PersonId> =
        steps.responders.iter().filter_map(|step| Some(step.before.as_ref()?.id)).collect();
    for responder in then.responders.iter().filter(|responder| changed.contains(&responder.id)) {
        tx.put_responder(responder).await?;
    }
    for known in added(&steps.people) {
        if !tx.remove_person(known.id).await? {
            return used(isolated(&known.name).into_owned());
        }
    }
    for before in steps.people.iter().filter_map(|step| step.before.as_ref()) {
        let Some(member) = now.member(before.id) else { continue };
        tx.put_person(&Person { name: before.name.clone(), ..member.person.clone() }).await?;
        if before.username.is_none() {
            tx.remove_account(before.id).await?;
        }
        let new_id = || GrantId::new(setting.now, setting.random.bytes());
        for what in set_lasting_roles(tx, before.id, &before.roles, setting.now, new_id).await? {
            let subject = Subject::Person(before.id);
            tx.append_event(&NewEvent::new(subject, setting.actor, setting.now, what)).await?;
        }
    }
    for ward in added(&steps.wards) {
        if !tx.remove_ward(ward.id).await? {
            return used(named(ward));
        }
    }
    for ward in steps.wards.iter().filter_map(|step| step.before.as_ref()) {
        tx.put_ward(ward).await?;
    }
    for zone in added(&steps.zones) {
        if !tx.remove_zone(zone.id).await? {
            return used(of_zone(zone));
        }
    }
    for site in steps.sites.iter().filter_map(|step| step.before.as_ref()) {
        tx.put_site(site).await?;
    }
    for site in added(&steps.sites) {
        if !tx.remove_site(site.id).await? {
            return used(of_site(site));
        }
    }
    for tag in added(&steps.tags) {
        if !tx.remove_tag(tag.id).await? {
            return used(of_tag(tag));
        }
    }
    for tag in steps.tags.iter().filter_map(|step| step.before.as_ref()) {
        tx.put_tag(tag).await?;
    }
    Ok(None)
}
