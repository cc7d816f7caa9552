//! The policy in force: the program's own until a trust sets one, and the latest that was set from then on.
//!
//! It is kept in the database, so that it outlives the program and can be set by a command beside it. The engine asks
//! for its version in every round; a change needs no restart.

use std::sync::{Arc, PoisonError, RwLock};

use dispatch::Policy;
use domain::{Logged, PersonId, Timestamp, text, ticket::Actor};
use store::{NewEvent, Subject, Tx, if_readable};

/// A policy as it was written, and the text to keep of it.
///
/// # Errors
/// Everything that is wrong with it, a sentence each.
pub fn read(written: &str) -> Result<(Policy, String), Vec<String>> {
    let kept = text::cleaned(written);
    let policy = Policy::from_toml(&kept)?;
    // The rest are keys and numbers, which are lists at most.
    let is_guarded = kept
        .lines()
        .filter_map(|line| line.split_once('#'))
        .all(|(_, comment)| !text::contains_nhs_number(comment));
    if is_guarded { Ok((policy, kept)) } else { Err(vec![text::TextProblem::NhsNumber.to_string()]) }
}

/// A sentence for each wave of a policy that there is not.
///
/// # Errors
/// Those of the database.
pub async fn unknown_waves(tx: &mut dyn Tx, policy: &Policy) -> Result<Vec<String>, store::Error> {
    if policy.wave.is_empty() {
        return Ok(Vec::new());
    }
    let known: Vec<String> = tx.list_waves().await?.into_iter().map(|wave| wave.slug).collect();
    let there = if known.is_empty() {
        "there are no waves yet".to_owned()
    } else {
        format!("there are {}", known.join(", "))
    };
    let unknown = policy.wave.keys().filter(|slug| !known.contains(slug));
    Ok(unknown.map(|slug| format!("wave.{slug}: no wave is called so; {there}")).collect())
}

/// Puts a policy in force that `by` decided, and says so in the log of events. `text` can be used; the caller commits.
pub async fn set(
    tx: &mut dyn Tx,
    text: &str,
    by: PersonId,
    actor: Actor,
    now: Timestamp,
) -> Result<u32, store::Error> {
    let version = tx.add_policy(text, by, now).await?;
    let event = NewEvent::new(Subject::Person(by), actor, now, Logged::PolicySet { version });
    tx.append_event(&event).await?;
    Ok(version)
}

#[derive(Debug)]
pub struct PolicyInForce {
    held: RwLock<Held>,
}

/// Cheap to copy.
#[derive(Debug, Clone)]
pub struct Held {
    /// None for the program's own.
    pub version: Option<u32>,
    pub policy: Arc<Policy>,
    /// The latest version that was looked at, good or not.
    seen: u32,
    /// Why the latest version is not the one in force, as a sentence.
    pub problem: Option<String>,
}

impl PolicyInForce {
    pub fn new(policy: Policy) -> Self {
        Self { held: RwLock::new(Held { version: None, policy: Arc::new(policy), seen: 0, problem: None }) }
    }

    pub fn held(&self) -> Held {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes over a version that was set since: the latest that this program can read. One that it cannot, since its row is
    /// damaged or a newer program wrote it, is an alarm.
    pub(crate) async fn refresh(&self, tx: &mut dyn Tx) -> Result<(), store::Error> {
        let before = self.held();
        let version = tx.policy_in_force().await?;
        if version == before.seen {
            return Ok(());
        }
        let mut beyond_bounds = Vec::new();
        let mut now = Held { seen: version, problem: None, ..before.clone() };
        for candidate in (before.version.unwrap_or_default() + 1..=version).rev() {
            if let Some((policy, beyond)) = usable(tx, candidate).await? {
                beyond_bounds = beyond;
                now = Held { version: Some(candidate), policy: Arc::new(policy), ..now };
                break;
            }
        }
        tracing::info!(version = now.version, "another policy is in force");
        now.problem = (now.version != Some(version)).then(|| {
            let instead =
                now.version.map_or_else(|| "the program's own".to_owned(), |good| format!("policy {good}"));
            format!("Policy {version} cannot be read. In force instead: {instead}.")
        });
        if now.problem.is_none() && !beyond_bounds.is_empty() {
            let told = beyond_bounds.join("; ");
            now.problem =
                Some(format!("Policy {version} is beyond its bounds, and used within them: {told}."));
        }
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = now;
        Ok(())
    }
}

/// A version, if it is there and this program can go by it, with what of it is not used as it was set.
async fn usable(tx: &mut dyn Tx, version: u32) -> Result<Option<(Policy, Vec<String>)>, store::Error> {
    let Some(set) = if_readable(tx.lookup_policy(version).await)? else { return Ok(None) };
    let read = Policy::from_stored(&set.text);
    Ok(read.inspect_err(|why| tracing::error!(version, why = why.join(" "), "a policy cannot be used")).ok())
}
