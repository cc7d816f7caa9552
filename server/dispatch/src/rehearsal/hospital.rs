//! The hospital to rehearse in: its wards and ways, what is asked about, and who works when.

use domain::{
    Duty, PersonId, Responder, ResponderKind, Site, Tag, TagId, Timestamp, Ward, WardId, Zone, ZoneId,
    ZoneMode,
};

use crate::travel::{Link, Override, Survey};

#[derive(Debug, Clone, Default)]
pub struct Hospital {
    pub sites: Vec<Site>,
    pub zones: Vec<Zone>,
    pub wards: Vec<Ward>,
    /// Nobody asks there any more, but the corridor through one is still there.
    pub ended: Vec<Ward>,
    pub links: Vec<Link>,
    pub overrides: Vec<Override>,
    pub tags: Vec<Tag>,
    pub roster: Vec<Shift>,
}

/// Somebody works. A person with two shifts on the rehearsed day has two entries with two ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    pub person: PersonId,
    pub name: String,
    pub kind: ResponderKind,
    pub tags: Vec<TagId>,
    pub home_ward: Option<WardId>,
    pub zone: Option<ZoneId>,
    pub zone_mode: ZoneMode,
    /// Minutes after the rehearsal begins; 0 for a shift that began before.
    pub starts_minute: u32,
    /// After the start. A ticket that is held then is still finished.
    pub ends_minute: u32,
}

impl Hospital {
    /// Whatever has a place.
    pub(super) fn on_the_map(&self) -> Vec<Ward> {
        self.wards.iter().chain(&self.ended).cloned().collect()
    }

    /// `wards`: as [`Self::on_the_map`] has them.
    pub(super) fn survey<'a>(&'a self, wards: &'a [Ward]) -> Survey<'a> {
        let Self { sites, links, overrides, .. } = self;
        Survey { wards, sites, links, overrides, ..Survey::default() }
    }

    /// The same hospital with a roster of `people`: the present one thinned out or repeated evenly, so that the shares
    /// of zones, kinds and tags stay.
    pub(super) fn with_people(&self, people: u32) -> Self {
        let (wanted, present) = (people as usize, self.roster.len());
        let entry = |place: usize| {
            let shift = self.roster[place * present / wanted].clone();
            let number = u32::try_from(place).unwrap_or(u32::MAX);
            Shift { person: PersonId::new(Timestamp::from_millis(0), numbered(number)), ..shift }
        };
        let roster = if present == 0 { Vec::new() } else { (0..wanted).map(entry).collect() };
        Self { roster, ..self.clone() }
    }

    /// Sentences for what cannot be rehearsed; none if this hospital can.
    pub(super) fn validate(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (is_empty, what) in [
            (self.wards.is_empty(), "ward"),
            (self.tags.is_empty(), "tag"),
            (self.roster.is_empty(), "person"),
        ] {
            if is_empty {
                problems.push(format!("the hospital has no {what}"));
            }
        }
        for shift in self.roster.iter().filter(|shift| shift.ends_minute <= shift.starts_minute) {
            problems.push(format!("the shift of {} ends before it starts", shift.name));
        }
        let mut ids: Vec<PersonId> = self.roster.iter().map(|shift| shift.person).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| pair[0] == pair[1]) {
            problems.push("two shifts on the roster have the same person id".to_owned());
        }
        problems
    }
}

impl Shift {
    /// As the engine sees the person before the shift.
    pub(super) fn responder(&self, now: Timestamp) -> Responder {
        Responder {
            id: self.person,
            name: self.name.clone(),
            kind: self.kind,
            tags: self.tags.clone(),
            home_ward: self.home_ward,
            zone: self.zone,
            zone_mode: self.zone_mode,
            phone: None,
            duty: Duty::OffShift,
            duty_since: now,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        }
    }
}

/// The random part of an id that counts.
pub(super) const fn numbered(number: u32) -> [u8; 10] {
    let [a, b, c, d] = number.to_be_bytes();
    [0, 0, 0, 0, 0, 0, a, b, c, d]
}

/// What [`numbered`] put into an id.
pub(super) const fn number_of(id: &[u8; 16]) -> u32 {
    u32::from_be_bytes([id[12], id[13], id[14], id[15]])
}
