//! From an empty database to somebody at the elbow, and what an administrator may look at on the way.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::{
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};

use app::screens::my_jobs::MyJobsPage;
use domain::{PersonId, Role, Timestamp};
use figment::{
    Figment,
    providers::{Format, Toml},
};
use ground::{links::Links, random::Random};
use serde_json::Value;
use server::{
    config::{Config, DEFAULTS},
    http::assets::Assets,
    startup::{Running, Startup, open_store},
};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, raw_sql, sqlite::SqliteConnectOptions};
use store::Location;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::hospital::{
    Answer, Browser, Hospital, LEAD_PASSWORD, MONDAY_MORNING, PIN, clock, eventually, give_password,
    new_database, put_person, request,
};

const WARDS: &str =
    "code,name,building,level\nW07,Ward 7,Main,1\nW12,Ward 12,Main,2\nAMU,Acute Medical Unit,Main,6\n";
const TAGS: &str = "slug,name,anyone\nepma,ePMA,no\nother,Something else,yes\n";
const PEOPLE: &str = "name,kind,tags\nAsha Example,floorwalker,epma\nBen Sample,floorwalker,epma\n";

/// A database with nobody in it but an administrator.
struct Empty {
    running: Running,
    base: String,
    _folder: TempDir,
}

impl Empty {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Random::system();
        let store = open_store(&new_database(folder.path()).await).await.unwrap();
        store.migrate().await.unwrap();
        let at = Timestamp::from_millis(MONDAY_MORNING);
        let mut session = store.write().await.unwrap();
        let admin = PersonId::new(at, random.bytes());
        put_person(session.as_mut(), admin, "Robin Fixture", &[Role::Administrator]).await;
        give_password(session.as_mut(), admin, "admin").await;
        session.commit().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let figment = Figment::from(Toml::string(DEFAULTS)).merge(("public_url", &base));
        let startup = Startup {
            config: Config::read(&figment).unwrap(),
            store,
            links: Links::new(random.bytes()),
            policy: dispatch::Policy::default(),
            random,
            demo: false,
        };
        let now = Arc::new(AtomicI64::new(MONDAY_MORNING));
        let running = startup.run(listener, clock(&now), Assets::none()).await.unwrap();
        Self { running, base, _folder: folder }
    }

    /// Signed in, with only the administrator's own way in.
    async fn administrator(&self) -> Browser {
        let browser = Browser::new(&self.base);
        let form = [("username", "admin"), ("password", LEAD_PASSWORD), ("next", "")];
        assert_eq!(browser.post("/staff", &form).await.location, "/");
        assert_eq!(browser.get("/").await.location, "/admin/start", "there is nothing yet");
        browser
    }

    /// A responder's handset: enrolled by the administrator, on shift, on a ward.
    async fn handset(&self, desk: &Browser, name: &str, ward: &str) -> Browser {
        let mut session = self.running.core.store.read().await.unwrap();
        let people = session.list_people().await.unwrap();
        let person = people.iter().find(|person| person.name == name).unwrap().id;
        let wards = session.list_wards().await.unwrap();
        let ward = wards.iter().find(|known| known.code == ward).unwrap().id.to_string();
        drop(session);
        let made = desk.client.post(format!("{}/setup/people/{person}/code", self.base));
        let made = Browser::answer(made.header("accept", "application/json")).await;
        let made: Value = serde_json::from_str(&made.body).unwrap();
        let handset = Browser::new(&self.base);
        let form = [("grant", made["code"].as_str().unwrap()), ("pin", PIN), ("pin_again", PIN)];
        assert_eq!(handset.post("/enrol/pin", &form).await.location, "/me");
        assert_eq!(handset.post("/me/shift", &[("duty", "on_shift")]).await.status, 303);
        assert_eq!(handset.post("/me/place", &[("ward", &ward)]).await.status, 303);
        handset
    }

    async fn ward_link(&self, code: &str) -> String {
        let wards = self.running.core.store.read().await.unwrap().list_wards().await.unwrap();
        let ward = wards.iter().find(|ward| ward.code == code).unwrap();
        format!("/w/{}", self.running.core.links.ward(ward.id, 0))
    }
}

/// Files as a browser sends them (RFC 7578).
pub(crate) async fn upload(browser: &Browser, files: &[(&str, &str)]) -> Answer {
    let parts: Vec<String> = files
        .iter()
        .map(|(name, text)| {
            format!(
                "--part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 Content-Type: text/csv\r\n\r\n{text}\r\n"
            )
        })
        .collect();
    post_files(browser, format!("{}--part--\r\n", parts.concat()).into_bytes()).await
}

/// One file that is not text.
pub(crate) async fn upload_of(browser: &Browser, name: &str, bytes: &[u8]) -> Answer {
    let head =
        format!("--part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
    post_files(browser, [head.as_bytes(), bytes, b"\r\n--part--\r\n"].concat()).await
}

async fn post_files(browser: &Browser, body: Vec<u8>) -> Answer {
    let request = browser
        .client
        .post(format!("{}/admin/import", browser.base))
        .header("accept", "text/html")
        .header("content-type", "multipart/form-data; boundary=part")
        .body(body);
    Browser::answer(request).await
}

/// What the page sends to confirm the files it shows.
pub(crate) fn key(look: &Answer) -> String {
    look.page().field("key").unwrap()
}

async fn import(desk: &Browser, files: &[(&str, &str)]) {
    let look = upload(desk, files).await;
    assert_eq!(look.status, 200, "{look}");
    let saved = desk.post("/admin/import/confirm", &[("key", &*key(&look))]).await;
    assert_eq!(saved.status, 303, "{saved}");
    assert!(saved.location.starts_with("/admin?done=imported&about="), "{}", saved.location);
}

#[tokio::test]
async fn three_files_make_a_hospital_in_which_the_nearest_is_asked() {
    let empty = Empty::open().await;
    let desk = empty.administrator().await;
    assert!(desk.get("/admin").await.says("Check the files"));

    let wrong = PEOPLE.replace("Ben Sample,floorwalker,epma", "Ben Sample,floorwalker,epmaa");
    let refused = upload(&desk, &[("wards.csv", WARDS), ("tags.csv", TAGS), ("people.csv", &wrong)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("There is no tag epmaa"), "{refused}");
    assert_eq!(refused.page().button("Save this"), None);
    assert_eq!(desk.get("/admin/files/wards.csv").await.body.lines().count(), 1, "nothing is half imported");

    let look = upload(&desk, &[("wards.csv", WARDS), ("tags.csv", TAGS), ("people.csv", PEOPLE)]).await;
    assert!(look.says("Added: 4") && look.page().button("Save this").is_some(), "{look}");
    assert_eq!(desk.get("/admin/files/wards.csv").await.body.lines().count(), 1, "a look changes nothing");
    let key = key(&look);
    let form = [("key", &*key)];
    let saved = desk.post("/admin/import/confirm", &form).await.location;
    let page = desk.page(&saved).await;
    let said = "Saved. Tags: 2 added. Wards: 4 added. People: 2 added.";
    assert!(page.says(said), "{saved}: {page}");
    let again = desk.post("/admin/import/confirm", &form).await;
    assert_eq!((again.status, again.location), (303, saved), "it is saved once, and the same is said of it");
    assert!(desk.get("/admin/people").await.says("Ben Sample"));

    let far = empty.handset(&desk, "Asha Example", "AMU").await;
    let near = empty.handset(&desk, "Ben Sample", "W12").await;
    let nurse = Browser::new(&empty.base);
    let asked = nurse.post(&empty.ward_link("W07").await, &request("k", "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    let offer = eventually("an offer to Ben, one floor away", async || {
        let page: MyJobsPage = near.json("/me.json").await;
        page.offers.into_iter().next()
    })
    .await;
    let page: MyJobsPage = far.json("/me.json").await;
    assert!(page.offers.is_empty(), "Asha is five floors away");
    near.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await;
    assert!(nurse.get(&asked.location).await.says("Ben Sample"));
}

/// Which steps the page calls missing, in its order.
async fn missing(desk: &Browser) -> Vec<String> {
    desk.page("/admin/start").await.texts("main .app-warning li")
}

#[tokio::test]
async fn an_empty_elbow_leads_its_administrator_from_step_to_step() {
    const LEADS: &str = "name,username,kind,tags\nAsha Example,,floorwalker,epma\nDana Mock,d.mock,lead,\n";
    let empty = Empty::open().await;
    let desk = empty.administrator().await;
    let first = desk.page("/admin/start").await;
    assert!(first.says("nobody can ask for help") && first.leads_to("/admin#files"), "{first}");
    assert!(first.leads_to("/admin/wards") && first.leads_to("/admin/tags"), "{first}");
    assert!(first.leads_to("/admin/settings") && first.leads_to("/admin/doctor"), "{first}");
    let all = missing(&desk).await;
    assert_eq!((all.len(), all[0].as_str()), (11, "Wards"), "the most important first: {all:?}");
    assert!(desk.page("/admin").await.leads_to("/admin/start"));

    import(&desk, &[("wards.csv", WARDS), ("tags.csv", "slug,name,anyone\nepma,ePMA,no\n")]).await;
    assert_eq!(desk.get("/").await.location, "/admin", "it is a hospital by now");
    let page = desk.page("/admin/start").await;
    assert!(page.says("None of the tags is one that anyone may take"), "{page}");
    import(&desk, &[("tags.csv", TAGS), ("people.csv", LEADS)]).await;
    let page = desk.page("/admin/start").await;
    assert!(page.says("3 wards, 1 site") && page.says("1 person can respond"), "{page}");
    assert!(page.says("No lead can sign in"), "without a password: {page}");

    let form = [("version", "0"), ("trust_name", "Testwell"), ("desk_phone", "4100"), ("told", "")];
    assert_eq!(desk.post("/admin/settings", &form).await.status, 303);
    let core = &empty.running.core;
    let mut session = core.store.write().await.unwrap();
    let people = session.list_people().await.unwrap();
    let dana = people.iter().find(|person| person.name == "Dana Mock").unwrap().id;
    give_password(session.as_mut(), dana, "d.mock").await;
    session.commit().await.unwrap();
    let left = ["Elbow is well", "Handsets", "Posters", "A request", "Shifts", "A communications drill"];
    let now = missing(&desk).await;
    assert_eq!(now.len(), left.len(), "{now:?}");
    assert!(now.iter().zip(left).all(|(now, left)| now.starts_with(left)), "{now:?}");

    let asha = empty.handset(&desk, "Asha Example", "W07").await;
    let nurse = Browser::new(&empty.base);
    assert_eq!(nurse.post(&empty.ward_link("W07").await, &request("k", "epma")).await.status, 303);
    let offer =
        eventually("an offer", async || asha.json::<MyJobsPage>("/me.json").await.offers.into_iter().next())
            .await;
    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    assert_eq!(asha.post(&format!("/me/jobs/{}/arrive", offer.ticket), &[]).await.status, 303);
    let page = eventually("a figure", async || {
        Some(desk.page("/admin/start").await).filter(|page| page.says("Somebody came for 1 request"))
    })
    .await;
    assert!(
        desk.page("/admin").await.says("see what is still missing"),
        "what takes long is not looked at there"
    );
    assert!(page.says("1 handset is set up, and nobody has confirmed a test alert lately"), "{page}");
}

#[tokio::test]
async fn an_administrator_without_a_shell_reads_what_doctor_says() {
    let hospital = Hospital::open().await;
    let page = hospital.administrator().await.page("/admin/doctor").await;
    for words in [
        "Keys that sign alerts",
        "run `elbow vapid-keys add`",
        "No alerts are sent, because push.contact is not set",
        "Someone who can sign in",
        "there with the command “elbow doctor”",
    ] {
        assert!(page.says(words), "{words}: {page}");
    }
    assert_eq!(hospital.desk().await.get("/admin/doctor").await.status, 403, "it names files");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_file_that_names_what_has_ended_or_a_new_zone_says_so() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let zones = "code,name,zone\nW07,Ward 7,Medicine\nW12,Ward 12,Medicine\n";
    import(&admin, &[("wards.csv", zones)]).await;
    let ended = admin.says_yes(&format!("/admin/wards/{}/end", hospital.ward_7)).await;
    assert_eq!(ended.status, 303, "{ended}");

    let look = upload(&admin, &[("wards.csv", &zones.replace("Ward 7,Medicine", "Ward 7A,Medicin"))]).await;
    assert!(look.says("The ward “W07 Ward 7A” has ended; the line is left out"), "{look}");
    assert!(look.says("Open it again on its page first, if it is back."), "{look}");
    let look = upload(&admin, &[("wards.csv", &zones.replace("Ward 12,Medicine", "Ward 12,Medicin"))]).await;
    assert!(look.says("There was no zone Medicin yet; saving makes it"), "{look}");
    // What was exported is what there is: nobody is moved by what has ended.
    let people = admin.get("/admin/files/people.csv").await.body;
    let links = admin.get("/admin/files/links.csv").await.body;
    let look = upload(&admin, &[("people.csv", &people), ("links.csv", &links)]).await;
    assert!(look.says("Nothing will change"), "{look}");
}

#[tokio::test]
async fn an_import_that_was_looked_at_before_the_other_administrator_left_is_refused() {
    const STAFF: &str = "name,username,kind\nRobin Fixture,admin,lead\n";
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let store = &hospital.running.core.store;
    let other = PersonId::new(Timestamp::from_millis(MONDAY_MORNING), [7; 10]);
    let mut session = store.write().await.unwrap();
    put_person(session.as_mut(), other, "Sam Other", &[Role::Administrator]).await;
    give_password(session.as_mut(), other, "other").await;
    session.commit().await.unwrap();
    let look = upload(&desk, &[("people.csv", STAFF)]).await;
    assert_eq!(look.status, 200, "{look}");
    let ended = desk.says_yes(&format!("/admin/people/{other}/end")).await;
    assert_eq!(ended.status, 303, "{ended}");

    let saved = desk.post("/admin/import/confirm", &[("key", &*key(&look))]).await;
    assert_eq!(saved.status, 409);
    assert!(saved.says("Robin Fixture would not be an administrator any more"), "{saved}");
    assert!(desk.get("/admin").await.says("Robin Fixture"), "and sets the hospital up as before");
}

#[tokio::test]
async fn a_timed_lift_makes_the_far_ward_the_near_one() {
    let empty = Empty::open().await;
    let desk = empty.administrator().await;
    import(&desk, &[("wards.csv", WARDS), ("tags.csv", TAGS), ("people.csv", PEOPLE)]).await;
    let asha = empty.handset(&desk, "Asha Example", "AMU").await;
    let ben = empty.handset(&desk, "Ben Sample", "W12").await;
    let links = "from,to,seconds,kind\nW07,AMU,25,lift\nW07,W12,300,corridor\n";
    import(&desk, &[("links.csv", links)]).await;
    assert!(desk.get("/admin/ways").await.says("300"));

    let nurse = Browser::new(&empty.base);
    nurse.post(&empty.ward_link("W07").await, &request("k", "epma")).await;
    eventually("an offer to Asha, who has the lift", async || {
        let page: MyJobsPage = asha.json("/me.json").await;
        page.offers.into_iter().next()
    })
    .await;
    let page: MyJobsPage = ben.json("/me.json").await;
    assert!(page.offers.is_empty());
}

#[tokio::test]
async fn an_arrival_teaches_the_way() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let desk = hospital.administrator().await;
    assert!(desk.get("/admin/walks").await.says("Nothing yet."));
    hospital.browser().post(&hospital.ward_link(hospital.ward_12), &request("k", "epma")).await;
    let offer = eventually("an offer to Asha, two floors below", async || {
        let page: MyJobsPage = asha.json("/me.json").await;
        page.offers.into_iter().next()
    })
    .await;
    asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await;
    hospital.fast_forward(Duration::from_secs(30));
    let page: MyJobsPage = asha.json("/me.json").await;
    let job = page.job.unwrap();
    assert_eq!(asha.post(&format!("/me/jobs/{}/arrive", job.ticket), &[]).await.status, 303);

    let walks = hospital.running.core.store.read().await.unwrap();
    let walks = { walks }.list_walks(Timestamp::from_millis(0)).await.unwrap();
    let expected = domain::Walk { from: hospital.ward_7, to: hospital.ward_12, seconds: 30 };
    assert_eq!(walks, [expected]);
    let page = desk.page("/admin/walks").await;
    assert!(page.says("Ward 7 – Ward 12") || page.says("Ward 12 – Ward 7"), "{page}");
}

#[tokio::test]
async fn every_list_its_template_and_its_file_are_there() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    for list in ["tags", "wards", "links", "overrides", "people", "shifts"] {
        let page = desk.get(&format!("/admin/lists/{list}?find=x")).await;
        match list {
            "overrides" | "shifts" => assert_eq!(page.status, 200, "{list}"),
            "links" => assert_eq!(page.location, "/admin/ways?find=x"),
            _ => assert_eq!(page.location, format!("/admin/{list}?find=x")),
        }
        for folder in ["files", "templates"] {
            let file = desk.get(&format!("/admin/{folder}/{list}.csv")).await;
            assert_eq!(file.status, 200, "{list}");
            assert!(file.body.starts_with('\u{feff}'), "spreadsheets see that it is UTF-8");
            assert!(file.headers["content-disposition"].to_str().unwrap().contains(&format!("{list}.csv")));
        }
    }
    let core = &hospital.running.core;
    let (starts_at, ends_at) = (core.now(), core.now() + Duration::from_hours(8));
    let mut session = core.store.write().await.unwrap();
    session.put_shift(&domain::Shift { person: hospital.asha, starts_at, ends_at }).await.unwrap();
    session.commit().await.unwrap();
    let shifts = desk.page("/admin/lists/shifts").await;
    assert_eq!(shifts.texts("thead th"), ["Person", "From", "To"], "named for people: {shifts}");
    assert_eq!(desk.get("/admin/files/secrets.csv").await.status, 404);
    assert_eq!(desk.get("/admin/lists/nothing").await.status, 404);
}

#[tokio::test]
async fn uploads_that_cannot_be_read_change_nothing() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let none = upload(&desk, &[("", "")]).await;
    assert_eq!(none.status, 422);
    assert!(none.says("Choose at least one file"), "{none}");
    let large = "x".repeat(import::MAX_BYTES + 1);
    assert_eq!(upload(&desk, &[("wards.csv", &large)]).await.status, 413);
    assert_eq!(desk.post("/admin/import", &[]).await.status, 415);
    assert_eq!(desk.post("/admin/import/confirm", &[("key", "guess")]).await.status, 409);
    let unknown = upload(&desk, &[("secrets.csv", "a,b\n")]).await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.says("does not say what the file is about"), "{unknown}");
}

/// Past all checks, as a bad disk or a clumsy hand would.
pub(crate) async fn damage(path: &std::path::Path, sql: String) {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(false)
        .pragma("ignore_check_constraints", "on");
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_damaged_account_hides_nobody_from_the_lists_of_people() {
    let hospital = Hospital::open().await;
    let Location::File(path) = hospital.running.config.database.clone() else { return };
    let administrator = hospital.administrator().await;
    for set in ["password_hash = cast(x'ff' as text)", "ended_at = 'soon'", "username = cast(x'ff' as text)"]
    {
        damage(&path, format!("update account set {set} where username = 'dana'")).await;
        for list in ["/setup", "/admin/people"] {
            let page = administrator.get(list).await;
            assert_eq!(page.status, 200, "{set}: {page}");
            assert!(page.says("Dana Mock") && page.says("Asha Example"), "{list}, {set}: {page}");
        }
    }
}

#[tokio::test]
async fn a_damaged_ward_can_still_ask_and_closes_set_up_for_nobody() {
    let hospital = Hospital::open().await;
    let Location::File(path) = hospital.running.config.database.clone() else { return };
    let store = &hospital.running.core.store;
    let whole = store.read().await.unwrap().lookup_ward(hospital.ward_7).await.unwrap().unwrap();
    let (lead, administrator) = (hospital.desk().await, hospital.administrator().await);
    let old_link = hospital.ward_link(hospital.ward_7);
    for damage in [
        "link_rotation = 4294967296",
        "link_rotation = 4294967295",
        "zone = x'0102'",
        "zone = x'000102030405060708090a0b0c0d0e0f'",
        "site = x'0102'",
        "site = x'000102030405060708090a0b0c0d0e0f'",
        "level = 99999",
        "metres_east = null",
        "metres_north = 9e999",
        "building = cast(x'ff' as text)",
        "phone = cast(x'ff' as text)",
        "link_rotation = -1",
    ] {
        self::damage(&path, format!("update ward set {damage} where code = 'W07'")).await;
        for desk in [&lead, &administrator] {
            let page = desk.get("/setup").await;
            assert_eq!(page.status, 200, "{damage}: {page}");
            assert!(page.says("Ward 7") && page.says("Ward 12"), "{damage}");
        }
        let asked = hospital.browser().post(&old_link, &request(damage, "epma")).await;
        assert_eq!(asked.status, 303, "{damage}: {asked}");
        assert_eq!(hospital.browser().get(&asked.location).await.status, 200, "{damage}");
        assert!(lead.get("/board").await.says("Ward 7"), "{damage}");
        assert_eq!(lead.get("/board/ask").await.status, 200, "{damage}");
        hospital.fast_forward(Duration::from_mins(2));
        if damage != "link_rotation = -1" {
            let mut session = store.write().await.unwrap();
            session.put_ward(&whole).await.unwrap();
            let hash = ground::links::hash(&hospital.running.core.links.ward(whole.id, 0));
            session.set_ward_link(whole.id, &hash, 0).await.unwrap();
            session.commit().await.unwrap();
        }
    }
    assert!(lead.get("/setup").await.says("The link cannot be read"));
    let question = format!("/setup/wards/{}/rotate-link", hospital.ward_7);
    assert_eq!(lead.get(&question).await.status, 200);
    assert_eq!(lead.post(&question, &[("rotation", "")]).await.status, 303);
    assert_eq!(hospital.browser().get(&old_link).await.status, 404, "no old link is good again");
    assert!(!lead.get("/setup").await.says("The link cannot be read"), "the damage is mended");
}
