//! What the invented command centre has decided in the last hours, and what it still has to do.

use std::time::Duration;

use domain::{
    GuardedText, Logged, PersonId, Timestamp,
    decision::{About, BoardThen, Correction, Logging, Said, ZoneThen},
    follow_up::{Said as FollowUpSaid, Step, Task},
    ticket::Actor,
};
use store::{NewDecision, NewEvent, Store, Subject, Tx};

const MINUTE: u64 = 60;

/// Minutes ago, what was decided, why, and by whom.
const DECISIONS: [(u64, &str, &str, &str); 3] = [
    (
        100,
        "Four floorwalkers move from the wards to the front door until noon",
        "The front door waited 15 minutes for somebody, and the wards had six people free",
        "Silver",
    ),
    (
        60,
        "Theatres keep their old lists today",
        "The new lists leave out patients who are moved between two sites",
        "Gold, on the advice of the theatre lead",
    ),
    (
        25,
        "Surgery writes labels by hand until the printers are back",
        "Labels print twice, and one was put on the wrong sample",
        "Silver",
    ),
];

/// Of which decision, what is to be done, by whom, and in how many minutes; before now, if that has passed.
const ACTIONS: [(u32, &str, &str, i64); 3] = [
    (1, "Tell the site leads who has moved", "Silver", -60),
    (3, "Put the label printers of Surgery right", "Printing, IT", -5),
    (2, "Say on the evening call whether theatres change over tomorrow", "Theatre lead", 300),
];

/// Writes them for a lead, after the last days. Meant for a database that has no decisions yet.
pub async fn write_decisions(store: &dyn Store, now: Timestamp) -> store::Result<()> {
    let mut tx = store.write().await?;
    let Some(lead) = tx.lookup_account_by_username("lead").await? else { return Ok(()) };
    let by = lead.person;
    for (minutes, decision, reason, decided_by) in DECISIONS {
        let at = now - Duration::from_secs(minutes * MINUTE);
        let said = said(decision, reason, decided_by);
        let logged = Logging { at, by, late_reason: None, sequence: tx.latest_sequence().await? };
        let board = quiet_board(tx.as_mut()).await?;
        let new = NewDecision { said, made_at: at, logged, board };
        let number = tx.add_logged_decision(&new).await?;
        note(tx.as_mut(), by, at, Logged::DecisionLogged { number }).await?;
    }
    let at = now - Duration::from_secs(20 * MINUTE);
    let (_, _, reason, decided_by) = DECISIONS[2];
    let said =
        said("Surgery and Women’s write labels by hand until the printers are back", reason, decided_by);
    let correction =
        Correction { said, why: text("The ward sister rang: Women’s has the same printers"), at, by };
    let version = tx.add_decision_correction(3, &correction).await?;
    note(tx.as_mut(), by, at, Logged::DecisionCorrected { number: 3, version }).await?;
    for (decision, what, owner, due) in ACTIONS {
        let due_at = Timestamp::from_millis(now.as_millis() + due * 60_000);
        let task = Task { what: text(what), owner: text(owner), due_at };
        let number = tx.add_follow_up(Some(decision), &task, by, at).await?;
        note(tx.as_mut(), by, at, Logged::FollowUpAdded { number, decision: Some(decision) }).await?;
    }
    let at = now - Duration::from_secs(10 * MINUTE);
    tx.add_follow_up_step(1, &Step { said: FollowUpSaid::Done, at, by }).await?;
    note(tx.as_mut(), by, at, Logged::FollowUpDone { number: 1 }).await?;
    tx.commit().await
}

/// Ours, and within the limits.
fn text<const MOST: usize>(text: &str) -> GuardedText<MOST> {
    GuardedText::stored(text.to_owned())
}

fn said(decision: &str, reason: &str, decided_by: &str) -> Said {
    Said {
        decision: text(decision),
        reason: text(reason),
        decided_by: text(decided_by),
        options: None,
        risks: None,
        review_at: None,
        about: About::default(),
    }
}

/// The past ends before them: nobody waits.
async fn quiet_board(tx: &mut dyn Tx) -> store::Result<BoardThen> {
    let (zones, people) = (tx.list_zones().await?, tx.list_responders().await?);
    let in_zone = |zone| people.iter().filter(|person| person.zone == Some(zone)).count();
    let zones = zones.into_iter().map(|zone| {
        let free = in_zone(zone.id);
        ZoneThen { name: zone.name, waiting: 0, oldest: None, free }
    });
    Ok(BoardThen {
        free: people.len(),
        on_shift: people.len(),
        zones: zones.collect(),
        ..BoardThen::default()
    })
}

async fn note(tx: &mut dyn Tx, by: PersonId, at: Timestamp, what: Logged) -> store::Result<()> {
    tx.append_event(&NewEvent::new(Subject::Person(by), Actor::Staff(by), at, what)).await.map(drop)
}
