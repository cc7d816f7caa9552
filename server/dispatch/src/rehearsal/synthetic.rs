//! An invented hospital for studies: as regular as real ones are not.

use domain::{
    PersonId, ResponderKind, Site, SiteId, Tag, TagId, Timestamp, Ward, WardId, Zone, ZoneId, ZoneMode,
};

use super::{
    draw::{Draws, Purpose, Stream},
    hospital::{Hospital, Shift, numbered},
};

/// One building; each floor is a zone; wards lie in two rows, 30 m apart along a row and 40 m across. Floorwalkers are
/// spread evenly over the zones, and what they know follows Zipf's law as what is asked about does.
#[derive(Debug, Clone)]
pub struct Synthetic {
    pub seed: u64,
    /// 1 to 100.
    pub floors: u16,
    pub wards_per_floor: u16,
    pub people: u32,
    pub tags: u32,
    pub tags_per_person: u32,
    /// Everyone works from the start for this long, and two hours more to finish.
    pub hours: u32,
}

impl Default for Synthetic {
    /// The study behind the design: 60 wards on 6 floors, 40 floorwalkers, 12 tags, days of ten hours.
    fn default() -> Self {
        Self { seed: 1, floors: 6, wards_per_floor: 10, people: 40, tags: 12, tags_per_person: 3, hours: 10 }
    }
}

const EPOCH: Timestamp = Timestamp::from_millis(0);

impl Synthetic {
    pub fn hospital(&self) -> Hospital {
        let site = SiteId::new(EPOCH, numbered(0));
        let tags: Vec<Tag> = (0..self.tags).map(tag).collect();
        Hospital {
            sites: vec![Site { id: site, name: "Invented".to_owned(), coordinates: None }],
            zones: (0..self.floors)
                .map(|floor| Zone { id: zone(floor), site, name: format!("Floor {floor}") })
                .collect(),
            wards: (0..self.floors).flat_map(|floor| self.floor(floor, site)).collect(),
            ended: Vec::new(),
            links: Vec::new(),
            overrides: Vec::new(),
            roster: self.roster(&tags),
            tags,
        }
    }

    fn floor(&self, floor: u16, site: SiteId) -> impl Iterator<Item = Ward> {
        let in_a_row = self.wards_per_floor.div_ceil(2).max(1);
        let first = floor * self.wards_per_floor;
        (0..self.wards_per_floor).map(move |place| Ward {
            id: WardId::new(EPOCH, numbered(u32::from(first + place))),
            code: format!("W{floor}{place:02}"),
            name: format!("Ward {place} on floor {floor}"),
            site,
            zone: Some(zone(floor)),
            building: Some("Main".to_owned()),
            level: i16::try_from(floor).ok(),
            position: Some((f64::from(place % in_a_row) * 30.0, f64::from(place / in_a_row) * 40.0)),
            phone: None,
        })
    }

    fn roster(&self, tags: &[Tag]) -> Vec<Shift> {
        let mut stream = Draws::new(self.seed, 0).of(Purpose::Building, 0, 0);
        let weights: Vec<f64> = (1..=self.tags).map(|rank| 1.0 / f64::from(rank)).collect();
        let mut roster: Vec<Shift> = (0..self.people)
            .map(|number| Shift {
                person: PersonId::new(EPOCH, numbered(number)),
                name: format!("Floorwalker {}", number + 1),
                kind: ResponderKind::Floorwalker,
                tags: self.knowledge(tags, &weights, &mut stream),
                home_ward: None,
                // Blocks of neighbours, so that thinning out the roster thins out every zone.
                zone: u16::try_from(number * u32::from(self.floors) / self.people).ok().map(zone),
                zone_mode: ZoneMode::All,
                starts_minute: 0,
                ends_minute: (self.hours + 2) * 60,
            })
            .collect();
        for tag in tags {
            teach_two(&mut roster, tag.id, &mut stream);
        }
        roster
    }

    /// So many different tags, the much-asked ones more likely.
    fn knowledge(&self, tags: &[Tag], weights: &[f64], stream: &mut Stream) -> Vec<TagId> {
        let mut left = weights.to_vec();
        (0..self.tags_per_person.min(self.tags))
            .map(|_| {
                let rank = stream.index(&left);
                left[rank] = 0.0;
                tags[rank].id
            })
            .collect()
    }
}

/// Chance may leave a tag to nobody: two people learn it then.
fn teach_two(roster: &mut [Shift], tag: TagId, stream: &mut Stream) {
    let mut knowers = roster.iter().filter(|shift| shift.tags.contains(&tag)).count();
    while knowers < roster.len().min(2) {
        let pupils: Vec<usize> =
            (0..roster.len()).filter(|place| !roster[*place].tags.contains(&tag)).collect();
        if let Some(pupil) = stream.one(&pupils) {
            roster[pupil].tags.push(tag);
        }
        knowers += 1;
    }
}

fn tag(number: u32) -> Tag {
    Tag {
        id: TagId::new(EPOCH, numbered(number)),
        slug: format!("tag-{}", number + 1),
        name: format!("Tag {}", number + 1),
        anyone: false,
    }
}

fn zone(floor: u16) -> ZoneId {
    ZoneId::new(EPOCH, numbered(floor.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_studys_hospital_is_as_described() {
        let hospital = Synthetic::default().hospital();
        assert_eq!((hospital.wards.len(), hospital.roster.len(), hospital.tags.len()), (60, 40, 12));
        let know = |tag: &Tag| hospital.roster.iter().filter(|shift| shift.tags.contains(&tag.id)).count();
        let known: Vec<usize> = hospital.tags.iter().map(know).collect();
        assert!(known[0] > 20 && known[0] > 2 * known[11], "{known:?}");
        assert!(known.iter().all(|knowers| *knowers >= 2), "{known:?}");
        let in_zone = |floor| hospital.roster.iter().filter(|shift| shift.zone == Some(zone(floor))).count();
        assert!((0..6).all(|floor| (6..=7).contains(&in_zone(floor))));
        assert_eq!(hospital.validate(), Vec::<String>::new());
    }

    #[test]
    fn a_smaller_roster_keeps_its_zones() {
        let hospital = Synthetic::default().hospital();
        for people in [20, 40, 57] {
            let thinned = hospital.with_people(people);
            assert_eq!(thinned.roster.len(), people as usize);
            assert_eq!(thinned.validate(), Vec::<String>::new());
            for floor in 0..6 {
                let here = thinned.roster.iter().filter(|shift| shift.zone == Some(zone(floor))).count();
                assert!(here.abs_diff(people as usize / 6) <= 1, "{people} people, {here} on floor {floor}");
            }
        }
    }
}
