//! Where the next request would wait longest, and what a lead could do about it.

use std::time::Duration;

use leptos::prelude::*;
use texts::texts;

use super::{AdviceRow, CoverPage, CoverRow};
use crate::{
    components::{Tone, link_button, moment, rich, wide, written},
    model::Shell,
    shell::{Head, document, phone},
    words::{self, isolated},
};

/// A wait in seconds from which a cell stands out, as it does in words.
const LONG: u32 = 300;

#[component]
pub fn Cover(shell: Shell, page: CoverPage) -> impl IntoView {
    let CoverPage { now, advice, zones, rows } = page;
    let t = texts();
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.cover_title()}</h1>
        <p>{rich(|[time]| t.cover_about(time), [moment(&now)])}</p>
        <h2 class="nhsuk-heading-m">{t.cover_what_you_could_do()}</h2>
        {advice_list(advice, &rows)}
        <h2 class="nhsuk-heading-m">{t.cover_by_zone_and_topic()}</h2>
        <p class="app-muted app-only-narrow">{t.cover_only_far()}</p>
        {table(&zones, rows)}
        {link_button(Tone::Secondary, paths::BOARD, &t.shared_back_to_board())}
    };
    document(shell, Head { wide: true, here: paths::BOARD, ..Head::still(t.cover_title()) }, content)
}

fn advice_list(advice: Vec<AdviceRow>, rows: &[CoverRow]) -> AnyView {
    let t = texts();
    let moves = advice.into_iter().map(|step| {
        let ring = step.phone.as_deref().map(|number| {
            view! { " " {rich(|[phone]| t.shared_ring(phone), [phone(number)])} }
        });
        let words = t.cover_move(
            isolated(step.person),
            isolated(step.tag),
            isolated(step.ward),
            isolated(step.zone),
            walk(step.after),
            walk(step.before),
        );
        view! { <li>{words} {ring}</li> }.into_any()
    });
    let tags = |is_meant: &dyn Fn(&CoverRow) -> bool| -> Vec<String> {
        rows.iter().filter(|row| is_meant(row)).map(|row| row.tag.clone()).collect()
    };
    let unknown = tags(&|row| row.on_shift == 0);
    let busy = tags(&|row| row.free == 0 && row.on_shift > 0);
    let unknown = (!unknown.is_empty()).then(|| t.cover_nobody_knows(words::list_of_names(&unknown)));
    let busy = (!busy.is_empty()).then(|| t.cover_everyone_busy(words::any_of_names(&busy)));
    let gone = unknown.into_iter().chain(busy).map(|text| view! { <li>{text}</li> }.into_any());
    let all: Vec<_> = moves.chain(gone).collect();
    if all.is_empty() {
        return view! { <p>{t.cover_nothing()}</p> }.into_any();
    }
    view! { <ul class="nhsuk-list nhsuk-list--bullet">{all}</ul> }.into_any()
}

fn table(zones: &[String], rows: Vec<CoverRow>) -> AnyView {
    let t = texts();
    if rows.is_empty() {
        return view! { <p>{t.cover_no_knowledge_needed()}</p> }.into_any();
    }
    let heads: Vec<_> =
        zones.iter().map(|zone| view! { <th scope="col" class="app-figure">{written(zone)}</th> }).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<_> =
                row.seconds.iter().zip(zones).map(|(seconds, zone)| cell(*seconds, row.on_shift, zone)).collect();
            view! {
                <tr>
                    <th scope="row">{written(&row.tag)}</th>
                    <td class="app-figure" data-label=t.cover_free()>{t.cover_free_of(row.free, row.on_shift)}</td>
                    {cells}
                </tr>
            }
        })
        .collect();
    let table = view! {
        <table class="app-table">
            <caption class="nhsuk-u-visually-hidden">
                {t.cover_caption()}
            </caption>
            <thead>
                <tr>
                    <th scope="col">{t.shared_about()}</th>
                    <th scope="col" class="app-figure">{t.cover_free()}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    };
    wide(&t.cover_table(), table)
}

/// Walking times are estimates: whole minutes.
fn walk(seconds: u32) -> String {
    words::lasted(Duration::from_secs(seconds.into()))
}

fn cell(seconds: Option<u32>, on_shift: u32, zone: &str) -> AnyView {
    let (class, said) = match seconds {
        Some(seconds) if seconds < LONG => ("app-figure app-figure--near", walk(seconds)),
        Some(seconds) => ("app-figure app-figure--far", texts().cover_far(walk(seconds))),
        None if on_shift == 0 => ("app-figure app-figure--far", texts().cover_nobody_on_shift()),
        None => ("app-figure app-figure--far", texts().cover_nobody_free()),
    };
    view! { <td class=class data-label=zone.to_owned()>{said}</td> }.into_any()
}
