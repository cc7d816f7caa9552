//! Cover: where the next request would wait longest, and what a lead could do about it.
//!
//! Advice, never an order: people talk to people. A cell is a zone and a tag; its wait is that of a request which comes
//! in now from any of the zone's wards, until the nearest free person who knows the tag has walked there.

use std::cmp::Reverse;

use domain::{Duty, PersonId, Responder, ResponderKind, Tag, TagId, Ward, WardId, ZoneId, ZoneMode};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Snapshot, TravelTable};

/// Walks shorter than this need no advice, in seconds.
const SHORT_WALK: u32 = 180;
/// A move must save at least this many seconds for the next request.
const WORTH_WALKING: u32 = 60;
/// More advice than this is none.
const MOVES_AT_MOST: usize = 3;
/// Of the longest waits, so many are looked at for a remedy.
const CELLS_WEIGHED: usize = 12;

/// One zone and one tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverCell {
    /// None for wards without a zone.
    pub zone: Option<ZoneId>,
    pub tag: TagId,
    /// Mean seconds over the zone's wards until the nearest free person is there; None if nobody who knows the tag is
    /// free.
    pub seconds: Option<u32>,
    /// People on shift who know the tag, anywhere.
    pub on_shift: u32,
    /// … and are free.
    pub free: u32,
}

/// Somebody free could wait for the next request elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    pub person: PersonId,
    pub tag: TagId,
    pub to: Option<ZoneId>,
    /// The ward from which the zone's wards are reached best.
    pub ward: WardId,
    /// Mean seconds to the zone's wards before and after.
    pub before: u32,
    pub after: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// The longest wait first; cells that nobody free covers come before all others.
    pub cells: Vec<CoverCell>,
    /// The move that saves most first. No two of the same person or into the same zone.
    pub moves: Vec<Move>,
}

/// Looks at every zone and every tag that takes knowledge. `is_asked`: whether a zone asks about a tag; nobody is advised to wait
/// where nobody needs them. O(tags × wards × people who know the tag).
pub fn cover(snapshot: &Snapshot, is_asked: impl Fn(Option<ZoneId>, TagId) -> bool) -> Cover {
    let busy: FxHashSet<PersonId> = snapshot
        .tickets
        .iter()
        .flat_map(|ticket| ticket.holder().into_iter().chain(ticket.offers.iter().map(|offer| offer.to)))
        .collect();
    let zones = zones(&snapshot.wards);
    let mut cells = Vec::new();
    let mut free_by_tag: FxHashMap<TagId, Vec<Standing<'_>>> = FxHashMap::default();
    for tag in snapshot.tags.iter().filter(|tag| !tag.anyone) {
        let (on_shift, free) = who_knows(snapshot, tag, &busy);
        let [on_shift, count] =
            [on_shift, free.len()].map(|people| u32::try_from(people).unwrap_or(u32::MAX));
        let free: Vec<Standing<'_>> = free.into_iter().filter_map(Standing::of).collect();
        cells.extend(zones.iter().map(|(zone, wards)| CoverCell {
            zone: *zone,
            tag: tag.id,
            seconds: mean_wait(&snapshot.travel, &free, wards, None),
            on_shift,
            free: count,
        }));
        free_by_tag.insert(tag.id, free);
    }
    cells.sort_by_key(|cell| (Reverse(cell.seconds.unwrap_or(u32::MAX)), cell.zone, cell.tag));
    let far = cells.iter().filter(|cell| cell.seconds.is_some_and(|seconds| seconds > SHORT_WALK));
    let moves = far
        .filter(|cell| is_asked(cell.zone, cell.tag))
        .take(CELLS_WEIGHED)
        .filter_map(|cell| best_move(&snapshot.travel, free_by_tag.get(&cell.tag)?, &zones, cell))
        .collect();
    Cover { cells, moves: compatible(moves) }
}

/// Somebody free whose place is known.
#[derive(Debug, Clone, Copy)]
struct Standing<'a> {
    responder: &'a Responder,
    ward: WardId,
}

impl<'a> Standing<'a> {
    fn of(responder: &'a Responder) -> Option<Self> {
        let ward = responder.whereabouts.map(|seen| seen.ward).or(responder.home_ward)?;
        Some(Self { responder, ward })
    }

    fn may_go_to(&self, zone: Option<ZoneId>) -> bool {
        self.responder.zone_mode != ZoneMode::Exclusive || self.responder.zone == zone
    }
}

type Zones<'a> = Vec<(Option<ZoneId>, Vec<&'a Ward>)>;

fn zones(wards: &[Ward]) -> Zones<'_> {
    let mut by_zone: FxHashMap<Option<ZoneId>, Vec<&Ward>> = FxHashMap::default();
    for ward in wards {
        by_zone.entry(ward.zone).or_default().push(ward);
    }
    let mut zones: Zones<'_> = by_zone.into_iter().collect();
    zones.sort_unstable_by_key(|(zone, _)| *zone);
    zones
}

/// How many on shift know the tag, and those of them who are free and answer their alerts.
fn who_knows<'a>(
    snapshot: &'a Snapshot,
    tag: &Tag,
    busy: &FxHashSet<PersonId>,
) -> (usize, Vec<&'a Responder>) {
    let is_there = |responder: &Responder| {
        responder.duty == Duty::OnShift && !snapshot.signed_out.contains(&responder.id)
    };
    let knows = |responder: &&Responder| is_there(responder) && responder.tags.contains(&tag.id);
    let all: Vec<&Responder> = snapshot.responders.iter().filter(knows).collect();
    let is_free = |responder: &&&Responder| !busy.contains(&responder.id) && responder.is_reachable();
    (all.len(), all.iter().filter(is_free).copied().collect())
}

/// Over the wards, the mean of the shortest walks. `moved`: as if that person stood on that ward.
fn mean_wait(
    travel: &TravelTable,
    free: &[Standing<'_>],
    wards: &[&Ward],
    moved: Option<(PersonId, WardId)>,
) -> Option<u32> {
    let place = |standing: &Standing<'_>| match moved {
        Some((person, ward)) if person == standing.responder.id => ward,
        _ => standing.ward,
    };
    let nearest = |ward: &&Ward| {
        let may_come = free.iter().filter(|who| who.may_go_to(ward.zone));
        may_come.map(|who| u32::from(travel.seconds(place(who), ward.id))).min()
    };
    let sum: Option<u32> = wards.iter().map(nearest).sum();
    let count = u32::try_from(wards.len()).ok()?;
    sum?.checked_div(count)
}

/// Which floorwalker could go to the middle of a zone, if that helps there and leaves no zone worse off for the tag than
/// this one was.
fn best_move(
    travel: &TravelTable,
    free: &[Standing<'_>],
    zones: &Zones<'_>,
    cell: &CoverCell,
) -> Option<Move> {
    let before = cell.seconds?;
    let (_, wards) = zones.iter().find(|(zone, _)| *zone == cell.zone)?;
    let middle = wards.iter().min_by_key(|ward| {
        let all: u32 = wards.iter().map(|other| u32::from(travel.seconds(ward.id, other.id))).sum();
        (all, ward.id)
    })?;
    let after_move = |who: &Standing<'_>| {
        let moved = Some((who.responder.id, middle.id));
        let after = mean_wait(travel, free, wards, moved)?;
        let worst = zones.iter().filter_map(|(_, wards)| mean_wait(travel, free, wards, moved)).max()?;
        let is_worth_it = after + WORTH_WALKING <= before && worst < before;
        let walk = travel.seconds(who.ward, middle.id);
        is_worth_it.then_some((after, walk, who.responder.id))
    };
    let roams =
        |who: &&Standing<'_>| who.responder.kind == ResponderKind::Floorwalker && who.may_go_to(cell.zone);
    let (after, _, person) = free.iter().filter(roams).filter_map(after_move).min()?;
    Some(Move { person, tag: cell.tag, to: cell.zone, ward: middle.id, before, after })
}

/// The move that saves most first; nobody is sent twice, and no zone gets two.
fn compatible(mut moves: Vec<Move>) -> Vec<Move> {
    moves.sort_by_key(|step| (Reverse(step.before - step.after), step.person, step.tag));
    let mut kept: Vec<Move> = Vec::new();
    for step in moves {
        if kept.iter().all(|other| other.person != step.person && other.to != step.to) {
            kept.push(step);
        }
    }
    kept.truncate(MOVES_AT_MOST);
    kept
}
