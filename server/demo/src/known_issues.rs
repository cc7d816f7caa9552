//! What the invented command centre knows to be wrong, and the tickets about it.

use std::time::Duration;

use domain::{
    GuardedText, KnownIssue, KnownIssueId, Logged, Timestamp,
    event::KnownIssueVersion,
    known_issue::{IssueLink, LinkReason, Said},
    ticket::Actor,
};
use ground::random::Random;
use store::{NewEvent, Store, Subject};

const MINUTE: u64 = 60;
/// Closed tickets of the last days that are linked to each.
const LINKED: usize = 6;
const LATELY: Duration = Duration::from_hours(48);

/// What is wrong, what to do, about what, in how many minutes the next word comes.
const KNOWN: [(&str, &str, &str, u64); 2] = [
    (
        "The drug chart cannot be signed on tablets",
        "Sign on a PC. If there is none free, sign on paper and tell the desk.",
        "epma",
        45,
    ),
    ("Labels print twice", "Bin the second label. Check the name on the one you keep.", "order-comms", 90),
];

/// Writes them for a lead, after the last days. Meant for a database that has none yet.
pub async fn write_known_issues(store: &dyn Store, random: &Random, now: Timestamp) -> store::Result<()> {
    let mut tx = store.write().await?;
    let Some(lead) = tx.lookup_account_by_username("lead").await? else { return Ok(()) };
    let (by, at) = (lead.person, now - Duration::from_secs(9 * MINUTE));
    let tags = tx.list_tags().await?;
    let closed = tx.list_closed_tickets(now - LATELY, 500).await?;
    for (title, workaround, slug, next) in KNOWN {
        let Some(tag) = tags.iter().find(|tag| tag.slug == slug) else { continue };
        let said = Said {
            title: GuardedText::stored(title.to_owned()),
            workaround: GuardedText::stored(workaround.to_owned()),
            tag: tag.id,
            ward: None,
            holds: false,
            next_word_at: Some(now + Duration::from_secs(next * MINUTE)),
        };
        let issue = KnownIssue::new(KnownIssueId::new(at, random.bytes()), said, at);
        tx.put_known_issue(&issue, by, at).await?;
        let added = Logged::KnownIssueAdded(KnownIssueVersion { known_issue: issue.id, version: 0 });
        tx.append_event(&NewEvent::new(Subject::Person(by), Actor::Staff(by), at, added)).await?;
        let about_it = closed.iter().filter(|ticket| ticket.tag == tag.id && ticket.category().is_some());
        for ticket in about_it.take(LINKED) {
            let (known_issue, why) = (issue.id, LinkReason::Lead);
            let linked_by = Some(by);
            tx.link_issue(&IssueLink {
                ticket: ticket.id,
                known_issue,
                linked_at: at,
                linked_by,
                why,
                unlinked: None,
            })
            .await?;
            let linked = Logged::IssueLinked { known_issue, why };
            tx.append_event(&NewEvent::new(Subject::Ticket(ticket.id), Actor::Lead(by), at, linked)).await?;
        }
    }
    tx.commit().await
}
