//! Screens 4 to 6: what comes to a responder by itself, offers and the present job.

use domain::{Duty, Timestamp, ticket::Phase};
use leptos::prelude::*;

use super::Live;
use crate::{
    components::{
        Erase, Tone, button, details, fact, facts, link_button, notice, post, priority_tag, select, since,
        steps,
    },
    model::{AlertsHealth, Choice, JobCard, JustClosed, MyJobsPage, OfferCard},
    words,
};

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
        // What stands around the island is the server's to show.
        if (before.duty, &before.place, &before.alerts) != (now.duty, &now.place, &now.alerts) {
            crate::browser::reload();
        }
        let known = |offer: &OfferCard| before.offers.iter().any(|old| old.offer == offer.offer);
        if !now.offers.iter().all(known) {
            crate::browser::call_attention();
        }
    });
    let said = move || page.with(|page| page.notice.as_deref().map(notice));
    let closed = move || {
        page.with(|page| page.just_closed.as_ref().and_then(|closed| undo(closed, live.second.get())))
    };
    let job =
        move || page.with(|page| page.job.as_ref().map(|job| job_card(job, &page.tags, live.now.get())));
    let idle =
        move || page.with(|page| (page.offers.is_empty() && page.job.is_none()).then(|| empty(page.duty)));
    view! {
        <div class="app-live" class:app-live--old=move || live.is_old()>
            <div role="status">
                <p class="app-live__state">{move || live.in_words()}</p>
                {said}
            </div>
            {closed}
            {offers(page, live)}
            {job}
            {idle}
            {sound_switch(live)}
            {alerts_switch(page.with_untracked(|page| page.alerts.clone()), live)}
        </div>
    }
}

fn empty(duty: Duty) -> impl IntoView + use<> {
    let words = match duty {
        Duty::OnShift => "No jobs for you now. You will hear a sound when one comes.",
        Duty::OnBreak => "You are on a break. Nobody sends you jobs.",
        Duty::OffShift => "You are off shift. Start your shift to get jobs.",
    };
    view! { <p class="app-empty">{words}</p> }.erase()
}

/// The last ticket closed, while that can be taken back.
fn undo(closed: &JustClosed, second: Timestamp) -> Option<impl IntoView + use<>> {
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
        .erase()
    })
}

fn offers(page: RwSignal<MyJobsPage>, live: Live) -> impl IntoView {
    let ids =
        move || page.with(|page| page.offers.iter().map(|offer| offer.offer.clone()).collect::<Vec<_>>());
    let card = move |id: String| {
        let card = move || {
            page.with(|page| {
                page.offers.iter().find(|offer| offer.offer == id).map(|offer| offer_card(offer, live))
            })
        };
        view! { <section class="app-card app-offer">{card}</section> }.erase()
    };
    view! { <For each=ids key=String::clone children=card/> }.erase()
}

fn offer_card(offer: &OfferCard, live: Live) -> impl IntoView + use<> {
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
    .erase()
}

/// The present job: one big next step, and ways out.
fn job_card(job: &JobCard, tags: &[Choice], now: Timestamp) -> impl IntoView + use<> {
    let path = format!("/me/jobs/{}", job.ticket);
    let with_them = job.phase == Phase::WithYou;
    let done = with_them.then(|| link_button(Tone::Huge, &format!("{path}/finish"), "Done"));
    let arrive = (!with_them).then(|| post(Tone::Huge, &format!("{path}/arrive"), "I am here", None));
    let urgency = view! { {priority_tag(job.priority)} " " {words::sentence(job.priority.in_words())} };
    let rows = view! {
        {fact("Asked", since(&job.asked, now))}
        {fact("How urgent", urgency)}
        {job.asker.clone().map(|asker| fact("Asked by", asker))}
        {job.note.clone().map(|note| fact("Note", note))}
    };
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
            {done}
            {arrive}
            {facts(rows)}
            <div class="app-actions">
                {call}
                {post(Tone::Secondary, &format!("{path}/release"), "Give back", None)}
            </div>
            {details("need-someone", "Need someone else", false, someone_else)}
        </section>
    }
    .erase()
}

/// Shown while the browser keeps the page silent.
fn sound_switch(live: Live) -> impl IntoView {
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
    .erase()
}

/// Turns alerts on for this handset. Shown only where that could be done: the browser finds out.
fn alerts_switch(health: AlertsHealth, live: Live) -> impl IntoView {
    let trouble = RwSignal::new(None::<String>);
    let can_turn_on = RwSignal::new(false);
    let health = StoredValue::new(health);
    #[cfg(feature = "hydrate")]
    crate::browser::check_alerts(health.get_value(), can_turn_on, trouble);
    let turn_on = move |_| {
        #[cfg(feature = "hydrate")]
        crate::browser::turn_alerts_on(health.get_value(), can_turn_on, trouble);
        #[cfg(not(feature = "hydrate"))]
        let _ = health;
    };
    view! {
        <p class="app-warning" hidden=move || trouble.with(Option::is_none)>{move || trouble.get()}</p>
        <button
            type="button"
            class="nhsuk-button"
            hidden=move || !(live.running.get() && can_turn_on.get())
            on:click=turn_on
        >
            "Turn alerts on"
        </button>
    }
    .erase()
}
