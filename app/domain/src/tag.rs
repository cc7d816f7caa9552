//! What a responder knows and a requester asks about.

use serde::{Deserialize, Serialize};

use crate::TagId;

/// A system, module or workflow: "ePMA", "Order comms", "Discharge summary".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    pub id: TagId,
    /// Short, lower case, for links and files: `epma`.
    pub slug: String,
    pub name: String,
    /// "Something else": every responder may take it.
    pub anyone: bool,
}
