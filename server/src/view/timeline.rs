//! A ticket's history in words.

use std::borrow::Cow;

use app::{
    model::TimelineEntry,
    words::{self, isolated},
};
use domain::{
    Logged, OfferId, PersonId, Priority,
    ticket::{Actor, Happening, Measure, PeopleHelped, ReleaseReason, Sorted, TakenBack, WithdrawReason},
};
use store::{LoggedEvent, OfferRecord};

use super::{Directory, Sources, moment};

/// How much a reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What happened to the request.
    Requester,
    /// … and how it was dispatched.
    Lead,
}

/// Oldest first.
pub(crate) fn timeline(
    sources: &Sources,
    directory: &Directory,
    events: &[LoggedEvent],
    offers: &[OfferRecord],
    detail: Detail,
) -> Vec<TimelineEntry> {
    let mut teller = Teller { directory, offers, detail, holder: None };
    let mut entries = Vec::new();
    for event in events {
        let words = teller.tell(event);
        entries.extend(words.map(|words| TimelineEntry { when: moment(sources, event.at), words }));
        teller.follow(event);
    }
    entries
}

/// What a step of the ladder did, for a lead.
pub(crate) const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::AskMore => "Asked one more person",
        Measure::WidenZone => "People in other zones may be asked",
        Measure::WidenTags => "Any floorwalker may be asked",
        Measure::TellCommandCentre => "Command centre told",
    }
}

/// What it would do, for a lead.
pub(crate) const fn still_to_come(next: Measure) -> &'static str {
    match next {
        Measure::AskMore => "asks one more person",
        Measure::WidenZone => "asks people in other zones",
        Measure::WidenTags => "asks any floorwalker",
        Measure::TellCommandCentre => "flags this on the board",
    }
}

/// `1 person`, `3 people`.
pub(crate) fn people(helped: PeopleHelped) -> String {
    words::people(helped.get().into())
}

fn actor_name(directory: &Directory, actor: Actor) -> Cow<'static, str> {
    match actor {
        Actor::Responder(person) | Actor::Lead(person) | Actor::Staff(person) => {
            isolated(directory.person_name(person))
        }
        Actor::Requester | Actor::Operator(_) | Actor::Engine => Cow::Borrowed("Someone"),
    }
}

struct Teller<'d> {
    directory: &'d Directory,
    offers: &'d [OfferRecord],
    detail: Detail,
    /// Who has it, as far as it has been told.
    holder: Option<PersonId>,
}

impl Teller<'_> {
    fn follow(&mut self, event: &LoggedEvent) {
        match event.what.step() {
            Some(Happening::Accepted { offer, .. }) => self.holder = self.person_of(*offer),
            Some(Happening::Assigned { to: holder, .. } | Happening::ReleaseUndone { by: holder, .. }) => {
                self.holder = Some(*holder);
            }
            Some(Happening::Released { .. } | Happening::Withdrawn { .. } | Happening::Reopened) => {
                self.holder = None;
            }
            _ => {}
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of sentences")]
    fn tell(&self, event: &LoggedEvent) -> Option<String> {
        let name = |id| isolated(self.directory.person_name(id));
        let category_name = |id| isolated(self.directory.category_name(id));
        let Logged::Step(happening) = &event.what else {
            return self.lead_only(|| match event.what {
                Logged::NobodyToAsk(_) => Some("No one was available".to_owned()),
                Logged::NotReached { person } => Some(format!("{} could not be reached", name(person))),
                _ => None,
            });
        };
        Some(match happening.clone() {
            Happening::Asked { .. } => match event.actor {
                Actor::Lead(lead) => format!("{} asked on behalf of the ward", name(lead)),
                _ => "Help was asked for".to_owned(),
            },
            Happening::HelpedInPassing { category, .. } => {
                let who = actor_name(self.directory, event.actor);
                format!("{who} helped in passing: {}", category_name(category))
            }
            Happening::Offered { offer } => {
                let is_own_wish = event.actor == Actor::Responder(offer.to);
                let why = if is_own_wish { " again: they can take it after all" } else { "" };
                return self.lead_only(|| Some(format!("{} was asked{why}", name(offer.to))));
            }
            Happening::Accepted { offer, instead_of, .. } => match instead_of {
                Some(before) => {
                    format!("{} is nearer and is coming instead of {}", self.offered_to(offer), name(before))
                }
                None => format!("{} is coming", self.offered_to(offer)),
            },
            Happening::Declined { offer } => {
                return self.lead_only(|| Some(format!("{} declined", self.offered_to(offer))));
            }
            Happening::Expired { offer } => {
                return self.lead_only(|| Some(format!("{} did not answer", self.offered_to(offer))));
            }
            Happening::OfferWithdrawn { offer, why } => {
                let whom = self.offered_to(offer);
                return self.lead_only(|| {
                    Some(match why {
                        TakenBack::NotFree => format!("{whom} is no longer asked"),
                        TakenBack::MoreUrgent => {
                            format!("{whom} is asked about something more urgent instead")
                        }
                    })
                });
            }
            Happening::Assigned { to, instead_of, .. } => match (instead_of, event.actor) {
                (Some(before), _) => format!("{} is coming instead of {}", name(to), name(before)),
                (None, Actor::Responder(by)) => format!("{} is coming, sent by {}", name(to), name(by)),
                (None, Actor::Lead(lead)) if self.detail == Detail::Lead => {
                    format!("{} is coming, sent by {}", name(to), name(lead))
                }
                (None, _) => format!("{} is coming, sent by the desk", name(to)),
            },
            Happening::Arrived { .. } => match (self.detail, event.actor) {
                (Detail::Requester, _) => "They are with you".to_owned(),
                (Detail::Lead, Actor::Requester) => "The ward says they are there".to_owned(),
                (Detail::Lead, actor) => format!("{} arrived", actor_name(self.directory, actor)),
            },
            Happening::ArrivalUndone => match (self.detail, event.actor) {
                (Detail::Requester, Actor::Requester) => "You said that nobody is here".to_owned(),
                (Detail::Requester, _) => "They are still on the way".to_owned(),
                (Detail::Lead, Actor::Requester) => "The ward says that nobody is there".to_owned(),
                (Detail::Lead, actor) => {
                    format!("{} is not there yet after all", actor_name(self.directory, actor))
                }
            },
            Happening::Released { from, why } => match why {
                ReleaseReason::NeedsSomeoneElse { tag } => {
                    let tag = isolated(self.directory.tag_name(tag));
                    format!("{} asked for someone who knows {tag}", name(from))
                }
                ReleaseReason::GaveBack => {
                    format!("{} had to give it back. Looking for someone else", name(from))
                }
                ReleaseReason::Silent => format!("No word from {}. Looking for someone else", name(from)),
                ReleaseReason::ShiftEnded => {
                    format!("{}’s shift ended. Looking for someone else", name(from))
                }
                ReleaseReason::OutOfReach => {
                    format!("{} can no longer be reached. Looking for someone else", name(from))
                }
                ReleaseReason::SentElsewhere => {
                    format!("{} was needed elsewhere. Looking for someone else", name(from))
                }
            },
            Happening::ReleaseUndone { by, .. } => format!("{} has it again", name(by)),
            // What it was is for those who learn from it: whoever asked may read it as a verdict on themselves.
            Happening::Resolved { category } => {
                let closed_by = actor_name(self.directory, event.actor);
                match self.detail {
                    Detail::Requester => format!("Closed by {closed_by}"),
                    Detail::Lead => format!("Closed by {closed_by}: {}", category_name(category)),
                }
            }
            Happening::ResolutionUndone => "Reopened".to_owned(),
            Happening::HandedOff { .. } => "Handed to the IT service desk".to_owned(),
            Happening::DetailsAdded { helped, noted, known_issue } => {
                let parts = [(noted, "a note"), (known_issue.is_some(), "a known issue")];
                return self.lead_only(|| Some(self.details(event.actor, helped, parts)));
            }
            Happening::Withdrawn { why, .. } => self.cancelled(event.actor, why),
            Happening::Reopened => "Not solved. Looking for someone again".to_owned(),
            Happening::Sorted { answer } => {
                let sorted = match answer {
                    Sorted::Yes => "sorted",
                    Sorted::Partly => "partly sorted",
                    Sorted::No => "not sorted",
                };
                match self.detail {
                    Detail::Requester => format!("You said that it is {sorted}"),
                    Detail::Lead => format!("The ward says that it is {sorted}"),
                }
            }
            Happening::PriorityChanged { from, to } => self.priority(event.actor, from, to),
            Happening::Escalated { to, measures } => match self.detail {
                Detail::Requester if measures.contains(&Measure::TellCommandCentre) => {
                    "The desk was told".to_owned()
                }
                // Once: it is true from then on.
                Detail::Requester if to > 1 || measures.is_empty() => return None,
                Detail::Requester => {
                    "This is taking longer than it should. We are looking further away".to_owned()
                }
                Detail::Lead => {
                    let done: Vec<&str> = measures.iter().copied().map(measure).collect();
                    let done = done.join(". ");
                    match (event.actor, done.as_str(), self.holder) {
                        (Actor::Lead(lead), "", Some(holder)) => {
                            format!("{} asked {} how far they are", name(lead), name(holder))
                        }
                        (Actor::Lead(lead), "", None) => format!("{} escalated", name(lead)),
                        (Actor::Lead(lead), done, _) => {
                            format!("{} escalated: {}", name(lead), words::within(done))
                        }
                        (_, "", Some(holder)) => format!("{} was asked how far they are", name(holder)),
                        (_, "", None) => "Still nobody on the way".to_owned(),
                        (_, done, _) => done.to_owned(),
                    }
                }
            },
        })
    }

    fn priority(&self, actor: Actor, from: Priority, to: Priority) -> String {
        let raised = if to < from { "Raised" } else { "Lowered" };
        match (self.detail, actor) {
            (Detail::Requester, Actor::Requester) => format!("You said: {}", to.in_words()),
            (Detail::Requester, _) => format!("The desk changed it to: {}", to.in_words()),
            (Detail::Lead, Actor::Requester) => format!("{raised} to {to} by the ward"),
            (Detail::Lead, actor) => format!("{raised} to {to} by {}", actor_name(self.directory, actor)),
        }
    }

    fn cancelled(&self, actor: Actor, why: WithdrawReason) -> String {
        match (self.detail, actor) {
            (Detail::Requester, Actor::Requester) => {
                format!("You cancelled: {}", words::withdrawn_by_you(why))
            }
            (Detail::Requester, _)
                if matches!(why, WithdrawReason::Duplicate | WithdrawReason::NotTheSystem) =>
            {
                format!("The desk cancelled it: {}", words::withdrawn_by_you(why))
            }
            (Detail::Requester, _) => "The desk cancelled it".to_owned(),
            (Detail::Lead, actor) => {
                let who = match actor {
                    Actor::Requester => Cow::Borrowed("the ward"),
                    actor => actor_name(self.directory, actor),
                };
                format!("Cancelled by {who}: {}", words::withdrawn_by_them(why).to_lowercase())
            }
        }
    }

    /// `parts`: what may be there, and what it is called.
    fn details(&self, actor: Actor, helped: PeopleHelped, parts: [(bool, &str); 2]) -> String {
        let who = actor_name(self.directory, actor);
        let there: Vec<&str> =
            parts.into_iter().filter(|(is_there, _)| *is_there).map(|(_, name)| name).collect();
        let with = if there.is_empty() { String::new() } else { format!(", with {}", there.join(" and ")) };
        format!("{who} added details: {} helped{with}", people(helped))
    }

    fn lead_only(&self, words: impl FnOnce() -> Option<String>) -> Option<String> {
        (self.detail == Detail::Lead).then(words).flatten()
    }

    fn person_of(&self, offer: OfferId) -> Option<PersonId> {
        self.offers.iter().find(|record| record.id == offer).map(|record| record.to)
    }

    fn offered_to(&self, offer: OfferId) -> Cow<'static, str> {
        self.person_of(offer)
            .map_or(Cow::Borrowed("Someone"), |person| isolated(self.directory.person_name(person)))
    }
}
