//! F23. A lead closes what is linked to a known issue, or says one word to many, and the program is killed again and again while it does
//! so: before it has read the form, inside the transaction, between the commit and the answer. The browser sends the form again until it is
//! answered. All of it is done, once: each request is closed by one event, and each responder is alerted by one alert, which is sent.
//!
//! On `PostgreSQL` two programs share the database, and either of them dies.
//!
//! Shows H14.2.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use domain::{KnownIssueId, Logged, TicketId, Timestamp, ticket::Happening};
use ground::clock::system;
use store::{AlertKind, Outcome, Store};
use tokio::time::{Instant, sleep};

use crate::{
    crowd::assert_promises_hold,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Answer, Asked, Client, Proxy, request},
        hospital::{Engine, Hospital, slug},
        program::{Node, Program},
    },
};

/// Requests that are about the same.
const REQUESTS: usize = 25;
/// A program that is not there answers nothing.
const PATIENCE: Duration = Duration::from_secs(5);
/// Whoever waits for the answer has it so soon after the last death.
const ANSWERED_WITHIN: Duration = Duration::from_secs(10);
/// An alert that a program had in hand is sent by the next within its lease, and the one of the turn.
const SENT_WITHIN: Duration = Duration::from_secs(30);

/// What a lead does, and those who die of it.
struct Desk {
    hospital: Hospital,
    nodes: Vec<Node>,
    programs: Vec<Program>,
    lead: Client,
    ward: Client,
}

pub(crate) async fn closing(engine: Engine, rounds: u32) -> Figures {
    let mut desk = Desk::open(engine).await;
    let mut figures = Figures::default();
    for round in 0..rounds {
        let issue = desk.lead.add_known_issue(round).await;
        let codes = desk.ask_and_link(round, issue).await;
        let key = format!("close-{round}");
        let mut form = vec![("key".to_owned(), key), ("category".to_owned(), "known-issue".to_owned())];
        form.extend(codes.iter().map(|code| (format!("t_{code}"), "yes".to_owned())));
        let answer = desk.insist(&format!("/known-issues/{issue}/close"), &form, &mut figures).await;
        let said = format!("done=issue_closed&about={REQUESTS}-0");
        assert!(answer.location.ends_with(&said), "{answer:?}");

        let store = desk.hospital.place.open().await;
        for code in codes {
            let mut session = store.read().await.unwrap();
            let ticket = session.lookup_ticket_by_code(&code.parse().unwrap()).await.unwrap().unwrap();
            let closed = closed_together(&*store, ticket.id, issue).await;
            figures.acknowledged += 1;
            figures.lost += usize::from(closed == 0 || ticket.closed_with != Some(issue));
            figures.doubled += closed.saturating_sub(1);
        }
        assert_promises_hold(&*store).await;
        store.close().await;
    }
    desk.go_home().await;
    figures
}

/// How often the log says that a request was closed together with those about a known issue.
async fn closed_together(store: &dyn Store, ticket: TicketId, issue: KnownIssueId) -> usize {
    let events = store.read().await.unwrap().list_events_of(ticket).await.unwrap();
    let is_closed = |what: &Logged| matches!(what.step(), Some(Happening::Resolved { known_issue: Some(by), .. }) if *by == issue);
    events.iter().filter(|event| is_closed(&event.what)).count()
}

pub(crate) async fn word(engine: Engine, rounds: u32) -> Figures {
    let mut desk = Desk::open(engine).await;
    let mut figures = Figures::default();
    for round in 0..rounds {
        let issue = desk.lead.add_known_issue(round).await;
        let began = system()();
        let form = [
            ("key", format!("word-{round}")),
            ("text", "Labels print again. Print those of this morning once more.".to_owned()),
            ("everywhere", "yes".to_owned()),
            ("responders", "yes".to_owned()),
        ];
        let form = form.map(|(name, typed)| (name.to_owned(), typed));
        let answer = desk.insist(&format!("/known-issues/{issue}/word"), &form, &mut figures).await;
        assert!(answer.location.ends_with("done=word_sent"), "{answer:?}");

        let store = desk.hospital.place.open().await;
        let mut session = store.read().await.unwrap();
        let said = session.list_broadcasts_of(issue, 10).await.unwrap().len();
        let log = session.list_events_after(0, u32::MAX).await.unwrap();
        drop(session);
        let is_said =
            |what: &Logged| matches!(what, Logged::WordSent { known_issue, .. } if *known_issue == issue);
        let logged = log.iter().filter(|event| is_said(&event.what)).count();
        for once in [said, logged] {
            figures.acknowledged += 1;
            figures.lost += usize::from(once == 0);
            figures.doubled += once.saturating_sub(1);
        }
        let alerted = desk.alerted(&*store, began).await;
        figures.acknowledged += alerted.len();
        figures.lost += alerted.iter().filter(|sent| **sent == 0).count();
        figures.doubled += alerted.iter().map(|sent| sent.saturating_sub(1)).sum::<usize>();
        assert_promises_hold(&*store).await;
        store.close().await;
    }
    desk.go_home().await;
    figures
}

impl Desk {
    async fn open(engine: Engine) -> Self {
        let hospital = Hospital::open(engine, SMALL).await;
        let (nodes, programs) = Program::start_all(&hospital.place, engine).await;
        let proxy = Proxy::new(&nodes, PATIENCE);
        let (lead, ward) = (proxy.client(&hospital.lead), proxy.client(""));
        Self { hospital, nodes, programs, lead, ward }
    }

    /// Answers with their codes.
    async fn ask_and_link(&self, round: u32, issue: KnownIssueId) -> Vec<String> {
        let (tag, mut codes) = (slug(0), Vec::new());
        for number in 0..REQUESTS {
            let key = format!("about-{round}-{number}");
            let link = &self.hospital.ward_links[number % self.hospital.ward_links.len()];
            let asked = self.ward.post_for_json(link, &request(&key, &tag, false)).await.unwrap();
            assert_eq!(asked.status, 201, "{asked:?}");
            codes.push(asked.json::<Asked>().code);
        }
        self.lead.link_tickets(issue, &codes).await;
        codes
    }

    /// Sends the form until it is answered, while programs die.
    async fn insist(&mut self, path: &str, form: &[(String, String)], figures: &mut Figures) -> Answer {
        let (lead, path, form) = (self.lead.clone(), path.to_owned(), form.to_vec());
        let asking = tokio::spawn(async move {
            let form: Vec<(&str, &str)> =
                form.iter().map(|(name, typed)| (name.as_str(), typed.as_str())).collect();
            loop {
                match lead.post(&path, &form).await {
                    Ok(answer) if answer.status == 303 => return (answer, Instant::now()),
                    Ok(answer) => assert!(answer.status >= 502, "{answer:?}"),
                    // Cut off: it may have happened.
                    Err(_) => {}
                }
                sleep(Duration::from_millis(10)).await;
            }
        });
        let mut killed_at = Instant::now();
        // Once at least, be it a moment after the answer; with more patience after each death, so that it comes to an end.
        for patience in (40_u64..).step_by(20) {
            sleep(Duration::from_millis(rand::random_range(0..patience))).await;
            if patience > 40 && asking.is_finished() {
                break;
            }
            killed_at = Instant::now();
            let victim = rand::random_range(0..self.nodes.len());
            self.programs.remove(victim).kill().await;
            let again = Program::start(&self.hospital.place, &self.nodes[victim]).await;
            self.programs.insert(victim, again);
            figures.rounds += 1;
        }
        let (answer, answered_at) = asking.await.unwrap();
        let took = answered_at.saturating_duration_since(killed_at);
        assert!(took <= ANSWERED_WITHIN, "it was answered after {took:?}");
        figures.recovered_after(took);
        answer
    }

    /// How many alerts of a word made since then each responder has, once all of them are sent.
    async fn alerted(&self, store: &dyn Store, since: Timestamp) -> Vec<usize> {
        let began = Instant::now();
        loop {
            let (mut counts, mut all_sent) = (Vec::new(), true);
            for responder in &self.hospital.responders {
                let mut session = store.read().await.unwrap();
                let mut alerts = session.list_alerts_to(responder.id, since).await.unwrap();
                alerts.retain(|alert| alert.kind == AlertKind::Word);
                all_sent &= alerts.iter().all(|alert| alert.outcome == Some(Outcome::Sent));
                counts.push(alerts.len());
            }
            if all_sent {
                return counts;
            }
            assert!(began.elapsed() < SENT_WITHIN, "every alert is sent");
            sleep(Duration::from_millis(100)).await;
        }
    }

    async fn go_home(self) {
        for program in self.programs {
            program.stop().await;
        }
    }
}
