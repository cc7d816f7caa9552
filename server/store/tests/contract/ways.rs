//! The ways between wards.

use domain::{Link, LinkKind, Override, Walk};

use super::{
    Engine,
    hospital::{Hospital, at},
};

pub(crate) async fn new_links_take_the_place_of_all_the_old(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let stairs = Link {
        from: hospital.maple,
        to: hospital.birch,
        seconds: 40,
        kind: LinkKind::Stairs,
        step_free: false,
    };
    let lift = Link { seconds: 75, kind: LinkKind::Lift, step_free: true, ..stairs };
    let mut session = store.write().await.unwrap();
    session.replace_links(&[stairs, lift]).await.unwrap();
    assert_eq!(session.list_links().await.unwrap(), [lift, stairs], "by code, then kind");
    let back = Link { from: hospital.birch, to: hospital.maple, ..stairs };
    session.replace_links(&[back]).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(store.read().await.unwrap().list_links().await.unwrap(), [back]);
}

pub(crate) async fn measured_ways_keep_their_direction(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let there = Override { from: hospital.maple, to: hospital.birch, seconds: 90 };
    let back = Override { from: hospital.birch, to: hospital.maple, seconds: u16::MAX };
    let mut session = store.write().await.unwrap();
    session.replace_overrides(&[back, there]).await.unwrap();
    assert_eq!(session.list_overrides().await.unwrap(), [there, back], "by the codes of the wards");
    session.replace_overrides(&[]).await.unwrap();
    assert_eq!(session.list_overrides().await.unwrap(), []);
}

pub(crate) async fn walks_are_remembered_by_when_they_ended(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let walk = |seconds| Walk { from: hospital.maple, to: hospital.birch, seconds };
    let mut session = store.write().await.unwrap();
    for (seconds, arrived) in [(30, 300), (20, 200), (10, 100)] {
        session.add_walk(&walk(seconds), at(arrived)).await.unwrap();
    }
    session.commit().await.unwrap();
    let walks = store.read().await.unwrap().list_walks(at(200)).await.unwrap();
    assert_eq!(walks, [walk(20), walk(30)]);

    let mut session = store.write().await.unwrap();
    for (to, arrived) in [(hospital.maple, 300), (hospital.birch, 301)] {
        assert_eq!(session.forget_walk(to, at(arrived)).await.unwrap(), None, "no such walk");
    }
    assert_eq!(session.forget_walk(hospital.birch, at(300)).await.unwrap(), Some(walk(30)));
    assert_eq!(session.list_walks(at(0)).await.unwrap(), [walk(10), walk(20)]);
}
