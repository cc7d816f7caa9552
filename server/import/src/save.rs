//! Writing what an import changes.

use domain::{Category, CategoryId, GrantId, Logged, Timestamp, category::SHIPPED, event};
use ground::{links, random::Random};
use store::{NewEvent, Subject, Tx, set_lasting_roles};

use super::{
    Setting,
    plan::{Changes, Member, Summary},
    undo::Kept,
};

/// Writes everything; the caller commits.
pub(super) async fn save(
    tx: &mut dyn Tx,
    changes: &Changes,
    (summaries, steps): (&[Summary], &Kept),
    setting: Setting<'_>,
) -> store::Result<()> {
    for site in &changes.sites {
        tx.put_site(site).await?;
    }
    for zone in &changes.zones {
        tx.put_zone(zone).await?;
    }
    for ward in changes.changed_wards.iter().chain(&changes.new_wards) {
        tx.put_ward(ward).await?;
    }
    for ward in &changes.new_wards {
        tx.set_ward_link(ward.id, &links::hash(&setting.links.ward(ward.id, 0)), 0).await?;
    }
    for tag in &changes.tags {
        tx.put_tag(tag).await?;
    }
    save_people(tx, changes, setting).await?;
    if let Some(links) = &changes.links {
        tx.replace_links(links).await?;
    }
    if let Some(overrides) = &changes.overrides {
        tx.replace_overrides(overrides).await?;
    }
    for shift in &changes.removed_shifts {
        tx.remove_shift(shift).await?;
    }
    tx.put_shifts(&changes.shifts).await?;
    ship_categories(tx, setting.random, setting.now).await?;
    let lists = summaries.iter().map(|summary| {
        let changes = event::Changes {
            added: summary.added.len(),
            changed: summary.changed.len(),
            removed: summary.removed.len(),
        };
        (summary.kind.to_string(), changes)
    });
    let imported = Logged::Imported { lists: lists.collect() };
    let event = tx.append_event(&logged(setting, Subject::Hospital, imported)).await?;
    steps.keep(tx, event).await
}

/// Writes the people among the changes, and what the log says of each.
pub(super) async fn save_people(
    tx: &mut dyn Tx,
    changes: &Changes,
    setting: Setting<'_>,
) -> store::Result<()> {
    for Member { person, username, roles, .. } in &changes.people {
        let is_new = tx.lookup_person(person.id).await?.is_none();
        tx.put_person(person).await?;
        if let Some(username) = username {
            tx.set_username(person.id, username).await?;
        }
        let new_id = || GrantId::new(setting.now, setting.random.bytes());
        let role_events = set_lasting_roles(tx, person.id, roles, setting.now, new_id).await?;
        let set_up = Logged::PersonSetUp { roles: roles.clone(), username: username.clone() };
        // What somebody new may be is said as they are set up.
        let role_events = role_events.into_iter().filter(|_| !is_new);
        for what in std::iter::once(set_up).chain(role_events) {
            tx.append_event(&logged(setting, Subject::Person(person.id), what)).await?;
        }
    }
    for responder in &changes.responders {
        tx.put_responder(responder).await?;
    }
    Ok(())
}

/// Writes the categories that Elbow comes with, where there never was any.
pub async fn ship_categories(tx: &mut dyn Tx, random: &Random, now: Timestamp) -> store::Result<()> {
    if !tx.list_categories().await?.is_empty() || !tx.list_ended().await?.categories.is_empty() {
        return Ok(());
    }
    for (position, shipped) in (0..).zip(&SHIPPED) {
        let category = Category {
            id: CategoryId::new(now, random.bytes()),
            slug: shipped.slug.to_owned(),
            name: shipped.name.to_owned(),
            position,
            hands_off: shipped.hands_off,
        };
        tx.put_category(&category).await?;
    }
    Ok(())
}

fn logged(setting: Setting<'_>, subject: Subject, what: Logged) -> NewEvent {
    NewEvent::new(subject, setting.actor, setting.now, what)
}
