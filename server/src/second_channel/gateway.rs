//! The trust's own gateway: one address that we post to.

use domain::Timestamp;
use outbound::{Answer, Client, NoTls, SIGNATURE, sign};

use super::message::Message;
use crate::config::GatewayConfig;

/// Posts calls. One for the whole program: it keeps the connection.
#[derive(Debug)]
pub(crate) struct Gateway {
    client: Client,
    config: GatewayConfig,
}

impl Gateway {
    /// # Errors
    /// [`NoTls`].
    pub(crate) fn new(config: GatewayConfig) -> Result<Self, NoTls> {
        let client = Client::new(config.reach)?;
        Ok(Self { client, config })
    }

    /// Sends a call about nothing, once; answers with what the gateway said. `id` is random.
    pub(crate) async fn test(&self, id: &str, reference: String, now: Timestamp) -> Answer {
        self.post(&Message::test(id, reference, now), now).await
    }

    pub(super) fn command_centre(&self) -> Option<&str> {
        self.config.command_centre.as_deref()
    }

    pub(super) fn origin(&self) -> String {
        self.config.url.origin().ascii_serialization()
    }

    pub(super) async fn post(&self, message: &Message, now: Timestamp) -> Answer {
        let headers = [
            ("content-type", "application/json".to_owned()),
            (SIGNATURE, sign(self.config.secret.as_str(), now, &message.body)),
        ];
        let answer = match self.client.post(&self.config.url, headers, message.body.clone(), now).await {
            Ok(reply) => reply.answer().await,
            Err(answer) => answer,
        };
        match &answer {
            Answer::Refused(why) => tracing::error!(why, "the gateway refuses a call"),
            Answer::Later { why, .. } => tracing::warn!(why, "the gateway takes no call at the moment"),
            _ => {}
        }
        answer
    }
}
