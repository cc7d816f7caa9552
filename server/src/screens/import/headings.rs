//! What was said of columns with other names, and forgetting it.

use app::{
    model::FieldError,
    screens::import::{self as pages, HeadingsPage},
    words::isolated,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::ticket::Actor;
use import::{Forgotten, forget_heading};
use leptos::prelude::*;
use store::ImportHeading;
use texts::texts;

use super::view::{FORGET, LEFT_OUT, heading_row};
use crate::{
    http::{Problem, done::Done, extract::Query, forms::Posted, visit::Visit},
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, StatusCode::OK, Vec::new(), notice).await
}

/// Forgets what was said of a column, unless somebody has said something else since.
pub(crate) async fn forget(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let core = &sources.core;
    let [list, heading, column] = FORGET.map(|field| form.get(field));
    let shown = Some(column).filter(|column| *column != LEFT_OUT);
    let by = (Actor::Staff(visit.person_id()?), core.now());
    let mut tx = core.write().await?;
    match forget_heading(tx.as_mut(), (list, heading), shown, by).await? {
        Forgotten::Yes => {
            tx.commit_quietly().await?;
            let to = format!("{}?done=heading_forgotten", paths::IMPORT_HEADINGS);
            Ok(Redirect::to(&to).into_response())
        }
        Forgotten::Otherwise(known) => {
            drop(tx);
            let error = FieldError::new("", otherwise(&known));
            show(&sources, &visit, StatusCode::CONFLICT, vec![error], None).await
        }
    }
}

fn otherwise(ImportHeading { heading, column, said, .. }: &ImportHeading) -> String {
    let name = isolated(said.as_ref().map_or(heading, |said| &said.name));
    match column {
        Some(column) => texts().import_heading_otherwise(name, column.as_str()),
        None => texts().import_heading_now_left_out(name),
    }
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    let known = tx.list_import_headings().await?.into_iter();
    drop(tx);
    let rows = known.map(|known| heading_row(sources, &directory, known)).collect();
    let page = HeadingsPage { rows, errors, notice };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Headings shell=shell page=page /> }))
}
