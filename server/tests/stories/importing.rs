//! Files that leave something open: what an administrator is asked, and what comes of the answers.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use crate::{
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
    let early = desk.post("/admin/import/answers", &[("key", "another")]).await;
    assert_eq!(early.status, 409, "{early}");

    let form = [("key", &*key), ("column-0", "level"), ("same-0", "another")];
    let answered = desk.post("/admin/import/answers", &form).await;
    assert_eq!((answered.status, answered.location.as_str()), (303, "/admin/import"), "{answered}");
    let page = desk.page("/admin/import").await;
    assert!(page.says("What will change") && page.says("Dana Möck"), "{page}");
    let saved = desk.post("/admin/import/confirm", &[("key", &key)]).await;
    assert_eq!(saved.status, 303, "{saved}");
    assert_eq!(desk.get("/admin/import").await.location, "/admin", "nothing waits any more");
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
    assert_eq!(desk.get("/admin/import").await.location, "/admin");
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
