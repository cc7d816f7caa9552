//! The decision log: what the command centre decided, why, and what the board showed then.

mod actions;
mod model;
mod page;

pub(crate) use self::page::struck_out;
pub use self::{
    actions::Action,
    model::{
        ActionForm, ActionPage, ActionRow, ActionSaid, ActionStep, Actions, CancelForm, DecisionCorrection,
        DecisionForm, DecisionPage, DecisionReview, DecisionRow, DecisionTicket, DecisionsPage, IssueTick,
        NewDecisionPage, ShownBoard, ShownWaiting, ShownZone, Told,
    },
    page::{Decision, Decisions, LogDecision},
};
