//! By whatever way a text comes in, what is kept of it went through the gate of `domain::text`.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::{path::Path, process::Command};

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::text::{cleaned, contains_nhs_number};
use serde_json::Value;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use store::{DeviceKind, Location};

use crate::hospital::{Browser, Hospital, eventually, request};

/// Turns round what follows, ends what came before, and cannot be seen.
const HIDDEN: &str = "\u{202e}a\u{0}b\u{1b}[31m\u{200b}c\u{feff}";
const NUMBER: &str = "943 476 5919";

/// Every text that is kept, with the table and column it is in; those inside JSON one by one.
async fn kept(file: &Path) -> Vec<(String, String)> {
    let mut connection: SqliteConnection =
        SqliteConnectOptions::new().filename(file).read_only(true).connect().await.unwrap();
    let columns =
        "select t.name as of, c.name as called from pragma_table_list t join pragma_table_info(t.name) c
         where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite%'";
    let mut kept = Vec::new();
    for column in sqlx::query(columns).fetch_all(&mut connection).await.unwrap() {
        let (table, column): (String, String) = (column.get("of"), column.get("called"));
        let texts = format!(
            "select cast(\"{column}\" as text) as said from \"{table}\" where typeof(\"{column}\") = 'text'"
        );
        for row in sqlx::query(AssertSqlSafe(texts)).fetch_all(&mut connection).await.unwrap() {
            let said: String = row.get("said");
            let place = format!("{table}.{column}");
            match serde_json::from_str::<Value>(&said) {
                Ok(json @ (Value::Object(_) | Value::Array(_))) => leaves(&json, &place, &mut kept),
                _ => kept.push((place, said)),
            }
        }
    }
    connection.close().await.unwrap();
    kept
}

fn leaves(json: &Value, place: &str, kept: &mut Vec<(String, String)>) {
    match json {
        Value::String(said) => kept.push((place.to_owned(), said.clone())),
        Value::Array(values) => values.iter().for_each(|value| leaves(value, place, kept)),
        Value::Object(fields) => fields.values().for_each(|value| leaves(value, place, kept)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Ids and hashes are the program's own, and may hold ten digits in a row.
fn is_id(text: &str) -> bool {
    text.len() >= 26 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_$=+/,.".contains(&byte))
}

/// What is kept although the gate would not have let it through.
fn let_past(kept: &[(String, String)]) -> Vec<&(String, String)> {
    let is_clean = |text: &str| cleaned(text) == *text && (is_id(text) || !contains_nhs_number(text));
    kept.iter().filter(|(_, text)| !is_clean(text)).collect()
}

fn is_kept(kept: &[(String, String)], place: &str, text: &str) -> bool {
    kept.iter().any(|(at, said)| at == place && said.contains(text))
}

async fn import(admin: &Browser, file: &str, text: &str) -> bool {
    let body = format!(
        "--part\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{file}\"\r\n\r\n{text}\r\n--part--\r\n"
    );
    let looked = admin.client.post(format!("{}/admin/import", admin.base)).header("accept", "text/html");
    let looked = looked
        .header("content-type", "multipart/form-data; boundary=part")
        .header("origin", &admin.base)
        .body(body);
    let page = Browser::answer(looked).await.page();
    let Some(key) = page.field("key") else {
        assert!(page.says("NHS number"), "{page}");
        return false;
    };
    admin.post("/admin/import/confirm", &[("key", &*key)]).await.status == 303
}

/// Shows H11.1.
#[tokio::test]
async fn nothing_that_hides_and_no_nhs_number_is_kept_by_whatever_page_it_came() {
    let hospital = Hospital::open().await;
    let Location::File(file) = hospital.running.config.database.clone() else { return };
    let (desk, admin) = (hospital.desk().await, hospital.administrator().await);
    let asha = hospital.handset(hospital.asha).await;
    let nurse = hospital.browser();
    let link = hospital.ward_link(hospital.ward_7);
    let with = |text: &str| format!("{HIDDEN} {text}");

    // What only hides is taken out, and the rest is kept.
    let (note, who, spot) = (with("the note"), with("the asker"), with("the bay"));
    let mut form = request("gate", "epma");
    form.extend([("note", note.as_str()), ("asker", who.as_str()), ("spot", spot.as_str())]);
    let asked = nurse.post(&link, &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    let offer =
        eventually("an offer", async || asha.json::<MyJobsPage>("/me.json").await.offers.first().cloned())
            .await;
    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    let job = format!("/me/jobs/{}", offer.ticket);
    assert_eq!(asha.post(&format!("{job}/arrive"), &[]).await.status, 303);
    assert_eq!(asha.post(&format!("{job}/finish"), &[("category", "training")]).await.status, 303);
    let closing = with("the closing note");
    let details = asha.post(&format!("{job}/details"), &[("people", "2"), ("note", &closing)]).await;
    assert_eq!(details.status, 303, "{details}");
    let (title, workaround) = (with("the title"), with("the workaround"));
    let issue = [("title", title.as_str()), ("workaround", workaround.as_str()), ("tag", "epma")];
    assert_eq!(desk.post("/known-issues", &issue).await.status, 303);
    let decision = ["decision", "reason", "decided_by", "options", "risks", "late_reason"]
        .map(|field| (field, with(&format!("the {field}"))));
    let mut decision: Vec<_> = decision.iter().map(|(field, text)| (*field, text.as_str())).collect();
    // On the day before.
    decision.extend([("made_time", "21:00"), ("made_day", "01/03/2026")]);
    assert_eq!(desk.post("/decisions/new", &decision).await.status, 303);
    assert_eq!(desk.post("/board/walls", &[("name", &*with("the wall"))]).await.status, 303);
    let wave = with("the wave");
    let wave = [("name", wave.as_str()), ("cutover_time", "07:00"), ("cutover_day", "09/03/2026")];
    assert_eq!(desk.post("/board/waves", &wave).await.status, 303);
    let policy = format!("# {}\nhedge_after_seconds = 16\n", with("the policy"));
    let set = admin.post("/admin/policy", &[("version", "0"), ("text", &policy)]).await;
    assert_eq!(set.status, 303, "{set}");
    // A file with a NUL in it is not text at all.
    let with = |text: &str| with(text).replace('\0', "");
    let ward =
        format!("code,name,level,building,phone\nW70,{},1,{},45\u{202e}12\n", with("ward"), with("house"));
    assert!(import(&admin, "wards.csv", &ward).await);
    assert!(import(&admin, "tags.csv", &format!("slug,name\nnew-tag,{}\n", with("the tag"))).await);
    let people = format!("name,kind,tags\n{},floorwalker,epma\n", with("Lee Nonesuch"));
    assert!(import(&admin, "people.csv", &people).await);

    // A number is refused, or what it came with is kept without it.
    let mut form = request("gate-number", "epma");
    form.push(("note", NUMBER));
    assert_eq!(nurse.post(&link, &form).await.status, 422);
    let issue = [("title", NUMBER), ("workaround", NUMBER), ("tag", "epma")];
    assert_eq!(desk.post("/known-issues", &issue).await.status, 422);
    let decision = [("decision", NUMBER), ("reason", NUMBER), ("decided_by", NUMBER), ("tickets", NUMBER)];
    assert_eq!(desk.post("/decisions/new", &decision).await.status, 422);
    let details = asha.post(&format!("{job}/details"), &[("people", "2"), ("note", NUMBER)]).await;
    assert_eq!(details.status, 422);
    let policy = [("version", "1"), ("text", &*format!("# {NUMBER}\n"))];
    assert_eq!(admin.post("/admin/policy", &policy).await.status, 422);
    assert!(!import(&admin, "wards.csv", &format!("code,name,level\nW71,{NUMBER},1\n")).await);
    assert!(!import(&admin, "wards.csv", &format!("code,name,{NUMBER}\nW71,Ward 71,1\n")).await);
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    let agent = format!("Firefox/{NUMBER} Windows {NUMBER}");
    let enrol =
        hospital.browser().client.post(format!("{}/enrol", hospital.base)).header("user-agent", &agent);
    assert_eq!(Browser::answer(enrol.form(&[("code", code)])).await.status, 303);
    let staff = [("username", "lead"), ("password", crate::hospital::LEAD_PASSWORD), ("next", "/board")];
    let signing_in = hospital.browser().client.post(format!("{}/staff", hospital.base));
    assert_eq!(Browser::answer(signing_in.header("user-agent", &agent).form(&staff)).await.status, 303);
    let tried = [("username", NUMBER), ("password", NUMBER)];
    assert_eq!(hospital.browser().post("/staff", &tried).await.status, 422);
    // A method is a word that a program may choose.
    let method = reqwest::Method::from_bytes(NUMBER.replace(' ', "-").as_bytes()).unwrap();
    let foreign =
        nurse.client.request(method, format!("{}/ask", hospital.base)).header("origin", "https://x.example");
    assert_eq!(Browser::answer(foreign).await.status, 403);
    assert!(!desk.json::<BoardPage>("/board.json").await.people.is_empty());

    let kept = kept(&file).await;
    for (place, text) in [
        ("ticket.note", "the note"),
        ("ticket.asker", "the asker"),
        ("ticket.spot", "the bay"),
        ("ticket.closing_note", "the closing note"),
        ("known_issue.title", "the title"),
        ("known_issue_version.workaround", "the workaround"),
        ("logged_decision.reason", "the reason"),
        ("logged_decision.decided_by", "the decided_by"),
        ("logged_decision.late_reason", "the late_reason"),
        ("wall_link.name", "the wall"),
        ("wave.name", "the wave"),
        ("policy.text", "the policy"),
        ("ward.name", "ward"),
        ("ward.building", "house"),
        ("tag.name", "the tag"),
        ("person.name", "Lee Nonesuch"),
        ("sign_in.label", "Firefox on Windows"),
    ] {
        assert!(is_kept(&kept, place, text), "{place} does not hold {text}: {kept:?}");
    }
    let past = let_past(&kept);
    assert!(past.is_empty(), "{past:?}");
}

/// Runs the built program on the database in this folder.
pub(crate) fn elbow(folder: &Path, trust: &str, arguments: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_elbow"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("ELBOW_TEST_POSTGRES")
        .env("ELBOW_DATABASE_URL", "sqlite:elbow.db")
        .env("ELBOW_KEY_FILE", "elbow.key")
        .env("ELBOW_TRUST_NAME", trust)
        .output()
        .unwrap();
    (done.status.success(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
}

/// Shows H11.1.
#[tokio::test]
async fn what_a_command_or_the_configuration_says_goes_through_the_gate_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let hidden = HIDDEN.replace('\0', "");
    let run = |arguments: &[&str]| elbow(folder.path(), "Sampleshire", arguments);
    std::fs::write(path("wards.csv"), "code,name,level\nW01,Ward 1,1\n").unwrap();
    std::fs::write(path("policy.toml"), format!("# {HIDDEN} calm\nhedge_after_seconds = 16\n")).unwrap();
    let name = format!("{hidden} Robin Sample");
    let person = ["add-user", "--username", "r.sample", "--name", &name, "--role", "administrator"];
    for command in [
        &["migrate"][..],
        &person,
        // The first ward makes the first site, which is called as the trust is.
        &["import", &path("wards.csv")],
        &["policy", "set", &path("policy.toml"), "--by", "r.sample"],
    ] {
        let (went_well, said) = run(command);
        assert!(went_well, "{command:?}: {said}");
    }
    std::fs::write(path("policy.toml"), format!("# {NUMBER}\nhedge_after_seconds = 17\n")).unwrap();
    for command in [
        &["add-user", "--username", NUMBER, "--name", "Lee Sample", "--role", "lead"][..],
        &["add-user", "--username", "lee", "--name", NUMBER, "--role", "lead"],
        &["policy", "set", &path("policy.toml"), "--by", "r.sample"],
        &["policy", "set", &path("policy.toml"), "--by", NUMBER],
        &["new-password", "--username", NUMBER],
        &["vapid-keys", "retire", NUMBER],
        &["export", NUMBER],
    ] {
        let (went_well, said) = run(command);
        assert!(!went_well, "{command:?}: {said}");
    }
    for name in [NUMBER, &format!("{hidden} Sampleshire")] {
        let (went_well, said) = elbow(folder.path(), name, &["migrate"]);
        assert!(!went_well && said.contains("trust_name"), "{name:?}: {said}");
    }

    let kept = kept(&folder.path().join("elbow.db")).await;
    for (place, text) in
        [("site.name", "Sampleshire"), ("person.name", "Robin Sample"), ("policy.text", "calm")]
    {
        assert!(is_kept(&kept, place, text), "{place} does not hold {text}: {kept:?}");
    }
    let past = let_past(&kept);
    assert!(past.is_empty(), "{past:?}");
}
