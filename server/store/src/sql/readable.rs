//! Every table that is read, and whether its rows can be: for those who look after the database. Everyone else meets such
//! a row only when a list would have it, and then it is left out.

use domain::Timestamp;

use super::{
    SqlSession, accounts, broadcasts, calls, decision_log, devices, dispatching, drills, events, facts,
    follow_ups, grants, imports, invitations, known_issues, offers, outbox, packs, people, places, posters,
    push, reports, roster, row::Row, schedules, settings, statement::query, surges, taps, tickets, walls,
    waves, ways,
};
use crate::{Result, UnreadableRow};

struct Table {
    every: &'static str,
    current: Current,
    read: fn(&Row) -> Result<()>,
}

/// The rows that matter now, which the standing check reads again and again.
enum Current {
    /// All of them: there are not many more with every day.
    All,
    Rows(&'static str),
    /// `$1` is now.
    At(&'static str),
    /// `$1` is the sequence from which on the log is read.
    Log(&'static str),
    /// None: whoever needs one meets it.
    None,
}

macro_rules! tables {
    ($($every:literal, $current:expr, $read:expr;)+) => {
        // The comment tells those who judge plans that all of a table is meant.
        &[$(Table { every: concat!("/* every row */ ", $every), current: $current, read: |row| $read(row).map(drop) }),+]
    };
}

const TABLES: &[Table] = tables! {
    "select * from site", Current::All, places::site;
    "select * from zone", Current::All, places::zone;
    "select * from ward", Current::All, places::ward;
    "select * from poster", Current::Rows("select * from poster where taken_down_at is null"), posters::printed;
    "select * from tag", Current::All, places::tag;
    "select * from category", Current::All, places::category;
    "select * from person", Current::All, people::person;
    "select * from account", Current::All, accounts::account;
    "select * from identity", Current::All, accounts::identity;
    "select * from pin", Current::All, accounts::pin;
    "select * from role_grant", Current::All, grants::grant;
    "select responder.*, person.name from responder join person on person.id = responder.person",
        Current::All, |row| people::responder(row, Vec::new());
    "select * from responder_tag", Current::All, people::known_tag;
    "select * from link", Current::All, ways::link;
    "select * from way_override", Current::All, ways::way_override;
    "select * from walk", Current::None, ways::walk;
    "select * from import_heading", Current::All, imports::heading;
    "select event.*, last_import.steps from last_import join event on event.sequence = last_import.event",
        Current::None, imports::last;
    "select * from shift", Current::At("select * from shift where ends_at > $1"), roster::shift;
    "select * from ticket", Current::Rows("select * from ticket where closed_at is null"), tickets::ticket;
    "select offer.*, event.at as ended_at from offer left join event on event.sequence = offer.ended_event",
        Current::Rows("select *, null as ended_at from offer where outcome is null"), offers::live_offer;
    "select * from event", Current::Log("select * from event where sequence > $1"), events::logged_event;
    "select * from log_cursor", Current::All, facts::cursor;
    "select * from ticket_fact", Current::None, facts::fact;
    "select * from alert", Current::Rows("select * from alert where outcome is null"), outbox::alert;
    "select * from alert_set_aside", Current::None, outbox::set_aside;
    "select * from call", Current::Rows("select * from call where outcome is null"), calls::call;
    "select * from drill", Current::None, drills::drill;
    "select * from drill_member", Current::None, drills::member;
    "select * from known_issue", Current::All, |row| known_issues::known_issue(row, "id");
    "select * from known_issue_version", Current::None, |row| known_issues::known_issue(row, "known_issue");
    "select * from broadcast", Current::None, broadcasts::broadcast;
    "select * from ticket_issue", Current::None, known_issues::issue_link;
    "select * from logged_decision", Current::All, decision_log::decision;
    "select * from logged_decision_correction", Current::All, decision_log::correction;
    "select * from logged_decision_board", Current::None, decision_log::board;
    "select * from follow_up", Current::All, follow_ups::follow_up;
    "select * from follow_up_step", Current::All, follow_ups::step;
    "select * from surge", Current::All, surges::surge;
    "select * from surge_ticket", Current::None, surges::counted;
    "select * from wall_link", Current::All, walls::wall;
    "select * from wave", Current::All, waves::wave;
    "select * from wave_cutover", Current::All, waves::cutover;
    "select * from wave_ward", Current::All, waves::stay;
    "select * from wave_phase", Current::All, waves::phase;
    "select * from report", Current::None, reports::report;
    "select * from report_approval", Current::None, reports::approval;
    "select * from schedule_run", Current::None, schedules::run;
    "select * from pack", Current::None, packs::pack;
    "select * from paper_slip", Current::All, packs::slip;
    "select * from stray_slip", Current::None, packs::stray;
    "select * from policy", Current::All, dispatching::policy;
    "select * from setting", Current::All, settings::settings;
    "select * from sealed_secret", Current::All, settings::sealed_secret;
    "select * from decision", Current::None, dispatching::decision;
    "select * from device", Current::Rows("select * from device where revoked_at is null"), devices::device;
    "select * from enrolment_code", Current::None, invitations::any_code;
    "select * from sign_in", Current::None, devices::sign_in;
    "select * from push_subscription", Current::All, push::subscription;
    "select * from vapid_key", Current::All, push::vapid_key;
    "select * from tap", Current::None, taps::tap;
};

/// Reads what matters now, so that what cannot be read is noted.
pub(super) async fn read_current(session: &mut SqlSession, now: Timestamp, log_after: i64) -> Result<()> {
    for table in TABLES {
        let sql = match table.current {
            Current::All => query(table.every),
            Current::Rows(rows) => query(rows),
            Current::At(rows) => query(rows).with(&now),
            Current::Log(rows) => query(rows).with(&log_after),
            Current::None => continue,
        };
        session.each(sql, table.read).await?;
    }
    Ok(())
}

/// Reads everything; answers with all that has been met.
pub(crate) async fn unreadable_rows(session: &mut SqlSession) -> Result<Vec<UnreadableRow>> {
    for table in TABLES {
        session.each(query(table.every), table.read).await?;
    }
    Ok(session.shared.unreadable.rows())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Numbers and copies of our own that hold nothing to be understood, or that are made again.
    const NOTHING_TO_READ: [&str; 9] = [
        "asset",
        "asset_build",
        "decision_setting",
        "directory",
        "lease",
        "push_endpoint_gone",
        "schema_compatibility",
        "slip_number",
        "taken_back",
    ];

    #[test]
    fn those_who_look_after_the_database_hear_of_a_damaged_row_in_any_table() {
        let described: toml::Table = include_str!("../../../../docs/privacy/columns.toml").parse().unwrap();
        let read: BTreeSet<&str> = TABLES
            .iter()
            .filter_map(|table| table.every.split_once(" from ")?.1.split(' ').next())
            .chain(NOTHING_TO_READ)
            .collect();
        let missing: Vec<_> = described.keys().filter(|name| !read.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "neither in TABLES nor in NOTHING_TO_READ: {missing:?}");
    }
}
