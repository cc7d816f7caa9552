//! The transition function.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    Actor, AskedAbout, AskedBy, Deadlines, Details, DoneOnPaper, Event, GivenBack, Happening, HoldEnd,
    LiveOffer, Measure, Phase, Refusal, ReleaseReason, Sorted, State, TakenBack, Ticket, When,
    WithdrawReason,
};
use crate::{
    CategoryId, Code, KnownIssueId, Note, OfferId, PersonId, Priority, Spot, TagId, TicketId, Timestamp,
    Ward, WardId, pack::SlipCode, priority::Stuck,
};

/// What someone wants of an existing ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Ask somebody; once also someone nearer than the holder who is on the way.
    Offer {
        offer: LiveOffer,
    },
    Accept {
        offer: OfferId,
        by: PersonId,
    },
    Decline {
        offer: OfferId,
        by: PersonId,
    },
    /// Who declined a moment ago is asked once more, by a new offer, unless somebody has it by now.
    UndoDecline {
        declined_at: Timestamp,
        offer: LiveOffer,
    },
    /// The engine ends an offer whose time has come.
    Expire {
        offer: OfferId,
    },
    /// The engine takes an offer back before its time.
    WithdrawOffer {
        offer: OfferId,
        why: TakenBack,
    },
    /// A lead decides; it overrides offers and a holder who has not arrived, and nobody nearer is asked instead.
    Assign {
        to: PersonId,
    },
    /// Said by the holder, or for the holder by the requester ("They are here"). No other responder can say it.
    Arrive,
    /// Nobody is there after all: the holder says so for [`Ticket::UNDO_ARRIVAL_FOR`], whoever asked as long as somebody is said to
    /// be with them.
    UndoArrive,
    Release {
        from: PersonId,
        why: ReleaseReason,
    },
    /// Who gave it back a moment ago has it again, unless somebody else has it by now.
    UndoRelease {
        by: PersonId,
        given_back: GivenBack,
    },
    Resolve {
        by: PersonId,
        category: CategoryId,
    },
    UndoResolve {
        by: PersonId,
    },
    HandOff {
        by: PersonId,
        category: CategoryId,
    },
    /// Said by whoever closed it, and again as often as they like: the last counts.
    AddDetails {
        by: PersonId,
        details: Details,
        /// What was behind it, as the command centre knows it.
        known_issue: Option<KnownIssueId>,
        /// What the ticket is linked to already.
        linked: Option<KnownIssueId>,
    },
    /// Nobody is sent before `until`, since the command centre works on what is behind it; said again, it goes on until then.
    Hold {
        known_issue: KnownIssueId,
        until: Timestamp,
    },
    EndHold {
        why: HoldEnd,
    },
    /// A lead closes it with all that are about the same, since that is thought to be put right.
    CloseWithOthers {
        by: PersonId,
        category: CategoryId,
        known_issue: KnownIssueId,
    },
    /// Of what is open; and of what was entered from paper as done, where that was wrong.
    Withdraw {
        why: WithdrawReason,
    },
    Reopen,
    /// Whoever asked says whether it is sorted; the last answer counts. A no opens it again, within [`Deadlines::reopen_within`].
    SaySorted {
        answer: Sorted,
    },
    ChangePriority {
        to: Priority,
    },
    /// Makes it at least this urgent; what is more urgent already stays as it is.
    RaiseTo {
        at_least: Priority,
    },
    /// Makes it at most this urgent, unless somebody is there; what is less urgent already stays as it is. A deadline that stands is
    /// not put off by it.
    LowerTo {
        at_most: Priority,
    },
    /// Whoever asked says otherwise where exactly they are, or what it is about, as long as it is open.
    Correct {
        spot: Option<Spot>,
        note: Option<Note>,
    },
    /// Silence, or a lead, makes the next rung look.
    Escalate,
}

/// The ticket as it is from now on, and the event that made it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    pub ticket: Ticket,
    pub event: Event,
}

impl Transition {
    /// Says where its ward is, so that the log alone tells it, whatever becomes of the ward.
    #[must_use]
    pub fn at(mut self, place: &Ward) -> Self {
        if let Happening::Asked { about: Some(about) }
        | Happening::HelpedInPassing { about: Some(about), .. } = &mut self.event.happening
        {
            about.zone = place.zone;
            about.site = Some(place.site);
        }
        if let Happening::AskedOnPaper { about, .. } = &mut self.event.happening {
            about.zone = place.zone;
            about.site = Some(place.site);
        }
        self
    }
}

/// What a request consists of; the rest of a ticket follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub id: TicketId,
    pub code: Code,
    pub ward: WardId,
    pub tag: TagId,
    pub priority: Priority,
    pub stuck: Option<Stuck>,
    pub spot: Option<Spot>,
    pub note: Option<Note>,
    pub asker: Option<String>,
    pub asked_by: AskedBy,
}

/// Help that nobody had asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpInPassing {
    pub id: TicketId,
    pub code: Code,
    pub ward: WardId,
    pub tag: TagId,
    pub category: CategoryId,
    /// The category hands it to the IT service desk.
    pub hands_off: bool,
    pub by: PersonId,
}

/// A slip of paper that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromPaper {
    /// Who entered it is who asked: [`AskedBy::Paper`].
    pub request: Request,
    pub slip: SlipCode,
    pub asked_at: Timestamp,
    /// None: nobody has helped yet.
    pub done: Option<DoneOnPaper>,
}

impl Ticket {
    /// A request becomes a waiting ticket.
    pub fn ask(
        request: Request,
        device_at: Option<Timestamp>,
        now: Timestamp,
        deadlines: &Deadlines,
    ) -> Transition {
        let Request { id, code, ward, tag, priority, stuck, spot, note, asker, asked_by } = request;
        let actor = match asked_by {
            AskedBy::Desk(lead) | AskedBy::Paper(lead) => Actor::Lead(lead),
            AskedBy::InPassing(responder) => Actor::Responder(responder),
            AskedBy::WardDevice(_) | AskedBy::WardLink => Actor::Requester,
        };
        let source = asked_by.source();
        let about = AskedAbout { ward, zone: None, site: None, tag, priority, stuck, source };
        let ticket = Self {
            id,
            code,
            ward,
            tag,
            priority,
            stuck,
            spot,
            note,
            asker,
            asked_by,
            asked_at: now,
            state: State::Waiting,
            offers: Vec::new(),
            turned_down: Vec::new(),
            cannot_help: Vec::new(),
            accepted_at: None,
            arrived_at: None,
            escalation: 0,
            escalate_at: now + deadlines.ladder(priority).pause(0),
            settled: false,
            reopened: 0,
            details: Details::default(),
            sorted: None,
            hold: None,
            hold_lifted: false,
            closed_with: None,
            version: 0,
        };
        Transition {
            ticket,
            event: Event {
                ticket: id,
                at: now,
                device_at,
                actor,
                happening: Happening::Asked { about: Some(about) },
            },
        }
    }

    /// Help in passing becomes a ticket that is closed from the start, with an event of its own kind. Nobody judged how
    /// urgent it was.
    pub fn help_in_passing(help: HelpInPassing, device_at: Option<Timestamp>, now: Timestamp) -> Transition {
        let HelpInPassing { id, code, ward, tag, category, hands_off, by } = help;
        let (priority, asked_by) = (Priority::P4, AskedBy::InPassing(by));
        let (stuck, spot, note, asker) = (None, None, None, None);
        let request = Request { id, code, ward, tag, priority, stuck, spot, note, asker, asked_by };
        let Transition { ticket, event } = Self::ask(request, device_at, now, &Deadlines::default());
        let state = if hands_off {
            State::HandedOff { by, category, at: now }
        } else {
            State::Resolved { by, category, at: now }
        };
        let about = match event.happening {
            Happening::Asked { about } => about,
            _ => None,
        };
        let happening = Happening::HelpedInPassing { category, hands_off: Some(hands_off), about };
        Transition { ticket: Self { state, ..ticket }, event: Event { happening, ..event } }
    }

    /// A slip of paper becomes a ticket: one that waits, and whose ladder begins now, since nobody could be asked before; or one that is closed
    /// from the start. Its times are those of the slip, but that of the event.
    pub fn enter_from_paper(paper: FromPaper, now: Timestamp, deadlines: &Deadlines) -> Transition {
        let FromPaper { request, slip, asked_at, done } = paper;
        let Transition { ticket, event } = Self::ask(request, None, now, deadlines);
        let state = match done {
            None => State::Waiting,
            Some(DoneOnPaper { by, category, hands_off: true, at, .. }) => {
                State::HandedOff { by, category, at }
            }
            Some(DoneOnPaper { by, category, hands_off: false, at, .. }) => {
                State::Resolved { by, category, at }
            }
        };
        let arrived_at = done.and_then(|done| done.arrived_at);
        let about = AskedAbout {
            ward: ticket.ward,
            zone: None,
            site: None,
            tag: ticket.tag,
            priority: ticket.priority,
            stuck: ticket.stuck,
            source: ticket.asked_by.source(),
        };
        let happening = Happening::AskedOnPaper { slip, asked_at, done, about };
        Transition {
            ticket: Self { asked_at, state, arrived_at, ..ticket },
            event: Event { happening, ..event },
        }
    }

    /// The ticket after `command`, and the event to append.
    ///
    /// # Errors
    /// [`Refusal`] if the command does not follow from the present state; nothing has changed then.
    pub fn apply(
        &self,
        command: Command,
        actor: Actor,
        when: When,
        deadlines: &Deadlines,
    ) -> Result<Transition, Refusal> {
        let mut next = self.clone();
        let happening = next.step(command, actor, when, deadlines)?;
        if next.state != State::Waiting {
            next.hold = None;
        }
        // A program older than this one leaves it standing.
        if !matches!(next.state, State::Resolved { .. }) {
            next.closed_with = None;
        }
        let When { now, device_at, .. } = when;
        next.version += 1;
        Ok(Transition {
            ticket: next,
            event: Event { ticket: self.id, at: now, device_at, actor, happening },
        })
    }

    fn step(
        &mut self,
        command: Command,
        actor: Actor,
        when: When,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        let now = when.now;
        match command {
            Command::Offer { offer } => self.offer(offer),
            Command::Accept { offer, by } => self.accept(offer, by, now, deadlines),
            Command::Decline { offer, by } => {
                self.end_offer(offer, Some(by))?;
                self.turn_down(by);
                Ok(Happening::Declined { offer })
            }
            Command::UndoDecline { declined_at, offer } => {
                self.undo_decline(declined_at, offer, when, deadlines)
            }
            Command::Expire { offer } => self.end_offer(offer, None).map(|_| Happening::Expired { offer }),
            Command::WithdrawOffer { offer, why } => {
                self.end_offer(offer, None).map(|_| Happening::OfferWithdrawn { offer, why })
            }
            Command::Assign { to } => self.assign(to, now, deadlines),
            Command::Arrive => self.arrive(actor, now, deadlines),
            Command::UndoArrive => self.undo_arrive(actor, when, deadlines),
            Command::Release { from, why } => self.release(from, why, now, deadlines),
            Command::UndoRelease { by, given_back } => self.undo_release(by, given_back, when, deadlines),
            Command::Resolve { by, category } => {
                self.close_held(by, State::Resolved { by, category, at: now })?;
                Ok(Happening::Resolved { category, known_issue: None, superseded: Vec::new() })
            }
            Command::HandOff { by, category } => {
                self.close_held(by, State::HandedOff { by, category, at: now })?;
                Ok(Happening::HandedOff { category })
            }
            Command::UndoResolve { by } => self.undo_resolve(by, when, deadlines),
            Command::AddDetails { by, details, known_issue, linked } => {
                self.add_details(by, details, known_issue, linked, when)
            }
            Command::Hold { known_issue, until } => self.be_held(known_issue, until, now),
            Command::EndHold { why } => self.end_hold(why, now, deadlines),
            Command::CloseWithOthers { by, category, known_issue } => {
                self.close_with_others(by, category, known_issue, now)
            }
            Command::Withdraw { why } => self.withdraw(why, now),
            Command::Reopen => self.reopen(when, deadlines),
            Command::SaySorted { answer } => self.say_sorted(answer, when, deadlines),
            Command::ChangePriority { to } => self.change_priority(to, now, deadlines),
            Command::RaiseTo { at_least } => {
                self.change_priority(self.priority.min(at_least), now, deadlines)
            }
            Command::LowerTo { at_most } => {
                if self.phase() == Phase::WithYou {
                    return Err(Refusal::OutOfOrder(Phase::WithYou));
                }
                self.change_priority(self.priority.max(at_most), now, deadlines)
            }
            Command::Correct { spot, note } => self.correct(spot, note),
            Command::Escalate => match (self.held_until(), actor) {
                (Some(until), Actor::Engine) => self.look_at_hold(until, now, deadlines),
                (Some(_), _) => self.end_hold(HoldEnd::SentAfterAll, now, deadlines),
                (None, _) => self.escalate(now, deadlines),
            },
        }
    }

    fn offer(&mut self, offer: LiveOffer) -> Result<Happening, Refusal> {
        if let State::OnTheWay { holder } = self.state {
            if holder == offer.to || self.settled {
                return Err(Refusal::Taken { by: holder });
            }
            self.settled = true;
        } else {
            self.must_wait()?;
        }
        if self.held_until().is_some() {
            return Err(Refusal::OnHold);
        }
        if self.offers.iter().any(|live| live.to == offer.to || live.id == offer.id) {
            return Err(Refusal::AlreadyOffered);
        }
        self.offers.push(offer);
        Ok(Happening::Offered { offer })
    }

    fn undo_decline(
        &mut self,
        declined_at: Timestamp,
        offer: LiveOffer,
        when: When,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        self.must_wait()?;
        if when.tapped_at.since(declined_at) > deadlines.undo_within {
            return Err(Refusal::TooLate);
        }
        let happening = self.offer(offer)?;
        self.turned_down.retain(|person| *person != offer.to);
        Ok(happening)
    }

    fn accept(
        &mut self,
        id: OfferId,
        by: PersonId,
        now: Timestamp,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        self.end_offer(id, Some(by))?;
        let instead_of = self.holder();
        let superseded = self.take(by, now, deadlines);
        Ok(Happening::Accepted { offer: id, superseded, instead_of })
    }

    fn assign(&mut self, to: PersonId, now: Timestamp, deadlines: &Deadlines) -> Result<Happening, Refusal> {
        let instead_of = match self.state {
            State::Waiting => None,
            State::OnTheWay { holder } if holder == to => return Err(Refusal::NoChange),
            State::OnTheWay { holder } => Some(holder),
            _ => return Err(Refusal::OutOfOrder(self.phase())),
        };
        // Whoever is sent although it is held ends that for good.
        self.hold_lifted |= self.held_until().is_some();
        self.settled = true;
        let superseded = self.take(to, now, deadlines);
        Ok(Happening::Assigned { to, instead_of, superseded })
    }

    /// Gives the ticket to `holder`; answers with the offers that ends.
    fn take(&mut self, holder: PersonId, now: Timestamp, deadlines: &Deadlines) -> Vec<OfferId> {
        self.state = State::OnTheWay { holder };
        self.cannot_help.retain(|person| *person != holder);
        self.accepted_at = Some(now);
        self.escalation = 0;
        self.escalate_at = now + deadlines.arrive_within;
        self.drop_offers()
    }

    fn arrive(&mut self, actor: Actor, now: Timestamp, deadlines: &Deadlines) -> Result<Happening, Refusal> {
        if let Actor::Responder(person) = actor {
            self.must_be_held_by(person)?;
        }
        let State::OnTheWay { holder } = self.state else {
            return Err(Refusal::OutOfOrder(self.phase()));
        };
        self.state = State::WithYou { holder };
        self.arrived_at = Some(now);
        self.escalation = 0;
        self.escalate_at = now + deadlines.finish_within;
        Ok(Happening::Arrived { superseded: self.drop_offers() })
    }

    fn undo_arrive(&mut self, actor: Actor, when: When, deadlines: &Deadlines) -> Result<Happening, Refusal> {
        if let Actor::Responder(person) = actor {
            self.must_be_held_by(person)?;
        }
        let State::WithYou { holder } = self.state else {
            return Err(Refusal::OutOfOrder(self.phase()));
        };
        let said_ago = self.arrived_at.map_or(Duration::ZERO, |said_at| when.tapped_at.since(said_at));
        if matches!(actor, Actor::Responder(_)) && said_ago > Self::UNDO_ARRIVAL_FOR {
            return Err(Refusal::TooLate);
        }
        self.state = State::OnTheWay { holder };
        self.arrived_at = None;
        self.escalation = 0;
        self.escalate_at = when.now + deadlines.arrive_within;
        Ok(Happening::ArrivalUndone)
    }

    fn release(
        &mut self,
        from: PersonId,
        why: ReleaseReason,
        now: Timestamp,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        self.must_be_held_by(from)?;
        // Somebody had set out already, and it may be about something else by now.
        self.hold_lifted = true;
        if let ReleaseReason::NeedsSomeoneElse { tag } = why {
            self.tag = tag;
            self.cannot_help.push(from);
        }
        self.turn_down(from);
        self.wait_again(now, deadlines);
        Ok(Happening::Released { from, why })
    }

    fn undo_release(
        &mut self,
        by: PersonId,
        given_back: GivenBack,
        when: When,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        self.must_wait()?;
        if given_back.by != by {
            return Err(Refusal::NotYours);
        }
        if when.tapped_at.since(given_back.at) > deadlines.undo_within {
            return Err(Refusal::TooLate);
        }
        self.turned_down.retain(|person| *person != by);
        self.cannot_help.retain(|person| *person != by);
        self.tag = given_back.tag_before.unwrap_or(self.tag);
        self.accepted_at = Some(given_back.accepted_at);
        self.arrived_at = given_back.arrived_at;
        self.escalation = 0;
        (self.state, self.escalate_at) = match given_back.arrived_at {
            Some(_) => (State::WithYou { holder: by }, when.now + deadlines.finish_within),
            None => (State::OnTheWay { holder: by }, when.now + deadlines.arrive_within),
        };
        Ok(Happening::ReleaseUndone { by, superseded: self.drop_offers(), tag: given_back.tag_before })
    }

    fn undo_resolve(
        &mut self,
        by: PersonId,
        when: When,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        self.must_have_been_closed_by(by, when.tapped_at, deadlines.undo_within)?;
        if self.closed_with.is_some() {
            // Nobody was there to go back to.
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        if self.is_in_passing() {
            // There is nothing to go back to: it was not open before.
            self.details = Details::default();
            let why = WithdrawReason::Other;
            self.state = State::Withdrawn { why, at: when.now };
            return Ok(Happening::Withdrawn { why, superseded: Vec::new() });
        }
        if self.accepted_at.is_none() {
            // It was closed on paper: nobody had it here.
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        self.state = State::WithYou { holder: by };
        self.escalate_at = when.now + deadlines.finish_within;
        self.details = Details::default();
        self.sorted = None;
        Ok(Happening::ResolutionUndone)
    }

    fn add_details(
        &mut self,
        by: PersonId,
        details: Details,
        known_issue: Option<KnownIssueId>,
        linked: Option<KnownIssueId>,
        when: When,
    ) -> Result<Happening, Refusal> {
        self.must_have_been_closed_by(by, when.tapped_at, Details::WITHIN)?;
        if self.details == details && known_issue == linked {
            return Err(Refusal::NoChange);
        }
        let Details { helped, ref note } = details;
        let happening = Happening::DetailsAdded { helped, noted: note.is_some(), known_issue };
        self.details = details;
        Ok(happening)
    }

    fn withdraw(&mut self, why: WithdrawReason, now: Timestamp) -> Result<Happening, Refusal> {
        if !self.is_open() && !self.may_be_entered_wrongly(now) {
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        self.details = Details::default();
        self.sorted = None;
        self.state = State::Withdrawn { why, at: now };
        Ok(Happening::Withdrawn { why, superseded: self.drop_offers() })
    }

    fn reopen(&mut self, when: When, deadlines: &Deadlines) -> Result<Happening, Refusal> {
        let Some(until) = self.reopens_until(deadlines) else {
            return Err(Refusal::OutOfOrder(self.phase()));
        };
        if self.is_in_passing() {
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        if when.tapped_at > until {
            return Err(Refusal::TooLate);
        }
        // It was thought to be over once: now somebody is sent.
        self.hold_lifted = true;
        self.turned_down.clear();
        self.reopened = self.reopened.saturating_add(1);
        self.wait_again(when.now, deadlines);
        Ok(Happening::Reopened)
    }

    fn say_sorted(
        &mut self,
        answer: Sorted,
        when: When,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        // Of what went to the service desk everybody knows that it is not.
        let (State::Resolved { .. }, false) = (self.state, self.is_in_passing()) else {
            return Err(Refusal::OutOfOrder(self.phase()));
        };
        let may_reopen = self.reopens_until(deadlines).is_some_and(|until| when.tapped_at <= until);
        if answer == Sorted::No && may_reopen {
            return self.reopen(when, deadlines);
        }
        if self.sorted.replace(answer) == Some(answer) {
            return Err(Refusal::NoChange);
        }
        Ok(Happening::Sorted { answer })
    }

    fn change_priority(
        &mut self,
        to: Priority,
        now: Timestamp,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        if !self.is_open() {
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        if self.priority == to {
            return Err(Refusal::NoChange);
        }
        let from = std::mem::replace(&mut self.priority, to);
        let mut measures = Vec::new();
        if self.state == State::Waiting {
            // Its step stays; what that step of the other ladder does besides is done now. Of a danger to a patient the command
            // centre is told whatever is thought to have been done: an older program, or another ladder, may not have.
            let done: Vec<Measure> = deadlines.ladder(from).in_force(self.escalation).collect();
            let is_told_anyway =
                |measure: &Measure| to == Priority::P1 && *measure == Measure::TellCommandCentre;
            let in_force = deadlines.ladder(to).in_force(self.escalation);
            measures.extend(in_force.filter(|measure| !done.contains(measure) || is_told_anyway(measure)));
            self.escalate_at = self.escalate_at.min(now + deadlines.ladder(to).pause(self.escalation));
            match Self::hold_at_most(to) {
                Some(at_most) => self.hold = self.hold.map(|until| until.min(now + at_most)),
                None if self.hold.is_some() => (self.hold, self.hold_lifted) = (None, true),
                None => {}
            }
        }
        Ok(Happening::PriorityChanged { from, to, measures })
    }

    fn correct(&mut self, spot: Option<Spot>, note: Option<Note>) -> Result<Happening, Refusal> {
        if !self.is_open() {
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        let (is_elsewhere, is_otherwise) = (self.spot != spot, self.note != note);
        if !is_elsewhere && !is_otherwise {
            return Err(Refusal::NoChange);
        }
        (self.spot, self.note) = (spot, note);
        Ok(Happening::Corrected { spot: is_elsewhere, note: is_otherwise })
    }

    fn escalate(&mut self, now: Timestamp, deadlines: &Deadlines) -> Result<Happening, Refusal> {
        let to = self.escalation.saturating_add(1);
        let (silence, measures, beyond_last) = match self.state {
            State::Waiting => {
                let ladder = deadlines.ladder(self.priority);
                (ladder.pause(to), ladder.measures(to), ladder.is_beyond_last(to))
            }
            State::OnTheWay { .. } => (deadlines.arrive_within, [].as_slice(), false),
            State::WithYou { .. } => (deadlines.finish_within, [].as_slice(), false),
            _ => return Err(Refusal::OutOfOrder(self.phase())),
        };
        self.escalation = to;
        self.escalate_at = now + silence;
        // A second round beats none: whoever said no may be asked again once somebody has had to look.
        self.turned_down.clear();
        Ok(Happening::Escalated { to, measures: measures.to_vec(), beyond_last })
    }

    fn wait_again(&mut self, now: Timestamp, deadlines: &Deadlines) {
        self.state = State::Waiting;
        self.details = Details::default();
        self.sorted = None;
        self.closed_with = None;
        self.accepted_at = None;
        self.arrived_at = None;
        self.escalation = 0;
        self.escalate_at = now + deadlines.ladder(self.priority).pause(0);
    }

    fn close_held(&mut self, by: PersonId, closed: State) -> Result<(), Refusal> {
        self.must_be_held_by(by)?;
        if !matches!(self.state, State::WithYou { .. }) {
            return Err(Refusal::OutOfOrder(self.phase()));
        }
        self.state = closed;
        self.closed_with = None;
        Ok(())
    }

    fn must_have_been_closed_by(
        &self,
        person: PersonId,
        tapped_at: Timestamp,
        within: Duration,
    ) -> Result<(), Refusal> {
        let (Some(closer), Some(at)) = (self.closed_by(), self.closed_at()) else {
            return Err(Refusal::OutOfOrder(self.phase()));
        };
        if closer != person {
            return Err(Refusal::NotYours);
        }
        if tapped_at.since(at) > within { Err(Refusal::TooLate) } else { Ok(()) }
    }

    fn end_offer(&mut self, id: OfferId, by: Option<PersonId>) -> Result<LiveOffer, Refusal> {
        let is_meant = |offer: &LiveOffer| offer.id == id && by.is_none_or(|person| person == offer.to);
        match self.offers.iter().position(is_meant) {
            Some(place) => Ok(self.offers.remove(place)),
            None => Err(self.must_wait().err().unwrap_or(Refusal::OfferGone)),
        }
    }

    fn turn_down(&mut self, person: PersonId) {
        if !self.turned_down.contains(&person) {
            self.turned_down.push(person);
        }
    }

    pub(super) fn drop_offers(&mut self) -> Vec<OfferId> {
        std::mem::take(&mut self.offers).into_iter().map(|offer| offer.id).collect()
    }

    pub(super) fn must_wait(&self) -> Result<(), Refusal> {
        match self.state {
            State::Waiting => Ok(()),
            State::OnTheWay { holder: by } | State::WithYou { holder: by } => Err(Refusal::Taken { by }),
            _ => Err(Refusal::OutOfOrder(self.phase())),
        }
    }

    fn must_be_held_by(&self, person: PersonId) -> Result<(), Refusal> {
        match self.holder() {
            Some(holder) if holder == person => Ok(()),
            Some(by) => Err(Refusal::Taken { by }),
            None if self.is_open() => Err(Refusal::NotYours),
            None => Err(Refusal::OutOfOrder(self.phase())),
        }
    }
}
