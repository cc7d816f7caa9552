//! Communications drills: who answered, how fast, and why the others did not.

use app::{
    model::{Choice, FieldError},
    screens::drills::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage},
    words::{self, isolated},
};
use domain::{Duty, Timestamp};
use import::spreadsheet::Table;
use store::{Alert, Drill, DrillMember, Outcome, Tx};
use texts::texts;

use crate::{
    actions::TeamNow,
    view::{Sources, moment::moment, paging::Asked},
};

/// Drills on one page.
const LISTED: u32 = 50;

pub(crate) async fn drills_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    chosen: String,
    question: Option<String>,
    asked: &Asked,
    errors: Vec<FieldError>,
) -> Result<DrillsPage, store::Error> {
    let everyone = Choice { value: "all".to_owned(), label: texts().drills_everyone_on_shift() };
    let zones = tx.list_zones().await?.into_iter();
    let zones = zones.map(|zone| Choice { value: format!("zone:{}", zone.id), label: zone.name });
    let tags = tx.list_tags().await?.into_iter().filter(|tag| !tag.anyone);
    let tags = tags.map(|tag| Choice {
        value: format!("tag:{}", tag.slug),
        label: texts().drills_who_knows(isolated(tag.name)),
    });
    let teams = std::iter::once(everyone).chain(zones).chain(tags).collect();
    let mut drills = Vec::new();
    let part = tx.list_drills(&asked.page(LISTED)).await?;
    for drill in &part.rows {
        let members = tx.list_drill_members(drill.id).await?;
        drills.push(row(sources, drill, &members));
    }
    let found = asked.found(paths::DRILLS, &part);
    Ok(DrillsPage { teams, chosen, question, key: sources.core.random.secret(), drills, found, errors })
}

/// `33 people of Everyone on shift will be alerted; 0 of them have a handset with alerts on.`
pub(crate) fn drill_question(team: &str, TeamNow { on_shift, with_alerts }: TeamNow) -> String {
    let (team, people) = (isolated(team), words::people(on_shift));
    match with_alerts {
        0 => texts().drills_none_reached(team, people),
        all if all == on_shift => texts().drills_all_reached(team, people),
        some => texts().drills_some_reached(team, people, some),
    }
}

pub(crate) async fn drill_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    drill: &Drill,
) -> Result<DrillPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let members = tx.list_drill_members(drill.id).await?;
    let is_underway = sources.core.now() < drill.ends_at;
    let (mut answers, mut missing, mut left_alone) = (Vec::new(), Vec::new(), Vec::new());
    for (member, alert) in &members {
        let name = directory.person_name(member.person);
        match (alert, answered_after(drill, alert.as_ref())) {
            (None, _) => left_alone.push(DrillMissing { name, why: why_left_alone(member.duty) }),
            (Some(alert), None) => missing.push(DrillMissing { name, why: why_missing(alert, drill) }),
            (Some(alert), Some(seconds)) => {
                let shown_seconds = alert.shown_at.map(|at| at.since(drill.started_at).as_secs());
                answers.push(DrillAnswer { name, seconds, shown_seconds });
            }
        }
    }
    answers.sort_by(|a, b| (a.seconds, &a.name).cmp(&(b.seconds, &b.name)));
    missing.sort_by(|a, b| a.name.cmp(&b.name));
    left_alone.sort_by(|a, b| a.name.cmp(&b.name));
    let started_by = directory.person_name(drill.started_by);
    Ok(DrillPage {
        drill: row(sources, drill, &members),
        started_by,
        is_underway,
        missing,
        answers,
        left_alone,
    })
}

/// One line a person, ready for a spreadsheet.
pub(crate) fn drill_csv(page: &DrillPage) -> Result<String, csv::Error> {
    let mut table = Table::new(["name", "answered", "seconds", "shown_after_seconds", "why_not"])?;
    for DrillAnswer { name, seconds, shown_seconds } in &page.answers {
        let shown = shown_seconds.map_or_else(String::new, |seconds| seconds.to_string());
        table.row([name.as_str(), "yes", &seconds.to_string(), &shown, ""])?;
    }
    for (list, answered) in [(&page.missing, "no"), (&page.left_alone, "not asked")] {
        for DrillMissing { name, why } in list {
            table.row([name.as_str(), answered, "", "", why])?;
        }
    }
    table.into_text()
}

fn row(sources: &Sources, drill: &Drill, members: &[(DrillMember, Option<Alert>)]) -> DrillRow {
    let mut seconds: Vec<u64> =
        members.iter().filter_map(|(_, alert)| answered_after(drill, alert.as_ref())).collect();
    seconds.sort_unstable();
    DrillRow {
        id: drill.id.to_string(),
        team: drill.team.clone(),
        started: moment(sources, drill.started_at),
        alerted: members.iter().filter(|(_, alert)| alert.is_some()).count(),
        answered: seconds.len(),
        median_seconds: (!seconds.is_empty()).then(|| seconds[(seconds.len() - 1) / 2]),
    }
}

/// Whole seconds until the alert was tapped, if that was in time.
fn answered_after(drill: &Drill, alert: Option<&Alert>) -> Option<u64> {
    let at: Timestamp = alert?.opened_at?;
    (at <= drill.ends_at).then(|| at.since(drill.started_at).as_secs())
}

fn why_left_alone(duty: Duty) -> String {
    match duty {
        Duty::OnShift => texts().drills_on_shift(),
        Duty::OnBreak => texts().drills_on_break(),
        Duty::OffShift => texts().drills_off_shift(),
    }
}

fn why_missing(alert: &Alert, drill: &Drill) -> String {
    let t = texts();
    match alert {
        Alert { opened_at: Some(at), .. } if *at > drill.ends_at => t.drills_too_late(),
        Alert { shown_at: Some(_), .. } => t.drills_not_opened(),
        Alert { outcome: None, .. } => t.drills_being_sent(),
        Alert { outcome: Some(outcome), .. } => match outcome {
            Outcome::Sent => t.drills_not_delivered(),
            Outcome::NoSubscription => t.drills_no_handset(),
            Outcome::OffShift => t.drills_went_off_shift(),
            Outcome::Expired => t.drills_not_in_time(),
            Outcome::Refused => t.drills_refused(),
        },
    }
}
