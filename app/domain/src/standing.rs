//! What a lead has to know before somebody is sent to a ticket.

use std::fmt;

use crate::{Code, Duty, Responder, Ticket};

/// How a responder stands to being sent to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Cannot be sent: not there.
    OffShift,
    /// Can be sent. With nothing in the way they are free.
    OnShift(Vec<InTheWay>),
}

/// Something that stands against sending a person: whoever sends them all the same has been told.
///
/// Its text names it in a form, and in `told` of a command: what was told is what is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InTheWay {
    /// Has another ticket in hand, for which somebody else is looked for then.
    HasJob(Code),
    OnBreak,
    /// Has neither a session nor a handset that could be alerted.
    SignedOut,
    /// Left the last offers unanswered.
    Silent,
}

impl Standing {
    /// `open`: the open tickets, or those of this person. `to`: the ticket that they would be sent to.
    pub fn of<'t>(
        responder: &Responder,
        is_signed_out: bool,
        to: &Ticket,
        open: impl IntoIterator<Item = &'t Ticket>,
    ) -> Self {
        if responder.duty == Duty::OffShift {
            return Self::OffShift;
        }
        let is_theirs = |ticket: &&Ticket| ticket.id != to.id && ticket.holder() == Some(responder.id);
        let job = open.into_iter().find(is_theirs).map(|job| InTheWay::HasJob(job.code.clone()));
        let others = [
            (responder.duty == Duty::OnBreak, InTheWay::OnBreak),
            (is_signed_out, InTheWay::SignedOut),
            (!is_signed_out && !responder.is_reachable(), InTheWay::Silent),
        ];
        let others = others.into_iter().filter_map(|(is_so, reason)| is_so.then_some(reason));
        Self::OnShift(job.into_iter().chain(others).collect())
    }

    pub fn is_free(&self) -> bool {
        matches!(self, Self::OnShift(reasons) if reasons.is_empty())
    }
}

impl fmt::Display for InTheWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HasJob(code) => write!(f, "job:{code}"),
            Self::OnBreak => f.write_str("break"),
            Self::SignedOut => f.write_str("signed-out"),
            Self::Silent => f.write_str("silent"),
        }
    }
}

/// What stands in the way, as a form says that it was told: empty for nothing.
pub fn told(reasons: &[InTheWay]) -> String {
    reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
