//! What a scan is told of the log, in the log's order; and how much more it takes to be a card, which is a function of the log as well.
//!
//! A day's scan begins anew with the first request of the day, and hears the four weeks before it: whoever starts later, on another
//! machine, makes the same one. So memory has nothing that cannot be made again, and nothing grows with the years.

use std::{
    collections::{HashMap, VecDeque},
    ops::Range,
    time::Duration,
};

use domain::{
    Logged, TagId, TicketId, Timestamp, WardId, Wave, ZoneId,
    surge::{Found, Stream},
    ticket::Happening,
    wave::{Period, periods},
};
use ground::clock::{self, Day, zoned};
use jiff::{ToSpan, tz::TimeZone};
use store::{LoggedEvent, Subject};
use surge::{Asked, Card, Kind, Parameters, Places, Scan, Ward, next_raise};

use super::begin_hours;

/// So many days before today are heard: all that a scan keeps of days, and enough to know what each ward asks about.
pub(crate) const DAYS: i32 = 28;
/// Nights look back so far for how many cards there were.
const DAYS_OF_BUDGET: i32 = 7;
/// By this hour somebody asks on a day that is whole.
const FIRST_ASKED_BY: i8 = 3;
/// The clocks of programs differ by less: what is later than something that was written after it is of a clock that was ahead.
const CLOCKS_DIFFER_BY: Duration = Duration::from_mins(15);
/// No tap waits longer for a connection: a clock that says so is wrong.
const WAITS_AT_MOST: Duration = Duration::from_hours(24);
/// Requests a day on each ward, as long as nothing is learnt: as in the study of ADR 61, 1,400 on 60 wards.
const PLANNED_ON_A_WARD: f64 = 1400.0 / 60.0;

/// What the log says that matters to a scan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Entry {
    pub(crate) at: Timestamp,
    told: Told,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Told {
    Asked {
        ticket: TicketId,
        /// When it was tapped.
        at: Timestamp,
        ward: WardId,
        tag: TagId,
    },
    TakenBack(TicketId),
    /// A lead calls a surge real …
    Real(TicketId),
    /// … or says that it is nothing.
    Nothing(TicketId),
}

impl Entry {
    /// None for what no scan hears of: among all else the canary, and help in passing, which nobody asked for.
    pub(crate) fn of(event: &LoggedEvent) -> Option<Self> {
        let at = event.at;
        let told = match (event.subject, &event.what) {
            (Subject::Ticket(ticket), Logged::Step(_)) if ticket.is_canary() => return None,
            (Subject::Ticket(ticket), Logged::Step(Happening::Asked { about: Some(about) })) => {
                let tapped =
                    event.device_at.filter(|tapped| *tapped <= at && at.since(*tapped) <= WAITS_AT_MOST);
                Told::Asked { ticket, at: tapped.unwrap_or(at), ward: about.ward, tag: about.tag }
            }
            // Somebody was in need as whoever asks is: else a known issue would hide its own surge.
            (_, Logged::SortedByIssue { about, .. }) => {
                Told::Asked { ticket: sorted(event), at, ward: about.ward, tag: about.tag }
            }
            (Subject::Ticket(ticket), Logged::Step(Happening::Withdrawn { .. })) => Told::TakenBack(ticket),
            (_, Logged::SurgeJudged { surge, verdict }) if verdict.is_real() => Told::Real(*surge),
            (_, Logged::SurgeJudged { surge, .. }) => Told::Nothing(*surge),
            _ => return None,
        };
        Some(Self { at, told })
    }
}

/// What a scan calls a need that was met without a ticket: by its place in the log.
fn sorted(event: &LoggedEvent) -> TicketId {
    let mut random = [0xff; 10];
    random[2..].copy_from_slice(&event.sequence.to_be_bytes());
    TicketId::new(event.at, random)
}

/// What is neither: no ticket has an id of so little chance.
fn is_ticket(id: TicketId) -> bool {
    id.as_bytes()[6..12] != [0x7f, 0xff, 0x80, 0, 0, 0]
}

/// The hospital by numbers, as a scan knows it: places and topics in the order of their ids.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numbered {
    wards: Vec<WardId>,
    zones: Vec<ZoneId>,
    tags: Vec<TagId>,
    places: Places,
    /// What is asked there then is a dress rehearsal.
    rehearsals: Vec<Rehearsal>,
    /// How many have not ended: nobody is planned for on the others.
    open_wards: usize,
}

impl Numbered {
    pub(crate) fn new(
        wards: impl IntoIterator<Item = (WardId, Option<ZoneId>)>,
        zones: impl IntoIterator<Item = ZoneId>,
        tags: impl IntoIterator<Item = TagId>,
        ended: &[WardId],
        waves: &[Wave],
    ) -> Self {
        let mut wards: Vec<(WardId, Option<ZoneId>)> = wards.into_iter().collect();
        let (mut zones, mut tags): (Vec<_>, Vec<_>) =
            (zones.into_iter().collect(), tags.into_iter().collect());
        wards.sort_unstable();
        zones.sort_unstable();
        tags.sort_unstable();
        let zone_of = |zone: Option<ZoneId>| number(&zones, &zone?);
        let heads = |ward: &WardId| if ended.contains(ward) { 0.0 } else { 1.0 };
        let numbered = wards.iter().map(|(ward, zone)| Ward { zone: zone_of(*zone), heads: heads(ward) });
        let numbered = numbered.collect();
        let count = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let places = Places { wards: numbered, zones: count(zones.len()), tags: count(tags.len()) };
        let open_wards = wards.iter().filter(|(ward, _)| !ended.contains(ward)).count();
        let rehearsals = rehearsals(wards.iter().map(|(ward, _)| *ward), waves);
        let wards = wards.into_iter().map(|(ward, _)| ward).collect();
        Self { wards, zones, tags, places, rehearsals, open_wards }
    }

    fn is_rehearsed(&self, ward: WardId, at: Timestamp) -> bool {
        let is_then = |one: &Rehearsal| {
            one.ward == ward
                && one.from.is_none_or(|from| from <= at)
                && one.until.is_none_or(|until| at < until)
        };
        self.rehearsals.iter().any(is_then)
    }

    fn stream(&self, stream: surge::Stream) -> Option<Stream> {
        let ward = |ward: u16| self.wards.get(usize::from(ward)).copied();
        let tag = |tag: u16| self.tags.get(usize::from(tag)).copied();
        Some(match stream {
            surge::Stream::Cell { ward: of, tag: about } => {
                Stream::Cell { ward: ward(of)?, tag: tag(about)? }
            }
            surge::Stream::ZoneTag { zone, tag: about } => {
                Stream::ZoneTag { zone: *self.zones.get(usize::from(zone))?, tag: tag(about)? }
            }
            surge::Stream::Ward(of) => Stream::Ward(ward(of)?),
            surge::Stream::Tag(about) => Stream::Tag(tag(about)?),
            surge::Stream::Everywhere => Stream::Everywhere,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rehearsal {
    ward: WardId,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

fn rehearsals(wards: impl Iterator<Item = WardId>, waves: &[Wave]) -> Vec<Rehearsal> {
    let of_ward = |ward| {
        let practice = |period: &Period| period.standing.is_some_and(|standing| !standing.phase.is_real());
        let periods = periods(waves, ward).into_iter().filter(practice);
        periods.map(move |Period { from, until, .. }| Rehearsal { ward, from, until })
    };
    wards.flat_map(of_ward).collect()
}

fn number<T: Ord>(sorted: &[T], one: &T) -> Option<u16> {
    sorted.binary_search(one).ok().and_then(|place| u16::try_from(place).ok())
}

/// A card, by the ids of what it is about.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FoundCard {
    pub(crate) id: TicketId,
    pub(crate) found: Found,
    pub(crate) tickets: Vec<TicketId>,
}

/// How many cards there were, and what that makes of all thresholds today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Budget {
    /// Whole days that were looked back on, 7 at most …
    pub(crate) days: u32,
    /// … and what was found on them with today's thresholds, without what a lead called real.
    pub(crate) cards: u32,
    /// Decades, 0 to 1.5.
    pub(crate) raise: f64,
}

/// The log of the last weeks, and the scan of today.
#[derive(Debug)]
pub(crate) struct History {
    zone: TimeZone,
    numbered: Numbered,
    /// In the order of the log.
    entries: VecDeque<Entry>,
    /// None of them is later.
    newest: Option<Timestamp>,
    today: Option<Today>,
}

#[derive(Debug)]
struct Today {
    day: Day,
    budget: Budget,
    listening: Listening,
}

impl History {
    pub(crate) fn new(zone: TimeZone, numbered: Numbered) -> Self {
        Self { zone, numbered, entries: VecDeque::new(), newest: None, today: None }
    }

    pub(crate) const fn numbered(&self) -> &Numbered {
        &self.numbered
    }

    /// Hears what is in the log before it is looked at: no scan is made of each day that is over.
    pub(crate) fn gather(&mut self, entry: Entry) {
        self.drop_what_is_ahead_of(entry.at);
        if let Told::Nothing(surge) = entry.told {
            self.entries.retain(|entry| entry.told != Told::Real(surge));
        }
        self.entries.push_back(entry);
        self.newest = self.newest.max(Some(entry.at));
    }

    /// Drops what a clock wrote that was ahead, which would make all others late until its time has come. Whether there was any.
    fn drop_what_is_ahead_of(&mut self, at: Timestamp) -> bool {
        let latest = at + CLOCKS_DIFFER_BY;
        if self.newest.is_none_or(|newest| newest <= latest) {
            return false;
        }
        let all = self.entries.len();
        self.entries.retain(|entry| entry.at <= latest);
        self.newest = self.entries.iter().map(|entry| entry.at).max();
        tracing::error!(
            requests = all - self.entries.len(),
            "the clock of a program was ahead: what it wrote is left out of the search for surges; set it"
        );
        true
    }

    /// All that was in the log is gathered: begins with the last day of it. From then on, [`Self::hear`].
    pub(crate) fn begin(&mut self) {
        if let Some(day) = self.newest.and_then(|last| self.day_of(last)) {
            self.begin_day(day);
        }
    }

    /// Hears what was added to the log.
    pub(crate) fn hear(&mut self, entry: Entry) {
        let is_taken_back = matches!(entry.told, Told::Nothing(surge) if self.entries.iter().any(|one| one.told == Told::Real(surge)));
        if self.drop_what_is_ahead_of(entry.at) {
            self.gather(entry);
            self.today = None;
            return self.begin();
        }
        let today = self.today.as_ref().map(|today| today.day);
        let begins = today.is_none_or(|day| entry.at >= day.end);
        self.gather(entry);
        if begins || is_taken_back {
            let day = if begins { self.day_of(entry.at) } else { today };
            if let Some(day) = day {
                self.begin_day(day);
            }
        } else if let Some(today) = &mut self.today {
            today.listening.tell(&entry, &self.numbered, &self.zone);
        }
    }

    pub(crate) fn budget(&self) -> Option<Budget> {
        self.today.as_ref().map(|today| today.budget)
    }

    /// When today began; none as long as nobody has asked.
    pub(crate) fn day_began(&self) -> Option<Timestamp> {
        self.today.as_ref().map(|today| today.day.start)
    }

    /// The cards that had an alarm today, the first opened first.
    pub(crate) fn cards(&self) -> Vec<FoundCard> {
        let Some(Today { day, budget, listening }) = &self.today else { return Vec::new() };
        let of_today = listening.scan.cards().iter().filter(|card| card.last_at() >= day.start);
        of_today.filter_map(|card| self.found(card, budget.raise)).collect()
    }

    fn found(&self, card: &Card, raise: f64) -> Option<FoundCard> {
        let first = card.tickets().first()?;
        Some(FoundCard {
            id: card.id.0,
            found: Found {
                stream: self.numbered.stream(card.stream())?,
                opened_at: card.opened_at(),
                last_at: card.last_at(),
                began_at: first.at,
                began_on: *self.numbered.wards.get(usize::from(first.ward))?,
                window_minutes: card.window_minutes(),
                seen: card.seen(),
                wards: card.wards(),
                expected: card.expected(),
                score: card.score(),
                raise,
            },
            tickets: card.tickets().iter().map(|asked| asked.ticket).filter(|id| is_ticket(*id)).collect(),
        })
    }

    fn day_of(&self, at: Timestamp) -> Option<Day> {
        Day::of(zoned(at, &self.zone).date(), &self.zone)
    }

    /// When the first day begins that a scan of this one hears.
    fn first_heard(&self, day: Day) -> Option<Timestamp> {
        let first = day.date.checked_sub(DAYS.days()).ok()?;
        Day::of(first, &self.zone).map(|first| first.start)
    }

    /// The scan of a day: it hears what is older with the thresholds of the day, and then the day.
    fn begin_day(&mut self, day: Day) {
        // What yesterday did not hear is over; what today does not may be needed, if it was a clock that was ahead that began today.
        let before = self.today.as_ref().and_then(|today| self.first_heard(today.day));
        if let Some(first) = before {
            while self.entries.pop_front_if(|entry| entry.at < first).is_some() {}
        }
        let place = |at: Timestamp| {
            self.entries.iter().position(|entry| entry.at >= at).unwrap_or(self.entries.len())
        };
        let older = self.first_heard(day).map_or(0, place)..place(day.start);
        let (budget, mut listening) = self.budget_of(day, &older);
        for entry in self.entries.range(older.end..) {
            listening.tell(entry, &self.numbered, &self.zone);
        }
        self.today = Some(Today { day, budget, listening });
    }

    /// From night to night: what the seven days before made of the thresholds, with each day's scan as it is with them. `older`: the
    /// places of what is of the days before.
    fn budget_of(&self, day: Day, older: &Range<usize>) -> (Budget, Listening) {
        let mut lived: HashMap<u32, Listening> = HashMap::new();
        let mut of = |raise: f64| -> Vec<(Timestamp, bool)> {
            let listening = lived.entry(tenths(raise)).or_insert_with(|| self.listen(raise, older));
            listening.scan.cards().iter().map(|card| (card.opened_at(), card.is_left_out())).collect()
        };
        let mut budget = Budget { days: 0, cards: 0, raise: 0.0 };
        let first = self.entries.range(older.clone()).next().map(|entry| zoned(entry.at, &self.zone));
        let nights = first.into_iter().flat_map(|first| {
            let begun = if first.hour() >= FIRST_ASKED_BY {
                first.date().tomorrow().ok()
            } else {
                Some(first.date())
            };
            let after = first.date().tomorrow().ok();
            after.into_iter().flat_map(move |after| {
                after
                    .series(1.day())
                    .take_while(move |night| *night <= day.date)
                    .map(move |night| (begun, night))
            })
        });
        for (begun, night) in nights {
            let whole = begun.and_then(|begun| night.since(begun).ok()).map_or(0, |since| since.get_days());
            let whole = whole.clamp(0, DAYS_OF_BUDGET);
            let from = night.checked_sub(whole.days()).ok().and_then(|date| Day::of(date, &self.zone));
            let (Some(from), Some(until)) = (from, Day::of(night, &self.zone)) else { continue };
            let count = |raise| {
                let is_of_days = |at: &Timestamp| (from.start..until.start).contains(at);
                let cards = of(raise).into_iter().filter(|(at, is_real)| !is_real && is_of_days(at)).count();
                u32::try_from(cards).unwrap_or(u32::MAX)
            };
            budget = next(budget.raise, u32::try_from(whole).unwrap_or(0), count);
        }
        let listening = lived.remove(&tenths(budget.raise));
        let listening = listening.unwrap_or_else(|| self.listen(budget.raise, older));
        (budget, listening)
    }

    /// A scan that has heard the days before.
    fn listen(&self, raise: f64, older: &Range<usize>) -> Listening {
        let wards = f64::from(u32::try_from(self.numbered.open_wards.max(1)).unwrap_or(u32::MAX));
        let parameters =
            Parameters { raise, planned_per_day: wards * PLANNED_ON_A_WARD, ..Parameters::default() };
        let mut listening = Listening {
            scan: Scan::new(parameters, self.numbered.places.clone()),
            hour: None,
            next_hour: None,
        };
        for entry in self.entries.range(older.clone()) {
            listening.tell(entry, &self.numbered, &self.zone);
        }
        listening
    }
}

/// What a night makes of the thresholds, and how many cards there were with them.
fn next(raise: f64, days: u32, mut count: impl FnMut(f64) -> u32) -> Budget {
    let next = f64::from(tenths(next_raise(raise, count(raise), days))) / 10.0;
    Budget { days, cards: count(next), raise: next }
}

/// Steps are of 0.3: sums of them in binary fractions are not, and a scan is known by its step.
fn tenths(raise: f64) -> u32 {
    let mut tenths = 0;
    while f64::from(tenths) + 0.5 < raise * 10.0 {
        tenths += 1;
    }
    tenths
}

/// A scan, and how far its hours are.
#[derive(Debug)]
struct Listening {
    scan: Scan,
    /// The last hour that has begun has this in it.
    hour: Option<Timestamp>,
    next_hour: Option<Timestamp>,
}

impl Listening {
    fn tell(&mut self, entry: &Entry, numbered: &Numbered, zone: &TimeZone) {
        match entry.told {
            Told::Asked { ticket, at, ward, tag } => {
                self.begin_hours(entry.at, zone);
                let is_rehearsed = numbered.is_rehearsed(ward, at);
                if let (Some(ward), Some(tag)) =
                    (number(&numbered.wards, &ward), number(&numbered.tags, &tag))
                {
                    let kind = if is_rehearsed { Kind::Practice } else { Kind::Request };
                    self.scan.ask(Asked { ticket, at, ward, tag, kind }, entry.at);
                }
            }
            Told::TakenBack(ticket) => {
                self.scan.take_back(ticket, entry.at);
            }
            // With other thresholds than on its day it may have been opened by another request of the same surge.
            Told::Real(surge) => {
                let is_it = |card: &&Card| {
                    card.id.0 == surge || card.tickets().iter().any(|asked| asked.ticket == surge)
                };
                if let Some(id) = self.scan.cards().iter().rev().find(is_it).map(|card| card.id) {
                    self.scan.leave_out(id);
                }
            }
            Told::Nothing(_) => {}
        }
    }

    /// Tells each hour that has begun by then.
    fn begin_hours(&mut self, until: Timestamp, zone: &TimeZone) {
        if self.next_hour.is_some_and(|next| until < next) {
            return;
        }
        let mut hours = clock::hours(self.hour.unwrap_or(until), zone).peekable();
        begin_hours(&mut self.scan, &mut hours, until);
        self.hour = Some(until);
        self.next_hour = hours.peek().map(|next| next.starts);
    }
}

#[cfg(test)]
mod tests;
