//! My jobs: what is to be done now, and how things stand in one line that unfolds.

use domain::{Duty, Timestamp, ZoneMode, ticket::Phase};
use leptos::prelude::*;
use texts::texts;

use super::{
    AlertsHealth, ClosedJob, JobCard, JobStep, JustClosed, JustGivenBack, MyJobsPage, News, OfferAnswer,
    OfferCard, ShownPlace, ShownZone,
};
use crate::{
    components::{
        Tap, Tone, button, category_tiles, desk_words, details, fact, facts, hidden, left, link_button,
        live_head, moment, notice, post, priority_tag, rich, select, since, steps, waited, written,
    },
    model::{Choice, Shell},
    screens::known_issues::ShownIssue,
    shell::{Head, Life, document},
    words::{self, isolated},
};

/// Wards offered as one-tap buttons; the rest are in a list.
const QUICK_WARDS: usize = 4;

#[component]
pub fn MyJobs(shell: Shell, page: MyJobsPage) -> impl IntoView {
    let head = Head {
        life: Life::Followed(Some(paths::MY_JOBS.to_owned())),
        here: paths::MY_JOBS,
        keeps_taps: true,
        ..Head::still(texts().shell_my_jobs())
    };
    let (now, sequence) = (page.now, page.sequence);
    let vapid_key = page.alerts.vapid_key.clone();
    let offers: Vec<_> = page.offers.iter().map(|offer| offer_card(offer, now)).collect();
    let idle = page.offers.is_empty() && page.job.is_none();
    let is_placed = page.place.as_ref().is_some_and(|place| !place.is_old);
    let asks_place = idle && page.duty == Duty::OnShift && !is_placed;
    let next_steps = next_steps(&page.categories);
    let live = view! {
        <div id="live" data-now=now.as_millis() data-sequence=sequence>
        {page.news.iter().map(|told| news(told, now)).collect::<Vec<_>>()}
        {desk_words(&page.words)}
        {page.just_closed.as_ref().filter(|closed| closed.undo_until > now).map(|closed| undo(closed, now))}
        {page.just_given_back.as_ref().filter(|given| given.undo_until > now).map(|given| undo_giving_back(given, now))}
        {offers}
        {page.job.as_ref().map(|job| job_card(job, &page.tags, now))}
        {handset(vapid_key)}
        {idle.then(|| empty(page.duty, &page.alerts))}
        {shift(page.duty, page.job.as_ref())}
        {asks_place.then(|| whereabouts(page.place.as_ref(), &page.wards, now))}
        {status(&page, asks_place)}
        {(page.duty != Duty::OffShift).then(|| link_button(Tone::Secondary, paths::HELPED, &texts().helped_title()))}
        {(!page.closed.is_empty()).then(|| closed(&page.closed))}
        {(page.duty == Duty::OffShift).then(hand_back)}
        </div>
    }
    .into_any();
    let content = view! {
            <h1 class="nhsuk-heading-l">{texts().shell_my_jobs()}</h1>
            {page.notice.as_deref().map(notice)}
            {live_head(paths::EVENTS, paths::MY_JOBS, paths::MY_JOBS, String::new(), false)}
    {live}
            {next_steps}
            <p class="app-health" id="install" hidden></p>
        };
    document(shell, head, content)
}

/// What only the device in the hand can do: sound, and alerts while no page is open. The page's script shows what there is to switch;
/// an offer or a job comes first.
/// `vapid_key`: to subscribe with; none if the server sends no alerts.
fn handset(vapid_key: Option<String>) -> AnyView {
    let alerts = vapid_key.map(|key| {
        view! {
            <div id="alerts-switch" data-vapid=key>
                <p class="app-warning" hidden></p>
                <button type="button" class="nhsuk-button" hidden>{texts().my_jobs_alerts_on()}</button>
            </div>
        }
    });
    view! {
        <div id="handset" data-own="">
            <p class="app-health" id="sound" hidden>
                {texts().my_jobs_sound_off()} " "
                <button type="button" class="app-small">{texts().my_jobs_sound_on()}</button>
            </p>
            {alerts}
        </div>
    }
    .into_any()
}

/// What ended without a tap of their own.
fn news(news: &News, now: Timestamp) -> AnyView {
    let sounds = news.sounds.then(|| news.key.clone());
    let undo = news.declined.as_ref().filter(|declined| declined.undo_until > now).map(|declined| {
        let undo = Tap::new(paths::offer_answer(&declined.offer, &OfferAnswer::Undo), &declined.code);
        view! {
            <div class="app-undo" data-ends=declined.undo_until.as_millis()>
                {undo.button(Tone::Secondary, &texts().my_jobs_undo(), None)}
                <p>{left(declined.undo_until, now)}</p>
            </div>
        }
    });
    view! {
        <div class="app-notice" data-key=news.key.clone() data-sounds=sounds data-ends=news.until.as_millis()>
            <p>{news.words.clone()}</p>
            {undo}
        </div>
    }
    .into_any()
}

/// Whether the page may sound, the page says itself.
fn empty(duty: Duty, alerts: &AlertsHealth) -> AnyView {
    let words = match duty {
        Duty::OnShift if alerts.subscribed => texts().my_jobs_none(),
        Duty::OnShift => texts().my_jobs_none_alerts_off(),
        Duty::OnBreak => texts().my_jobs_none_on_break(),
        Duty::OffShift => texts().my_jobs_none_off_shift(),
    };
    view! { <p class="app-empty" tabindex="-1">{words}</p> }.into_any()
}

/// The last ticket closed, while that can be taken back.
fn undo(closed: &JustClosed, now: Timestamp) -> AnyView {
    let said = rich(
        |[left]| texts().my_jobs_closed(closed.code.as_str(), isolated(&closed.category), left),
        [left(closed.undo_until, now)],
    );
    let undo = Tap::new(paths::job_step(&closed.ticket, &JobStep::Undo), &closed.code)
        .on(&closed.ticket, closed.version);
    view! {
        <div class="app-notice app-undo" data-key=closed.ticket.clone() data-ends=closed.undo_until.as_millis()>
            <p tabindex="-1">{said}</p>
            {undo.button(Tone::Secondary, &texts().my_jobs_undo(), None)}
        </div>
    }
    .into_any()
}

/// The job that was given back, while it can be had again.
fn undo_giving_back(given: &JustGivenBack, now: Timestamp) -> AnyView {
    let (code, ward) = (given.code.as_str(), isolated(&given.ward));
    let about = texts().my_jobs_code_at_ward(code, ward.as_ref());
    let undo =
        Tap::new(paths::job_step(&given.ticket, &JobStep::TakeBack), &about).on(&given.ticket, given.version);
    let say = |[left]: [&'static str; 1]| match &given.needs {
        Some(tag) => texts().my_jobs_waits_again(code, ward, isolated(tag), left),
        None => texts().my_jobs_gave_back(code, ward, left),
    };
    view! {
        <div class="app-notice app-undo" data-key=given.ticket.clone() data-ends=given.undo_until.as_millis()>
            <p data-heading="" tabindex="-1">{rich(say, [left(given.undo_until, now)])}</p>
            {undo.button(Tone::Secondary, &texts().my_jobs_undo(), None)}
        </div>
    }
    .into_any()
}

/// What was closed lately. Whoever has more to say about it may; nobody has to.
fn closed(jobs: &[ClosedJob]) -> AnyView {
    let mut jobs: Vec<_> = jobs
        .iter()
        .map(|job| {
            let code = job.code.as_str();
            let link = if job.has_details {
                texts().my_jobs_change_details(code)
            } else {
                texts().my_jobs_add_details(code)
            };
            view! {
                <li>
                    <a href=paths::details(&job.ticket)>{link}</a>
                    <span>{written(&job.ward)} " · " {written(&job.tag)} ", " {moment(&job.closed)}</span>
                </li>
            }
        })
        .collect();
    let earlier = jobs.split_off(1.min(jobs.len()));
    let earlier = (!earlier.is_empty()).then(|| {
        details("closed-earlier", &texts().my_jobs_closed_earlier(), false, view! { <ul>{earlier}</ul> })
    });
    view! {
        <section class="app-open" aria-labelledby="closed-title">
            <h2 class="nhsuk-heading-s" id="closed-title">{texts().my_jobs_just_closed()}</h2>
            <ul>{jobs}</ul>
            {earlier}
        </section>
    }
    .into_any()
}

fn offer_card(offer: &OfferCard, now: Timestamp) -> AnyView {
    let about = about(&offer.ward, &offer.tag);
    let button = |answer: OfferAnswer, tone, label: &str| {
        let action = paths::offer_answer(&offer.offer, &answer);
        Tap::new(action, &about).on(&offer.ticket, offer.version).button(tone, label, None)
    };
    let urgency = words::urgency(offer.priority, offer.stuck);
    let line = rich(
        |[priority, waited]| texts().my_jobs_offer(priority, urgency, waited),
        [priority_tag(offer.priority), waited(&offer.asked, now)],
    );
    view! {
        <section class="app-card app-offer" data-key=offer.offer.clone() data-offer=offer.offer.clone() data-sounds=offer.offer.clone()>
        <h2 class="nhsuk-heading-m" tabindex="-1">{written(&offer.ward)} " · " {written(&offer.tag)}</h2>
        {where_to(offer.spot.as_deref(), offer.location.as_deref(), offer.walk_minutes)}
        <p class="app-offer__line">{line}</p>
        {offer.note.as_deref().map(|note| view! { <p class="app-quote">{written(note)}</p> })}
        <div class="app-offer__buttons">
            {button(OfferAnswer::Accept, Tone::Huge, &texts().my_jobs_accept())}
            {button(OfferAnswer::Decline, Tone::Secondary, &texts().my_jobs_cannot_take_it())}
        </div>
        <p class="app-offer__left">{left(offer.expires_at, now)}</p>
        <p class="app-muted">{offer.why.clone()}</p>
        {known_issues(&offer.offer, &offer.issues)}
        </section>
    }
    .into_any()
}

/// `Ward 7 · ePMA`, beside a tap.
fn about(ward: &str, tag: &str) -> String {
    format!("{} · {}", isolated(ward), isolated(tag))
}

/// `Bay 4`, and `North building, level 3 · about 2 min walk`.
fn where_to(spot: Option<&str>, location: Option<&str>, walk_minutes: Option<u16>) -> AnyView {
    let walk = walk_minutes.map(|minutes| texts().shared_walk(minutes.max(1)));
    let way: Vec<String> = location.map(str::to_owned).into_iter().chain(walk).collect();
    view! {
        {spot.map(|spot| view! { <p class="app-spot">{written(spot)}</p> })}
        {(!way.is_empty()).then(|| view! { <p>{way.join(" · ")}</p> })}
    }
    .into_any()
}

/// What is known to be wrong about the same thing, folded; `card`: the id of whose card it is on.
fn known_issues(card: &str, issues: &[ShownIssue]) -> Option<AnyView> {
    if issues.is_empty() {
        return None;
    }
    let summary = texts().my_jobs_known_issues(issues.len());
    let issues: Vec<_> = issues
        .iter()
        .map(|issue| view! { <dt>{written(&issue.title)}</dt> <dd>{written(&issue.workaround)}</dd> })
        .collect();
    Some(details(format!("issues-{card}"), &summary, false, view! { <dl class="app-issues">{issues}</dl> }))
}

/// The present job: one big next step, and ways out.
///
/// The next step is never where the last one was, so that a second tap on it does not go on by itself: "Done" comes after
/// the facts, which stand where "I am here" stood. What gives the job away is opened first.
fn job_card(job: &JobCard, tags: &[Choice], now: Timestamp) -> AnyView {
    let with_them = job.phase == Phase::WithYou;
    let done =
        with_them.then(|| link_button(Tone::Huge, &paths::finish(&job.ticket), &texts().my_jobs_done()));
    let about = about(&job.ward, &job.tag);
    let sounds = job.news.as_ref().map(|news| format!("sent {} {news}", job.ticket));
    let tap = |address| Tap::new(address, &about).on(&job.ticket, job.version);
    let step = |step: JobStep| tap(paths::job_step(&job.ticket, &step));
    let arrive =
        (!with_them).then(|| step(JobStep::Arrive).button(Tone::Huge, &texts().my_jobs_i_am_here(), None));
    let not_there = job.not_there_until.filter(|until| with_them && *until > now).map(|until| {
        let undo = step(JobStep::NotThere).button(Tone::Secondary, &texts().my_jobs_not_there(), None);
        view! { <div data-ends=until.as_millis()>{undo}</div> }
    });
    let urgency = view! { {priority_tag(job.priority)} " " {words::urgency(job.priority, job.stuck)} };
    let t = texts();
    let rows = view! {
        {fact(&t.shared_asked(), since(&job.asked, now))}
        {fact(&t.shared_how_urgent(), urgency)}
        {job.asker.as_deref().map(|asker| fact(&t.shared_asked_by(), written(asker)))}
    };
    let call = job.ward_phone.as_deref().map(|number| {
        link_button(
            Tone::Secondary,
            &format!("tel:{}", number.replace(' ', "")),
            &t.my_jobs_call_ward(number),
        )
    });
    let someone_else = tap(paths::need_someone(&job.ticket)).form(view! {
        {select("tag", &t.my_jobs_need_someone_what(), tags, "", None, &[])}
        <p>{t.my_jobs_need_someone_then()}</p>
        {button(Tone::Secondary, &t.my_jobs_ask_for_someone())}
    });
    let give_back = view! {
        <p>{t.my_jobs_give_back_then()}</p>
        {step(JobStep::Release).button(Tone::Warning, &t.my_jobs_give_back_now(), None)}
    };
    let stages = [words::phase(Phase::OnTheWay), words::phase(Phase::WithYou), t.my_jobs_done()];
    view! {
        <section class="app-card app-job" aria-labelledby="job-title" data-key=job.ticket.clone() data-sounds=sounds>
            <p class="nhsuk-caption-m">{t.my_jobs_job(job.code.as_str())}</p>
            <h2 class="nhsuk-heading-m" id="job-title" tabindex="-1">{written(&job.ward)} " · " {written(&job.tag)}</h2>
            {job.news.as_deref().map(notice)}
            {where_to(job.spot.as_deref(), job.location.as_deref(), job.walk_minutes)}
            {job.note.as_deref().map(|note| view! { <p class="app-quote">{written(note)}</p> })}
            {steps(&stages, usize::from(with_them))}
            {arrive}
            {facts(rows)}
            {done}
            {not_there}
            {known_issues(&job.ticket, &job.issues)}
            {call}
            {details(format!("need-someone-{}", job.ticket), &t.my_jobs_need_someone(), false, someone_else)}
            {details(format!("give-back-{}", job.ticket), &t.my_jobs_give_back(), false, give_back)}
        </section>
    }
    .into_any()
}

/// Stands in an address for the ticket that is not known yet: the page’s script puts it there.
const LATER: &str = "TICKET";

/// What comes after a tap that has not been sent yet: the page's script takes a copy for the ticket it is about.
fn next_steps(categories: &[Choice]) -> AnyView {
    let finish =
        Tap::new(paths::finish(LATER), "").class("app-choices").form(category_tiles(categories, None));
    view! {
        <template id="next-steps">
            {Tap::new(paths::job_step(LATER, &JobStep::Arrive), "").button(Tone::Huge, &texts().my_jobs_i_am_here(), None)}
            {finish}
        </template>
    }
    .into_any()
}

/// Going on shift, and back from a break: the one thing to do then.
fn shift(duty: Duty, job: Option<&JobCard>) -> Option<AnyView> {
    let t = texts();
    let (tone, label) = match duty {
        Duty::OnShift => return None,
        Duty::OffShift => (Tone::Huge, t.my_jobs_start_shift()),
        Duty::OnBreak if job.is_some() => (Tone::Secondary, t.my_jobs_end_break()),
        Duty::OnBreak => (Tone::Huge, t.my_jobs_end_break()),
    };
    let still = job.filter(|_| duty == Duty::OnBreak).map(|job| {
        view! { <p>{t.my_jobs_on_break_with_job(job.code.as_str())}</p> }
    });
    let begin = Tap::new(paths::SHIFT, "").button(tone, &label, Some(("duty", "on_shift")));
    Some(view! { {still} {begin} }.into_any())
}

/// Shift, place and alerts: one line, and what can be done about them once it is opened.
fn status(page: &MyJobsPage, asks_place: bool) -> AnyView {
    let t = texts();
    let alerts = match &page.alerts {
        AlertsHealth { vapid_key: None, .. } | AlertsHealth { subscribed: false, .. } => {
            t.my_jobs_status_alerts_off()
        }
        AlertsHealth { tested: Some(_), .. } => t.my_jobs_status_alerts_work(),
        AlertsHealth { tested: None, .. } => t.my_jobs_status_alerts_not_tested(),
    };
    let place = match &page.place {
        Some(place) if !place.is_old => t.my_jobs_status_at(isolated(&place.ward)),
        Some(place) => t.my_jobs_status_was_at(isolated(&place.ward)),
        None => t.my_jobs_status_place_unknown(),
    };
    let line = match page.duty {
        Duty::OnShift => t.my_jobs_status_on_shift(place, alerts),
        Duty::OnBreak => t.my_jobs_status_on_break(place, alerts),
        Duty::OffShift => t.my_jobs_status_off_shift(alerts),
    };
    // The end of a shift asks where the job in hand goes: not without a connection.
    let end = post(Tone::Secondary, paths::SHIFT, &t.shared_end_shift(), Some(("duty", "off_shift")));
    let pause = || {
        let sent = Some(("duty", "on_break"));
        Tap::new(paths::SHIFT, "").button(Tone::Secondary, &t.my_jobs_take_break(), sent)
    };
    let is_on_shift = page.duty == Duty::OnShift;
    let duty = (page.duty != Duty::OffShift).then(|| {
        // A button that is on its way becomes no other one.
        let key = if is_on_shift { "on_shift" } else { "on_break" };
        view! { <div class="app-actions" data-key=key>{is_on_shift.then(pause)} {end}</div> }
    });
    let content = view! {
        {duty}
        {(!asks_place).then(|| whereabouts(page.place.as_ref(), &page.wards, page.now))}
        {page.zone.as_ref().map(zone)}
        {alerts_health(&page.alerts)}
    };
    view! { <div class="app-status" data-key="standing">{details("standing", &line, false, content)}</div> }
        .into_any()
}

fn whereabouts(place: Option<&ShownPlace>, wards: &[Choice], now: Timestamp) -> AnyView {
    let here = place.map(|place| place.ward_id.as_str()).unwrap_or_default();
    let ward = |place: &ShownPlace| view! { <strong>{written(&place.ward)}</strong> }.into_any();
    let line = match place {
        Some(place) if place.is_old => rich(
            |[ward, ago]| texts().my_jobs_you_were_at(ward, ago),
            [ward(place), since(&place.since, now)],
        ),
        Some(place) => {
            rich(|[ward, time]| texts().my_jobs_you_are_at(ward, time), [ward(place), moment(&place.since)])
        }
        None => texts().my_jobs_place_unknown().into_any(),
    };
    let quick: Vec<_> = wards
        .iter()
        .filter(|ward| ward.value != here)
        .take(QUICK_WARDS)
        .map(|ward| {
            view! { <button class="app-small" name="ward" value=ward.value.clone()>{written(&ward.label)}</button> }
        })
        .collect();
    let about = texts().my_jobs_about_place();
    let others = Tap::new(paths::PLACE, &about).form(view! {
        {select("ward", &texts().my_jobs_ward(), wards, here, None, &[])}
        {button(Tone::Secondary, &texts().my_jobs_set_place())}
    });
    let quick = Tap::new(paths::PLACE, &about).class("app-place__quick").form(quick);
    view! {
        <section class="app-place" aria-labelledby="place-title" data-key="place">
            <h2 class="nhsuk-heading-s" id="place-title">{texts().my_jobs_place()}</h2>
            <p>{line}</p>
            {quick}
            {details("other-ward", &texts().my_jobs_elsewhere(), false, others)}
        </section>
    }
    .into_any()
}

/// Where this person may be sent.
fn zone(zone: &ShownZone) -> AnyView {
    let modes =
        ZoneMode::ALL.map(|mode| Choice { value: mode.as_str().to_owned(), label: words::zone_mode(mode) });
    let form = Tap::new(paths::ZONE, &texts().my_jobs_about_zone()).form(view! {
        {hidden("seen", zone.mode.as_str())}
        {select("mode", &texts().my_jobs_zone_where(), &modes, zone.mode.as_str(), None, &[])}
        {button(Tone::Secondary, &texts().shared_save())}
    });
    let summary = texts().my_jobs_zone(words::zone_mode_for_them(zone.mode), isolated(&zone.name));
    details("zone", &summary, false, form)
}

/// A loan handset goes back clean.
fn hand_back() -> AnyView {
    let form = view! {
        <p>{texts().my_jobs_hand_back_then()}</p>
        <form method="post" action=paths::HAND_BACK data-forget="">
            {button(Tone::Warning, &texts().my_jobs_hand_back_now())}
        </form>
    };
    details("hand-back", &texts().my_jobs_hand_back(), false, form)
}

/// Whether an alert would reach this person.
fn alerts_health(health: &AlertsHealth) -> AnyView {
    let test = || post(Tone::Secondary, paths::TEST_ALERT, &texts().my_jobs_alerts_test(), None);
    let line = match health {
        AlertsHealth { vapid_key: None, .. } => view! { <p>{texts().my_jobs_alerts_none()}</p> }.into_any(),
        AlertsHealth { subscribed: false, .. } => {
            view! { <p data-alerts="off">{texts().my_jobs_alerts_off()}</p> }.into_any()
        }
        AlertsHealth { tested: Some(when), .. } => {
            let tested = rich(|[time]| texts().my_jobs_alerts_tested(time), [moment(when)]);
            view! { <p>{tested}</p> {test()} }.into_any()
        }
        AlertsHealth { tested: None, .. } => {
            view! { <p>{texts().my_jobs_alerts_not_tested()}</p> {test()} }.into_any()
        }
    };
    let sent =
        health.test_sent.as_ref().filter(|_| health.subscribed && health.vapid_key.is_some()).map(|sent| {
            view! { <p>{rich(|[time]| texts().my_jobs_alerts_test_sent(time), [moment(sent)])}</p> }
        });
    view! {
        <section class="app-alerts" aria-labelledby="alerts-title">
            <h2 class="nhsuk-heading-s" id="alerts-title">{texts().my_jobs_alerts()}</h2>
            {sent}
            {line}
        </section>
    }
    .into_any()
}
