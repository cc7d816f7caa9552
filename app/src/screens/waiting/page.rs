//! Waiting: who is coming, and when.

use domain::{
    Priority,
    ticket::{Phase, Sorted, WithdrawReason},
};
use leptos::prelude::*;
use texts::texts;

use super::{Change, WaitingPage};
use crate::{
    components::{
        Tap, Tone, desk_words, details, fact, facts, link_button, moment, priority_tag, rich, steps, strong,
        timeline, waited, written,
    },
    model::Shell,
    shell::{Head, Life, document, phone},
    words::{self, isolated},
};

#[component]
pub fn Waiting(shell: Shell, page: WaitingPage) -> impl IntoView {
    let status = status_line(&page);
    let link = paths::request(&page.secret);
    let life = match page.leaves_after {
        Some(seconds) if seconds <= WaitingPage::LAST_LOOK => Life::Left(seconds),
        _ => Life::Followed(Some(link.clone())),
    };
    let head = Head { life, keeps_taps: true, ..Head::still(status.clone()) };
    let is_open = is_open(page.phase);
    let progress = is_open.then(|| {
        let t = texts();
        steps(
            &[t.waiting_step_asked(), t.waiting_step_on_the_way(), t.waiting_step_with_you()],
            place_of(page.phase),
        )
    });
    let talk = rich(
        |[phone, code]| texts().waiting_talk(phone, code),
        [phone(&shell.desk_phone), strong(&page.code)],
    );
    let content = view! {
        <div
            class="app-waiting"
            data-follow=paths::request_events(&page.secret)
            data-page=link.clone()
            data-part=link
            data-now=page.now.as_millis().to_string()
            data-sequence=page.sequence
        >
            <p class="app-stale" id="state" translate="no" hidden></p>
            <p class="nhsuk-caption-m">{written(&page.tag)} " – " {written(&page.ward_name)} {has_waited(&page)}</p>
            <div id="status" role="status">
                <h1 class="nhsuk-heading-l">{status}</h1>
                {second_line(&page, &shell.desk_phone)}
                {(page.phase == Phase::OnTheWay).then(|| expected(&page, &shell.desk_phone))}
                {page.notice.as_deref().map(crate::components::notice)}
            </div>
            <div id="changes">
                {page.leaves_after.map(|seconds| view! { <span data-leaves-after=seconds.to_string() hidden></span> })}
                {desk_words(&page.words)}
                {progress}
                {(is_open && page.priority == Priority::P1).then(|| emergency(&shell.emergency_phone))}
                {if is_open { actions(&page) } else { afterwards(&page) }}
                <h2 class="nhsuk-heading-m">{texts().waiting_so_far()}</h2>
                {timeline(&page.timeline)}
                {summary(&page)}
                <p>{talk}</p>
            </div>
        </div>
    };
    document(shell, head, content)
}

const fn is_open(phase: Phase) -> bool {
    matches!(phase, Phase::Waiting | Phase::Offered | Phase::OnTheWay | Phase::WithYou)
}

/// We are computer help: a patient in danger needs somebody else first.
fn emergency(number: &str) -> AnyView {
    let say = rich(|[phone]| texts().waiting_in_danger(phone), [phone(number)]);
    view! { <p class="app-warning">{say}</p> }.into_any()
}

/// Until somebody is there.
fn has_waited(page: &WaitingPage) -> Option<AnyView> {
    let is_waiting = matches!(page.phase, Phase::Waiting | Phase::Offered | Phase::OnTheWay);
    let asked = page.timeline.first().filter(|_| is_waiting)?;
    Some(view! { " – " {texts().waiting_waiting()} " " {waited(&asked.when, page.now)} }.into_any())
}

const fn place_of(phase: Phase) -> usize {
    match phase {
        Phase::OnTheWay => 1,
        Phase::WithYou => 2,
        _ => 0,
    }
}

/// The one sentence that matters.
pub(super) fn status_line(page: &WaitingPage) -> String {
    match (page.phase, &page.shortfall) {
        _ if page.held.is_some() => texts().waiting_on_hold(),
        (Phase::Waiting | Phase::Offered, Some(shortfall)) => shortfall.clone(),
        (phase, _) => status_of(page, phase),
    }
}

fn status_of(page: &WaitingPage, phase: Phase) -> String {
    match phase {
        Phase::Waiting | Phase::Offered if page.is_for_anyone => texts().waiting_looking_for_anyone(),
        Phase::Waiting | Phase::Offered => texts().waiting_looking_for(isolated(&page.tag)),
        Phase::OnTheWay | Phase::WithYou => words::stands(page.phase, page.holder.as_deref()),
        Phase::Resolved if page.thought_fixed => texts().waiting_thought_fixed(),
        Phase::Resolved => texts().waiting_closed(),
        Phase::Withdrawn if page.cancelled_by_command_centre => texts().waiting_cancelled_by_desk(),
        Phase::Withdrawn => texts().waiting_cancelled_by_you(),
        Phase::HandedOff => texts().waiting_at_service_desk(),
    }
}

/// What stands in the page's heading, once more in words that say what to do.
fn second_line(page: &WaitingPage, desk: &str) -> Option<AnyView> {
    if page.held.is_some() || page.thought_fixed {
        return Some(about_issue(page));
    }
    let is_looking = matches!(page.phase, Phase::Waiting | Phase::Offered);
    let words = match (&page.shortfall, page.asked_people) {
        _ if !is_looking => taken_over(page)?.into_any(),
        (Some(_), _) => ring(page, desk),
        (None, 0) if page.escalated => rich(|[phone]| texts().waiting_takes_long(phone), [phone(desk)]),
        (None, 0) => texts().waiting_we_are_looking().into_any(),
        (None, people) => texts().waiting_we_are_asking(people).into_any(),
    };
    Some(view! { <p class="nhsuk-body-l">{words}</p> }.into_any())
}

/// What is known of it, honestly: nobody is sent, why and until when; or it is thought to be over.
fn about_issue(page: &WaitingPage) -> AnyView {
    let t = texts();
    let when = page.held.as_ref().map(|until| {
        view! { <p class="nhsuk-body-l">{t.waiting_on_hold_until(until.clock.as_str())}</p> }
    });
    let what = page.issue.as_ref().map(|issue| {
        view! {
            <p><strong>{written(&issue.title)}</strong></p>
            <p>{t.waiting_what_to_do()} " " {written(&issue.workaround)}</p>
        }
    });
    view! { {when} {what} }.into_any()
}

/// Whom to ring while nobody can be asked. Where somebody will be free again a question can wait for them.
fn ring(page: &WaitingPage, desk: &str) -> AnyView {
    let is_urgent = page.nobody_there || page.priority <= Priority::P2;
    let say = |[phone, code]: [&'static str; 2]| match (is_urgent, page.escalated) {
        (true, false) => texts().waiting_ring_now(phone, code),
        (true, true) => texts().waiting_ring_now_told(phone, code),
        (false, false) => texts().waiting_ring(phone, code),
        (false, true) => texts().waiting_ring_told(phone, code),
    };
    rich(say, [phone(desk), strong(&page.code)])
}

fn taken_over(page: &WaitingPage) -> Option<String> {
    let (holder, before) = (page.holder.as_deref()?, page.instead_of.as_deref()?);
    (page.phase == Phase::OnTheWay).then(|| texts().waiting_taken_over(isolated(holder), isolated(before)))
}

/// A step of whoever asked, about the request as this page shows it: sent twice or late, it does nothing that was not meant.
fn tap(page: &WaitingPage, change: Change) -> Tap {
    let WaitingPage { secret, tag, ward_name, version, .. } = page;
    let about = format!("{} · {}", isolated(tag), isolated(ward_name));
    Tap::new(paths::request_change(secret, &change), &about).on(&paths::request(secret), *version)
}

/// When somebody should be there; and once they should have been, what to do about it. The page's script goes from the one to the
/// other.
fn expected(page: &WaitingPage, desk: &str) -> AnyView {
    let Some(expected) = &page.expected else {
        return view! { <p class="nhsuk-body-l">{texts().waiting_stay()}</p> }.into_any();
    };
    let at = expected.at.as_millis();
    let is_late = expected.at <= page.now;
    let in_time = (!is_late).then(|| {
        view! { <p class="nhsuk-body-l" data-ends=at>{texts().waiting_expected_by(expected.clock.as_str())}</p> }
    });
    let late = rich(|[phone, code]| texts().waiting_late(phone, code), [phone(desk), strong(&page.code)]);
    view! {
        {in_time}
        <p class="nhsuk-body-l" data-begins=(!is_late).then_some(at) hidden=!is_late>
            {late}
        </p>
    }
    .into_any()
}

fn actions(page: &WaitingPage) -> AnyView {
    let is_coming = page.phase != Phase::WithYou;
    // Its place is kept from the start: what comes moves no other button, and nothing comes to lie where one was.
    let arrived = match page.phase {
        Phase::OnTheWay => tap(page, Change::Arrived)
            .button(Tone::Primary, &texts().waiting_they_are_here(), None)
            .into_any(),
        Phase::WithYou => {
            view! { <p class="app-actions__kept">{texts().waiting_closed_by_helper()}</p> }.into_any()
        }
        _ if page.held.is_some() => tap(page, Change::StillNeeded)
            .button(Tone::Primary, &texts().waiting_still_need(), None)
            .into_any(),
        _ => view! { <p class="app-actions__kept">{texts().waiting_tell_us()}</p> }.into_any(),
    };
    view! {
        <div class="app-actions">
            {arrived} {ask_again(page, Tone::Secondary)} {is_coming.then(|| withdraw(page))}
        </div>
        {(is_coming && page.priority > Priority::P1).then(|| has_got_worse(page))}
        {(page.may_lower && page.priority < Priority::P3).then(|| is_less_urgent(page))}
        {(!is_coming).then(|| nobody_here(page))}
    }
    .into_any()
}

/// Last and by itself: a button that goes moves no other one.
fn has_got_worse(page: &WaitingPage) -> AnyView {
    let waits = page.priority > Priority::P2;
    view! {
        <h2 class="nhsuk-heading-m">{texts().waiting_worse()}</h2>
        <div class="app-actions">
            {tap(page, Change::Harm).button(Tone::Secondary, &texts().waiting_worse_harm(), None)}
            {waits.then(|| tap(page, Change::Urgent).button(Tone::Secondary, &texts().waiting_worse_urgent(), None))}
        </div>
    }
    .into_any()
}

/// Folded, since it is seldom so, and nobody should hit it instead of what has got worse.
fn is_less_urgent(page: &WaitingPage) -> AnyView {
    let t = texts();
    let could_harm = page.priority == Priority::P1;
    let answers = view! {
        <p>{t.waiting_less_urgent_then()}</p>
        <div class="app-actions">
            {could_harm.then(|| tap(page, Change::NoHarm).button(Tone::Secondary, &t.waiting_no_harm(), None))}
            {tap(page, Change::NotAffected).button(Tone::Secondary, &t.waiting_not_affected(), None)}
        </div>
    };
    details("less-urgent", &t.waiting_less_urgent(), false, answers).into_any()
}

/// As last as what has got worse: somebody was said to be here who is not.
fn nobody_here(page: &WaitingPage) -> AnyView {
    view! {
        <h2 class="nhsuk-heading-m">{texts().waiting_alone()}</h2>
        <div class="app-actions">{tap(page, Change::NobodyHere).button(Tone::Secondary, &texts().waiting_nobody_here(), None)}</div>
    }
    .into_any()
}

/// Cancelling is one tap; saying another reason is two.
fn withdraw(page: &WaitingPage) -> AnyView {
    let others: Vec<_> = WithdrawReason::OWN
        .into_iter()
        .filter(|why| *why != WithdrawReason::SolvedMyself)
        .map(|why| {
            view! { <button class="nhsuk-button nhsuk-button--secondary" name="why" value=why.as_str()>{words::withdrawn(why)}</button> }
        })
        .collect();
    let reasons = tap(page, Change::Withdraw).class("app-actions").form(others);
    view! {
        {tap(page, Change::Withdraw).button(
            Tone::Secondary,
            &texts().waiting_cancel(),
            Some(("why", WithdrawReason::SolvedMyself.as_str())),
        )}
        {details("why", &texts().waiting_cancel_other(), false, reasons)}
    }
    .into_any()
}

fn afterwards(page: &WaitingPage) -> AnyView {
    let question = match page.phase {
        Phase::Resolved if page.thought_fixed => not_fixed(page),
        Phase::Resolved => is_it_sorted(page),
        _ => still_needed(page),
    };
    view! { {question} <div class="app-actions">{ask_again(page, Tone::Primary)}</div> }.into_any()
}

/// All answers stay where they are: whoever taps twice, or thinks again, hits what they aim at.
fn is_it_sorted(page: &WaitingPage) -> AnyView {
    let said = match page.sorted {
        None => texts().waiting_sorted_tell_us(),
        Some(Sorted::Yes) => texts().waiting_sorted_yes(),
        Some(Sorted::Partly) => texts().waiting_sorted_partly(),
        Some(Sorted::No) => texts().waiting_sorted_no(),
    };
    let no = if page.can_say_not_solved {
        texts().waiting_sorted_send_again()
    } else {
        words::sorted(Some(Sorted::No))
    };
    let button = |change, label: &str| tap(page, change).button(Tone::Secondary, label, None);
    view! {
        <h2 class="nhsuk-heading-m" id="sorted-title">{texts().waiting_sorted()}</h2>
        <p role="status">{said}</p>
        <div class="app-actions" role="group" aria-labelledby="sorted-title">
            {button(Change::Sorted, &words::sorted(Some(Sorted::Yes)))}
            {button(Change::PartlySorted, &words::sorted(Some(Sorted::Partly)))}
            {button(Change::NotSorted, &no)}
        </div>
    }
    .into_any()
}

/// Nobody came: one tap, and somebody does.
fn not_fixed(page: &WaitingPage) -> AnyView {
    let t = texts();
    if !page.can_say_not_solved {
        return ().into_any();
    }
    view! {
        <h2 class="nhsuk-heading-m">{t.waiting_not_fixed()}</h2>
        <p>{t.waiting_not_fixed_do()}</p>
        <div class="app-actions">{tap(page, Change::NotSolved).button(Tone::Primary, &t.waiting_not_fixed_send(), None)}</div>
    }
    .into_any()
}

/// What was cancelled, or went to the service desk.
fn still_needed(page: &WaitingPage) -> AnyView {
    let not_solved = page.can_say_not_solved.then(|| {
        view! {
            <p>{texts().waiting_still_not_working()}</p>
            <div class="app-actions">{tap(page, Change::NotSolved).button(Tone::Secondary, &texts().waiting_not_solved(), None)}</div>
        }
    });
    not_solved.into_any()
}

/// For the same person, or the next one at this device.
fn ask_again(page: &WaitingPage, tone: Tone) -> Option<AnyView> {
    let href = page.ask_again.as_deref()?;
    Some(link_button(tone, href, &texts().waiting_ask_again()).into_any())
}

fn summary(page: &WaitingPage) -> AnyView {
    let urgency = view! { {priority_tag(page.priority)} " " {words::urgency(page.priority, page.stuck)} };
    let facts = facts(view! {
        {fact(&texts().shared_code(), view! { <strong class="app-code">{page.code.clone()}</strong> })}
        {fact(&texts().shared_how_urgent(), urgency)}
        {page.timeline.first().map(|entry| fact(&texts().shared_asked(), moment(&entry.when)))}
        {page.asker.as_deref().map(|asker| fact(&texts().shared_asked_by(), written(asker)))}
        {page.spot.as_deref().map(|spot| fact(&texts().shared_spot(), written(spot)))}
        {page.note.as_deref().map(|note| fact(&texts().shared_note(), written(note)))}
    });
    let correct = is_open(page.phase).then(|| {
        view! { <p><a href=paths::correct(&page.secret)>{texts().waiting_correct()}</a></p> }
    });
    view! { {facts} {correct} }.into_any()
}
