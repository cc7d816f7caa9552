//! What to rehearse.

use leptos::prelude::*;

use super::{EarlierRehearsal, RehearsePage};
use crate::{
    components::{TextInput, Tone, button, details, hidden, moment, select, text_input},
    model::Shell,
    shell::{Head, document},
};

#[component]
pub fn Rehearse(shell: Shell, page: RehearsePage) -> impl IntoView {
    let RehearsePage { form, key, errors, wards, people, days, tags, earlier } = page;
    let number = |name, label, value| TextInput {
        value,
        keyboard: Some("decimal"),
        max_length: Some(8),
        class: "nhsuk-input--width-5",
        ..TextInput::new(name, label)
    };
    let with_hint = |field, hint| TextInput { hint: Some(hint), ..field };
    let trouble = view! {
        {text_input(number("no_shows_percent", "People who do not come, %", &form.no_shows_percent), &errors)}
        {text_input(
            number("silent_phones_percent", "Handsets that never ring, %", &form.silent_phones_percent),
            &errors,
        )}
        {text_input(
            with_hint(
                number("surge_percent", "More requests for an hour, %", &form.surge_percent),
                "In the third hour. 60 means 60% more.",
            ),
            &errors,
        )}
        {select("rare_tag", "Hardly anyone knows", &tags, &form.rare_tag, Some("– as on the roster –"), &errors)}
        <label class="app-tick">
            <input type="checkbox" name="lift_out" id="lift_out" value="yes" checked=form.lift_out == "yes"/>
            <span>"The lifts are out of order all day"</span>
        </label>
    };
    let has_trouble = !form.surge_percent.is_empty()
        || !form.rare_tag.is_empty()
        || form.lift_out == "yes"
        || [&form.no_shows_percent, &form.silent_phones_percent]
            .iter()
            .any(|typed| !matches!(typed.as_str(), "" | "0"));
    let content = view! {
        <h1 class="nhsuk-heading-l">"Rehearse"</h1>
        <p>
            {format!(
                "How long would people wait for help? Elbow simulates the day many times, by its live rules, on your {wards} wards and with your {people} responders. \
                 Requests and answers are invented, and no one is alerted.",
            )}
        </p>
        <form method="post" action=paths::REHEARSE novalidate>
            {hidden("key", &key)}
            {(!days.is_empty()).then(|| {
                select("day", "Who is on shift", &days, &form.day, Some("Everyone, all the time"), &errors)
            })}
            {text_input(
                with_hint(
                    number("people", "Number of responders", &form.people),
                    "Leave empty to use everyone. Fewer or more keep the same mix of shifts, zones and knowledge.",
                ),
                &errors,
            )}
            {text_input(number("per_hour", "Requests an hour", &form.per_hour), &errors)}
            {text_input(number("hours", "Hours", &form.hours), &errors)}
            {text_input(number("help_minutes", "Minutes of help per request", &form.help_minutes), &errors)}
            {text_input(number("accept_percent", "Alerts that are accepted, %", &form.accept_percent), &errors)}
            {text_input(
                with_hint(
                    number("target_percent", "Target, %", &form.target_percent),
                    "The share of requests that should have someone there within 10 minutes.",
                ),
                &errors,
            )}
            {details("trouble", "What could go wrong", has_trouble, trouble)}
            {button(Tone::Primary, "Rehearse")}
        </form>
        {(!earlier.is_empty()).then(|| earlier_ones(earlier))}
    };
    document(shell, Head { errors: &errors, here: paths::REHEARSE, ..Head::still("Rehearse") }, content)
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
        <h2 class="nhsuk-heading-m">"Earlier rehearsals"</h2>
        <p class="app-muted">"Kept until Elbow is restarted."</p>
        <ul class="nhsuk-list">{rows}</ul>
    }
    .into_any()
}
