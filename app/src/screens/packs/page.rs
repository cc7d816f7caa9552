//! Paper for when there is no Elbow. On paper each side is a sheet of A4; on a screen it is read as any page.

use domain::Priority;
use leptos::prelude::*;
use texts::texts;

use super::{
    PackHead, PackIssue, PacksPage, PostPackPage, RosterLine, ShownPack, WardLine, WardPackPage, WardSheet,
};
use crate::{
    components::{
        Tone, button, column, figures, hidden, link_button, moment, rich, select, strong, table, tag, wide,
        written,
    },
    model::Shell,
    shell::{Head, announcement, document},
    words::{list_of_names, priority as priority_in_words},
};

/// What one side of A4 has room for in a table, and what a row takes besides its lines, in tenths of millimetres. It is an estimate: what is too
/// long all the same goes on over the page.
const ROOM: usize = 2_400;
const LINE: usize = 44;
const AROUND_A_ROW: usize = 16;
const ZONES_ON_A_SIDE: usize = 14;
const TALLY_LINES: usize = 24;
const DECISION_LINES: usize = 9;

#[component]
pub fn Packs(shell: Shell, page: PacksPage) -> impl IntoView {
    let PacksPage { pack, wards, chosen, next, key, errors, notice } = page;
    let t = texts();
    let head = Head { errors: &errors, here: paths::PACKS, prints: true, ..Head::still(t.packs_title()) };
    let next = match next {
        Some(next) => rich(|[time]| t.packs_next(time), [moment(&next)]),
        None => t.packs_none_planned().into_any(),
    };
    let is_there = pack.is_some();
    let keeping = pack.as_ref().filter(|pack| !pack.head.is_void).map(|pack| keep(&pack.head));
    let kept_copy = pack.as_ref().map(|pack| kept_copy(&pack.head));
    let shown = match pack {
        None => view! { <p>{t.packs_none()}</p> }.into_any(),
        Some(pack) => shown(&pack),
    };
    let for_wards = view! {
        <form method="get" action=paths::WARD_PACKS novalidate>
            {select("wards", &t.packs_for_wards(), &wards, &chosen, Some(&t.packs_choose()), &errors)}
            {button(Tone::Primary, &t.packs_show_wards())}
        </form>
    };
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.packs_title()}</h1>
        {announcement(notice.as_deref())}
        {kept_copy}
        <p>{t.packs_about()}</p>
        {shown}
        <p>{next}</p>
        {is_there.then(|| view! {
            {link_button(Tone::Primary, paths::POST_PACK, &t.packs_show_post())}
            {for_wards}
        })}
        {keeping}
        <p><a href=paths::PAPER>{t.packs_enter_slips()}</a></p>
        <form method="post" action=paths::PACKS class="app-post">
            {hidden("key", &key)}
            <button class="nhsuk-button nhsuk-button--secondary">{t.packs_make()}</button>
        </form>
    };
    document(shell, head, content)
}

/// For the page's script, where the service worker runs.
fn keep(head: &PackHead) -> AnyView {
    let t = texts();
    let all_wards = format!("{}?wards=all", paths::WARD_PACKS);
    let addresses = [paths::PACKS, paths::POST_PACK, &all_wards].join(" ");
    let kept = rich(|[time]| t.packs_kept(time), [moment(&head.void_after)]);
    view! {
        <div id="keep-pack" data-keep=addresses data-void-after=head.void_after.at.as_millis().to_string() hidden>
            <button class="nhsuk-button nhsuk-button--secondary" type="button">{t.packs_keep()}</button>
            <div role="status">
                <p data-says="kept" hidden>{kept} " " <a href=all_wards>{t.packs_all_wards()}</a></p>
                <p data-says="failed" class="app-warning" hidden>{t.packs_not_kept()}</p>
            </div>
        </div>
    }
    .into_any()
}

/// What a page says that a computer has kept; its script takes `hidden` away.
fn kept_copy(head: &PackHead) -> AnyView {
    let words = rich(|[time]| texts().packs_kept_copy(time), [moment(&head.as_at)]);
    view! { <p class="app-warning app-paper" data-kept-copy="" hidden>{words}</p> }.into_any()
}

fn shown(pack: &ShownPack) -> AnyView {
    let t = texts();
    let outdated = (pack.is_outdated && !pack.head.is_void)
        .then(|| view! { <p class="app-warning">{t.packs_outdated()}</p> });
    view! { <p>{validity(&pack.head)}</p> {outdated} }.into_any()
}

fn validity(head: &PackHead) -> AnyView {
    let t = texts();
    if head.is_void {
        let words = rich(|[time]| t.packs_is_void(time), [moment(&head.void_after)]);
        return view! { {tag("red", &t.packs_void())} " " {words} }.into_any();
    }
    rich(|[as_at, until]| t.packs_valid(as_at, until), [moment(&head.as_at), moment(&head.void_after)])
}

/// What stands above the sheets on the screen alone.
fn above(title: String, head: &PackHead, back: String) -> AnyView {
    let t = texts();
    view! {
        <div class="app-paper">
            <a class="app-back" href=back>{t.packs_title()}</a>
            <h1 class="nhsuk-heading-l">{title}</h1>
            {kept_copy(head)}
            <p>{validity(head)}</p>
            <p>{t.packs_how()}</p>
            <button class="nhsuk-button" id="print" type="button" hidden>{t.packs_print()}</button>
        </div>
    }
    .into_any()
}

/// One side. `number` makes its id.
fn side(shell: &Shell, number: usize, title: &str, head: &PackHead, content: AnyView) -> AnyView {
    let t = texts();
    let id = format!("side-{number}");
    let labelled_by = id.clone();
    let demo = shell.demo.then(|| view! { <p class="app-side__demo">{t.shell_demo()}</p> });
    view! {
        <section class="app-side" aria-labelledby=labelled_by>
            {demo}
            <p class="app-side__head">{written(&shell.trust)} " · " {validity(head)}</p>
            <h2 class="app-side__title" id=id>{written(title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

#[component]
pub fn PostPack(shell: Shell, page: PostPackPage) -> impl IntoView {
    let t = texts();
    let head = Head { here: paths::PACKS, prints: true, wide: true, ..Head::still(t.packs_post_title()) };
    let mut sides: Vec<(String, AnyView)> = Vec::new();
    for wards in on_sides(&page.wards, ward_lines) {
        sides.push((t.packs_wards(), ward_list(wards)));
    }
    if page.roster.is_empty() {
        sides.push((t.packs_roster(), view! { <p>{t.packs_no_roster()}</p> }.into_any()));
    }
    for roster in on_sides(&page.roster, roster_lines) {
        sides.push((t.packs_roster(), roster_list(roster)));
    }
    // Every row has all columns: a large hospital's table goes on over several sides, both ways.
    for (rows, names) in page.walks.chunks(ZONES_ON_A_SIDE).zip(page.zones.chunks(ZONES_ON_A_SIDE)) {
        for first in (0..page.zones.len()).step_by(ZONES_ON_A_SIDE) {
            sides.push((t.packs_walks(), walks(&page.zones, names, rows, first)));
        }
    }
    sides.push((t.packs_ladder(), ladders(&page.ladders)));
    sides.push((t.packs_tally(), tally()));
    sides.push((t.packs_decisions(), decision_sheet()));
    let sides: Vec<_> = sides
        .into_iter()
        .enumerate()
        .map(|(number, (title, content))| side(&shell, number + 1, &title, &page.head, content))
        .collect();
    let content = view! {
        {above(t.packs_post_title(), &page.head, paths::PACKS.to_owned())}
        <div class="app-sides">{sides}</div>
    };
    document(shell, head, content)
}

/// The rows of each side, in order.
fn on_sides<T>(rows: &[T], lines: fn(&T) -> usize) -> Vec<&[T]> {
    let (mut sides, mut first, mut taken) = (Vec::new(), 0, 0);
    for (place, row) in rows.iter().enumerate() {
        let height = lines(row) * LINE + AROUND_A_ROW;
        if taken + height > ROOM && place > first {
            sides.push(&rows[first..place]);
            (first, taken) = (place, 0);
        }
        taken += height;
    }
    if first < rows.len() {
        sides.push(&rows[first..]);
    }
    sides
}

/// How many lines the longest of some cells has, each with the letters that a line of it has room for.
fn most_lines<const CELLS: usize>(cells: [(usize, usize); CELLS]) -> usize {
    cells.into_iter().map(|(letters, room)| letters.div_ceil(room)).max().unwrap_or_default().max(1)
}

fn ward_lines(WardLine { code, name, zone, phone, .. }: &WardLine) -> usize {
    most_lines([
        (letters(code) + 1 + letters(name), 38),
        (zone.as_deref().map_or(0, letters), 22),
        (phone.as_deref().map_or(0, letters), 14),
    ])
}

fn roster_lines(RosterLine { zone, name, phone, tags, shift }: &RosterLine) -> usize {
    let tags = tags.iter().map(|tag| letters(tag) + 2).sum();
    let phone = phone.as_deref().map_or(0, letters);
    most_lines([
        (letters(name), 18),
        (zone.as_deref().map_or(0, letters), 14),
        (letters(shift), 18),
        (phone, 10),
        (tags, 24),
    ])
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn optional(text: Option<&str>) -> AnyView {
    text.map_or_else(|| "–".into_any(), written)
}

fn ward_list(wards: &[WardLine]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = wards
        .iter()
        .map(|WardLine { code, name, zone, phone, slips }| {
            let slips =
                slips.as_ref().map(|(first, last)| t.packs_slips_from_to(first.as_str(), last.as_str()));
            view! {
                <tr>
                    <th scope="row">{written(code)} " " {written(name)}</th>
                    <td data-label=t.packs_zone()>{optional(zone.as_deref())}</td>
                    <td data-label=t.packs_phone()>{optional(phone.as_deref())}</td>
                    <td data-label=t.packs_slips()>{optional(slips.as_deref())}</td>
                </tr>
            }
        })
        .collect();
    let headings = [t.packs_ward(), t.packs_zone(), t.packs_phone(), t.packs_slips()].map(column);
    table(Some(&t.packs_wards()), headings, rows)
}

fn roster_list(roster: &[RosterLine]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = roster
        .iter()
        .map(|RosterLine { zone, name, phone, tags, shift }| {
            view! {
                <tr>
                    <th scope="row">{written(name)}</th>
                    <td data-label=t.packs_zone()>{optional(zone.as_deref())}</td>
                    <td data-label=t.packs_when()>{shift.clone()}</td>
                    <td data-label=t.packs_phone()>{optional(phone.as_deref())}</td>
                    <td data-label=t.packs_knows()>{list_of_names(tags)}</td>
                </tr>
            }
        })
        .collect();
    let headings =
        [t.packs_name(), t.packs_zone(), t.packs_when(), t.packs_phone(), t.packs_knows()].map(column);
    table(Some(&t.packs_roster()), headings, rows)
}

/// The columns from `first` on.
fn walks(zones: &[String], names: &[String], rows: &[Vec<Option<u16>>], first: usize) -> AnyView {
    let t = texts();
    let columns = zones.iter().skip(first).take(ZONES_ON_A_SIDE);
    let headings: Vec<_> =
        std::iter::once(column(t.packs_from_to())).chain(columns.map(|zone| figures(zone.clone()))).collect();
    let rows: Vec<_> = rows
        .iter()
        .zip(names)
        .map(|(row, name)| {
            let cells: Vec<_> = row
                .iter()
                .skip(first)
                .take(ZONES_ON_A_SIDE)
                .map(|minutes| {
                    let minutes = minutes.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string());
                    view! { <td class="app-figure">{minutes}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{written(name)}</th>{cells}</tr> }
        })
        .collect();
    view! { <p>{t.packs_walks_about()}</p> <div class="app-side__walks">{wide(&t.packs_walks(), table(None, headings, rows))}</div> }
        .into_any()
}

fn ladders(ladders: &[(Priority, Vec<String>)]) -> AnyView {
    let t = texts();
    let items: Vec<_> = ladders
        .iter()
        .map(|(priority, steps)| {
            let steps: Vec<_> = steps.iter().map(|step| view! { <li>{step.clone()}</li> }).collect();
            view! {
                <h3 class="app-side__part">{priority.to_string()} ": " {priority_in_words(*priority)}</h3>
                <ul class="nhsuk-list nhsuk-list--bullet">{steps}</ul>
            }
        })
        .collect();
    view! { <p>{t.packs_ladder_about()}</p> {items} }.into_any()
}

/// Lines to write on.
fn lines(headings: Vec<String>, count: usize) -> AnyView {
    let cells = headings.len();
    let rows: Vec<_> = (0..count)
        .map(|_| {
            let cells: Vec<_> = (0..cells).map(|_| view! { <td></td> }).collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    let headings: Vec<_> = headings.into_iter().map(|words| view! { <th scope="col">{words}</th> }).collect();
    view! { <table class="app-side__lines"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table> }
        .into_any()
}

fn tally() -> AnyView {
    let t = texts();
    let headings = vec![
        t.packs_slip(),
        t.packs_ward(),
        t.packs_how_urgent(),
        t.packs_asked(),
        t.packs_who_goes(),
        t.packs_there(),
        t.packs_closed(),
    ];
    view! { <p>{t.packs_tally_about()}</p> {lines(headings, TALLY_LINES)} }.into_any()
}

fn decision_sheet() -> AnyView {
    let t = texts();
    let headings =
        vec![t.packs_time(), t.decisions_decision(), t.decisions_reason(), t.decisions_decided_by()];
    view! { <p>{t.packs_decisions_about()}</p> <div class="app-side__tall">{lines(headings, DECISION_LINES)}</div> }
        .into_any()
}

#[component]
pub fn WardPack(shell: Shell, page: WardPackPage) -> impl IntoView {
    let WardPackPage { head: valid, sheets, issues, more_issues, back } = page;
    let t = texts();
    let head = Head { here: paths::PACKS, prints: true, wide: true, ..Head::still(t.packs_wards_title()) };
    let sides: Vec<_> = sheets
        .iter()
        .enumerate()
        .map(|(place, sheet)| {
            let front = front(&shell, sheet, &issues, more_issues);
            view! {
                {side(&shell, place * 2 + 1, &sheet.name, &valid, front)}
                {side(&shell, place * 2 + 2, &t.packs_slips_of(sheet.name.as_str()), &valid, slips(sheet))}
            }
        })
        .collect();
    let content = view! {
        {above(t.packs_wards_title(), &valid, back)}
        <div class="app-sides">{sides}</div>
    };
    document(shell, head, content)
}

/// How to ask without Elbow. The emergency line comes first.
fn front(shell: &Shell, sheet: &WardSheet, issues: &[PackIssue], more: usize) -> AnyView {
    let t = texts();
    let emergency = rich(|[phone]| t.shell_emergency(phone), [strong(&shell.emergency_phone)]);
    let steps = [
        rich(|[phone]| t.packs_step_ring(phone), [strong(&shell.desk_phone)]),
        rich(|[ward]| t.packs_step_say(ward), [written(&sheet.name)]),
        t.packs_step_slip().into_any(),
        t.packs_step_done().into_any(),
    ]
    .map(|step| view! { <li>{step}</li> })
    .into_iter()
    .collect::<Vec<_>>();
    let own = sheet.phone.as_deref().map(|phone| {
        view! { <p>{rich(|[phone]| t.packs_own_phone(phone), [strong(phone)])}</p> }
    });
    let known: Vec<_> = issues
        .iter()
        .map(|PackIssue { title, workaround, tag }| {
            view! {
                <h4 class="app-side__issue">{written(title)} " (" {written(tag)} ")"</h4>
                <p class="app-lines">{written(workaround)}</p>
            }
        })
        .collect();
    let known =
        if known.is_empty() { view! { <p>{t.packs_no_issues()}</p> }.into_any() } else { known.into_any() };
    view! {
        <p class="app-side__emergency">{emergency}</p>
        <h3 class="app-side__part">{t.packs_to_ask()}</h3>
        <ol class="app-side__steps">{steps}</ol>
        {own}
        <h3 class="app-side__part">{t.packs_issues()}</h3>
        {known}
        {(more > 0).then(|| view! { <p>{t.packs_more_issues(more)}</p> })}
    }
    .into_any()
}

fn slips(sheet: &WardSheet) -> AnyView {
    let t = texts();
    let field = |name: String| view! { <span class="app-slip__field">{name}</span> };
    let slips: Vec<_> = sheet
        .slips
        .iter()
        .map(|code| {
            view! {
                <li class="app-slip">
                    <p class="app-slip__line">
                        <span class="app-slip__code">{strong(code)}</span> {field(t.packs_slip_what())} {field(t.packs_slip_asker())}
                    </p>
                    <p class="app-slip__line">{field(t.packs_slip_urgent())}</p>
                    <p class="app-slip__line">
                        {field(t.packs_asked())} {field(t.packs_there())} {field(t.packs_closed())} {field(t.packs_slip_helper())}
                    </p>
                </li>
            }
        })
        .collect();
    view! { <p>{t.packs_slips_about()}</p> <ol class="app-slips">{slips}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ward(letters: usize) -> WardLine {
        WardLine { code: "W7".to_owned(), name: "n".repeat(letters), zone: None, phone: None, slips: None }
    }

    #[test]
    fn rows_stand_on_as_many_sides_as_they_need_and_none_is_lost() {
        let short: Vec<_> = (0..80).map(|_| ward(6)).collect();
        let sides = on_sides(&short, ward_lines);
        assert_eq!(sides.iter().map(|side| side.len()).collect::<Vec<_>>(), [40, 40]);
        let long: Vec<_> = (0..80).map(|_| ward(100)).collect();
        let sides = on_sides(&long, ward_lines);
        assert!(sides.len() > 2 && sides.concat() == long);
        assert!(on_sides(&[], ward_lines).is_empty());
        assert_eq!(
            on_sides(&[ward(9_000), ward(1)], ward_lines).len(),
            2,
            "one that is too long for a side has one"
        );
    }
}
