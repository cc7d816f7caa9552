//! What is asked for, from where, how urgently, and what it turns out to be: the default demand mix.

use domain::{
    Priority,
    category::SHIPPED,
    priority::{Patient, Stuck},
};
use rand::{Rng, RngExt};

use super::{
    draw,
    hospital::{self, SOMETHING_ELSE, TAGS},
};

/// One question in so many fits none of the tags.
const SOMETHING_ELSE_SHARE: f64 = 0.06;
/// Tickets in a hundred by priority, `P1` first.
const PRIORITIES: [f64; 4] = [3.0, 22.0, 50.0, 25.0];
/// A ward that is not in the invented trust's list is taken to be of this size.
const UNKNOWN_STAFF: u32 = 25;

/// Who asks: nobody by name.
const ASKERS: [&str; 6] =
    ["Nurse in charge", "Ward clerk", "Doctors’ office", "Bay 3", "Bleep 2417", "Pharmacy desk"];

/// What they say, when they say anything.
const NOTES: [&str; 10] = [
    "The button is greyed out",
    "It says I have no access to this list",
    "The label printer prints nothing",
    "Where did the drug chart go?",
    "I signed it but it still shows as a draft",
    "The order vanished after I saved it",
    "How do I hand over the whole bay?",
    "It asks for a second signature",
    "The screen stays white after log-in",
    "Cannot complete the discharge",
];

/// A request for help that somebody is about to make.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// Which of the wards that [`Demand::new`] was given.
    pub(super) ward: usize,
    /// The tag's slug.
    pub(super) tag: &'static str,
    pub(super) stuck: Stuck,
    pub(super) patient: Patient,
    pub(super) asker: Option<&'static str>,
    pub(super) note: Option<&'static str>,
}

impl Wish {
    pub(super) const fn priority(&self) -> Priority {
        Priority::from_answers(self.stuck, self.patient)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Demand {
    tags: Vec<f64>,
    /// Codes of the wards that can ask, and how many people work there.
    wards: Vec<(String, f64)>,
}

impl Demand {
    /// Demand from the wards with these codes.
    pub(super) fn new<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        let staff = |code| f64::from(hospital::ward(code).map_or(UNKNOWN_STAFF, |ward| ward.staff));
        let wards = codes.into_iter().map(|code| (code.to_owned(), staff(code))).collect();
        Self { tags: hospital::zipf(TAGS.len()), wards }
    }

    /// About `tag`, if that is known.
    pub(super) fn wish(&self, rng: &mut impl Rng, tag: Option<&'static str>) -> Wish {
        let tag = if let Some(tag) = tag {
            tag
        } else if rng.random_bool(SOMETHING_ELSE_SHARE) {
            SOMETHING_ELSE.0
        } else {
            TAGS[draw::index(rng, &self.tags)].0
        };
        let (stuck, patient) = match Priority::ALL[draw::index(rng, &PRIORITIES)] {
            Priority::P1 => (Stuck::CannotGoOn, Patient::CouldComeToHarm),
            Priority::P2 if rng.random_bool(0.5) => (Stuck::CannotGoOn, Patient::Waiting),
            Priority::P2 => (Stuck::CanWorkAround, Patient::Waiting),
            Priority::P3 => (Stuck::CanWorkAround, Patient::NotAffected),
            Priority::P4 => (Stuck::JustAsking, Patient::NotAffected),
        };
        Wish {
            ward: self.ward(rng, tag),
            tag,
            stuck,
            patient,
            asker: rng.random_bool(0.3).then(|| draw::one(rng, &ASKERS).copied()).flatten(),
            note: rng.random_bool(0.2).then(|| draw::one(rng, &NOTES).copied()).flatten(),
        }
    }

    /// By size; a special system is asked about where it is used.
    fn ward(&self, rng: &mut impl Rng, tag: &str) -> usize {
        let uses = |code: &str| hospital::ward(code).is_some_and(|ward| ward.speciality == Some(tag));
        let special = self.wards.iter().any(|(code, _)| uses(code));
        let weights: Vec<f64> = self
            .wards
            .iter()
            .map(|(code, staff)| if special && !uses(code) { 0.0 } else { *staff })
            .collect();
        draw::index(rng, &weights)
    }
}

/// What a ticket turns out to be: the slug of a shipped category, by the published counts.
pub(super) fn category(rng: &mut impl Rng) -> &'static str {
    let counts = SHIPPED.map(|category| f64::from(category.count));
    SHIPPED[draw::index(rng, &counts)].slug
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::HOSPITAL_NUMBER;

    #[test]
    fn half_of_all_questions_are_stuck_but_can_work_around() {
        let demand = Demand::new(hospital::WARDS.iter().map(|ward| ward.code));
        let mut rng = StdRng::seed_from_u64(3);
        let mut counts: HashMap<Priority, u32> = HashMap::new();
        for _ in 0..10_000 {
            *counts.entry(demand.wish(&mut rng, None).priority()).or_default() += 1;
        }
        let near = |priority, expected: u32| counts[&priority].abs_diff(expected) < 200;
        assert!(near(Priority::P1, 300) && near(Priority::P2, 2_200), "{counts:?}");
        assert!(near(Priority::P3, 5_000) && near(Priority::P4, 2_500), "{counts:?}");
    }

    #[test]
    fn maternity_is_asked_about_where_babies_are_born() {
        let demand = Demand::new(hospital::WARDS.iter().map(|ward| ward.code));
        let mut rng = StdRng::seed_from_u64(4);
        let wishes = (0..2_000).map(|_| demand.wish(&mut rng, None)).filter(|wish| wish.tag == "maternity");
        let codes: Vec<&str> = wishes.map(|wish| hospital::WARDS[wish.ward].code).collect();
        assert!(!codes.is_empty() && codes.iter().all(|code| ["LAB", "MAT"].contains(code)), "{codes:?}");
    }

    #[test]
    fn no_note_holds_anything_about_a_patient() {
        let masks = [domain::text::Mask::parse(HOSPITAL_NUMBER).unwrap()];
        for note in NOTES {
            assert!(domain::Note::parse(note).unwrap().is_some());
            assert_eq!(domain::text::suspicions(note, &masks), []);
        }
    }
}
