//! The ward's own computer, which everybody uses: always ready for whoever comes next.

use app::screens::board::BoardPage;
use store::DeviceKind;

use crate::hospital::{Browser, Hospital, form_as_shown, request};

/// It stands on Ward 7.
async fn computer(hospital: &Hospital) -> Browser {
    let computer = hospital.browser();
    let code = hospital.code(DeviceKind::Ward(hospital.ward_7)).await;
    assert_eq!(computer.post("/enrol", &[("code", &code)]).await.status, 303);
    computer
}

/// Shows H12.9.
#[tokio::test]
async fn help_is_asked_for_in_another_ward_once_and_the_next_request_is_for_the_own_ward() {
    let hospital = Hospital::open().await;
    let (computer, desk) = (computer(&hospital).await, hospital.desk().await);
    let own = computer.page("/").await;
    assert!(own.leads_to("/ask/place"), "{own}");
    let places = computer.get("/ask/place?find=ward+12").await;
    assert!(!places.body.contains("/w/"), "nobody finds a ward's link here: {places}");
    let there = places.page().link("Ward 12").unwrap();

    let page = computer.page(&there).await;
    assert_eq!(page.heading(), "Get EPR help – Ward 12");
    assert!(page.says("This computer is on Ward 7. Help will come to Ward 12."), "{page}");
    assert!(page.button("I need help in Ward 12").is_some(), "the button says so too: {page}");
    let ward = page.field("ward").unwrap();
    let mut form = form_as_shown("there", "epma");
    form.push(("ward", &ward));
    let asked = computer.post("/ask", &form).await;
    assert_eq!(asked.status, 303, "{asked}");
    let mut form = form_as_shown("again", "epma");
    form.push(("ward", &ward));
    let again = computer.post("/ask", &form).await;
    assert!(again.says("Ward 12 asked about ePMA just now"), "the same of that ward is asked about");
    let own = computer.post("/ask", &form_as_shown("own", "epma")).await;
    assert_eq!(own.status, 303, "and the own ward is another: {own}");

    let board: BoardPage = desk.json("/board.json").await;
    let mut wards: Vec<_> = board.tickets.iter().map(|ticket| ticket.ward.as_str()).collect();
    wards.sort_unstable();
    assert_eq!(wards, ["Ward 12", "Ward 7"]);
    for ticket in &board.tickets {
        let page = desk.page(&format!("/board/tickets/{}", ticket.id)).await;
        let came = if ticket.ward == "Ward 12" { "A computer on Ward 7" } else { "The ward’s own device" };
        assert!(page.says(came), "{page}");
    }
    let next = computer.page("/").await;
    assert_eq!(next.heading(), "Get EPR help – Ward 7", "whoever comes next asks for this ward");
    assert!(next.part("#open").says("Ward 12"), "{next}");
}

/// Shows H12.9.
#[tokio::test]
async fn by_a_poster_nobody_asks_for_another_ward() {
    let hospital = Hospital::open().await;
    let (phone, desk) = (hospital.browser(), hospital.desk().await);
    let poster = hospital.ward_link(hospital.ward_7);
    let page = phone.page(&poster).await;
    assert!(!page.leads_to("/ask/place") && page.says("scan the Elbow poster there"), "{page}");
    assert_eq!(phone.get("/ask/place").await.location, "/");
    let elsewhere = hospital.ward_12.to_string();
    let mut form = request("poster", "epma");
    form.push(("ward", &elsewhere));
    assert_eq!(phone.post(&poster, &form).await.status, 303);
    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.tickets[0].ward, "Ward 7");
}

/// Shows H12.9.
#[tokio::test]
async fn a_request_for_a_ward_that_is_gone_goes_to_no_other_ward() {
    let hospital = Hospital::open().await;
    let (computer, desk) = (computer(&hospital).await, hospital.desk().await);
    for gone in ["0199aaaa-0000-7000-8000-000000000000", "Ward 12"] {
        let mut form = request("gone", "epma");
        form.extend([("ward", gone), ("note", "The chart is blank")]);
        let refused = computer.post("/ask", &form).await;
        assert_eq!(refused.status, 422, "{refused}");
        let refused = refused.page();
        assert!(refused.says("The ward you chose is no longer there."), "{refused}");
        assert_eq!(refused.field("note").as_deref(), Some("The chart is blank"), "nothing typed is lost");
    }
    let chosen = computer.get("/?ward=0199aaaa-0000-7000-8000-000000000000").await;
    assert!(
        chosen.says("The ward you chose is no longer there."),
        "found by a search a moment ago: {chosen}"
    );
    assert!(desk.json::<BoardPage>("/board.json").await.tickets.is_empty());
}

/// Shows H12.4.
#[tokio::test]
async fn what_is_open_says_whose_it_is_and_pages_of_the_computer_rest() {
    let hospital = Hospital::open().await;
    let (computer, phone) = (computer(&hospital).await, hospital.browser());
    let mut form = request("mock", "epma");
    form.push(("asker", "Sister Mock"));
    let mine = computer.post("/ask", &form).await.location;
    assert_eq!(computer.post("/ask", &request("nobody", "order-comms")).await.status, 303);
    hospital.fast_forward(std::time::Duration::from_mins(5));
    let open = computer.page("/").await.part("#open");
    assert!(open.says("asked by Sister Mock 5 minutes ago"), "{open}");
    assert!(open.says("Order comms") && open.says("asked 5 minutes ago"), "{open}");

    let rests = r#"body[data-rests="180"]"#;
    for page in ["/", "/ask/place", "/staff", &mine] {
        assert!(computer.page(page).await.has(rests), "{page}");
    }
    assert!(computer.get("/nowhere").await.page().has(rests), "a page that is not there too");
    assert!(!phone.page(&mine).await.has("[data-rests]"), "a phone stays where it is");
    let poster = hospital.ward_link(hospital.ward_7);
    assert_eq!(phone.post(&poster, &form).await.status, 303);
    let open = phone.page(&poster).await.part("#open");
    assert!(open.says("asked just now") && !open.says("Sister Mock"), "a phone may be anybody's: {open}");
    let staff = [("username", "lead"), ("password", crate::hospital::LEAD_PASSWORD), ("next", "/board")];
    assert_eq!(computer.post("/staff", &staff).await.status, 303);
    assert!(!computer.page("/board").await.has("[data-rests]"), "nor does it leave whoever is at work here");
}
