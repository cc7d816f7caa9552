//! The people, places and times of these tests.

use std::time::Duration;

use domain::{
    CategoryId, KnownIssueId, OfferId, PersonId, Priority, TagId, Ticket, TicketId, Timestamp, WardId,
    priority::Stuck,
    ticket::{
        Actor, AskedBy, Command, Deadlines, Details, HelpInPassing, LiveOffer, PeopleHelped, Phase, Refusal,
        Request, Transition, When, WithdrawReason,
    },
};
use uuid::Uuid;

pub(crate) fn person(number: u128) -> PersonId {
    Uuid::from_u128(0xA000 + number).into()
}

pub(crate) fn aisha() -> PersonId {
    person(1)
}

pub(crate) fn bram() -> PersonId {
    person(2)
}

pub(crate) fn lead() -> PersonId {
    person(9)
}

pub(crate) fn offer_id(number: u128) -> OfferId {
    Uuid::from_u128(0xB000 + number).into()
}

pub(crate) fn category(number: u128) -> CategoryId {
    Uuid::from_u128(0xC000 + number).into()
}

pub(crate) fn tag(number: u128) -> TagId {
    Uuid::from_u128(0xD000 + number).into()
}

pub(crate) fn issue() -> KnownIssueId {
    Uuid::from_u128(0xE000).into()
}

pub(crate) fn minutes(minutes: u64) -> Duration {
    Duration::from_mins(minutes)
}

/// So many people at once, and a note.
pub(crate) fn details(people: u8) -> Details {
    Details {
        helped: PeopleHelped::new(people).unwrap(),
        note: domain::Note::parse("showed them the worklist").unwrap(),
    }
}

/// When the request was made.
pub(crate) fn start() -> Timestamp {
    Timestamp::from_millis(1_795_168_800_000)
}

/// An offer made at `at` that stands for 45 seconds.
pub(crate) fn offer(number: u128, to: PersonId, at: Timestamp) -> LiveOffer {
    LiveOffer { id: offer_id(number), to, made_at: at, expires_at: at + Duration::from_secs(45) }
}

/// Ward 7 asks about ePMA; a patient is waiting.
pub(crate) fn ask() -> Transition {
    Ticket::ask(request(), None, start(), &Deadlines::default())
}

pub(crate) fn request() -> Request {
    Request {
        id: TicketId::from(Uuid::from_u128(1)),
        code: "K7P".parse().unwrap(),
        ward: WardId::from(Uuid::from_u128(7)),
        tag: tag(0),
        priority: Priority::P2,
        stuck: Some(Stuck::CannotGoOn),
        spot: None,
        note: domain::Note::parse("the chart will not open").unwrap(),
        asker: Some("bleep 4512".to_owned()),
        asked_by: AskedBy::WardLink,
    }
}

/// Aisha helped somebody on ward 7 who had not asked.
pub(crate) fn help_in_passing(hands_off: bool) -> Transition {
    let help = HelpInPassing {
        id: TicketId::from(Uuid::from_u128(2)),
        code: "M2X".parse().unwrap(),
        ward: WardId::from(Uuid::from_u128(7)),
        tag: tag(0),
        category: category(1),
        hands_off,
        by: aisha(),
    };
    Ticket::help_in_passing(help, Some(start()), start())
}

/// One ticket, lived through step by step.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    pub(crate) ticket: Ticket,
    pub(crate) now: Timestamp,
}

impl Life {
    pub(crate) fn begins() -> Self {
        Self { ticket: ask().ticket, now: start() }
    }

    pub(crate) fn wait(&mut self, duration: Duration) -> &mut Self {
        self.now = self.now + duration;
        self
    }

    pub(crate) fn attempt(&mut self, command: Command) -> Result<Transition, Refusal> {
        let transition =
            self.ticket.apply(command, Actor::Engine, When::at(self.now), &Deadlines::default())?;
        self.ticket = transition.ticket.clone();
        Ok(transition)
    }

    pub(crate) fn run(&mut self, command: Command) -> Transition {
        let told = format!("{command:?}");
        self.attempt(command).unwrap_or_else(|refusal| panic!("{told} was refused: {refusal}"))
    }

    pub(crate) fn offer(&mut self, number: u128, to: PersonId) -> Transition {
        let offer = offer(number, to, self.now);
        self.run(Command::Offer { offer })
    }

    /// Offered to Aisha, who accepts.
    pub(crate) fn accepted_by_aisha() -> Self {
        let mut life = Self::begins();
        life.offer(1, aisha());
        life.run(Command::Accept { offer: offer_id(1), by: aisha() });
        life
    }

    /// Aisha has come.
    pub(crate) fn with_aisha() -> Self {
        let mut life = Self::accepted_by_aisha();
        life.run(Command::Arrive);
        life
    }

    /// Aisha has helped.
    pub(crate) fn resolved_by_aisha() -> Self {
        let mut life = Self::with_aisha();
        life.run(Command::Resolve { by: aisha(), category: category(1) });
        life
    }

    /// The shortest life that leads to `phase`; whoever holds or held the ticket is Aisha, her offer the first.
    pub(crate) fn at(phase: Phase) -> Self {
        match phase {
            Phase::Waiting => Self::begins(),
            Phase::Offered => {
                let mut life = Self::begins();
                life.offer(1, aisha());
                life
            }
            Phase::OnTheWay => Self::accepted_by_aisha(),
            Phase::WithYou => Self::with_aisha(),
            Phase::Resolved => Self::resolved_by_aisha(),
            Phase::Withdrawn => {
                let mut life = Self::begins();
                life.run(Command::Withdraw { why: WithdrawReason::SolvedMyself });
                life
            }
            Phase::HandedOff => {
                let mut life = Self::with_aisha();
                life.run(Command::HandOff { by: aisha(), category: category(2) });
                life
            }
        }
    }
}
