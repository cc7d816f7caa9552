//! What imports remember.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Logged, PersonId, Site, SiteId, Tag, TagId, Walk, Ward, WardId, Zone, ZoneId, event::Changes,
    ticket::Actor,
};
use store::{HeadingSaid, ImportHeading, LastImport, LoggedEvent, NewEvent, Person, Subject, UseOf};

use super::{
    Engine,
    hospital::{Hospital, at},
};

pub(crate) async fn what_was_said_of_a_column_is_remembered_and_may_change(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let said = |heading: &str, column: Option<&str>| ImportHeading {
        list: "wards".to_owned(),
        heading: heading.to_owned(),
        column: column.map(str::to_owned),
        said: Some(HeadingSaid { name: heading.to_uppercase(), at: at(1), by: Some(hospital.lead) }),
    };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.list_import_headings().await.unwrap(), []);
    for heading in [said("unit", Some("name")), said("beds", Some("level")), said("beds", None)] {
        session.put_import_heading(&heading).await.unwrap();
    }
    session.commit().await.unwrap();
    let known = store.read().await.unwrap().list_import_headings().await.unwrap();
    assert_eq!(known, [said("beds", None), said("unit", Some("name"))], "by heading");

    let mut session = store.write().await.unwrap();
    session.forget_import_heading("wards", "beds").await.unwrap();
    session.forget_import_heading("people", "unit").await.unwrap();
    assert_eq!(session.list_import_headings().await.unwrap(), [said("unit", Some("name"))], "and no other");
}

pub(crate) async fn the_last_import_is_kept_until_it_is_taken_back(engine: &dyn Engine) {
    let store = engine.store();
    let mut session = store.write().await.unwrap();
    assert_eq!(session.last_import().await.unwrap(), None);
    let changes = Changes { added: 1, changed: 2, removed: 0 };
    let what = Logged::Imported { lists: BTreeMap::from([("wards".to_owned(), changes)]) };
    let event = NewEvent::new(Subject::Hospital, Actor::Operator(Some(1000)), at(1), what);
    let first = session.append_event(&event).await.unwrap();
    session.put_last_import(first, Some("{}")).await.unwrap();
    let second = session.append_event(&NewEvent { at: at(2), ..event.clone() }).await.unwrap();
    session.put_last_import(second, None).await.unwrap();
    let NewEvent { subject, actor, what, .. } = event;
    let event = LoggedEvent { sequence: second, subject, at: at(2), device_at: None, actor, what };
    let kept = LastImport { event: event.clone(), steps: None };
    assert_eq!(session.last_import().await.unwrap(), Some(kept), "in place of the one before");
    assert_eq!(session.last_import_event().await.unwrap(), Some(event));
    session.forget_last_import().await.unwrap();
    assert_eq!(session.last_import_event().await.unwrap(), None);
}

pub(crate) async fn what_has_happened_to_a_ward_a_tag_and_a_person_is_counted(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let uses = async || {
        let uses = store.read().await.unwrap().list_uses().await.unwrap();
        uses.into_iter().map(|used| (used.of, used.count)).collect::<HashMap<_, _>>()
    };
    let before = uses().await;
    assert_eq!(before.get(&UseOf::Devices(hospital.maple)), Some(&1), "its screen");
    assert_eq!(before.get(&UseOf::Requests(hospital.maple)), None);
    for number in [1, 2] {
        hospital.ask(&*store, number).await;
    }
    let mut session = store.write().await.unwrap();
    let walk = Walk { from: hospital.birch, to: hospital.maple, seconds: 40 };
    session.add_walk(&walk, at(1)).await.unwrap();
    session.commit().await.unwrap();
    let after = uses().await;
    assert_eq!(after.get(&UseOf::Requests(hospital.maple)), Some(&2));
    assert_eq!(after.get(&UseOf::Questions(hospital.epma)), Some(&2));
    assert_eq!(after.get(&UseOf::Walks(hospital.birch)), Some(&1));
    assert_eq!(after.get(&UseOf::Walks(hospital.maple)), Some(&1));
    assert_eq!(after.get(&UseOf::Offers(hospital.ada)), None);
}

pub(crate) async fn what_nothing_refers_to_can_be_taken_away(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let site = Site { id: SiteId::new(at(1), [9; 10]), name: "Elsewhere".to_owned(), coordinates: None };
    let zone = Zone { id: ZoneId::new(at(1), [9; 10]), site: site.id, name: "East".to_owned() };
    let maple = session.lookup_ward(hospital.maple).await.unwrap().unwrap();
    let (id, code) = (WardId::new(at(1), [9; 10]), "NEW".to_owned());
    let ward = Ward { id, code, site: site.id, zone: Some(zone.id), ..maple };
    let tag =
        Tag { id: TagId::new(at(1), [9; 10]), slug: "new".to_owned(), name: "New".to_owned(), anyone: false };
    let person = Person::human(PersonId::new(at(1), [9; 10]), "Sam New");
    session.put_site(&site).await.unwrap();
    session.put_zone(&zone).await.unwrap();
    session.put_ward(&ward).await.unwrap();
    session.put_tag(&tag).await.unwrap();
    session.put_person(&person).await.unwrap();
    session.set_username(person.id, "sam.new").await.unwrap();
    session.commit().await.unwrap();

    // A ward that is in a zone keeps the zone, and the whole attempt is over.
    let mut session = store.write().await.unwrap();
    assert!(!session.remove_zone(zone.id).await.unwrap());
    drop(session);
    let mut session = store.write().await.unwrap();
    assert!(session.remove_person(person.id).await.unwrap());
    assert!(session.remove_ward(ward.id).await.unwrap());
    assert!(session.remove_zone(zone.id).await.unwrap());
    assert!(session.remove_site(site.id).await.unwrap());
    assert!(session.remove_tag(tag.id).await.unwrap());
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_ward(ward.id).await.unwrap(), None);
    assert_eq!(session.lookup_person(person.id).await.unwrap(), None);
    assert!(session.lookup_account_by_username("sam.new").await.unwrap().is_none());
    assert!(session.lookup_ward(hospital.maple).await.unwrap().is_some(), "and nothing else");
}
