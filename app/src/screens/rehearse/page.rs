//! What to rehearse.

use leptos::prelude::*;
use texts::texts;

use super::{EarlierRehearsal, RehearsePage};
use crate::{
    components::{TextInput, Tone, button, details, hidden, moment, select, text_input},
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Rehearse(shell: Shell, page: RehearsePage) -> impl IntoView {
    let RehearsePage { form, key, errors, wards, people, days, tags, earlier } = page;
    let t = texts();
    let field = |name, label: String, value, hint: Option<String>| {
        let field = TextInput {
            value,
            hint: hint.as_deref(),
            keyboard: Some("decimal"),
            max_length: Some(8),
            class: "nhsuk-input--width-5",
            ..TextInput::new(name, &label)
        };
        text_input(field, &errors)
    };
    let trouble = view! {
        {field("no_shows_percent", t.rehearse_no_shows_percent(), &form.no_shows_percent, None)}
        {field("silent_phones_percent", t.rehearse_silent_phones_percent(), &form.silent_phones_percent, None)}
        {field("surge_percent", t.rehearse_surge_percent(), &form.surge_percent, Some(t.rehearse_surge_hint()))}
        {select(
            "rare_tag",
            &t.rehearse_hardly_anyone_knows(),
            &tags,
            &form.rare_tag,
            Some(&t.rehearse_as_on_roster()),
            &errors,
        )}
        <label class="app-tick">
            <input type="checkbox" name="lift_out" id="lift_out" value="yes" checked=form.lift_out == "yes"/>
            <span>{t.rehearse_lifts_out()}</span>
        </label>
    };
    let has_trouble = !form.surge_percent.is_empty()
        || !form.rare_tag.is_empty()
        || form.lift_out == "yes"
        || [&form.no_shows_percent, &form.silent_phones_percent]
            .iter()
            .any(|typed| !matches!(typed.as_str(), "" | "0"));
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.rehearse_title()}</h1>
        <p>{t.rehearse_about(wards, people)}</p>
        <form method="post" action=paths::REHEARSE novalidate>
            {hidden("key", &key)}
            {(!days.is_empty()).then(|| {
                let (label, unset) = (t.rehearse_who_is_on_shift(), t.rehearse_everyone_all_the_time());
                select("day", &label, &days, &form.day, Some(&unset), &errors)
            })}
            {field("people", t.rehearse_number_of_responders(), &form.people, Some(t.rehearse_number_hint()))}
            {field("per_hour", t.rehearse_requests_an_hour(), &form.per_hour, None)}
            {field("hours", t.rehearse_hours(), &form.hours, None)}
            {field("help_minutes", t.rehearse_minutes_of_help(), &form.help_minutes, None)}
            {field("accept_percent", t.rehearse_alerts_accepted_percent(), &form.accept_percent, None)}
            {field("target_percent", t.rehearse_target_percent(), &form.target_percent, Some(t.rehearse_target_hint()))}
            {details("trouble", &t.rehearse_what_could_go_wrong(), has_trouble, trouble)}
            {button(Tone::Primary, &t.rehearse_title())}
        </form>
        {(!earlier.is_empty()).then(|| earlier_ones(earlier))}
    };
    document(
        shell,
        Head { errors: &errors, here: paths::REHEARSE, ..Head::still(t.rehearse_title()) },
        content,
    )
}

fn earlier_ones(earlier: Vec<EarlierRehearsal>) -> AnyView {
    let rows: Vec<_> = earlier
        .into_iter()
        .map(|rehearsal| {
            view! {
                <li>
                    <a href=paths::rehearsal(&rehearsal.id)>{rehearsal.what}</a>
                    " – " {rehearsal.state} ", " {moment(&rehearsal.started)}
                </li>
            }
        })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">{texts().rehearse_earlier()}</h2>
        <p class="app-muted">{texts().rehearse_kept_until()}</p>
        <ul class="nhsuk-list">{rows}</ul>
    }
    .into_any()
}
