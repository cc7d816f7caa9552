//! Files that leave something open: what an administrator is asked, and what comes of the answers.

use std::time::Duration;

use crate::{
    gate::elbow,
    hospital::{Browser, Hospital, eventually, request},
    setting_up::{key, upload, upload_of},
};

#[tokio::test]
async fn what_a_file_leaves_open_is_asked_and_then_saved_as_answered() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let wards = "code,name,Storey\nW07,Ward 7,3\nW7,Ward 7 again,4\n";
    let people = "name,username,kind\nDana Möck,,floorwalker\n";
    let files = [("wards.csv", wards), ("people.csv", people)];
    let asked = upload(&desk, &files).await;
    assert_eq!(asked.status, 200, "{asked}");
    let page = asked.page();
    assert!(page.says("Questions before anything is saved"), "{page}");
    assert!(page.says("Column “storey” of wards.csv"), "{page}");
    assert!(page.says("people.csv, line 2: is “Dana Möck” the same as “Dana Mock”?"), "{page}");
    assert_eq!(page.button("Save this"), None, "{page}");
    let key = key(&asked);

    // One of them is left open: what was answered stays.
    let part = desk.post("/admin/import/answers", &[("key", &key), ("column-0", "level")]).await;
    assert_eq!(part.status, 422);
    assert!(part.says("Choose whether “Dana Möck” is the same as “Dana Mock”"), "{part}");
    assert_eq!(part.page().field("column-0").as_deref(), Some("level"), "{part}");
    let key = self::key(&part);
    let form = [("key", &*key), ("column-0", "level"), ("same-0", "another")];
    let answered = desk.post("/admin/import/answers", &form).await;
    assert_eq!((answered.status, answered.location.as_str()), (303, "/admin/import"), "{answered}");
    let page = desk.page("/admin/import").await;
    assert!(page.says("What will change") && page.says("Dana Möck"), "{page}");
    let key = page.field("key").unwrap();
    let saved = desk.post("/admin/import/confirm", &[("key", &key)]).await;
    assert_eq!(saved.status, 303, "{saved}");
    let gone = desk.get("/admin/import").await;
    assert_eq!(gone.status, 404, "nothing waits any more");
    assert!(gone.says("These files are no longer here"), "{gone}");
    assert!(desk.get("/admin/people").await.says("Dana Möck"));

    // The next file needs no answer, and the page says what it took the column for.
    let next = upload(&desk, &[("wards.csv", "code,name,storey\nW07,Ward 7,5\n")]).await;
    let page = next.page();
    assert!(page.says("1 column recognised by another name"), "{page}");
    for part in ["What will change", "Changed: 1", "level", "3", "5"] {
        assert!(page.says(part), "{part}: {page}");
    }
}

#[tokio::test]
async fn a_save_whose_answer_is_lost_is_said_again_and_saves_nothing_more() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let look = upload(&desk, &[("people.csv", "name,username,kind\nSam Example,sam,lead\n")]).await;
    let (first_key, saved) = (key(&look), "Saved. People: 1 added.");
    let form = [("key", &*first_key)];
    // Twice at once: the browser shows what the second is answered.
    let (one, two) =
        tokio::join!(desk.post("/admin/import/confirm", &form), desk.post("/admin/import/confirm", &form));
    for answer in [one, two] {
        assert_eq!(answer.status, 303, "{answer}");
        assert!(desk.page(&answer.location).await.says(saved), "{}", answer.location);
    }
    // The network has dropped it: also after another was uploaded, which stays to be looked at.
    let next = upload(&desk, &[("people.csv", "name,username,kind\nNoor Dummy,noor,lead\n")]).await;
    let again = desk.post("/admin/import/confirm", &form).await;
    assert!(desk.page(&again.location).await.says(saved), "{again}");
    assert!(desk.page("/admin/import").await.says("Noor Dummy"));
    let audit = desk.page("/admin/audit?kind=imported").await;
    assert_eq!(audit.times("Imported"), 1, "{audit}");
    let unknown = desk.post("/admin/import/confirm", &[("key", &*key(&next))]).await;
    assert_eq!(unknown.status, 409, "its page was drawn again since: {unknown}");
}

#[tokio::test]
async fn a_file_with_what_elbow_must_not_hold_is_not_kept() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let people = "name,username,kind,DOB,Job\nSam Example,sam,lead,1984-05-06,x\n";
    let refused = upload(&desk, &[("people.csv", people)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("The column “dob” is for dates of birth, which Elbow must not hold"), "{refused}");
    assert!(!refused.body.contains("1984"), "{refused}");
    assert_eq!(desk.get("/admin/import").await.status, 404);
}

#[tokio::test]
async fn a_workbook_is_uploaded_as_it_is_and_one_that_is_too_large_is_refused_on_the_page() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let look = upload_of(&desk, "wards.xlsx", include_bytes!("fixtures/wards.xlsx")).await;
    assert_eq!(look.status, 200, "{look}");
    assert!(look.says("Added: 2") && look.says("W31 Ward 31 Discharge Lounge"), "{look}");
    let large = vec![b'x'; 20 * 1024 * 1024];
    let refused = upload_of(&desk, "wards.xlsx", &large).await;
    assert_eq!(refused.status, 413);
    assert!(refused.says("The files are larger than 2 MB together"), "{refused}");
    assert!(refused.page().button("Check the files").is_some(), "{refused}");
}

#[tokio::test]
async fn an_answer_from_an_older_page_judges_nobody_else() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let files = [
        ("wards.csv", "code,name\nW7,Ward Seven\n"),
        ("people.csv", "name,username,kind\nDana Möck,,floorwalker\n"),
    ];
    let first = upload(&desk, &files).await;
    let first_key = key(&first);
    let part = desk.post("/admin/import/answers", &[("key", &*first_key), ("same-0", "same")]).await;
    assert_eq!(part.status, 422, "{part}");
    assert!(
        part.says("is “Dana Möck” the same as “Dana Mock”?") && !part.says("Ward Seven” the same"),
        "{part}"
    );

    // Back, and the answer about the ward once more: by now the first question is about Dana.
    let late = desk.post("/admin/import/answers", &[("key", &*first_key), ("same-0", "same")]).await;
    assert_eq!(late.status, 409, "{late}");
    assert!(late.says("That came from an older copy of this page, so it was not used"), "{late}");
    assert!(late.says("is “Dana Möck” the same as “Dana Mock”?"), "it is still open: {late}");
    let unseen = desk.post("/admin/import/confirm", &[("key", &*first_key)]).await;
    assert_eq!(unseen.status, 409, "{unseen}");

    let form = [("key", &*key(&unseen)), ("same-0", "another")];
    assert_eq!(desk.post("/admin/import/answers", &form).await.status, 303);
    let look = desk.get("/admin/import").await;
    let saved = desk.post("/admin/import/confirm", &[("key", &*key(&look))]).await;
    assert_eq!(saved.status, 303, "{saved}");
    let people = desk.get("/admin/people").await;
    assert!(people.says("Dana Möck") && people.says("Dana Mock"), "{people}");
}

#[tokio::test]
async fn what_is_saved_is_what_was_shown_whatever_somebody_else_says_of_a_column_meanwhile() {
    let hospital = Hospital::open().await;
    let robin = hospital.administrator().await;
    let noor = hospital.another_administrator().await;
    let asked = upload(&robin, &[("wards.csv", "code,name,storey\nW07,Ward 7,1\n")]).await;
    let form = [("key", &*key(&asked)), ("column-0", "level")];
    assert_eq!(robin.post("/admin/import/answers", &form).await.status, 303);
    assert!(robin.get("/admin/import").await.says("Nothing will change"));

    // It was remembered all the same.
    let shown = upload(&robin, &[("wards.csv", "code,name,storey\nW07,Ward 7,5\n")]).await;
    assert!(shown.says("Changed: 1"), "{shown}");
    let other = upload(&noor, &[("wards.csv", "code,name,storey\nW12,Ward 12,9\n")]).await;
    let form = [("key", &*key(&other)), ("column-0", "-")];
    assert_eq!(noor.post("/admin/import/answers", &form).await.status, 303);

    let saved = robin.post("/admin/import/confirm", &[("key", &*key(&shown))]).await;
    assert_eq!(saved.status, 303, "{saved}");
    let file = robin.get("/admin/files/wards.csv").await.body;
    let ward = file.lines().find(|line| line.starts_with("W07")).unwrap();
    assert!(ward.contains(",5,"), "{ward}");
    // And what Noor said was not overwritten.
    let next = upload(&robin, &[("wards.csv", "code,name,storey\nW07,Ward 7,6\n")]).await;
    assert!(next.says("The column “storey” is left out, as it was said before"), "{next}");
    assert!(next.says("Nothing will change"), "{next}");
}

#[tokio::test]
async fn files_that_could_not_be_saved_are_still_there_with_their_answers() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let asked = upload(&desk, &[("people.csv", "name,username,kind,Rank\nLee Sample,lee,lead,1\n")]).await;
    let form = [("key", &*key(&asked)), ("column-0", "-")];
    assert_eq!(desk.post("/admin/import/answers", &form).await.status, 303);
    let look = desk.get("/admin/import").await;
    assert!(look.page().button("Save this").is_some(), "{look}");
    // Meanwhile somebody is set up who is nearly called so.
    let noor = hospital.another_administrator().await;
    let other = upload(&noor, &[("people.csv", "name,username,kind\nLée Sample,,floorwalker\n")]).await;
    assert_eq!(noor.post("/admin/import/confirm", &[("key", &*key(&other))]).await.status, 303);

    let late = desk.post("/admin/import/confirm", &[("key", &*key(&look))]).await;
    assert_eq!(late.status, 409, "{late}");
    assert!(
        late.says("The hospital has changed since you looked at these files, so nothing was saved"),
        "{late}"
    );
    assert!(late.says("is “Lee Sample” the same as “Lée Sample”?"), "{late}");
    let form = [("key", &*key(&late)), ("column-0", "-"), ("same-0", "another")];
    assert_eq!(desk.post("/admin/import/answers", &form).await.status, 303);
    let look = desk.get("/admin/import").await;
    assert_eq!(desk.post("/admin/import/confirm", &[("key", &*key(&look))]).await.status, 303);

    // Whoever uploads others has looked away from these.
    upload(&desk, &[("wards.csv", "code,name\nW90,Ward 90\n")]).await;
    let wrong = upload(&desk, &[("wards.csv", "code,name\n,Ward 91\n")]).await;
    assert_eq!(wrong.status, 422, "{wrong}");
    assert_eq!(desk.get("/admin/import").await.status, 404);

    let many: Vec<(String, &str)> = (0..21).map(|file| (format!("wards {file}.csv"), "")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let many = upload(&desk, &many).await;
    assert_eq!(many.status, 422);
    assert!(many.says("Choose at most 20 files"), "{many}");
}

async fn import(desk: &Browser, wards: &str) {
    let key = key(&upload(desk, &[("wards.csv", wards)]).await);
    assert_eq!(desk.post("/admin/import/confirm", &[("key", &key)]).await.status, 303);
}

#[tokio::test]
async fn the_last_import_is_taken_back_until_somebody_asks_from_its_ward() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let wards = "code,name\nW31,Ward 31 Discharge Lounge\nW12,Ward 12 East\n";
    import(&desk, wards).await;
    assert!(desk.page("/admin").await.leads_to("/admin/import/undo"));
    let question = desk.page("/admin/import/undo").await;
    assert!(question.says("Imported by: Robin Fixture"), "{question}");
    assert!(question.says("Removed: 1") && question.says("W31 Ward 31 Discharge Lounge"), "{question}");
    assert!(question.says_in_order(&["W12 Ward 12", "name", "Ward 12 East", "Ward 12"]), "{question}");
    let meant = question.field("import").unwrap();
    let undone = desk.post("/admin/import/undo", &[("import", &meant)]).await;
    assert_eq!((undone.status, undone.location.as_str()), (303, "/admin?done=import_undone"), "{undone}");
    let page = desk.page(&undone.location).await;
    assert!(page.says("The last import was taken back.") && !page.leads_to("/admin/import/undo"), "{page}");
    let lists = desk.get("/admin/wards").await;
    assert!(!lists.says("Discharge Lounge") && !lists.says("Ward 12 East"), "{lists}");
    assert!(
        desk.get("/admin/audit").await.says("Took an import back. It had imported wards: 1 added, 1 changed")
    );
    let twice = desk.post("/admin/import/undo", &[("import", &meant)]).await;
    assert_eq!(twice.location, "/admin?done=import_undone", "the same tap twice: {twice}");
    assert_eq!(desk.get("/admin/import/undo").await.location, "/admin", "there is none to ask about");

    import(&desk, wards).await;
    let meant = desk.page("/admin/import/undo").await.field("import").unwrap();
    let lists = hospital.running.core.store.read().await.unwrap().list_wards().await.unwrap();
    let ward = lists.iter().find(|ward| ward.code == "W31").unwrap().id;
    let asked = hospital.browser().post(&hospital.ward_link(ward), &request("k", "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");
    let refused = desk.post("/admin/import/undo", &[("import", &meant)]).await;
    assert_eq!(refused.status, 409);
    let page = refused.page();
    assert!(page.heading().contains("cannot be taken back"), "{page}");
    assert!(page.says_in_order(&["W31 Ward 31 Discharge Lounge", "Requests from there: 1."]), "{page}");
    assert_eq!(page.button("Take it back"), None, "{page}");
    assert!(page.leads_to("/admin/wards"), "{page}");
    let again = desk.page("/admin/import/undo").await;
    assert!(again.says("Requests from there: 1.") && again.button("Take it back").is_none(), "{again}");
    let lists = desk.get("/admin/wards").await;
    assert!(
        lists.says("Discharge Lounge") && lists.says("Ward 12 East"),
        "nothing is half taken back: {lists}"
    );
}

#[tokio::test]
async fn what_is_kept_of_an_import_goes_after_a_fortnight() {
    let hospital = Hospital::open().await;
    import(&hospital.administrator().await, "code,name\nW31,Ward 31 Discharge Lounge\n").await;
    let day = Duration::from_hours(24);
    hospital.fast_forward(13 * day);
    let question = hospital.administrator().await.page("/admin/import/undo").await;
    assert!(question.says("You can do this until 16 Mar"), "{question}");
    hospital.fast_forward(2 * day);
    let core = &hospital.running.core;
    eventually("what is kept of it to go", async || {
        let kept = core.store.read().await.unwrap().last_import().await.unwrap();
        kept.is_none().then_some(())
    })
    .await;
    let desk = hospital.administrator().await;
    assert!(!desk.page("/admin").await.leads_to("/admin/import/undo"));
    assert!(desk.page("/admin/wards").await.says("Discharge Lounge"));
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_ward_that_was_corrected_since_the_import_is_not_overwritten() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    import(&desk, "code,name\nW07,Ward 7 Wrong\n").await;
    let meant = desk.page("/admin/import/undo").await.field("import").unwrap();
    let mut tx = hospital.running.core.store.write().await.unwrap();
    let ward = tx.lookup_ward(hospital.ward_7).await.unwrap().unwrap();
    tx.put_ward(&domain::Ward { name: "Ward 7 Older People".to_owned(), ..ward }).await.unwrap();
    tx.commit().await.unwrap();
    let refused = desk.post("/admin/import/undo", &[("import", &meant)]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("W07 Ward 7 Wrong") && refused.says("Changed since: name."), "{refused}");
    assert!(desk.get("/admin/wards").await.says("Ward 7 Older People"));
}

#[tokio::test]
async fn of_two_administrators_who_take_one_import_back_the_second_is_told_who_did() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.administrator().await, hospital.another_administrator().await);
    import(&desk, "code,name\nW31,Ward 31\n").await;
    let asked = async |desk: &Browser| desk.page("/admin/import/undo").await.field("import").unwrap();
    let (meant, also) = (asked(&desk).await, asked(&other).await);
    assert_eq!(other.post("/admin/import/undo", &[("import", &also)]).await.status, 303);
    let late = desk.post("/admin/import/undo", &[("import", &meant)]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("took that import back at 09:00"), "{late}");

    // Another import is another question.
    import(&other, "code,name\nW32,Ward 32\n").await;
    let late = desk.post("/admin/import/undo", &[("import", &meant)]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("Another import was saved since you were asked") && late.says("W32 Ward 32"), "{late}");
    assert!(desk.get("/admin/wards").await.says("Ward 32"));
    let answer = late.page().field("import").unwrap();
    assert_eq!(desk.post("/admin/import/undo", &[("import", &answer)]).await.status, 303);
    assert!(!desk.get("/admin/wards").await.says("Ward 32"));
    for path in ["/admin/import/undo", "/admin/import/columns"] {
        assert_eq!(hospital.desk().await.get(path).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn what_was_said_of_a_column_is_listed_and_can_be_forgotten() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.administrator().await, hospital.another_administrator().await);
    let files = [("wards.csv", "code,name,Storey,Beds\nW07,Ward 7,3,20\n")];
    let say = async |desk: &Browser, columns: [&str; 2]| {
        let key = key(&upload(desk, &files).await);
        let form = [("key", key.as_str()), ("column-0", columns[0]), ("column-1", columns[1])];
        assert_eq!(desk.post("/admin/import/answers", &form).await.status, 303);
    };
    say(&desk, ["level", "-"]).await;
    assert!(desk.page("/admin").await.says("Columns that Elbow recognises by another name (2)"));
    let list = desk.page("/admin/import/columns").await;
    assert!(list.says_in_order(&["beds", "Wards", "left out", "Robin Fixture, 09:00"]), "{list}");
    assert!(list.says_in_order(&["storey", "Wards", "level", "Robin Fixture"]), "{list}");
    let audit = desk.page("/admin/audit?kind=import_heading_said").await;
    assert!(audit.says("Said that the column “storey” of wards is level"), "{audit}");
    assert!(audit.says("Said that the column “beds” of wards is left out"), "{audit}");

    // Somebody else says otherwise before the list is used.
    say(&other, ["phone", "-"]).await;
    let storey = [("list", "wards"), ("heading", "storey"), ("column", "level")];
    let late = desk.post("/admin/import/columns/forget", &storey).await;
    assert_eq!(late.status, 409);
    assert!(late.says("Someone else has said meanwhile that the column “storey” is phone"), "{late}");
    let storey = [("list", "wards"), ("heading", "storey"), ("column", "phone")];
    for _ in 0..2 {
        let forgotten = desk.post("/admin/import/columns/forget", &storey).await;
        assert_eq!(forgotten.location, "/admin/import/columns?done=heading_forgotten", "{forgotten}");
    }
    let list = desk.page("/admin/import/columns?done=heading_forgotten").await;
    assert!(list.says("Forgotten.") && list.says("beds") && !list.says("storey"), "{list}");
    let audit = desk.page("/admin/audit?kind=import_heading_forgotten").await;
    let told = audit.texts("tbody tr");
    assert_eq!(told.len(), 1, "once: {audit}");
    assert!(told[0].contains("Forgot what was said of the column “storey” of wards"), "{told:?}");
    assert!(upload(&desk, &files).await.says("Choose what each one is"), "the next file asks again");
}

#[tokio::test]
async fn a_misspelt_column_is_mended_on_the_page() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let asked = upload(&desk, &[("wards.csv", "kode,name\nW31,Ward 31\n")]).await;
    assert!(asked.says("Questions before anything is saved"), "{asked}");
    assert!(!asked.says("is missing"), "whether it is depends on the answer: {asked}");
    let form = [("key", &*key(&asked)), ("column-0", "code")];
    assert_eq!(desk.post("/admin/import/answers", &form).await.status, 303);
    let look = desk.get("/admin/import").await;
    assert!(look.says("What will change") && look.says("W31 Ward 31"), "{look}");
    assert_eq!(desk.post("/admin/import/confirm", &[("key", &*key(&look))]).await.status, 303);
}

#[tokio::test]
async fn at_the_command_line_one_word_answers_for_all_that_are_nearly_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| elbow(folder.path(), "Sampleshire", arguments);
    let write = |text: &str| std::fs::write(folder.path().join("wards.csv"), text).unwrap();
    write("code,name,beds\n007,Ward 7,24\n");
    assert!(run(&["migrate"]).0);
    let (went_well, said) = run(&["import", "wards.csv"]);
    assert!(went_well && said.contains("The column “beds” is left out. If it is one of"), "{said}");
    write("code,name\n7,Ward 7 Older People\n");
    let (went_well, said) = run(&["import", "wards.csv"]);
    assert!(!went_well && said.contains("Say --nearly-same correct if they are one"), "{said}");
    let (went_well, said) = run(&["import", "--nearly-same", "correct", "wards.csv"]);
    assert!(went_well && said.contains("name: Ward 7 → Ward 7 Older People"), "{said}");
    write("code,name\n0007,Ward 7 Annexe\n");
    let (went_well, said) = run(&["import", "--nearly-same", "add", "wards.csv"]);
    assert!(went_well && said.contains("wards: 1 added, 0 changed"), "{said}");
    let (went_well, said) = run(&["export", "wards"]);
    assert!(
        went_well && said.contains("007,Ward 7 Older People") && said.contains("0007,Ward 7 Annexe"),
        "{said}"
    );
}

#[tokio::test]
async fn at_the_command_line_an_import_is_taken_back_too() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| elbow(folder.path(), "Sampleshire", arguments);
    let write = |text: &str| std::fs::write(folder.path().join("wards.csv"), text).unwrap();
    assert!(run(&["migrate"]).0);
    let (went_well, said) = run(&["import", "--undo"]);
    assert!(!went_well && said.contains("There is no import that can be taken back."), "{said}");
    write("code,name\nW07,Ward 7\n");
    assert!(run(&["import", "wards.csv"]).0);
    write("code,name\nW07,Wrong\nW31,Ward 31\n");
    assert!(run(&["import", "wards.csv"]).0);
    let (went_well, said) = run(&["import", "--undo", "--dry-run"]);
    assert!(went_well && said.contains("W07 Ward 7 (name: Wrong → Ward 7)"), "{said}");
    assert!(said.contains("removed W31 Ward 31") && said.contains("this was a rehearsal"), "{said}");
    let (went_well, said) = run(&["import", "--undo"]);
    assert!(went_well && said.contains("Taken back."), "{said}");
    let (_, said) = run(&["export", "wards"]);
    assert!(said.contains("W07,Ward 7,") && !said.contains("W31"), "{said}");
    assert!(!run(&["import", "--undo"]).0, "once");
    assert!(!run(&["import", "--undo", "wards.csv"]).0, "of files there is nothing to take back");
}

#[tokio::test]
async fn what_has_to_be_corrected_is_read_before_what_a_column_is() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let wrong = upload(&desk, &[("wards.csv", "code,name,storey\n,Ward 31,1\n")]).await;
    assert_eq!(wrong.status, 422);
    let place = |words: &str| wrong.body.find(words).unwrap_or_else(|| panic!("{words}: {wrong}"));
    assert!(place("What is wrong") < place("Columns with other names"), "{wrong}");
    assert_eq!(wrong.page().button("Save this"), None, "{wrong}");
}
