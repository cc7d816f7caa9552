//! Posters and cards with the links of wards.

use domain::PosterKind;
use leptos::prelude::*;
use texts::texts;

use super::{CountRow, PostersPage, PrintPage, PrintedForm, Reprint, Sheet};
use crate::{
    components::{
        TextInput, Tiles, Tone, button, column, hidden, moment, qr, rich, select, strong, table, text_input,
        tiles, written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, announcement, document},
    words::{isolated, list_of_names},
};

#[component]
pub fn Posters(shell: Shell, page: PostersPage) -> impl IntoView {
    let PostersPage { wards, chosen, what, reprints, counts, errors, notice } = page;
    let t = texts();
    let head = Head { errors: &errors, here: paths::SETUP, ..Head::still(t.posters_title()) };
    let kinds = PosterKind::ALL.map(|kind| Choice { value: kind.as_str().to_owned(), label: name(kind) });
    let legend = t.posters_what();
    let kinds = Tiles { name: "what", legend: &legend, choices: &kinds, chosen: &what, class: "" };
    let content = view! {
        <a class="app-back" href=paths::SETUP>{t.shared_back_to_setup()}</a>
        <h1 class="nhsuk-heading-l">{t.posters_title()}</h1>
        {announcement(notice.as_deref())}
        {(!reprints.is_empty()).then(|| to_print_again(&reprints))}
        <p>{t.posters_about()}</p>
        <form method="get" action=paths::PRINT_POSTERS novalidate>
            {select("wards", &t.posters_for(), &wards, &chosen, Some(&t.posters_choose()), &errors)}
            {tiles(kinds, &errors)}
            {button(Tone::Primary, &t.posters_show())}
        </form>
        {(!counts.is_empty()).then(|| counted(&counts))}
    };
    document(shell, head, content)
}

/// A wrong number is taken back here, and counted again.
fn counted(counts: &[CountRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = counts
        .iter()
        .map(|row| {
            let CountRow { count, when, who, copies, wards } = row.clone();
            let spoken = format!(" {copies}, {wards}");
            view! {
                <tr>
                    <th scope="row">{copies}</th>
                    <td data-label=t.posters_for()>{written(&wards)}</td>
                    <td data-label=t.posters_counted_by()>{written(&who)}</td>
                    <td data-label=t.posters_counted_at()>{moment(&when)}</td>
                    <td>
                        <form method="post" action=paths::UNCOUNT_POSTERS class="app-post app-post--row">
                            {hidden("count", &count)}
                            <button class="app-small">
                                {t.posters_uncount()} <span class="nhsuk-u-visually-hidden">{spoken}</span>
                            </button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect();
    let columns = [
        t.posters_counted_what(),
        t.posters_for(),
        t.posters_counted_by(),
        t.posters_counted_at(),
        t.shared_actions(),
    ];
    view! {
        <section aria-labelledby="counted">
            <h2 class="nhsuk-heading-m" id="counted">{t.posters_counted()}</h2>
            <p>{t.posters_counted_why()}</p>
            {table(None, columns.map(column), rows)}
        </section>
    }
    .into_any()
}

fn to_print_again(reprints: &[Reprint]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = reprints
        .iter()
        .map(|reprint| {
            let Reprint { ward_id, ward_name, copies, why, print, shown } = reprint.clone();
            let done = if print.is_some() { t.posters_up() } else { t.posters_down() };
            let of = || {
                let of = rich(|[ward]| t.posters_of(ward), [written(&ward_name)]);
                view! { <span class="nhsuk-u-visually-hidden">" " {of}</span> }
            };
            view! {
                <tr>
                    <th scope="row">{written(&ward_name)}</th>
                    <td data-label=t.posters_old()>{copies}</td>
                    <td data-label=t.posters_why()>{why}</td>
                    <td>
                        {print.map(|print| view! { <a href=print>{t.posters_print_again()} {of()}</a> })}
                        <form method="post" action=paths::replaced_posters(&ward_id) class="app-post app-post--row">
                            {hidden("shown", &shown)}
                            <button class="app-small">{done} {of()}</button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect();
    let columns = [t.posters_ward(), t.posters_old(), t.posters_why(), t.shared_actions()].map(column);
    view! {
        <section aria-labelledby="again">
            <h2 class="nhsuk-heading-m" id="again">{t.posters_again()}</h2>
            <p>{t.posters_again_why()}</p>
            {table(None, columns, rows)}
        </section>
        <h2 class="nhsuk-heading-m">{t.posters_new_ones()}</h2>
    }
    .into_any()
}

fn name(kind: PosterKind) -> String {
    match kind {
        PosterKind::Poster => texts().posters_poster(),
        PosterKind::LanyardCard => texts().posters_lanyard_card(kind.on_a_sheet()),
        PosterKind::ScreenCard => texts().posters_screen_card(kind.on_a_sheet()),
    }
}

/// What is on the paper, and above it on the screen alone how to print it.
#[component]
pub fn Print(shell: Shell, page: PrintPage) -> impl IntoView {
    let PrintPage { kind, sheets, left_out, here_only, back, day, form, errors, notice } = page;
    let t = texts();
    let head = Head { errors: &errors, here: paths::SETUP, prints: true, ..Head::still(name(kind)) };
    let without = (!left_out.is_empty())
        .then(|| view! { <p class="app-warning">{t.posters_left_out(list_of_names(&left_out))}</p> });
    let here_only =
        here_only.map(|address| view! { <p class="app-warning">{t.posters_here_only(address)}</p> });
    let count = sheets.len();
    let sheets: Vec<_> = sheets
        .iter()
        .enumerate()
        .map(|(place, sheet)| {
            let id = format!("sheet-{}", place + 1);
            // For whoever hears the page one of ten that are alike is enough.
            let others: Vec<_> = (1..kind.on_a_sheet())
                .map(|_| view! { <div class="app-piece" aria-hidden="true">{piece(&shell, sheet, &day, None)}</div> })
                .collect();
            view! {
                <section class=format!("app-sheet app-sheet--{}", kind.as_str()) aria-labelledby=id>
                    <div class="app-piece">{piece(&shell, sheet, &day, Some(id.clone()))}</div>
                    {others}
                </section>
            }
        })
        .collect();
    let content = view! {
        <div class="app-paper">
            <a class="app-back" href=back>{t.posters_back()}</a>
            <h1 class="nhsuk-heading-l">{name(kind)}</h1>
            {announcement(notice.as_deref())}
            {here_only}
            <p>{t.posters_how(count)}</p>
            {without}
            <button class="nhsuk-button" id="print" type="button" hidden>{t.posters_print()}</button>
            {(count > 0).then(|| how_many(&form, &errors))}
        </div>
        <div class="app-sheets">{sheets}</div>
    };
    document(shell, head, content)
}

/// Counted, so that it can be said later what stops working.
fn how_many(form: &PrintedForm, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let label = t.posters_copies();
    let copies = TextInput {
        value: &form.copies,
        keyboard: Some("numeric"),
        class: "nhsuk-input--width-3",
        ..TextInput::new("copies", &label)
    };
    view! {
        <form method="post" action=paths::PRINT_POSTERS class="app-card" novalidate>
            <h2 class="nhsuk-heading-s">{t.posters_printed_title()}</h2>
            <p>{t.posters_printed_why()}</p>
            {hidden("key", &form.key)}
            {hidden("wards", &form.wards)}
            {hidden("what", &form.what)}
            {hidden("seen", &form.seen)}
            {text_input(copies, errors)}
            {button(Tone::Secondary, &t.posters_have_printed())}
        </form>
    }
    .into_any()
}

/// A poster or a card. `id` of its heading, where it is not a copy.
fn piece(shell: &Shell, sheet: &Sheet, day: &str, id: Option<String>) -> AnyView {
    let Sheet { ward_name, qr: code, address } = sheet;
    let t = texts();
    // Names are as long as a trust makes them, and the paper is not.
    let class = match ward_name.chars().count() {
        0..=14 => "app-piece__ward",
        15..=30 => "app-piece__ward app-piece__ward--long",
        _ => "app-piece__ward app-piece__ward--longest",
    };
    let ward = match id {
        Some(id) => view! { <h2 class=class id=id>{written(ward_name)}</h2> }.into_any(),
        None => view! { <p class=class>{written(ward_name)}</p> }.into_any(),
    };
    let demo = shell.demo.then(|| view! { <p class="app-piece__demo">{t.shell_demo()}</p> });
    view! {
        <p class="app-piece__trust">{written(&shell.trust)}</p>
        {demo}
        <p class="app-piece__help">{t.sign_in_get_help_at_elbow()}</p>
        {ward}
        <p class="app-piece__do">{t.posters_do()}</p>
        <div class="app-piece__qr">{qr(code, &t.posters_qr(isolated(ward_name)))}</div>
        <p class="app-piece__type">{rich(|[address]| t.posters_type(address), [strong(address)])}</p>
        <p class="app-piece__desk">{rich(|[phone]| t.shell_ring_desk(phone), [strong(&shell.desk_phone)])}</p>
        <p class="app-piece__emergency">
            {rich(|[phone]| t.shell_emergency(phone), [strong(&shell.emergency_phone)])}
        </p>
        <p class="app-piece__day">{t.posters_printed(day)}</p>
    }
    .into_any()
}
