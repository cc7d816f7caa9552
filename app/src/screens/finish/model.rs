//! What a job turned out to be.

use crate::{
    model::{Choice, FieldError},
    screens::my_jobs::JobCard,
};

/// Posts to `/me/jobs/{ticket}/finish` (`category` slug).
#[derive(Debug, Clone)]
pub struct FinishPage {
    pub job: JobCard,
    /// In order of use; the value is the slug.
    pub categories: Vec<Choice>,
    pub errors: Vec<FieldError>,
}
