//! Set-up: codes, ward links and devices.

use app::{
    screens::{
        question::QuestionPage,
        setup::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow},
    },
    words::isolated,
};
use domain::{Role, RoleGrant, WardId, grant::roles, poster::copies};
use qrcode::types::QrError;
use serde::Deserialize;
use store::{DeviceKind, PeopleFilter, Person, Tx, if_readable};
use texts::texts;

use crate::{
    actions::{MadeCode, Revocation, posters_of_link},
    view::{Sources, moment, paging::Asked, posters::posters_in_words, qr, roles_in_words},
};

/// People, wards and devices on a page, of each so many.
const ROWS: u32 = 50;

/// What an address asks of the lists: `find` of all, and where the page before ended of each.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedSetup {
    find: String,
    people: String,
    wards: String,
    devices: String,
}

pub(crate) async fn setup_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    configures: bool,
    asked: AskedSetup,
    notice: Option<String>,
) -> Result<SetupPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let all = tx.list_devices().await?;
    let bound = |kind: DeviceKind| all.iter().filter(|device| device.kind == kind).count();
    let AskedSetup { find, people, wards, devices } = asked;
    let of = |after: String| Asked { find: find.clone(), after };
    let (people, wards, devices) = (of(people), of(wards), of(devices));
    let at = |list: &str| format!("{}#{list}", paths::SETUP);

    // Whoever has ended is listed only for those who may let them back.
    let filter = PeopleFilter { words: people.words(), gone: configures, ..PeopleFilter::default() };
    let people_part = tx.find_people(&filter, &people.page(ROWS)).await?;
    let people_found = people.found_by("people", &at("people"), &people_part);
    let mut people = Vec::new();
    for person in people_part.rows {
        let grants = tx.list_grants_of(person.id).await?;
        people.push(person_row(sources, &grants, configures, bound(DeviceKind::Handset(person.id)), person));
    }
    let wards_part = tx.find_wards(&wards.words(), &wards.page(ROWS)).await?;
    let wards_found = wards.found_by("wards", &at("wards"), &wards_part);
    let mut wards = Vec::new();
    for ward in wards_part.rows {
        let rotation = if_readable(tx.ward_link_rotation(ward.id).await)?;
        let link = rotation.map(|rotation| paths::ward_link(&sources.core.links.ward(ward.id, rotation)));
        let devices = bound(DeviceKind::Ward(ward.id));
        wards.push(WardRow { id: ward.id.to_string(), link, devices, code: ward.code, name: ward.name });
    }
    let devices_part = tx.find_devices(&devices.words(), &devices.page(ROWS)).await?;
    let devices_found = devices.found_by("devices", &at("devices"), &devices_part);
    let devices = devices_part.rows.iter().map(|device| DeviceRow {
        id: device.id.to_string(),
        bound_to: match device.kind {
            DeviceKind::Ward(ward) => directory.ward_name(ward),
            DeviceKind::Handset(person) => directory.person_name(person),
        },
        is_handset: matches!(device.kind, DeviceKind::Handset(_)),
        enrolled: moment(sources, device.enrolled_at),
        last_seen: moment(sources, device.last_seen_at),
    });
    let devices = devices.collect();
    Ok(SetupPage { people, people_found, wards, wards_found, devices, devices_found, notice })
}

fn person_row(
    sources: &Sources,
    grants: &[RoleGrant],
    configures: bool,
    handsets: usize,
    person: Person,
) -> PersonRow {
    let now = sources.core.now();
    let is_here = person.ended_at.is_none();
    // Whoever begins tomorrow is set up today.
    let now_or_later = roles(grants, |grant| !grant.is_over_at(now));
    PersonRow {
        page: configures.then(|| paths::person(&person.id)),
        id: person.id.to_string(),
        roles: if is_here {
            roles_in_words(&roles(grants, |grant| grant.gives_at(now)))
        } else {
            texts().setup_account_ended()
        },
        is_responder: is_here && now_or_later.contains(&Role::Responder),
        handsets,
        name: person.name,
    }
}

/// Asked before a ward's link is changed; none if there is no such ward.
pub(crate) async fn link_question(
    tx: &mut dyn Tx,
    ward: WardId,
) -> Result<Option<QuestionPage>, store::Error> {
    let Some(ward) = tx.lookup_ward(ward).await? else { return Ok(None) };
    let rotation = if_readable(tx.ward_link_rotation(ward.id).await)?;
    let posters = posters_of_link(tx, ward.id, rotation).await?;
    let stops = if posters.is_empty() {
        texts().setup_posters_stop()
    } else {
        texts().setup_printed_stop(posters_in_words(&posters), isolated(&ward.name))
    };
    let copies = copies(&posters);
    Ok(Some(QuestionPage {
        title: texts().setup_change_link_of(isolated(&ward.name)),
        words: vec![stops, texts().setup_new_poster()],
        action: paths::rotate_link(&ward.id),
        told: ("rotation", rotation.map_or_else(String::new, |rotation| format!("{rotation}.{copies}"))),
        button: texts().setup_change_link(),
        back: format!("{}#wards", paths::SETUP),
        notice: None,
    }))
}

/// Asked before a device is shut out.
pub(crate) async fn device_question(
    sources: &Sources,
    tx: &mut dyn Tx,
    revocation: &Revocation,
) -> Result<QuestionPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let t = texts();
    let (title, mut words) = match revocation.device.kind {
        DeviceKind::Ward(ward) => {
            (t.setup_block_on(isolated(directory.ward_name(ward))), vec![t.setup_ward_must_sign_in()])
        }
        DeviceKind::Handset(person) => (
            t.setup_block_handset(isolated(directory.person_name(person))),
            vec![t.setup_signed_out_at_once()],
        ),
    };
    if let Some(responder) = &revocation.ends_shift_of {
        words.push(t.setup_shift_will_end(isolated(&responder.name)));
    }
    if let Some(job) = &revocation.job {
        let ward = isolated(directory.ward_name(job.ward));
        words.push(t.setup_job_goes_back(job.code.to_string(), ward));
    }
    Ok(QuestionPage {
        title,
        words,
        action: paths::revoke(&revocation.device.id),
        told: ("told", revocation.told()),
        button: t.setup_block(),
        back: format!("{}#devices", paths::SETUP),
        notice: None,
    })
}

/// A code in figures and as a QR code that opens the enrolment page with it.
pub(crate) fn code_page(sources: &Sources, title: String, made: &MadeCode) -> Result<CodePage, QrError> {
    let url = sources.trust.enrolment_url(&made.code);
    let (first, last) = made.code.as_str().split_at(4);
    let expires = moment(sources, made.expires_at);
    Ok(CodePage { title, code: format!("{first} {last}"), qr: qr(&url)?, url, expires, person: None })
}
