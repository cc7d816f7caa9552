//! Setting a hospital up.

use domain::{Category, Duty, Entry, Site, Tag, Ward, Zone};
use store::{Ended, Error, Page, Person, Store, Words};

use super::{
    Engine,
    hospital::{Hospital, at, category, hash, id, put_person, tag},
};

pub(crate) async fn a_hospital_is_read_as_it_was_set_up(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let annexe = Site { id: id(50), name: "Annexe".to_owned(), coordinates: None };
    let bare = Ward {
        id: id(51),
        code: "A01".to_owned(),
        name: "Clinic".to_owned(),
        site: annexe.id,
        zone: None,
        building: None,
        level: None,
        position: None,
        phone: None,
    };
    let mut session = store.write().await.unwrap();
    session.put_site(&annexe).await.unwrap();
    session.put_ward(&bare).await.unwrap();
    session.commit().await.unwrap();

    let maple = hospital.ward(hospital.maple, "W07", "Maple", Some(2));
    let birch = hospital.ward(hospital.birch, "W08", "Birch", Some(-1));
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_sites().await.unwrap(), [annexe, hospital.general()]);
    let east = Zone { id: hospital.zone, site: hospital.site, name: "East".to_owned() };
    assert_eq!(session.list_zones().await.unwrap(), [east]);
    assert_eq!(session.lookup_ward(hospital.maple).await.unwrap().as_ref(), Some(&maple));
    assert_eq!(session.lookup_ward(id(99)).await.unwrap(), None);
    assert_eq!(session.list_wards().await.unwrap(), [bare, birch, maple], "by site, level, code");
    let categories = session.list_categories().await.unwrap();
    let training = category(hospital.training, "training", "Training or elbow support", 0);
    let desk = category(hospital.service_desk, "service-desk", "Handed to IT service desk", 1);
    assert_eq!(categories, [training, Category { hands_off: true, ..desk }]);
}

pub(crate) async fn setting_a_place_up_again_changes_it(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.set_ward_link(hospital.maple, &hash(70), 3).await.unwrap();
    let moved = Ward { zone: None, ..hospital.ward(hospital.maple, "W17", "Maple Suite", None) };
    session.put_ward(&moved).await.unwrap();
    let site = Site { name: "Royal".to_owned(), ..hospital.general() };
    session.put_site(&site).await.unwrap();
    let zone = Zone { id: hospital.zone, site: hospital.site, name: "West".to_owned() };
    session.put_zone(&zone).await.unwrap();
    session.put_tag(&tag(hospital.epma, "medicines", "Medicines")).await.unwrap();
    session.put_category(&category(hospital.training, "help", "Help", 9)).await.unwrap();
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_ward_by_link(&hash(70)).await.unwrap(), Some(moved), "the link stays");
    assert_eq!(session.ward_link_rotation(hospital.maple).await.unwrap(), Some(3));
    assert_eq!(session.list_sites().await.unwrap(), [site]);
    assert_eq!(session.list_zones().await.unwrap(), [zone]);
    let tags: Vec<String> = session.list_tags().await.unwrap().into_iter().map(|tag| tag.slug).collect();
    assert_eq!(tags, ["medicines", "orders"]);
    let last = session.list_categories().await.unwrap().pop().unwrap();
    assert_eq!(last, category(hospital.training, "help", "Help", 9));
}

pub(crate) async fn codes_and_slugs_are_unique(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let write = async || store.write().await.unwrap();
    let ward = hospital.ward(id(60), "W07", "Other", None);
    assert!(matches!(write().await.put_ward(&ward).await, Err(Error::Duplicate("code"))));
    let same = tag(id(61), "epma", "Other");
    assert!(matches!(write().await.put_tag(&same).await, Err(Error::Duplicate("slug"))));
    let same = category(id(62), "training", "Other", 5);
    assert!(matches!(write().await.put_category(&same).await, Err(Error::Duplicate("slug"))));
}

pub(crate) async fn something_else_comes_last(engine: &dyn Engine) {
    let store = engine.store();
    Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let anything = Tag { anyone: true, ..tag(id(63), "other", "Anything else") };
    session.put_tag(&anything).await.unwrap();
    session.put_tag(&tag(id(64), "theatres", "theatres")).await.unwrap();
    let names: Vec<String> = session.list_tags().await.unwrap().into_iter().map(|tag| tag.name).collect();
    assert_eq!(names, ["ePMA", "Order comms", "theatres", "Anything else"]);
}

pub(crate) async fn a_rotated_link_forgets_the_old_one(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    assert_eq!(session.ward_link_rotation(hospital.maple).await.unwrap(), Some(0));
    assert_eq!(session.ward_link_rotation(id(99)).await.unwrap(), None);
    session.set_ward_link(hospital.maple, &hash(1), 1).await.unwrap();
    session.set_ward_link(hospital.maple, &hash(2), 2).await.unwrap();
    assert_eq!(session.lookup_ward_by_link(&hash(1)).await.unwrap(), None);
    let found = session.lookup_ward_by_link(&hash(2)).await.unwrap().unwrap();
    assert_eq!(found.id, hospital.maple);
    assert_eq!(session.ward_link_rotation(hospital.maple).await.unwrap(), Some(2));
}

pub(crate) async fn whoever_keeps_names_hears_that_one_has_changed(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut versions = vec![version(&*store).await];

    hospital.ask(&*store, 1).await;
    let mut session = store.write().await.unwrap();
    session.set_duty(hospital.ada, Duty::OnShift, at(1)).await.unwrap();
    session.forget_pin(hospital.ada).await.unwrap();
    session.set_username(hospital.ada, "ada").await.unwrap();
    let ada = session.lookup_person(hospital.ada).await.unwrap().unwrap();
    session.put_person(&Person { external_id: Some("4711".to_owned()), ..ada }).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(version(&*store).await, versions[0], "nothing has another name");

    for change in 0..6 {
        let mut session = store.write().await.unwrap();
        match change {
            0 => session.put_site(&hospital.general()).await.unwrap(),
            1 => session
                .put_zone(&Zone { id: hospital.zone, site: hospital.site, name: "West".to_owned() })
                .await
                .unwrap(),
            2 => session.put_ward(&hospital.ward(hospital.maple, "W07", "Oak", None)).await.unwrap(),
            3 => session.put_tag(&tag(id(60), "new", "New")).await.unwrap(),
            4 => session.put_category(&category(id(61), "new", "New", 40)).await.unwrap(),
            _ => put_person(session.as_mut(), 62, "Nora New", &[]).await,
        }
        session.commit().await.unwrap();
        let version = version(&*store).await;
        assert!(!versions.contains(&version), "change {change}");
        versions.push(version);
    }

    let mut undone = store.write().await.unwrap();
    undone.put_tag(&tag(id(63), "undone", "Undone")).await.unwrap();
    let never = undone.directory_version().await.unwrap();
    drop(undone);
    let mut session = store.write().await.unwrap();
    session.put_tag(&tag(id(63), "done", "Done")).await.unwrap();
    session.commit().await.unwrap();
    assert_ne!(version(&*store).await, never, "what was rolled back is not taken for what was done");
}

pub(crate) async fn what_has_ended_is_listed_apart_until_it_is_opened_again(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let entries = [
        Entry::Ward(hospital.maple),
        Entry::Zone(hospital.zone),
        Entry::Tag(hospital.epma),
        Entry::Category(hospital.training),
    ];
    let mut session = store.write().await.unwrap();
    session.set_ward_link(hospital.maple, &hash(70), 0).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(store.read().await.unwrap().list_ended().await.unwrap(), Ended::default());
    let before = version(&*store).await;
    let mut session = store.write().await.unwrap();
    for entry in entries {
        session.set_ended(entry, Some(at(60))).await.unwrap();
    }
    session.commit().await.unwrap();
    assert_ne!(version(&*store).await, before, "whoever keeps names reads them again");

    let mut session = store.read().await.unwrap();
    let maple = hospital.ward(hospital.maple, "W07", "Maple", Some(2));
    let birch = hospital.ward(hospital.birch, "W08", "Birch", Some(-1));
    let east = Zone { id: hospital.zone, site: hospital.site, name: "East".to_owned() };
    let epma = tag(hospital.epma, "epma", "ePMA");
    let training = category(hospital.training, "training", "Training or elbow support", 0);
    let ended = Ended {
        wards: vec![(maple.clone(), at(60))],
        zones: vec![(east, at(60))],
        tags: vec![(epma, at(60))],
        categories: vec![(training, at(60))],
    };
    assert_eq!(session.list_ended().await.unwrap(), ended);
    assert_eq!(session.list_wards().await.unwrap(), [birch]);
    let found = session.find_wards(&Words::default(), &Page::first(9)).await.unwrap();
    assert_eq!(found.found, Some(1));
    assert_eq!(session.lookup_ward(hospital.maple).await.unwrap(), None);
    assert_eq!(session.lookup_ward_by_link(&hash(70)).await.unwrap(), None);
    assert_eq!(session.lookup_ended_ward_by_link(&hash(70)).await.unwrap(), Some(maple.clone()));
    assert_eq!(session.lookup_ended_ward_by_link(&hash(71)).await.unwrap(), None);
    assert_eq!(session.list_zones().await.unwrap(), []);
    assert_eq!(session.list_tags().await.unwrap(), [tag(hospital.orders, "orders", "Order comms")]);
    assert_eq!(session.list_categories().await.unwrap().len(), 1);
    drop(session);

    let mut session = store.write().await.unwrap();
    // Who corrects it does not open it.
    session.put_ward(&maple).await.unwrap();
    assert_eq!(session.lookup_ward(hospital.maple).await.unwrap(), None);
    for entry in entries {
        session.set_ended(entry, None).await.unwrap();
    }
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_ended().await.unwrap(), Ended::default());
    assert_eq!(session.lookup_ended_ward_by_link(&hash(70)).await.unwrap(), None);
    assert_eq!(
        session.lookup_ward_by_link(&hash(70)).await.unwrap(),
        Some(maple),
        "its posters are good again"
    );
    assert_eq!(session.list_tags().await.unwrap().len(), 2);
}

async fn version(store: &dyn Store) -> i64 {
    store.read().await.unwrap().directory_version().await.unwrap()
}
