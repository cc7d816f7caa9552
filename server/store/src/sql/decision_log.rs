//! What the command centre decided.

use std::{cmp::Reverse, collections::HashMap};

use async_trait::async_trait;
use domain::{
    LoggedDecision,
    decision::{About, BoardThen, Correction, Logging, Said, Why, Words as Text},
};

use super::{
    Sql, SqlSession,
    row::{Fields, Row, to_json},
    statement::query,
};
use crate::{DecisionLog, NewDecision, Page, Part, Result, Words};

#[async_trait]
impl DecisionLog for SqlSession {
    async fn add_logged_decision(&mut self, new: &NewDecision) -> Result<u32> {
        let NewDecision { said, made_at, logged: Logging { at, by, late_reason, sequence }, board } = new;
        let sql = query(
            "insert into logged_decision
                 (number, decision, reason, decided_by, options, risks, review_at, tickets, known_issues,
                  made_at, logged_at, logged_by, late_reason, sequence)
             select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
             from logged_decision
             returning number",
        );
        let sql = with_said(sql, said)?.with(made_at).with(at).with(by).with(late_reason).with(sequence);
        let number = Fields::new("logged_decision", "number", &self.one(sql).await?).get("number")?;
        let sql = query("insert into logged_decision_board (number, body) values ($1, $2)");
        self.run(sql.with(&number).bind(to_json(board)?)).await?;
        Ok(number)
    }

    async fn add_decision_correction(
        &mut self,
        number: u32,
        Correction { said, why, at, by }: &Correction,
    ) -> Result<u32> {
        let sql = query(
            "insert into logged_decision_correction
                 (decision, reason, decided_by, options, risks, review_at, tickets, known_issues,
                  why, corrected_at, corrected_by, number, version)
             select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, coalesce(max(version), 0) + 1
             from logged_decision_correction where number = $12
             returning version",
        );
        let sql = with_said(sql, said)?.with(why).with(at).with(by).with(&number);
        Fields::new("logged_decision_correction", "number", &self.one(sql).await?).get("version")
    }

    async fn find_logged_decisions(
        &mut self,
        words: &Words,
        page: &Page<u32>,
    ) -> Result<Part<LoggedDecision, u32>> {
        let sql = query("select * from logged_decision_correction order by number, version");
        let mut corrections: HashMap<u32, Vec<Correction>> = HashMap::new();
        for (number, correction) in self.rows(sql, numbered_correction).await? {
            corrections.entry(number).or_default().push(correction);
        }
        let rows = self.rows(query("select * from logged_decision"), decision).await?;
        let rows = rows.into_iter().map(|mut decision| {
            decision.corrections = corrections.remove(&decision.number).unwrap_or_default();
            (Reverse(decision.number), has(&decision, words), decision)
        });
        let page = Page { after: page.after.map(Reverse), rows: page.rows };
        let Part { rows, next, found } = Part::by_key(rows.collect(), &page);
        Ok(Part { rows, next: next.map(|Reverse(number)| number), found })
    }

    async fn lookup_logged_decision(&mut self, number: u32) -> Result<Option<LoggedDecision>> {
        let sql = query("select * from logged_decision where number = $1").with(&number);
        let Some(mut decision) = self.row(sql, decision).await? else { return Ok(None) };
        let sql = query("select * from logged_decision_correction where number = $1 order by version");
        decision.corrections = self.rows(sql.with(&number), correction).await?;
        Ok(Some(decision))
    }

    async fn lookup_board_then(&mut self, number: u32) -> Result<Option<BoardThen>> {
        let sql = query("select * from logged_decision_board where number = $1").with(&number);
        self.row(sql, board).await
    }
}

/// Whether a decision has the words: its number, what it said first and what it says by now.
fn has(decision: &LoggedDecision, words: &Words) -> bool {
    let number = decision.number.to_string();
    let corrections = decision.corrections.iter();
    let corrected = corrections.flat_map(|correction| {
        let why = std::iter::once(correction.why.as_str());
        texts(&correction.said).chain(why)
    });
    let late_reason = decision.logged.late_reason.as_ref().map(Why::as_str);
    let texts: Vec<&str> = std::iter::once(number.as_str())
        .chain(texts(&decision.said))
        .chain(corrected)
        .chain(late_reason)
        .collect();
    words.are_in(&texts)
}

fn texts(said: &Said) -> impl Iterator<Item = &str> {
    let Said { decision, reason, decided_by, options, risks, about, .. } = said;
    [decision.as_str(), reason.as_str(), decided_by.as_str()]
        .into_iter()
        .chain([options, risks].into_iter().flatten().map(Text::as_str))
        .chain(about.tickets.iter().map(|(_, code)| code.as_str()))
}

fn with_said(sql: Sql, said: &Said) -> Result<Sql> {
    let Said { decision, reason, decided_by, options, risks, review_at, about } = said;
    Ok(sql
        .with(decision)
        .with(reason)
        .with(decided_by)
        .with(options)
        .with(risks)
        .with(review_at)
        .bind(to_json(&about.tickets)?)
        .bind(to_json(&about.issues)?))
}

fn said(fields: &Fields<'_>) -> Result<Said> {
    Ok(Said {
        decision: fields.get("decision")?,
        reason: fields.get("reason")?,
        decided_by: fields.get("decided_by")?,
        options: fields.get("options")?,
        risks: fields.get("risks")?,
        review_at: fields.get("review_at")?,
        about: About { tickets: fields.json("tickets")?, issues: fields.json("known_issues")? },
    })
}

/// Without its corrections.
pub(super) fn decision(row: &Row) -> Result<LoggedDecision> {
    let fields = Fields::new("logged_decision", "number", row);
    Ok(LoggedDecision {
        number: fields.get("number")?,
        said: said(&fields)?,
        made_at: fields.get("made_at")?,
        logged: Logging {
            at: fields.get("logged_at")?,
            by: fields.get("logged_by")?,
            late_reason: fields.get("late_reason")?,
            sequence: fields.get("sequence")?,
        },
        corrections: Vec::new(),
    })
}

pub(super) fn correction(row: &Row) -> Result<Correction> {
    let fields = Fields::new("logged_decision_correction", "number", row);
    Ok(Correction {
        said: said(&fields)?,
        why: fields.get("why")?,
        at: fields.get("corrected_at")?,
        by: fields.get("corrected_by")?,
    })
}

fn numbered_correction(row: &Row) -> Result<(u32, Correction)> {
    let number = Fields::new("logged_decision_correction", "number", row).get("number")?;
    Ok((number, correction(row)?))
}

pub(super) fn board(row: &Row) -> Result<BoardThen> {
    Fields::new("logged_decision_board", "number", row).json("body")
}
