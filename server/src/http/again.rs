//! What somebody sent when their session had ended. It waits in their browser, for a quarter of an hour, while they sign in,
//! and is then shown to them before it is sent: the program keeps nothing of it. Whoever else signs in there sees nothing.

use axum::{
    body::to_bytes,
    extract::Request,
    http::{Method, header},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::PersonId;

use super::origin::own_page;
use crate::{
    auth::{self, Caller, Kind, KnownBrowser},
    trust::Trust,
    view::Sources,
};

/// A browser takes a cookie of 4,096 bytes; a quarter more than what is in it.
const MOST: usize = 2_850;
/// Part of the name of every field that is typed as a password: nothing of a form with one is kept anywhere.
const SECRET_FIELDS: [&str; 3] = ["password", "secret", "pin"];
/// What a page adds by itself.
const OWN_FIELDS: [&str; 6] = ["key", "at", "sent", "version", "by", "next"];

/// A form that was posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    pub(crate) path: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Typed {
    /// None if it is no form, nobody typed anything, it is too long to be kept, or holds something that nobody may read.
    pub(crate) async fn read(request: Request) -> Option<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE)?.as_bytes();
        if request.method() != Method::POST || !kind.starts_with(b"application/x-www-form-urlencoded") {
            return None;
        }
        let path = request.uri().path().to_owned();
        let body = to_bytes(request.into_body(), MOST).await.ok()?;
        Self::parse(path, &body)
    }

    fn parse(path: String, body: &[u8]) -> Option<Self> {
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
        if fields.iter().any(|(name, _)| is_secret(name)) {
            return None;
        }
        let typed = Self { path, fields };
        (own_page(&typed.path) == typed.path && typed.shown().next().is_some()).then_some(typed)
    }

    /// None where nobody can say who typed it.
    pub(crate) fn cookie(
        &self,
        sources: &Sources,
        caller: &Caller,
        jar: &CookieJar,
    ) -> Option<Cookie<'static>> {
        let by = match caller.handset() {
            Some((_, person)) => person.to_string(),
            None => known_browser(sources, jar).last()?.to_owned(),
        };
        let body = serde_urlencoded::to_string(&self.fields).ok()?;
        let text = BASE64_URL_SAFE_NO_PAD.encode(format!("{by}\n{}\n{body}", self.path));
        Some(auth::cookie(&sources.trust, Kind::Typed, text))
    }

    /// What waits in this browser, if `person` typed it.
    pub(crate) fn of(sources: &Sources, jar: &CookieJar, person: PersonId) -> Option<Self> {
        let text = auth::secret(&sources.trust, jar, Kind::Typed)?;
        let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (by, text) = text.split_once('\n')?;
        let (path, body) = text.split_once('\n')?;
        let is_theirs =
            by == person.to_string() || by == known_browser(sources, jar).mark(person, &sources.core.links);
        Self::parse(path.to_owned(), body.as_bytes()).filter(|_| is_theirs)
    }

    pub(crate) fn shown(&self) -> impl Iterator<Item = &(String, String)> {
        self.fields
            .iter()
            .filter(|(name, text)| !OWN_FIELDS.contains(&name.as_str()) && !text.trim().is_empty())
    }
}

/// Whether a field holds what is typed unseen.
fn is_secret(field: &str) -> bool {
    field.split('_').any(|word| SECRET_FIELDS.contains(&word))
}

fn known_browser(sources: &Sources, jar: &CookieJar) -> KnownBrowser {
    KnownBrowser::read(auth::secret(&sources.trust, jar, Kind::Browser), &sources.core.random)
}

/// Whether something waits in this browser.
pub(crate) fn waits(trust: &Trust, jar: &CookieJar) -> bool {
    auth::secret(trust, jar, Kind::Typed).is_some()
}

/// Whether something waits in this browser that this person typed.
pub(crate) fn waits_for(sources: &Sources, jar: &CookieJar, person: PersonId) -> bool {
    Typed::of(sources, jar, person).is_some()
}

/// Nothing waits there any more.
pub(crate) fn forget(trust: &Trust, jar: CookieJar) -> CookieJar {
    jar.remove(auth::cookie(trust, Kind::Typed, String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_typed_into_our_own_form_is_kept() {
        let typed = |path: &str, body: &str| Typed::parse(path.to_owned(), body.as_bytes());
        assert!(typed("/board/ask", "key=abc&note=cannot+print").is_some());
        assert!(typed("/board/ask", "key=abc&note=").is_none());
        assert!(typed("//evil.example", "note=x").is_none());
    }

    #[test]
    fn nothing_is_kept_of_a_form_with_a_secret() {
        for field in ["gateway_secret", "password", "password_now", "pin", "new_pin"] {
            let body = format!("version=1&note=x&{field}=hunter2");
            assert!(Typed::parse("/admin/x".to_owned(), body.as_bytes()).is_none(), "{field}");
        }
        assert!(Typed::parse("/board/ask".to_owned(), b"pinned=x").is_some());
    }
}
