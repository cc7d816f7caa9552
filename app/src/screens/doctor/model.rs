//! Whether Elbow is well, as the command line says it.

use crate::model::Moment;

/// `/admin/doctor`
#[derive(Debug, Clone)]
pub struct DoctorPage {
    pub at: Moment,
    /// What the standing check found last, a sentence each.
    pub alarms: Vec<String>,
    /// What keeps help away, or lets somebody in.
    pub serious: Vec<Finding>,
    pub minor: Vec<Finding>,
    /// What is well.
    pub well: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: String,
    pub problem: String,
}
