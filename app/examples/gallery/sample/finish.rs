//! What a job turned out to be.

use app::screens::finish::FinishPage;

use super::{categories, my_jobs::job};

pub(crate) fn finish() -> FinishPage {
    FinishPage { job: job(), categories: categories(), errors: Vec::new() }
}
