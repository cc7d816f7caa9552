//! Wards, zones, tags and categories are kept in the browser, one at a time, also at 3 in the morning.

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::{List, Tag, TagId, ticket::Actor};
use store::{DeviceKind, NewEvent, Subject};

use crate::hospital::{Answer, Browser, Hospital, eventually, help, request};

/// The address of an entry, by its name in the list.
async fn found(admin: &Browser, list: &str, name: &str) -> String {
    let page = admin.page(&format!("/admin/{list}?find={}", name.replace(' ', "+"))).await;
    page.link(name).unwrap_or_else(|| panic!("{name} in {page}"))
}

/// The form of an entry's page, with some fields typed anew.
async fn change(admin: &Browser, entry: &str, typed: &[(&str, &str)]) -> Answer {
    let form = filled(admin, entry, typed).await;
    post(admin, entry, &form).await
}

async fn filled(admin: &Browser, page: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = admin.page(page).await;
    let form = page.part("form[novalidate][method=post]");
    let columns =
        ["name", "code", "site", "building", "level", "zone", "phone", "x_m", "y_m", "slug", "seconds"];
    let ticks = ["anyone", "hands_off", "is_another"];
    let hidden = ["key", "shown"];
    let names = columns.into_iter().chain(ticks).chain(hidden);
    let mut fields: Vec<(String, String)> =
        names.filter_map(|name| Some((name.to_owned(), form.field(name)?))).collect();
    for (name, text) in typed {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*text).to_owned()));
    }
    fields
}

async fn post(browser: &Browser, path: &str, form: &[(String, String)]) -> Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    browser.post(path, &form).await
}

async fn ward_computer(hospital: &Hospital) -> Browser {
    let device = hospital.browser();
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(device.post("/enrol", &[("code", &code)]).await.status, 303);
    device
}

#[tokio::test]
async fn at_3_a_m_a_ward_has_moved_and_every_page_says_its_new_name() {
    let hospital = Hospital::open().await;
    let (admin, desk, nurse) = (hospital.administrator().await, hospital.desk().await, hospital.browser());
    let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request("moved", "epma")).await;
    assert!(nurse.get(&hospital.ward_link(hospital.ward_7)).await.says("Ward 7"));

    // From the hospital's page: the list, the ward, its form.
    assert!(admin.page("/admin").await.leads_to("/admin/wards"));
    let ward = found(&admin, "wards", "Ward 7").await;
    let page = admin.page(&ward).await;
    assert_eq!((page.field("name").as_deref(), page.field("level").as_deref()), (Some("Ward 7"), Some("1")));
    let saved =
        change(&admin, &ward, &[("name", "Ward 7 (in Oak House)"), ("level", "0"), ("phone", "4999")]).await;
    assert_eq!((saved.status, saved.location), (303, format!("{ward}?done=changed")), "{}", saved.body);
    assert!(admin.get(&format!("{ward}?done=changed")).await.says("Saved."));

    let link = hospital.ward_link(hospital.ward_7);
    assert!(nurse.get(&link).await.says("Ward 7 (in Oak House)"), "its poster is as good as before");
    assert!(nurse.get(&asked.location).await.says("Oak House"));
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].ward, "Ward 7 (in Oak House)");
    let audit = admin.page("/admin/audit?kind=entry_changed").await;
    assert!(audit.says("Changed the ward Ward 7 (in Oak House): Name from “Ward 7” to “Ward 7 (in Oak House)”, Floor from “1” to “0”, Phone from “4512” to “4999”"), "{audit}");
    assert!(audit.says("Robin Fixture"), "{audit}");
    let file = admin.get("/admin/audit.csv?kind=entry_changed").await.body;
    assert!(file.contains("Phone from “4512” to “4999”"), "{file}");

    // What an older program wrote has no values, and is read as before.
    let entry = domain::Entry::Ward(hospital.ward_7);
    let fields = vec!["phone".to_owned()];
    let what = domain::Logged::EntryChanged { entry, fields, values: Vec::new() };
    let core = &hospital.running.core;
    let mut tx = core.store.write().await.unwrap();
    let old = NewEvent::new(Subject::Hospital, Actor::Staff(hospital.lead), core.now(), what);
    tx.append_event(&old).await.unwrap();
    tx.commit().await.unwrap();
    let audit = admin.page("/admin/audit?kind=entry_changed").await.texts("tbody tr");
    assert!(audit[0].contains("Changed the ward Ward 7 (in Oak House): Phone"), "{audit:?}");
    assert!(!audit[0].contains("from"), "{audit:?}");
}

/// Shows H12.7.
#[tokio::test]
async fn a_ward_closes_only_once_nobody_waits_there_and_its_devices_say_whom_to_ring() {
    let hospital = Hospital::open().await;
    let (admin, nurse) = (hospital.administrator().await, hospital.browser());
    let (computer, asha) = (ward_computer(&hospital).await, hospital.handset(hospital.asha).await);
    let (poster, unused) =
        (hospital.ward_link(hospital.ward_7), hospital.code(DeviceKind::Ward(hospital.ward_7)).await);
    let ward = format!("/admin/wards/{}", hospital.ward_7);
    let asked = nurse.post(&poster, &request("waits", "epma")).await;

    // Somebody waits: its page says so, and the answer to a question that was asked before is refused.
    assert!(admin.get(&ward).await.says("1 request is open."));
    let refused = admin.post(&format!("{ward}/end"), &[("told", "1-0-0-0-0-0-0")]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("1 request is open. End this once it is closed."), "{refused}");
    nurse.post(&format!("{}/withdraw", asked.location), &[("why", "solved_myself")]).await;

    let question = admin.page(&format!("{ward}/end")).await;
    assert!(question.says("1 device of this ward will say that the ward has closed"), "{question}");
    let ended = admin.says_yes(&format!("{ward}/end")).await;
    assert_eq!((ended.status, ended.location), (303, format!("{ward}?done=ended")));
    assert!(admin.get(&ward).await.says("It is offered nowhere any more."));

    // It is offered nowhere.
    for told in [computer.get("/").await, nurse.get(&poster).await] {
        assert_eq!((told.status, told.page().heading().as_str()), (410, "Ward 7 has closed in Elbow"));
        assert!(told.says("ring the desk on ext. 5000"), "{told}");
    }
    for kept in [
        computer.post("/ask", &request("kept", "epma")).await,
        nurse.post(&poster, &request("kept", "epma")).await,
    ] {
        assert_eq!(kept.status, 410);
        assert!(kept.says("Nothing was sent") && kept.page().has("#unsent"), "{kept}");
    }
    let typed = hospital.browser().get(&format!("/w/{}", hospital.poster_code(hospital.ward_7))).await;
    assert_eq!(
        (typed.status, typed.location),
        (303, poster.clone()),
        "what the poster has for whoever types"
    );
    // A link that never was one says less; what waits there is shown all the same.
    let never = nurse.get("/w/never-was-one").await;
    assert!(never.status == 404 && never.page().has("#unsent"), "{never}");
    assert_eq!(hospital.browser().post("/enrol", &[("code", &unused)]).await.status, 422);
    assert_eq!(admin.post(&format!("/setup/wards/{}/code", hospital.ward_7), &[]).await.status, 404);
    assert!(!admin.page("/setup").await.links().contains(&poster));
    let gone = hospital.ward_7.to_string();
    assert!(!asha.json::<MyJobsPage>("/me.json").await.wards.iter().any(|ward| ward.value == gone));
    assert_eq!(asha.post("/me/place", &[("ward", &gone)]).await.status, 409);
    assert!(
        !hospital.desk().await.page("/board/ask").await.choices("ward").iter().any(|(id, _)| *id == gone)
    );
    // What happened keeps its name.
    assert!(nurse.get(&asked.location).await.says("Ward 7"));

    // The list has it apart, and it comes back as it was.
    let wards = admin.page("/admin/wards").await;
    assert!(wards.says("Ended: 1") && wards.part("#ended").says("Ward 7"), "{wards}");
    assert_eq!(admin.post(&format!("{ward}/open"), &[]).await.status, 303);
    assert_eq!(nurse.get(&poster).await.status, 200);
    assert_eq!(computer.post("/ask", &request("kept", "epma")).await.status, 303);
    let audit = admin.page("/admin/audit").await;
    assert!(audit.says("Ended the ward Ward 7") && audit.says("Opened the ward Ward 7 again"), "{audit}");
}

#[tokio::test]
async fn what_ends_with_a_ward_is_decided_again_when_it_is_confirmed() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let ward = format!("/admin/wards/{}", hospital.ward_7);
    let told = admin.get(&format!("{ward}/end")).await.hidden("told");
    ward_computer(&hospital).await;
    let again = admin.post(&format!("{ward}/end"), &[("told", &told)]).await;
    assert_eq!(again.status, 409);
    assert!(again.says("This changed while you were deciding") && again.says("1 device"), "{again}");
    assert_eq!(admin.post(&format!("{ward}/end"), &[("told", &again.hidden("told"))]).await.status, 303);
    // Twice is once.
    assert_eq!(admin.post(&format!("{ward}/end"), &[("told", &told)]).await.status, 200);
    assert_eq!(admin.get(&format!("/admin/wards/{}/end", hospital.lead)).await.status, 404);
}

#[tokio::test]
async fn of_two_who_change_one_ward_the_second_reads_what_the_first_changed() {
    let hospital = Hospital::open().await;
    let (first, second) = (hospital.administrator().await, hospital.administrator().await);
    let ward = format!("/admin/wards/{}", hospital.ward_7);
    let late = filled(&second, &ward, &[("phone", "4888"), ("building", "Annexe")]).await;
    let saved = change(&first, &ward, &[("name", "Ward 7 North"), ("phone", "4777")]).await;
    assert_eq!(saved.status, 303);

    let told = post(&second, &ward, &late).await;
    assert_eq!(told.status, 409, "{told}");
    let page = told.page();
    assert!(page.says("Someone else changed this while you were editing"), "{page}");
    let said = page.error_at("name").unwrap();
    assert!(said.contains("from “Ward 7” to “Ward 7 North”"), "{said}");
    assert!(page.error_at("phone").unwrap().contains("to “4777”"), "{page}");
    // What they typed is there, what they had left alone is as it is now.
    let kept = ["name", "phone", "building"].map(|field| page.field(field).unwrap());
    assert_eq!(kept, ["Ward 7 North", "4888", "Annexe"]);
    let form: Vec<(String, String)> = ["name", "code", "building", "level", "phone", "x_m", "y_m", "shown"]
        .iter()
        .map(|name| ((*name).to_owned(), page.field(name).unwrap()))
        .collect();
    assert_eq!(post(&second, &ward, &form).await.status, 303);
    let now = first.page(&ward).await;
    assert_eq!(
        (now.field("name").as_deref(), now.field("phone").as_deref()),
        (Some("Ward 7 North"), Some("4888"))
    );
}

#[tokio::test]
async fn a_form_takes_what_a_file_takes_and_keeps_what_was_typed() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let wrong = [("name", "943 476 5919"), ("code", "W12"), ("level", "G"), ("x_m", "5"), ("y_m", "")];
    let told = admin.post("/admin/wards", &wrong).await;
    assert_eq!(told.status, 422);
    let page = told.page();
    for (field, words) in [
        ("name", "looks like an NHS number"),
        ("code", "Ward 12 is called that already"),
        ("level", "Write a number from -10 to 99"),
        ("y_m", "Give both, or neither"),
    ] {
        assert!(page.error_at(field).unwrap_or_default().contains(words), "{field}: {page}");
    }
    assert_eq!(page.field("level").as_deref(), Some("G"), "what was typed stays");

    // Two spellings of one name are asked about.
    let near = [("name", "ward-12"), ("code", "W99")];
    let asked = admin.post("/admin/wards", &near).await;
    assert_eq!(asked.status, 422);
    assert!(asked.says("There is already Ward 12.") && asked.page().has_field("is_another"), "{asked}");
    let sure = [near.as_slice(), &[("is_another", "yes")]].concat();
    let added = admin.post("/admin/wards", &sure).await;
    assert_eq!(added.status, 303, "{added}");
    // Nobody is asked about a name that stays.
    let entry = added.location.split('?').next().unwrap().to_owned();
    assert_eq!(change(&admin, &entry, &[("phone", "4001")]).await.status, 303);
    // A thumb taps twice.
    let form = filled(&admin, &entry, &[("phone", "4002")]).await;
    let (first, second) = (post(&admin, &entry, &form).await, post(&admin, &entry, &form).await);
    assert_eq!((first.status, &first.location), (303, &second.location), "{second}");
}

#[tokio::test]
async fn a_new_ward_in_a_new_zone_asks_at_once() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let zone =
        post(&admin, "/admin/zones", &filled(&admin, "/admin/zones", &[("name", "Surgery")]).await).await;
    assert_eq!(zone.status, 303, "{zone}");
    let wards = admin.page("/admin/wards").await;
    let surgery = wards.choices("zone").into_iter().find(|(_, name)| name == "Surgery").unwrap().0;
    let form =
        filled(&admin, "/admin/wards", &[("name", "Ward 30"), ("code", "W30"), ("zone", &surgery)]).await;
    let added = post(&admin, "/admin/wards", &form).await;
    let again = post(&admin, "/admin/wards", &form).await;
    assert_eq!((added.status, &added.location), (303, &again.location), "the same form makes one ward");
    assert!(admin.get("/admin/zones").await.page().figure("Wards").is_some_and(|wards| wards == "1"));

    let page = admin.page(added.location.split('?').next().unwrap()).await;
    let set_up = admin.page(&page.link("Its code, link and devices").unwrap()).await;
    let link = set_up.links().into_iter().find(|link| link.starts_with("/w/")).unwrap();
    let asked = hospital.browser().post(&link, &request("new", "epma")).await;
    assert_eq!(asked.status, 303, "{asked}");

    // A zone with wards stays.
    let zone = zone.location.split('?').next().unwrap();
    assert!(admin.get(zone).await.says("1 ward is in this zone."));
    assert_eq!(admin.get(&format!("{zone}/end")).await.status, 409);
}

#[tokio::test]
async fn a_tag_that_has_ended_is_asked_about_no_more_and_one_for_anyone_stays() {
    let hospital = Hospital::open().await;
    let (admin, nurse) = (hospital.administrator().await, hospital.browser());
    let poster = hospital.ward_link(hospital.ward_7);
    let epma = found(&admin, "tags", "ePMA").await;
    let asked = nurse.post(&poster, &request("about", "epma")).await;
    assert_eq!(admin.get(&format!("{epma}/end")).await.status, 409, "somebody waits");
    nurse.post(&format!("{}/withdraw", asked.location), &[]).await;
    let question = admin.page(&format!("{epma}/end")).await;
    assert!(
        question.says("2 responders know it.") && question.says("2 of them know nothing else"),
        "{question}"
    );
    assert_eq!(admin.says_yes(&format!("{epma}/end")).await.status, 303);

    assert!(!hospital.browser().get(&poster).await.says("ePMA"));
    assert_eq!(nurse.post(&poster, &request("again", "epma")).await.status, 422, "this page can ask again");
    assert!(nurse.get(&asked.location).await.says("ePMA"), "what was asked keeps its name");
    let taken = admin.post("/admin/tags", &[("name", "ePMA")]).await;
    assert!(taken.page().error_at("name").unwrap().contains("has ended"), "{taken}");
    let added = admin.post("/admin/tags", &[("name", "Discharge Summary 2")]).await;
    assert_eq!(added.status, 303);
    assert!(nurse.get(&poster).await.says("Discharge Summary 2"));
    let page = admin.page(added.location.split('?').next().unwrap()).await;
    assert!(!page.has_field("slug"), "pages hold it, and files: {page}");
    assert!(hospital.browser().page(&poster).await.has("[value=discharge-summary-2]"));

    let other = found(&admin, "tags", "Something else").await;
    assert!(admin.get(&other).await.says("This is the last tag that any responder can help with."));
    let refused = change(&admin, &other, &[("anyone", "")]).await;
    assert!(refused.page().error_at("anyone").unwrap().contains("the last tag"), "{refused}");
}

/// A tap of `then` by the clock of a device that sends it `now`.
fn kept<'a>(form: &[(&'a str, &'a str)], key: &'a str, times: [&'a str; 2]) -> Vec<(&'a str, &'a str)> {
    let mut form = form.to_vec();
    form.retain(|(name, _)| *name != "key");
    form.extend([("key", key), ("at", times[0]), ("sent", times[1])]);
    form
}

/// Tapped ten minutes before it arrives, and a moment before.
const LONG_AGO: [&str; 2] = ["1000000", "1600000"];
const JUST_NOW: [&str; 2] = ["1600000", "1600000"];

/// Shows H12.7.
#[tokio::test]
async fn what_was_tapped_offline_counts_although_its_tag_category_or_ward_has_ended_meanwhile() {
    let hospital = Hospital::open().await;
    let (admin, desk, nurse) = (hospital.administrator().await, hospital.desk().await, hospital.browser());
    let asha = hospital.handset(hospital.asha).await;
    let poster = hospital.ward_link(hospital.ward_12);
    let job = help::job_in_hand(&hospital, &nurse, &asha).await;
    let training = found(&admin, "categories", "Training").await;
    let order_comms = found(&admin, "tags", "Order comms").await;
    let kept_ward = hospital.ward_12.to_string();
    for entry in [&training, &order_comms] {
        assert_eq!(admin.says_yes(&format!("{entry}/end")).await.status, 303, "{entry}");
    }

    // Somebody needed help before it ended; somebody else tapped on a page that was older still.
    let form = request("kept", "order-comms");
    assert_eq!(hospital.browser().post(&poster, &kept(&form, "before", LONG_AGO)).await.status, 303);
    assert_eq!(hospital.browser().post(&poster, &kept(&form, "after", JUST_NOW)).await.status, 303);
    let board: BoardPage = desk.json("/board.json").await;
    let mut asked: Vec<_> = board.tickets.iter().map(|ticket| ticket.tag.as_str()).collect();
    asked.sort_unstable();
    assert!(asked.contains(&"Order comms") && asked.contains(&"Something else"), "{asked:?}");

    // What was done was done.
    let finish = format!("/me/jobs/{}/finish", job.ticket);
    let late = [("category", "training")];
    assert_eq!(asha.post(&finish, &kept(&late, "now", JUST_NOW)).await.status, 422);
    assert_eq!(asha.post(&finish, &kept(&late, "then", LONG_AGO)).await.status, 303);
    for ticket in desk.json::<BoardPage>("/board.json").await.tickets {
        let withdraw = format!("/board/tickets/{}/withdraw", ticket.id);
        assert_eq!(desk.post(&withdraw, &[("why", "other")]).await.status, 303);
    }
    let ward = format!("/admin/wards/{}", hospital.ward_12);
    assert_eq!(admin.says_yes(&format!("{ward}/end")).await.status, 303);
    let helped = [("tag", "order-comms"), ("ward", kept_ward.as_str()), ("category", "training")];
    assert_eq!(asha.post("/me/helped", &kept(&helped, "today", JUST_NOW)).await.status, 422);
    assert_eq!(asha.post("/me/helped", &kept(&helped, "earlier", LONG_AGO)).await.status, 303);
    let told = asha.json::<MyJobsPage>("/me.json").await.closed;
    assert_eq!(told.len(), 2);
    assert!(told.iter().any(|told| (told.ward.as_str(), told.tag.as_str()) == ("Ward 12", "Order comms")));
}

#[tokio::test]
async fn a_category_stays_what_it_is_and_a_typed_form_keeps_what_it_was_typed_against() {
    let hospital = Hospital::open().await;
    let (first, second) = (hospital.administrator().await, hospital.administrator().await);
    let desk = found(&first, "categories", "Not solved").await;
    let page = first.page(&desk).await;
    assert!(!page.has_field("hands_off") && !page.has_field("slug"), "{page}");
    assert_eq!(change(&first, &desk, &[("name", "Handed to IT"), ("hands_off", "")]).await.status, 303);
    assert!(first.get(&desk).await.says("the last category that hands the request"), "it still does");

    // Wrong, then right: what somebody else changed in between is not overwritten.
    let ward = format!("/admin/wards/{}", hospital.ward_7);
    let wrong = change(&second, &ward, &[("level", "G"), ("phone", "4888")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(change(&first, &ward, &[("name", "Ward 7 North")]).await.status, 303);
    let page = wrong.page();
    let names = ["name", "code", "building", "phone", "x_m", "y_m", "shown"];
    let mut form: Vec<(String, String)> =
        names.map(|name| (name.to_owned(), page.field(name).unwrap())).to_vec();
    form.push(("level".to_owned(), "2".to_owned()));
    let told = post(&second, &ward, &form).await;
    assert_eq!(told.status, 409);
    assert!(told.page().error_at("name").unwrap().contains("to “Ward 7 North”"), "{told}");
}

#[tokio::test]
async fn a_request_that_is_opened_again_is_helped_although_its_ward_and_tag_have_ended_since() {
    let hospital = Hospital::open().await;
    let (admin, asha, nurse) =
        (hospital.administrator().await, hospital.handset(hospital.asha).await, hospital.browser());
    let job = help::closed(&hospital, &nurse, &asha, "training").await;
    let (ward, tag) = (format!("/admin/wards/{}", hospital.ward_7), found(&admin, "tags", "ePMA").await);
    for entry in [&ward, &tag] {
        assert_eq!(admin.says_yes(&format!("{entry}/end")).await.status, 303, "{entry}");
    }
    assert_eq!(nurse.post(&format!("{}/not-solved", job.link), &[]).await.status, 303);
    let again =
        eventually("an offer", async || asha.json::<MyJobsPage>("/me.json").await.offers.into_iter().next())
            .await;
    assert_eq!((again.ward.as_str(), again.tag.as_str()), ("Ward 7", "ePMA"));
}

#[tokio::test]
async fn a_name_that_another_has_got_meanwhile_does_not_come_back_and_holds_up_no_other_change() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    let epma = found(&admin, "tags", "ePMA").await;
    assert_eq!(admin.says_yes(&format!("{epma}/end")).await.status, 303);
    // As a file may have it.
    let core = &hospital.running.core;
    let id = TagId::new(core.now(), core.random.bytes());
    let mut session = core.store.write().await.unwrap();
    let same = Tag { id, slug: "epma-2".to_owned(), name: "EPMA".to_owned(), anyone: false };
    session.put_tag(&same).await.unwrap();
    session.commit().await.unwrap();
    let refused = admin.post(&format!("{epma}/open"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("Another one is called EPMA by now."), "{refused}");

    let ended = List::Tags.entry(epma.rsplit('/').next().unwrap()).unwrap();
    let mut session = core.store.write().await.unwrap();
    session.set_ended(ended, None).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(change(&admin, &epma, &[("anyone", "yes")]).await.status, 303);
    let renamed = change(&admin, &epma, &[("name", "Order comms")]).await;
    assert!(renamed.page().error_at("name").unwrap().contains("called that already"), "{renamed}");
}

#[tokio::test]
async fn categories_have_an_order_and_a_job_can_always_be_handed_on() {
    let hospital = Hospital::open().await;
    let (admin, asha, nurse) =
        (hospital.administrator().await, hospital.handset(hospital.asha).await, hospital.browser());
    let names = async || admin.page("/admin/categories").await.texts("main > table th[scope=row]");
    let before = names().await;
    let second = admin.page("/admin/categories").await.link(&before[1]).unwrap();
    assert_eq!(admin.post(&format!("{second}/move"), &[("to", "up")]).await.status, 303);
    let after = names().await;
    assert_eq!([&after[0], &after[1]], [&before[1], &before[0]]);
    let audit = admin.page("/admin/audit?kind=entry_changed").await;
    assert!(audit.says("Order from “2” to “1”"), "{audit}");
    assert_eq!(admin.post(&format!("{second}/move"), &[("to", "up")]).await.status, 303, "it is the first");
    assert_eq!(names().await, after);

    let job = help::job_in_hand(&hospital, &nurse, &asha).await;
    let offered = asha.page(&format!("/me/jobs/{}/finish", job.ticket)).await;
    assert!(offered.says_in_order(&[&before[1], &before[0]]), "{offered}");
    help::finish(&asha, &job.ticket, "training").await;

    let training = found(&admin, "categories", "Training").await;
    assert_eq!(admin.says_yes(&format!("{training}/end")).await.status, 303);
    assert!(!names().await.contains(&before[0]), "{before:?}");
    let insight = hospital.analyst().await;
    assert!(insight.get("/insight").await.says("Training or elbow support"), "figures keep the name");
    let desk = found(&admin, "categories", "Not solved").await;
    assert!(admin.get(&desk).await.says("the last category that hands the request"));
}

#[tokio::test]
async fn a_lift_that_was_timed_makes_the_way_shorter_at_once() {
    let hospital = Hospital::open().await;
    let (admin, nurse) = (hospital.administrator().await, hospital.browser());
    let ben = hospital.handset(hospital.ben).await;
    assert_eq!(ben.post("/me/place", &[("ward", "W12")]).await.status, 303);
    let [one, other] = [hospital.ward_7, hospital.ward_12].map(|ward| ward.to_string());
    let way = [("from", one.as_str()), ("to", &other), ("kind", "lift"), ("seconds", "7000")];
    let added = admin.post("/admin/ways", &way).await;
    assert_eq!(added.status, 303, "{added}");
    let minutes = async |key: &str| {
        let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request(key, "epma")).await;
        let offer = eventually("an offer", async || {
            ben.json::<MyJobsPage>("/me.json").await.offers.into_iter().next()
        })
        .await;
        nurse.post(&format!("{}/withdraw", asked.location), &[("why", "solved_myself")]).await;
        offer.walk_minutes
    };
    assert_eq!(minutes("before").await, Some(117));

    // The other way round it is the same way.
    let back = [("from", other.as_str()), ("to", &one), ("kind", "lift"), ("seconds", "90")];
    let twice = admin.post("/admin/ways", &back).await;
    assert!(twice.page().error_at("kind").unwrap().contains("already"), "{twice}");
    let wrong = admin.post("/admin/ways", &[("from", one.as_str()), ("to", &one), ("seconds", "x")]).await;
    assert!(wrong.page().error_at("to").is_some() && wrong.page().error_at("seconds").is_some(), "{wrong}");

    let entry = added.location.split('?').next().unwrap();
    let page = admin.page(entry).await;
    assert!(page.heading().contains("Ward 7 – Ward 12") && !page.has_field("from"), "{page}");
    let blind = admin.post(entry, &[("seconds", "120"), ("step_free", "yes")]).await;
    assert_eq!(blind.status, 409, "who does not say what they saw overwrites nothing: {blind}");
    assert_eq!(change(&admin, entry, &[("seconds", "120"), ("step_free", "yes")]).await.status, 303);
    assert_eq!(minutes("after").await, Some(2));
    let taken_away = admin.says_yes(&format!("{entry}/end")).await;
    assert_eq!(taken_away.location, "/admin/ways?done=ended");
    assert_eq!(admin.get(entry).await.status, 404);
    let audit = admin.page("/admin/audit").await;
    assert!(audit.says("Changed the way between Ward 7 and Ward 12: Seconds from “7000” to “120”, Step-free from “no” to “yes”"), "{audit}");
}

#[tokio::test]
async fn names_are_found_however_they_are_typed_and_stand_as_people_count() {
    let hospital = Hospital::open().await;
    let admin = hospital.administrator().await;
    for (name, code) in [("Ward 21", "W21"), ("Ward 2", "W02"), ("Ward 100", "W100")] {
        assert_eq!(admin.post("/admin/wards", &[("name", name), ("code", code)]).await.status, 303);
    }
    let names = admin.page("/admin/wards").await.texts("tbody th");
    assert_eq!(names, ["Ward 2", "Ward 7", "Ward 12", "Ward 21", "Ward 100"]);
    assert_eq!(admin.page("/admin/wards?find=WARD+w1").await.texts("tbody th"), ["Ward 12", "Ward 100"]);
    assert!(admin.get("/admin/wards?find=theatre").await.says("Nothing found"));
    assert_eq!(admin.get("/admin/people-of-the-moon").await.status, 404);
    assert_eq!(hospital.desk().await.get("/admin/wards").await.status, 403);
}
