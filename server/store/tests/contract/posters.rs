//! What was printed of wards' links.

use domain::{
    PosterKind,
    poster::{Printed, Says},
};

use super::{
    Engine,
    hospital::{Hospital, at, id},
};

pub(crate) async fn posters_hang_until_somebody_takes_them_down(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let printed = |number: u32, kind, copies, rotation, seconds| Printed {
        id: id(number),
        ward: hospital.maple,
        kind,
        copies,
        says: Says {
            rotation,
            trust_name: (rotation > 0).then(|| "Testwell".to_owned()),
            ward_name: "Maple".to_owned(),
            desk_phone: "ext. 5000".to_owned(),
            emergency_phone: "2222".to_owned(),
            address: "https://elbow.example.nhs.uk/".to_owned(),
        },
        at: at(seconds),
        by: hospital.lead,
    };
    let posters = printed(90, PosterKind::Poster, 14, 0, 60);
    let lanyards = printed(91, PosterKind::LanyardCard, 200, u32::MAX, 5);
    let screens = printed(92, PosterKind::ScreenCard, 4, 1, 70);
    let mut session = store.write().await.unwrap();
    for printed in [&posters, &lanyards, &screens] {
        session.add_posters(printed).await.unwrap();
    }
    session.commit().await.unwrap();
    let listed = async || store.read().await.unwrap().list_posters().await.unwrap();
    assert_eq!(listed().await, [lanyards.clone(), posters.clone(), screens.clone()]);

    for (by, seconds) in [(hospital.lead, 80), (hospital.ada, 90)] {
        let mut session = store.write().await.unwrap();
        session.take_posters_down(posters.id, by, at(seconds)).await.unwrap();
        session.commit().await.unwrap();
    }
    assert_eq!(listed().await, [lanyards, screens]);
    let again = "update poster set taken_down_by = null where taken_down_by is not null";
    assert!(engine.execute(again).await.is_err(), "whoever said so is kept");
    let none = "update poster set copies = 0";
    assert!(engine.execute(none).await.is_err(), "nothing is printed in no copies");
}
