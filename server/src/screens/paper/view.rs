//! The form for a slip, and what became of all of them.

use app::{
    model::Choice,
    screens::paper::{
        Duplicates, EnteredBefore, EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipsOfPack, UnusedQuestion,
    },
};
use domain::{
    Priority, Responder, Ticket, TicketId, Timestamp,
    pack::{SlipCount, SlipRefusal},
    text::in_order,
    ticket::{AskedBy, Phase, State},
};
use store::{Tx, if_readable};
use texts::texts;

use crate::{
    kept::Directory,
    view::{
        Sources, choices,
        moment::{dated, moment},
        timeline::slip_of,
    },
};

/// Slips that are shown of those that were entered last.
const ENTERED: u32 = 10;

/// What is shown beside what is always there.
pub(super) struct Shown {
    pub(super) form: SlipForm,
    pub(super) refusal: Option<SlipRefusal>,
    /// What a slip has just become.
    pub(super) entered: Option<TicketId>,
    /// When the pack was printed of which somebody says that the other slips came back empty.
    pub(super) asked_of: Option<Timestamp>,
}

impl Shown {
    pub(super) fn of(form: SlipForm) -> Self {
        Self { form, refusal: None, entered: None, asked_of: None }
    }
}

pub(super) async fn paper_page(sources: &Sources, tx: &mut dyn Tx, shown: Shown) -> store::Result<PaperPage> {
    let Shown { form, refusal, entered: just_entered, asked_of } = shown;
    let directory = sources.directory(tx).await?;
    let since = sources.core.now() - SlipCount::ACCOUNTED;
    let entered_before = match refusal {
        Some(SlipRefusal::Entered(ticket) | SlipRefusal::Cancelled(ticket)) => {
            let ticket = if_readable(tx.lookup_ticket(ticket).await)?;
            ticket.map(|ticket| EnteredBefore {
                ticket: link(&ticket),
                ward: directory.ward_name(ticket.ward),
                is_cancelled: matches!(ticket.state, State::Withdrawn { .. }),
            })
        }
        _ => None,
    };
    let key = if form.key.is_empty() { sources.core.random.secret() } else { form.key };
    let entered = entered(sources, tx, &directory, since).await?;
    let counts = tx.count_slips(since).await?;
    let question = match asked_of.and_then(|at| counts.iter().find(|count| count.printed_at == at)) {
        Some(count) => unused_question(sources, tx, count).await?,
        None => None,
    };
    let duplicates = match just_entered {
        Some(ticket) => duplicates(sources, tx, &directory, ticket).await?,
        None => None,
    };
    let packs = counts.into_iter().map(|count| of_pack(sources, count)).collect();
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
        duplicates,
        question,
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
    for (code, ticket) in tx.list_entered_slips(since, ENTERED).await? {
        let Some(ticket) = if_readable(tx.lookup_ticket(ticket).await)? else { continue };
        rows.push(EnteredSlip {
            slip: code.to_string(),
            ward: directory.ward_name(ticket.ward),
            tag: directory.tag_name(ticket.tag),
            asked: dated(sources, ticket.asked_at),
            phase: ticket.phase(),
            ticket: link(&ticket),
        });
    }
    Ok(rows)
}

fn link(ticket: &Ticket) -> (String, String) {
    (ticket.code.to_string(), paths::ticket(&ticket.id))
}

/// Other open requests of the same ward about the same, while nobody has come for this one.
async fn duplicates(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    id: TicketId,
) -> store::Result<Option<Duplicates>> {
    let Some(ticket) = if_readable(tx.lookup_ticket(id).await)? else { return Ok(None) };
    let is_from_paper = matches!(ticket.asked_by, AskedBy::Paper(_));
    if !is_from_paper || !matches!(ticket.phase(), Phase::Waiting | Phase::Offered) {
        return Ok(None);
    }
    let Some(slip) = slip_of(&tx.list_events_of(id).await?) else { return Ok(None) };
    let mut open = tx.list_open_tickets().await?;
    open.retain(|other| other.id != id && (other.ward, other.tag) == (ticket.ward, ticket.tag));
    Ok((!open.is_empty()).then(|| Duplicates {
        slip: slip.to_string(),
        id: id.to_string(),
        version: ticket.version,
        ward: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        others: open
            .iter()
            .map(|other| {
                let (code, address) = link(other);
                (code, address, moment(sources, other.asked_at))
            })
            .collect(),
    }))
}

async fn unused_question(
    sources: &Sources,
    tx: &mut dyn Tx,
    count: &SlipCount,
) -> store::Result<Option<UnusedQuestion>> {
    if count.rest() == 0 {
        return Ok(None);
    }
    let now = sources.core.now();
    let pack = tx.latest_pack().await?.map(|pack| pack.made);
    // Slips are printed with a pack that says what is so then, or a little before.
    let in_use = pack.filter(|made| made.as_at <= count.printed_at && now < made.void_after);
    Ok(Some(UnusedQuestion {
        printed: dated(sources, count.printed_at),
        printed_at: count.printed_at.as_millis(),
        rest: count.rest(),
        missing: count.missing,
        in_use_until: in_use.map(|made| dated(sources, made.void_after)),
    }))
}

fn of_pack(sources: &Sources, count: SlipCount) -> SlipsOfPack {
    SlipsOfPack {
        printed: dated(sources, count.printed_at),
        printed_at: count.printed_at.as_millis(),
        count: count.printed,
        entered: count.entered,
        unused: count.unused,
        unaccounted: count.unaccounted(),
        rest: count.rest(),
    }
}
