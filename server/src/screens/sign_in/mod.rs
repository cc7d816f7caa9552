//! Ways in: enrolling a device with its code, a handset's PIN, a staff password.

use std::{sync::Arc, time::Duration};

use app::{
    model::FieldError,
    screens::sign_in::{self as pages, EnrolPage, PinPage, SignInPage, StaffSignInPage},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use domain::{Code, PersonId, digits::ascii_digits, pin};
use ground::links;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;
use store::DeviceKind;

use crate::{
    actions::{self, ActionError, Browser, SignInError, SignedIn},
    auth::{self, Kind},
    http::{
        Problem,
        address::Address,
        again,
        extract::Query,
        forms::Posted,
        headers::FORGET_PERSON,
        origin::own_page,
        problem::come_again,
        visit::{Visit, wipe},
    },
    limits::{Limits, TooMany},
    screens::my_jobs,
    trust::Trust,
    view::{Sources, moment},
};

const PIN_DIGITS: usize = 6;
const CODE_GONE: &str =
    "This code does not work. It may have been used, or be more than 10 minutes old. Ask for a new one.";

const NO_COOKIES: &str = "This browser does not keep cookies for Elbow, so it forgets at once who you are. Allow cookies for this site in the browser’s settings, or use another browser. Then open this page again.";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WithCode {
    code: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WithNext {
    next: String,
}

pub(crate) async fn enrol_page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(WithCode { code }): Query<WithCode>,
) -> Response {
    show_enrol(&sources, &visit, StatusCode::OK, code, Vec::new())
}

/// A form that comes without any cookie from a page that gave the browser one: nothing that is done would be remembered.
fn keeps_no_cookies(visit: &Visit, form: &Posted) -> bool {
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

/// A ward device is enrolled at once; a handset's code leads on to choosing a PIN and is used up only there.
pub(crate) async fn enrol(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    Address(address): Address,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Problem> {
    let typed = form.get("code").to_owned();
    if keeps_no_cookies(&visit, &form) {
        return Ok(wrong_code(&sources, &visit, typed, NO_COOKIES.to_owned()));
    }
    let (code, kind) = match actions::try_code(&sources.core, &limits, &typed, address).await {
        Ok(found) => found,
        Err(error) => return no_code(&sources, &visit, typed, error),
    };
    let browser = browser(&sources.trust, &visit, &jar, &headers);
    let page = enrol_address(&code);
    match kind {
        DeviceKind::Ward(_) => match actions::enrol_ward_device(&sources.core, &code, &browser).await {
            Ok(secret) => {
                let jar = jar.add(auth::cookie(&sources.trust, Kind::Device, secret));
                Ok((jar, Redirect::to(paths::HOME)).into_response())
            }
            Err(ActionError::NotFound) => Ok(wrong_code(&sources, &visit, typed, CODE_GONE.to_owned())),
            Err(ActionError::OnShift) => my_jobs::ask_to_make_room(&sources, &visit, &page).await,
            Err(error) => Err(error.into()),
        },
        DeviceKind::Handset(person) => {
            match actions::may_make_room(&sources.core, &browser, person).await {
                Err(ActionError::OnShift) => return my_jobs::ask_to_make_room(&sources, &visit, &page).await,
                done => done?,
            }
            if visit.wants_json {
                return Ok(Json(json!({ "pin_action": paths::CHOOSE_PIN, "grant": code })).into_response());
            }
            show_new_pin(&sources, &visit, StatusCode::OK, person, &code, Vec::new()).await
        }
    }
}

/// Where a code is typed already.
fn enrol_address(code: &Code) -> String {
    format!("{}?code={code}", paths::ENROL)
}

pub(crate) async fn choose_pin(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    jar: CookieJar,
    Address(address): Address,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Problem> {
    let (code, person) = match actions::try_code(&sources.core, &limits, form.get("grant"), address).await {
        Ok((code, DeviceKind::Handset(person))) => (code, person),
        Ok((code, _)) => return no_code(&sources, &visit, code.to_string(), SignInError::CodeGone),
        Err(error) => return no_code(&sources, &visit, form.get("grant").to_owned(), error),
    };
    let (pin, again) = (ascii_digits(form.get("pin").trim()), ascii_digits(form.get("pin_again").trim()));
    let pin = pin.as_str();
    let errors = pin_errors(pin, &again);
    if !errors.is_empty() {
        return show_new_pin(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, person, &code, errors).await;
    }
    match actions::choose_pin(&sources.core, &code, pin, &browser(&sources.trust, &visit, &jar, &headers))
        .await
    {
        Ok(signed_in) => Ok(let_in(&sources, jar, signed_in, paths::MY_JOBS)),
        Err(SignInError::Failed(ActionError::OnShift)) => {
            my_jobs::ask_to_make_room(&sources, &visit, &enrol_address(&code)).await
        }
        Err(SignInError::CodeGone) => Ok(wrong_code(&sources, &visit, String::new(), CODE_GONE.to_owned())),
        Err(error) => Err(failed(error)),
    }
}

/// The PIN of this handset's person; on a device that is not a handset, how to get a code.
pub(crate) async fn pin_page(
    State(sources): State<Sources>,
    visit: Visit,
    jar: CookieJar,
) -> Result<Response, Problem> {
    show_pin(&sources, &visit, StatusCode::OK, kept(&sources.trust, &jar, "pin")).await
}

/// That what was typed waits, beside the field to begin with.
fn kept(trust: &Trust, jar: &CookieJar, field: &str) -> Vec<FieldError> {
    if again::waits(trust, jar) { vec![FieldError::new(field, again::KEPT)] } else { Vec::new() }
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
        let errors = vec![FieldError::new("pin", "Enter all 6 digits of your PIN".to_owned())];
        return show_pin(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, errors).await;
    }
    let mut wait = None;
    let message = match actions::sign_in_with_pin(&sources.core, &limits, device, &pin, &browser).await {
        Ok(signed_in) => return Ok(let_in(&sources, jar, signed_in, paths::MY_JOBS)),
        Err(SignInError::Wrong { left: 1 }) => "That is not your PIN. 1 try left.".to_owned(),
        Err(SignInError::Wrong { left: 2 }) => "That is not your PIN. 2 tries left.".to_owned(),
        Err(SignInError::Wrong { .. }) => "That is not your PIN. Try again.".to_owned(),
        Err(SignInError::Slowed { wait: next }) => {
            wait = Some(next);
            format!(
                "There were {} wrong tries. Ask the desk for a new code, or try again after {}.",
                limits.sign_ins,
                after(&sources, next)
            )
        }
        Err(SignInError::Failed(ActionError::OnShift)) => {
            return my_jobs::ask_to_make_room(&sources, &visit, paths::SIGN_IN).await;
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
        errors.push(FieldError::new("username", NO_COOKIES));
    }
    if username.is_empty() {
        errors.push(FieldError::new("username", "Enter your username"));
    }
    if password.is_empty() {
        errors.push(FieldError::new("password", "Enter your password"));
    }
    if errors.is_empty() {
        let browser = browser(&sources.trust, &visit, &jar, &headers);
        match actions::sign_in_staff(&sources.core, &limits, username, password, &browser, address).await {
            Ok(signed_in) => return Ok(let_in(&sources, jar, signed_in, own_page(next))),
            Err(SignInError::Failed(ActionError::OnShift)) => {
                let next = serde_urlencoded::to_string([("next", own_page(next))]);
                let page = next.map_or_else(|_| paths::STAFF.to_owned(), |next| format!("{}?{next}", paths::STAFF));
                return my_jobs::ask_to_make_room(&sources, &visit, &page).await;
            }
            // Alike whether there is such a username or not.
            Err(SignInError::Wrong { .. }) => errors.push(FieldError::new(
                "username",
                format!(
                    "The username or password is not right. After {} wrong tries you have to wait 10 minutes.",
                    limits.sign_ins
                ),
            )),
            Err(SignInError::Slowed { wait: next }) => {
                wait = Some(next);
                errors.push(FieldError::new(
                    "username",
                    format!(
                        "There were too many wrong tries. Try again after {}, or now where you have signed in before.",
                        after(&sources, next)
                    ),
                ));
            }
            Err(error) => return Err(failed(error)),
        }
    }
    let page = StaffSignInPage { username: username.to_owned(), next: next.to_owned(), errors };
    Ok(slowed(show_staff(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, page), wait))
}

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
        let hand_over = match (form.get("end_shift"), my_jobs::hand_over(&form)) {
            ("yes", Some(hand_over)) => Some(hand_over),
            ("yes", None) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return my_jobs::ask_before_sign_out(&sources, &visit, status, None, next).await;
            }
            _ => None,
        };
        let done = actions::sign_out(&sources.core, token, hand_over).await;
        if let Some(words) = my_jobs::cannot_take_over(&done) {
            let status = StatusCode::CONFLICT;
            return my_jobs::ask_before_sign_out(&sources, &visit, status, Some(words), next).await;
        }
        if let (Err(ActionError::OnShift | ActionError::JobInHand), Some(_)) = (&done, next) {
            return my_jobs::ask_before_sign_out(&sources, &visit, StatusCode::CONFLICT, None, next).await;
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
        Err(actions::ActionError::OnShift) => {
            let words = "End your shift first, then give the handset back.".to_owned();
            return Err(Problem::Refused { words });
        }
        Err(error) => return Err(error.into()),
    }
    let mut response = Redirect::to(paths::SIGN_IN).into_response();
    wipe(&sources.trust, &mut response);
    Ok(response)
}

/// The browser as a list of sign-ins tells of it, and the session that it has by now.
fn browser(trust: &Trust, visit: &Visit, jar: &CookieJar, headers: &HeaderMap) -> Browser {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Browser {
        label: agent.and_then(auth::label),
        session: auth::secret(trust, jar, Kind::Session).map(links::hash),
        person: visit.caller.person.as_ref().map(|person| person.id),
        known: auth::secret(trust, jar, Kind::Browser).map(str::to_owned),
    }
}

fn let_in(sources: &Sources, jar: CookieJar, signed_in: SignedIn, to: &str) -> Response {
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
fn after(sources: &Sources, wait: Duration) -> String {
    // A minute that has begun is not over.
    moment(sources, sources.core.now() + wait + Duration::from_secs(59)).clock
}

/// A page that says to wait says so to programs too.
fn slowed(response: Response, wait: Option<Duration>) -> Response {
    match wait {
        Some(after) => come_again(TooMany { after }, response),
        None => response,
    }
}

/// Why a code did not work.
fn no_code(sources: &Sources, visit: &Visit, typed: String, error: SignInError) -> Result<Response, Problem> {
    match error {
        SignInError::CodeGone if typed.parse::<Code>().is_err() => {
            Ok(wrong_code(sources, visit, typed, "Enter the code, 8 letters and digits".to_owned()))
        }
        SignInError::CodeGone => Ok(wrong_code(sources, visit, typed, CODE_GONE.to_owned())),
        SignInError::Slowed { wait } => {
            let message = format!(
                "There were too many wrong codes from here. Try again after {}.",
                after(sources, wait)
            );
            Ok(slowed(wrong_code(sources, visit, typed, message), Some(wait)))
        }
        error => Err(failed(error)),
    }
}

fn failed(error: SignInError) -> Problem {
    match error {
        SignInError::Failed(error) => error.into(),
        other => Problem::Failed(other.to_string()),
    }
}

fn is_pin(typed: &str) -> bool {
    typed.len() == PIN_DIGITS && typed.bytes().all(|digit| digit.is_ascii_digit())
}

fn pin_errors(pin: &str, again: &str) -> Vec<FieldError> {
    let wrong = |field: &str, message: &str| vec![FieldError::new(field, message)];
    if !is_pin(pin) {
        wrong("pin", "Enter a PIN of 6 digits, 0 to 9")
    } else if pin::is_easily_guessed(pin) {
        wrong(
            "pin",
            "Choose a PIN that is harder to guess: not a date, a run such as 123456, or a pattern that repeats",
        )
    } else if pin != again {
        wrong("pin_again", "The two PINs are not the same")
    } else {
        Vec::new()
    }
}

fn wrong_code(sources: &Sources, visit: &Visit, typed: String, message: String) -> Response {
    let errors = vec![FieldError::new("code", message)];
    show_enrol(sources, visit, StatusCode::UNPROCESSABLE_ENTITY, typed, errors)
}

fn show_enrol(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    code: String,
    errors: Vec<FieldError>,
) -> Response {
    let page = EnrolPage { code, errors };
    let page =
        visit.page(sources, status, page, |shell, page| view! { <pages::Enrol shell=shell page=page /> });
    with_cookie(&sources.trust, visit, page)
}

async fn show_new_pin(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    person: PersonId,
    code: &Code,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let person = sources.core.store.read().await?.lookup_person(person).await?.ok_or(Problem::NotFound)?;
    let page = PinPage {
        name: person.name,
        is_new: true,
        action: paths::CHOOSE_PIN.to_owned(),
        duty: None,
        grant: Some(code.to_string()),
        errors,
    };
    Ok(pin_response(sources, visit, status, page))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_six_digits_typed_twice_and_not_obvious() {
        assert!(pin_errors("492817", "492817").is_empty());
        for (pin, again) in [
            ("12345", "12345"),
            ("49281a", "49281a"),
            ("111111", "111111"),
            ("123456", "123456"),
            ("121212", "121212"),
            ("112233", "112233"),
            ("987654", "987654"),
            ("000001", "000001"),
            ("120348", "120348"),
            ("492817", "492816"),
        ] {
            assert_eq!(pin_errors(pin, again).len(), 1, "{pin} {again}");
        }
    }
}
