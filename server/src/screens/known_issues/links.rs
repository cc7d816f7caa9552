//! Which tickets are about something that is known to be wrong.

use std::collections::{HashMap, HashSet};

use app::{
    model::Choice,
    screens::known_issues::{self as pages, ClosedAs, LinkFilter, LinkPage, LinkRow},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    KnownIssue, KnownIssueId, Leads, Ticket, TicketId, Timestamp, known_issue::LinkReason, wave::wave_of,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::Tx;
use texts::texts;

use super::{SHOWN, SURGE, TICKET, find, named, view::open_ticket};
use crate::{
    actions::{self, ActionError, WhenEnded},
    core::Core,
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        visit::Visit,
    },
    kept::Directory,
    view::{Sources, choices},
};

/// Of tickets on one page: each has a field of its own.
const ROWS: usize = 500;

/// What an address, or a form, asks for. Nothing said: those of the known issue's own topic and ward.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    tag: Option<String>,
    ward: Option<String>,
    zone: Option<String>,
    wave: String,
    /// Only this ticket, by its code.
    code: Option<String>,
    from: String,
    /// Only tickets of this surge, by its id.
    surge: String,
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    Query(done): Query<Done>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, id, &which, None, Said::done(notice)).await
}

pub(crate) async fn link(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    let lead = visit.person()?;
    let by = (lead.id, &lead.leads);
    find(&sources, id).await?;
    let which = Which::posted(&form);
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    let tickets = if form.get("all") == "yes" {
        // Those that were shown, and none that came since.
        named(tx.as_mut(), &form, SHOWN).await?
    } else {
        named(tx.as_mut(), &form, TICKET).await?
    };
    drop(tx);
    let tickets: Vec<_> = tickets.into_iter().map(|(ticket, _)| ticket).collect();
    if tickets.is_empty() && form.get("all") != "yes" {
        let said = Said::wrong_in("tickets", texts().known_issues_choose_tickets());
        return show(&sources, &visit, id, &which, Some(&form), said).await;
    }
    let ended = match form.get("ended") {
        "leave" => Some(WhenEnded::Leave),
        "close" => {
            let mut may = directory.categories.iter().filter(|category| !category.hands_off);
            let Some(category) = may.find(|category| category.slug == form.get("category")) else {
                let said = Said::wrong_in("category", texts().known_issues_choose_category());
                return show(&sources, &visit, id, &which, Some(&form), said).await;
            };
            Some(WhenEnded::Close(category.id))
        }
        "reopen" => Some(WhenEnded::Reopen),
        _ => None,
    };
    let why = if form.get("from") == SURGE { LinkReason::Surge } else { LinkReason::Lead };
    match actions::link_tickets(&sources.core, id, &tickets, by, why, ended).await {
        Err(ActionError::IssueEnded) => {
            let said = Said::wrong_in("ended", texts().known_issues_choose_when_ended());
            show(&sources, &visit, id, &which, Some(&form), said).await
        }
        done => {
            let done = done?;
            let mut said = format!("?done=issue_linked&about={}-{}-{}", done.linked, done.held, done.closed);
            if done.can_be_undone {
                said += "&linked_at=";
                said += &done.at.as_millis().to_string();
            }
            Ok(Redirect::to(&(paths::known_issue(&id) + &said)).into_response())
        }
    }
}

pub(crate) async fn undo(
    State(core): State<Core>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    let at = form.get("at").parse().map(Timestamp::from_millis).map_err(|_| Problem::NotFound)?;
    let lead = visit.person()?;
    let unlinked = actions::undo_link(&core, id, at, (lead.id, &lead.leads)).await?;
    Ok(unlinked_page(id, unlinked))
}

pub(crate) async fn unlink(
    State(core): State<Core>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = form.get("ticket").parse().map_err(|_| Problem::NotFound)?;
    let lead = visit.person()?;
    let unlinked = actions::unlink_tickets(&core, id, &[ticket], (lead.id, &lead.leads)).await?;
    Ok(unlinked_page(id, unlinked))
}

fn unlinked_page(id: KnownIssueId, unlinked: u32) -> Response {
    let on = format!("{}?done=issue_unlinked&about={unlinked}", paths::known_issue(&id));
    Redirect::to(&on).into_response()
}

/// What tickets may be closed as with a known issue: the usual is chosen, where there is one.
pub(super) fn closing(directory: &Directory, typed: Option<&Posted>) -> ClosedAs {
    let may = || directory.categories.iter().filter(|category| !category.hands_off);
    let usual = || may().find(|category| category.slug == "known-issue");
    ClosedAs {
        chosen: match typed {
            Some(form) => form.get("category").to_owned(),
            None => usual().map_or_else(String::new, |category| category.slug.clone()),
        },
        categories: may()
            .map(|category| Choice { value: category.slug.clone(), label: category.name.clone() })
            .collect(),
    }
}

impl Which {
    fn posted(form: &Posted) -> Self {
        let field = |name: &str| form.has(name).then(|| form.get(name).to_owned());
        Self {
            tag: field("tag"),
            ward: field("ward"),
            zone: field("zone"),
            wave: form.get("wave").to_owned(),
            code: field("code"),
            from: form.get("from").to_owned(),
            surge: form.get("surge").to_owned(),
        }
    }

    fn filter(&self, directory: &Directory, issue: &KnownIssue) -> LinkFilter {
        let own_tag = || directory.find_tag(issue.said.tag).map_or_else(String::new, |tag| tag.slug.clone());
        let own_ward = || issue.said.ward.map_or_else(String::new, |ward| ward.to_string());
        LinkFilter {
            tag: self.tag.clone().unwrap_or_else(own_tag),
            ward: self.ward.clone().unwrap_or_else(own_ward),
            zone: self.zone.clone().unwrap_or_default(),
            wave: self.wave.clone(),
            code: self.code.clone().unwrap_or_default(),
        }
    }

    /// Open tickets like that which are not linked to it and are theirs who leads there, and what they are linked to.
    async fn list(
        &self,
        tx: &mut dyn Tx,
        directory: &Directory,
        issue: &KnownIssue,
        leads: &Leads,
    ) -> Result<Vec<(Ticket, Option<KnownIssueId>)>, store::Error> {
        let LinkFilter { tag, ward, zone, wave, code } = self.filter(directory, issue);
        let links: HashMap<_, _> = tx.list_issues_of_open_tickets().await?;
        let waves = tx.list_waves().await?;
        let is = |wanted: &str, has: &str| wanted.is_empty() || wanted == has;
        let of_surge: Option<HashSet<TicketId>> = match self.surge.parse() {
            Ok(surge) => {
                Some(tx.list_tickets_of_surge(surge).await?.iter().map(|ticket| ticket.id).collect())
            }
            Err(_) => None,
        };
        let shows = |ticket: &Ticket| {
            let of_zone = directory.wards.get(&ticket.ward).and_then(|ward| ward.zone);
            if !code.is_empty() || !leads.is_in_charge_of(of_zone) {
                return leads.is_in_charge_of(of_zone) && ticket.code.as_str() == code;
            }
            if of_surge.as_ref().is_some_and(|of_surge| !of_surge.contains(&ticket.id)) {
                return false;
            }
            let slug = directory.find_tag(ticket.tag).map_or("", |tag| tag.slug.as_str());
            is(&tag, slug)
                && is(&ward, &ticket.ward.to_string())
                && is(&zone, &of_zone.map_or_else(String::new, |zone| zone.to_string()))
                && is(&wave, &wave_of(&waves, ticket).map_or_else(String::new, |wave| wave.to_string()))
        };
        let open = tx.list_open_tickets().await?.into_iter().filter(shows);
        let linked = open.map(|ticket| {
            let link = links.get(&ticket.id).copied();
            (ticket, link)
        });
        Ok(linked.filter(|(_, link)| *link != Some(issue.id)).take(ROWS).collect())
    }
}

/// `typed`: a form that comes back.
async fn show(
    sources: &Sources,
    visit: &Visit,
    id: KnownIssueId,
    which: &Which,
    typed: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let issue = find(sources, id).await?;
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    let leads = &visit.person()?.leads;
    let tickets = which.list(tx.as_mut(), &directory, &issue, leads).await?;
    let titles = titles(tx.as_mut()).await?;
    let waves = tx.list_waves().await?;
    drop(tx);
    let filter = which.filter(&directory, &issue);
    let from_surge = which.from == SURGE;
    // A surge may be of all that is asked: only what the issue is about is likely to be it.
    let is_about = |ticket: &Ticket| {
        ticket.tag == issue.said.tag && issue.said.ward.is_none_or(|ward| ward == ticket.ward)
    };
    let is_ticked = |ticket: &Ticket| match typed {
        Some(form) => form.get(&format!("{TICKET}{}", ticket.code)) == "yes",
        None => (from_surge && is_about(ticket)) || !filter.code.is_empty(),
    };
    let page = LinkPage {
        id: id.to_string(),
        title: issue.said.title.as_str().to_owned(),
        ended: issue.ended_at.is_some(),
        holds: issue.said.holds,
        tags: choices::tags(&directory.tags),
        wards: choices::wards(&directory, std::iter::empty()),
        zones: choices::zones(&directory),
        waves: choices::waves(&waves),
        tickets: tickets
            .iter()
            .map(|(ticket, link)| LinkRow {
                ticket: open_ticket(sources, &directory, ticket, leads),
                is_ticked: is_ticked(ticket),
                note: ticket.note.as_ref().map(|note| note.as_str().to_owned()),
                linked_to: link.and_then(|link| titles.get(&link).cloned()),
            })
            .collect(),
        chosen: typed.map_or_else(String::new, |form| form.get("ended").to_owned()),
        closing: closing(&directory, typed),
        from_surge,
        surge: which.surge.clone(),
        filter,
        errors,
        notice,
    };
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::LinkTickets shell=shell page=page /> },
    ))
}

pub(crate) async fn titles(tx: &mut dyn Tx) -> Result<HashMap<KnownIssueId, String>, store::Error> {
    let issues = tx.list_known_issues().await?.into_iter();
    Ok(issues.map(|issue| (issue.id, issue.said.title.as_str().to_owned())).collect())
}
