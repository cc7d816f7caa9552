//! What a job turned out to be.

use app::{model::FieldError, screens::finish::FinishPage};
use domain::Ticket;
use store::Tx;

use crate::{
    screens::my_jobs::view::job_card,
    view::{Sources, choices},
};

pub(crate) async fn finish_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    errors: Vec<FieldError>,
) -> Result<FinishPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let own = sources.of_wave(tx, ticket.ward).await?;
    let categories = choices::offered(&directory, own.as_ref());
    Ok(FinishPage { job: job_card(sources, &directory, ticket), categories, errors })
}
