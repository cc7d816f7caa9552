//! Paper for when there is no Elbow: made before each change of shift, and good until the next.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::Duration;

use domain::{Shift, pack::Pack};
use page::Page;

use crate::{
    hospital::{Hospital, eventually},
    reports::begun,
};

const MINUTE: Duration = Duration::from_mins(1);

async fn pack(hospital: &Hospital, number: u32) -> Pack {
    eventually(&format!("pack {number}"), async || {
        let pack = hospital.running.core.store.read().await.unwrap().latest_pack().await.unwrap();
        pack.filter(|pack| pack.number == number)
    })
    .await
}

/// Ben, who is on from 19:30 on, for so many hours.
async fn rostered(hospital: &Hospital, hours: u64) {
    let starts_at = hospital.running.core.now() + Duration::from_hours(10) + 30 * MINUTE;
    let shift = Shift { person: hospital.ben, starts_at, ends_at: starts_at + Duration::from_hours(hours) };
    let mut tx = hospital.running.core.store.write().await.unwrap();
    tx.put_shift(&shift).await.unwrap();
    tx.commit().await.unwrap();
}

/// Codes of slips on a ward's sheet.
fn slips(page: &Page) -> Vec<String> {
    page.texts(".app-slip__code")
}

/// Shows H14.5.
#[tokio::test]
async fn half_an_hour_before_the_night_comes_there_is_paper_that_says_until_when_it_is_good() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let desk = hospital.desk().await;
    assert!(
        desk.page("/packs").await.says_in_order(&["None has been made yet.", "The next is made at 19:00"])
    );
    assert_eq!(desk.get("/packs/post").await.location, "/packs", "there is none to show");
    rostered(&hospital, 8).await;
    let issue = [("title", "Labels print twice"), ("workaround", "Bin the second one."), ("tag", "epma")];
    assert_eq!(desk.post("/known-issues", &issue).await.status, 303);

    hospital.fast_forward(Duration::from_hours(10) + Duration::from_secs(6));
    pack(&hospital, 1).await;
    let desk = hospital.desk().await;
    let page = desk.page("/packs").await;
    assert!(page.says("As at 2 Mar 2026, 19:00, void after 3 Mar 2026, 07:30"), "{page}");
    assert!(!page.says("The roster has changed since"), "{page}");

    let post = desk.page("/packs/post").await;
    assert!(
        post.says_in_order(&[
            "As at 2 Mar 2026, 19:00, void after 3 Mar 2026, 07:30",
            "Wards and their telephones",
            "W07 Ward 7",
            "4512",
            "P001 to P010",
            "W12 Ward 12",
            "P011 to P020",
            "Who is on in the next 24 hours",
            "Ben Sample",
            "Mon 2 Mar, 19:30 to Tue 3 Mar, 03:30",
            "ePMA",
            "When nobody goes",
            "After 1 min: asks one more person",
            "Tally sheet",
            "Decisions",
        ]),
        "{post}"
    );
    assert_eq!(desk.get("/packs/wards").await.status, 422);
    let wards = desk.page("/packs/wards?wards=all").await;
    let emergency = wards.text();
    let (first, rest) = (emergency.find("2222").unwrap(), emergency.find("How to ask for help").unwrap());
    assert!(first < rest, "the emergency line comes first");
    assert!(
        wards.says_in_order(&[
            "Ward 7",
            "Labels print twice",
            "Bin the second one.",
            "Slips of Ward 7",
            "P001",
            "Ward 12"
        ]),
        "{wards}"
    );
    assert!(!wards.says("Ben Sample"), "no names on the walls of wards");
    let one = desk.page(&format!("/packs/wards?wards={}", hospital.ward_12)).await;
    assert_eq!(slips(&one).len(), 10);
    assert!(!one.says("Ward 7"), "{one}");

    // Somebody swaps: the paper is older than the roster, and says so.
    rostered_again(&hospital).await;
    let page = desk.page("/packs").await;
    assert!(page.says("The roster has changed since this was made."), "{page}");
    let key = page.field("key").unwrap();
    for _ in 0..2 {
        let made = desk.post("/packs", &[("key", &key)]).await;
        assert_eq!((made.status, made.location.as_str()), (303, "/packs?done=pack_made"));
    }
    assert_eq!(pack(&hospital, 2).await.made.contents.roster.len(), 2, "made once");
    let page = desk.page("/packs?done=pack_made").await;
    assert!(page.says("A new pack is made.") && !page.says("The roster has changed since"), "{page}");
    let again = desk.page(&format!("/packs/wards?wards={}", hospital.ward_12)).await;
    let (before, now) = (slips(&one), slips(&again));
    assert_eq!((now.len(), now[0].as_str()), (10, "P031"));
    assert!(now.iter().all(|slip| !before.contains(slip)), "on no other paper stands one of these");
    let audit = hospital.administrator().await.page("/admin/audit?kind=pack_made").await;
    assert_eq!(audit.times("Made fallback pack"), 2, "{audit}");
}

async fn rostered_again(hospital: &Hospital) {
    let starts_at = hospital.running.core.now() + 60 * MINUTE;
    let shift = Shift { person: hospital.cleo, starts_at, ends_at: starts_at + 60 * MINUTE };
    let mut tx = hospital.running.core.store.write().await.unwrap();
    tx.put_shift(&shift).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn after_an_outage_there_is_one_pack_of_now_and_the_old_one_is_void() {
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let desk = hospital.desk().await;
    assert_eq!(desk.post("/packs", &[("key", "early")]).await.status, 303);
    pack(&hospital, 1).await;
    let hospital = hospital.sleeps(Duration::from_hours(23)).await;
    let late = pack(&hospital, 2).await;
    // 08:00 on Tuesday: those of 19:00 and of 07:00 were missed, and the latter is made.
    assert_eq!(late.made.as_at, hospital.running.core.now(), "it says what is so now");
    let desk = hospital.desk().await;
    assert!(desk.page("/packs").await.says("As at 3 Mar 2026, 08:00, void after 3 Mar 2026, 19:30"));
    hospital.fast_forward(Duration::from_hours(11) + 31 * MINUTE);
    pack(&hospital, 3).await;
    hospital.fast_forward(Duration::from_hours(60));
    pack(&hospital, 4).await;
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let numbers =
        hospital.running.core.store.read().await.unwrap().latest_pack().await.unwrap().unwrap().number;
    assert_eq!(numbers, 4, "the last of those that were missed, and no other");
}

#[tokio::test]
async fn packs_are_for_leads() {
    let hospital = Hospital::open().await;
    let analyst = hospital.analyst().await;
    for path in ["/packs", "/packs/post", "/packs/wards?wards=all"] {
        assert_eq!(analyst.get(path).await.status, 403, "{path}");
    }
    assert_eq!(analyst.post("/packs", &[]).await.status, 403);
}
