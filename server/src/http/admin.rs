//! Setting the hospital up from files, and getting it back as files.

use app::{model::FieldError, pages};
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State,
        multipart::{MultipartError, MultipartRejection},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;

use super::{
    Problem, Web,
    done::{Done, counted},
    extract::{Path, Query},
    forms::Posted,
    visit::Visit,
};
use crate::{
    actions,
    import::{self, ExportError, File, Kind, MAX_BYTES, Setting},
    serving::is_too_slow,
    spreadsheet::MARK,
    view::{admin_page, import_page, list_page, walks_page},
};

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(web.elbow.store.read().await?.as_mut()).await?;
    show(&web, &visit, StatusCode::OK, Vec::new(), notice).await
}

/// Shows what uploaded files would change, and keeps them until that is confirmed.
pub(super) async fn look(
    State(web): State<Web>,
    visit: Visit,
    Uploaded(files): Uploaded,
) -> Result<Response, Problem> {
    if files.is_empty() {
        let error = FieldError::new("files", "Choose at least one file");
        return show(&web, &visit, StatusCode::UNPROCESSABLE_ENTITY, vec![error], None).await;
    }
    let (elbow, by) = (&web.elbow, visit.person_id()?);
    let outcome = import::preview(elbow.store.read().await?.as_mut(), &files, setting(&web, &visit)?).await?;
    let is_sound = outcome.problems.is_empty();
    let key = elbow.random.secret();
    let page = import_page(outcome, key.clone());
    if page.key.is_some() {
        elbow.uploads.keep(by, key, files, elbow.now());
    }
    let status = if is_sound { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(&web, status, page, |shell, page| view! { <pages::Import shell=shell page=page /> }))
}

/// Saves the files that were looked at, if they still fit the hospital as it is now.
pub(super) async fn save(State(web): State<Web>, visit: Visit, form: Posted) -> Result<Response, Problem> {
    let (elbow, by) = (&web.elbow, visit.person_id()?);
    let Some(files) = elbow.uploads.take(by, form.get("key"), elbow.now()) else {
        let message = "These files are no longer here. Upload them again.".to_owned();
        let error = FieldError::new("files", message);
        return show(&web, &visit, StatusCode::CONFLICT, vec![error], None).await;
    };
    let mut session = elbow.store.write().await?;
    let outcome = import::run(session.as_mut(), &files, setting(&web, &visit)?).await?;
    if outcome.problems.is_empty() {
        session.commit().await?;
        elbow.atlas.forget().await;
        elbow.wake.all();
        let counted = counted(&outcome.summaries);
        return Ok(Redirect::to(&format!("/admin?done=imported&about={counted}")).into_response());
    }
    drop(session);
    let page = import_page(outcome, String::new());
    Ok(visit.page(
        &web,
        StatusCode::CONFLICT,
        page,
        |shell, page| view! { <pages::Import shell=shell page=page /> },
    ))
}

pub(super) async fn list(
    State(web): State<Web>,
    visit: Visit,
    Path(list): Path<String>,
) -> Result<Response, Problem> {
    let kind = Kind::named(&list).ok_or(Problem::NotFound)?;
    let page = list_page(&web.elbow, web.elbow.store.read().await?.as_mut(), kind).await?;
    Ok(visit.page(&web, StatusCode::OK, page, |shell, page| view! { <pages::List shell=shell page=page /> }))
}

pub(super) async fn walks(State(web): State<Web>, visit: Visit) -> Result<Response, Problem> {
    let page = walks_page(&web.elbow, web.elbow.store.read().await?.as_mut()).await?;
    Ok(visit.page(&web, StatusCode::OK, page, |shell, page| view! { <pages::List shell=shell page=page /> }))
}

/// The list as a file that an import understands.
pub(super) async fn file(
    State(web): State<Web>,
    visit: Visit,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    let kind = kind_of(&file)?;
    let mut session = web.elbow.store.read().await?;
    let text = import::export(session.as_mut(), kind, &web.elbow.config.time_zone).await?;
    drop(session);
    let rows = text.lines().count().saturating_sub(1);
    actions::note_export(&web.elbow, visit.person_id()?, &kind.file_name(), rows).await?;
    Ok(csv(kind, text))
}

/// The columns of a file and two lines as an example.
pub(super) async fn template(Path(file): Path<String>) -> Result<Response, Problem> {
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

fn setting<'w>(web: &'w Web, visit: &Visit) -> Result<Setting<'w>, Problem> {
    let elbow = &web.elbow;
    Ok(Setting {
        random: &elbow.random,
        links: &elbow.links,
        zone: &elbow.config.time_zone,
        trust: &elbow.config.trust_name,
        now: elbow.now(),
        by: Some(visit.person_id()?),
    })
}

async fn show(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let page = admin_page(web.elbow.store.read().await?.as_mut(), errors, notice).await?;
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::Admin shell=shell page=page /> }))
}

/// The files of a form that sends files.
#[derive(Debug)]
pub(super) struct Uploaded(Vec<File>);

impl FromRequest<Web> for Uploaded {
    type Rejection = Problem;

    async fn from_request(mut request: Request, web: &Web) -> Result<Self, Problem> {
        DefaultBodyLimit::max(MAX_BYTES).apply(&mut request);
        let mut form = Multipart::from_request(request, web).await?;
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
