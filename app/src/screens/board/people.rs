//! The people on shift: a zone is folded, a person is a line.

use domain::Duty;
use leptos::prelude::*;
use texts::texts;

use super::{BoardPage, BoardPerson};
use crate::{
    components::{details, written},
    words::{self, isolated},
};

/// Zone by zone; those without one come last. What somebody looked for is unfolded.
pub(super) fn people(page: &BoardPage) -> AnyView {
    let t = texts();
    let mut zones: Vec<(bool, &str, &str)> = page
        .people
        .iter()
        .map(|person| {
            (person.zone.is_none(), person.zone.as_deref().unwrap_or_default(), person.zone_id.as_str())
        })
        .collect();
    zones.sort_unstable();
    zones.dedup();
    let is_close = !page.filter.is_about_all() || !page.filter.find.is_empty();
    let zones: Vec<_> = zones
        .into_iter()
        .map(|(is_none, name, id)| {
            let here: Vec<&BoardPerson> = page.people.iter().filter(|person| person.zone_id == id).collect();
            let free = here.iter().filter(|person| person.is_free()).count();
            let rows: Vec<_> = here.iter().map(|person| person_row(person, is_close)).collect();
            let name = if is_none { t.shared_no_zone() } else { isolated(name).into_owned() };
            let summary = t.board_people_of(name, free, here.len());
            details(format!("people-{id}"), &summary, is_close, view! { <ul class="app-people">{rows}</ul> })
        })
        .collect();
    let handsets = page.handsets_on_retired_keys;
    let old_keys =
        (handsets > 0).then(|| view! { <p class="nhsuk-body-s">{t.board_retired_key(handsets)}</p> });
    let nobody = match page.filter.find.as_str() {
        "" => t.board_nobody_on_shift(),
        find => t.board_nobody_found(isolated(find)),
    };
    let none = zones.is_empty().then(|| view! { <p>{nobody}</p> });
    view! {
        <section aria-labelledby="people-title">
            <h2 class="nhsuk-heading-s" id="people-title">{t.board_people()}</h2>
            {none}
            {old_keys}
            {zones}
            <ul class="app-jump">
                <li><a href=paths::SURGES>{t.surges_title()}</a></li>
                <li><a href=paths::WAVES>{t.waves_title()}</a></li>
                <li><a href=paths::WALLS>{t.walls_title()}</a></li>
                <li><a href=paths::LEVELS>{t.board_levels()}</a></li>
                <li><a href=paths::COVER>{t.board_cover()}</a></li>
                <li><a href=paths::DRILLS>{t.board_drill()}</a></li>
            </ul>
        </section>
    }
    .into_any()
}

/// Five hundred of these are on one page: no more than is read. `is_close`: the reader looks at a few, and sees what they know.
fn person_row(person: &BoardPerson, is_close: bool) -> AnyView {
    let t = texts();
    let (class, state) = match (&person.busy_with, person.duty) {
        (Some((code, phase)), _) => ("is-busy", t.board_busy(words::phase(*phase), code.as_str())),
        (None, Duty::OnShift) if person.signed_out => ("is-lost", t.board_signed_out()),
        (None, Duty::OnShift) if person.not_reached => ("is-lost", t.board_not_reached()),
        (None, Duty::OnShift) if !person.is_reachable => ("is-lost", t.board_not_reachable()),
        (None, Duty::OnShift) => ("is-free", t.board_free()),
        (None, duty) => ("is-away", words::duty(duty)),
    };
    let place = match &person.place {
        Some(place) if person.place_is_old => t.board_place_old(isolated(place)),
        Some(place) => isolated(place).into_owned(),
        None => t.board_place_unknown(),
    };
    let knows = is_close.then(|| {
        let tags: Vec<_> = person.tags.iter().map(isolated).collect();
        view! { <small>{words::kind(person.kind)} ", " {tags.join(", ")}</small> }
    });
    view! { <li class=class>{written(&person.name)} " " <b>{state}</b> " " {place} {knows}</li> }.into_any()
}

pub(super) fn free_by_tag(page: &BoardPage) -> AnyView {
    let rows: Vec<_> = page
        .free
        .iter()
        .map(|row| {
            let class = if row.free == 0 { "app-free app-free--none" } else { "app-free" };
            let words = texts().board_free_of(row.free, row.on_shift);
            view! { <li class=class><strong>{written(&row.tag)}</strong> " " <span>{words}</span></li> }
        })
        .collect();
    // Whoever is asked comes from other zones too.
    let title = if page.filter.is_about_all() {
        texts().board_free_by_topic()
    } else {
        texts().board_free_by_topic_everywhere()
    };
    details("free", &title, false, view! { <ul class="app-board__free">{rows}</ul> })
}
