//! Who did what, for auditors.

pub(crate) mod view;

use app::screens::audit as pages;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;
use serde::Deserialize;

use self::view::{AuditQuery, audit_csv, audit_page, whose};
use crate::{
    actions,
    http::{Problem, download, extract::Query, visit::Visit},
    screens::insight::view::Period,
    view::Sources,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// None in a link to somebody's audit, which has their id alone.
    who: Option<String>,
    person: String,
    /// The name that the page showed for `person`.
    named: String,
    kind: String,
    from: String,
    to: String,
    /// It was `before` in links of earlier releases.
    #[serde(alias = "before")]
    after: String,
}

impl From<Asked> for AuditQuery {
    /// `person` is kept while the name in the box is still theirs. An empty box means everyone.
    fn from(Asked { who, person, named, kind, from, to, after }: Asked) -> Self {
        let is_by_id = who.as_ref().is_none_or(|who| !named.is_empty() && who.trim() == named.trim());
        let is_kept =
            is_by_id || (named.is_empty() && who.as_ref().is_some_and(|who| !who.trim().is_empty()));
        let who = who.filter(|_| !is_by_id).unwrap_or_default();
        let person = if is_kept { person } else { String::new() };
        Self { who, person, kind, from, to, after: after.parse().ok() }
    }
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&sources, &visit, AuditQuery::from(asked)).await
}

async fn show(sources: &Sources, visit: &Visit, query: AuditQuery) -> Result<Response, Problem> {
    let period = Period::read(sources, &query.from, &query.to);
    let mut tx = sources.core.store.read().await?;
    let page = audit_page(sources, tx.as_mut(), query, period).await?;
    drop(tx);
    let status = if page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Audit shell=shell page=page /> }))
}

pub(crate) async fn csv(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = AuditQuery { after: None, ..AuditQuery::from(asked) };
    let mut tx = sources.core.store.read().await?;
    let whose = whose(tx.as_mut(), &query).await?;
    let (Ok(period), []) = (Period::read(&sources, &query.from, &query.to), &whose.errors[..]) else {
        drop(tx);
        return show(&sources, &visit, query).await;
    };
    let written = audit_csv(&sources, tx.as_mut(), &query, whose.person, period).await?;
    drop(tx);
    let (rows, text) = written.map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&sources.core, visit.person_id()?, "audit.csv", rows).await?;
    Ok(download::csv("elbow-audit.csv", text))
}
