//! What somebody sent when their session had ended, shown before it is sent.

use app::screens::sign_in::{Again, AgainPage};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use leptos::prelude::*;

use crate::{
    http::{
        again::{Typed, forget},
        visit::Visit,
    },
    view::Sources,
};

/// Shows what waits, and forgets it: from now on it is in the page.
pub(crate) async fn page(State(sources): State<Sources>, visit: Visit, jar: CookieJar) -> Response {
    let person = visit.caller.person.as_ref();
    let typed = person.and_then(|person| Typed::of(&sources, &jar, person.id));
    let Some(typed) = typed else { return Redirect::to(paths::HOME).into_response() };
    let shown = typed.shown().cloned().collect();
    let page = AgainPage { action: typed.path, fields: typed.fields, shown };
    let page =
        visit.page(&sources, StatusCode::OK, page, |shell, page| view! { <Again shell=shell page=page /> });
    (forget(&sources.trust, jar), page).into_response()
}
