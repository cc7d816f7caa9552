//! A plan of each level: what waits, and where people were last. The table beside it says the same.

use domain::{Priority, Timestamp};
use leptos::prelude::*;
use texts::texts;

use super::{
    LastSeen, Level, LevelWard, LevelsPage,
    layout::{ACROSS, HEIGHT, WIDTH, layout},
};
use crate::{
    components::{column, figures, live_head, priority_tag, since, table, waited, wide, written},
    model::Shell,
    shell::{Head, Life, document},
    words::{self, isolated},
};

#[component]
pub fn Levels(shell: Shell, page: LevelsPage) -> impl IntoView {
    let t = texts();
    let life = Life::Followed(Some(paths::LEVELS.to_owned()));
    let head = Head { life, wide: true, here: paths::BOARD, ..Head::still(t.levels_title()) };
    let as_at = t.shared_page_as_at(page.now_clock.as_str());
    let now = page.now;
    let levels: Vec<_> = page.levels.iter().enumerate().map(|(place, one)| level(place, one, now)).collect();
    let none = levels.is_empty().then(|| view! { <p>{t.levels_none()}</p> });
    let nowhere = (!page.nowhere.is_empty())
        .then(|| view! { <p>{t.levels_nowhere(words::list_of_names(&page.nowhere))}</p> });
    let content = view! {
        <a class="app-back" href=paths::BOARD>{t.shared_back_to_board()}</a>
        <h1 class="nhsuk-heading-l">{t.levels_title()}</h1>
        {live_head(paths::EVENTS, paths::LEVELS, paths::LEVELS, as_at, true)}
        <p>{t.levels_about()}</p>
        <div id="live" data-now=now.as_millis() data-sequence=page.sequence>{none} {levels} {nowhere}</div>
    };
    document(shell, head, content)
}

fn level(place: usize, level: &Level, now: Timestamp) -> AnyView {
    let t = texts();
    let [title, labelled, key] = ["level", "level", "plan"].map(|what| format!("{what}-{place}"));
    let headings = [
        column(t.levels_ward()),
        figures(t.board_waiting()),
        column(t.board_oldest_wait()),
        figures(t.levels_helped()),
        column(t.levels_people()),
    ];
    let rows: Vec<_> = level.wards.iter().map(|ward| row(ward, now)).collect();
    view! {
        <section class="app-level" aria-labelledby=labelled data-key=key>
            <h2 class="nhsuk-heading-m" id=title>{written(&level.name)}</h2>
            {wide(&t.levels_plan_of(isolated(&level.name)), plan(level))}
            {table(Some(&t.levels_table_of(isolated(&level.name))), headings, rows)}
        </section>
    }
    .into_any()
}

/// A picture for those who see it: everything in it is in the table.
fn plan(level: &Level) -> AnyView {
    let positions: Vec<_> = level.wards.iter().map(|ward| ward.position).collect();
    let (corners, height) = layout(&positions);
    let middle = |place: usize| (corners[place].0 + WIDTH / 2.0, corners[place].1 + HEIGHT / 2.0);
    let corridors: Vec<_> = level
        .corridors
        .iter()
        .map(|(from, to)| {
            let ((x1, y1), (x2, y2)) = (middle(*from), middle(*to));
            view! { <path class="app-level__corridor" d=format!("M{x1:.0},{y1:.0}L{x2:.0},{y2:.0}")/> }
        })
        .collect();
    let wards: Vec<_> = level.wards.iter().zip(&corners).map(|(ward, corner)| drawn(ward, *corner)).collect();
    view! {
        <svg class="app-level__plan" viewBox=format!("0 0 {ACROSS:.0} {height:.0}") aria-hidden="true">
            {corridors} {wards}
        </svg>
    }
    .into_any()
}

fn drawn(ward: &LevelWard, (x, y): (f64, f64)) -> AnyView {
    let t = texts();
    let class = match ward.urgency {
        Some(Priority::P1) => "app-level__ward app-level__ward--harm",
        Some(_) => "app-level__ward app-level__ward--waits",
        None if ward.helped > 0 => "app-level__ward app-level__ward--helped",
        None => "app-level__ward",
    };
    let waiting = (ward.waiting > 0).then(|| t.levels_waiting(ward.waiting));
    let helped = (ward.helped > 0).then(|| t.levels_being_helped(ward.helped));
    let here = ward.people.iter().filter(|person| !person.is_old).count();
    let people = (here > 0).then(|| words::people(here));
    let said: Vec<String> = waiting.into_iter().chain(helped).chain(people).collect();
    let line = |down: f64, class: &'static str, text: String| {
        view! { <text class=class x=format!("{:.0}", x + 8.0) y=format!("{:.0}", y + down)>{text}</text> }
    };
    view! {
        <rect
            class=class
            x=format!("{x:.0}")
            y=format!("{y:.0}")
            width=format!("{WIDTH:.0}")
            height=format!("{HEIGHT:.0}")
            rx="4"
        />
        {line(22.0, "app-level__name", shortened(&ward.name))}
        {line(44.0, "app-level__said", said.join(", "))}
    }
    .into_any()
}

/// As much of a name as a box has room for.
fn shortened(name: &str) -> String {
    const MOST: usize = 17;
    if name.chars().count() <= MOST {
        return isolated(name).into_owned();
    }
    let start: String = name.chars().take(MOST - 1).collect();
    isolated(format!("{}…", start.trim_end())).into_owned()
}

fn row(ward: &LevelWard, now: Timestamp) -> AnyView {
    let t = texts();
    let people: Vec<_> = ward
        .people
        .iter()
        .map(|LastSeen { name, at, is_old }| {
            let old = is_old.then(|| view! { " " <span class="app-muted">{t.levels_old()}</span> });
            view! { <li>{written(name)} ", " {since(at, now)} {old}</li> }
        })
        .collect();
    let people =
        (!people.is_empty()).then(|| view! { <ul class="nhsuk-list app-level__people">{people}</ul> });
    view! {
        <tr data-key=ward.name.clone()>
            <th scope="row">{written(&ward.name)}</th>
            <td class="app-figure" data-label=t.board_waiting()>
                {ward.urgency.map(priority_tag)} " " {ward.waiting}
            </td>
            <td data-label=t.board_oldest_wait()>{ward.oldest.as_ref().map(|asked| waited(asked, now))}</td>
            <td class="app-figure" data-label=t.levels_helped()>{ward.helped}</td>
            <td data-label=t.levels_people()>{people}</td>
        </tr>
    }
    .into_any()
}
