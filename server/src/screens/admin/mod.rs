//! The hospital: its lists, and getting it back as files.

pub(crate) mod view;

use app::{model::FieldError, screens::admin as pages};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use import::{ExportError, Kind, spreadsheet::MARK};
use leptos::prelude::*;

use self::view::{admin_page, list_page, page_of, walks_page};
use crate::{
    actions,
    http::{
        Problem,
        done::Done,
        download,
        extract::{Path, Query},
        visit::Visit,
    },
    screens::start::view::{Beside, start_page},
    view::{
        Sources,
        paging::{Asked, address},
    },
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, StatusCode::OK, Vec::new(), notice).await
}

pub(crate) async fn list(
    State(sources): State<Sources>,
    visit: Visit,
    Path(list): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let kind = Kind::named(&list).ok_or(Problem::NotFound)?;
    // What has a page that knows more of it is shown there.
    let page = page_of(kind);
    if page != paths::list(kind.name()) {
        return Ok(Redirect::to(&address(&page, &[("find", &asked.find)])).into_response());
    }
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
    Ok(download::csv(&kind.file_name(), text))
}

/// The columns of a file and two lines as an example.
pub(crate) async fn template(Path(file): Path<String>) -> Result<Response, Problem> {
    let kind = kind_of(&file)?;
    Ok(download::csv(&kind.file_name(), format!("{MARK}{}", kind.template())))
}

fn kind_of(file: &str) -> Result<Kind, Problem> {
    file.strip_suffix(".csv").and_then(Kind::named).ok_or(Problem::NotFound)
}

/// The hospital's page, with what is wrong with an upload.
pub(crate) async fn show(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    // What `doctor` says takes longer, and has a page.
    let missing = start_page(sources, tx.as_mut(), visit, &Beside::default()).await?.missing.len();
    let page = admin_page(sources, tx.as_mut(), missing, errors, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Admin shell=shell page=page /> }))
}

impl From<ExportError> for Problem {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            ExportError::Csv(error) => Self::Failed(error.to_string()),
        }
    }
}
