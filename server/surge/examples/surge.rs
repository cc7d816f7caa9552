//! What the scan finds, and how often it is wrong, on go-lives that are invented: `script/bench surge`.
//!
//! 60 wards (lognormal, 0.6), 12 topics (Zipf, 1), 10 zones, and a gamma(4) factor for each ward and topic; the hours of the day are 25 % off
//! from what is assumed, days 10 % from each other, and each has 3 % less than the one before. One request in ten is followed within 10 minutes
//! by a colleague's who asks the same, which makes most of the false cards.
//!
//! Its seed is for measuring alone. To try something out, give another, and perhaps a file of parameters.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]
#![expect(clippy::disallowed_methods, reason = "measures how long it takes itself")]

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Instant,
};

use domain::{TicketId, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, LogNormal, Poisson};
use rand_pcg::Pcg64Mcg;
use surge::{Asked, Hour, Kind, Parameters, Places, Scan, Stream, Ward};

const SEED: u64 = 20_261_130;
const WARDS: u16 = 60;
const TAGS: u16 = 12;
const ZONES: u16 = 10;
const PER_DAY: f64 = 1400.0;
const SIBLINGS: f64 = 0.1;
/// Go-lives without a surge …
const QUIET: u32 = 200;
/// … of so many days, the first of which is the one on which nothing is known.
const DAYS: u32 = 8;
/// Go-lives of each kind with one.
const RUNS: u32 = 1000;
/// Days before the one with the surge.
const DAYS_BEFORE: u32 = 3;
const MILLIS_OF_HOUR: i64 = 3_600_000;

/// A go-live.
struct World {
    random: Pcg64Mcg,
    /// Running sums of the shares of the cells, ward by ward.
    cells: Vec<f64>,
    heads: Vec<f64>,
    /// The share of a day in each of its hours.
    by_hour: Vec<f64>,
    per_day: f64,
    siblings: f64,
    tickets: u32,
}

/// What is more than usual, in the hour from `starts` on (milliseconds from the first midnight).
#[derive(Debug, Clone, Copy)]
struct Surge {
    starts: i64,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// So many times as many about one of these topics, everywhere.
    Tag { from: u16, to: u16, times: f64 },
    /// So many more about one topic on one ward: any, or one of those where most is asked.
    Cell { more: u32, is_busy: bool },
}

/// How a surge was found.
#[derive(Debug, Clone, Copy)]
struct Found {
    minutes: f64,
    /// When the hour was over, a card named just what it was.
    is_named: bool,
}

impl World {
    fn new(seed: u64, run: u32, per_day: f64) -> Self {
        let mut random =
            Pcg64Mcg::seed_from_u64(seed.wrapping_mul(1_000_000_007).wrapping_add(u64::from(run)));
        let factor = |deviation: f64| LogNormal::new(0.0, deviation);
        let of_wards: Vec<f64> = (0..WARDS).map(|_| drawn(factor(0.6), &mut random)).collect();
        let mut sum = 0.0;
        let mut cells = Vec::new();
        for ward in &of_wards {
            for tag in 1..=TAGS {
                sum += ward / f64::from(tag) * drawn(Gamma::new(4.0, 0.25), &mut random);
                cells.push(sum);
            }
        }
        let by_hour: Vec<f64> = Parameters::default()
            .by_hour
            .iter()
            .map(|weight| weight * drawn(factor(0.25), &mut random))
            .collect();
        let all: f64 = by_hour.iter().sum();
        Self {
            random,
            cells: cells.into_iter().map(|cell| cell / sum).collect(),
            heads: of_wards,
            by_hour: by_hour.into_iter().map(|weight| weight / all).collect(),
            per_day,
            siblings: SIBLINGS,
            tickets: 0,
        }
    }

    fn scan(&self, parameters: Parameters, knows_heads: bool, times_planned: f64) -> Scan {
        let ward = |(number, heads): (u16, &f64)| Ward {
            zone: Some(number % ZONES),
            heads: if knows_heads { *heads } else { 1.0 },
        };
        let wards = (0..).zip(&self.heads).map(ward).collect();
        let parameters = Parameters { planned_per_day: self.per_day / times_planned, ..parameters };
        Scan::new(parameters, Places { wards, zones: ZONES, tags: TAGS })
    }

    /// What is asked on a day, the first one first.
    fn day(&mut self, day: u32, surge: Option<(Surge, Stream)>) -> Vec<Asked> {
        let level = self.per_day
            * 0.97_f64.powi(day.cast_signed())
            * drawn(LogNormal::new(0.0, 0.1), &mut self.random);
        let usual = level / (1.0 + self.siblings);
        let mut log = Vec::new();
        for hour in 0..24 {
            let starts = (i64::from(day) * 24 + i64::from(hour)) * MILLIS_OF_HOUR;
            let rate = usual * self.by_hour[usize::try_from(hour).unwrap_or_default()];
            self.ask(&mut log, starts, rate, None);
            if let Some((Surge { starts: of_surge, what: What::Tag { times, .. } }, Stream::Tag(tag))) = surge
            {
                // The part of the hour in which it is.
                let shared = (MILLIS_OF_HOUR - (starts - of_surge).abs()).max(0);
                let from = starts.max(of_surge);
                let share = millis(shared) / millis(MILLIS_OF_HOUR);
                self.ask(&mut log, from, rate * (times - 1.0) * share, Some((tag, shared)));
            }
        }
        if let Some((Surge { starts, what: What::Cell { more, .. } }, Stream::Cell { ward, tag })) = surge
            && day == DAYS_BEFORE
        {
            for _ in 0..more {
                let at = starts + self.random.random_range(0..MILLIS_OF_HOUR);
                self.one(&mut log, at, ward, tag);
            }
        }
        log.sort_by_key(|asked| asked.at);
        log
    }

    /// `rate` requests on average in an hour, or those of them that are about a tag within a part of it.
    fn ask(&mut self, log: &mut Vec<Asked>, starts: i64, rate: f64, only: Option<(u16, i64)>) {
        if rate <= 0.0 {
            return;
        }
        let within = only.map_or(MILLIS_OF_HOUR, |(_, within)| within);
        let count = drawn(Poisson::new(rate), &mut self.random);
        let mut left = count;
        while left >= 1.0 {
            left -= 1.0;
            let at = starts + self.random.random_range(0..within);
            let (ward, tag) = self.cell();
            if only.is_some_and(|(only, _)| only != tag) {
                continue;
            }
            self.one(log, at, ward, tag);
            if self.random.random::<f64>() < self.siblings {
                let later = self.random.random_range(0..600_000);
                self.one(log, at + later, ward, tag);
            }
        }
    }

    fn one(&mut self, log: &mut Vec<Asked>, at: i64, ward: u16, tag: u16) {
        self.tickets += 1;
        let mut number = [0; 10];
        number[6..].copy_from_slice(&self.tickets.to_be_bytes());
        let at = Timestamp::from_millis(at);
        log.push(Asked { ticket: TicketId::new(at, number), at, ward, tag, kind: Kind::Request });
    }

    fn cell(&mut self) -> (u16, u16) {
        let chance = self.random.random::<f64>();
        let cell = u16::try_from(self.cells.partition_point(|sum| *sum < chance)).unwrap_or_default();
        let cell = cell.min(WARDS * TAGS - 1);
        (cell / TAGS, cell % TAGS)
    }

    /// Where and about what, and when between eight and seven.
    fn surge(&mut self, what: What) -> (Surge, Stream) {
        let starts = i64::from(DAYS_BEFORE) * 24 * MILLIS_OF_HOUR
            + self.random.random_range(8 * MILLIS_OF_HOUR..19 * MILLIS_OF_HOUR);
        let stream = match what {
            What::Tag { from, to, .. } => Stream::Tag(self.random.random_range(from..to)),
            What::Cell { is_busy: true, .. } => {
                let (ward, tag) = self.cell();
                Stream::Cell { ward, tag }
            }
            What::Cell { is_busy: false, .. } => Stream::Cell {
                ward: self.random.random_range(0..WARDS),
                tag: self.random.random_range(0..TAGS),
            },
        };
        (Surge { starts, what }, stream)
    }
}

fn drawn<T, E: std::fmt::Debug>(distribution: Result<impl Distribution<T>, E>, random: &mut Pcg64Mcg) -> T {
    match distribution {
        Ok(distribution) => distribution.sample(random),
        Err(error) => unreachable!("its parameters are constants: {error:?}"),
    }
}

fn millis(millis: i64) -> f64 {
    f64::from(i32::try_from(millis).unwrap_or(i32::MAX))
}

fn feed(scan: &mut Scan, next_hour: &mut i64, asked: Asked) -> Vec<surge::CardId> {
    while *next_hour * MILLIS_OF_HOUR <= asked.at.as_millis() {
        let (date, of_day) = (*next_hour / 24, *next_hour % 24);
        scan.begin_hour(Hour {
            starts: Timestamp::from_millis(*next_hour * MILLIS_OF_HOUR),
            date: i32::try_from(date).unwrap_or_default(),
            of_day: u8::try_from(of_day).unwrap_or_default(),
        });
        *next_hour += 1;
    }
    scan.ask(asked, asked.at)
}

/// Cards of each day of a go-live without a surge.
fn quiet(
    (seed, run): (u64, u32),
    parameters: &Parameters,
    (knows_heads, times_planned): (bool, f64),
    levels: &[AtomicU32; 5],
) -> Vec<u32> {
    let mut world = World::new(seed, run, PER_DAY);
    let mut scan = world.scan(parameters.clone(), knows_heads, times_planned);
    let mut next_hour = 0;
    for day in 0..DAYS {
        for asked in world.day(day, None) {
            feed(&mut scan, &mut next_hour, asked);
        }
    }
    let mut cards = vec![0; usize::try_from(DAYS).unwrap_or_default()];
    for card in scan.cards() {
        let day = card.opened_at().as_millis() / (24 * MILLIS_OF_HOUR);
        if let Some(of_day) = usize::try_from(day).ok().and_then(|day| cards.get_mut(day)) {
            *of_day += 1;
        }
        let place = surge::Level::ALL.iter().position(|level| *level == card.stream().level());
        levels[place.unwrap_or_default()].fetch_add(1, Ordering::Relaxed);
    }
    cards
}

/// Whether a surge is found within its hour, by a card that names its topic, or its ward.
fn surge((seed, run): (u64, u32), parameters: &Parameters, what: What) -> Option<Found> {
    let mut world = World::new(seed, run, PER_DAY);
    let mut scan = world.scan(parameters.clone(), true, 1.0);
    let surge = world.surge(what);
    let (Surge { starts, .. }, stream) = surge;
    let mut next_hour = 0;
    let mut found = None;
    let mut is_named = false;
    for day in 0..=DAYS_BEFORE {
        for asked in world.day(day, Some(surge)) {
            let since = asked.at.as_millis() - starts;
            if since > MILLIS_OF_HOUR {
                return found.map(|minutes| Found { minutes, is_named });
            }
            let changed = feed(&mut scan, &mut next_hour, asked);
            if since < 0 {
                continue;
            }
            for card in changed.into_iter().filter_map(|card| scan.card(card)) {
                let of_card = card.stream();
                let is_it = match stream {
                    Stream::Tag(_) => of_card.tag() == stream.tag(),
                    _ => {
                        of_card != Stream::Everywhere
                            && of_card.tag().is_none_or(|tag| Some(tag) == stream.tag())
                            && of_card.ward().is_none_or(|ward| Some(ward) == stream.ward())
                            && of_card
                                .zone()
                                .is_none_or(|zone| stream.ward().is_some_and(|ward| ward % ZONES == zone))
                    }
                };
                if is_it {
                    found.get_or_insert(millis(since) / 60_000.0);
                    is_named = of_card == stream;
                }
            }
        }
    }
    found.map(|minutes| Found { minutes, is_named })
}

/// On all cores, in order.
fn all<T: Send>(runs: u32, one: impl Fn(u32) -> T + Sync) -> Vec<T> {
    let next = AtomicU32::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= runs {
                return done;
            }
            done.push((run, one(run)));
        }
    };
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut done: Vec<(u32, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    done.sort_by_key(|(run, _)| *run);
    done.into_iter().map(|(_, done)| done).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap_or(u32::MAX)).max(1.0)
}

/// The smallest value that so many of a hundred are not above (nearest rank).
fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(f64::NAN)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let parameters = match arguments.next() {
        None => Parameters::default(),
        Some(file) => match std::fs::read_to_string(&file).map(|text| toml::from_str(&text)) {
            Ok(Ok(parameters)) => parameters,
            other => return println!("{file} cannot be used: {other:?}"),
        },
    };
    let mut figures: BTreeMap<String, f64> = BTreeMap::new();

    for (known, name) in
        [((true, 1.0), ""), ((false, 1.0), "_heads_unknown"), ((true, 2.5), "_more_than_planned")]
    {
        let levels = [const { AtomicU32::new(0) }; 5];
        let days = all(QUIET, |run| quiet((seed, run), &parameters, known, &levels));
        let first: Vec<f64> = days.iter().map(|cards| f64::from(cards[0])).collect();
        let later: Vec<f64> =
            days.iter().flat_map(|cards| &cards[1..]).map(|cards| f64::from(*cards)).collect();
        figures.insert(format!("false_cards_day_mean{name}"), mean(&later));
        figures.insert(format!("false_cards_day_p95{name}"), percentile(&later, 95));
        figures.insert(format!("day1_mean{name}"), mean(&first));
        figures.insert(format!("day1_p95{name}"), percentile(&first, 95));
        let levels: Vec<String> = surge::Level::ALL
            .iter()
            .zip(&levels)
            .map(|(level, cards)| format!("{} {}", level.as_str(), cards.load(Ordering::Relaxed)))
            .collect();
        println!("false cards of {QUIET} go-lives of {DAYS} days{name}, by level: {}", levels.join(", "));
    }
    for (name, run, what) in [
        ("common6", 10_000, What::Tag { from: 0, to: 3, times: 6.0 }),
        ("common3", 20_000, What::Tag { from: 0, to: 3, times: 3.0 }),
        ("middling6", 30_000, What::Tag { from: 3, to: 8, times: 6.0 }),
        ("rare6", 40_000, What::Tag { from: 8, to: 12, times: 6.0 }),
        ("cell12", 50_000, What::Cell { more: 12, is_busy: false }),
        ("busy_cell12", 80_000, What::Cell { more: 12, is_busy: true }),
        ("cell10", 60_000, What::Cell { more: 10, is_busy: false }),
        ("cell8", 70_000, What::Cell { more: 8, is_busy: false }),
    ] {
        let found = all(RUNS, |number| surge((seed, run + number), &parameters, what));
        let found: Vec<Found> = found.into_iter().flatten().collect();
        let per_cent =
            |count: usize, of: f64| f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * 100.0 / of;
        let minutes: Vec<f64> = found.iter().map(|found| found.minutes).collect();
        figures.insert(format!("{name}_found_pct"), per_cent(found.len(), f64::from(RUNS)));
        figures.insert(format!("{name}_p50_min"), percentile(&minutes, 50));
        figures.insert(format!("{name}_p90_min"), percentile(&minutes, 90));
        let named = found.iter().filter(|found| found.is_named).count();
        let of = f64::from(u32::try_from(found.len()).unwrap_or(u32::MAX)).max(1.0);
        figures.insert(format!("{name}_named_pct"), per_cent(named, of));
    }

    let mut world = World::new(seed, 90_000, 5_000.0);
    let mut scan = world.scan(parameters.clone(), true, 1.0);
    let log: Vec<Asked> = (0..DAYS).flat_map(|day| world.day(day, None)).collect();
    let (mut next_hour, mut each) = (0, Vec::with_capacity(log.len()));
    for asked in &log {
        let one = Instant::now();
        feed(&mut scan, &mut next_hour, *asked);
        each.push(one.elapsed().as_secs_f64() * 1e6);
    }
    figures.insert("us_per_ticket".to_owned(), mean(&each));
    figures.insert("us_per_ticket_p99".to_owned(), percentile(&each, 99));

    for (name, value) in &figures {
        println!("{name:<40} {value:.2}");
    }
    let figures: Vec<String> = figures.iter().map(|(name, value)| format!("\"{name}\":{value:.2}")).collect();
    println!("{{\"bench\":\"surge\",\"figures\":{{{}}}}}", figures.join(","));
}
