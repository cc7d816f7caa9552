//! Links with which people set a password, and with which the first administrator comes in. Looking at one changes nothing.

use std::sync::Arc;

use app::{
    model::FieldError,
    screens::join::{self as pages, InvitePage, JoinPage, Joining},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use domain::{
    PersonId,
    password::{self, PasswordProblem},
    text::Name,
    username::{self, UsernameProblem},
};
use ground::links;
use leptos::prelude::*;
use texts::texts;

use crate::{
    actions::{self, ActionError, Invited, NewAdministrator, SignInError},
    http::{
        Problem,
        address::Address,
        extract::Path,
        forms::{Posted, Reading},
        linked::Linked,
        visit::Visit,
    },
    limits::Limits,
    screens::{account, end_shift, sign_in},
    view::{Sources, moment, qr},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Linked { to, secret }: Linked<Invited>,
) -> Response {
    let who = match to {
        Invited::Owner { name, username } => Joining::Owner { name, username },
        Invited::FirstAdministrator => {
            Joining::FirstAdministrator { name: String::new(), username: String::new() }
        }
    };
    show(&sources, &visit, &secret, who, Vec::new())
}

pub(crate) async fn join(
    State(sources): State<Sources>,
    visit: Visit,
    jar: CookieJar,
    headers: HeaderMap,
    Linked { to, secret }: Linked<Invited>,
    form: Posted,
) -> Result<Response, Problem> {
    let browser = sign_in::browser(&sources.trust, &visit, &jar, &headers);
    let token = links::hash(&secret);
    let mut reading = Reading::of(&form);
    if sign_in::keeps_no_cookies(&visit, &form) {
        reading.wrong("password", texts().sign_in_no_cookies());
    }
    let (who, page, done) = match to {
        Invited::Owner { name, username } => {
            let password = new_password(&mut reading, &form, &[&name, &username]);
            let who = Joining::Owner { name, username };
            let Some(password) = password.filter(|_| !reading.is_wrong()) else {
                return Ok(show(&sources, &visit, &secret, who, reading.errors()));
            };
            let done = actions::set_password_by_link(&sources.core, &token, password, &browser).await;
            (who, paths::HOME, done)
        }
        Invited::FirstAdministrator => {
            let typed = ["name", "username"].map(|field| form.get(field).to_owned());
            let new = new_administrator(&mut reading, &form);
            let [name, username] = typed;
            let who = Joining::FirstAdministrator { name, username };
            let Some(new) = new.filter(|_| !reading.is_wrong()) else {
                return Ok(show(&sources, &visit, &secret, who, reading.errors()));
            };
            let done = actions::set_up_first_administrator(&sources.core, &token, new, &browser).await;
            (who, paths::ADMIN, done.map(Some))
        }
    };
    match done {
        Ok(Some(signed_in)) => Ok(sign_in::let_in(&sources, jar, signed_in, page)),
        Ok(None) => Ok(Redirect::to(&format!("{}?done=password", paths::ACCOUNT)).into_response()),
        Err(SignInError::CodeGone) => Err(Problem::EndedLink),
        Err(SignInError::Failed(ActionError::OnShift)) => {
            end_shift::ask_to_make_room(&sources, &visit, &paths::join(&secret)).await
        }
        Err(SignInError::Failed(ActionError::Store(store::Error::Duplicate(_)))) => {
            let errors = vec![FieldError::new("username", texts().join_username_taken())];
            Ok(show(&sources, &visit, &secret, who, errors))
        }
        Err(error) => Err(sign_in::failed(error)),
    }
}

fn new_administrator(reading: &mut Reading<'_>, form: &Posted) -> Option<NewAdministrator> {
    let t = texts();
    let name = reading.needed_line::<{ Name::MAX_CHARS }>("name", &t.join_no_name());
    let username = match username::read(form.get("username")) {
        Ok(Some(username)) => Some(username),
        Ok(None) => {
            reading.wrong("username", t.join_no_username());
            None
        }
        Err(UsernameProblem::Space) => {
            reading.wrong("username", t.join_username_space());
            None
        }
        Err(UsernameProblem::Text(problem)) => {
            reading.wrong("username", problem.to_string());
            None
        }
    };
    let known = ["name", "username"].map(|field| form.get(field));
    let password = new_password(reading, form, &known)?.to_owned();
    Some(NewAdministrator { name: name?.into_string(), username: username?, password })
}

/// The password that somebody chooses with `password` and `password_again`; none if it will not do. `known`: what others know of
/// them.
pub(crate) fn new_password<'f>(
    reading: &mut Reading<'_>,
    form: &'f Posted,
    known: &[&str],
) -> Option<&'f str> {
    let t = texts();
    let chosen = form.get("password");
    if let Err(problem) = password::check(chosen, known) {
        let message = match problem {
            PasswordProblem::TooShort => t.join_password_short(password::LEAST_CHARS),
            PasswordProblem::TooLong => t.join_password_long(password::MOST_CHARS),
            PasswordProblem::EasilyGuessed => t.join_password_easy(),
        };
        reading.wrong("password", message);
        return None;
    }
    if chosen != form.get("password_again") {
        reading.wrong("password_again", t.join_passwords_differ());
        return None;
    }
    Some(chosen)
}

fn show(sources: &Sources, visit: &Visit, secret: &str, who: Joining, errors: Vec<FieldError>) -> Response {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = JoinPage { action: paths::join(secret), who, errors };
    let page =
        visit.page(sources, status, page, |shell, page| view! { <pages::Join shell=shell page=page /> });
    sign_in::with_cookie(&sources.trust, visit, page)
}

/// Makes a link for somebody, and shows it once.
pub(crate) async fn invite(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    let made = actions::make_password_link(&sources.core, person, visit.person_id()?).await?;
    let person = sources.core.store.read().await?.lookup_person(person).await?.ok_or(Problem::NotFound)?;
    let url = sources.trust.join_url(&made.token);
    let page = InvitePage {
        name: person.name,
        qr: qr(&url).map_err(|error| Problem::Failed(error.to_string()))?,
        url,
        expires: moment(&sources, made.expires_at),
        back: paths::person(&person.id),
    };
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Invite shell=shell page=page /> },
    ))
}

/// Somebody changes their own password.
pub(crate) async fn change_own(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    Address(address): Address,
    form: Posted,
) -> Result<Response, Problem> {
    let me = visit.person()?;
    let t = texts();
    let account = sources.core.store.read().await?.lookup_account(me.id).await?;
    let account = account.filter(store::Account::is_open).ok_or(Problem::NotFound)?;
    let mut reading = Reading::of(&form);
    let now =
        reading.field("password_now", &t.account_no_password_now(), |now| (!now.is_empty()).then_some(now));
    let new = new_password(&mut reading, &form, &[&me.name, &account.username]);
    let (Some(now), Some(new)) = (now, new) else {
        return account::show_own(&sources, &visit, reading.errors()).await;
    };
    let wrong = |message| vec![FieldError::new("password_now", message)];
    match actions::change_password(&sources.core, &limits, me, (now, new), address).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=password", paths::ACCOUNT)).into_response()),
        Err(SignInError::Wrong { .. }) => {
            account::show_own(&sources, &visit, wrong(t.account_password_wrong())).await
        }
        Err(SignInError::Slowed { wait }) => {
            let message = t.sign_in_too_many(sign_in::after(&sources, wait));
            Ok(sign_in::slowed(account::show_own(&sources, &visit, wrong(message)).await?, Some(wait)))
        }
        Err(error) => Err(sign_in::failed(error)),
    }
}
