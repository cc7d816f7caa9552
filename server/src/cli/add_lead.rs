use clap::Args;
use domain::{PersonId, Role};
use store::Person;

use super::say;
use crate::{
    auth::password,
    clock,
    config::Config,
    random::Random,
    startup::{StartupError, open_store},
};

#[derive(Debug, Args)]
pub(super) struct AddLead {
    /// What they type to sign in.
    #[arg(long)]
    username: String,
    /// What others read.
    #[arg(long)]
    name: String,
    /// lead, analyst or administrator.
    #[arg(long, default_value = "lead")]
    role: Role,
}

pub(super) async fn run(
    AddLead { username, name, role }: AddLead,
    config: Config,
) -> Result<(), StartupError> {
    let username = username.trim().to_lowercase();
    if username.is_empty() || name.trim().is_empty() {
        return Err(StartupError::Told("A username and a name must not be empty.".to_owned()));
    }
    if role == Role::Responder {
        return Err(StartupError::Told(
            "Responders sign in with a code that a lead makes, not with a password.".to_owned(),
        ));
    }
    let random = Random::system();
    let store = open_store(&config.database).await?;
    store.migrate().await?;
    let secret = random.secret();
    let hash =
        password::hash(&secret, &random.bytes()).map_err(|error| StartupError::Told(error.to_string()))?;
    let person = Person {
        id: PersonId::new((clock::system())(), random.bytes()),
        name: name.trim().to_owned(),
        roles: vec![role],
        username: Some(username.clone()),
        password_hash: Some(hash),
        pin_hash: None,
        failed_attempts: 0,
        locked_until: None,
    };
    let mut session = store.write().await?;
    match session.put_person(&person).await {
        Err(store::Error::Duplicate(_)) => {
            return Err(StartupError::Told(format!("The username {username} is in use already.")));
        }
        added => added?,
    }
    session.commit().await?;
    store.close().await;
    say(format_args!(
        "{} signs in as {username} with {secret}\nThis password is not shown again.",
        person.name
    ))
}
