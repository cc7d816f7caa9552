//! The lead at the desk, who hands out the single-use codes that enrol handsets.

use std::sync::Arc;

use domain::PersonId;
use serde::Deserialize;
use tokio::sync::Mutex;
use url::Url;

use super::client::{Browser, Throttle, Trouble};
use crate::seed::SignIn;

#[derive(Debug)]
pub(super) struct Desk {
    /// One person, one screen: those who come for a code stand in a queue.
    browser: Mutex<Browser>,
    lead: SignIn,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

impl Desk {
    pub(super) fn new(base: &Url, throttle: &Arc<Throttle>, lead: SignIn) -> Result<Self, Trouble> {
        Ok(Self { browser: Mutex::new(Browser::new(base, throttle)?), lead })
    }

    /// A code for this person's handset. The lead signs in first if need be.
    pub(super) async fn code_for(&self, person: PersonId) -> Result<String, Trouble> {
        let browser = self.browser.lock().await;
        let path = paths::person_code(&person);
        let asked = browser.post_for_json::<Code>(&path, &[]).await;
        let answer = match asked {
            Err(Trouble::SignedOut) => {
                let SignIn { username, password, .. } = &self.lead;
                browser
                    .post(
                        paths::STAFF,
                        &[("username", username), ("password", password), ("next", paths::BOARD)],
                    )
                    .await?;
                browser.post_for_json(&path, &[]).await?
            }
            asked => asked?,
        };
        Ok(answer.code)
    }
}
