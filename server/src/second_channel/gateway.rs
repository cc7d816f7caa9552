//! The trust's own gateway: one address that we post to.

use domain::Timestamp;
use outbound::{Answer, Client, NoTls, Reach, SIGNATURE, sign};

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
        let client = Client::new(Reach { loopback: config.allow_loopback, private: config.allow_private })?;
        Ok(Self { client, config })
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
