//! What becomes of the job in hand at the end of a shift.

mod view;

use app::{
    screens::end_shift::{EndShift, EndShiftPage, MakesRoom},
    words::isolated,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use serde::Deserialize;
use texts::texts;

use self::view::end_shift_page;
use crate::{
    actions::{ActionError, HandOver},
    http::{Problem, extract::Query, forms::Posted, said::Said, visit::Visit},
    screens::my_jobs::back_to_jobs,
    view::Sources,
};

/// What the end of a shift asks before it comes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Leaving {
    /// The session ends with the shift.
    sign_out: bool,
}

/// What becomes of the job in hand, asked at the end of a shift, and before somebody on shift signs out.
pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(Leaving { sign_out }): Query<Leaving>,
) -> Result<Response, Problem> {
    if sign_out {
        ask_before_sign_out(&sources, &visit, Said::default(), None).await
    } else {
        ask_whom(&sources, &visit, Said::default()).await
    }
}

/// Somebody else wants to use the browser of whoever is signed in there, and is to go on with the page `next`.
pub(crate) async fn ask_to_make_room(
    sources: &Sources,
    visit: &Visit,
    next: &str,
) -> Result<Response, Problem> {
    if visit.wants_json {
        return Err(Problem::refused(texts().end_shift_first(isolated(&visit.person()?.name))));
    }
    ask_before_sign_out(sources, visit, Said::default().with(StatusCode::CONFLICT), Some(next)).await
}

/// `next`: as in [`ask_to_make_room`].
pub(crate) async fn ask_before_sign_out(
    sources: &Sources,
    visit: &Visit,
    Said { status, notice, .. }: Said,
    next: Option<&str>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = end_shift_page(sources, tx.as_mut(), visit.person_id()?, notice).await?;
    drop(tx);
    let Some(page) = page else {
        return Ok(next.map_or_else(|| back_to_jobs(visit), |next| Redirect::to(next).into_response()));
    };
    let makes_room = match next {
        Some(next) => Some(MakesRoom { name: visit.person()?.name.clone(), next: next.to_owned() }),
        None => None,
    };
    let page = EndShiftPage { signs_out: true, makes_room, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <EndShift shell=shell page=page /> }))
}

/// Asks the same of whoever ends their shift with a job in hand.
pub(crate) async fn ask_whom(sources: &Sources, visit: &Visit, said: Said) -> Result<Response, Problem> {
    let Said { status, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = end_shift_page(sources, tx.as_mut(), visit.person_id()?, notice).await?;
    drop(tx);
    let Some(page) = page.filter(|page| page.job.is_some() || page.asked.is_some()) else {
        return Ok(back_to_jobs(visit));
    };
    Ok(visit.page(sources, status, page, |shell, page| view! { <EndShift shell=shell page=page /> }))
}

/// The handset's own words for where the job goes at the end of a shift.
pub(crate) fn hand_over(form: &Posted) -> Option<HandOver> {
    match form.get("hand_over") {
        "" => Some(HandOver::Ask),
        "pool" => Some(HandOver::Pool),
        person => person.parse().ok().map(HandOver::To),
    }
}

/// Why whoever should have the job at the end of a shift cannot.
pub(crate) fn cannot_take_over(done: &Result<(), ActionError>) -> Option<String> {
    match done {
        Err(ActionError::NotOnShift) => Some(texts().end_shift_not_on_shift()),
        Err(ActionError::Busy { code }) => Some(texts().end_shift_busy(code.as_str())),
        _ => None,
    }
}
