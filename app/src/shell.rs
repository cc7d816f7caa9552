//! The document around every page: head, header, navigation, footer.

use leptos::{nonce::use_nonce, prelude::*};
use texts::texts;

use crate::{
    components::{error_summary, notice, rich, written},
    model::{FieldError, Shell, SignedIn},
};

/// How a page changes after it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Life {
    /// It does not.
    Still,
    /// It does not, but the script fetches a part of it, or tells of what happens meanwhile.
    Aside,
    /// The script keeps it up to date. Without it, the page at this address is fetched again and again; none if forms are filled in
    /// on it.
    Followed(Option<String>),
    /// So is this one, until it goes back to where help is asked for; without script after so many seconds.
    Left(u64),
}

/// What a page says about itself.
#[derive(Debug, Clone)]
pub(crate) struct Head<'a> {
    pub(crate) title: String,
    pub(crate) errors: &'a [FieldError],
    pub(crate) life: Life,
    /// A table or a board rather than something to read.
    pub(crate) wide: bool,
    /// The address of the item of the navigation that this page is under.
    pub(crate) here: &'static str,
    /// Its forms are kept and sent later where there is no connection. Every page of somebody who is signed in sends what waits.
    pub(crate) keeps_taps: bool,
    /// There are sheets of paper on it, to be printed.
    pub(crate) prints: bool,
}

impl Head<'_> {
    /// A page to read or fill in.
    pub(crate) fn still(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            errors: &[],
            life: Life::Still,
            wide: false,
            here: "",
            keeps_taps: false,
            prints: false,
        }
    }
}

/// The whole document with `content` as its main part.
pub(crate) fn document(shell: Shell, head: Head<'_>, content: impl IntoView + 'static) -> AnyView {
    let Shell {
        trust,
        desk_phone,
        emergency_phone,
        assets,
        hospital_numbers,
        service_worker,
        rests_after,
        signed_in,
        demo,
    } = shell;
    let masks = (!hospital_numbers.is_empty()).then_some(hospital_numbers);
    let Head { title, errors, life, wide, here, keeps_taps, prints } = head;
    let title = escaped(&title);
    let title =
        if errors.is_empty() { texts().shell_title(title) } else { texts().shell_title_with_errors(title) };
    let summary = error_summary(errors);
    let follows = life != Life::Still;
    // Whoever is asked to help hears of it, on pages about something else too.
    let sounds = follows && here == paths::MY_JOBS;
    let shows_jobs = sounds && life != Life::Aside;
    // The address bar may show that of a form, which cannot be fetched.
    let again = match life {
        Life::Still | Life::Aside => None,
        Life::Followed(address) => address.map(|address| (10, address)),
        Life::Left(seconds) => Some((seconds, paths::HOME.to_owned())),
    };
    let person = signed_in.as_ref().map(|person| person.id.clone());
    let sends = keeps_taps || signed_in.is_some();
    // One sheet, where one will do: each is fetched over a connection of its own, and the page waits for it.
    let sheets = [Some(if signed_in.is_some() { "staff" } else { "elbow" }), prints.then_some("paper")]
        .map(|name| name.map(|name| sheet(&assets, name)));
    let wanted = [
        (true, "elbow"),
        (follows, "follow"),
        (sounds && !shows_jobs, "handset"),
        // With what is in `handset`.
        (shows_jobs, "jobs"),
        (prints, "paper"),
    ];
    let scripts = wanted.map(|(is_wanted, name)| is_wanted.then(|| script(&assets, name)));
    let unsent = sends.then(|| unsent(&desk_phone));
    let page_class = if wide { "app-page app-page--wide" } else { "app-page" };
    view! {
        <!DOCTYPE html>
        <html lang="en-GB">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#005eb8"/>
                <title inner_html=title></title>
                {sheets}
                <link rel="icon" href=paths::FAVICON type="image/svg+xml"/>
                <link rel="apple-touch-icon" href=paths::icon("icon-192.png")/>
                <link rel="manifest" href=paths::MANIFEST />
                {scripts}
                {again.map(|(seconds, address)| {
                    view! {
                        <noscript>
                            <meta http-equiv="refresh" content=format!("{seconds};url={address}")/>
                        </noscript>
                    }
                })}
            </head>
            <body
                class=page_class
                data-person=person
                data-masks=masks
                data-worker=(!service_worker).then_some("off")
                data-rests=rests_after.map(|seconds| seconds.to_string())
            >
                <a class="nhsuk-skip-link" href="#main">{texts().shell_skip()}</a>
                <header class="app-header">
                    {demo.then(|| view! { <p class="app-demo">{texts().shell_demo()}</p> })}
                    <div class="app-header__row">
                        <a class="app-header__name" href=paths::HOME>{mark()} <span>{texts().shell_elbow()}</span></a>
                        <span class="app-header__trust">{written(&trust)}</span>
                        {signed_in.map(|person| navigation(&person, here))}
                    </div>
                </header>
                <main class="app-main" id="main" tabindex="-1">{summary} {unsent} {content.into_any()}</main>
                <footer class="app-footer">
                    <p>{rich(|[phone]| texts().shell_ring_desk(phone), [phone(&desk_phone)])}</p>
                    <p>{rich(|[phone]| texts().shell_emergency(phone), [phone(&emergency_phone)])}</p>
                </footer>
            </body>
        </html>
    }
    .into_any()
}

/// Text for an element that holds nothing but text, `title` or `textarea`: there a browser shows the comments that
/// part the pieces of a page.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The notice of a page, in its one polite live region.
pub(crate) fn announcement(text: Option<&str>) -> AnyView {
    view! { <div role="status">{text.map(notice)}</div> }.into_any()
}

/// A number to ring, in one tap where the device can.
pub(crate) fn phone(number: &str) -> AnyView {
    let dialled: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    view! { <a class="app-phone" href=format!("tel:{dialled}")>{number.to_owned()}</a> }.into_any()
}

/// A text in which this number, if it is there, can be rung in one tap.
pub(crate) fn with_phone(text: &str, number: &str) -> AnyView {
    match text.split_once(number) {
        Some((before, after)) if !number.is_empty() => {
            view! { {before.to_owned()} {phone(number)} {after.to_owned()} }.into_any()
        }
        _ => text.to_owned().into_any(),
    }
}

/// Where the page's script says what has not been sent.
fn unsent(desk_phone: &str) -> impl IntoView + use<> {
    view! { <section class="app-unsent" id="unsent" role="alert" data-phone=desk_phone.to_owned() hidden></section> }
}

/// So many items of the menu have room on a phone.
const FEW: usize = 2;

fn navigation(person: &SignedIn, here: &'static str) -> AnyView {
    let t = texts();
    let all = [
        (person.responds, paths::MY_JOBS, t.shell_my_jobs()),
        (person.commands, paths::BOARD, t.shell_board()),
        (person.commands, paths::DESK_ASK, t.shell_ask_for_ward()),
        (person.commands, paths::KNOWN_ISSUES, t.shell_known_issues()),
        (person.commands, paths::GOLD, t.shell_gold()),
        (person.reads_decisions, paths::DECISIONS, t.shell_decisions()),
        (person.reads_decisions, paths::REPORTS, t.shell_reports()),
        (person.commands, paths::PACKS, t.shell_packs()),
        (person.analyses, paths::INSIGHT, t.shell_insight()),
        (person.commands, paths::REHEARSE, t.shell_rehearse()),
        (person.administers, paths::SETUP, t.shell_setup()),
        (person.configures, paths::ADMIN, t.shell_hospital()),
    ];
    let links: Vec<_> = all
        .into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, href, label)| {
            view! { <li><a href=href aria-current=(href == here).then_some("page")>{label}</a></li> }
        })
        .collect();
    let folds = links.len() > FEW;
    view! {
        {folds.then(|| view! { <details class="app-fold"><summary>{t.shell_menu()}</summary></details> })}
        <nav class="app-nav" aria-label=t.shell_menu()>
            <ul>{links}</ul>
            <form method="post" action=paths::SIGN_OUT data-forget="">
                <a class="app-nav__name" href=paths::ACCOUNT>{written(&person.name)}</a>
                <button class="app-nav__out">{t.shell_sign_out()}</button>
            </form>
        </nav>
    }
    .into_any()
}

fn sheet(assets: &str, name: &str) -> impl IntoView + use<> {
    view! { <link rel="stylesheet" href=format!("{assets}/{name}.css")/> }
}

/// Everything is readable, and can be tapped, before it has come.
fn script(assets: &str, name: &str) -> impl IntoView + use<> {
    view! { <script type="module" nonce=use_nonce() src=format!("{assets}/{name}.js") fetchpriority="low"></script> }
}

/// Our mark: an elbow in a circle.
fn mark() -> impl IntoView {
    view! {
        <svg class="app-mark" viewBox="0 0 32 32" aria-hidden="true" width="32" height="32">
            <circle cx="16" cy="16" r="16"/>
            <path d="M11 7v8a6 6 0 0 0 6 6h8"/>
        </svg>
    }
}
