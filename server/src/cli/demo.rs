use std::{
    fs::OpenOptions,
    io::Write,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use clap::{Args, ValueEnum};
use demo::{
    Cast, SeedError, SignIn,
    crowd::{self, Crowd, Pace},
};
use domain::text::Mask;
use ground::clock;
use push::Contact;
use serde_json::json;
use store::{DeviceKind, Location};
use tokio_util::task::TaskTracker;
use url::Url;

use super::{say, vapid_keys};
use crate::{
    actions,
    config::Config,
    core::Core,
    http::assets::Assets,
    schedule,
    startup::{Running, Startup, StartupError, listen, told_to_stop},
    trust::Trust,
};

/// The sign-in codes that are printed: long enough to be typed at leisure.
const CODES_FOR: Duration = Duration::from_hours(24);
/// Ward devices that a visitor may enrol.
const WARD_CODES: usize = 3;

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port on this machine; 0 takes any that is free.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Folder of the demonstration's own database and key.
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Whether invented people ask and help by themselves.
    #[arg(long, value_enum, default_value_t = Switch::On)]
    crowd: Switch,
    /// How many times faster than life the crowd walks and helps, from 0.1 to 120.
    #[arg(long, default_value = "6", value_parser = pace)]
    pace: Pace,
    /// Requests for help in an hour of the crowd's life.
    #[arg(long, default_value_t = 60.0, value_parser = per_hour)]
    per_hour: f64,
    /// Whether the analysis starts with three invented days.
    #[arg(long, value_enum, default_value_t = Switch::On)]
    history: Switch,
    /// Print where to go as one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

pub(super) async fn run(demo: Demo, mut config: Config) -> Result<(), StartupError> {
    let assets = Assets::load().map_err(StartupError::Told)?;
    let listener = listen((Ipv4Addr::LOCALHOST, demo.port).into(), "--port").await?;
    adapt(&mut config, &demo, listener.local_addr()?.port())?;
    let mut startup = Startup::from_config(config).await?;
    startup.demo = true;
    let sign_ins = prepare(&startup, &demo).await?;
    let cast = demo::cast(startup.store.as_ref(), &startup.links).await?;
    let running = startup.run(listener, clock::system(), assets).await?;

    let trust = Trust::new(&running.config, Arc::clone(&running.core.settings), true);
    let ways_in = WaysIn::make(&running.core, &trust, &cast).await?;
    let words = ways_in.words(&sign_ins);
    let kept = keep(&demo.data, &words)?;
    say(if demo.json {
        ways_in.json(&sign_ins).to_string()
    } else {
        format!("{words}\nAll this is in {} too.\n", kept.display())
    })?;

    let (shutdown, tasks) = (running.shutdown(), TaskTracker::new());
    if demo.crowd == Switch::On {
        let crowd = crowd(&running, &demo, cast, sign_ins)?;
        tasks.spawn(async move {
            if let Err(error) = crowd::run(crowd, shutdown).await {
                tracing::error!(%error, "the crowd stays at home");
            }
        });
    }
    told_to_stop().await;
    running.stop().await;
    tasks.close();
    tasks.wait().await;
    Ok(())
}

/// The log of a demonstration leaves out the crowd's steps: at a line a second they would carry the sign-ins out of sight.
pub(super) fn with_quiet_log(mut config: Config) -> Config {
    if config.log.filter == "info" {
        "info,server::actions=warn,server::engine=warn".clone_into(&mut config.log.filter);
    }
    config
}

/// For whoever looks for the sign-ins when the log has run past them; for the owner's eyes only, as the database.
fn keep(data: &Path, words: &str) -> Result<PathBuf, StartupError> {
    let path = data.join("sign-ins.txt");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&path)?.write_all(words.as_bytes())?;
    Ok(path)
}

/// The demonstration has its own database and address.
fn adapt(config: &mut Config, demo: &Demo, port: u16) -> Result<(), StartupError> {
    config.public_url = Url::parse(&format!("http://localhost:{port}"))
        .map_err(|error| StartupError::Told(error.to_string()))?;
    config.database = Location::File(demo.data.join("demo.db"));
    config.key_file = demo.data.join("demo.key");
    "Northbank and Riverside (demonstration)".clone_into(&mut config.trust_name);
    if config.hospital_numbers.is_empty() {
        let mask =
            Mask::parse(demo::HOSPITAL_NUMBER).map_err(|error| StartupError::Told(error.to_string()))?;
        config.hospital_numbers.push(mask);
    }
    if config.push.contact.is_none() {
        let contact = Contact::parse("mailto:demo@elbow.example")
            .map_err(|error| StartupError::Told(error.to_string()))?;
        config.push.contact = Some(contact);
    }
    Ok(())
}

/// An empty database gets its hospital and its past; every start gets new passwords.
async fn prepare(startup: &Startup, demo: &Demo) -> Result<Vec<SignIn>, StartupError> {
    let Startup { store, random, links, policy, config, .. } = startup;
    let now = (clock::system())();
    store.migrate().await?;
    match demo::seed(store.as_ref(), random, links, now).await {
        Ok(()) => {
            if demo.history == Switch::On {
                // In the order of time, as a hospital's log is: what is counted up to a moment ends with the last before it.
                demo::write_waves(store.as_ref(), random, now).await?;
                demo::write_history(store.as_ref(), random, links, policy, now).await?;
                demo::write_decisions(store.as_ref(), now).await?;
                demo::write_known_issues(store.as_ref(), random, now).await?;
                demo::hang_wall(store.as_ref(), links, random, now).await?;
            }
            schedule::write_those_of_a_day(store.as_ref(), config, now).await?;
            store::follow_to_end(store.as_ref(), &store::TicketFacts).await?;
        }
        Err(SeedError::NotEmpty) => {}
        Err(error) => return Err(told(error)),
    }
    vapid_keys::ensure(store.as_ref(), &links.seal(), random, now).await?;
    demo::renew_passwords(store.as_ref(), random).await.map_err(told)
}

fn crowd(running: &Running, demo: &Demo, cast: Cast, sign_ins: Vec<SignIn>) -> Result<Crowd, StartupError> {
    let lead = sign_ins.into_iter().find(|sign_in| sign_in.role == domain::Role::Lead);
    let lead = lead.ok_or_else(|| StartupError::Told("the demonstration has no lead any more".to_owned()))?;
    Ok(Crowd {
        base_url: running.config.public_url.clone(),
        cast,
        lead,
        pace: demo.pace,
        per_hour: demo.per_hour,
        seed: u64::from_be_bytes(running.core.random.bytes()),
    })
}

/// Addresses and codes for a visitor.
struct WaysIn {
    url: String,
    /// Ward code and link.
    ward_links: Vec<(String, String)>,
    /// Ward name, code and the address that enrols with it.
    ward_codes: Vec<(String, String, String)>,
    /// Name, code and the address that enrols with it.
    responders: Vec<(String, String, String)>,
    /// The screen on a wall, if there is one.
    wall: Option<String>,
}

impl WaysIn {
    async fn make(core: &Core, trust: &Trust, cast: &Cast) -> Result<Self, StartupError> {
        let url = trust.public_url.as_str().trim_end_matches('/').to_owned();
        let wards = core.store.read().await?.list_wards().await?;
        let mut ward_codes = Vec::new();
        for ward in wards.iter().take(WARD_CODES) {
            let (typed, enrol) = code(core, trust, DeviceKind::Ward(ward.id)).await?;
            ward_codes.push((ward.name.clone(), typed, enrol));
        }
        let mut responders = Vec::new();
        for (person, name) in &cast.left_out {
            let (typed, enrol) = code(core, trust, DeviceKind::Handset(*person)).await?;
            responders.push((name.clone(), typed, enrol));
        }
        let ward_links =
            cast.doors.iter().map(|door| (door.ward.clone(), format!("{url}{}", door.path))).collect();
        let walls = core.store.read().await?.list_walls().await?;
        let wall = walls.iter().find(|wall| wall.revoked_at.is_none());
        let wall = wall.map(|wall| trust.url(&paths::wall(&core.links.wall(wall.id))));
        Ok(Self { url, ward_links, ward_codes, responders, wall })
    }

    fn json(&self, sign_ins: &[SignIn]) -> serde_json::Value {
        let codes = |list: &[(String, String, String)], whom: &str| -> Vec<serde_json::Value> {
            list.iter().map(|(name, code, url)| json!({ whom: name, "code": code, "url": url })).collect()
        };
        let mut all = json!({
            "url": self.url,
            "ward_links": self.ward_links.iter().map(|(ward, url)| json!({ "ward": ward, "url": url })).collect::<Vec<_>>(),
            "ward_codes": codes(&self.ward_codes, "ward"),
            "responders": codes(&self.responders, "name"),
            "wall": self.wall,
        });
        for sign_in in sign_ins {
            all[sign_in.role.to_string()] =
                json!({ "username": sign_in.username, "password": sign_in.password });
        }
        all
    }

    fn words(&self, sign_ins: &[SignIn]) -> String {
        let mut lines = vec![
            String::new(),
            format!("Elbow's demonstration hospital is open at {}", self.url),
            String::new(),
            "Ask for help, as a nurse would from a poster:".to_owned(),
        ];
        lines.extend(self.ward_links.iter().take(WARD_CODES).map(|(ward, url)| format!("  {ward}  {url}")));
        lines.push("Enrol this browser as a ward's own device:".to_owned());
        lines.extend(self.ward_codes.iter().map(|(ward, _, url)| format!("  {ward}  {url}")));
        lines.push("Be a responder (each address works once; use a private window or a phone):".to_owned());
        lines.extend(self.responders.iter().map(|(name, _, url)| format!("  {name}  {url}")));
        lines.push(format!("Sign in with a password at {}/staff:", self.url));
        lines.extend(sign_ins.iter().map(|sign_in| {
            format!("  {}  {}  password {}", sign_in.role, sign_in.username, sign_in.password)
        }));
        lines.extend(self.wall.iter().map(|wall| format!("Hang a screen on the wall: {wall}")));
        lines.push(format!("Then watch {}/board and {}/insight. Stop with Ctrl-C.", self.url, self.url));
        lines.join("\n")
    }
}

async fn code(core: &Core, trust: &Trust, kind: DeviceKind) -> Result<(String, String), StartupError> {
    let made = actions::make_code(core, kind, None, CODES_FOR).await.map_err(told)?;
    let enrol = trust.enrolment_url(&made.code);
    Ok((made.code.to_string(), enrol))
}

fn told(error: impl std::fmt::Display) -> StartupError {
    StartupError::Told(error.to_string())
}

fn pace(text: &str) -> Result<Pace, String> {
    text.parse().ok().and_then(Pace::new).ok_or_else(|| "from 0.1 to 120".to_owned())
}

fn per_hour(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|rate| (0.1..=10_000.0).contains(rate))
        .ok_or_else(|| "from 0.1 to 10,000".to_owned())
}
