//! What an administrator has set beside the configuration file.

use store::{SealedSecret, SetText};

use super::{
    Engine,
    hospital::{Hospital, at},
};

pub(crate) async fn the_last_settings_count_and_none_are_forgotten(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    assert_eq!(store.read().await.unwrap().settings_in_force().await.unwrap(), 0);
    let set = |version: u32, text: &str| SetText {
        version,
        text: text.to_owned(),
        set_at: at(version.into()),
        set_by: hospital.lead,
    };
    let versions = [set(1, "desk_phone = \"5000\""), set(2, "desk_phone = \"5001\""), set(3, "")];
    for SetText { version, text, set_at, set_by } in &versions {
        let mut session = store.write().await.unwrap();
        assert_eq!(session.add_settings(text, *set_by, *set_at).await.unwrap(), *version);
        session.commit().await.unwrap();
    }
    let mut session = store.read().await.unwrap();
    assert_eq!(session.settings_in_force().await.unwrap(), 3);
    assert_eq!(session.lookup_settings(2).await.unwrap().as_ref(), Some(&versions[1]));
    assert_eq!(session.lookup_settings(4).await.unwrap(), None);
    assert_eq!(session.list_settings(2).await.unwrap(), [versions[2].clone(), versions[1].clone()]);
}

pub(crate) async fn a_secret_takes_the_place_of_the_one_before(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let secret = |sealed: &str, seconds| SealedSecret {
        name: "second_channel.secret".to_owned(),
        sealed: sealed.to_owned(),
        set_at: at(seconds),
        set_by: hospital.lead,
    };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.lookup_secret("second_channel.secret").await.unwrap(), None);
    session.put_secret(&secret("v1.one", 1)).await.unwrap();
    session.put_secret(&secret("v1.two", 2)).await.unwrap();
    assert_eq!(session.lookup_secret("second_channel.secret").await.unwrap(), Some(secret("v1.two", 2)));
    assert_eq!(session.lookup_secret("another").await.unwrap(), None);
    session.remove_secret("second_channel.secret").await.unwrap();
    assert_eq!(session.lookup_secret("second_channel.secret").await.unwrap(), None);
    assert!(!format!("{:?}", secret("v1.two", 2)).contains("v1.two"));
}
