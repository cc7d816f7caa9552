//! Who did what, for auditors.

pub(crate) mod view;

use app::screens::audit as pages;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use serde::Deserialize;

use self::view::{AuditQuery, audit_csv, audit_page};
use crate::{
    actions,
    http::{Problem, extract::Query, visit::Visit},
    screens::insight::view::Period,
    view::Sources,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    person: String,
    kind: String,
    from: String,
    to: String,
    before: String,
}

impl From<Asked> for AuditQuery {
    fn from(Asked { person, kind, from, to, before }: Asked) -> Self {
        Self { person, kind, from, to, before: before.parse().ok() }
    }
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = AuditQuery::from(asked);
    let period = Period::read(&sources, &query.from, &query.to);
    let status = if period.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut tx = sources.core.store.read().await?;
    let page = audit_page(&sources, tx.as_mut(), query, period).await?;
    drop(tx);
    Ok(visit.page(&sources, status, page, |shell, page| view! { <pages::Audit shell=shell page=page /> }))
}

pub(crate) async fn csv(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = AuditQuery { before: None, ..AuditQuery::from(asked) };
    let Ok(period) = Period::read(&sources, &query.from, &query.to) else {
        let AuditQuery { person, kind, from, to, .. } = query;
        return page(State(sources), visit, Query(Asked { person, kind, from, to, before: String::new() }))
            .await;
    };
    let mut tx = sources.core.store.read().await?;
    let written = audit_csv(&sources, tx.as_mut(), &query, period).await?;
    drop(tx);
    let (rows, text) = written.map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&sources.core, visit.person_id()?, "audit.csv", rows).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"elbow-audit.csv\""),
    ];
    Ok((headers, text).into_response())
}
