//! People and places are called what they are called, in whatever script.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use app::{
    screens::{board::BoardPage, my_jobs::MyJobsPage},
    words::runs_right_to_left,
};
use domain::{Zone, ZoneId, ZoneMode};
use page::Page;
use store::DeviceKind;

use crate::{
    hospital::{Browser, Hospital, eventually, request},
    setting_up::{key, upload},
};

const TRUST: &str = "בתי חולים";
const WARD: &str = "קרדיולוגיה 3";
const OTHER_WARD: &str = "قسم الأطفال";
const ZONE: &str = "צפון";
const TAG: &str = "وصفات";
const ISSUE: &str = "התוויות מודפסות פעמיים";
const NOTE: &str = "غرفة 4, שלום.";

/// Everything that people wrote is written from right to left.
async fn rename_everything(hospital: &Hospital) {
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let mut sites = session.list_sites().await.unwrap();
    let site = &mut sites[0];
    "בית חולים".clone_into(&mut site.name);
    session.put_site(site).await.unwrap();
    let zone = Zone { id: ZoneId::new(core.now(), [7; 10]), site: site.id, name: ZONE.to_owned() };
    session.put_zone(&zone).await.unwrap();
    for mut ward in session.list_wards().await.unwrap() {
        let name = if ward.id == hospital.ward_7 { WARD } else { OTHER_WARD };
        name.clone_into(&mut ward.name);
        (ward.zone, ward.building) = (Some(zone.id), Some("בניין 2".to_owned()));
        session.put_ward(&ward).await.unwrap();
    }
    for mut tag in session.list_tags().await.unwrap() {
        tag.name = format!("{TAG} {}", tag.slug.len());
        session.put_tag(&tag).await.unwrap();
    }
    for mut category in session.list_categories().await.unwrap() {
        category.name = format!("סיבה {}", category.position);
        session.put_category(&category).await.unwrap();
    }
    let names = ["عائشة حسن", "דנה כהן", "ليلى 2", "נועם", "مريم", "יוסי"];
    let mut people = session.list_people().await.unwrap();
    for (person, name) in people.iter_mut().zip(names) {
        name.clone_into(&mut person.name);
        session.put_person(person).await.unwrap();
        if let Some(responder) = session.lookup_responder(person.id).await.unwrap() {
            let responder = domain::Responder {
                name: name.to_owned(),
                zone: Some(zone.id),
                zone_mode: ZoneMode::Preferred,
                ..responder
            };
            session.put_responder(&responder).await.unwrap();
        }
    }
    session.commit().await.unwrap();
}

/// A file calls a column otherwise, and renames a ward.
async fn import_a_name(administrator: &Browser) {
    let wards = format!("code,{TAG},floor\nW07,{WARD} 2,1\n");
    let asked = upload(administrator, &[("wards.csv", &wards)]).await;
    let answers = [("key", &*key(&asked)), ("column-0", "name"), ("column-1", "-")];
    assert_eq!(administrator.post("/admin/import/answers", &answers).await.status, 303, "{asked}");
    let look = administrator.get("/admin/import").await;
    assert_eq!(
        administrator.post("/admin/import/confirm", &[("key", &*key(&look))]).await.status,
        303,
        "{look}"
    );
}

fn administrators_pages(hospital: &Hospital) -> Vec<String> {
    let ward = format!("/admin/wards/{}", hospital.ward_12);
    let lists = ["overrides", "shifts"];
    let kept = ["wards", "zones", "tags", "categories", "ways", "people", "people/new"];
    let others = [
        "/setup",
        "/setup/posters",
        "/admin",
        "/admin/import/columns",
        "/admin/import/undo",
        "/admin/audit",
        "/admin/walks",
        "/admin/policy",
        "/admin/settings",
        "/admin/settings/versions/1",
        "/admin/start",
        "/admin/doctor",
    ];
    let of_one = [
        format!("/setup/posters/print?wards={}&what=poster", hospital.ward_7),
        format!("/setup/wards/{}/rotate-link", hospital.ward_7),
        format!("/admin/people/{}", hospital.asha),
        format!("/admin/people/{}/change", hospital.asha),
        format!("/admin/people/{}/shifts", hospital.asha),
        format!("{ward}/end"),
        ward,
    ];
    let lists = lists.map(|list| format!("/admin/lists/{list}")).into_iter();
    let kept = kept.map(|list| format!("/admin/{list}")).into_iter();
    others.map(str::to_owned).into_iter().chain(lists).chain(kept).chain(of_one).collect()
}

/// Texts between the tags of a page, each with the element it is in, and those of its attributes that are read out.
fn texts(html: &str) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let element = tag.split_whitespace().next().unwrap_or_default().to_owned();
        for attribute in ["title=\"", "aria-label=\"", "data-tap=\""] {
            let value = tag.split_once(attribute).and_then(|(_, rest)| rest.split('"').next());
            texts.extend(value.map(|value| (format!("{element} {attribute}"), value.to_owned())));
        }
        texts.push((element, text.to_owned()));
    }
    texts
}

/// What stands between isolates is taken out.
fn outside_isolates(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            match c {
                '\u{2068}' => depth += 1,
                '\u{2069}' => depth -= 1,
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// What a browser would let turn its surroundings round.
fn scrambled(html: &str) -> Vec<String> {
    let stands_alone = |element: &str, text: &str| {
        matches!(element, "option" | "label" | "button" | "textarea" | "text" | "tspan")
            && !text.contains(|c: char| c.is_ascii_alphabetic())
    };
    texts(html)
        .into_iter()
        .filter(|(element, text)| {
            element != "bdi" && runs_right_to_left(&outside_isolates(text)) && !stands_alone(element, text)
        })
        .map(|(element, text)| format!("<{element}>{text}"))
        .collect()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a page a line")]
async fn a_name_written_from_right_to_left_turns_nothing_round_on_any_page() {
    let hospital = Hospital::open().await;
    rename_everything(&hospital).await;
    let (desk, administrator) = (hospital.desk().await, hospital.administrator().await);
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    let settings = [("version", "0"), ("trust_name", TRUST), ("per_ward", "40"), ("told", "")];
    assert_eq!(administrator.post("/admin/settings", &settings).await.status, 303);
    assert_eq!(desk.post("/board/walls", &[("name", ISSUE)]).await.status, 303);
    let ward_7 = hospital.ward_7.to_string();
    let issue = [("title", ISSUE), ("workaround", "נסה שוב, 2 פעמים."), ("tag", "epma"), ("ward", &*ward_7)];
    let added = desk.post("/known-issues", &issue).await;
    assert_eq!(added.status, 303);
    let known = format!("/known-issues/{}", added.location.split_once("about=").unwrap().1);
    let word = [("text", "נסה שוב, 2 פעמים."), ("everywhere", "yes"), ("responders", "yes")];
    assert_eq!(desk.post(&format!("{known}/word"), &word).await.status, 303);
    let decision = [("decision", ISSUE), ("reason", "נסה שוב, 2 פעמים."), ("decided_by", "דנה 2")];
    assert_eq!(desk.post("/decisions/new", &decision).await.status, 303);
    let correction = [("decision", NOTE), decision[1], decision[2], ("version", "0"), ("why", ISSUE)];
    assert_eq!(desk.post("/decisions/1", &correction).await.status, 303);
    let action = [("what", ISSUE), ("owner", "דנה 2"), ("due_time", "10:00")];
    assert_eq!(desk.post("/decisions/actions", &action).await.status, 303);
    let action = [("what", NOTE), ("owner", "דנה 3"), ("due_time", "10:00")];
    assert_eq!(desk.post("/decisions/actions/1", &action).await.status, 303);
    assert_eq!(desk.post("/board/drills", &[("team", "all"), ("sure", "yes")]).await.status, 303);
    let link = hospital.ward_link(hospital.ward_7);
    let nurse = hospital.browser();
    let mut form = request("right-to-left", "epma");
    form.extend([("note", NOTE), ("asker", "אחות 5"), ("spot", "חדר 3")]);
    let asked = nurse.post(&link, &form).await;
    assert_eq!(asked.status, 303, "{asked}");

    let mut pages = Vec::new();
    let mut see = async |browser: &Browser, path: &str| {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer}");
        pages.push((path.to_owned(), answer.body.clone()));
        answer.body
    };
    let offer =
        eventually("an offer", async || asha.json::<MyJobsPage>("/me.json").await.offers.first().cloned())
            .await;
    let my_jobs = see(&asha, "/me").await;
    assert!(Page::read(&my_jobs).texts("bdi").contains(&WARD.to_owned()), "{my_jobs}");
    see(&nurse, &asked.location).await;
    see(&nurse, &format!("{}/correct", asked.location)).await;
    see(&desk, "/board").await;
    assert_eq!(asha.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.status, 303);
    let waiting = see(&nurse, &asked.location).await;
    assert!(Page::read(&waiting).says("\u{2068}عائشة حسن\u{2069} is on the way"), "{waiting}");
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].who, ["عائشة حسن"], "programs read names as they are");
    let ticket = format!("/board/tickets/{}", offer.ticket);
    let decisions = [
        "/decisions",
        "/decisions/new",
        "/decisions/1",
        "/decisions/actions/1",
        "/reports",
        "/packs",
        "/board/paper",
    ];
    let of_leads = [
        "/board",
        "/board/tickets",
        "/board/levels",
        "/board/cover",
        "/board/drills",
        "/board/ask",
        "/board/surges",
        "/board/walls",
        "/board/waves",
        "/gold",
        "/known-issues",
        "/rehearse",
        &ticket,
    ];
    let of_issue = ["", "/link", "/word"].map(|part| format!("{known}{part}"));
    see(&nurse, &link).await;
    for page in of_leads.into_iter().chain(decisions).chain(of_issue.iter().map(String::as_str)) {
        see(&desk, page).await;
    }
    let id = known.trim_start_matches("/known-issues/");
    assert_eq!(desk.post(&format!("{ticket}/link"), &[("known_issue", id)]).await.status, 303);
    for page in [&known, &format!("{known}/close"), &ticket, "/known-issues/new"] {
        see(&desk, page).await;
    }
    for page in ["/me", "/me/end-shift", "/me/helped", "/account"] {
        see(&asha, page).await;
    }
    let busy = desk.post(&format!("{ticket}/assign"), &[("person", &hospital.cleo.to_string())]).await;
    pages.push(("somebody off shift".to_owned(), busy.body));
    let job = format!("/me/jobs/{}", offer.ticket);
    assert_eq!(asha.post(&format!("{job}/arrive"), &[]).await.status, 303);
    let mut see = async |browser: &Browser, path: &str| {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer}");
        pages.push((path.to_owned(), answer.body));
    };
    see(&asha, &format!("{job}/finish")).await;
    assert_eq!(asha.post(&format!("{job}/finish"), &[("category", "known-issue")]).await.status, 303);
    for page in ["/me", &format!("{job}/details")] {
        see(&asha, page).await;
    }
    see(&ben, "/me").await;
    see(&nurse, &link).await;
    see(&nurse, &asked.location).await;
    see(&desk, &ticket).await;
    let analyst = hospital.analyst().await;
    for page in ["/insight", "/insight/overview", "/insight/times", "/insight/requests", "/insight/map"] {
        see(&analyst, page).await;
    }
    see(&desk, "/insight/map").await;
    import_a_name(&administrator).await;
    for page in administrators_pages(&hospital) {
        see(&administrator, &page).await;
    }

    let scrambled: Vec<_> = pages
        .iter()
        .flat_map(|(path, html)| scrambled(html).into_iter().map(move |text| format!("{path}: {text}")))
        .collect();
    assert!(scrambled.is_empty(), "{}", scrambled.join("\n"));
}
