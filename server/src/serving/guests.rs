//! Who is connected, and who keeps us waiting.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use crate::networks::Network;

/// From the connection, or from the first byte of a request, to the end of its head.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// Between two requests.
const IDLE_FOR: Duration = Duration::from_mins(1);
/// Longer than proxies keep a connection that they do not use, 60 seconds to 2 minutes: one that we close as it sends
/// costs a person an error page.
const PROXY_IDLE_FOR: Duration = Duration::from_secs(150);
/// An answer that is no live page has left by then.
const ANSWER_WITHIN: Duration = Duration::from_mins(2);
/// A client that takes nothing of what is written for it.
const TAKES_NOTHING_FOR: Duration = Duration::from_secs(20);
/// The same when others need the place.
const IN_THE_WAY_AFTER: Duration = Duration::from_secs(3);
/// When it is full, so many parts of a whole make place at once.
const BATCH: usize = 32;
/// Those who are told at the same time that there is no room; others are not even told.
const REFUSALS: usize = 32;

/// What a connection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    /// Nothing was sent yet.
    New,
    /// A part of a head was.
    Head,
    /// The rest of the request is on its way.
    Body,
    /// We are at work.
    Working,
    /// The answer is on its way.
    Answer,
    /// The answer is a live page, which has no end.
    Page,
    /// Answered, kept for the next request.
    Idle,
}

impl Phase {
    const fn of(number: u8) -> Self {
        match number {
            0 => Self::New,
            1 => Self::Head,
            2 => Self::Body,
            3 => Self::Working,
            4 => Self::Answer,
            5 => Self::Page,
            _ => Self::Idle,
        }
    }
}

/// All connections.
#[derive(Debug)]
pub(super) struct Guests {
    most: usize,
    start: Instant,
    inside: Mutex<Inside>,
    refusals: Arc<AtomicUsize>,
}

#[derive(Debug, Default)]
struct Inside {
    next: u64,
    guests: HashMap<u64, Arc<Guest>>,
    by_network: HashMap<Network, usize>,
}

/// One connection; it leaves the list when it is dropped, or shown out.
#[derive(Debug)]
pub(super) struct Guest {
    number: u64,
    network: Network,
    from_proxy: bool,
    start: Instant,
    phase: AtomicU8,
    /// Milliseconds since the start of the program.
    since: AtomicU64,
    /// Since when the client takes nothing of what is written; 0: it does.
    blocked_since: AtomicU64,
    leave: Notify,
    guests: std::sync::Weak<Guests>,
}

/// The right to tell somebody that there is no room.
#[derive(Debug)]
pub(super) struct Refusal(Arc<AtomicUsize>);

impl Guests {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, start: Instant::now(), inside: Mutex::default(), refusals: Arc::default() })
    }

    /// Takes a connection in, if need be for one that keeps us waiting: of the same address if that has `most`, of any if
    /// all are taken. None if everybody is being served.
    pub(super) fn take_in(
        self: &Arc<Self>,
        address: IpAddr,
        most: usize,
        from_proxy: bool,
    ) -> Option<Arc<Guest>> {
        let network = Network::around(address);
        let mut inside = self.inside();
        if inside.by_network.get(&network).is_some_and(|count| *count >= most)
            && self.make_place_among(&mut inside, |guest| guest.network == network) == 0
        {
            return None;
        }
        if inside.guests.len() >= self.most && self.make_place_among(&mut inside, |_| true) == 0 {
            return None;
        }
        let number = inside.next;
        inside.next += 1;
        let guest = Arc::new(Guest {
            number,
            network,
            from_proxy,
            start: self.start,
            phase: AtomicU8::new(Phase::New as u8),
            since: AtomicU64::new(self.now()),
            blocked_since: AtomicU64::new(0),
            leave: Notify::new(),
            guests: Arc::downgrade(self),
        });
        inside.guests.insert(number, Arc::clone(&guest));
        *inside.by_network.entry(network).or_default() += 1;
        Some(guest)
    }

    /// Shows out those of any address who keep us waiting longest.
    pub(super) fn make_place(&self) {
        self.make_place_among(&mut self.inside(), |_| true);
    }

    /// Shows out everybody whose time is over.
    pub(super) fn show_out_overdue(&self) {
        let now = self.now();
        let mut inside = self.inside();
        let overdue: Vec<_> =
            inside.guests.values().filter(|guest| guest.is_overdue(now)).map(Arc::clone).collect();
        for guest in overdue {
            inside.show_out(&guest);
        }
    }

    /// None if enough are being told already.
    pub(super) fn refuse(&self) -> Option<Refusal> {
        let before = self.refusals.fetch_add(1, Ordering::Relaxed);
        let refusal = Refusal(Arc::clone(&self.refusals));
        (before < REFUSALS).then_some(refusal)
    }

    /// How many went. Several at once, so that a flood does not have all looked through for each connection.
    fn make_place_among(&self, inside: &mut Inside, who: impl Fn(&Guest) -> bool) -> usize {
        let now = self.now();
        let mut waiting: Vec<_> = inside
            .guests
            .values()
            .filter(|guest| who(guest))
            .filter_map(|guest| Some((guest.waited_for_since(now)?, guest.number, Arc::clone(guest))))
            .collect();
        waiting.sort_unstable_by_key(|(since, number, _)| (*since, *number));
        waiting.truncate(waiting.len().div_ceil(BATCH));
        for (_, _, guest) in &waiting {
            inside.show_out(guest);
        }
        waiting.len()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> u64 {
        millis(self.start.elapsed())
    }
}

impl Inside {
    fn show_out(&mut self, guest: &Guest) {
        self.forget(guest);
        guest.leave.notify_one();
    }

    fn forget(&mut self, guest: &Guest) {
        if self.guests.remove(&guest.number).is_none() {
            return;
        }
        if let Some(count) = self.by_network.get_mut(&guest.network) {
            *count -= 1;
            if *count == 0 {
                self.by_network.remove(&guest.network);
            }
        }
    }
}

impl Guest {
    /// Waits until this guest has to go.
    pub(super) async fn shown_out(&self) {
        self.leave.notified().await;
    }

    /// Bytes came.
    pub(super) fn sent(&self) {
        if matches!(self.phase(), Phase::New | Phase::Idle) {
            self.enter(Phase::Head);
        }
    }

    /// Nothing of what is written is taken.
    pub(super) fn takes_nothing(&self) {
        let _ =
            self.blocked_since.compare_exchange(0, self.now().max(1), Ordering::Relaxed, Ordering::Relaxed);
    }

    pub(super) fn takes(&self) {
        self.blocked_since.store(0, Ordering::Relaxed);
    }

    /// The head of a request is whole.
    pub(super) fn asked(&self) {
        self.enter(Phase::Working);
    }

    /// More of the request's body is waited for.
    pub(super) fn waits_for_body(&self) {
        if self.phase() == Phase::Working {
            self.enter(Phase::Body);
        }
    }

    pub(super) fn got_body(&self) {
        if self.phase() == Phase::Body {
            self.enter(Phase::Working);
        }
    }

    pub(super) fn answers(&self, is_page: bool) {
        self.enter(if is_page { Phase::Page } else { Phase::Answer });
    }

    pub(super) fn answered(&self) {
        self.enter(Phase::Idle);
    }

    fn is_overdue(&self, now: u64) -> bool {
        let blocked = self.blocked_since.load(Ordering::Relaxed);
        let most = match self.phase() {
            Phase::New | Phase::Head => HEAD_WITHIN,
            Phase::Idle if self.from_proxy => PROXY_IDLE_FOR,
            Phase::Idle => IDLE_FOR,
            Phase::Answer => ANSWER_WITHIN,
            // The body has a pace of its own, which is answered with words.
            Phase::Body | Phase::Working | Phase::Page => Duration::MAX,
        };
        let waited = |since: u64| Duration::from_millis(now.saturating_sub(since));
        waited(self.since.load(Ordering::Relaxed)) > most
            || blocked != 0 && waited(blocked) > TAKES_NOTHING_FOR
    }

    /// Since when it is the client that keeps us waiting; none if we are at work for it, or it follows a page.
    fn waited_for_since(&self, now: u64) -> Option<u64> {
        let blocked = self.blocked_since.load(Ordering::Relaxed);
        if blocked != 0 && now.saturating_sub(blocked) > millis(IN_THE_WAY_AFTER) {
            return Some(blocked);
        }
        match self.phase() {
            Phase::New | Phase::Head | Phase::Body | Phase::Idle => Some(self.since.load(Ordering::Relaxed)),
            Phase::Working | Phase::Answer | Phase::Page => None,
        }
    }

    fn phase(&self) -> Phase {
        Phase::of(self.phase.load(Ordering::Relaxed))
    }

    fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
        self.since.store(self.now(), Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        millis(self.start.elapsed())
    }

    /// The connection is closed.
    pub(super) fn leaves(&self) {
        if let Some(guests) = self.guests.upgrade() {
            guests.inside().forget(self);
        }
    }
}

impl Drop for Refusal {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 7));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 8));

    fn is_inside(guests: &Guests, guest: &Guest) -> bool {
        guests.inside().guests.contains_key(&guest.number)
    }

    #[tokio::test(start_paused = true)]
    async fn who_keeps_us_waiting_longest_makes_place_and_who_is_served_stays() {
        let guests = Guests::new(3);
        let served = guests.take_in(HERE, 3, false).unwrap();
        served.asked();
        let page = guests.take_in(HERE, 3, false).unwrap();
        page.answers(true);
        let idle = guests.take_in(THERE, 3, false).unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
        let next = guests.take_in(THERE, 3, false).unwrap();
        assert!(!is_inside(&guests, &idle));
        assert!([&served, &page, &next].iter().all(|guest| is_inside(&guests, guest)));
        next.asked();
        assert!(guests.take_in(HERE, 3, false).is_none(), "everybody is being served");
        page.takes_nothing();
        tokio::time::advance(Duration::from_secs(5)).await;
        assert!(guests.take_in(HERE, 3, false).is_some(), "a page that nobody reads is in the way");
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_has_its_share_makes_place_for_itself() {
        let guests = Guests::new(10);
        let elsewhere = guests.take_in(THERE, 2, false).unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
        let first = guests.take_in(HERE, 2, false).unwrap();
        let second = guests.take_in(HERE, 2, false).unwrap();
        second.asked();
        let third = guests.take_in(HERE, 2, false).unwrap();
        third.asked();
        assert!(!is_inside(&guests, &first) && is_inside(&guests, &elsewhere));
        assert!(guests.take_in(HERE, 2, false).is_none());
        second.leaves();
        assert!(guests.take_in(HERE, 2, false).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn each_has_its_time() {
        let guests = Guests::new(10);
        let new = |from_proxy| guests.take_in(HERE, 10, from_proxy).unwrap();
        let (silent, idle, proxy, page) = (new(false), new(false), new(true), new(false));
        for answered in [&idle, &proxy] {
            answered.sent();
            answered.asked();
            answered.answers(false);
            answered.answered();
        }
        page.answers(true);
        let left = |after: u64| {
            let guests = Arc::clone(&guests);
            let all = [&silent, &idle, &proxy, &page].map(Arc::clone);
            async move {
                tokio::time::advance(Duration::from_secs(after)).await;
                guests.show_out_overdue();
                all.map(|guest| is_inside(&guests, &guest))
            }
        };
        assert_eq!(left(9).await, [true, true, true, true]);
        assert_eq!(left(2).await, [false, true, true, true]);
        assert_eq!(left(60).await, [false, false, true, true]);
        assert_eq!(left(100).await, [false, false, false, true]);
        page.takes_nothing();
        assert_eq!(left(21).await, [false; 4]);
    }
}
