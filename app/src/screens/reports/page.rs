//! Huddle packs and sitreps.

use domain::{
    ReportKind,
    report::{Why, Words},
};
use leptos::prelude::*;
use texts::texts;

use super::{
    Approved, Coverage, Figure, ReportForm, ReportPage, ReportRow, ReportStands, ReportsPage, TopPlace,
};
use crate::{
    components::{
        Guard, TextArea, TextInput, Tone, button, column, details, figures, hidden, moment, part_of, rich,
        summed_up, table, tag, text_area, text_input, written,
    },
    model::{Moment, Shell},
    screens::decisions::struck_out,
    shell::{Head, announcement, document},
    words::list,
};

#[component]
pub fn Reports(shell: Shell, page: ReportsPage) -> impl IntoView {
    let ReportsPage { rows, found, next } = page;
    let t = texts();
    let head = Head { here: paths::REPORTS, wide: true, ..Head::still(t.reports_title()) };
    let next: Vec<_> = next
        .iter()
        .map(|(kind, at)| {
            let words = rich(
                |[time]| match kind {
                    ReportKind::Huddle => t.reports_next_huddle(time),
                    ReportKind::Sitrep => t.reports_next_sitrep(time),
                },
                [moment(at)],
            );
            view! { <li>{words}</li> }
        })
        .collect();
    let next = if next.is_empty() {
        view! { <p>{t.reports_none_planned()}</p> }.into_any()
    } else {
        view! { <ul class="nhsuk-list">{next}</ul> }.into_any()
    };
    let rows = (!rows.is_empty()).then(|| report_table(&rows));
    let content = view! {
        <h1 class="nhsuk-heading-l">{t.reports_title()}</h1>
        <p>{t.reports_about()}</p>
        {next}
        {part_of(&found, &t.reports_none(), rows)}
    };
    document(shell, head, content)
}

fn report_table(rows: &[ReportRow]) -> AnyView {
    let t = texts();
    let rows: Vec<_> = rows
        .iter()
        .map(|ReportRow { number, kind, due, is_late, headline, stands }| {
            let (colour, words) = match stands {
                ReportStands::Written => ("yellow", t.reports_not_approved()),
                ReportStands::Approved => ("green", t.reports_approved()),
                ReportStands::Corrected => ("blue", t.reports_corrected()),
            };
            view! {
                <tr>
                    <th scope="row">
                        <a href=paths::report(number)>{name(*kind)} ", " {moment(due)}</a> " "
                        {is_late.then(|| tag("grey", &t.reports_late()))}
                    </th>
                    <td data-label=t.reports_in_short()>{headline.clone()}</td>
                    <td data-label=t.reports_stands()>{tag(colour, &words)}</td>
                </tr>
            }
        })
        .collect();
    table(None, [t.reports_report(), t.reports_in_short(), t.reports_stands()].map(column), rows)
}

fn name(kind: ReportKind) -> String {
    match kind {
        ReportKind::Huddle => texts().reports_huddle(),
        ReportKind::Sitrep => texts().reports_sitrep(),
    }
}

/// One side of A4 when it is printed.
#[component]
pub fn Report(shell: Shell, page: ReportPage) -> impl IntoView {
    let t = texts();
    let form = page.form.clone().unwrap_or_default();
    let errors = summed_up(&form.errors, &form.warnings);
    let title = t.reports_of(name(page.kind), page.due.clock.as_str());
    let head = Head {
        errors: &errors,
        here: paths::REPORTS,
        prints: true,
        wide: true,
        ..Head::still(title.clone())
    };
    let for_whom = if page.is_shared { t.reports_shared_about() } else { t.reports_exact_about() };
    let late = page.is_late.then(|| {
        let words = rich(
            |[due, written]| t.reports_written_late(due, written),
            [moment(&page.due), moment(&page.written)],
        );
        view! { <p class="app-warning">{words}</p> }
    });
    let content = view! {
        <div class="app-paper">
            <a class="app-back" href=paths::REPORTS>{t.reports_title()}</a>
            {announcement(page.notice.as_deref())}
        </div>
        <article class="app-report">
            <h1 class="nhsuk-heading-l">{title}</h1>
            <p class="app-report__whom">{tag(if page.is_shared { "blue" } else { "red" }, &for_whom)}</p>
            {late}
            {(page.left_out > 0).then(|| view! { <p class="app-warning">{t.reports_left_out(page.left_out)}</p> })}
            {(page.rehearsed_open > 0).then(|| view! { <p class="app-warning">{t.reports_rehearsed_open(page.rehearsed_open)}</p> })}
            <p class="app-report__headline">{page.headline.clone()}</p>
            {(!page.waves.is_empty()).then(|| waves(&page.waves))}
            <div class="app-report__blocks">{blocks(&page)}</div>
            <p class="app-muted">{made(&page)}</p>
        </article>
        <div class="app-paper">
            {ways(&page)}
            {page.form.clone().map(|form| approval(page.number, form))}
        </div>
    };
    document(shell, head, content)
}

fn waves(waves: &[String]) -> AnyView {
    let lines: Vec<_> = waves.iter().map(|wave| view! { <li>{wave.clone()}</li> }).collect();
    view! { <ul class="nhsuk-list">{lines}</ul> }.into_any()
}

/// What it was made from, so that anybody can make it again.
fn made(page: &ReportPage) -> AnyView {
    let t = texts();
    let from_to = rich(
        |[from, to, written]| t.reports_made(from, to, written, page.sequence),
        [moment(&page.from), moment(&page.to), moment(&page.written)],
    );
    let next =
        page.next_due.as_ref().map(|next: &Moment| rich(|[time]| t.reports_next(time), [moment(next)]));
    view! { {from_to} " " {next} " " {page.not_compared.clone()} }.into_any()
}

fn blocks(page: &ReportPage) -> AnyView {
    let t = texts();
    view! {
        {numbers("requests", t.reports_requests(), &page.requests)}
        {numbers("waits", t.reports_waits(), &page.waits)}
        {numbers("urgent", t.reports_urgent(), &page.urgent)}
        {block("issues", t.reports_issues(), sentences(&page.issues, t.reports_no_issues()))}
        {(!page.is_shared).then(|| block("top", t.reports_top(), top(&page.top, page.more_places)))}
        {(!page.is_shared).then(|| block("cover", t.reports_cover(), cover(&page.cover)))}
        {(!page.is_shared).then(|| block("decisions", t.reports_decisions(), decisions(page)))}
        {numbers("answers", t.reports_answers(), &page.answers)}
        {said("went-well", t.reports_went_well(), page, &page.went_well)}
        {said("comes-next", t.reports_comes_next(), page, &page.comes_next)}
        {block("approval", t.reports_approval(), approvals(&page.approved))}
    }
    .into_any()
}

fn block(id: &'static str, title: String, content: AnyView) -> AnyView {
    view! {
        <section class="app-report__block" aria-labelledby=id>
            <h2 class="nhsuk-heading-s" id=id>{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn numbers(id: &'static str, title: String, figures: &[Figure]) -> Option<AnyView> {
    (!figures.is_empty()).then(|| block(id, title, figures_table(id, figures)))
}

fn figures_table(of: &'static str, figures: &[Figure]) -> AnyView {
    let rows: Vec<_> = figures
        .iter()
        .map(|Figure { name, value, change }| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td class="app-figure">{value.clone()}</td>
                    <td class="app-figure app-muted">{since_last(change.as_deref())}</td>
                </tr>
            }
        })
        .collect();
    view! { <table class="app-table app-table--short" aria-labelledby=of><tbody>{rows}</tbody></table> }
        .into_any()
}

/// Spoken with what it is against.
fn since_last(change: Option<&str>) -> Option<AnyView> {
    change.map(|change| {
        view! { {change.to_owned()} <span class="nhsuk-u-visually-hidden">" " {texts().reports_since_last()}</span> }
            .into_any()
    })
}

fn top(places: &[TopPlace], more: usize) -> AnyView {
    let t = texts();
    if places.is_empty() {
        return view! { <p>{t.reports_nothing_asked()}</p> }.into_any();
    }
    let rows: Vec<_> = places
        .iter()
        .map(|TopPlace { ward, tag, figure, change }| {
            view! {
                <tr>
                    <th scope="row">{written(ward)} ", " {written(tag)}</th>
                    <td class="app-figure" data-label=t.reports_asked()>{figure.clone()}</td>
                    <td class="app-figure app-muted" data-label=t.reports_change()>{since_last(change.as_deref())}</td>
                </tr>
            }
        })
        .collect();
    let headings = [column(t.reports_place()), figures(t.reports_asked()), figures(t.reports_change())];
    view! {
        {table(Some(&t.reports_top()), headings, rows)}
        {(more > 0).then(|| view! { <p class="app-muted">{t.reports_more_places(more)}</p> })}
    }
    .into_any()
}

fn cover(cover: &Coverage) -> AnyView {
    let t = texts();
    match cover {
        Coverage::CannotTell => view! { <p>{t.reports_cover_unknown()}</p> }.into_any(),
        Coverage::Known { on_shift, nobody_knows, roster } => {
            let unknown = if nobody_knows.is_empty() {
                t.reports_all_known()
            } else {
                t.reports_nobody_knows(list(nobody_knows))
            };
            let roster: Vec<_> = roster.iter().map(|words| view! { <p>{words.clone()}</p> }).collect();
            let unknown = (*on_shift > 0).then(|| view! { <p>{unknown}</p> });
            view! { <p>{t.reports_on_shift(*on_shift)}</p> {unknown} {roster} }.into_any()
        }
    }
}

fn decisions(page: &ReportPage) -> AnyView {
    let t = texts();
    let links: Vec<_> = page
        .decisions
        .iter()
        .map(|number| view! { <a href=paths::decision(number)>{t.decisions_one(*number)}</a> " " })
        .collect();
    let links = if links.is_empty() { t.reports_no_decisions().into_any() } else { links.into_any() };
    view! { <p>{links}</p> {figures_table("decisions", &page.actions)} }.into_any()
}

fn sentences(sentences: &[String], none: String) -> AnyView {
    if sentences.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let items: Vec<_> = sentences.iter().map(|sentence| view! { <li>{written(sentence)}</li> }).collect();
    view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> }.into_any()
}

fn said(
    id: &'static str,
    title: String,
    page: &ReportPage,
    told: &crate::screens::decisions::Told,
) -> Option<AnyView> {
    if page.approved.is_empty() {
        return None;
    }
    let now = if told.is.is_empty() { texts().reports_nothing_said().into_any() } else { written(&told.is) };
    Some(block(id, title, view! { <div class="app-lines">{struck_out(told)} {now}</div> }.into_any()))
}

fn approvals(approved: &[Approved]) -> AnyView {
    let t = texts();
    if approved.is_empty() {
        return view! { <p>{t.reports_nobody_approved()}</p> }.into_any();
    }
    let items: Vec<_> = approved
        .iter()
        .map(|Approved { when, is_correction, who, why }| {
            let words = match (who, why) {
                (Some(who), Some(why)) => rich(
                    |[name, time, why]| t.reports_corrected_by(name, time, why),
                    [written(who), moment(when), written(why)],
                ),
                (Some(who), None) => {
                    rich(|[name, time]| t.reports_approved_by(name, time), [written(who), moment(when)])
                }
                (None, _) if *is_correction => rich(|[time]| t.reports_corrected_at(time), [moment(when)]),
                (None, _) => rich(|[time]| t.reports_approved_at(time), [moment(when)]),
            };
            view! { <li>{words}</li> }
        })
        .collect();
    view! { <ul class="nhsuk-list">{items}</ul> }.into_any()
}

/// What else can be done with it.
fn ways(page: &ReportPage) -> AnyView {
    let t = texts();
    let other = match (page.is_shared, page.form.is_some()) {
        (false, _) => Some((paths::shared_report(&page.number), t.reports_to_shared())),
        (true, true) => Some((paths::report(&page.number), t.reports_to_exact())),
        (true, false) => None,
    };
    let csv = (!page.is_shared).then(|| {
        view! { <p class="app-csv"><a href=paths::report_csv(&page.number) download="">{t.shared_download_csv()}</a> " " {t.shared_local_times()}</p> }
    });
    view! {
        <div class="app-report__ways">
            <button class="nhsuk-button nhsuk-button--secondary" id="print" type="button" hidden>{t.reports_print()}</button>
            {other.map(|(href, label)| view! { <p class="app-csv"><a href=href>{label}</a></p> })}
            {csv}
        </div>
    }
    .into_any()
}

fn approval(number: u32, form: ReportForm) -> AnyView {
    let t = texts();
    let is_typed = !summed_up(&form.errors, &form.warnings).is_empty();
    let is_correction = form.version > 0;
    let label = if is_correction { t.reports_correct() } else { t.reports_approve() };
    let fields = fields(number, form, &label);
    if is_correction {
        return details("correct", &label, is_typed, fields);
    }
    view! {
        <section aria-labelledby="approve" class="app-report__approve">
            <h2 class="nhsuk-heading-m" id="approve">{label}</h2>
            <p>{t.reports_approve_about()}</p>
            {fields}
        </section>
    }
    .into_any()
}

fn fields(number: u32, form: ReportForm, label: &str) -> AnyView {
    let t = texts();
    let hint = t.shared_no_patient_details();
    let area = |name, label: String, value: &str| {
        let field = TextArea {
            name,
            label: &label,
            hint: &hint,
            value,
            rows: 3,
            at_most: Some(Words::MAX_CHARS),
            guard: Some(Guard::new(&form.warnings)),
            class: "",
        };
        text_area(field, &form.errors)
    };
    let why = (form.version > 0).then(|| {
        let label = t.reports_field_why();
        let field = TextInput {
            value: &form.why,
            max_length: u16::try_from(Why::MAX_CHARS).ok(),
            guard: Some(Guard::new(&form.warnings)),
            ..TextInput::new("why", &label)
        };
        text_input(field, &form.errors)
    });
    view! {
        <form method="post" action=paths::approve_report(&number) novalidate>
            {hidden("key", &form.key)}
            {hidden("version", &form.version.to_string())}
            <p>{t.reports_handed_on()}</p>
            {area("went_well", t.reports_field_went_well(), &form.went_well)}
            {area("comes_next", t.reports_field_comes_next(), &form.comes_next)}
            {why}
            {button(Tone::Primary, label)}
        </form>
    }
    .into_any()
}
