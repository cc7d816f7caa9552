//! Invented responders: names nobody has, and knowledge spread as it is in a hospital, some of it rare.

use domain::ResponderKind;
use rand::{Rng, RngExt};

use super::{
    draw,
    hospital::{TAGS, WARDS, ZONES, zipf},
};

const FIRST_NAMES: [&str; 40] = [
    "Aisha", "Bram", "Cerys", "Dev", "Efua", "Farid", "Greta", "Hamza", "Ines", "Jonas", "Kemi", "Liam",
    "Mei", "Nadia", "Owen", "Priya", "Quentin", "Rosa", "Sunil", "Tomasz", "Uma", "Viktor", "Wanjiru",
    "Xenia", "Yusuf", "Zofia", "Amara", "Bethan", "Callum", "Dina", "Elif", "Fergus", "Gwen", "Hiro", "Isla",
    "Jamal", "Katya", "Lorcan", "Maya", "Niamh",
];

const SURNAMES: [&str; 8] =
    ["Example", "Sample", "Placeholder", "Specimen", "Demo", "Mock", "Fixture", "Nonesuch"];

/// Knowledge that fewer people have is a bottleneck that no real programme would go live with.
const HOLDERS_AT_LEAST: usize = 2;
const TAGS_AT_MOST: usize = 6;
/// Wards with a super-user of their own.
const SUPER_USERS: usize = 16;

/// A responder; places and tags by their index in the hospital's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Invented {
    pub(super) name: String,
    pub(super) kind: ResponderKind,
    pub(super) zone: usize,
    /// A super-user's own ward.
    pub(super) home: Option<usize>,
    /// What they know, best first.
    pub(super) tags: Vec<usize>,
    /// From the numbers that Ofcom keeps for drama: 07700 900000 to 900999.
    pub(super) phone: String,
}

/// 24 floorwalkers, then 16 super-users.
pub(super) fn invent(rng: &mut impl Rng) -> Vec<Invented> {
    let floorwalkers = ZONES.iter().enumerate().flat_map(|(zone, patch)| {
        std::iter::repeat_n((ResponderKind::Floorwalker, zone, None), patch.floorwalkers)
    });
    let super_users =
        largest_wards().into_iter().map(|ward| (ResponderKind::SuperUser, WARDS[ward].zone, Some(ward)));
    let mut people: Vec<Invented> = floorwalkers
        .chain(super_users)
        .enumerate()
        .map(|(number, (kind, zone, home))| Invented {
            name: name(number),
            kind,
            zone,
            home,
            tags: knowledge(rng, home),
            phone: format!("07700 900{:03}", 100 + number),
        })
        .collect();
    share_out(rng, &mut people);
    people
}

fn name(number: usize) -> String {
    // The step keeps neighbours in a list from sharing a surname.
    format!("{} {}", FIRST_NAMES[number % FIRST_NAMES.len()], SURNAMES[number * 3 % SURNAMES.len()])
}

fn largest_wards() -> Vec<usize> {
    let mut wards: Vec<usize> = (0..WARDS.len()).collect();
    wards.sort_by_key(|ward| std::cmp::Reverse(WARDS[*ward].staff));
    wards.truncate(SUPER_USERS);
    wards
}

/// Three to six tags, the common ones likelier; a super-user knows the own ward's special system first.
fn knowledge(rng: &mut impl Rng, home: Option<usize>) -> Vec<usize> {
    let special = home.and_then(|ward| WARDS[ward].speciality);
    let mut tags: Vec<usize> = TAGS.iter().position(|(slug, _)| Some(*slug) == special).into_iter().collect();
    let mut weights = zipf(TAGS.len());
    for tag in &tags {
        weights[*tag] = 0.0;
    }
    let wanted = rng.random_range(3..=TAGS_AT_MOST);
    while tags.len() < wanted {
        let tag = draw::index(rng, &weights);
        weights[tag] = 0.0;
        tags.push(tag);
    }
    tags
}

/// Teaches floorwalkers what too few people know.
fn share_out(rng: &mut impl Rng, people: &mut [Invented]) {
    for tag in 0..TAGS.len() {
        while people.iter().filter(|person| person.tags.contains(&tag)).count() < HOLDERS_AT_LEAST {
            let can_learn = |person: &Invented| {
                person.home.is_none() && person.tags.len() < TAGS_AT_MOST && !person.tags.contains(&tag)
            };
            let pupils: Vec<usize> = (0..people.len()).filter(|number| can_learn(&people[*number])).collect();
            let Some(pupil) = draw::one(rng, &pupils) else { break };
            people[*pupil].tags.push(tag);
        }
    }
}
