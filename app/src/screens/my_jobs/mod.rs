//! A responder's jobs.

mod model;
mod page;

pub use self::{
    model::{
        AlertsHealth, ClosedJob, JobCard, JustClosed, JustDeclined, JustGivenBack, MyJobsPage, News,
        OfferCard, ShownPlace, ShownZone,
    },
    page::MyJobs,
};
