//! One session, one transaction.

use std::sync::{Arc, Mutex};

use domain::ticket::Command;
use store::Error;
use tokio::task::JoinSet;

use super::{
    Engine,
    hospital::{Hospital, at, id, tag, ticket_id},
};

pub(crate) async fn what_is_not_committed_never_happened(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let mut session = store.write().await.unwrap();
    session.add_ticket(&hospital.new_ticket(2, hospital.request(2), at(2))).await.unwrap();
    let step = hospital.step(&asked, Command::Assign { to: hospital.ada }, at(3));
    session.save_ticket(&step, None).await.unwrap();
    assert_eq!(session.lookup_ticket(asked.id).await.unwrap(), Some(step.ticket));
    drop(session);

    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_open_tickets().await.unwrap(), [asked]);
    assert_eq!(session.latest_sequence().await.unwrap(), 1);
    assert_eq!(session.lookup_ticket(ticket_id(2)).await.unwrap(), None);
}

pub(crate) async fn a_refused_step_leaves_nothing_behind(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let nobody = hospital.step(&asked, Command::Assign { to: id(999) }, at(3));
    let mut session = store.write().await.unwrap();
    assert!(session.save_ticket(&nobody, None).await.is_err(), "the holder must be a known person");
    drop(session);
    let found = store.read().await.unwrap().lookup_ticket(asked.id).await.unwrap();
    assert_eq!(found, Some(asked));
}

pub(crate) async fn a_reader_sees_one_moment(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut before = store.read().await.unwrap();
    assert!(before.list_open_tickets().await.unwrap().is_empty());
    hospital.ask(&*store, 1).await;
    assert!(before.list_open_tickets().await.unwrap().is_empty());
    assert_eq!(before.latest_sequence().await.unwrap(), 0);
    let mut after = store.read().await.unwrap();
    assert_eq!(after.latest_sequence().await.unwrap(), 1);
}

pub(crate) async fn those_who_write_at_once_share_a_commit_and_one_that_fails_harms_nobody(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let commits = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&commits);
    store.watch_commits(Box::new(move |_, writes| told.lock().unwrap().push(writes)));
    let slug = |number: u32| format!("tag-{number}");
    let mut writes = JoinSet::new();
    for number in 0..40 {
        let store = Arc::clone(&store);
        writes.spawn(async move {
            let mut session = store.write().await.unwrap();
            session.put_tag(&tag(id(100 + number), &slug(number), "New")).await.unwrap();
            match number % 10 {
                // Goes away.
                3 => drop(session),
                7 => {
                    let taken = tag(id(900 + number), &slug(number), "Twice");
                    assert!(session.put_tag(&taken).await.is_err());
                    assert!(matches!(session.commit().await, Err(Error::RolledBack)));
                }
                _ => session.commit().await.unwrap(),
            }
        });
    }
    writes.join_all().await;

    let tags = store.read().await.unwrap().list_tags().await.unwrap();
    for number in 0..40 {
        let is_kept = tags.iter().any(|tag| tag.slug == slug(number));
        assert_eq!(is_kept, !matches!(number % 10, 3 | 7), "{number}");
    }
    let commits = commits.lock().unwrap();
    assert_eq!(commits.iter().sum::<usize>(), 32);
    assert!(commits.len() < 16, "{commits:?}");
}

pub(crate) async fn a_reader_cannot_write(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.read().await.unwrap();
    assert!(session.put_tag(&tag(hospital.epma, "epma", "Other")).await.is_err());
    drop(session);
    let tags = store.read().await.unwrap().list_tags().await.unwrap();
    assert!(tags.iter().all(|tag| tag.name != "Other"));
}

pub(crate) async fn a_session_in_which_a_statement_failed_is_not_committed(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.put_tag(&tag(hospital.epma, "epma", "Other")).await.unwrap();
    let taken = session.put_tag(&tag(id(61), "orders", "Other")).await;
    assert!(matches!(taken, Err(Error::Duplicate("slug"))), "{taken:?}");
    assert!(matches!(session.commit().await, Err(Error::RolledBack)));
    let tags = store.read().await.unwrap().list_tags().await.unwrap();
    assert!(tags.iter().all(|tag| tag.name != "Other"));
}

pub(crate) async fn an_up_to_date_schema_needs_nothing(engine: &dyn Engine) {
    let store = engine.store();
    assert!(store.is_migrated().await.unwrap());
    assert!(store.migrate().await.unwrap().is_empty());
}
