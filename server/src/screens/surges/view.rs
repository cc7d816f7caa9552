//! Where more is asked than usual, as leads read it.

use app::{
    model::{Choice, FieldError},
    screens::surges::{
        SurgeBar, SurgeCard, SurgePage, SurgeRow, SurgeTicketRow, SurgeVerdict, SurgesPage, VerdictForm,
    },
};
use domain::{
    Duty, KnownIssue, KnownIssueId, PersonId, Responder, Surge, Ticket, Timestamp,
    surge::{Judged, Stream, Verdict},
    ticket::Phase,
};
use serde::Deserialize;
use store::{SurgeFilter, Tx, if_readable};
use texts::texts;

use crate::{
    kept::Directory,
    surges::{Named, Seen, history::Budget, sentence},
    view::{
        Sources,
        moment::{dated, moment},
        paging::{Asked, address},
    },
};

/// Surges on a page.
const ROWS: u32 = 20;
/// Minutes of a bar, the shortest first; as many bars as this at most.
const BAR_MINUTES: [u32; 6] = [5, 10, 15, 30, 60, 120];
const MOST_BARS: i64 = 24;

/// What an address asks of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedSurges {
    show: String,
    after: String,
}

pub(crate) async fn surges_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    AskedSurges { show, after }: AskedSurges,
    budget: Option<Budget>,
) -> store::Result<SurgesPage> {
    let directory = sources.directory(tx).await?;
    let filter = match show.as_str() {
        "open" => SurgeFilter::NotJudged,
        "real" => SurgeFilter::Real,
        "nothing" => SurgeFilter::Nothing,
        _ => SurgeFilter::All,
    };
    let asked = Asked { find: String::new(), after };
    let part = tx.find_surges(filter, &asked.page(ROWS)).await?;
    let open = tx.list_open_tickets().await?;
    let responders = tx.list_responders().await?;
    let free = free(sources, tx, &open, &responders).await?;
    let mut rows = Vec::new();
    for surge in &part.rows {
        let tickets = tx.list_tickets_of_surge(surge.id).await?;
        rows.push(row(sources, tx, &directory, surge, &tickets, &free).await?);
    }
    let found = asked.found(&address(paths::SURGES, &[("show", &show)]), &part);
    let t = texts();
    let choices = [
        ("", t.surges_show_all()),
        ("open", t.surges_show_open()),
        ("real", t.surges_show_real()),
        ("nothing", t.surges_show_nothing()),
    ];
    Ok(SurgesPage {
        thresholds: thresholds(budget),
        choices: choices.map(|(value, label)| Choice { value: value.to_owned(), label }).to_vec(),
        shown: show,
        rows,
        found,
    })
}

/// What it takes to be noticed today, and why.
fn thresholds(budget: Option<Budget>) -> String {
    match budget {
        Some(Budget { days, cards, raise }) if days > 0 && raise > 0.0 => {
            texts().surges_thresholds_raised(days, cards, format!("{raise:.1}"))
        }
        Some(Budget { days, cards, .. }) if days > 0 => texts().surges_thresholds(days, cards),
        _ => texts().surges_thresholds_learning(),
    }
}

pub(crate) async fn surge_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    surge: &Surge,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> store::Result<SurgePage> {
    let directory = sources.directory(tx).await?;
    let tickets = tx.list_tickets_of_surge(surge.id).await?;
    let (open, responders) = (tx.list_open_tickets().await?, tx.list_responders().await?);
    let free = free(sources, tx, &open, &responders).await?;
    let is_it = |issue: &KnownIssueId| surge.is(Verdict::KnownIssue(*issue));
    let issues = tx.list_known_issues().await?.into_iter();
    let issues = issues.filter(|issue| issue.ended_at.is_none() || is_it(&issue.id));
    let choices = issues
        .map(|issue| Choice { value: issue.id.to_string(), label: issue.said.title.as_str().to_owned() })
        .collect();
    let issue = surge.judged.and_then(|judged| judged.verdict.known_issue());
    Ok(SurgePage {
        row: row(sources, tx, &directory, surge, &tickets, &free).await?,
        tickets: tickets
            .iter()
            .map(|ticket| SurgeTicketRow {
                id: ticket.id.to_string(),
                code: ticket.code.to_string(),
                priority: ticket.priority,
                ward: directory.ward_name(ticket.ward),
                tag: directory.tag_name(ticket.tag),
                phase: ticket.phase(),
                asked: moment(sources, ticket.asked_at),
            })
            .collect(),
        form: VerdictForm {
            issues: choices,
            issue: issue.map(|issue| issue.to_string()).unwrap_or_default(),
            errors,
        },
        notice,
    })
}

/// Those who are free: on shift, signed in, with nothing in hand.
pub(crate) async fn free<'a>(
    sources: &Sources,
    tx: &mut dyn Tx,
    open: &[Ticket],
    responders: &'a [Responder],
) -> store::Result<Vec<&'a Responder>> {
    let now = sources.core.now();
    let signed_out: Vec<PersonId> = tx.list_signed_out(now, sources.core.sessions_used_since(now)).await?;
    let is_free = |person: &&Responder| {
        let is_busy = open.iter().any(|ticket| ticket.holder() == Some(person.id));
        person.duty == Duty::OnShift && !is_busy && !signed_out.contains(&person.id)
    };
    Ok(responders.iter().filter(is_free).collect())
}

/// The open ones of which nobody has said that they are nothing, the first opened first.
pub(crate) async fn surge_cards(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    open: &[Ticket],
    responders: &[Responder],
) -> store::Result<Vec<SurgeCard>> {
    let now = sources.core.now();
    let surges = tx.list_surges_since(now - Surge::OPEN_FOR).await?;
    let shown = |surge: &&Surge| !surge.is_gone && !surge.is(Verdict::Nothing);
    let shown: Vec<&Surge> = surges.iter().filter(shown).collect();
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let free = free(sources, tx, open, responders).await?;
    let mut cards = Vec::new();
    for surge in shown {
        let tickets = tx.list_tickets_of_surge(surge.id).await?;
        cards.push(card(sources, tx, directory, surge, &tickets, &free).await?);
    }
    Ok(cards)
}

async fn row(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    surge: &Surge,
    tickets: &[Ticket],
    free: &[&Responder],
) -> store::Result<SurgeRow> {
    let times: Vec<Timestamp> = tickets.iter().map(|ticket| ticket.asked_at).collect();
    let (bar_minutes, counts) = bars(&times);
    let card = card(sources, tx, directory, surge, tickets, free).await?;
    Ok(SurgeRow {
        card: SurgeCard { opened: dated(sources, surge.found.opened_at), ..card },
        is_open: surge.is_open(sources.core.now()),
        bar_minutes,
        bars: counts
            .into_iter()
            .map(|(from, requests)| SurgeBar { from: moment(sources, from), requests })
            .collect(),
    })
}

async fn card(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    surge: &Surge,
    tickets: &[Ticket],
    free: &[&Responder],
) -> store::Result<SurgeCard> {
    let issue = match surge.judged.and_then(|judged| judged.verdict.known_issue()) {
        Some(id) => if_readable(tx.lookup_known_issue(id).await)?,
        None => None,
    };
    let verdict = surge.judged.map(|judged| shown_verdict(sources, directory, judged, issue.as_ref()));
    let tag = surge.found.stream.tag().and_then(|tag| directory.find_tag(tag));
    let slug = tag.map_or("", |tag| tag.slug.as_str());
    let ward = surge.found.stream.ward().map(|ward| ward.to_string()).unwrap_or_default();
    let surge_id = surge.id.to_string();
    let fields = [("tag", slug), ("ward", ward.as_str()), ("from", "surge"), ("surge", surge_id.as_str())];
    let of_surge = &fields[2..];
    let (mut link_all, mut send_word) = (None, None);
    if let Some(issue) = issue.filter(|issue| issue.ended_at.is_none()) {
        let links = tx.list_issues_of_open_tickets().await?;
        let is_left = |ticket: &Ticket| ticket.is_open() && links.get(&ticket.id) != Some(&issue.id);
        let all = || address(&paths::link_known_issue(&issue.id), of_surge);
        link_all = tickets.iter().any(is_left).then(all);
        send_word = Some(address(&paths::send_word(&issue.id), of_surge));
    }
    Ok(SurgeCard {
        sentence: surge_sentence(sources, directory, surge),
        waits: waits(surge, directory, tickets, free),
        opened: moment(sources, surge.found.opened_at),
        verdict,
        make_issue: address(paths::NEW_KNOWN_ISSUE, &fields),
        link_all,
        send_word,
        id: surge_id,
    })
}

fn shown_verdict(
    sources: &Sources,
    directory: &Directory,
    Judged { verdict, at, by }: Judged,
    issue: Option<&KnownIssue>,
) -> SurgeVerdict {
    SurgeVerdict {
        word: verdict.as_str().to_owned(),
        who: directory.person_name(by),
        when: moment(sources, at),
        issue: issue.map(|issue| (issue.id.to_string(), issue.said.title.as_str().to_owned())),
    }
}

fn surge_sentence(sources: &Sources, directory: &Directory, surge: &Surge) -> String {
    let found = &surge.found;
    let ward = found.stream.ward().map(|ward| directory.ward_name(ward)).unwrap_or_default();
    let tag = found.stream.tag().map(|tag| directory.tag_name(tag)).unwrap_or_default();
    let zone = found.stream.zone().and_then(|zone| directory.zone_name(zone)).unwrap_or_default();
    let began_on = directory.ward_name(found.began_on);
    let seen = Seen {
        what: match found.stream {
            Stream::Cell { .. } => Named::Cell { ward: &ward, tag: &tag },
            Stream::ZoneTag { .. } => Named::ZoneTag { zone: &zone, tag: &tag },
            Stream::Ward(_) => Named::Ward(&ward),
            Stream::Tag(_) => Named::Tag(&tag),
            Stream::Everywhere => Named::Everywhere,
        },
        requests: found.seen,
        wards: found.wards,
        minutes: found.window_minutes,
        expected: found.expected,
        began: found.began_at,
        began_on: &began_on,
    };
    sentence(&seen, &sources.trust.time_zone)
}

/// How many of its requests wait, and whether somebody free knows what they are about.
fn waits(surge: &Surge, directory: &Directory, tickets: &[Ticket], free: &[&Responder]) -> String {
    let waits = |ticket: &&Ticket| matches!(ticket.phase(), Phase::Waiting | Phase::Offered);
    let waiting = tickets.iter().filter(waits).count();
    let tag = surge.found.stream.tag().filter(|tag| directory.find_tag(*tag).is_some_and(|tag| !tag.anyone));
    match tag {
        Some(tag) => {
            let free = free.iter().filter(|person| person.tags.contains(&tag)).count();
            texts().surges_waits(waiting, free)
        }
        None => texts().surges_waits_any(waiting),
    }
}

/// How many were found in a time, what leads said of them, and how soon.
pub(crate) async fn surge_figures(
    tx: &mut dyn Tx,
    period: std::ops::Range<Timestamp>,
) -> store::Result<Option<String>> {
    let surges = tx.list_surges_since(period.start).await?;
    let is_meant = |surge: &&Surge| !surge.is_gone && period.contains(&surge.found.opened_at);
    let surges: Vec<&Surge> = surges.iter().filter(is_meant).collect();
    if surges.is_empty() {
        return Ok(None);
    }
    let days = (period.end.since(period.start).as_secs_f64() / 86_400.0).max(1.0);
    let a_day = f64::from(u32::try_from(surges.len()).unwrap_or(u32::MAX)) / days;
    let judged: Vec<(bool, u64)> = surges
        .iter()
        .filter_map(|surge| {
            let judged = surge.judged?;
            Some((judged.verdict.is_real(), judged.at.since(surge.found.opened_at).as_secs().div_ceil(60)))
        })
        .collect();
    let real = judged.iter().filter(|(is_real, _)| *is_real).count();
    let t = texts();
    let found =
        t.insight_surges(surges.len(), format!("{a_day:.1}"), judged.len(), real, judged.len() - real);
    let mut minutes: Vec<u64> = judged.into_iter().map(|(_, minutes)| minutes).collect();
    minutes.sort_unstable();
    let middle = minutes.get(minutes.len().saturating_sub(1) / 2);
    Ok(Some(match middle {
        Some(minutes) => format!("{found} {}", t.insight_surges_answered(*minutes)),
        None => found,
    }))
}

/// How many requests came in each so many minutes, from the first on.
fn bars(times: &[Timestamp]) -> (u32, Vec<(Timestamp, u32)>) {
    const MINUTE: i64 = 60_000;
    let first = times.iter().min().map_or(0, |at| at.as_millis());
    let last = times.iter().max().map_or(0, |at| at.as_millis());
    let fits = |minutes: &u32| {
        let bar = i64::from(*minutes) * MINUTE;
        last.div_euclid(bar) - first.div_euclid(bar) < MOST_BARS
    };
    let minutes = BAR_MINUTES.into_iter().find(fits).unwrap_or(BAR_MINUTES[BAR_MINUTES.len() - 1]);
    let bar = i64::from(minutes) * MINUTE;
    let place = |at: i64| at.div_euclid(bar);
    let bars = (place(first)..=place(last)).map(|number| {
        let requests = times.iter().filter(|at| place(at.as_millis()) == number).count();
        (Timestamp::from_millis(number * bar), u32::try_from(requests).unwrap_or(u32::MAX))
    });
    (minutes, if times.is_empty() { Vec::new() } else { bars.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_count_every_request_once_and_are_few() {
        let minutes = |all: &[i64]| -> Vec<Timestamp> {
            all.iter().map(|minute| Timestamp::from_millis(minute * 60_000)).collect()
        };
        let (width, counted) = bars(&minutes(&[10, 11, 14, 15, 27]));
        assert_eq!(width, 5);
        assert_eq!(counted.iter().map(|(_, requests)| *requests).collect::<Vec<_>>(), [3, 1, 0, 1]);
        let (width, counted) = bars(&minutes(&[0, 60, 600]));
        assert_eq!((width, counted.len()), (30, 21));
        assert_eq!(bars(&[]), (5, Vec::new()));
    }
}
