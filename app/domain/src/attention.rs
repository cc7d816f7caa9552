//! What needs somebody: what goes on hurting until a lead does something about it. It is computed of how things stand, and kept nowhere.

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp, ZoneId,
    ticket::{Deadlines, Phase, Ticket},
};

/// Something that hurts, since when, who is to see it, and what helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attention {
    pub kind: Hurt,
    pub since: Timestamp,
    pub who_sees: WhoSees,
    pub action: Remedy,
}

/// What hurts, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hurt {
    /// Elbow itself does not hold a promise.
    Alarm,
    /// More is asked by the link of a ward than is taken.
    Flood,
    /// Of those on shift nobody can be asked.
    NobodyCan,
    /// Nobody is on the way, and silence has come to the step at which the command centre is told.
    OverLadder,
    /// Somebody is asked, and nothing shows that the alert arrived.
    NotReached,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoSees {
    EveryLead,
    /// Leads of the zone, and those of the whole hospital.
    LeadsOf(ZoneId),
}

/// What a lead can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Tell whoever runs Elbow.
    TellOperator,
    /// Give the ward another link.
    ChangeLink,
    /// Send somebody by hand, or find somebody.
    Send,
    /// Ring whoever is asked, or send somebody else.
    Ring,
}

impl Hurt {
    /// Those that a ticket can be in.
    pub const OF_TICKETS: [Self; 3] = [Self::NobodyCan, Self::OverLadder, Self::NotReached];

    /// In addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alarm => "alarm",
            Self::Flood => "flood",
            Self::NobodyCan => "nobody_can",
            Self::OverLadder => "over_ladder",
            Self::NotReached => "not_reached",
        }
    }

    const fn remedy(self) -> Remedy {
        match self {
            Self::Alarm => Remedy::TellOperator,
            Self::Flood => Remedy::ChangeLink,
            Self::NobodyCan | Self::OverLadder => Remedy::Send,
            Self::NotReached => Remedy::Ring,
        }
    }
}

impl Attention {
    /// Of Elbow, or of a ward, since `since`. Leads of the whole hospital see to the first, those of the zone too to the second.
    #[must_use]
    pub fn new(kind: Hurt, since: Timestamp, zone: Option<ZoneId>) -> Self {
        let who_sees = zone.map_or(WhoSees::EveryLead, WhoSees::LeadsOf);
        Self { kind, since, who_sees, action: kind.remedy() }
    }

    /// What is the worst of an open ticket in `zone`, if anything is; nobody has been coming since `waits_since`. `nobody_can`: it is known why nobody can be asked.
    /// `unreached_since`: from when on the alert of one of its live offers counted as not arrived.
    #[must_use]
    pub fn of(
        ticket: &Ticket,
        zone: Option<ZoneId>,
        waits_since: Timestamp,
        deadlines: &Deadlines,
        nobody_can: bool,
        unreached_since: Option<Timestamp>,
    ) -> Option<Self> {
        let about = |kind, since| Some(Self::new(kind, since, zone));
        match ticket.phase() {
            // That nobody is sent was decided, and it has an end.
            Phase::Waiting if ticket.held_until().is_some() => None,
            Phase::Waiting if nobody_can => about(Hurt::NobodyCan, waits_since),
            Phase::Waiting | Phase::Offered if is_over_ladder(ticket, deadlines) => {
                about(Hurt::OverLadder, waits_since)
            }
            Phase::Offered => unreached_since.and_then(|since| about(Hurt::NotReached, since)),
            _ => None,
        }
    }
}

/// Whether the command centre is told by now, or nothing is left that would be done.
fn is_over_ladder(ticket: &Ticket, deadlines: &Deadlines) -> bool {
    let ladder = deadlines.ladder(ticket.priority);
    ladder.tells(ticket.escalation) || usize::from(ticket.escalation) >= ladder.steps().count()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Priority,
        ticket::{AskedBy, LiveOffer, State},
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn ticket(priority: Priority, escalation: u8) -> Ticket {
        Ticket {
            id: Uuid::from_u128(1).into(),
            code: "K7P".parse().unwrap(),
            ward: Uuid::from_u128(2).into(),
            tag: Uuid::from_u128(3).into(),
            priority,
            stuck: None,
            spot: None,
            note: None,
            asker: None,
            asked_by: AskedBy::WardLink,
            asked_at: at(60),
            state: State::Waiting,
            offers: Vec::new(),
            turned_down: Vec::new(),
            cannot_help: Vec::new(),
            accepted_at: None,
            arrived_at: None,
            escalation,
            escalate_at: at(120),
            settled: false,
            reopened: 0,
            details: crate::ticket::Details::default(),
            sorted: None,
            hold: None,
            hold_lifted: false,
            closed_with: None,
            version: 0,
        }
    }

    fn asked(ticket: Ticket) -> Ticket {
        let (id, to) = (Uuid::from_u128(4).into(), Uuid::from_u128(5).into());
        let offer = LiveOffer { id, to, made_at: at(70), expires_at: at(200) };
        Ticket { offers: vec![offer], ..ticket }
    }

    fn kind(ticket: &Ticket, nobody_can: bool, unreached: bool) -> Option<Hurt> {
        let zone = Some(Uuid::from_u128(6).into());
        let deadlines = Deadlines::default();
        Attention::of(ticket, zone, ticket.asked_at, &deadlines, nobody_can, unreached.then(|| at(90)))
            .map(|attention| attention.kind)
    }

    #[test]
    fn what_nobody_can_do_is_worse_than_what_nobody_has_taken_in_time() {
        assert_eq!(kind(&ticket(Priority::P1, 1), true, false), Some(Hurt::NobodyCan));
        assert_eq!(kind(&ticket(Priority::P1, 1), false, false), Some(Hurt::OverLadder));
        assert_eq!(
            kind(&asked(ticket(Priority::P1, 1)), true, true),
            Some(Hurt::OverLadder),
            "somebody is asked"
        );
        assert_eq!(kind(&asked(ticket(Priority::P1, 0)), false, true), Some(Hurt::NotReached));
        assert!(Hurt::Alarm < Hurt::NobodyCan && Hurt::NobodyCan < Hurt::OverLadder);
    }

    #[test]
    fn a_question_is_over_its_ladder_once_the_command_centre_is_told_and_not_when_others_are_asked() {
        assert_eq!(kind(&ticket(Priority::P4, 1), false, false), None);
        assert_eq!(kind(&ticket(Priority::P4, 2), false, false), Some(Hurt::OverLadder));
    }

    #[test]
    fn whoever_somebody_is_on_the_way_to_hurts_nobody() {
        let holder = Uuid::from_u128(5).into();
        for state in [State::OnTheWay { holder }, State::WithYou { holder }] {
            assert_eq!(kind(&Ticket { state, ..ticket(Priority::P1, 9) }, true, true), None);
        }
        assert_eq!(kind(&ticket(Priority::P2, 0), false, false), None, "it has just been asked");
        let held = Ticket { hold: Some(at(900)), ..ticket(Priority::P3, 1) };
        assert_eq!(kind(&held, true, false), None, "it was decided that nobody is sent for now");
    }

    #[test]
    fn leads_of_its_zone_see_it_and_it_says_what_helps() {
        let (zone, deadlines) = (ZoneId::from(Uuid::from_u128(6)), Deadlines::default());
        let attention =
            Attention::of(&ticket(Priority::P2, 0), Some(zone), at(60), &deadlines, true, None).unwrap();
        assert_eq!(
            (attention.since, attention.who_sees, attention.action),
            (at(60), WhoSees::LeadsOf(zone), Remedy::Send)
        );
        let alarm = Attention::new(Hurt::Alarm, at(5), None);
        assert_eq!((alarm.who_sees, alarm.action), (WhoSees::EveryLead, Remedy::TellOperator));
    }
}
