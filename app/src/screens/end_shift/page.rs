//! The end of a shift: who has the job in hand from now on, and whether the session ends too.

use leptos::prelude::*;
use texts::texts;

use super::{EndShiftPage, MakesRoom};
use crate::{
    components::{Tone, button, fact, facts, hidden, link_button, select, written},
    model::{Choice, Shell},
    screens::my_jobs::JobCard,
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn EndShift(shell: Shell, page: EndShiftPage) -> impl IntoView {
    let EndShiftPage { signs_out, job, asked, people, makes_room, notice } = page;
    let t = texts();
    let name = makes_room.as_ref().map(|room| isolated(&room.name).into_owned());
    let title = match (&name, signs_out, &job) {
        (Some(name), ..) => t.end_shift_title_of(name),
        (None, true, _) => t.end_shift_title_on_shift(),
        (None, false, Some(_)) => t.end_shift_title_with_job(),
        (None, false, None) => t.end_shift_title(),
    };
    let head = Head { here: paths::MY_JOBS, ..Head::still(title.clone()) };
    let end = if signs_out { t.end_shift_and_sign_out() } else { t.shared_end_shift() };
    let why = match &name {
        Some(name) => Some(t.end_shift_why_of(name)),
        None => signs_out.then(|| t.end_shift_why()),
    };
    let asked = asked.map(|asked| match &name {
        Some(name) => t.end_shift_asked_of(name, asked),
        None => t.end_shift_asked(asked),
    });
    let stay = match &name {
        Some(name) => t.end_shift_stay_of(name),
        None if signs_out => t.end_shift_stay_signed_in(),
        None => t.end_shift_stay(),
    };
    let ending = Ending { signs_out, makes_room: makes_room.as_ref() };
    let content = view! {
        {name.is_none().then(|| view! { <a class="app-back" href=paths::MY_JOBS>{texts().shared_back_to_my_jobs()}</a> })}
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        {why.map(|why| view! { <p>{why}</p> })}
        {asked.map(|asked| view! { <p>{asked}</p> })}
        {match job {
            Some(job) => with_job(ending, name.as_deref(), job, &people),
            None => form(ending, Some("pool"), view! { {button(Tone::Primary, &end)} }.into_any()),
        }}
        {link_button(Tone::Secondary, paths::MY_JOBS, &stay)}
    };
    document(shell, head, content)
}

/// What else ends with the shift.
#[derive(Clone, Copy)]
struct Ending<'a> {
    signs_out: bool,
    makes_room: Option<&'a MakesRoom>,
}

fn with_job(ending: Ending<'_>, name: Option<&str>, job: JobCard, people: &[Choice]) -> AnyView {
    let Ending { signs_out, .. } = ending;
    let t = texts();
    let still = match name {
        Some(name) => t.end_shift_with_job_of(name),
        None => t.end_shift_with_job(),
    };
    let (hand_over, give_back) = if signs_out {
        (t.end_shift_hand_over_and_sign_out(), t.end_shift_give_back_and_sign_out())
    } else {
        (t.end_shift_hand_over_now(), t.end_shift_give_back())
    };
    let named = if people.is_empty() {
        view! { <p>{t.end_shift_nobody_free()}</p> }.into_any()
    } else {
        let fields = view! {
            {select("hand_over", &t.end_shift_hand_over(), people, "", None, &[])}
            {button(Tone::Primary, &hand_over)}
        };
        form(ending, None, fields.into_any())
    };
    let back = view! { {button(Tone::Secondary, &give_back)} };
    view! {
        <p>{still}</p>
        {facts(view! {
            {fact(&t.shared_where(), written(&job.ward))}
            {fact(&t.shared_about(), written(&job.tag))}
            {fact(&t.shared_code(), job.code)}
        })}
        <h2 class="nhsuk-heading-m">{t.end_shift_colleague()}</h2>
        {named}
        <h2 class="nhsuk-heading-m">{t.end_shift_nearest()}</h2>
        <p>{t.end_shift_nearest_then()}</p>
        {form(ending, Some("pool"), back.into_any())}
    }
    .into_any()
}

/// The session, and what the browser keeps with it, ends only once the server has said that it may.
fn form(ending: Ending<'_>, hand_over: Option<&str>, fields: AnyView) -> AnyView {
    let Ending { signs_out, makes_room } = ending;
    let (action, name, value) =
        if signs_out { (paths::SIGN_OUT, "end_shift", "yes") } else { (paths::SHIFT, "duty", "off_shift") };
    view! {
        <form method="post" action=action data-forget=signs_out.then_some("")>
            {hidden(name, value)}
            {makes_room.map(|room| hidden("next", &room.next))}
            {hand_over.map(|hand_over| hidden("hand_over", hand_over))}
            {fields}
        </form>
    }
    .into_any()
}
