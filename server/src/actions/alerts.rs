//! Whom a transition alerts, and how long the alert is worth sending. Whoever adds a step says whom it alerts.

#![warn(clippy::wildcard_enum_match_arm)]

use std::time::Duration;

use domain::{
    OfferId, PersonId, Ticket,
    ticket::{Actor, Happening, Measure, Phase, ReleaseReason, State, TakenBack, Transition},
};
use store::{AlertKind, NewAlert};

/// News about a job that is no longer one's own is stale after this long.
const NEWS_FOR: Duration = Duration::from_mins(5);
/// That nobody is on the way is true until somebody is, and said again with each last pause. A handset that is off does not learn hours
/// later of what is long over.
const LEAD_NEEDED_FOR: Duration = Duration::from_mins(15);
/// What a lead was told stays on the handset until it is taken back.
const LEAD_NOT_NEEDED_FOR: Duration = Duration::from_hours(1);

/// Whether those who lead its zone hear of it: when the command centre is told, and again each time that nothing is left to be done.
pub(super) fn needs_leads(Transition { ticket, event }: &Transition) -> bool {
    let is_last_pause = matches!(event.happening, Happening::Escalated { beyond_last: true, .. });
    let is_told = event.happening.measures().contains(&Measure::TellCommandCentre);
    ticket.state == State::Waiting && (is_last_pause || is_told)
}

/// Whether those who lead its zone were needed, as far as can be seen without asking whom it told, and are not any more.
pub(super) fn needs_leads_no_more(before: &Ticket, Transition { ticket, .. }: &Transition) -> bool {
    let waits = |ticket: &Ticket| ticket.state == State::Waiting && ticket.held_until().is_none();
    before.escalation > 0 && waits(before) && !waits(ticket)
}

/// To leads who were told that nobody is on the way.
pub(super) fn not_needed(lead: PersonId, Transition { ticket, event }: &Transition) -> NewAlert {
    NewAlert {
        person: lead,
        kind: AlertKind::LeadNotNeeded,
        ticket: Some(ticket.id),
        offer: None,
        made_at: event.at,
        expires_at: event.at + LEAD_NOT_NEEDED_FOR,
    }
}

/// Those who lead the zone of a ticket that nobody is on the way to. Whoever is asked to take it hears of it anyway, and whoever has
/// just made somebody look knows.
pub(super) fn alerts_for_leads(leads: &[PersonId], transition: &Transition) -> Vec<NewAlert> {
    let Transition { ticket, event } = transition;
    let is_asked = |lead: &PersonId| ticket.offers.iter().any(|offer| offer.to == *lead);
    let knows = |lead: &PersonId| event.actor == Actor::Lead(*lead);
    let leads = leads.iter().filter(|lead| !is_asked(lead) && !knows(lead));
    leads
        .map(|lead| NewAlert {
            person: *lead,
            kind: AlertKind::LeadNeeded,
            ticket: Some(ticket.id),
            offer: None,
            made_at: event.at,
            expires_at: event.at + LEAD_NEEDED_FOR,
        })
        .collect()
}

/// The alerts that `transition` of a ticket that was `before` causes.
pub(super) fn alerts_for(before: &Ticket, transition: &Transition) -> Vec<NewAlert> {
    let Transition { ticket, event } = transition;
    let news = |person: PersonId, kind: AlertKind| NewAlert {
        person,
        kind,
        ticket: Some(ticket.id),
        offer: None,
        made_at: event.at,
        expires_at: event.at + NEWS_FOR,
    };
    let tell_asked = |ended: &[OfferId], kind: AlertKind| -> Vec<NewAlert> {
        let ended = before.offers.iter().filter(|offer| ended.contains(&offer.id));
        ended.map(|offer| news(offer.to, kind)).collect()
    };
    // Somebody else has it: only then is that what their handsets say.
    let asked_in_vain = |superseded: &[OfferId]| tell_asked(superseded, AlertKind::Taken);
    let tell_who_comes = || {
        let comes = ticket.holder().filter(|_| ticket.phase() == Phase::OnTheWay);
        comes.map(|holder| news(holder, AlertKind::Changed)).into_iter().collect()
    };
    match &event.happening {
        Happening::Offered { offer } => vec![NewAlert {
            offer: Some(offer.id),
            expires_at: offer.expires_at,
            ..news(offer.to, AlertKind::Offer)
        }],
        Happening::Accepted { superseded, instead_of, .. } => {
            let mut alerts = asked_in_vain(superseded);
            alerts.extend(instead_of.map(|person| news(person, AlertKind::Taken)));
            alerts
        }
        Happening::Arrived { superseded } | Happening::ReleaseUndone { superseded, .. } => {
            asked_in_vain(superseded)
        }
        Happening::Expired { offer } => tell_asked(&[*offer], AlertKind::RanOut),
        Happening::OfferWithdrawn { offer, why } => {
            let kind = match why {
                TakenBack::NotFree => AlertKind::Unasked,
                TakenBack::MoreUrgent => AlertKind::MoreUrgent,
            };
            tell_asked(&[*offer], kind)
        }
        Happening::Assigned { to, instead_of, superseded } => {
            let mut alerts = asked_in_vain(superseded);
            // Somebody who had been asked and is now sent needs one alert, not two.
            alerts.retain(|alert| alert.person != *to);
            alerts.extend(instead_of.map(|person| news(person, AlertKind::Taken)));
            alerts.push(news(*to, AlertKind::Assigned));
            alerts
        }
        // Nobody is sent for now, or a lead has closed it with others.
        Happening::Held { superseded, .. } | Happening::Resolved { superseded, .. } => {
            tell_asked(superseded, AlertKind::NotNeeded)
        }
        Happening::Withdrawn { superseded, .. } => {
            let mut alerts = tell_asked(superseded, AlertKind::NotNeeded);
            alerts.extend(before.holder().map(|holder| news(holder, AlertKind::Withdrawn)));
            alerts
        }
        Happening::Released { from, why: ReleaseReason::Silent } => vec![news(*from, AlertKind::NoWord)],
        Happening::Released { from, why: ReleaseReason::ShiftEnded | ReleaseReason::OutOfReach }
            if event.actor != Actor::Responder(*from) =>
        {
            vec![news(*from, AlertKind::TakenAway)]
        }
        // Whoever said so themselves knows it.
        Happening::ArrivalUndone if matches!(event.actor, Actor::Responder(_)) => Vec::new(),
        Happening::Escalated { .. } | Happening::ArrivalUndone => {
            ticket.holder().map(|holder| news(holder, AlertKind::Nudge)).into_iter().collect()
        }
        // Whoever is on the way may go to another room, hurry, or be needed more elsewhere.
        Happening::Corrected { .. } => tell_who_comes(),
        Happening::PriorityChanged { .. } if event.actor == Actor::Requester => tell_who_comes(),
        // Whoever let it go knows it, has no handset any more, or is told of the other job.
        Happening::Released {
            why:
                ReleaseReason::GaveBack
                | ReleaseReason::NeedsSomeoneElse { .. }
                | ReleaseReason::ShiftEnded
                | ReleaseReason::OutOfReach
                | ReleaseReason::SentElsewhere,
            ..
        }
        | Happening::Asked { .. }
        | Happening::HelpedInPassing { .. }
        | Happening::AskedOnPaper { .. }
        | Happening::Declined { .. }
        | Happening::HoldEnded { .. }
        | Happening::ResolutionUndone
        | Happening::HandedOff { .. }
        | Happening::DetailsAdded { .. }
        | Happening::Reopened
        | Happening::Sorted { .. }
        | Happening::PriorityChanged { .. } => Vec::new(),
    }
}
