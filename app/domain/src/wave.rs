//! A go-live in waves: which wards leave paper together, when, and how far each wave is. What is asked before a cutover is a dress
//! rehearsal, and counts as real nowhere.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{PersonId, Ticket, Timestamp, WardId, WaveId, text::GuardedText};

/// Part of a go-live. A ward is in one at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    pub id: WaveId,
    /// What files, settings and the policy call it, whatever its name becomes.
    pub slug: String,
    pub name: WaveName,
    /// When its wards begin to work with the new record for patients.
    pub cutover_at: Timestamp,
    pub made_at: Timestamp,
    pub made_by: PersonId,
    /// Every cutover that was set, the first one first.
    pub cutovers: Vec<Cutover>,
    /// Every stay of a ward, by ward and time.
    pub wards: Vec<WaveWard>,
    /// In order, the first one first.
    pub phases: Vec<PhaseSet>,
}

pub type WaveName = GuardedText<60>;

/// A cutover, and who said when that it would be then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutover {
    pub at: Timestamp,
    pub set_at: Timestamp,
    pub set_by: PersonId,
}

/// A stay of a ward in a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaveWard {
    pub ward: WardId,
    pub from: Timestamp,
    /// It left: it went back to how it worked before, or into another wave.
    pub until: Option<Timestamp>,
    pub joined: Said,
    pub left: Option<Said>,
}

/// Who said so, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub at: Timestamp,
    pub by: PersonId,
}

/// A phase that a wave went into, by a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseSet {
    pub phase: WavePhase,
    pub from: Timestamp,
    pub set_by: PersonId,
    /// The number of the logged decision.
    pub decision: u32,
}

/// How far a wave is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WavePhase {
    /// Until the cutover, by itself.
    DressRehearsal,
    /// From the cutover, by itself, until somebody decides otherwise.
    Cutover,
    Hypercare,
    Stabilisation,
    BusinessAsUsual,
}

impl WavePhase {
    /// Those that somebody decides.
    pub const DECIDED: [Self; 4] =
        [Self::Cutover, Self::Hypercare, Self::Stabilisation, Self::BusinessAsUsual];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DressRehearsal => "dress_rehearsal",
            Self::Cutover => "cutover",
            Self::Hypercare => "hypercare",
            Self::Stabilisation => "stabilisation",
            Self::BusinessAsUsual => "business_as_usual",
        }
    }

    /// Whether tickets of it count.
    pub const fn is_real(self) -> bool {
        !matches!(self, Self::DressRehearsal)
    }
}

/// Where a ticket stands in a go-live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    pub wave: WaveId,
    pub phase: WavePhase,
}

/// A time with one standing. None of `from`: since ever; none of `until`: for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    /// None: in no wave.
    pub standing: Option<Standing>,
}

/// Why a ward cannot be in a wave from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub ward: WardId,
    /// The wave that it is in then, or later.
    pub by: WaveId,
}

/// Why a wave cannot go into a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPhase {
    /// It is in its dress rehearsal until its cutover: who wants that earlier moves it.
    BeforeCutover,
    /// It is in it.
    Already,
}

impl WaveWard {
    pub fn has(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

impl Wave {
    pub fn phase_at(&self, at: Timestamp) -> WavePhase {
        if at < self.cutover_at {
            return WavePhase::DressRehearsal;
        }
        // A cutover that was moved behind them makes a new beginning.
        let decided = self.phases.iter().filter(|set| self.cutover_at <= set.from && set.from <= at);
        decided.max_by_key(|set| set.from).map_or(WavePhase::Cutover, |set| set.phase)
    }

    /// # Errors
    /// Why not.
    pub fn may_enter(&self, phase: WavePhase, at: Timestamp) -> Result<(), NoPhase> {
        if at < self.cutover_at {
            Err(NoPhase::BeforeCutover)
        } else if self.phase_at(at) == phase {
            Err(NoPhase::Already)
        } else {
            Ok(())
        }
    }

    /// The wards that are in it then.
    pub fn wards_at(&self, at: Timestamp) -> impl Iterator<Item = &WaveWard> {
        self.wards.iter().filter(move |stay| stay.has(at))
    }

    /// Every ward that ever was in it, once.
    pub fn all_wards(&self) -> BTreeSet<WardId> {
        self.wards.iter().map(|stay| stay.ward).collect()
    }

    /// As it was known then; none if nobody had spoken of it yet. What was reported is counted again by this.
    #[must_use]
    pub fn as_known(&self, then: Timestamp) -> Option<Self> {
        if then < self.made_at {
            return None;
        }
        let mut wave = self.clone();
        wave.cutovers.retain(|cutover| cutover.set_at <= then);
        wave.cutover_at = wave.cutovers.last().map_or(self.cutover_at, |cutover| cutover.at);
        wave.wards.retain(|stay| stay.joined.at <= then);
        for stay in &mut wave.wards {
            if stay.left.is_some_and(|left| left.at > then) {
                (stay.until, stay.left) = (None, None);
            }
        }
        wave.phases.retain(|set| set.from <= then);
        Some(wave)
    }
}

/// Where what a ward asks at a time stands; none in no wave.
pub fn standing(waves: &[Wave], ward: WardId, at: Timestamp) -> Option<Standing> {
    let has = |wave: &&Wave| wave.wards.iter().any(|stay| stay.ward == ward && stay.has(at));
    waves.iter().find(has).map(|wave| Standing { wave: wave.id, phase: wave.phase_at(at) })
}

/// In which a ticket was asked; none in no wave.
pub fn wave_of(waves: &[Wave], ticket: &Ticket) -> Option<WaveId> {
    standing(waves, ticket.ward, ticket.asked_at).map(|standing| standing.wave)
}

/// What the policy and the settings call the wave of what a ward asks at a time; none in no wave.
pub fn slug_of(waves: &[Wave], ward: WardId, at: Timestamp) -> Option<&str> {
    let standing = standing(waves, ward, at)?;
    waves.iter().find(|wave| wave.id == standing.wave).map(|wave| wave.slug.as_str())
}

/// Whether what a ward asks at a time is real.
pub fn is_real(waves: &[Wave], ward: WardId, at: Timestamp) -> bool {
    standing(waves, ward, at).is_none_or(|standing| standing.phase.is_real())
}

/// Every time that there is, in order, each with the standing of what the ward asks in it: [`standing`], said of all times at once.
pub fn periods(waves: &[Wave], ward: WardId) -> Vec<Period> {
    let mut edges = BTreeSet::new();
    for wave in waves.iter().filter(|wave| wave.wards.iter().any(|stay| stay.ward == ward)) {
        edges.insert(wave.cutover_at);
        edges.extend(wave.phases.iter().map(|set| set.from));
        let stays = wave.wards.iter().filter(|stay| stay.ward == ward);
        edges.extend(stays.flat_map(|stay| [Some(stay.from), stay.until]).flatten());
    }
    let mut periods = vec![Period { from: None, until: None, standing: None }];
    for edge in edges {
        let standing = standing(waves, ward, edge);
        match periods.last_mut() {
            Some(last) if last.standing == standing => {}
            last => {
                if let Some(last) = last {
                    last.until = Some(edge);
                }
                periods.push(Period { from: Some(edge), until: None, standing });
            }
        }
    }
    periods
}

/// The times in which what a ward asked stands elsewhere by other waves than before, in order, each with where.
pub fn moved(before: &[Wave], after: &[Wave], ward: WardId) -> Vec<Period> {
    let mut moved: Vec<Period> = Vec::new();
    for (from, until) in times(before, after, ward) {
        let standing = standing(after, ward, from);
        if self::standing(before, ward, from) == standing {
            continue;
        }
        match moved.last_mut() {
            Some(last) if (last.until, last.standing) == (Some(from), standing) => last.until = until,
            _ => moved.push(Period { from: Some(from), until, standing }),
        }
    }
    moved
}

/// The times in each of which a ward has one standing by either of the two, from the first wave on: before, it is in none.
fn times(
    before: &[Wave],
    after: &[Wave],
    ward: WardId,
) -> impl Iterator<Item = (Timestamp, Option<Timestamp>)> {
    let periods = [before, after].into_iter().flat_map(|waves| periods(waves, ward));
    let edges: BTreeSet<Timestamp> = periods.filter_map(|period| period.from).collect();
    let until: Vec<_> = edges.iter().skip(1).copied().map(Some).chain([None]).collect();
    edges.into_iter().zip(until)
}

/// A time in which what a ward asked is real by other waves than before, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recounted {
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub becomes_real: bool,
}

/// What of a ward counts otherwise by other waves.
pub fn recounted(before: &[Wave], after: &[Wave], ward: WardId) -> Vec<Recounted> {
    let changed = times(before, after, ward).filter_map(|(from, until)| {
        let (was, is) = (is_real(before, ward, from), is_real(after, ward, from));
        (was != is).then_some(Recounted { from: Some(from), until, becomes_real: is })
    });
    changed.collect()
}

/// Whether the wards may be in a wave from then on, for as long as nobody says otherwise.
///
/// # Errors
/// The first of them that may not.
pub fn may_join(waves: &[Wave], wards: &[WardId], from: Timestamp) -> Result<(), Taken> {
    for ward in wards {
        for wave in waves {
            let is_in_the_way = |stay: &WaveWard| {
                stay.ward == *ward
                    && stay.until.is_none_or(|until| until > from)
                    // A stay that was taken back is none.
                    && stay.until != Some(stay.from)
            };
            if wave.wards.iter().any(is_in_the_way) {
                return Err(Taken { ward: *ward, by: wave.id });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const LEAD: u128 = 9;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn ward(number: u128) -> WardId {
        Uuid::from_u128(number).into()
    }

    fn said(minute: i64) -> Said {
        Said { at: at(minute), by: Uuid::from_u128(LEAD).into() }
    }

    fn wave(number: u128, cutover: i64, stays: &[(u128, i64, Option<i64>)]) -> Wave {
        let by = Uuid::from_u128(LEAD).into();
        Wave {
            id: Uuid::from_u128(number).into(),
            slug: format!("wave-{number}"),
            name: WaveName::parse_line("Wave").unwrap().unwrap(),
            cutover_at: at(cutover),
            made_at: at(0),
            made_by: by,
            cutovers: vec![Cutover { at: at(cutover), set_at: at(0), set_by: by }],
            wards: stays
                .iter()
                .map(|(number, from, until)| WaveWard {
                    ward: ward(*number),
                    from: at(*from),
                    until: until.map(at),
                    joined: said(0),
                    left: until.map(said),
                })
                .collect(),
            phases: Vec::new(),
        }
    }

    fn decided(phase: WavePhase, minute: i64) -> PhaseSet {
        PhaseSet { phase, from: at(minute), set_by: Uuid::from_u128(LEAD).into(), decision: 1 }
    }

    #[test]
    fn what_is_asked_before_the_cutover_is_a_rehearsal_and_from_its_first_moment_on_it_is_real() {
        let waves = [wave(1, 60, &[(7, 0, None)])];
        assert!(!is_real(&waves, ward(7), at(60) - std::time::Duration::from_millis(1)));
        assert!(is_real(&waves, ward(7), at(60)));
        assert!(is_real(&waves, ward(8), at(5)), "in no wave: as ever");
        assert_eq!(waves[0].phase_at(at(60)), WavePhase::Cutover);
    }

    #[test]
    fn a_phase_is_decided_and_a_cutover_that_moves_behind_it_begins_anew() {
        let mut wave = wave(1, 60, &[(7, 0, None)]);
        assert_eq!(wave.may_enter(WavePhase::Hypercare, at(59)), Err(NoPhase::BeforeCutover));
        assert_eq!(wave.may_enter(WavePhase::Cutover, at(61)), Err(NoPhase::Already));
        assert_eq!(wave.may_enter(WavePhase::Hypercare, at(90)), Ok(()));
        wave.phases.push(decided(WavePhase::Hypercare, 90));
        wave.phases.push(decided(WavePhase::Stabilisation, 200));
        assert_eq!(wave.phase_at(at(89)), WavePhase::Cutover);
        assert_eq!(wave.phase_at(at(90)), WavePhase::Hypercare);
        assert_eq!(wave.phase_at(at(500)), WavePhase::Stabilisation);
        wave.cutover_at = at(120);
        assert_eq!(wave.phase_at(at(119)), WavePhase::DressRehearsal);
        assert_eq!(wave.phase_at(at(150)), WavePhase::Cutover, "hypercare was of the cutover before");
        assert_eq!(wave.phase_at(at(200)), WavePhase::Stabilisation);
    }

    #[test]
    fn a_ward_is_in_one_wave_at_a_time() {
        let waves = [wave(1, 60, &[(7, 0, Some(100)), (8, 0, None)]), wave(2, 90, &[(9, 50, Some(50))])];
        let first = waves[0].id;
        assert_eq!(may_join(&waves, &[ward(7)], at(99)), Err(Taken { ward: ward(7), by: first }));
        assert_eq!(may_join(&waves, &[ward(7)], at(100)), Ok(()), "it has left");
        assert_eq!(may_join(&waves, &[ward(6), ward(8)], at(500)), Err(Taken { ward: ward(8), by: first }));
        assert_eq!(may_join(&waves, &[ward(9)], at(10)), Ok(()), "its stay was taken back");
    }

    #[test]
    fn a_report_is_counted_again_by_what_was_known_when_it_was_written() {
        let mut wave = wave(1, 60, &[(7, 0, Some(80))]);
        wave.cutovers.push(Cutover { at: at(300), set_at: at(70), set_by: Uuid::from_u128(LEAD).into() });
        wave.cutover_at = at(300);
        let then = wave.as_known(at(69)).unwrap();
        assert_eq!((then.cutover_at, then.wards[0].until), (at(60), None));
        assert_eq!(wave.as_known(at(80)).unwrap(), wave);
        wave.made_at = at(5);
        assert_eq!(wave.as_known(at(4)), None);
    }

    #[test]
    fn a_cutover_that_moves_makes_what_is_between_real_or_no_longer() {
        let before = [wave(1, 60, &[(7, 10, None)])];
        let after = |cutover| [wave(1, cutover, &[(7, 10, None)])];
        let between = |from, until, becomes_real| {
            [Recounted { from: Some(at(from)), until: Some(at(until)), becomes_real }]
        };
        assert_eq!(recounted(&before, &after(40), ward(7)), between(40, 60, true));
        assert_eq!(recounted(&before, &after(90), ward(7)), between(60, 90, false));
        assert_eq!(
            recounted(&before, &after(5), ward(7)),
            between(10, 60, true),
            "as long as it is in the wave"
        );
        assert_eq!(recounted(&before, &before, ward(7)), []);
        let is_cutover = Some(Standing { wave: before[0].id, phase: WavePhase::Cutover });
        let placed = [Period { from: Some(at(40)), until: Some(at(60)), standing: is_cutover }];
        assert_eq!(
            moved(&before, &after(40), ward(7)),
            placed,
            "what is before and behind stays where it is"
        );
        assert_eq!(moved(&before, &before, ward(7)), []);
        assert_eq!(recounted(&before, &after(90), ward(8)), []);
        assert_eq!(recounted(&[], &before, ward(7)), between(10, 60, false), "it joins in its past");
    }

    proptest! {
        /// Said of all times at once, and asked of each: the same.
        #[test]
        fn the_periods_of_a_ward_say_what_is_asked_of_each_moment(
            cutovers in proptest::collection::vec(0_i64..200, 2),
            first in (0_i64..50, 0_i64..80),
            second in 130_i64..180,
            phases in proptest::collection::vec((0_usize..4, 0_i64..200), 0..5),
            asked in proptest::collection::vec(-20_i64..260, 1..40),
        ) {
            let mut one = wave(1, cutovers[0], &[(7, first.0, Some(first.0 + first.1))]);
            one.phases = phases.iter().map(|(phase, minute)| decided(WavePhase::DECIDED[*phase], *minute)).collect();
            one.phases.sort_by_key(|set| set.from);
            one.phases.dedup_by_key(|set| set.from);
            let waves = [one, wave(2, cutovers[1], &[(7, second, None)])];
            let periods = periods(&waves, ward(7));
            prop_assert_eq!(periods.first().and_then(|period| period.from), None);
            prop_assert_eq!(periods.last().and_then(|period| period.until), None);
            for pair in periods.windows(2) {
                prop_assert!(pair[0].until == pair[1].from && pair[0].from < pair[0].until);
                prop_assert_ne!(pair[0].standing, pair[1].standing);
            }
            for minute in asked {
                let minute = at(minute);
                // Of what is placed by the first wave alone, what has moved is placed again, and nothing else.
                let (before, after) = (standing(&waves[..1], ward(7), minute), standing(&waves, ward(7), minute));
                let mut again = moved(&waves[..1], &waves, ward(7)).into_iter().filter(|period| {
                    period.from.is_none_or(|from| from <= minute) && period.until.is_none_or(|until| minute < until)
                });
                prop_assert_eq!(again.next().map(|period| period.standing), (before != after).then_some(after));
                prop_assert_eq!(again.next(), None);
                let found = periods.iter().filter(|period| {
                    period.from.is_none_or(|from| from <= minute) && period.until.is_none_or(|until| minute < until)
                });
                let found: Vec<_> = found.map(|period| period.standing).collect();
                prop_assert_eq!(found, vec![standing(&waves, ward(7), minute)]);
            }
        }
    }
}
