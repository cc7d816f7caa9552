//! Setting the hospital up from files: what is uploaded is looked at, asked about, looked at again, and saved.

mod view;

use std::sync::Arc;

use app::{model::FieldError, screens::import as pages};
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State,
        multipart::{MultipartError, MultipartRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::ticket::Actor;
use import::{Answers, File, MAX_BYTES, Outcome, Reading, Setting, Upload, Uploads, Verdict};
use leptos::prelude::*;
use texts::texts;

use self::view::import_page;
use super::admin;
use crate::{
    http::{Problem, done::counted, forms::Posted, visit::Visit},
    serving::is_too_slow,
    view::Sources,
};

const MEGABYTE: usize = 1024 * 1024;

/// The most that is taken off the line of an upload, in bytes.
const MOST_TAKEN: usize = 64 * MEGABYTE;

/// More questions than this are asked a page later.
const MOST_ASKED: usize = 200;

/// Shows what uploaded files would change, and keeps them until that is confirmed.
pub(crate) async fn look(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    uploaded: Result<Uploaded, Problem>,
) -> Result<Response, Problem> {
    let (status, message) = match uploaded {
        Ok(Uploaded(files)) if !files.is_empty() => {
            let upload = Upload { files, ..Upload::default() };
            let key = sources.core.random.secret();
            return consider(&sources, &uploads, &visit, (key, upload), Shown::First).await;
        }
        Ok(_) => (StatusCode::UNPROCESSABLE_ENTITY, texts().admin_choose_file()),
        Err(Problem::TooLarge) => {
            (StatusCode::PAYLOAD_TOO_LARGE, texts().admin_files_too_large(MAX_BYTES / MEGABYTE))
        }
        Err(problem) => return Err(problem),
    };
    admin::show(&sources, &visit, status, vec![FieldError::new("files", message)], None).await
}

/// What was uploaded and not confirmed yet.
pub(crate) async fn page(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
) -> Result<Response, Problem> {
    match uploads.look(visit.person_id()?, sources.core.now()) {
        Some(upload) => consider(&sources, &uploads, &visit, upload, Shown::First).await,
        None => Ok(Redirect::to(paths::ADMIN).into_response()),
    }
}

/// Which columns are meant, and what is the same as something that is there.
pub(crate) async fn answer(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (by, now) = (visit.person_id()?, sources.core.now());
    let Some((key, mut upload)) = uploads.look(by, now).filter(|(key, _)| key == form.get("key")) else {
        return gone(&sources, &visit).await;
    };
    let mut is_whole = true;
    for (place, heading) in upload.headings.iter().enumerate() {
        match form.get(&view::heading_field(place)) {
            "" => is_whole = false,
            view::LEFT_OUT => upload.answers.say(heading.kind, &heading.name, None),
            column => upload.answers.say(heading.kind, &heading.name, Some(column)),
        }
    }
    for (place, likeness) in upload.likenesses.iter().enumerate() {
        match form.get(&view::likeness_field(place)) {
            "same" => upload.answers.judge(likeness, Verdict::Same),
            "another" => upload.answers.judge(likeness, Verdict::Another),
            _ => is_whole = false,
        }
    }
    if !is_whole {
        return consider(&sources, &uploads, &visit, (key, upload), Shown::Tried).await;
    }
    uploads.keep(by, key, upload, now);
    Ok(Redirect::to(paths::IMPORT).into_response())
}

/// Saves the files that were looked at, if they still fit the hospital as it is now.
pub(crate) async fn save(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let Some(upload) = uploads.take(by, form.get("key"), core.now()) else {
        return gone(&sources, &visit).await;
    };
    let reading = read(&sources, &upload).await?;
    if !reading.has_unknown_headings() {
        let trust = &sources.trust.now().values.trust_name;
        let setting = setting(&sources, trust, &visit)?;
        let mut tx = core.write().await?;
        let outcome = import::run(tx.as_mut(), reading, setting).await?;
        if outcome.is_sound() {
            tx.commit_quietly().await?;
            // Before anybody reads them.
            sources.kept.forget_ways().await;
            core.wake.all();
            let counted = counted(&outcome.summaries);
            let to = format!("{}?done=imported&about={counted}", paths::ADMIN);
            return Ok(Redirect::to(&to).into_response());
        }
    }
    consider(&sources, &uploads, &visit, (core.random.secret(), upload), Shown::Late).await
}

/// When a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    First,
    /// Questions were left open.
    Tried,
    /// What was confirmed does not fit any more.
    Late,
}

/// Shows what files would change with these answers, and keeps them while there is something to answer or to save.
async fn consider(
    sources: &Sources,
    uploads: &Uploads,
    visit: &Visit,
    (key, mut upload): (String, Upload),
    shown: Shown,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let reading = read(sources, &upload).await?;
    let trust = &sources.trust.now().values.trust_name;
    let setting = setting(sources, trust, visit)?;
    let mut tx = core.store.read().await?;
    let outcome = import::preview(tx.as_mut(), reading, setting).await?;
    drop(tx);
    let Outcome { headings, likenesses, .. } = &outcome;
    upload.headings.clone_from(headings);
    upload.likenesses = likenesses.iter().take(MOST_ASKED).cloned().collect();
    let status = match shown {
        Shown::Late => StatusCode::CONFLICT,
        Shown::First if outcome.problems.is_empty() => StatusCode::OK,
        Shown::First | Shown::Tried => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = import_page(outcome, &upload, key.clone(), shown == Shown::Tried);
    if page.key.is_some() {
        uploads.keep(by, key, upload, core.now());
    }
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Import shell=shell page=page /> }))
}

async fn gone(sources: &Sources, visit: &Visit) -> Result<Response, Problem> {
    let error = FieldError::new("files", texts().admin_files_gone());
    admin::show(sources, visit, StatusCode::CONFLICT, vec![error], None).await
}

/// Reads files where nobody waits for the thread.
async fn read(sources: &Sources, upload: &Upload) -> Result<Reading, Problem> {
    let remembered = Answers::remembered(sources.core.store.read().await?.as_mut()).await?;
    let (files, answers) = (upload.files.clone(), remembered.and(&upload.answers));
    let reading = tokio::task::spawn_blocking(move || import::read(&files, answers)).await;
    reading.map_err(|error| Problem::Failed(error.to_string()))
}

fn setting<'w>(sources: &'w Sources, trust: &'w str, visit: &Visit) -> Result<Setting<'w>, Problem> {
    let core = &sources.core;
    Ok(Setting {
        random: &core.random,
        links: &core.links,
        zone: &sources.trust.time_zone,
        trust,
        now: core.now(),
        actor: Actor::Staff(visit.person_id()?),
    })
}

/// The files of a form that sends files.
#[derive(Debug)]
pub(crate) struct Uploaded(Vec<File>);

impl<S: Send + Sync> FromRequest<S> for Uploaded {
    type Rejection = Problem;

    /// What is too large is still taken off the line, as far as [`MOST_TAKEN`]: a browser that is cut off while it sends shows no
    /// page of ours.
    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        DefaultBodyLimit::max(MOST_TAKEN).apply(&mut request);
        let mut form = Multipart::from_request(request, state).await?;
        let (mut files, mut size) = (Vec::new(), 0);
        while let Some(mut field) = form.next_field().await? {
            let name = field.file_name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            while let Some(chunk) = field.chunk().await? {
                size += chunk.len();
                if size <= MAX_BYTES {
                    bytes.extend_from_slice(&chunk);
                }
            }
            // A browser sends an empty part if nothing was chosen.
            if !name.is_empty() {
                files.push(File { name, bytes });
            }
        }
        if size > MAX_BYTES { Err(Problem::TooLarge) } else { Ok(Self(files)) }
    }
}

impl From<MultipartRejection> for Problem {
    fn from(_: MultipartRejection) -> Self {
        Self::NotAForm
    }
}

impl From<MultipartError> for Problem {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ if is_too_slow(&error) => Self::TooSlow,
            _ => Self::NotAForm,
        }
    }
}
