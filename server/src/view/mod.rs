//! Filling in what pages show: from the store to `app::model`.

mod accounts;
mod admin;
mod arrival;
mod ask;
mod audit;
mod board;
mod choices;
mod closing;
mod cover;
mod drill;
mod insight;
mod jobs;
mod known_issues;
mod moment;
mod news;
mod paging;
mod policy;
mod rehearsal;
mod setup;
mod ticket;
mod timeline;
mod waiting;

use std::sync::Arc;

use store::Tx;

use crate::{
    core::Core,
    kept::{Directory, Kept},
    trust::Trust,
};

pub(crate) use self::{
    accounts::{account_page, may_not_end, person_page},
    admin::{admin_page, import_page, list_page, walks_page},
    ask::{AskFrom, ask_page, asked_already_page},
    audit::{AuditQuery, audit_csv, audit_page},
    board::{Troubles, board_page},
    closing::{details_page, helped_page},
    cover::cover_page,
    drill::{drill_csv, drill_page, drill_question, drills_page},
    insight::{Period, insight_page, to_csv},
    jobs::{end_shift_page, finish_page, jobs_page},
    known_issues::{known_issue_page, known_issues_page},
    moment::moment,
    news::why_lost,
    policy::policy_page,
    rehearsal::{ReadRehearsal, rehearsal_page, rehearse_form, rehearse_page},
    setup::{code_page, device_question, link_question, setup_page},
    ticket::{Looking, send_question, ticket_page},
    waiting::waiting_page,
};

/// What pages are made from.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    pub(crate) core: Core,
    pub(crate) kept: Arc<Kept>,
    pub(crate) trust: Arc<Trust>,
    /// The address under which this build's files are.
    pub(crate) assets: Arc<str>,
}

impl Sources {
    /// The names of things, as `tx` sees them.
    pub(crate) async fn directory(&self, tx: &mut dyn Tx) -> store::Result<Directory> {
        self.kept.directory(&self.core, tx).await
    }
}
