//! All that are about the same are closed together, once somebody has read which.

use app::screens::known_issues::{self as pages, ClosePage, StaysOpen};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    KnownIssueId,
    ticket::{Phase, Refusal},
};
use leptos::prelude::*;
use texts::texts;

use super::{TICKET, find, links::closing, named, view::open_ticket};
use crate::{
    actions::{self, ClosedTogether},
    http::{Problem, extract::Path, forms::Posted, said::Said, visit::Visit},
    view::Sources,
};

/// Tickets that one form closes: each has a field of its own.
const AT_ONCE: usize = 500;

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
) -> Result<Response, Problem> {
    show(&sources, &visit, id, None, Said::default()).await
}

pub(crate) async fn close(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    let (tickets, directory) = {
        let mut tx = sources.core.store.read().await?;
        (named(tx.as_mut(), &form, TICKET).await?, sources.directory(tx.as_mut()).await?)
    };
    let mut may = directory.categories.iter().filter(|category| !category.hands_off);
    let Some(category) = may.find(|category| category.slug == form.get("category")) else {
        let said = Said::wrong_in("category", texts().known_issues_choose_category());
        return show(&sources, &visit, id, Some(&form), said).await;
    };
    if tickets.is_empty() {
        let said = Said::wrong_in("tickets", texts().known_issues_close_nothing());
        return show(&sources, &visit, id, Some(&form), said).await;
    }
    let (lead, once) = (visit.person()?, form.once());
    let by = (lead.id, &lead.leads);
    let done = actions::close_together(&sources.core, id, &tickets, category.id, by, once.as_deref()).await?;
    let ClosedTogether { closed, changed } = done;
    let on = format!("{}?done=issue_closed&about={closed}-{changed}", paths::known_issue(&id));
    Ok(Redirect::to(&on).into_response())
}

/// `typed`: a form that comes back.
async fn show(
    sources: &Sources,
    visit: &Visit,
    id: KnownIssueId,
    typed: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, .. } = said.shown(visit)?;
    let issue = find(sources, id).await?;
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    let open = tx.list_open_tickets_of_known_issue(id).await?;
    drop(tx);
    let (mut closes, mut stays) = (Vec::new(), Vec::new());
    let leads = &visit.person()?.leads;
    for ticket in &open {
        let shown = open_ticket(sources, &directory, ticket, leads);
        let zone = directory.wards.get(&ticket.ward).and_then(|ward| ward.zone);
        if !leads.is_in_charge_of(zone) {
            stays.push(StaysOpen { ticket: shown, why: texts().known_issues_stays_elsewhere() });
            continue;
        }
        match ticket.may_close_with_others() {
            Ok(()) => closes.push(shown),
            Err(refusal) => stays.push(StaysOpen { ticket: shown, why: why(refusal) }),
        }
    }
    let later = closes.len().saturating_sub(AT_ONCE);
    closes.truncate(AT_ONCE);
    let page = ClosePage {
        id: id.to_string(),
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
        key: typed
            .and_then(|form| form.key().map(str::to_owned))
            .unwrap_or_else(|| sources.core.random.secret()),
        closes,
        stays,
        later,
        closing: closing(&directory, typed),
        errors,
    };
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::CloseTogether shell=shell page=page /> },
    ))
}

/// Why a ticket is not closed together with the others.
fn why(refusal: Refusal) -> String {
    match refusal {
        Refusal::OutOfOrder(Phase::OnTheWay) => texts().known_issues_stays_on_the_way(),
        Refusal::OutOfOrder(Phase::WithYou) => texts().known_issues_stays_with_them(),
        Refusal::CouldComeToHarm => texts().known_issues_stays_harm(),
        _ => texts().known_issues_stays_over(),
    }
}
