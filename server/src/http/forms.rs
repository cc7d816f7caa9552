//! What a form posted: fields by name, whatever is missing is empty. Characters that hide or turn others round are taken
//! out of all of them here, so that no text that reaches the database or a page can hold one.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use app::model::FieldError;
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{PersonId, Timestamp, canary, text, text::GuardedText};
use ground::links;
use serde_json::json;
use texts::texts;

use super::{Problem, notes, said::Said};
use crate::{actions::Tap, serving::is_too_slow, trust::Trust};

/// The largest form is the note's, well below this.
pub(crate) const MAX_BYTES: usize = 16 * 1024;

/// The longest key of a form or a tap.
const KEY_CHARS: usize = 64;

/// Nobody's handset keeps a tap for longer.
const OLDEST_TAP: Duration = Duration::from_hours(24);

#[derive(Debug, Clone, Default)]
pub(crate) struct Posted(HashMap<String, String>);

impl Posted {
    pub(crate) fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether the form has the field, empty or not.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Every field, and what it says.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, typed)| (field.as_str(), typed.as_str()))
    }

    /// What the handset says about the tap (`key`, `at`, `sent`, `version`, `by`). What cannot be read was not said.
    ///
    /// # Errors
    /// [`Problem::Refused`] if somebody else tapped it, before `person` signed in on the same device.
    pub(crate) fn tap(&self, person: PersonId) -> Result<Tap, Problem> {
        let by = self.get("by").parse::<PersonId>();
        if by.is_ok_and(|by| by != person) {
            return Err(Problem::refused(texts().problem_someone_else()));
        }
        Ok(Tap { key: self.key().map(str::to_owned), ..self.requester_tap() })
    }

    /// The key that was made with the form, or at the tap.
    pub(crate) fn key(&self) -> Option<&str> {
        Some(self.get("key").trim()).filter(|key| text::is_key(key, KEY_CHARS))
    }

    /// Says whether a form that makes something is the same one again, filled in alike: a browser may send it twice by itself.
    /// None where its page gave it no key.
    pub(crate) fn once(&self) -> Option<String> {
        self.key()?;
        // Going back to a form and filling it in otherwise makes something else, under the same key.
        let fields: BTreeMap<_, _> = self.0.iter().collect();
        Some(BASE64_URL_SAFE_NO_PAD.encode(links::hash(&format!("{fields:?}")).0))
    }

    /// The same of whoever asked, who has no keys.
    pub(crate) fn requester_tap(&self) -> Tap {
        let time = |field: &str| self.get(field).parse().ok().map(Timestamp::from_millis);
        let (at, sent) = (time("at"), time("sent"));
        Tap {
            key: None,
            at,
            age: at.zip(sent).map_or(Duration::ZERO, |(at, sent)| sent.since(at).min(OLDEST_TAP)),
            seen: self.get("version").parse().ok(),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_none_or(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Problem::NotAForm);
        }
        let body = read(request, state).await?;
        let fields: HashMap<String, String> =
            serde_urlencoded::from_bytes(&body).map_err(|_| Problem::NotAForm)?;
        // What is the test request's is no page's.
        if fields.values().any(|typed| canary::is_its_id(typed.trim())) {
            return Err(Problem::NotFound);
        }
        Ok(Self(fields.into_iter().map(|(name, typed)| (name, text::cleaned(&typed))).collect()))
    }
}

/// Reads a form field by field, and collects what is wrong with it.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    form: &'a Posted,
    errors: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    pub(crate) const fn of(form: &'a Posted) -> Self {
        Self { form, errors: Vec::new() }
    }

    pub(crate) fn wrong(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(field, message));
    }

    /// What the field says, as `read` understands it; if it does not, `message` is said.
    pub(crate) fn field<T>(
        &mut self,
        field: &str,
        message: &str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        let found = read(self.form.get(field));
        if found.is_none() {
            self.wrong(field, message);
        }
        found
    }

    /// A text that may be left out.
    pub(crate) fn text<const MOST: usize>(&mut self, field: &str) -> Option<GuardedText<MOST>> {
        notes::read(self.form, field, &mut self.errors)
    }

    /// A text of one line that may be left out.
    pub(crate) fn line<const MOST: usize>(&mut self, field: &str) -> Option<GuardedText<MOST>> {
        notes::read_line(self.form, field, &mut self.errors)
    }

    /// A text that must be there.
    pub(crate) fn needed<const MOST: usize>(
        &mut self,
        field: &str,
        missing: &str,
    ) -> Option<GuardedText<MOST>> {
        let before = self.errors.len();
        let text = self.text(field);
        if text.is_none() && self.errors.len() == before {
            self.wrong(field, missing);
        }
        text
    }

    /// The same in one line.
    pub(crate) fn needed_line<const MOST: usize>(
        &mut self,
        field: &str,
        missing: &str,
    ) -> Option<GuardedText<MOST>> {
        let before = self.errors.len();
        let text = self.line(field);
        if text.is_none() && self.errors.len() == before {
            self.wrong(field, missing);
        }
        text
    }

    /// Whether anything is wrong so far.
    pub(crate) const fn is_wrong(&self) -> bool {
        !self.errors.is_empty()
    }

    /// What is wrong.
    pub(crate) fn errors(self) -> Vec<FieldError> {
        self.errors
    }

    /// Why the form comes back: what is wrong with it; and if nothing is, what of `texts` may be patient data. None: it does not.
    pub(crate) fn end(self, trust: &Trust, texts: &[&str]) -> Option<Said> {
        if !self.errors.is_empty() {
            return Some(Said::wrong(self.errors));
        }
        let warnings = notes::warnings(trust, self.form, texts);
        (!warnings.is_empty()).then(|| Said::unsure(warnings))
    }
}

/// What is wrong with a form, for the page's script, which then has the form shown again.
pub(crate) fn wrong(status: StatusCode, errors: &[FieldError]) -> Response {
    let body = json!({ "title": texts().problem_not_sent(), "status": status.as_u16(), "errors": errors });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
}

/// A JSON body; ours are all small.
#[derive(Debug)]
pub(crate) struct PostedJson<T>(pub T);

impl<T: serde::de::DeserializeOwned, S: Send + Sync> FromRequest<S> for PostedJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = read(request, state).await?;
        serde_json::from_slice(&body).map(Self).map_err(|error| Problem::BadJson(error.to_string()))
    }
}

async fn read(request: Request, state: &(impl Send + Sync)) -> Result<Bytes, Problem> {
    let body = request.map(|body| axum::body::Body::new(http_body_util::Limited::new(body, MAX_BYTES)));
    Bytes::from_request(body, state).await.map_err(|rejection: BytesRejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ if is_too_slow(&rejection) => Problem::TooSlow,
        _ => Problem::NotAForm,
    })
}
