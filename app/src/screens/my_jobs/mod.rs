//! A responder's jobs.

mod model;
mod page;

pub use self::{
    model::{
        AlertsHealth, ClosedJob, JobCard, JobStep, JustClosed, JustDeclined, JustGivenBack, MyJobsPage, News,
        OfferAnswer, OfferCard, ShownPlace, ShownZone,
    },
    page::MyJobs,
};
