//! What a huddle should know, in sentences, each with the way to what it is made of.

use app::{
    screens::insight::{Says, View},
    words::isolated,
};
use stats::{decline, rate_ratio};
use store::{AskedFor, Counted, Measure};
use texts::texts;

use super::{
    filter::Bucket,
    times::{self, parts, tenths, whole},
};
use crate::kept::Directory;

/// Fewer closed tickets say nothing of what most are about.
const LEAST_CLOSED: u32 = 8;

fn count(asked: &[AskedFor]) -> u32 {
    u32::try_from(asked.len()).unwrap_or(u32::MAX)
}

/// How many asked, beside as many days before.
pub(super) fn change(asked: &[AskedFor], before: &[AskedFor], days: u32, href: String) -> Vec<Says> {
    let t = texts();
    let (now, then) = (count(asked), count(before));
    let ratio = rate_ratio((now, f64::from(days)), (then, f64::from(days)));
    let compared = match ratio {
        _ if then == 0 => t.insight_none_before(),
        Some(ratio) if ratio.low > 1.0 || ratio.high < 1.0 => {
            t.insight_times_as_many(tenths(ratio.ratio), then, tenths(ratio.low), tenths(ratio.high))
        }
        _ => t.insight_no_change(then),
    };
    let open = count(&asked.iter().filter(|asked| asked.ended_at.is_none()).copied().collect::<Vec<_>>());
    let mut says =
        vec![Says { words: format!("{} {compared}", t.insight_asked_in(now, days)), href: Some(href) }];
    if open > 0 {
        says.push(Says { words: t.insight_open_now(open), href: None });
    }
    says
}

/// Whether it falls, or grows.
pub(super) fn trend(asked: &[AskedFor], over: &[Bucket], href: String) -> Option<Says> {
    let days: Vec<(f64, u32, f64)> = (0_i32..)
        .zip(parts(asked, over))
        .map(|(day, (_, asked))| (f64::from(day), count(asked), 1.0))
        .collect();
    let halving = decline(&days)?.halving?;
    let words = texts().insight_halves(tenths(halving.days), tenths(halving.low), tenths(halving.high));
    Some(Says { words, href: Some(href) })
}

/// What most were about, once enough are closed.
pub(super) fn cause(counted: &[Counted], directory: &Directory, query: &str) -> Option<Says> {
    let closed = counted.iter().filter(|counted| counted.of.category.is_some());
    let all: u32 = closed.clone().map(|counted| counted.get(Measure::Tickets)).sum();
    let most = closed.max_by_key(|counted| counted.get(Measure::Tickets))?;
    let (value, (low, high)) = times::share(most.get(Measure::Tickets), all)?;
    let name = directory.category_name(most.of.category?);
    let words = texts().insight_main_cause(isolated(&name), whole(value), all, whole(low), whole(high));
    (all >= LEAST_CLOSED).then(|| Says { words, href: Some(format!("{}?{query}", View::Causes.path())) })
}
