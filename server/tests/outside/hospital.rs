//! A hospital of any size, set up straight in its database: wards with links, responders who are signed in, on shift
//! and subscribed to alerts.

use std::{path::PathBuf, sync::Arc, time::Duration};

use domain::{
    Category, CategoryId, DeviceId, Duty, GrantId, PersonId, Responder, ResponderKind, Role, RoleGrant,
    SignInId, Site, SiteId, Tag, TagId, Timestamp, Ward, WardId, Whereabouts, ZoneMode, category::SHIPPED,
};
use ground::{
    clock, key_file,
    links::{self, Links},
    random::Random,
};
use push::KeyPair;
use server::startup::open_store;
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};
use store::{Device, DeviceKind, Person, SignInSession, Store, Tx};
use tempfile::TempDir;

use super::push::{Handset, Push, PushService};

/// What the program keeps its data in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// The address of a server on which databases may be made, from `script/postgres`.
pub(crate) fn postgres() -> Option<String> {
    std::env::var("ELBOW_TEST_POSTGRES").ok()
}

/// A database, and what a program needs to find it.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) database: String,
    /// More configuration, as environment variables.
    pub(crate) settings: Vec<(&'static str, String)>,
    folder: TempDir,
}

impl Place {
    /// An empty database.
    pub(crate) async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("elbow.db").display()),
            Engine::Postgres => {
                let server = postgres().expect("a server: script/postgres starts one");
                let name = format!("outside_{:016x}", u64::from_be_bytes(Random::system().bytes()));
                let mut connection = PgConnection::connect(&format!("{server}postgres")).await.unwrap();
                let create = AssertSqlSafe(format!("create database {name}"));
                raw_sql(create).execute(&mut connection).await.unwrap();
                format!("{server}{name}")
            }
        };
        Self { folder, ..Self::at(database) }
    }

    /// A database that is there already.
    pub(crate) fn at(database: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = [
            ("ELBOW_LIMITS__PER_WARD_PER_MINUTE", "1000000".to_owned()),
            ("ELBOW_LIMITS__PER_DEVICE_PER_MINUTE", "1000000".to_owned()),
            // One lead stands for many.
            ("ELBOW_LIMITS__LIVE_PAGES", "1000000".to_owned()),
        ];
        Self { database, settings: settings.into(), folder }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A look at the database beside the program.
    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        open_store(&self.database.parse().unwrap()).await.unwrap()
    }
}

/// How large, and who knows what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) wards: usize,
    pub(crate) tags: usize,
    pub(crate) responders: usize,
    /// Enrolled on wards.
    pub(crate) devices: usize,
    /// Whether a responder knows a tag, both by number.
    pub(crate) knows: fn(usize, usize) -> bool,
}

#[derive(Debug)]
pub(crate) struct Hospital {
    pub(crate) place: Place,
    pub(crate) push: PushService,
    /// Where each ward asks.
    pub(crate) ward_links: Vec<String>,
    pub(crate) responders: Vec<OnShift>,
    /// The cookie of each ward device.
    pub(crate) devices: Vec<String>,
    /// The cookie of a signed-in lead.
    pub(crate) lead: String,
}

/// A responder with a handset.
#[derive(Debug, Clone)]
pub(crate) struct OnShift {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) cookie: String,
    pub(crate) handset: Handset,
}

/// The slug of tag number `tag`.
pub(crate) fn slug(tag: usize) -> String {
    format!("system-{tag}")
}

impl Hospital {
    /// The code of the request that a message offers; none if it says something else.
    pub(crate) fn offered(&self, push: &Push) -> Option<String> {
        let body = self.responders[push.responder()].handset.open(push);
        let data = &body["notification"]["data"];
        (data["kind"] == "offer").then(|| data["code"].as_str().unwrap().to_owned())
    }

    pub(crate) async fn open(engine: Engine, size: Size) -> Self {
        Self::open_at(Place::new(engine).await, size).await
    }

    /// In an empty database.
    pub(crate) async fn open_at(place: Place, size: Size) -> Self {
        let random = Random::system();
        let links = Links::new(key_file::load_or_make(&place.file("elbow.key"), &random).unwrap());
        let now = (clock::system())();
        let push = PushService::start().await;
        let store = place.open().await;
        store.migrate().await.unwrap();
        let mut session = store.write().await.unwrap();
        let mut set_up = SetUp { session: session.as_mut(), random, now };
        let wards = set_up.wards(size.wards, &links).await;
        let tags = set_up.tags(size.tags).await;
        set_up.categories().await;
        let responders = set_up.responders(size, &wards, &tags, &push, &links).await;
        let devices = set_up.devices(size.devices, &wards).await;
        let lead = set_up.lead().await;
        session.commit().await.unwrap();
        store.close().await;
        let ward_links = wards.iter().map(|ward| format!("/w/{}", links.ward(*ward, 0))).collect();
        Self { place, push, ward_links, responders, devices, lead }
    }
}

struct SetUp<'s> {
    session: &'s mut dyn Tx,
    random: Random,
    now: Timestamp,
}

impl SetUp<'_> {
    /// In rows of ten, forty metres apart, ten rows a level.
    async fn wards(&mut self, count: usize, links: &Links) -> Vec<WardId> {
        let site = SiteId::new(self.now, self.random.bytes());
        self.session.put_site(&Site { id: site, name: "Testwell".into(), coordinates: None }).await.unwrap();
        let mut wards = Vec::with_capacity(count);
        for number in 0..count {
            let id = WardId::new(self.now, self.random.bytes());
            let metres = |steps: usize| f64::from(u16::try_from(steps).unwrap()) * 40.0;
            let ward = Ward {
                id,
                code: format!("W{number:03}"),
                name: format!("Ward {number}"),
                site,
                zone: None,
                building: Some("Main".into()),
                level: Some(i16::try_from(number / 100).unwrap()),
                position: Some((metres(number % 10), metres(number / 10 % 10))),
                phone: None,
            };
            self.session.put_ward(&ward).await.unwrap();
            self.session.set_ward_link(id, &links::hash(&links.ward(id, 0)), 0).await.unwrap();
            wards.push(id);
        }
        wards
    }

    async fn tags(&mut self, count: usize) -> Vec<TagId> {
        let mut tags = Vec::with_capacity(count);
        for number in 0..count {
            let id = TagId::new(self.now, self.random.bytes());
            let tag = Tag { id, slug: slug(number), name: format!("System {number}"), anyone: false };
            self.session.put_tag(&tag).await.unwrap();
            tags.push(id);
        }
        tags
    }

    async fn categories(&mut self) {
        for (position, shipped) in SHIPPED.iter().enumerate() {
            let category = Category {
                id: CategoryId::new(self.now, self.random.bytes()),
                slug: shipped.slug.into(),
                name: shipped.name.into(),
                position: u16::try_from(position).unwrap(),
                hands_off: shipped.hands_off,
            };
            self.session.put_category(&category).await.unwrap();
        }
    }

    async fn responders(
        &mut self,
        size: Size,
        wards: &[WardId],
        tags: &[TagId],
        push: &PushService,
        links: &Links,
    ) -> Vec<OnShift> {
        let key = KeyPair::make([7; 32]).unwrap();
        let kept = key.seal(&links.seal(), &self.random, self.now).unwrap();
        self.session.add_vapid_key(&kept).await.unwrap();
        let mut responders = Vec::with_capacity(size.responders);
        for number in 0..size.responders {
            let name = format!("Example Person {number}");
            let id = self.person(&name, Role::Responder).await;
            let knows = |(tag, id): (usize, &TagId)| (size.knows)(number, tag).then_some(*id);
            let responder = Responder {
                id,
                name: name.clone(),
                kind: ResponderKind::Floorwalker,
                tags: tags.iter().enumerate().filter_map(knows).collect(),
                home_ward: None,
                zone: None,
                zone_mode: ZoneMode::All,
                phone: None,
                duty: Duty::OnShift,
                duty_since: self.now,
                whereabouts: Some(Whereabouts { ward: wards[number % wards.len()], at: self.now }),
                unanswered: 0,
                closed_this_shift: 0,
                alerts_tested_at: None,
            };
            self.session.put_responder(&responder).await.unwrap();
            let device = self.device(DeviceKind::Handset(id)).await;
            let signed_in = self.sign_in(id, Some(device.0)).await;
            let handset = Handset::new();
            let subscription = handset.subscription(push, number, id, &key.public, self.now);
            self.session.put_subscription(&subscription).await.unwrap();
            let cookie = format!("elbow-device={}; elbow-session={signed_in}", device.1);
            responders.push(OnShift { id, name, cookie, handset });
        }
        responders
    }

    async fn devices(&mut self, count: usize, wards: &[WardId]) -> Vec<String> {
        let mut cookies = Vec::with_capacity(count);
        for number in 0..count {
            let (_, secret) = self.device(DeviceKind::Ward(wards[number % wards.len()])).await;
            cookies.push(format!("elbow-device={secret}"));
        }
        cookies
    }

    async fn lead(&mut self) -> String {
        let lead = self.person("Dana Mock", Role::Lead).await;
        format!("elbow-session={}", self.sign_in(lead, None).await)
    }

    async fn person(&mut self, name: &str, role: Role) -> PersonId {
        let id = PersonId::new(self.now, self.random.bytes());
        self.session.put_person(&Person::human(id, name)).await.unwrap();
        let grant = RoleGrant::lasting(GrantId::new(self.now, self.random.bytes()), id, role, self.now);
        self.session.add_grant(&grant).await.unwrap();
        id
    }

    /// A device with the secret of its cookie.
    async fn device(&mut self, kind: DeviceKind) -> (DeviceId, String) {
        let id = DeviceId::new(self.now, self.random.bytes());
        let secret = self.random.secret();
        let device = Device { id, kind, enrolled_at: self.now, last_seen_at: self.now, revoked_at: None };
        self.session.add_device(&device, &links::hash(&secret)).await.unwrap();
        (id, secret)
    }

    /// Answers with the secret of the session's cookie.
    async fn sign_in(&mut self, person: PersonId, device: Option<DeviceId>) -> String {
        let secret = self.random.secret();
        let session = SignInSession {
            id: SignInId::new(self.now, self.random.bytes()),
            token: links::hash(&secret),
            person,
            device,
            started_at: self.now,
            last_seen_at: self.now,
            expires_at: self.now + Duration::from_hours(12),
            label: None,
            through: None,
        };
        self.session.add_session(&session).await.unwrap();
        secret
    }
}
