//! What has to be there before the day.

/// `/admin/start`
#[derive(Debug, Clone)]
pub struct StartPage {
    /// In the order in which they are done.
    pub steps: Vec<StartStep>,
    /// Which of them are missing, the most important first: places in `steps`.
    pub missing: Vec<usize>,
    /// There is no hospital yet.
    pub is_empty: bool,
}

/// One thing that has to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartStep {
    /// Its part of the page.
    pub id: &'static str,
    pub title: String,
    /// How it stands.
    pub is: String,
    pub state: StepState,
    /// Where the next deed is, and what the link says; none if it is somebody else's.
    pub deed: Option<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Done,
    Missing,
    /// The day goes on without it.
    Optional,
}
