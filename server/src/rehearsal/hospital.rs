//! The trust's own wards and people, as they are set up.

use dispatch::rehearsal::{Hospital, Shift};
use store::Session;

/// After the last request people stay for so long to finish.
const TO_FINISH_HOURS: u32 = 2;

/// Everyone who is set up as a responder is on shift for the whole of these hours.
pub async fn hospital(session: &mut dyn Session, hours: u32) -> Result<Hospital, store::Error> {
    let roster = session.list_responders().await?.into_iter().map(|responder| Shift {
        person: responder.id,
        name: responder.name,
        kind: responder.kind,
        tags: responder.tags,
        home_ward: responder.home_ward,
        zone: responder.zone,
        zone_mode: responder.zone_mode,
        starts_minute: 0,
        ends_minute: hours.saturating_add(TO_FINISH_HOURS).saturating_mul(60),
    });
    let roster = roster.collect();
    Ok(Hospital {
        sites: session.list_sites().await?,
        zones: session.list_zones().await?,
        wards: session.list_wards().await?,
        links: session.list_links().await?,
        overrides: session.list_overrides().await?,
        tags: session.list_tags().await?,
        roster,
    })
}
