use std::path::{Path, PathBuf};

use clap::Subcommand;
use dispatch::Policy;
use domain::Role;
use ground::clock;

use super::{operator, say};
use crate::{
    config::Config,
    policy,
    startup::{StartupError, open_store},
};

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Print the policy in force.
    Show,
    /// Say everything that is wrong with a policy file.
    Check { file: PathBuf },
    /// Put a policy file in force, without a restart.
    Set {
        file: PathBuf,
        /// Username of the lead or administrator who decided it; the log keeps it.
        #[arg(long)]
        by: String,
    },
}

pub(super) async fn run(command: PolicyCommand, config: Config) -> Result<(), StartupError> {
    match command {
        PolicyCommand::Show => show(&config).await,
        PolicyCommand::Check { file } => {
            read(&file)?;
            say(format_args!("{} can be used.", file.display()))
        }
        PolicyCommand::Set { file, by } => set(&file, &by, &config).await,
    }
}

async fn show(config: &Config) -> Result<(), StartupError> {
    let store = open_store(&config.database).await?;
    let mut tx = store.read().await?;
    let version = tx.policy_in_force().await?;
    if let Some(set) = tx.lookup_policy(version).await? {
        let by = store::if_readable(tx.lookup_person(set.set_by).await)?
            .map_or_else(String::new, |person| person.name);
        say(format_args!(
            "# Version {version}, set by {by}. What it leaves out is as the program ships it."
        ))?;
        return say(set.text.trim_end());
    }
    say("# None was set: this is what the program ships with.")?;
    let text = Policy::default().to_toml().map_err(|error| StartupError::Told(error.to_string()))?;
    say(text.trim_end())
}

async fn set(file: &Path, by: &str, config: &Config) -> Result<(), StartupError> {
    let (next, text) = read(file)?;
    let store = open_store(&config.database).await?;
    if !store.is_migrated().await? {
        return Err(StartupError::NotMigrated);
    }
    let now = (clock::system())();
    let mut tx = store.write().await?;
    let person = tx
        .lookup_account_by_username(&by.trim().to_lowercase())
        .await?
        .map(|account| account.person)
        .ok_or_else(|| StartupError::Told(format!("Nobody signs in as {by}. Nothing was changed.")))?;
    let roles = tx.roles_at(person, now).await?;
    if !roles.iter().any(|role| matches!(role, Role::Lead | Role::Administrator)) {
        let told = format!("{by} is neither a lead nor an administrator. Nothing was changed.");
        return Err(StartupError::Told(told));
    }
    let unknown = policy::unknown_waves(tx.as_mut(), &next).await?;
    if !unknown.is_empty() {
        return Err(StartupError::Told(unknown.join("\n")));
    }
    let version = policy::set(tx.as_mut(), &text, person, operator::actor(), now).await?;
    tx.commit().await?;
    store.close().await;
    say(format_args!("Version {version} is in force. A running program takes it over within seconds."))
}

/// A policy from a file, if it can be used, and its text.
pub(super) fn read(file: &Path) -> Result<(Policy, String), StartupError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| StartupError::Told(format!("{} cannot be read: {error}", file.display())))?;
    match policy::read(&text) {
        Ok(read) => Ok(read),
        Err(problems) => {
            let mut told = format!("{} cannot be used:", file.display());
            for problem in problems {
                told.push_str("\n  ");
                told.push_str(&problem);
            }
            Err(StartupError::Told(told))
        }
    }
}
