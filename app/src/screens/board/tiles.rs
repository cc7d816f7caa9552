//! The figures and the zones: each shows the tickets that it counts.

use domain::{Priority, ticket::Phase};
use leptos::prelude::*;
use texts::texts;

use super::{BoardCounts, BoardFilter, BoardPage, BoardWave, ZoneTile};
use crate::{
    components::{tag, waited, written},
    words::{self, isolated},
};

/// Of topics that nobody there knows, more than these are a number.
const NAMED: usize = 2;

/// The six figures.
pub(super) fn numbers(page: &BoardPage) -> AnyView {
    let BoardCounts { waiting, urgent, oldest, oldest_code, on_the_way, with_them, free } = &page.counts;
    let t = texts();
    let at = |asked: &str| format!("{}?{}&{asked}", paths::BOARD, page.filter.part());
    let nobody = format!("phase={}", BoardFilter::NOBODY_COMING);
    let oldest = match (oldest, oldest_code) {
        (Some(asked), Some(code)) => {
            view! { <a href=at(&format!("find={code}"))>{waited(asked, page.now)}</a> }.into_any()
        }
        _ => "–".into_any(),
    };
    let figure = |is_alarm: bool, name: String, address: String, figure: usize| {
        let class = is_alarm.then_some("app-numbers__alarm");
        view! { <div class=class><dt>{name}</dt><dd><a href=address>{figure}</a></dd></div> }
    };
    view! {
        <dl class="app-numbers">
            {figure(*urgent > 0, t.board_p1_unassigned(), at(&format!("{nobody}&priority={}", Priority::P1)), *urgent)}
            {figure(false, t.board_waiting(), at(&nobody), *waiting)}
            <div><dt>{t.board_oldest_wait()}</dt><dd>{oldest}</dd></div>
            {figure(false, t.board_on_the_way(), at(&format!("phase={}", Phase::OnTheWay.as_str())), *on_the_way)}
            {figure(false, words::phase(Phase::WithYou), at(&format!("phase={}", Phase::WithYou.as_str())), *with_them)}
            {figure(*free == 0 && *waiting > 0, t.board_responders_free(), "#people-title".to_owned(), *free)}
        </dl>
    }
    .into_any()
}

/// A zone a tile. With one zone there is nothing to choose, unless the board is about less than all of it.
pub(super) fn zones(page: &BoardPage) -> Option<AnyView> {
    let t = texts();
    let tiles: Vec<_> = page.zones.iter().map(|zone| tile(page, zone)).collect();
    let all = (!page.filter.is_about_all()).then(|| {
        let address = at(&page.filter.in_zone(BoardFilter::ALL_ZONES));
        view! { <li class="app-zone app-zone--all"><a href=address>{t.board_all_zones()}</a></li> }
    });
    (tiles.len() > 1 || all.is_some()).then(|| {
        view! { <nav aria-label=t.board_zones()><ul class="app-zones">{tiles} {all}</ul></nav> }.into_any()
    })
}

/// The waves of the go-live in a line: whoever leads one looks at its tickets alone. With one there is nothing to choose.
pub(super) fn waves(page: &BoardPage) -> Option<AnyView> {
    let (t, filter) = (texts(), &page.filter);
    let waves: Vec<_> = page.waves.iter().map(|wave| one_wave(filter, wave)).collect();
    let is_of_one = !filter.wave.is_empty();
    let all = is_of_one.then(|| view! { <li><a href=at(&filter.in_wave(""))>{t.board_all_waves()}</a></li> });
    (waves.len() > 1 || is_of_one).then(|| {
        view! { <nav aria-label=t.board_waves()><ul class="app-waves">{waves} {all}</ul></nav> }.into_any()
    })
}

fn one_wave(filter: &BoardFilter, wave: &BoardWave) -> AnyView {
    let t = texts();
    let is_here = filter.wave == wave.id;
    let said = wave.day.clone().into_iter().chain([t.board_wave_waiting(wave.waiting)]);
    view! {
        <li data-key=wave.id.clone()>
            <a href=at(&filter.in_wave(&wave.id)) aria-current=is_here.then_some("true")>{written(&wave.name)}</a>
            " " <span class="app-muted">{said.collect::<Vec<_>>().join(", ")}</span>
        </li>
    }
    .into_any()
}

/// The board about that part of the hospital, and all of it.
fn at(filter: &BoardFilter) -> String {
    format!("{}?{}", paths::BOARD, filter.part())
}

fn tile(page: &BoardPage, zone: &ZoneTile) -> AnyView {
    let t = texts();
    let is_here = page.filter.zone == zone.id;
    let class = match zone {
        ZoneTile { urgent: 1.., .. } => "app-zone app-zone--harm",
        ZoneTile { waiting: 1.., free: 0, .. } => "app-zone app-zone--none",
        _ => "app-zone",
    };
    let urgent = (zone.urgent > 0).then(|| tag("solid-red", &t.board_zone_urgent(zone.urgent)));
    let waiting = (zone.waiting > 0).then(|| {
        let oldest = zone.oldest.as_ref().map(|asked| view! { ", " {waited(asked, page.now)} });
        view! { <span><strong>{t.board_zone_waiting(zone.waiting)}</strong> {oldest}</span> }
    });
    let uncovered = (!zone.uncovered.is_empty()).then(|| {
        let named: Vec<String> =
            zone.uncovered.iter().take(NAMED).map(|name| isolated(name).into_owned()).collect();
        let more = zone.uncovered.len() - named.len();
        view! { <span class="app-zone__uncovered">{t.board_zone_uncovered(more, words::list(&named))}</span> }
    });
    let address = at(&page.filter.in_zone(&zone.id));
    view! {
        <li class=class data-key=zone.id.clone()>
            <a href=address aria-current=is_here.then_some("true")>{written(&zone.name)}</a>
            {urgent}
            {waiting}
            <span class="app-zone__free">{t.board_zone_free(zone.free)}</span>
            {uncovered}
        </li>
    }
    .into_any()
}
