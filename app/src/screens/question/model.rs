//! A question before something is done that cannot be taken back.

/// Asked before something is done that cannot be taken back.
#[derive(Debug, Clone)]
pub struct QuestionPage {
    pub title: String,
    /// What it does, a paragraph each.
    pub words: Vec<String>,
    /// Where the answer is posted to.
    pub action: String,
    /// Name and value of what the reader was told, sent with the answer.
    pub told: (&'static str, String),
    pub button: String,
    pub back: String,
    pub notice: Option<String>,
}
