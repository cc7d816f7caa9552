//! The decision log: what the command centre decided, why, and what the board showed then.

use app::screens::decisions::{
    ActionForm, ActionPage, ActionRow, ActionSaid, ActionStep, Actions, CancelForm, DecisionCorrection,
    DecisionForm, DecisionPage, DecisionReview, DecisionRow, DecisionTicket, DecisionsPage, IssueTick,
    NewDecisionPage, ShownBoard, ShownWaiting, ShownZone as ZoneThen, Told,
};
use domain::Priority;

use super::{dated, error, found, s};

const PAPER: &str = "Surgery prints labels on paper until the printers are back";

fn action_row(number: u32, what: &str, is_overdue: bool, said: Vec<ActionSaid>) -> ActionRow {
    let last = said.last();
    ActionRow {
        number,
        what: s(what),
        owner: s("Printers, IT"),
        due: dated(20),
        is_overdue,
        is_closed: matches!(last, Some(ActionSaid::Done | ActionSaid::Cancelled(_))),
        is_cancelled: matches!(last, Some(ActionSaid::Cancelled(_))),
        decision: Some(3),
        version: u32::try_from(said.len()).unwrap_or_default(),
        steps: said
            .into_iter()
            .map(|said| ActionStep { when: dated(15), who: s("Lee Sample"), said })
            .collect(),
        back: None,
    }
}

/// The first words first, as they stand by now last.
fn told(said: &[&str]) -> Told {
    Told::of(said.iter().map(|said| s(said)))
}

fn changed() -> ActionSaid {
    ActionSaid::Changed {
        what: told(&["Mend the printer on Ward 7", "Mend the printer on Ward 8"]),
        owner: told(&["Printers, IT"]),
        due: told(&["20 Nov 2026, 09:00", "20 Nov 2026, 10:00"]),
    }
}

fn cancelled() -> ActionSaid {
    ActionSaid::Cancelled(s("A new printer has come"))
}

fn actions(decision: Option<u32>) -> Actions {
    let row = |number, what, is_overdue, said| {
        let row = action_row(number, what, is_overdue, said);
        ActionRow { decision: row.decision.filter(|_| decision.is_none()), back: decision, ..row }
    };
    Actions {
        open: vec![
            row(1, "Mend the printer on Ward 8", true, vec![changed()]),
            row(2, "Tell the wards", false, vec![ActionSaid::Done, ActionSaid::NotDoneAfterAll]),
        ],
        closed: vec![
            row(4, "Order labels", false, vec![cancelled()]),
            row(3, "Ring the lab", false, vec![ActionSaid::Done]),
        ],
        form: Some(ActionForm {
            key: s("key"),
            decision,
            what: s("Ring 943 476 5919"),
            errors: vec![error("what", "This looks like an NHS number. Remove it.")],
            ..ActionForm::default()
        }),
    }
}

pub(crate) fn action() -> ActionPage {
    let row = action_row(1, "Mend the printer on Ward 8", true, vec![changed()]);
    let change = ActionForm {
        key: s("key"),
        version: Some(1),
        what: row.what.clone(),
        owner: row.owner.clone(),
        due_time: s("10:00"),
        due_day: s("20/11/2026"),
        ..ActionForm::default()
    };
    ActionPage {
        row,
        added: dated(5),
        added_by: s("Dana Mock"),
        may_change: true,
        change: Some(change),
        cancel: Some(CancelForm { key: s("key"), version: 1, ..CancelForm::default() }),
        notice: None,
    }
}

pub(crate) fn action_errors() -> ActionPage {
    let errors = vec![error("why", "Say why it is cancelled")];
    ActionPage { cancel: Some(CancelForm { key: s("key"), errors, ..CancelForm::default() }), ..action() }
}

pub(crate) fn action_cancelled() -> ActionPage {
    let said = vec![changed(), cancelled(), ActionSaid::NeededAfterAll, cancelled()];
    let row = action_row(1, "Mend the printer on Ward 8", false, said);
    let notice = Some(s("The action is cancelled. It stays readable, and can be put on the list again."));
    ActionPage { row, change: None, cancel: None, notice, ..action() }
}

fn decision_ticket() -> DecisionTicket {
    DecisionTicket { id: Some(s("t1")), code: s("K7P") }
}

pub(crate) fn decisions() -> DecisionsPage {
    let row = |number, minutes, decision, is_corrected| DecisionRow {
        number,
        made: dated(minutes),
        decision: s(decision),
        reason: s("Labels print twice, and one was put on the wrong sample"),
        decided_by: s("Silver, Dana Mock"),
        is_corrected,
        review: (number != 2).then(|| DecisionReview { when: dated(5), is_due: number == 1 }),
        tickets: (number != 2).then(decision_ticket).into_iter().collect(),
    };
    DecisionsPage {
        may_log: true,
        actions: actions(None),
        rows: vec![
            row(3, 12, PAPER, false),
            row(2, 95, "Theatres keep the old lists today", true),
            row(1, 180, "Four floorwalkers move from Medicine to the front door", false),
        ],
        found: found(3),
        csv: s("/decisions.csv"),
        notice: None,
    }
}

pub(crate) fn decisions_none() -> DecisionsPage {
    let actions = Actions { open: Vec::new(), closed: Vec::new(), ..actions(None) };
    DecisionsPage { rows: Vec::new(), found: found(0), actions, ..decisions() }
}

fn issue_ticks() -> Vec<IssueTick> {
    let tick = |id, title, is_ticked| IssueTick { id: s(id), title: s(title), is_ticked };
    vec![tick("i1", "Labels print twice", true), tick("i2", "New starters have no role yet", false)]
}

pub(crate) fn decision_new() -> NewDecisionPage {
    let issues = issue_ticks().into_iter().map(|issue| IssueTick { is_ticked: false, ..issue }).collect();
    let form = DecisionForm { decided_by: s("Dana Mock"), key: s("key"), issues, ..DecisionForm::default() };
    NewDecisionPage { form }
}

pub(crate) fn decision_errors() -> NewDecisionPage {
    let form = DecisionForm {
        decision: s(PAPER),
        made_time: s("11:40"),
        tickets: s("K7P XXX"),
        issues: issue_ticks(),
        errors: vec![
            error("reason", "Say why it was decided"),
            error("made_time", "That is in the future. Log the decision once it is made"),
            error("tickets", "There is no ticket XXX. Check the code"),
        ],
        ..decision_new().form
    };
    NewDecisionPage { form }
}

pub(crate) fn decision() -> DecisionPage {
    let told = |is: &str| Told { was: Vec::new(), is: s(is) };
    DecisionPage {
        number: 3,
        decision: Told { was: vec![s("Medicine prints labels on paper")], is: s(PAPER) },
        reason: told("Labels print twice, and one was put on the wrong sample"),
        decided_by: told("Silver, Dana Mock"),
        options: told("Close the printers and print at the front door"),
        risks: told("A label that is written by hand is misread"),
        review: told("20 Nov 2026, 12:00"),
        review_is_due: false,
        tickets: Told { was: vec![s("")], is: s("K7P") },
        ticket_links: vec![decision_ticket()],
        issues: told("Labels print twice"),
        made: dated(30),
        logged: dated(12),
        logged_by: s("Dana Mock"),
        late_reason: Some(s("Both phones rang")),
        corrections: vec![DecisionCorrection {
            when: dated(6),
            who: s("Lee Sample"),
            why: s("It was Surgery, not Medicine"),
        }],
        actions: actions(Some(3)),
        board: Some(ShownBoard {
            at: dated(12),
            made_before: Some(dated(30)),
            sequence: 1_204,
            waiting: 3,
            urgent: 1,
            on_the_way: 4,
            with_them: 7,
            free: 5,
            on_shift: 18,
            zones: vec![
                ZoneThen { name: s("Medicine"), waiting: 1, oldest: Some(s("2 min")), free: 3 },
                ZoneThen { name: s("Surgery"), waiting: 2, oldest: Some(s("9 min")), free: 0 },
            ],
            tickets: (0..2)
                .map(|place| ShownWaiting {
                    code: format!("K{}P", place + 2),
                    priority: if place == 0 { Priority::P1 } else { Priority::P3 },
                    ward: s("Ward 8"),
                    tag: s("ePMA"),
                    waited: s("9 min"),
                    escalation: place,
                })
                .collect(),
            issues: vec![s("Labels print twice")],
            alarms: Vec::new(),
        }),
        form: Some(DecisionForm {
            decision: s(PAPER),
            reason: s("Labels print twice, and one was put on the wrong sample"),
            version: Some(1),
            tickets: s("K7P"),
            issues: issue_ticks(),
            ..decision_new().form
        }),
        notice: Some(s("Corrected. What it said before stays readable.")),
    }
}

pub(crate) fn decision_read() -> DecisionPage {
    let actions = Actions { form: None, ..actions(Some(3)) };
    let (ticket_links, corrections) = (Vec::new(), Vec::new());
    DecisionPage { form: None, ticket_links, actions, board: None, corrections, ..decision() }
}
