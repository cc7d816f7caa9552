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
    let categories = choices::categories(&directory);
    Ok(FinishPage { job: job_card(sources, &directory, ticket), categories, errors })
}
