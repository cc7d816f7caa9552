//! Waves beside each other, day by day.

use app::screens::gold::{GoldDay, GoldDecision, GoldPage};
use domain::{Timestamp, Wave};
use ground::clock::{Day, zoned};
use stats::disclosure::{Shared, share_tickets};
use store::{Facets, Measure, Page, Tx, Words};
use texts::texts;

use crate::{
    screens::waves::wave_row,
    view::{Sources, moment::dated},
};

/// Four weeks of each wave.
const DAYS: u16 = 28;
/// The latest decisions.
const DECISIONS: u32 = 20;
/// An average of fewer says nothing.
const RELIABLE: u32 = 8;

pub(super) async fn gold_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    is_up_to_date: bool,
) -> store::Result<GoldPage> {
    let now = sources.core.now();
    let (begun, to_come): (Vec<Wave>, Vec<Wave>) =
        tx.list_waves().await?.into_iter().partition(|wave| wave.cutover_at <= now);
    let mut days = Vec::new();
    for day in 0..DAYS {
        let mut cells = Vec::new();
        for wave in &begun {
            cells.push(cell(sources, tx, wave, day, now).await?);
        }
        if cells.iter().all(Option::is_none) {
            break;
        }
        days.push(GoldDay { day, cells });
    }
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
        days,
        decisions: decisions.collect(),
        is_up_to_date,
    })
}

/// A day of a wave by the trust's calendar; none that has not begun.
async fn cell(
    sources: &Sources,
    tx: &mut dyn Tx,
    wave: &Wave,
    day: u16,
    now: Timestamp,
) -> store::Result<Option<(String, String)>> {
    let zone = &sources.trust.time_zone;
    let cutover = zoned(wave.cutover_at, zone).date();
    let date = cutover.checked_add(jiff::Span::new().days(i32::from(day))).ok();
    let Some(day) = date.and_then(|date| Day::of(date, zone)).filter(|day| day.start <= now) else {
        return Ok(None);
    };
    let only = Facets { wave: Some(wave.id), ..Facets::default() };
    let measures = [Measure::Tickets, Measure::InPassing, Measure::Arrived, Measure::SecondsToArrival];
    let counted = tx.query(&measures, &[], &only, day.start..day.end).await?;
    let figure = |measure| counted.first().map_or(0, |counted| counted.get(measure));
    let asked = figure(Measure::Tickets) - figure(Measure::InPassing);
    let requests = match share_tickets(asked) {
        Shared::About(number) => number.to_string(),
        Shared::Few => texts().gold_few(),
    };
    let arrived = figure(Measure::Arrived);
    let minutes = if arrived < RELIABLE {
        "–".to_owned()
    } else {
        format!("{:.1}", f64::from(figure(Measure::SecondsToArrival)) / f64::from(arrived) / 60.0)
    };
    Ok(Some((requests, minutes)))
}
