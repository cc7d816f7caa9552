//! Setting the hospital up from files: what is uploaded is looked at, asked about, looked at again, and saved.

pub(crate) mod headings;
pub(crate) mod undo;
mod view;

use std::{sync::Arc, time::Duration};

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
use import::{
    Answers, File, MAX_BYTES, MAX_FILES, Meant, Outcome, Reading, Setting, Upload, Uploads, Verdict,
};
use leptos::prelude::*;
use texts::texts;
use tokio::time::sleep;

use self::view::import_page;
use super::admin;
use crate::{
    actions,
    http::{Problem, done::counted, forms::Posted, visit::Visit},
    serving::is_too_slow,
    view::Sources,
};

const MEGABYTE: usize = 1024 * 1024;

/// The most that is taken off the line of an upload, in bytes.
const MOST_TAKEN: usize = 64 * MEGABYTE;

/// While the same page is being saved.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// More questions than this are asked a page later.
const MOST_ASKED: usize = 200;

/// Shows what uploaded files would change, and keeps them until that is confirmed, in place of those before.
pub(crate) async fn look(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    uploaded: Result<Uploaded, Problem>,
) -> Result<Response, Problem> {
    let (status, message) = match uploaded {
        Ok(Uploaded(files)) if files.len() > MAX_FILES => {
            (StatusCode::UNPROCESSABLE_ENTITY, texts().admin_too_many_files(MAX_FILES))
        }
        Ok(Uploaded(files)) if !files.is_empty() => {
            let core = &sources.core;
            // What was said of columns up to now holds for these files, whatever is said elsewhere meanwhile.
            let answers = Answers::remembered(core.store.read().await?.as_mut()).await?.asked();
            let upload = Upload { files, answers, ..Upload::default() };
            let key = core.random.secret();
            uploads.begin(visit.person_id()?, key.clone(), upload.clone(), core.now());
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
        Some(kept) => consider(&sources, &uploads, &visit, kept, Shown::Again).await,
        None => gone(&sources, &visit, StatusCode::NOT_FOUND).await,
    }
}

/// Which columns are meant, and what is the same as something that is there.
pub(crate) async fn answer(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let Some((key, mut upload)) = uploads.look(by, core.now()) else {
        return gone(&sources, &visit, StatusCode::CONFLICT).await;
    };
    if key != form.get("key") {
        return consider(&sources, &uploads, &visit, (key, upload), Shown::Older).await;
    }
    let mut is_whole = true;
    let mut said = Vec::new();
    for (place, heading) in upload.headings.iter().enumerate() {
        let column = match form.get(&view::heading_field(place)) {
            view::LEFT_OUT => Meant::LeftOut,
            given => {
                let known = heading.columns.iter().copied().find(|column| *column == given);
                known.map_or(Meant::Unknown, Meant::Column)
            }
        };
        is_whole &= column != Meant::Unknown;
        let column = match column {
            Meant::Unknown => continue,
            // Nothing new was said of it.
            same if same == heading.meant => continue,
            Meant::LeftOut => None,
            Meant::Column(column) => Some(column),
        };
        upload.answers.say(heading.kind, &heading.name, column);
        said.push(heading.clone());
    }
    for (place, likeness) in upload.likenesses.iter().enumerate() {
        match form.get(&view::likeness_field(place)) {
            "same" => upload.answers.judge(likeness, Verdict::Same),
            "another" => upload.answers.judge(likeness, Verdict::Another),
            _ => is_whole = false,
        }
    }
    if !said.is_empty() {
        let mut tx = core.write().await?;
        upload.answers.remember(tx.as_mut(), &said, (Actor::Staff(by), core.now())).await?;
        tx.commit_quietly().await?;
    }
    if !is_whole {
        return consider(&sources, &uploads, &visit, (key, upload), Shown::Tried).await;
    }
    if !uploads.keep_if(by, &key, (core.random.secret(), upload), core.now()) {
        return gone(&sources, &visit, StatusCode::CONFLICT).await;
    }
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
    let (key, once) = (form.get("key"), form.once());
    let taken = loop {
        if let Some(taken) = uploads.take(by, key, core.now()) {
            break taken;
        }
        // The same tap twice: the second waits for what becomes of the first.
        if uploads.are_being_saved(key) {
            sleep(LOOK_AGAIN).await;
            continue;
        }
        if let Some(counted) = actions::imported_before(core, by, once.as_deref()).await? {
            return Ok(imported(&counted));
        }
        return match uploads.look(by, core.now()) {
            Some(kept) => consider(&sources, &uploads, &visit, kept, Shown::Older).await,
            None => gone(&sources, &visit, StatusCode::CONFLICT).await,
        };
    };
    let upload = taken.upload().clone();
    let reading = read(&upload).await?;
    let trust = &sources.trust.now().values.trust_name;
    let setting = setting(&sources, trust, &visit)?;
    let mut reader = core.store.read().await?;
    let looked = import::look(reader.as_mut(), reading, setting).await?;
    drop(reader);
    let mut tx = core.write().await?;
    let outcome = looked.save(tx.as_mut(), setting).await?;
    if outcome.is_sound() {
        let counted = counted(&outcome.summaries);
        actions::remember_imported(core, tx.as_mut(), by, once.as_deref(), &counted).await?;
        tx.commit_quietly().await?;
        taken.saved();
        // Before anybody reads them.
        sources.kept.forget_ways().await;
        core.wake.all();
        return Ok(imported(&counted));
    }
    drop((tx, taken));
    consider(&sources, &uploads, &visit, (key.to_owned(), upload), Shown::Late).await
}

fn imported(counted: &str) -> Response {
    Redirect::to(&format!("{}?done=imported&about={counted}", paths::ADMIN)).into_response()
}

/// When a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    First,
    /// By its address.
    Again,
    /// Questions were left open.
    Tried,
    /// An answer came from a page that was drawn before another.
    Older,
    /// What was confirmed does not fit any more.
    Late,
}

/// Shows what the files that are kept under `key` would change with these answers, and keeps them under a key of this page while
/// there is something to answer or to save.
async fn consider(
    sources: &Sources,
    uploads: &Uploads,
    visit: &Visit,
    (key, mut upload): (String, Upload),
    shown: Shown,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let reading = read(&upload).await?;
    let trust = &sources.trust.now().values.trust_name;
    let setting = setting(sources, trust, visit)?;
    let mut tx = core.store.read().await?;
    let outcome = import::preview(tx.as_mut(), reading, setting).await?;
    drop(tx);
    let Outcome { headings, likenesses, .. } = &outcome;
    upload.headings.clone_from(headings);
    // Files that have to be corrected come again, and are asked about then.
    let asked = if outcome.problems.is_empty() { MOST_ASKED } else { 0 };
    upload.likenesses = likenesses.iter().take(asked).cloned().collect();
    let (status, why) = match shown {
        Shown::Late => (StatusCode::CONFLICT, Some(texts().import_late())),
        Shown::Older => (StatusCode::CONFLICT, Some(texts().import_older())),
        Shown::Again => (StatusCode::OK, None),
        Shown::First if outcome.problems.is_empty() => (StatusCode::OK, None),
        Shown::First | Shown::Tried => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let new_key = core.random.secret();
    let mut page = import_page(outcome, &upload, new_key.clone(), shown == Shown::Tried);
    if let Some(why) = why {
        page.errors.insert(0, FieldError::new("", why));
    }
    if page.key.is_none() {
        uploads.forget(by, &key, core.now());
    } else if !uploads.keep_if(by, &key, (new_key, upload), core.now()) {
        return gone(sources, visit, StatusCode::CONFLICT).await;
    }
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Import shell=shell page=page /> }))
}

async fn gone(sources: &Sources, visit: &Visit, status: StatusCode) -> Result<Response, Problem> {
    let error = FieldError::new("files", texts().admin_files_gone());
    admin::show(sources, visit, status, vec![error], None).await
}

/// Reads files where nobody waits for the thread.
async fn read(upload: &Upload) -> Result<Reading, Problem> {
    let (files, answers) = (upload.files.clone(), upload.answers.clone());
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
            // A browser sends an empty part if nothing was chosen. Of too many it does not matter which.
            if !name.is_empty() && files.len() <= MAX_FILES {
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
