//! Who did what, for auditors.

use app::pages;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{Problem, Web, extract::Query, visit::Visit};
use crate::{
    actions,
    view::{AuditQuery, Period, audit_csv, audit_page},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
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

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = AuditQuery::from(asked);
    let period = Period::read(&web.elbow, &query.from, &query.to);
    let status = if period.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut session = web.elbow.store.read().await?;
    let page = audit_page(&web.elbow, session.as_mut(), query, period).await?;
    drop(session);
    Ok(visit.page(&web, status, page, |shell, page| view! { <pages::Audit shell=shell page=page /> }))
}

pub(super) async fn csv(
    State(web): State<Web>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = AuditQuery { before: None, ..AuditQuery::from(asked) };
    let Ok(period) = Period::read(&web.elbow, &query.from, &query.to) else {
        let AuditQuery { person, kind, from, to, .. } = query;
        return page(State(web), visit, Query(Asked { person, kind, from, to, before: String::new() })).await;
    };
    let mut session = web.elbow.store.read().await?;
    let written = audit_csv(&web.elbow, session.as_mut(), &query, period).await?;
    drop(session);
    let (rows, text) = written.map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&web.elbow, visit.person_id()?, "audit.csv", rows).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"elbow-audit.csv\""),
    ];
    Ok((headers, text).into_response())
}
