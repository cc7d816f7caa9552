//! What a responder says about work that is done: how many were helped, and what is worth knowing about it.

use std::time::Duration;

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use domain::category::SHIPPED;

use crate::hospital::{
    Browser, Hospital,
    help::{Help, closed, finish, help, job_in_hand},
    request,
};

/// As the page's script sends it.
async fn tap(handset: &Browser, path: &str, form: &[(&str, &str)]) -> (u16, String) {
    let request = handset.client.post(format!("{}{path}", handset.base)).header("accept", "application/json");
    let answer = Browser::answer(request.form(form)).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn asha_helped_three_nurses_at_once_and_says_so_after_closing() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let ticket = closed(&hospital, &hospital.browser(), &asha, "training").await.ticket;
    let page = asha.page("/me").await;
    assert!(page.says("Add details to") && page.says("Undo"), "{page}");

    let details = format!("/me/jobs/{ticket}/details");
    let form = asha.get(&details).await;
    assert_eq!(form.status, 200);
    assert!(form.says("Do not include patient details"), "{form}");
    let told = [("people", "3"), ("note", "showed them the worklist")];
    let saved = asha.post(&details, &told).await;
    assert_eq!((saved.status, saved.location.as_str()), (303, "/me"));
    assert!(asha.get("/me").await.says("Change details of"));
    let note = asha.page(&details).await.field("note");
    assert_eq!(note.as_deref(), Some("showed them the worklist"), "to be said better");

    let page = desk.page(&format!("/board/tickets/{ticket}")).await;
    assert!(page.says("Asha Example added details: 3 people helped, with a note"), "{page}");
    assert!(page.says("showed them the worklist"), "{page}");
    let insight = desk.page("/insight?from=2026-03-02&to=2026-03-02").await;
    assert_eq!(insight.figure("People helped").as_deref(), Some("3"), "{insight}");
    let csv = desk.get("/insight.csv?from=2026-03-02&to=2026-03-02").await.body;
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines[0].ends_with(",people_helped,in_passing,known_issue,sorted,on_paper,wave,wave_phase")
            && lines[1].ends_with(",3,no,,,no,,"),
        "{csv}"
    );
    assert!(!csv.contains("worklist"), "an export has no free text");
}

#[tokio::test]
async fn whoever_asked_reads_who_closed_it_and_never_what_it_was() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let nurse = hospital.browser();
    for (number, category) in SHIPPED.iter().filter(|category| !category.hands_off).enumerate() {
        let key = format!("nurse {number}");
        let asked = nurse.post(&hospital.ward_link(hospital.ward_7), &request(&key, "epma")).await;
        let ticket = help(&asha).await;
        finish(&asha, &ticket, category.slug).await;
        let closed = nurse.get(&asked.location).await;
        let page = closed.page();
        assert!(page.says("Closed by Asha Example"), "{page}");
        assert!(!page.says(category.name), "{page}");
        assert!(!closed.body.contains(category.slug), "{}", closed.body);
        let page = desk.page(&format!("/board/tickets/{ticket}")).await;
        assert!(page.says(&format!("Closed by Asha Example: {}", category.name)), "{page}");
        assert!(!category.name.to_lowercase().contains("user error"), "nobody is to blame");

        assert_eq!(asha.post(&format!("/me/jobs/{ticket}/undo"), &[]).await.status, 303);
        assert!(nurse.get(&asked.location).await.says("Reopened"));
        finish(&asha, &ticket, category.slug).await;
    }
}

#[tokio::test]
async fn what_is_wrong_with_details_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let details = format!(
        "/me/jobs/{}/details",
        closed(&hospital, &hospital.browser(), &asha, "training").await.ticket
    );

    let refused = asha.post(&details, &[("people", "lots"), ("note", "pt 943 476 5919 no chart")]).await;
    assert_eq!(refused.status, 422);
    let page = refused.page();
    for (field, typed, wrong) in [
        ("people", "lots", "Enter a whole number from 1 to 21"),
        ("note", "pt 943 476 5919 no chart", "This looks like an NHS number. Remove it."),
    ] {
        assert_eq!(page.field(field).as_deref(), Some(typed), "{page}");
        assert!(page.error_at(field).is_some_and(|error| error.contains(wrong)), "{wrong}: {page}");
    }
    let too_many = asha.post(&details, &[("people", "22"), ("note", &"x".repeat(141))]).await;
    assert_eq!(too_many.status, 422);
    assert!(too_many.says("Use 140 characters or fewer."), "{too_many}");

    let name = [("people", "2"), ("note", "Mrs Sample was waiting")];
    let asked = asha.post(&details, &name).await;
    assert_eq!(asked.status, 422);
    assert!(asked.says("somebody’s name"), "{asked}");
    assert_eq!(asked.page().field("note").as_deref(), Some("Mrs Sample was waiting"));
    let (status, told) = tap(&asha, &details, &name).await;
    assert!(status == 422 && told.contains("somebody’s name"), "{told}");
    assert!(!asha.get("/me").await.says("Change details of"), "nothing was saved");
    let ticked = [name.as_slice(), &[("note_checked", "yes")]].concat();
    assert_eq!(asha.post(&details, &ticked).await.status, 303);
}

#[tokio::test]
async fn only_who_closed_it_adds_details_and_only_once_it_is_closed() {
    let hospital = Hospital::open().await;
    let (asha, ben) = (hospital.handset(hospital.asha).await, hospital.handset(hospital.ben).await);
    let ticket = job_in_hand(&hospital, &hospital.browser(), &asha).await.ticket;
    let details = format!("/me/jobs/{ticket}/details");
    let told = [("people", "3"), ("note", "")];
    let early = asha.post(&details, &told).await;
    assert!(early.status == 409 && early.says("Someone is already there"), "{early}");
    finish(&asha, &ticket, "training").await;

    let form = ben.get(&details).await;
    assert!(form.status == 409 && form.says("Only the person who closed a job can add details."));
    let bens = ben.post(&details, &told).await;
    assert!(bens.status == 409 && bens.says("This job is not yours."), "{bens}");
    // What is wrong with his form tells him nothing of the job either.
    let bens = ben.post(&details, &[("people", "none")]).await;
    assert!(bens.status == 409 && !bens.says("ePMA –"), "{bens}");
    assert_eq!(ben.get("/me/jobs/no-id/details").await.status, 404);
}

#[tokio::test]
async fn details_are_a_tap_like_any_other() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let ticket = closed(&hospital, &hospital.browser(), &asha, "training").await.ticket;
    let details = format!("/me/jobs/{ticket}/details");
    let first = [("key", "one"), ("at", "1772434800000"), ("people", "3"), ("note", "")];
    assert_eq!(tap(&asha, &details, &first).await.0, 204);
    let second = [("key", "two"), ("at", "1772434860000"), ("people", "4"), ("note", "")];
    assert_eq!(tap(&asha, &details, &second).await.0, 204);
    assert_eq!(tap(&asha, &details, &first).await.0, 204, "answered as the first time");
    let page = desk.page(&format!("/board/tickets/{ticket}")).await;
    assert_eq!(page.times("added details"), 2, "{page}");
    assert_eq!(asha.page(&details).await.field("people").as_deref(), Some("4"), "and not done again");
    // Saved as it is: nothing to do, and nothing to complain of.
    assert_eq!(tap(&asha, &details, &[("key", "three"), ("people", "4"), ("note", "")]).await.0, 204);

    hospital.fast_forward(Duration::from_hours(2));
    assert!(!asha.get("/me").await.says("details of"), "no longer offered");
}

const HELP: [(&str, &str); 3] = [("tag", "order-comms"), ("ward", "W12"), ("category", "known-issue")];

#[tokio::test]
async fn asha_tells_of_help_that_nobody_had_asked_for_in_one_tap() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    assert!(asha.page("/me").await.leads_to("/me/helped"));
    assert_eq!(asha.post("/me/shift", &[("duty", "on_break")]).await.status, 303);
    assert!(asha.page("/me").await.leads_to("/me/helped"), "on a break too");
    let page = asha.page("/me/helped").await;
    assert!(page.says_in_order(&["ePMA", "Order comms"]), "what she knows comes first: {page}");
    let here = hospital.ward_7.to_string();
    assert_eq!(page.field("ward"), Some(here), "where she is, is chosen: {page}");

    let saved = asha.post("/me/helped", &HELP).await;
    assert_eq!((saved.status, saved.location.as_str()), (303, "/me"), "{saved}");
    let jobs: MyJobsPage = asha.json("/me.json").await;
    let told = &jobs.closed[0];
    assert_eq!((told.ward.as_str(), told.tag.as_str()), ("Ward 12", "Order comms"));
    let page = desk.page(&format!("/board/tickets/{}", told.ticket)).await;
    assert!(page.says("Asha Example helped in passing: Known issue or workaround"), "{page}");

    let insight = desk.page("/insight?from=2026-03-02&to=2026-03-02").await;
    for (name, figure) in [("Asked", "0"), ("Still open", "0"), ("Helped without a request", "1")] {
        assert_eq!(insight.figure(name).as_deref(), Some(figure), "{name}: {insight}");
    }
    let csv = desk.get("/insight.csv?from=2026-03-02&to=2026-03-02").await.body;
    let cells: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
    assert_eq!(cells[1..8], ["W12", "Ward 12", "order-comms", "", "", "", ""], "no urgency, no wait: {csv}");
    assert_eq!(cells[9..], ["resolved", "known-issue", "0", "0", "1", "yes", "", "", "no", "", ""], "{csv}");
    let board: BoardPage = desk.json("/board.json").await;
    assert!(board.tickets.is_empty() && board.alarms.is_empty());
}

#[tokio::test]
async fn help_in_passing_tapped_twice_is_there_once_and_can_be_taken_back() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let form = [HELP.as_slice(), &[("key", "one"), ("at", "1772434800000")]].concat();
    let answers = futures::future::join_all((0..20).map(|_| tap(&asha, "/me/helped", &form))).await;
    assert!(answers.iter().all(|(status, _)| *status == 204), "{answers:?}");
    let page: MyJobsPage = asha.json("/me.json").await;
    assert_eq!(page.closed.len(), 1);

    let undo = format!("/me/jobs/{}/undo", page.just_closed.unwrap().ticket);
    assert_eq!(asha.post(&undo, &[]).await.status, 303);
    let page: MyJobsPage = asha.json("/me.json").await;
    assert!(page.closed.is_empty() && page.job.is_none(), "nothing is open either");
    assert_eq!(tap(&asha, "/me/helped", &form).await.0, 204, "answered as the first time");
    assert!(asha.json::<MyJobsPage>("/me.json").await.closed.is_empty(), "and not done again");
}

#[tokio::test]
async fn what_is_missing_about_help_in_passing_is_asked_for_and_the_rest_is_kept() {
    let hospital = Hospital::open().await;
    let asha = hospital.handset(hospital.asha).await;
    let there = hospital.ward_12.to_string();
    let refused = asha.post("/me/helped", &[("tag", "order-comms"), ("ward", &there)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Choose what the problem really was"), "{refused}");
    assert_eq!(refused.page().field("ward"), Some(there), "{refused}");
    let empty = tap(&asha, "/me/helped", &[("key", "k")]).await;
    assert!(
        empty.0 == 422 && empty.1.contains("Choose what it was about") && empty.1.contains("Choose the ward")
    );
    assert!(asha.json::<MyJobsPage>("/me.json").await.closed.is_empty());
}

/// Shows H6.6.
#[tokio::test]
async fn whoever_asked_says_whether_it_is_sorted_and_the_command_centre_sees_it() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let nurse = hospital.browser();
    let link = nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await.location;
    let say = async |answer: &str| nurse.post(&format!("{link}/{answer}"), &[]).await.status;
    assert_eq!(say("sorted").await, 409, "nobody has helped yet");
    assert!(!nurse.get(&link).await.says("Is it sorted?"));
    let ticket = help(&asha).await;
    finish(&asha, &ticket, "training").await;

    let page = nurse.page(&link).await;
    assert!(page.says("Is it sorted?") && page.says("No, send someone again"), "{page}");
    for _ in 0..2 {
        assert_eq!(say("partly-sorted").await, 303, "a double tap is one");
    }
    assert!(nurse.get(&link).await.says("You said partly. The desk can see this."));

    let board: BoardPage = desk.json("/board.json").await;
    assert_eq!(board.not_sorted.iter().map(|closed| &closed.id).collect::<Vec<_>>(), [&ticket]);
    let page = desk.page("/board").await;
    assert!(page.says("Closed, but not fully sorted: 1") && page.says("Asha Example"), "{page}");
    let page = desk.page(&format!("/board/tickets/{ticket}")).await;
    assert_eq!(page.times("The ward says that it is partly sorted"), 1, "{page}");
    let insight = desk.page("/insight?from=2026-03-02&to=2026-03-02").await;
    assert!(insight.says("Is it sorted?"), "{insight}");
    let csv = desk.get("/insight.csv?from=2026-03-02&to=2026-03-02").await.body;
    assert!(csv.lines().nth(1).is_some_and(|row| row.ends_with(",partly,no,,")), "{csv}");

    // Then it went wrong again: somebody comes once more, and nobody has to ask anew.
    assert_eq!(say("not-sorted").await, 303);
    let board: BoardPage = desk.json("/board.json").await;
    assert!(board.not_sorted.is_empty() && board.tickets[0].reopened, "{board:?}");
    assert!(nurse.get(&link).await.says("Looking for someone who knows ePMA"));
    help(&asha).await;
    finish(&asha, &ticket, "training").await;
    assert!(nurse.get(&link).await.says("Tell us when you have tried it."), "it is asked anew");

    // A no of tomorrow morning sends nobody, and says what to do.
    hospital.fast_forward(Duration::from_hours(3));
    let page = nurse.page(&link).await;
    assert!(!page.says("send someone again"), "{page}");
    assert_eq!(say("not-sorted").await, 303);
    assert!(nurse.get(&link).await.says("You said no. If you still need help, ask again."));
    let board: BoardPage = hospital.desk().await.json("/board.json").await;
    assert!(board.tickets.is_empty() && board.not_sorted.len() == 1, "{board:?}");
}

#[tokio::test]
async fn an_answer_about_other_help_is_not_taken_for_this() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let Help { link, ticket } = closed(&hospital, &nurse, &asha, "training").await;
    let version = nurse.get(&link).await.hidden("version");

    // Asha thinks again and helps on; what the nurse tapped meanwhile comes after that.
    assert_eq!(asha.post(&format!("/me/jobs/{ticket}/undo"), &[]).await.status, 303);
    finish(&asha, &ticket, "training").await;
    let late = nurse.post(&format!("{link}/sorted"), &[("version", &version)]).await;
    assert!(late.status == 409 && late.says("Tell us when you have tried it."), "{late}");

    // Whoever says the same from a page that is behind says it anew: the last answer counts.
    let version = nurse.get(&link).await.hidden("version");
    for answer in ["sorted", "partly-sorted", "sorted"] {
        assert_eq!(nurse.post(&format!("{link}/{answer}"), &[("version", &version)]).await.status, 303);
    }
    assert!(nurse.get(&link).await.says("You said yes."));
}

#[tokio::test]
async fn what_went_to_the_service_desk_is_not_asked_about_but_may_be_needed_again() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let Help { link, .. } = closed(&hospital, &nurse, &asha, "service-desk").await;
    let page = nurse.page(&link).await;
    assert!(page.says("Still not working?") && !page.says("Is it sorted?"), "{page}");
    assert_eq!(nurse.post(&format!("{link}/not-sorted"), &[]).await.status, 409);
    assert_eq!(nurse.post(&format!("{link}/not-solved"), &[]).await.status, 303);
}

#[tokio::test]
async fn a_no_that_waited_for_a_connection_is_in_time_if_it_was_when_it_was_tapped() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let Help { link, .. } = closed(&hospital, &nurse, &asha, "training").await;
    hospital.fast_forward(Duration::from_mins(125));
    // Tapped ten minutes ago.
    let kept = [("at", "1000000"), ("sent", "1600000")];
    assert_eq!(nurse.post(&format!("{link}/not-sorted"), &kept).await.status, 303);
    let page = nurse.page(&link).await;
    assert!(!page.says("Your request is closed") && page.says("Not solved. Looking"), "{page}");
}

#[tokio::test]
async fn an_undo_that_waited_for_a_connection_is_in_time_if_it_was_when_it_was_tapped() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    nurse.post(&hospital.ward_link(hospital.ward_7), &request("nurse", "epma")).await;
    let ticket = help(&asha).await;
    let finish = format!("/me/jobs/{ticket}/finish");
    let undo = format!("/me/jobs/{ticket}/undo");
    assert_eq!(asha.post(&finish, &[("category", "training")]).await.status, 303);
    hospital.fast_forward(Duration::from_mins(10));
    assert_eq!(asha.post(&undo, &[]).await.status, 409, "too late");
    // Tapped five seconds after the job was closed.
    assert_eq!(asha.post(&undo, &[("at", "1005000"), ("sent", "1600000")]).await.status, 303);
    assert_eq!(asha.json::<MyJobsPage>("/me.json").await.job.unwrap().ticket, ticket);
}

/// Shows H4.7.
#[tokio::test]
async fn a_late_undo_gives_nobody_a_second_job_nor_one_after_the_shift() {
    let hospital = Hospital::open().await;
    let (asha, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let first = closed(&hospital, &hospital.browser(), &asha, "training").await.ticket;
    let undo = async || asha.post(&format!("/me/jobs/{first}/undo"), &[]).await;

    // A lead sends her somewhere else within the ten seconds.
    let ask = async |key: &str| {
        let link = hospital.ward_link(hospital.ward_12);
        assert_eq!(hospital.browser().post(&link, &request(key, "epma")).await.status, 303);
    };
    ask("second").await;
    let second = help(&asha).await;
    let busy = undo().await;
    assert!(busy.status == 409 && busy.says("You already have a job"), "{busy}");
    let page: MyJobsPage = asha.json("/me.json").await;
    assert_eq!(page.job.unwrap().ticket, second);

    // Or she goes home.
    finish(&asha, &second, "training").await;
    assert_eq!(asha.post("/me/shift", &[("duty", "off_shift")]).await.status, 303);
    let gone = undo().await;
    assert!(gone.status == 409 && gone.says("You are not on shift"), "{gone}");
    assert!(asha.json::<MyJobsPage>("/me.json").await.job.is_none());
    assert!(desk.json::<BoardPage>("/board.json").await.tickets.is_empty());

    // What was help in passing is no job: it can be taken back whatever else there is.
    assert_eq!(asha.post("/me/shift", &[("duty", "on_shift")]).await.status, 303);
    hospital.fast_forward(Duration::from_secs(1));
    assert_eq!(asha.post("/me/helped", &HELP).await.status, 303);
    let helped = asha.json::<MyJobsPage>("/me.json").await.just_closed.unwrap().ticket;
    ask("third").await;
    help(&asha).await;
    assert_eq!(asha.post(&format!("/me/jobs/{helped}/undo"), &[]).await.status, 303);
}

#[tokio::test]
async fn a_late_undo_is_not_taken_for_one_of_what_was_done_again_since() {
    let hospital = Hospital::open().await;
    let (asha, nurse) = (hospital.handset(hospital.asha).await, hospital.browser());
    let ticket = closed(&hospital, &nurse, &asha, "training").await.ticket;
    let undo = format!("/me/jobs/{ticket}/undo");
    let version = asha.json::<MyJobsPage>("/me.json").await.just_closed.unwrap().version.to_string();
    assert_eq!(asha.get("/me").await.hidden("version"), version);

    // The one that was tapped waits in a dead spot; she taps another, helps on and closes it.
    assert_eq!(asha.post(&undo, &[("version", &version)]).await.status, 303);
    finish(&asha, &ticket, "training").await;
    let late = asha.post(&undo, &[("version", &version), ("at", "1005000"), ("sent", "1600000")]).await;
    assert!(late.status == 409 && late.says("It is too late to do that now."), "{late}");

    // Giving back is the same.
    let version = asha.json::<MyJobsPage>("/me.json").await.just_closed.unwrap().version.to_string();
    assert_eq!(asha.post(&undo, &[("version", &version)]).await.status, 303);
    let (give_back, take_back) =
        (format!("/me/jobs/{ticket}/release"), format!("/me/jobs/{ticket}/take-back"));
    assert_eq!(asha.post(&give_back, &[]).await.status, 303);
    let version = asha.json::<MyJobsPage>("/me.json").await.just_given_back.unwrap().version.to_string();
    assert_eq!(asha.post(&take_back, &[("version", &version)]).await.status, 303);
    assert_eq!(asha.post(&give_back, &[]).await.status, 303);
    let late = asha.post(&take_back, &[("version", &version)]).await;
    assert!(late.status == 409 && late.says("It is too late to do that now."), "{late}");
}
