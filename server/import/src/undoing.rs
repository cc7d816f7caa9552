//! Taking the last import back. The desk of `tests` imports.

use domain::{Duty, Role, Shift, Ward, WardId, ZoneMode};
use store::Store;

use super::{
    tests::{Desk, NOW, file, templates},
    *,
};

const STAFF: &str = "name,username,kind,tags\nAsha Example,asha,floorwalker,epma\nDana Mock,dana,lead,\n";
const TAGS: &str = "slug,name,anyone\nepma,ePMA,no\nother,Something else,yes\n";

async fn take_back(desk: &Desk) -> TakenBack {
    let looked = look_at_undo(desk.store.read().await.unwrap().as_mut(), desk.setting()).await.unwrap();
    let mut tx = desk.store.write().await.unwrap();
    let taken = undo(tx.as_mut(), desk.setting()).await.unwrap().unwrap();
    assert_eq!(looked.as_ref(), Some(&taken), "the question says what the answer does");
    if taken.stays.is_empty() {
        tx.commit().await.unwrap();
    }
    taken
}

/// Why it was not taken back: of each name, the reason.
async fn why_not(desk: &Desk) -> Vec<String> {
    let before = desk.hospital().await;
    let stays = take_back(desk).await.stays;
    assert_eq!(desk.hospital().await, before, "nothing is half taken back");
    stays.into_iter().map(|Stays { name, why }| format!("{name}: {why}")).collect()
}

fn of(taken: &TakenBack, kind: Kind) -> &Summary {
    taken.summaries.iter().find(|summary| summary.kind == kind).unwrap()
}

/// `name: Wrong → Right`, of all that changes.
fn changes(summary: &Summary) -> Vec<String> {
    summary.changed.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn an_import_that_was_a_mistake_is_as_if_it_had_not_been() {
    let desk = Desk::new().await;
    desk.set_up(&templates()).await;
    let before = desk.hospital().await;
    desk.set_up(&[
        file("wards.csv", "code,name,site,zone,level\nW07,Wrong Ward,Northbank General,Surgery,9\nX1,New,South,East,1\n"),
        file("tags.csv", "slug,name,anyone\nepma,Wrong,yes\nnew,New,no\n"),
        file("people.csv", "name,username,kind,tags,home_ward\nAisha Wrong,aisha,floorwalker,new,X1\nKim New,kim,super-user;lead,new,W07\n"),
        file("links.csv", "from,to,seconds\n"),
        file("overrides.csv", "from,to,seconds\nW07,X1,30\n"),
        file("shifts.csv", "person,starts,ends\nkim,2026-11-20 07:30,15:30\nSam Example,2026-11-20 07:30,18:00\nSam Example,2026-11-21 07:30,18:00\n"),
    ])
    .await;
    assert_ne!(desk.hospital().await, before);
    // What people do since is theirs.
    let sam = before.responders.iter().find(|one| one.name == "Sam Example").unwrap().id;
    let mut tx = desk.store.write().await.unwrap();
    tx.set_duty(sam, Duty::OnShift, NOW).await.unwrap();
    tx.commit().await.unwrap();

    let taken = take_back(&desk).await;
    assert_eq!(taken.stays, []);
    let wards = of(&taken, Kind::Wards);
    assert_eq!(wards.removed, ["X1 New", "the site South", "the zone Surgery", "the zone East"]);
    assert_eq!(
        changes(wards),
        [
            "W07 Ward 7 Older People (name: Wrong Ward → Ward 7 Older People; zone: Surgery → Medicine; level: 9 → 4)"
        ]
    );
    let people = of(&taken, Kind::People);
    assert_eq!(people.removed, ["Kim New"]);
    let aisha = &changes(people)[0];
    for part in
        ["name: Aisha Wrong → Aisha Placeholder", "roles: responder → responder, lead", "tags: new → epma"]
    {
        assert!(aisha.contains(part), "{part}: {aisha}");
    }
    assert_eq!(changes(of(&taken, Kind::Tags)), ["ePMA (name: Wrong → ePMA; anyone: yes → no)"]);
    assert_eq!(of(&taken, Kind::Links).added.len(), 2, "they come back");
    let shifts = of(&taken, Kind::Shifts);
    assert_eq!(shifts.added, ["Aisha Wrong, 20 Nov 19:30"]);
    assert_eq!(shifts.removed.len(), 2, "{shifts:?}");

    let mut after = desk.hospital().await;
    let sam = after.responders.iter_mut().find(|one| one.id == sam).unwrap();
    assert_eq!(sam.duty, Duty::OnShift);
    (sam.duty, sam.duty_since) = (Duty::OffShift, NOW);
    assert_eq!(after, before);
    let mut tx = desk.store.read().await.unwrap();
    assert!(tx.last_import_event().await.unwrap().is_none(), "once");
    let log = tx.list_events_after(0, 1000).await.unwrap();
    let last = &log.last().unwrap().what;
    assert_eq!(last.kind(), "import_undone");
    assert!(
        matches!((last, &taken.event.what), (domain::Logged::ImportUndone { lists }, domain::Logged::Imported { lists: imported }) if lists == imported)
    );
}

#[tokio::test]
async fn one_that_changes_nothing_leaves_the_one_before_to_be_taken_back() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS)]).await;
    desk.set_up(&[file("tags.csv", TAGS)]).await;
    take_back(&desk).await;
    assert_eq!(desk.hospital().await, Hospital::default());
}

#[tokio::test]
async fn what_somebody_uses_since_keeps_the_import_and_all_of_it_is_named() {
    let desk = Desk::new().await;
    let wards = "code,name\nW07,Ward 7\n";
    desk.set_up(&[file("wards.csv", wards), file("tags.csv", TAGS), file("people.csv", STAFF)]).await;
    let hospital = desk.hospital().await;
    let ward = hospital.wards[0].clone();
    let asha = hospital.responders[0].id;
    let dana = hospital.people.iter().find(|one| one.roles == [Role::Lead]).unwrap().person.id;

    // Asha stands on the ward, and Dana has got a password.
    let mut tx = desk.store.write().await.unwrap();
    tx.set_duty(asha, Duty::OnShift, NOW).await.unwrap();
    tx.set_whereabouts(asha, Some(domain::Whereabouts { ward: ward.id, at: NOW })).await.unwrap();
    tx.set_password(dana, "hash").await.unwrap();
    tx.put_shift(&Shift { person: asha, starts_at: NOW, ends_at: NOW + std::time::Duration::from_secs(1) })
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        why_not(&desk).await,
        [
            "Asha Example: They have other shifts than those of this import.",
            "Asha Example: They are on shift.",
            "Dana Mock: They have a password.",
            "W07 Ward 7: Responders who are there, or were last: 1.",
        ]
    );

    // Another import is the last one now.
    desk.set_up(&[file("tags.csv", format!("{TAGS}new,New,no\n"))]).await;
    assert_eq!(of(&take_back(&desk).await, Kind::Tags).removed, ["New"]);
    assert_eq!(desk.hospital().await.tags.len(), 2);
}

/// Of somebody who was a responder once, and is one again by the import.
#[tokio::test]
async fn whoever_is_at_work_by_the_import_stays_a_responder() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", STAFF)]).await;
    let leads = "name,username,kind\nAsha Example,asha,lead\nDana Mock,dana,lead\n";
    desk.set_up(&[file("people.csv", leads)]).await;
    desk.set_up(&[file("people.csv", STAFF)]).await;
    let asha = desk.hospital().await.responders[0].id;
    let mut tx = desk.store.write().await.unwrap();
    tx.set_duty(asha, Duty::OnShift, NOW).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(why_not(&desk).await, ["Asha Example: They are on shift."]);
}

#[tokio::test]
async fn shifts_that_have_begun_or_would_overlap_are_left_as_they_are() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", STAFF)]).await;
    desk.set_up(&[file("shifts.csv", "person,starts,ends\nasha,2026-11-21 08:00,16:00\n")]).await;
    let taken_away = desk.hospital().await.shifts[0];
    let around = "person,starts,ends\nasha,2026-11-20 08:00,16:00\nasha,2026-11-22 08:00,16:00\n";
    desk.set_up(&[file("shifts.csv", around)]).await;
    let (hour, day) = (std::time::Duration::from_hours(1), std::time::Duration::from_hours(24));
    let mut tx = desk.store.write().await.unwrap();
    let added =
        Shift { starts_at: taken_away.starts_at + hour, ends_at: taken_away.ends_at + hour, ..taken_away };
    tx.put_shift(&added).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        why_not(&desk).await,
        ["Asha Example, 21 Nov 08:00: It would be beside another shift of theirs that was added since."]
    );
    let mut tx = desk.store.write().await.unwrap();
    tx.remove_shift(&added).await.unwrap();
    tx.commit().await.unwrap();
    let later = Setting { now: taken_away.ends_at - day, ..desk.setting() };
    let looked = look_at_undo(desk.store.read().await.unwrap().as_mut(), later).await.unwrap().unwrap();
    assert!(looked.stays.iter().any(|one| one.why == "This shift has begun."), "{:?}", looked.stays);
}

#[tokio::test]
async fn what_was_changed_since_is_not_overwritten() {
    let desk = Desk::new().await;
    let wards = "code,name,zone\nW07,Ward 7,Medicine\nW12,Ward 12,Medicine\n";
    let first = [file("wards.csv", wards), file("tags.csv", TAGS), file("people.csv", STAFF)];
    desk.set_up(&first).await;
    desk.set_up(&[
        file("wards.csv", "code,name,zone\nW07,Wrong,Surgery\nW12,Ward 12,Surgery\nX1,New,East\n"),
        file("tags.csv", "slug,name\nepma,Wrong\n"),
        file("people.csv", "name,username,kind\nAsha Wrong,asha,floorwalker\n"),
    ])
    .await;
    let left = desk.hospital().await;
    let ward = |code: &str| left.wards.iter().find(|ward| ward.code == code).unwrap().clone();
    let zone = |name: &str| left.zones.iter().find(|zone| zone.name == name).unwrap().id;
    let mut tx = desk.store.write().await.unwrap();
    // A ward was corrected by hand, another put into a new zone; an empty zone has ended, and so has a new ward.
    tx.put_ward(&Ward { name: "Ward 7 North".to_owned(), phone: Some("4512".to_owned()), ..ward("W07") })
        .await
        .unwrap();
    let other = Ward {
        id: WardId::new(NOW, [7; 10]),
        code: "Z9".to_owned(),
        zone: Some(zone("East")),
        ..ward("W12")
    };
    tx.put_ward(&other).await.unwrap();
    tx.set_ended(domain::Entry::Zone(zone("Medicine")), Some(NOW)).await.unwrap();
    tx.set_ended(domain::Entry::Ward(ward("X1").id), Some(NOW)).await.unwrap();
    // A tag that is new has the name back that one had before, and Asha's account has ended.
    let tag = domain::Tag {
        id: domain::TagId::new(NOW, [8; 10]),
        slug: "again".to_owned(),
        name: "EPMA".to_owned(),
        anyone: false,
    };
    tx.put_tag(&tag).await.unwrap();
    let asha = left.people.iter().find(|member| member.username.as_deref() == Some("asha")).unwrap();
    tx.put_person(&store::Person { ended_at: Some(NOW), ..asha.person.clone() }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        why_not(&desk).await,
        [
            "W07 Wrong: Changed since: name, phone.",
            "X1 New: It has ended since.",
            "Asha Wrong: Their account has ended since.",
            "the zone East: It is the zone of Z9 Ward 12, X1 New.",
            "the tag ePMA: Another tag is called so by now.",
            "W07 Ward 7: It would be in the zone Medicine again, which has ended.",
            "W12 Ward 12: It would be in the zone Medicine again, which has ended.",
        ]
    );
}

#[tokio::test]
async fn a_zone_that_somebody_chose_to_stay_in_is_theirs() {
    let desk = Desk::new().await;
    let wards = "code,name,zone\nW07,Ward 7,Medicine\n";
    desk.set_up(&[file("wards.csv", wards), file("tags.csv", TAGS), file("people.csv", STAFF)]).await;
    desk.set_up(&[file("people.csv", "name,username,kind,phone\nAsha Wrong,asha,floorwalker,1\n")]).await;
    let asha = desk.hospital().await.responders[0].clone();
    let mut tx = desk.store.write().await.unwrap();
    tx.put_responder(&domain::Responder { zone_mode: ZoneMode::Exclusive, ..asha }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(take_back(&desk).await.stays, []);
    let responder = desk.hospital().await.responders[0].clone();
    assert_eq!((responder.name.as_str(), responder.phone), ("Asha Example", None));
    assert_eq!(responder.zone_mode, ZoneMode::Exclusive);
}

#[tokio::test]
async fn whoever_would_be_the_last_administrator_stays_one() {
    let desk = Desk::new().await;
    let staff = |kind: &str| file("people.csv", format!("name,username,kind\nRobin Fixture,robin,{kind}\n"));
    desk.set_up(&[staff("lead")]).await;
    let robin = desk.hospital().await.people[0].person.id;
    let mut tx = desk.store.write().await.unwrap();
    tx.set_password(robin, "hash").await.unwrap();
    tx.commit().await.unwrap();
    desk.set_up(&[staff("lead;administrator")]).await;
    assert_eq!(why_not(&desk).await, [": Nobody who can sign in would be an administrator any more."]);
}
