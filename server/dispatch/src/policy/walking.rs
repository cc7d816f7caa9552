//! How fast people get about.

use serde::{Deserialize, Serialize};

/// How fast people get about, for wards between which nobody has measured the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Walking {
    /// Along a corridor: 1.2 m/s, the speed that UK signal design assumes of pedestrians (Traffic Signs Manual,
    /// chapter 6).
    pub metres_per_second: f64,
    /// Walls are in the way: a corridor is longer than the straight line by this factor. A right-angled way averages
    /// 4/π over all directions.
    pub corridor_factor: f64,
    /// Stairs, a floor: 13.1 s, standard deviation 1.7 (CMAJ 2011;183:E1353).
    pub stairs_seconds_per_floor: f64,
    /// Lift, a floor travelled, the wait included: about 37 s (the same study).
    pub lift_seconds_per_floor: f64,
    /// Up to this many floors people take the stairs, above it the lift.
    pub stairs_floors_at_most: u16,
    /// From one end of a ward to the other.
    pub same_ward_seconds: u16,
    /// Between two wards of one floor when only building and level are known.
    pub same_floor_seconds: u16,
    /// Between two buildings of a site when no link says more; floors come on top.
    pub between_buildings_seconds: u16,
    /// Between sites, as the crow flies times [`Self::road_factor`]: 20 km/h, a shuttle or taxi in town with its wait.
    pub between_sites_metres_per_second: f64,
    /// Roads are longer than the great circle by this factor.
    pub road_factor: f64,
    /// Between sites without coordinates.
    pub between_sites_seconds: u16,
    /// From or to a place that nobody knows.
    pub unknown_seconds: u16,
}

impl Default for Walking {
    fn default() -> Self {
        Self {
            metres_per_second: 1.2,
            corridor_factor: 4.0 / std::f64::consts::PI,
            stairs_seconds_per_floor: 13.1,
            lift_seconds_per_floor: 37.0,
            stairs_floors_at_most: 4,
            same_ward_seconds: 10,
            same_floor_seconds: 60,
            between_buildings_seconds: 240,
            between_sites_metres_per_second: 20.0 / 3.6,
            road_factor: 1.4,
            between_sites_seconds: 30 * 60,
            unknown_seconds: 5 * 60,
        }
    }
}

impl Walking {
    pub(crate) fn validate(&self, check: &mut impl FnMut(bool, &str)) {
        for (name, value, range) in [
            ("metres_per_second", self.metres_per_second, 0.1..=5.0),
            ("corridor_factor", self.corridor_factor, 1.0..=5.0),
            ("stairs_seconds_per_floor", self.stairs_seconds_per_floor, 1.0..=600.0),
            ("lift_seconds_per_floor", self.lift_seconds_per_floor, 1.0..=600.0),
            ("between_sites_metres_per_second", self.between_sites_metres_per_second, 0.1..=60.0),
            ("road_factor", self.road_factor, 1.0..=5.0),
        ] {
            check(
                range.contains(&value),
                &format!("walking.{name} must be from {} to {}", range.start(), range.end()),
            );
        }
    }
}
