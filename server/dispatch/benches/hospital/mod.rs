//! An invented hospital in which everyone is free and every ticket waits, which is the most work a plan can be.

use std::{sync::Arc, time::Duration};

use dispatch::{Policy, Snapshot, TravelTable, travel::Survey};
use domain::{
    Answers, Code, Duty, PersonId, Priority, Responder, ResponderKind, Tag, TagId, Ticket, TicketId,
    Timestamp, Ward, WardId, Whereabouts, ZoneMode,
    ticket::{AskedBy, Request},
};
use uuid::Uuid;

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);
const TAGS: u64 = 12;

/// One in ten stops care, two in ten keep a patient waiting.
const PRIORITIES: [Priority; 10] = [
    Priority::P1,
    Priority::P2,
    Priority::P2,
    Priority::P3,
    Priority::P3,
    Priority::P3,
    Priority::P3,
    Priority::P3,
    Priority::P4,
    Priority::P4,
];

/// (tickets, responders, wards): an ordinary morning, a go-live in a large trust, a size no trust has, and a surge with
/// more tickets than people.
pub(crate) const SIZES: [(u64, u64, u64); 4] =
    [(20, 300, 60), (200, 1_000, 60), (1_000, 100_000, 400), (400, 300, 60)];

/// Numbers that look random and are the same in every run (Steele, Lea and Flood's `SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Zipf's law by inversion of its harmonic approximation: the first tag is asked about most.
    fn tag(&mut self) -> u64 {
        let weights: Vec<u64> = (1..=TAGS).map(|rank| 27_720 / rank).collect();
        let mut at = self.below(weights.iter().sum());
        let tag = weights.iter().position(|weight| {
            let is_here = at < *weight;
            at = at.saturating_sub(*weight);
            is_here
        });
        tag.map_or(0, |tag| tag as u64)
    }

    fn id<T: From<Uuid>>(&mut self, millis: u64) -> T {
        Uuid::from_u64_pair(millis << 16 | 0x7000 | self.below(0x1000), self.next()).into()
    }
}

/// The same for the same numbers.
pub(crate) fn hospital(tickets: u64, responders: u64, wards: u64, seed: u64) -> Snapshot {
    let mut numbers = Numbers(tickets + responders + (seed << 32));
    let wards: Vec<Ward> = (0..wards).map(|index| ward(numbers.id::<WardId>(index), index)).collect();
    let tags: Vec<Tag> = (0..TAGS)
        .map(|index| {
            let id = numbers.id::<TagId>(index);
            Tag { id, slug: format!("tag-{index}"), name: format!("Tag {index}"), anyone: false }
        })
        .collect();
    let place = |numbers: &mut Numbers| wards[usize::try_from(numbers.below(wards.len() as u64)).unwrap()].id;
    let tag = |numbers: &mut Numbers| tags[usize::try_from(numbers.tag()).unwrap()].id;
    let responders: Vec<Responder> = (0..responders)
        .map(|index| {
            let known: Vec<TagId> = (0..2 + numbers.below(3)).map(|_| tag(&mut numbers)).collect();
            let home = (index % 3 == 0).then(|| place(&mut numbers));
            let at = NOW - Duration::from_secs(numbers.below(4000));
            Responder {
                id: numbers.id::<PersonId>(index),
                name: format!("Person {index}"),
                kind: if home.is_some() { ResponderKind::SuperUser } else { ResponderKind::Floorwalker },
                tags: known,
                home_ward: home,
                zone: None,
                zone_mode: ZoneMode::All,
                phone: None,
                duty: Duty::OnShift,
                duty_since: NOW,
                whereabouts: Some(Whereabouts { ward: place(&mut numbers), at }),
                unanswered: 0,
                closed_this_shift: u16::try_from(numbers.below(12)).unwrap(),
                alerts_tested_at: None,
            }
        })
        .collect();
    let tickets = (0..tickets)
        .map(|index| {
            let priority = PRIORITIES[usize::try_from(numbers.below(10)).unwrap()];
            let request = Request {
                id: numbers.id::<TicketId>(index),
                code: Code::from_random(&index.to_le_bytes()),
                ward: place(&mut numbers),
                tag: tag(&mut numbers),
                priority,
                stuck: None,
                spot: None,
                note: None,
                asker: None,
                asked_by: AskedBy::WardLink,
            };
            let asked_at = NOW - Duration::from_secs(numbers.below(55));
            Ticket::ask(request, None, asked_at, &Policy::default().deadlines).ticket
        })
        .collect();
    let travel =
        TravelTable::build(Survey { wards: &wards, ..Survey::default() }, &Policy::default().walking);
    let answers = responders
        .iter()
        .map(|person| {
            let asked = u32::try_from(numbers.below(60)).unwrap();
            (person.id, Answers { asked, accepted: asked * 4 / 5 })
        })
        .collect();
    Snapshot {
        tickets,
        responders,
        tags,
        wards,
        travel: Arc::new(travel),
        answers,
        signed_out: std::iter::empty().collect(),
        waves: std::iter::empty().collect(),
    }
}

/// Ten wards a floor, 25 m apart, six floors a building.
fn ward(id: WardId, index: u64) -> Ward {
    let east = f64::from(u8::try_from(index % 10).unwrap()) * 25.0;
    Ward {
        id,
        code: format!("W{index:03}"),
        name: format!("Ward {index}"),
        site: Uuid::nil().into(),
        zone: None,
        building: Some(format!("Building {}", index / 60)),
        level: Some(i16::try_from(index / 10 % 6).unwrap()),
        position: Some((east, 0.0)),
        phone: None,
    }
}
