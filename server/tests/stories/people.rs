//! People are added and changed one at a time, in the browser, at 3 a.m. if need be.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use domain::{PersonId, ResponderKind, Role, ZoneMode};
use store::{Account, Person, Tx};

use crate::hospital::{Answer, Browser, Hospital, PIN};

const ZOE: [(&str, &str); 8] = [
    ("name", "Zoe Sample"),
    ("responds", "floorwalker"),
    ("username", ""),
    ("tag_epma", "yes"),
    ("zone", ""),
    ("zone_mode", "all"),
    ("home_ward", ""),
    ("phone", "4711"),
];

async fn read(hospital: &Hospital) -> Box<dyn Tx> {
    hospital.running.core.store.read().await.unwrap()
}

async fn called(hospital: &Hospital, name: &str) -> Vec<Person> {
    let people = read(hospital).await.list_people().await.unwrap();
    people.into_iter().filter(|person| person.name == name).collect()
}

/// The same form with some of it filled in otherwise.
fn with<'f>(form: &[(&'f str, &'f str)], other: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let kept = form.iter().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    kept.chain(other).copied().collect()
}

/// Fills the form in as it was opened, with some of it otherwise.
async fn changes(desk: &Browser, person: PersonId, opened: &Answer, other: &[(&str, &str)]) -> Answer {
    let page = opened.page();
    let names = page.all("form[method=post] [name]", "name");
    let as_shown: Vec<(String, String)> =
        names.into_iter().filter_map(|name| Some((name.clone(), page.field(&name)?))).collect();
    let as_shown: Vec<(&str, &str)> =
        as_shown.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    desk.post(&format!("/admin/people/{person}/change"), &with(&as_shown, other)).await
}

/// Without a shell, and without anybody else's help.
#[tokio::test]
async fn a_floorwalker_is_added_at_three_in_the_morning_and_signs_in_on_her_phone() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let list = desk.page("/admin/people").await;
    let form = desk.page(&list.link("Add a person").unwrap()).await;
    assert_eq!(form.field("responds").as_deref(), Some("floorwalker"), "what most are");
    let added = desk.post("/admin/people", &ZOE).await;
    assert_eq!(added.status, 303, "{added}");
    let page = desk.page(&added.location).await;
    assert!(page.says("Zoe Sample was added") && page.says("4711") && page.says("ePMA"), "{page}");

    let code = desk.post(&page.button("Make a code for their handset").unwrap(), &[]).await;
    let code = code.page().texts(".app-code").remove(0).replace(' ', "");
    let phone = hospital.browser();
    assert!(phone.post("/enrol", &[("code", &code)]).await.says("Zoe Sample"));
    let joined = phone.post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!(joined.location, "/me", "{joined}");
    let zoe = called(&hospital, "Zoe Sample").await.remove(0).id;
    let responder = read(&hospital).await.lookup_responder(zoe).await.unwrap().unwrap();
    assert_eq!((responder.kind, responder.zone_mode), (ResponderKind::Floorwalker, ZoneMode::All));
    assert_eq!((responder.tags.len(), responder.phone.as_deref()), (1, Some("4711")));
    let audit = desk.page("/admin/audit").await;
    assert!(audit.says("Set up Zoe Sample: responder"), "{audit}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_lead_is_added_and_gets_in_by_a_link() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let form = with(
        &ZOE,
        &[("name", "Max Sample"), ("responds", ""), ("role_lead", "yes"), ("username", "M.Sample")],
    );
    // What is kept of responders only is not dropped in silence.
    let refused = desk.post("/admin/people", &form).await;
    for field in ["tags", "phone"] {
        let said = refused.page().error_at(field).unwrap_or_else(|| panic!("{field}: {refused}"));
        assert!(said.contains("kept of floorwalkers and super-users only"), "{said}");
    }
    let form = with(&form, &[("tag_epma", ""), ("phone", "")]);
    let added = desk.post("/admin/people", &form).await;
    let page = desk.page(&added.location).await;
    assert!(page.says("m.sample") && page.button("Make a code for their handset").is_none(), "{page}");
    let link = desk.post(&page.button("Make a link to set a password").unwrap(), &[]).await;
    let link = link.page().all("input[readonly]", "value").remove(0);
    let new = "kettle marmot tuba";
    let form = [("password", new), ("password_again", new)];
    let phone = hospital.browser();
    let joined = phone.post(link.strip_prefix(&hospital.base).unwrap(), &form).await;
    assert_eq!(joined.status, 303, "{joined}");
    assert_eq!(phone.get("/board").await.status, 200);
    hospital.running.stop().await;
}

/// Bad input is told at its field, what was typed stays, and nothing is half saved.
#[tokio::test]
async fn what_is_wrong_with_somebody_new_is_said_where_it_is() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let before = read(&hospital).await.list_people().await.unwrap().len();
    for (other, field, message) in [
        (vec![("name", " ")], "name", "Enter their name"),
        (vec![("name", "943 476 5919")], "name", "NHS number"),
        (vec![("responds", "")], "responds", "Choose what they do"),
        (vec![("role_lead", "yes")], "username", "has no username"),
        (vec![("username", "zoe sample")], "username", "has a space"),
        (vec![("username", "lead")], "username", "Dana Mock has the username lead. Choose another"),
        (vec![("zone", "Nowhere")], "zone", "There is no zone Nowhere. Choose another"),
        (vec![("home_ward", "W99")], "home_ward", "No ward has the code W99. Choose another"),
        (vec![("phone", "0123456789012345678901234567890")], "phone", "longer than 30 characters"),
    ] {
        let wrong = desk.post("/admin/people", &with(&ZOE, &other)).await;
        assert_eq!(wrong.status, 422, "{wrong}");
        let page = wrong.page();
        let said = page.error_at(field).unwrap_or_else(|| panic!("{field}: {page}"));
        assert!(said.contains(message), "{said}");
        assert_eq!(page.field("tag_epma").as_deref(), Some("yes"), "what was ticked stays");
        assert!(page.title().starts_with("Error: "), "{}", page.title());
    }
    assert_eq!(read(&hospital).await.list_people().await.unwrap().len(), before);
    hospital.running.stop().await;
}

#[tokio::test]
async fn whoever_may_be_here_already_is_asked_about_before_she_is_added_twice() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.administrator().await, hospital.administrator().await);
    let zoe = with(&ZOE, &[("name", "Zoë  Sample")]);
    let added = desk.post("/admin/people", &zoe).await.location;
    // Somebody else had the same thought.
    let asked = other.post("/admin/people", &ZOE).await;
    assert_eq!(asked.status, 422, "{asked}");
    assert!(asked.says("Zoë Sample is here already. Is it the same person?"), "{asked}");
    let page = asked.page();
    assert!(added.starts_with(&page.link("Zoë Sample").unwrap()), "{added}");
    assert_eq!(page.field("name").as_deref(), Some("Zoe Sample"), "what was typed stays");
    assert!(called(&hospital, "Zoe Sample").await.is_empty());
    let tick = page.all("[name=is_another]", "value").remove(0);
    let another = with(&ZOE, &[("is_another", &tick)]);
    assert_eq!(other.post("/admin/people", &another).await.status, 303);
    // The tick was about one of them, and now there are two.
    assert_eq!(other.post("/admin/people", &another).await.status, 422);
    assert_eq!(called(&hospital, "Zoe Sample").await.len(), 1);
    hospital.running.stop().await;
}

#[tokio::test]
async fn of_two_who_change_somebody_the_second_reads_what_the_first_has_changed() {
    let hospital = Hospital::open().await;
    let (desk, other) = (hospital.administrator().await, hospital.administrator().await);
    let address = format!("/admin/people/{}/change", hospital.asha);
    let (first, second) = (desk.get(&address).await, other.get(&address).await);
    assert_eq!(first.page().field("name").as_deref(), Some("Asha Example"));
    let saved = changes(&desk, hospital.asha, &first, &[("phone", "4711"), ("username", "asha")]).await;
    assert!(desk.page(&saved.location).await.says("Asha Example was changed"), "{saved}");

    let refused = changes(&other, hospital.asha, &second, &[("phone", "4712")]).await;
    assert_eq!(refused.status, 409, "{refused}");
    assert!(refused.says("Someone else changed this while you were editing"), "{refused}");
    let page = refused.page();
    let said = |field| page.error_at(field).unwrap();
    assert!(said("phone").ends_with("Someone else changed this from nothing to “4711”"), "{refused}");
    assert!(said("username").ends_with("Someone else changed this from nothing to “asha”"), "{refused}");
    assert_eq!(page.field("phone").as_deref(), Some("4712"), "what was typed stays");
    assert_eq!(page.field("username").as_deref(), Some("asha"), "what was left alone is as it is now");
    let responder = read(&hospital).await.lookup_responder(hospital.asha).await.unwrap().unwrap();
    assert_eq!(responder.phone.as_deref(), Some("4711"));

    let wrong = changes(&other, hospital.asha, &refused, &[("username", "")]).await;
    assert!(wrong.page().error_at("username").unwrap().contains("cannot be taken away"), "{wrong}");
    assert_eq!(changes(&other, hospital.asha, &wrong, &[("shown", "")]).await.status, 409, "not its form");
    let agreed = changes(&other, hospital.asha, &wrong, &[("username", "asha")]).await;
    assert_eq!(agreed.status, 303, "{agreed}");
    let responder = read(&hospital).await.lookup_responder(hospital.asha).await.unwrap().unwrap();
    assert_eq!(responder.phone.as_deref(), Some("4712"));
    hospital.running.stop().await;
}

/// A browser sends a form twice by itself, and a thumb taps twice.
#[tokio::test]
async fn a_form_that_is_sent_twice_adds_one_person() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let key = desk.page("/admin/people/new").await.field("key").unwrap();
    let form = with(&ZOE, &[("key", &key)]);
    let (first, second) = (desk.post("/admin/people", &form).await, desk.post("/admin/people", &form).await);
    assert_eq!((first.status, &first.location), (303, &second.location), "{second}");
    assert_eq!(called(&hospital, "Zoe Sample").await.len(), 1);

    let opened = desk.get(&format!("/admin/people/{}/change", hospital.asha)).await;
    let phone = [("phone", "4711")];
    let first = changes(&desk, hospital.asha, &opened, &phone).await;
    let second = changes(&desk, hospital.asha, &opened, &phone).await;
    assert_eq!((first.status, &first.location), (303, &second.location), "{second}");
    let other = changes(&desk, hospital.asha, &opened, &[("phone", "4712")]).await;
    assert_eq!(other.status, 409, "filled in otherwise it is another change: {other}");
    hospital.running.stop().await;
}

/// Bank staff help until a day: what is known of them is kept like everybody's, and the day stays.
#[tokio::test]
async fn somebody_who_helps_until_a_day_is_changed_and_helps_until_that_day() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let person = format!("/admin/people/{}", hospital.cleo);
    let until = [("role", "responder"), ("from", ""), ("until", "06/03/2026")];
    assert_eq!(desk.post(&format!("{person}/roles"), &until).await.status, 303);
    let grants = read(&hospital).await.list_grants_of(hospital.cleo).await.unwrap();
    let lasting = grants.iter().find(|grant| grant.until.is_none()).unwrap().id;
    assert_eq!(desk.says_yes(&format!("{person}/roles/{lasting}/end")).await.status, 303);
    let opened = desk.get(&format!("{person}/change")).await;
    assert!(opened.says("Only on the days that are given on their page"), "{opened}");
    let changed = changes(&desk, hospital.cleo, &opened, &[("phone", "4713"), ("tag_epma", "yes")]).await;
    assert_eq!(changed.status, 303, "{changed}");
    let cleo = read(&hospital).await.lookup_responder(hospital.cleo).await.unwrap().unwrap();
    assert_eq!(cleo.phone.as_deref(), Some("4713"));
    assert!(!cleo.tags.is_empty());
    let grants = read(&hospital).await.list_grants_of(hospital.cleo).await.unwrap();
    let now = hospital.running.core.now();
    let open: Vec<_> = grants.iter().filter(|grant| !grant.is_over_at(now)).collect();
    assert!(
        matches!(open[..], [grant] if grant.role == Role::Responder && grant.until.is_some()),
        "{open:?}"
    );
    hospital.running.stop().await;
}

/// It may open again.
#[tokio::test]
async fn what_has_ended_stays_with_whoever_had_it() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let zone = desk.post("/admin/zones", &[("name", "Surgery")]).await;
    assert_eq!(zone.status, 303, "{zone}");
    let change = format!("/admin/people/{}/change", hospital.asha);
    let opened = desk.get(&change).await;
    let form = [("zone", "Surgery"), ("tag_order-comms", "yes")];
    assert_eq!(changes(&desk, hospital.asha, &opened, &form).await.status, 303);
    let before = read(&hospital).await.lookup_responder(hospital.asha).await.unwrap().unwrap();
    let tag = read(&hospital).await.list_tags().await.unwrap();
    let tag = tag.iter().find(|tag| tag.slug == "order-comms").unwrap().id;
    assert!(before.zone.is_some() && before.tags.contains(&tag));
    let zone = zone.location.split('?').next().unwrap().to_owned();
    for entry in [zone, format!("/admin/tags/{tag}")] {
        assert_eq!(desk.says_yes(&format!("{entry}/end")).await.status, 303, "{entry}");
    }
    let opened = desk.get(&change).await;
    assert!(opened.says("Surgery (ended)"), "{opened}");
    assert_eq!(changes(&desk, hospital.asha, &opened, &[("phone", "4714")]).await.status, 303);
    let after = read(&hospital).await.lookup_responder(hospital.asha).await.unwrap().unwrap();
    assert_eq!((after.zone, &after.tags, after.phone.as_deref()), (before.zone, &before.tags, Some("4714")));
    // It opens again while a form is filled in that did not offer it.
    let opened = desk.get(&change).await;
    assert_eq!(desk.post(&format!("/admin/tags/{tag}/open"), &[]).await.status, 303);
    assert_eq!(changes(&desk, hospital.asha, &opened, &[("phone", "4715")]).await.status, 303);
    let after = read(&hospital).await.lookup_responder(hospital.asha).await.unwrap().unwrap();
    assert_eq!((&after.tags, after.phone.as_deref()), (&before.tags, Some("4715")));
    hospital.running.stop().await;
}

/// Somebody on shift keeps what she does until it ends.
#[tokio::test]
async fn nobody_stops_helping_on_shift_and_the_last_administrator_stays_one() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let asha = hospital.handset(hospital.asha).await;
    let opened = desk.get(&format!("/admin/people/{}/change", hospital.asha)).await;
    let staff = [("responds", ""), ("role_analyst", "yes"), ("username", "asha")];
    let refused = changes(&desk, hospital.asha, &opened, &staff).await;
    let said = refused.page().error_at("responds").unwrap();
    assert!(said.contains("is on shift as a responder. Let the shift end first"), "{said}");
    assert!(asha.page("/me").await.says("You are on shift"));
    // What does not touch the shift is changed at once.
    let married = changes(&desk, hospital.asha, &opened, &[("name", "Asha Married")]).await;
    assert_eq!(married.status, 303, "{married}");
    assert_eq!(called(&hospital, "Asha Married").await.len(), 1);
    assert!(asha.page("/me").await.says("You are on shift"));

    let admin = read(&hospital).await.lookup_account_by_username("admin").await.unwrap().unwrap().person;
    let opened = desk.get(&format!("/admin/people/{admin}/change")).await;
    assert_eq!(opened.page().field("role_administrator").as_deref(), Some("yes"));
    let less = [("role_administrator", ""), ("role_lead", "yes")];
    let refused = changes(&desk, admin, &opened, &less).await;
    let said = refused.page().error_at("roles").unwrap();
    assert!(said.contains("would not be an administrator any more"), "{said}");
    assert_eq!(desk.get("/admin").await.status, 200);
    let roles = read(&hospital).await.roles_at(admin, hospital.running.core.now()).await.unwrap();
    assert_eq!(roles, [Role::Administrator]);
    hospital.running.stop().await;
}

#[tokio::test]
async fn people_are_found_by_what_they_do_where_and_whether_they_can_sign_in() {
    let hospital = Hospital::open().await;
    let desk = hospital.administrator().await;
    let super_user = [("name", "Sam Super"), ("responds", "super-user"), ("home_ward", "W12")];
    assert_eq!(desk.post("/admin/people", &with(&ZOE, &super_user)).await.status, 303);
    hospital.handset(hospital.asha).await;
    let found = async |query: &str| {
        let page = desk.page(&format!("/admin/people?{query}")).await;
        page.texts("tbody th a")
    };
    assert_eq!(found("find=epma").await, ["Asha Example", "Ben Sample", "Sam Super"]);
    assert_eq!(found("find=ward+12+sam").await, ["Sam Super"]);
    assert_eq!(found("find=w12").await, ["Sam Super"]);
    assert_eq!(found("does=super-user").await, ["Sam Super"]);
    assert_eq!(found("does=lead").await, ["Dana Mock"]);
    assert_eq!(found("does=floorwalker&signs_in=yes").await, ["Ben Sample", "Cleo Specimen"]);
    assert_eq!(found("signs_in=yes&find=epma").await, ["Ben Sample", "Sam Super"]);
    let page = desk.page("/admin/people?does=lead").await;
    assert_eq!(page.field("does").as_deref(), Some("lead"), "what was asked for stays");
    assert_eq!(page.link("Show all").as_deref(), Some("/admin/people"));
    assert_eq!(desk.get("/admin/lists/people?find=zoe").await.location, "/admin/people?find=zoe");
    assert_eq!(hospital.desk().await.get("/admin/people").await.status, 403, "a lead enrols handsets only");

    let end = format!("/admin/people/{}", hospital.cleo);
    assert_eq!(desk.says_yes(&format!("{end}/end")).await.status, 303);
    assert!(desk.page("/admin/people?find=cleo").await.says("Account ended"));
    assert_eq!(found("does=floorwalker&find=cleo").await, Vec::<String>::new());
    assert_eq!(desk.get(&format!("{end}/change")).await.status, 409);
    let account = read(&hospital).await.lookup_account(hospital.cleo).await.unwrap();
    assert!(account.is_none_or(|account: Account| !account.is_open()));
    hospital.running.stop().await;
}
