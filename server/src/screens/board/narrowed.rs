//! The board as one reader asks for it: of a zone, of a wave, and what was looked for.

use std::collections::HashMap;

use app::screens::board::{
    BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, BoardWard, HurtLine,
};
use store::Words;

use crate::view::paging::address;

/// More wards than these are not what somebody looked for.
const WARDS: usize = 10;

/// Figures and what hurts are those of the zone and the wave, whatever else is left out of the tickets, and people those of the zone: waves
/// have none. Zones and waves stay all of them: they are what is chosen from.
pub(super) fn narrowed(page: &BoardPage, filter: BoardFilter, may_decide: bool) -> BoardPage {
    // A wave that there is not would show a board on which nobody waits.
    let is_none = filter.wave == BoardFilter::NO_WAVE && !page.waves.is_empty();
    let is_known = is_none || page.waves.iter().any(|wave| wave.id == filter.wave);
    let filter = if is_known { filter } else { filter.in_wave("") };
    let looked_for = Words::of(&filter.find);
    let is_looking = !filter.find.trim().is_empty();
    let codes = page.wards.iter().map(|ward| (ward.name.as_str(), ward.code.as_str())).collect();
    let is_here = |zone: &str, wave: &str| filter.is_about(zone) && filter.is_of(wave);
    let here: Vec<BoardTicket> =
        page.tickets.iter().filter(|ticket| is_here(&ticket.zone, &ticket.wave)).cloned().collect();
    let people: Vec<BoardPerson> =
        page.people.iter().filter(|person| filter.is_about(&person.zone_id)).cloned().collect();
    let everywhere = filter.in_zone(BoardFilter::ALL_ZONES).in_wave("");
    let tickets_elsewhere = page.tickets.iter().filter(|ticket| {
        is_looking
            && !is_here(&ticket.zone, &ticket.wave)
            && everywhere.shows(ticket)
            && finds_ticket(&looked_for, ticket, &codes)
    });
    let people_elsewhere = page.people.iter().filter(|person| {
        is_looking && !filter.is_about(&person.zone_id) && finds_person(&looked_for, person)
    });
    let elsewhere = tickets_elsewhere.count() + people_elsewhere.count();
    let not_sorted = page.not_sorted.iter().filter(|ticket| is_here(&ticket.zone, &ticket.wave));
    let wards = page.wards.iter().filter(|ward| is_looking && finds_ward(&looked_for, ward)).take(WARDS);
    let of_wave: Vec<BoardTicket> =
        page.tickets.iter().filter(|ticket| filter.is_of(&ticket.wave)).cloned().collect();
    let of_zone: Vec<&BoardTicket> =
        page.tickets.iter().filter(|ticket| filter.is_about(&ticket.zone)).collect();
    BoardPage {
        zones: page.zones.iter().cloned().map(|zone| zone.counting(&of_wave)).collect(),
        waves: page.waves.iter().cloned().map(|wave| wave.counting(of_zone.iter().copied())).collect(),
        counts: BoardCounts::of(&here, &people),
        hurts: HurtLine::of(&here),
        wards: wards.cloned().collect(),
        tickets: here
            .into_iter()
            .filter(|ticket| filter.shows(ticket) && finds_ticket(&looked_for, ticket, &codes))
            .collect(),
        people: people.into_iter().filter(|person| finds_person(&looked_for, person)).collect(),
        address: at(&filter),
        all_tickets: is_looking.then(|| address(paths::TICKETS, &[("find", filter.find.trim())])),
        found_elsewhere: (elsewhere > 0).then(|| (elsewhere, at(&everywhere))),
        not_sorted: not_sorted.cloned().collect(),
        may_decide,
        filter,
        ..page.clone()
    }
}

fn at(filter: &BoardFilter) -> String {
    let BoardFilter { zone, wave, tag, phase, priority, hurts, find } = filter;
    let fields = [
        ("zone", zone),
        ("wave", wave),
        ("tag", tag),
        ("phase", phase),
        ("priority", priority),
        ("hurts", hurts),
        ("find", find),
    ];
    address(paths::BOARD, &fields.map(|(name, value)| (name, value.trim())))
}

/// `codes`: of wards, by their names.
fn finds_ticket(words: &Words, ticket: &BoardTicket, codes: &HashMap<&str, &str>) -> bool {
    let BoardTicket { code, ward, tag, who, asked_beside, .. } = ticket;
    let names = who.iter().chain(asked_beside).map(String::as_str);
    let of_ward = codes.get(ward.as_str()).copied();
    let texts: Vec<&str> =
        [code, ward, tag].map(String::as_str).into_iter().chain(of_ward).chain(names).collect();
    words.are_in(&texts)
}

fn finds_person(words: &Words, person: &BoardPerson) -> bool {
    let BoardPerson { name, zone, place, busy_with, tags, .. } = person;
    let said = [Some(name), zone.as_ref(), place.as_ref(), busy_with.as_ref().map(|(code, _)| code)];
    let texts: Vec<&str> = said.into_iter().flatten().chain(tags).map(String::as_str).collect();
    words.are_in(&texts)
}

fn finds_ward(words: &Words, ward: &BoardWard) -> bool {
    words.are_in(&[&ward.code, &ward.name, ward.zone_name.as_deref().unwrap_or_default()])
}
