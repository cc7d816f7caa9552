//! Whether Elbow is well.

use app::screens::doctor::{DoctorPage, Finding};

use super::{ago, s};

pub(crate) fn doctor() -> DoctorPage {
    let finding = |what: &str, problem: &str| Finding { what: s(what), problem: s(problem) };
    DoctorPage {
        at: ago(0),
        alarms: vec![s("Rows of the event log that do not fit their hashes: 3.")],
        serious: vec![finding(
            "Files for our eyes only",
            "others could read data/elbow.key; set the mode 0600",
        )],
        minor: vec![finding("Handsets on a retired key", "3; each leaves it when its page is next opened")],
        well: vec![s("Configuration"), s("Database")],
    }
}

pub(crate) fn doctor_well() -> DoctorPage {
    DoctorPage { alarms: Vec::new(), serious: Vec::new(), minor: Vec::new(), ..doctor() }
}
