//! What a responder sees of the work that is done.

use std::time::Duration;

use app::screens::{
    details::{DetailsForm, DetailsPage},
    helped::HelpedPage,
    my_jobs::ClosedJob,
};
use domain::{PersonId, Ticket, Timestamp};
use store::Tx;

use crate::{
    actions::ActionError,
    kept::Directory,
    screens::{known_issues::view::issue_choices, my_jobs::view::LATELY},
    view::{Sources, choices, moment},
};

/// How long a closed ticket stays on the page of whoever closed it, to add details to.
const SHOWN_FOR: Duration = Duration::from_hours(2);

/// Those of `closed` that were closed a short while ago.
pub(crate) fn closed_jobs(
    sources: &Sources,
    directory: &Directory,
    closed: &[Ticket],
    now: Timestamp,
) -> Vec<ClosedJob> {
    let lately = closed.iter().filter_map(|ticket| {
        let at = ticket.closed_at().filter(|at| now.since(*at) < SHOWN_FOR)?;
        Some(ClosedJob {
            ticket: ticket.id.to_string(),
            code: ticket.code.to_string(),
            ward: directory.ward_name(ticket.ward),
            tag: directory.tag_name(ticket.tag),
            closed: moment(sources, at),
            has_details: !ticket.details.is_default(),
        })
    });
    lately.collect()
}

/// With nothing wrong so far.
pub(crate) async fn details_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    form: DetailsForm,
) -> Result<DetailsPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let issues = issue_choices(&tx.list_known_issues().await?, ticket);
    let category = ticket.category().map_or_else(String::new, |category| directory.category_name(category));
    Ok(DetailsPage {
        ticket: ticket.id.to_string(),
        version: ticket.version,
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        category,
        issues,
        form,
        errors: Vec::new(),
        warnings: Vec::new(),
    })
}

/// With nothing wrong so far.
pub(crate) async fn helped_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: PersonId,
) -> Result<HelpedPage, ActionError> {
    let now = sources.core.now();
    let directory = sources.directory(tx).await?;
    let responder = tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    let closed = tx.list_closed_by(person, now - LATELY, 20).await?;
    let here = responder.whereabouts.filter(|place| !place.is_old(now)).map(|place| place.ward);
    let recent = here.into_iter().chain(closed.iter().map(|ticket| ticket.ward)).chain(responder.home_ward);
    let (known, others): (Vec<_>, Vec<_>) =
        directory.tags.iter().partition(|tag| responder.tags.contains(&tag.id));
    let tag = match known.as_slice() {
        [only] => only.slug.clone(),
        _ => String::new(),
    };
    Ok(HelpedPage {
        key: sources.core.random.secret(),
        tags: choices::tags(known.into_iter().chain(others)),
        tag,
        wards: choices::wards(&directory, recent),
        ward: here
            .and_then(|ward| directory.wards.get(&ward))
            .map_or_else(String::new, |ward| ward.code.clone()),
        categories: choices::categories(&directory),
        errors: Vec::new(),
    })
}
