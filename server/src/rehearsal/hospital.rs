//! The trust's own wards and people, as they are set up.

use std::collections::HashMap;

use dispatch::rehearsal::{self, Hospital};
use domain::{PersonId, Responder, Shift, Timestamp};
use ground::clock::zoned;
use jiff::{civil::Date, tz::TimeZone};
use store::Tx;

/// After the last request people stay for so long to finish.
const TO_FINISH_HOURS: u32 = 2;

/// Who is there to help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDuty {
    /// Everyone who is set up as a responder, all the time.
    Everybody,
    /// Whoever has a shift, when they have it: rehearsed from this time on.
    RosterFrom(Timestamp),
}

impl OnDuty {
    /// The shifts of a day, from this hour on by the trust's clock.
    pub fn on(day: Date, first_hour: u32, zone: &TimeZone) -> Self {
        let hour = i8::try_from(first_hour).unwrap_or(0).clamp(0, 23);
        let from = day.at(hour, 0, 0, 0).to_zoned(zone.clone()).map(|from| from.timestamp().as_millisecond());
        Self::RosterFrom(Timestamp::from_millis(from.unwrap_or_default()))
    }
}

/// The days on which a shift begins, of those that end after `from` and begin before `to`.
pub async fn days_with_shifts(
    tx: &mut dyn Tx,
    from: Timestamp,
    to: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<Date>, store::Error> {
    let shifts = tx.list_shifts(from, to).await?;
    let mut days: Vec<Date> = shifts.iter().map(|shift| zoned(shift.starts_at, zone).date()).collect();
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

/// What to rehearse `hours` of requests in.
pub async fn hospital(tx: &mut dyn Tx, hours: u32, on_duty: OnDuty) -> Result<Hospital, store::Error> {
    let responders = tx.list_responders().await?;
    let minutes = hours.saturating_add(TO_FINISH_HOURS).saturating_mul(60);
    let roster = match on_duty {
        OnDuty::Everybody => responders.into_iter().map(|responder| entry(responder, 0, minutes)).collect(),
        OnDuty::RosterFrom(from) => {
            let until = from + std::time::Duration::from_hours(hours.into());
            roster(responders, &tx.list_shifts(from, until).await?, from)
        }
    };
    Ok(Hospital {
        sites: tx.list_sites().await?,
        zones: tx.list_zones().await?,
        wards: tx.list_wards().await?,
        ended: tx.list_ended().await?.wards.into_iter().map(|(ward, _)| ward).collect(),
        links: tx.list_links().await?,
        overrides: tx.list_overrides().await?,
        tags: tx.list_tags().await?,
        roster,
    })
}

/// One entry a shift.
fn roster(responders: Vec<Responder>, shifts: &[Shift], from: Timestamp) -> Vec<rehearsal::Shift> {
    let people: HashMap<PersonId, Responder> =
        responders.into_iter().map(|responder| (responder.id, responder)).collect();
    let minute = |at: Timestamp| u32::try_from(at.since(from).as_secs() / 60).unwrap_or(u32::MAX);
    let mut roster: Vec<rehearsal::Shift> = Vec::with_capacity(shifts.len());
    for shift in shifts {
        let Some(responder) = people.get(&shift.person) else { continue };
        let mut entry = entry(responder.clone(), minute(shift.starts_at), minute(shift.ends_at));
        if roster.iter().any(|earlier| earlier.person == entry.person) {
            entry.person = second_self(shift);
        }
        // Less than a minute of it lies within.
        if entry.ends_minute > entry.starts_minute {
            roster.push(entry);
        }
    }
    roster
}

fn entry(responder: Responder, starts_minute: u32, ends_minute: u32) -> rehearsal::Shift {
    rehearsal::Shift {
        person: responder.id,
        name: responder.name,
        kind: responder.kind,
        tags: responder.tags,
        home_ward: responder.home_ward,
        zone: responder.zone,
        zone_mode: responder.zone_mode,
        starts_minute,
        ends_minute,
    }
}

/// A person with two shifts has two entries with an id each.
fn second_self(shift: &Shift) -> PersonId {
    let mut random = [0; 10];
    random.copy_from_slice(&shift.person.as_bytes()[6..]);
    PersonId::new(shift.starts_at, random)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::{Duty, ResponderKind, ZoneMode};

    use super::*;

    const SEVEN: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    fn responder(number: u8) -> Responder {
        Responder {
            id: PersonId::new(Timestamp::from_millis(0), [number; 10]),
            name: format!("Person {number}"),
            kind: ResponderKind::Floorwalker,
            tags: Vec::new(),
            home_ward: None,
            zone: None,
            zone_mode: ZoneMode::All,
            phone: None,
            duty: Duty::OffShift,
            duty_since: SEVEN,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        }
    }

    #[test]
    fn people_come_and_go_as_the_roster_says() {
        let hour = |hours: u64| SEVEN + Duration::from_hours(hours);
        let shift = |person: u8, starts: Timestamp, ends: Timestamp| Shift {
            person: responder(person).id,
            starts_at: starts,
            ends_at: ends,
        };
        let shifts = [
            shift(1, SEVEN - Duration::from_hours(10), hour(1)),
            shift(2, hour(0), hour(8)),
            shift(1, hour(6), hour(14)),
            shift(9, hour(0), hour(8)),
        ];
        let roster = roster(vec![responder(1), responder(2), responder(3)], &shifts, SEVEN);
        let times: Vec<(&str, u32, u32)> = roster
            .iter()
            .map(|entry| (entry.name.as_str(), entry.starts_minute, entry.ends_minute))
            .collect();
        assert_eq!(times, [("Person 1", 0, 60), ("Person 2", 0, 480), ("Person 1", 360, 840)]);
        assert_ne!(roster[0].person, roster[2].person, "two shifts, two entries");
    }
}
