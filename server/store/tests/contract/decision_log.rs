//! What the command centre decided.

use domain::{
    LoggedDecision,
    decision::{
        About, BoardThen, Correction, DecidedBy, Logging, Said, WaitingThen, Why, Words as Text, ZoneThen,
    },
};
use store::{NewDecision, Page, Words};

use super::{
    Engine,
    hospital::{Hospital, at, code, id},
};

fn text(text: &str) -> Text {
    Text::parse(text).unwrap().unwrap()
}

fn why(text: &str) -> Why {
    Why::parse(text).unwrap().unwrap()
}

fn said(decision: &str) -> Said {
    Said {
        decision: text(decision),
        reason: text("Labels print twice"),
        decided_by: DecidedBy::parse("Silver").unwrap().unwrap(),
        options: None,
        risks: None,
        review_at: None,
        about: About::default(),
    }
}

fn new(hospital: &Hospital, said: Said, seconds: i64) -> NewDecision {
    let logged = Logging { at: at(seconds), by: hospital.lead, late_reason: None, sequence: 4 };
    NewDecision { said, made_at: at(seconds), logged, board: BoardThen::default() }
}

pub(crate) async fn decisions_are_numbered_without_gaps_and_read_as_they_were_logged(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let full = NewDecision {
        said: Said {
            options: Some(text("Close the ward’s printer")),
            risks: Some(text("A label is put on twice")),
            review_at: Some(at(3600)),
            about: About { tickets: vec![(asked.id, asked.code.clone())], issues: vec![id(5000)] },
            ..said("Ward 7 prints on paper")
        },
        made_at: at(-1200),
        logged: Logging {
            late_reason: Some(why("The phone rang")),
            ..new(&hospital, said("Ward 7"), 10).logged
        },
        board: BoardThen {
            waiting: 2,
            zones: vec![ZoneThen { name: "East".to_owned(), waiting: 2, oldest: Some(at(1)), free: 1 }],
            tickets: vec![WaitingThen {
                code: code(1),
                priority: domain::Priority::P2,
                ward: "Maple".to_owned(),
                tag: "ePMA".to_owned(),
                asked_at: at(1),
                escalation: 1,
            }],
            issues: vec!["Labels print twice".to_owned()],
            alarms: vec!["A gap in the log".to_owned()],
            ..BoardThen::default()
        },
    };
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_logged_decision(&full).await.unwrap(), 1);
    session.commit().await.unwrap();
    // A number that was rolled back is given out again.
    let mut session = store.write().await.unwrap();
    let taken_back = new(&hospital, said("Never said"), 20);
    assert_eq!(session.add_logged_decision(&taken_back).await.unwrap(), 2);
    drop(session);
    let mut session = store.write().await.unwrap();
    assert_eq!(session.add_logged_decision(&new(&hospital, said("Theatres stop"), 30)).await.unwrap(), 2);
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    let expected = LoggedDecision {
        number: 1,
        said: full.said.clone(),
        made_at: full.made_at,
        logged: full.logged.clone(),
        corrections: Vec::new(),
    };
    assert_eq!(session.lookup_logged_decision(1).await.unwrap(), Some(expected));
    assert_eq!(session.lookup_board_then(1).await.unwrap(), Some(full.board));
    assert_eq!(session.lookup_logged_decision(3).await.unwrap(), None);
    assert_eq!(session.lookup_board_then(3).await.unwrap(), None);
    assert_eq!(session.lookup_ticket_by_code(&asked.code).await.unwrap().unwrap().id, asked.id);
    assert_eq!(session.lookup_ticket_by_code(&code(9)).await.unwrap(), None);
}

pub(crate) async fn a_correction_stands_beside_what_it_corrects_and_nothing_is_taken_away(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    session.add_logged_decision(&new(&hospital, said("Ward 7 prints on paper"), 10)).await.unwrap();
    let corrections = ["Ward 8 prints on paper", "Wards 7 and 8 print on paper"].map(|decision| Correction {
        said: said(decision),
        why: why("Misheard"),
        at: at(60),
        by: hospital.ben,
    });
    for (correction, version) in corrections.iter().zip(1..) {
        assert_eq!(session.add_decision_correction(1, correction).await.unwrap(), version);
    }
    session.commit().await.unwrap();
    let kept = store.read().await.unwrap().lookup_logged_decision(1).await.unwrap().unwrap();
    assert_eq!(
        (kept.said.clone(), kept.corrections.as_slice()),
        (said("Ward 7 prints on paper"), &corrections[..])
    );

    let tables = ["logged_decision", "logged_decision_correction", "logged_decision_board"];
    for table in tables {
        for sql in [format!("update {table} set number = 7"), format!("delete from {table}")] {
            let refused = engine.execute(&sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
    }
    if engine.bytes("00").starts_with('x') {
        for table in tables {
            let sql = format!("insert or replace into {table} select * from {table}");
            let refused = engine.execute(&sql).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
    }
    assert_eq!(store.read().await.unwrap().lookup_logged_decision(1).await.unwrap(), Some(kept));
}

pub(crate) async fn decisions_are_found_by_their_words_their_number_and_the_codes_of_their_tickets(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 2).await;
    let mut session = store.write().await.unwrap();
    let about = About { tickets: vec![(asked.id, asked.code.clone())], issues: Vec::new() };
    for (decision, about) in [
        ("Ward 7 prints on paper", about),
        ("Théatres stop", About::default()),
        ("Phones go to the desk", About::default()),
    ] {
        session.add_logged_decision(&new(&hospital, Said { about, ..said(decision) }, 10)).await.unwrap();
    }
    let correction =
        Correction { said: said("Clinics stop"), why: why("Misheard"), at: at(60), by: hospital.ben };
    session.add_decision_correction(2, &correction).await.unwrap();
    session.commit().await.unwrap();

    let code = asked.code.to_string().to_lowercase();
    for (typed, expected) in [
        ("", &[3, 2, 1][..]),
        ("labels", &[3, 2, 1]),
        ("theatres", &[2]),
        ("CLINICS misheard", &[2]),
        (&code, &[1]),
        ("3", &[3]),
        ("%", &[]),
    ] {
        let words = Words::of(typed);
        for rows in 1..=4 {
            let (mut page, mut found) = (Page::first(rows), Vec::new());
            loop {
                let part = store.read().await.unwrap().find_logged_decisions(&words, &page).await.unwrap();
                assert_eq!(part.found, Some(expected.len()), "{typed}");
                found.extend(part.rows.iter().map(|decision| decision.number));
                if part.next.is_none() {
                    break;
                }
                page.after = part.next;
            }
            assert_eq!(found, expected, "{typed}, {rows} on a page");
        }
    }
    let words = Words::of("clinics");
    let part = store.read().await.unwrap().find_logged_decisions(&words, &Page::first(1)).await.unwrap();
    assert_eq!(part.rows[0].says(), &correction.said);
}
