use clap::Args;
use domain::{GrantId, Logged, PersonId, Role, text::Name, username};
use ground::{clock, password, random::Random};
use store::{Person, Subject, set_lasting_roles};

use super::{operator, say};
use crate::{
    actions::passwords::{Setting, set_password},
    config::Config,
    startup::{StartupError, open_store},
};

#[derive(Debug, Args)]
pub(super) struct AddLead {
    #[command(flatten)]
    who: Who,
    /// lead, analyst or administrator.
    #[arg(long, default_value = "lead")]
    role: Role,
}

#[derive(Debug, Args)]
pub(super) struct AddUser {
    #[command(flatten)]
    who: Who,
    /// lead, analyst or administrator; may be given more than once.
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
}

#[derive(Debug, Args)]
struct Who {
    /// What they type to sign in.
    #[arg(long)]
    username: String,
    /// What others read.
    #[arg(long)]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct NewPassword {
    /// What they type to sign in.
    #[arg(long)]
    username: String,
}

pub(super) async fn lead(AddLead { who, role }: AddLead, config: Config) -> Result<(), StartupError> {
    add(who, vec![role], config).await
}

pub(super) async fn user(AddUser { who, roles }: AddUser, config: Config) -> Result<(), StartupError> {
    let roles = Role::ALL.into_iter().filter(|role| roles.contains(role)).collect();
    add(who, roles, config).await
}

async fn add(Who { username, name }: Who, roles: Vec<Role>, config: Config) -> Result<(), StartupError> {
    let username = guarded("username", username::read(&username))?;
    let name = guarded("name", Name::parse_line(&name))?;
    if roles.contains(&Role::Responder) {
        return Err(StartupError::Told(
            "Responders sign in with a code that a lead makes, not with a password.".to_owned(),
        ));
    }
    let random = Random::system();
    let store = open_store(&config.database).await?;
    store.migrate().await?;
    let (secret, hash) = new_password(&random)?;
    let now = (clock::system())();
    let person = Person::human(PersonId::new(now, random.bytes()), String::from(name));
    let mut tx = store.write().await?;
    tx.put_person(&person).await?;
    match tx.set_username(person.id, &username).await {
        Err(store::Error::Duplicate(_)) => {
            return Err(StartupError::Told(format!("The username {username} is in use already.")));
        }
        added => added?,
    }
    tx.set_password(person.id, &hash).await?;
    let new_id = || GrantId::new(now, random.bytes());
    set_lasting_roles(tx.as_mut(), person.id, &roles, now, new_id).await?;
    let set_up = Logged::PersonSetUp { roles, username: Some(username.clone()) };
    tx.append_event(&operator::event(Subject::Person(person.id), set_up)).await?;
    tx.commit().await?;
    store.close().await;
    tell(&person.name, &username, &secret)
}

/// An argument, through the same gate as what is typed in a page.
fn guarded<T>(argument: &str, read: Result<Option<T>, impl std::fmt::Display>) -> Result<T, StartupError> {
    match read {
        Ok(Some(text)) => Ok(text),
        Ok(None) => Err(StartupError::Told(format!("The {argument} must not be empty."))),
        Err(problem) => Err(StartupError::Told(format!("The {argument} cannot be used. {problem}"))),
    }
}

/// Somebody who was imported has no password yet; somebody else may have forgotten theirs. Their sessions end.
pub(super) async fn password(
    NewPassword { username }: NewPassword,
    config: Config,
) -> Result<(), StartupError> {
    let username = username.trim().to_lowercase();
    let store = open_store(&config.database).await?;
    store.migrate().await?;
    let (secret, hash) = new_password(&Random::system())?;
    let mut tx = store.write().await?;
    let account = tx.lookup_account_by_username(&username).await?;
    let person = match account {
        Some(account) => tx.lookup_person(account.person).await?,
        None => None,
    };
    let Some(person) = person else {
        return Err(StartupError::Told(format!("Nobody has the username {username}.")));
    };
    if person.ended_at.is_some() {
        return Err(StartupError::Told(format!("The account of {} has ended.", person.name)));
    }
    // Also of those who are to become something else.
    let now = (clock::system())();
    let grants = tx.list_grants_of(person.id).await?;
    if grants.iter().all(|grant| grant.is_over_at(now)) {
        return Err(StartupError::Told(format!("{} has no role now: give one first.", person.name)));
    }
    if grants.iter().all(|grant| grant.role == Role::Responder || grant.is_over_at(now)) {
        return Err(StartupError::Told(format!(
            "{} is a responder, and signs in with a code that a lead makes.",
            person.name
        )));
    }
    let (id, name) = (person.id, person.name);
    let set = Setting { of: id, by: operator::actor(), by_link: false, but: None };
    set_password(tx.as_mut(), set, &hash, now).await?;
    tx.commit().await?;
    store.close().await;
    tell(&name, &username, &secret)
}

/// A password and its hash.
fn new_password(random: &Random) -> Result<(String, String), StartupError> {
    let secret = random.secret();
    let hash =
        password::hash(&secret, &random.bytes()).map_err(|error| StartupError::Told(error.to_string()))?;
    Ok((secret, hash))
}

fn tell(name: &str, username: &str, secret: &str) -> Result<(), StartupError> {
    say(format_args!("{name} signs in as {username} with {secret}\nThis password is not shown again."))
}
