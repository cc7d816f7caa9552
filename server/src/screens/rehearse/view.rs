//! A rehearsal in words and figures.

use std::{sync::Arc, time::Duration};

use app::{
    model::{Choice, FieldError},
    screens::rehearse::{
        Course as ShownCourse, EarlierRehearsal, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage,
        RehearseForm, RehearsePage,
    },
};
use dispatch::rehearsal::{
    Answers, Demand, EngineReport, Estimate, Help, LiftOut, Measure, RareTag, Report, Scenario, Surge,
    erlang::{ErlangA, ErlangC, square_root_rule},
    staffing::Staffing,
};
use jiff::civil::Date;
use store::Tx;
use texts::texts;

use crate::{
    rehearsal::{Answer, Course, MOST_PEOPLE, Running, days_with_shifts},
    view::{Sources, choices, moment::moment},
};

/// Rehearsed days: an interval narrow enough to plan by, in seconds of computing.
const DAYS: u32 = 40;
/// The surge comes in the third hour and lasts for one.
const SURGE_FROM_MINUTE: u32 = 120;
const SURGE_MINUTES: u32 = 60;
/// "Hardly anybody": of those on the roster who know it, one in five.
const RARE_PERCENT: f64 = 20.0;
/// Days on either side of now whose shifts can be chosen.
const DAYS_TO_CHOOSE: Duration = Duration::from_hours(14 * 24);
/// Cells of the table of gaps, and how often one must have been asked for to be in it.
const GAPS: usize = 10;
const ENOUGH: usize = 20;

/// What a form asks for.
#[derive(Debug, Clone)]
pub(crate) struct ReadRehearsal {
    pub scenario: Scenario,
    /// The day whose shifts to go by.
    pub day: Option<Date>,
    /// None for as many as there are.
    pub people: Option<u32>,
    pub target_percent: f64,
}

/// The form at first: everybody, and two requests an hour for each.
pub(crate) fn rehearse_form(people: usize) -> RehearseForm {
    let (help, answers) = (Help::default(), Answers::default());
    RehearseForm {
        per_hour: (2 * people).to_string(),
        hours: Scenario::default().hours.to_string(),
        help_minutes: help.mean_minutes.to_string(),
        accept_percent: answers.floorwalker_percent.to_string(),
        target_percent: "90".to_owned(),
        no_shows_percent: "0".to_owned(),
        silent_phones_percent: "0".to_owned(),
        ..RehearseForm::default()
    }
}

impl ReadRehearsal {
    /// # Errors
    /// What is wrong with each field.
    pub(crate) fn from_form(form: &RehearseForm) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut number = |field: &str, typed: &str, least: f64, most: f64| {
            let number = typed.parse().ok().filter(|number| (least..=most).contains(number));
            number.unwrap_or_else(|| {
                let message =
                    texts().rehearse_number_between(called(field), least.to_string(), most.to_string());
                errors.push(FieldError::new(field, message));
                least
            })
        };
        let or_zero = |typed: &str| if typed.is_empty() { "0".to_owned() } else { typed.to_owned() };
        let people =
            (!form.people.is_empty()).then(|| number("people", &form.people, 1.0, MOST_PEOPLE.into()));
        let per_hour = number("per_hour", &form.per_hour, 1.0, 2000.0);
        let hours = number("hours", &form.hours, 1.0, 24.0);
        let mean_minutes = number("help_minutes", &form.help_minutes, 1.0, 120.0);
        let accept = number("accept_percent", &form.accept_percent, 5.0, 100.0);
        let target_percent = number("target_percent", &form.target_percent, 1.0, 99.0);
        let no_shows_percent = number("no_shows_percent", &or_zero(&form.no_shows_percent), 0.0, 90.0);
        let silent = number("silent_phones_percent", &or_zero(&form.silent_phones_percent), 0.0, 90.0);
        let surge_percent = number("surge_percent", &or_zero(&form.surge_percent), 0.0, 900.0);
        let day = (!form.day.is_empty()).then(|| form.day.parse::<Date>());
        if let Some(Err(_)) = day {
            errors.push(FieldError::new("day", texts().rehearse_choose_day()));
        }
        for (field, value) in [("people", people.unwrap_or_default()), ("hours", hours)] {
            if value.fract() != 0.0 {
                errors.push(FieldError::new(field, texts().rehearse_whole_number(called(field))));
            }
        }
        if surge_percent > 0.0 && hours * 60.0 <= f64::from(SURGE_FROM_MINUTE) {
            errors.push(FieldError::new("hours", texts().rehearse_too_short_for_surge()));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let defaults = Scenario::default();
        let hours = whole(hours);
        let scenario = Scenario {
            replications: DAYS,
            hours,
            demand: Demand { per_hour: Some(per_hour), ..defaults.demand },
            help: Help { mean_minutes, ..defaults.help },
            // Super-users, with patients of their own, say yes in the usual proportion.
            answers: Answers {
                super_user_percent: accept * defaults.answers.super_user_percent
                    / defaults.answers.floorwalker_percent,
                floorwalker_percent: accept,
                ..defaults.answers
            },
            no_shows_percent,
            silent_phones_percent: silent,
            surge: (surge_percent > 0.0).then(|| Surge {
                factor: 1.0 + surge_percent / 100.0,
                from_minute: SURGE_FROM_MINUTE,
                minutes: SURGE_MINUTES,
            }),
            lift_out: (form.lift_out == "yes").then(|| LiftOut {
                from_minute: 0,
                minutes: hours * 60,
                stairs_pace_percent: LiftOut::crowded_stairs(),
            }),
            rare_tag: (!form.rare_tag.is_empty())
                .then(|| RareTag { tag: form.rare_tag.clone(), known_by_percent: RARE_PERCENT }),
            ..defaults
        };
        Ok(Self { scenario, day: day.and_then(Result::ok), people: people.map(whole), target_percent })
    }
}

/// What a field is called in the list of what is wrong, where several have the same.
fn called(field: &str) -> String {
    let t = texts();
    match field {
        "people" => t.rehearse_number_of_responders(),
        "per_hour" => t.rehearse_requests_an_hour(),
        "hours" => t.rehearse_hours(),
        "help_minutes" => t.rehearse_minutes_of_help(),
        "accept_percent" => t.rehearse_alerts_accepted(),
        "target_percent" => t.rehearse_target(),
        "no_shows_percent" => t.rehearse_no_shows(),
        "silent_phones_percent" => t.rehearse_silent_phones(),
        _ => t.rehearse_surge(),
    }
}

/// A number that is known to be small, whole and positive.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range by the checks before")]
const fn whole(number: f64) -> u32 {
    number as u32
}

pub(crate) async fn rehearse_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: RehearseForm,
    errors: Vec<FieldError>,
    earlier: &[Arc<Running>],
) -> Result<RehearsePage, store::Error> {
    let tags = tx.list_tags().await?;
    let (now, zone) = (sources.core.now(), &sources.trust.time_zone);
    let days = days_with_shifts(tx, now - DAYS_TO_CHOOSE, now + DAYS_TO_CHOOSE, zone).await?;
    let day = |day: Date| Choice {
        value: day.to_string(),
        label: texts().rehearse_shifts_of(day.strftime("%A %-d %B").to_string()),
    };
    Ok(RehearsePage {
        days: days.into_iter().map(day).collect(),
        form,
        key: sources.core.random.secret(),
        errors,
        wards: tx.list_wards().await?.len(),
        people: tx.list_responders().await?.len(),
        tags: choices::tags(tags.iter().filter(|tag| !tag.anyone)),
        earlier: earlier
            .iter()
            .map(|running| EarlierRehearsal {
                id: running.id.clone(),
                started: moment(sources, running.started_at),
                what: texts().rehearse_people_and_requests(
                    running.question.people,
                    format!("{:.0}", running.question.rehearsal.requests_per_hour()),
                ),
                state: match running.course() {
                    Course::Comparing(_) | Course::Staffing(_) => texts().rehearse_is_underway(),
                    Course::Cancelled => texts().rehearse_is_cancelled(),
                    Course::Finished(_) => texts().rehearse_is_finished(),
                },
            })
            .collect(),
    })
}

pub(crate) fn rehearsal_page(running: &Running) -> RehearsalPage {
    RehearsalPage {
        id: running.id.clone(),
        assumptions: assumptions(running),
        course: match running.course() {
            Course::Comparing(progress) => ShownCourse::Comparing { done: progress.done, of: progress.of },
            Course::Staffing(done) => ShownCourse::Staffing { done },
            Course::Cancelled => ShownCourse::Cancelled,
            Course::Finished(answer) => ShownCourse::Finished(Box::new(forecast(answer))),
        },
    }
}

fn assumptions(running: &Running) -> Vec<(String, String)> {
    let t = texts();
    let scenario = running.question.rehearsal.scenario();
    let percent = |percent: f64| t.rehearse_percent(format!("{percent:.0}"));
    let mut assumed = vec![
        (t.rehearse_responders_on_shift(), running.question.people.to_string()),
        (t.rehearse_requests_an_hour(), format!("{:.0}", running.question.rehearsal.requests_per_hour())),
        (t.rehearse_hours(), scenario.hours.to_string()),
        (t.rehearse_days_rehearsed(), scenario.replications.to_string()),
        (t.rehearse_minutes_of_help(), t.rehearse_on_average(format!("{:.0}", scenario.help.mean_minutes))),
        (
            t.rehearse_accepted(),
            t.rehearse_accepted_by(
                percent(scenario.answers.floorwalker_percent),
                percent(scenario.answers.super_user_percent),
            ),
        ),
    ];
    if scenario.no_shows_percent > 0.0 {
        assumed.push((t.rehearse_no_shows(), percent(scenario.no_shows_percent)));
    }
    if scenario.silent_phones_percent > 0.0 {
        assumed.push((t.rehearse_silent_phones(), percent(scenario.silent_phones_percent)));
    }
    if let Some(surge) = &scenario.surge {
        let more = percent((surge.factor - 1.0) * 100.0);
        assumed.push((t.rehearse_surge(), t.rehearse_more_in_third_hour(more)));
    }
    if let Some(rare) = &scenario.rare_tag {
        assumed.push((t.rehearse_hardly_anyone_knows(), rare.tag.clone()));
    }
    if scenario.lift_out.is_some() {
        assumed.push((t.rehearse_lifts(), t.rehearse_out_of_order()));
    }
    assumed
}

fn forecast(answer: &Answer) -> Forecast {
    let Answer { report, target_percent, people_needed, people_needed_in_fixed_zones } = answer;
    let ours = report.engine("Elbow");
    let gaps = ours.into_iter().flat_map(|engine| &engine.gaps).filter(|gap| gap.asked >= ENOUGH);
    Forecast {
        target_percent: *target_percent,
        engines: report.engines.iter().map(engine_row).collect(),
        needed: needed(people_needed),
        needed_in_zones: needed(people_needed_in_fixed_zones),
        gaps: gaps
            .take(GAPS)
            .map(|gap| GapRow {
                zone: gap.zone.clone(),
                tag: gap.tag.clone(),
                asked: gap.asked,
                mean: gap.mean_seconds,
                within_10: gap.within_10_percent,
            })
            .collect(),
        formulas: formulas(report, *target_percent),
    }
}

fn engine_row(engine: &EngineReport) -> EngineRow {
    let value = |measure| engine.value(measure).map(range);
    let is_ours = engine.name == "Elbow";
    EngineRow {
        name: if is_ours { "Elbow".to_owned() } else { app::words::sentence(&engine.name) },
        is_ours,
        within_10: value(Measure::Within10Percent),
        mean: value(Measure::MeanSeconds),
        p95: value(Measure::P95Seconds),
        withdrawn_percent: value(Measure::WithdrawnPercent),
        alerts: value(Measure::OffersPerTicket),
    }
}

fn range(Estimate { mean, low, high }: Estimate) -> Range {
    Range { value: mean, low, high }
}

fn needed(staffing: &Staffing) -> Needed {
    Needed {
        people: staffing.people,
        at_least: staffing.at_least,
        at_most: staffing.at_most,
        tried: staffing.tried.iter().map(|(people, share)| (*people, range(*share))).collect(),
    }
}

/// A job is the walk between two wards and the help.
fn formulas(report: &Report, target_percent: f64) -> Vec<(String, String)> {
    let t = texts();
    let job_seconds = report.scenario.help.mean_minutes * 60.0 + report.mean_walk_seconds;
    let offered = report.requests_per_hour * job_seconds / 3600.0;
    let within = 600.0 / job_seconds;
    let patience = report.scenario.patience_minutes * 60.0 / job_seconds;
    let or_not = |value: Option<String>| value.unwrap_or_else(|| t.rehearse_cannot_be_said());
    let people = u32::try_from(report.people).unwrap_or(u32::MAX);
    let for_target = ErlangC::people_for(target_percent / 100.0, within, offered);
    let one_in_five = square_root_rule(offered, 0.2);
    let giving_up = ErlangA::new(people, offered, patience).map(|queue| queue.giving_up_share);
    vec![
        (t.rehearse_people_busy(), format!("{offered:.1}")),
        (t.rehearse_people_for_target(), or_not(for_target.map(|people| people.to_string()))),
        (t.rehearse_people_one_in_five(), or_not(one_in_five.map(|people| people.to_string()))),
        (t.rehearse_requests_given_up(), or_not(giving_up.map(|share| format!("{:.1}%", 100.0 * share)))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_as_it_is_at_first_can_be_rehearsed() {
        let read = ReadRehearsal::from_form(&rehearse_form(40)).unwrap();
        assert_eq!((read.people, read.scenario.demand.per_hour), (None, Some(80.0)));
        assert_eq!(read.scenario.validate(), Vec::<String>::new());
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = RehearseForm {
            people: "0".to_owned(),
            per_hour: "many".to_owned(),
            hours: "2.5".to_owned(),
            surge_percent: "-3".to_owned(),
            ..rehearse_form(40)
        };
        let errors = ReadRehearsal::from_form(&form).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["people", "per_hour", "surge_percent", "hours"]);
        let messages: std::collections::BTreeSet<_> = errors.iter().map(|error| &error.message).collect();
        assert_eq!(messages.len(), errors.len(), "each says which field it is about");
    }

    #[test]
    fn trouble_is_part_of_the_scenario() {
        let form = RehearseForm {
            surge_percent: "60".to_owned(),
            rare_tag: "epma".to_owned(),
            lift_out: "yes".to_owned(),
            ..rehearse_form(40)
        };
        let Scenario { surge, rare_tag, lift_out, .. } = ReadRehearsal::from_form(&form).unwrap().scenario;
        assert_eq!(surge.unwrap().factor.to_string(), "1.6");
        assert_eq!((rare_tag.unwrap().tag.as_str(), lift_out.is_some()), ("epma", true));
    }
}
