//! Files that leave something open: what an administrator is asked, and what comes of the answers.

use crate::{
    gate::elbow,
    hospital::Hospital,
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
    assert!(desk.get("/admin/lists/people").await.says("Dana Möck"));

    // The next file needs no answer, and the page says what it took the column for.
    let next = upload(&desk, &[("wards.csv", "code,name,storey\nW07,Ward 7,5\n")]).await;
    let page = next.page();
    assert!(page.says("1 column recognised by another name"), "{page}");
    for part in ["What will change", "Changed: 1", "level", "3", "5"] {
        assert!(page.says(part), "{part}: {page}");
    }
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
    let people = desk.get("/admin/lists/people").await;
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
