//! Asking for help.

use std::time::Duration;

use app::{
    model::{Choice, FieldError},
    screens::ask::{AskForm, AskIssue, AskPage, AskedAlreadyPage, AskedRequest, Here, WardComputer},
    words::{self, isolated},
};
use domain::{
    KnownIssue, KnownIssueId, Permission, Tag, Ticket, Timestamp, Ward, WardId,
    ticket::{AskedBy, Phase},
};
use ground::{clock::zoned, links};
use jiff::tz::TimeZone;
use store::{Hash, KnownIssueFilter, NamePlace, Page, Tx};
use texts::texts;

use crate::{
    actions,
    auth::Caller,
    http::said::Said,
    kept::Directory,
    screens::known_issues::view::last_words,
    view::{Sources, choices, moment, paging::address},
};

/// Whose page it is: a ward's, or the desk's (which has yet to choose a ward).
#[derive(Debug)]
pub(crate) struct AskFrom {
    pub ward: Option<Ward>,
    /// The ward of the computer, if it is a ward's own. It may ask for another.
    pub computer: Option<Ward>,
    pub action: String,
    pub asked_by: AskedBy,
    /// Which of the ward's links it is; none if it is none.
    pub link_rotation: Option<u32>,
    /// Links of what this browser has asked by a ward's link, latest first.
    pub own: Vec<String>,
    /// Known issues of which this browser has said that they helped, and when.
    pub sorted: Vec<(KnownIssueId, Timestamp)>,
}

impl AskFrom {
    /// The ward that a ward's own computer asks for, if it is not its own.
    fn elsewhere(&self) -> Option<&Ward> {
        let own = self.computer.as_ref()?;
        self.ward.as_ref().filter(|ward| ward.id != own.id)
    }

    /// What is said if somebody chose another ward at a ward's own computer, by its id, and it has closed since.
    pub(crate) fn place_gone(&self, chosen: &str) -> Option<Said> {
        let is_it = |ward: &Ward| chosen.is_empty() || chosen == ward.id.to_string();
        let is_gone = self.computer.is_some() && !self.ward.as_ref().is_some_and(is_it);
        is_gone.then(|| Said::wrong_in("tag", texts().ask_place_gone()))
    }

    /// The address of its page.
    pub(crate) fn page(&self, fields: &[(&str, &str)]) -> String {
        // The address of an enrolled device's form shows no page.
        let path = if self.action == paths::ASK { paths::HOME } else { &self.action };
        let ward = self.elsewhere().map_or_else(String::new, |ward| ward.id.to_string());
        address(path, &[&[("ward", ward.as_str())], fields].concat())
    }

    pub(crate) fn own(&self) -> Vec<Hash> {
        self.own.iter().map(|link| links::hash(link)).collect()
    }
}

/// What a ward asked about lately tells what it will ask about next.
const LATELY: Duration = Duration::from_hours(336);
/// The hour, in the trust's own zone, at which the tags are put in order for the next 24 hours. In between they stay where
/// they are: whoever uses the ward's computer all day finds them without looking. It is when nights hand over to days.
const TAGS_MOVE_AT: i8 = 7;

pub(crate) async fn ask_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    from: &AskFrom,
    form: AskForm,
    errors: Vec<FieldError>,
    warnings: Vec<FieldError>,
) -> Result<AskPage, store::Error> {
    let mut tags = tx.list_tags().await?;
    if let Some(ward) = &from.ward {
        let moved = tags_moved_at(sources.core.now(), &sources.trust.time_zone);
        let used = tx.count_tags_by_ward(ward.id, moved - LATELY, moved).await?;
        let rank = |tag: &Tag| used.iter().position(|(id, _)| *id == tag.id).unwrap_or(usize::MAX);
        // Stable: by name among those never used, "Something else" last in any case.
        tags.sort_by_key(|tag| (tag.anyone, rank(tag)));
    }
    let wards = match from.ward {
        Some(_) => Vec::new(),
        None => wards(tx).await?,
    };
    let asked = actions::asked_from(tx, from.asked_by, &from.own(), sources.core.now()).await?;
    let directory = sources.directory(tx).await?;
    let here = from.ward.as_ref().map(|ward| ward.id);
    let asked = asked.iter().map(|ticket| asked_request(sources, &directory, ticket, here)).collect();
    Ok(AskPage {
        now: moment(sources, sources.core.now()),
        ward_name: from.ward.as_ref().map_or_else(String::new, |ward| ward.name.clone()),
        action: from.action.clone(),
        tags: choices::tags(&tags),
        wards,
        computer: from.computer.as_ref().map(|own| WardComputer {
            ward_name: own.name.clone(),
            is_elsewhere: from.elsewhere().is_some(),
        }),
        form: AskForm {
            key: if form.key.is_empty() { sources.core.random.secret() } else { form.key },
            ward: match &from.computer {
                Some(_) => from.elsewhere().map_or_else(String::new, |ward| ward.id.to_string()),
                None => form.ward,
            },
            ..form
        },
        errors,
        warnings,
        here: None,
        asked,
        issues: match &from.ward {
            Some(ward) => {
                let live = tx.find_known_issues(&KnownIssueFilter::default(), &Page::all()).await?;
                known(sources, &directory, &live.rows, ward.id)
            }
            None => Vec::new(),
        },
        words: match &from.ward {
            Some(ward) => last_words(sources, tx, |_, word| word.reaches(ward.id)).await?,
            None => Vec::new(),
        },
        message: None,
        notice: None,
    })
}

/// Known issues of each tag that one reads before asking.
const OF_EACH_TAG: usize = 2;

/// What is known to be wrong on this ward.
fn known(sources: &Sources, directory: &Directory, issues: &[KnownIssue], ward: WardId) -> Vec<AskIssue> {
    let now = sources.core.now();
    let shown = directory.tags.iter().flat_map(|tag| {
        let about = issues.iter().filter(|issue| issue.is_about(tag.id, ward)).take(OF_EACH_TAG);
        about.map(|issue| AskIssue {
            id: issue.id.to_string(),
            tag: tag.slug.clone(),
            title: issue.said.title.as_str().to_owned(),
            workaround: issue.said.workaround.as_str().to_owned(),
            since: moment(sources, issue.since),
            next_word: issue.said.next_word_at.filter(|at| *at > now).map(|at| moment(sources, at)),
        })
    });
    shown.collect()
}

/// What a responder can say who has scanned this ward's poster.
pub(crate) async fn here(
    tx: &mut dyn Tx,
    caller: &Caller,
    ward: &Ward,
) -> Result<Option<Here>, store::Error> {
    let Some(person) = &caller.person else { return Ok(caller.handset().map(|_| Here::SignIn)) };
    if !person.may(Permission::Respond) {
        return Ok(None);
    }
    let open = tx.list_open_tickets_of(person.id).await?;
    let comes = |ticket: &&Ticket| {
        ticket.ward == ward.id && ticket.holder() == Some(person.id) && ticket.phase() == Phase::OnTheWay
    };
    Ok(Some(match open.iter().find(comes) {
        Some(ticket) => Here::Job {
            ticket: ticket.id.to_string(),
            version: ticket.version,
            code: ticket.code.to_string(),
        },
        None => Here::Place { ward_id: ward.id.to_string() },
    }))
}

/// `here`: the ward whose page it stands on.
fn asked_request(
    sources: &Sources,
    directory: &Directory,
    ticket: &Ticket,
    here: Option<WardId>,
) -> AskedRequest {
    AskedRequest {
        href: paths::request(&sources.core.links.ticket(ticket.id)),
        code: ticket.code.to_string(),
        tag: directory.tag_name(ticket.tag),
        elsewhere: (here != Some(ticket.ward)).then(|| directory.ward_name(ticket.ward)),
        phase: ticket.phase(),
        is_held: ticket.held_until().is_some(),
        thought_fixed: ticket.closed_with.is_some() && !ticket.is_open(),
        holder: ticket.holder().map(|holder| directory.person_name(holder)),
        // A ward's computer is shared by colleagues; a phone may be anybody's.
        asker: ticket.asker.clone().filter(|_| matches!(ticket.asked_by, AskedBy::WardDevice(_))),
        ago: words::ago(sources.core.now(), ticket.asked_at),
    }
}

/// The question whether `ticket`, asked from the same place a moment ago, is what `form` asks for once more.
pub(crate) async fn asked_already_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    from: &AskFrom,
    form: AskForm,
    ticket: &Ticket,
) -> Result<AskedAlreadyPage, store::Error> {
    let directory = sources.directory(tx).await?;
    Ok(AskedAlreadyPage {
        ward_name: directory.ward_name(ticket.ward),
        action: from.action.clone(),
        form,
        asked: asked_request(sources, &directory, ticket, Some(ticket.ward)),
    })
}

/// All wards, with their codes, as the desk looks for them.
async fn wards(tx: &mut dyn Tx) -> Result<Vec<Choice>, store::Error> {
    let wards = tx.list_wards().await?.into_iter();
    let mut wards: Vec<Choice> = wards
        .map(|ward| Choice {
            value: ward.id.to_string(),
            label: format!("{} ({})", isolated(ward.name), ward.code),
        })
        .collect();
    wards.sort_by_cached_key(|ward| NamePlace::new(&ward.label, ward.value.clone()));
    Ok(wards)
}

/// When the tags were last put in order.
fn tags_moved_at(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let now_there = zoned(now, zone);
    let today = now_there.date();
    let day = if now_there.hour() >= TAGS_MOVE_AT { Some(today) } else { today.yesterday().ok() };
    day.and_then(|day| day.at(TAGS_MOVE_AT, 0, 0, 0).to_zoned(zone.clone()).ok())
        .map_or(now, |moved| Timestamp::from_millis(moved.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn tags_stay_where_they_are_from_one_morning_to_the_next() {
        let london = TimeZone::get("Europe/London").unwrap();
        for (now, moved) in [
            ("2026-11-20T07:00:00Z", "2026-11-20T07:00:00Z"),
            ("2026-11-20T23:59:59Z", "2026-11-20T07:00:00Z"),
            ("2026-11-21T06:59:59Z", "2026-11-20T07:00:00Z"),
            // In summer, 7 o'clock there is 6 o'clock here.
            ("2026-07-01T06:00:00Z", "2026-07-01T06:00:00Z"),
            ("2026-07-01T05:59:59Z", "2026-06-30T06:00:00Z"),
        ] {
            assert_eq!(tags_moved_at(at(now), &london), at(moved), "{now}");
        }
    }
}
