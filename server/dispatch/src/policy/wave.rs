//! What a wave of the go-live has otherwise: the ticket's side of the policy. Whom to send, and how far people walk, is one for all, so that
//! one pool of people has one plan.

use std::{borrow::Cow, ops::Deref};

use domain::{TicketId, ticket::Ladder};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Policy, deadlines};
use crate::Snapshot;

/// What is not said is as for all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WavePolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer_lifetime_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parallel_offers: Option<[u8; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live_offers_at_most: Option<[u8; 4]>,
    /// `P1` first.
    #[serde(with = "deadlines::some_ladders", skip_serializing_if = "has_none")]
    pub ladder: [Option<Ladder>; 4],
}

fn has_none(ladders: &[Option<Ladder>; 4]) -> bool {
    ladders.iter().all(Option::is_none)
}

impl Policy {
    /// By which tickets of a wave go: its slug; none in no wave.
    pub fn for_wave(&self, slug: Option<&str>) -> Cow<'_, Self> {
        slug.and_then(|slug| self.wave.get(slug))
            .map_or(Cow::Borrowed(self), |own| Cow::Owned(self.with(own)))
    }

    fn with(&self, own: &WavePolicy) -> Self {
        let mut deadlines = self.deadlines.clone();
        for (ladder, own) in deadlines.ladders.iter_mut().zip(&own.ladder) {
            if let Some(own) = own {
                ladder.clone_from(own);
            }
        }
        Self {
            offer_lifetime_seconds: own.offer_lifetime_seconds.unwrap_or(self.offer_lifetime_seconds),
            parallel_offers: own.parallel_offers.unwrap_or(self.parallel_offers),
            live_offers_at_most: own.live_offers_at_most.unwrap_or(self.live_offers_at_most),
            deadlines,
            wave: std::collections::BTreeMap::new(),
            ..self.clone()
        }
    }

    /// What makes no sense of waves alone, as sentences; `of_all`: those that are said of all.
    pub(super) fn problems_of_waves(&self, of_all: &[String]) -> Vec<String> {
        let of_wave = |(slug, own): (&String, &WavePolicy)| -> Vec<String> {
            let problems = self.with(own).validate();
            let own = problems.into_iter().filter(|problem| !of_all.contains(problem));
            own.map(|problem| format!("wave.{slug}.{}", problem.trim_start_matches("deadlines."))).collect()
        };
        self.wave.iter().flat_map(of_wave).collect()
    }

    /// Ladders of waves that keep no promise are those of all.
    pub(super) fn waves_within_bounds(mut self) -> Self {
        for own in self.wave.values_mut() {
            deadlines::drop_unbound(&mut own.ladder);
        }
        self
    }
}

/// By which policy each ticket of a snapshot goes. Made once for a plan; without waves in the policy it is the policy.
#[derive(Debug)]
pub(crate) struct Policies<'a> {
    trust: &'a Policy,
    waves: Vec<Policy>,
    /// Places in `waves`.
    tickets: FxHashMap<TicketId, usize>,
}

impl<'a> Policies<'a> {
    pub(crate) fn new(snapshot: &Snapshot, trust: &'a Policy) -> Self {
        let slugs: Vec<&String> = trust.wave.keys().collect();
        let place = |slug: &String| slugs.binary_search(&slug).ok();
        let tickets = if slugs.is_empty() {
            FxHashMap::default()
        } else {
            snapshot.waves.iter().filter_map(|(ticket, slug)| Some((*ticket, place(slug)?))).collect()
        };
        let waves = trust.wave.values().map(|own| trust.with(own)).collect();
        Self { trust, waves, tickets }
    }

    pub(crate) fn of(&self, ticket: TicketId) -> &Policy {
        if self.tickets.is_empty() {
            return self.trust;
        }
        self.tickets.get(&ticket).and_then(|place| self.waves.get(*place)).unwrap_or(self.trust)
    }
}

impl Deref for Policies<'_> {
    type Target = Policy;

    /// What is one for all.
    fn deref(&self) -> &Policy {
        self.trust
    }
}
