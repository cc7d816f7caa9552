//! What hurts, on top of the board: a line each, so that all of it is seen at once.

use domain::{Hurt, Timestamp};
use leptos::prelude::*;
use texts::texts;

use super::{BoardFilter, BoardPage, Flood, HurtLine};
use crate::{
    components::{rich, since, tag, waited},
    model::Moment,
    screens::surges::surge_cards,
    words::isolated,
};

/// Nothing where nothing hurts but a line that says so: an empty place looks like a page that has not come yet.
pub(super) fn hurts(page: &BoardPage) -> AnyView {
    let t = texts();
    let first = page.alarms_since.as_ref().filter(|_| !page.alarms.is_empty());
    let alarms = page
        .alarms
        .iter()
        .map(|alarm| alarm_line(alarm))
        .chain(first.map(|since| first_found(since, page.now)));
    let floods = page.floods.iter().map(flood_line);
    let lines = page.hurts.iter().map(|line| hurt_line(line, &page.filter, page.now));
    let lines: Vec<AnyView> = alarms.chain(floods).chain(lines).collect();
    let is_about_a_part = !page.filter.is_about_all() || !page.filter.wave.is_empty();
    let surges = surge_cards(&page.surges, page.now, page.may_decide, is_about_a_part);
    // Who asks more than usual is what hurts.
    if lines.is_empty() && surges.is_some() {
        return surges.into_any();
    }
    let content = if page.is_of_ended_zone() && lines.is_empty() {
        view! { <p class="app-warning">{t.board_zone_ended()}</p> }.into_any()
    } else if lines.is_empty() {
        view! { <p class="app-hurts__none">{t.board_nothing_hurts()}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    };
    view! {
        <section class="app-hurts" aria-labelledby="hurts-title">
            <h2 class="nhsuk-u-visually-hidden" id="hurts-title">{t.board_hurts()}</h2>
            {content}
        </section>
        {surges}
    }
    .into_any()
}

fn alarm_line(alarm: &str) -> AnyView {
    let name = texts().board_self_check_failed();
    view! { <li class="app-alarm">{tag("solid-red", &name)} " " {alarm.to_owned()}</li> }.into_any()
}

/// How old each is nobody needs to know; how long Elbow has had trouble, whoever decides does.
fn first_found(found: &Moment, now: Timestamp) -> AnyView {
    let words = rich(|[time]| texts().board_alarm_found(time), [since(found, now)]);
    view! { <li class="app-muted">{words}</li> }.into_any()
}

/// A link that somebody floods, and how to close it.
fn flood_line(flood: &Flood) -> AnyView {
    let t = texts();
    let words = t.board_flood(isolated(&flood.name), flood.since.clock.as_str(), flood.refused);
    view! {
        <li class="app-alarm">
            {tag("solid-red", &t.board_floods())} " " {words} " "
            <a href=paths::rotate_link(&flood.ward)>{t.board_change_link(isolated(&flood.name))}</a>
        </li>
    }
    .into_any()
}

fn hurt_line(line: &HurtLine, filter: &BoardFilter, now: Timestamp) -> AnyView {
    let t = texts();
    let (colour, name) = match line.kind {
        Hurt::NobodyCan => ("solid-red", t.board_nobody_can()),
        Hurt::OverLadder => ("red", t.board_over_ladder()),
        Hurt::NotReached => ("yellow", t.board_not_reached()),
        Hurt::Alarm | Hurt::Flood => return ().into_any(),
    };
    let (ward, topic) = (isolated(&line.ward), isolated(&line.tag));
    let longest = rich(|[time]| t.board_hurt_longest(ward, topic, time), [waited(&line.since, now)]);
    let address = format!("{}?{}&hurts={}", paths::BOARD, filter.part(), line.kind.as_str());
    view! {
        <li data-key=line.kind.as_str()>
            {tag(colour, &name)} " " <a href=address>{t.board_tickets(line.tickets)}</a>
            {(line.urgent > 0).then(|| view! { ", " <strong>{t.board_zone_urgent(line.urgent)}</strong> })} ". " {longest}
        </li>
    }
    .into_any()
}
