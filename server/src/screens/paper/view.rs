//! The form for a slip, and what became of all of them.

use std::time::Duration;

use app::{
    model::Choice,
    screens::paper::{EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipsOfPack},
};
use domain::{
    Priority, Responder, Timestamp,
    pack::{Back, Slip, SlipCount, SlipRefusal},
    text::in_order,
};
use store::{Tx, if_readable};
use texts::texts;

use crate::{
    kept::Directory,
    view::{Sources, choices, moment::dated},
};

/// Slips that are shown of those that were entered last.
const ENTERED: u32 = 10;
/// Packs are accounted for while slips of them come back.
const ACCOUNTED: Duration = Duration::from_hours(7 * 24);

pub(super) async fn paper_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: SlipForm,
    refusal: Option<SlipRefusal>,
) -> store::Result<PaperPage> {
    let directory = sources.directory(tx).await?;
    let since = sources.core.now() - ACCOUNTED;
    let entered_before = match refusal {
        Some(SlipRefusal::Entered(ticket)) => {
            let ticket = if_readable(tx.lookup_ticket(ticket).await)?;
            ticket.map(|ticket| (ticket.code.to_string(), paths::ticket(&ticket.id)))
        }
        _ => None,
    };
    let key = if form.key.is_empty() { sources.core.random.secret() } else { form.key };
    let entered = entered(sources, tx, &directory, since).await?;
    let packs = tx.count_slips(since).await?.into_iter().map(|count| of_pack(sources, count)).collect();
    let missing = tx
        .list_missing_slips(since)
        .await?
        .into_iter()
        .map(|slip| MissingSlip { slip: slip.code.to_string(), ward: directory.ward_name(slip.ward) });
    Ok(PaperPage {
        form: SlipForm { key, ..form },
        tags: choices::tags(&directory.tags),
        urgencies: Priority::ALL.into_iter().map(urgency).collect(),
        categories: choices::categories(&directory),
        helpers: helpers(tx).await?,
        wards: choices::wards(&directory, std::iter::empty()),
        entered,
        packs,
        missing: missing.collect(),
        entered_before,
        errors: Vec::new(),
        warnings: Vec::new(),
        notice: None,
    })
}

/// In the words of the slip.
fn urgency(priority: Priority) -> Choice {
    let t = texts();
    let label = match priority {
        Priority::P1 => t.paper_harm(),
        Priority::P2 => t.paper_waiting(),
        Priority::P3 => t.paper_not_affected(),
        Priority::P4 => t.paper_question(),
    };
    Choice { value: priority.to_string(), label }
}

/// Whoever may have helped, on shift or not.
async fn helpers(tx: &mut dyn Tx) -> store::Result<Vec<Choice>> {
    let mut responders = tx.list_responders().await?;
    responders.sort_by(|one, other| in_order(&one.name, &other.name));
    let choice = |responder: Responder| Choice { value: responder.id.to_string(), label: responder.name };
    Ok(responders.into_iter().map(choice).collect())
}

async fn entered(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    since: Timestamp,
) -> store::Result<Vec<EnteredSlip>> {
    let mut rows = Vec::new();
    for Slip { code, back, .. } in tx.list_entered_slips(since, ENTERED).await? {
        let Some(Back::Entered { ticket, .. }) = back else { continue };
        let Some(ticket) = if_readable(tx.lookup_ticket(ticket).await)? else { continue };
        rows.push(EnteredSlip {
            slip: code.to_string(),
            ward: directory.ward_name(ticket.ward),
            tag: directory.tag_name(ticket.tag),
            asked: dated(sources, ticket.asked_at),
            phase: ticket.phase(),
            ticket: (ticket.code.to_string(), paths::ticket(&ticket.id)),
        });
    }
    Ok(rows)
}

fn of_pack(sources: &Sources, count: SlipCount) -> SlipsOfPack {
    SlipsOfPack {
        printed: dated(sources, count.printed_at),
        printed_at: count.printed_at.as_millis(),
        count: count.printed,
        entered: count.entered,
        unused: count.unused,
        unaccounted: count.unaccounted(),
    }
}
