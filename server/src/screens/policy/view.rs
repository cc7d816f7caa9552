//! The policy page.

use app::{
    model::FieldError,
    screens::policy::{PolicyPage, PolicySet},
};
use dispatch::Policy;
use store::{Tx, if_readable};

use crate::view::{Sources, moment::moment};

/// So many of the policies that were set are shown, the newest first.
const SHOWN: u32 = 10;

/// `typed` is what could not be put in force, and why.
pub(crate) async fn policy_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    typed: Option<(String, Vec<FieldError>)>,
    notice: Option<String>,
) -> Result<PolicyPage, store::Error> {
    let version = tx.policy_in_force().await?;
    let mut set = Vec::new();
    for version in (1..=version).rev().take(SHOWN as usize) {
        let Some(of_then) = tx.lookup_policy(version).await? else { continue };
        let by = if_readable(tx.lookup_person(of_then.set_by).await)?;
        set.push(PolicySet {
            version,
            by: by.map_or_else(String::new, |person| person.name),
            at: moment(sources, of_then.set_at),
            text: of_then.text,
        });
    }
    let in_force = set.first().map_or_else(String::new, |latest| latest.text.clone());
    let (text, errors) = typed.unwrap_or((in_force, Vec::new()));
    let shipped = Policy::default().to_toml().unwrap_or_default();
    Ok(PolicyPage { text, version, set, shipped, errors, notice })
}
