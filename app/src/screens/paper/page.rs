//! Slips of paper are typed one after the other, with the keyboard alone: what every slip needs comes first, and the next slip opens when one is
//! saved.

use leptos::prelude::*;
use texts::texts;

use super::{
    Duplicates, EnteredBefore, EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipTick, SlipsOfPack,
    UnusedQuestion,
};
use crate::{
    components::{
        Guard, TextInput, Tone, button, column, figures, hidden, link_button, moment, note, phase_tag, rich,
        select, spot, strong, summed_up, table, text_input, tick, written,
    },
    model::Shell,
    shell::{Head, announcement, document},
};

#[component]
pub fn Paper(shell: Shell, page: PaperPage) -> impl IntoView {
    let t = texts();
    let errors = summed_up(&page.errors, &page.warnings);
    let head = Head { here: paths::PACKS, errors: &errors, ..Head::still(t.paper_title()) };
    let no_slip = view! { <a href=paths::DESK_ASK>{t.paper_no_slip_link()}</a> }.into_any();
    let content = view! {
        <a class="app-back" href=paths::PACKS>{t.packs_title()}</a>
        <h1 class="nhsuk-heading-l">{t.paper_title()}</h1>
        {announcement(page.notice.as_deref())}
        <p>{t.paper_about()} " " {rich(|[link]| t.paper_no_slip(link), [no_slip])}</p>
        {page.question.as_ref().map(unused_question)}
        {page.entered_before.as_ref().map(entered_before)}
        {page.duplicates.as_ref().map(|same| duplicates(same, &page.form))}
        {form(&page)}
        {entered(&page.entered)}
        {accounts(&page.packs, &page.missing)}
    };
    document(shell, head, content)
}

fn form(page: &PaperPage) -> AnyView {
    let PaperPage { form, tags, urgencies, categories, helpers, wards, errors, warnings, .. } = page;
    let t = texts();
    let short = |name, label: &str, hint: Option<&str>, value: &str| {
        // Where something is wrong or asked, that comes first.
        let is_asked = page.question.is_some() || page.duplicates.is_some();
        let comes_first = name == "slip" && errors.is_empty() && warnings.is_empty() && !is_asked;
        let class = "nhsuk-input--width-10";
        text_input(TextInput { hint, value, comes_first, class, ..TextInput::new(name, label) }, errors)
    };
    let time = |name, label: &str, hint: Option<&str>, value: &str| {
        let class = "nhsuk-input--width-5";
        let field =
            TextInput { value, hint, class, keyboard: Some("numeric"), ..TextInput::new(name, label) };
        text_input(field, errors)
    };
    let ticks: Vec<_> = form
        .ticks
        .iter()
        .map(|SlipTick { name, label, is_ticked }| tick(name, label, None, *is_ticked, errors))
        .collect();
    let asker_label = t.paper_asker();
    let asker = TextInput {
        value: &form.asker,
        guard: Some(Guard::of_name(warnings)),
        ..TextInput::new("asker", &asker_label)
    };
    view! {
        <form method="post" action=paths::PAPER novalidate class="app-slip-form">
            {hidden("key", &form.key)}
            {short("slip", &t.paper_slip(), Some(&t.paper_slip_hint()), &form.slip)}
            {short("day", &t.paper_day(), None, &form.day)}
            {select("ward", &t.paper_ward(), wards, &form.ward, Some(&t.paper_choose()), errors)}
            {time("asked", &t.paper_asked(), Some(&t.paper_time_hint()), &form.asked)}
            {select("tag", &t.paper_tag(), tags, &form.tag, Some(&t.paper_choose()), errors)}
            {select("urgency", &t.paper_urgency(), urgencies, &form.urgency, Some(&t.paper_choose()), errors)}
            {time("done", &t.paper_done(), Some(&t.paper_done_hint()), &form.done)}
            {select("category", &t.paper_category(), categories, &form.category, Some(&t.paper_not_done()), errors)}
            {select("helper", &t.paper_helper(), helpers, &form.helper, Some(&t.paper_helper_unknown()), errors)}
            {time("there", &t.paper_there(), None, &form.there)}
            {text_input(asker, errors)}
            {spot(&form.spot, errors, warnings)}
            {note(&t.paper_note(), &form.note, errors, warnings)}
            {(!form.ticks.is_empty()).then(|| hidden("ticked_for", &form.slip))}
            {ticks}
            {button(Tone::Primary, &t.paper_save())}
        </form>
    }
    .into_any()
}

fn entered_before(before: &EnteredBefore) -> AnyView {
    let EnteredBefore { ticket: (code, address), ward, is_cancelled } = before;
    let link = view! { <a href=address.clone()>{code.clone()}</a> }.into_any();
    let t = texts();
    let words = rich(
        |[ticket, ward]| {
            if *is_cancelled {
                t.paper_cancelled_before(ticket, ward)
            } else {
                t.paper_entered_before(ticket, ward)
            }
        },
        [link, written(ward)],
    );
    view! { <p class="app-warning">{words}</p> }.into_any()
}

/// What was just entered may have been asked again since Elbow is back. Nobody waits for the answer.
fn duplicates(same: &Duplicates, form: &SlipForm) -> AnyView {
    let Duplicates { slip, id, version, ward, tag, others } = same;
    let t = texts();
    let others: Vec<_> = others
        .iter()
        .map(|(code, address, asked)| {
            let link = view! { <a href=address.clone()>{code.clone()}</a> }.into_any();
            view! { <li>{rich(|[ticket, time]| t.paper_duplicate_one(ticket, time), [link, moment(asked)])}</li> }
        })
        .collect();
    view! {
        <section class="app-warning" aria-labelledby="duplicate-title">
            <h2 class="nhsuk-heading-s" id="duplicate-title">{t.paper_duplicate()}</h2>
            <p>{rich(|[ward, tag]| t.paper_duplicate_about(ward, tag), [written(ward), written(tag)])}</p>
            <ul class="nhsuk-list nhsuk-list--bullet">{others}</ul>
            <form method="post" action=paths::PAPER_DUPLICATE>
                {hidden("ticket", id)}
                {hidden("version", &version.to_string())}
                {hidden("day", &form.day)}
                {hidden("ward", &form.ward)}
                {button(Tone::Secondary, &t.paper_duplicate_cancel(slip.as_str()))}
            </form>
        </section>
    }
    .into_any()
}

fn unused_question(question: &UnusedQuestion) -> AnyView {
    let UnusedQuestion { printed, printed_at, rest, missing, in_use_until } = question;
    let t = texts();
    let missing_words = (*missing > 0).then(|| view! { <p>{t.paper_unused_missing(*missing)}</p> });
    let in_use =
        in_use_until.as_ref().map(|until| view! { <p>{t.paper_unused_in_use(until.clock.as_str())}</p> });
    view! {
        <section class="app-warning" role="alert" aria-label=t.paper_say_unused()>
            <p>{t.paper_unused_question(*rest, printed.clock.as_str())}</p>
            {missing_words}
            {in_use}
            <form method="post" action=paths::PAPER_UNUSED>
                {hidden("printed_at", &printed_at.to_string())}
                {hidden("rest", &rest.to_string())}
                {hidden("missing", &missing.to_string())}
                {hidden("sure", "yes")}
                {button(Tone::Warning, &t.paper_unused_sure(*rest))}
            </form>
            {link_button(Tone::Secondary, paths::PAPER, &t.shared_cancel())}
        </section>
    }
    .into_any()
}

fn entered(slips: &[EnteredSlip]) -> Option<AnyView> {
    let t = texts();
    if slips.is_empty() {
        return None;
    }
    let rows: Vec<_> = slips
        .iter()
        .map(|EnteredSlip { slip, ward, tag, asked, phase, ticket: (code, address) }| {
            view! {
                <tr>
                    <th scope="row">{slip.clone()}</th>
                    <td data-label=t.paper_of_ward()>{written(ward)}</td>
                    <td data-label=t.paper_tag()>{written(tag)}</td>
                    <td data-label=t.paper_asked()>{moment(asked)}</td>
                    <td data-label=t.paper_ticket()><a href=address.clone()>{code.clone()}</a> " " {phase_tag(*phase)}</td>
                </tr>
            }
        })
        .collect();
    let headings =
        [t.packs_slip(), t.paper_of_ward(), t.paper_tag(), t.paper_asked(), t.paper_ticket()].map(column);
    let list = view! {
        <h2 class="nhsuk-heading-m">{t.paper_entered_last()}</h2>
        {table(Some(&t.paper_entered_last()), headings, rows)}
    };
    Some(list.into_any())
}

/// What became of all slips of the packs that were used.
fn accounts(packs: &[SlipsOfPack], missing: &[MissingSlip]) -> Option<AnyView> {
    let t = texts();
    if packs.is_empty() {
        return None;
    }
    let rows: Vec<_> = packs
        .iter()
        .map(|SlipsOfPack { printed, printed_at, count, entered, unused, unaccounted, rest }| {
            let of_pack = |address: &str, words: String| {
                view! {
                    <form method="post" action=address.to_owned() class="app-post">
                        {hidden("printed_at", &printed_at.to_string())}
                        <button class="app-small">
                            {words} <span class="nhsuk-u-visually-hidden">" " {printed.clock.clone()}</span>
                        </button>
                    </form>
                }
            };
            let say = (*rest > 0).then(|| of_pack(paths::PAPER_UNUSED, t.paper_say_unused()));
            let take_back = (*unused > 0).then(|| of_pack(paths::PAPER_UNUSED_UNDO, t.paper_unused_undo()));
            view! {
                <tr>
                    <th scope="row">{moment(printed)}</th>
                    <td class="app-figure" data-label=t.paper_printed()>{*count}</td>
                    <td class="app-figure" data-label=t.paper_entered()>{*entered}</td>
                    <td class="app-figure" data-label=t.paper_unused()>{*unused}</td>
                    <td class="app-figure" data-label=t.paper_unaccounted()>{*unaccounted}</td>
                    <td>{say} {take_back}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.paper_pack_of()),
        figures(t.paper_printed()),
        figures(t.paper_entered()),
        figures(t.paper_unused()),
        figures(t.paper_unaccounted()),
        column(t.shared_actions()),
    ];
    let missing: Vec<_> = missing
        .iter()
        .map(|MissingSlip { slip, ward }| {
            let words = rich(|[slip, ward]| t.paper_missing_one(slip, ward), [strong(slip), written(ward)]);
            view! {
                <li>
                    {words} " "
                    <form method="post" action=paths::PAPER_UNUSED class="app-post">
                        {hidden("slip", slip)}
                        <button class="app-small">
                            {t.paper_one_unused()} <span class="nhsuk-u-visually-hidden">" " {slip.clone()}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    let missing = (!missing.is_empty()).then(|| {
        view! {
            <h3 class="nhsuk-heading-s">{t.paper_missing()}</h3>
            <p>{t.paper_missing_about()}</p>
            <ul class="nhsuk-list nhsuk-list--bullet">{missing}</ul>
        }
    });
    let list = view! {
        <h2 class="nhsuk-heading-m">{t.paper_accounts()}</h2>
        <p>{t.paper_accounts_about()}</p>
        {table(Some(&t.paper_accounts()), headings, rows)}
        {missing}
    };
    Some(list.into_any())
}
