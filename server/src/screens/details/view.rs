//! What is said about a job that is done.

use app::screens::details::{DetailsForm, DetailsPage};
use domain::Ticket;
use store::Tx;

use crate::{screens::known_issues::view::issue_choices, view::Sources};

/// With nothing wrong so far.
pub(crate) async fn details_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    form: DetailsForm,
) -> Result<DetailsPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let linked = tx.lookup_issue_link(ticket.id).await?.map(|link| link.known_issue);
    let issues = issue_choices(&tx.list_known_issues().await?, linked);
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
