//! What is to be done after decisions.

use domain::{
    FollowUp,
    decision::{About, BoardThen, DecidedBy, Logging, Said, Words},
    follow_up::{OpenFollowUps, Owner, Said as SaidOfAction, Step, Task, What, Why},
};
use store::NewDecision;

use super::{
    Engine,
    hospital::{Hospital, at},
};

fn task(what: &str, due: i64) -> Task {
    Task {
        what: What::parse(what).unwrap().unwrap(),
        owner: Owner::parse("IT").unwrap().unwrap(),
        due_at: at(due),
    }
}

fn numbers(actions: &[FollowUp]) -> Vec<u32> {
    actions.iter().map(|action| action.number).collect()
}

pub(crate) async fn actions_are_open_until_they_are_done_and_open_again_if_they_were_not(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let said = Said {
        decision: Words::parse("Ward 7 prints on paper").unwrap().unwrap(),
        reason: Words::parse("Labels print twice").unwrap().unwrap(),
        decided_by: DecidedBy::parse("Silver").unwrap().unwrap(),
        options: None,
        risks: None,
        review_at: None,
        about: About::default(),
    };
    let logged = Logging { at: at(1), by: hospital.lead, late_reason: None, sequence: 0 };
    let decision = NewDecision { said, made_at: at(1), logged, board: BoardThen::default() };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_logged_decision(&decision).await.unwrap(), 1);
    for (decision, task, number) in [
        (Some(1), task("Mend the printer", 300), 1),
        (None, task("Ring the lab", 100), 2),
        (Some(1), task("Tell the wards", 200), 3),
    ] {
        let added = session.add_follow_up(decision, &task, hospital.lead, at(10)).await.unwrap();
        assert_eq!(added, number);
    }
    session.commit().await.unwrap();

    let said = |said, seconds| Step { said, at: at(seconds), by: hospital.ben };
    let done = |done, seconds| said(if done { SaidOfAction::Done } else { SaidOfAction::Reopened }, seconds);
    let mut session = store.write().await.unwrap();
    session.add_follow_up_step(2, &done(true, 50)).await.unwrap();
    session.add_follow_up_step(3, &done(true, 60)).await.unwrap();
    session.add_follow_up_step(3, &done(false, 70)).await.unwrap();
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    let open = session.list_open_follow_ups().await.unwrap();
    assert_eq!(numbers(&open), [3, 1], "the first due first");
    assert_eq!(open[0].steps, [done(true, 60), done(false, 70)]);
    assert_eq!((open[1].decision, &open[1].task), (Some(1), &task("Mend the printer", 300)));
    assert_eq!(numbers(&session.list_closed_follow_ups(10).await.unwrap()), [2]);
    assert_eq!(numbers(&session.list_follow_ups_of(1).await.unwrap()), [3, 1]);
    let lookup = session.lookup_follow_up(3).await.unwrap();
    assert_eq!(lookup.as_ref(), open.first());
    assert_eq!(session.lookup_follow_up(4).await.unwrap(), None);
    for (now, open, overdue) in [(200, 2, 0), (201, 2, 1), (301, 2, 2)] {
        let counted = session.count_open_follow_ups(at(now)).await.unwrap();
        assert_eq!(counted, OpenFollowUps { open, overdue }, "at {now}");
    }
    drop(session);

    // One has more time twice over and comes after the other then; which is cancelled, and comes back.
    let later = |due, seconds| said(SaidOfAction::Changed(task("Tell all wards", due)), seconds);
    let cancelled = said(SaidOfAction::Cancelled(Why::parse("A new one came").unwrap().unwrap()), 90);
    let mut session = store.write().await.unwrap();
    session.add_follow_up_step(3, &later(250, 75)).await.unwrap();
    session.add_follow_up_step(3, &later(400, 80)).await.unwrap();
    assert_eq!(numbers(&session.list_open_follow_ups().await.unwrap()), [1, 3]);
    session.add_follow_up_step(1, &cancelled).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.write().await.unwrap();
    let open = session.list_open_follow_ups().await.unwrap();
    assert_eq!(numbers(&open), [3]);
    assert_eq!((open[0].says(), &open[0].task), (&task("Tell all wards", 400), &task("Tell the wards", 200)));
    assert_eq!(open[0].steps, [done(true, 60), done(false, 70), later(250, 75), later(400, 80)]);
    let closed = session.list_closed_follow_ups(10).await.unwrap();
    assert_eq!((numbers(&closed), &closed[1].steps), (vec![2, 1], &vec![cancelled]));
    for (now, overdue) in [(400, 0), (401, 1)] {
        let counted = session.count_open_follow_ups(at(now)).await.unwrap();
        assert_eq!(counted, OpenFollowUps { open: 1, overdue }, "at {now}");
    }
    session.add_follow_up_step(1, &done(false, 95)).await.unwrap();
    session.commit().await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(numbers(&session.list_open_follow_ups().await.unwrap()), [1, 3]);
    assert_eq!(numbers(&session.list_follow_ups_of(1).await.unwrap()), [1, 3]);
    drop(session);

    for table in ["follow_up", "follow_up_step"] {
        for sql in [format!("update {table} set version = 7"), format!("delete from {table}")] {
            let sql = if table == "follow_up" { sql.replace("version", "number") } else { sql };
            let refused = engine.execute(&sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
    }
}
