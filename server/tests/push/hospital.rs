//! A hospital with two responders, a ticket, an outbox and the worker that empties it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::{
    Code, Duty, GrantId, OfferId, PersonId, Priority, Responder, ResponderKind, Role, RoleGrant, Scope, Site,
    SiteId, Tag, TagId, Ticket, TicketId, Timestamp, Ward, WardId, Zone, ZoneId, ZoneMode,
    ticket::{Actor, AskedBy, Command, Deadlines, LiveOffer, Request, When},
};
use ground::{clock::Clock, links, random::Random, seal::Seal};
use outbound::Worker;
use push::{Alerts, AllowedHosts, Contact, KeyPair, Sender, Settings};
use server::actions;
use store::{
    Alert, AlertKind, Hash, NewAlert, NewTicket, Outcome, Person, SqliteStore, Store, Subscription,
    TicketLinks, Tx,
};
use tokio::{sync::Notify, task::JoinHandle, time::Instant};
use tokio_util::sync::CancellationToken;

use crate::service::{Browser, PushService};

/// When the stories begin.
pub(crate) const MORNING: Timestamp = Timestamp::from_millis(1_795_168_800_000);

/// How long an offer waits for its answer.
pub(crate) const OFFER: Duration = Duration::from_secs(45);

pub(crate) struct Hospital {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) key: KeyPair,
    pub(crate) aisha: PersonId,
    pub(crate) ben: PersonId,
    pub(crate) ticket: Ticket,
    clock: Clock,
    /// Added to the time that passes by itself.
    ahead: Arc<Mutex<Duration>>,
    pub(crate) wake: Arc<Notify>,
    shutdown: CancellationToken,
    /// An alert that makes the program fail.
    pub(crate) poison: Mutex<Option<i64>>,
    worker: Mutex<Option<JoinHandle<()>>>,
    _folder: tempfile::TempDir,
}

impl Hospital {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = open_store(&folder.path().join("elbow.db")).await;
        let key = KeyPair::make([7; 32]).unwrap();
        let kept = key.seal(&seal(), &Random::system(), MORNING).unwrap();
        let (aisha, ben) = (PersonId::new(MORNING, [1; 10]), PersonId::new(MORNING, [2; 10]));
        let mut session = store.write().await.unwrap();
        session.add_vapid_key(&kept).await.unwrap();
        for (id, name) in [(aisha, "Aisha Example"), (ben, "Ben Example")] {
            session.put_person(&Person::human(id, name)).await.unwrap();
        }
        let ticket = add_ticket(&mut *session).await;
        session.commit().await.unwrap();

        let started = Instant::now();
        let ahead = Arc::new(Mutex::new(Duration::ZERO));
        let clock: Clock = {
            let ahead = Arc::clone(&ahead);
            Arc::new(move || MORNING + started.elapsed() + *ahead.lock().unwrap())
        };
        Self {
            store,
            key,
            aisha,
            ben,
            ticket,
            clock,
            ahead,
            wake: Arc::default(),
            shutdown: CancellationToken::new(),
            worker: Mutex::default(),
            poison: Mutex::default(),
            _folder: folder,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(crate) fn skip(&self, time: Duration) {
        *self.ahead.lock().unwrap() += time;
    }

    pub(crate) async fn subscribe(&self, person: PersonId, service: &PushService, name: &str) -> Browser {
        let browser = Browser::at(service, name);
        let mut session = self.store.write().await.unwrap();
        session.put_subscription(&browser.subscription(person, &self.key.public, self.now())).await.unwrap();
        session.commit().await.unwrap();
        browser
    }

    /// Somebody is a responder now, and on shift or not.
    pub(crate) async fn is_on(&self, person: PersonId, duty: Duty) {
        let responder = Responder {
            id: person,
            name: "Aisha Example".to_owned(),
            kind: ResponderKind::Floorwalker,
            tags: Vec::new(),
            home_ward: None,
            zone: None,
            zone_mode: ZoneMode::All,
            phone: None,
            duty,
            duty_since: MORNING,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        };
        let mut session = self.store.write().await.unwrap();
        session.put_responder(&responder).await.unwrap();
        session.commit().await.unwrap();
    }

    /// Somebody is given charge of the zone of the ticket.
    pub(crate) async fn leads_the_zone(&self, person: PersonId) -> GrantId {
        let (zone, id) = (ZoneId::new(MORNING, [1; 10]), GrantId::new(MORNING, [1; 10]));
        let mut session = self.store.write().await.unwrap();
        let mut ward = session.lookup_ward(self.ticket.ward).await.unwrap().unwrap();
        session.put_zone(&Zone { id: zone, site: ward.site, name: "Medicine".to_owned() }).await.unwrap();
        ward.zone = Some(zone);
        session.put_ward(&ward).await.unwrap();
        let lasting = RoleGrant::lasting(id, person, Role::Lead, MORNING);
        session.add_grant(&RoleGrant { scope: Scope::Zone(zone), ..lasting }).await.unwrap();
        session.commit().await.unwrap();
        id
    }

    /// Starts the worker, for push services on this machine.
    pub(crate) fn work(&self) {
        self.work_with(&AllowedHosts::new(&[], true).unwrap());
    }

    pub(crate) fn work_with(&self, allowed: &AllowedHosts) {
        *self.worker.lock().unwrap() = Some(tokio::spawn(self.working(allowed)));
    }

    /// What a server does with the outbox until it is stopped.
    pub(crate) fn working(&self, allowed: &AllowedHosts) -> impl Future<Output = ()> + use<> {
        let settings = Settings {
            contact: Contact::parse("mailto:elbow@trust.example").unwrap(),
            allowed: allowed.clone(),
            public_url: "https://elbow.trust.example/".parse().unwrap(),
        };
        let poison = *self.poison.lock().unwrap();
        let sender = Arc::new(Sender::new(settings).unwrap());
        let alerts = Alerts {
            sender: Arc::new(move || Some(Arc::clone(&sender))),
            seal: seal(),
            receipts: Arc::new(move |alert| {
                assert_ne!(Some(alert), poison, "this alert makes the program fail");
                format!("receipt-of-{alert}")
            }),
            ended: Arc::new(|_| {}),
        };
        let (store, clock) = (Arc::clone(&self.store), Arc::clone(&self.clock));
        Worker::new(alerts, store, clock, Arc::clone(&self.wake), self.shutdown.clone()).run()
    }

    /// Stops the worker; answers when it has.
    pub(crate) async fn stop(&self) {
        self.shutdown.cancel();
        let running = self.worker.lock().unwrap().take();
        running.unwrap().await.unwrap();
    }

    /// Puts an alert about the ticket into the outbox, as a transition would.
    pub(crate) async fn alert(&self, person: PersonId, kind: AlertKind, lasts: Duration) -> i64 {
        let about = (kind != AlertKind::Test).then_some(self.ticket.id);
        self.add_alert(person, kind, about, None, lasts).await
    }

    pub(crate) async fn add_alert(
        &self,
        person: PersonId,
        kind: AlertKind,
        ticket: Option<TicketId>,
        offer: Option<OfferId>,
        lasts: Duration,
    ) -> i64 {
        let now = self.now();
        let alert = NewAlert { person, kind, ticket, offer, made_at: now, expires_at: now + lasts };
        let mut session = self.store.write().await.unwrap();
        let id = session.add_alert(&alert).await.unwrap();
        session.commit().await.unwrap();
        self.wake.notify_one();
        id
    }

    /// The alert, as soon as it has ended.
    pub(crate) async fn ended(&self, id: i64) -> Alert {
        let wait = async {
            loop {
                let alert = self.lookup(id).await;
                if alert.outcome.is_some() {
                    return alert;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait).await.expect("an outcome within twenty seconds")
    }

    /// Waits until a worker has taken the alert for the time after it was lost so often, and has failed.
    pub(crate) async fn claimed(&self, id: i64, lost: u32) {
        let wait = async {
            while self.lookup(id).await.lost != lost || self.lookup(id).await.attempts != lost + 1 {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), wait).await.expect("a claim within twenty seconds");
    }

    pub(crate) async fn outcome(&self, id: i64) -> Outcome {
        self.ended(id).await.outcome.unwrap()
    }

    pub(crate) async fn lookup(&self, id: i64) -> Alert {
        self.store.read().await.unwrap().lookup_alert(id).await.unwrap().unwrap()
    }

    pub(crate) async fn subscriptions(&self, person: PersonId) -> Vec<Subscription> {
        self.store.read().await.unwrap().list_subscriptions(person).await.unwrap()
    }

    /// Whether a handset's address is known to lead nowhere.
    pub(crate) async fn is_gone(&self, service: &PushService, name: &str) -> bool {
        let endpoint = links::hash(&format!("{}/notify/{name}", service.origin));
        self.store.read().await.unwrap().is_endpoint_gone(endpoint).await.unwrap()
    }

    /// Offers the ticket to someone.
    pub(crate) async fn offer(&self, to: PersonId) -> (Ticket, OfferId) {
        let offer = LiveOffer { to, ..self.question(9) };
        (self.take(&self.ticket, Command::Offer { offer }).await, offer.id)
    }

    /// An offer to Aisha, to be made.
    pub(crate) fn question(&self, number: u8) -> LiveOffer {
        let now = self.now();
        LiveOffer {
            id: OfferId::new(now, [number; 10]),
            to: self.aisha,
            made_at: now,
            expires_at: now + OFFER,
        }
    }

    pub(crate) async fn take(&self, ticket: &Ticket, command: Command) -> Ticket {
        let step = ticket.apply(command, Actor::Engine, When::at(self.now()), &Deadlines::default()).unwrap();
        let mut session = self.store.write().await.unwrap();
        session.save_ticket(&step, Some("{}")).await.unwrap();
        session.commit().await.unwrap();
        step.ticket
    }

    /// The same as the engine does it, with the alerts that it causes.
    pub(crate) async fn happens(&self, ticket: &Ticket, command: Command) -> Ticket {
        let step = ticket.apply(command, Actor::Engine, When::at(self.now()), &Deadlines::default()).unwrap();
        let mut session = self.store.write().await.unwrap();
        actions::record(session.as_mut(), ticket, &step, Some("{}")).await.unwrap();
        session.commit().await.unwrap();
        self.wake.notify_one();
        step.ticket
    }

    /// Who was told what about the ticket, oldest first.
    pub(crate) async fn alerts(&self) -> Vec<Alert> {
        self.store.read().await.unwrap().list_alerts_of(self.ticket.id).await.unwrap()
    }
}

/// Of this hospital's server.
pub(crate) fn seal() -> Seal {
    Seal::new([6; 32])
}

async fn open_store(path: &Path) -> Arc<dyn Store> {
    let store = SqliteStore::open(path).await.unwrap();
    store.migrate().await.unwrap();
    Arc::new(store)
}

async fn add_ticket(session: &mut dyn Tx) -> Ticket {
    let (site, ward, tag) =
        (SiteId::new(MORNING, [1; 10]), WardId::new(MORNING, [1; 10]), TagId::new(MORNING, [1; 10]));
    session.put_site(&Site { id: site, name: "General".to_owned(), coordinates: None }).await.unwrap();
    let ward_seven = Ward {
        id: ward,
        code: "W07".to_owned(),
        name: "Ward 7".to_owned(),
        site,
        zone: None,
        building: None,
        level: None,
        position: None,
        phone: None,
    };
    session.put_ward(&ward_seven).await.unwrap();
    let epma = Tag { id: tag, slug: "epma".to_owned(), name: "ePMA".to_owned(), anyone: false };
    session.put_tag(&epma).await.unwrap();
    let request = Request {
        id: TicketId::new(MORNING, [1; 10]),
        code: "K7P3".parse::<Code>().unwrap(),
        ward,
        tag,
        priority: Priority::P2,
        stuck: None,
        spot: None,
        note: None,
        asker: None,
        asked_by: AskedBy::WardLink,
    };
    let transition = Ticket::ask(request, None, MORNING, &Deadlines::default());
    let links = TicketLinks { link: Hash([1; 32]), request_key: "first".to_owned(), link_rotation: None };
    let new = NewTicket { transition, links };
    session.add_ticket(&new).await.unwrap();
    new.transition.ticket
}
