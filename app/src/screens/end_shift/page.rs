//! The end of a shift: who has the job in hand from now on, and whether the session ends too.

use leptos::prelude::*;

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
    let name = makes_room.as_ref().map(|room| isolated(&room.name).into_owned());
    let title = match (&name, signs_out, &job) {
        (Some(name), ..) => format!("{name} is on shift here"),
        (None, true, _) => "You are on shift".to_owned(),
        (None, false, Some(_)) => "Who will take over your job?".to_owned(),
        (None, false, None) => "End your shift?".to_owned(),
    };
    let head = Head { here: "My jobs", ..Head::still(title.clone()) };
    let end = if signs_out { "end shift and sign out" } else { "end shift" };
    let why = match &name {
        Some(name) => Some(format!(
            "Before somebody else can use this browser, {name} has to be signed out. No job can reach {name} then, so \
             the shift of {name} ends too."
        )),
        None => signs_out
            .then(|| "Once you sign out, no job can reach you, so your shift will end too.".to_owned()),
    };
    let asked = asked.map(|asked| match &name {
        Some(name) => format!("{name} is being asked to help: {asked}. Someone else will be asked instead."),
        None => format!("You are being asked to help: {asked}. Someone else will be asked instead."),
    });
    let stay = match &name {
        Some(name) => format!("Leave {name} signed in"),
        None if signs_out => "Stay signed in".to_owned(),
        None => "Stay on shift".to_owned(),
    };
    let ending = Ending { signs_out, makes_room: makes_room.as_ref() };
    let content = view! {
        {name.is_none().then(|| view! { <a class="app-back" href=paths::MY_JOBS>"Back to my jobs"</a> })}
        <h1 class="nhsuk-heading-l">{title}</h1>
        {announcement(notice.as_deref())}
        {why.map(|why| view! { <p>{why}</p> })}
        {asked.map(|asked| view! { <p>{asked}</p> })}
        {match job {
            Some(job) => with_job(ending, name.as_deref(), job, &people),
            None => form(ending, Some("pool"), view! { {button(Tone::Primary, &sentence(end))} }.into_any()),
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
    let still = match name {
        Some(name) => format!("{name} still has a job. Someone is waiting for help."),
        None => "You still have a job. Someone is waiting for you.".to_owned(),
    };
    let named = if people.is_empty() {
        view! { <p>"No one else on shift is free right now."</p> }.into_any()
    } else {
        let fields = view! {
            {select("hand_over", "Hand over to", people, "", None, &[])}
            {button(Tone::Primary, if signs_out { "Hand over, end shift and sign out" } else { "Hand over and end shift" })}
        };
        form(ending, None, fields.into_any())
    };
    let give_back = if signs_out { "Give back, end shift and sign out" } else { "Give back and end shift" };
    let back = view! { {button(Tone::Secondary, give_back)} };
    view! {
        <p>{still}</p>
        {facts(view! {
            {fact("Where", written(&job.ward))}
            {fact("About", written(&job.tag))}
            {fact("Code", job.code)}
        })}
        <h2 class="nhsuk-heading-m">"Hand over to a colleague"</h2>
        {named}
        <h2 class="nhsuk-heading-m">"Whoever is nearest"</h2>
        <p>"Elbow will look for someone, as if the request were new. It keeps its place in the queue."</p>
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

/// As the label of a button.
fn sentence(words: &str) -> String {
    crate::words::sentence(words)
}
