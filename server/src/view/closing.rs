//! What a responder sees of the work that is done.

use std::time::Duration;

use app::model::{ClosedJob, DetailsForm, DetailsPage};
use domain::{Ticket, Timestamp};
use store::Session;

use super::{Directory, moment};
use crate::elbow::Elbow;

/// How long a closed ticket stays on the page of whoever closed it, to add details to.
const SHOWN_FOR: Duration = Duration::from_hours(2);

/// Those of `closed` that were closed a short while ago.
pub(super) fn closed_jobs(
    elbow: &Elbow,
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
            closed: moment(elbow, at),
            has_details: !ticket.details.is_default(),
        })
    });
    lately.collect()
}

/// With nothing wrong so far.
pub(crate) async fn details_page(
    elbow: &Elbow,
    session: &mut dyn Session,
    ticket: &Ticket,
    form: DetailsForm,
) -> Result<DetailsPage, store::Error> {
    let directory = Directory::load(elbow, session).await?;
    let category = ticket.category().map_or_else(String::new, |category| directory.category_name(category));
    Ok(DetailsPage {
        ticket: ticket.id.to_string(),
        version: ticket.version,
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        category,
        form,
        errors: Vec::new(),
        note_warning: None,
    })
}
