//! Surges on the board.

use domain::{Timestamp, surge::Verdict};
use leptos::prelude::*;
use texts::texts;

use super::{SurgeCard, SurgeVerdict};
use crate::components::{Tone, hidden, link_button, moment, rich, since, written};

/// The open ones, a line each; nothing if there are none. `may_decide`: the reader says what they are. `is_of_zone`: the page is about
/// less than the whole hospital, which these are about.
pub fn surge_cards(
    cards: &[SurgeCard],
    now: Timestamp,
    may_decide: bool,
    is_of_zone: bool,
) -> Option<AnyView> {
    (!cards.is_empty()).then(|| {
        let t = texts();
        let lines: Vec<_> = cards.iter().map(|card| line(card, now, may_decide)).collect();
        let title = if is_of_zone { t.surges_on_board_everywhere() } else { t.surges_on_board() };
        view! {
            <section class="app-surges" aria-labelledby="surges-title">
                <h2 class="nhsuk-heading-s" id="surges-title">{title}</h2>
                <ul>{lines}</ul>
                <p class="nhsuk-body-s"><a href=paths::SURGES>{t.surges_all()}</a></p>
            </section>
        }
        .into_any()
    })
}

fn line(card: &SurgeCard, now: Timestamp, may_decide: bool) -> AnyView {
    let t = texts();
    let buttons = (may_decide && card.verdict.is_none()).then(|| {
        view! {
            <div class="app-surges__buttons">
                {link_button(Tone::Secondary, &card.make_issue, &t.surges_make_issue())}
                {say(card, Verdict::Real, t.surges_real(), t.surges_real_spoken(card.sentence.as_str()))}
                {say(card, Verdict::Nothing, t.surges_nothing(), t.surges_nothing_spoken(card.sentence.as_str()))}
            </div>
        }
    });
    view! {
        <li data-key=card.id.clone()>
            <p>
                <a href=paths::surge(&card.id)>{card.sentence.clone()}</a>
                " " {card.waits.clone()} " "
                <span class="app-muted">{rich(|[time]| t.surges_found(time), [since(&card.opened, now)])}</span>
            </p>
            {card.verdict.as_ref().map(said)}
            {buttons}
            {may_decide.then(|| what_follows(card))}
        </li>
    }
    .into_any()
}

/// What is done about a known issue that more is asked about than usual.
pub(super) fn what_follows(card: &SurgeCard) -> Option<AnyView> {
    let t = texts();
    let link = card.link_all.as_deref().map(|to| link_button(Tone::Secondary, to, &t.surges_link_all()));
    let word = card.send_word.as_deref().map(|to| link_button(Tone::Secondary, to, &t.surges_send_word()));
    (link.is_some() || word.is_some())
        .then(|| view! { <div class="app-surges__buttons">{link} {word}</div> }.into_any())
}

/// A button that says what it is. It goes back to the board.
fn say(card: &SurgeCard, verdict: Verdict, label: String, spoken: String) -> AnyView {
    view! {
        <form method="post" action=paths::surge(&card.id) class="app-post">
            {hidden("verdict", verdict.as_str())}
            {hidden("back", "board")}
            <button class="nhsuk-button nhsuk-button--secondary" aria-label=spoken>{label}</button>
        </form>
    }
    .into_any()
}

/// What a lead said of it.
pub(super) fn said(SurgeVerdict { word, who, when, issue }: &SurgeVerdict) -> AnyView {
    let t = texts();
    let by = [written(who), moment(when)];
    let words = match issue {
        Some((id, title)) => {
            let link = view! { <a href=paths::known_issue(id)>{written(title)}</a> }.into_any();
            let [who, when] = by;
            rich(|[issue, name, time]| t.surges_said_issue(issue, name, time), [link, who, when])
        }
        None if word == Verdict::Nothing.as_str() => {
            rich(|[name, time]| t.surges_said_nothing(name, time), by)
        }
        None => rich(|[name, time]| t.surges_said_real(name, time), by),
    };
    view! { <p class="app-muted">{words}</p> }.into_any()
}
