//! What is known to be wrong, as the command centre keeps it, and the tickets about it.

pub(crate) mod close;
pub(crate) mod links;
pub(crate) mod view;
pub(crate) mod word;

use app::screens::known_issues::{self as pages, KnownIssueForm, NewIssuePage};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    KnownIssue, KnownIssueId, TicketId, Timestamp,
    known_issue::{NextWord, Said as Text},
    surge::Verdict,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::Tx;
use texts::texts;

use self::view::{AskedIssues, form_choices, known_issue_page, known_issues_page};
use crate::{
    actions::{self, ActionError},
    core::Core,
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    view::{Sources, paging::Asked},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
    Query(asked): Query<AskedIssues>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show_all(&sources, &visit, asked, KnownIssueForm::default(), Said::done(notice)).await
}

/// What a card of a surge says of the known issue that is made of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Preset {
    /// Slug or id.
    tag: String,
    /// Id or code.
    ward: String,
    from: String,
    /// Its id.
    surge: String,
}

pub(crate) async fn new(
    State(sources): State<Sources>,
    visit: Visit,
    Query(preset): Query<Preset>,
) -> Result<Response, Problem> {
    let directory = {
        let mut tx = sources.core.store.read().await?;
        sources.directory(tx.as_mut()).await?
    };
    let tag = directory.tags.iter().find(|tag| tag.slug == preset.tag || preset.tag.parse() == Ok(tag.id));
    let ward = directory.wards_in_order().iter();
    let ward = ward.clone().find(|ward| ward.code == preset.ward || preset.ward.parse() == Ok(ward.id));
    let form = KnownIssueForm {
        tag: tag.map_or_else(String::new, |tag| tag.slug.clone()),
        ward: ward.map_or_else(String::new, |ward| ward.id.to_string()),
        from_surge: preset.from == SURGE,
        surge: preset.surge.clone(),
        links_next: true,
        ..KnownIssueForm::default()
    };
    show_new(&sources, &visit, form, Said::default()).await
}

async fn show_new(
    sources: &Sources,
    visit: &Visit,
    form: KnownIssueForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let form = form_choices(sources, &sources.directory(tx.as_mut()).await?, None, form);
    drop(tx);
    let page = NewIssuePage { form: KnownIssueForm { errors, warnings, ..form } };
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::NewKnownIssue shell=shell page=page /> },
    ))
}

/// Where a known issue comes from that is made of a surge, as its form says it.
pub(super) const SURGE: &str = "surge";

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let links_next = form.get("then") == "link";
    match read(&sources, &form, None).await? {
        Ok(text) => {
            let (by, once) = (visit.person_id()?, form.once());
            let added = actions::add_known_issue(&sources.core, text, by, once.as_deref()).await?;
            if let Ok(surge) = form.get("surge").parse() {
                // Somebody may have said something else of it meanwhile: the issue is added all the same.
                let verdict = Verdict::KnownIssue(added);
                match actions::judge_surge(&sources.core, surge, verdict, by, None).await {
                    Ok(()) | Err(ActionError::Changed | ActionError::NotFound) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            let mut on =
                if links_next { paths::link_known_issue(&added) } else { paths::KNOWN_ISSUES.to_owned() };
            on += "?done=issue_added&about=";
            on += &added.to_string();
            if form.get("from") == SURGE {
                on.push_str("&from=surge");
                if let Ok(surge) = form.get("surge").parse::<TicketId>() {
                    on += "&surge=";
                    on += &surge.to_string();
                }
            }
            Ok(Redirect::to(&on).into_response())
        }
        Err(said) if links_next => show_new(&sources, &visit, typed(&form), said).await,
        Err(said) => show_all(&sources, &visit, AskedIssues::default(), typed(&form), said).await,
    }
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(issue): Path<KnownIssueId>,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
    Query(JustLinked { linked_at }): Query<JustLinked>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    let linked_at = linked_at.parse().ok().map(Timestamp::from_millis);
    show(&sources, &visit, (issue, &asked, linked_at), None, Said::done(notice)).await
}

/// What was linked a moment ago, by the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct JustLinked {
    /// In milliseconds.
    linked_at: String,
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    let before = find(&sources, id).await?;
    match read(&sources, &form, Some(&before)).await? {
        Ok(text) => {
            let seen = form.get("version").parse().ok();
            match actions::change_known_issue(&sources.core, id, text, visit.person_id()?, seen).await {
                Err(ActionError::Changed) => {
                    let message = texts().known_issues_changed_meanwhile();
                    let said = Said::wrong_in("title", message).with(StatusCode::CONFLICT);
                    show(&sources, &visit, (id, &Asked::default(), None), Some(typed(&form)), said).await
                }
                done => {
                    done?;
                    Ok(Redirect::to(&format!("{}?done=issue_changed", paths::known_issue(&id)))
                        .into_response())
                }
            }
        }
        Err(said) => show(&sources, &visit, (id, &Asked::default(), None), Some(typed(&form)), said).await,
    }
}

pub(crate) async fn end(
    State(core): State<Core>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
) -> Result<Response, Problem> {
    actions::end_known_issue(&core, id, visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{}?done=issue_ended&about={id}", paths::KNOWN_ISSUES)).into_response())
}

pub(crate) async fn reopen(
    State(core): State<Core>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
) -> Result<Response, Problem> {
    actions::reopen_known_issue(&core, id, visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{}?done=issue_reopened", paths::known_issue(&id))).into_response())
}

pub(super) async fn find(sources: &Sources, id: KnownIssueId) -> Result<KnownIssue, Problem> {
    sources.core.store.read().await?.lookup_known_issue(id).await?.ok_or(Problem::NotFound)
}

/// Before the code of a ticket, in the name of what stands for it.
pub(super) const TICKET: &str = "t_";
/// The same of one that was shown, chosen or not.
pub(super) const SHOWN: &str = "s_";

/// The tickets that a form names, as far as there are any.
/// `prefix`: [`TICKET`] for those that were chosen. With the version that was shown, where a form says it.
pub(super) async fn named(
    tx: &mut dyn Tx,
    form: &Posted,
    prefix: &str,
) -> Result<Vec<(TicketId, Option<u32>)>, store::Error> {
    let mut tickets = Vec::new();
    for (field, typed) in form.fields() {
        let code = field.strip_prefix(prefix).and_then(|code| code.parse().ok());
        if let Some(code) = code
            && let Some(ticket) = tx.lookup_ticket_by_code(&code).await?
        {
            tickets.push((ticket.id, typed.parse().ok()));
        }
    }
    Ok(tickets)
}

/// What was written, or what is wrong with it. `before`: what is changed.
async fn read(
    sources: &Sources,
    form: &Posted,
    before: Option<&KnownIssue>,
) -> Result<Result<Text, Said>, Problem> {
    let t = texts();
    let (tags, wards) = {
        let mut tx = sources.core.store.read().await?;
        (tx.list_tags().await?, tx.list_wards().await?)
    };
    let now = sources.core.now();
    let mut reading = Reading::of(form);
    let title = reading.needed("title", &texts().known_issues_say_what_is_wrong());
    let workaround = reading.needed("workaround", &texts().known_issues_say_what_to_do());
    let tag =
        reading.field("tag", &texts().shared_choose_tag(), |slug| tags.iter().find(|tag| tag.slug == slug));
    let kept = before.and_then(|issue| issue.said.ward).filter(|ward| form.get("ward") == ward.to_string());
    let ward = reading.field("ward", &t.known_issues_choose_ward(), |typed| {
        let found = || wards.iter().map(|ward| ward.id).find(|id| typed.parse() == Ok(*id)).or(kept);
        if typed.is_empty() { Some(None) } else { found().map(Some) }
    });
    let holds = form.get("holds") == HOLD;
    let next_word_at = match form.get("next_word") {
        KEEP => before.and_then(|issue| issue.said.next_word_at),
        minutes => minutes.parse().ok().map(|minutes| in_minutes(now, minutes)),
    };
    let text = title.zip(workaround).zip(tag).zip(ward).map(|(((title, workaround), tag), ward)| Text {
        title,
        workaround,
        tag: tag.id,
        ward,
        holds,
        next_word_at,
    });
    match text.as_ref().map_or(Ok(()), |text| text.check_next_word(now)) {
        Ok(()) => {}
        Err(NextWord::Missing) => reading.wrong("next_word", t.known_issues_say_next_word()),
        Err(NextWord::Past) => reading.wrong("next_word", t.known_issues_next_word_past()),
        Err(NextWord::TooFar) => reading.wrong("next_word", t.known_issues_next_word_too_far()),
    }
    Ok(match (text, reading.end(&sources.trust, &["title", "workaround"])) {
        (Some(text), None) => Ok(text),
        (_, said) => Err(said.unwrap_or_default()),
    })
}

/// Requests are put on hold, as its form says it.
pub(super) const HOLD: &str = "hold";
/// The next word comes when it was promised.
pub(super) const KEEP: &str = "keep";

/// The whole minute, so that the same form a moment later says the same.
pub(super) fn in_minutes(now: Timestamp, minutes: i64) -> Timestamp {
    const MINUTE: i64 = 60_000;
    let minutes = minutes.clamp(0, 100_000);
    Timestamp::from_millis(now.as_millis().div_euclid(MINUTE).saturating_add(minutes) * MINUTE)
}

/// The form as it was typed.
fn typed(form: &Posted) -> KnownIssueForm {
    KnownIssueForm {
        title: form.get("title").to_owned(),
        workaround: form.get("workaround").to_owned(),
        tag: form.get("tag").to_owned(),
        ward: form.get("ward").to_owned(),
        holds: form.get("holds").to_owned(),
        next_word: form.get("next_word").to_owned(),
        key: form.get("key").to_owned(),
        surge: form.get("surge").to_owned(),
        from_surge: form.get("from") == SURGE,
        links_next: form.get("then") == "link",
        ..KnownIssueForm::default()
    }
}

async fn show_all(
    sources: &Sources,
    visit: &Visit,
    asked: AskedIssues,
    form: KnownIssueForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let form = KnownIssueForm { errors, warnings, ..form };
    let mut tx = sources.core.store.read().await?;
    let page = known_issues_page(sources, tx.as_mut(), asked, form, notice).await?;
    drop(tx);
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::KnownIssues shell=shell page=page /> },
    ))
}

/// `typed`: none to show it as it is kept.
async fn show(
    sources: &Sources,
    visit: &Visit,
    (id, asked, linked_at): (KnownIssueId, &Asked, Option<Timestamp>),
    typed: Option<KnownIssueForm>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let typed = typed.map(|form| KnownIssueForm { errors, warnings, ..form });
    let mut tx = sources.core.store.read().await?;
    let issue = tx.lookup_known_issue(id).await?.ok_or(Problem::NotFound)?;
    let leads = &visit.person()?.leads;
    let page =
        known_issue_page(sources, tx.as_mut(), &issue, (asked, linked_at), leads, typed, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::KnownIssue shell=shell page=page /> }))
}
