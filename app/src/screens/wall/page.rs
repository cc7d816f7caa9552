//! The screen itself: a document of its own, since it has no header, no menu and no forms.

use domain::wall::ZoneState;
use leptos::{nonce::use_nonce, prelude::*};
use texts::texts;

use super::{WallPage, WallTicket, WallZone};
use crate::{components::written, shell::escaped};

/// As many zones are named; more would be smaller.
const ZONES: usize = 3;
/// … beside the name and the day of a wave.
const ZONES_OF_WAVE: usize = 1;

#[component]
pub fn Wall(page: WallPage) -> impl IntoView {
    let t = texts();
    let oldest = page.oldest_minutes.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string());
    let rows: Vec<_> = page.tickets.iter().map(row).collect();
    let rows = if rows.is_empty() {
        view! { <p class="wall__none">{t.wall_nobody_waits()}</p> }.into_any()
    } else {
        view! { <ol class="wall__rows">{rows}</ol> }.into_any()
    };
    let title = escaped(&t.wall_title(page.name.as_str()));
    let refresh = format!("10;url={}", page.address);
    let demo = page.demo.then(|| view! { <span class="wall__demo">{t.wall_demo()}</span> });
    view! {
        <!DOCTYPE html>
        <html lang="en-GB">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <title inner_html=title></title>
                <link rel="stylesheet" href=format!("{}/wall.css", page.assets)/>
                <link rel="icon" href=paths::FAVICON type="image/svg+xml"/>
                <script defer nonce=use_nonce() src=format!("{}/wall.js", page.assets)></script>
                <noscript><meta http-equiv="refresh" content=refresh/></noscript>
            </head>
            <body>
                <main data-live=t.wall_live() data-old=t.wall_old("{time}") data-gone=t.wall_gone()>
                    <div class="wall__head">
                        <h1 class="wall__name">{written(&page.name)}</h1>
                        {demo}
                        <span class="wall__live" data-wall="live">{t.wall_as_at(page.clock.as_str())}</span>
                        <time class="wall__clock" data-wall="clock">{page.clock.clone()}</time>
                    </div>
                    <dl class="wall__numbers">
                        <div class=(page.urgent > 0).then_some("wall__urgent")>
                            <dt>{t.wall_urgent()}</dt><dd>{page.urgent}</dd>
                        </div>
                        <div><dt>{t.wall_waiting()}</dt><dd>{page.waiting}</dd></div>
                        <div><dt>{t.wall_oldest()}</dt><dd>{oldest}</dd></div>
                        <div><dt>{t.wall_on_the_way()}</dt><dd>{page.on_the_way}</dd></div>
                        <div><dt>{t.wall_with_them()}</dt><dd>{page.with_them}</dd></div>
                        <div><dt>{t.wall_free()}</dt><dd>{page.free}</dd></div>
                    </dl>
                    {page.surge.clone().map(|surge| view! { <p class="wall__strip wall__surge">{surge}</p> })}
                    <p class="wall__strip">{page.wave.clone().map(|wave| format!("{wave}  "))} {page.ended_zone.as_ref().map_or_else(
                        || zones(&page),
                        |zone| t.wall_zone_ended(crate::words::isolated(zone)),
                    )}</p>
                    {rows}
                </main>
            </body>
        </html>
    }
}

/// Each by its name, a shape and a word.
fn zones(page: &WallPage) -> String {
    let WallPage { zones, all_zones, .. } = page;
    let named = if page.wave.is_some() { ZONES_OF_WAVE } else { ZONES };
    let t = texts();
    if *all_zones == 0 {
        return String::new();
    }
    if zones.is_empty() {
        // More than usual is asked above it: that is not calm.
        return if page.surge.is_some() { String::new() } else { t.wall_zones_calm() };
    }
    let said: Vec<String> = zones
        .iter()
        .take(named)
        .map(|WallZone { name, state }| {
            let name = crate::words::isolated(name);
            match state {
                ZoneState::Urgent => t.wall_zone_urgent(name),
                ZoneState::Busy => t.wall_zone_busy(name),
                ZoneState::Calm => t.wall_zone_calm(name),
            }
        })
        .chain((zones.len() > named).then(|| t.wall_more_zones(zones.len() - named)))
        .collect();
    said.join("  ")
}

fn row(ticket: &WallTicket) -> AnyView {
    let t = texts();
    let what = match &ticket.ward {
        Some(ward) => view! { {written(ward)} ": " {written(&ticket.tag)} }.into_any(),
        None => written(&ticket.tag),
    };
    let state = if ticket.is_offered { t.wall_asking() } else { t.wall_no_one_yet() };
    view! {
        <li class="wall__row" class:wall__urgent=ticket.is_urgent>
            <span class="wall__what">{what}</span>
            {ticket.is_urgent.then(|| view! { <span>{t.wall_is_urgent()}</span> })}
            <span>{state}</span>
            <span>{t.wall_minutes(ticket.minutes)}</span>
        </li>
    }
    .into_any()
}
