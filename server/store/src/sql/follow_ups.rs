//! What is to be done after decisions.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    FollowUp, PersonId, Timestamp,
    follow_up::{OpenFollowUps, Said, Step, Task},
};

use super::{
    Sql, SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{FollowUps, Result};

/// A condition on `follow_up`: the last that somebody said of it is that it is done, or cancelled.
macro_rules! is_closed {
    () => {
        "exists (select 1 from follow_up_step as said where said.follow_up = follow_up.number and said.done
         and said.version = (select max(version) from follow_up_step where follow_up = follow_up.number))"
    };
}

#[async_trait]
impl FollowUps for SqlSession {
    async fn add_follow_up(
        &mut self,
        decision: Option<u32>,
        Task { what, owner, due_at }: &Task,
        by: PersonId,
        at: Timestamp,
    ) -> Result<u32> {
        let sql = query(
            "insert into follow_up (number, decision, what, owner, due_at, made_at, made_by)
             select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6 from follow_up
             returning number",
        );
        let sql = sql.with(&decision).with(what).with(owner).with(due_at).with(&at).with(&by);
        Fields::new("follow_up", "number", &self.one(sql).await?).get("number")
    }

    async fn add_follow_up_step(&mut self, number: u32, Step { said, at, by }: &Step) -> Result<()> {
        let (task, why) = match said {
            Said::Done | Said::Reopened => (None, None),
            Said::Changed(task) => (Some(task.clone()), None),
            Said::Cancelled(why) => (None, Some(why.clone())),
        };
        let (what, owner, due_at) = task.map_or((None, None, None), |Task { what, owner, due_at }| {
            (Some(what), Some(owner), Some(due_at))
        });
        let sql = query(
            "insert into follow_up_step
                 (follow_up, version, done, set_at, set_by, what, owner, due_at, cancelled_because)
             select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8
             from follow_up_step where follow_up = $1",
        );
        let sql = sql.with(&number).with(&said.closes()).with(at).with(by);
        self.run(sql.with(&what).with(&owner).with(&due_at).with(&why)).await.map(drop)
    }

    async fn lookup_follow_up(&mut self, number: u32) -> Result<Option<FollowUp>> {
        let sql = query("select * from follow_up where number = $1").with(&number);
        let Some(mut action) = self.row(sql, follow_up).await? else { return Ok(None) };
        let sql = query("select * from follow_up_step where follow_up = $1 order by version");
        let steps = self.rows(sql.with(&number), step).await?;
        action.steps = steps.into_iter().map(|(_, step)| step).collect();
        Ok(Some(action))
    }

    async fn list_open_follow_ups(&mut self) -> Result<Vec<FollowUp>> {
        let sql = query(concat!("select * from follow_up where not ", is_closed!()));
        self.with_steps(sql).await.map(first_due_first)
    }

    async fn list_closed_follow_ups(&mut self, limit: u32) -> Result<Vec<FollowUp>> {
        let sql =
            query(concat!("select * from follow_up where ", is_closed!(), " order by number desc limit $1"));
        self.with_steps(sql.with(&limit)).await
    }

    async fn list_follow_ups_of(&mut self, decision: u32) -> Result<Vec<FollowUp>> {
        let sql = query("select * from follow_up where decision = $1").with(&decision);
        self.with_steps(sql).await.map(first_due_first)
    }

    async fn count_open_follow_ups(&mut self, now: Timestamp) -> Result<OpenFollowUps> {
        let sql = query(concat!(
            "select count(*) as still_open, count(*) filter (where coalesce(
                 (select due_at from follow_up_step as said
                  where said.follow_up = follow_up.number and said.due_at is not null
                  order by version desc limit 1), follow_up.due_at) < $1) as overdue
             from follow_up where not ",
            is_closed!()
        ));
        let row = self.one(sql.with(&now)).await?;
        let fields = Fields::new("follow_up", "still_open", &row);
        Ok(OpenFollowUps { open: fields.get("still_open")?, overdue: fields.get("overdue")? })
    }
}

impl SqlSession {
    async fn with_steps(&mut self, sql: Sql) -> Result<Vec<FollowUp>> {
        let mut actions = self.rows(sql, follow_up).await?;
        let mut steps: HashMap<u32, Vec<Step>> = HashMap::new();
        let sql = query("select * from follow_up_step order by follow_up, version");
        for (number, step) in self.rows(sql, step).await? {
            steps.entry(number).or_default().push(step);
        }
        for action in &mut actions {
            action.steps = steps.remove(&action.number).unwrap_or_default();
        }
        Ok(actions)
    }
}

fn first_due_first(mut actions: Vec<FollowUp>) -> Vec<FollowUp> {
    actions.sort_by_key(|action| (action.says().due_at, action.number));
    actions
}

/// Without its steps.
pub(super) fn follow_up(row: &Row) -> Result<FollowUp> {
    let fields = Fields::new("follow_up", "number", row);
    Ok(FollowUp {
        number: fields.get("number")?,
        decision: fields.get("decision")?,
        task: Task { what: fields.get("what")?, owner: fields.get("owner")?, due_at: fields.get("due_at")? },
        made_at: fields.get("made_at")?,
        made_by: fields.get("made_by")?,
        steps: Vec::new(),
    })
}

pub(super) fn step(row: &Row) -> Result<(u32, Step)> {
    let fields = Fields::new("follow_up_step", "follow_up", row);
    let changed = match (fields.get("what")?, fields.get("owner")?, fields.get("due_at")?) {
        (Some(what), Some(owner), Some(due_at)) => Some(Task { what, owner, due_at }),
        _ => None,
    };
    let said = match (fields.get("cancelled_because")?, changed, fields.get("done")?) {
        (Some(why), ..) => Said::Cancelled(why),
        (None, Some(task), _) => Said::Changed(task),
        (None, None, true) => Said::Done,
        (None, None, false) => Said::Reopened,
    };
    Ok((fields.get("follow_up")?, Step { said, at: fields.get("set_at")?, by: fields.get("set_by")? }))
}
