//! Writing what an import changes.

use domain::{Category, CategoryId, Logged, Timestamp, category::SHIPPED, event, ticket::Actor};
use store::{NewEvent, Session, Subject};

use super::{
    Setting,
    plan::{Changes, Summary},
};
use crate::{cli::system_user, links, random::Random};

/// Writes everything; the caller commits. A hospital without categories gets the shipped ones, since no ticket can be
/// closed without.
pub(super) async fn save(
    session: &mut dyn Session,
    changes: &Changes,
    summaries: &[Summary],
    setting: Setting<'_>,
) -> store::Result<()> {
    for site in &changes.sites {
        session.put_site(site).await?;
    }
    for zone in &changes.zones {
        session.put_zone(zone).await?;
    }
    for ward in changes.changed_wards.iter().chain(&changes.new_wards) {
        session.put_ward(ward).await?;
    }
    for ward in &changes.new_wards {
        session.set_ward_link(ward.id, &links::hash(&setting.links.ward(ward.id, 0)), 0).await?;
    }
    for tag in &changes.tags {
        session.put_tag(tag).await?;
    }
    for person in &changes.people {
        session.put_person(person).await?;
        let set_up = Logged::PersonSetUp { roles: person.roles.clone(), username: person.username.clone() };
        session.append_event(&logged(setting, Subject::Person(person.id), set_up)).await?;
    }
    for responder in &changes.responders {
        session.put_responder(responder).await?;
    }
    if let Some(links) = &changes.links {
        session.replace_links(links).await?;
    }
    if let Some(overrides) = &changes.overrides {
        session.replace_overrides(overrides).await?;
    }
    for shift in &changes.removed_shifts {
        session.remove_shift(shift).await?;
    }
    for shift in &changes.shifts {
        session.put_shift(shift).await?;
    }
    if session.list_categories().await?.is_empty() {
        ship_categories(session, setting.random, setting.now).await?;
    }
    let lists = summaries.iter().map(|summary| {
        let changes = event::Changes {
            added: summary.added.len(),
            changed: summary.changed.len(),
            removed: summary.removed.len(),
        };
        (summary.kind.to_string(), changes)
    });
    let imported = Logged::Imported { lists: lists.collect() };
    session.append_event(&logged(setting, Subject::Hospital, imported)).await?;
    Ok(())
}

/// Writes the categories that Elbow comes with.
pub(crate) async fn ship_categories(
    session: &mut dyn Session,
    random: &Random,
    now: Timestamp,
) -> store::Result<()> {
    for (position, shipped) in (0..).zip(&SHIPPED) {
        let category = Category {
            id: CategoryId::new(now, random.bytes()),
            slug: shipped.slug.to_owned(),
            name: shipped.name.to_owned(),
            position,
            hands_off: shipped.hands_off,
        };
        session.put_category(&category).await?;
    }
    Ok(())
}

fn logged(setting: Setting<'_>, subject: Subject, what: Logged) -> NewEvent {
    let actor = setting.by.map_or_else(|| Actor::Operator(system_user()), Actor::Staff);
    NewEvent::new(subject, actor, setting.now, what)
}
