//! What R reckons of the same numbers: `data/vectors.json`, whose `about` says how to read it.

#![allow(clippy::unwrap_used, reason = "it reads a file that stands beside it")]

use serde_json::Value;
use stats::{
    benjamini_hochberg, decline, percentile, rate_ratio,
    spc::{Drawn, Side, Signal, xmr},
    survival::{self, End, Wait},
    wilson,
};

fn vectors(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("data/vectors.json")).unwrap();
    let found = all[name].as_array().unwrap().clone();
    assert!(found.len() >= 25, "{name}");
    found
}

fn numbers(value: &Value) -> Vec<f64> {
    // R writes one alone as it is.
    let alone = std::slice::from_ref(value);
    value.as_array().map_or(alone, Vec::as_slice).iter().map(|number| number.as_f64().unwrap()).collect()
}

fn count(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

#[track_caller]
fn is_near(found: f64, expected: f64, near: f64) {
    assert!((found - expected).abs() <= near * expected.abs().max(1.0), "{found} is not {expected}");
}

/// The value at each place, of those that say from which place on they hold.
fn spread(steps: &Value, all: usize) -> Vec<&Value> {
    let steps: Vec<_> =
        steps.as_array().unwrap().iter().map(|step| (step[0].as_u64().unwrap(), &step[1])).collect();
    let at = |place: usize| steps.iter().rev().find(|(from, _)| *from <= place as u64).unwrap().1;
    (0..all).map(at).collect()
}

const fn words(signal: Option<Signal>) -> &'static str {
    match signal {
        None => "Common Cause",
        Some(Signal::Outside(Side::High)) => "Above UCL",
        Some(Signal::Outside(Side::Low)) => "Below LCL",
        Some(Signal::Trend(Side::High)) => "7 Point Trend (Increasing)",
        Some(Signal::Trend(Side::Low)) => "7 Point Trend (Decreasing)",
        Some(Signal::NearLimit(Side::High)) => "2 in 3 Above CL",
        Some(Signal::NearLimit(Side::Low)) => "2 in 3 Below CL",
        Some(Signal::Shift(Side::High)) => "7 Points Above CL",
        Some(Signal::Shift(Side::Low)) => "7 Points Below CL",
    }
}

#[test]
fn limits_and_labels_are_those_of_making_data_count() {
    let series = vectors("xmr");
    assert_eq!(series.len(), 600);
    for series in series {
        let values = numbers(&series["y"]);
        let drawn = Drawn {
            screened: series["screen_outliers"].as_bool().unwrap(),
            of_the_first: series["fix_after"].as_u64().map(|first| usize::try_from(first).unwrap()),
            anew_at: series["rebase_at"]
                .as_u64()
                .map(|at| usize::try_from(at).unwrap() - 1)
                .into_iter()
                .collect(),
        };
        let points = xmr(&values, &drawn);
        let labels: Vec<_> = points.iter().map(|point| words(point.signal)).collect();
        assert_eq!(spread(&series["special_cause"], values.len()), labels, "{series}");
        for (name, of) in [
            ("mean", (|point| point.mean) as fn(&stats::spc::Point) -> f64),
            ("lower", |point| point.lower),
            ("upper", |point| point.upper),
        ] {
            for (point, expected) in points.iter().zip(spread(&series[name], values.len())) {
                is_near(of(point), expected.as_f64().unwrap(), 1e-9);
            }
        }
    }
}

#[test]
fn percentiles_are_those_of_type_7() {
    for sample in vectors("percentiles_type_7") {
        let mut values = numbers(&sample["x"]);
        values.sort_by(f64::total_cmp);
        for (name, share) in [("p50", 0.5), ("p80", 0.8), ("p95", 0.95)] {
            is_near(percentile(&values, share).unwrap(), sample[name].as_f64().unwrap(), 1e-9);
        }
    }
}

#[test]
fn waits_are_those_of_survfit_and_cuminc() {
    for sample in vectors("survival") {
        let waits: Vec<_> = numbers(&sample["t"])
            .into_iter()
            .zip(numbers(&sample["gave_up"]))
            .map(|(time, gave_up)| Wait { time, end: if gave_up > 0.5 { End::GaveUp } else { End::Arrived } })
            .collect();
        let course = survival::waits(&waits);
        let times: Vec<f64> = course.iter().map(|at| at.time).collect();
        assert_eq!(times, numbers(&sample["times"]));
        let both = &sample["cumulative_incidence"];
        let expected = numbers(&sample["still_waiting"])
            .into_iter()
            .zip(numbers(&both["arrived"]))
            .zip(numbers(&both["gave_up"]));
        for (at, ((patient, arrived), gave_up)) in course.iter().zip(expected) {
            is_near(at.patient, patient, 1e-9);
            is_near(at.arrived, arrived, 1e-9);
            is_near(at.gave_up, gave_up, 1e-9);
        }
    }
}

#[test]
fn rate_ratios_are_those_of_poisson_test() {
    for sample in vectors("rate_ratio_exact") {
        let (events, over) = (&sample["events"], numbers(&sample["exposure"]));
        let found = rate_ratio((count(&events[0]), over[0]), (count(&events[1]), over[1])).unwrap();
        for (found, name) in
            [(found.ratio, "ratio"), (found.low, "lower"), (found.high, "upper"), (found.p, "p")]
        {
            is_near(found, sample[name].as_f64().unwrap(), 1e-9);
        }
    }
}

#[test]
fn intervals_of_shares_are_those_of_prop_test() {
    for sample in vectors("wilson") {
        let (low, high) = wilson(count(&sample["k"]), count(&sample["n"])).unwrap();
        is_near(low, sample["lower"].as_f64().unwrap(), 1e-9);
        is_near(high, sample["upper"].as_f64().unwrap(), 1e-9);
    }
}

#[test]
fn many_chances_are_those_of_p_adjust() {
    for sample in vectors("benjamini_hochberg") {
        for (found, expected) in
            benjamini_hochberg(&numbers(&sample["p"])).into_iter().zip(numbers(&sample["adjusted"]))
        {
            is_near(found, expected, 1e-9);
        }
    }
}

#[test]
fn declines_are_those_of_glm() {
    for sample in vectors("decline_quasi_poisson") {
        let tickets = sample["tickets"].as_array().unwrap().iter().map(count);
        let days: Vec<_> = (0_i32..)
            .zip(tickets)
            .zip(numbers(&sample["staff_shifts"]))
            .map(|((day, tickets), over)| (f64::from(day), tickets, over))
            .collect();
        let found = decline(&days).unwrap();
        // R weighs by its last step but one, and stops at 1e-8.
        for (found, name, near) in
            [(found.slope, "slope", 1e-8), (found.error, "se", 1e-8), (found.dispersion, "dispersion", 1e-5)]
        {
            is_near(found, sample[name].as_f64().unwrap(), near);
        }
    }
}
