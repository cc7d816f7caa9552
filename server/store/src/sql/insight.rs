//! Counts and the export, from the facts.

use std::{collections::HashMap, ops::Range};

use async_trait::async_trait;
use domain::{Timestamp, WaveId};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::{Sql, assembled, query},
};
use crate::{AskedFor, ClosedTicket, Counted, Facet, Facets, Insight, Measure, Result};

/// Not help in passing that was taken back.
macro_rules! happened {
    () => {
        "not (source = 'passing' and coalesce(ended, '') = 'withdrawn')"
    };
}

/// The facts that count at all.
macro_rules! counted {
    () => {
        concat!("asked_at >= $1 and asked_at < $2 and ", happened!())
    };
}

/// Those that are no rehearsal.
macro_rules! real {
    () => {
        "coalesce(phase, '') <> 'dress_rehearsal'"
    };
}

/// Those of a time and a filter, which [`narrowed`] binds.
macro_rules! filtered {
    () => {
        concat!(
            counted!(),
            " and ($3 is null or site = $3) and ($4 is null or zone = $4) and ($5 is null or ward = $5)",
            " and ($6 is null or tag = $6) and ($7 is null or source = $7)",
            " and ($8 is null or first_priority = $8) and ($9 is null or priority = $9)",
            " and ($10 is null or ended = $10) and ($11 is null or category = $11)",
            " and ($12 is null or withdraw_reason = $12) and ($13 is null or sorted = $13)",
            " and ($14 is null or wave = $14) and (($15 is null and ",
            real!(),
            ") or phase = $15)",
        )
    };
}

fn narrowed(sql: Sql, only: &Facets, asked: &Range<Timestamp>) -> Sql {
    sql.with(&asked.start)
        .with(&asked.end)
        .with(&only.site)
        .with(&only.zone)
        .with(&only.ward)
        .with(&only.tag)
        .with(&only.source)
        .with(&only.first_priority)
        .with(&only.priority)
        .with(&only.ended)
        .with(&only.category)
        .with(&only.withdraw_reason)
        .with(&only.sorted)
        .with(&only.wave)
        .with(&only.wave_phase)
}

#[async_trait]
impl Insight for SqlSession {
    async fn query(
        &mut self,
        measures: &[Measure],
        by: &[Facet],
        only: &Facets,
        asked: Range<Timestamp>,
    ) -> Result<Vec<Counted>> {
        let columns: Vec<_> = by.iter().map(|facet| facet.column()).collect();
        let sums = measures.iter().map(|measure| format!("{} as {}", measure.sum(), measure.name()));
        let selected = columns.iter().map(|column| (*column).to_owned()).chain(sums).collect::<Vec<_>>();
        let mut text =
            format!(concat!("select {} from ticket_fact where ", filtered!()), selected.join(", "));
        if !columns.is_empty() {
            text = format!("{text} group by {}", columns.join(", "));
        }
        let sql = narrowed(assembled(text), only, &asked);
        self.rows(sql, |row| {
            let fields = Fields::new("ticket_fact", "ticket", row);
            let mut of = Facets::default();
            for facet in by {
                facet.read(fields, &mut of)?;
            }
            let figure = |measure: &Measure| Ok((*measure, fields.get(measure.name())?));
            Ok(Counted::new(of, measures.iter().map(figure).collect::<Result<_>>()?))
        })
        .await
    }

    async fn query_waves(
        &mut self,
        measures: &[Measure],
        of: &[(WaveId, Range<Timestamp>)],
    ) -> Result<Vec<Counted>> {
        let mut counted = Vec::with_capacity(of.len());
        // An engine takes so many parts in one statement.
        for some in of.chunks(AT_ONCE) {
            counted.extend(self.some_waves(measures, some).await?);
        }
        Ok(counted)
    }

    async fn list_asked(&mut self, only: &Facets, asked: Range<Timestamp>) -> Result<Vec<AskedFor>> {
        let sql = query(concat!(
            "select ticket, asked_at, arrived_at, ended_at, source = 'paper' as on_paper,
                    coalesce(withdraw_reason, '') = 'gave_up' as gave_up
             from ticket_fact where source <> 'passing' and ",
            filtered!(),
            " order by asked_at, ticket",
        ));
        self.rows(narrowed(sql, only, &asked), asked_for).await
    }

    async fn list_closed(&mut self, only: &Facets, asked: Range<Timestamp>) -> Result<Vec<ClosedTicket>> {
        let sql = query(concat!(
            "select fact.*, ticket.code, ticket.accepted_at as last_accepted_at, ticket.arrived_at as last_arrived_at,
                    fact.source = 'passing' as in_passing, fact.source = 'paper' as on_paper, known_issue.title as issue, ward.code as ward_code,
                    ward.name as ward_name, tag.slug as tag_slug,
                    coalesce(category.slug, fact.withdraw_reason) as ended_as
             from (select * from ticket_fact where ended is not null and ",
            filtered!(),
            ") as fact
             join ticket on ticket.id = fact.ticket
             join ward on ward.id = fact.ward
             join tag on tag.id = fact.tag
             left join category on category.id = fact.category
             left join known_issue on known_issue.id = fact.known_issue
             order by fact.asked_at, fact.ticket",
        ));
        self.rows(narrowed(sql, only, &asked), closed_ticket).await
    }
}

/// Parts of one statement, each with three values.
const AT_ONCE: usize = 100;

impl SqlSession {
    async fn some_waves(
        &mut self,
        measures: &[Measure],
        of: &[(WaveId, Range<Timestamp>)],
    ) -> Result<Vec<Counted>> {
        let sums = measures.iter().map(|measure| format!("{} as {}", measure.sum(), measure.name()));
        let sums = sums.collect::<Vec<_>>().join(", ");
        let part = |(place, _): (usize, &(WaveId, Range<Timestamp>))| {
            let [from, until, wave] = [1, 2, 3].map(|value| place * 3 + value);
            format!(
                "select cast({place} as bigint) as place, {sums} from ticket_fact
                 where asked_at >= ${from} and asked_at < ${until} and wave = ${wave} and {} and {}",
                happened!(),
                real!(),
            )
        };
        let parts: Vec<_> = of.iter().enumerate().map(part).collect();
        let mut sql = assembled(format!("{} order by place", parts.join(" union all ")));
        for (wave, asked) in of {
            sql = sql.with(&asked.start).with(&asked.end).with(wave);
        }
        let rows = self.rows(sql, |row| {
            let fields = Fields::new("ticket_fact", "place", row);
            let figure = |measure: &Measure| Ok((*measure, fields.get(measure.name())?));
            let figures = measures.iter().map(figure).collect::<Result<Vec<_>>>()?;
            Ok((fields.get::<i64>("place")?, figures))
        });
        let mut figures: HashMap<i64, _> = rows.await?.into_iter().collect();
        let counted = (0..).zip(of).map(|(place, (wave, _))| {
            let of = Facets { wave: Some(*wave), ..Facets::default() };
            Counted::new(of, figures.remove(&place).unwrap_or_default())
        });
        Ok(counted.collect())
    }
}

impl Facet {
    const fn column(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Zone => "zone",
            Self::Ward => "ward",
            Self::Tag => "tag",
            Self::Source => "source",
            Self::FirstPriority => "first_priority",
            Self::Priority => "priority",
            Self::Ended => "ended",
            Self::Category => "category",
            Self::WithdrawReason => "withdraw_reason",
            Self::Sorted => "sorted",
            Self::Wave => "wave",
            Self::WavePhase => "phase",
        }
    }

    fn read(self, fields: Fields<'_>, of: &mut Facets) -> Result<()> {
        let column = self.column();
        match self {
            Self::Site => of.site = fields.get(column)?,
            Self::Zone => of.zone = fields.get(column)?,
            Self::Ward => of.ward = fields.get(column)?,
            Self::Tag => of.tag = fields.get(column)?,
            Self::Source => of.source = fields.get(column)?,
            Self::FirstPriority => of.first_priority = fields.get(column)?,
            Self::Priority => of.priority = fields.get(column)?,
            Self::Ended => of.ended = fields.get(column)?,
            Self::Category => of.category = fields.get(column)?,
            Self::WithdrawReason => of.withdraw_reason = fields.get(column)?,
            Self::Sorted => of.sorted = fields.get(column)?,
            Self::Wave => of.wave = fields.get(column)?,
            Self::WavePhase => of.wave_phase = fields.get(column)?,
        }
        Ok(())
    }
}

impl Measure {
    const fn name(self) -> &'static str {
        match self {
            Self::Tickets => "measured_tickets",
            Self::InPassing => "measured_in_passing",
            Self::OnPaper => "measured_on_paper",
            Self::Open => "measured_open",
            Self::Reopened => "measured_reopened",
            Self::Arrived => "measured_arrived",
            Self::SecondsToArrival => "measured_seconds_to_arrival",
            Self::Helped => "measured_helped",
            Self::Offers => "measured_offers",
        }
    }

    const fn sum(self) -> &'static str {
        match self {
            Self::Tickets => "count(*)",
            Self::InPassing => "count(*) filter (where source = 'passing')",
            Self::Open => "count(*) filter (where ended_at is null)",
            Self::Reopened => "count(*) filter (where reopened > 0)",
            Self::OnPaper => "count(*) filter (where source = 'paper')",
            Self::Arrived => "count(arrived_at) filter (where source <> 'paper')",
            Self::SecondsToArrival => {
                "cast(coalesce(sum(case when source <> 'paper' and arrived_at > asked_at then (arrived_at - asked_at) / 1000 end), 0) as bigint)"
            }
            Self::Helped => "cast(coalesce(sum(helped), 0) as bigint)",
            Self::Offers => "cast(coalesce(sum(offers), 0) as bigint)",
        }
    }
}

fn asked_for(row: &Row) -> Result<AskedFor> {
    let fields = Fields::new("ticket_fact", "ticket", row);
    Ok(AskedFor {
        at: fields.get("asked_at")?,
        arrived_at: fields.get("arrived_at")?,
        ended_at: fields.get("ended_at")?,
        gave_up: fields.get("gave_up")?,
        on_paper: fields.get("on_paper")?,
    })
}

fn closed_ticket(row: &Row) -> Result<ClosedTicket> {
    let fields = Fields::new("ticket_fact", "ticket", row);
    Ok(ClosedTicket {
        code: fields.get("code")?,
        ward_code: fields.get("ward_code")?,
        ward_name: fields.get("ward_name")?,
        tag: fields.get("tag_slug")?,
        priority: fields.get("priority")?,
        asked_at: fields.get("asked_at")?,
        accepted_at: fields.get("last_accepted_at")?,
        arrived_at: fields.get("last_arrived_at")?,
        closed_at: fields.required("ended_at")?,
        ended: fields.get("ended")?,
        category: fields.get("ended_as")?,
        offers: fields.get("offers")?,
        reopened: fields.get("reopened")?,
        helped: fields.get("helped")?,
        known_issue: fields.get("issue")?,
        in_passing: fields.get("in_passing")?,
        on_paper: fields.get("on_paper")?,
        sorted: fields.get("sorted")?,
        wave: fields.get("wave")?,
        wave_phase: fields.get("phase")?,
    })
}
