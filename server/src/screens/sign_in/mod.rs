//! Ways in: a handset's PIN, a staff password.

pub(crate) mod enrol;
pub(crate) mod out;

use std::{sync::Arc, time::Duration};

use app::{
    model::FieldError,
    screens::sign_in::{self as pages, PinPage, SignInPage, StaffSignInPage},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use domain::{Permission, digits::ascii_digits};
use ground::links;
use leptos::prelude::*;
use serde::Deserialize;
use texts::texts;

use crate::{
    actions::{self, ActionError, Browser, SignInError, SignedIn},
    auth::{self, Kind},
    http::{
        Problem, address::Address, again, extract::Query, forms::Posted, origin::own_page,
        problem::come_again, visit::Visit,
    },
    limits::{Limits, TooMany},
    screens::end_shift,
    trust::Trust,
    view::{Sources, moment},
};

const PIN_DIGITS: usize = 6;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WithNext {
    next: String,
}

/// A form that comes without any cookie from a page that gave the browser one: nothing that is done would be remembered.
pub(crate) fn keeps_no_cookies(visit: &Visit, form: &Posted) -> bool {
    !visit.has_cookies && form.get("cookies") == "given"
}

/// The answer, with a cookie for a browser that has none: by that it shows, before a code is used up, that it keeps some.
pub(crate) fn with_cookie(trust: &Trust, visit: &Visit, answer: Response) -> Response {
    if visit.has_cookies {
        return answer;
    }
    let cookie = auth::cookie(trust, Kind::Kept, "yes".to_owned());
    (CookieJar::new().add(cookie), answer).into_response()
}

/// The PIN of this handset's person; on a device that is not a handset, how to get a code.
pub(crate) async fn pin_page(
    State(sources): State<Sources>,
    visit: Visit,
    jar: CookieJar,
) -> Result<Response, Problem> {
    if visit.caller.handset().is_some() && visit.caller.may(Permission::Respond) {
        return Ok(Redirect::to(paths::MY_JOBS).into_response());
    }
    show_pin(&sources, &visit, StatusCode::OK, kept(&sources.trust, &jar, "pin")).await
}

/// That what was typed waits, beside the field to begin with.
fn kept(trust: &Trust, jar: &CookieJar, field: &str) -> Vec<FieldError> {
    if again::waits(trust, jar) { vec![FieldError::new(field, texts().sign_in_kept())] } else { Vec::new() }
}

pub(crate) async fn pin(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Problem> {
    let Some((device, _)) = visit.caller.handset() else {
        return show_pin(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, Vec::new()).await;
    };
    let browser = browser(&sources.trust, &visit, &jar, &headers);
    let pin = ascii_digits(form.get("pin").trim());
    if !is_pin(&pin) {
        // It can be nobody's PIN: no try.
        let errors = vec![FieldError::new("pin", texts().sign_in_pin_not_whole())];
        return show_pin(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, errors).await;
    }
    let mut wait = None;
    let message = match actions::sign_in_with_pin(&sources.core, &limits, device, &pin, &browser).await {
        Ok(signed_in) => {
            let to = page_on_handset(&signed_in);
            return Ok(let_in(&sources, jar, signed_in, to));
        }
        Err(SignInError::Wrong { left: left @ 1..=2 }) => texts().sign_in_pin_wrong_left(left),
        Err(SignInError::Wrong { .. }) => texts().sign_in_pin_wrong(),
        Err(SignInError::Slowed { wait: next }) => {
            wait = Some(next);
            texts().sign_in_pin_too_many(limits.sign_ins.get(), after(&sources, next))
        }
        Err(SignInError::Failed(ActionError::OnShift)) => {
            return end_shift::ask_to_make_room(&sources, &visit, paths::SIGN_IN).await;
        }
        Err(error) => return Err(failed(error)),
    };
    let errors = vec![FieldError::new("pin", message)];
    Ok(slowed(show_pin(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, errors).await?, wait))
}

pub(crate) async fn staff_page(
    State(sources): State<Sources>,
    visit: Visit,
    jar: CookieJar,
    Query(WithNext { next }): Query<WithNext>,
) -> Response {
    let page = StaffSignInPage {
        next,
        errors: kept(&sources.trust, &jar, "username"),
        ..StaffSignInPage::default()
    };
    show_staff(&sources, &visit, StatusCode::OK, page)
}

pub(crate) async fn staff(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    Address(address): Address,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Problem> {
    let (username, password, next) = (form.get("username").trim(), form.get("password"), form.get("next"));
    let (mut errors, mut wait) = (Vec::new(), None);
    if keeps_no_cookies(&visit, &form) {
        errors.push(FieldError::new("username", texts().sign_in_no_cookies()));
    }
    if username.is_empty() {
        errors.push(FieldError::new("username", texts().sign_in_no_username()));
    }
    if password.is_empty() {
        errors.push(FieldError::new("password", texts().sign_in_no_password()));
    }
    if errors.is_empty() {
        let browser = browser(&sources.trust, &visit, &jar, &headers);
        match actions::sign_in_staff(&sources.core, &limits, username, password, &browser, address).await {
            Ok(signed_in) => return Ok(let_in(&sources, jar, signed_in, own_page(next))),
            Err(SignInError::Failed(ActionError::OnShift)) => {
                let next = serde_urlencoded::to_string([("next", own_page(next))]);
                let page =
                    next.map_or_else(|_| paths::STAFF.to_owned(), |next| format!("{}?{next}", paths::STAFF));
                return end_shift::ask_to_make_room(&sources, &visit, &page).await;
            }
            // Alike whether there is such a username or not.
            Err(SignInError::Wrong { .. }) => {
                errors.push(FieldError::new("username", texts().sign_in_wrong(limits.sign_ins.get())));
            }
            Err(SignInError::Slowed { wait: next }) => {
                wait = Some(next);
                errors.push(FieldError::new("username", texts().sign_in_too_many(after(&sources, next))));
            }
            Err(error) => return Err(failed(error)),
        }
    }
    let page = StaffSignInPage { username: username.to_owned(), next: next.to_owned(), errors };
    Ok(slowed(show_staff(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, page), wait))
}

/// The browser as a list of sign-ins tells of it, and the session that it has by now.
pub(crate) fn browser(trust: &Trust, visit: &Visit, jar: &CookieJar, headers: &HeaderMap) -> Browser {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Browser {
        label: agent.and_then(auth::label),
        session: auth::secret(trust, jar, Kind::Session).map(links::hash),
        person: visit.caller.person.as_ref().map(|person| person.id),
        known: auth::secret(trust, jar, Kind::Browser).map(str::to_owned),
    }
}

/// Where whoever has signed in on a handset goes. Somebody who begins another day has no jobs yet, and is told so.
const fn page_on_handset(signed_in: &SignedIn) -> &'static str {
    if signed_in.is_to_come { paths::ACCOUNT } else { paths::MY_JOBS }
}

pub(crate) fn let_in(sources: &Sources, jar: CookieJar, signed_in: SignedIn, to: &str) -> Response {
    let trust = &sources.trust;
    let is_to_be_sent = again::waits_for(sources, &jar, signed_in.person);
    let jar = if is_to_be_sent { jar } else { again::forget(&sources.trust, jar) };
    let to = if is_to_be_sent { paths::AGAIN } else { to };
    let mut jar = jar.add(auth::cookie(trust, Kind::Session, signed_in.session));
    if let Some(device) = signed_in.device {
        jar = jar.add(auth::cookie(trust, Kind::Device, device));
    }
    if let Some(browser) = signed_in.browser {
        jar = jar.add(auth::cookie(trust, Kind::Browser, browser));
    }
    (jar, Redirect::to(to)).into_response()
}

/// The clock time after `wait`.
pub(crate) fn after(sources: &Sources, wait: Duration) -> String {
    // A minute that has begun is not over.
    moment(sources, sources.core.now() + wait + Duration::from_secs(59)).clock
}

/// A page that says to wait says so to programs too.
pub(crate) fn slowed(response: Response, wait: Option<Duration>) -> Response {
    match wait {
        Some(after) => come_again(TooMany { after }, response),
        None => response,
    }
}

pub(crate) fn failed(error: SignInError) -> Problem {
    match error {
        SignInError::Failed(error) => error.into(),
        other => Problem::Failed(other.to_string()),
    }
}

fn is_pin(typed: &str) -> bool {
    typed.len() == PIN_DIGITS && typed.bytes().all(|digit| digit.is_ascii_digit())
}

async fn show_pin(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let person = match visit.caller.handset() {
        Some((_, id)) => sources.core.store.read().await?.lookup_person(id).await?,
        None => None,
    };
    let Some(person) = person else {
        let page = SignInPage { errors };
        let page = visit.page(
            sources,
            status,
            page,
            |shell, page| view! { <pages::SignIn shell=shell page=page /> },
        );
        return Ok(with_cookie(&sources.trust, visit, page));
    };
    let responder = sources.core.store.read().await?.lookup_responder(person.id).await?;
    let page = PinPage {
        name: person.name,
        is_new: false,
        action: paths::SIGN_IN.to_owned(),
        duty: responder.map(|responder| responder.duty),
        grant: None,
        errors,
    };
    Ok(pin_response(sources, visit, status, page))
}

fn pin_response(sources: &Sources, visit: &Visit, status: StatusCode, page: PinPage) -> Response {
    visit.page(sources, status, page, |shell, page| view! { <pages::Pin shell=shell page=page /> })
}

fn show_staff(sources: &Sources, visit: &Visit, status: StatusCode, page: StaffSignInPage) -> Response {
    let page = visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::StaffSignIn shell=shell page=page /> },
    );
    with_cookie(&sources.trust, visit, page)
}
