//! A ticket's history in words.

use std::{borrow::Cow, iter};

use app::{
    model::TimelineEntry,
    words::{self, isolated},
};
use domain::{
    Logged, OfferId, PersonId, Priority,
    known_issue::{LinkReason, UnlinkReason},
    pack::SlipCode,
    ticket::{
        Actor, Happening, HoldEnd, Measure, PeopleHelped, ReleaseReason, Sorted, TakenBack, WithdrawReason,
    },
};
use store::{LoggedEvent, OfferRecord};
use texts::texts;

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
    let mut teller = Teller { sources, directory, offers, detail, holder: None };
    let mut entries = Vec::new();
    for event in events {
        let words = teller.tell(event);
        entries.extend(words.map(|words| TimelineEntry { when: moment(sources, event.at), words }));
        teller.follow(event);
    }
    entries
}

/// What a step of the ladder did, for a lead.
pub(crate) fn measure(measure: Measure) -> String {
    match measure {
        Measure::AskMore => texts().timeline_step_asked_more(),
        Measure::WidenZone => texts().timeline_step_other_zones(),
        Measure::WidenTags => texts().timeline_step_any_floorwalker(),
        Measure::TellCommandCentre => texts().timeline_step_command_centre(),
    }
}

/// What it would do, for a lead.
pub(crate) fn still_to_come(next: Measure) -> String {
    match next {
        Measure::AskMore => texts().timeline_next_asks_more(),
        Measure::WidenZone => texts().timeline_next_other_zones(),
        Measure::WidenTags => texts().timeline_next_any_floorwalker(),
        Measure::TellCommandCentre => texts().timeline_next_board(),
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
        Actor::Requester | Actor::Operator(_) | Actor::Engine => Cow::Owned(texts().timeline_someone()),
    }
}

struct Teller<'d> {
    sources: &'d Sources,
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
        let t = texts();
        let name = |id| isolated(self.directory.person_name(id));
        let category_name = |id| isolated(self.directory.category_name(id));
        let Logged::Step(happening) = &event.what else {
            return self.lead_only(|| match event.what {
                Logged::NobodyToAsk(_) => Some(t.timeline_no_one_available()),
                Logged::NotReached { person } => Some(t.timeline_not_reached(name(person))),
                // Whoever closed it says so in the details.
                Logged::IssueLinked { why: LinkReason::Responder, .. }
                | Logged::IssueUnlinked { why: UnlinkReason::Responder | UnlinkReason::Moved, .. } => None,
                Logged::IssueLinked { .. } => {
                    Some(t.timeline_issue_linked(actor_name(self.directory, event.actor)))
                }
                Logged::IssueUnlinked { why: UnlinkReason::NotSolved, .. } => Some(t.timeline_issue_not_it()),
                Logged::IssueUnlinked { .. } => {
                    Some(t.timeline_issue_unlinked(actor_name(self.directory, event.actor)))
                }
                _ => None,
            });
        };
        Some(match happening.clone() {
            Happening::Asked { .. } => match event.actor {
                Actor::Lead(lead) => t.timeline_asked_for_ward(name(lead)),
                _ => t.timeline_asked(),
            },
            Happening::AskedOnPaper { slip, done, .. } => {
                let (slip, who) = (slip.to_string(), actor_name(self.directory, event.actor));
                match done {
                    None => t.timeline_entered_from_paper(slip, who),
                    Some(done) => t.timeline_closed_on_paper(slip, category_name(done.category), who),
                }
            }
            Happening::HelpedInPassing { category, .. } => {
                let who = actor_name(self.directory, event.actor);
                t.timeline_helped_in_passing(who, category_name(category))
            }
            Happening::Offered { offer } => {
                let is_own_wish = event.actor == Actor::Responder(offer.to);
                let whom = name(offer.to);
                return self.lead_only(|| {
                    Some(if is_own_wish {
                        t.timeline_was_asked_again(whom)
                    } else {
                        t.timeline_was_asked(whom)
                    })
                });
            }
            Happening::Accepted { offer, instead_of, .. } => match instead_of {
                Some(before) => t.timeline_coming_nearer(self.offered_to(offer), name(before)),
                None => t.timeline_coming(self.offered_to(offer)),
            },
            Happening::Declined { offer } => {
                return self.lead_only(|| Some(t.timeline_declined(self.offered_to(offer))));
            }
            Happening::Expired { offer } => {
                return self.lead_only(|| Some(t.timeline_did_not_answer(self.offered_to(offer))));
            }
            Happening::OfferWithdrawn { offer, why } => {
                let whom = self.offered_to(offer);
                return self.lead_only(|| {
                    Some(match why {
                        TakenBack::NotFree => t.timeline_no_longer_asked(whom),
                        TakenBack::MoreUrgent => t.timeline_asked_about_more_urgent(whom),
                    })
                });
            }
            Happening::Assigned { to, instead_of, .. } => match (instead_of, event.actor) {
                (Some(before), _) => t.timeline_coming_instead(name(to), name(before)),
                (None, Actor::Responder(by)) => t.timeline_coming_sent_by(name(to), name(by)),
                (None, Actor::Lead(lead)) if self.detail == Detail::Lead => {
                    t.timeline_coming_sent_by(name(to), name(lead))
                }
                (None, _) => t.timeline_coming_sent_by_desk(name(to)),
            },
            Happening::Arrived { .. } => match (self.detail, event.actor) {
                (Detail::Requester, _) => t.timeline_with_you(),
                (Detail::Lead, Actor::Requester) => t.timeline_there_says_ward(),
                (Detail::Lead, actor) => t.timeline_arrived(actor_name(self.directory, actor)),
            },
            Happening::ArrivalUndone => match (self.detail, event.actor) {
                (Detail::Requester, Actor::Requester) => t.timeline_nobody_here(),
                (Detail::Requester, _) => t.timeline_still_on_the_way(),
                (Detail::Lead, Actor::Requester) => t.timeline_nobody_there_says_ward(),
                (Detail::Lead, actor) => t.timeline_not_there_yet(actor_name(self.directory, actor)),
            },
            Happening::Released { from, why } => match why {
                ReleaseReason::NeedsSomeoneElse { tag } => {
                    let tag = isolated(self.directory.tag_name(tag));
                    t.timeline_asked_for_someone_who_knows(name(from), tag)
                }
                ReleaseReason::GaveBack => t.timeline_gave_back(name(from)),
                ReleaseReason::Silent => t.timeline_silent(name(from)),
                ReleaseReason::ShiftEnded => t.timeline_shift_ended(name(from)),
                ReleaseReason::OutOfReach => t.timeline_out_of_reach(name(from)),
                ReleaseReason::SentElsewhere => t.timeline_sent_elsewhere(name(from)),
            },
            Happening::ReleaseUndone { by, .. } => t.timeline_has_it_again(name(by)),
            // What it was is for those who learn from it: whoever asked may read it as a verdict on themselves.
            Happening::Resolved { known_issue: Some(_), category, .. } => match self.detail {
                Detail::Requester => t.timeline_desk_thinks_fixed(),
                Detail::Lead => {
                    let closed_by = actor_name(self.directory, event.actor);
                    t.timeline_closed_with_others(closed_by, category_name(category))
                }
            },
            // That it is held still is no news.
            Happening::Held { known_issue: None, .. } => return None,
            Happening::Held { until, .. } => {
                let until = moment(self.sources, until).clock;
                match self.detail {
                    Detail::Requester => t.timeline_desk_holds(until),
                    Detail::Lead => t.timeline_held(actor_name(self.directory, event.actor), until),
                }
            }
            Happening::HoldEnded { why } => match (self.detail, why) {
                (Detail::Requester, HoldEnd::StillNeeded) => t.timeline_you_still_need_someone(),
                (Detail::Requester, _) => t.timeline_looking_again(),
                (Detail::Lead, HoldEnd::StillNeeded) => t.timeline_ward_still_needs_someone(),
                (Detail::Lead, HoldEnd::Silence) => t.timeline_hold_no_word(),
                (Detail::Lead, HoldEnd::IssueEnded) => t.timeline_hold_issue_ended(),
                (Detail::Lead, HoldEnd::Unlinked | HoldEnd::SendsAgain | HoldEnd::SentAfterAll) => {
                    t.timeline_hold_ended(actor_name(self.directory, event.actor))
                }
            },
            Happening::Resolved { category, .. } => {
                let closed_by = actor_name(self.directory, event.actor);
                match self.detail {
                    Detail::Requester => t.timeline_closed(closed_by),
                    Detail::Lead => t.timeline_closed_as(closed_by, category_name(category)),
                }
            }
            Happening::ResolutionUndone => t.timeline_reopened(),
            Happening::HandedOff { .. } => t.timeline_handed_off(),
            Happening::DetailsAdded { helped, noted, known_issue } => {
                let name = actor_name(self.directory, event.actor);
                let helped = helped.get();
                return self.lead_only(|| {
                    Some(match (noted, known_issue) {
                        (false, None) => t.timeline_details(helped, name),
                        (true, None) => t.timeline_details_note(helped, name),
                        (false, Some(_)) => t.timeline_details_issue(helped, name),
                        (true, Some(_)) => t.timeline_details_note_and_issue(helped, name),
                    })
                });
            }
            Happening::Withdrawn { why, .. } => self.cancelled(event.actor, why),
            Happening::Reopened => t.timeline_not_solved(),
            Happening::Sorted { answer } => match (self.detail, answer) {
                (Detail::Requester, Sorted::Yes) => t.timeline_you_said_sorted(),
                (Detail::Requester, Sorted::Partly) => t.timeline_you_said_partly_sorted(),
                (Detail::Requester, Sorted::No) => t.timeline_you_said_not_sorted(),
                (Detail::Lead, Sorted::Yes) => t.timeline_ward_says_sorted(),
                (Detail::Lead, Sorted::Partly) => t.timeline_ward_says_partly_sorted(),
                (Detail::Lead, Sorted::No) => t.timeline_ward_says_not_sorted(),
            },
            Happening::PriorityChanged { from, to, measures } => {
                let told = measures.contains(&Measure::TellCommandCentre).then(|| t.timeline_desk_told());
                let done: Vec<String> = match self.detail {
                    Detail::Requester => told.into_iter().collect(),
                    Detail::Lead => measures.iter().copied().map(measure).collect(),
                };
                iter::once(self.priority(event.actor, from, to)).chain(done).collect::<Vec<_>>().join(". ")
            }
            Happening::Corrected { spot, note } => match self.detail {
                Detail::Requester => t.timeline_you_changed(words::corrected(spot, note)),
                Detail::Lead => t.timeline_ward_changed(words::corrected(spot, note)),
            },
            Happening::Escalated { to, measures, .. } => match self.detail {
                Detail::Requester if measures.contains(&Measure::TellCommandCentre) => t.timeline_desk_told(),
                // Once: it is true from then on.
                Detail::Requester if to > 1 || measures.is_empty() => return None,
                Detail::Requester => t.timeline_looking_further(),
                Detail::Lead => {
                    let done: Vec<String> = measures.iter().copied().map(measure).collect();
                    let done = done.join(". ");
                    match (event.actor, done.as_str(), self.holder) {
                        (Actor::Lead(lead), "", Some(holder)) => {
                            t.timeline_asked_how_far_by(name(lead), name(holder))
                        }
                        (Actor::Lead(lead), "", None) => t.timeline_escalated(name(lead)),
                        (Actor::Lead(lead), done, _) => {
                            t.timeline_escalated_with(name(lead), words::within(done))
                        }
                        (_, "", Some(holder)) => t.timeline_asked_how_far(name(holder)),
                        (_, "", None) => t.timeline_nobody_on_the_way(),
                        (_, done, _) => done.to_owned(),
                    }
                }
            },
        })
    }

    fn priority(&self, actor: Actor, from: Priority, to: Priority) -> String {
        let t = texts();
        let name = || actor_name(self.directory, actor);
        match (self.detail, actor) {
            (Detail::Requester, Actor::Requester) => t.timeline_you_said(words::patient_within(to)),
            (Detail::Requester, _) => t.timeline_desk_changed(words::patient_within(to)),
            (Detail::Lead, Actor::Requester) if to < from => t.timeline_raised_by_ward(to.to_string()),
            (Detail::Lead, Actor::Requester) => t.timeline_lowered_by_ward(to.to_string()),
            (Detail::Lead, _) if to < from => t.timeline_raised(to.to_string(), name()),
            (Detail::Lead, _) => t.timeline_lowered(to.to_string(), name()),
        }
    }

    fn cancelled(&self, actor: Actor, why: WithdrawReason) -> String {
        let t = texts();
        match (self.detail, actor) {
            (Detail::Requester, Actor::Requester) => t.timeline_you_cancelled(words::withdrawn_by_you(why)),
            (Detail::Requester, _)
                if matches!(why, WithdrawReason::Duplicate | WithdrawReason::NotTheSystem) =>
            {
                t.timeline_desk_cancelled_as(words::withdrawn_by_you(why))
            }
            (Detail::Requester, _) => t.timeline_desk_cancelled(),
            (Detail::Lead, actor) => {
                let reason = words::within(&words::withdrawn_by_them(why));
                match actor {
                    Actor::Requester => t.timeline_cancelled_by_ward(reason),
                    actor => t.timeline_cancelled_by(actor_name(self.directory, actor), reason),
                }
            }
        }
    }

    fn lead_only(&self, words: impl FnOnce() -> Option<String>) -> Option<String> {
        (self.detail == Detail::Lead).then(words).flatten()
    }

    fn person_of(&self, offer: OfferId) -> Option<PersonId> {
        self.offers.iter().find(|record| record.id == offer).map(|record| record.to)
    }

    fn offered_to(&self, offer: OfferId) -> Cow<'static, str> {
        self.person_of(offer).map_or_else(
            || Cow::Owned(texts().timeline_someone()),
            |person| isolated(self.directory.person_name(person)),
        )
    }
}
/// The slip of paper that a ticket came on, as the log says.
pub(crate) fn slip_of(events: &[LoggedEvent]) -> Option<SlipCode> {
    events.iter().find_map(|event| match event.what.step()? {
        Happening::AskedOnPaper { slip, .. } => Some(*slip),
        _ => None,
    })
}
