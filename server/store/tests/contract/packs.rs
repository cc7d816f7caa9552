//! Paper for when there is no Elbow.

use domain::pack::{Contents, Expected, Made, SlipCode, WardSheet};

use super::{
    Engine,
    hospital::{Hospital, at},
};

fn made(as_at: i64, name: &str) -> Made {
    let roster = vec![Expected {
        zone: None,
        name: name.to_owned(),
        phone: Some("4512".to_owned()),
        tags: vec!["ePMA".to_owned()],
        from: at(as_at),
        until: at(as_at + 60),
    }];
    Made {
        as_at: at(as_at),
        void_after: at(as_at + 100),
        contents: Contents { roster, ..Contents::default() },
    }
}

pub(crate) async fn the_latest_pack_is_read_as_it_was_made_and_old_ones_are_forgotten(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    assert_eq!(store.read().await.unwrap().latest_pack().await.unwrap(), None);
    let sheet = WardSheet {
        id: hospital.maple,
        code: "W07".to_owned(),
        name: "Maple".to_owned(),
        zone: Some("East".to_owned()),
        phone: None,
        slips: vec![SlipCode(1)],
    };
    let first =
        Made { contents: Contents { wards: vec![sheet], ..made(0, "Ada").contents }, ..made(0, "Ada") };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_pack(&first).await.unwrap(), 1);
    assert_eq!(session.latest_pack().await.unwrap().unwrap().made, first);
    assert_eq!(session.add_pack(&made(50, "Ben")).await.unwrap(), 2);
    assert_eq!(session.add_pack(&made(80, "Cy")).await.unwrap(), 3);
    // The first was void after 100, the second after 150.
    session.forget_packs(at(150)).await.unwrap();
    session.commit().await.unwrap();
    let latest = store.read().await.unwrap().latest_pack().await.unwrap().unwrap();
    assert_eq!((latest.number, latest.made), (3, made(80, "Cy")));
    let mut session = store.write().await.unwrap();
    session.forget_packs(at(900)).await.unwrap();
    assert_eq!(
        session.latest_pack().await.unwrap().map(|pack| pack.number),
        Some(3),
        "the last number stays"
    );
    assert_eq!(session.add_pack(&made(200, "Ada")).await.unwrap(), 4);
}

pub(crate) async fn the_code_of_a_slip_is_kept_free_for_one_ward(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    assert!(session.list_slips().await.unwrap().is_empty());
    let wards = [hospital.maple, hospital.maple, hospital.birch];
    let reserved = session.reserve_slips(&wards, at(1)).await.unwrap();
    assert_eq!(
        reserved,
        [1, 2, 3].map(|number| (wards[number - 1], SlipCode(u32::try_from(number).unwrap())))
    );
    session.commit().await.unwrap();
    let mut session = store.write().await.unwrap();
    let more = vec![hospital.birch; 700];
    let reserved = session.reserve_slips(&more, at(2)).await.unwrap();
    assert_eq!((reserved[0].1, reserved[699].1), (SlipCode(4), SlipCode(703)));
    assert!(session.reserve_slips(&[], at(3)).await.unwrap().is_empty());
    session.commit().await.unwrap();
    let free = store.read().await.unwrap().list_slips().await.unwrap();
    assert_eq!(free[&hospital.maple], [SlipCode(1), SlipCode(2)]);
    assert_eq!((free[&hospital.birch].len(), free[&hospital.birch][0]), (701, SlipCode(3)));
}
