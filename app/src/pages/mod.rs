//! One file a screen. Each takes the [`Shell`](crate::model::Shell) and its model.

#![expect(unreachable_pub, reason = "the component macro makes an inner function as public as the page")]
#![expect(clippy::needless_pass_by_value, reason = "a component takes its properties by value")]

mod account;
mod admin;
mod ask;
mod audit;
mod board;
mod cover;
mod details;
mod drill;
mod end_shift;
mod finish;
mod helped;
mod insight;
mod known_issues;
mod my_jobs;
mod policy;
mod problem;
mod question;
mod rehearsal;
mod rehearse;
mod setup;
mod sign_in;
mod ticket;
mod waiting;

pub use self::{
    account::{Account, Person},
    admin::{Admin, Import, List},
    ask::{Ask, AskedAlready},
    audit::Audit,
    board::{Board, board_part},
    cover::Cover,
    details::Details,
    drill::{Drill, Drills},
    end_shift::EndShift,
    finish::Finish,
    helped::Helped,
    insight::Insight,
    known_issues::{KnownIssue, KnownIssues},
    my_jobs::MyJobs,
    policy::{Policy, PolicyPreview},
    problem::Problem,
    question::Question,
    rehearsal::Rehearsal,
    rehearse::Rehearse,
    setup::{Code, Setup},
    sign_in::{Again, Enrol, Landing, Pin, SignIn, StaffSignIn},
    ticket::TicketDetail,
    waiting::Waiting,
};
