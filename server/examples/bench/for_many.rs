//! One step of a lead that many feel: one word to 3,000 ward computers that wait, and 500 requests that are closed together; beside the
//! least that a server and a database do for the same.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{collections::HashMap, time::Duration};

use domain::{KnownIssueId, Logged};
use sqlx::{Connection, Executor, query};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver},
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use crate::{
    bare,
    board::{self, Page, Shown},
    commits::bare_sqlite,
    figures::{Figures, quantile},
    outside::{
        client::{Asked, Client, Proxy, request},
        hospital::{Hospital, Place, slug},
        program::Node,
    },
};

/// Each of another known issue: of one there is a word every ten minutes at most.
const WORDS: usize = 5;
const CLOSED: usize = 500;
const QUIET: Duration = Duration::from_secs(10);
const PATIENCE: Duration = Duration::from_mins(1);

/// What a lead has before them.
pub(crate) struct Desk<'h> {
    pub(crate) hospital: &'h Hospital,
    pub(crate) node: &'h Node,
    pub(crate) proxy: &'h Proxy,
    pub(crate) lead: &'h Client,
}

impl Desk<'_> {
    /// Asks from as many ward computers, the first after `after`; answers with what each was told.
    pub(crate) async fn ask(&self, after: usize, count: usize) -> Vec<Asked> {
        let devices = &self.hospital.devices;
        let mut asked = Vec::with_capacity(count);
        for number in 0..count {
            let device = self.proxy.client(&devices[(after + number) * 7 % devices.len()]);
            let key = format!("asked-{after}-{number}");
            // From that computer somebody may have asked about it already.
            let tag = slug(0);
            let form: Vec<_> = request(&key, &tag, false).into_iter().chain([("another", "yes")]).collect();
            let answer = device.post_for_json("/ask", &form).await.unwrap();
            assert_eq!(answer.status, 201, "{answer:?}");
            asked.push(answer.json());
        }
        asked
    }

    /// From the lead's tap until every ward computer that follows a request shows the word.
    pub(crate) async fn words(&self, asked: &[Asked], figures: &mut Figures) {
        let devices = self.hospital.devices.len();
        let codes: Vec<String> = asked.iter().map(|asked| asked.code.clone()).collect();
        let (shown, mut showing) = mpsc::unbounded_channel();
        let mut open = JoinSet::new();
        for (number, cookie) in self.hospital.devices.iter().enumerate() {
            let page = Page::at(&asked[number % asked.len()].link);
            let client = (self.node.base.as_str(), cookie.as_str(), self.proxy.client(cookie));
            board::open(&mut open, number, page, client, shown.clone()).await;
        }
        let (mut waits, mut last) = (Vec::with_capacity(WORDS * devices), Vec::new());
        for number in 0..WORDS {
            let issue = self.lead.add_known_issue(number).await;
            self.lead.link_tickets(issue, &codes).await;
            quiet(&mut showing).await;
            let key = format!("word-{number}");
            let form = [
                ("key", key.as_str()),
                ("text", "Labels print again. Print those of this morning once more."),
                ("everywhere", "yes"),
                ("responders", "yes"),
            ];
            let sent = Instant::now();
            let said = self.lead.post(&format!("/known-issues/{issue}/word"), &form).await.unwrap();
            assert!(said.location.ends_with("done=word_sent"), "{said:?}");
            let sequence = self.said(issue).await;
            let took = all_have(&mut showing, devices, sequence, sent).await;
            last.extend(took.iter().max().copied());
            waits.extend(took);
        }
        figures.note_waits("broadcast_", "", &waits);
        figures.note("broadcast_last_ms", quantile(&last, 1.0));
        let page = self.proxy.client("").get_compressed(&asked[0].link).await.unwrap();
        let bare = least(devices, page.bytes).await;
        figures.note_waits("broadcast_bare_", "", &bare);
    }

    /// Where in the log it stands that a word about it was said.
    async fn said(&self, issue: KnownIssueId) -> i64 {
        let store = self.hospital.place.open().await;
        let mut session = store.read().await.unwrap();
        let latest = session.latest_sequence().await.unwrap();
        let events = session.list_events_after(latest - 100, 1_000).await.unwrap();
        let is_it =
            |what: &Logged| matches!(what, Logged::WordSent { known_issue, .. } if *known_issue == issue);
        let said = events.iter().rfind(|event| is_it(&event.what)).unwrap().sequence;
        drop(session);
        store.close().await;
        said
    }

    /// 500 requests about the same are closed by one form, while people go on asking.
    pub(crate) async fn close(&self, figures: &mut Figures) {
        let asked = self.ask(1_000, CLOSED).await;
        let codes: Vec<String> = asked.into_iter().map(|asked| asked.code).collect();
        let issue = self.lead.add_known_issue(WORDS).await;
        self.lead.link_tickets(issue, &codes).await;
        sleep(QUIET).await;
        let mut form = ticked(&codes);
        form.extend([("key".to_owned(), "close"), ("category".to_owned(), "known-issue")]);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, typed)| (name.as_str(), *typed)).collect();
        let ward = self.proxy.client(&self.hospital.devices[5]);
        let asking = tokio::spawn(async move {
            let mut longest = Duration::ZERO;
            for number in 0..10 {
                let (key, tag, began) = (format!("meanwhile-{number}"), slug(1), Instant::now());
                let form = request(&key, &tag, true);
                let form: Vec<_> = form.into_iter().chain([("another", "yes")]).collect();
                assert!(ward.post("/ask", &form).await.unwrap().status < 400);
                longest = longest.max(began.elapsed());
            }
            longest
        });
        let began = Instant::now();
        let closed = self.lead.post(&format!("/known-issues/{issue}/close"), &form).await.unwrap();
        let took = began.elapsed();
        assert!(closed.location.ends_with(&format!("done=issue_closed&about={CLOSED}-0")), "{closed:?}");
        figures.note("close500_ms", took.as_secs_f64() * 1000.0);
        figures.note("close500_ask_max_ms", asking.await.unwrap().as_secs_f64() * 1000.0);
        figures.note("close500_bare_ms", rows().await.as_secs_f64() * 1000.0);
    }
}

/// A field for each.
fn ticked(codes: &[String]) -> Vec<(String, &'static str)> {
    codes.iter().map(|code| (format!("t_{code}"), "yes")).collect()
}

/// Pages have caught up; quite quiet it never is, since requests that nobody takes are offered again and again.
async fn quiet(showing: &mut UnboundedReceiver<Shown>) {
    sleep(QUIET).await;
    while showing.try_recv().is_ok() {}
}

/// How long each of so many pages took to show everything up to an event.
async fn all_have(
    showing: &mut UnboundedReceiver<Shown>,
    pages: usize,
    sequence: i64,
    since: Instant,
) -> Vec<Duration> {
    let mut took: HashMap<usize, Duration> = HashMap::new();
    while took.len() < pages {
        let shown = timeout(PATIENCE, showing.recv()).await.unwrap().unwrap();
        if shown.sequence >= sequence {
            took.entry(shown.board).or_insert(shown.at.saturating_duration_since(since));
        }
    }
    took.into_values().collect()
}

/// The same of a server that only spreads the event and hands out as many bytes.
async fn least(pages: usize, bytes: usize) -> Vec<Duration> {
    let (_child, base) = bare::start().await;
    let client = Proxy::new(&[Node::at(&base)], PATIENCE).client("");
    let (shown, mut showing) = mpsc::unbounded_channel();
    let mut open = JoinSet::new();
    for number in 0..pages {
        let page = Page { events: "/events".to_owned(), part: format!("/page/{bytes}") };
        board::open(&mut open, number, page, (&base, "", client.clone()), shown.clone()).await;
    }
    sleep(QUIET).await;
    let mut waits = Vec::with_capacity(WORDS * pages);
    for number in 1..=WORDS {
        let (path, sequence) = (format!("/send/{number}"), i64::try_from(number).unwrap());
        let sent = Instant::now();
        client.post(&path, &[]).await.unwrap();
        waits.extend(all_have(&mut showing, pages, sequence, sent).await);
    }
    waits
}

/// The least that a database does: for each of 500 a row that is changed, and a row of a log that is added, in one transaction.
async fn rows() -> Duration {
    let place = Place::new(crate::outside::hospital::Engine::Sqlite).await;
    let mut connection = bare_sqlite(&place).await;
    connection.execute("create table ticket (id integer primary key, body text not null)").await.unwrap();
    connection.execute("create table log (id integer primary key, body text not null)").await.unwrap();
    let (count, body) = (i64::try_from(CLOSED).unwrap(), "x".repeat(400));
    let insert = "insert into ticket (id, body) values ($1, $2)";
    for id in 0..count {
        query(insert).bind(id).bind(&body).execute(&mut connection).await.unwrap();
    }
    let began = Instant::now();
    let mut transaction = connection.begin_with("begin immediate").await.unwrap();
    for id in 0..count {
        let update = "update ticket set body = $2 where id = $1";
        query(update).bind(id).bind(&body).execute(&mut *transaction).await.unwrap();
        query("insert into log (body) values ($1)").bind(&body).execute(&mut *transaction).await.unwrap();
    }
    transaction.commit().await.unwrap();
    began.elapsed()
}
