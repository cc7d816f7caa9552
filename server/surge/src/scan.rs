//! The scan itself: what comes in, what is compared with what, and which card an alarm belongs to.

use std::{
    cmp::Ordering,
    collections::{HashSet, VecDeque},
    f64::consts::LN_10,
    time::Duration,
};

use domain::{TicketId, Timestamp};
use stats::NegativeBinomial;

use crate::{
    LevelParameters, Parameters,
    card::{Card, CardId, Head, Sighting},
    learning::{Baseline, DAYS_KEPT, Learnt},
    places::{Level, Places, Stream},
};

/// A request that is taken back within this was none.
const TAKEN_BACK_WITHIN: Duration = Duration::from_mins(1);
/// Requests of so long can still be put in order, or taken out again. What comes later than that counts, and is no alarm.
const IN_ORDER_FOR: Duration = Duration::from_mins(2);
/// Expected at least: what cannot be is no division by zero.
const LEAST_EXPECTED: f64 = 1e-9;

/// A request for help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub ticket: TicketId,
    /// When whoever asked tapped.
    pub at: Timestamp,
    /// By its place in [`Places`].
    pub ward: u16,
    /// From 0 up to, but not including, [`Places::tags`].
    pub tag: u16,
    pub kind: Kind,
}

/// Whether somebody was in need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Request,
    /// Nobody had asked.
    InPassing,
    /// Of a drill, a dress rehearsal, or written down afterwards.
    Practice,
}

impl Asked {
    fn counts(&self) -> bool {
        self.kind == Kind::Request && !self.ticket.is_canary()
    }

    /// By time; what was asked at the same moment has an order too, whatever order it came in.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let key = |asked: &Self| (asked.at, asked.ward, asked.tag, asked.ticket);
        key(self).cmp(&key(other))
    }
}

/// An hour on the hospital's clock, as it begins. The one that occurs twice in autumn is two, the one that is missing in spring is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    pub starts: Timestamp,
    /// Any number that each day has for itself.
    pub date: i32,
    /// 0 to 23.
    pub of_day: u8,
}

/// An hour that is not learnt yet.
#[derive(Debug)]
struct Heard {
    hour: Hour,
    requests: Vec<Asked>,
    /// Those that came, also if they were taken back.
    known: HashSet<TicketId>,
}

/// A request that can still be taken out, and what it did.
#[derive(Debug)]
struct Step {
    asked: Asked,
    undo: Option<Undo>,
}

#[derive(Debug)]
enum Undo {
    Opened,
    Changed { card: usize, before: Before, tickets: Tickets },
}

/// What a card was, and those that it took in, each with its place among those that were left.
#[derive(Debug)]
struct Before {
    head: Head,
    is_left_out: bool,
    joined: Vec<(usize, Card)>,
}

#[derive(Debug)]
enum Tickets {
    /// Nothing was added but at the end.
    First(usize),
    Were(Vec<Asked>),
}

/// More requests than usual, as they come in.
///
/// Feed it with every [hour](Self::begin_hour) and every [request](Self::ask) in the order of the log. Whichever way the log is cut into
/// pieces, the cards are the same.
#[derive(Debug)]
pub struct Scan {
    parameters: Parameters,
    places: Places,
    learnt: Option<Learnt>,
    /// The present hour, the one before, and no other.
    heard: VecDeque<Heard>,
    /// Those of the last days, the present one at the end.
    hours: VecDeque<Hour>,
    /// Of the hour before, and of the present one.
    baselines: VecDeque<Baseline>,
    /// The times of each stream's requests that a window may still hold, by its place.
    streams: Vec<VecDeque<Timestamp>>,
    recent: VecDeque<Asked>,
    /// Nothing that came is later.
    newest: Timestamp,
    steps: VecDeque<Step>,
    cards: Vec<Card>,
    /// Cards that a lead called real, also those that are gone.
    verdicts: HashSet<CardId>,
    /// Their tickets, of which none is learnt, or is any longer.
    left_out: HashSet<TicketId>,
}

impl Scan {
    /// Nothing is learnt yet. `parameters` are those that [`Parameters::validate`] finds nothing wrong with.
    #[must_use]
    pub fn new(parameters: Parameters, places: Places) -> Self {
        let streams = vec![VecDeque::new(); places.count()];
        Self {
            parameters,
            places,
            learnt: None,
            heard: VecDeque::new(),
            hours: VecDeque::new(),
            baselines: VecDeque::new(),
            streams,
            recent: VecDeque::new(),
            newest: Timestamp::from_millis(i64::MIN),
            steps: VecDeque::new(),
            cards: Vec::new(),
            verdicts: HashSet::new(),
            left_out: HashSet::new(),
        }
    }

    /// All that were found, in the order in which they were opened.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// None if it was never opened, or only by a request that was taken back.
    pub fn card(&self, id: CardId) -> Option<&Card> {
        self.cards.iter().rev().find(|card| card.id == id)
    }

    /// An hour begins: learns from the last but one. Each hour has to be told, also one in which nobody asks; one that has begun already
    /// changes nothing.
    pub fn begin_hour(&mut self, hour: Hour) {
        if self.hours.back().is_some_and(|last| hour.starts <= last.starts) {
            return;
        }
        self.newest = self.newest.max(hour.starts);
        self.unlearn();
        self.hours.push_back(hour);
        if self.hours.len() > DAYS_KEPT * 25 {
            self.hours.pop_front();
        }
        self.heard.push_back(Heard { hour, requests: Vec::new(), known: HashSet::new() });
        let known = (&self.parameters, &self.places);
        let learnt = self.learnt.get_or_insert_with(|| Learnt::new(known.0, known.1, hour.date));
        while self.heard.len() > 2
            && let Some(Heard { hour, requests, .. }) = self.heard.pop_front()
            && let Some(next) = self.heard.front().map(|next| next.hour)
        {
            let usual = requests.iter().filter(|asked| !self.left_out.contains(&asked.ticket));
            let hour = (hour, hours_between(hour.starts, next.starts), hour.date != next.date);
            learnt.learn(hour, usual, known);
        }
        self.baselines.push_back(learnt.baseline(known.0, known.1));
        if self.baselines.len() > 2 {
            self.baselines.pop_front();
        }
    }

    /// Somebody asks, in an hour that has begun. Says which cards are new, have changed, or are gone.
    ///
    /// What comes up to two minutes late is put in its place. A clock that is fast counts as `now`, which is when it came: it would make all
    /// others late. What counts nothing is passed over: the canary, help in passing, practice, a place or tag that is not known, a ticket that was
    /// counted already, and what was asked before the last hour began, which is learnt.
    pub fn ask(&mut self, asked: Asked, now: Timestamp) -> Vec<CardId> {
        let mut changed = Vec::new();
        let asked = Asked { at: asked.at.min(now), ..asked };
        let is_known = self.heard.iter().any(|heard| heard.known.contains(&asked.ticket));
        let is_here = self.places.has(asked.ward, asked.tag);
        if !asked.counts()
            || is_known
            || !is_here
            || self.heard.front().is_none_or(|first| asked.at < first.hour.starts)
        {
            return changed;
        }
        self.newest = self.newest.max(asked.at);
        self.forget();
        if asked.at < self.newest - IN_ORDER_FOR {
            self.count_late(asked);
            return changed;
        }
        let later = self.undo_while(|step| step.order(&asked) == Ordering::Greater, &mut changed);
        for asked in [asked].into_iter().chain(later) {
            self.step(asked, &mut changed);
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// A request is taken back at `now`: within a minute it is as if nobody had asked. Says which cards have changed, or are gone.
    pub fn take_back(&mut self, ticket: TicketId, now: Timestamp) -> Vec<CardId> {
        let mut changed = Vec::new();
        let is_it =
            |step: &Step| step.asked.ticket == ticket && now.since(step.asked.at) <= TAKEN_BACK_WITHIN;
        let Some(place) = self.steps.iter().position(is_it) else { return changed };
        let mut left = self.steps.len() - place;
        let later = self.undo_while(
            |_| {
                left -= 1;
                left > 0
            },
            &mut changed,
        );
        self.undo(&mut changed);
        for asked in later {
            self.step(asked, &mut changed);
        }
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// A lead calls a card real, or it is made a known issue: its requests are no longer learnt from, nor are those that it still takes in.
    /// Whether there is such a card.
    pub fn leave_out(&mut self, id: CardId) -> bool {
        let Some(card) = self.cards.iter_mut().rev().find(|card| card.id == id) else { return false };
        card.is_left_out = true;
        self.verdicts.insert(id);
        self.unlearn();
        true
    }

    /// Leaves out what cards that were called real have taken in since; what was learnt already, once.
    fn unlearn(&mut self) {
        let Some(first_heard) = self.heard.front().map(|heard| heard.hour.starts) else { return };
        let known = (&self.parameters, &self.places);
        for asked in self.cards.iter().filter(|card| card.is_left_out).flat_map(|card| &card.tickets) {
            if !self.left_out.insert(asked.ticket) || asked.at >= first_heard {
                continue;
            }
            let hour = self.hours.iter().rev().find(|hour| hour.starts <= asked.at);
            if let (Some(hour), Some(learnt)) = (hour, &mut self.learnt) {
                learnt.unlearn(*hour, asked, known);
            }
        }
    }

    /// What was asked until then is in no window of a request that may still come.
    fn forgotten_until(&self) -> Timestamp {
        let longest = self.parameters.windows_minutes.iter().max().copied().unwrap_or_default();
        self.newest - (minutes(longest) + IN_ORDER_FOR)
    }

    /// What no window of a request that may still come can hold.
    fn forget(&mut self) {
        let newest = self.newest;
        while self.steps.front().is_some_and(|step| step.asked.at < newest - IN_ORDER_FOR) {
            self.steps.pop_front();
        }
        let since = self.forgotten_until();
        while let Some(asked) = self.recent.pop_front_if(|asked| asked.at <= since) {
            for stream in self.places.streams(asked.ward, asked.tag) {
                self.streams[self.places.place(stream)].pop_front();
            }
        }
    }

    /// It counts in windows that still hold it, and what is learnt of its hour; nobody is told two minutes later.
    fn count_late(&mut self, asked: Asked) {
        if asked.at > self.forgotten_until() {
            let place = self.recent.partition_point(|other| other.order(&asked) == Ordering::Less);
            self.recent.insert(place, asked);
            for stream in self.places.streams(asked.ward, asked.tag) {
                let times = &mut self.streams[self.places.place(stream)];
                times.insert(times.partition_point(|at| *at <= asked.at), asked.at);
            }
        }
        self.hear(asked);
    }

    /// Keeps it for what is learnt of its hour.
    fn hear(&mut self, asked: Asked) {
        if let Some(heard) = self.heard.iter_mut().rev().find(|heard| heard.hour.starts <= asked.at) {
            heard.requests.push(asked);
            heard.known.insert(asked.ticket);
        }
    }

    /// Takes the last steps back as long as they are `these`, and says what was asked, the first one first.
    fn undo_while(
        &mut self,
        mut these: impl FnMut(&Asked) -> bool,
        changed: &mut Vec<CardId>,
    ) -> VecDeque<Asked> {
        let mut undone = VecDeque::new();
        while self.steps.back().is_some_and(|step| these(&step.asked)) {
            undone.extend(self.undo(changed));
        }
        undone.make_contiguous().reverse();
        undone
    }

    /// Takes the last step back.
    fn undo(&mut self, changed: &mut Vec<CardId>) -> Option<Asked> {
        let Step { asked, undo } = self.steps.pop_back()?;
        self.recent.pop_back();
        for stream in self.places.streams(asked.ward, asked.tag) {
            self.streams[self.places.place(stream)].pop_back();
        }
        for heard in &mut self.heard {
            heard.requests.retain(|other| other.ticket != asked.ticket);
        }
        match undo {
            None => {}
            Some(Undo::Opened) => changed.extend(self.cards.pop().map(|card| card.id)),
            Some(Undo::Changed { card, before, tickets }) => {
                let card = &mut self.cards[card];
                changed.push(card.id);
                card.head = before.head;
                card.is_left_out = before.is_left_out || self.verdicts.contains(&card.id);
                match tickets {
                    Tickets::First(first) => card.tickets.truncate(first),
                    Tickets::Were(tickets) => card.tickets = tickets,
                }
                for (place, card) in before.joined.into_iter().rev() {
                    changed.push(card.id);
                    self.cards.insert(place, card);
                }
            }
        }
        Some(asked)
    }

    /// Counts a request that is the last, and looks whether it is one too many.
    fn step(&mut self, asked: Asked, changed: &mut Vec<CardId>) {
        self.hear(asked);
        self.recent.push_back(asked);
        for stream in self.places.streams(asked.ward, asked.tag) {
            self.streams[self.places.place(stream)].push_back(asked.at);
        }
        let undo = self.alarm(&asked).map(|sighting| self.tell(&asked, sighting, changed));
        self.steps.push_back(Step { asked, undo });
    }

    /// The deepest stream of a request that passes; or the one around it of which there is too much even without.
    fn alarm(&self, asked: &Asked) -> Option<Sighting> {
        let mut meant: Option<Sighting> = None;
        for stream in self.places.streams(asked.ward, asked.tag) {
            let Some(sighting) = self.sight(stream, asked.at) else { continue };
            let is_meant = meant.is_none_or(|deep| self.is_wider(stream, deep.stream, asked.at));
            if is_meant {
                meant = Some(sighting);
            }
        }
        meant
    }

    /// Puts an alarm on a card: the open one that it is related to, or a new one. A card that comes to be of more takes in the open ones of
    /// parts of it; the one that was opened first stays.
    fn tell(&mut self, asked: &Asked, sighting: Sighting, changed: &mut Vec<CardId>) -> Undo {
        let merge = minutes(self.parameters.merge_minutes);
        let is_open = |card: &Card| asked.at.since(card.last_at()) <= merge;
        let is_related = |card: &Card| {
            let of_card = card.stream();
            self.places.contains(of_card, sighting.stream) || self.places.contains(sighting.stream, of_card)
        };
        // An alarm is of what it has most in common with.
        let related = self.cards.iter().enumerate().filter(|(_, card)| is_open(card) && is_related(card));
        let in_common = |card: &Card| (card.stream() != sighting.stream, card.stream().level());
        let Some(place) = related.min_by_key(|(_, card)| in_common(card)).map(|(place, _)| place) else {
            let id = CardId(asked.ticket);
            let head = Head { opened_at: asked.at, last_at: asked.at, sighting };
            let tickets = self.of_window(&sighting, asked.at).collect();
            let is_left_out = self.verdicts.contains(&id);
            self.cards.push(Card { id, head, tickets, is_left_out });
            changed.push(id);
            return Undo::Opened;
        };
        let of_alarm = self.cards[place].head;
        let now = self.meant(&of_alarm.sighting, sighting, asked.at);
        let stronger = match now {
            Some(now) if now.stream != of_alarm.sighting.stream || now.score > of_alarm.sighting.score => now,
            _ => of_alarm.sighting,
        };
        let is_wider = !self.places.contains(of_alarm.sighting.stream, stronger.stream);
        let is_taken_in = |card: &Card| is_open(card) && self.places.contains(stronger.stream, card.stream());
        let mut taken_in: Vec<usize> = (0..self.cards.len())
            .filter(|of| *of == place || is_wider && is_taken_in(&self.cards[*of]))
            .collect();
        let place = taken_in.remove(0);
        let before = self.cards[place].head;
        let was_left_out = self.cards[place].is_left_out;
        let mut head = Head { opened_at: before.opened_at, last_at: asked.at, sighting: stronger };
        // Those behind first, so that the others keep their places.
        let joined: Vec<(usize, Card)> =
            taken_in.into_iter().rev().map(|place| (place, self.cards.remove(place))).collect();
        let counted = now.unwrap_or(sighting);
        let is_in = |asked: &Asked| self.places.is_in(stronger.stream, asked.ward, asked.tag);
        let of_window = self.of_window(&counted, asked.at).filter(is_in);
        let of_joined = joined.iter().flat_map(|(_, card)| &card.tickets).copied();
        let mut more: Vec<Asked> = of_window.chain(of_joined).collect();
        more.sort_unstable_by(Asked::order);
        more.dedup();
        let card = &mut self.cards[place];
        for (_, other) in &joined {
            head.opened_at = head.opened_at.min(other.head.opened_at);
            card.is_left_out |= other.is_left_out;
            changed.push(other.id);
        }
        card.head = head;
        changed.push(card.id);
        let is_held = |asked: &Asked| card.tickets.binary_search_by(|held| held.order(asked)).is_ok();
        let last = card.tickets.last();
        let (within, behind): (Vec<Asked>, Vec<Asked>) = more
            .into_iter()
            .partition(|asked| last.is_some_and(|last| asked.order(last) != Ordering::Greater));
        let tickets = if stronger.stream == before.sighting.stream && within.iter().all(is_held) {
            let first = card.tickets.len();
            card.tickets.extend(behind);
            Tickets::First(first)
        } else {
            let were = std::mem::take(&mut card.tickets);
            let still = were.iter().filter(|asked| self.places.is_in(stronger.stream, asked.ward, asked.tag));
            card.tickets = still.copied().chain(within).chain(behind).collect();
            card.tickets.sort_unstable_by(Asked::order);
            card.tickets.dedup();
            Tickets::Were(were)
        };
        let before = Before { head: before, is_left_out: was_left_out, joined };
        Undo::Changed { card: place, before, tickets }
    }

    /// What there is too much of at `now`, of a card's stream and that of an alarm: none if it is that of the card, which does not pass by itself.
    /// A card is of less than it was only if that passes together with it, or is more surprising than it ever was.
    fn meant(&self, of_card: &Sighting, alarm: Sighting, now: Timestamp) -> Option<Sighting> {
        let is_narrower =
            of_card.stream != alarm.stream && self.places.contains(of_card.stream, alarm.stream);
        if is_narrower {
            let wide = self.sight(of_card.stream, now);
            let stays = match wide {
                Some(_) => self.is_wider(of_card.stream, alarm.stream, now),
                None => alarm.score <= of_card.score,
            };
            return if stays { wide } else { Some(alarm) };
        }
        if self.places.contains(alarm.stream, of_card.stream)
            && of_card.stream != alarm.stream
            && !self.is_wider(alarm.stream, of_card.stream, now)
        {
            return self.sight(of_card.stream, now);
        }
        Some(alarm)
    }

    /// The requests that a sighting at `now` counted.
    fn of_window(&self, sighting: &Sighting, now: Timestamp) -> impl Iterator<Item = Asked> {
        let since = now - minutes(sighting.window_minutes);
        let stream = sighting.stream;
        self.since(since).filter(move |asked| self.places.is_in(stream, asked.ward, asked.tag)).copied()
    }

    fn since(&self, since: Timestamp) -> impl Iterator<Item = &Asked> {
        self.recent.range(self.recent.partition_point(|asked| asked.at <= since)..)
    }

    /// The most surprising window of a stream at `now` that passes, if one does.
    fn sight(&self, stream: Stream, now: Timestamp) -> Option<Sighting> {
        self.strongest((stream, None), now, self.threshold(stream, now)?)
    }

    /// Whether what there is too much of is `wide` rather than `deep`, which it contains: whether it passes, and still would without the requests
    /// of that one, by as much as that one does.
    fn is_wider(&self, wide: Stream, deep: Stream, now: Timestamp) -> bool {
        let above = |sighting: Sighting| Some(sighting.score - self.threshold(sighting.stream, now)?);
        if wide == deep || !self.places.contains(wide, deep) || self.sight(wide, now).is_none() {
            return false;
        }
        let without = |threshold| self.strongest((wide, Some(deep)), now, threshold);
        let rest = self.threshold(wide, now).and_then(without).and_then(above);
        rest.is_some_and(|rest| rest >= self.sight(deep, now).and_then(above).unwrap_or_default())
    }

    fn threshold(&self, stream: Stream, now: Timestamp) -> Option<f64> {
        let learning = if self.baseline(now)?.is_learning { self.parameters.learning.raise } else { 0.0 };
        Some(self.parameters.level(stream.level()).threshold + self.parameters.raise + learning)
    }

    fn baseline(&self, at: Timestamp) -> Option<&Baseline> {
        let is_present = self.hours.back().is_some_and(|present| present.starts <= at);
        if is_present { self.baselines.back() } else { self.baselines.front() }
    }

    /// The most surprising window of a stream at `now`, without what is in the other one, that has enough requests and a score of `threshold`
    /// or more.
    fn strongest(
        &self,
        (stream, without): (Stream, Option<Stream>),
        now: Timestamp,
        threshold: f64,
    ) -> Option<Sighting> {
        let baseline = self.baseline(now)?;
        let LevelParameters { size, least, .. } = self.parameters.level(stream.level());
        let share_of = |stream| baseline.share(self.places.place(stream));
        let share = share_of(stream) - without.map_or(0.0, share_of);
        let mut strongest: Option<Sighting> = None;
        for &window_minutes in &self.parameters.windows_minutes {
            let since = now - minutes(window_minutes);
            let count_of = |stream| {
                let times = &self.streams[self.places.place(stream)];
                times.len() - times.partition_point(|at| *at <= since)
            };
            let seen = count_of(stream).saturating_sub(without.map_or(0, count_of));
            let seen = u32::try_from(seen).unwrap_or(u32::MAX);
            // Of what is left without the other stream, as many as it takes to be surprising are enough.
            if without.is_none() && seen < least {
                continue;
            }
            let usual = baseline.level * share * self.share_of_day(since, now, &baseline.shape);
            let expected = usual.max(LEAST_EXPECTED);
            let Some(chances) = NegativeBinomial::new(expected, size) else { continue };
            let least_score = strongest.map_or(threshold, |strongest| strongest.score.max(threshold));
            // So many or more are at least as likely as so many: most windows need not be added up.
            if f64::from(seen) <= expected || -chances.ln_chance(seen) < least_score * LN_10 {
                continue;
            }
            let score = chances.surprise(seen);
            let is_stronger = strongest.is_none_or(|strongest| score > strongest.score);
            if score < threshold || !is_stronger {
                continue;
            }
            let wards = self.wards((stream, without), since);
            let is_of_few = stream.level() == Level::Tag && wards < self.parameters.tag_wards_at_least;
            if without.is_none() && is_of_few {
                continue;
            }
            strongest = Some(Sighting { stream, window_minutes, seen, wards, expected, score });
        }
        strongest
    }

    /// How many wards asked since then.
    fn wards(&self, (stream, without): (Stream, Option<Stream>), since: Timestamp) -> u32 {
        let is_meant = |asked: &&Asked| {
            let is_in = |stream| self.places.is_in(stream, asked.ward, asked.tag);
            is_in(stream) && !without.is_some_and(is_in)
        };
        let mut wards: Vec<u16> = self.since(since).filter(is_meant).map(|asked| asked.ward).collect();
        wards.sort_unstable();
        wards.dedup();
        u32::try_from(wards.len()).unwrap_or(u32::MAX)
    }

    /// The share of a day's requests that is usual from `since` to `now`, as far as it was watched.
    fn share_of_day(&self, since: Timestamp, now: Timestamp, shape: &[f64; 24]) -> f64 {
        let mut sum = 0.0;
        let mut ends = now;
        for hour in self.hours.iter().rev() {
            let starts = hour.starts.max(since);
            if starts < ends {
                let of_hour = shape.get(usize::from(hour.of_day)).copied().unwrap_or_default();
                sum += of_hour * hours_between(starts, ends);
                ends = starts;
            }
            if hour.starts <= since {
                break;
            }
        }
        sum
    }
}

fn minutes(minutes: u32) -> Duration {
    Duration::from_mins(minutes.into())
}

fn hours_between(starts: Timestamp, ends: Timestamp) -> f64 {
    ends.since(starts).as_secs_f64() / 3600.0
}

#[cfg(test)]
mod tests;
