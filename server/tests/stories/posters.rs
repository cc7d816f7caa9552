//! A ward's link on paper.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use app::screens::my_jobs::MyJobsPage;
use domain::{Zone, ZoneId};
use page::Page;
use store::Location;

use crate::{
    hospital::{Answer, Browser, Hospital, eventually, request},
    setting_up::damage,
    settings::saved,
};

const ALL_POSTERS: &str = "/setup/posters/print?wards=all&what=poster";

/// What is to be typed, as the first sheet says it.
fn typed(page: &Page) -> String {
    let address = page.texts(".app-piece__type strong").swap_remove(0);
    address[address.find("/w/").unwrap()..].to_owned()
}

async fn ward_12_is_in_a_zone(hospital: &Hospital) -> ZoneId {
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let mut ward = session.lookup_ward(hospital.ward_12).await.unwrap().unwrap();
    let zone = |name: &str, last| Zone {
        id: ZoneId::new(core.now(), [last; 10]),
        site: ward.site,
        name: name.to_owned(),
    };
    let (tower, empty) = (zone("Tower", 1), zone("Annexe", 2));
    session.put_zone(&tower).await.unwrap();
    session.put_zone(&empty).await.unwrap();
    ward.zone = Some(tower.id);
    session.put_ward(&ward).await.unwrap();
    session.commit().await.unwrap();
    tower.id
}

#[tokio::test]
async fn a_lead_prints_the_poster_of_one_ward_of_a_zone_and_of_all() {
    let hospital = Hospital::open().await;
    let zone = ward_12_is_in_a_zone(&hospital).await;
    let desk = hospital.desk().await;
    assert!(desk.page("/setup").await.leads_to("/setup/posters"));
    let choose = desk.page("/setup/posters").await;
    let offered: Vec<_> = choose.choices("wards").into_iter().map(|(_, label)| label).collect();
    assert_eq!(
        offered,
        ["Choose wards", "All 2 wards", "Zone Annexe", "Zone Tower", "Ward 7", "Ward 12"],
        "as one looks for a name"
    );

    let all = desk.page(ALL_POSTERS).await;
    assert_eq!(all.texts(".app-sheet h2"), ["Ward 7", "Ward 12"]);
    assert!(all.says("2 sheets of A4") && all.count("svg.app-qr__code") == 2, "{all}");
    assert!(all.says("Ring the desk: ext. 5000") && all.says("In a clinical emergency ring 2222"), "{all}");
    assert!(all.says("Printed 2 Mar 2026"), "{all}");
    assert!(all.loads("paper.css") && all.loads("paper.js"));

    let of_zone = desk.page(&format!("/setup/posters/print?wards={zone}&what=screen_card")).await;
    assert_eq!(
        (of_zone.texts(".app-sheet h2"), of_zone.count(".app-piece")),
        (vec!["Ward 12".to_owned()], 4)
    );
    let ward = hospital.ward_7;
    let cards = desk.page(&format!("/setup/posters/print?wards={ward}&what=lanyard_card")).await;
    assert_eq!((cards.texts(".app-sheet h2"), cards.count(".app-piece")), (vec!["Ward 7".to_owned()], 10));
    assert_eq!(cards.count("[aria-hidden=\"true\"]"), 9 + 1, "one is read out; and our mark is not");
    hospital.running.stop().await;
}

#[tokio::test]
async fn what_cannot_be_printed_is_said_where_it_is_chosen() {
    let hospital = Hospital::open().await;
    ward_12_is_in_a_zone(&hospital).await;
    let desk = hospital.desk().await;
    let nothing = desk.get("/setup/posters/print?wards=&what=").await;
    assert_eq!(nothing.status, 422);
    let page = nothing.page();
    assert!(page.error_at("wards").unwrap().contains("Choose which wards"), "{page}");
    assert!(page.error_at("what").unwrap().contains("Choose what to print"), "{page}");
    let empty = page.choices("wards").into_iter().find(|(_, label)| label == "Zone Annexe").unwrap().0;
    let page = desk.get(&format!("/setup/posters/print?wards={empty}&what=poster")).await.page();
    assert!(page.error_at("wards").unwrap().contains("no ward in this zone"), "{page}");
    assert_eq!(page.field("wards"), Some(empty), "what was chosen stays chosen");
    let nobody = hospital.browser();
    assert_eq!(nobody.get(ALL_POSTERS).await.status, 303, "posters are secrets");
    assert_eq!(hospital.analyst().await.get(ALL_POSTERS).await.status, 403);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_ward_whose_link_cannot_be_read_is_named_and_the_others_have_their_posters() {
    let hospital = Hospital::open().await;
    let Location::File(path) = hospital.running.config.database.clone() else { return };
    let desk = hospital.desk().await;
    damage(&path, "update ward set link_rotation = -1 where code = 'W07'".to_owned()).await;
    let page = desk.page(ALL_POSTERS).await;
    assert_eq!(page.texts(".app-sheet h2"), ["Ward 12"]);
    assert!(page.says("Nothing for Ward 7: the link cannot be read"), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_has_no_camera_types_what_the_poster_says() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let poster = format!("/setup/posters/print?wards={}&what=poster", hospital.ward_7);
    let typed = typed(&desk.page(&poster).await);
    assert_eq!(typed.len(), "/w/".len() + 9, "{typed}");

    let nurse = hospital.browser();
    for by_hand in [typed.clone(), typed.replace('-', ""), typed.to_lowercase().replace("/W/", "/w/")] {
        let answer = nurse.get(&by_hand).await;
        assert_eq!((answer.status, answer.location), (303, hospital.ward_link(hospital.ward_7)), "{by_hand}");
    }
    let code = [("code", typed.strip_prefix("/w/").unwrap())];
    let at_the_door = nurse.post("/enrol", &code).await;
    assert_eq!((at_the_door.status, at_the_door.location), (303, hospital.ward_link(hospital.ward_7)));
    let ward = nurse.get(&typed).await.location;
    assert!(nurse.page(&ward).await.heading().contains("Ward 7"));
    assert_eq!(nurse.post(&ward, &request("by-hand", "epma")).await.status, 303);

    let change = format!("/setup/wards/{}/rotate-link", hospital.ward_7);
    assert_eq!(desk.post(&change, &[("rotation", "0")]).await.status, 303);
    let old = nurse.get(&typed).await;
    assert_eq!(old.status, 404, "with the link its code ends");
    assert!(old.says("This link does not work"), "{old}");
    let now = self::typed(&desk.page(&poster).await);
    assert_ne!(now, typed);
    assert_eq!(nurse.get(&now).await.status, 303);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_responder_who_scans_the_poster_of_the_ward_they_come_to_is_there() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let poster = hospital.ward_link(hospital.ward_7);
    let asked = nurse.post(&poster, &request("scanned", "epma")).await.location;
    let offer = eventually("an offer", async || {
        asha.json::<MyJobsPage>("/me.json").await.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let job = asha.json::<MyJobsPage>("/me.json").await.job.unwrap();

    let elsewhere = asha.page(&hospital.ward_link(hospital.ward_12)).await;
    assert!(elsewhere.says("Are you at Ward 12?") && elsewhere.posts_to("/me/place"), "{elsewhere}");
    let there = asha.page(&poster).await;
    assert!(there.says(&format!("You are on the way to {} here", job.code)), "{there}");
    let arrive = format!("/me/jobs/{}/arrive", job.ticket);
    assert!(there.posts_to(&arrive) && !there.posts_to("/me/place"), "{:?}", there.actions());
    let version = there.field("version").unwrap();
    assert_eq!(asha.post(&arrive, &[("version", &version)]).await.status, 303);
    assert!(nurse.page(&asked).await.says("Asha Example is with you"));
    assert!(asha.page(&poster).await.posts_to("/me/place"), "from then on it is a place");

    assert!(!nurse.page(&poster).await.says("Sign in to say where you are"));
    let off = [("end_shift", "yes"), ("hand_over", "pool")];
    assert_eq!(asha.post("/sign-out", &off).await.status, 303);
    let signed_out = asha.page(&poster).await;
    assert!(
        signed_out.says("Sign in to say where you are") && signed_out.leads_to("/sign-in"),
        "{signed_out}"
    );
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_guesses_the_codes_of_posters_waits_and_is_in_the_audit() {
    let hospital = Hospital::open_with("[limits]\nsign_ins_per_ten_minutes = 1").await;
    let (desk, guesser) = (hospital.desk().await, hospital.browser());
    let typed = typed(&desk.page(ALL_POSTERS).await);
    let began = tokio::time::Instant::now();
    for guess in 2..=9 {
        assert_eq!(guesser.get(&format!("/w/KKKK-KKK{guess}")).await.status, 404);
    }
    assert!(began.elapsed().as_millis() >= 2_000, "after six each waits a second");
    assert_eq!(guesser.get(&typed).await.status, 303, "who is right there gets in all the same");
    assert_eq!(guesser.get("/w/no-code-and-no-link-of-ours").await.status, 404);
    let audit = hospital.administrator().await.page("/admin/audit").await;
    assert!(audit.says("Tried invalid codes"), "{audit}");
    hospital.running.stop().await;
}

/// A lead prints, and says how many copies of each sheet.
async fn prints(desk: &Browser, wards: &str, what: &str, copies: &str) -> Answer {
    let page = desk.page(&format!("/setup/posters/print?wards={wards}&what={what}")).await;
    has_printed(desk, &page, copies).await
}

/// The same, of sheets that were shown before.
async fn has_printed(desk: &Browser, sheets: &Page, copies: &str) -> Answer {
    let fields = ["key", "wards", "what", "seen"].map(|name| (name, sheets.field(name).unwrap()));
    let mut form: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.push(("copies", copies));
    desk.post("/setup/posters/print", &form).await
}

/// Reads the question before a link is changed, and says yes.
async fn says_yes(desk: &Browser, change: &str) -> Answer {
    let told = desk.page(change).await.field("rotation").unwrap();
    desk.post(change, &[("rotation", &told)]).await
}

/// Shows H12.6.
#[tokio::test]
async fn before_a_link_changes_it_is_said_what_stops_working_and_afterwards_what_to_print_again() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.desk().await, hospital.administrator().await);
    let ward = hospital.ward_7.to_string();
    let change = format!("/setup/wards/{ward}/rotate-link");
    assert!(desk.page(&change).await.says("Posters and bookmarks with the current link will stop working"));

    let sheets = desk.page(&format!("/setup/posters/print?wards={ward}&what=poster")).await;
    let counted = has_printed(&desk, &sheets, "14").await;
    assert!(desk.page(&counted.location).await.says("Counted: 14 posters or cards."), "{counted}");
    assert_eq!(has_printed(&desk, &sheets, "14").await.status, 303, "a browser that sends it twice");
    assert_eq!(prints(&desk, &ward, "lanyard_card", "2").await.status, 303);
    assert!(!desk.page("/setup/posters").await.says("To print again"), "all is as it was printed");

    let question = desk.page(&change).await;
    assert!(question.says("14 posters and 20 cards for lanyards of Ward 7 will stop working"), "{question}");
    let told = question.field("rotation").unwrap();
    assert_eq!(prints(&other, &ward, "poster", "1").await.status, 303);
    let refused = desk.post(&change, &[("rotation", &told)]).await;
    assert_eq!(refused.status, 409, "one poster more stops than was said: {refused}");
    assert_eq!(desk.get(&hospital.ward_link(hospital.ward_7)).await.status, 200);

    let changed = says_yes(&desk, &change).await;
    let again = desk.page(&changed.location).await;
    assert!(again.says("The link of Ward 7 has changed."), "{again}");
    assert!(again.says("15 posters") && again.says("20 cards for lanyards"), "{again}");
    assert_eq!(again.times("the link: the old ones do not work"), 2, "{again}");
    assert!(again.leads_to(&format!("/setup/posters/print?wards={ward}&what=poster")), "{again}");
    assert!(again.says("for Ward 7") && !again.says("for Ward 12"), "{again}");

    assert_eq!(prints(&desk, &ward, "poster", "15").await.status, 303);
    let up = format!("/setup/posters/{ward}/replaced");
    let shown = desk.page("/setup/posters").await.field("shown").unwrap();
    for twice in 0..2 {
        let replaced = desk.post(&up, &[("shown", &shown)]).await;
        assert_eq!(replaced.status, 303, "{twice}");
        let again = desk.page(&replaced.location).await;
        assert!(again.says("the new ones of Ward 7 are up"), "{again}");
        let again = again.part("[aria-labelledby=again]");
        assert!(!again.says("15 posters") && again.says("20 cards for lanyards"), "{again}");
    }
    let question = desk.page(&change).await;
    assert!(question.says("15 posters of Ward 7 will stop working"), "the new ones: {question}");
    let audit = other.page("/admin/audit").await;
    assert!(audit.says("Printed 14 posters of Ward 7"), "{audit}");
    assert!(audit.says("Took down 15 posters and cards of Ward 7"), "{audit}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn posters_of_a_ward_that_has_closed_are_listed_until_somebody_has_taken_them_down() {
    let hospital = Hospital::open().await;
    let (desk, admin) = (hospital.desk().await, hospital.administrator().await);
    let ward = hospital.ward_12.to_string();
    assert_eq!(prints(&desk, "all", "poster", "3").await.status, 303);
    assert!(!desk.page("/setup/posters").await.says("To print again"));
    assert_eq!(admin.says_yes(&format!("/admin/wards/{ward}/end")).await.status, 303);

    let page = desk.page("/setup/posters").await;
    assert_eq!(page.part("[aria-labelledby=again]").texts("tbody th"), ["Ward 12"]);
    assert!(page.says("3 posters") && page.says("the ward has closed: take them down"), "{page}");
    assert!(!page.leads_to(&format!("/setup/posters/print?wards={ward}&what=poster")), "{page}");
    let shown = page.field("shown").unwrap();
    let down = desk.post(&format!("/setup/posters/{ward}/replaced"), &[("shown", &shown)]).await;
    let page = desk.page(&down.location).await;
    assert!(page.says("the posters and cards of Ward 12 are down") && !page.says("take them down"), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_poster_with_an_old_name_is_to_be_printed_again() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    assert_eq!(prints(&desk, "all", "screen_card", "1").await.status, 303);
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let mut ward = session.lookup_ward(hospital.ward_12).await.unwrap().unwrap();
    "Acute Stroke".clone_into(&mut ward.name);
    session.put_ward(&ward).await.unwrap();
    session.commit().await.unwrap();
    let page = desk.page("/setup/posters").await;
    assert_eq!(page.part("[aria-labelledby=again]").texts("tbody th"), ["Acute Stroke"]);
    assert!(page.says("4 cards for screens") && page.says("the name: it was Ward 12"), "{page}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn what_changed_between_printing_and_saying_so_is_not_counted() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.desk().await, hospital.administrator().await);
    let all = desk.page(ALL_POSTERS).await;
    let ward = hospital.ward_7.to_string();
    let one = desk.page(&format!("/setup/posters/print?wards={ward}&what=poster")).await;
    let change = format!("/setup/wards/{ward}/rotate-link");
    assert_eq!(says_yes(&other, &change).await.status, 303);

    let nothing = has_printed(&desk, &one, "3").await;
    assert_eq!(nothing.status, 409);
    assert!(nothing.says("Nothing was counted"), "{nothing}");
    let typo = has_printed(&desk, &all, "l2").await;
    assert_eq!(typo.status, 422);
    let some = has_printed(&desk, &typo.page(), "2").await;
    assert_eq!(some.status, 409, "corrected, it is still about what was printed: {some}");
    assert!(some.says("Counted: 2 posters or cards. Not counted: Ward 7"), "{some}");
    assert!(desk.page(&change).await.says("Posters and bookmarks with the current link"), "none of Ward 7");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_ward_that_closes_before_its_posters_are_counted_is_named() {
    let hospital = Hospital::open().await;
    let (desk, admin) = (hospital.desk().await, hospital.administrator().await);
    let all = desk.page(ALL_POSTERS).await;
    assert_eq!(admin.says_yes(&format!("/admin/wards/{}/end", hospital.ward_12)).await.status, 303);
    let some = has_printed(&desk, &all, "2").await;
    assert_eq!(some.status, 409, "{some}");
    assert!(some.says("Counted: 2 posters or cards. Not counted: Ward 12"), "{some}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn how_many_were_printed_is_a_number() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    for typed in ["", "many", "0", "101", "1.5"] {
        let wrong = prints(&desk, "all", "poster", typed).await;
        assert_eq!(wrong.status, 422, "{typed}");
        let page = wrong.page();
        assert!(page.error_at("copies").unwrap().contains("1 to 100"), "{page}");
        assert_eq!(page.field("copies").as_deref(), Some(typed), "what was typed stays");
        assert_eq!(page.count(".app-sheet"), 2, "with the sheets");
    }
    let nothing = [("wards", "all"), ("what", "poster"), ("copies", "1"), ("seen", "nowhere.x")];
    assert_eq!(desk.post("/setup/posters/print", &nothing).await.status, 409);
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_wrong_count_is_taken_back_and_told() {
    let hospital = Hospital::open().await;
    let (desk, admin) = (hospital.desk().await, hospital.administrator().await);
    assert_eq!(prints(&desk, &hospital.ward_7.to_string(), "poster", "20").await.status, 303);
    hospital.fast_forward(std::time::Duration::from_mins(1));
    assert_eq!(prints(&desk, "all", "lanyard_card", "90").await.status, 303);
    let page = desk.page("/setup/posters").await;
    assert!(page.says("1800 cards for lanyards") && page.says("20 posters"), "{page}");
    let count = page.field("count").unwrap();
    assert!(count.ends_with("lanyard_card"), "the latest first: {count}");

    let back = desk.post("/setup/posters/uncount", &[("count", &count)]).await;
    let page = desk.page(&back.location).await;
    assert!(page.says("Taken back: 1800 posters or cards are not counted any more."), "{page}");
    assert!(!page.says("1800 cards for lanyards") && page.says("20 posters"), "{page}");
    let twice = desk.post("/setup/posters/uncount", &[("count", &count)]).await;
    assert!(desk.page(&twice.location).await.says("had been taken back already"));
    let told = admin.page("/admin/audit").await;
    assert!(told.says("Took back the count of 1800 cards for lanyards"), "{told}");
    // What stops working is what is left.
    let change = desk.page(&format!("/setup/wards/{}/rotate-link", hospital.ward_7)).await;
    assert!(change.says("20 posters") && !change.says("lanyards"), "{change}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn posters_with_the_trusts_old_name_are_to_be_printed_again() {
    let hospital = Hospital::open_with("trust_name = 'Testwell'").await;
    let desk = hospital.desk().await;
    assert_eq!(prints(&desk, &hospital.ward_7.to_string(), "poster", "3").await.status, 303);
    assert!(!desk.page("/setup/posters").await.says("To print again"));
    let admin = hospital.administrator().await;
    saved(&admin, &[("version", "0"), ("trust_name", "Testwell and Riverside")]).await;
    let page = desk.page("/setup/posters").await;
    assert!(page.says("To print again") && page.says("the trust’s name: it was Testwell"), "{page}");
    hospital.running.stop().await;
}
