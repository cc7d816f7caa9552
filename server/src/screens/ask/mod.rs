//! Asking for help: from an enrolled ward device, a ward's link, or the desk on behalf of a ward.

pub(crate) mod place;
pub(crate) mod view;

use std::{iter, net::IpAddr, sync::Arc, time::Duration};

use app::{
    model::FieldError,
    screens::{
        ask::{self, AskForm},
        sign_in::{self, LandingPage},
    },
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use domain::{
    Code, KnownIssueId, Permission, Priority, Ticket, Timestamp,
    priority::{Patient, Stuck},
    text,
    ticket::{AskedAbout, AskedBy},
};
use ground::links;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;
use store::Tx;
use texts::texts;

use self::view::{AskFrom, ask_page, asked_already_page, here};
use crate::{
    actions::{self, ActionError, CodeLeads, NewRequest, SignInError, SortedBy},
    auth::{self, Kind},
    config::waves::Message,
    core::Core,
    http::{
        Problem,
        address::Address,
        extract::{Path, Query},
        forms::{self, Posted, Reading},
        linked::{Linked, LinkedWard},
        notes,
        problem::come_again,
        said::Said,
        visit::Visit,
    },
    limits::{Limits, TooMany},
    screens::sign_in::with_cookie,
    trust::Trust,
    view::Sources,
};

/// What an address says of a known issue that has helped.
const SORTED: &str = "sorted";
/// That a known issue has helped is counted once a browser in so long.
const COUNTED_FOR: Duration = Duration::from_mins(10);
/// Whoever comes to a shared computer later has said nothing.
const THANKED_FOR: Duration = Duration::from_mins(2);

/// Requests that a browser remembers: more than one person has open at a time.
const REMEMBERED: usize = 5;
const TICKS: [&str; 3] = ["spot_checked", "asker_checked", "note_checked"];

#[derive(Debug, Default, Deserialize)]
pub struct Preset {
    /// A poster's QR code may name what it is about.
    #[serde(default)]
    tag: String,
    /// Where a ward's own computer asks for another ward, its id.
    #[serde(default)]
    ward: String,
    /// `sorted`: what is known of it has helped.
    #[serde(default)]
    done: String,
    /// When that was, in milliseconds: whoever comes next has said nothing.
    #[serde(default)]
    at: String,
    /// Which of them, its id.
    #[serde(default)]
    about: String,
}

/// `/`: an enrolled ward device asks at once; anyone else is shown the way in.
pub(crate) async fn home(
    State(sources): State<Sources>,
    visit: Visit,
    Query(preset): Query<Preset>,
) -> Result<Response, Problem> {
    match device(&sources, &visit, &preset.ward).await {
        // Whoever is signed in here has their own pages, whatever has become of the ward.
        Err(Problem::WardClosed { .. }) if visit.caller.person.is_some() => {}
        from => {
            if let Some(from) = from? {
                let said = from.place_gone(&preset.ward).unwrap_or_default();
                return begin(&sources, &visit, &from, preset, said).await;
            }
        }
    }
    if visit.caller.may(Permission::Configure) && is_empty(&sources).await? {
        return Ok(Redirect::to(paths::START).into_response());
    }
    if visit.caller.may(Permission::Command) {
        return Ok(Redirect::to(paths::BOARD).into_response());
    }
    if visit.caller.handset().is_some() || visit.caller.may(Permission::Respond) {
        return Ok(Redirect::to(paths::MY_JOBS).into_response());
    }
    if visit.caller.may(Permission::Analyse) {
        return Ok(Redirect::to(paths::INSIGHT).into_response());
    }
    if visit.caller.may(Permission::Configure) {
        return Ok(Redirect::to(paths::ADMIN).into_response());
    }
    if visit.caller.may(Permission::Administer) {
        return Ok(Redirect::to(paths::SETUP).into_response());
    }
    let page = visit.page(
        &sources,
        StatusCode::OK,
        LandingPage::default(),
        |shell, page| view! { <sign_in::Landing shell=shell page=page /> },
    );
    Ok(with_cookie(&sources.trust, &visit, page))
}

/// Nobody can ask anything yet.
async fn is_empty(sources: &Sources) -> Result<bool, Problem> {
    Ok(sources.core.store.read().await?.list_wards().await?.is_empty())
}

pub(crate) async fn ward_page(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    (Address(address), Path(typed)): (Address, Path<String>),
    link: Result<Linked<LinkedWard>, Problem>,
    Query(preset): Query<Preset>,
) -> Result<Response, Problem> {
    let typed = links::bare(&typed);
    let link = match (link, typed.parse::<Code>()) {
        (Ok(link), _) => link,
        // Too short for a link: what a poster has for whoever types.
        (Err(Problem::UnknownLink), Ok(_)) => return by_code(&sources.core, &limits, typed, address).await,
        (Err(problem), _) => return Err(problem),
    };
    let from = ward_link(&sources, &jar, link);
    begin(&sources, &visit, &from, preset, Said::default()).await
}

/// On to the ward's page, by the code on its poster.
async fn by_code(core: &Core, limits: &Limits, typed: &str, address: IpAddr) -> Result<Response, Problem> {
    match actions::try_code(core, limits, typed, address).await {
        Ok(CodeLeads::ToWard(link)) => Ok(Redirect::to(&paths::ward_link(&link)).into_response()),
        Err(SignInError::Slowed { wait }) => Err(TooMany { after: wait }.into()),
        Err(SignInError::Failed(error)) => Err(error.into()),
        _ => Err(Problem::UnknownLink),
    }
}

pub(crate) async fn desk_page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let from = desk(&visit)?;
    show(&sources, &visit, &from, AskForm::default(), Said::default()).await
}

pub(crate) async fn from_device(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Problem> {
    // A device whose enrolment has ended meanwhile: nothing was sent, and the page says so.
    let from = device(&sources, &visit, form.get("ward")).await?.ok_or(Problem::UnknownLink)?;
    let from = AskFrom { sorted: sorted_before(&sources, &jar), ..from };
    ask(&sources, &limits, &visit, from, &form).await
}

pub(crate) async fn from_ward_link(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    link: Linked<LinkedWard>,
    form: Posted,
) -> Result<Response, Problem> {
    let from = ward_link(&sources, &jar, link);
    ask(&sources, &limits, &visit, from, &form).await
}

pub(crate) async fn from_desk(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let from = desk(&visit)?;
    ask(&sources, &limits, &visit, from, &form).await
}

/// `elsewhere`: the id of another ward that help is to come to; empty for the computer's own.
async fn device(sources: &Sources, visit: &Visit, elsewhere: &str) -> Result<Option<AskFrom>, Problem> {
    let Some((device, id)) = visit.caller.ward_device() else { return Ok(None) };
    let mut tx = sources.core.store.read().await?;
    let Some(own) = tx.lookup_ward(id).await? else {
        return match sources.directory(tx.as_mut()).await?.ended_ward(id) {
            Some(ward) => Err(Problem::WardClosed { ward: ward.to_owned() }),
            None => Ok(None),
        };
    };
    let elsewhere = match elsewhere.parse() {
        Ok(elsewhere) => tx.lookup_ward(elsewhere).await?,
        Err(_) => None,
    };
    Ok(Some(AskFrom {
        ward: Some(elsewhere.unwrap_or_else(|| own.clone())),
        computer: Some(own),
        action: paths::ASK.to_owned(),
        asked_by: AskedBy::WardDevice(device),
        link_rotation: None,
        own: Vec::new(),
        sorted: Vec::new(),
    }))
}

fn ward_link(sources: &Sources, jar: &CookieJar, link: Linked<LinkedWard>) -> AskFrom {
    let Linked { to: LinkedWard { ward, rotation }, secret } = link;
    AskFrom {
        ward: Some(ward),
        computer: None,
        action: paths::ward_link(&secret),
        asked_by: AskedBy::WardLink,
        link_rotation: rotation,
        own: own_links(&sources.trust, jar),
        sorted: sorted_before(sources, jar),
    }
}

/// Known issues of which this browser has said, a moment ago, that they helped.
fn sorted_before(sources: &Sources, jar: &CookieJar) -> Vec<(KnownIssueId, Timestamp)> {
    let now = sources.core.now();
    let kept = auth::secret(&sources.trust, jar, Kind::Sorted).unwrap_or_default().split('.');
    let read = kept.filter_map(|one| {
        let (issue, at) = one.split_once('_')?;
        Some((issue.parse().ok()?, Timestamp::from_millis(at.parse().ok()?)))
    });
    read.filter(|(_, at)| now.since(*at) < COUNTED_FOR).take(REMEMBERED).collect()
}

/// What this browser has asked by a ward's link, latest first.
fn own_links(trust: &Trust, jar: &CookieJar) -> Vec<String> {
    let links = auth::secret(trust, jar, Kind::Asked).unwrap_or_default().split('.');
    links.filter(|link| !link.is_empty()).take(REMEMBERED).map(str::to_owned).collect()
}

/// The answer, by which a browser that asked by a ward's link remembers what it asked: whoever closes the page finds it again.
fn remember(trust: &Trust, from: &AskFrom, link: &str, answer: Response) -> Response {
    if from.asked_by != AskedBy::WardLink {
        return answer;
    }
    let others = from.own.iter().map(String::as_str).filter(|other| *other != link);
    let links: Vec<&str> = iter::once(link).chain(others).take(REMEMBERED).collect();
    let cookie = auth::cookie(trust, Kind::Asked, links.join("."));
    (CookieJar::new().add(cookie), answer).into_response()
}

fn desk(visit: &Visit) -> Result<AskFrom, Problem> {
    let asked_by = AskedBy::Desk(visit.person_id()?);
    Ok(AskFrom {
        ward: None,
        computer: None,
        action: paths::DESK_ASK.to_owned(),
        asked_by,
        link_rotation: None,
        own: Vec::new(),
        sorted: Vec::new(),
    })
}

/// The form as it came, to be shown again.
fn typed(posted: &Posted) -> AskForm {
    AskForm {
        key: posted.get("key").trim().to_owned(),
        ward: posted.get("ward").to_owned(),
        tag: posted.get("tag").to_owned(),
        stuck: posted.get("stuck").to_owned(),
        patient: posted.get("patient").to_owned(),
        spot: posted.get("spot").to_owned(),
        asker: posted.get("asker").to_owned(),
        note: posted.get("note").to_owned(),
        still_need: posted.get("still_need").to_owned(),
        checked: TICKS.into_iter().filter(|tick| posted.get(tick) == "yes").collect(),
    }
}

fn patient(typed: &str) -> Option<Patient> {
    match typed {
        "could_come_to_harm" => Some(Patient::CouldComeToHarm),
        "waiting" => Some(Patient::Waiting),
        "not_affected" => Some(Patient::NotAffected),
        _ => None,
    }
}

#[expect(clippy::too_many_lines, reason = "a form is read from its top to its end")]
async fn ask(
    sources: &Sources,
    limits: &Limits,
    visit: &Visit,
    from: AskFrom,
    posted: &Posted,
) -> Result<Response, Problem> {
    if !posted.get("taken_back").is_empty() {
        return take_back(&sources.core, limits, &from, posted).await;
    }
    let form = typed(posted);
    let places = {
        let mut tx = sources.core.store.read().await?;
        sources.kept.places(tx.as_mut()).await?
    };
    let wards = places.wards_in_order();
    // Never for another place than somebody has chosen.
    if let Some(said) = from.place_gone(&form.ward) {
        return show(sources, visit, &from, form, said).await;
    }
    let mut reading = Reading::of(posted);
    let ward = match &from.ward {
        Some(ward) => Some(ward.id),
        None => reading.field("ward", &texts().ask_no_ward(), |typed| {
            wards.iter().map(|ward| ward.id).find(|id| typed.parse() == Ok(*id))
        }),
    };
    let tap = posted.requester_tap();
    let tapped_at = tap.when(sources.core.now()).tapped_at;
    let tag = reading.field("tag", &texts().shared_choose_tag(), |slug| {
        // Whoever tapped it may have left the page long ago, and reads no answer.
        let instead = || tap.at.and_then(|_| places.tag_instead(slug));
        places.tag_then(slug, tapped_at).or_else(instead)
    });
    let is_for_anyone = tag.is_some_and(|tag| tag.anyone);
    let who = match &from.ward {
        None => texts().ask_not_how_stuck_are_they(),
        Some(_) => texts().ask_not_how_stuck_are_you(),
    };
    let stuck = reading.field("stuck", &who, |typed| typed.parse::<Stuck>().ok());
    let patient = reading.field("patient", &texts().ask_not_whether_patient(), patient);
    let priority = stuck.zip(patient).map(|(stuck, patient)| Priority::from_answers(stuck, patient));
    // Where a patient could come to harm somebody is sent, whatever has been read.
    if !posted.get("sorted").is_empty() && priority != Some(Priority::P1) {
        let (Some(ward), Some(tag), Some(stuck), Some(priority)) = (ward, tag, stuck, priority) else {
            return show(sources, visit, &from, form, Said::wrong(reading.errors())).await;
        };
        let about = AskedAbout {
            ward,
            zone: None,
            site: None,
            tag: tag.id,
            priority,
            stuck: Some(stuck),
            source: from.asked_by.source(),
        };
        return sorted(sources, limits, visit, from, form, about, posted).await;
    }
    let spot = reading.line(notes::SPOT);
    let asker = reading.line::<{ text::Asker::MAX_CHARS }>(notes::ASKER).map(String::from);
    let note = reading.text(notes::FIELD);
    let comes_back = reading.end(&sources.trust, &[notes::SPOT, notes::ASKER, notes::FIELD]);
    let (ward, tag, stuck, patient) = match (ward, tag, stuck, patient, comes_back) {
        (Some(ward), Some(tag), Some(stuck), Some(patient), None) => (ward, tag.id, stuck, patient),
        (.., said) => return show(sources, visit, &from, form, said.unwrap_or_default()).await,
    };
    // One of the form's own making that cannot be a key is replaced: the request counts, twice if it must.
    let key = posted.key().map_or_else(|| sources.core.random.secret(), str::to_owned);
    // Only a page can ask: what a script sends is asked about if it says that its form is in front. "Something else" says nothing of
    // what it is.
    let can_ask = !visit.wants_json || posted.get("may_ask") == "yes";
    let own = (can_ask && posted.get("another") != "yes" && !is_for_anyone).then(|| from.own());
    let AskFrom { asked_by, link_rotation, .. } = from;
    let request = NewRequest {
        key: key.clone(),
        ward,
        tag,
        priority: Priority::from_answers(stuck, patient),
        stuck: Some(stuck),
        spot,
        note,
        asker,
        asked_by,
        link_rotation,
        device_at: tap.at,
        own,
        still_need: posted.get("still_need").parse().ok(),
    };
    let done = match actions::ask(&sources.core, &sources.kept, limits, request).await {
        Err(ActionError::TooMany(too_many)) => {
            let own = sources.of_wave(sources.core.store.read().await?.as_mut(), ward).await?;
            let message = texts().ask_too_many(sources.numbers(own.as_ref()).desk);
            return not_now(sources, visit, &from, form, too_many, message).await;
        }
        Err(ActionError::AskedAlready(ticket)) => {
            return asked_already(sources, visit, &from, AskForm { key, ..form }, &ticket).await;
        }
        Err(ActionError::TakenBack) => {
            let message = format!("{} {}", texts().problem_taken_back(), texts().ask_send_again());
            let said = Said::wrong_in("tag", message).with(StatusCode::CONFLICT);
            // With the old key it would be cancelled too.
            let form = AskForm { key: String::new(), ..form };
            return show(sources, visit, &from, form, said).await;
        }
        // The link was changed, or the device shut out, a moment ago.
        Err(ActionError::NotFound) => return Err(Problem::UnknownLink),
        done => done?,
    };
    let secret = sources.core.links.ticket(done.ticket.id);
    let link = match from.asked_by {
        AskedBy::Desk(_) => paths::ticket(&done.ticket.id),
        _ => paths::request(&secret),
    };
    let answer = if visit.wants_json {
        let status = if done.is_new { StatusCode::CREATED } else { StatusCode::OK };
        let body = json!({ "code": done.ticket.code, "link": link });
        (status, [(header::LOCATION, link)], Json(body)).into_response()
    } else {
        Redirect::to(&link).into_response()
    };
    Ok(remember(&sources.trust, &from, &secret, answer))
}

/// What is known has helped: it is counted, once a browser and 10 minutes, and nobody is sent.
async fn sorted(
    sources: &Sources,
    limits: &Limits,
    visit: &Visit,
    from: AskFrom,
    form: AskForm,
    about: AskedAbout,
    posted: &Posted,
) -> Result<Response, Problem> {
    let (now, tap) = (sources.core.now(), posted.requester_tap());
    let Ok(issue) = posted.get("sorted").parse::<KnownIssueId>() else { return Err(Problem::NotFound) };
    // A tap that was kept is one of then: whoever is there now has said nothing.
    let (at, id) = (tap.when(now).tapped_at.as_millis().to_string(), issue.to_string());
    let on = from.page(&[("done", SORTED), ("at", &at), ("about", &id)]);
    let is_counted = from.sorted.iter().any(|(known, _)| *known == issue);
    if !is_counted {
        let key = posted.key().map(str::to_owned);
        let said = SortedBy { issue, about, asked_by: from.asked_by, key, device_at: tap.at };
        match actions::sorted_by_issue(&sources.core, &sources.kept, limits, said).await {
            Err(ActionError::NotFound) => {
                let said = Said::wrong_in("tag", texts().ask_issue_over()).with(StatusCode::CONFLICT);
                return show(sources, visit, &from, form, said).await;
            }
            Err(ActionError::TooMany(too_many)) => {
                let message = texts().ask_sorted_too_many();
                return not_now(sources, visit, &from, form, too_many, message).await;
            }
            done => done?,
        }
    }
    let answer = if visit.wants_json {
        Json(json!({ "link": on })).into_response()
    } else {
        Redirect::to(&on).into_response()
    };
    if is_counted {
        return Ok(answer);
    }
    let known: Vec<String> = iter::once(&(issue, now))
        .chain(&from.sorted)
        .take(REMEMBERED)
        .map(|(issue, at)| format!("{issue}_{}", at.as_millis()))
        .collect();
    let cookie = auth::cookie(&sources.trust, Kind::Sorted, known.join("."));
    Ok((CookieJar::new().add(cookie), answer).into_response())
}

/// More than is taken from here in this time.
async fn not_now(
    sources: &Sources,
    visit: &Visit,
    from: &AskFrom,
    form: AskForm,
    too_many: TooMany,
    message: String,
) -> Result<Response, Problem> {
    if visit.wants_json {
        let errors = [FieldError::new("tag", message)];
        return Ok(come_again(too_many, forms::wrong(StatusCode::TOO_MANY_REQUESTS, &errors)));
    }
    let page = show(sources, visit, from, form, Said::wrong_in("tag", message)).await?;
    Ok(come_again(too_many, page))
}

/// Nothing has been sent: whoever asks says whether it is the same request. A page's script has the form sent again for it.
async fn asked_already(
    sources: &Sources,
    visit: &Visit,
    from: &AskFrom,
    form: AskForm,
    ticket: &Ticket,
) -> Result<Response, Problem> {
    let words = texts().ask_asked_a_moment_ago(ticket.code.as_str());
    let Said { status, .. } = Said::wrong_in("tag", words).with(StatusCode::CONFLICT).shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = asked_already_page(sources, tx.as_mut(), from, form, ticket).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <ask::AskedAlready shell=shell page=page /> }))
}

/// The page's script has had no answer to what it sent, and help is needed no more.
async fn take_back(
    core: &Core,
    limits: &Limits,
    from: &AskFrom,
    posted: &Posted,
) -> Result<Response, Problem> {
    let ward = from.ward.as_ref().map(|ward| ward.id).or_else(|| posted.get("ward").parse().ok());
    if let (Some(ward), Some(key)) = (ward, posted.key()) {
        actions::take_back(core, limits, key, ward, from.asked_by).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The form as its address begins it.
async fn begin(
    sources: &Sources,
    visit: &Visit,
    from: &AskFrom,
    preset: Preset,
    said: Said,
) -> Result<Response, Problem> {
    let thanked = preset.thanked(&sources.core);
    draw(sources, visit, from, preset.into(), said, thanked).await
}

/// The form, with what was typed and what is wrong with it.
async fn show(
    sources: &Sources,
    visit: &Visit,
    from: &AskFrom,
    form: AskForm,
    said: Said,
) -> Result<Response, Problem> {
    draw(sources, visit, from, form, said, None).await
}

/// `thanked`: for saying of which known issue that it helped.
async fn draw(
    sources: &Sources,
    visit: &Visit,
    from: &AskFrom,
    form: AskForm,
    said: Said,
    thanked: Option<KnownIssueId>,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let mut tx: Box<dyn Tx> = sources.core.store.read().await?;
    let mut page = ask_page(sources, tx.as_mut(), from, form, errors, warnings).await?;
    page.notice = notice.or_else(|| page.thanks(&thanked?.to_string()));
    if let (AskedBy::WardLink, Some(ward)) = (from.asked_by, &from.ward) {
        page.here = here(tx.as_mut(), &visit.caller, ward).await?;
    }
    let own = match &from.ward {
        Some(ward) => sources.of_wave(tx.as_mut(), ward.id).await?,
        None => None,
    };
    drop(tx);
    let numbers = sources.numbers(own.as_ref());
    page.message = own.and_then(|own| own.message).map(Message::into_string);
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <ask::Ask shell=shell.ringing(numbers) page=page /> },
    ))
}

impl Preset {
    /// Which known issue has helped, a moment ago.
    fn thanked(&self, core: &Core) -> Option<KnownIssueId> {
        let said_at = Timestamp::from_millis(self.at.parse().ok()?);
        let is_fresh = core.now().since(said_at) <= THANKED_FOR;
        self.about.parse().ok().filter(|_| self.done == SORTED && is_fresh)
    }
}

impl From<Preset> for AskForm {
    fn from(preset: Preset) -> Self {
        Self { tag: preset.tag, ..Self::default() }
    }
}
