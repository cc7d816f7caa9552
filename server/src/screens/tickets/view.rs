//! Tickets of any hour.

use app::{
    model::{Choice, FieldError, Found},
    screens::tickets::{FoundTicket, TicketsPage, WhichOne},
    words::isolated,
};
use domain::{Code, PersonId, Ticket, WardId, text::unaccented, ticket::State};
use serde::Deserialize;
use store::{Page, Part, PeopleFilter, Place, TicketFilter, TicketKind, Tx, Words, if_readable};
use texts::texts;

use crate::{
    kept::Directory,
    screens::insight::view::{BadPeriod, Period},
    view::{
        Sources, choices,
        moment::{dated, moment},
        paging::address,
    },
};

/// Tickets on a page.
const ROWS: u32 = 50;
/// Wards and people to choose from.
const CHOICES: usize = 20;

/// What an address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedTickets {
    find: String,
    /// Of a link that says which of several is meant.
    ward: String,
    person: String,
    tag: String,
    wave: String,
    state: String,
    from: String,
    to: String,
    after: String,
}

/// What was typed, as what it names.
enum Named {
    Everything,
    Ticket(Box<Ticket>),
    Ward(WardId),
    Person(PersonId),
    Several(Vec<WhichOne>),
    Wrong(String),
}

pub(crate) async fn tickets_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: AskedTickets,
) -> Result<TicketsPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let period = Period::read(sources, &asked.from, &asked.to);
    let (from, to) = match &period {
        Ok(period) => (period.from.date.to_string(), period.to.date.to_string()),
        Err(BadPeriod { from, to, .. }) => (from.clone(), to.clone()),
    };
    let waves = tx.list_waves().await?;
    let page = TicketsPage {
        find: asked.find.trim().to_owned(),
        tag: asked.tag.clone(),
        wave: asked.wave.clone(),
        waves: choices::waves(&waves),
        state: asked.state.clone(),
        from,
        to,
        tags: with_one_that_ended(&directory, &asked.tag),
        states: TicketKind::ALL.into_iter().map(kind_choice).collect(),
        ..TicketsPage::default()
    };
    let period = match period {
        Ok(period) => period,
        Err(BadPeriod { errors, .. }) => return Ok(TicketsPage { errors, ..page }),
    };
    let tag = directory.all_tags().find(|tag| tag.slug == asked.tag);
    let kind = TicketKind::ALL.into_iter().find(|kind| kind.as_str() == asked.state);
    let (t, mut errors) = (texts(), Vec::new());
    if tag.is_none() && !asked.tag.is_empty() {
        errors.push(FieldError::new("tag", t.tickets_no_such_topic(isolated(&asked.tag))));
    }
    let wave = waves.iter().map(|wave| wave.id).find(|wave| wave.to_string() == asked.wave);
    if wave.is_none() && !asked.wave.is_empty() {
        errors.push(FieldError::new("wave", t.tickets_no_such_wave()));
    }
    if kind.is_none() && !asked.state.is_empty() {
        errors.push(FieldError::new("state", t.tickets_no_such_state(isolated(&asked.state))));
    }
    if !errors.is_empty() {
        return Ok(TicketsPage { errors, ..page });
    }
    let named = named(tx, &directory, &asked).await?;
    let (ward, person) = match named {
        Named::Ticket(ticket) => {
            let rows = vec![found_ticket(sources, &directory, &ticket)];
            return Ok(TicketsPage { rows, by_code: true, ..page });
        }
        Named::Several(which) => return Ok(TicketsPage { which, ..page }),
        Named::Wrong(words) => {
            return Ok(TicketsPage { errors: vec![FieldError::new("find", words)], ..page });
        }
        Named::Ward(ward) => (Some(ward), None),
        Named::Person(person) => (None, Some(person)),
        Named::Everything => (None, None),
    };
    let (from, until) = period.bounds();
    let filter = TicketFilter { from, until, ward, person, tag: tag.map(|tag| tag.id), kind, wave };
    let part = tx.find_tickets(&filter, &Page { after: asked.after.parse().ok(), rows: ROWS }).await?;
    Ok(TicketsPage {
        found: found(&asked, &page, &part),
        rows: part.rows.iter().map(|ticket| found_ticket(sources, &directory, ticket)).collect(),
        ..page
    })
}

/// Topics to choose from; of those that have ended, the one that is asked for.
fn with_one_that_ended(directory: &Directory, slug: &str) -> Vec<Choice> {
    let is_known = directory.tags.iter().any(|tag| tag.slug == slug);
    let ended = directory.all_tags().find(|tag| tag.slug == slug).filter(|_| !is_known);
    let ended = ended.map(|tag| Choice { value: tag.slug.clone(), label: tag.name.clone() });
    choices::tags(&directory.tags).into_iter().chain(ended).collect()
}

fn kind_choice(kind: TicketKind) -> Choice {
    let t = texts();
    let label = match kind {
        TicketKind::Open => t.tickets_open(),
        TicketKind::Closed => t.tickets_closed(),
        TicketKind::Cancelled => t.tickets_cancelled(),
        TicketKind::HandedOff => t.tickets_handed_off(),
        TicketKind::Reopened => t.tickets_reopened(),
        TicketKind::Escalated => t.tickets_escalated(),
        TicketKind::Declined => t.tickets_declined(),
    };
    Choice { value: kind.as_str().to_owned(), label }
}

/// A code is one ticket. Of wards and people one that is called exactly so is meant, or else the only one that is found.
async fn named(tx: &mut dyn Tx, directory: &Directory, asked: &AskedTickets) -> Result<Named, store::Error> {
    if let Ok(ward) = asked.ward.parse::<WardId>() {
        return Ok(Named::Ward(ward));
    }
    if let Ok(person) = asked.person.parse::<PersonId>() {
        return Ok(Named::Person(person));
    }
    let typed = asked.find.trim();
    if typed.is_empty() {
        return Ok(Named::Everything);
    }
    if let Ok(code) = typed.parse::<Code>()
        && let Some(ticket) = if_readable(tx.lookup_ticket_by_code(&code).await)?
        && ticket.ward != domain::canary::ward()
    {
        return Ok(Named::Ticket(Box::new(ticket)));
    }
    let looked_for = Words::of(typed);
    // A ward that has closed has tickets still.
    let wards = directory.wards.values().filter(|ward| looked_for.are_in(&[&ward.name, &ward.code]));
    let filter = PeopleFilter { words: looked_for.clone(), gone: true, ..PeopleFilter::default() };
    let people = tx.find_people(&filter, &Page::all()).await?.rows;
    let mut found: Vec<(String, Named)> = wards
        .map(|ward| (ward.name.clone(), Named::Ward(ward.id)))
        .chain(people.into_iter().map(|person| (person.name, Named::Person(person.id))))
        .collect();
    found.sort_by(|(one, _), (other, _)| domain::text::in_order(&unaccented(one), &unaccented(other)));
    let exactly: Vec<usize> = (0..found.len())
        .filter(|place| found.len() == 1 || unaccented(&found[*place].0) == unaccented(typed))
        .collect();
    Ok(match (exactly.as_slice(), found.len()) {
        ([only], _) => found.swap_remove(*only).1,
        (_, 0) => Named::Wrong(texts().tickets_nobody()),
        (_, number) if number > CHOICES => Named::Wrong(texts().tickets_too_many()),
        _ => Named::Several(
            found.into_iter().filter_map(|(name, named)| which_one(asked, name, &named)).collect(),
        ),
    })
}

fn which_one(asked: &AskedTickets, name: String, named: &Named) -> Option<WhichOne> {
    let (field, id) = match named {
        Named::Ward(ward) => ("ward", ward.to_string()),
        Named::Person(person) => ("person", person.to_string()),
        _ => return None,
    };
    let AskedTickets { tag, wave, state, from, to, .. } = asked;
    let fields = [
        ("find", &name),
        (field, &id),
        ("tag", tag),
        ("wave", wave),
        ("state", state),
        ("from", from),
        ("to", to),
    ];
    let href = address(paths::TICKETS, &fields.map(|(name, value)| (name, value.as_str())));
    Some(WhichOne { name, href })
}

fn found(asked: &AskedTickets, page: &TicketsPage, part: &Part<Ticket, Place<domain::TicketId>>) -> Found {
    let TicketsPage { find, tag, wave, state, from, to, .. } = page;
    let at = |after: &str| {
        let fields = [
            ("find", find.as_str()),
            ("ward", &asked.ward),
            ("person", &asked.person),
            ("tag", tag),
            ("wave", wave),
            ("state", state),
            ("from", from),
            ("to", to),
            ("after", after),
        ];
        address(paths::TICKETS, &fields)
    };
    Found {
        // What was looked for is there: it is its tickets that may be none.
        find: String::new(),
        count: part.found,
        first: (!asked.after.is_empty()).then(|| at("")),
        next: part.next.as_ref().map(|next| at(&next.to_string())),
    }
}

fn found_ticket(sources: &Sources, directory: &Directory, ticket: &Ticket) -> FoundTicket {
    let who = ticket.holder().or_else(|| ticket.closed_by());
    FoundTicket {
        id: ticket.id.to_string(),
        code: ticket.code.to_string(),
        priority: ticket.priority,
        in_passing: ticket.is_in_passing(),
        ward: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        asked: dated(sources, ticket.asked_at),
        phase: ticket.phase(),
        why: match ticket.state {
            State::Withdrawn { why, .. } => Some(why),
            _ => None,
        },
        closed: ticket.closed_at().map(|at| moment(sources, at)),
        who: who.map(|person| directory.person_name(person)),
        reopened: ticket.reopened > 0,
    }
}
