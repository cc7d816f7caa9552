//! Who is expected when.

use std::time::Duration;

use domain::Shift;

use super::{
    Engine,
    hospital::{Hospital, at},
};

pub(crate) async fn a_roster_is_read_by_the_hours_it_touches(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let shift = |person, from, to| Shift { person, starts_at: at(from), ends_at: at(to) };
    let (early, late) = (shift(hospital.ada, 0, 100), shift(hospital.ben, 90, 200));
    let mut session = store.write().await.unwrap();
    session.put_shift(&late).await.unwrap();
    session.put_shift(&early).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_shifts(at(95), at(96)).await.unwrap(), [early, late], "handover");
    assert_eq!(session.list_shifts(at(100), at(300)).await.unwrap(), [late], "an end is not part of a shift");
    assert_eq!(session.list_shifts(at(0), at(90)).await.unwrap(), [early]);
}

pub(crate) async fn somebody_has_their_own_shifts_that_are_not_over(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let shift = |person, from, to| Shift { person, starts_at: at(from), ends_at: at(to) };
    let (over, now, later) =
        (shift(hospital.ada, 0, 100), shift(hospital.ada, 90, 200), shift(hospital.ada, 300, 400));
    let mut session = store.write().await.unwrap();
    session.put_shifts(&[later, now, over, shift(hospital.ben, 90, 200)]).await.unwrap();
    assert_eq!(session.list_shifts_of(hospital.ada, at(100)).await.unwrap(), [now, later]);
    assert_eq!(session.list_shifts_of(hospital.ada, at(400)).await.unwrap(), []);
}

pub(crate) async fn a_shift_may_be_lengthened_or_taken_back(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let short = Shift { person: hospital.ada, starts_at: at(0), ends_at: at(100) };
    let long = Shift { ends_at: at(150), ..short };
    let mut session = store.write().await.unwrap();
    session.put_shift(&short).await.unwrap();
    session.put_shift(&long).await.unwrap();
    assert_eq!(session.list_shifts(at(0), at(1000)).await.unwrap(), [long]);
    session.remove_shift(&long).await.unwrap();
    assert_eq!(session.list_shifts(at(0), at(1000)).await.unwrap(), []);
}

pub(crate) async fn the_roster_of_a_large_hospital_is_written_whole(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let shift = |number: i64| Shift {
        person: hospital.ada,
        starts_at: at(number * 10),
        ends_at: at(number * 10 + 5),
    };
    let all: Vec<Shift> = (0..1201).map(shift).collect();
    let longer: Vec<Shift> =
        all.iter().map(|shift| Shift { ends_at: shift.ends_at + Duration::from_secs(1), ..*shift }).collect();
    let mut session = store.write().await.unwrap();
    session.put_shifts(&all).await.unwrap();
    session.put_shifts(&longer).await.unwrap();
    session.put_shifts(&[]).await.unwrap();
    assert_eq!(session.list_shifts(at(0), at(20_000)).await.unwrap(), longer);
}
