//! A trust tunes its policy while the program runs, and decisions can be made again.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::ticket::Phase;
use server::engine::{Replay, replay};

use crate::hospital::{Browser, Hospital, eventually, request};

async fn offer_to(handset: &Browser, who: &str) -> String {
    eventually(&format!("an offer to {who}"), async || {
        let page: MyJobsPage = handset.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await
}

async fn set_policy(hospital: &Hospital, text: &str) -> u32 {
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let version = session.add_policy(text, hospital.lead, core.now()).await.unwrap();
    session.commit().await.unwrap();
    core.wake.all();
    version
}

#[tokio::test]
async fn someone_nearer_takes_over_once_the_trust_wants_it_for_ten_seconds() {
    let hospital = Hospital::open().await;
    let ben = hospital.handset(hospital.ben).await;
    let desk = hospital.desk().await;
    let asked = hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("k", "epma")).await;
    let link = asked.location;
    let offer = offer_to(&ben, "Ben, two floors up").await;
    assert_eq!(ben.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);

    let asha = hospital.handset(hospital.asha).await;
    let nothing: MyJobsPage = asha.json("/me.json").await;
    assert!(nothing.offers.is_empty(), "half a minute is no reason to change helpers");
    set_policy(&hospital, "take_over_if_sooner_by_seconds = 10").await;
    let nearer = offer_to(&asha, "Asha, who is on the ward").await;
    assert_eq!(asha.post(&format!("/me/offers/{nearer}/accept"), &[]).await.status, 303);

    let words = "Asha Example is nearer and is coming instead of Ben Sample";
    assert!(hospital.browser().get(&link).await.says(words));
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(
        (board.tickets[0].phase, &board.tickets[0].who[..]),
        (Phase::OnTheWay, &["Asha Example".to_owned()][..])
    );
    let told: MyJobsPage = ben.json("/me.json").await;
    assert!(told.job.is_none());
    let [news] = &told.news[..] else { panic!("{:?}", told.news) };
    assert!(news.sounds && news.words.contains("Asha Example is nearer and has"), "{news:?}");
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_policy_that_cannot_be_used_changes_nothing() {
    let hospital = Hospital::open().await;
    let version = set_policy(&hospital, "hedge_after_seconds = 15").await;
    let held = || hospital.running.core.policy.held();
    eventually("the policy", async || (held().version == Some(version)).then_some(())).await;
    set_policy(&hospital, "hedge_after = 15").await;
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("k", "epma")).await;
    let desk = hospital.desk().await;
    eventually("the ticket to be looked at", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.tickets.first().and_then(|ticket| ticket.why.clone())
    })
    .await;
    assert_eq!((held().version, held().policy.hedge_after_seconds), (Some(version), 15));
    hospital.running.stop().await;
}

/// Shows H3.5.
#[tokio::test]
async fn a_policy_without_bounds_that_was_set_before_does_not_silence_anything() {
    let hospital = Hospital::open().await;
    let text = "hedge_after_seconds = 12\n[[deadlines.ladder.p3]]\nafter_seconds = 9223372036854775807\nmeasures = []";
    let version = set_policy(&hospital, text).await;
    let held = || hospital.running.core.policy.held();
    eventually("the policy", async || (held().version == Some(version)).then_some(())).await;
    assert_eq!(held().policy.hedge_after_seconds, 12);
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("k", "epma")).await;
    hospital.fast_forward(std::time::Duration::from_mins(6));
    let desk = hospital.desk().await;
    eventually("silence to escalate", async || {
        let board: BoardPage = desk.json("/board.json").await;
        board.tickets.first().filter(|ticket| ticket.escalation > 0).map(|_| ())
    })
    .await;
    hospital.running.stop().await;
}

#[tokio::test]
async fn decisions_come_out_the_same_again_and_another_policy_shows() {
    let hospital = Hospital::open().await;
    let ben = hospital.handset(hospital.ben).await;
    let asha = hospital.handset(hospital.asha).await;
    hospital.browser().post(&hospital.ward_link(hospital.ward_7), &request("k", "epma")).await;
    let offer = offer_to(&asha, "Asha").await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/decline"), &[]).await.status, 303);
    offer_to(&ben, "Ben").await;
    let store = &hospital.running.core.store;
    let Replay::Same(made_by) = replay(store.as_ref()).await.unwrap() else { panic!("something differs") };
    assert!(
        matches!(&made_by[..], [(program, 2..)] if program == server::VERSION),
        "both offers: {made_by:?}"
    );

    let version = set_policy(&hospital, "offer_lifetime_seconds = 90").await;
    let mut session = store.write().await.unwrap();
    let (_, first) = session.list_decisions_after(0, 1).await.unwrap().remove(0);
    session.add_decision(&store::Decision { policy: Some(version), ..first }).await.unwrap();
    session.commit().await.unwrap();
    let Replay::Differs { told, .. } = replay(store.as_ref()).await.unwrap() else {
        panic!("nothing differs")
    };
    assert_eq!(told, "The same people are asked; what differs is the reasons of offers.");
    hospital.running.stop().await;
}

#[tokio::test]
async fn an_administrator_puts_a_policy_in_force_on_a_page() {
    let hospital = Hospital::open().await;
    let office = hospital.administrator().await;
    let first = office.page("/admin/policy").await;
    assert!(
        first.says("The rules that Elbow comes with are in use") && first.says("hedge_after_seconds"),
        "{first}"
    );

    let endless = "[[deadlines.ladder.p1]]\nafter_seconds = 9223372036854775807\nmeasures = []";
    for address in ["/admin/policy", "/admin/policy/preview"] {
        let refused = office.post(address, &[("version", "0"), ("text", endless)]).await;
        assert_eq!(refused.status, 422, "{address}: silence must escalate");
        assert!(refused.says("the first step of P1 must come by 300 seconds"));
    }

    let wrong = [("version", "0"), ("text", "offer_lifetime_seconds = 5\nhedge = 3")];
    let refused = office.post("/admin/policy", &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.page().field("text").as_deref(), Some(wrong[1].1), "what was typed stays");

    let right = [("version", "0"), ("text", "offer_lifetime_seconds = 40\r\nhedge_after_seconds = 12\r\n")];
    let preview = office.post("/admin/policy/preview", &right).await;
    assert_eq!(preview.status, 200);
    for words in ["What this policy would change", "offer_lifetime_seconds"] {
        assert!(preview.says(words), "{words}: {preview}");
    }
    let cells = preview.page().texts("main *");
    assert!(["50", "40"].iter().all(|figure| cells.iter().any(|cell| cell == figure)), "{preview}");
    assert_eq!(hospital.running.core.policy().offer_lifetime_seconds, 50, "looking changes nothing");
    assert_eq!(office.post("/admin/policy", &right).await.location, "/admin/policy?done=policy_set");
    eventually("the policy to be in force", async || {
        (hospital.running.core.policy().offer_lifetime_seconds == 40).then_some(())
    })
    .await;

    let again = office.post("/admin/policy", &right).await;
    assert_eq!(again.location, "/admin/policy?done=policy_set", "the answer was lost");
    let other = [("version", "0"), ("text", "offer_lifetime_seconds = 45")];
    let late = office.post("/admin/policy", &other).await;
    assert_eq!(late.status, 409, "somebody else was faster");
    assert!(late.says("Version 1 was saved while you were editing"));
    let page = office.page("/admin/policy").await;
    assert!(page.says("Version 1 is in use, set by"));
    hospital.running.stop().await;
}
