//! How many a story begins: a nurse asks, somebody comes and helps, and closes it.

use app::screens::my_jobs::MyJobsPage;

use super::{Browser, Hospital, eventually, request};

/// A request of a nurse on ward 7 about ePMA.
pub(crate) struct Help {
    /// The nurse's own page of it.
    pub(crate) link: String,
    /// Its id.
    pub(crate) ticket: String,
}

/// Asked, helped and closed.
pub(crate) async fn closed(hospital: &Hospital, nurse: &Browser, handset: &Browser, category: &str) -> Help {
    let job = job_in_hand(hospital, nurse, handset).await;
    finish(handset, &job.ticket, category).await;
    job
}

/// Asked, and somebody is there.
pub(crate) async fn job_in_hand(hospital: &Hospital, nurse: &Browser, handset: &Browser) -> Help {
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    Help { link: asked.location, ticket: help(handset).await }
}

/// Accepts what they are asked, and arrives; answers with the ticket's id.
pub(crate) async fn help(handset: &Browser) -> String {
    let offer = eventually("an offer", async || {
        handset.json::<MyJobsPage>("/me.json").await.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    assert_eq!(handset.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let ticket = handset.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket;
    assert_eq!(handset.post(&format!("/me/jobs/{ticket}/arrive"), &[]).await.status, 303);
    ticket
}

pub(crate) async fn finish(handset: &Browser, ticket: &str, category: &str) {
    let finished = handset.post(&format!("/me/jobs/{ticket}/finish"), &[("category", category)]).await;
    assert_eq!(finished.status, 303, "{finished}");
}
