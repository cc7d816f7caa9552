//! Links that open the screen on a wall.

use domain::{Wall, wall::WallName};

use super::{
    Engine,
    hospital::{Hospital, at, hash, id},
};

pub(crate) async fn a_wall_opens_by_its_link_until_it_is_taken_back(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let wall = |number: u32, name: &str, zone, hides_wards, seconds| Wall {
        id: id(number),
        name: WallName::parse_line(name).unwrap().unwrap(),
        zone,
        wave: None,
        hides_wards,
        made_at: at(seconds),
        made_by: hospital.lead,
        revoked_at: None,
        seen_on: None,
    };
    let post = wall(90, "Command post", None, false, 60);
    let corridor = wall(91, "Corridor", Some(hospital.zone), true, 5);
    let wave = super::waves::wave(&hospital, 92, "Wave 1", 900);
    let post = Wall { wave: Some(wave.id), ..post };
    let mut session = store.write().await.unwrap();
    session.add_wave(&wave).await.unwrap();
    session.add_wall(&post, &hash(1)).await.unwrap();
    session.add_wall(&corridor, &hash(2)).await.unwrap();
    session.commit().await.unwrap();
    let listed = async || store.read().await.unwrap().list_walls().await.unwrap();
    let by_link = async |link| store.read().await.unwrap().lookup_wall_by_link(&hash(link)).await.unwrap();
    assert_eq!(listed().await, [post.clone(), corridor.clone()]);
    assert_eq!(by_link(2).await.as_ref(), Some(&corridor));
    assert_eq!(by_link(3).await, None);

    // An earlier day than is known changes nothing, and so does taking it back again.
    for seconds in [200, 100, 300] {
        let mut session = store.write().await.unwrap();
        session.note_wall_seen(corridor.id, at(seconds)).await.unwrap();
        session.commit().await.unwrap();
        let mut session = store.write().await.unwrap();
        session.revoke_wall(post.id, at(seconds)).await.unwrap();
        session.commit().await.unwrap();
        let seen = listed().await.iter().find(|wall| wall.id == corridor.id).and_then(|wall| wall.seen_on);
        assert_eq!(seen, Some(at(seconds.max(200))));
    }
    let revoked = Wall { revoked_at: Some(at(200)), ..post };
    assert_eq!(by_link(1).await, None, "it opens nothing");
    assert_eq!(store.read().await.unwrap().lookup_wall(revoked.id).await.unwrap(), Some(revoked.clone()));
    assert_eq!(listed().await, [revoked, Wall { seen_on: Some(at(300)), ..corridor }]);
}
