//! F11. The power fails in the middle of writing. What an answer promised had been synced before it was given; of what
//! came after it in the write-ahead log, any part may be missing or be rubbish. Such an image opens, is whole, and has
//! everything that was promised.
//!
//! The image is what the files hold while the program stands still. The log is then cut, or overwritten, at a random
//! point behind the frame that commits the last request answered, or behind what is in the database file already: that
//! was synced too.
//!
//! Shows H1.1, H1.3.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use sqlx::{Connection, SqliteConnection, query_scalar};
use store::{Location, Store};
use tokio::{task::JoinSet, time::Instant};

use crate::{
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Client, Proxy, request},
        hospital::{Engine, Hospital, slug},
        program::{Node, Program},
    },
};

const NURSES: usize = 3;

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], Duration::from_secs(30));
    let promised: Arc<Mutex<Vec<String>>> = Arc::default();
    let mut nurses = JoinSet::new();
    for nurse in 0..NURSES {
        let link = hospital.ward_links[nurse].clone();
        nurses.spawn(ask(proxy.client(""), link, nurse, Arc::clone(&promised)));
    }
    let mut figures = Figures::default();
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(20..250))).await;
        program.signal("STOP");
        let keys = promised.lock().unwrap().clone();
        let image = Image::of(&hospital.place.file("elbow.db"));
        program.signal("CONT");

        let opened = Instant::now();
        let lost = image.damaged_after(&keys).open(&keys).await;
        figures.recovered_after(opened.elapsed());
        figures.lost += lost;
        figures.rounds += 1;
        figures.acknowledged = keys.len();
    }
    nurses.shutdown().await;
    figures
}

/// Asks for ever; takes back the oldest request, so that a hospital at work is in the image and not a crowd.
async fn ask(nurse: Client, ward: String, number: usize, promised: Arc<Mutex<Vec<String>>>) {
    for tap in 0.. {
        // Long and like no other text in the file.
        let key = format!("power-cut-nurse-{number:04}-tap-{tap:08}");
        let tag = slug(0);
        let answer = nurse.post_for_json(&ward, &request(&key, &tag, false)).await.unwrap();
        assert_eq!(answer.status, 201, "{answer:?}");
        promised.lock().unwrap().push(key);
        let link = answer.json::<serde_json::Value>()["link"].as_str().unwrap().to_owned();
        nurse.post(&format!("{link}/withdraw"), &[("why", "solved_myself")]).await.unwrap();
    }
}

/// The bytes of a database and its write-ahead log at one moment.
struct Image {
    database: Vec<u8>,
    log: Vec<u8>,
    /// Frames of the log that are in the database file already.
    copied: usize,
}

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

impl Image {
    fn of(path: &Path) -> Self {
        let beside = |ending: &str| fs::read(format!("{}{ending}", path.display())).unwrap_or_default();
        // The index of the log says it in the machine's byte order, behind two copies of its header:
        // https://sqlite.org/walformat.html#the_wal_index_file_format
        let index = beside("-shm");
        let copied = index.get(96..100).map_or(0, |bytes| u32::from_ne_bytes(bytes.try_into().unwrap()));
        Self { database: beside(""), log: beside("-wal"), copied: copied.try_into().unwrap() }
    }

    /// Cuts or overwrites the log somewhere behind all that had been synced when `keys` were answered.
    fn damaged_after(mut self, keys: &[String]) -> Self {
        let from = rand::random_range(self.synced(keys)..=self.log.len());
        match rand::random_range(0..3) {
            0 => self.log.truncate(from),
            1 => self.log[from..].fill(0),
            _ => self.log[from..].iter_mut().for_each(|byte| *byte = rand::random()),
        }
        self
    }

    /// A point in the log up to which it was synced for certain.
    fn synced(&self, keys: &[String]) -> usize {
        if self.log.len() <= HEADER {
            return self.log.len();
        }
        let number = |at: usize| u32::from_be_bytes(self.log[at..at + 4].try_into().unwrap());
        let frame = FRAME_HEADER + usize::try_from(number(8)).unwrap();
        let mut synced = HEADER + self.copied * frame;
        let Some(last) = keys.last() else { return synced };
        let mut is_found = false;
        for (at, bytes) in self.log[HEADER..].chunks_exact(frame).enumerate() {
            // Salts differ: this frame is left from before the log was begun anew.
            if bytes[8..16] != self.log[16..24] {
                break;
            }
            is_found |= bytes.windows(last.len()).any(|window| window == last.as_bytes());
            let commits = bytes[4..8] != [0; 4];
            if is_found && commits {
                synced = synced.max(HEADER + (at + 1) * frame);
                break;
            }
        }
        synced
    }

    /// Opens the image as after the power is back; answers with how many of `keys` are not there.
    async fn open(self, keys: &[String]) -> usize {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("elbow.db");
        fs::write(&path, &self.database).unwrap();
        fs::write(folder.path().join("elbow.db-wal"), &self.log).unwrap();

        let store = server::startup::open_store(&Location::File(path.clone())).await.unwrap();
        let lost = missing(store.as_ref(), keys).await;
        let now = (ground::clock::system())();
        assert_eq!(store.check(now, 0).await.unwrap().broken, Vec::<String>::new());
        store.close().await;
        let mut connection = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
        let found: Vec<String> =
            query_scalar("pragma integrity_check").fetch_all(&mut connection).await.unwrap();
        assert_eq!(found, ["ok"]);
        lost
    }
}

async fn missing(store: &dyn Store, keys: &[String]) -> usize {
    let mut session = store.read().await.unwrap();
    let mut missing = 0;
    for key in keys {
        if session.lookup_ticket_by_request_key(key).await.unwrap().is_none() {
            println!("lost: {key}");
            missing += 1;
        }
    }
    missing
}
