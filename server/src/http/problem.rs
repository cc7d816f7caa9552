//! What did not work, told plainly: what happened, whether the request is safe, what to do now, whom to ring.
//!
//! A handler returns a [`Problem`]; one layer turns it into a page, or problem+json (RFC 9457) for programs, and logs it
//! once if it is our fault.

use std::sync::Arc;

use app::{
    model::FieldError,
    screens::problem::{Problem as Page, ProblemPage},
    words::isolated,
};
use axum::{
    Json,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method as HttpMethod, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use domain::{
    Code, GuardedText, MayNotEnd, Permission,
    ticket::{Phase, Refusal},
};
use leptos::prelude::*;
use serde_json::json;

use super::{
    Door, Pages,
    address::Address,
    again::Typed,
    forms,
    reference::Reference,
    visit::{Visit, name_reader, wipe},
};
use crate::{
    actions::{self, ActionError},
    auth::Caller,
    core::Core,
    limits::{Full, Limits, TooMany, Who},
    trust::Trust,
    view::Sources,
};

#[derive(Debug, Clone, thiserror::Error)]
pub enum Problem {
    /// Nothing is here; unknown, revoked and expired links answer alike.
    #[error("not found")]
    NotFound,
    #[error("unknown link")]
    UnknownLink,
    #[error("wrong method")]
    WrongMethod,
    #[error("posted from another site")]
    OtherSite,
    /// `page`: where to come back to; none if something was posted, which is in `typed` if it can be kept.
    #[error("signed out")]
    SignedOut { is_handset: bool, page: Option<String>, typed: Option<Typed> },
    #[error("not allowed")]
    NotAllowed,
    #[error("not a form")]
    NotAForm,
    #[error("bad JSON: {0}")]
    BadJson(String),
    #[error("too large")]
    TooLarge,
    /// The request's body did not come in time.
    #[error("too slow")]
    TooSlow,
    #[error("too many requests")]
    TooMany(TooMany),
    /// No live page more fits.
    #[error("no room")]
    NoRoom,
    /// What is wrong with a form, for a program: people get its page again.
    #[error("wrong form")]
    Wrong { status: StatusCode, errors: Vec<FieldError> },
    /// The step does not follow; `words` say who has it or what state it is in.
    #[error("refused: {words}")]
    Refused { words: String },
    /// The database is away.
    #[error("unavailable: {0}")]
    Unavailable(Arc<store::Error>),
    /// What the page is about is stored, and cannot be read.
    #[error("unreadable: {table} {row}")]
    Unreadable { table: &'static str, row: String },
    /// Our fault.
    #[error("failed: {0}")]
    Failed(String),
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Unavailable(_) | store::Error::LogIsFull => Self::Unavailable(Arc::new(error)),
            store::Error::Corrupt { table, row, .. } | store::Error::Newer { table, row, .. } => {
                Self::Unreadable { table, row }
            }
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<TooMany> for Problem {
    fn from(too_many: TooMany) -> Self {
        Self::TooMany(too_many)
    }
}

impl From<Full> for Problem {
    fn from(Full: Full) -> Self {
        Self::NoRoom
    }
}

impl From<ActionError> for Problem {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Refused(refusal) => Self::Refused { words: refusal_words(refusal, None) },
            ActionError::Busy { code } => Self::Refused { words: busy_words(&code) },
            ActionError::Asked { code } => Self::Refused { words: asked_words(&code) },
            ActionError::JobInHand => Self::Refused {
                words: "You still have a job, or are being asked to help. Say what becomes of it, then end your shift.".to_owned(),
            },
            ActionError::NotOnShift => Self::Refused { words: "They are no longer on shift.".to_owned() },
            ActionError::InTheWay { .. } => Self::Refused { words: "They are no longer free.".to_owned() },
            ActionError::DrillUnderway => {
                Self::Refused { words: "A drill is underway. Start this one once it is over.".to_owned() }
            }
            ActionError::Changed | ActionError::CutsOff => Self::Refused { words: CHANGED.to_owned() },
            ActionError::Repeated { refused } => {
                Self::Refused { words: refused.unwrap_or_else(|| refusal_words(Refusal::NoChange, None)) }
            }
            ActionError::MayNotEnd(reason) => Self::Refused { words: may_not_end(reason).to_owned() },
            ActionError::OnShift => {
                Self::Refused { words: "You cannot do this while you are on shift.".to_owned() }
            }
            ActionError::Overtaken => Self::Refused { words: OVERTAKEN.to_owned() },
            ActionError::OtherShift => Self::Refused { words: OTHER_SHIFT.to_owned() },
            ActionError::AskedAlready(ticket) => {
                Self::Refused { words: format!("This has been asked already: {}.", ticket.code) }
            }
            ActionError::TakenBack => Self::Refused { words: TAKEN_BACK.to_owned() },
            ActionError::NotFound => Self::NotFound,
            ActionError::TooMany(too_many) => too_many.into(),
            ActionError::Store(error) => error.into(),
            ActionError::Password(error) => Self::Failed(error.to_string()),
        }
    }
}

/// Why a tap that was kept for a while is not carried out.
pub(crate) const OVERTAKEN: &str = "The job was taken from you before this arrived. Look at your jobs again.";

/// Why a request is not made whose asker has said "Don't send it".
pub(crate) const TAKEN_BACK: &str = "This request was cancelled before it arrived.";

/// Why a tap on another shift than the present one is not carried out.
pub(crate) const OTHER_SHIFT: &str =
    "Your shift has changed since you tapped this, so nothing was done. Look at it as it is now.";

/// Why a decision is not carried out that was made about something else than what is there now.
pub(crate) const CHANGED: &str =
    "This changed while you were deciding, so nothing was done. Look at it as it is now, then decide again.";

/// Why a responder cannot take a second ticket.
pub(crate) fn busy_words(code: &Code) -> String {
    format!("You already have a job ({code}). Finish it or give it back first.")
}

pub(crate) fn asked_words(code: &Code) -> String {
    format!("You are being asked about {code} now: answer that first.")
}

/// A refusal as a sentence; `holder` is the name of who has the ticket.
pub(crate) fn refusal_words(refusal: Refusal, holder: Option<&str>) -> String {
    match refusal {
        Refusal::Taken { .. } => format!("{} has it.", isolated(holder.unwrap_or("Another responder"))),
        Refusal::OfferGone => "This job is no longer on offer to you.".to_owned(),
        Refusal::NotYours => "This job is not yours.".to_owned(),
        Refusal::TooLate => "It is too late to do that now.".to_owned(),
        Refusal::AlreadyOffered => "This person is already being asked.".to_owned(),
        Refusal::NoChange => "No change needed.".to_owned(),
        Refusal::OutOfOrder(phase) => match phase {
            Phase::Waiting | Phase::Offered => "Nobody is on the way to this request yet.",
            Phase::OnTheWay => "Someone is still on the way to this request.",
            Phase::WithYou => "Someone is already there for this request.",
            Phase::Resolved => "This request is already marked as solved.",
            Phase::Withdrawn => "This request was already cancelled.",
            Phase::HandedOff => "This request was already handed to the IT service desk.",
        }
        .to_owned(),
    }
}

pub(crate) const fn may_not_end(reason: MayNotEnd) -> &'static str {
    match reason {
        MayNotEnd::LastAdministrator => {
            "This is the last administrator who can sign in. First give somebody else the administrator role, with no last day."
        }
        MayNotEnd::HasJob => "They have a job. Send somebody else to it from the board first.",
    }
}

/// Where whoever is signed in, or set up, goes on; none for whoever has only a link.
fn way_home(caller: &Caller) -> Option<(String, String)> {
    let (label, page) = match caller {
        caller if caller.may(Permission::Command) => ("Go to the board", paths::BOARD),
        caller if caller.may(Permission::Respond) => ("Go to your jobs", paths::MY_JOBS),
        caller if caller.may(Permission::Analyse) => ("Go to Insight", paths::INSIGHT),
        caller if caller.may(Permission::Configure) => ("Go to Set-up", paths::SETUP),
        caller if caller.ward_device().is_some() => ("Ask for help", paths::HOME),
        _ => return None,
    };
    Some((label.to_owned(), page.to_owned()))
}

impl Problem {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Wrong { status, .. } => *status,
            Self::NotFound | Self::UnknownLink => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::OtherSite | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::SignedOut { .. } => StatusCode::UNAUTHORIZED,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BadJson(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused { .. } | Self::Unreadable { .. } => StatusCode::CONFLICT,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unavailable(_) | Self::NoRoom => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn page(&self, trust: &Trust, caller: &Caller) -> ProblemPage {
        // Whoever is the command centre is not told to ring it.
        let commands = caller.may(Permission::Command);
        let ring = if commands {
            "If this goes on, tell the people who run Elbow.".to_owned()
        } else {
            format!("If you need help now, ring the desk on {}.", trust.desk_phone)
        };
        let page = self.words(trust, commands, ring);
        ProblemPage { way_on: page.way_on.or_else(|| way_home(caller)), ..page }
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences")]
    fn words(&self, trust: &Trust, commands: bool, ring: String) -> ProblemPage {
        let words = |title: &str, what_happened: &str, what_to_do: String| ProblemPage {
            title: title.to_owned(),
            what_happened: what_happened.to_owned(),
            is_my_request_safe: None,
            what_to_do,
            way_on: None,
            reference: None,
        };
        let unsent = || Some("Nothing was sent or changed.".to_owned());
        match self {
            Self::NotFound => words("Page not found", "There is no page at this address.", ring),
            Self::UnknownLink => words(
                "This link does not work",
                "It may have been replaced by a new one, or a character is missing.",
                format!("Scan the poster on your ward again, or ask for its new link. {ring}"),
            ),
            Self::WrongMethod => words(
                "That cannot be done here",
                "This address cannot be used in that way.",
                format!("Go back and use the buttons on the page. {ring}"),
            ),
            Self::OtherSite => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "This came from another website",
                    "To keep you safe, Elbow only accepts what is sent from its own pages.",
                    format!("Open Elbow and try again from there. {ring}"),
                )
            },
            Self::SignedOut { is_handset, .. } => ProblemPage {
                is_my_request_safe: unsent(),
                way_on: Some((
                    "Sign in".to_owned(),
                    if *is_handset { paths::SIGN_IN } else { paths::STAFF }.to_owned(),
                )),
                ..words(
                    "You are signed out",
                    "Your session has ended.",
                    format!(
                        "Sign in, then go back and try again: what you typed is still on the previous page. {ring}"
                    ),
                )
            },
            Self::NotAllowed => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "You cannot open this page",
                    "Your account does not include it.",
                    if commands {
                        "If you need it for your work, ask an administrator of Elbow.".to_owned()
                    } else {
                        format!("If you need it for your work, ask the desk on {}.", trust.desk_phone)
                    },
                )
            },
            Self::NotAForm => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "That could not be read",
                    "What arrived was not one of Elbow’s forms.",
                    format!("Go back, reload the page and try again. {ring}"),
                )
            },
            Self::BadJson(reason) => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "That could not be read",
                    &format!("What arrived was not the JSON expected here: {reason}."),
                    ring,
                )
            },
            Self::TooLarge => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "That was too much at once",
                    "What you sent is longer than Elbow accepts.",
                    format!("Go back and shorten it. {ring}"),
                )
            },
            Self::TooMany(too_many) => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "Too many at once",
                    "Elbow cannot answer this many requests from here at once.",
                    format!("Wait {} seconds, then try again. {ring}", too_many.seconds()),
                )
            },
            Self::TooSlow => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "That took too long",
                    "Not all of what you sent arrived in time.",
                    format!("Go back and try again. {ring}"),
                )
            },
            Self::NoRoom => words(
                "Too many pages are open",
                "This page cannot update itself at the moment.",
                format!("Reload it to see how things stand. {ring}"),
            ),
            // Never shown: people get the page of the form.
            Self::Wrong { .. } => ProblemPage {
                is_my_request_safe: unsent(),
                ..words("Not sent", "Something in the form needs another look.", ring)
            },
            Self::Refused { words: reason } => words(
                "That is no longer possible",
                reason,
                format!("Go back to see how things stand now. {ring}"),
            ),
            Self::Unavailable(_) => ProblemPage {
                is_my_request_safe: Some(
                    "What you just sent was not saved. Requests sent earlier are safe.".to_owned(),
                ),
                ..words(
                    "Elbow cannot save anything right now",
                    "The database is not answering.",
                    format!("Go back and try again in a few seconds. {ring}"),
                )
            },
            Self::Unreadable { table, row } => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    "This cannot be read",
                    &format!(
                        "What Elbow has stored about this is damaged: {table} {row}. Everything else keeps working."
                    ),
                    if commands {
                        "Do not wait for it here: look after it by hand, and tell the people who run Elbow."
                            .to_owned()
                    } else {
                        format!("Do not wait for it here: ring the desk on {}.", trust.desk_phone)
                    },
                )
            },
            Self::Failed(_) => ProblemPage {
                is_my_request_safe: Some(
                    "What you just sent may not have been saved. Requests sent earlier are safe.".to_owned(),
                ),
                ..words(
                    "Something went wrong on our side",
                    "The fault has been recorded for the people who run Elbow.",
                    format!("Go back and try again. {ring}"),
                )
            },
        }
    }

    /// Our own faults, once, with enough to act on; what people do is no fault.
    fn log(&self) {
        match self {
            Self::Unavailable(error) => tracing::error!(%error, "the database does not answer"),
            Self::Failed(error) => tracing::error!(%error, "a request failed"),
            _ => {}
        }
    }
}

impl IntoResponse for Problem {
    /// Carries the problem to [`explain`].
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns problems into words.
pub(crate) async fn explain(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    State(door): State<Arc<Door>>,
    State(pages): State<Pages>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let seen = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    problem.log();
    let mut visit = Visit::of(&seen);
    visit.caller = response.extensions_mut().remove().unwrap_or_default();
    let jar = CookieJar::from_headers(&seen.headers);
    let asked = (seen.method.clone(), seen.uri.path().to_owned());
    if problem.status() == StatusCode::FORBIDDEN {
        note_refusal(&sources.core, &limits, &door, &visit, seen).await;
    }
    let mut response = in_words(&sources, &pages, &visit, &problem, &jar, (&asked.0, &asked.1));
    name_reader(&mut response, &visit.caller);
    if visit.caller.is_shut_out {
        wipe(&sources.trust, &mut response);
    }
    response
}

type Method = GuardedText<20>;

/// Somebody went where they may not.
async fn note_refusal(core: &Core, limits: &Limits, door: &Door, visit: &Visit, seen: Parts) {
    let Address(address) = Address::of(&seen.headers, &seen.extensions, door);
    let who = visit.caller.person.as_ref().map_or(Who::Address(address), |person| Who::Person(person.id));
    // As it was declared: an address itself may hold a secret.
    let route = seen.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    // A program may choose any word for it.
    let method = Method::parse_line(seen.method.as_str()).ok().flatten();
    let method = method.map_or_else(|| "another method".to_owned(), Method::into_string);
    actions::note_refusal(core, limits, who, route, &method).await;
}

fn in_words(
    sources: &Sources,
    pages: &Pages,
    visit: &Visit,
    problem: &Problem,
    jar: &CookieJar,
    (method, path): (&HttpMethod, &str),
) -> Response {
    if let Problem::SignedOut { is_handset, typed: Some(typed), .. } = problem
        && !visit.wants_json
        && let Some(cookie) = typed.cookie(sources, &visit.caller, jar)
    {
        let to = if *is_handset { paths::SIGN_IN } else { paths::STAFF };
        return (CookieJar::default().add(cookie), Redirect::to(to)).into_response();
    }
    if let Problem::SignedOut { is_handset, page: Some(page), .. } = problem
        && !visit.wants_json
    {
        let query = serde_urlencoded::to_string([("next", page)]).unwrap_or_default();
        return Redirect::to(&if *is_handset {
            paths::SIGN_IN.to_owned()
        } else {
            format!("{}?{query}", paths::STAFF)
        })
        .into_response();
    }
    // The address bar may show that of a form: opened again, it leads to the page that the form is on.
    if matches!(problem, Problem::WrongMethod)
        && matches!(*method, HttpMethod::GET | HttpMethod::HEAD)
        && !visit.wants_json
    {
        return Redirect::to(&pages.above(path)).into_response();
    }
    let reference = visit.reference.as_ref().map(|Reference(code)| code.to_string());
    let words = ProblemPage { reference, ..problem.page(&sources.trust, &visit.caller) };
    let mut response = if let Problem::Wrong { status, errors } = problem {
        forms::wrong(*status, errors)
    } else if visit.wants_json {
        to_json(problem, &words)
    } else {
        visit.page(sources, problem.status(), words, |shell, page| view! { <Page shell=shell page=page /> })
    };
    let headers = response.headers_mut();
    match problem {
        Problem::Unavailable(_) => _ = headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5")),
        Problem::NoRoom => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Problem::TooMany(too_many) => return come_again(*too_many, response),
        Problem::TooSlow => _ = headers.insert(header::CONNECTION, HeaderValue::from_static("close")),
        _ => {}
    }
    response
}

/// The answer with the status that says so, and when to come again.
pub(crate) fn come_again(too_many: TooMany, mut response: Response) -> Response {
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(header::RETRY_AFTER, too_many.seconds().into());
    response
}

fn to_json(problem: &Problem, words: &ProblemPage) -> Response {
    let status = problem.status();
    let body = json!({
        "type": "about:blank",
        "title": words.title,
        "status": status.as_u16(),
        "detail": words.what_happened,
        "what_to_do": words.what_to_do,
        "reference": words.reference,
    });
    let kind = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, kind)], Json(body)).into_response()
}
