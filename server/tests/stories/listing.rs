//! Lists that are longer than a page: what is looked for is found, and the rest is a page away.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::{PersonId, Role, Timestamp, Walk, WardId};
use store::{DeviceKind, Person};

use crate::hospital::{Browser, Hospital, MONDAY_MORNING, put_person};

/// So many more people, who are called alike.
async fn crowd(hospital: &Hospital, many: u8) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    for number in 1..=many {
        let id = PersonId::new(Timestamp::from_millis(MONDAY_MORNING), [200, 0, 0, 0, 0, 0, 0, 0, 0, number]);
        let name = if number == 77 { "Zoë O’Hara".to_owned() } else { format!("Nurse {number}") };
        put_person(session.as_mut(), id, &name, &[Role::Analyst]).await;
    }
    session.commit().await.unwrap();
}

async fn rename(hospital: &Hospital, id: PersonId, name: &str) {
    let mut session = hospital.running.core.store.write().await.unwrap();
    session.put_person(&Person::human(id, name)).await.unwrap();
    session.commit().await.unwrap();
}

/// What rows are called that begin with these words, on all pages from this one.
async fn read_on(browser: &Browser, from: &str, words: &str) -> Vec<String> {
    let (mut address, mut rows) = (from.to_owned(), Vec::new());
    loop {
        let page = browser.page(&address).await;
        rows.extend(page.texts("tbody th").into_iter().filter(|name| name.starts_with(words)));
        match page.link("Next") {
            Some(next) => address = next,
            None => return rows,
        }
    }
}

#[tokio::test]
async fn somebody_is_found_among_hundreds_on_both_lists_of_people() {
    let hospital = Hospital::open().await;
    crowd(&hospital, 130).await;
    let desk = hospital.administrator().await;
    for list in ["/setup", "/admin/people"] {
        let nurses = read_on(&desk, list, "Nurse").await;
        let expected = (1..=130).filter(|number| *number != 77).map(|number| format!("Nurse {number}"));
        assert_eq!(nurses, expected.collect::<Vec<_>>(), "{list}: each once, in their order");

        let first = desk.page(list).await;
        assert!(!first.says("O’Hara") && first.has_field("find"), "{list}: {first}");
        let found = desk.page(&format!("{list}?find=o%27hara+ZOE")).await;
        assert!(found.says("Zoë O’Hara") && !found.says("Nurse"), "{list}: {found}");
        assert_eq!(found.field("find").as_deref(), Some("o'hara ZOE"), "what was typed stays");
        assert_eq!(found.link("Show all").as_deref(), Some(list));

        let some = desk.page(&format!("{list}?find=nurse")).await;
        assert!(some.says("129 found"), "{list}: {some}");
        let next = some.link("Next").unwrap();
        assert!(next.contains("find=nurse"), "{next}");
        let later = desk.page(&next).await;
        assert!(later.says("129 found") && later.says("Back to the start"), "{list}: {later}");

        for typed in ["nobody", "%25", "_"] {
            let nothing = desk.page(&format!("{list}?find={typed}")).await;
            assert!(
                nothing.says("Nothing found for") && nothing.says("Check the spelling"),
                "{list}: {nothing}"
            );
            assert!(nothing.link("Show all").is_some(), "{list}: {nothing}");
        }
        // An address from somewhere else begins at the beginning.
        assert!(desk.page(&format!("{list}?after=nowhere&people=nowhere")).await.says("Asha Example"));
    }
}

#[tokio::test]
async fn a_ward_is_found_with_its_devices_and_a_list_by_any_of_its_cells() {
    let hospital = Hospital::open().await;
    let code = hospital.code(DeviceKind::Ward(hospital.ward_12)).await;
    assert_eq!(hospital.browser().post("/enrol", &[("code", &code)]).await.status, 303);
    let desk = hospital.administrator().await;
    let found = desk.page("/setup?find=ward+12").await;
    assert!(found.says("W12") && !found.says("W07"), "{found}");
    assert!(found.says("Block device"), "its device too: {found}");
    let other = desk.page("/setup?find=W07").await;
    assert!(other.says("Ward 7") && !other.says("Block device"), "{other}");
    let wards = desk.page("/admin/wards?find=w12").await;
    assert_eq!(wards.texts("tbody th"), ["Ward 12"], "{wards}");
    let tags = desk.page("/admin/tags?find=order").await;
    assert!(tags.texts("tbody th") == ["Order comms"] && tags.says("1 found"), "{tags}");
    assert!(desk.page("/admin/walks?find=ward").await.says("Nothing found for"));
}

#[tokio::test]
async fn known_issues_are_found_whether_they_have_ended_or_not() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for number in 1..=60 {
        let title = format!("Printer {number} is jämmed");
        let form = [("title", title.as_str()), ("workaround", "Use another one."), ("tag", "epma")];
        let added = desk.post("/known-issues", &form).await;
        assert_eq!(added.status, 303, "{added}");
        hospital.fast_forward(Duration::from_secs(1));
        if number > 55 {
            let id = added.location.split("about=").nth(1).unwrap();
            assert_eq!(desk.post(&format!("/known-issues/{id}/end"), &[]).await.status, 303);
        }
    }
    let first = desk.page("/known-issues").await;
    assert!(first.says("Ended: 5") && first.says("Printer 60 is"), "{first}");
    assert!(!first.says("Printer 5 is"), "the oldest are on another page: {first}");
    let next = desk.page(&first.link("Next").unwrap()).await;
    assert!(next.says("Printer 5 is") && !next.says("Printer 55 is"), "{next}");
    let found = desk.page("/known-issues?find=JAMMED+58").await;
    assert!(found.says("Printer 58 is") && !found.says("Printer 57 is"), "{found}");
    assert!(found.says("Nothing found for"), "none that has not ended: {found}");
}

#[tokio::test]
async fn walking_times_are_read_to_the_end_while_people_walk() {
    let hospital = Hospital::open().await;
    let mut session = hospital.running.core.store.write().await.unwrap();
    let ward_7 = session.lookup_ward(hospital.ward_7).await.unwrap().unwrap();
    let now = Timestamp::from_millis(MONDAY_MORNING);
    let ways: Vec<_> = (1..=110).map(|number| (number, WardId::new(now, [number; 10]))).collect();
    for (number, id) in &ways {
        let (code, name) = (format!("X{number}"), format!("Clinic {number}"));
        session.put_ward(&domain::Ward { id: *id, code, name, ..ward_7.clone() }).await.unwrap();
        let walk = Walk { from: hospital.ward_7, to: *id, seconds: 60 };
        session.add_walk(&walk, now + Duration::from_secs((*number).into())).await.unwrap();
    }
    session.commit().await.unwrap();
    hospital.fast_forward(Duration::from_mins(10));
    let desk = hospital.administrator().await;
    let first = desk.page("/admin/walks").await;
    let mut rows = first.texts("tbody th");
    assert_eq!(rows.len(), 100, "{first}");

    // What is walked again and again moves nowhere in the list.
    let mut session = hospital.running.core.store.write().await.unwrap();
    for seconds in 200..210 {
        let walk = Walk { from: hospital.ward_7, to: ways[109].1, seconds: 60 };
        session.add_walk(&walk, now + Duration::from_secs(seconds)).await.unwrap();
    }
    session.commit().await.unwrap();
    hospital.fast_forward(Duration::from_mins(10));
    rows.extend(desk.page(&first.link("Next").unwrap()).await.texts("tbody th"));
    let expected = (1..=110).map(|number| format!("Clinic {number} – Ward 7")).collect::<Vec<_>>();
    assert_eq!(rows, expected, "each once, in the order of their names");
}

#[tokio::test]
async fn an_audit_stays_with_its_person_until_another_name_is_typed() {
    let hospital = Hospital::open().await;
    crowd(&hospital, 60).await;
    let person =
        |number| PersonId::new(Timestamp::from_millis(MONDAY_MORNING), [201, 0, 0, 0, 0, 0, 0, 0, 0, number]);
    let mut session = hospital.running.core.store.write().await.unwrap();
    for (number, name) in (1..).zip(["Ann Lee", "Joann Leech", "Sam Smith", "Kim Smith"]) {
        put_person(session.as_mut(), person(number), name, &[Role::Analyst]).await;
    }
    session.commit().await.unwrap();
    let admin = hospital.administrator().await;
    let (ann, joann, sam) = (person(1), person(2), person(3));

    // From her page, and then for another day: still hers, though the name is in another's too.
    let of_ann = admin.page(&format!("/admin/audit?person={ann}")).await;
    let sent = ["who", "person", "named"].map(|field| of_ann.field(field).unwrap());
    assert_eq!(sent, ["Ann Lee".to_owned(), ann.to_string(), "Ann Lee".to_owned()]);
    let kept = format!("/admin/audit?who=Ann+Lee&person={ann}&named=Ann+Lee&from=2026-03-01");
    let kept = admin.page(&kept).await;
    assert_eq!(kept.field("person"), Some(ann.to_string()), "{kept}");
    assert!(!kept.says("Asha Example"), "hers alone: {kept}");
    // Another name is another person, an empty one everybody.
    let typed = admin.page(&format!("/admin/audit?who=joann&person={ann}&named=Ann+Lee")).await;
    assert!(!typed.has_field("person"), "{typed}");
    for address in
        [format!("/admin/audit?who=&person={ann}&named=Ann+Lee"), format!("/admin/audit?who=+&person={sam}")]
    {
        let everyone = admin.page(&address).await;
        assert!(everyone.says("Robin Fixture") && !everyone.has_field("person"), "{address}: {everyone}");
    }

    // A whole name is enough, unless somebody else has it too.
    let exact = admin.get("/admin/audit?who=ANN+lee").await;
    assert_eq!(exact.status, 200, "{exact}");
    assert!(!exact.page().has_field("person"), "{exact}");
    let chosen = admin.page(&format!("/admin/audit?who=ann+lee&person={joann}")).await;
    assert_eq!(chosen.field("person"), Some(joann.to_string()), "{chosen}");
    assert_eq!(admin.get("/admin/audit?who=smith").await.page().choices("person").len(), 3);
    rename(&hospital, person(4), "Ann Lee").await;
    let two = admin.get("/admin/audit?who=ann+lee").await;
    assert!(two.status == 422 && two.page().error_at("person").is_some(), "{two}");

    // Nobody is left out of a choice without a word.
    let many = admin.get("/admin/audit?who=nurse").await;
    assert_eq!(many.status, 422);
    let said = many.page().error_at("who").unwrap();
    assert!(said.contains("60 people are called that") && said.contains("Type more of the name"), "{said}");
    assert!(!many.page().has_field("person"), "{many}");
    // Links of earlier releases.
    let older = admin.page("/admin/audit?before=1").await;
    assert!(!older.has("tbody tr") && older.link("Back to the start").is_some(), "{older}");
}

#[tokio::test]
async fn an_auditor_types_a_name() {
    let hospital = Hospital::open().await;
    crowd(&hospital, 3).await;
    let (admin, desk) = (hospital.administrator().await, hospital.desk().await);
    assert_eq!(desk.get("/insight.csv").await.status, 200);
    let of_dana = admin.page("/admin/audit?who=dana").await;
    let rows = of_dana.texts("tbody tr");
    assert!(rows.iter().any(|row| row.contains("Exported insight.csv")), "{of_dana}");
    assert!(rows.iter().all(|row| row.contains("Dana Mock")), "{of_dana}");
    assert_eq!(of_dana.field("who").as_deref(), Some("dana"), "what was typed stays");
    let many = admin.get("/admin/audit?who=nurse").await;
    assert_eq!(many.status, 422);
    let many = many.page();
    assert!(many.error_at("person").unwrap().contains("More than one person is called that"), "{many}");
    assert_eq!(many.choices("person").len(), 4, "three, and that none is chosen");
    assert!(!many.has("tbody tr"), "{many}");
    let nobody = admin.get("/admin/audit?who=nobody").await;
    assert_eq!(nobody.status, 422);
    assert!(nobody.page().error_at("who").unwrap().contains("No one is called that"), "{nobody}");
    let audit = admin.page(&format!("/admin/people/{}", hospital.lead)).await;
    let audit = audit.link("What they did and what was done to their account").unwrap();
    let by_id = admin.page(&audit).await;
    assert_eq!(by_id.field("who").as_deref(), Some("Dana Mock"));
    assert!(by_id.says("Exported insight.csv"), "{by_id}");
    assert_eq!(admin.get("/admin/audit.csv?who=nobody").await.status, 422);
    assert!(admin.get("/admin/audit.csv?who=dana").await.body.contains("Exported insight.csv"));
}
