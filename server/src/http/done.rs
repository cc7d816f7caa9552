//! What was just done, as the address says to which whoever did it is sent on: said once, above the page as it is now.

use app::words::{isolated, list, sentence};
use import::{Kind, Summary};
use serde::Deserialize;
use store::{Tx, if_readable};

/// `?done=changed_link&about=<id>`. What means nothing is left unsaid.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
    /// Of what it was done to; of an import, how many rows of each list.
    about: String,
}

impl Done {
    pub(crate) async fn notice(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        Ok(match self.done.as_str() {
            "issue_added" => {
                self.issue(tx, "is added. Responders read it beside jobs about the same thing.").await?
            }
            "issue_ended" => self.issue(tx, "has ended. Responders no longer read it.").await?,
            "issue_changed" => Some("Saved. Responders read this from now on.".to_owned()),
            "changed_link" => {
                let ward = self.ward(tx).await?;
                ward.map(|ward| format!("The link of {ward} has changed. Print a new poster."))
            }
            "blocked_ward" => self.ward(tx).await?.map(|ward| format!("That device on {ward} is blocked.")),
            "blocked_person" => self
                .person(tx)
                .await?
                .map(|person| format!("The handset of {person} is blocked and gets no more alerts.")),
            "escalated" => Some("Escalated. “What happened” says what that did.".to_owned()),
            "sent" => self.person(tx).await?.map(|person| format!("{person} has been sent.")),
            "policy_set" => Some("Saved. It applies from the next decision.".to_owned()),
            "imported" => Some(imported(&self.about)),
            _ => None,
        })
    }

    /// Whether it was that a ticket got another priority; said by whoever has read the ticket.
    pub(crate) fn is_priority(&self) -> bool {
        self.done == "priority"
    }

    async fn issue(&self, tx: &mut dyn Tx, words: &str) -> Result<Option<String>, store::Error> {
        let Ok(id) = self.about.parse() else { return Ok(None) };
        let issue = tx.lookup_known_issue(id).await?;
        Ok(issue.map(|issue| format!("“{}” {words}", isolated(issue.said.title.as_str()))))
    }

    async fn ward(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        let Ok(id) = self.about.parse() else { return Ok(None) };
        Ok(tx.lookup_ward(id).await?.map(|ward| isolated(ward.name).into_owned()))
    }

    async fn person(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        let Ok(id) = self.about.parse() else { return Ok(None) };
        Ok(if_readable(tx.lookup_person(id).await)?.map(|person| isolated(person.name).into_owned()))
    }
}

/// How many entries of each list an import has touched, for an address: `wards-2-1-0.people-3-0-0`.
pub(crate) fn counted(summaries: &[Summary]) -> String {
    let touched = summaries.iter().filter(|summary| !summary.is_nothing());
    let counts = touched.map(|Summary { kind, added, changed, removed, .. }| {
        format!("{kind}-{}-{}-{}", added.len(), changed.len(), removed.len())
    });
    counts.collect::<Vec<_>>().join(".")
}

/// `Saved. Wards: 2 added and 1 changed. People: 3 added.`
fn imported(counted: &str) -> String {
    let lists = counted.split('.').filter_map(|counts| {
        let mut parts = counts.split('-');
        let kind = Kind::named(parts.next()?)?;
        let counts = ["added", "changed", "removed"].into_iter().zip(parts);
        let counts = counts.filter_map(|(what, count)| Some((count.parse::<u32>().ok()?, what)));
        let said: Vec<String> =
            counts.filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        (!said.is_empty()).then(|| format!(" {}: {}.", sentence(kind.name()), list(&said)))
    });
    std::iter::once("Saved.".to_owned()).chain(lists).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_says_how_many_entries_of_each_list_it_touched() {
        let summary = |kind, added: usize, changed: usize, removed: usize| Summary {
            kind,
            added: vec![String::new(); added],
            changed: vec![String::new(); changed],
            removed: vec![String::new(); removed],
            unchanged: 7,
            missing: Vec::new(),
        };
        let summaries =
            [summary(Kind::Wards, 2, 1, 0), summary(Kind::Links, 0, 0, 0), summary(Kind::Shifts, 12, 0, 3)];
        assert_eq!(
            imported(&counted(&summaries)),
            "Saved. Wards: 2 added and 1 changed. Shifts: 12 added and 3 removed."
        );
        for made_up in ["", "wards", "nonsense-1-2-3", "wards-x-y", "people-0-0-0"] {
            assert_eq!(imported(made_up), "Saved.", "{made_up}");
        }
    }
}
