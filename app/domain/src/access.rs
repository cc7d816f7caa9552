//! Who may do what. Routes name a [`Permission`]; roles grant them; nothing else decides.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    Responder,
    Lead,
    Analyst,
    Administrator,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// Anyone: landing page, sign-in, ward links, one's own ticket by its unguessable link.
    Public,
    /// See and do one's own jobs.
    Respond,
    /// Have alerts sent to one's own handset.
    BeAlerted,
    /// Have one's page follow what happens.
    Watch,
    /// See the board and act on any ticket.
    Command,
    /// Act for the whole hospital: log what was decided and keep what is to be done, approve reports, say what is known to be wrong,
    /// say what a surge is, start drills, and give out links to walls.
    Decide,
    /// Read what was decided and reported, and export it; reports with exact figures only with [`Self::Command`].
    ReadDecisions,
    /// See the analysis and export it.
    Analyse,
    /// Enrol devices and people.
    Administer,
    /// See one's own sign-ins, and end them.
    Account,
    /// Read the log of who did what.
    ReadAudit,
    /// Say what the hospital is: its wards, ways, tags, people and their roles.
    Configure,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Responder, Self::Lead, Self::Analyst, Self::Administrator];

    pub const fn grants(self, permission: Permission) -> bool {
        match permission {
            Permission::Public | Permission::Account => true,
            Permission::Respond => matches!(self, Self::Responder),
            Permission::BeAlerted => matches!(self, Self::Responder | Self::Lead),
            Permission::Watch => matches!(self, Self::Responder | Self::Lead),
            Permission::Command | Permission::Decide => matches!(self, Self::Lead),
            Permission::ReadDecisions => matches!(self, Self::Lead | Self::Analyst | Self::Administrator),
            Permission::Analyse => matches!(self, Self::Lead | Self::Analyst),
            Permission::Administer => matches!(self, Self::Lead | Self::Administrator),
            Permission::Configure | Permission::ReadAudit => matches!(self, Self::Administrator),
        }
    }
}

impl Permission {
    /// Whether a lead has it who leads the whole hospital, and not one of a zone.
    pub const fn is_for_the_whole_hospital(self) -> bool {
        matches!(self, Self::Decide)
    }

    /// What a session on a handset may be used for, whatever else its person is: a handset is carried about and lent, and
    /// six digits open it.
    pub const fn is_for_handsets(self) -> bool {
        matches!(self, Self::Public | Self::Account | Self::Respond | Self::BeAlerted | Self::Watch)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Responder => "responder",
            Self::Lead => "lead",
            Self::Analyst => "analyst",
            Self::Administrator => "administrator",
        })
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.to_string() == text).ok_or(UnknownRole)
    }
}

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is responder, lead, analyst or administrator")]
pub struct UnknownRole;
