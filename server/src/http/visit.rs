//! One request: who asks, and how to answer.

use std::{convert::Infallible, time::Duration};

use app::model::{Shell, SignedIn};
use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::cookie::CookieJar;
use domain::{Permission, PersonId, canary, text::Mask};
use leptos::prelude::IntoView;

use super::{Problem, again::Typed, headers::Nonce, reference::Reference, render};
use crate::{
    auth::{self, Caller, Kind, SignedInPerson},
    trust::Trust,
    view::Sources,
};

/// Carries the id of whoever is signed in, as `data-person` of a page does.
const READER: HeaderName = HeaderName::from_static("x-elbow-person");

/// A nurse who asked has read by then who comes, and is back with her patient.
const RESTS_AFTER: Duration = Duration::from_mins(3);

/// Nobody sets a device up in less.
const WIPES_WITHIN: Duration = Duration::from_secs(2);

/// Looks who asks, once, for everything that comes after.
pub(crate) async fn identify(
    State(sources): State<Sources>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (mut caller, asked_at) =
        (auth::identify(&sources.core, &sources.trust, &jar).await?, sources.core.now());
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    // By the time of a late answer the browser may have been set up anew; if not, the next answer wipes it.
    caller.is_shut_out &= sources.core.now().since(asked_at) < WIPES_WITHIN;
    if caller.is_shut_out {
        wipe(&sources.trust, &mut response);
    }
    name_reader(&mut response, &caller);
    // For the page of a problem, which is made outside of here.
    response.extensions_mut().insert(caller);
    Ok(response)
}

/// Says in the answer whose it is, for a page that is somebody else's by now. Not of what browsers keep: that is everybody's.
pub(crate) fn name_reader(response: &mut Response, caller: &Caller) {
    let person = caller.person.as_ref().map(|person| person.id.to_string());
    let headers = response.headers_mut();
    if let (Some(Ok(person)), false) =
        (person.map(|person| HeaderValue::from_str(&person)), headers.contains_key(header::CACHE_CONTROL))
    {
        headers.insert(READER, person);
    }
}

/// Has a browser forget everything that it keeps of Elbow, but what this very answer gives it; the cookies once more for browsers
/// that do not know the header.
pub(crate) fn wipe(trust: &Trust, response: &mut Response) {
    let is_set_up = auth::sets(trust, response.headers(), Kind::Device);
    let headers = response.headers_mut();
    if is_set_up {
        headers.insert("clear-site-data", HeaderValue::from_static(r#""cache", "storage""#));
        return;
    }
    headers.insert("clear-site-data", HeaderValue::from_static(r#""cache", "cookies", "storage""#));
    for kind in [Kind::Session, Kind::Device, Kind::Typed, Kind::Asked] {
        let mut cookie = auth::cookie(trust, kind, String::new());
        cookie.make_removal();
        if let Ok(value) = cookie.to_string().parse() {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

/// Lets in whoever has `needs`.
pub(crate) async fn require(needs: Permission, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let parameters = RawPathParams::from_request_parts(&mut parts, &()).await;
    // What is the test request's is no page's.
    if parameters.is_ok_and(|parameters| parameters.iter().any(|(_, value)| canary::is_its_id(value))) {
        return Err(Problem::NotFound);
    }
    let request = Request::from_parts(parts, body);
    let caller = request.extensions().get::<Caller>().cloned().unwrap_or_default();
    if caller.may(needs) {
        return Ok(next.run(request).await);
    }
    if caller.person.is_some() {
        return Err(Problem::NotAllowed);
    }
    let is_handset =
        matches!(needs, Permission::Respond | Permission::BeAlerted) || caller.handset().is_some();
    let page = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let page = (request.method() == Method::GET).then_some(page);
    Err(Problem::SignedOut { is_handset, page, typed: Typed::read(request).await })
}

/// What a handler needs to know of the request besides its path and form.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub caller: Caller,
    pub nonce: Nonce,
    pub wants_json: bool,
    /// Whether the browser came with any cookie.
    pub has_cookies: bool,
    pub reference: Option<Reference>,
}

impl Visit {
    /// The signed-in person of a route that needs one.
    pub(crate) fn person(&self) -> Result<&SignedInPerson, Problem> {
        self.caller.person.as_ref().ok_or(Problem::NotAllowed)
    }

    pub(crate) fn person_id(&self) -> Result<PersonId, Problem> {
        self.person().map(|person| person.id)
    }

    /// The page of a model that has been loaded, with what stands around it.
    pub(crate) fn page<P, V: IntoView + 'static>(
        &self,
        sources: &Sources,
        status: StatusCode,
        page: P,
        draw: impl FnOnce(Shell, P) -> V,
    ) -> Response {
        let shell = self.shell(sources);
        render::page(status, &self.nonce, move || draw(shell, page))
    }

    /// Whether this is a ward's own computer, and nobody is at work on it who signed in.
    fn rests(&self) -> bool {
        self.caller.ward_device().is_some() && self.caller.person.is_none()
    }

    /// What stands around the page.
    pub(crate) fn shell(&self, sources: &Sources) -> Shell {
        let (trust, said) = (&sources.trust, &sources.trust.now().values);
        Shell {
            trust: said.trust_name.clone(),
            desk_phone: said.desk_phone.clone(),
            emergency_phone: said.emergency_phone.clone(),
            assets: sources.assets.to_string(),
            hospital_numbers: said.hospital_numbers.iter().map(Mask::as_str).collect::<Vec<_>>().join(" "),
            service_worker: trust.service_worker,
            rests_after: self.rests().then_some(RESTS_AFTER.as_secs()),
            signed_in: self.caller.person.as_ref().map(|person| SignedIn {
                id: person.id.to_string(),
                name: person.name.clone(),
                responds: person.may(Permission::Respond),
                commands: person.may(Permission::Command),
                decides: person.may(Permission::Decide),
                reads_decisions: person.may(Permission::ReadDecisions),
                analyses: person.may(Permission::Analyse),
                administers: person.may(Permission::Administer),
                configures: person.may(Permission::Configure),
            }),
            demo: sources.trust.demo,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

impl Visit {
    pub(crate) fn of(parts: &Parts) -> Self {
        let accept =
            parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            caller: parts.extensions.get::<Caller>().cloned().unwrap_or_default(),
            nonce: parts.extensions.get::<Nonce>().cloned().unwrap_or_default(),
            reference: parts.extensions.get::<Reference>().cloned(),
            has_cookies: parts.headers.contains_key(header::COOKIE),
            wants_json: accept.contains("json") && !accept.contains("text/html"),
        }
    }
}
