//! Communications drills: start one, see who answers, look at those before.

use leptos::prelude::*;

use super::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage};
use crate::{
    components::{
        Tone, button, column, details, fact, facts, figures, hidden, link_button, moment, select, table,
        written,
    },
    model::Shell,
    shell::{Head, Life, document},
    words::{count, isolated},
};

#[component]
pub fn Drills(shell: Shell, page: DrillsPage) -> impl IntoView {
    let DrillsPage { teams, chosen, question, key, drills, errors } = page;
    let head = Head { errors: &errors, here: paths::BOARD, ..Head::still("Communications drills") };
    let content = view! {
        <a class="app-back" href=paths::BOARD>"Back to the board"</a>
        <h1 class="nhsuk-heading-l">"Communications drills"</h1>
        <p>
            "Everyone on shift in the team gets an alert: “Communications drill: tap to answer”. You will see who "
            "answers, how fast, and why the others did not."
        </p>
        {question.map(|words| ask_first(&words, &chosen, &key))}
        <form method="post" action=paths::DRILLS>
            {select("team", "Who to contact", &teams, &chosen, None, &errors)}
            {button(Tone::Primary, "Start the drill")}
        </form>
        <h2 class="nhsuk-heading-m">"Earlier drills"</h2>
        {earlier(&drills)}
    };
    document(shell, head, content)
}

fn ask_first(words: &str, team: &str, key: &str) -> AnyView {
    view! {
        <section class="app-warning" role="alert" aria-label="Before it starts">
            <p>{words.to_owned()}</p>
            <form method="post" action=paths::DRILLS>
                {hidden("team", team)}
                {hidden("sure", "yes")}
                {hidden("key", key)}
                {button(Tone::Primary, "Alert them now")}
            </form>
            {link_button(Tone::Secondary, paths::DRILLS, "Cancel")}
        </section>
    }
    .into_any()
}

fn earlier(drills: &[DrillRow]) -> AnyView {
    if drills.is_empty() {
        return view! { <p>"No drills yet."</p> }.into_any();
    }
    let rows: Vec<_> = drills
        .iter()
        .map(|drill| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::drill(&drill.id)>{written(&drill.team)} ", " {drill.started.clock.clone()}</a>
                    </th>
                    <td class="app-figure" data-label="Answered">{format!("{} of {}", drill.answered, drill.alerted)}</td>
                    <td class="app-figure" data-label="Half answered within">{half(drill.median_seconds)}</td>
                </tr>
            }
        })
        .collect();
    table(None, [column("Drill"), figures("Answered"), figures("Half answered within")], rows)
}

fn half(seconds: Option<u64>) -> String {
    seconds.map_or_else(|| "–".to_owned(), |seconds| count(seconds, "second"))
}

#[component]
pub fn Drill(shell: Shell, page: DrillPage) -> impl IntoView {
    let DrillPage { drill, started_by, is_underway, missing, answers, left_alone } = page;
    let address = paths::drill(&drill.id);
    let life = if is_underway { Life::Followed(Some(address.clone())) } else { Life::Still };
    let head = Head {
        life,
        here: paths::BOARD,
        ..Head::still(format!("Communications drill: {}", isolated(&drill.team)))
    };
    let answered = format!("{} of {} answered", drill.answered, drill.alerted);
    let state = if is_underway { "Underway." } else { "Over." };
    let results = view! {
        <p class="nhsuk-body-l"><strong>{answered}</strong> ". " {state}</p>
        {facts(view! {
            {fact("Started", view! { {moment(&drill.started)} " by " {written(&started_by)} })}
            {fact("Half answered within", half(drill.median_seconds))}
        })}
        <h2 class="nhsuk-heading-m">"No answer"</h2>
        {if missing.is_empty() {
            view! { <p>"Everyone who was alerted has answered."</p> }.into_any()
        } else {
            people(&missing)
        }}
        {answer_table(&answers)}
        {(!left_alone.is_empty()).then(|| {
            let count = left_alone.len();
            details("left-alone", &format!("Not alerted: {count} off shift or on a break"), false, people(&left_alone))
        })}
    };
    // The page script fetches what is underway again until it is over.
    let results = if is_underway {
        view! { <div data-underway="">{results}</div> }.into_any()
    } else {
        results.into_any()
    };
    let content = view! {
        <a class="app-back" href=paths::DRILLS>"All drills"</a>
        <h1 class="nhsuk-heading-l">"Communications drill: " {written(&drill.team)}</h1>
        {results}
        {link_button(Tone::Secondary, &format!("{address}.csv"), "Download as CSV")}
    };
    document(shell, head, content)
}

fn people(people: &[DrillMissing]) -> AnyView {
    let rows: Vec<_> = people
        .iter()
        .map(|person| {
            view! { <tr><th scope="row">{written(&person.name)}</th><td data-label="Why">{person.why}</td></tr> }
        })
        .collect();
    table(None, [column("Name"), column("Why")], rows)
}

fn answer_table(answers: &[DrillAnswer]) -> AnyView {
    if answers.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = answers
        .iter()
        .map(|answer| {
            let shown = answer.shown_seconds.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds} s"));
            view! {
                <tr>
                    <th scope="row">{written(&answer.name)}</th>
                    <td class="app-figure" data-label="Shown after">{shown}</td>
                    <td class="app-figure" data-label="Answered after">{format!("{} s", answer.seconds)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">"Answered"</h2>
        {table(None, [column("Name"), figures("Shown after"), figures("Answered after")], rows)}
    }
    .into_any()
}
