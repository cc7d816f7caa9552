//! Alerts that do not arrive, and the second channel.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use app::screens::my_jobs::MyJobsPage;
use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use domain::{PersonId, Responder};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use store::{AlertKind, CallFor, NewCall, Outcome};
use tokio::net::TcpListener;

use crate::hospital::{Browser, Hospital, eventually, request};

const SECRET: &str = "a secret that only this hospital knows";
const PATIENCE: Duration = Duration::from_secs(10);

/// A gateway on this machine that answers as it is told, 202 when nothing is.
#[derive(Clone, Default)]
struct Gateway {
    calls: Arc<Mutex<Vec<(String, Bytes)>>>,
    replies: Arc<Mutex<VecDeque<u16>>>,
}

impl Gateway {
    /// With the configuration that leads to it.
    async fn start() -> (Self, String) {
        let (gateway, listener) = (Self::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let port = listener.local_addr().unwrap().port();
        let app = axum::Router::new().fallback(receive).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (gateway, configuration(port))
    }

    fn bodies(&self) -> Vec<Value> {
        let calls = self.calls.lock().unwrap();
        calls.iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
    }

    async fn wait_for(&self, count: usize) -> Vec<Value> {
        eventually("a call", async || Some(self.bodies()).filter(|bodies| bodies.len() >= count)).await
    }
}

fn configuration(port: u16) -> String {
    format!(
        "[push]\nallow_loopback = true\n[second_channel]\nurl = 'http://127.0.0.1:{port}/elbow'\n\
         secret = '{SECRET}'\ncommand_centre = 'bleep 5000'"
    )
}

async fn receive(State(gateway): State<Gateway>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get("elbow-signature").unwrap().to_str().unwrap().to_owned();
    gateway.calls.lock().unwrap().push((signature, body));
    let status = gateway.replies.lock().unwrap().pop_front().unwrap_or(202);
    StatusCode::from_u16(status).unwrap()
}

/// Asha, alone on shift, has a bleep; a nurse has asked for help and Asha is being asked. Her handset is in her pocket.
async fn asha_is_asked(hospital: &Hospital) -> Browser {
    let handset = hospital.handset(hospital.asha).await;
    let core = &hospital.running.core;
    let mut session = core.store.write().await.unwrap();
    let asha = session.lookup_responder(hospital.asha).await.unwrap().unwrap();
    session.put_responder(&Responder { phone: Some("bleep 1234".into()), ..asha }).await.unwrap();
    session.commit().await.unwrap();
    let ward = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&ward, &request("first", "epma")).await.status, 303);
    eventually("an offer", async || offer_alert(hospital, hospital.asha).await).await;
    handset
}

/// The number of the alert with which somebody is asked, once they are.
async fn offer_alert(hospital: &Hospital, person: PersonId) -> Option<i64> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    let ticket = session.list_open_tickets().await.unwrap().pop()?;
    let alerts = session.list_alerts_of(ticket.id).await.unwrap();
    let found = alerts.into_iter().find(|alert| alert.kind == AlertKind::Offer && alert.person == person);
    found.map(|alert| alert.id)
}

/// What the board and the ticket's own page say.
async fn desk_reads(hospital: &Hospital, words: &str) {
    let desk = hospital.desk().await;
    eventually(words, async || desk.get("/board").await.says(words).then_some(())).await;
    let board: Value = desk.json("/board.json").await;
    let ticket = board["tickets"][0]["id"].as_str().unwrap().to_owned();
    assert!(desk.get(&format!("/board/tickets/{ticket}")).await.says(words), "{words}");
}

/// Shows H4.2, H4.3.
#[tokio::test]
async fn somebody_whom_no_alert_reached_is_bleeped_and_the_board_says_so() {
    let (gateway, configuration) = Gateway::start().await;
    let hospital = Hospital::open_with(&configuration).await;
    asha_is_asked(&hospital).await;
    desk_reads(&hospital, "not confirmed").await;

    hospital.fast_forward(PATIENCE);
    let [call] = gateway.wait_for(1).await.try_into().unwrap();
    let board: Value = hospital.desk().await.json("/board.json").await;
    assert_eq!(call["kind"], "offer");
    assert_eq!(call["ticket"], board["tickets"][0]["code"]);
    assert_eq!(call["to"], json!({ "role": "responder", "reference": "bleep 1234" }));
    let text = call["text"].as_str().unwrap();
    assert!(!text.contains("Ward 7") && !text.contains("ePMA") && !text.contains("Asha"), "{text}");
    assert_eq!(board["people"][0]["not_reached"], true);
    let said_once = json!([{ "name": "Asha Example", "words": "no handset with alerts on, called", "not_reached": true }]);
    desk_reads(&hospital, "no handset with alerts on, called").await;
    let board: Value = hospital.desk().await.json("/board.json").await;
    assert_eq!(board["tickets"][0]["arrivals"], said_once);

    let (signature, body) = gateway.calls.lock().unwrap()[0].clone();
    let (time, hex) = signature.strip_prefix("t=").unwrap().split_once(",v1=").unwrap();
    let mut block = [0; 64];
    block[..SECRET.len()].copy_from_slice(SECRET.as_bytes());
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(format!("{time}.").as_bytes());
    mac.update(&body);
    let expected: [u8; 32] = mac.finalize().into_bytes().into();
    assert_eq!(hex, expected.map(|byte| format!("{byte:02x}")).concat());
    hospital.running.stop().await;
}

async fn seen_at(hospital: &Hospital, alert: i64) -> Option<domain::Timestamp> {
    let mut session = hospital.running.core.store.read().await.unwrap();
    session.lookup_alert(alert).await.unwrap().unwrap().seen_at
}

#[tokio::test]
async fn whoever_has_seen_the_offer_is_not_bleeped() {
    let (gateway, configuration) = Gateway::start().await;
    for by_receipt in [true, false] {
        let hospital = Hospital::open_with(&configuration).await;
        let handset = asha_is_asked(&hospital).await;
        hospital.fast_forward(Duration::from_secs(3));
        if by_receipt {
            let alert = offer_alert(&hospital, hospital.asha).await.unwrap();
            let token = hospital.running.core.links.receipt(alert);
            let receipt = json!({ "alert": alert, "receipt": token, "what": "shown" });
            let request = handset.client.post(format!("{}/push/receipt", handset.base)).json(&receipt);
            assert_eq!(Browser::answer(request).await.status, 204);
            desk_reads(&hospital, "alert shown after 3 s").await;
        } else {
            // What a page in the background or the service worker fetches has reached nobody.
            let page: MyJobsPage = handset.json("/me.json").await;
            assert!(handset.page("/me").await.button("Accept").is_some());
            let unseen = offer_alert(&hospital, hospital.asha).await.unwrap();
            assert_eq!(seen_at(&hospital, unseen).await, None, "reading changes nothing");
            // Another's offer, or none at all, is nobody's to have seen.
            let [strangers, nothing] = [page.offers[0].ticket.as_str(), "'"];
            for offers in [strangers, nothing, &page.offers[0].offer] {
                let seen = handset.post("/me/seen", &[("offers", offers)]).await;
                assert_eq!(seen.status, 204, "{seen}");
                let is_shown = offers == page.offers[0].offer;
                assert_eq!(seen_at(&hospital, unseen).await.is_some(), is_shown, "{offers}");
            }
            desk_reads(&hospital, "opened after 3 s").await;
        }
        hospital.fast_forward(PATIENCE);
        // The next person is asked at 15 seconds; whoever looks then has looked at the patience as well.
        hospital.fast_forward(Duration::from_mins(1));
        eventually("the offer's end", async || {
            let mut session = hospital.running.core.store.read().await.unwrap();
            let ticket = session.list_open_tickets().await.unwrap().pop().unwrap();
            let offers = session.list_offers(ticket.id).await.unwrap();
            offers.iter().any(|offer| offer.outcome.as_deref() == Some("expired")).then_some(())
        })
        .await;
        assert!(gateway.bodies().iter().all(|call| call["kind"] != "offer"), "{by_receipt}");
        hospital.running.stop().await;
    }
}

#[tokio::test]
async fn a_gateway_that_is_down_is_asked_again_under_the_same_id_while_the_offer_lives() {
    let (gateway, configuration) = Gateway::start().await;
    gateway.replies.lock().unwrap().extend([503, 500]);
    let hospital = Hospital::open_with(&configuration).await;
    asha_is_asked(&hospital).await;
    hospital.fast_forward(PATIENCE);
    for count in 1..=3 {
        let calls = gateway.wait_for(count).await;
        assert!(calls.iter().all(|call| *call == calls[0]));
        // Its claim lasts twice as long.
        let soon = Duration::from_secs(4);
        let core = &hospital.running.core;
        eventually("what the gateway said is written down", async || {
            let due = core.store.read().await.unwrap().next_call_due().await.unwrap();
            due.is_none_or(|due| due.since(core.now()) < soon).then_some(())
        })
        .await;
        hospital.fast_forward(soon);
    }
    desk_reads(&hospital, "called").await;
    assert_eq!(gateway.bodies().len(), 3);
    hospital.running.stop().await;
}

#[tokio::test]
async fn without_a_number_or_a_gateway_the_ticket_says_that_nobody_was_called() {
    let (_gateway, configuration) = Gateway::start().await;
    for (configuration, words) in [(configuration.as_str(), "no number"), ("", "no second channel")] {
        let hospital = Hospital::open_with(configuration).await;
        asha_is_asked(&hospital).await;
        let core = &hospital.running.core;
        let mut session = core.store.write().await.unwrap();
        let asha = session.lookup_responder(hospital.asha).await.unwrap().unwrap();
        session.put_responder(&Responder { phone: None, ..asha }).await.unwrap();
        session.commit().await.unwrap();
        hospital.fast_forward(PATIENCE);
        desk_reads(&hospital, words).await;
        hospital.running.stop().await;
    }
}

/// Shows H3.3.
#[tokio::test]
async fn the_command_centre_is_called_when_a_ladder_says_so() {
    let (gateway, configuration) = Gateway::start().await;
    let hospital = Hospital::open_with(&configuration).await;
    let ward = hospital.ward_link(hospital.ward_7);
    // Nobody is on shift; what takes five minutes for a question that can wait.
    assert_eq!(hospital.browser().post(&ward, &request("first", "epma")).await.status, 303);
    hospital.fast_forward(Duration::from_mins(6));
    let [call] = gateway.wait_for(1).await.try_into().unwrap();
    assert_eq!((&call["kind"], &call["to"]["reference"]), (&json!("command_centre"), &json!("bleep 5000")));
    hospital.running.stop().await;
}

#[tokio::test]
async fn a_call_that_ends_the_program_again_and_again_is_set_aside_and_holds_up_no_other() {
    let (gateway, configuration) = Gateway::start().await;
    let hospital = Hospital::open_with(&configuration).await;
    asha_is_asked(&hospital).await;
    let core = &hospital.running.core;
    let now = core.now();
    let mut session = core.store.write().await.unwrap();
    let ticket = session.list_open_tickets().await.unwrap().pop().unwrap().id;
    let minute = Duration::from_mins(1);
    let call =
        NewCall { whom: CallFor::CommandCentre, ticket, made_at: now - minute, expires_at: now + minute };
    let bad = session.add_call(&call).await.unwrap();
    // Programs that died with it in hand.
    let nine_seconds = Duration::from_secs(9);
    for begun in 0..5 {
        let claimed =
            session.claim_calls(now - minute + begun * nine_seconds, nine_seconds, 10).await.unwrap();
        assert_eq!((claimed.taken[0].id, claimed.taken[0].lost), (bad, begun));
    }
    let good = session.add_call(&NewCall { made_at: now, ..call }).await.unwrap();
    session.commit().await.unwrap();
    core.wake.calls.notify_one();

    let [made] = gateway.wait_for(1).await.try_into().unwrap();
    assert_eq!(made["id"], format!("call-{good}"));
    let [aside] =
        core.store.read().await.unwrap().list_calls_set_aside(now).await.unwrap().try_into().unwrap();
    assert_eq!((aside.id, aside.why.as_str()), (bad, "whoever had it in hand fell silent 5 times"));
    hospital.running.stop().await;
}

/// The example of `docs/WEBHOOK.md`, ended with the story.
struct Example(Child);

impl Drop for Example {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_example_gateway_passes_a_call_on_and_nothing_that_others_send() {
    let mut example = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples/gateway.mjs"))
        .env("GATEWAY_SECRET", SECRET)
        .env("PORT", "0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(example.stdout.take().unwrap()).lines();
    let _example = Example(example);
    let port = lines.next().unwrap().unwrap().strip_prefix("listening on ").unwrap().parse::<u16>().unwrap();
    let hospital = Hospital::open_with(&configuration(port)).await;
    // The example looks at the real clock.
    let now = (ground::clock::system())();
    hospital.fast_forward(now.since(hospital.running.core.now()));
    let stranger = hospital.browser().client.post(format!("http://127.0.0.1:{port}/")).body("{}");
    assert_eq!(stranger.send().await.unwrap().status(), 401);
    asha_is_asked(&hospital).await;
    hospital.fast_forward(PATIENCE);
    let passed_on = tokio::task::spawn_blocking(move || lines.next().unwrap().unwrap()).await.unwrap();
    let passed_on: Value = serde_json::from_str(&passed_on).unwrap();
    assert_eq!(passed_on["to"], "bleep 1234");
    hospital.running.stop().await;
}

#[tokio::test]
async fn without_a_contact_no_alert_is_left_lying_and_the_board_says_that_none_is_sent() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let link = hospital.ward_link(hospital.ward_7);
    assert_eq!(hospital.browser().post(&link, &request("a", "epma")).await.status, 303);
    let core = &hospital.running.core;
    eventually("the end of the alert", async || {
        let mut session = core.store.read().await.unwrap();
        let alerts = session.list_alerts_of_live_offers().await.unwrap();
        alerts.first().filter(|alert| alert.outcome == Some(Outcome::NoSubscription)).map(drop)
    })
    .await;
    // The offer is on her page all the same.
    assert_eq!(asha.json::<MyJobsPage>("/me.json").await.offers.len(), 1);
    let alarm = "No alerts are sent, because push.contact is not set.";
    eventually("the alarm", async || desk.get("/board").await.says(alarm).then_some(())).await;
}
