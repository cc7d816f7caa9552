//! The policy, and the record of decisions.

use std::collections::HashMap;

use domain::{
    Answers,
    ticket::{Command, TakenBack},
};
use store::{Decision, SetText};

use super::{
    Engine,
    hospital::{Hospital, at, hash, offer_id},
};

pub(crate) async fn the_last_policy_set_is_in_force_and_none_is_forgotten(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    assert_eq!(store.read().await.unwrap().policy_in_force().await.unwrap(), 0);
    for (version, text) in [(1, "hedge_after_seconds = 15"), (2, "# as before")] {
        let mut session = store.write().await.unwrap();
        assert_eq!(session.add_policy(text, hospital.lead, at(version.into())).await.unwrap(), version);
        session.commit().await.unwrap();
    }
    let mut session = store.read().await.unwrap();
    assert_eq!(session.policy_in_force().await.unwrap(), 2);
    let first = SetText {
        version: 1,
        text: "hedge_after_seconds = 15".to_owned(),
        set_at: at(1),
        set_by: hospital.lead,
    };
    assert_eq!(session.lookup_policy(1).await.unwrap(), Some(first));
    assert_eq!(session.lookup_policy(3).await.unwrap(), None);
}

pub(crate) async fn decisions_are_listed_in_order_until_they_are_forgotten(engine: &dyn Engine) {
    let store = engine.store();
    let decision = |seconds: i64, setting: u32| Decision {
        at: at(seconds),
        program: "0.1.0".to_owned(),
        policy: None,
        setting: hash(setting),
        body: vec![0, 159, 146, 150],
    };
    let mut session = store.write().await.unwrap();
    for setting in [1, 1, 2] {
        session.add_setting(&hash(setting), &[7; 9]).await.unwrap();
    }
    for (seconds, setting) in [(1, 1), (2, 1), (3, 2)] {
        session.add_decision(&decision(seconds, setting)).await.unwrap();
    }
    session.commit().await.unwrap();

    let mut session = store.write().await.unwrap();
    let first = session.list_decisions_after(0, 2).await.unwrap();
    assert_eq!(
        first.iter().map(|(_, one)| one.clone()).collect::<Vec<_>>(),
        [decision(1, 1), decision(2, 1)]
    );
    let rest = session.list_decisions_after(first[1].0, 9).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(session.lookup_setting(&hash(1)).await.unwrap(), Some(vec![7; 9]));

    session.forget_decisions(at(3)).await.unwrap();
    assert_eq!(session.list_decisions_after(0, 9).await.unwrap(), rest);
    assert_eq!(session.lookup_setting(&hash(1)).await.unwrap(), None, "nothing was decided there any more");
    assert!(session.lookup_setting(&hash(2)).await.unwrap().is_some());
}

pub(crate) async fn answers_are_counted_and_offers_taken_back_are_not(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let mut ticket = asked;
    for (number, end) in [
        (2, Command::Decline { offer: offer_id(2), by: hospital.ada }),
        (3, Command::Expire { offer: offer_id(3) }),
        (4, Command::WithdrawOffer { offer: offer_id(4), why: TakenBack::NotFree }),
        (5, Command::Accept { offer: offer_id(5), by: hospital.ada }),
    ] {
        let offered = hospital.offer(&*store, &ticket, number, hospital.ada).await;
        ticket = hospital.take(&*store, &offered, end, at(i64::from(number) + 1)).await;
    }
    let mut session = store.read().await.unwrap();
    let all = session.count_answers(at(0)).await.unwrap();
    assert_eq!(all, HashMap::from([(hospital.ada, Answers { asked: 3, accepted: 1 })]));
    let lately = session.count_answers(at(4)).await.unwrap();
    assert_eq!(lately, HashMap::from([(hospital.ada, Answers { asked: 1, accepted: 1 })]));
}
