//! Enrolling a device with its code, and choosing the PIN of a handset.

use std::sync::Arc;

use app::{
    model::FieldError,
    screens::sign_in::{Enrol, EnrolPage, PinPage},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use domain::{Code, PersonId, digits::ascii_digits, pin};
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::json;
use store::DeviceKind;
use texts::texts;

use super::{
    after, browser, failed, is_pin, keeps_no_cookies, let_in, page_on_handset, pin_response, slowed,
    with_cookie,
};
use crate::{
    actions::{self, ActionError, CodeLeads, SignInError},
    auth::{self, Kind},
    http::{Problem, address::Address, extract::Query, forms::Posted, visit::Visit},
    limits::Limits,
    screens::end_shift,
    view::Sources,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WithCode {
    code: String,
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(WithCode { code }): Query<WithCode>,
) -> Response {
    show_enrol(&sources, &visit, StatusCode::OK, code, Vec::new())
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
        return Ok(wrong_code(&sources, &visit, typed, texts().sign_in_no_cookies()));
    }
    let (code, kind) = match actions::try_code(&sources.core, &limits, &typed, address).await {
        Ok(CodeLeads::Enrols(code, kind)) => (code, kind),
        // What a nurse reads from a poster is typed here too.
        Ok(CodeLeads::ToWard(link)) => return Ok(Redirect::to(&paths::ward_link(&link)).into_response()),
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
            Err(ActionError::NotFound) => {
                Ok(wrong_code(&sources, &visit, typed, texts().sign_in_code_gone()))
            }
            Err(ActionError::OnShift) => end_shift::ask_to_make_room(&sources, &visit, &page).await,
            Err(error) => Err(error.into()),
        },
        DeviceKind::Handset(person) => {
            match actions::may_make_room(&sources.core, &browser, person).await {
                Err(ActionError::OnShift) => {
                    return end_shift::ask_to_make_room(&sources, &visit, &page).await;
                }
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
        Ok(CodeLeads::Enrols(code, DeviceKind::Handset(person))) => (code, person),
        Ok(_) => {
            let typed = form.get("grant").to_owned();
            return no_code(&sources, &visit, typed, SignInError::CodeGone);
        }
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
        Ok(signed_in) => {
            let to = page_on_handset(&signed_in);
            Ok(let_in(&sources, jar, signed_in, to))
        }
        Err(SignInError::Failed(ActionError::OnShift)) => {
            end_shift::ask_to_make_room(&sources, &visit, &enrol_address(&code)).await
        }
        Err(SignInError::CodeGone) => {
            Ok(wrong_code(&sources, &visit, String::new(), texts().sign_in_code_gone()))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Why a code did not work.
fn no_code(sources: &Sources, visit: &Visit, typed: String, error: SignInError) -> Result<Response, Problem> {
    match error {
        SignInError::CodeGone if typed.parse::<Code>().is_err() => {
            Ok(wrong_code(sources, visit, typed, texts().sign_in_no_code()))
        }
        SignInError::CodeGone => Ok(wrong_code(sources, visit, typed, texts().sign_in_code_gone())),
        SignInError::Slowed { wait } => {
            let message = texts().sign_in_too_many_codes(after(sources, wait));
            Ok(slowed(wrong_code(sources, visit, typed, message), Some(wait)))
        }
        error => Err(failed(error)),
    }
}

fn pin_errors(pin: &str, again: &str) -> Vec<FieldError> {
    let wrong = |field: &str, message: String| vec![FieldError::new(field, message)];
    if !is_pin(pin) {
        wrong("pin", texts().sign_in_pin_not_digits())
    } else if pin::is_easily_guessed(pin) {
        wrong("pin", texts().sign_in_pin_easy())
    } else if pin != again {
        wrong("pin_again", texts().sign_in_pins_differ())
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
    let page = visit.page(sources, status, page, |shell, page| view! { <Enrol shell=shell page=page /> });
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
