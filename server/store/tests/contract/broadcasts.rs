//! What the command centre said to many.

use domain::{
    Broadcast, KnownIssue,
    broadcast::{Text, Wards},
    known_issue::{Said, Title, Workaround},
};

use super::{
    Engine,
    hospital::{Hospital, at, id},
};

pub(crate) async fn what_was_said_is_read_the_last_first_and_never_changed(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let said = Said {
        title: Title::parse("Labels print twice").unwrap().unwrap(),
        workaround: Workaround::parse("Bin the second one.").unwrap().unwrap(),
        tag: hospital.epma,
        ward: None,
        holds: false,
        next_word_at: None,
    };
    let issues = [5000, 5001].map(|number| KnownIssue::new(id(number), said.clone(), at(1)));
    let word = |number: u32, issue: &KnownIssue, wards, seconds| Broadcast {
        id: id(6000 + number),
        known_issue: issue.id,
        text: Text::parse("The vendor is on it.").unwrap().unwrap(),
        next_word_at: (number == 1).then(|| at(900)),
        wards,
        said_at: at(seconds),
        said_by: hospital.lead,
        alerted: number,
    };
    let first = word(1, &issues[0], Wards::Everywhere, 10);
    let second = word(2, &issues[0], Wards::These(vec![hospital.maple]), 20);
    let other = word(3, &issues[1], Wards::These(Vec::new()), 30);
    let mut session = store.write().await.unwrap();
    for issue in &issues {
        session.put_known_issue(issue, hospital.lead, at(1)).await.unwrap();
    }
    for word in [&first, &second, &other] {
        session.add_broadcast(word).await.unwrap();
    }
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_broadcasts(at(20)).await.unwrap(), [other, second.clone()]);
    assert_eq!(session.list_broadcasts_of(issues[0].id, 5).await.unwrap(), [second.clone(), first]);
    assert_eq!(session.list_broadcasts_of(issues[0].id, 1).await.unwrap(), [second]);
    drop(session);
    for sql in ["update broadcast set alerted = 7", "delete from broadcast"] {
        let refused = engine.execute(sql).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
}
