//! More is asked than usual: the command centre reads it by itself, says what it is, and Elbow learns from that.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::time::{Duration, Instant};

use app::screens::{board::BoardPage, surges::SurgeCard};
use domain::{Surge, surge::Verdict};

use crate::hospital::{Browser, Hospital, eventually, request};

/// A card is on the board so soon after the ticket that made it one.
const ON_BOARD_WITHIN: Duration = Duration::from_secs(3);

/// So many nurses on Ward 7 ask about ePMA, each a minute after the other.
pub(crate) async fn rush(hospital: &Hospital, first: u32, requests: u32) -> Vec<String> {
    let link = hospital.ward_link(hospital.ward_7);
    let mut asked = Vec::new();
    for number in first..first + requests {
        hospital.fast_forward(Duration::from_mins(1));
        let key = format!("rush-{number}");
        let answer = hospital.browser().post(&link, &request(&key, "epma")).await;
        assert_eq!(answer.status, 303, "{answer}");
        asked.push(answer.location);
    }
    asked
}

async fn cards(desk: &Browser) -> Vec<SurgeCard> {
    desk.json::<BoardPage>("/board.json").await.surges
}

/// The one card on the board, once so many requests are counted to it.
pub(crate) async fn card(desk: &Browser, requests: &str) -> SurgeCard {
    eventually("a card", async || {
        let cards = cards(desk).await;
        assert!(cards.len() <= 1, "{cards:?}");
        cards.into_iter().find(|card| card.sentence.contains(requests))
    })
    .await
}

async fn count(hospital: &Hospital, kind: &str) -> usize {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let events = session.list_events_after(0, 10_000).await.unwrap();
    events.iter().filter(|event| event.what.kind() == kind).count()
}

/// All that is kept, as it is.
async fn kept(hospital: &Hospital) -> Vec<Surge> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.list_surges_since(domain::Timestamp::from_millis(0)).await.unwrap()
}

/// Shows H16.1, H16.5.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "how long a lead really waits")]
async fn a_rush_is_one_line_on_the_board_within_three_seconds_and_gone_when_a_lead_says_it_is_nothing() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    rush(&hospital, 0, 4).await;
    assert_eq!(cards(&desk).await, [], "four are not enough while nothing is known");
    rush(&hospital, 4, 9).await;
    let began = Instant::now();
    let first = eventually("a card", async || cards(&desk).await.pop()).await;
    assert!(began.elapsed() < ON_BOARD_WITHIN, "{:?}", began.elapsed());
    let grown = card(&desk, "13 requests").await;
    assert_eq!(grown.id, first.id, "one surge has one name");
    let page = desk.page("/board").await;
    assert!(
        page.says_in_order(&[
            "More requests than usual",
            "ePMA on Ward 7: 13 requests in",
            "expected. Began 09:01.",
            "13 are waiting, no one free knows it.",
        ]),
        "{page}"
    );
    assert_eq!(count(&hospital, "surge_found").await, 1);

    // Its page has the requests, drawn and as a table.
    let one = desk.page(&format!("/board/surges/{}", grown.id)).await;
    assert_eq!(one.count("main .app-table tbody tr"), 13 + one.count("main details tbody tr"), "{one}");
    assert!(one.count("main rect") > 1 && one.says("Requests every 5 minutes"), "{one}");
    let all = desk.page("/board/surges").await;
    assert!(all.says("A weak surge is not seen: do not wait for a card."), "{all}");
    assert!(all.says("It has no whole day behind it yet") && all.says("ePMA on Ward 7"), "{all}");

    // Two leads, one of whom reads the board as it was.
    let path = format!("/board/surges/{}", grown.id);
    let nothing = [("verdict", "nothing"), ("back", "board")];
    let answer = desk.post(&path, &nothing).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/board?done=surge_judged"));
    assert_eq!(desk.post(&path, &nothing).await.status, 303, "the same answer again");
    let other = desk.post(&path, &[("verdict", "real"), ("back", "board")]).await;
    assert!(other.status == 409 && other.says("Someone else has said what it is meanwhile"), "{other}");
    assert!(other.says("Dana Mock said at 09:13 that it is nothing."), "{other}");
    assert_eq!(count(&hospital, "surge_judged").await, 1);
    assert_eq!(cards(&desk).await, []);
    assert!(!desk.page("/board").await.says("More requests than usual"));
    // Who has read that may still say otherwise.
    assert_eq!(desk.post(&path, &[("verdict", "real"), ("seen", "nothing")]).await.status, 303);
    assert!(desk.page("/board").await.says("Dana Mock said at 09:13 that it is real."));
    for (show, is_shown) in [("real", true), ("nothing", false), ("open", false), ("", true)] {
        let list = desk.page(&format!("/board/surges?show={show}")).await;
        assert_eq!(list.says("ePMA on Ward 7"), is_shown, "{show}: {list}");
    }
    let audit = hospital.administrator().await.page("/admin/audit?kind=surge_judged").await;
    assert!(audit.says_in_order(&["Dana Mock", "Said that a surge is real"]), "{audit}");

    // An hour after its last alarm it is over.
    hospital.fast_forward(Duration::from_mins(61));
    assert_eq!(cards(&desk).await, []);
    let nobody = hospital.browser().get(&path).await;
    assert_eq!(nobody.status, 303, "not without signing in");
    assert_eq!(hospital.analyst().await.get(&path).await.status, 403);
}

#[tokio::test]
async fn a_surge_becomes_a_known_issue_by_one_form_that_knows_its_topic() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    rush(&hospital, 0, 13).await;
    let card = card(&desk, "13 requests").await;
    let address = desk.page("/board").await.link("Make a known issue").unwrap();
    let form = desk.page(&address).await;
    assert_eq!(form.field("tag").as_deref(), Some("epma"), "{form}");
    let surge = form.field("surge").unwrap();
    let issue = [
        ("title", "ePMA signs people out"),
        ("workaround", "Sign in again."),
        ("tag", "epma"),
        ("surge", surge.as_str()),
    ];
    let added = desk.post("/known-issues", &issue).await;
    assert_eq!(added.status, 303, "{added}");
    let page = desk.page("/board").await;
    assert!(page.says("It is the known issue ePMA signs people out, said Dana Mock at 09:13."), "{page}");
    assert!(page.button("It is nothing").is_none(), "answered");
    let kept = kept(&hospital).await;
    assert!(matches!(kept[0].judged.unwrap().verdict, Verdict::KnownIssue(_)));
    // Another of them, by its page.
    let id = added.location.rsplit_once("about=").unwrap().1.to_owned();
    // Its tickets and no others are linked at once, and one word goes to where they come from.
    let elsewhere = request("elsewhere", "order-comms");
    let link = hospital.ward_link(hospital.ward_12);
    assert_eq!(hospital.browser().post(&link, &elsewhere).await.status, 303);
    let board: BoardPage = desk.json("/board.json").await;
    let linking = page.link("Link its tickets").unwrap();
    let table = desk.page(&linking).await;
    assert!(table.says("Link all 13"), "{table}");
    let shown: Vec<String> = board.tickets.iter().map(|ticket| format!("s_{}", ticket.code)).collect();
    assert_eq!(shown.len(), 14);
    let shown = shown.iter().filter(|field| table.has_field(field)).map(|field| (field.as_str(), "yes"));
    let all: Vec<_> = shown.chain([("all", "yes"), ("from", "surge"), ("surge", &*card.id)]).collect();
    let linked = desk.post(&format!("/known-issues/{id}/link"), &all).await;
    assert!(desk.get(&linked.location).await.says("13 tickets are linked"), "{linked}");
    let page = desk.page("/board").await;
    assert_eq!(page.link("Link its tickets"), None, "nothing is left to link");
    let word = desk.page(&page.link("Send word").unwrap()).await;
    assert_eq!(word.count("input[type=checkbox][checked]"), 1, "{word}");
    let path = format!("/board/surges/{}", card.id);
    let none = desk.post(&path, &[("verdict", "known_issue"), ("seen", "known_issue")]).await;
    assert!(none.status == 422 && none.says("Choose the known issue that it is"), "{none}");
    let same = [("verdict", "known_issue"), ("known_issue", id.as_str()), ("seen", "known_issue")];
    assert_eq!(desk.post(&path, &same).await.status, 303);
    assert_eq!(count(&hospital, "surge_judged").await, 1);
    // Another lead says meanwhile that it is another issue.
    let another = [("title", "ePMA is slow"), ("workaround", "Wait a minute."), ("tag", "epma")];
    let added = desk.post("/known-issues", &another).await;
    let other_id = added.location.rsplit_once("about=").unwrap().1.to_owned();
    let seen = format!("known_issue {id}");
    let page = desk.page(&path).await;
    let form = page.part(&format!("form[action='{path}']"));
    assert_eq!(form.field("seen").as_ref(), Some(&seen), "{page}");
    let slow = [("verdict", "known_issue"), ("known_issue", other_id.as_str()), ("seen", seen.as_str())];
    assert_eq!(desk.post(&path, &slow).await.status, 303);
    let late = desk.post(&path, &[("verdict", "nothing"), ("seen", seen.as_str())]).await;
    assert!(late.status == 409 && late.says("Someone else has said what it is meanwhile"), "{late}");
    for nobodys in ["/board/surges/0199", "/board/surges/01990000-0000-7000-8000-000000000001"] {
        assert_eq!(desk.get(nobodys).await.status, 404);
    }
}

/// Shows H3.8.
#[tokio::test]
async fn of_a_surge_only_what_the_issue_is_about_is_offered_and_ticked() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    rush(&hospital, 0, 13).await;
    let card = card(&desk, "13 requests").await;
    let other = [("title", "Orders hang"), ("workaround", "Use paper for the lab."), ("tag", "order-comms")];
    let added = desk.post("/known-issues", &other).await;
    let id = added.location.rsplit_once("about=").unwrap().1.to_owned();
    let linking = format!("/known-issues/{id}/link?from=surge&surge={}", card.id);
    let own = desk.page(&linking).await;
    assert!(own.says("No open ticket like that is not linked yet.") && !own.says("Link all"), "{own}");
    let all = desk.page(&format!("{linking}&tag=")).await;
    assert!(all.says("Link all 13"), "{all}");
    assert_eq!(all.count("input[type=checkbox][checked]"), 0, "a lead who looks may still link them: {all}");
}

/// Shows H16.2.
#[tokio::test]
async fn a_program_that_starts_again_finds_the_same_surge_to_the_last_bit_and_goes_on_with_it() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    rush(&hospital, 0, 13).await;
    card(&desk, "13 requests").await;
    let before = kept(&hospital).await;
    let hospital = hospital.restart().await;
    let desk = hospital.desk().await;
    rush(&hospital, 13, 1).await;
    card(&desk, "14 requests").await;
    let after = kept(&hospital).await;
    assert_eq!(after.len(), 1);
    assert_eq!((after[0].id, after[0].found.opened_at), (before[0].id, before[0].found.opened_at));
    assert_eq!(count(&hospital, "surge_found").await, 1);

    // Whatever happened to the rows: they are made to say what the log says.
    let mut tx = hospital.running.core.store.write().await.unwrap();
    let mut wrong = after[0].clone();
    wrong.found.seen = 700;
    wrong.found.score = 1.0;
    tx.put_surge(&wrong, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let hospital = hospital.restart().await;
    let desk = hospital.desk().await;
    card(&desk, "14 requests").await;
    assert_eq!(kept(&hospital).await, after);
}

#[tokio::test]
async fn what_is_taken_back_at_once_was_never_asked() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let link = hospital.ward_link(hospital.ward_7);
    for number in 0..13 {
        hospital.fast_forward(Duration::from_mins(1));
        let nurse = hospital.browser();
        let key = format!("again-{number}");
        let asked = nurse.post(&link, &request(&key, "epma")).await;
        let taken_back =
            nurse.post(&format!("{}/withdraw", asked.location), &[("why", "solved_myself")]).await;
        assert_eq!(taken_back.status, 303, "{taken_back}");
    }
    rush(&hospital, 100, 3).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(cards(&desk).await, []);
    assert_eq!(count(&hospital, "surge_found").await, 0);
}

/// Shows H16.2.
#[tokio::test]
#[ignore = "needs a server: script/test server"]
async fn of_two_programs_one_writes_a_surge_down_and_the_other_goes_on_when_that_ends() {
    let hospital = Hospital::open().await;
    let second = hospital.another_node().await;
    let desk = hospital.desk().await;
    rush(&hospital, 0, 13).await;
    card(&desk, "13 requests").await;
    let board = second.instead_of(&desk);
    card(&board, "13 requests").await;
    assert_eq!(count(&hospital, "surge_found").await, 1);
    second.running.stop().await;
    rush(&hospital, 13, 2).await;
    card(&desk, "15 requests").await;
    let third = hospital.another_node().await;
    rush(&hospital, 15, 2).await;
    card(&third.instead_of(&desk), "17 requests").await;
    assert_eq!((kept(&hospital).await.len(), count(&hospital, "surge_found").await), (1, 1));
    third.running.stop().await;
}
