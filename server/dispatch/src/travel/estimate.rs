//! The lower rungs of the ladder: what a way takes when nobody has timed any part of it.

use domain::{Site, SiteId, Ward};
use geo::{Distance, Haversine, Point};
use rustc_hash::FxHashMap;

use crate::policy::Walking;

pub(super) struct Estimate<'a> {
    walking: &'a Walking,
    lift_out: bool,
    /// Longitude and latitude in degrees, the order that `geo` wants.
    sites: FxHashMap<SiteId, Point>,
}

impl<'a> Estimate<'a> {
    pub(super) fn new(sites: &[Site], walking: &'a Walking, lift_out: bool) -> Self {
        let sites = sites
            .iter()
            .filter_map(|site| site.coordinates.map(|(north, east)| (site.id, Point::new(east, north))))
            .collect();
        Self { walking, lift_out, sites }
    }

    /// Seconds from one ward to another by the best of: coordinates and levels, building and level, sites, a constant.
    pub(super) fn seconds(&self, from: &Ward, to: &Ward) -> u16 {
        if from.id == to.id {
            self.walking.same_ward_seconds
        } else if from.site != to.site {
            self.between_sites(from.site, to.site)
        } else if from.building != to.building {
            let floors = [from, to].map(|ward| ward.level.map_or(0, i16::unsigned_abs));
            whole_seconds(
                f64::from(self.walking.between_buildings_seconds)
                    + self.climb(floors[0])
                    + self.climb(floors[1]),
            )
        } else {
            whole_seconds(self.along(from, to) + self.climb(floors_between(from, to)))
        }
    }

    /// Inside a building, without the floors. Positions count from a point of the building, so they compare within one.
    fn along(&self, from: &Ward, to: &Ward) -> f64 {
        match (from.position, to.position) {
            (Some((east, north)), Some((other_east, other_north))) => {
                let metres = (east - other_east).hypot(north - other_north) * self.walking.corridor_factor;
                (metres / self.walking.metres_per_second).max(self.walking.same_ward_seconds.into())
            }
            _ => self.walking.same_floor_seconds.into(),
        }
    }

    fn climb(&self, floors: u16) -> f64 {
        let a_floor = if self.lift_out || floors <= self.walking.stairs_floors_at_most {
            self.walking.stairs_seconds_per_floor
        } else {
            self.walking.lift_seconds_per_floor
        };
        f64::from(floors) * a_floor
    }

    fn between_sites(&self, from: SiteId, to: SiteId) -> u16 {
        match (self.sites.get(&from), self.sites.get(&to)) {
            (Some(&from), Some(&to)) => {
                let metres = Haversine.distance(from, to) * self.walking.road_factor;
                let travel = metres / self.walking.between_sites_metres_per_second;
                whole_seconds(travel.max(self.walking.between_buildings_seconds.into()))
            }
            _ => self.walking.between_sites_seconds,
        }
    }
}

/// None if a level is not known: the way is then taken to be level.
fn floors_between(from: &Ward, to: &Ward) -> u16 {
    from.level.zip(to.level).map_or(0, |(from, to)| from.abs_diff(to))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which is what a time beyond 18 hours should do"
)]
fn whole_seconds(seconds: f64) -> u16 {
    seconds.round() as u16
}
