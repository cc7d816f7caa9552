//! The settings, as an administrator reads and fills them in.

use std::borrow::Cow;

use app::{
    model::FieldError,
    screens::settings::{
        GatewaySecret, SettingChange, SettingField, SettingGroup, SettingKind, SettingValue, SettingsPage,
        SettingsPreviewPage, SettingsVersion, SettingsVersionPage, TestCall,
    },
    words::isolated,
};
use domain::{
    Logged, PersonId, Timestamp,
    poster::Printed,
    text::{TextProblem, contains_nhs_number},
    ticket::Actor,
};
use outbound::Answer;
use store::{AuditFilter, Page, SetText, Tx, if_readable};
use texts::texts;

use crate::{
    config::settings::{Chosen, Concern, HIGHEST_LIMIT, Held, Key, LOOKED_AT, Values},
    http::forms::Posted,
    view::{Sources, moment, posters::posters_in_words},
};

/// So many of the versions that were set are shown, the newest first.
const SHOWN: usize = 20;

/// What the form calls a key.
pub(super) const fn field(key: Key) -> &'static str {
    match key {
        Key::TrustName => "trust_name",
        Key::DeskPhone => "desk_phone",
        Key::EmergencyPhone => "emergency_phone",
        Key::HospitalNumbers => "hospital_numbers",
        Key::Contact => "contact",
        Key::GatewayUrl => "gateway_url",
        Key::CommandCentre => "command_centre",
        Key::PerDevice => "per_device",
        Key::PerWard => "per_ward",
        Key::LivePages => "live_pages",
        Key::Huddles => "huddles",
        Key::Sitreps => "sitreps",
        Key::ShiftChanges => "shift_changes",
        Key::Waves => "waves",
    }
}

/// What asks for the file's value of a key.
fn file_field(key: Key) -> String {
    format!("{}_file", field(key))
}

/// What the page showed of a key.
fn was_field(key: Key) -> String {
    format!("{}_was", field(key))
}

fn label(key: Key) -> String {
    let t = texts();
    match key {
        Key::TrustName => t.settings_trust_name(),
        Key::DeskPhone => t.settings_desk_phone(),
        Key::EmergencyPhone => t.settings_emergency_phone(),
        Key::HospitalNumbers => t.settings_hospital_numbers(),
        Key::Contact => t.settings_contact(),
        Key::GatewayUrl => t.settings_gateway_url(),
        Key::CommandCentre => t.settings_command_centre(),
        Key::PerDevice => t.settings_per_device(),
        Key::PerWard => t.settings_per_ward(),
        Key::LivePages => t.settings_live_pages(),
        Key::Huddles => t.settings_huddles(),
        Key::Sitreps => t.settings_sitreps(),
        Key::ShiftChanges => t.settings_shift_changes(),
        Key::Waves => t.settings_waves(),
    }
}

fn hint(key: Key) -> String {
    let t = texts();
    match key {
        Key::TrustName => t.settings_trust_name_hint(),
        Key::DeskPhone => t.settings_desk_phone_hint(),
        Key::EmergencyPhone => t.settings_emergency_phone_hint(),
        Key::HospitalNumbers => t.settings_hospital_numbers_hint(),
        Key::Contact => t.settings_contact_hint(),
        Key::GatewayUrl => t.settings_gateway_url_hint(),
        Key::CommandCentre => t.settings_command_centre_hint(),
        Key::PerDevice => t.settings_per_device_hint(),
        Key::PerWard => t.settings_per_ward_hint(),
        Key::LivePages => t.settings_live_pages_hint(),
        Key::Huddles => t.settings_huddles_hint(),
        Key::Sitreps => t.settings_sitreps_hint(),
        Key::ShiftChanges => t.settings_shift_changes_hint(),
        Key::Waves => t.settings_waves_hint(),
    }
}

/// What it does that a key is `after` from now on.
fn does(key: Key, before: &str, after: &str) -> String {
    let t = texts();
    if before == after {
        return t.settings_same_value();
    }
    match key {
        Key::HospitalNumbers if after.is_empty() => t.settings_hospital_numbers_does_nothing(),
        Key::Contact if after.is_empty() => t.settings_contact_does_nothing(),
        Key::GatewayUrl if after.is_empty() => t.settings_gateway_url_does_nothing(),
        Key::CommandCentre if after.is_empty() => t.settings_command_centre_does_nothing(),
        Key::Huddles | Key::Sitreps | Key::ShiftChanges if after.is_empty() => t.settings_times_do_nothing(),
        Key::TrustName => t.settings_trust_name_does(),
        Key::DeskPhone => t.settings_desk_phone_does(),
        Key::EmergencyPhone => t.settings_emergency_phone_does(),
        Key::HospitalNumbers => t.settings_hospital_numbers_does(),
        Key::Contact => t.settings_contact_does(),
        Key::GatewayUrl => t.settings_gateway_url_does(),
        Key::CommandCentre => t.settings_command_centre_does(),
        Key::PerDevice | Key::PerWard | Key::LivePages => t.settings_limit_does(),
        Key::Huddles | Key::Sitreps | Key::ShiftChanges => t.settings_times_do(),
        Key::Waves => t.settings_waves_do(),
    }
}

/// What is wrong with what was typed, and what to type. `why`: where the patterns are wrong, with which.
pub(super) fn wrong(key: Key, typed: &str, why: &str, has_secret: bool) -> String {
    let t = texts();
    if contains_nhs_number(typed) {
        return TextProblem::NhsNumber.to_string();
    }
    match key {
        Key::TrustName => t.settings_trust_name_wrong(),
        Key::DeskPhone | Key::EmergencyPhone => t.settings_phone_wrong(),
        Key::HospitalNumbers => t.settings_hospital_numbers_wrong(why),
        Key::Contact => t.settings_contact_wrong(),
        Key::GatewayUrl if !has_secret => t.settings_gateway_url_no_secret(),
        Key::GatewayUrl => t.settings_gateway_url_wrong(),
        Key::CommandCentre => t.settings_command_centre_wrong(),
        Key::PerDevice | Key::PerWard | Key::LivePages => t.settings_limit_wrong(HIGHEST_LIMIT),
        Key::Huddles | Key::Sitreps | Key::ShiftChanges => t.settings_times_wrong(why),
        Key::Waves => t.settings_waves_wrong(why),
    }
}

pub(super) fn concern(concern: Concern) -> String {
    let t = texts();
    match concern {
        Concern::AlertsStop => t.settings_alerts_would_stop(),
        Concern::OneNumber => t.settings_one_number(),
        Concern::OneNumberOfWave => t.settings_one_number_of_wave(),
        Concern::NumbersPass => t.settings_numbers_pass(),
        Concern::NobodyIsCalled => t.settings_nobody_is_called(),
        Concern::CentreNotCalled => t.settings_centre_not_called(),
        Concern::TooFewOfDevice => t.settings_too_few_of_device(),
        Concern::TooFewOfWard => t.settings_too_few_of_ward(),
        Concern::TooFewPages => t.settings_too_few_pages(),
    }
}

/// Names what somebody was told, for the form that says yes to it.
pub(super) fn told(concerns: &[Concern]) -> String {
    concerns.iter().map(|concern| field(concern.key())).collect::<Vec<_>>().join(" ")
}

fn shown(value: String) -> String {
    if value.is_empty() { texts().settings_nothing() } else { value }
}

/// The forms as they were filled in, if they were, and everything as it counts.
pub(super) async fn settings_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    filled: Option<&Posted>,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> Result<SettingsPage, store::Error> {
    let held = sources.core.settings.read(tx).await?;
    let file = sources.core.settings.file();
    let set = tx.list_settings(LOOKED_AT).await?;
    let mut history = Vec::new();
    for set in set.iter().take(SHOWN) {
        history.push(version(sources, tx, set).await?);
    }
    let mut groups = Vec::new();
    for (title, keys) in group() {
        let mut fields = Vec::new();
        for key in keys {
            let from = from(sources, tx, &held, &set, *key).await?;
            let is_touched = |form: &&Posted| typed(*key, form).is_some();
            let value = filled.filter(is_touched).map(|form| form.get(field(*key)));
            let take_back = held.chosen.get(*key).map(|_| {
                let is_ticked = filled.is_some_and(|form| form.get(&file_field(*key)) == "yes");
                (shown(file.text(*key).replace('\n', ", ")), is_ticked)
            });
            fields.push(SettingField {
                name: field(*key),
                label: label(*key),
                hint: format!("{} {from}", hint(*key)),
                kind: kind(*key),
                value: value.map_or_else(|| held.values.text(*key), str::to_owned),
                was: held.values.text(*key),
                take_back,
            });
        }
        groups.push(SettingGroup { title, fields });
    }
    let reference = filled.filter(|form| form.has("reference")).map(|form| form.get("reference").to_owned());
    Ok(SettingsPage {
        version: held.version,
        file: file.mark(),
        problem: held.problem.clone(),
        groups,
        lacks_alert_key: push::key_in_use(tx).await?.is_none(),
        secret: secret(sources, tx, &held).await?,
        test: TestCall {
            has_gateway: held.values.gateway().is_some(),
            reference: reference.unwrap_or_else(|| held.values.text(Key::CommandCentre)),
            key: sources.core.random.secret(),
            last: last_test(sources, tx, held.version).await?,
        },
        has_earlier: set.len() > history.len(),
        history,
        errors,
        notice,
    })
}

fn group() -> [(String, &'static [Key]); 6] {
    let t = texts();
    [
        (t.settings_trust(), &[Key::TrustName, Key::DeskPhone, Key::EmergencyPhone, Key::HospitalNumbers]),
        (t.settings_alerts(), &[Key::Contact]),
        (t.settings_calls(), &[Key::GatewayUrl, Key::CommandCentre]),
        (t.settings_reports(), &[Key::Huddles, Key::Sitreps, Key::ShiftChanges]),
        (t.settings_go_live(), &[Key::Waves]),
        (t.settings_limits(), &[Key::PerDevice, Key::PerWard, Key::LivePages]),
    ]
}

const fn kind(key: Key) -> SettingKind {
    match key {
        Key::HospitalNumbers | Key::Waves => SettingKind::Lines,
        Key::PerDevice | Key::PerWard | Key::LivePages => SettingKind::Number,
        _ => SettingKind::Line,
    }
}

async fn name(tx: &mut dyn Tx, person: PersonId) -> Result<String, store::Error> {
    Ok(if_readable(tx.lookup_person(person).await)?.map_or_else(String::new, |person| person.name))
}

/// Who set the value that counts, and when, looked for in the versions from the newest on; or that it is the file's.
async fn from(
    sources: &Sources,
    tx: &mut dyn Tx,
    held: &Held,
    set: &[SetText],
    key: Key,
) -> Result<String, store::Error> {
    let t = texts();
    let Some(value) = held.chosen.get(key) else { return Ok(t.settings_from_file()) };
    let said_so =
        |set: &&SetText| Chosen::from_toml(&set.text).is_ok_and(|chosen| chosen.get(key) == Some(value));
    let first = set.iter().skip_while(|set| set.version > held.version).take_while(said_so).last();
    Ok(match first {
        Some(first) => {
            let by = name(tx, first.set_by).await?;
            t.settings_set_by(isolated(by), moment(sources, first.set_at).clock)
        }
        None => t.settings_set_before(),
    })
}

async fn secret(sources: &Sources, tx: &mut dyn Tx, held: &Held) -> Result<GatewaySecret, store::Error> {
    let t = texts();
    let about = match held.secret_set {
        Some((at, by)) => t.settings_set_by(isolated(name(tx, by).await?), moment(sources, at).clock),
        None if held.values.has_secret() => t.settings_secret_from_file(),
        None => t.settings_secret_none(),
    };
    Ok(GatewaySecret { about, is_set: held.secret_set.is_some(), is_replaced: held.is_secret_set() })
}

/// What became of the last test call, as the log has it; none where it was made by other settings.
async fn last_test(sources: &Sources, tx: &mut dyn Tx, version: u32) -> Result<Option<String>, store::Error> {
    let tests = AuditFilter {
        from: Timestamp::from_millis(0),
        to: Timestamp::from_millis(i64::MAX),
        person: None,
        kind: Some("call_tested".to_owned()),
        routine: false,
    };
    let Some(test) = tx.list_audit(&tests, &Page::first(1)).await?.rows.pop() else { return Ok(None) };
    let (Logged::CallTested { took_it, settings }, Actor::Staff(by)) = (test.what, test.actor) else {
        return Ok(None);
    };
    if settings != Some(version) {
        return Ok(None);
    }
    let (t, by, at) = (texts(), name(tx, by).await?, moment(sources, test.at).clock);
    Ok(Some(if took_it {
        t.settings_test_took(isolated(by), at)
    } else {
        t.settings_test_not_taken(isolated(by), at)
    }))
}

/// What the gateway said to a test call.
pub(super) fn answered(answer: &Answer) -> String {
    let t = texts();
    match answer {
        Answer::Accepted => t.settings_test_accepted(),
        Answer::Refused(why) => t.settings_test_refused(isolated(why.as_str())),
        Answer::Later { why, .. } => t.settings_test_later(isolated(why.as_str())),
        Answer::Gone | Answer::TooLarge | Answer::Expired => t.settings_test_refused(t.settings_test_gone()),
    }
}

async fn version(sources: &Sources, tx: &mut dyn Tx, set: &SetText) -> Result<SettingsVersion, store::Error> {
    let by = name(tx, set.set_by).await?;
    Ok(SettingsVersion { version: set.version, by, at: moment(sources, set.set_at) })
}

/// Whose settings came in between, for whoever wanted to save others.
pub(super) async fn saved_meanwhile(tx: &mut dyn Tx) -> Result<String, store::Error> {
    let t = texts();
    Ok(match tx.list_settings(1).await?.first() {
        Some(set) => {
            let by = name(tx, set.set_by).await?;
            t.settings_saved_meanwhile(isolated(by))
        }
        None => t.settings_saved_meanwhile_by_someone(),
    })
}

/// The keys that would have another value.
pub(super) fn changed(before: &Held, chosen: &Chosen, after: &Values) -> Vec<Key> {
    let is_other = |key: &Key| {
        before.values.text(*key) != after.text(*key)
            || before.chosen.get(*key).is_some() != chosen.get(*key).is_some()
    };
    Key::ALL.into_iter().filter(is_other).collect()
}

/// What has the value of before on paper, in words; empty if nothing has.
fn on_paper(key: Key, before: &Held, printed: &[Printed]) -> String {
    let has_it = |one: &&Printed| match key {
        Key::DeskPhone => one.says.desk_phone == before.values.desk_phone,
        Key::EmergencyPhone => one.says.emergency_phone == before.values.emergency_phone,
        Key::TrustName => one.says.trust_name.as_ref() == Some(&before.values.trust_name),
        _ => false,
    };
    posters_in_words(&printed.iter().filter(has_it).cloned().collect::<Vec<_>>())
}

/// `printed`: what wards have on paper.
pub(super) fn preview_page(
    sources: &Sources,
    before: &Held,
    (chosen, after): (&Chosen, &Values),
    concerns: &[Concern],
    (form, printed): (&Posted, &[Printed]),
    notice: Option<String>,
) -> SettingsPreviewPage {
    let change = |key: Key| {
        let (was, is) = (before.values.text(key), after.text(key));
        let does = match on_paper(key, before, printed) {
            old if old.is_empty() || was == is => does(key, &was, &is),
            old => format!("{} {}", does(key, &was, &is), texts().settings_print_again(old)),
        };
        SettingChange { label: label(key), before: shown(was), after: shown(is), does }
    };
    let fields =
        Key::ALL.into_iter().flat_map(|key| [field(key).to_owned(), file_field(key), was_field(key)]);
    SettingsPreviewPage {
        version: before.version,
        file: sources.core.settings.file().mark(),
        changes: changed(before, chosen, after).into_iter().map(change).collect(),
        concerns: concerns.iter().map(|told| concern(*told)).collect(),
        told: told(concerns),
        filled: fields
            .filter(|field| form.has(field))
            .map(|field| {
                let value = form.get(&field).to_owned();
                (field, value)
            })
            .collect(),
        notice,
    }
}

/// None: nothing was set under this number.
pub(super) async fn version_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    number: u32,
) -> Result<Option<SettingsVersionPage>, store::Error> {
    let Some(set) = if_readable(tx.lookup_settings(number).await)? else { return Ok(None) };
    let held = sources.core.settings.read(tx).await?;
    let chosen = Chosen::from_toml(&set.text).unwrap_or_default();
    let value = |key: Key| SettingValue {
        label: label(key),
        then: chosen.get(key).map_or_else(|| texts().settings_not_set(), |text| shown(text.to_owned())),
        now: match held.chosen.get(key) {
            Some(_) => shown(held.values.text(key)),
            None => texts().settings_not_set(),
        },
    };
    let again = |key: Key| match chosen.get(key) {
        Some(text) => (field(key).to_owned(), text.to_owned()),
        None => (file_field(key), "yes".to_owned()),
    };
    Ok(Some(SettingsVersionPage {
        set: version(sources, tx, &set).await?,
        values: Key::ALL.map(value).to_vec(),
        version: held.version,
        file: sources.core.settings.file().mark(),
        filled: Key::ALL.map(again).to_vec(),
    }))
}

/// What was filled in, as it would be kept: what says the same as before stays where it comes from.
pub(super) fn chosen(held: &Held, form: &Posted) -> Chosen {
    let mut chosen = held.chosen.clone();
    for key in Key::ALL {
        if form.get(&file_field(key)) == "yes" {
            chosen.take_back(key);
        } else if let Some(typed) = typed(key, form)
            && typed != held.values.text(key)
        {
            chosen.set(key, typed.into_owned());
        }
    }
    chosen
}

/// What somebody typed of a key; none if it stands there as the page had it.
fn typed(key: Key, form: &Posted) -> Option<Cow<'_, str>> {
    let typed = form.has(field(key)).then(|| tidy(key, form.get(field(key))))?;
    let was = was_field(key);
    let is_touched = !form.has(&was) || typed != tidy(key, form.get(&was));
    is_touched.then_some(typed)
}

fn tidy(key: Key, typed: &str) -> Cow<'_, str> {
    match kind(key) {
        SettingKind::Lines => Cow::Owned(
            typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
        ),
        SettingKind::Line | SettingKind::Number => Cow::Borrowed(typed.trim()),
    }
}
