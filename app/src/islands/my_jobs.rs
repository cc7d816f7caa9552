//! Screens 4 to 6: a responder's shift, place, offers and present job.

use domain::{Duty, Timestamp, ticket::Phase};
use leptos::prelude::*;

use super::Live;
use crate::{
    components::{
        Tone, button, details, duty_tag, facts, hidden, link_button, moment, notice, post, priority_tag,
        select, since, steps,
    },
    model::{AlertsHealth, Choice, JobCard, JustClosed, MyJobsPage, OfferCard, ShownPlace},
    words,
};

/// Wards offered as one-tap buttons; the rest are in a list.
const QUICK_WARDS: usize = 4;

#[cfg(feature = "hydrate")]
impl super::Snapshot for MyJobsPage {
    fn now(&self) -> Timestamp {
        self.now
    }

    fn sequence(&self) -> i64 {
        self.sequence
    }
}

#[island]
pub fn MyJobsLive(page: MyJobsPage) -> impl IntoView {
    let live = Live::new(page.now);
    let page = RwSignal::new(page);
    #[cfg(feature = "hydrate")]
    crate::browser::follow("/me.json", page, live, |before, now| {
        let known = |offer: &OfferCard| before.offers.iter().any(|old| old.offer == offer.offer);
        if !now.offers.iter().all(known) {
            crate::browser::call_attention();
        }
    });
    let duty = Memo::new(move |_| page.with(|page| page.duty));
    let said = Memo::new(move |_| page.with(|page| page.notice.clone()));
    let closed = Memo::new(move |_| page.with(|page| page.just_closed.clone()));
    let job = Memo::new(move |_| page.with(|page| page.job.clone().map(|job| (job, page.tags.clone()))));
    let place = Memo::new(move |_| page.with(|page| (page.place.clone(), page.wards.clone())));
    let idle = Memo::new(move |_| {
        page.with(|page| (page.offers.is_empty() && page.job.is_none()).then_some(page.duty))
    });
    view! {
        <div class="app-live app-me" class:app-live--old=move || live.is_old()>
            <div class="app-me__head">
                <h1 class="nhsuk-heading-l">"My jobs"</h1>
                {move || duty_tag(duty.get())}
            </div>
            <div role="status">
                <p class="app-live__state">{move || live.in_words()}</p>
                {move || said.with(|said| said.as_deref().map(notice))}
            </div>
            {move || closed.with(|closed| closed.as_ref().and_then(|closed| undo(closed, live.second.get())))}
            {offers(page, live)}
            {move || job.with(|job| job.as_ref().map(|(job, tags)| job_card(job, tags, live.now.get())))}
            {move || idle.get().map(empty)}
            {move || shift(duty.get(), live)}
            {sound_switch(live)}
            {move || place.with(|(place, wards)| whereabouts(place.as_ref(), wards, live.now.get()))}
            {alerts(page, live)}
        </div>
    }
}

fn empty(duty: Duty) -> AnyView {
    let words = match duty {
        Duty::OnShift => "No jobs for you now. You will hear a sound when one comes.",
        Duty::OnBreak => "You are on a break. Nobody sends you jobs.",
        Duty::OffShift => "You are off shift. Start your shift to get jobs.",
    };
    view! { <p class="app-empty">{words}</p> }.into_any()
}

/// The last ticket closed, while that can be taken back.
fn undo(closed: &JustClosed, second: Timestamp) -> Option<AnyView> {
    (closed.undo_until > second).then(|| {
        view! {
            <div class="app-notice app-undo">
                <p>
                    {format!("{} closed: {}. ", closed.code, closed.category)}
                    <span class="app-undo__left">{words::left(second, closed.undo_until)}</span>
                </p>
                {post(Tone::Secondary, &format!("/me/jobs/{}/undo", closed.ticket), "Undo", None)}
            </div>
        }
        .into_any()
    })
}

fn offers(page: RwSignal<MyJobsPage>, live: Live) -> AnyView {
    let ids =
        move || page.with(|page| page.offers.iter().map(|offer| offer.offer.clone()).collect::<Vec<_>>());
    let card = move |id: String| {
        let offer =
            Memo::new(move |_| page.with(|page| page.offers.iter().find(|offer| offer.offer == id).cloned()));
        view! {
            <section class="app-card app-offer">
                {move || offer.with(|offer| offer.as_ref().map(|offer| offer_card(offer, live)))}
            </section>
        }
        .into_any()
    };
    view! { <For each=ids key=String::clone children=card/> }.into_any()
}

fn offer_card(offer: &OfferCard, live: Live) -> AnyView {
    let action = |verb: &str| format!("/me/offers/{}/{verb}", offer.offer);
    let asked = offer.asked.at;
    let expires = offer.expires_at;
    let walk = offer.walk_minutes.map(|minutes| format!(" · about {minutes} min walk"));
    view! {
        <h2 class="nhsuk-heading-m">{offer.ward.clone()} " · " {offer.tag.clone()}</h2>
        <p class="app-offer__line">
            {priority_tag(offer.priority)} " " {words::sentence(offer.priority.in_words())} " · waiting "
            {move || words::lasted(live.now.get().since(asked))} {walk}
        </p>
        {offer.note.clone().map(|note| view! { <p class="app-quote">{note}</p> })}
        <p class="app-muted">{offer.why.clone()}</p>
        <div class="app-offer__buttons">
            {post(Tone::Huge, &action("accept"), "Accept", None)}
            {post(Tone::Secondary, &action("decline"), "Can’t take it", None)}
        </div>
        <p class="app-offer__left">{move || words::left(live.second.get(), expires)}</p>
    }
    .into_any()
}

/// The present job: one big next step, and ways out.
fn job_card(job: &JobCard, tags: &[Choice], now: Timestamp) -> AnyView {
    let path = format!("/me/jobs/{}", job.ticket);
    let with_them = job.phase == Phase::WithYou;
    let next = if with_them {
        link_button(Tone::Huge, &format!("{path}/finish"), "Done").into_any()
    } else {
        post(Tone::Huge, &format!("{path}/arrive"), "I am here", None)
    };
    let mut rows = vec![
        ("Asked", since(&job.asked, now)),
        (
            "How urgent",
            view! { {priority_tag(job.priority)} " " {words::sentence(job.priority.in_words())} }.into_any(),
        ),
    ];
    for (name, text) in [("Asked by", &job.asker), ("Note", &job.note)] {
        if let Some(text) = text {
            rows.push((name, text.clone().into_any()));
        }
    }
    let call = job.ward_phone.as_deref().map(|number| {
        link_button(
            Tone::Secondary,
            &format!("tel:{}", number.replace(' ', "")),
            &format!("Call ward {number}"),
        )
    });
    let someone_else = view! {
        <form method="post" action=format!("{path}/need-someone")>
            {select("tag", "Who knows", tags, "", None, &[])}
            {button(Tone::Secondary, "Ask for someone else")}
        </form>
    };
    view! {
        <section class="app-card app-job" aria-labelledby="job-title">
            <p class="nhsuk-caption-m">"Your job, code " {job.code.clone()}</p>
            <h2 class="nhsuk-heading-m" id="job-title">{job.ward.clone()} " · " {job.tag.clone()}</h2>
            {steps(&["On the way", "With them", "Done"], usize::from(with_them))}
            {next}
            {facts(rows)}
            <div class="app-actions">
                {call}
                {post(Tone::Secondary, &format!("{path}/release"), "Give back", None)}
            </div>
            {details("need-someone", "Need someone else", false, someone_else)}
        </section>
    }
    .into_any()
}

/// Going on shift, on a break, off shift. In the browser the tap also unlocks the sound, so the page stays.
fn shift(duty: Duty, live: Live) -> AnyView {
    let steps: &[(Tone, &str, &str)] = match duty {
        Duty::OffShift => &[(Tone::Huge, "on_shift", "Start shift")],
        Duty::OnShift => {
            &[(Tone::Secondary, "on_break", "Take a break"), (Tone::Secondary, "off_shift", "End shift")]
        }
        Duty::OnBreak => {
            &[(Tone::Huge, "on_shift", "Back from break"), (Tone::Secondary, "off_shift", "End shift")]
        }
    };
    let forms: Vec<_> = steps
        .iter()
        .map(|(tone, duty, label)| {
            let send = move |event: leptos::ev::SubmitEvent| {
                #[cfg(feature = "hydrate")]
                crate::browser::change_shift(&event, live);
                let _ = (&event, live);
            };
            view! {
                <form method="post" action="/me/shift" class="app-post" on:submit=send>
                    {hidden("duty", duty)}
                    {button(*tone, label)}
                </form>
            }
        })
        .collect();
    view! { <div class="app-actions app-shift">{forms}</div> }.into_any()
}

/// Shown while the browser keeps the page silent.
fn sound_switch(live: Live) -> AnyView {
    let muted = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    crate::browser::watch_sound(muted);
    let unlock = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::try_sound(muted);
    };
    view! {
        <p class="app-health" hidden=move || !(live.running.get() && muted.get())>
            <span>"Sound is off until you tap."</span>
            " "
            <button type="button" class="app-small" on:click=unlock>"Turn sound on"</button>
        </p>
    }
    .into_any()
}

fn whereabouts(place: Option<&ShownPlace>, wards: &[Choice], now: Timestamp) -> AnyView {
    let here = place.map(|place| place.ward_id.as_str()).unwrap_or_default();
    let line = match place {
        Some(place) if place.is_old => view! {
            <p>
                "You were on " <strong>{place.ward.clone()}</strong> " " {since(&place.since, now)}
                ". Where are you now?"
            </p>
        }
        .into_any(),
        Some(place) => view! {
            <p>"You are on " <strong>{place.ward.clone()}</strong> ", since " {moment(&place.since)} "."</p>
        }
        .into_any(),
        None => view! { <p>"We do not know where you are. Tell us, and we send you to what is near."</p> }
            .into_any(),
    };
    let quick: Vec<_> = wards
        .iter()
        .filter(|ward| ward.value != here)
        .take(QUICK_WARDS)
        .map(|ward| {
            view! { <button class="app-small" name="ward" value=ward.value.clone()>{ward.label.clone()}</button> }
        })
        .collect();
    let others = view! {
        <form method="post" action="/me/place">
            {select("ward", "Ward", wards, here, None, &[])}
            {button(Tone::Secondary, "I am here")}
        </form>
    };
    view! {
        <section class="app-place" aria-labelledby="place-title">
            <h2 class="nhsuk-heading-s" id="place-title">"Where I am"</h2>
            {line}
            <form method="post" action="/me/place" class="app-place__quick" aria-label="I am on">{quick}</form>
            {details("other-ward", "Somewhere else", false, others)}
        </section>
    }
    .into_any()
}

/// Whether an alert would reach this person, and the switch for this handset.
fn alerts(page: RwSignal<MyJobsPage>, live: Live) -> AnyView {
    let health = Memo::new(move |_| page.with(|page| page.alerts.clone()));
    let trouble = RwSignal::new(None::<String>);
    // Whether this very handset could be switched on; found out in the browser.
    let can_turn_on = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    crate::browser::check_alerts(health.get_untracked(), can_turn_on, trouble);
    let turn_on = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::turn_alerts_on(health.get_untracked(), can_turn_on, trouble);
    };
    view! {
        <section class="app-alerts" aria-labelledby="alerts-title">
            <h2 class="nhsuk-heading-s" id="alerts-title">"Alerts"</h2>
            {move || health.with(alerts_health)}
            <p class="app-warning" hidden=move || trouble.with(Option::is_none)>{move || trouble.get()}</p>
            <button
                type="button"
                class="nhsuk-button"
                hidden=move || !(live.running.get() && can_turn_on.get())
                on:click=turn_on
            >
                "Turn alerts on"
            </button>
        </section>
    }
    .into_any()
}

fn alerts_health(health: &AlertsHealth) -> AnyView {
    let test = || post(Tone::Secondary, "/me/alerts/test", "Test alerts", None);
    match health {
        AlertsHealth { vapid_key: None, .. } => {
            view! { <p>"This server sends no alerts. Keep this page open: it makes a sound."</p> }.into_any()
        }
        AlertsHealth { subscribed: false, .. } => {
            view! { <p>"Alerts are off. Only this page tells you about a job."</p> }.into_any()
        }
        AlertsHealth { tested: Some(when), .. } => {
            view! { <p>"Alerts working, tested " {moment(when)} "."</p> {test()} }.into_any()
        }
        AlertsHealth { tested: None, .. } => {
            view! { <p>"Alerts are on but not tested."</p> {test()} }.into_any()
        }
    }
}
