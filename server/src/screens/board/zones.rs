//! The zones as tiles: what waits there, who is free, and what nobody there knows.

use app::screens::board::{BoardFilter, BoardPerson, BoardTicket, ZoneTile};
use domain::{Priority, Responder, ZoneId, ZoneMode};
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
    let none = ZoneTile {
        id: BoardFilter::NO_ZONE.to_owned(),
        ..tile(tickets, people, "", &texts().shared_no_zone())
    };
    let is_something = none.free > 0 || tickets.iter().any(|ticket| ticket.zone.is_empty());
    zones.chain(is_something.then_some(none)).collect()
}

fn tile(tickets: &[BoardTicket], people: &[BoardPerson], id: &str, name: &str) -> ZoneTile {
    let waiting = || tickets.iter().filter(|ticket| ticket.is_waiting() && ticket.zone == id);
    ZoneTile {
        id: id.to_owned(),
        name: name.to_owned(),
        waiting: waiting().count(),
        urgent: waiting().filter(|ticket| ticket.priority == Priority::P1).count(),
        oldest: waiting().map(BoardTicket::known_since).min_by_key(|since| since.at).cloned(),
        free: people.iter().filter(|person| person.zone_id == id && person.is_free()).count(),
        uncovered: Vec::new(),
    }
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
