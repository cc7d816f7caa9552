//! What the screen on a wall shows, and the links that open it.

use std::cmp::Reverse;

use app::{
    screens::wall::{WallForm, WallPage, WallRow, WallTicket, WallZone, WallsPage},
    words::{self, isolated},
};
use domain::{
    Priority, Responder, Surge, Ticket, Timestamp, Wall, Wave, Zone, ZoneId,
    surge::{Stream, Verdict},
    ticket::Phase,
    wall::ZoneState,
    wave::wave_of,
};
use ground::clock::days_between;
use store::Tx;
use texts::texts;

use crate::{
    kept::Directory,
    screens::surges::view::free,
    view::{
        Sources, choices, day_in_words,
        moment::{clock, dated},
    },
};

/// As many rows fit, in letters that can be read from 6 metres.
const ROWS: usize = 8;

/// What all screens show a part of.
#[derive(Debug)]
pub(super) struct Shown {
    now: Timestamp,
    directory: Directory,
    open: Vec<Ticket>,
    free: Vec<Responder>,
    surges: Vec<Surge>,
    waves: Vec<Wave>,
}

impl Shown {
    pub(super) async fn read(sources: &Sources, tx: &mut dyn Tx) -> store::Result<Self> {
        let now = sources.core.now();
        let (open, responders) = (tx.list_open_tickets().await?, tx.list_responders().await?);
        let free = free(sources, tx, &open, &responders).await?.into_iter().cloned().collect();
        let surges = tx.list_surges_since(now - Surge::OPEN_FOR).await?;
        let waves = tx.list_waves().await?;
        Ok(Self { now, directory: sources.directory(tx).await?, open, free, surges, waves })
    }
}

pub(super) fn wall_page(sources: &Sources, shown: &Shown, wall: &Wall, token: &str) -> WallPage {
    let Shown { now, directory, open: all_open, free, surges, waves } = shown;
    let now = *now;
    let zone_of = |ticket: &Ticket| directory.wards.get(&ticket.ward).and_then(|ward| ward.zone);
    let is_of_wave = |ticket: &Ticket| wall.wave.is_none() || wave_of(waves, ticket) == wall.wave;
    let is_of_zone = |ticket: &Ticket| wall.zone.is_none() || zone_of(ticket) == wall.zone;
    let open: Vec<&Ticket> =
        all_open.iter().filter(|ticket| is_of_zone(ticket) && is_of_wave(ticket)).collect();
    let of = wall.wave.and_then(|of| waves.iter().find(|wave| wave.id == of));
    let in_phase = |phase| open.iter().filter(|ticket| ticket.phase() == phase).count();
    let mut waiting: Vec<&Ticket> = open.iter().copied().filter(|ticket| waits(ticket)).collect();
    waiting
        .sort_by_key(|ticket| (ticket.priority, Reverse(ticket.escalation > 0), ticket.asked_at, ticket.id));
    let minutes = |ticket: &Ticket| now.since(ticket.known_since()).as_secs() / 60;
    let is_shown = |zone: &&Zone| wall.zone.is_none_or(|of| of == zone.id);
    let zones: Vec<&Zone> = directory.zones.iter().filter(is_shown).collect();
    let free_in = |zone: ZoneId| free.iter().filter(|person| directory.zone_of(person) == Some(zone)).count();
    let mut shown: Vec<WallZone> = zones
        .iter()
        .map(|zone| {
            let here: Vec<&Ticket> =
                waiting.iter().copied().filter(|ticket| zone_of(ticket) == Some(zone.id)).collect();
            WallZone { name: zone.name.clone(), state: state(&here, free_in(zone.id)) }
        })
        .filter(|zone| wall.zone.is_some() || zone.state != ZoneState::Calm)
        .collect();
    shown.sort_by_key(|zone| zone.state);
    WallPage {
        assets: sources.assets.to_string(),
        name: wall.name.as_str().to_owned(),
        address: paths::wall(token),
        clock: clock(sources, now),
        urgent: waiting.iter().filter(|ticket| ticket.priority == Priority::P1).count(),
        waiting: waiting.len(),
        oldest_minutes: waiting.iter().map(|ticket| minutes(ticket)).max(),
        on_the_way: in_phase(Phase::OnTheWay),
        with_them: in_phase(Phase::WithYou),
        free: wall.zone.map_or(free.len(), free_in),
        surge: surge(surges, (wall, of, now), directory),
        wave: of.map(|wave| {
            let day = words::wave_day(days_between(wave.cutover_at, now, &sources.trust.time_zone));
            texts().wall_wave(isolated(wave.name.as_str()), day)
        }),
        zones: shown,
        all_zones: zones.len(),
        ended_zone: wall.zone.filter(|_| zones.is_empty()).and_then(|zone| directory.zone_name(zone)),
        tickets: waiting
            .iter()
            .take(ROWS)
            .map(|ticket| WallTicket {
                ward: (!wall.hides_wards).then(|| directory.ward_name(ticket.ward)),
                tag: directory.tag_name(ticket.tag),
                is_urgent: ticket.priority == Priority::P1,
                minutes: minutes(ticket),
                is_offered: ticket.phase() == Phase::Offered,
            })
            .collect(),
        demo: sources.trust.demo,
    }
}

fn waits(ticket: &Ticket) -> bool {
    matches!(ticket.phase(), Phase::Waiting | Phase::Offered)
}

fn state(waiting: &[&Ticket], free: usize) -> ZoneState {
    let urgent = waiting.iter().filter(|ticket| ticket.priority == Priority::P1).count();
    let escalated = waiting.iter().filter(|ticket| ticket.escalation > 0).count();
    ZoneState::of(waiting.len(), urgent, escalated, free)
}

/// The most surprising one that is open and has to do with what the screen shows: of a zone, or of a wave.
fn surge(
    surges: &[Surge],
    (wall, of, now): (&Wall, Option<&Wave>, Timestamp),
    directory: &Directory,
) -> Option<String> {
    let is_in_wave = |ward| of.is_none_or(|wave| wave.wards_at(now).any(|stay| stay.ward == ward));

    let of_ward = |ward| directory.wards.get(&ward).and_then(|ward| ward.zone);
    let concerns = |stream: Stream| match (wall.zone, stream) {
        (_, Stream::Cell { ward, .. } | Stream::Ward(ward)) if !is_in_wave(ward) => false,
        (None, _) | (_, Stream::Tag(_) | Stream::Everywhere) => true,
        (Some(zone), Stream::ZoneTag { zone: of, .. }) => zone == of,
        (zone, Stream::Cell { ward, .. } | Stream::Ward(ward)) => zone == of_ward(ward),
    };
    let shown =
        |surge: &&Surge| !surge.is_gone && !surge.is(Verdict::Nothing) && concerns(surge.found.stream);
    let most =
        surges.iter().filter(shown).max_by(|one, other| one.found.score.total_cmp(&other.found.score))?;
    let t = texts();
    let (ward, tag) = (
        |ward| isolated(directory.ward_name(ward)).into_owned(),
        |tag| isolated(directory.tag_name(tag)).into_owned(),
    );
    let what = match most.found.stream {
        Stream::Cell { tag: about, .. } if wall.hides_wards => tag(about),
        Stream::Cell { ward: of, tag: about } => t.wall_surge_at(tag(about), ward(of)),
        Stream::ZoneTag { zone, tag: about } => {
            t.wall_surge_at(tag(about), isolated(directory.zone_name(zone).unwrap_or_default()))
        }
        Stream::Ward(_) if wall.hides_wards => t.wall_surge_a_ward(),
        Stream::Ward(of) => ward(of),
        Stream::Tag(about) => tag(about),
        Stream::Everywhere => t.wall_surge_everywhere(),
    };
    Some(t.wall_surge(most.found.seen, most.found.window_minutes, what))
}

pub(super) async fn walls_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: WallForm,
    notice: Option<String>,
) -> store::Result<WallsPage> {
    let directory = sources.directory(tx).await?;
    let (revoked, live): (Vec<Wall>, Vec<Wall>) =
        tx.list_walls().await?.into_iter().partition(|wall| wall.revoked_at.is_some());
    let waves = tx.list_waves().await?;
    let wave_name = |wall: &Wall| {
        let wave = waves.iter().find(|wave| Some(wave.id) == wall.wave);
        wave.map(|wave| wave.name.as_str().to_owned())
    };
    let row = |wall: &Wall| WallRow {
        id: wall.id.to_string(),
        name: wall.name.as_str().to_owned(),
        zone: wall.zone.and_then(|zone| directory.zone_name(zone)).or_else(|| wave_name(wall)),
        hides_wards: wall.hides_wards,
        address: wall
            .revoked_at
            .is_none()
            .then(|| sources.trust.url(&paths::wall(&sources.core.links.wall(wall.id)))),
        made: dated(sources, wall.made_at),
        made_by: directory.person_name(wall.made_by),
        seen_on: wall.seen_on.map(|day| day_in_words(sources, day)),
        revoked: wall.revoked_at.map(|at| dated(sources, at)),
    };
    let zones = choices::zones(&directory).into_iter().chain(choices::waves(&waves)).collect();
    Ok(WallsPage {
        live: live.iter().map(row).collect(),
        revoked: revoked.iter().map(row).collect(),
        form: WallForm {
            zones,
            key: if form.key.is_empty() { sources.core.random.secret() } else { form.key },
            ..form
        },
        notice,
    })
}
