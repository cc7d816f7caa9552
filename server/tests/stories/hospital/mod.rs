//! A small hospital to tell stories in: a real database, the real router on a free port, real cookies, and a clock
//! that the story moves.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

pub(crate) mod help;
pub(crate) mod stream;

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::{
    Category, CategoryId, Duty, GrantId, PersonId, Responder, ResponderKind, Role, Site, SiteId, Tag, TagId,
    Timestamp, Ward, WardId, Whereabouts, ZoneMode, category::SHIPPED,
};
use figment::{
    Figment,
    providers::{Format, Toml},
};
use ground::{
    links::{self, Links},
    password,
    random::Random,
};
use page::Page;
use server::{
    actions,
    config::{Config, DEFAULTS},
    http::assets::Assets,
    startup::{Running, Startup, open_store},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};
use store::{DeviceKind, Location, Person, Tx, set_lasting_roles};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// 2026-03-02, a Monday, 09:00 in London.
pub(crate) const MONDAY_MORNING: i64 = 1_772_442_000_000;

pub(crate) const LEAD_PASSWORD: &str = "hold the board";
pub(crate) const PIN: &str = "492817";

/// The names of what is there.
pub(crate) struct Hospital {
    pub(crate) running: Running,
    pub(crate) base: String,
    now: Arc<AtomicI64>,
    folder: TempDir,
    pub(crate) ward_7: WardId,
    pub(crate) ward_12: WardId,
    /// Knows ePMA, is on ward 7.
    pub(crate) asha: PersonId,
    /// Knows ePMA, is two floors up.
    pub(crate) ben: PersonId,
    /// Knows order comms only.
    pub(crate) cleo: PersonId,
    pub(crate) lead: PersonId,
}

impl Hospital {
    /// Everybody is off shift.
    pub(crate) async fn open() -> Self {
        Self::open_with("").await
    }

    /// With some configuration keys set.
    pub(crate) async fn open_with(toml: &str) -> Self {
        Self::open_by(toml, Random::system()).await
    }

    /// The same, with chance as the story has it.
    #[expect(clippy::too_many_lines, reason = "a hospital is many things")]
    pub(crate) async fn open_by(toml: &str, random: Random) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(MONDAY_MORNING));
        let links = Links::new(random.bytes());
        let at = Timestamp::from_millis(MONDAY_MORNING);
        let location = new_database(folder.path()).await;
        let store = open_store(&location).await.unwrap();
        store.migrate().await.unwrap();

        let mut session = store.write().await.unwrap();
        let site = Site { id: SiteId::new(at, random.bytes()), name: "Testwell".into(), coordinates: None };
        session.put_site(&site).await.unwrap();
        let mut wards = Vec::new();
        for (code, name, level) in [("W07", "Ward 7", 1), ("W12", "Ward 12", 3)] {
            let id = WardId::new(at, random.bytes());
            let ward = Ward {
                id,
                code: code.into(),
                name: name.into(),
                site: site.id,
                zone: None,
                building: Some("Main".into()),
                level: Some(level),
                position: Some((0.0, 0.0)),
                phone: Some("4512".into()),
            };
            session.put_ward(&ward).await.unwrap();
            session.set_ward_link(id, &links::hash(&links.ward(id, 0)), 0).await.unwrap();
            wards.push(id);
        }
        let mut tags = Vec::new();
        for (slug, name, anyone) in [
            ("epma", "ePMA", false),
            ("order-comms", "Order comms", false),
            ("other", "Something else", true),
        ] {
            let id = TagId::new(at, random.bytes());
            session.put_tag(&Tag { id, slug: slug.into(), name: name.into(), anyone }).await.unwrap();
            tags.push(id);
        }
        for (position, shipped) in SHIPPED.iter().enumerate() {
            let category = Category {
                id: CategoryId::new(at, random.bytes()),
                slug: shipped.slug.into(),
                name: shipped.name.into(),
                position: u16::try_from(position).unwrap(),
                hands_off: shipped.hands_off,
            };
            session.put_category(&category).await.unwrap();
        }
        let mut responders = Vec::new();
        for (name, tag, ward) in [
            ("Asha Example", tags[0], wards[0]),
            ("Ben Sample", tags[0], wards[1]),
            ("Cleo Specimen", tags[1], wards[0]),
        ] {
            let id = PersonId::new(at, random.bytes());
            put_person(session.as_mut(), id, name, &[Role::Responder]).await;
            let responder = Responder {
                id,
                name: name.into(),
                kind: ResponderKind::Floorwalker,
                tags: vec![tag],
                home_ward: None,
                zone: None,
                zone_mode: ZoneMode::All,
                phone: None,
                duty: Duty::OffShift,
                duty_since: at,
                whereabouts: Some(Whereabouts { ward, at }),
                unanswered: 0,
                closed_this_shift: 0,
                alerts_tested_at: None,
            };
            session.put_responder(&responder).await.unwrap();
            responders.push(id);
        }
        let lead = PersonId::new(at, random.bytes());
        for (id, username, name, role) in [
            (lead, "lead", "Dana Mock", Role::Lead),
            (PersonId::new(at, random.bytes()), "analyst", "Noor Dummy", Role::Analyst),
            (PersonId::new(at, random.bytes()), "admin", "Robin Fixture", Role::Administrator),
        ] {
            put_person(session.as_mut(), id, name, &[role]).await;
            give_password(session.as_mut(), id, username).await;
        }
        session.commit().await.unwrap();

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let figment = Figment::from(Toml::string(DEFAULTS))
            .merge(("public_url", &base))
            .merge(Toml::string("canary = false"))
            .merge(Toml::string(toml));
        let config = Config { database: location, ..Config::read(&figment).unwrap() };
        let policy = dispatch::Policy::default();
        let startup = Startup { config, store, links, policy, random, demo: false };
        let running = startup.run(listener, clock(&now), Assets::none()).await.unwrap();
        Self {
            running,
            base,
            now,
            folder,
            ward_7: wards[0],
            ward_12: wards[1],
            asha: responders[0],
            ben: responders[1],
            cleo: responders[2],
            lead,
        }
    }

    /// Stops the program and starts another on the same database.
    pub(crate) async fn restart(self) -> Self {
        self.sleeps(Duration::ZERO).await
    }

    /// The same, with nothing running for so long.
    pub(crate) async fn sleeps(self, duration: Duration) -> Self {
        let Self { running, now, folder, base, ward_7, ward_12, asha, ben, cleo, lead } = self;
        let config = running.config.clone();
        let links = running.core.links.clone();
        running.stop().await;
        now.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
        let store = open_store(&config.database).await.unwrap();
        let address = base.strip_prefix("http://").unwrap();
        let listener = TcpListener::bind(address).await.unwrap();
        let policy = dispatch::Policy::default();
        let startup = Startup { config, store, links, policy, random: Random::system(), demo: false };
        let running = startup.run(listener, clock(&now), Assets::none()).await.unwrap();
        Self { running, base, now, folder, ward_7, ward_12, asha, ben, cleo, lead }
    }

    /// Starts a second program on the same database, with the same key and clock.
    pub(crate) async fn another_node(&self) -> Node {
        self.another_node_by(clock(&self.now)).await
    }

    /// The same with a clock of its own.
    pub(crate) async fn another_node_by(&self, clock: ground::clock::Clock) -> Node {
        let core = &self.running.core;
        let (config, links, policy) =
            (self.running.config.clone(), core.links.clone(), dispatch::Policy::clone(&core.policy()));
        let store = open_store(&config.database).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let startup = Startup { config, store, links, policy, random: Random::system(), demo: false };
        let running = startup.run(listener, clock, Assets::none()).await.unwrap();
        Node { running, base }
    }

    /// Time passes, and everything that is due then happens.
    pub(crate) fn fast_forward(&self, duration: Duration) {
        self.now.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
        self.running.core.wake.all();
    }

    pub(crate) fn ward_link(&self, ward: WardId) -> String {
        format!("/w/{}", self.running.core.links.ward(ward, 0))
    }

    /// What its first poster has for whoever types.
    pub(crate) fn poster_code(&self, ward: WardId) -> String {
        self.running.core.links.ward_code(ward, 0).as_str().to_owned()
    }

    /// A browser that knows nothing yet.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.base)
    }

    /// A lead's browser, signed in.
    pub(crate) async fn desk(&self) -> Browser {
        self.staff("lead", "/board").await
    }

    /// An administrator's browser, signed in.
    pub(crate) async fn administrator(&self) -> Browser {
        self.staff("admin", "/admin").await
    }

    /// The browser of somebody else who sets the hospital up, signed in.
    pub(crate) async fn another_administrator(&self) -> Browser {
        let id = PersonId::new(Timestamp::from_millis(MONDAY_MORNING), [7; 10]);
        let mut session = self.running.core.store.write().await.unwrap();
        put_person(session.as_mut(), id, "Noor Other", &[Role::Administrator]).await;
        give_password(session.as_mut(), id, "noor").await;
        session.commit().await.unwrap();
        self.staff("noor", "/admin").await
    }

    /// An analyst's browser, signed in.
    pub(crate) async fn analyst(&self) -> Browser {
        self.staff("analyst", "/insight").await
    }

    async fn staff(&self, username: &str, page: &str) -> Browser {
        let browser = self.browser();
        let form = [("username", username), ("password", LEAD_PASSWORD), ("next", page)];
        let answer = browser.post("/staff", &form).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, page));
        browser
    }

    /// A responder's handset: enrolled, signed in and on shift.
    pub(crate) async fn handset(&self, person: PersonId) -> Browser {
        let browser = self.browser();
        let code = self.code(DeviceKind::Handset(person)).await;
        let answer = browser.post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (303, "/me"), "{}", answer.body);
        assert_eq!(browser.post("/me/shift", &[("duty", "on_shift")]).await.status, 303);
        browser
    }

    pub(crate) async fn code(&self, kind: DeviceKind) -> String {
        actions::make_code(&self.running.core, kind, Some(self.lead), actions::CODE_FOR)
            .await
            .unwrap()
            .code
            .to_string()
    }
}

/// A file in `folder`; or a database on the server at `ELBOW_TEST_POSTGRES`, where `script/postgres` tells the same
/// stories.
pub(crate) async fn new_database(folder: &Path) -> Location {
    let Ok(server) = std::env::var("ELBOW_TEST_POSTGRES") else {
        return Location::File(folder.join("elbow.db"));
    };
    let name = format!("hospital_{:016x}", u64::from_be_bytes(Random::system().bytes()));
    let mut connection = PgConnection::connect(&format!("{server}postgres")).await.unwrap();
    raw_sql(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
    format!("{server}{name}").parse().unwrap()
}

pub(crate) fn clock(now: &Arc<AtomicI64>) -> ground::clock::Clock {
    let now = Arc::clone(now);
    Arc::new(move || Timestamp::from_millis(now.load(Ordering::SeqCst)))
}

pub(crate) async fn put_person(session: &mut dyn Tx, id: PersonId, name: &str, roles: &[Role]) {
    session.put_person(&Person::human(id, name)).await.unwrap();
    set_roles(session, id, roles).await;
}

/// Until further notice, from the morning on.
pub(crate) async fn set_roles(session: &mut dyn Tx, id: PersonId, roles: &[Role]) {
    let (at, random) = (Timestamp::from_millis(MONDAY_MORNING), Random::system());
    set_lasting_roles(session, id, roles, at, || GrantId::new(at, random.bytes())).await.unwrap();
}

/// [`LEAD_PASSWORD`].
pub(crate) async fn give_password(session: &mut dyn Tx, id: PersonId, username: &str) {
    session.set_username(id, username).await.unwrap();
    session.set_password(id, &password::hash(LEAD_PASSWORD, &[7; 16]).unwrap()).await.unwrap();
}

/// A browser without script: cookies, pages and forms. Redirects are looked at, not followed.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) client: reqwest::Client,
    pub(crate) base: String,
}

/// A second program.
pub(crate) struct Node {
    pub(crate) running: Running,
    pub(crate) base: String,
}

impl Node {
    /// The same browser, sent here by the proxy: its cookies go with it.
    pub(crate) fn instead_of(&self, browser: &Browser) -> Browser {
        Browser { client: browser.client.clone(), base: self.base.clone() }
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
    pub(crate) headers: reqwest::header::HeaderMap,
}

impl Answer {
    pub(crate) fn page(&self) -> Page {
        Page::read(&self.body)
    }

    /// What a form of the page sends that nobody types.
    pub(crate) fn hidden(&self, field: &str) -> String {
        self.page().field(field).unwrap()
    }

    /// Whether its page says so.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.page().says(words)
    }
}

/// What came, in words.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.page())
    }
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { client, base: base.to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Self::answer(self.client.get(format!("{}{path}", self.base)).header("accept", "text/html")).await
    }

    /// The page at a path.
    pub(crate) async fn page(&self, path: &str) -> Page {
        self.get(path).await.page()
    }

    pub(crate) async fn json<T: serde::de::DeserializeOwned>(&self, path: &str) -> T {
        let answer = Self::answer(
            self.client.get(format!("{}{path}", self.base)).header("accept", "application/json"),
        )
        .await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request =
            self.client.post(format!("{}{path}", self.base)).header("accept", "text/html").form(form);
        Self::answer(request).await
    }

    /// Reads the question that stands before something ends, and says yes.
    pub(crate) async fn says_yes(&self, path: &str) -> Answer {
        let question = self.get(path).await;
        self.post(path, &[("told", &question.hidden("told"))]).await
    }

    pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let location =
            response.headers().get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if matches!(status, 429 | 503) {
            assert!(headers.contains_key("retry-after"), "{status} says when to come again");
        }
        Answer { status, location, headers, body: response.text().await.unwrap() }
    }
}

/// A request for help with the usual answers, whatever else was asked from there.
pub(crate) fn request<'a>(key: &'a str, tag: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = form_as_shown(key, tag);
    form.push(("another", "yes"));
    form
}

/// The same as a page shows it: from a place where it may have been asked already, that is a question.
pub(crate) fn form_as_shown<'a>(key: &'a str, tag: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("key", key), ("tag", tag), ("stuck", "can_work_around"), ("patient", "not_affected")]
}

/// Looks again and again until `found` says what it saw; the story fails after half a minute.
pub(crate) async fn eventually<T, F: Future<Output = Option<T>>>(what: &str, found: impl Fn() -> F) -> T {
    for _ in 0..1_500 {
        if let Some(seen) = found().await {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited half a minute for {what}");
}
