//! Pages as a browser gets them.

use app::{
    model::{Choice, FieldError, Moment, Shell},
    render::to_html,
    screens::{
        ask::{self, AskForm, AskPage},
        problem::{self, ProblemPage},
        sign_in::{self, LandingPage, PinPage},
        waiting::{self, WaitingPage},
    },
};
use domain::{Priority, Timestamp, ticket::Phase};
use leptos::{nonce::Nonce, prelude::*};
use page::Page;

fn shell() -> Shell {
    Shell {
        trust: "Sampleshire Hospitals".to_owned(),
        desk_phone: "4444".to_owned(),
        emergency_phone: "2222".to_owned(),
        assets: "/pkg/build".to_owned(),
        hospital_numbers: String::new(),
        service_worker: true,
        rests_after: None,
        signed_in: None,
        demo: false,
    }
}

fn error(field: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: format!("Something is wrong with {field}") }
}

fn ask() -> AskPage {
    AskPage {
        now: Moment { at: Timestamp::from_millis(1_795_171_327_000), clock: "18:52".to_owned() },
        ward_name: "Ward 7".to_owned(),
        action: "/ask".to_owned(),
        tags: [("epma", "ePMA"), ("other", "Something else")]
            .map(|(value, label)| Choice { value: value.to_owned(), label: label.to_owned() })
            .to_vec(),
        wards: Vec::new(),
        computer: None,
        form: AskForm { key: "key".to_owned(), ..AskForm::default() },
        errors: Vec::new(),
        warnings: Vec::new(),
        here: None,
        asked: Vec::new(),
        issues: Vec::new(),
        words: Vec::new(),
        message: None,
        notice: None,
    }
}

fn render_ask(page: AskPage) -> String {
    to_html(Nonce::new(), || view! { <ask::Ask shell=shell() page/> })
}

fn waiting(phase: Phase) -> WaitingPage {
    WaitingPage {
        secret: "secret".to_owned(),
        ask_again: Some("/".to_owned()),
        now: Timestamp::from_millis(1_795_171_327_000),
        code: "K7P".to_owned(),
        version: 1,
        sequence: 1,
        ward_name: "Ward 7".to_owned(),
        tag: "ePMA".to_owned(),
        is_for_anyone: false,
        priority: Priority::P3,
        phase,
        holder: matches!(phase, Phase::OnTheWay | Phase::WithYou).then(|| "Aisha Example".to_owned()),
        expected: Some(Moment { at: Timestamp::from_millis(1_795_171_507_000), clock: "18:55".to_owned() }),
        asked_people: 0,
        shortfall: None,
        nobody_there: false,
        escalated: false,
        instead_of: None,
        may_lower: true,
        can_say_not_solved: false,
        held: None,
        thought_fixed: false,
        issue: None,
        words: Vec::new(),
        sorted: None,
        leaves_after: None,
        cancelled_by_command_centre: false,
        stuck: None,
        asker: None,
        spot: None,
        note: None,
        notice: None,
        timeline: Vec::new(),
    }
}

fn render_waiting(page: WaitingPage) -> String {
    to_html(Nonce::new(), || view! { <waiting::Waiting shell=shell() page/> })
}

/// The request's page, as whoever asked reads it.
fn read_waiting(page: WaitingPage) -> Page {
    Page::read(&render_waiting(page))
}

#[test]
fn asking_loads_no_wasm_and_nothing_from_elsewhere() {
    let html = render_ask(ask());
    assert!(html.starts_with("<!DOCTYPE html>"), "{html}");
    for absent in ["wasm", "app.js", "leptos-island", "http://", "https://", " style=", "onclick"] {
        assert!(!html.contains(absent), "{absent} in {html}");
    }
}

#[test]
fn every_script_carries_the_nonce() {
    let nonce = Nonce::new();
    let wanted = format!("script[nonce=\"{nonce}\"]");
    let page = Page::read(&to_html(nonce, || view! { <ask::Ask shell=shell() page=ask()/> }));
    assert!(page.has("script"));
    assert_eq!(page.count("script"), page.count(&wanted));
}

#[test]
fn a_nurse_who_only_chooses_what_it_is_about_has_answered_everything() {
    let page = Page::read(&render_ask(ask()));
    assert_eq!(page.all("input[checked]", "value"), ["can_work_around", "not_affected"]);
}

#[test]
fn what_was_typed_is_kept_and_each_error_leads_to_its_field() {
    let mut page = ask();
    page.form.note = "grey & </textarea><script>".to_owned();
    page.form.tag = "epma".to_owned();
    page.errors = ["tag", "stuck", "patient", "asker", "note"].map(error).to_vec();
    let page = Page::read(&render_ask(page));
    assert!(page.title().starts_with("Error: "), "{}", page.title());
    assert_eq!(page.field("note").as_deref(), Some("grey & </textarea><script>"), "{page}");
    for field in ["tag", "stuck", "patient", "asker", "note"] {
        // "change", beside the button, leads to the first of the two questions.
        let links = if field == "stuck" { 2 } else { 1 };
        assert_eq!(page.count(&format!("[href=\"#{field}\"]")), links, "{field}");
        assert_eq!(page.count(&format!("#{field}")), 1, "{field}");
        assert_eq!(page.count(&format!("#{field}-error")), 1, "{field}");
    }
}

#[test]
fn the_ways_in_link_their_errors_too() {
    let landing = LandingPage { errors: vec![error("code")] };
    let html = to_html(Nonce::new(), || view! { <sign_in::Landing shell=shell() page=landing/> });
    let page = Page::read(&html);
    assert!(page.leads_to("#code") && page.has("#code"), "{page}");
    let pin = PinPage {
        name: "Sam Example".to_owned(),
        is_new: true,
        action: "/enrol/pin".to_owned(),
        duty: None,
        grant: Some("grant".to_owned()),
        errors: vec![error("pin"), error("pin_again")],
    };
    let html = to_html(Nonce::new(), || view! { <sign_in::Pin shell=shell() page=pin/> });
    let page = Page::read(&html);
    assert!(page.has("#pin") && page.has("#pin_again"), "{page}");
}

#[test]
fn a_waiting_page_says_who_comes_and_loads_no_wasm() {
    let html = render_waiting(waiting(Phase::OnTheWay));
    let page = Page::read(&html);
    assert_eq!(page.heading(), "Aisha Example is on the way");
    assert!(page.says("Expected by 18:55. Stay where you are if you can."), "{page}");
    assert!(
        page.has(r#"[data-begins="1795171507000"][hidden]"#),
        "what is true later comes by itself: {html}"
    );
    assert!(page.has(r#"[data-follow="/r/secret/events"]"#), "{html}");
    assert!(page.has(r#"[http-equiv="refresh"]"#), "{html}");
    assert!(!html.contains("wasm"), "{html}");
}

#[test]
fn a_withdrawn_request_says_so_once_in_its_heading_and_offers_no_way_to_cancel() {
    let page = read_waiting(waiting(Phase::Withdrawn));
    assert!(page.title().contains("You cancelled this request"), "{}", page.title());
    assert_eq!(page.heading(), "You cancelled this request");
    assert_eq!(page.times("You cancelled this request"), 1, "{page}");
    assert!(!page.actions().iter().any(|action| action.ends_with("/withdraw")), "{page}");
}

#[test]
fn there_is_one_polite_live_region_a_page() {
    for page in [read_waiting(waiting(Phase::Offered)), read_waiting(waiting(Phase::WithYou))] {
        assert_eq!(page.count(r#"[role="status"]"#) + page.count("[aria-live]"), 1, "{page}");
    }
}

#[test]
fn every_page_says_what_to_ring_in_an_emergency() {
    for html in [render_ask(ask()), render_waiting(waiting(Phase::Waiting))] {
        let page = Page::read(&html);
        assert!(page.says("In a clinical emergency ring") && page.leads_to("tel:2222"), "{page}");
    }
}

#[test]
fn a_page_has_no_marker_of_the_framework_and_ends_with_the_document() {
    for html in [render_ask(ask()), render_waiting(waiting(Phase::OnTheWay))] {
        assert!(!html.contains("<!>") && !html.contains("<!--"), "{html}");
        assert!(html.ends_with("</html>"), "{html}");
    }
}

#[test]
fn a_request_about_something_else_waits_for_someone_to_help_and_not_for_someone_who_knows_it() {
    assert!(read_waiting(waiting(Phase::Offered)).says("Looking for someone who knows ePMA"));
    let page =
        WaitingPage { tag: "Something else".to_owned(), is_for_anyone: true, ..waiting(Phase::Offered) };
    let page = read_waiting(page);
    assert!(page.says("Looking for someone to help") && !page.says("who knows"), "{page}");
}

#[test]
fn what_will_be_sent_stands_beside_the_button() {
    let page = Page::read(&render_ask(ask()));
    let bar = page.part(".app-ask__send");
    for (id, words) in [("stuck-2", "Can work around it"), ("patient", "a patient could come to harm")] {
        assert!(page.has(&format!("#{id}")), "{id}: {page}");
        assert_eq!(bar.texts(&format!("[data-said=\"{id}\"]")), [words], "{bar}");
    }
    assert!(bar.leads_to("#stuck"), "{bar}");
}

#[test]
fn a_request_with_a_patient_in_danger_says_whom_to_ring_first_and_what_was_chosen() {
    let calm = read_waiting(waiting(Phase::Waiting));
    assert!(!calm.says("in danger now"), "{calm}");
    let page = read_waiting(WaitingPage { priority: Priority::P1, ..waiting(Phase::Waiting) });
    assert!(page.says("Is a patient in danger now? Ring 2222 first"), "{page}");
    assert_eq!(page.part("main").link("2222").as_deref(), Some("tel:2222"), "{page}");
    assert!(page.says("a patient could come to harm") && !page.says("are is stopped"), "{page}");
}

#[test]
fn no_step_of_a_request_puts_one_button_where_another_was() {
    for phase in [Phase::Waiting, Phase::Offered, Phase::OnTheWay] {
        let page = read_waiting(waiting(phase));
        let kept = page.texts(".app-actions > .app-actions__kept").pop();
        assert_eq!(kept.is_none(), phase == Phase::OnTheWay, "what is no button keeps its place: {page}");
        let first = kept.unwrap_or_else(|| "They are here".to_owned());
        let steps = [&*first, "Ask for something else", "I’m OK now – cancel", "Has it got worse?"];
        assert!(page.says_in_order(&steps), "{phase:?}: {page}");
    }
}

#[test]
fn the_next_nurse_at_this_computer_can_ask_while_a_request_is_open() {
    for phase in [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou, Phase::Resolved] {
        let page = read_waiting(waiting(phase));
        assert_eq!(page.times("Ask for something else"), 1, "{phase:?}: {page}");
    }
}

#[test]
fn a_page_about_a_problem_names_each_number_once() {
    let page = ProblemPage {
        title: "Page not found".to_owned(),
        what_happened: "There is no page at this address.".to_owned(),
        is_my_request_safe: None,
        what_to_do: "If you need help now, ring the desk on 4444.".to_owned(),
        way_on: None,
        reference: None,
        keeps_taps: false,
    };
    let html = to_html(Nonce::new(), || view! { <problem::Problem shell=shell() page/> });
    let main = Page::read(&html).part("main");
    assert_eq!(main.times("4444"), 1, "{main}");
    assert_eq!(main.link("4444").as_deref(), Some("tel:4444"), "{main}");
}
