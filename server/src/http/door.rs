//! How requests reach us.

use push::AllowedHosts;

use crate::{config::Config, networks::Networks};

/// What of the configuration is about who asks, and from where.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    /// Whether a proxy of ours says whom a request comes from.
    pub(crate) behind_proxy: bool,
    /// The proxies that are believed when they say for whom they ask.
    pub(crate) proxies: Networks,
    /// Shown for `/health` and `/metrics` from elsewhere; none: only on this machine.
    pub(crate) metrics_token: Option<String>,
    /// Push services that alerts may go to.
    pub(crate) push_services: AllowedHosts,
}

impl Door {
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            behind_proxy: config.behind_proxy,
            proxies: config.proxies(),
            metrics_token: config.metrics_token.clone(),
            push_services: config.push.allowed.clone(),
        }
    }
}
