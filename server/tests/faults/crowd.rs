//! Nurses who keep asking and responders who keep helping, whatever happens; and a ledger of all they were promised.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use app::screens::my_jobs::MyJobsPage;
use domain::{PersonId, TicketId, ticket::Phase};
use store::Store;
use tokio::{sync::watch, task::JoinSet, time::Instant};
use tokio_util::sync::CancellationToken;

use crate::{
    figures::Figures,
    outside::{
        client::{Answer, Asked, Client, Proxy, request},
        hospital::{Hospital, slug},
        program::DESK,
    },
};

/// What an answer with success has promised.
#[derive(Debug, Clone)]
enum Promise {
    Asked { key: String, code: String },
    TakenBack { key: String },
    Accepted { offer: String },
    Finished { ticket: String, by: PersonId },
}

/// Everything that was promised, and what should never have been said.
#[derive(Debug)]
pub(crate) struct Ledger {
    promises: Mutex<Vec<Promise>>,
    /// Keys of requests that were posted and never answered: each may be there, once.
    unanswered: Mutex<Vec<String>>,
    wrong: Mutex<Vec<String>>,
    refusals: Mutex<usize>,
    kept_last: watch::Sender<Instant>,
}

impl Ledger {
    fn keep(&self, promise: Promise) {
        self.promises.lock().unwrap().push(promise);
        self.kept_last.send_replace(Instant::now());
    }

    fn blame(&self, what: String) {
        self.wrong.lock().unwrap().push(what);
    }

    /// When something was first answered with success after `since`; waits for it.
    pub(crate) async fn first_success_after(&self, since: Instant) -> Instant {
        *self.kept_last.subscribe().wait_for(|at| *at > since).await.unwrap()
    }

    /// How many requests were told that nothing can be saved right now.
    pub(crate) fn refusals(&self) -> usize {
        *self.refusals.lock().unwrap()
    }

    /// Sends the same again until there is an answer, as people and proxies do; none if it is time to go home.
    async fn insist<F>(&self, home: &CancellationToken, send: impl Fn() -> F) -> Option<Answer>
    where
        F: Future<Output = Result<Answer, reqwest::Error>>,
    {
        while !home.is_cancelled() {
            match send().await {
                Ok(answer) if answer.status == 503 => {
                    *self.refusals.lock().unwrap() += 1;
                    if answer.retry_after.is_none() || !answer.body.contains(DESK) {
                        self.blame(format!("a refusal that does not say what to do: {answer:?}"));
                    }
                }
                Ok(answer) if answer.status >= 500 => self.blame(format!("{answer:?}")),
                Ok(answer) => return Some(answer),
                // Cut off: it may have happened.
                Err(_) => {}
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        None
    }

    /// Compares with the database; each promise that is not there counts as lost.
    ///
    /// # Panics
    /// If an answer was wrong by itself, or a standing promise does not hold.
    pub(crate) async fn audit(&self, store: &dyn Store) -> Figures {
        assert_eq!(*self.wrong.lock().unwrap(), Vec::<String>::new(), "what must never be answered");
        let (promises, unanswered) =
            (self.promises.lock().unwrap().clone(), self.unanswered.lock().unwrap().clone());
        let mut session = store.read().await.unwrap();
        let mut figures = Figures { acknowledged: promises.len(), ..Figures::default() };
        let mut asked = 0;
        for promise in promises {
            let is_kept = match &promise {
                Promise::Asked { key, code } => {
                    asked += 1;
                    let ticket = session.lookup_ticket_by_request_key(key).await.unwrap();
                    ticket.is_some_and(|ticket| ticket.code.as_str() == code)
                }
                Promise::TakenBack { key } => {
                    let ticket = session.lookup_ticket_by_request_key(key).await.unwrap();
                    ticket.is_some_and(|ticket| ticket.phase() == Phase::Withdrawn)
                }
                Promise::Accepted { offer } => {
                    let offer = session.lookup_offer(offer.parse().unwrap()).await.unwrap();
                    offer.is_some_and(|offer| offer.outcome.as_deref() == Some("accepted"))
                }
                Promise::Finished { ticket, by } => {
                    let ticket: TicketId = ticket.parse().unwrap();
                    let ticket = session.lookup_ticket(ticket).await.unwrap();
                    matches!(ticket.unwrap().state, domain::ticket::State::Resolved { by: who, .. } if who == *by)
                }
            };
            if !is_kept {
                println!("lost: {promise:?}");
                figures.lost += 1;
            }
        }
        for key in unanswered {
            asked += usize::from(session.lookup_ticket_by_request_key(&key).await.unwrap().is_some());
        }
        let there = count_events(store, "asked").await;
        // Requests that are being asked right now are in neither list.
        figures.doubled = there.saturating_sub(asked);
        figures
    }
}

/// How many events of a kind the log has.
pub(crate) async fn count_events(store: &dyn Store, kind: &str) -> usize {
    let mut session = store.read().await.unwrap();
    let (mut count, mut last) = (0, 0);
    loop {
        let events = session.list_events_after(last, 5_000).await.unwrap();
        let Some(latest) = events.last() else { return count };
        last = latest.sequence;
        count += events.iter().filter(|event| event.what.kind() == kind).count();
    }
}

/// What no fault may bring about, whoever looks: the standing check finds nothing.
pub(crate) async fn assert_promises_hold(store: &dyn Store) {
    let now = (ground::clock::system())();
    assert_eq!(store.check(now, 0).await.unwrap().broken, Vec::<String>::new());
}

/// People at work.
pub(crate) struct Crowd {
    pub(crate) ledger: Arc<Ledger>,
    home: CancellationToken,
    people: JoinSet<()>,
}

/// Requests of one nurse that may be open at the same time; the oldest is taken back for the next.
const OPEN: usize = 4;

impl Crowd {
    /// `nurses` begin to ask, and all responders to help.
    pub(crate) fn come(hospital: &Hospital, proxy: &Proxy, nurses: usize) -> Self {
        let ledger = Arc::new(Ledger {
            promises: Mutex::default(),
            unanswered: Mutex::default(),
            wrong: Mutex::default(),
            refusals: Mutex::default(),
            kept_last: watch::Sender::new(Instant::now()),
        });
        let (home, mut people) = (CancellationToken::new(), JoinSet::new());
        for nurse in 0..nurses {
            let link = hospital.ward_links[nurse % hospital.ward_links.len()].clone();
            people.spawn(ask(proxy.client(""), link, nurse, Arc::clone(&ledger), home.clone()));
        }
        for responder in &hospital.responders {
            let client = proxy.client(&responder.cookie);
            people.spawn(help(client, responder.id, Arc::clone(&ledger), home.clone()));
        }
        Self { ledger, home, people }
    }

    /// Everybody finishes what they are saying.
    pub(crate) async fn go_home(self) -> Arc<Ledger> {
        self.home.cancel();
        let people = self.people.join_all();
        tokio::time::timeout(Duration::from_secs(30), people).await.unwrap();
        self.ledger
    }

    /// Everybody goes home, and it is counted what became of all they were promised.
    pub(crate) async fn settle(self, hospital: &Hospital) -> Figures {
        let ledger = self.go_home().await;
        let store = hospital.place.open().await;
        let figures = ledger.audit(store.as_ref()).await;
        assert_promises_hold(store.as_ref()).await;
        store.close().await;
        figures
    }
}

async fn ask(nurse: Client, ward: String, number: usize, ledger: Arc<Ledger>, home: CancellationToken) {
    let mut open = VecDeque::new();
    for tap in 0.. {
        let key = format!("nurse-{number}-tap-{tap}");
        let tag = slug(0);
        let form = request(&key, &tag, tap % 5 == 0);
        let Some(answer) = ledger.insist(&home, || nurse.post_for_json(&ward, &form)).await else {
            return ledger.unanswered.lock().unwrap().push(key);
        };
        if !matches!(answer.status, 200 | 201) {
            return ledger.blame(format!("{key}: {answer:?}"));
        }
        let Asked { code, link } = answer.json();
        ledger.keep(Promise::Asked { key: key.clone(), code });
        open.push_back((key, link));
        if open.len() > OPEN {
            let (key, link) = open.pop_front().unwrap();
            let (path, why) = (format!("{link}/withdraw"), [("why", "solved_myself")]);
            let Some(answer) = ledger.insist(&home, || nurse.post(&path, &why)).await else {
                return;
            };
            match answer.status {
                303 => ledger.keep(Promise::TakenBack { key }),
                // Somebody has solved it meanwhile.
                409 => {}
                _ => ledger.blame(format!("taking back {key}: {answer:?}")),
            }
        }
        tokio::time::sleep(Duration::from_millis(rand::random_range(10..120))).await;
    }
}

async fn help(handset: Client, me: PersonId, ledger: Arc<Ledger>, home: CancellationToken) {
    while let Some(answer) = ledger.insist(&home, || handset.get_json("/me.json")).await {
        if answer.status != 200 {
            return ledger.blame(format!("a responder's page: {answer:?}"));
        }
        let page: MyJobsPage = answer.json();
        let step = match (&page.job, page.offers.first()) {
            (Some(job), _) if job.phase == Phase::OnTheWay => {
                Some((format!("jobs/{}/arrive", job.ticket), None))
            }
            (Some(job), _) => {
                let finished = Promise::Finished { ticket: job.ticket.clone(), by: me };
                Some((format!("jobs/{}/finish", job.ticket), Some(finished)))
            }
            (None, Some(offer)) => {
                let accepted = Promise::Accepted { offer: offer.offer.clone() };
                Some((format!("offers/{}/accept", offer.offer), Some(accepted)))
            }
            (None, None) => None,
        };
        if let Some((path, promise)) = step {
            let (path, form) = (format!("/me/{path}"), [("category", "training")]);
            let Some(answer) = ledger.insist(&home, || handset.post(&path, &form)).await else {
                return;
            };
            match (answer.status, promise) {
                (303, Some(promise)) => ledger.keep(promise),
                // Taken back, or taken by somebody else.
                (303 | 409, _) => {}
                _ => ledger.blame(format!("{path}: {answer:?}")),
            }
        }
        tokio::time::sleep(Duration::from_millis(rand::random_range(10..60))).await;
    }
}
