//! What is typed of a slip.

use app::screens::paper::{SlipForm, SlipTick};
use domain::{
    Priority, Timestamp,
    pack::{Confirmed, Slip, SlipCode, SlipRefusal},
    text,
};
use ground::clock::{instants, zoned};
use store::Tx;
use texts::texts;

use crate::{
    actions::{NewDone, NewSlip},
    http::{
        forms::{Posted, Reading},
        moments::{Side, read_clock, read_moment, read_time_after, time_after},
        notes,
        said::Said,
    },
    kept::Directory,
    view::Sources,
};

/// What may hold patient details.
const TEXTS: [&str; 3] = [notes::SPOT, notes::ASKER, notes::FIELD];

/// The form as it came, to be shown again.
pub(super) fn typed(form: &Posted) -> SlipForm {
    let get = |field: &str| form.get(field).to_owned();
    SlipForm {
        key: get("key"),
        slip: get("slip"),
        day: get("day"),
        asked: get("asked"),
        tag: get("tag"),
        urgency: get("urgency"),
        done: get("done"),
        category: get("category"),
        helper: get("helper"),
        there: get("there"),
        asker: get("asker"),
        spot: get("spot"),
        note: get("note"),
        ward: get("ward"),
        ticks: TICKS.into_iter().filter(|name| is_ticked(form, name)).map(|name| tick(name, true)).collect(),
    }
}

/// What a tick says.
const YES: &str = "yes";
const BORROWED: &str = "borrowed";
const ANEW: &str = "anew";
const STRAY: &str = "stray";
const ANOTHER: &str = "another";
/// The number of the slip that ticks were asked for: of another they say nothing.
const TICKED_FOR: &str = "ticked_for";
/// Fields that say yes to a question.
const TICKS: [&str; 4] = [BORROWED, ANEW, STRAY, ANOTHER];

fn is_ticked(form: &Posted, name: &str) -> bool {
    let code = |field: &str| form.get(field).parse::<SlipCode>().ok();
    let is_of_this = form.get(TICKED_FOR).is_empty() || code(TICKED_FOR) == code("slip");
    is_of_this && form.get(name) == YES
}

fn tick(name: &'static str, is_ticked: bool) -> SlipTick {
    let t = texts();
    let label = match name {
        BORROWED => t.paper_is_borrowed(),
        ANEW => t.paper_is_anew(),
        ANOTHER => t.paper_is_another(),
        _ => t.paper_is_stray(),
    };
    SlipTick { name, label, is_ticked }
}

/// Asks what would let the slip be entered after all, beside what was said before.
pub(super) fn asking(form: SlipForm, refusal: SlipRefusal) -> SlipForm {
    let name = match refusal {
        SlipRefusal::OfAnotherWard(_) => BORROWED,
        SlipRefusal::Cancelled(_) => ANEW,
        SlipRefusal::NeverPrinted | SlipRefusal::NotYetPrinted(_) => STRAY,
        SlipRefusal::Entered(_) => ANOTHER,
        SlipRefusal::TooHigh => return form,
    };
    let mut ticks = form.ticks;
    if ticks.iter().all(|tick| tick.name != name) {
        ticks.push(tick(name, false));
    }
    SlipForm { ticks, ..form }
}

/// What is on the slip, or what is wrong with it.
pub(super) async fn read(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: &Posted,
) -> store::Result<Result<NewSlip, Said>> {
    let (t, now) = (texts(), sources.core.now());
    let directory = sources.directory(tx).await?;
    let mut reading = Reading::of(form);
    let code = reading.field("slip", &t.paper_enter_slip(), |typed| typed.parse().ok());
    let asked_at =
        read_asked(sources, form, &mut reading, now).map(|at| by_when_it_was_done(sources, form, at));
    // What was asked days ago may be about something that has ended since.
    let then = asked_at.unwrap_or(now);
    let ward = reading
        .field("ward", &t.paper_choose_ward(), |typed| directory.ward_then(typed, then).map(|ward| ward.id));
    let tag =
        reading.field("tag", &t.shared_choose_tag(), |slug| directory.tag_then(slug, then).map(|tag| tag.id));
    let priority =
        reading.field("urgency", &t.paper_choose_urgency(), |typed| typed.parse::<Priority>().ok());
    let done = match asked_at {
        Some(asked_at) => read_done(sources, tx, &directory, form, &mut reading, asked_at).await?,
        None => None,
    };
    let asker = reading.line::<{ text::Asker::MAX_CHARS }>(notes::ASKER).map(String::from);
    let spot = reading.line(notes::SPOT);
    let note = reading.text(notes::FIELD);
    let confirmed = Confirmed {
        is_borrowed: is_ticked(form, BORROWED),
        is_anew: is_ticked(form, ANEW),
        is_stray: is_ticked(form, STRAY),
        is_another: is_ticked(form, ANOTHER),
    };
    Ok(match (code, ward, asked_at, tag.zip(priority), reading.end(&sources.trust, &TEXTS)) {
        (Some(code), Some(ward), Some(asked_at), Some((tag, priority)), None) => Ok(NewSlip {
            key: form.key().map_or_else(|| sources.core.random.secret(), str::to_owned),
            code,
            ward,
            confirmed,
            asked_at,
            tag,
            priority,
            spot,
            note,
            asker,
            done,
        }),
        (.., said) => Err(said.unwrap_or_default()),
    })
}

fn read_asked(
    sources: &Sources,
    form: &Posted,
    reading: &mut Reading<'_>,
    now: Timestamp,
) -> Option<Timestamp> {
    let t = texts();
    if form.get("asked").trim().is_empty() {
        reading.wrong("asked", t.paper_enter_asked());
        return None;
    }
    let asked_at = read_moment(sources, form, reading, ("day", "asked"), Side::Past)?;
    if asked_at > now {
        reading.wrong("asked", t.paper_in_future());
        return None;
    }
    if now.since(asked_at) > Slip::ENTERED_WITHIN {
        reading.wrong("day", t.paper_long_ago());
        return None;
    }
    Some(asked_at)
}

/// Of an hour that the clock shows twice the first, where it was done before the same time of the second.
fn by_when_it_was_done(sources: &Sources, form: &Posted, asked_at: Timestamp) -> Timestamp {
    let zone = &sources.trust.time_zone;
    let Some(done) = read_clock(form.get("done").trim()) else { return asked_at };
    match time_after(done, asked_at, zone) {
        Some(_) => asked_at,
        None => instants(zoned(asked_at, zone).datetime(), zone)
            .find(|first| *first < asked_at && time_after(done, *first, zone).is_some())
            .unwrap_or(asked_at),
    }
}

/// None too where something is wrong with it.
async fn read_done(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    form: &Posted,
    reading: &mut Reading<'_>,
    asked_at: Timestamp,
) -> store::Result<Option<NewDone>> {
    let (t, now) = (texts(), sources.core.now());
    let [done, category, helper, there] =
        ["done", "category", "helper", "there"].map(|field| form.get(field).trim());
    if done.is_empty() {
        if !category.is_empty() || !helper.is_empty() {
            reading.wrong("done", t.paper_say_done_at());
        } else if !there.is_empty() {
            reading.wrong("there", t.paper_there_not_done());
        }
        return Ok(None);
    }
    let arrived_at =
        if there.is_empty() { None } else { read_time_after(sources, reading, ("there", there), asked_at) };
    let at = read_time_after(sources, reading, ("done", done), asked_at);
    if at.is_some_and(|at| at > now) {
        reading.wrong("done", t.paper_in_future());
    }
    if arrived_at.zip(at).is_some_and(|(arrived_at, at)| arrived_at > at) {
        reading.wrong("there", t.paper_there_after_done());
    }
    let category = reading.field("category", &t.paper_choose_category(), |slug| {
        directory.category_then(slug, asked_at).cloned()
    });
    let by = match helper {
        "" => None,
        typed => match typed.parse() {
            Ok(id) => tx.lookup_responder(id).await?.map(|responder| responder.id),
            Err(_) => None,
        },
    };
    if by.is_none() && !helper.is_empty() {
        reading.wrong("helper", t.paper_choose_helper());
    }
    Ok(at.zip(category).map(|(at, category)| NewDone { by, category, arrived_at, at }))
}
