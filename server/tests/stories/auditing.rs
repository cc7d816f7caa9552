//! What an auditor finds, and sign-ins that end.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use crate::hospital::{
    Browser, Hospital, LEAD_PASSWORD, PIN, eventually, request,
    stream::{next, stream},
};
use domain::Role;
use ground::password;
use store::DeviceKind;

/// The rows of the audit page, latest first.
async fn audit(browser: &Browser, query: &str) -> Vec<String> {
    let answer = browser.get(&format!("/admin/audit{query}")).await;
    assert_eq!(answer.status, 200, "{answer}");
    answer.page().texts("tbody tr")
}

fn is_told(rows: &[String], words: &str) -> bool {
    rows.iter().any(|row| row.contains(words))
}

#[tokio::test]
async fn times_in_a_file_say_how_far_they_are_from_utc() {
    let hospital = Hospital::open().await;
    // In July the clocks have gone forward.
    hospital.fast_forward(Duration::from_hours(24 * 130));
    let file = hospital.administrator().await.get("/admin/audit.csv").await.body;
    assert!(file.contains(",2026-07-10T10:00:00+01:00,Robin Fixture,Signed in with a password\n"), "{file}");
}

#[tokio::test]
async fn an_auditor_reads_who_came_in_took_out_and_was_refused() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let desk = hospital.desk().await;
    let handset = hospital.handset(hospital.asha).await;
    assert_eq!(admin.get("/admin/files/people.csv").await.status, 200);
    assert_eq!(desk.get("/insight.csv").await.status, 200);
    assert_eq!(desk.get("/admin").await.status, 403);
    assert_eq!(handset.get("/board").await.status, 403);
    let stranger = hospital.browser();
    for code in ["K7P3QX9M", "K7P3QX9N", "K7P3QX9R"] {
        assert_eq!(stranger.post("/enrol", &[("code", code)]).await.status, 422);
    }
    for _ in 0..3 {
        let typed = [("username", "hunter2-my-password"), ("password", "x")];
        assert_eq!(stranger.post("/staff", &typed).await.status, 422);
    }
    assert_eq!(desk.post("/sign-out", &[]).await.status, 303);

    let rows = audit(&admin, "").await;
    for words in [
        "Robin Fixture Signed in with a password",
        "Dana Mock Signed in with a password",
        "Dana Mock Made a code for a handset of Asha Example",
        "Asha Example Signed in with a code on a new handset",
        "Robin Fixture Exported people.csv (6 rows)",
        "Dana Mock Exported insight.csv (0 rows)",
        "Dana Mock Was refused GET /admin, once",
        "Asha Example Was refused GET /board, once",
        "Someone at 127.0.0.1 Tried invalid codes, once",
        "Someone at 127.0.0.1 Tried unknown usernames, once",
        "Dana Mock Signed out",
    ] {
        assert!(is_told(&rows, words), "{words}\n{}", rows.join("\n"));
    }
    let page = admin.get("/admin/audit.csv").await;
    assert!(page.body.starts_with("\u{feff}number,at,who,what\n"));
    assert!(page.body.contains(",2026-03-02T09:00:00+00:00,Dana Mock,Signed out\n"), "{}", page.body);
    // What was typed as a name may be a password: it is nowhere.
    let log = hospital.running.core.store.read().await.unwrap().list_events_after(0, 1_000).await.unwrap();
    assert!(!log.iter().any(|event| format!("{:?}", event.what).contains("hunter2")));
    // Those that followed the first come as one number when their ten minutes are over.
    hospital.fast_forward(Duration::from_secs(601));
    eventually("the count", || async {
        let rows = audit(&admin, "?kind=wrong_code").await;
        is_told(&rows, "Tried invalid codes, 2 times within 10 minutes").then_some(())
    })
    .await;
    // Who came and went is there for whoever asks for it.
    let shift = |rows: &[String]| is_told(rows, "Now on shift: Asha Example");
    assert!(!shift(&audit(&admin, "").await) && shift(&audit(&admin, "?kind=everything").await));
    assert!(shift(&audit(&admin, "?kind=duty_changed").await));
    let monday = audit(&admin, "?from=02/03/2026&to=02/03/2026").await;
    assert_eq!(monday, audit(&admin, "?from=2026-03-02&to=2026-03-02").await);
    assert!(!monday.is_empty());
    // Those filters are for one person and one kind; other days have nothing.
    let dana = format!("?person={}", hospital.lead);
    assert!(audit(&admin, &dana).await.iter().all(|row| row.contains("Dana Mock")));
    // Of a person are their handsets too, by which somebody may come in as them.
    let of_asha = audit(&admin, &format!("?person={}", hospital.asha)).await;
    assert!(is_told(&of_asha, "A handset was set up for Asha Example"), "{of_asha:?}");
    let rows = audit(&admin, "?kind=exported").await;
    assert_eq!(rows.len(), 3, "the audit's own file is one too: {rows:?}");
    assert!(audit(&admin, "?from=2026-02-01&to=2026-02-02").await.is_empty());
    assert_eq!(admin.get("/admin/audit?from=yesterday").await.status, 422);
    assert_eq!(desk.get("/admin/audit").await.status, 303);
    assert_eq!(handset.get("/admin/audit").await.status, 403);
}

#[tokio::test]
async fn an_audit_of_many_rows_has_pages() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    for _ in 0..120 {
        hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    }
    let first = audit(&admin, "?kind=code_made").await;
    assert_eq!(first.len(), 100);
    let page = admin.page("/admin/audit?kind=code_made").await;
    let older = page.links().into_iter().find(|link| link.contains("after=")).unwrap();
    let rest = audit(&admin, older.strip_prefix("/admin/audit").unwrap()).await;
    assert_eq!(rest.len(), 20);
    assert!(!rest.iter().any(|row| first.contains(row)));
}

#[tokio::test]
async fn everybody_sees_their_own_sign_ins_and_ends_those_they_do_not_know() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.desk().await, hospital.desk().await);
    let page = desk.page("/account").await;
    assert_eq!((page.times("With a password"), page.times("This one")), (2, 1), "{page}");
    let is_end = |action: &String| action.starts_with("/account/sign-ins/") && action.ends_with("/end");
    let end = page.actions().into_iter().find(is_end).unwrap();
    let mut board = stream(&other, "/events", None).await;
    next(&mut board, "beat").await;
    assert_eq!(desk.post(&end, &[]).await.location, "/account?done=sign_in");
    next(&mut board, "gone").await;
    assert_eq!(other.get("/board").await.status, 303, "ended");
    assert_eq!(desk.get("/board").await.status, 200);
    let (third, fourth) = (hospital.desk().await, hospital.desk().await);
    assert_eq!(desk.post("/account/sign-ins/end-others", &[]).await.status, 303);
    for ended in [&third, &fourth] {
        assert_eq!(ended.get("/board").await.status, 303);
    }
    assert_eq!(desk.page("/account").await.times("With a password"), 1);
    // Nobody ends what is not theirs.
    let admin = hospital.administrator().await;
    assert_eq!(admin.post(&end, &[]).await.status, 303);
    assert_eq!(desk.get("/board").await.status, 200);
}

#[tokio::test]
async fn a_live_page_ends_with_its_sign_in() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    let mut jobs = stream(&handset, "/events", None).await;
    next(&mut jobs, "beat").await;
    // On shift it would be asked what becomes of the shift.
    assert_eq!(handset.post("/me/shift", &[("duty", "off_shift")]).await.status, 303);
    assert_eq!(handset.post("/sign-out", &[]).await.status, 303);
    next(&mut jobs, "gone").await;
    assert!(futures::StreamExt::next(&mut jobs).await.is_none(), "and then nothing");

    // By its time, too.
    let desk = hospital.desk().await;
    let mut board = stream(&desk, "/events", None).await;
    next(&mut board, "beat").await;
    hospital.fast_forward(Duration::from_hours(3));
    next(&mut board, "gone").await;
}

#[tokio::test]
async fn a_session_is_worth_nothing_without_its_handset_and_ends_when_its_browser_signs_in_again() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    let answer = handset.post("/sign-in", &[("pin", PIN)]).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let copied = hospital.browser();
    let with = |cookie: &str| {
        Browser::answer(copied.client.get(format!("{}/me", hospital.base)).header("cookie", cookie))
    };
    assert_eq!(with(&cookie).await.status, 303, "a copy elsewhere");
    assert_eq!(handset.get("/me").await.status, 200);

    let desk = hospital.browser();
    let form = [("username", "lead"), ("password", LEAD_PASSWORD), ("next", "/board")];
    let first = desk.post("/staff", &form).await;
    let mut cookies = first.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let first = cookies.find(|cookie| cookie.starts_with("elbow-session")).unwrap();
    let first = first.split(';').next().unwrap();
    let board = |cookie: &str| {
        Browser::answer(copied.client.get(format!("{}/board", hospital.base)).header("cookie", cookie))
    };
    assert_eq!(board(first).await.status, 200);
    assert_eq!(desk.post("/staff", &form).await.status, 303);
    assert_eq!(board(first).await.status, 303, "the old one is not left alive");
}

#[tokio::test]
async fn a_responder_who_is_gone_for_longer_than_the_trust_allows_signs_in_again() {
    let hospital = Hospital::open_with("[sessions]\nresponder_idle_minutes = 60").await;
    let handset = hospital.handset(hospital.asha).await;
    hospital.fast_forward(Duration::from_mins(59));
    assert_eq!(handset.get("/me").await.status, 200);
    hospital.fast_forward(Duration::from_mins(59));
    assert_eq!(handset.get("/me").await.status, 200, "since the last time they were there");
    hospital.fast_forward(Duration::from_mins(61));
    assert_eq!(handset.get("/me").await.location, "/sign-in");
}

#[tokio::test]
async fn who_leaves_the_trust_is_shut_out_and_keeps_their_name_in_what_happened() {
    let hospital = Hospital::open().await;
    let (admin, desk) = (hospital.administrator().await, hospital.desk().await);
    let handset = hospital.handset(hospital.asha).await;
    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&link, &request("a", "epma")).await.status, 303);
    let offered = eventually("the offer", || async { handset.page("/me").await.button("Accept") }).await;
    assert_eq!(handset.post(&offered, &[]).await.status, 303);

    let person = format!("/admin/people/{}", hospital.asha);
    assert!(admin.page("/setup").await.leads_to(&person));
    assert!(!desk.page("/setup").await.leads_to(&person), "a lead sets up, and ends nobody");
    assert_eq!(admin.post(&format!("{person}/end"), &[]).await.status, 409, "nobody was told what it does");
    let page = admin.page(&format!("{person}/end")).await;
    for words in [
        "Their shift ends too.",
        "1 sign-in and 1 handset and its alerts",
        "at Ward 7. Elbow looks for someone else",
    ] {
        assert!(page.says(words), "{words}: {page}");
    }
    let unused = hospital.code(DeviceKind::Handset(hospital.asha)).await;
    let company = store::Identity {
        issuer: "https://login.example".to_owned(),
        subject: "a.example".to_owned(),
        person: hospital.asha,
        linked_at: hospital.running.core.now(),
    };
    let mut session = hospital.running.core.store.write().await.unwrap();
    assert!(session.link_identity(&company).await.unwrap());
    session.commit().await.unwrap();
    assert_eq!(admin.says_yes(&format!("{person}/end")).await.status, 303);
    let mut session = hospital.running.core.store.read().await.unwrap();
    assert_eq!(
        session.list_identities_of(hospital.asha).await.unwrap(),
        [],
        "nor by the trust's own sign-in"
    );
    drop(session);
    assert_eq!(handset.get("/me").await.status, 303, "shut out at once");
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.status, 422);
    assert_eq!(hospital.browser().post("/enrol", &[("code", &unused)]).await.status, 422);
    let made = desk.post(&format!("/setup/people/{}/code", hospital.asha), &[]).await;
    assert_eq!(made.status, 404, "no new code");
    assert!(!desk.get("/setup").await.says("Asha Example"), "in no choice");
    let rows = audit(&admin, "").await;
    assert!(is_told(&rows, "Robin Fixture Ended the account of Asha Example"), "{rows:?}");
    assert!(is_told(&rows, "Asha Example Signed in with a code on a new handset"), "{rows:?}");

    let setup = admin.page("/setup").await;
    let me = setup.part("main").link("Robin Fixture").unwrap();
    assert!(me.starts_with("/admin/people/"), "{me}");
    assert_eq!(admin.post(&format!("{me}/end"), &[]).await.status, 409);
    assert!(admin.get(&me).await.says("This is the last administrator"));

    assert_eq!(admin.post(&format!("{person}/open"), &[]).await.status, 303);
    hospital.handset(hospital.asha).await;
}

/// Runs the built program on the database in this folder.
#[cfg(unix)]
fn elbow(folder: &std::path::Path, arguments: &[&str]) -> (bool, String) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_elbow"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("ELBOW_TEST_POSTGRES")
        .env("ELBOW_DATABASE_URL", "sqlite:elbow.db")
        .env("ELBOW_KEY_FILE", "elbow.key")
        .output()
        .unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[cfg(unix)]
#[tokio::test]
async fn commands_are_in_the_log_and_doctor_finds_whoever_changed_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| elbow(folder.path(), arguments);
    let person = ["--username", "r.sample", "--name", "Robin Sample", "--role", "administrator"];
    for command in [
        &["migrate"][..],
        &[&["add-user"][..], &person].concat(),
        &["vapid-keys", "add"],
        &["new-password", "--username", "r.sample"],
        &["export", "people"],
        &["settings"],
    ] {
        let (went_well, said) = run(command);
        assert!(went_well, "{command:?}: {said}");
    }
    let path = folder.path().join("elbow.db");
    let store = store::SqliteStore::open(&path).await.unwrap();
    let log = store::Store::read(&store).await.unwrap().list_events_after(0, 100).await.unwrap();
    let kinds: Vec<&str> = log.iter().map(|event| event.what.kind()).collect();
    assert_eq!(kinds, ["person_set_up", "alert_key_added", "password_set", "exported"]);
    for event in &log {
        assert!(matches!(event.actor, domain::ticket::Actor::Operator(Some(_))), "{event:?}");
    }
    let mark = store::Store::read(&store).await.unwrap().log_mark().await.unwrap().unwrap();
    store::Store::close(&store).await;
    let expected = mark.to_string();
    let (_, said) = run(&["doctor", "--expect-hash", &expected]);
    assert!(said.contains("ok       event log has the expected hash"), "{said}");
    assert!(said.contains(&expected), "{said}");

    // A hand that can write to the file.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut hand = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::raw_sql("drop trigger event_is_never_changed; update event set body = '{}' where sequence = 3")
        .execute(&mut hand)
        .await
        .unwrap();
    sqlx::Connection::close(hand).await.unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let (is_well, said) = run(&["doctor", "--expect-hash", &format!("3:{}", "0".repeat(64))]);
    assert!(!is_well);
    for words in [
        "Rows of the event log that do not fit their hashes: 3.",
        "problem  event log has the expected hash: The event log was rewritten or cut off: row 3",
        "problem  files for our eyes only: others could read elbow.db",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o644, "doctor looks and changes nothing");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_none_of_elbows_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("elbow.db");
    let foreign = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("foreign"));
    let mut hand = sqlx::ConnectOptions::connect(&foreign.create_if_missing(true)).await.unwrap();
    sqlx::raw_sql("create table bookmark (title text)").execute(&mut hand).await.unwrap();
    sqlx::Connection::close(hand).await.unwrap();
    let foreign = std::fs::read(folder.path().join("foreign")).unwrap();
    for content in [b"hello".as_slice(), &foreign] {
        std::fs::write(&path, content).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
        for command in ["doctor", "migrate", "serve"] {
            let (went_well, said) = elbow(folder.path(), &[command]);
            // A program that was built without its pages says so before it looks at the database.
            let why = said.contains("It was left as it is") || said.contains("run script/build first");
            assert!(!went_well && why, "{command}: {said}");
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o666, "{command}");
            assert_eq!(std::fs::read(&path).unwrap(), content, "{command}");
        }
    }
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let (went_well, said) = elbow(folder.path(), &["migrate"]);
    assert!(!went_well && said.contains("It was left as it is"), "{said}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_takes_the_place_of_no_file_that_elbow_keeps() {
    let folder = tempfile::tempdir().unwrap();
    assert!(elbow(folder.path(), &["migrate"]).0);
    let _ = std::fs::remove_file(folder.path().join("elbow.key"));
    for to in ["elbow.key", "./elbow.key", "elbow.db-wal", "elbow.db-shm", "elbow.db.lock", "elbow.db"] {
        let _ = std::fs::remove_file(folder.path().join("elbow.db.lock"));
        let (went_well, said) = elbow(folder.path(), &["backup", to]);
        assert!(!went_well && said.contains("is where Elbow keeps a file of its own"), "{to}: {said}");
    }
    let (went_well, said) = elbow(folder.path(), &["backup", "copy.db"]);
    assert!(went_well, "{said}");
}

#[tokio::test]
async fn the_hash_of_a_pin_from_before_is_made_anew_at_the_next_sign_in() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    let store = &hospital.running.core.store;
    let mut session = store.write().await.unwrap();
    let now = session.lookup_pin(hospital.asha).await.unwrap();
    assert!(now.as_deref().is_some_and(password::is_peppered));
    let before = password::hash(PIN, &[7; 16]).unwrap();
    session.set_pin(hospital.asha, &before).await.unwrap();
    session.commit().await.unwrap();
    let pin_hash = async || store.read().await.unwrap().lookup_pin(hospital.asha).await.unwrap().unwrap();
    assert_eq!(handset.post("/sign-in", &[("pin", "000111")]).await.status, 422);
    assert_eq!(pin_hash().await, before, "not by a wrong one");
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.status, 303);
    assert!(password::is_peppered(&pin_hash().await));
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.status, 303, "and it works");
}

#[tokio::test]
async fn a_newer_code_ends_the_one_before() {
    let hospital = Hospital::open().await;
    let older = hospital.code(DeviceKind::Handset(hospital.asha)).await;
    let newer = hospital.code(DeviceKind::Handset(hospital.asha)).await;
    let of_ben = hospital.code(DeviceKind::Handset(hospital.ben)).await;
    let browser = hospital.browser();
    assert_eq!(browser.post("/enrol", &[("code", &older)]).await.status, 422);
    for code in [newer, of_ben] {
        assert_eq!(browser.post("/enrol", &[("code", &code)]).await.status, 200);
    }
    assert!(Role::Administrator.grants(domain::Permission::ReadAudit));
    assert!(!Role::Lead.grants(domain::Permission::ReadAudit));
}
