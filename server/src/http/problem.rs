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
    GuardedText, MayNotEnd, Permission, StillNeeded,
    ticket::{Phase, Refusal},
};
use leptos::prelude::*;
use serde_json::json;
use texts::texts;

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
    /// The ward that this device belongs to, or whose link was followed, has ended.
    #[error("the ward has closed")]
    WardClosed { ward: String },
    /// A link that sets a password: unknown, used and ended ones answer alike.
    #[error("ended link")]
    EndedLink,
    /// The link of a wall screen: unknown ones, and those that were taken back.
    #[error("ended wall link")]
    EndedWall,
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
            ActionError::Refused(refusal) => Self::refused(refusal_words(refusal, None)),
            ActionError::Busy { code } => Self::refused(texts().problem_busy(code.as_str())),
            ActionError::Asked { code } => Self::refused(texts().problem_asked(code.as_str())),
            ActionError::JobInHand => Self::refused(texts().problem_job_in_hand()),
            ActionError::NotOnShift => Self::refused(texts().problem_not_on_shift()),
            ActionError::InTheWay { .. } => Self::refused(texts().problem_not_free()),
            ActionError::DrillUnderway => Self::refused(texts().problem_drill_underway()),
            ActionError::Changed | ActionError::CutsOff => Self::refused(texts().problem_changed()),
            ActionError::Repeated { refused } => {
                Self::refused(refused.unwrap_or_else(|| refusal_words(Refusal::NoChange, None)))
            }
            ActionError::MayNotEnd(reason) => Self::refused(may_not_end(reason)),
            ActionError::StillNeeded(needed) => Self::refused(still_needed(needed)),
            ActionError::WordSaid { .. } => Self::refused(texts().known_issues_word_too_soon_plain()),
            ActionError::IssueEnded => Self::refused(texts().known_issues_choose_when_ended()),
            ActionError::OnShift => Self::refused(texts().problem_on_shift()),
            ActionError::Overtaken => Self::refused(texts().problem_overtaken()),
            ActionError::OtherShift => Self::refused(texts().problem_other_shift()),
            ActionError::AskedAlready(ticket) => {
                Self::refused(texts().problem_asked_already(ticket.code.as_str()))
            }
            ActionError::TakenBack => Self::refused(texts().problem_taken_back()),
            ActionError::Wave(_) => Self::refused(texts().waves_refused()),
            ActionError::NotInCharge => Self::NotAllowed,
            ActionError::NotFound => Self::NotFound,
            ActionError::TooMany(too_many) => too_many.into(),
            ActionError::Store(error) => error.into(),
            ActionError::Password(error) => Self::Failed(error.to_string()),
            ActionError::AlertKey(error) => Self::Failed(error.to_string()),
            ActionError::Seal(error) => Self::Failed(error.to_string()),
        }
    }
}

/// A refusal as a sentence; `holder` is the name of who has the ticket.
pub(crate) fn refusal_words(refusal: Refusal, holder: Option<&str>) -> String {
    let t = texts();
    match refusal {
        Refusal::Taken { .. } => match holder {
            Some(holder) => t.problem_taken(isolated(holder)),
            None => t.problem_taken_by_another(),
        },
        Refusal::OfferGone => t.problem_offer_gone(),
        Refusal::NotYours => t.problem_not_yours(),
        Refusal::TooLate => t.problem_too_late(),
        Refusal::AlreadyOffered => t.problem_already_offered(),
        Refusal::SetByLead => t.problem_set_by_desk(),
        Refusal::NoChange => t.problem_no_change(),
        Refusal::CouldComeToHarm => t.problem_could_come_to_harm(),
        Refusal::OnHold => t.problem_on_hold(),
        Refusal::HoldLifted => t.problem_hold_lifted(),
        Refusal::OutOfOrder(phase) => match phase {
            Phase::Waiting | Phase::Offered => t.problem_nobody_on_the_way(),
            Phase::OnTheWay => t.problem_still_on_the_way(),
            Phase::WithYou => t.problem_already_there(),
            Phase::Resolved => t.problem_already_solved(),
            Phase::Withdrawn => t.problem_already_cancelled(),
            Phase::HandedOff => t.problem_already_handed_off(),
        },
    }
}

pub(crate) fn may_not_end(reason: MayNotEnd) -> String {
    match reason {
        MayNotEnd::LastAdministrator => texts().problem_last_administrator(),
    }
}

/// Why an entry of a list has to stay, and what to do about it.
pub(crate) fn still_needed(needed: StillNeeded) -> String {
    let t = texts();
    match needed {
        StillNeeded::OpenTickets { tickets } => t.problem_has_open_tickets(tickets),
        StillNeeded::LastForAnyone => t.problem_last_for_anyone(),
        StillNeeded::LastSolved => t.problem_last_solved(),
        StillNeeded::LastHandsOff => t.problem_last_hands_off(),
        StillNeeded::HasWards { wards } => t.problem_has_wards(wards),
    }
}

/// Where whoever is signed in, or set up, goes on; none for whoever has only a link.
fn way_home(caller: &Caller) -> Option<(String, String)> {
    let t = texts();
    let (label, page) = match caller {
        caller if caller.may(Permission::Command) => (t.problem_go_to_board(), paths::BOARD),
        caller if caller.may(Permission::Respond) => (t.problem_go_to_jobs(), paths::MY_JOBS),
        caller if caller.may(Permission::Analyse) => (t.problem_go_to_insight(), paths::INSIGHT),
        caller if caller.may(Permission::Configure) => (t.problem_go_to_setup(), paths::SETUP),
        caller if caller.ward_device().is_some() => (t.problem_ask_for_help(), paths::HOME),
        _ => return None,
    };
    Some((label, page.to_owned()))
}

impl Problem {
    pub(crate) const fn refused(words: String) -> Self {
        Self::Refused { words }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Wrong { status, .. } => *status,
            Self::NotFound | Self::UnknownLink | Self::EndedLink | Self::EndedWall => StatusCode::NOT_FOUND,
            Self::WardClosed { .. } => StatusCode::GONE,
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
        let ring =
            if commands { texts().problem_tell_runners() } else { texts().problem_ring(trust.desk_phone()) };
        let page = self.words(trust, commands, ring);
        let way_on = match self {
            // Where help is asked for is this page.
            Self::WardClosed { .. } => None,
            _ => page.way_on.or_else(|| way_home(caller)),
        };
        ProblemPage { way_on, ..page }
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences")]
    fn words(&self, trust: &Trust, commands: bool, ring: String) -> ProblemPage {
        let t = texts();
        let words = |title, what_happened, what_to_do| ProblemPage {
            title,
            what_happened,
            is_my_request_safe: None,
            what_to_do,
            way_on: None,
            reference: None,
            keeps_taps: false,
        };
        let unsent = || Some(t.problem_nothing_sent());
        let or_ring = |what_to_do: String| format!("{what_to_do} {ring}");
        match self {
            Self::NotFound => words(t.problem_not_found(), t.problem_not_found_why(), ring),
            Self::UnknownLink => ProblemPage {
                // What was asked by it without a connection is told on this page.
                keeps_taps: true,
                ..words(
                    t.problem_unknown_link(),
                    t.problem_unknown_link_why(),
                    or_ring(t.problem_unknown_link_do()),
                )
            },
            Self::WardClosed { ward } => ProblemPage {
                is_my_request_safe: unsent(),
                // What was asked here without a connection is told on this page.
                keeps_taps: true,
                ..words(
                    t.problem_ward_closed(isolated(ward)),
                    t.problem_ward_closed_why(isolated(ward), trust.desk_phone()),
                    t.problem_ward_closed_do(),
                )
            },
            Self::EndedLink => ProblemPage {
                way_on: Some((t.sign_in_now(), paths::STAFF.to_owned())),
                ..words(t.problem_unknown_link(), t.join_link_gone_why(), t.join_link_gone_do())
            },
            Self::EndedWall => words(
                t.problem_unknown_link(),
                t.problem_ended_wall_why(),
                or_ring(t.problem_ended_wall_do()),
            ),
            Self::WrongMethod => words(
                t.problem_wrong_method(),
                t.problem_wrong_method_why(),
                or_ring(t.problem_wrong_method_do()),
            ),
            Self::OtherSite => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    t.problem_other_site(),
                    t.problem_other_site_why(),
                    or_ring(t.problem_other_site_do()),
                )
            },
            Self::SignedOut { is_handset, .. } => ProblemPage {
                is_my_request_safe: unsent(),
                way_on: Some((
                    t.sign_in_now(),
                    if *is_handset { paths::SIGN_IN } else { paths::STAFF }.to_owned(),
                )),
                ..words(
                    t.problem_signed_out(),
                    t.problem_signed_out_why(),
                    or_ring(t.problem_signed_out_do()),
                )
            },
            Self::NotAllowed => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    t.problem_not_allowed(),
                    t.problem_not_allowed_why(),
                    if commands {
                        t.problem_not_allowed_ask_administrator()
                    } else {
                        t.problem_not_allowed_ask_desk(trust.desk_phone())
                    },
                )
            },
            Self::NotAForm => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(t.problem_unread(), t.problem_no_form_why(), or_ring(t.problem_no_form_do()))
            },
            Self::BadJson(reason) => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(t.problem_unread(), t.problem_bad_json_why(reason.as_str()), ring)
            },
            Self::TooLarge => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(t.problem_too_large(), t.problem_too_large_why(), or_ring(t.problem_too_large_do()))
            },
            Self::TooMany(too_many) => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    t.problem_too_many(),
                    t.problem_too_many_why(),
                    or_ring(t.problem_too_many_do(too_many.seconds())),
                )
            },
            Self::TooSlow => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(t.problem_too_slow(), t.problem_too_slow_why(), or_ring(t.problem_go_back()))
            },
            Self::NoRoom => {
                words(t.problem_no_room(), t.problem_no_room_why(), or_ring(t.problem_no_room_do()))
            }
            // Never shown: people get the page of the form.
            Self::Wrong { .. } => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(t.problem_not_sent(), t.problem_not_sent_why(), ring)
            },
            Self::Refused { words: reason } => {
                words(t.problem_refused(), reason.clone(), or_ring(t.problem_refused_do()))
            }
            Self::Unavailable(_) => ProblemPage {
                is_my_request_safe: Some(t.problem_not_saved()),
                ..words(
                    t.problem_unavailable(),
                    t.problem_unavailable_why(),
                    or_ring(t.problem_unavailable_do()),
                )
            },
            Self::Unreadable { table, row } => ProblemPage {
                is_my_request_safe: unsent(),
                ..words(
                    t.problem_unreadable(),
                    t.problem_unreadable_why(format!("{table} {row}")),
                    if commands {
                        t.problem_unreadable_by_hand()
                    } else {
                        t.problem_unreadable_ring(trust.desk_phone())
                    },
                )
            },
            Self::Failed(_) => ProblemPage {
                is_my_request_safe: Some(t.problem_perhaps_not_saved()),
                ..words(t.problem_failed(), t.problem_failed_why(), or_ring(t.problem_go_back()))
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
        // An older program beside this one knows no screens, and does not say so.
        Problem::EndedWall => _ = headers.insert("x-elbow-link", HeaderValue::from_static("ended")),
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
