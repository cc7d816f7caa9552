//! Who stands for a report, and what they say with it. The log says that somebody approved or corrected which, in no words of theirs.

use domain::{
    Logged, PersonId,
    report::{Approval, Said, Why},
};
use store::Subject;

use super::{ActionError, devices::event, once::Once};
use crate::core::Core;

/// Approves a report, or says otherwise what is said with it. The same form again, by its `once`, does nothing more.
///
/// # Errors
/// [`ActionError::Changed`] if somebody else has done so since version `seen`; [`ActionError::NotFound`] if there is no such report.
pub async fn approve_report(
    core: &Core,
    number: u32,
    (said, why): (Said, Option<Why>),
    by: PersonId,
    seen: u32,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = match Once::<u32>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    let report = tx.lookup_report(number).await?.ok_or(ActionError::NotFound)?;
    if seen != report.version() {
        return Err(ActionError::Changed);
    }
    // A correction has a reason, and an approval needs none.
    let why = why.filter(|_| seen > 0);
    let version = tx.add_report_approval(number, &Approval { said, why, at: now, by }).await?;
    let what = match version {
        1 => Logged::ReportApproved { number },
        _ => Logged::ReportCorrected { number, version },
    };
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    Ok(tx.commit_made(version, now).await?)
}
