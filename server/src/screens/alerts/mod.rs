//! What handsets tell us about alerts: where to send them, and that they came.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use push::NewSubscription;
use serde::Deserialize;
use serde_json::json;

use crate::{
    actions::{self, Kept},
    core::Core,
    http::{Door, Problem, forms::PostedJson, visit::Visit},
};

/// Keeps where this person's handset can be alerted. 409 with the key to subscribe with says that it has to do so again.
pub(crate) async fn subscribe(
    State(core): State<Core>,
    State(door): State<Arc<Door>>,
    visit: Visit,
    PostedJson(new): PostedJson<NewSubscription>,
) -> Result<Response, Problem> {
    let person = visit.person()?;
    let subscription = new
        .check(&door.push_services, person.id, person.device, core.now())
        .map_err(|problem| Problem::BadJson(problem.to_string()))?;
    match actions::keep_subscription(&core, &subscription).await? {
        Kept::Yes => Ok(StatusCode::NO_CONTENT.into_response()),
        Kept::SubscribeAgain { key } => {
            Ok((StatusCode::CONFLICT, Json(json!({ "vapid_key": key }))).into_response())
        }
    }
}

/// Sends a test alert to oneself.
pub(crate) async fn test(State(core): State<Core>, visit: Visit) -> Result<Response, Problem> {
    actions::test_alerts(&core, visit.person_id()?).await?;
    Ok(Redirect::to(paths::MY_JOBS).into_response())
}

#[derive(Debug, Deserialize)]
pub(crate) struct Receipt {
    alert: i64,
    #[serde(rename = "receipt")]
    token: String,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Shown,
    Opened,
}

/// Needs no session: the token in the alert says that it came from us and arrived.
pub(crate) async fn receipt(
    State(core): State<Core>,
    PostedJson(receipt): PostedJson<Receipt>,
) -> Result<Response, Problem> {
    // Compared by hash, so that the time it takes tells nothing about how much of a guess was right.
    let expected = ground::links::hash(&core.links.receipt(receipt.alert));
    if ground::links::hash(&receipt.token) != expected {
        return Err(Problem::NotFound);
    }
    let what = match receipt.what {
        What::Shown => actions::Receipt::Shown,
        What::Opened => actions::Receipt::Opened,
    };
    actions::keep_receipt(&core, receipt.alert, what).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
