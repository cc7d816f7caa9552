//! Asking, in two taps.

use domain::priority::Stuck;
use leptos::prelude::*;
use texts::texts;

use super::{AskForm, AskIssue, AskPage, AskedAlreadyPage, AskedRequest, Here, WardComputer};
use crate::{
    components::{
        Guard, TextInput, Tiles, Tone, button, desk_words, details, error_for, hidden, link_button, moment,
        note, rich, select, spot, summed_up, text_input, tiles, tiles_with, written,
    },
    model::{Choice, FieldError, Moment, Shell},
    screens::my_jobs::JobStep,
    shell::{Head, Life, announcement, document, phone},
    words::{self, isolated},
};

#[component]
pub fn Ask(shell: Shell, page: AskPage) -> impl IntoView {
    let AskPage {
        ward_name,
        action,
        tags,
        wards,
        computer,
        form,
        errors,
        warnings,
        here: scanned,
        asked,
        now,
        issues,
        words,
        message,
        notice,
    } = page;
    let at_desk = !wards.is_empty();
    let heading = match ward_name.as_str() {
        "" => texts().shell_ask_for_ward(),
        name => texts().ask_title(isolated(name)),
    };
    let choose_ward = at_desk.then(|| {
        let unset = texts().shared_choose_ward();
        select("ward", &texts().ask_which_ward(), &wards, &form.ward, Some(&unset), &errors)
    });
    let about = tiles_with(
        Tiles {
            name: "tag",
            legend: &texts().shared_what_is_it_about(),
            choices: &tags,
            chosen: &form.tag,
            class: "",
        },
        &errors,
        |tag| known(tag, &issues),
    );
    let emergency = emergency(&shell);
    let here = if at_desk { paths::DESK_ASK } else { "" };
    let life = if asked.is_empty() { Life::Still } else { Life::Aside };
    let summary = summed_up(&errors, &warnings);
    let head = Head { errors: &summary, here, keeps_taps: true, life, ..Head::still(heading.clone()) };
    let about_place = isolated(&ward_name).into_owned();
    let elsewhere = computer.as_ref().filter(|computer| computer.is_elsewhere);
    let send = match elsewhere {
        _ if at_desk => texts().ask_send_for_ward(),
        Some(_) => texts().ask_send_elsewhere(about_place.as_str()),
        None => texts().ask_send(),
    };
    let content = view! {
        {scanned.map(|here| i_am_here(&ward_name, &here))}
        {(!asked.is_empty()).then(|| asked_before(&asked, &action, &now))}
        <h1 class="nhsuk-heading-l">{heading}</h1>
        {announcement(notice.as_deref())}
        {desk_words(&words)}
        {message.as_deref().map(|message| view! { <p class="app-notice">{written(message)}</p> })}
        {elsewhere.map(|computer| for_another_ward(&ward_name, computer))}
        <form method="post" action=action class="app-ask" data-asks="" data-tap=about_place novalidate>
            {(!issues.is_empty()).then(enter)}
            {hidden("key", &form.key)}
            {(!at_desk && !form.ward.is_empty()).then(|| hidden("ward", &form.ward))}
            {choose_ward}
            {about}
            {urgency(&form, at_desk, &errors)}
            {more(&form, at_desk, &errors, &warnings)}
            {(!at_desk).then(|| change_place(&ward_name, computer.as_ref(), &shell.desk_phone))}
            <div class="app-ask__send">
                {(!at_desk).then(said)}
                {button(Tone::Huge, &send)}
                <p class="app-ask__emergency">{emergency}</p>
            </div>
        </form>
    };
    document(shell, head, content)
}

/// Whoever presses Enter sends the request: the first button of a form is what that means.
fn enter() -> AnyView {
    view! { <button class="nhsuk-u-visually-hidden" tabindex="-1" aria-hidden="true">{texts().ask_send()}</button> }.into_any()
}

/// What is known of a tag, before somebody is sent. The style sheet shows it while the tag is chosen, and not where a patient could come
/// to harm. Both answers are one tap, as asking is.
fn known(tag: &str, issues: &[AskIssue]) -> Option<AnyView> {
    let t = texts();
    let of_tag: Vec<_> = issues
        .iter()
        .filter(|issue| issue.tag == tag)
        .map(|issue| {
            let since = issue.since.clock.as_str();
            let when = match &issue.next_word {
                Some(next) => t.ask_issue_since_and_next(since, next.clock.as_str()),
                None => t.ask_issue_since(since),
            };
            let id = format!("issue-{}", issue.id);
            let named = id.clone();
            view! {
                <div class="app-known__one" role="group" aria-labelledby=named>
                    <p class="app-known__title" id=id>{written(&issue.title)}</p>
                    <p>{t.ask_issue_do()} " " {written(&issue.workaround)}</p>
                    <p class="app-muted">{when}</p>
                    <div class="app-known__answers">
                        <button class="nhsuk-button nhsuk-button--secondary" name="sorted" value=issue.id.clone()>
                            {t.ask_issue_sorted()}
                        </button>
                        <button class="nhsuk-button nhsuk-button--secondary" name="still_need" value=issue.id.clone()>
                            {t.ask_issue_still_need()}
                        </button>
                    </div>
                    <p class="app-ask__said app-muted">{t.ask_issue_sends()} " " {chosen()}</p>
                </div>
            }
        })
        .collect();
    (!of_tag.is_empty()).then(|| {
        view! {
            <div class="app-known">
                <p class="app-known__head">{t.ask_issue_known()}</p>
                {of_tag}
            </div>
        }
        .into_any()
    })
}

/// The answers to "How stuck?": what is sent, as whoever asks says it, and as it is said about them.
fn stuck_answers() -> [(&'static str, String, String); 3] {
    [
        (Stuck::CannotGoOn, texts().ask_cannot_go_on()),
        (Stuck::CanWorkAround, texts().ask_can_work_around()),
        (Stuck::JustAsking, texts().ask_just_asking()),
    ]
    .map(|(stuck, own)| (stuck.as_str(), own, words::stuck(stuck)))
}

/// The answers to "Is a patient affected?": what is sent, the answer, and the same as part of a sentence.
fn patient_answers() -> [(&'static str, String, String); 3] {
    let t = texts();
    [
        ("could_come_to_harm", t.ask_patient_harm(), t.shared_patient_harm_within()),
        ("waiting", t.shared_patient_waits(), t.shared_patient_waits_within()),
        ("not_affected", t.ask_patient_no(), t.shared_patient_none_within()),
    ]
}

/// The answers that are chosen, as they are said about whoever asks; the style sheet shows those.
fn chosen() -> AnyView {
    let part = |name: &str, place: usize, words: String| {
        let id = if place == 0 { name.to_owned() } else { format!("{name}-{}", place + 1) };
        view! { <span data-said=id>{words}</span> }
    };
    let parts = |name: &'static str, answers: [(&str, String, String); 3]| -> Vec<_> {
        (0..).zip(answers).map(|(place, (.., words))| part(name, place, words)).collect()
    };
    view! { {parts("stuck", stuck_answers())} " · " {parts("patient", patient_answers())} }.into_any()
}

/// What will be sent, beside the button that sends it. The style sheet shows the one that is chosen, so it is true without
/// script too; where style sheets cannot tell, it says what is sent if nothing else is chosen.
fn said() -> AnyView {
    let change = view! {
        <a href="#stuck">
            {texts().ask_change()} <span class="nhsuk-u-visually-hidden">{texts().ask_change_what()}</span>
        </a>
    };
    view! {
        <p class="app-ask__usual">{texts().ask_usual(words::within(&words::stuck(Stuck::CanWorkAround)), texts().shared_patient_none_within())}</p>
        <p class="app-ask__said">
            {chosen()} " – " {change}
        </p>
    }
    .into_any()
}

/// Two plain questions, already answered the usual way, so that asking is two taps. A lead who logs what somebody says on the
/// phone has to ask them.
fn urgency(form: &AskForm, at_desk: bool, errors: &[FieldError]) -> AnyView {
    let choice = |value: &str, label| Choice { value: value.to_owned(), label };
    let stuck = stuck_answers().map(|(value, own, about)| choice(value, if at_desk { about } else { own }));
    let patient = patient_answers().map(|(value, answer, _)| choice(value, answer));
    let how_stuck = if at_desk { texts().ask_how_stuck_are_they() } else { texts().ask_how_stuck_are_you() };
    let or = |given: &str, usual: &'static str| {
        if given.is_empty() && !at_desk { usual } else { given }.to_owned()
    };
    let stuck_now = or(&form.stuck, "can_work_around");
    let patient_now = or(&form.patient, "not_affected");
    view! {
        <div class="app-ask__urgency">
        {tiles(
            Tiles { name: "stuck", legend: &how_stuck, choices: &stuck, chosen: &stuck_now, class: "app-tiles--row" },
            errors,
        )}
        {tiles(
            Tiles {
                name: "patient",
                legend: &texts().ask_patient(),
                choices: &patient,
                chosen: &patient_now,
                class: "app-tiles--row",
            },
            errors,
        )}
        </div>
    }
    .into_any()
}

/// What may be told but need not be.
fn more(form: &AskForm, at_desk: bool, errors: &[FieldError], warnings: &[FieldError]) -> AnyView {
    let needs_a_look = !warnings.is_empty()
        || !form.spot.is_empty()
        || !form.asker.is_empty()
        || !form.note.is_empty()
        || ["spot", "asker", "note"].iter().any(|field| error_for(errors, field).is_some());
    let (label, summary) = if at_desk {
        (texts().ask_their_name(), texts().ask_more_of_theirs())
    } else {
        (texts().ask_your_name(), texts().ask_more_of_yours())
    };
    let asker = TextInput {
        value: &form.asker,
        max_length: Some(60),
        guard: Some(Guard::of_name(warnings)),
        ..TextInput::new("asker", &label)
    };
    let content = view! {
        {spot(&form.spot, errors, warnings)}
        {text_input(asker, errors)}
        {note(&texts().ask_note(), &form.note, errors, warnings)}
    };
    details("more", &summary, needs_a_look, content).into_any()
}

fn emergency(shell: &Shell) -> AnyView {
    rich(|[phone]| texts().ask_emergency(phone), [phone(&shell.emergency_phone)])
}

/// Nobody who comes to this computer next may miss it.
fn for_another_ward(ward: &str, computer: &WardComputer) -> AnyView {
    let own = &computer.ward_name;
    let say = rich(
        |[own, ward]| texts().ask_place_is_elsewhere(own, ward),
        [written(own), view! { <strong>{written(ward)}</strong> }.into_any()],
    );
    view! {
        <div class="app-warning">
            <p>{say}</p>
            <p><a href=paths::HOME>{texts().ask_place_back(isolated(own))}</a></p>
        </div>
    }
    .into_any()
}

fn change_place(ward: &str, computer: Option<&WardComputer>, desk: &str) -> AnyView {
    let comes = if computer.is_some() {
        let find = view! { <p><a href=paths::ASK_PLACE>{texts().ask_place_choose()}</a></p> };
        let comes = rich(|[ward]| texts().ask_place_help_comes_to(ward), [written(ward)]);
        view! { <p>{comes}</p> {find} }.into_any()
    } else {
        let say = |[ward, phone]: [&'static str; 2]| texts().ask_place_help_comes(ward, phone);
        view! { <p>{rich(say, [written(ward), phone(desk)])}</p> }.into_any()
    };
    let content = view! {
        {comes}
        <p>{texts().ask_place_room()}</p>
    };
    details("place", &texts().ask_place(isolated(ward)), false, content).into_any()
}

/// A responder scans the poster to say where they are.
fn i_am_here(ward: &str, here: &Here) -> AnyView {
    let t = texts();
    let say = match here {
        Here::Place { ward_id } => view! {
            <form method="post" action=paths::PLACE class="app-post">
                {hidden("ward", ward_id)}
                {button(Tone::Secondary, &t.ask_i_am_here())}
            </form>
        }
        .into_any(),
        Here::Job { ticket, version, code } => view! {
            <p>{t.ask_here_for_job(code.as_str())}</p>
            <form method="post" action=paths::job_step(ticket, &JobStep::Arrive) class="app-post">
                {hidden("version", &version.to_string())}
                {button(Tone::Primary, &t.ask_i_am_here())}
            </form>
        }
        .into_any(),
        Here::SignIn => view! { <p><a href=paths::SIGN_IN>{t.ask_here_sign_in()}</a></p> }.into_any(),
    };
    view! {
        <section class="app-card" aria-labelledby="here-title">
            <h2 class="nhsuk-heading-s" id="here-title">{t.ask_are_you_at(isolated(ward))}</h2>
            {say}
        </section>
    }
    .into_any()
}

/// What this browser asked; nobody else's.
fn asked_before(asked: &[AskedRequest], page: &str, now: &Moment) -> AnyView {
    let items: Vec<_> = asked
        .iter()
        .map(|request| {
            let elsewhere = request.elsewhere.as_deref().map(|ward| view! { " · " {written(ward)} });
            view! {
                <li>
                    <a href=request.href.clone()>
                        <strong>{request.code.clone()}</strong>
                        " · " {written(&request.tag)} {elsewhere} " · " {stands(request)}
                    </a>
                    <span class="app-muted">{whose(request)}</span>
                </li>
            }
        })
        .collect();
    // The address of an enrolled device's form shows no page.
    let page = if page == paths::ASK { paths::HOME } else { page }.to_owned();
    view! {
        <section class="app-open" id="open" data-renew=page aria-labelledby="open-title">
            <h2 class="nhsuk-heading-s" id="open-title">{texts().ask_from_this_device()}</h2>
            <p class="app-muted">{rich(|[time]| texts().shared_as_at(time), [moment(now)])}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

/// By what somebody tells their own from a colleague's.
fn whose(request: &AskedRequest) -> String {
    match &request.asker {
        Some(asker) => texts().ask_asked_by(isolated(asker), request.ago.as_str()),
        None => texts().ask_asked(request.ago.as_str()),
    }
}

fn stands(request: &AskedRequest) -> String {
    match request {
        _ if request.is_held => texts().waiting_on_hold(),
        _ if request.thought_fixed => texts().waiting_thought_fixed(),
        _ => words::stands(request.phase, request.holder.as_deref()),
    }
}

/// Before a second request about the same is made: one tap more, and only then.
#[component]
pub fn AskedAlready(shell: Shell, page: AskedAlreadyPage) -> impl IntoView {
    let AskedAlreadyPage { ward_name, action, form, asked } = page;
    let ward = isolated(&ward_name).into_owned();
    let heading =
        texts().ask_already(ward.as_str(), isolated(&asked.tag), asked.ago.as_str(), asked.code.as_str());
    let checked: Vec<_> = form.checked.iter().map(|tick| hidden(tick, "yes")).collect();
    let emergency = emergency(&shell);
    let head = Head { keeps_taps: true, ..Head::still(heading.clone()) };
    let content = view! {
        <h1 class="nhsuk-heading-l">{heading}</h1>
        <p class="nhsuk-body-l">{texts().ask_already_stands(stands(&asked))}</p>
        <p>{texts().ask_already_question()}</p>
        <div class="app-actions">
            {link_button(Tone::Primary, &asked.href, &texts().ask_already_yes())}
            <form method="post" action=action class="app-post" data-asks="" data-tap=ward novalidate>
                {hidden("key", &form.key)}
                {(!form.ward.is_empty()).then(|| hidden("ward", &form.ward))}
                {hidden("tag", &form.tag)}
                {hidden("stuck", &form.stuck)}
                {hidden("patient", &form.patient)}
                {hidden("spot", &form.spot)}
                {hidden("asker", &form.asker)}
                {hidden("note", &form.note)}
                {(!form.still_need.is_empty()).then(|| hidden("still_need", &form.still_need))}
                {checked}
                {hidden("another", "yes")}
                {button(Tone::Secondary, &texts().ask_already_no())}
            </form>
        </div>
        <p>{emergency}</p>
    };
    document(shell, head, content)
}
