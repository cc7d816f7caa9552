//! The report as a programme lead reads it.

use std::fmt::{self, Display, Formatter};

use super::{
    interval::Estimate,
    outcome::Measure,
    report::{EngineReport, Report},
};

/// How many gaps are worth reading.
const GAPS: usize = 8;
/// Gaps with fewer requests than this say more about luck than about cover.
const ENOUGH: usize = 20;

/// Columns of the table: heading, measure, decimals.
const COLUMNS: [(&str, Measure, usize); 12] = [
    ("mean s", Measure::MeanSeconds, 0),
    ("p95 s", Measure::P95Seconds, 0),
    ("<=10 min %", Measure::Within10Percent, 1),
    ("P1 s", Measure::P1Seconds, 0),
    ("P2 s", Measure::P2Seconds, 0),
    ("P3 s", Measure::P3Seconds, 0),
    ("P4 s", Measure::P4Seconds, 0),
    ("rare s", Measure::RareTagSeconds, 0),
    ("gave up %", Measure::WithdrawnPercent, 1),
    ("alerts", Measure::OffersPerTicket, 2),
    ("walk s", Measure::WalkedSeconds, 0),
    ("busy %", Measure::BusyPercent, 0),
];

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let scenario = &self.scenario;
        writeln!(
            f,
            "Rehearsal: {} wards, {} responders, {:.1} requests an hour for {} hours, {} days (seed {}).",
            self.wards,
            self.people,
            self.requests_per_hour,
            scenario.hours,
            scenario.replications,
            scenario.seed,
        )?;
        writeln!(
            f,
            "Invented requests, answers and help times; a walk between two wards takes {:.0} s on average.\n",
            self.mean_walk_seconds,
        )?;
        self.table(f)?;
        if let Some(first) = self.engines.first().filter(|_| self.engines.len() > 1) {
            writeln!(f, "\nChange in per cent against {}, same days, 95 % interval:\n", first.name)?;
            self.changes(f)?;
        }
        for engine in &self.engines {
            engine.gaps(f)?;
        }
        Ok(())
    }
}

impl Report {
    fn table(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:20}", "")?;
        for (heading, ..) in COLUMNS {
            write!(f, "{heading:>11}")?;
        }
        writeln!(f)?;
        for engine in &self.engines {
            write!(f, "{:20}", engine.name)?;
            for (_, measure, decimals) in COLUMNS {
                match engine.value(measure) {
                    Some(Estimate { mean, .. }) => write!(f, "{mean:>11.decimals$}")?,
                    None => write!(f, "{:>11}", "-")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }

    fn changes(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for engine in &self.engines[1..] {
            for (name, measure) in [
                ("mean time to elbow", Measure::MeanSeconds),
                ("p95", Measure::P95Seconds),
                ("rare tags", Measure::RareTagSeconds),
                ("alerts", Measure::OffersPerTicket),
            ] {
                if let Some(Estimate { mean, low, high }) = engine.change_percent(measure) {
                    writeln!(f, "{:20}{name:20}{mean:>+8.1}   {low:+.1} to {high:+.1}", engine.name)?;
                }
            }
        }
        Ok(())
    }
}

impl EngineReport {
    fn gaps(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let count = &self.count;
        writeln!(
            f,
            "\n{}: {} requests, {} helped, {} gave up, {} still open at the end. Where the wait was longest:\n",
            self.name, count.asked, count.resolved, count.withdrawn, count.open,
        )?;
        for gap in self.gaps.iter().filter(|gap| gap.asked >= ENOUGH).take(GAPS) {
            let minutes = gap.mean_seconds.map_or_else(
                || "nobody came".to_owned(),
                |seconds| format!("{:.1} min on average", seconds / 60.0),
            );
            writeln!(
                f,
                "  {:16}{:24}{minutes}, {:.0} % within 10 min ({} requests)",
                gap.zone, gap.tag, gap.within_10_percent, gap.asked,
            )?;
        }
        Ok(())
    }
}
