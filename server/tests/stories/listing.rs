//! Lists that are longer than a page: what is looked for is found, and the rest is a page away.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::{PersonId, Role, Timestamp};

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

/// Where a link of these words leads.
fn link(page: &str, words: &str) -> Option<String> {
    let (before, _) = page.split_once(&format!(">{words}</a>"))?;
    let (_, href) = before.rsplit_once("href=\"")?;
    Some(href.split('"').next().unwrap().replace("&amp;", "&"))
}

/// The first cells of the rows on all pages from this one.
async fn read_on(browser: &Browser, from: &str, is_row: impl Fn(&str) -> bool) -> Vec<String> {
    let (mut address, mut rows) = (from.to_owned(), Vec::new());
    loop {
        let page = browser.get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        let text = page.body.replace("<bdi>", "").replace("</bdi>", "");
        let cells = text.split("<th scope=\"row\">").skip(1).map(|cell| cell.split("</th>").next().unwrap());
        let cells = cells.map(|cell| {
            cell.split('<').find_map(|piece| {
                let words = piece.split_once('>').map_or(piece, |(_, words)| words).trim();
                (!words.is_empty()).then(|| words.to_owned())
            })
        });
        rows.extend(cells.flatten().filter(|cell| is_row(cell)));
        match link(&page.body, "Next") {
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
    for list in ["/setup", "/admin/lists/people"] {
        let nurses = read_on(&desk, list, |cell| cell.starts_with("Nurse")).await;
        let expected = (1..=130).filter(|number| *number != 77).map(|number| format!("Nurse {number}"));
        assert_eq!(nurses, expected.collect::<Vec<_>>(), "{list}: each once, in their order");

        let first = desk.get(list).await.body;
        assert!(!first.contains("O’Hara") && first.contains("name=\"find\""), "{list}: {first}");
        let found = desk.get(&format!("{list}?find=o%27hara+ZOE")).await.body;
        assert!(found.contains("Zoë O’Hara") && !found.contains("Nurse 1"), "{list}: {found}");
        assert!(
            found.contains("value=\"o&#39;hara ZOE\"") || found.contains("value=\"o'hara ZOE\""),
            "{found}"
        );
        let all = link(&found, "Show all").unwrap();
        assert_eq!(all, list);

        let some = desk.get(&format!("{list}?find=nurse")).await.body;
        assert!(some.contains("129 found"), "{list}: {some}");
        let next = link(&some, "Next").unwrap();
        assert!(next.contains("find=nurse"), "{next}");
        let later = desk.get(&next).await.body;
        assert!(later.contains("129 found") && later.contains("Back to the start"), "{list}: {later}");

        for typed in ["nobody", "%25", "_"] {
            let nothing = desk.get(&format!("{list}?find={typed}")).await.body;
            assert!(nothing.contains("Nothing found for"), "{list}, {typed}: {nothing}");
            assert!(nothing.contains("Check the spelling"), "{list}: {nothing}");
            assert!(link(&nothing, "Show all").is_some(), "{list}: {nothing}");
        }
        // An address from somewhere else begins at the beginning.
        assert_eq!(desk.get(&format!("{list}?after=nowhere&people=nowhere")).await.status, 200);
    }
}

#[tokio::test]
async fn a_ward_is_found_with_its_devices_and_a_list_by_any_of_its_cells() {
    let hospital = Hospital::open().await;
    hospital.code(store::DeviceKind::Ward(hospital.ward_7)).await;
    let ward_device = hospital.browser();
    let code = hospital.code(store::DeviceKind::Ward(hospital.ward_12)).await;
    assert_eq!(ward_device.post("/enrol", &[("code", &code)]).await.status, 303);
    let desk = hospital.administrator().await;
    let found = desk.get("/setup?find=ward+12").await.body;
    assert!(found.contains("W12") && !found.contains("W07"), "{found}");
    assert!(found.contains("Block device"), "its device too: {found}");
    let other = desk.get("/setup?find=W07").await.body;
    assert!(other.contains("Ward 7") && !other.contains("Block device"), "{other}");
    let wards = desk.get("/admin/lists/wards?find=w12").await.body;
    assert!(wards.contains("Ward 12") && !wards.contains("Ward 7<"), "{wards}");
    let tags = desk.get("/admin/lists/tags?find=order").await.body;
    assert!(tags.contains("order-comms") && !tags.contains("epma") && tags.contains("1 found"), "{tags}");
    assert!(desk.get("/admin/walks?find=ward").await.body.contains("Nothing found for"));
}

#[tokio::test]
async fn known_issues_are_found_whether_they_have_ended_or_not() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for number in 1..=60 {
        let title = format!("Printer {number} is jämmed");
        let form = [("title", title.as_str()), ("workaround", "Use another one."), ("tag", "epma")];
        let added = desk.post("/known-issues", &form).await;
        assert_eq!(added.status, 303, "{}", added.body);
        hospital.fast_forward(Duration::from_secs(1));
        if number > 55 {
            let id = added.location.split("about=").nth(1).unwrap();
            assert_eq!(desk.post(&format!("/known-issues/{id}/end"), &[]).await.status, 303);
        }
    }
    let first = desk.get("/known-issues").await.body;
    assert!(first.contains("Ended: 5") && first.contains("Printer 60 is"), "{first}");
    assert!(!first.contains("Printer 5 is"), "the oldest are on another page");
    let next = desk.get(&link(&first, "Next").unwrap()).await.body;
    assert!(next.contains("Printer 5 is") && !next.contains("Printer 55 is"), "{next}");
    let found = desk.get("/known-issues?find=JAMMED+58").await.body;
    assert!(found.contains("Printer 58 is") && !found.contains("Printer 57 is"), "{found}");
    assert!(found.contains("Nothing found for"), "none that has not ended: {found}");
}

#[tokio::test]
async fn an_auditor_types_a_name() {
    let hospital = Hospital::open().await;
    crowd(&hospital, 3).await;
    let (admin, desk) = (hospital.administrator().await, hospital.desk().await);
    assert_eq!(desk.get("/insight.csv").await.status, 200);
    let of_dana = admin.get("/admin/audit?who=dana").await.body;
    assert!(
        of_dana.contains("Exported insight.csv") && !of_dana.contains("data-label=\"Who\">Robin"),
        "{of_dana}"
    );
    assert!(of_dana.contains("value=\"dana\""), "what was typed stays: {of_dana}");
    let many = admin.get("/admin/audit?who=nurse").await;
    assert_eq!(many.status, 422);
    assert!(many.body.contains("More than one person is called that") && many.body.contains("Nurse 3"));
    assert!(!many.body.contains("Exported"), "{}", many.body);
    let nobody = admin.get("/admin/audit?who=nobody").await;
    assert!(nobody.status == 422 && nobody.body.contains("Nobody is called that"), "{}", nobody.body);
    let of_dana = admin.get(&format!("/admin/people/{}", hospital.lead)).await.body;
    let audit = link(&of_dana, "What they did and what was done to their account").unwrap();
    let by_id = admin.get(&audit).await.body;
    assert!(by_id.contains("value=\"Dana Mock\"") && by_id.contains("Exported insight.csv"), "{by_id}");
    assert_eq!(admin.get("/admin/audit.csv?who=nobody").await.status, 422);
    assert!(admin.get("/admin/audit.csv?who=dana").await.body.contains("Exported insight.csv"));
}
