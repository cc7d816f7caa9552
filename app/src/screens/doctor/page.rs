//! Whether Elbow is well: what to mend first, then what to look at, then what is well.

use leptos::prelude::*;
use texts::texts;

use super::{DoctorPage, Finding};
use crate::{
    components::{Tone, details, fact, facts, link_button, moment, rich},
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Doctor(shell: Shell, page: DoctorPage) -> impl IntoView {
    let DoctorPage { at, alarms, serious, minor, well } = page;
    let t = texts();
    let is_well = alarms.is_empty() && serious.is_empty() && minor.is_empty();
    let all_well = is_well.then(|| view! { <p class="app-notice">{t.doctor_nothing_wrong()}</p> });
    let alarms = (!alarms.is_empty()).then(|| {
        let items: Vec<_> = alarms.into_iter().map(|alarm| view! { <li>{alarm}</li> }).collect();
        view! {
            <h2 class="nhsuk-heading-m">{t.doctor_alarms()}</h2>
            <p>{t.doctor_alarms_about()}</p>
            <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul>
        }
    });
    let serious = (!serious.is_empty()).then(|| {
        view! {
            <h2 class="nhsuk-heading-m">{t.doctor_serious()}</h2>
            <p>{t.doctor_serious_about()}</p>
            {findings(serious)}
        }
    });
    let minor = (!minor.is_empty()).then(|| {
        view! {
            <h2 class="nhsuk-heading-m">{t.doctor_minor()}</h2>
            {findings(minor)}
        }
    });
    let items: Vec<_> = well.into_iter().map(|what| view! { <li>{what}</li> }).collect();
    let well = view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> };
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.doctor_title()}</h1>
        <p>{t.doctor_about()} " " {rich(|[time]| t.doctor_at(time), [moment(&at)])}</p>
        {all_well}
        {serious}
        {alarms}
        {minor}
        {details("well", &t.doctor_well(), is_well, well)}
        <p class="app-muted">{t.doctor_in_a_shell()}</p>
        {link_button(Tone::Secondary, paths::DOCTOR, &t.doctor_look_again())}
    };
    document(shell, Head { here: paths::ADMIN, ..Head::still(t.doctor_title()) }, content)
}

fn findings(findings: Vec<Finding>) -> AnyView {
    let rows: Vec<_> = findings.into_iter().map(|Finding { what, problem }| fact(&what, problem)).collect();
    facts(rows)
}
