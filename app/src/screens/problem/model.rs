//! What did not work.

/// A plain page for when something did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemPage {
    /// `This link is not known`.
    pub title: String,
    pub what_happened: String,
    /// Whether the person's request is safe; none where no request is involved.
    pub is_my_request_safe: Option<String>,
    pub what_to_do: String,
    /// A way on: label and address.
    pub way_on: Option<(String, String)>,
    /// Names this request in the log, to be read out on the telephone.
    pub reference: Option<String>,
    /// What was asked here without a connection is sent, and told, from this page.
    pub keeps_taps: bool,
}
