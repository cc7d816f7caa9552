//! Whether the log is what Elbow wrote.

use domain::{Logged, ticket::Actor};
use store::{LogMark, NewEvent, Subject};

use super::{
    Engine,
    hospital::{at, id},
    older,
};

async fn broken(engine: &dyn Engine) -> Vec<String> {
    engine.store().check(at(0), 0).await.unwrap().broken
}

async fn mark(engine: &dyn Engine) -> LogMark {
    engine.store().read().await.unwrap().log_mark().await.unwrap().unwrap()
}

/// A session with one event for each of these seconds.
async fn log(engine: &dyn Engine, seconds: std::ops::RangeInclusive<i64>) {
    let mut session = engine.store().write().await.unwrap();
    for seconds in seconds {
        let event = NewEvent {
            subject: Subject::Person(id(10)),
            at: at(seconds),
            device_at: (seconds % 2 == 0).then(|| at(seconds)),
            actor: if seconds % 3 == 0 { Actor::Operator(None) } else { Actor::Staff(id(10)) },
            what: Logged::Exported { what: "a list".to_owned(), rows: usize::try_from(seconds).ok() },
        };
        assert_eq!(session.append_event(&event).await.unwrap(), seconds);
    }
    session.commit().await.unwrap();
}

pub(crate) async fn a_log_that_was_only_added_to_fits_its_hashes(engine: &dyn Engine) {
    log(engine, 1..=3).await;
    log(engine, 4..=4).await;
    assert_eq!(broken(engine).await, Vec::<String>::new());
    let whole = engine.store().check(at(0), 0).await.unwrap();
    assert_eq!((whole.log_whole_to, whole.log_mark.unwrap().sequence), (4, 4));
}

pub(crate) async fn rows_of_a_program_that_writes_no_hashes_are_covered_by_the_next(engine: &dyn Engine) {
    engine.execute(&older::rows(engine, 0)).await.unwrap();
    assert_eq!(engine.store().read().await.unwrap().log_mark().await.unwrap(), None);
    log(engine, 5..=6).await;
    engine.execute(&older::rows(engine, 1)).await.unwrap();
    log(engine, 11..=11).await;
    assert!(!broken(engine).await.iter().any(|sentence| sentence.starts_with("Rows of the event log")));

    engine.damage("update event set body = '{\"by\":\"nobody\"}' where sequence = 8").await;
    let found = engine.store().check(at(0), 6).await.unwrap();
    let sentence = "Rows of the event log that do not fit their hashes: 7 to 11.".to_owned();
    assert!(found.broken.contains(&sentence), "{:?}", found.broken);
    assert_eq!(found.log_whole_to, 6);
}

/// Shown by what is changed in between: who read the log only now would take it for what was there.
pub(crate) async fn a_log_without_hashes_is_read_as_the_database_is_brought_up_to_date_and_not_by_who_writes_next(
    engine: &dyn Engine,
) {
    engine.execute(&older::rows(engine, 0)).await.unwrap();
    let many = format!(
        "insert into event (sequence, subject, subject_id, at, actor, kind, body)
         with recursive number (n) as (select 5 union all select n + 1 from number where n < 2600)
         select n, 'ticket', {}, 1, 'engine', 'escalated', '{{}}' from number",
        engine.id(&"01990102".repeat(4))
    );
    engine.execute(&many).await.unwrap();
    assert!(engine.store().migrate().await.unwrap().is_empty());
    let body = async |body: &str| {
        engine.damage(&format!("update event set body = '{body}' where sequence = 1200")).await;
    };
    body("[]").await;
    log(engine, 2601..=2602).await;
    let misfit = "Rows of the event log that do not fit their hashes: 1 to 2601.".to_owned();
    assert!(broken(engine).await.contains(&misfit));
    body("{}").await;
    assert!(!broken(engine).await.iter().any(|sentence| sentence.starts_with("Rows of the event log")));
}

pub(crate) async fn whoever_changes_the_log_behind_elbows_back_is_found(engine: &dyn Engine) {
    log(engine, 1..=6).await;
    let changed = |at: &str| vec![format!("Rows of the event log that do not fit their hashes: {at}.")];
    for (column, value) in [
        ("body", "'{}'"),
        ("kind", "'signed_in'"),
        ("actor", "'lead'"),
        ("actor_id", "null"),
        ("subject", "'ticket'"),
        ("at", "at + 1"),
        ("device_at", "null"),
        ("hash", "(select hash from event where sequence = 3)"),
    ] {
        engine.damage(&format!("create table kept as select {column} from event where sequence = 4")).await;
        engine.damage(&format!("update event set {column} = {value} where sequence = 4")).await;
        // Another hash does not fit its row, and the next row does not fit it.
        let expected = if column == "hash" { "4, 5" } else { "4" };
        assert_eq!(broken(engine).await, changed(expected), "{column}");
        engine
            .damage(&format!("update event set {column} = (select {column} from kept) where sequence = 4"))
            .await;
        engine.damage("drop table kept").await;
        assert_eq!(broken(engine).await, Vec::<String>::new(), "{column}");
    }

    let before = mark(engine).await;
    assert!(engine.store().read().await.unwrap().has_log_mark(&before).await.unwrap());
    // Put in the place of another row, as an older program would have written it.
    let replace =
        "create table kept as select sequence, subject, subject_id, at, actor, kind, body from event
                   where sequence = 2;
         delete from event where sequence = 2;
         insert into event (sequence, subject, subject_id, at, actor, kind, body)
         select sequence, subject, subject_id, at + 1, actor, kind, body from kept;";
    engine.damage(replace).await;
    assert_eq!(broken(engine).await, changed("2 to 3"));

    engine.damage("delete from event where sequence = 5").await;
    let found = broken(engine).await;
    assert_eq!(found[0], "Gaps in the event log just before: 6.");
    assert_eq!(found[1..], changed("2 to 3, 6"));
}

/// What the log alone cannot show: its hashes are kept elsewhere too.
pub(crate) async fn a_log_that_was_cut_off_or_written_anew_does_not_have_the_hash_that_was_kept(
    engine: &dyn Engine,
) {
    log(engine, 1..=6).await;
    let kept: LogMark = mark(engine).await.to_string().parse().unwrap();
    assert_eq!(kept.sequence, 6);
    engine.damage("delete from event where sequence > 4").await;
    assert_eq!(broken(engine).await, Vec::<String>::new());
    let has = async || engine.store().read().await.unwrap().has_log_mark(&kept).await.unwrap();
    assert!(!has().await);
    log(engine, 5..=5).await;
    let mut session = engine.store().write().await.unwrap();
    let exported = Logged::Exported { what: "another".to_owned(), rows: None };
    let event = NewEvent::new(Subject::Hospital, Actor::Engine, at(6), exported);
    assert_eq!(session.append_event(&event).await.unwrap(), 6);
    session.commit().await.unwrap();
    assert_eq!(broken(engine).await, Vec::<String>::new());
    assert!(!has().await, "another history has another hash");
}
