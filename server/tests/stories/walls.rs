//! A screen on a wall shows how many wait to whoever passes, and nothing that is anybody's.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use crate::hospital::{
    Browser, Hospital, eventually, request,
    stream::{next, stream},
};

/// Makes a link by the form; answers with its path.
pub(crate) async fn hang(hospital: &Hospital, desk: &Browser, form: &[(&str, &str)]) -> String {
    // The latest comes first.
    hospital.fast_forward(Duration::from_secs(1));
    let made = desk.post("/board/walls", form).await;
    assert_eq!((made.status, made.location.as_str()), (303, "/board/walls?done=wall_made"), "{made}");
    let page = desk.page("/board/walls").await;
    let links = page.links();
    let link = links.iter().find(|link| link.contains("/wall/")).unwrap();
    link.split_once("/wall/").map(|(_, token)| format!("/wall/{token}")).unwrap()
}

#[tokio::test]
async fn a_wall_shows_who_waits_and_where_and_no_name_and_no_note() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let nurse = hospital.browser();
    let mut form = request("nurse", "epma");
    form.extend([("note", "The red bag is in the sluice"), ("asker", "Sister Nonesuch"), ("spot", "Bay 3")]);
    assert_eq!(nurse.post(&hospital.ward_link(hospital.ward_7), &form).await.status, 303);
    let urgent = [
        ("key", "p1"),
        ("tag", "order-comms"),
        ("stuck", "can_work_around"),
        ("patient", "could_come_to_harm"),
        ("another", "yes"),
    ];
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_12), &urgent).await;
    assert_eq!(asked.status, 303, "{asked}");
    hospital.fast_forward(Duration::from_mins(12));

    let link = hang(&hospital, &desk, &[("name", "Command post")]).await;
    let wall = hospital.browser().page(&link).await;
    assert!(
        wall.says_in_order(&["Command post", "09:12:01", "Urgent 1", "Waiting 2", "Oldest, min 12"]),
        "{wall}"
    );
    assert!(
        wall.says_in_order(&["Ward 12: Order comms", "urgent", "12 min", "Ward 7: ePMA", "12 min"]),
        "{wall}"
    );
    for secret in ["red bag", "Nonesuch", "Bay 3", "Asha", "Ben", "Dana", "P1"] {
        assert!(!wall.text().contains(secret), "{secret}: {wall}");
    }
    let hidden = hang(&hospital, &desk, &[("name", "Corridor"), ("hides_wards", "yes")]).await;
    let corridor = hospital.browser().page(&hidden).await;
    assert!(corridor.says("Order comms") && !corridor.text().contains("Ward "), "{corridor}");

    // Looking changes nothing. A screen that follows is written down, by the day.
    assert!(desk.page("/board/walls").await.says("Never open yet."));
    let mut events = stream(&hospital.browser(), &format!("{link}/events"), None).await;
    next(&mut events, "beat").await;
    let page = desk.page("/board/walls").await;
    assert!(
        page.says("Last open on 2 Mar 2026.") && page.says("Made by Dana Mock on 2 Mar 2026, 09:12."),
        "{page}"
    );
}

/// Shows H7.5.
#[tokio::test]
async fn a_link_that_is_taken_back_ends_what_is_open_and_opens_nothing() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let (first, second) = (
        hang(&hospital, &desk, &[("name", "Command post")]).await,
        hang(&hospital, &desk, &[("name", "Corridor")]).await,
    );
    assert_ne!(first, second);
    let screen = hospital.browser();
    let mut ours = stream(&screen, &format!("{first}/events"), None).await;
    let mut others = stream(&screen, &format!("{second}/events"), None).await;
    next(&mut ours, "beat").await;
    next(&mut others, "beat").await;
    let page = desk.page("/board/walls").await;
    let revoke = page.button("Take the link of Command post back").unwrap();
    assert_eq!(desk.post(&revoke, &[]).await.status, 303);
    next(&mut ours, "gone").await;
    assert_eq!(desk.post(&revoke, &[]).await.status, 303, "again");
    for path in [first.clone(), format!("{first}/events"), "/wall/nonsense".to_owned()] {
        let gone = screen.get(&path).await;
        assert_eq!(gone.status, 404, "{path}");
    }
    assert!(screen.get(&first).await.says("Ask the command centre for another."));
    assert_eq!(screen.get(&second).await.status, 200);
    next(&mut others, "beat").await;
    let page = desk.page("/board/walls").await;
    assert!(page.says("Taken back: 1") && page.says("Corridor"), "{page}");
    let admin = hospital.administrator().await;
    let audit = admin.page("/admin/audit?kind=wall_revoked").await;
    assert!(audit.says_in_order(&["Dana Mock", "Took the link of a wall screen back"]), "{audit}");
    assert_eq!(audit.times("Took the link of a wall screen back"), 1, "{audit}");
}

#[tokio::test]
async fn a_form_that_is_not_right_comes_back_as_it_was_typed_and_one_that_is_sent_twice_makes_one_link() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let nameless = desk.post("/board/walls", &[("name", " "), ("hides_wards", "yes")]).await;
    assert_eq!(nameless.status, 422);
    assert!(nameless.page().error_at("name").unwrap().contains("Say where it hangs"), "{nameless}");
    let nowhere = desk.post("/board/walls", &[("name", "Post"), ("zone", "moon")]).await;
    assert!(nowhere.status == 422 && nowhere.page().field("name").as_deref() == Some("Post"), "{nowhere}");
    let patient = desk.post("/board/walls", &[("name", "943 476 5919")]).await;
    assert_eq!(patient.status, 422);
    let key = desk.page("/board/walls").await.field("key").unwrap();
    for _ in 0..2 {
        hang(&hospital, &desk, &[("name", "Post"), ("key", &key)]).await;
    }
    assert_eq!(desk.page("/board/walls").await.count(".app-walls__address"), 1);
    assert_eq!(hospital.analyst().await.get("/board/walls").await.status, 403);
    let unknown = "/board/walls/01990000-0000-7000-8000-000000000001/revoke";
    assert_eq!(desk.post(unknown, &[]).await.status, 404);
}

#[tokio::test]
async fn a_wall_hears_of_each_change_and_shows_what_there_is_more_of_than_usual() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let link = hang(&hospital, &desk, &[("name", "Command post")]).await;
    let screen = hospital.browser();
    let mut events = stream(&screen, &format!("{link}/events"), None).await;
    next(&mut events, "beat").await;
    for number in 0..13 {
        hospital.fast_forward(Duration::from_mins(1));
        let key = format!("rush-{number}");
        let asked =
            hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request(&key, "epma")).await;
        assert_eq!(asked.status, 303, "{asked}");
    }
    next(&mut events, "change").await;
    eventually("a surge", async || {
        let page = screen.page(&link).await;
        page.says("13 in 20 min, more than usual: ePMA, Ward 7").then_some(())
    })
    .await;
    let page = screen.page(&link).await;
    assert_eq!(page.count(".wall__row"), 8, "{page}");
}

#[tokio::test]
async fn a_wall_of_one_zone_says_which_and_that_it_has_ended() {
    let hospital = Hospital::open().await;
    let (desk, admin) = (hospital.desk().await, hospital.administrator().await);
    let key = admin.page("/admin/zones").await.part("form[novalidate][method=post]").field("key").unwrap();
    let zone = admin.post("/admin/zones", &[("name", "Surgery"), ("key", &key)]).await;
    assert_eq!(zone.status, 303, "{zone}");
    let zone = zone.location.split('?').next().unwrap().to_owned();
    let choices = desk.page("/board/walls").await.choices("zone");
    let surgery = choices.into_iter().find(|(_, name)| name == "Surgery").unwrap().0;
    let link = hang(&hospital, &desk, &[("name", "Corridor"), ("zone", &surgery)]).await;
    let screen = hospital.browser();
    assert!(screen.page(&link).await.says("● Surgery calm"));
    assert_eq!(admin.says_yes(&format!("{zone}/end")).await.status, 303);
    let page = screen.page(&link).await;
    assert!(page.says("Surgery has ended: nothing of it is shown here.") && !page.says("calm"), "{page}");
}
