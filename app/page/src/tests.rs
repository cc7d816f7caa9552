use super::Page;

const ASK: &str = r##"<!DOCTYPE html><html><head><title>Error: Get EPR help</title><script src="/pkg/1/follow.js"></script><style>.a { content: "styled" }</style></head>
<body data-follow="/r/1/events"><h1>Get EPR   help –
<bdi>Ward 7</bdi></h1>
<ul><li><a href="#note">Remove it. </a></li><li><a href="/r/1">Change<span class="hidden"> details of</span> K7P</a></li></ul>
<form action="/ask"><input type="hidden" name="key" value="k1">
<p id="note-error"><span>Error:</span> Remove it.</p><textarea name="note">grey &amp; &lt;blank&gt;
since ten</textarea>
<input type="radio" name="tag" value="epma"><input type="radio" name="tag" value="other" checked>
<input type="checkbox" name="note_checked" value="yes">
<select name="ward"><option value="">Choose</option><option value="W07" selected>Ward 7</option></select>
<button>I need help</button><button formaction="/cancel">Cancel</button></form>
<button form="away">Leave</button><form id="away" action="/sign-out"></form><button>Stop</button>
<table><tr><td data-label="Total">7</td></tr></table><dl><dt>Asked</dt><dd>1</dd></dl><p hidden>They should be with you by now.</p>
<script>const words = "scripted";</script><noscript><p>Turn on script</p></noscript></body></html>"##;

#[test]
fn it_says_what_can_be_read_with_one_space_wherever_there_is_any() {
    let page = Page::read(ASK);
    assert!(page.says("Get EPR help – Ward 7"), "{page}");
    assert!(page.says("Change details of\n K7P"), "{page}");
    assert!(page.says("Error: Remove it."), "{page}");
    assert!(page.says("Asked 1") && page.says("Turn on script"), "{page}");
    assert_eq!(page.times("Remove it."), 2, "{page}");
    assert_eq!(
        (page.title().as_str(), page.heading().as_str()),
        ("Error: Get EPR help", "Get EPR help – Ward 7")
    );
    assert!(page.says_in_order(&["Ward 7", "Change", "I need help"]));
    assert!(!page.says_in_order(&["I need help", "Change"]));
    assert!(!page.says_in_order(&["Stop", "Stop"]), "it is there once");
}

#[test]
fn it_does_not_say_what_nobody_reads() {
    let page = Page::read(ASK);
    for unread in ["They should be", "scripted", "styled", "epma", "Error: Get EPR"] {
        assert!(!page.says(unread), "{unread}: {page}");
    }
}

#[test]
#[should_panic(expected = "nothing that a page says")]
fn it_is_not_asked_whether_it_says_an_address() {
    Page::read(ASK).says("/ask");
}

#[test]
fn links_and_buttons_are_found_by_their_words() {
    let page = Page::read(ASK);
    assert_eq!(page.link("details of K7P").as_deref(), Some("/r/1"));
    assert_eq!(page.link("I need help"), None, "that is a button");
    assert!(page.leads_to("#note") && !page.leads_to("/ask"));
    assert_eq!(page.button("I need help").as_deref(), Some("/ask"));
    assert_eq!(page.button("Cancel").as_deref(), Some("/cancel"));
    assert_eq!(page.button("Leave").as_deref(), Some("/sign-out"));
    assert_eq!(page.button("Stop").as_deref(), Some(""));
    assert_eq!(page.button("Change"), None, "that is a link");
    assert_eq!(page.actions(), ["/ask", "/cancel", "/sign-out"]);
    assert!(page.posts_to("/cancel") && !page.posts_to("/r/1"));
}

#[test]
fn fields_have_what_would_be_sent() {
    let page = Page::read(ASK);
    for (name, value) in
        [("key", Some("k1")), ("tag", Some("other")), ("ward", Some("W07")), ("note_checked", None)]
    {
        assert_eq!(page.field(name).as_deref(), value, "{name}");
        assert!(page.has_field(name), "{name}");
    }
    assert_eq!(page.field("note").as_deref(), Some("grey & <blank>\nsince ten"));
    assert!(!page.has_field("asker") && page.field("asker").is_none());
    assert_eq!(page.error_at("note").as_deref(), Some("Error: Remove it."));
    assert_eq!(page.error_at("tag"), None);
    let choices = page.choices("ward");
    assert_eq!(choices.last(), Some(&("W07".to_owned(), "Ward 7".to_owned())));
    assert_eq!(page.figure("Asked").as_deref(), Some("1"));
}

#[test]
#[should_panic(expected = "nothing is #nothing")]
fn a_part_that_is_not_there_is_no_empty_page() {
    let _ = Page::read(ASK).part("#nothing");
}

#[test]
fn styles_and_scripts_are_asked_for_by_selector() {
    let page = Page::read(ASK);
    assert_eq!(page.all("body", "data-follow"), ["/r/1/events"]);
    assert_eq!(page.texts("li"), ["Remove it.", "Change details of K7P"]);
    assert_eq!(page.part("ul").text(), "Remove it. Change details of K7P");
    assert_eq!(page.parts("li").len(), 2);
    assert_eq!(page.part("tr").figure("Total").as_deref(), Some("7"));
    assert!(page.loads("/follow.js") && !page.loads("/handset.js"));
    assert!(page.has("noscript > p") && page.has("p[hidden]") && page.count("li") == 2);
}
