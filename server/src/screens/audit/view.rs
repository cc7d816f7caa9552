//! The log in words, apart from the steps of tickets.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use app::{
    model::{Choice, FieldError, Found, Moment},
    screens::audit::{AuditPage, AuditRow},
    words::{self, isolated},
};
use domain::{
    Duty, EndReason, Entry, Logged, PersonId, Through, Timestamp, WaveId, ZoneMode,
    event::{BoundTo, Changes, FromTo, Tries},
    surge::Verdict,
    text::unaccented,
    ticket::Actor,
    wave::WaveName,
};
use ground::clock::zoned;
use import::spreadsheet::Table;
use store::{AuditFilter, LoggedEvent, Page, Part, PeopleFilter, Person, Subject, Tx, Words, if_readable};
use texts::texts;

use crate::{
    http::shown::value_in_words,
    kept::Directory,
    screens::{
        insight::view::{BadPeriod, Period},
        places::view::field_label,
    },
    view::{
        Sources, day_in_words, last_day_in_words,
        moment::{dated, stamp},
        paging::address,
        posters::copies_in_words,
        roles_in_words, shift_with_year_in_words,
    },
};

/// Rows on a page.
const ROWS: u32 = 100;
/// The most people to choose from in a select.
const CHOICES: usize = 50;
/// Rows of a file: what a spreadsheet opens without trouble.
const MOST: usize = 100_000;
/// Rows read at once for a file.
const BATCH: u32 = 1_000;

/// What was asked for, as it was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct AuditQuery {
    /// Words of a name; empty if `person` is enough.
    pub who: String,
    /// Which of those who are called so, or somebody by their id alone.
    pub person: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    /// Only rows before this one.
    pub after: Option<i64>,
}

/// Whom an audit is about.
#[derive(Debug, Default)]
pub(crate) struct Whose {
    /// None: everybody.
    pub person: Option<PersonId>,
    /// To choose from, if what was typed names more than one.
    people: Vec<Choice>,
    /// The name of somebody who was asked for by id alone.
    name: Option<String>,
    pub errors: Vec<FieldError>,
}

/// Finds the person by what was typed of their name.
pub(crate) async fn whose(tx: &mut dyn Tx, query: &AuditQuery) -> store::Result<Whose> {
    let person: Option<PersonId> = query.person.parse().ok();
    if query.who.trim().is_empty() {
        let name = match person {
            Some(person) => if_readable(tx.lookup_person(person).await)?.map(|person| person.name),
            None => None,
        };
        return Ok(Whose { person, name, ..Whose::default() });
    }
    let filter = PeopleFilter { words: Words::of(&query.who), gone: true, ..PeopleFilter::default() };
    let found = tx.find_people(&filter, &Page::all()).await?.rows;
    let chosen = person.filter(|id| found.iter().any(|one| one.id == *id));
    let person = chosen.or_else(|| only(&found, &query.who));
    let is_choice = found.len() <= CHOICES;
    let problem = match person {
        Some(_) => None,
        None if found.is_empty() => Some(FieldError::new("who", texts().audit_nobody())),
        None if is_choice => Some(FieldError::new("person", texts().audit_several())),
        None => Some(FieldError::new("who", texts().audit_too_many(found.len()))),
    };
    let people = found.into_iter().filter(|_| is_choice && (person.is_none() || chosen.is_some()));
    let people = people.map(|person| Choice { value: person.id.to_string(), label: person.name });
    Ok(Whose { person, people: people.collect(), name: None, errors: problem.into_iter().collect() })
}

/// The one who was found; of several, the one whose whole name was typed.
fn only(found: &[Person], typed: &str) -> Option<PersonId> {
    let typed = unaccented(typed);
    let mut named = found.iter().filter(|one| found.len() == 1 || unaccented(&one.name) == typed);
    named.next().filter(|_| named.next().is_none()).map(|one| one.id)
}

/// The kinds that can be chosen, and what they are called in the list.
fn kinds() -> [(&'static str, String); 62] {
    let t = texts();
    [
        ("signed_in", t.audit_kind_signed_in()),
        ("signed_out", t.audit_kind_signed_out()),
        ("session_ended", t.audit_kind_session_ended()),
        ("sign_in_failed", t.audit_kind_sign_in_failed()),
        ("unknown_username", t.audit_kind_unknown_username()),
        ("wrong_code", t.audit_kind_wrong_code()),
        ("refused", t.audit_kind_refused()),
        ("exported", t.audit_kind_exported()),
        ("imported", t.audit_kind_imported()),
        ("import_undone", t.audit_kind_import_undone()),
        ("import_heading_said", t.audit_kind_import_heading_said()),
        ("import_heading_forgotten", t.audit_kind_import_heading_forgotten()),
        ("person_set_up", t.audit_kind_person_set_up()),
        ("password_set", t.audit_kind_password_set()),
        ("password_link_made", t.audit_kind_password_link_made()),
        ("role_granted", t.audit_kind_role_granted()),
        ("role_ended", t.audit_kind_role_ended()),
        ("account_ended", t.audit_kind_account_ended()),
        ("account_opened", t.audit_kind_account_opened()),
        ("code_made", t.audit_kind_code_made()),
        ("device_enrolled", t.audit_kind_device_enrolled()),
        ("device_revoked", t.audit_kind_device_revoked()),
        ("device_handed_back", t.audit_kind_device_handed_back()),
        ("ward_link_rotated", t.audit_kind_ward_link_rotated()),
        ("posters_printed", t.audit_kind_posters_printed()),
        ("posters_taken_down", t.audit_kind_posters_taken_down()),
        ("posters_uncounted", t.audit_kind_posters_uncounted()),
        ("policy_set", t.audit_kind_policy_set()),
        ("settings_set", t.audit_kind_settings_set()),
        ("call_tested", t.audit_kind_call_tested()),
        ("entry_added", t.audit_kind_entry_added()),
        ("entry_changed", t.audit_kind_entry_changed()),
        ("entry_ended", t.audit_kind_entry_ended()),
        ("entry_opened", t.audit_kind_entry_opened()),
        ("alert_key_added", t.audit_kind_alert_key_added()),
        ("alert_key_retired", t.audit_kind_alert_key_retired()),
        ("drill_started", t.audit_kind_drill_started()),
        ("decision_logged", t.audit_kind_decision_logged()),
        ("decision_corrected", t.audit_kind_decision_corrected()),
        ("follow_up_added", t.audit_kind_follow_up_added()),
        ("follow_up_done", t.audit_kind_follow_up_done()),
        ("follow_up_reopened", t.audit_kind_follow_up_reopened()),
        ("follow_up_changed", t.audit_kind_follow_up_changed()),
        ("follow_up_cancelled", t.audit_kind_follow_up_cancelled()),
        ("wall_added", t.audit_kind_wall_added()),
        ("wall_revoked", t.audit_kind_wall_revoked()),
        ("wave_added", t.audit_kind_wave_added()),
        ("wave_renamed", t.audit_kind_wave_renamed()),
        ("cutover_moved", t.audit_kind_cutover_moved()),
        ("wards_joined_wave", t.audit_kind_wards_joined_wave()),
        ("ward_left_wave", t.audit_kind_ward_left_wave()),
        ("wave_phase_set", t.audit_kind_wave_phase_set()),
        ("surge_judged", t.audit_kind_surge_judged()),
        ("report_written", t.audit_kind_report_written()),
        ("report_approved", t.audit_kind_report_approved()),
        ("report_corrected", t.audit_kind_report_corrected()),
        ("pack_made", t.audit_kind_pack_made()),
        ("slips_unused", t.audit_kind_slips_unused()),
        ("slips_unused_undone", t.audit_kind_slips_unused_undone()),
        ("duty_changed", t.audit_kind_duty_changed()),
        ("place_changed", t.audit_kind_place_changed()),
        (EVERYTHING, t.audit_kind_everything()),
    ]
}

/// Chosen, nothing is left out.
const EVERYTHING: &str = "everything";

pub(crate) async fn audit_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    query: AuditQuery,
    period: Result<Period, BadPeriod>,
) -> Result<AuditPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let whose = whose(tx, &query).await?;
    let kinds = kinds().map(|(value, label)| Choice { value: value.to_owned(), label }).to_vec();
    let (period, from, to, mut errors) = match period {
        Ok(period) => {
            let (from, to) = (period.from.date.to_string(), period.to.date.to_string());
            (Some(period), from, to, Vec::new())
        }
        Err(bad) => (None, bad.from, bad.to, bad.errors),
    };
    errors.extend(whose.errors);
    let page = Page { after: query.after, rows: ROWS };
    let part = match period.filter(|_| errors.is_empty()) {
        Some(period) => tx.list_audit(&filter(&query, whose.person, period), &page).await?,
        None => Part { rows: Vec::new(), next: None, found: None },
    };
    let waves = WaveNames::of(tx, &part.rows).await?;
    let address = |path: &str, after: Option<i64>| {
        let AuditQuery { who, person, kind, .. } = &query;
        let after = after.map(|after| after.to_string()).unwrap_or_default();
        address(
            path,
            &[
                ("who", who),
                ("person", person),
                ("kind", kind),
                ("from", &from),
                ("to", &to),
                ("after", &after),
            ],
        )
    };
    Ok(AuditPage {
        found: Found {
            first: query.after.map(|_| address(paths::AUDIT, None)),
            next: part.next.map(|next| address(paths::AUDIT, Some(next))),
            ..Found::default()
        },
        csv: address(paths::AUDIT_CSV, None),
        rows: part.rows.iter().map(|event| row(sources, &directory, &waves, event)).collect(),
        // Kept in the form only if the box has their name, or the select has them.
        person: if whose.name.is_some() || !whose.people.is_empty() {
            query.person.clone()
        } else {
            String::new()
        },
        who: whose.name.unwrap_or_else(|| query.who.clone()),
        kind: query.kind.clone(),
        from: from.clone(),
        to: to.clone(),
        people: whose.people,
        kinds,
        errors,
    })
}

/// All of it as a file, latest first; how many rows, and the text.
pub(crate) async fn audit_csv(
    sources: &Sources,
    tx: &mut dyn Tx,
    query: &AuditQuery,
    person: Option<PersonId>,
    period: Period,
) -> Result<Result<(usize, String), csv::Error>, store::Error> {
    let directory = sources.directory(tx).await?;
    let filter = filter(query, person, period);
    let (mut page, mut rows, mut waves) = (Page::first(BATCH), Vec::new(), WaveNames::default());
    while rows.len() < MOST {
        let part = tx.list_audit(&filter, &page).await?;
        if waves.is_empty() {
            waves = WaveNames::of(tx, &part.rows).await?;
        }
        rows.extend(part.rows.iter().map(|event| row(sources, &directory, &waves, event)));
        if part.next.is_none() {
            break;
        }
        page.after = part.next;
    }
    let write = || {
        let mut table = Table::new(["number", "at", "who", "what"])?;
        for AuditRow { sequence, when, who, what } in &rows {
            table.row([&sequence.to_string(), &stamp(sources, when.at), who, what])?;
        }
        Ok((rows.len(), table.into_text()?))
    };
    Ok(write())
}

fn filter(query: &AuditQuery, person: Option<PersonId>, period: Period) -> AuditFilter {
    let (from, to) = period.bounds();
    AuditFilter {
        from,
        to,
        person,
        kind: (!query.kind.is_empty() && query.kind != EVERYTHING).then(|| query.kind.clone()),
        routine: !query.kind.is_empty(),
    }
}

fn row(sources: &Sources, directory: &Directory, waves: &WaveNames, event: &LoggedEvent) -> AuditRow {
    let clock = zoned(event.at, &sources.trust.time_zone).strftime("%-d %b %Y, %H:%M:%S").to_string();
    AuditRow {
        sequence: event.sequence,
        when: Moment { at: event.at, clock },
        who: who(directory, event),
        what: what(sources, directory, waves, event),
    }
}

/// What waves are called, and were when something was done about them.
#[derive(Default)]
struct WaveNames {
    now: HashMap<WaveId, WaveName>,
    /// Of each that was renamed, the latest first: where in the log, and what it was called until then.
    until: HashMap<WaveId, Vec<(i64, WaveName)>>,
}

impl WaveNames {
    /// None if the rows say nothing of a wave.
    async fn of(tx: &mut dyn Tx, rows: &[LoggedEvent]) -> Result<Self, store::Error> {
        let is_about_one = |event: &LoggedEvent| {
            matches!(
                event.what,
                Logged::WaveAdded { .. }
                    | Logged::WaveRenamed { .. }
                    | Logged::CutoverMoved { .. }
                    | Logged::WardsJoinedWave { .. }
                    | Logged::WardLeftWave { .. }
                    | Logged::WavePhaseSet { .. }
            )
        };
        let mut names = Self::default();
        if !rows.iter().any(is_about_one) {
            return Ok(names);
        }
        names.now.extend(tx.list_waves().await?.into_iter().map(|wave| (wave.id, wave.name)));
        let renamed = AuditFilter {
            from: Timestamp::from_millis(0),
            to: Timestamp::from_millis(i64::MAX),
            person: None,
            kind: Some("wave_renamed".to_owned()),
            routine: true,
        };
        for event in tx.list_audit(&renamed, &Page::all()).await?.rows {
            if let Logged::WaveRenamed { wave, from: Some(from), .. } = event.what {
                names.until.entry(wave).or_default().push((event.sequence, from));
            }
        }
        Ok(names)
    }

    fn is_empty(&self) -> bool {
        self.now.is_empty()
    }

    /// As the log had it at `sequence`.
    fn then(&self, wave: WaveId, sequence: i64) -> &str {
        let renamed = self.until.get(&wave).map_or(&[][..], Vec::as_slice);
        let next = renamed.iter().rfind(|(at, _)| *at > sequence).map(|(_, name)| name);
        next.or_else(|| self.now.get(&wave)).map_or("", |name| name.as_str())
    }
}

pub(crate) fn who(directory: &Directory, event: &LoggedEvent) -> String {
    match event.actor {
        Actor::Responder(person) | Actor::Lead(person) | Actor::Staff(person) => {
            directory.person_name(person)
        }
        Actor::Operator(Some(number)) => texts().audit_command_line_user(number),
        Actor::Operator(None) => texts().audit_command_line(),
        Actor::Requester => match tries(&event.what).and_then(|tries| tries.address) {
            Some(address) => texts().audit_somebody_at(address.to_string()),
            None => texts().audit_many_addresses(),
        },
        Actor::Engine => texts().audit_elbow(),
    }
}

const fn tries(what: &Logged) -> Option<Tries> {
    match what {
        Logged::SignInFailed(tries)
        | Logged::UnknownUsername(tries)
        | Logged::WrongCode(tries)
        | Logged::Refused { tries, .. } => Some(*tries),
        _ => None,
    }
}

/// A sentence without its subject.
#[expect(clippy::too_many_lines, reason = "a kind of event a line")]
fn what(sources: &Sources, directory: &Directory, waves: &WaveNames, event: &LoggedEvent) -> String {
    let t = texts();
    let name = |id| isolated(directory.person_name(id));
    let wave = |id| isolated(waves.then(id, event.sequence));
    let ward = |id| isolated(directory.ward_name(id));
    let about = match event.subject {
        Subject::Person(person) => name(person),
        Subject::Ticket(_) | Subject::Device(_) | Subject::Hospital => Cow::Owned(t.audit_somebody()),
    };
    let time = |at| dated(sources, at).clock;
    let shift = |from, until| shift_with_year_in_words(sources, from, until);
    let is_own = matches!(
        (event.actor, event.subject),
        (Actor::Responder(by) | Actor::Staff(by), Subject::Person(person)) if by == person
    );
    match &event.what {
        Logged::SignedIn { through, .. } => match through {
            Some(Through::Password) => t.audit_signed_in_password(),
            Some(Through::Pin) => t.audit_signed_in_pin(),
            Some(Through::Code) => t.audit_signed_in_code(),
            None => t.audit_signed_in(about),
        },
        Logged::SignedOut { .. } => t.audit_signed_out(),
        Logged::SessionEnded { why, .. } => session_ended(*why, is_own, about),
        Logged::SignInFailed(tries) => t.audit_wrong_pin(tries.count, about),
        Logged::UnknownUsername(tries) => t.audit_unknown_usernames(tries.count),
        Logged::WrongCode(tries) => t.audit_invalid_codes(tries.count),
        Logged::Refused { route, method, tries } if !route.is_empty() => {
            t.audit_refused(tries.count, method.as_str(), route.as_str())
        }
        Logged::Refused { tries, .. } => t.audit_refused_page(tries.count),
        Logged::Exported { what, rows: Some(rows) } => t.audit_exported_rows(what.as_str(), *rows),
        Logged::Exported { what, rows: None } => t.audit_exported(what.as_str()),
        Logged::Imported { lists } => t.audit_imported(imported(lists)),
        Logged::ImportUndone { lists } => t.audit_import_undone(imported(lists)),
        Logged::ImportHeadingSaid { list, name, column } => heading_said(list, name, column.as_deref()),
        Logged::ImportHeadingForgotten { list, name } => {
            t.audit_heading_forgotten(isolated(name), list.as_str())
        }
        Logged::PersonSetUp { roles, .. } if roles.is_empty() => t.audit_set_up_no_role(about),
        Logged::PersonSetUp { roles, .. } => t.audit_set_up(about, roles_in_words(roles)),
        Logged::RoleGranted { role, from, until, zone } => {
            let role = match zone.and_then(|zone| directory.zone_name(zone)) {
                Some(zone) => t.account_role_in_zone(words::role(*role), isolated(zone)),
                None => words::role(*role),
            };
            role_granted(sources, role, *from, *until, about)
        }
        Logged::RoleEnded { role } => t.audit_ended_role(words::role(*role), about),
        Logged::PasswordSet { by_link: true } => t.audit_password_by_link(),
        Logged::PasswordSet { .. } if is_own => t.audit_own_password(),
        Logged::PasswordSet { .. } => t.audit_new_password(about),
        Logged::PasswordLinkMade if matches!(event.subject, Subject::Hospital) => t.audit_first_link(),
        Logged::PasswordLinkMade => t.audit_password_link(about),
        Logged::AccountEnded => t.audit_ended_account(about),
        Logged::AccountOpened => t.audit_opened_account(about),
        Logged::CodeMade { ward: Some(id) } => t.audit_code_for_ward(ward(*id)),
        Logged::CodeMade { ward: None } => t.audit_code_for_handset(about),
        Logged::DeviceEnrolled(BoundTo { ward: Some(id), .. }) => t.audit_device_on_ward(ward(*id)),
        Logged::DeviceEnrolled(BoundTo { person: Some(id), .. }) => t.audit_handset_set_up(name(*id)),
        Logged::DeviceEnrolled(_) => t.audit_device_set_up(),
        Logged::DeviceRevoked(BoundTo { ward: Some(id), .. }) => t.audit_blocked_on_ward(ward(*id)),
        Logged::DeviceRevoked(BoundTo { person: Some(id), .. }) => t.audit_blocked_handset(name(*id)),
        Logged::DeviceRevoked(_) => t.audit_blocked_device(),
        Logged::DeviceHandedBack => t.audit_gave_handset_back(),
        Logged::WardLinkRotated { ward: id, .. } => t.audit_changed_link(ward(*id)),
        Logged::PostersPrinted { what, copies, wards, ward: of } => {
            printed(copies_in_words(*what, *copies), *wards, of.map(ward))
        }
        Logged::PostersUncounted { what, copies } => t.audit_uncounted(copies_in_words(*what, *copies)),
        Logged::PostersTakenDown { ward: id, copies } => t.audit_taken_down(*copies, ward(*id)),
        Logged::PolicySet { version } => match event.actor {
            Actor::Operator(_) => t.audit_set_policy_as_decided(*version, about),
            _ => t.audit_set_policy(*version),
        },
        Logged::SettingsSet { version, keys } => t.audit_set_settings(*version, keys.join(", ")),
        Logged::CallTested { took_it: true, .. } => t.audit_tested_call(),
        Logged::CallTested { took_it: false, .. } => t.audit_tested_call_in_vain(),
        Logged::EntryAdded { entry } => t.audit_entry_added(the_entry(directory, *entry)),
        Logged::EntryChanged { entry, fields, values } => {
            t.audit_entry_changed(the_entry(directory, *entry), changed(fields, values))
        }
        Logged::EntryEnded { entry } => t.audit_entry_ended(the_entry(directory, *entry)),
        Logged::EntryOpened { entry } => t.audit_entry_opened(the_entry(directory, *entry)),
        Logged::AlertKeyAdded { .. } => t.audit_key_added(),
        Logged::AlertKeyRetired { .. } => t.audit_key_retired(),
        Logged::DrillStarted { .. } => t.audit_drill_started(),
        Logged::DutyChanged { to: Duty::OnShift, .. } => t.audit_now_on_shift(about),
        Logged::DutyChanged { to: Duty::OnBreak, .. } => t.audit_now_on_break(about),
        Logged::DutyChanged { to: Duty::OffShift, .. } => t.audit_now_off_shift(about),
        Logged::PlaceChanged { ward: id } => t.audit_is_at(ward(*id)),
        Logged::ZoneModeChanged { to: ZoneMode::All } => t.audit_any_zone(),
        Logged::ZoneModeChanged { to: ZoneMode::Preferred } => t.audit_own_zone_first(),
        Logged::ZoneModeChanged { to: ZoneMode::Exclusive } => t.audit_own_zone_only(),
        Logged::ShiftAdded { starts_at, ends_at } => t.audit_added_shift(about, shift(*starts_at, *ends_at)),
        Logged::ShiftChanged { starts_at, ends_at, was: None } => {
            t.audit_changed_shift(about, shift(*starts_at, *ends_at))
        }
        Logged::ShiftChanged { starts_at, ends_at, was: Some((from, until)) } => {
            t.audit_changed_shift_that_was(about, shift(*from, *until), shift(*starts_at, *ends_at))
        }
        Logged::ShiftRemoved { starts_at, ends_at } => {
            t.audit_removed_shift(about, shift(*starts_at, *ends_at))
        }
        Logged::AlertsOn => t.audit_alerts_on(),
        Logged::AlertsTested => t.audit_alerts_tested(),
        Logged::AlertsGone => t.audit_alerts_gone(about),
        Logged::KnownIssueAdded(_) => t.audit_issue_added(),
        Logged::KnownIssueChanged(_) => t.audit_issue_changed(),
        Logged::KnownIssueEnded(_) => t.audit_issue_ended(),
        Logged::WordSent { alerted, .. } => t.audit_word_sent(*alerted),
        Logged::KnownIssueReopened(_) => t.audit_issue_reopened(),
        Logged::DecisionLogged { number } => t.audit_decision_logged(*number),
        Logged::DecisionCorrected { number, .. } => t.audit_decision_corrected(*number),
        Logged::FollowUpAdded { number, decision: None } => t.audit_follow_up_added(*number),
        Logged::FollowUpAdded { number, decision: Some(decision) } => {
            t.audit_follow_up_added_to(*number, *decision)
        }
        Logged::FollowUpDone { number } => t.audit_follow_up_done(*number),
        Logged::FollowUpReopened { number } => t.audit_follow_up_reopened(*number),
        Logged::FollowUpChanged { number, .. } => t.audit_follow_up_changed(*number),
        Logged::FollowUpCancelled { number } => t.audit_follow_up_cancelled(*number),
        Logged::WallAdded { .. } => t.audit_wall_added(),
        Logged::WallRevoked { .. } => t.audit_wall_revoked(),
        Logged::WaveAdded { wave: id, cutover_at } => t.audit_wave_added(wave(*id), time(*cutover_at)),
        Logged::WaveRenamed { from: Some(from), to: Some(to), .. } => {
            t.audit_wave_renamed(isolated(from.as_str()), isolated(to.as_str()))
        }
        Logged::WaveRenamed { wave: id, .. } => t.audit_wave_renamed_once(wave(*id)),
        Logged::CutoverMoved { wave: id, from, to } => {
            t.audit_cutover_moved(wave(*id), time(*from), time(*to))
        }
        Logged::WardsJoinedWave { wave: id, wards, from } => {
            let wards: Vec<_> = wards.iter().map(|id| ward(*id).into_owned()).collect();
            t.audit_wards_joined_wave(words::list(&wards), wave(*id), time(*from))
        }
        Logged::WardLeftWave { wave: id, ward: left, until } => {
            t.audit_ward_left_wave(ward(*left), wave(*id), time(*until))
        }
        Logged::WavePhaseSet { wave: id, phase, decision } => {
            t.audit_wave_phase_set(wave(*id), words::wave_phase(*phase), *decision)
        }
        Logged::SurgeFound { .. } => t.audit_surge_found(),
        Logged::SurgeJudged { verdict: Verdict::Real, .. } => t.audit_surge_real(),
        Logged::SurgeJudged { verdict: Verdict::KnownIssue(_), .. } => t.audit_surge_issue(),
        Logged::SurgeJudged { verdict: Verdict::Nothing, .. } => t.audit_surge_nothing(),
        Logged::ReportWritten { number } => t.audit_report_written(*number),
        Logged::ReportApproved { number } => t.audit_report_approved(*number),
        Logged::ReportCorrected { number, .. } => t.audit_report_corrected(*number),
        Logged::PackMade { number } => t.audit_pack_made(*number),
        Logged::SlipsUnused { count, .. } => t.audit_slips_unused(*count),
        Logged::SlipsUnusedUndone { count, .. } => t.audit_slips_unused_undone(*count),
        // About tickets: each has a page of its own.
        Logged::Step(_)
        | Logged::NobodyToAsk(_)
        | Logged::SomebodyToAsk
        | Logged::IssueLinked { .. }
        | Logged::IssueUnlinked { .. }
        | Logged::SortedByIssue { .. }
        | Logged::AlertArrived { .. }
        | Logged::NotReached { .. } => event.what.kind().replace('_', " "),
    }
}

fn role_granted(
    sources: &Sources,
    role: String,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    about: Cow<'_, str>,
) -> String {
    let t = texts();
    let from = from.map(|at| day_in_words(sources, at));
    match (from, until.map(|at| last_day_in_words(sources, at))) {
        (None, None) => t.audit_gave_role(about, role),
        (Some(from), None) => t.audit_gave_role_from(about, role, from),
        (None, Some(until)) => t.audit_gave_role_until(about, role, until),
        (Some(from), Some(until)) => t.audit_gave_role_from_until(about, role, from, until),
    }
}

/// `ward`: where they were of one.
fn printed(copies: String, wards: usize, ward: Option<Cow<'_, str>>) -> String {
    match ward {
        Some(ward) => texts().audit_printed_of_ward(copies, ward),
        None => texts().audit_printed(copies, wards),
    }
}

fn heading_said(list: &str, name: &str, column: Option<&str>) -> String {
    match column {
        Some(column) => texts().audit_heading_said(isolated(name), list, column),
        None => texts().audit_heading_left_out(isolated(name), list),
    }
}

/// `Name from “Ward 7” to “Ward 7 North”, Phone from nothing to “4512”`; what an older program wrote has no values.
fn changed(fields: &[String], values: &[FromTo]) -> String {
    let mut values = values.iter();
    let field = |field: &String| match values.next() {
        Some(FromTo { from, to }) => {
            texts().audit_from_to(field_label(field), value_in_words(from), value_in_words(to))
        }
        None => field_label(field),
    };
    fields.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// `the ward Ward 7`.
fn the_entry(directory: &Directory, entry: Entry) -> String {
    let t = texts();
    let ward = |id| isolated(directory.ward_name(id));
    match entry {
        Entry::Ward(id) => t.audit_the_ward(ward(id)),
        Entry::Zone(id) => t.audit_the_zone(isolated(directory.zone_name(id).unwrap_or_default())),
        Entry::Tag(id) => t.audit_the_tag(isolated(directory.tag_name(id))),
        Entry::Category(id) => t.audit_the_category(isolated(directory.category_name(id))),
        Entry::Way(way) => t.audit_the_way(ward(way.from), ward(way.to)),
    }
}

fn session_ended(why: EndReason, is_own: bool, about: Cow<'_, str>) -> String {
    let t = texts();
    match (why, is_own) {
        (EndReason::Replaced, _) => t.audit_ended_by_signing_in(),
        (EndReason::NewPin, _) => t.audit_ended_by_new_pin(),
        (EndReason::NewPassword, _) => t.audit_ended_by_new_password(about),
        (EndReason::HandedBack, _) => t.audit_ended_by_handing_back(),
        (EndReason::ShutOut, _) => t.audit_ended_by_blocking(about),
        (EndReason::AccountEnded, _) => t.audit_ended_with_account(about),
        (EndReason::SignedOut | EndReason::EndedElsewhere | EndReason::EndedByAdministrator, true) => {
            t.audit_ended_own()
        }
        (EndReason::SignedOut | EndReason::EndedElsewhere | EndReason::EndedByAdministrator, false) => {
            t.audit_ended_other(about)
        }
    }
}

fn imported(lists: &BTreeMap<String, Changes>) -> String {
    let lists = lists.iter().map(|(list, Changes { added, changed, removed })| {
        texts().audit_imported_list(list.as_str(), *added, *changed, *removed)
    });
    lists.collect::<Vec<_>>().join("; ")
}
