//! Signing out, and giving a loan handset back.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use texts::texts;

use crate::{
    actions::{self, ActionError},
    auth::{self, Kind},
    http::{
        Problem, again,
        forms::Posted,
        headers::FORGET_PERSON,
        origin::own_page,
        said::Said,
        visit::{Visit, wipe},
    },
    screens::end_shift,
    trust::Trust,
    view::Sources,
};

/// Whoever is on shift and could not be reached any more is asked first. `end_shift` = `yes` says that the shift ends too,
/// `hand_over` where the job in hand goes then, `next` that somebody else is to use the browser, and on which page.
pub(crate) async fn sign_out(
    State(sources): State<Sources>,
    visit: Visit,
    jar: CookieJar,
    form: Posted,
) -> Result<Response, Problem> {
    let next = Some(form.get("next")).filter(|next| !next.is_empty()).map(own_page);
    if let Some(token) = auth::secret(&sources.trust, &jar, Kind::Session) {
        let hand_over = match (form.get("end_shift"), end_shift::hand_over(&form)) {
            ("yes", Some(hand_over)) => Some(hand_over),
            ("yes", None) => {
                return end_shift::ask_before_sign_out(&sources, &visit, Said::wrong(Vec::new()), next).await;
            }
            _ => None,
        };
        let done = actions::sign_out(&sources.core, token, hand_over).await;
        if let Some(words) = end_shift::cannot_take_over(&done) {
            return end_shift::ask_before_sign_out(&sources, &visit, Said::refused(words), next).await;
        }
        if let (Err(ActionError::OnShift | ActionError::JobInHand), Some(_)) = (&done, next) {
            let said = Said::default().with(StatusCode::CONFLICT);
            return end_shift::ask_before_sign_out(&sources, &visit, said, next).await;
        }
        if let Err(ActionError::OnShift | ActionError::JobInHand) = done {
            return Ok(Redirect::to(&format!("{}?sign_out=true", paths::END_SHIFT)).into_response());
        }
        done?;
    }
    Ok(signed_out(&sources.trust, &visit, jar, next, form.get("page_forgets") == "yes"))
}

/// The device stays what it is, and forgets the person. Where the page forgets, it leaves alone what is not theirs, such as a
/// ward's request that is still to be sent; the header does not.
fn signed_out(
    trust: &Trust,
    visit: &Visit,
    jar: CookieJar,
    next: Option<&str>,
    page_forgets: bool,
) -> Response {
    let jar = again::forget(trust, jar).remove(auth::cookie(trust, Kind::Session, String::new()));
    let to = next.unwrap_or(if visit.caller.handset().is_some() { paths::SIGN_IN } else { paths::HOME });
    (jar, (!page_forgets).then_some([FORGET_PERSON]), Redirect::to(to)).into_response()
}

/// A loan handset goes back: it belongs to nobody from now on and keeps nothing.
pub(crate) async fn hand_back(
    State(sources): State<Sources>,
    visit: Visit,
    jar: CookieJar,
) -> Result<Response, Problem> {
    match actions::hand_back(&sources.core, visit.person_id()?, visit.caller.device.as_ref()).await {
        Ok(true) => {}
        Ok(false) => return Ok(signed_out(&sources.trust, &visit, jar, None, false)),
        Err(ActionError::OnShift) => {
            return Err(Problem::refused(texts().sign_in_end_shift_first()));
        }
        Err(error) => return Err(error.into()),
    }
    let mut response = Redirect::to(paths::SIGN_IN).into_response();
    wipe(&sources.trust, &mut response);
    Ok(response)
}
