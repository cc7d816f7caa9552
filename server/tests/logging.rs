//! The log says enough to find a fault, and nothing that a patient, a nurse or a link could be found by.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

#[expect(dead_code, reason = "it uses its own part of the hospital")]
#[path = "stories/hospital/mod.rs"]
mod hospital;

use std::{
    io,
    sync::{Arc, Mutex},
};

use hospital::{Hospital, LEAD_PASSWORD, PIN, eventually, request};
use store::DeviceKind;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// Everything, except from the browsers of the story, which are in this process too.
const FILTER: &str =
    "trace,reqwest=off,hyper=off,hyper_util=off,h2=off,cookie_store=off,native_tls=off,want=off";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Shows H11.3.
#[tokio::test]
async fn a_day_at_its_wordiest_names_no_one_and_opens_nothing() {
    let log = Captured::default();
    let subscriber =
        tracing_subscriber::fmt().json().with_env_filter(EnvFilter::new(FILTER)).with_writer(log.clone());
    tracing::subscriber::set_global_default(subscriber.finish()).unwrap();

    let hospital = Hospital::open().await;
    let (nurse, desk) = (hospital.browser(), hospital.desk().await);
    let asha = hospital.handset(hospital.asha).await;
    let link = hospital.ward_link(hospital.ward_7);
    let mut form = request("a key of the form", "epma");
    form.extend([("note", "the chart of bed twelve is blank"), ("asker", "Sister Mock")]);
    let asked = nurse.post(&link, &form).await;
    assert_eq!(asked.status, 303, "{}", asked.body);
    let refused = nurse.post(&link, &[request("k", "epma"), vec![("note", "943 476 5919")]].concat()).await;
    assert_eq!(refused.status, 422);
    let offer = eventually("an offer", async || {
        let page: app::screens::my_jobs::MyJobsPage = asha.json("/me.json").await;
        page.offers.first().map(|offer| offer.offer.clone())
    })
    .await;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    let page: app::screens::my_jobs::MyJobsPage = asha.json("/me.json").await;
    let job = format!("/me/jobs/{}", page.job.unwrap().ticket);
    assert_eq!(asha.post(&format!("{job}/arrive"), &[]).await.status, 303);
    assert_eq!(asha.post(&format!("{job}/finish"), &[("category", "training")]).await.status, 303);
    for (note, status) in [("showed bay nine the worklist", 303), ("943 476 5919", 422)] {
        let details = [("people", "3"), ("note", note)];
        assert_eq!(asha.post(&format!("{job}/details"), &details).await.status, status);
    }
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(hospital.browser().post("/enrol", &[("code", &code)]).await.status, 303);
    let missing = desk.get(&format!("/enrol/{code}")).await;
    assert_eq!(nurse.get(&asked.location).await.status, 200);
    hospital.running.core.store.close().await;
    let failed = nurse.get(&link).await;
    assert_eq!((missing.status, failed.status), (404, 503));

    let text = log.text();
    let secret = asked.location.trim_start_matches("/r/");
    let token = link.trim_start_matches("/w/");
    for private in [
        "bed twelve",
        "bay nine",
        "Sister Mock",
        "943 476 5919",
        "Asha",
        "Dana Mock",
        secret,
        token,
        code.as_str(),
        PIN,
        LEAD_PASSWORD,
        "a key of the form",
    ] {
        let told: Vec<&str> = text.lines().filter(|line| line.contains(private)).collect();
        assert!(told.is_empty(), "{private} is in the log: {told:#?}");
    }

    // What helps: the route, the reference that the page shows, the ticket's code and its step, one JSON object a line.
    let reference = failed.headers["x-request-id"].to_str().unwrap();
    assert!(failed.body.contains(reference), "the page says its reference");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_the_failure = lines.iter().find(|line| {
        line["span"]["reference"] == reference && line["fields"]["message"] == "the database does not answer"
    });
    assert_eq!(of_the_failure.unwrap()["span"]["route"], "/w/{token}");
    let accepted = lines.iter().find(|line| line["fields"]["step"] == "accepted").unwrap();
    assert_eq!(accepted["span"]["name"], "ticket");
    assert_eq!(accepted["span"]["code"].as_str().unwrap().len(), 4);
}
