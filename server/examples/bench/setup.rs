//! Setting a hospital up while it runs: an import of 20,000 rows, looked at and saved, what people who ask wait for meanwhile, a
//! page of a list of 2,000 people, and the posters of all wards.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{
    fmt::Write,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use domain::{GrantId, Role, RoleGrant};
use ground::{clock, random::Random};
use tokio::time::{Instant, sleep};

use crate::{
    figures::{Figures, quantile},
    outside::{
        client::{Asked, Client, Proxy, request},
        hospital::{Engine, Hospital, Size, slug},
        program::{Node, Program},
    },
};

const SIZE: Size = Size { wards: 101, tags: 12, responders: 20, devices: 20, knows: |_, _| true };
const PEOPLE: usize = 2_000;
/// Of each person; 20,000 in all.
const SHIFTS: usize = 10;
const IMPORTS: usize = 6;
const ASKS: usize = 300;
const LISTS: usize = 200;
/// Between two requests for help: a busy hour of a large hospital.
const PAUSE: Duration = Duration::from_millis(40);
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    let hospital = Hospital::open(Engine::Sqlite, SIZE).await;
    let administrator = make_administrator(&hospital).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], PATIENCE);
    let desk = proxy.client(&administrator);
    let devices: Vec<Client> = hospital.devices.iter().map(|device| proxy.client(device)).collect();

    import(&desk, "people.csv", &people()).await;
    let mut waits = Vec::with_capacity(LISTS);
    for _ in 0..LISTS {
        let at = Instant::now();
        assert_eq!(desk.get("/admin/people").await.unwrap().status, 200);
        waits.push(at.elapsed());
    }
    figures.note("list_2000_p99_ms", quantile(&waits, 0.99));

    let at = Instant::now();
    let posters = desk.get("/setup/posters/print?wards=all&what=poster").await.unwrap();
    assert_eq!(
        (posters.status, posters.body.matches("app-qr__code").count()),
        (200, SIZE.wards),
        "one code a ward"
    );
    figures.note("posters_101_s", at.elapsed().as_secs_f64());

    let mut alone = Vec::with_capacity(ASKS);
    for number in 0..ASKS {
        alone.push(ask(&devices, number).await);
    }
    let is_over = AtomicBool::new(false);
    let imports = async {
        let (mut previews, mut saves) = (Vec::new(), Vec::new());
        for round in 0..IMPORTS {
            let (preview, save) = import(&desk, "shifts.csv", &shifts(round)).await;
            previews.push(preview);
            saves.push(save);
        }
        is_over.store(true, Ordering::Relaxed);
        (previews, saves)
    };
    let asks = async {
        let mut waits = Vec::new();
        while !is_over.load(Ordering::Relaxed) {
            waits.push(ask(&devices, ASKS + waits.len()).await);
        }
        waits
    };
    let ((previews, saves), beside) = tokio::join!(imports, asks);
    figures.note("import_20k_preview_s", quantile(&previews, 0.5) / 1000.0);
    figures.note("import_20k_save_s", quantile(&saves, 0.5) / 1000.0);
    figures.note_waits("ask_", "_alone", &alone);
    figures.note_waits("ask_", "_beside_import", &beside);
    figures.note("ask_p99_ratio", quantile(&beside, 0.99) / quantile(&alone, 0.99));
    program.stop().await;
    figures
}

/// The lead may do everything.
async fn make_administrator(hospital: &Hospital) -> String {
    let store = hospital.place.open().await;
    let mut tx = store.write().await.unwrap();
    let lead = tx.list_people().await.unwrap().into_iter().find(|person| person.name == "Dana Mock").unwrap();
    let now = (clock::system())();
    let grant = GrantId::new(now, Random::system().bytes());
    tx.add_grant(&RoleGrant::lasting(grant, lead.id, Role::Administrator, now)).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    hospital.lead.clone()
}

fn people() -> String {
    let mut text = "name,username,kind,tags\n".to_owned();
    for number in 0..PEOPLE {
        writeln!(text, "Sample Person {number},p{number},floorwalker,{}", slug(number % SIZE.tags)).unwrap();
    }
    text
}

/// A roster; that of another round ends every shift at another time.
fn shifts(round: usize) -> String {
    let mut text = "person,starts,ends\n".to_owned();
    for day in 1..=SHIFTS {
        for number in 0..PEOPLE {
            writeln!(text, "p{number},2099-03-{day:02} 07:30,{}:00", 12 + round).unwrap();
        }
    }
    text
}

/// How long the look took, and the save.
async fn import(desk: &Client, name: &str, text: &str) -> (Duration, Duration) {
    let began = Instant::now();
    let look = desk.upload("/admin/import", name, text).await.unwrap();
    let looked = Instant::now();
    assert_eq!(look.status, 200, "{}", look.body);
    let (_, key) = look.body.split_once("name=\"key\" value=\"").unwrap();
    let (key, _) = key.split_once('"').unwrap();
    let confirmed = Instant::now();
    let saved = desk.post("/admin/import/confirm", &[("key", key)]).await.unwrap();
    assert_eq!(saved.status, 303, "{}", saved.body);
    (looked - began, confirmed.elapsed())
}

/// How long somebody waits for the answer to a request, which is taken back.
async fn ask(devices: &[Client], number: usize) -> Duration {
    let device = &devices[number % devices.len()];
    let (key, tag) = (format!("setup-{number}"), slug(number % SIZE.tags));
    let at = Instant::now();
    let asked: Asked = device.post_for_json("/ask", &request(&key, &tag, false)).await.unwrap().json();
    let waited = at.elapsed();
    device.post(&format!("{}/withdraw", asked.link), &[("why", "other")]).await.unwrap();
    sleep(PAUSE).await;
    waited
}
