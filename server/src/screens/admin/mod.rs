//! Setting the hospital up from files, and getting it back as files.

pub(crate) mod view;

use std::sync::Arc;

use app::{model::FieldError, screens::admin as pages};
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State,
        multipart::{MultipartError, MultipartRejection},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::ticket::Actor;
use import::{ExportError, File, Kind, MAX_BYTES, Setting, Uploads, spreadsheet::MARK};
use leptos::prelude::*;
use texts::texts;

use self::view::{admin_page, import_page, list_page, walks_page};
use crate::{
    actions,
    http::{
        Problem,
        done::{Done, counted},
        extract::{Path, Query},
        forms::Posted,
        visit::Visit,
    },
    serving::is_too_slow,
    view::{Sources, paging::Asked},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(sources.core.store.read().await?.as_mut()).await?;
    show(&sources, &visit, StatusCode::OK, Vec::new(), notice).await
}

/// Shows what uploaded files would change, and keeps them until that is confirmed.
pub(crate) async fn look(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    Uploaded(files): Uploaded,
) -> Result<Response, Problem> {
    if files.is_empty() {
        let error = FieldError::new("files", texts().admin_choose_file());
        return show(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, vec![error], None).await;
    }
    let (core, by) = (&sources.core, visit.person_id()?);
    let outcome =
        import::preview(core.store.read().await?.as_mut(), &files, setting(&sources, &visit)?).await?;
    let is_sound = outcome.problems.is_empty();
    let key = core.random.secret();
    let page = import_page(outcome, key.clone());
    if page.key.is_some() {
        uploads.keep(by, key, files, core.now());
    }
    let status = if is_sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(&sources, status, page, |shell, page| view! { <pages::Import shell=shell page=page /> }))
}

/// Saves the files that were looked at, if they still fit the hospital as it is now.
pub(crate) async fn save(
    State(sources): State<Sources>,
    State(uploads): State<Arc<Uploads>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let Some(files) = uploads.take(by, form.get("key"), core.now()) else {
        let error = FieldError::new("files", texts().admin_files_gone());
        return show(&sources, &visit, StatusCode::CONFLICT, vec![error], None).await;
    };
    let mut tx = core.write().await?;
    let outcome = import::run(tx.as_mut(), &files, setting(&sources, &visit)?).await?;
    if outcome.problems.is_empty() {
        tx.commit_quietly().await?;
        // Before anybody reads them.
        sources.kept.forget_ways().await;
        core.wake.all();
        let counted = counted(&outcome.summaries);
        return Ok(Redirect::to(&format!("{}?done=imported&about={counted}", paths::ADMIN)).into_response());
    }
    drop(tx);
    let page = import_page(outcome, String::new());
    Ok(visit.page(
        &sources,
        StatusCode::CONFLICT,
        page,
        |shell, page| view! { <pages::Import shell=shell page=page /> },
    ))
}

pub(crate) async fn list(
    State(sources): State<Sources>,
    visit: Visit,
    Path(list): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let kind = Kind::named(&list).ok_or(Problem::NotFound)?;
    let page = list_page(&sources, sources.core.store.read().await?.as_mut(), kind, &asked).await?;
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::List shell=shell page=page /> },
    ))
}

pub(crate) async fn walks(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = walks_page(&sources, sources.core.store.read().await?.as_mut(), &asked).await?;
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::List shell=shell page=page /> },
    ))
}

/// The list as a file that an import understands.
pub(crate) async fn file(
    State(sources): State<Sources>,
    visit: Visit,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let kind = kind_of(&file)?;
    let mut tx = sources.core.store.read().await?;
    let text = import::export(tx.as_mut(), kind, &sources.trust.time_zone, sources.core.now()).await?;
    drop(tx);
    let rows = text.lines().count().saturating_sub(1);
    actions::note_export(&sources.core, visit.person_id()?, &kind.file_name(), rows).await?;
    Ok(csv(kind, text))
}

/// The columns of a file and two lines as an example.
pub(crate) async fn template(Path(file): Path<String>) -> Result<Response, Problem> {
    let kind = kind_of(&file)?;
    Ok(csv(kind, format!("{MARK}{}", kind.template())))
}

fn kind_of(file: &str) -> Result<Kind, Problem> {
    file.strip_suffix(".csv").and_then(Kind::named).ok_or(Problem::NotFound)
}

fn csv(kind: Kind, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", kind.file_name())),
    ];
    (headers, text).into_response()
}

fn setting<'w>(sources: &'w Sources, visit: &Visit) -> Result<Setting<'w>, Problem> {
    let (core, trust) = (&sources.core, &sources.trust);
    Ok(Setting {
        random: &core.random,
        links: &core.links,
        zone: &trust.time_zone,
        trust: &trust.name,
        now: core.now(),
        actor: Actor::Staff(visit.person_id()?),
    })
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let page = admin_page(sources, sources.core.store.read().await?.as_mut(), errors, notice).await?;
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Admin shell=shell page=page /> }))
}

/// The files of a form that sends files.
#[derive(Debug)]
pub(crate) struct Uploaded(Vec<File>);

impl<S: Send + Sync> FromRequest<S> for Uploaded {
    type Rejection = Problem;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        DefaultBodyLimit::max(MAX_BYTES).apply(&mut request);
        let mut form = Multipart::from_request(request, state).await?;
        let mut files = Vec::new();
        while let Some(field) = form.next_field().await? {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await?.to_vec();
            // A browser sends an empty part if nothing was chosen.
            if !name.is_empty() {
                files.push(File { name, bytes });
            }
        }
        Ok(Self(files))
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

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            ExportError::Csv(error) => Self::Failed(error.to_string()),
        }
    }
}
