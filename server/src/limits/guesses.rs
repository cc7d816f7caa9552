//! Wrong codes, PINs and passwords. Whoever guesses is slowed, and nobody else: a person gets in from everywhere but where
//! the guesses come from, and from a browser or handset of their own even if those come from everywhere. Behind one address
//! sits a whole hospital: what was wrong there makes the next from there wait their turn, and refuses nobody.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{DeviceId, PersonId, Timestamp};
use ground::clock::Clock;
use store::Hash;
use tokio::{sync::OwnedMutexGuard, time::sleep};

use crate::networks::Network;

/// Wrong tries are remembered for so long.
const WINDOW: Duration = Duration::from_mins(10);
/// Where many people sit behind one address, so many times what one pair of person and address may get wrong. From then on one
/// try from there is looked at in each pause.
const ADDRESS: usize = 6;
const PAUSE: Duration = Duration::from_secs(1);
/// So many wait for that; it takes them as long as anybody waits for a page.
const WAITING: u32 = 20;
/// The same for one account, tried from many addresses.
const ACCOUNT: usize = 4;
/// What is over is forgotten when there is more than this.
const KEPT: usize = 10_000;

/// What is being tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Account {
    /// Any code that enrols, or stands on a poster.
    Codes,
    Pin(PersonId),
    /// The username as it was typed, hashed: one that nobody has is treated like any other.
    Password(Hash),
}

/// Who tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// The person's own handset.
    Handset(DeviceId),
    /// A browser in which this person signed in before.
    Browser(Hash),
    Elsewhere(Network),
}

impl Source {
    pub(crate) fn elsewhere(address: IpAddr) -> Self {
        Self::Elsewhere(Network::around(address))
    }

    /// Where many people may sit.
    const fn network(self) -> Option<Network> {
        match self {
            Self::Handset(_) | Self::Browser(_) => None,
            Self::Elsewhere(network) => Some(network),
        }
    }
}

/// Whose failures are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counted {
    Pair(Account, Source),
    /// From wherever the person has not been before.
    Account(Account),
    Network(Network),
}

/// Those who try the same wait for one another, so that many at once are no more than one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Line {
    Account(Account),
    Pair(Account, Source),
    Network(Network),
}

/// Kept in memory: a restart forgives, and of several programs each counts for itself.
#[derive(Debug)]
pub(crate) struct Guesses {
    allowed: usize,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    failures: HashMap<Counted, VecDeque<Timestamp>>,
    /// Tries that are looked at now, each of which may be wrong.
    begun: HashMap<Network, usize>,
    lines: HashMap<Line, Arc<tokio::sync::Mutex<()>>>,
    /// Whose account it is.
    people: HashMap<Account, PersonId>,
}

/// One try, from before it is looked at until it is known whether it was right.
#[derive(Debug)]
pub(crate) struct Try<'g> {
    guesses: &'g Guesses,
    account: Account,
    source: Source,
    at: Timestamp,
    _turn: OwnedMutexGuard<()>,
}

impl Guesses {
    /// `allowed` wrong tries in ten minutes of one account from one place.
    pub(super) fn new(allowed: NonZeroU32) -> Self {
        Self { allowed: usize::try_from(allowed.get()).unwrap_or(usize::MAX), seen: Mutex::default() }
    }

    /// Waits its turn: behind others who try the same, and where much was wrong lately behind everybody there.
    ///
    /// # Errors
    /// How long to wait: too much was wrong lately, or too many wait already.
    pub(crate) async fn begin(
        &self,
        account: Account,
        source: Source,
        clock: &Clock,
    ) -> Result<Try<'_>, Duration> {
        let line = match source {
            Source::Elsewhere(_) if account != Account::Codes => Line::Account(account),
            _ => Line::Pair(account, source),
        };
        let mut has_paused = false;
        loop {
            let turn = self.line(line, clock()).lock_owned().await;
            let at = clock();
            let wait = self.wait(account, source, at);
            if !wait.is_zero() {
                return Err(wait);
            }
            match source.network() {
                Some(network) if !self.starts(network, at, has_paused) => {
                    // Nobody elsewhere waits for this account meanwhile.
                    drop(turn);
                    self.pause(network, at).await?;
                    has_paused = true;
                }
                _ => return Ok(Try { guesses: self, account, source, at, _turn: turn }),
            }
        }
    }

    fn line(&self, line: Line, now: Timestamp) -> Arc<tokio::sync::Mutex<()>> {
        let mut seen = self.seen();
        seen.forget(now);
        Arc::clone(seen.lines.entry(line).or_default())
    }

    /// Whether it is looked at now: what is being looked at counts as if it were wrong, until that is known.
    fn starts(&self, network: Network, now: Timestamp, has_paused: bool) -> bool {
        let mut seen = self.seen();
        let counted = Counted::Network(network);
        let wrong = seen.failures.get(&counted).map_or(0, |failures| lately(failures, now).count());
        let begun = seen.begun.get(&network).copied().unwrap_or_default();
        let starts = has_paused || wrong + begun < self.most(&counted);
        if starts {
            seen.begun.insert(network, begun + 1);
        }
        starts
    }

    /// A pause, after those of all who came before from the same network.
    async fn pause(&self, network: Network, now: Timestamp) -> Result<(), Duration> {
        let line = self.line(Line::Network(network), now);
        // One of them is the map's, one ours.
        if Arc::strong_count(&line) > usize::try_from(WAITING).unwrap_or(usize::MAX) + 1 {
            return Err(PAUSE * WAITING);
        }
        let _turn = line.lock().await;
        sleep(PAUSE).await;
        Ok(())
    }

    /// People whose account is being guessed now, in a steady order.
    pub(crate) fn guessed(&self, now: Timestamp) -> Vec<PersonId> {
        let seen = self.seen();
        let mut people: Vec<_> = seen
            .failures
            .iter()
            .filter(|(counted, failures)| lately(failures, now).count() >= self.most(counted))
            .filter_map(|(counted, _)| match counted {
                Counted::Pair(account, _) | Counted::Account(account) => seen.people.get(account).copied(),
                Counted::Network(_) => None,
            })
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Zero if it may be tried. A network is nobody's own, and only pauses.
    fn wait(&self, account: Account, source: Source, now: Timestamp) -> Duration {
        let seen = self.seen();
        let waits = counted(account, source)
            .into_iter()
            .filter(|counted| !matches!(counted, Counted::Network(_)))
            .map(|counted| {
                let Some(failures) = seen.failures.get(&counted) else { return Duration::ZERO };
                let (most, lately) = (self.most(&counted), lately(failures, now));
                let mut lately: Vec<_> = lately.collect();
                if lately.len() < most {
                    return Duration::ZERO;
                }
                // When so many are forgotten that one more fits.
                lately.sort_unstable();
                let last = lately[lately.len() - most];
                WINDOW.saturating_sub(now.since(last)).max(Duration::from_secs(1))
            });
        waits.max().unwrap_or_default()
    }

    fn most(&self, counted: &Counted) -> usize {
        self.allowed.saturating_mul(match counted {
            Counted::Network(_) => ADDRESS,
            Counted::Pair(..) => 1,
            Counted::Account(_) => ACCOUNT,
        })
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Try<'_> {
    /// It was wrong; `person` is whose it was, if anybody's. Answers with how long to wait before the next, if at all.
    pub(crate) fn failed(self, person: Option<PersonId>) -> Option<Duration> {
        let mut seen = self.guesses.seen();
        for counted in counted(self.account, self.source) {
            let most = self.guesses.most(&counted);
            let failures = seen.failures.entry(counted).or_default();
            failures.push_back(self.at);
            while failures.len() > most {
                failures.pop_front();
            }
        }
        if let Some(person) = person {
            seen.people.insert(self.account, person);
        }
        drop(seen);
        Some(self.guesses.wait(self.account, self.source, self.at)).filter(|wait| !wait.is_zero())
    }

    /// How often it may still be wrong, this try included, before anybody has to wait.
    pub(crate) fn left(&self) -> usize {
        let seen = self.guesses.seen();
        let own = counted(self.account, self.source)
            .into_iter()
            .filter(|counted| !matches!(counted, Counted::Network(_)));
        let left = own.map(|counted| {
            let wrong = seen.failures.get(&counted).map_or(0, |failures| lately(failures, self.at).count());
            self.guesses.most(&counted).saturating_sub(wrong)
        });
        left.min().unwrap_or(usize::MAX)
    }

    /// It was right: what this person got wrong here before is forgiven.
    pub(crate) fn succeeded(self) {
        self.guesses.seen().failures.remove(&Counted::Pair(self.account, self.source));
    }
}

impl Drop for Try<'_> {
    fn drop(&mut self) {
        if let Some(network) = self.source.network()
            && let Entry::Occupied(mut begun) = self.guesses.seen().begun.entry(network)
        {
            *begun.get_mut() -= 1;
            if *begun.get() == 0 {
                begun.remove();
            }
        }
    }
}

impl Seen {
    fn forget(&mut self, now: Timestamp) {
        if self.failures.len() + self.lines.len() + self.people.len() < KEPT {
            return;
        }
        self.failures.retain(|_, failures| lately(failures, now).next().is_some());
        self.lines.retain(|_, line| Arc::strong_count(line) > 1);
        let failures = &self.failures;
        self.people.retain(|account, _| {
            failures.keys().any(|counted| match counted {
                Counted::Pair(of, _) | Counted::Account(of) => of == account,
                Counted::Network(_) => false,
            })
        });
    }
}

/// What a try counts for: somebody on their own handset, or in a browser that is known, harms nobody but themselves.
fn counted(account: Account, source: Source) -> Vec<Counted> {
    let pair = Counted::Pair(account, source);
    match source {
        Source::Handset(_) | Source::Browser(_) => vec![pair],
        // A code is nobody's: a whole trust sets its devices up from one address, and mistypes.
        Source::Elsewhere(network) if account == Account::Codes => vec![Counted::Network(network)],
        Source::Elsewhere(network) => vec![pair, Counted::Account(account), Counted::Network(network)],
    }
}

fn lately(failures: &VecDeque<Timestamp>, now: Timestamp) -> impl Iterator<Item = Timestamp> {
    failures.iter().copied().filter(move |at| now.since(*at) < WINDOW)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use futures::{FutureExt, future::join_all};
    use tokio::time::Instant;

    use super::*;

    struct Story {
        guesses: Guesses,
        now: Arc<AtomicI64>,
        clock: Clock,
    }

    fn story() -> Story {
        let now = Arc::new(AtomicI64::new(1_790_000_000_000));
        let told = Arc::clone(&now);
        let clock: Clock = Arc::new(move || Timestamp::from_millis(told.load(Ordering::SeqCst)));
        Story { guesses: Guesses::new(NonZeroU32::new(5).unwrap()), now, clock }
    }

    impl Story {
        /// Whether it was looked at.
        async fn wrong(&self, account: Account, source: Source) -> bool {
            match self.guesses.begin(account, source, &self.clock).await {
                Ok(tried) => {
                    tried.failed(Some(lead()));
                    true
                }
                Err(_) => false,
            }
        }

        async fn may(&self, account: Account, source: Source) -> bool {
            self.guesses.begin(account, source, &self.clock).await.is_ok()
        }

        fn pass(&self, minutes: i64) {
            self.now.fetch_add(minutes * 60_000, Ordering::SeqCst);
        }
    }

    const LEADS: Account = Account::Password(Hash([1; 32]));
    const OTHERS: Account = Account::Password(Hash([2; 32]));
    const OWN: Source = Source::Browser(Hash([3; 32]));

    fn lead() -> PersonId {
        PersonId::new(Timestamp::from_millis(1), [1; 10])
    }

    fn from(a: u8, b: u8) -> Source {
        Source::elsewhere(IpAddr::V4(std::net::Ipv4Addr::new(10, 0, a, b)))
    }

    #[tokio::test]
    async fn guessing_slows_the_guesser_and_nobody_else() {
        let story = story();
        for _ in 0..5 {
            assert!(story.wrong(LEADS, from(0, 1)).await);
        }
        assert!(!story.wrong(LEADS, from(0, 1)).await);
        assert!(story.may(LEADS, from(0, 2)).await && story.may(OTHERS, from(0, 1)).await);
        assert!(story.may(LEADS, OWN).await);
        assert_eq!(story.guesses.guessed((story.clock)()), [lead()]);
        story.pass(10);
        assert!(story.may(LEADS, from(0, 1)).await);
        assert!(story.guesses.guessed((story.clock)()).is_empty());
    }

    #[tokio::test]
    async fn guesses_from_everywhere_are_slowed_too_but_not_in_a_browser_that_is_known() {
        let story = story();
        let tries = join_all((0..100).map(|address| story.wrong(LEADS, from(1, address)))).await;
        assert_eq!(tries.into_iter().filter(|looked_at| *looked_at).count(), 20);
        assert!(!story.may(LEADS, from(0, 9)).await);
        assert!(story.may(LEADS, OWN).await);
    }

    #[tokio::test(start_paused = true)]
    async fn many_codes_at_once_are_no_more_than_one_after_the_other() {
        let (story, began) = (story(), Instant::now());
        let tries = join_all((0..100).map(|_| story.wrong(Account::Codes, from(0, 1)))).await;
        assert_eq!(tries.into_iter().filter(|looked_at| *looked_at).count(), 50);
        assert_eq!(began.elapsed().as_secs(), 20, "of those that waited one a second");
    }

    #[tokio::test]
    async fn what_is_right_counts_for_nothing_and_forgives() {
        let story = story();
        for _ in 0..30 {
            for _ in 0..4 {
                assert!(story.wrong(LEADS, OWN).await);
            }
            story.guesses.begin(LEADS, OWN, &story.clock).await.unwrap().succeeded();
        }
    }

    fn name(number: u8) -> Account {
        Account::Password(Hash([number; 32]))
    }

    #[tokio::test(start_paused = true)]
    async fn one_address_that_tries_many_names_pauses_and_what_is_right_comes_in_there_all_the_same() {
        let story = story();
        for number in 100..130 {
            assert!(story.wrong(name(number), from(0, 1)).await);
        }
        let began = Instant::now();
        assert!(story.may(LEADS, OWN).await && story.may(LEADS, from(0, 2)).await);
        assert_eq!(began.elapsed(), Duration::ZERO);
        assert!(story.may(LEADS, from(0, 1)).await);
        assert_eq!(began.elapsed(), PAUSE);
    }

    #[tokio::test(start_paused = true)]
    async fn many_names_at_the_same_time_are_counted_before_it_is_known_whether_they_are_right() {
        let story = story();
        let begin = |number| story.guesses.begin(name(number), from(0, 1), &story.clock);
        let looked_at: Vec<_> = (0..40).filter_map(|number| begin(number).now_or_never()?.ok()).collect();
        assert_eq!(looked_at.len(), 30);
        drop(looked_at);
        assert!(begin(200).now_or_never().is_some(), "what was not wrong is given back");
        assert!(story.guesses.seen().begun.is_empty());
    }
}
