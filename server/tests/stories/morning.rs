//! A morning of a go-live: from a rush on one ward to the huddle that says what came of it.

use std::time::Duration;

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};

use crate::{
    hospital::{Browser, Hospital, eventually},
    reports::{begun, clock_shows, reports},
    surging::{card, rush},
    walls::hang,
};

async fn is_asked(handset: &Browser) -> bool {
    !handset.json::<MyJobsPage>("/me.json").await.offers.is_empty()
}

/// Four people: a nurse of Ward 7, the lead at the desk, Asha with her handset, and whoever passes the screen on the wall.
#[tokio::test]
async fn a_rush_becomes_an_issue_is_held_told_fixed_and_closed_and_the_huddle_reads_that_one_was_not_solved()
{
    let hospital = Hospital::open().await;
    begun(&hospital).await;
    let (desk, asha) = (hospital.desk().await, hospital.handset(hospital.asha).await);
    let screen = hospital.browser();
    let wall = hang(&hospital, &desk, &[("name", "Command post")]).await;

    // The rush.
    let asked = rush(&hospital, 0, 13).await;
    let nurse = hospital.browser();
    let waiting = &asked[12];
    let surge = card(&desk, "13 requests").await;
    let seen = screen.page(&wall).await;
    assert!(seen.says("more than usual: ePMA, Ward 7"), "{seen}");
    eventually("an offer", async || is_asked(&asha).await.then_some(())).await;

    // It is one fault: nobody is sent while the vendor puts it right.
    let form = desk.page(&desk.page("/board").await.link("Make a known issue").unwrap()).await;
    let issue = [
        ("title", "ePMA signs people out"),
        ("workaround", "Sign in again."),
        ("tag", &*form.field("tag").unwrap()),
        ("surge", &*form.field("surge").unwrap()),
        ("holds", "hold"),
        ("next_word", "30"),
    ];
    let added = desk.post("/known-issues", &issue).await;
    assert_eq!(added.status, 303, "{added}");
    let issue = format!("/known-issues/{}", added.location.split_once("about=").unwrap().1);
    let board = desk.page("/board").await;
    assert!(board.says("It is the known issue ePMA signs people out"), "{board}");
    let shown = desk.page(&format!("{issue}/link")).await.all("input[name^='s_']", "name");
    assert_eq!(shown.len(), 13);
    let all = shown.iter().map(|field| (&**field, "yes")).chain([("all", "yes")]).collect::<Vec<_>>();
    let linked = desk.post(&format!("{issue}/link"), &all).await;
    assert!(desk.get(&linked.location).await.says("13 tickets are linked"), "{linked}");
    assert!(!is_asked(&asha).await && asha.page("/me").await.says("took it over"));
    assert!(nurse.page(waiting).await.says("No one is being sent yet"));

    // One word to those who wait, and to those who are about to ask.
    let word = "The vendor is putting in a fix.";
    let form =
        [("text", word), ("next_word", "30"), ("tag_wards", "yes"), ("responders", "yes"), ("key", "k")];
    assert_eq!(desk.post(&format!("{issue}/word"), &form).await.status, 303);
    for (reader, path) in
        [(&nurse, &**waiting), (&nurse, &*hospital.ward_link(hospital.ward_7)), (&asha, "/me")]
    {
        assert!(reader.page(path).await.says(word), "{path}");
    }

    // It is fixed.
    hospital.fast_forward(Duration::from_mins(20));
    let close = format!("{issue}/close");
    let preview = desk.get(&close).await;
    assert!(preview.says("13 tickets will be closed"), "{preview}");
    let key = preview.hidden("key");
    let chosen = preview.page().all("input[name^='t_']", "name");
    let form = chosen.iter().map(|field| (&**field, "yes"));
    let form = form.chain([("key", &*key), ("category", "known-issue")]).collect::<Vec<_>>();
    let closed = desk.post(&close, &form).await;
    assert!(desk.get(&closed.location).await.says("13 tickets are closed"), "{closed}");
    assert_eq!(desk.post(&format!("{issue}/end"), &[]).await.status, 303);
    assert_eq!(desk.json::<BoardPage>("/board.json").await.tickets.len(), 0);
    assert!(screen.page(&wall).await.says_in_order(&["Waiting 0"]));

    // For one of them it is not.
    assert!(nurse.page(waiting).await.says("We think that this is fixed"));
    assert_eq!(nurse.post(&format!("{waiting}/not-solved"), &[]).await.status, 303);
    eventually("an offer", async || is_asked(&asha).await.then_some(())).await;
    assert!(screen.page(&wall).await.says("Waiting 1"));
    let asha_sees: MyJobsPage = asha.json("/me.json").await;
    let offer = &asha_sees.offers[0].offer;
    assert_eq!(asha.post(&format!("/me/offers/{offer}/accept"), &[]).await.status, 303);
    assert!(nurse.page(waiting).await.says("Asha"));

    // The huddle.
    clock_shows(&hospital, 13, 0);
    hospital.fast_forward(Duration::from_secs(6));
    let huddle = reports(&hospital, 1).await.remove(0);
    let figures = &huddle.written.figures;
    assert_eq!(
        (figures.asked, figures.resolved, figures.open),
        (13, 12, 1),
        "what was not solved was not closed"
    );
    let desk = hospital.desk().await;
    let page = desk.page("/reports/1").await;
    assert!(page.says_in_order(&["13 asked for help", "1 open at the end", "Ward 7, ePMA", "13"]), "{page}");
    assert!(desk.page(&format!("/board/surges/{}", surge.id)).await.says("ePMA signs people out"));
}
