//! Screens 4 to 6: shift, offers, the present job, place and alerts.

use domain::{Duty, Timestamp, ticket::Phase};
use leptos::prelude::*;

use crate::{
    components::{
        Tone, button, details, duty_tag, fact, facts, left, link_button, moment, notice, post, priority_tag,
        select, since, steps, waited,
    },
    islands::{Handset, LiveRegion},
    model::{AlertsHealth, Choice, JobCard, JustClosed, MyJobsPage, OfferCard, Shell, ShownPlace},
    shell::{Head, Life, document},
    words,
};

/// Wards offered as one-tap buttons; the rest are in a list.
const QUICK_WARDS: usize = 4;

#[component]
pub fn MyJobs(shell: Shell, page: MyJobsPage) -> impl IntoView {
    let head = Head { life: Life::Island("/me"), here: "My jobs", ..Head::still("My jobs") };
    let (now, sequence) = (page.now, page.sequence);
    let vapid_key = page.alerts.vapid_key.clone();
    let offers: Vec<_> = page.offers.iter().map(|offer| offer_card(offer, now)).collect();
    let idle = page.offers.is_empty() && page.job.is_none();
    let live = view! {
        <div id="live" data-now=now.as_millis() data-sequence=sequence>
        {page.just_closed.as_ref().filter(|closed| closed.undo_until > now).map(|closed| undo(closed, now))}
        {offers}
        {page.job.as_ref().map(|job| job_card(job, &page.tags, now))}
        {idle.then(|| empty(page.duty))}
        {shift(page.duty)}
        {whereabouts(page.place.as_ref(), &page.wards, now)}
        {alerts_health(&page.alerts)}
        </div>
    }
    .into_any();
    let content = view! {
            <h1 class="nhsuk-heading-l">"My jobs"</h1>
            {page.notice.as_deref().map(notice)}
            <LiveRegion address="/me".to_owned() now sequence as_at=String::new() can_pause=false/>
    {live}
            <Handset vapid_key/>
        };
    document(shell, head, content)
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
fn undo(closed: &JustClosed, now: Timestamp) -> AnyView {
    view! {
        <div class="app-notice app-undo" data-key=closed.ticket.clone()>
            <p>{format!("{} closed: {}. ", closed.code, closed.category)} {left(closed.undo_until, now)}</p>
            {post(Tone::Secondary, &format!("/me/jobs/{}/undo", closed.ticket), "Undo", None)}
        </div>
    }
    .into_any()
}

fn offer_card(offer: &OfferCard, now: Timestamp) -> AnyView {
    let action = |verb: &str| format!("/me/offers/{}/{verb}", offer.offer);
    let walk = offer.walk_minutes.map(|minutes| format!(" · about {minutes} min walk"));
    view! {
        <section class="app-card app-offer" data-key=offer.offer.clone() data-offer=offer.offer.clone()>
        <h2 class="nhsuk-heading-m">{offer.ward.clone()} " · " {offer.tag.clone()}</h2>
        <p class="app-offer__line">
            {priority_tag(offer.priority)} " " {words::sentence(offer.priority.in_words())} " · waiting "
            {waited(&offer.asked, now)} {walk}
        </p>
        {offer.note.clone().map(|note| view! { <p class="app-quote">{note}</p> })}
        <p class="app-muted">{offer.why.clone()}</p>
        <div class="app-offer__buttons">
            {post(Tone::Huge, &action("accept"), "Accept", None)}
            {post(Tone::Secondary, &action("decline"), "Can’t take it", None)}
        </div>
        <p class="app-offer__left">{left(offer.expires_at, now)}</p>
        </section>
    }
    .into_any()
}

/// The present job: one big next step, and ways out.
fn job_card(job: &JobCard, tags: &[Choice], now: Timestamp) -> AnyView {
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
        <section class="app-card app-job" aria-labelledby="job-title" data-key=job.ticket.clone()>
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
    .into_any()
}

/// Going on shift, on a break, off shift.
fn shift(duty: Duty) -> AnyView {
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
        .map(|(tone, duty, label)| post(*tone, "/me/shift", label, Some(("duty", *duty))))
        .collect();
    view! {
        <div class="app-shift">
            <p>"You are " {duty_tag(duty)}</p>
            <div class="app-actions">{forms}</div>
        </div>
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

/// Whether an alert would reach this person.
fn alerts_health(health: &AlertsHealth) -> AnyView {
    let test = || post(Tone::Secondary, "/me/alerts/test", "Test alerts", None);
    let line = match health {
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
            view! { <p>"Alerts not yet tested. Tap the test alert on this phone when it comes."</p> {test()} }
                .into_any()
        }
    };
    view! {
        <section class="app-alerts" aria-labelledby="alerts-title">
            <h2 class="nhsuk-heading-s" id="alerts-title">"Alerts"</h2>
            {line}
        </section>
    }
    .into_any()
}
