//! The decision log: what the command centre decided, why, and what the board showed then.

mod model;
mod page;

pub use self::{
    model::{
        DecisionCorrection, DecisionForm, DecisionPage, DecisionReview, DecisionRow, DecisionTicket,
        DecisionsPage, IssueTick, NewDecisionPage, ShownBoard, ShownWaiting, ShownZone, Told,
    },
    page::{Decision, Decisions, LogDecision},
};
