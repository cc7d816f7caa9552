//! Drills of communications.

use domain::{DrillId, Duty};
use store::{AlertKind, Drill, DrillMember, NewAlert, Page};

use super::{
    Engine,
    hospital::{Hospital, at, id},
};

pub(crate) async fn a_drill_knows_its_team_and_what_became_of_the_alerts(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let alert = NewAlert {
        person: hospital.ada,
        kind: AlertKind::Drill,
        ticket: None,
        offer: None,
        made_at: at(0),
        expires_at: at(180),
    };
    let alert = session.add_alert(&alert).await.unwrap();
    let drill = |number: u32, seconds: i64| Drill {
        id: id(number),
        team: "East".to_owned(),
        started_at: at(seconds),
        ends_at: at(seconds + 180),
        started_by: hospital.lead,
    };
    let asked = DrillMember { person: hospital.ada, duty: Duty::OnShift, alert: Some(alert) };
    let at_home = DrillMember { person: hospital.ben, duty: Duty::OffShift, alert: None };
    session.add_drill(&drill(60, 0), &[asked.clone(), at_home.clone()]).await.unwrap();
    session.add_drill(&drill(61, 500), &[]).await.unwrap();
    session.mark_alert_opened(alert, at(7)).await.unwrap();

    assert_eq!(session.list_drills(&Page::first(5)).await.unwrap().rows, [drill(61, 500), drill(60, 0)]);
    let first = session.list_drills(&Page::first(1)).await.unwrap();
    assert_eq!(first.rows, [drill(61, 500)]);
    let rest = session.list_drills(&Page { after: first.next, rows: 1 }).await.unwrap();
    assert_eq!((rest.rows, rest.next), (vec![drill(60, 0)], None));
    assert_eq!(session.lookup_drill(id(60)).await.unwrap(), Some(drill(60, 0)));
    assert_eq!(session.lookup_drill(id::<DrillId>(62)).await.unwrap(), None);
    let mut members = session.list_drill_members(id(60)).await.unwrap();
    members.sort_by_key(|(member, _)| member.person);
    let [(first, answered), second] = members.try_into().unwrap();
    assert_eq!((first, second), (asked, (at_home, None)));
    assert_eq!(answered.unwrap().opened_at, Some(at(7)));
}
