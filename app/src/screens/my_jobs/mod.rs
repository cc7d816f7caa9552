//! A responder's jobs.

mod model;
mod page;

pub use self::{
    model::{
        AlertsHealth, ClosedJob, JobCard, JustClosed, JustGivenBack, MyJobsPage, News, OfferCard, ShownPlace,
        ShownZone,
    },
    page::MyJobs,
};
