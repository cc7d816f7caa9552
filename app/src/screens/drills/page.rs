//! Communications drills: start one, see who answers, look at those before.

use leptos::prelude::*;
use texts::texts;

use super::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage};
use crate::{
    components::{
        Tone, button, column, details, fact, facts, figures, hidden, link_button, moment, part_of, rich,
        select, strong, table, written,
    },
    model::Shell,
    shell::{Head, Life, document},
    words::isolated,
};

#[component]
pub fn Drills(shell: Shell, page: DrillsPage) -> impl IntoView {
    let DrillsPage { teams, chosen, question, key, drills, found, errors } = page;
    let t = texts();
    let head = Head { errors: &errors, here: paths::BOARD, ..Head::still(t.drills_title()) };
    let start = shell.decides().then(|| {
        view! {
            <form method="post" action=paths::DRILLS>
                {select("team", &t.drills_who(), &teams, &chosen, None, &errors)}
                {button(Tone::Primary, &t.drills_start())}
            </form>
        }
    });
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.drills_title()}</h1>
        <p>{t.drills_about()}</p>
        {question.map(|words| ask_first(&words, &chosen, &key))}
        {start}
        <h2 class="nhsuk-heading-m">{t.drills_earlier()}</h2>
        {part_of(&found, &t.drills_none_yet(), (!drills.is_empty()).then(|| earlier(&drills)))}
    };
    document(shell, head, content)
}

fn ask_first(words: &str, team: &str, key: &str) -> AnyView {
    let t = texts();
    view! {
        <section class="app-warning" role="alert" aria-label=t.drills_before_it_starts()>
            <p>{words.to_owned()}</p>
            <form method="post" action=paths::DRILLS>
                {hidden("team", team)}
                {hidden("sure", "yes")}
                {hidden("key", key)}
                {button(Tone::Primary, &t.drills_alert_now())}
            </form>
            {link_button(Tone::Secondary, paths::DRILLS, &t.shared_cancel())}
        </section>
    }
    .into_any()
}

fn earlier(drills: &[DrillRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = drills
        .iter()
        .map(|drill| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::drill(&drill.id)>{written(&drill.team)} ", " {drill.started.clock.clone()}</a>
                    </th>
                    <td class="app-figure" data-label=t.drills_answered()>{t.drills_answered_of(drill.answered, drill.alerted)}</td>
                    <td class="app-figure" data-label=t.drills_half_answered_within()>{half(drill.median_seconds)}</td>
                </tr>
            }
        })
        .collect();
    let headings =
        [column(t.drills_drill()), figures(t.drills_answered()), figures(t.drills_half_answered_within())];
    table(None, headings, rows)
}

fn half(seconds: Option<u64>) -> String {
    seconds.map_or_else(|| "–".to_owned(), |seconds| texts().drills_seconds(seconds))
}

#[component]
pub fn Drill(shell: Shell, page: DrillPage) -> impl IntoView {
    let DrillPage { drill, started_by, is_underway, missing, answers, left_alone } = page;
    let (t, address) = (texts(), paths::drill(&drill.id));
    let life = if is_underway { Life::Followed(Some(address.clone())) } else { Life::Still };
    let head = Head { life, here: paths::BOARD, ..Head::still(t.drills_drill_of(isolated(&drill.team))) };
    let answered = strong(&t.drills_have_answered(drill.answered, drill.alerted));
    let say = |[answered]: [&'static str; 1]| {
        if is_underway { t.drills_underway(answered) } else { t.drills_over(answered) }
    };
    let started =
        rich(|[time, name]| t.drills_started_by(time, name), [moment(&drill.started), written(&started_by)]);
    let results = view! {
        <p class="nhsuk-body-l">{rich(say, [answered])}</p>
        {facts(view! {
            {fact(&t.drills_started(), started)}
            {fact(&t.drills_half_answered_within(), half(drill.median_seconds))}
        })}
        <h2 class="nhsuk-heading-m">{t.drills_no_answer()}</h2>
        {if missing.is_empty() {
            view! { <p>{t.drills_all_have_answered()}</p> }.into_any()
        } else {
            people(&missing)
        }}
        {answer_table(&answers)}
        {(!left_alone.is_empty()).then(|| {
            details("left-alone", &t.drills_not_alerted(left_alone.len()), false, people(&left_alone))
        })}
    };
    // The page script fetches what is underway again until it is over.
    let results = if is_underway {
        view! { <div data-underway="">{results}</div> }.into_any()
    } else {
        results.into_any()
    };
    let content = view! {
        <a class="app-back" href=paths::DRILLS>{t.drills_all()}</a>
        <h1 class="nhsuk-heading-l">{rich(|[team]| t.drills_drill_of(team), [written(&drill.team)])}</h1>
        {results}
        {link_button(Tone::Secondary, &format!("{address}.csv"), &t.shared_download_csv())}
    };
    document(shell, head, content)
}

fn people(people: &[DrillMissing]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = people
        .iter()
        .map(|person| {
            view! { <tr><th scope="row">{written(&person.name)}</th><td data-label=t.drills_why()>{person.why.clone()}</td></tr> }
        })
        .collect();
    table(None, [column(t.drills_name()), column(t.drills_why())], rows)
}

fn answer_table(answers: &[DrillAnswer]) -> AnyView {
    if answers.is_empty() {
        return ().into_any();
    }
    let t = texts();
    let rows: Vec<_> = answers
        .iter()
        .map(|answer| {
            let shown = answer.shown_seconds.map_or_else(|| "–".to_owned(), |seconds| t.drills_in_seconds(seconds));
            view! {
                <tr>
                    <th scope="row">{written(&answer.name)}</th>
                    <td class="app-figure" data-label=t.drills_shown_after()>{shown}</td>
                    <td class="app-figure" data-label=t.drills_answered_after()>{t.drills_in_seconds(answer.seconds)}</td>
                </tr>
            }
        })
        .collect();
    let headings =
        [column(t.drills_name()), figures(t.drills_shown_after()), figures(t.drills_answered_after())];
    view! {
        <h2 class="nhsuk-heading-m">{t.drills_answered()}</h2>
        {table(None, headings, rows)}
    }
    .into_any()
}
