//! The zones as tiles: what waits there, who is free, and what nobody there knows.

use app::screens::board::{BoardFilter, BoardPerson, BoardTicket, ZoneTile};
use domain::{Responder, ZoneId, ZoneMode};
use texts::texts;

use crate::kept::Directory;

/// Each zone, and what is in none if something is. `on_shift`: those who can be asked.
pub(super) fn tiles(
    directory: &Directory,
    tickets: &[BoardTicket],
    people: &[BoardPerson],
    on_shift: &[&Responder],
) -> Vec<ZoneTile> {
    let zones = directory.zones.iter().map(|zone| {
        let uncovered = uncovered(directory, on_shift, zone.id);
        ZoneTile { uncovered, ..tile(tickets, people, &zone.id.to_string(), &zone.name) }
    });
    let none = tile(tickets, people, BoardFilter::NO_ZONE, &texts().shared_no_zone());
    let is_something = none.free > 0 || tickets.iter().any(|ticket| ticket.zone.is_empty());
    zones.chain(is_something.then_some(none)).collect()
}

fn tile(tickets: &[BoardTicket], people: &[BoardPerson], id: &str, name: &str) -> ZoneTile {
    let here = BoardFilter::default().in_zone(id);
    let tile = ZoneTile {
        id: id.to_owned(),
        name: name.to_owned(),
        waiting: 0,
        urgent: 0,
        oldest: None,
        free: people.iter().filter(|person| here.is_about(&person.zone_id) && person.is_free()).count(),
        uncovered: Vec::new(),
    };
    tile.counting(tickets)
}

/// Topics that nobody knows who may be sent to `zone`: people of other zones come too, unless they keep to theirs.
fn uncovered(directory: &Directory, on_shift: &[&Responder], zone: ZoneId) -> Vec<String> {
    let comes = |responder: &&&Responder| {
        responder.zone.is_none_or(|own| own == zone) || responder.zone_mode != ZoneMode::Exclusive
    };
    let tags = directory.tags.iter().filter(|tag| !tag.anyone);
    tags.filter(|tag| !on_shift.iter().filter(comes).any(|responder| responder.tags.contains(&tag.id)))
        .map(|tag| tag.name.clone())
        .collect()
}
