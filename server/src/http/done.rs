//! What was just done, as the address says to which whoever did it is sent on: said once, above the page as it is now.

use app::words::{isolated, list};
use domain::{TicketId, ticket::Phase};
use import::{Kind, Summary};
use serde::Deserialize;
use store::{Tx, if_readable};
use texts::texts;

use crate::view::{Sources, timeline::slip_of};

/// `?done=changed_link&about=<id>`. What means nothing is left unsaid.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
    /// Of what it was done to; of an import, how many rows of each list.
    about: String,
}

impl Done {
    /// None, and nothing is read, where the address says nothing.
    pub(crate) async fn notice(&self, sources: &Sources) -> Result<Option<String>, store::Error> {
        if self.done.is_empty() {
            return Ok(None);
        }
        self.said(sources.core.store.read().await?.as_mut()).await
    }

    async fn said(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        Ok(match self.done.as_str() {
            "issue_added" => self.issue(tx).await?.map(|title| texts().done_issue_added(title)),
            "issue_ended" => self.issue(tx).await?.map(|title| texts().done_issue_ended(title)),
            "word_sent" => Some(texts().done_word_sent()),
            "issue_reopened" => Some(texts().done_issue_reopened()),
            "issue_linked" => self.counts().map(|[linked, held, closed]| match (held, closed) {
                (0, 0) => texts().done_issue_linked(linked),
                (0, closed) => texts().done_issue_linked_closed(linked, closed),
                (held, _) => texts().done_issue_linked_held(linked, held),
            }),
            "issue_unlinked" => self.about.parse().ok().map(|count: u32| texts().done_issue_unlinked(count)),
            "issue_closed" => self.counts().map(|[closed, changed]| match changed {
                0 => texts().done_issue_closed(closed),
                changed => texts().done_issue_closed_some(changed, texts().done_issue_closed(closed)),
            }),
            "issue_changed" => Some(texts().done_issue_changed()),
            "decision_logged" => {
                self.about.parse().ok().map(|number: u32| texts().done_decision_logged(number))
            }
            "action_added" => Some(texts().done_action_added()),
            "action_done" => Some(texts().done_action_done()),
            "action_reopened" => Some(texts().done_action_reopened()),
            "action_changed" => Some(texts().done_action_changed()),
            "action_cancelled" => Some(texts().done_action_cancelled()),
            "wave_added" => Some(texts().done_wave_added()),
            "wave_renamed" => Some(texts().done_wave_renamed()),
            "cutover_moved" => Some(texts().done_cutover_moved()),
            "wards_joined" => Some(texts().done_wards_joined()),
            "ward_left" => Some(texts().done_ward_left()),
            "phase_set" => Some(texts().done_phase_set()),
            "wall_made" => Some(texts().done_wall_made()),
            "wall_revoked" => Some(texts().done_wall_revoked()),
            "surge_judged" => Some(texts().done_surge_judged()),
            "decision_corrected" => Some(texts().done_decision_corrected()),
            "report_approved" => Some(texts().done_report_approved()),
            "pack_made" => Some(texts().done_pack_made()),
            "slip_entered" => self.slip(tx).await?,
            "slips_unused" => Some(texts().done_slips_unused()),
            "slip_unused" => Some(texts().done_slip_unused()),
            "slips_unused_undone" => Some(texts().done_slips_unused_undone()),
            "report_corrected" => Some(texts().done_report_corrected()),
            "changed_link" => self.ward(tx).await?.map(|ward| texts().done_changed_link(ward)),
            "posters_printed" => {
                self.about.parse().ok().map(|copies: u32| texts().done_posters_printed(copies))
            }
            "posters_uncounted" => {
                self.about.parse().ok().map(|copies: u32| texts().done_posters_uncounted(copies))
            }
            "posters_replaced" => self.ward(tx).await?.map(|ward| texts().done_posters_replaced(ward)),
            "posters_down" => {
                let gone = self.gone_ward(tx).await?;
                gone.map(|ward| texts().done_posters_down(ward))
            }
            "blocked_ward" => self.ward(tx).await?.map(|ward| texts().done_blocked_device(ward)),
            "blocked_person" => self.person(tx).await?.map(|person| texts().done_blocked_handset(person)),
            "escalated" => Some(texts().done_escalated()),
            "sent" => self.person(tx).await?.map(|person| texts().done_sent(person)),
            "settings_set" => Some(texts().done_settings_set()),
            "alert_key_made" => Some(texts().done_alert_key_made()),
            "secret_set" => Some(texts().done_secret_set()),
            "policy_set" => Some(texts().done_policy_set()),
            "import_undone" => Some(texts().done_import_undone()),
            "heading_forgotten" => Some(texts().done_heading_forgotten()),
            "imported" => Some(imported(&self.about)),
            "added" => Some(texts().places_done_added()),
            "changed" => Some(texts().places_done_changed()),
            "ended" => Some(texts().places_done_ended()),
            "opened" => Some(texts().places_done_opened()),
            "shift_added" => Some(texts().roster_done_added()),
            "shift_changed" => Some(texts().roster_done_changed()),
            "shift_removed" => Some(texts().roster_done_removed()),
            "moved" => Some(texts().places_done_moved()),
            _ => None,
        })
    }

    /// Whether it was that a ticket got another priority; said by whoever has read the ticket.
    pub(crate) fn is_priority(&self) -> bool {
        self.done == "priority"
    }

    /// `7-3-0`: how many, and how many of those became what.
    fn counts<const HOW_MANY: usize>(&self) -> Option<[u32; HOW_MANY]> {
        let counts: Option<Vec<u32>> = self.about.split('-').map(|count| count.parse().ok()).collect();
        counts?.try_into().ok()
    }

    async fn issue(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        let Ok(id) = self.about.parse() else { return Ok(None) };
        let issue = tx.lookup_known_issue(id).await?;
        Ok(issue.map(|issue| isolated(issue.said.title.as_str()).into_owned()))
    }

    /// The request that a slip of paper has just become.
    pub(crate) fn entered(&self) -> Option<TicketId> {
        if self.done == "slip_entered" { self.about.parse().ok() } else { None }
    }

    async fn slip(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        let Some(id) = self.entered() else { return Ok(None) };
        let Some(ticket) = if_readable(tx.lookup_ticket(id).await)? else { return Ok(None) };
        let Some(slip) = slip_of(&tx.list_events_of(id).await?) else { return Ok(None) };
        let ward = tx.lookup_ward(ticket.ward).await?.map_or_else(String::new, |ward| ward.name);
        let (slip, ward, code, t) = (slip.to_string(), isolated(ward), ticket.code.as_str(), texts());
        Ok(Some(match ticket.phase() {
            Phase::Waiting | Phase::Offered => t.done_slip_entered(slip, ward, code),
            Phase::OnTheWay | Phase::WithYou => t.done_slip_entered_taken(slip, ward, code),
            Phase::Resolved | Phase::HandedOff => t.done_slip_entered_closed(slip, ward, code),
            Phase::Withdrawn => t.done_slip_cancelled(slip, ward, code),
        }))
    }

    async fn ward(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        let Ok(id) = self.about.parse() else { return Ok(None) };
        Ok(tx.lookup_ward(id).await?.map(|ward| isolated(ward.name).into_owned()))
    }

    /// One that has closed.
    async fn gone_ward(&self, tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
        let Ok(id) = self.about.parse() else { return Ok(None) };
        let mut ended = tx.list_ended().await?.wards.into_iter();
        Ok(ended.find(|(ward, _)| ward.id == id).map(|(ward, _)| isolated(ward.name).into_owned()))
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
        let say: [fn(u32) -> String; 3] = [
            |count| texts().done_added(count),
            |count| texts().done_changed(count),
            |count| texts().done_removed(count),
        ];
        let counts = say.into_iter().zip(parts.map(str::parse));
        let said: Vec<String> =
            counts.filter_map(|(say, count)| Some(say(count.ok().filter(|count| *count > 0)?))).collect();
        (!said.is_empty()).then(|| texts().done_imported_list(name(kind), list(&said)))
    });
    std::iter::once(texts().done_imported()).chain(lists).collect::<Vec<_>>().join(" ")
}

fn name(kind: Kind) -> String {
    match kind {
        Kind::Tags => texts().done_tags(),
        Kind::Wards => texts().done_wards(),
        Kind::Links => texts().done_links(),
        Kind::Overrides => texts().done_overrides(),
        Kind::People => texts().done_people(),
        Kind::Shifts => texts().done_shifts(),
    }
}

#[cfg(test)]
mod tests {
    use import::Change;

    use super::*;

    #[test]
    fn an_import_says_how_many_entries_of_each_list_it_touched() {
        let summary = |kind, added: usize, changed: usize, removed: usize| Summary {
            kind,
            added: vec![String::new(); added],
            changed: vec![Change { name: String::new(), fields: Vec::new() }; changed],
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
