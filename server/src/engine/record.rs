//! What each round looked at and decided, so that a decision can be made again: to find out why, and to see what another
//! version of the program makes of a day that was lived through.
//!
//! A plan depends on a snapshot, a policy and a time. Wards and the ways between them seldom change and are kept once;
//! the rest is kept with every round that decided something. People off shift whom no ticket names are left out:
//! nothing depends on them.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::{self, Read, Write},
    sync::Arc,
    time::Duration,
};

use dispatch::{Plan, Policy, ProposedOffer, Snapshot, TravelTable};
use domain::{Answers, PersonId, Responder, Tag, Ticket, TicketId, Timestamp, Ward};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use store::{Decision, Hash, Store, Tx};

use crate::policy::Held;

/// As long as answers count, so that a decision can be looked into for as long as it has an effect.
const KEPT_FOR: Duration = Answers::COUNT_FOR;
const FORGET_EVERY: Duration = Duration::from_hours(1);
/// Decisions read at a time.
const AT_A_TIME: u32 = 100;

/// A decision as it was made.
#[derive(Debug)]
struct Made {
    snapshot: Snapshot,
    plan: Plan,
}

#[derive(Serialize, Deserialize)]
struct Setting {
    wards: Vec<Ward>,
    travel: TravelTable,
}

#[derive(Serialize, Deserialize)]
struct Round {
    tickets: Vec<Ticket>,
    responders: Vec<Responder>,
    tags: Vec<Tag>,
    answers: Vec<(PersonId, Answers)>,
    #[serde(default)]
    signed_out: Vec<PersonId>,
    #[serde(default)]
    waves: Vec<(TicketId, String)>,
    plan: Plan,
}

/// Writes rounds down. It remembers what it has written, so one whose transaction failed is not to be used again.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    /// The setting of the last round.
    setting: Option<(Vec<Ward>, Arc<TravelTable>, Hash)>,
    forgot_at: Option<Timestamp>,
}

impl Recorder {
    /// Writes down what `plan` was made from. What cannot be written down is not worth failing a decision for: the log
    /// says so.
    pub(super) async fn record(
        &mut self,
        tx: &mut dyn Tx,
        snapshot: &Snapshot,
        held: &Held,
        plan: &Plan,
        now: Timestamp,
    ) -> Result<(), store::Error> {
        let setting = match &self.setting {
            Some((wards, travel, hash))
                if Arc::ptr_eq(travel, &snapshot.travel) && *wards == snapshot.wards =>
            {
                *hash
            }
            _ => {
                let (wards, travel) = (snapshot.wards.clone(), TravelTable::clone(&snapshot.travel));
                let Some(body) = packed(&Setting { wards, travel }) else { return Ok(()) };
                let hash = Hash(Sha256::digest(&body).into());
                tx.add_setting(&hash, &body).await?;
                self.setting = Some((snapshot.wards.clone(), Arc::clone(&snapshot.travel), hash));
                hash
            }
        };
        let relevant = snapshot.relevant();
        let mut answers: Vec<_> = relevant.answers.into_iter().collect();
        answers.sort_unstable_by_key(|(person, _)| *person);
        let mut signed_out: Vec<_> = relevant.signed_out.into_iter().collect();
        signed_out.sort_unstable();
        let mut waves: Vec<_> = relevant.waves.into_iter().collect();
        waves.sort_unstable();
        let round = Round {
            tickets: relevant.tickets,
            responders: relevant.responders,
            tags: relevant.tags,
            answers,
            signed_out,
            waves,
            plan: plan.clone(),
        };
        let Some(body) = packed(&round) else { return Ok(()) };
        let program = crate::VERSION.to_owned();
        tx.add_decision(&Decision { at: now, program, policy: held.version, setting, body }).await?;
        if self.forgot_at.is_none_or(|at| now.since(at) >= FORGET_EVERY) {
            tx.forget_decisions(now - KEPT_FOR).await?;
            self.forgot_at = Some(now);
        }
        Ok(())
    }
}

/// What came of making the recorded decisions again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// All came out the same: how many each program had made, in the order of their first.
    Same(Vec<(String, u32)>),
    /// The first that did not, or could not be read, and why in a sentence.
    Differs { number: i64, at: Timestamp, program: String, told: String },
}

/// Makes every recorded decision again, the oldest first, by the policy that was in force then.
pub async fn replay(store: &dyn Store) -> Result<Replay, store::Error> {
    let mut tx = store.read().await?;
    let mut settings = Settings::default();
    let mut after = 0;
    let mut made_by: Vec<(String, u32)> = Vec::new();
    loop {
        let decisions = tx.list_decisions_after(after, AT_A_TIME).await?;
        if decisions.is_empty() {
            return Ok(Replay::Same(made_by));
        }
        for (number, decision) in decisions {
            let made = settings.read(tx.as_mut(), &decision).await?;
            let policy = policy_of(tx.as_mut(), &decision).await?;
            let told = match (made, policy) {
                (Ok(Made { snapshot, plan }), Ok(policy)) => {
                    let again = dispatch::plan(&snapshot, &policy, decision.at);
                    difference(&snapshot, &plan, &again)
                }
                (Err(problem), _) | (_, Err(problem)) => Some(format!("It cannot be read: {problem}")),
            };
            if let Some(told) = told {
                return Ok(Replay::Differs { number, at: decision.at, program: decision.program, told });
            }
            after = number;
            match made_by.iter_mut().find(|(program, _)| *program == decision.program) {
                Some((_, count)) => *count += 1,
                None => made_by.push((decision.program, 1)),
            }
        }
    }
}

/// Reads rounds back; settings are unpacked once.
#[derive(Debug, Default)]
struct Settings {
    known: HashMap<[u8; 32], (Vec<Ward>, Arc<TravelTable>)>,
}

impl Settings {
    /// The inner error is a sentence about the decision.
    async fn read(
        &mut self,
        tx: &mut dyn Tx,
        decision: &Decision,
    ) -> Result<Result<Made, String>, store::Error> {
        let (wards, travel) = match self.known.entry(decision.setting.0) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let Some(body) = tx.lookup_setting(&decision.setting).await? else {
                    return Ok(Err("its wards were not kept.".to_owned()));
                };
                match unpacked::<Setting>(&body) {
                    Ok(Setting { wards, travel }) => unknown.insert((wards, Arc::new(travel))),
                    Err(error) => return Ok(Err(error.to_string())),
                }
            }
        };
        Ok(unpacked::<Round>(&decision.body).map_err(|error| error.to_string()).map(|round| Made {
            snapshot: Snapshot {
                tickets: round.tickets,
                responders: round.responders,
                tags: round.tags,
                wards: wards.clone(),
                travel: Arc::clone(travel),
                answers: round.answers.into_iter().collect(),
                signed_out: round.signed_out.into_iter().collect(),
                waves: round.waves.into_iter().collect(),
            },
            plan: round.plan,
        }))
    }
}

/// The policy that a decision was made by. The inner error is a sentence about it.
async fn policy_of(tx: &mut dyn Tx, decision: &Decision) -> Result<Result<Policy, String>, store::Error> {
    let Some(version) = decision.policy else { return Ok(Ok(Policy::default())) };
    Ok(match tx.lookup_policy(version).await? {
        Some(set) => {
            let read = Policy::from_stored(&set.text);
            read.map(|(policy, _)| policy).map_err(|problems| problems.join(" "))
        }
        None => Err(format!("policy {version} was not kept.")),
    })
}

/// What differs between two plans for the same snapshot, in words; none if they are the same.
fn difference(snapshot: &Snapshot, then: &Plan, now: &Plan) -> Option<String> {
    if then == now {
        return None;
    }
    let code = |id: TicketId| {
        let found = snapshot.tickets.iter().find(|ticket| ticket.id == id);
        found.map_or_else(|| id.to_string(), |ticket| ticket.code.to_string())
    };
    let name = |id: PersonId| {
        let found = snapshot.responders.iter().find(|responder| responder.id == id);
        found.map_or_else(|| id.to_string(), |responder| responder.name.clone())
    };
    let told = |offer: Option<&ProposedOffer>| match offer {
        Some(offer) => format!("{} was asked about {}", name(offer.to), code(offer.ticket)),
        None => "nobody more was asked".to_owned(),
    };
    let length = then.offers.len().max(now.offers.len());
    let offers = (0..length).map(|index| (then.offers.get(index), now.offers.get(index)));
    let asked = |offer: Option<&ProposedOffer>| offer.map(|offer| (offer.ticket, offer.to));
    if let Some((first, second)) = offers.clone().find(|(first, second)| asked(*first) != asked(*second)) {
        return Some(format!("Then {}; now {}.", told(first), told(second)));
    }
    let parts = [
        ("expiries", then.expiries == now.expiries),
        ("offers taken back", then.withdrawals == now.withdrawals && then.preemptions == now.preemptions),
        ("escalations", then.escalations == now.escalations),
        ("tickets taken from silent holders", then.releases == now.releases),
        ("the reasons of offers", then.offers == now.offers),
        ("who could not be helped", then.shortfalls == now.shortfalls),
    ];
    let differing = parts.into_iter().find(|(_, same)| !same).map_or("when to look again", |(part, _)| part);
    Some(format!("The same people are asked; what differs is {differing}."))
}

/// Compressed JSON; none if it cannot be made, which the log says.
fn packed(value: &impl Serialize) -> Option<Vec<u8>> {
    let pack = || -> io::Result<Vec<u8>> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&serde_json::to_vec(value)?)?;
        encoder.finish()
    };
    pack().inspect_err(|error| tracing::error!(%error, "a decision could not be written down")).ok()
}

fn unpacked<T: DeserializeOwned>(packed: &[u8]) -> io::Result<T> {
    let mut text = Vec::new();
    DeflateDecoder::new(packed).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text)?)
}
