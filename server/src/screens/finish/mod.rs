//! What a job turned out to be.

mod view;

use app::screens::finish::Finish;
use axum::{extract::State, response::Response};
use domain::{
    Ticket, TicketId,
    ticket::{Command, Phase, Refusal},
};
use leptos::prelude::*;
use texts::texts;

use self::view::finish_page;
use crate::{
    core::Core,
    http::{Problem, extract::Path, forms::Posted, problem::refusal_words, said::Said, visit::Visit},
    screens::my_jobs::act,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
) -> Result<Response, Problem> {
    let ticket = held(&sources.core, &visit, ticket).await?;
    show(&sources, &visit, &ticket, Said::default()).await
}

pub(crate) async fn finish(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let places = {
        let mut tx = sources.core.store.read().await?;
        sources.kept.places(tx.as_mut()).await?
    };
    let tapped_at = form.requester_tap().when(sources.core.now()).tapped_at;
    let Some(category) = places.category_then(form.get("category"), tapped_at) else {
        let ticket = held(&sources.core, &visit, ticket).await?;
        let said = Said::wrong_in("category", texts().shared_choose_category());
        return show(&sources, &visit, &ticket, said).await;
    };
    let by = visit.person_id()?;
    let category_id = category.id;
    let command = if category.hands_off {
        Command::HandOff { by, category: category_id }
    } else {
        Command::Resolve { by, category: category_id }
    };
    act(&sources, &visit, &form, ticket, command).await
}

/// One's own ticket, on the way or at the elbow.
async fn held(core: &Core, visit: &Visit, ticket: TicketId) -> Result<Ticket, Problem> {
    let found = core.store.read().await?.lookup_ticket(ticket).await?.ok_or(Problem::NotFound)?;
    if found.holder() == Some(visit.person_id()?) {
        Ok(found)
    } else {
        let refusal = if found.phase() == Phase::Resolved {
            Refusal::OutOfOrder(Phase::Resolved)
        } else {
            Refusal::NotYours
        };
        Err(Problem::refused(refusal_words(refusal, None)))
    }
}

async fn show(sources: &Sources, visit: &Visit, ticket: &Ticket, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = finish_page(sources, tx.as_mut(), ticket, errors).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <Finish shell=shell page=page /> }))
}
