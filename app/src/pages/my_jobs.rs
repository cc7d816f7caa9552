//! Screens 4 to 6: shift, offers, the present job, place and alerts.

use domain::{Duty, Timestamp};
use leptos::prelude::*;

use crate::{
    components::{Tone, button, details, duty_tag, moment, post, select, since},
    islands::MyJobsLive,
    model::{AlertsHealth, Choice, MyJobsPage, Shell, ShownPlace},
    shell::{Head, Life, document},
};

/// Wards offered as one-tap buttons; the rest are in a list.
const QUICK_WARDS: usize = 4;

#[component]
pub fn MyJobs(shell: Shell, page: MyJobsPage) -> impl IntoView {
    let head = Head { life: Life::Island, here: "My jobs", ..Head::still("My jobs") };
    let around = (
        shift(page.duty),
        whereabouts(page.place.as_ref(), &page.wards, page.now),
        alerts_health(&page.alerts),
    );
    let content = view! {
        <div class="app-me__head">
            <h1 class="nhsuk-heading-l">"My jobs"</h1>
            {duty_tag(page.duty)}
        </div>
        <MyJobsLive page/>
        {around}
    };
    document(shell, head, content)
}

/// Going on shift, on a break, off shift.
fn shift(duty: Duty) -> AnyView {
    let steps: &[(Tone, &str, &str)] = match duty {
        Duty::OffShift => &[(Tone::Huge, "on_shift", "Start shift")],
        Duty::OnShift => {
            &[(Tone::Secondary, "on_break", "Take a break"), (Tone::Secondary, "off_shift", "End shift")]
        }
        Duty::OnBreak => {
            &[(Tone::Huge, "on_shift", "Back from break"), (Tone::Secondary, "off_shift", "End shift")]
        }
    };
    let forms: Vec<_> = steps
        .iter()
        .map(|(tone, duty, label)| post(*tone, "/me/shift", label, Some(("duty", *duty))))
        .collect();
    view! { <div class="app-actions app-shift">{forms}</div> }.into_any()
}

fn whereabouts(place: Option<&ShownPlace>, wards: &[Choice], now: Timestamp) -> AnyView {
    let here = place.map(|place| place.ward_id.as_str()).unwrap_or_default();
    let line = match place {
        Some(place) if place.is_old => view! {
            <p>
                "You were on " <strong>{place.ward.clone()}</strong> " " {since(&place.since, now)}
                ". Where are you now?"
            </p>
        }
        .into_any(),
        Some(place) => view! {
            <p>"You are on " <strong>{place.ward.clone()}</strong> ", since " {moment(&place.since)} "."</p>
        }
        .into_any(),
        None => view! { <p>"We do not know where you are. Tell us, and we send you to what is near."</p> }
            .into_any(),
    };
    let quick: Vec<_> = wards
        .iter()
        .filter(|ward| ward.value != here)
        .take(QUICK_WARDS)
        .map(|ward| {
            view! { <button class="app-small" name="ward" value=ward.value.clone()>{ward.label.clone()}</button> }
        })
        .collect();
    let others = view! {
        <form method="post" action="/me/place">
            {select("ward", "Ward", wards, here, None, &[])}
            {button(Tone::Secondary, "I am here")}
        </form>
    };
    view! {
        <section class="app-place" aria-labelledby="place-title">
            <h2 class="nhsuk-heading-s" id="place-title">"Where I am"</h2>
            {line}
            <form method="post" action="/me/place" class="app-place__quick" aria-label="I am on">{quick}</form>
            {details("other-ward", "Somewhere else", false, others)}
        </section>
    }
    .into_any()
}

/// Whether an alert would reach this person.
fn alerts_health(health: &AlertsHealth) -> AnyView {
    let test = || post(Tone::Secondary, "/me/alerts/test", "Test alerts", None);
    let line = match health {
        AlertsHealth { vapid_key: None, .. } => {
            view! { <p>"This server sends no alerts. Keep this page open: it makes a sound."</p> }.into_any()
        }
        AlertsHealth { subscribed: false, .. } => {
            view! { <p>"Alerts are off. Only this page tells you about a job."</p> }.into_any()
        }
        AlertsHealth { tested: Some(when), .. } => {
            view! { <p>"Alerts working, tested " {moment(when)} "."</p> {test()} }.into_any()
        }
        AlertsHealth { tested: None, .. } => {
            view! { <p>"Alerts are on but not tested."</p> {test()} }.into_any()
        }
    };
    view! {
        <section class="app-alerts" aria-labelledby="alerts-title">
            <h2 class="nhsuk-heading-s" id="alerts-title">"Alerts"</h2>
            {line}
        </section>
    }
    .into_any()
}
