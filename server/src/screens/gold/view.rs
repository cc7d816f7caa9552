//! Waves beside each other, week by week.

use std::ops::Range;

use app::screens::gold::{GoldDecision, GoldPage, GoldWeek};
use domain::{Timestamp, Wave, WaveId};
use ground::clock::{Day, zoned};
use jiff::{Span, tz::TimeZone};
use stats::disclosure::{Shared, share_tickets};
use store::{Counted, Measure, Page, Tx, Words};
use texts::texts;

use crate::{
    screens::waves::wave_row,
    view::{Sources, moment::dated},
};

/// Of each wave: hypercare takes two to six.
const WEEKS: u16 = 12;
/// The latest decisions.
const DECISIONS: u32 = 20;
/// An average of fewer says nothing.
const RELIABLE: u32 = 8;
const MEASURES: [Measure; 4] =
    [Measure::Tickets, Measure::InPassing, Measure::Arrived, Measure::SecondsToArrival];

pub(super) async fn gold_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    is_up_to_date: bool,
) -> store::Result<GoldPage> {
    let now = sources.core.now();
    let (begun, to_come): (Vec<Wave>, Vec<Wave>) =
        tx.list_waves().await?.into_iter().partition(|wave| wave.cutover_at <= now);
    let zone = &sources.trust.time_zone;
    let closed: Vec<Vec<(WaveId, Range<Timestamp>)>> = begun
        .iter()
        .map(|wave| {
            let weeks = (0..WEEKS).map_while(|number| week(wave, number, zone));
            weeks.take_while(|week| week.end <= now).map(|week| (wave.id, week)).collect()
        })
        .collect();
    let mut counted = tx.query_waves(&MEASURES, &closed.concat()).await?.into_iter();
    let mut of_waves: Vec<_> = closed
        .iter()
        .map(|weeks| counted.by_ref().take(weeks.len()).map(|counted| cell(&counted)).collect::<Vec<_>>())
        .map(Vec::into_iter)
        .collect();
    let longest = closed.iter().map(Vec::len).max().unwrap_or_default();
    let weeks = (1..)
        .take(longest)
        .map(|week| GoldWeek { week, cells: of_waves.iter_mut().map(Iterator::next).collect() });
    let weeks = weeks.collect();
    let decisions = tx.find_logged_decisions(&Words::default(), &Page::first(DECISIONS)).await?.rows;
    let decisions = decisions.into_iter().map(|decision| GoldDecision {
        number: decision.number,
        decision: decision.says().decision.as_str().to_owned(),
        made: dated(sources, decision.made_at),
    });
    let row = |wave: &Wave| wave_row(sources, wave, now);
    Ok(GoldPage {
        waves: begun.iter().map(row).collect(),
        to_come: to_come.iter().map(row).collect(),
        weeks,
        decisions: decisions.collect(),
        is_up_to_date,
    })
}

/// A week of a wave by the trust's calendar; the first begins with the day of the cutover.
fn week(wave: &Wave, number: u16, zone: &TimeZone) -> Option<Range<Timestamp>> {
    let cutover = zoned(wave.cutover_at, zone).date();
    let start_of = |number: u16| {
        let date = cutover.checked_add(Span::new().days(7 * i32::from(number))).ok()?;
        Some(Day::of(date, zone)?.start)
    };
    Some(start_of(number)?..start_of(number + 1)?)
}

/// As it may be handed on.
fn cell(counted: &Counted) -> (String, String) {
    let asked = counted.get(Measure::Tickets).saturating_sub(counted.get(Measure::InPassing));
    let requests = match share_tickets(asked) {
        Shared::About(number) => number.to_string(),
        Shared::Few => texts().gold_few(),
    };
    let arrived = counted.get(Measure::Arrived);
    let minutes = if arrived < RELIABLE {
        "–".to_owned()
    } else {
        let minutes = f64::from(counted.get(Measure::SecondsToArrival)) / f64::from(arrived) / 60.0;
        format!("{minutes:.0}")
    };
    (requests, minutes)
}
