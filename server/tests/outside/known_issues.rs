//! What a lead does about something that is known to be wrong.

use std::fmt::Display;

use domain::KnownIssueId;

use super::{client::Client, hospital::slug};

impl Client {
    /// Adds one that sends people all the same.
    pub(crate) async fn add_known_issue(&self, number: impl Display) -> KnownIssueId {
        let (key, title, tag) = (format!("issue-{number}"), format!("Labels print twice {number}"), slug(0));
        let form = [
            ("key", key.as_str()),
            ("title", &title),
            ("workaround", "Bin one of them"),
            ("tag", &tag),
            ("holds", "send"),
        ];
        let added = self.post("/known-issues", &form).await.unwrap();
        assert_eq!(added.status, 303, "{added:?}");
        added.location.split_once("about=").unwrap().1.parse().unwrap()
    }

    /// Links the tickets with these codes to it.
    pub(crate) async fn link_tickets(&self, issue: KnownIssueId, codes: &[String]) {
        let fields: Vec<String> = codes.iter().map(|code| format!("t_{code}")).collect();
        let form: Vec<(&str, &str)> = fields.iter().map(|field| (field.as_str(), "yes")).collect();
        let linked = self.post(&format!("/known-issues/{issue}/link"), &form).await.unwrap();
        assert_eq!(linked.status, 303, "{linked:?}");
    }
}
