//! One word about something that is known to be wrong, to many.

use std::{collections::BTreeSet, time::Duration};

use app::{
    model::Tick,
    screens::known_issues::{self as pages, WordPage},
    words::isolated,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    KnownIssue, KnownIssueId, WardId,
    broadcast::{Text, Wards},
    known_issue::{NextWord, Said as IssueSaid},
    surge::Stream,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::Tx;
use texts::texts;

use super::{find, in_minutes, view::next_words};
use crate::{
    actions::{self, ActionError, NewWord},
    http::{
        Problem,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    kept::Directory,
    view::{Sources, moment},
};

/// Who asked about a topic lately will ask about it again.
const LATELY: Duration = Duration::from_hours(14 * 24);
const EVERYWHERE: &str = "everywhere";
const TAG_WARDS: &str = "tag_wards";
const OWN_WARD: &str = "own_ward";
const RESPONDERS: &str = "responders";
/// Before the id of a zone, in the name of its tick.
const ZONE: &str = "zone_";

/// What a card of a surge says of the word that is sent about it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Preset {
    /// Its id.
    surge: String,
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    Query(preset): Query<Preset>,
) -> Result<Response, Problem> {
    let found = match preset.surge.parse() {
        Ok(surge) => sources.core.store.read().await?.lookup_surge(surge).await?,
        Err(_) => None,
    };
    let stream = found.map(|surge| surge.found.stream);
    show(&sources, &visit, id, stream, None, Said::default()).await
}

/// Whoever a word about a surge is for: those who ask from there, about that.
fn is_for(directory: &Directory, issue: &KnownIssue, stream: Stream) -> String {
    let zone = stream.zone().or_else(|| directory.wards.get(&stream.ward()?)?.zone);
    match (stream, zone) {
        (Stream::Everywhere, _) => EVERYWHERE.to_owned(),
        (Stream::Cell { ward, .. } | Stream::Ward(ward), _) if issue.said.ward == Some(ward) => {
            OWN_WARD.to_owned()
        }
        (_, Some(zone)) => format!("{ZONE}{zone}"),
        (_, None) => TAG_WARDS.to_owned(),
    }
}

pub(crate) async fn send(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    let t = texts();
    let issue = find(&sources, id).await?;
    let now = sources.core.now();
    let mut reading = Reading::of(&form);
    let text: Option<Text> = reading.needed("text", &t.known_issues_say_word());
    let next_word_at = form.get("next_word").parse().ok().map(|minutes| in_minutes(now, minutes));
    // What was promised before stands, if nothing new is.
    let promised = IssueSaid { next_word_at: next_word_at.or(issue.said.next_word_at), ..issue.said.clone() };
    match promised.check_next_word(now) {
        Err(NextWord::TooFar) => reading.wrong("next_word", t.known_issues_next_word_too_far()),
        Err(NextWord::Missing | NextWord::Past) if issue.said.holds => {
            reading.wrong("next_word", t.known_issues_say_next_word());
        }
        _ => {}
    }
    let comes_back = reading.end(&sources.trust, &["text"]);
    let (Some(text), None) = (text, &comes_back) else {
        return show(&sources, &visit, id, None, Some(&form), comes_back.unwrap_or_default()).await;
    };
    let wards = {
        let mut tx = sources.core.store.read().await?;
        let directory = sources.directory(tx.as_mut()).await?;
        wards(&sources, tx.as_mut(), &directory, &issue, &form).await?
    };
    let word = NewWord { issue: id, text, next_word_at, wards, alerts: form.get(RESPONDERS) == "yes" };
    let once = form.once();
    match actions::send_word(&sources.core, word, visit.person_id()?, once.as_deref()).await {
        Err(ActionError::WordSaid { again_at }) => {
            let too_soon = t.known_issues_word_too_soon(moment(&sources, again_at).clock);
            let said = Said::wrong_in("text", too_soon).with(StatusCode::CONFLICT);
            show(&sources, &visit, id, None, Some(&form), said).await
        }
        Err(ActionError::IssueEnded) => {
            let said = Said::wrong_in("text", t.known_issues_word_over()).with(StatusCode::CONFLICT);
            show(&sources, &visit, id, None, Some(&form), said).await
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("{}?done=word_sent", paths::known_issue(&id))).into_response())
        }
    }
}

/// On which wards it is read by whoever is about to ask.
async fn wards(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    issue: &KnownIssue,
    form: &Posted,
) -> Result<Wards, store::Error> {
    if form.get(EVERYWHERE) == "yes" {
        return Ok(Wards::Everywhere);
    }
    let mut wards: BTreeSet<WardId> = BTreeSet::new();
    if form.get(OWN_WARD) == "yes" {
        wards.extend(issue.said.ward);
    }
    if form.get(TAG_WARDS) == "yes" {
        let asked = tx.list_asked_about(sources.core.now() - LATELY).await?.into_iter();
        wards.extend(asked.filter(|(_, tag)| *tag == issue.said.tag).map(|(ward, _)| ward));
    }
    for ward in directory.wards_in_order() {
        let zone = ward.zone.map(|zone| format!("{ZONE}{zone}"));
        if zone.is_some_and(|zone| form.get(&zone) == "yes") {
            wards.insert(ward.id);
        }
    }
    Ok(Wards::These(wards.into_iter().collect()))
}

/// `typed`: a form that comes back.
async fn show(
    sources: &Sources,
    visit: &Visit,
    id: KnownIssueId,
    of_surge: Option<Stream>,
    typed: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, .. } = said.shown(visit)?;
    let issue = find(sources, id).await?;
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    drop(tx);
    let get = |field: &str| typed.map_or_else(String::new, |form| form.get(field).to_owned());
    let page = WordPage {
        id: id.to_string(),
        title: issue.said.title.as_str().to_owned(),
        key: typed
            .and_then(|form| form.key().map(str::to_owned))
            .unwrap_or_else(|| sources.core.random.secret()),
        text: get("text"),
        next_word: get("next_word"),
        next_words: next_words().collect(),
        whom: whom(&directory, &issue, of_surge, typed),
        errors,
        warnings,
    };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::SendWord shell=shell page=page /> }))
}

fn whom(
    directory: &Directory,
    issue: &KnownIssue,
    of_surge: Option<Stream>,
    typed: Option<&Posted>,
) -> Vec<Tick> {
    let t = texts();
    let is_for = of_surge.map(|stream| is_for(directory, issue, stream));
    let tick = |name: String, label: String| Tick {
        is_set: match typed {
            Some(form) => form.get(&name) == "yes",
            None => is_for.as_ref() == Some(&name),
        },
        name,
        label,
    };
    let tag = directory.tag_name(issue.said.tag);
    let own = issue.said.ward.map(|ward| {
        tick(OWN_WARD.to_owned(), t.known_issues_word_own_ward(isolated(directory.ward_name(ward))))
    });
    let zones = directory
        .zones
        .iter()
        .map(|zone| tick(format!("{ZONE}{}", zone.id), t.known_issues_word_zone(isolated(&zone.name))));
    own.into_iter()
        .chain([
            tick(EVERYWHERE.to_owned(), t.known_issues_word_everywhere()),
            tick(TAG_WARDS.to_owned(), t.known_issues_word_tag_wards(isolated(&tag))),
        ])
        .chain(zones)
        .chain([tick(RESPONDERS.to_owned(), t.known_issues_word_responders(isolated(&tag)))])
        .collect()
}
