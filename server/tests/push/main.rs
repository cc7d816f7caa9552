//! Alerts on their way to handsets, against a push service that answers as it is told (F7 in the list of faults).

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on stops there")]

mod hospital;
mod service;

use std::{
    io::Write,
    process::{Command, Stdio},
    time::{Duration, UNIX_EPOCH},
};

use domain::{
    Duty,
    ticket::{
        Command::{Expire, Offer, WithdrawOffer},
        TakenBack,
    },
};
use push::AllowedHosts;
use serde_json::Value;
use store::{AlertKind, Outcome};

use crate::{
    hospital::{Hospital, MORNING, OFFER},
    service::{PushService, Reply},
};

/// Shows H11.3.
#[tokio::test]
async fn an_offer_reaches_the_handset_sealed_signed_and_without_a_word_about_the_ward() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    let phone = hospital.subscribe(hospital.aisha, &service, "phone").await;
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Sent);

    let [push] = service.pushes().try_into().unwrap();
    assert_eq!(push.path, "/notify/phone");
    let ttl: u64 = push.header("ttl").parse().unwrap();
    assert!((40..=45).contains(&ttl), "what is left of the offer, not {ttl}");
    assert_eq!(push.header("urgency"), "high");
    assert!((1..=32).contains(&push.header("topic").len()));
    assert_eq!(push.header("content-encoding"), "aes128gcm");
    let headers: usize = push.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    assert!(push.body.len() + headers <= 4096, "{} and {headers} bytes", push.body.len());

    let claims = push.claims(&hospital.key.public);
    assert_eq!(claims["aud"], service.origin.as_str(), "the exact origin, with its port");
    assert_eq!(claims["sub"], "mailto:elbow@trust.example");
    let left = claims["exp"].as_i64().unwrap() - hospital.now().as_millis() / 1000;
    assert!((1..24 * 60 * 60).contains(&left), "{left} seconds");

    let body = phone.open(&push);
    assert_eq!(body["web_push"], 8030);
    assert_eq!(body["notification"]["title"], "K7P3: Someone needs your help");
    assert_eq!(body["notification"]["navigate"], "https://elbow.trust.example/me");
    assert_eq!(body["notification"]["data"]["alert"], alert);
    assert_eq!(body["notification"]["data"]["receipt"], format!("receipt-of-{alert}"));
    let text = body.to_string();
    assert!(!text.contains("Ward 7") && !text.contains("ePMA") && !text.contains("Aisha"), "{text}");
    hospital.stop().await;
}

#[tokio::test]
#[ignore = "needs a Python with http_ece and py-vapid in ELBOW_TEST_PYTHON; script/test brings one"]
async fn the_code_of_others_opens_what_we_seal_and_believes_what_we_sign() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    let phone = hospital.subscribe(hospital.aisha, &service, "phone").await;
    hospital.work();
    for kind in [AlertKind::Offer, AlertKind::Taken, AlertKind::Drill] {
        let alert = hospital.alert(hospital.aisha, kind, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::Sent);
        let push = service.pushes().pop().unwrap();
        let mut others = Command::new(std::env::var("ELBOW_TEST_PYTHON").unwrap())
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/push/others.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        others.stdin.take().unwrap().write_all(phone.case(&push).to_string().as_bytes()).unwrap();
        let read = others.wait_with_output().unwrap();
        assert!(read.status.success());
        let read: Value = serde_json::from_slice(&read.stdout).unwrap();
        assert_eq!(read["body"], phone.open(&push));
        assert_eq!(read["body"]["notification"]["data"]["alert"], alert);
        assert_eq!(read["claims"]["aud"], service.origin.as_str());
    }
    hospital.stop().await;
}

/// Shows H5.4.
#[tokio::test]
async fn taken_replaces_offered_and_no_two_messages_are_sealed_alike() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    let phone = hospital.subscribe(hospital.aisha, &service, "phone").await;
    hospital.work();
    for kind in [AlertKind::Offer, AlertKind::Taken] {
        let alert = hospital.alert(hospital.aisha, kind, OFFER).await;
        hospital.ended(alert).await;
    }
    let [offer, taken] = service.pushes().try_into().unwrap();
    assert_eq!(offer.header("topic"), taken.header("topic"));
    assert_eq!(phone.open(&offer)["notification"]["tag"], phone.open(&taken)["notification"]["tag"]);
    assert_eq!(phone.open(&taken)["notification"]["silent"], true);
    assert_ne!(offer.body[..16], taken.body[..16], "the salt");
    assert_ne!(offer.body[21..86], taken.body[21..86], "the sender's key");
    assert_eq!(offer.header("authorization"), taken.header("authorization"), "the token is good for hours");
    hospital.stop().await;
}

#[tokio::test]
async fn created_and_accepted_are_both_sent() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    service.reply([Reply::status(201), Reply::status(202)]);
    hospital.work();
    for _ in 0..2 {
        let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::Sent);
    }
    assert_eq!(service.pushes().len(), 2);
    hospital.stop().await;
}

#[tokio::test]
async fn a_handset_that_has_unsubscribed_is_forgotten() {
    for status in [404, 410] {
        let (hospital, service) = (Hospital::open().await, PushService::start().await);
        hospital.subscribe(hospital.aisha, &service, "old-phone").await;
        service.reply([Reply::status(status)]);
        hospital.work();
        let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::NoSubscription, "{status}");
        assert!(hospital.subscriptions(hospital.aisha).await.is_empty(), "{status}");
        assert!(hospital.is_gone(&service, "old-phone").await, "{status}");
        assert!(!hospital.is_gone(&service, "new-phone").await, "{status}");
        hospital.stop().await;
    }
}

#[tokio::test]
async fn a_refused_signature_marks_the_handset_and_never_forgets_it() {
    for status in [400, 401, 403] {
        let (hospital, service) = (Hospital::open().await, PushService::start().await);
        hospital.subscribe(hospital.aisha, &service, "phone").await;
        service.reply([Reply::status(status)]);
        hospital.work();
        let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::Refused, "{status}");
        let [phone] = hospital.subscriptions(hospital.aisha).await.try_into().unwrap();
        assert!(phone.refused_at.is_some(), "{status}");

        let alert = hospital.alert(hospital.aisha, AlertKind::Nudge, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::Sent, "accepted again after {status}");
        let [phone] = hospital.subscriptions(hospital.aisha).await.try_into().unwrap();
        assert_eq!(phone.refused_at, None, "{status}");
        hospital.stop().await;
    }
}

#[tokio::test]
async fn a_message_that_is_too_large_is_not_tried_again() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    service.reply([Reply::status(413)]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Refused);
    assert_eq!(service.pushes().len(), 1);
    let [phone] = hospital.subscriptions(hospital.aisha).await.try_into().unwrap();
    assert_eq!(phone.refused_at, None, "the handset is not to blame");
    hospital.stop().await;
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (hospital, service, elsewhere) =
        (Hospital::open().await, PushService::start().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    service.reply([Reply::status(307).header("location", format!("{}/inside", elsewhere.origin))]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Refused);
    assert!(elsewhere.pushes().is_empty());
    hospital.stop().await;
}

#[tokio::test]
async fn a_busy_push_service_is_tried_again_when_it_asked_for_it() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    service.reply([Reply::status(429).header("retry-after", "2"), Reply::status(500)]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    let ended = hospital.ended(alert).await;
    assert_eq!((ended.outcome, ended.attempts), (Some(Outcome::Sent), 3));
    let [first, second, third] = service.pushes().try_into().unwrap();
    assert!(second.at - first.at >= Duration::from_secs(2), "{:?}", second.at - first.at);
    assert!(third.at - second.at >= Duration::from_secs(2), "{:?}", third.at - second.at);
    let ttl = |push: &service::Push| push.header("ttl").parse::<u64>().unwrap();
    assert!(ttl(&third) < ttl(&second) && ttl(&second) < ttl(&first), "the offer goes on ageing");
    hospital.stop().await;
}

#[tokio::test]
async fn a_push_service_may_ask_for_a_time_of_day() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    let in_three_seconds = (hospital.now() + Duration::from_secs(3)).as_millis().try_into().unwrap();
    let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(in_three_seconds));
    service.reply([Reply::status(503).header("retry-after", date)]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Sent);
    let [first, second] = service.pushes().try_into().unwrap();
    // The date has whole seconds.
    assert!(second.at - first.at >= Duration::from_millis(1900), "{:?}", second.at - first.at);
    hospital.stop().await;
}

#[tokio::test]
async fn nothing_is_tried_again_after_the_offer_has_expired() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    service.reply([Reply::status(429).header("retry-after", "60")]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Expired);
    assert_eq!(service.pushes().len(), 1);
    hospital.stop().await;
}

#[tokio::test]
async fn a_push_service_that_hangs_delays_nobody_else() {
    let (hospital, slow, quick) =
        (Hospital::open().await, PushService::start().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &slow, "phone").await;
    hospital.subscribe(hospital.ben, &quick, "phone").await;
    slow.reply(vec![Reply::status(201).after(Duration::from_secs(30)); 500]);
    hospital.work();
    let mut hanging = Vec::new();
    for _ in 0..100 {
        hanging.push(hospital.alert(hospital.aisha, AlertKind::Offer, Duration::from_secs(6)).await);
    }
    slow.wait_for(32).await;

    let asked = tokio::time::Instant::now();
    for _ in 0..10 {
        let alert = hospital.alert(hospital.ben, AlertKind::Offer, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::Sent);
    }
    let took = asked.elapsed();
    assert!(
        took < Duration::from_secs(5),
        "ten alerts took {took:?}, as long as the other service's time-out"
    );
    for alert in hanging {
        assert_eq!(hospital.outcome(alert).await, Outcome::Expired);
    }
    hospital.stop().await;
}

#[tokio::test]
async fn each_handset_gets_an_alert_once_although_one_of_them_is_tried_again() {
    let (hospital, first, second) =
        (Hospital::open().await, PushService::start().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &first, "phone").await;
    hospital.subscribe(hospital.aisha, &second, "tablet").await;
    first.reply([Reply::status(503)]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Sent);
    assert_eq!(second.pushes().len(), 1);
    let [refused, accepted] = first.pushes().try_into().unwrap();
    let pause = accepted.at - refused.at;
    assert!(
        (1000..3000).contains(&pause.as_millis()),
        "tried again as soon as it was due, not after {pause:?}"
    );
    hospital.stop().await;
}

#[tokio::test]
async fn a_person_without_a_handset_is_known_to_have_none() {
    let hospital = Hospital::open().await;
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::NoSubscription);
    hospital.stop().await;
}

#[tokio::test]
async fn an_offer_that_has_ended_is_not_sent_any_more() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    let (ticket, offer) = hospital.offer(hospital.aisha).await;
    let about = Some(ticket.id);
    let late = hospital.add_alert(hospital.aisha, AlertKind::Offer, about, Some(offer), OFFER).await;
    hospital.take(&ticket, WithdrawOffer { offer, why: TakenBack::NotFree }).await;
    hospital.work();
    assert_eq!(hospital.outcome(late).await, Outcome::Expired);
    assert!(service.pushes().is_empty());
    hospital.stop().await;
}

/// Shows H5.4.
#[tokio::test]
async fn an_offer_that_nobody_answered_does_not_stay_on_the_lock_screen() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    let phone = hospital.subscribe(hospital.aisha, &service, "phone").await;
    hospital.work();
    let first = hospital.question(1);
    let offered = hospital.happens(&hospital.ticket, Offer { offer: first }).await;
    hospital.ended(hospital.alerts().await[0].id).await;
    hospital.happens(&offered, Expire { offer: first.id }).await;
    let over = hospital.alerts().await[1].clone();
    assert_eq!((over.kind, hospital.outcome(over.id).await), (AlertKind::RanOut, Outcome::Sent));
    let [asked, told] = service.pushes().try_into().unwrap();
    assert_eq!(asked.header("topic"), told.header("topic"), "for a phone that is off, it waits in its place");
    let (asked, told) = (&phone.open(&asked)["notification"], &phone.open(&told)["notification"]);
    assert_eq!(asked["tag"], told["tag"], "on one that is on, it takes its place");
    assert_eq!(told["title"], "K7P3: No longer waiting for your answer");
    assert_eq!(told["silent"], true);

    hospital.stop().await;
}

#[tokio::test]
async fn whoever_is_asked_again_at_once_reads_the_question_and_not_the_end_of_the_last() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    let (first, second) = (hospital.question(1), hospital.question(2));
    let offered = hospital.happens(&hospital.ticket, Offer { offer: first }).await;
    let waiting = hospital.happens(&offered, Expire { offer: first.id }).await;
    hospital.happens(&waiting, Offer { offer: second }).await;
    hospital.work();
    let mut told = Vec::new();
    for alert in hospital.alerts().await {
        told.push((alert.kind, hospital.outcome(alert.id).await));
    }
    assert_eq!(
        told,
        [
            (AlertKind::Offer, Outcome::Expired),
            (AlertKind::RanOut, Outcome::Expired),
            (AlertKind::Offer, Outcome::Sent)
        ]
    );
    assert_eq!(service.pushes().len(), 1);
    hospital.stop().await;
}

#[tokio::test]
async fn nobody_off_shift_is_ever_alerted() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    hospital.is_on(hospital.aisha, Duty::OffShift).await;
    let kinds = [
        AlertKind::Offer,
        AlertKind::Taken,
        AlertKind::Assigned,
        AlertKind::Withdrawn,
        AlertKind::Nudge,
        AlertKind::Drill,
    ];
    hospital.work();
    for kind in kinds {
        let alert = hospital.alert(hospital.aisha, kind, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, Outcome::OffShift, "{kind:?}");
    }
    assert!(service.pushes().is_empty());
    let asked_for = hospital.alert(hospital.aisha, AlertKind::Test, OFFER).await;
    assert_eq!(hospital.outcome(asked_for).await, Outcome::Sent, "their own wish");
    hospital.stop().await;
}

/// Whoever led the zone when nobody came, and has handed over since, is at home.
#[tokio::test]
async fn whoever_leads_the_zone_no_more_is_not_alerted_for_it() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    let grant = hospital.leads_the_zone(hospital.aisha).await;
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::LeadNeeded, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Sent);
    let mut session = hospital.store.write().await.unwrap();
    session.end_grant(grant, hospital.now()).await.unwrap();
    session.commit().await.unwrap();
    for (kind, outcome) in
        [(AlertKind::LeadNeeded, Outcome::OffShift), (AlertKind::LeadNotNeeded, Outcome::Sent)]
    {
        let alert = hospital.alert(hospital.aisha, kind, OFFER).await;
        assert_eq!(hospital.outcome(alert).await, outcome, "{kind:?}: what stands there is taken back");
    }
    hospital.stop().await;
}

#[tokio::test]
async fn an_address_that_is_not_on_the_list_is_never_contacted() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    hospital.work_with(&AllowedHosts::new(&[], false).unwrap());
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    assert_eq!(hospital.outcome(alert).await, Outcome::Refused);
    assert!(service.pushes().is_empty());
    hospital.stop().await;
}

#[tokio::test]
async fn alerts_go_on_within_ten_seconds_after_a_server_died_with_them_in_hand() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    // A first server takes the alert and dies while the push service dawdles.
    service.reply([Reply::status(201).after(Duration::from_secs(30))]);
    let server = tokio::runtime::Runtime::new().unwrap();
    server.spawn(hospital.working(&AllowedHosts::new(&[], true).unwrap()));
    service.wait_for(1).await;
    server.shutdown_background();

    hospital.skip(Duration::from_secs(10));
    hospital.work();
    let ended = hospital.ended(alert).await;
    assert_eq!((ended.outcome, ended.attempts), (Some(Outcome::Sent), 2));
    hospital.stop().await;
}

#[tokio::test]
async fn a_stopping_server_lets_messages_on_their_way_arrive() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    service.reply([Reply::status(201).after(Duration::from_millis(500))]);
    hospital.work();
    let alert = hospital.alert(hospital.aisha, AlertKind::Offer, OFFER).await;
    service.wait_for(1).await;
    hospital.stop().await;
    assert_eq!(hospital.lookup(alert).await.outcome, Some(Outcome::Sent));
}

#[tokio::test]
async fn an_alert_that_makes_the_program_fail_is_set_aside_and_holds_up_no_other() {
    let (hospital, service) = (Hospital::open().await, PushService::start().await);
    hospital.subscribe(hospital.aisha, &service, "phone").await;
    let poison = hospital.alert(hospital.aisha, AlertKind::Offer, 2 * OFFER).await;
    *hospital.poison.lock().unwrap() = Some(poison);
    hospital.work();
    let other = hospital.alert(hospital.aisha, AlertKind::Nudge, OFFER).await;
    assert_eq!(hospital.outcome(other).await, Outcome::Sent);

    // Nobody gives it back: each time its lease has to run out.
    for lost in 0..=4 {
        hospital.claimed(poison, lost).await;
        hospital.skip(Duration::from_secs(9));
        hospital.wake.notify_one();
    }
    assert_eq!(hospital.outcome(poison).await, Outcome::Refused);
    let aside = hospital.store.read().await.unwrap().list_alerts_set_aside(MORNING).await.unwrap();
    assert_eq!(aside[0].id, poison);
    assert_eq!(aside[0].why, "whoever had it in hand fell silent 5 times");
    let alarms = hospital.store.check(hospital.now(), 0).await.unwrap().broken;
    assert!(alarms.iter().any(|alarm| alarm.starts_with("Alerts set aside")), "{alarms:?}");
    hospital.stop().await;
}
