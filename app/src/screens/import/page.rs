//! An import before it is saved.

use leptos::prelude::*;
use texts::texts;

use super::{ImportChange, ImportChanges, ImportHeading, ImportLikeness, ImportLine, ImportPage};
use crate::{
    components::{
        Tiles, Tone, button, column, details, figures, file_input, hidden, link_button, select, table, tiles,
        written,
    },
    model::{Choice, FieldError, Shell},
    shell::{Head, document},
    words::isolated,
};

/// More than this is opened by whoever wants to see it.
const OPEN: usize = 10;

/// More than this is counted, and not read by anybody.
pub(super) const SHOWN: usize = 500;

/// What is done with an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Done {
    Saved,
    TakenBack,
}

#[component]
pub fn Import(shell: Shell, page: ImportPage) -> impl IntoView {
    let ImportPage { problems, notes, headings, likenesses, changes, key, can_save, megabytes, errors } =
        page;
    let t = texts();
    let is_open = !likenesses.is_empty() || headings.iter().any(|heading| heading.chosen.is_empty());
    let title = match (problems.len(), is_open) {
        (0, true) => t.import_questions(),
        (0, false) if can_save => t.import_will_change(),
        (0, false) => t.import_no_change(),
        (some, _) => t.import_to_correct(some),
    };
    let head = Head { errors: &errors, wide: true, here: paths::ADMIN, ..Head::still(title.clone()) };
    let lead = if problems.is_empty() {
        is_open.then(|| t.import_questions_why())
    } else {
        Some(t.import_nothing_saved())
    };
    let sections: Vec<_> = changes.into_iter().map(|changes| changes_of_file(changes, Done::Saved)).collect();
    let questions = key.as_ref().and_then(|key| questions(key, headings, likenesses, &errors));
    let (before, behind) = if is_open && problems.is_empty() { (questions, None) } else { (None, questions) };
    let save = key.filter(|_| can_save).map(|key| {
        view! {
            <form method="post" action=paths::CONFIRM_IMPORT class="app-post">
                {hidden("key", &key)}
                {button(Tone::Primary, &t.import_save())}
            </form>
            {link_button(Tone::Secondary, paths::ADMIN, &t.shared_cancel())}
        }
    });
    let again = (!problems.is_empty()).then(|| upload(megabytes, &errors));
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {lead.map(|words| view! { <p>{words}</p> })}
        {before}
        {lines(t.import_wrong(), problems)}
        {again}
        {lines(t.import_good_to_know(), notes)}
        {sections}
        {behind}
        {save}
    };
    document(shell, head, content)
}

/// Files are chosen and looked at.
pub fn upload(megabytes: usize, errors: &[FieldError]) -> AnyView {
    let t = texts();
    view! {
        <form method="post" action=paths::IMPORT enctype="multipart/form-data" novalidate>
            {file_input("files", &t.admin_files(), &t.admin_files_hint(megabytes), ".csv,.xlsx", errors)}
            {button(Tone::Primary, &t.admin_check())}
        </form>
    }
    .into_any()
}

/// What is open, and what was answered of columns, which may be changed.
fn questions(
    key: &str,
    headings: Vec<ImportHeading>,
    likenesses: Vec<ImportLikeness>,
    errors: &[FieldError],
) -> Option<AnyView> {
    if headings.is_empty() && likenesses.is_empty() {
        return None;
    }
    let t = texts();
    let (known, open): (Vec<_>, Vec<_>) =
        headings.into_iter().partition(|heading| !heading.chosen.is_empty());
    let is_open = !open.is_empty() || !likenesses.is_empty();
    let fields = |headings: Vec<ImportHeading>| -> Vec<_> {
        let field = |heading: ImportHeading| {
            let ImportHeading { field, file, name, choices, chosen } = heading;
            let label = t.import_column_is(isolated(&name), isolated(&file));
            select(&field, &label, &choices, &chosen, Some(&t.import_choose()), errors)
        };
        headings.into_iter().map(field).collect()
    };
    let columns = (!open.is_empty()).then(|| {
        view! {
            <h2 class="nhsuk-heading-m">{t.import_columns()}</h2>
            <p>{t.import_columns_why()}</p>
            {fields(open)}
        }
    });
    let verdicts = [
        Choice { value: "same".to_owned(), label: t.import_same() },
        Choice { value: "another".to_owned(), label: t.import_another() },
    ];
    let alike = (!likenesses.is_empty()).then(|| {
        let question = |likeness: ImportLikeness| {
            let ImportLikeness { field, file, line, given, known } = likeness;
            let legend = t.import_is_same(isolated(&file), line, isolated(&given), isolated(&known));
            tiles(Tiles { name: &field, legend: &legend, choices: &verdicts, chosen: "", class: "" }, errors)
        };
        view! {
            <h2 class="nhsuk-heading-m">{t.import_likenesses()}</h2>
            <p>{t.import_likenesses_why()}</p>
            {likenesses.into_iter().map(question).collect::<Vec<_>>()}
        }
    });
    let count = known.len();
    let recognised = (count > 0).then(|| {
        let again = (!is_open).then(|| button(Tone::Secondary, &t.import_check_again()));
        let to_all = view! { <p><a href=paths::IMPORT_HEADINGS>{t.import_headings_title()}</a></p> };
        let fields = view! { {fields(known)} {again} {to_all} };
        details("recognised", &t.import_recognised(count), false, fields)
    });
    let form = view! {
        <form method="post" action=paths::ANSWER_IMPORT novalidate>
            {hidden("key", key)}
            {columns}
            {alike}
            {recognised}
            {is_open.then(|| button(Tone::Primary, &t.import_continue()))}
        </form>
    };
    Some(form.into_any())
}

/// A table of what is said about lines; nothing if nothing is.
fn lines(caption: String, lines: Vec<ImportLine>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let t = texts();
    let rows: Vec<_> = lines
        .into_iter()
        .map(|ImportLine { file, line, what, to_do }| {
            let line = line.map_or_else(|| t.import_all_lines(), |line| line.to_string());
            view! {
                <tr>
                    <th scope="row">{written(&file)}</th>
                    <td class="app-figure" data-label=t.import_line()>{line}</td>
                    <td>{what}"."</td>
                    <td data-label=t.import_what_to_do()>{to_do}</td>
                </tr>
            }
        })
        .collect();
    let headings = [
        column(t.import_file()),
        figures(t.import_line()),
        column(t.import_what()),
        column(t.import_what_to_do()),
    ];
    let table = view! {
        <h2 class="nhsuk-heading-m">{caption}</h2>
        {table(None, headings, rows)}
    };
    Some(table.into_any())
}

pub(super) fn changes_of_file(changes: ImportChanges, done: Done) -> AnyView {
    let ImportChanges { name, added, changed, removed, unchanged, missing } = changes;
    let t = texts();
    let (brought, after) = match done {
        Done::Saved => (t.import_added(added.len()), t.import_after()),
        Done::TakenBack => (t.import_undo_brought(added.len()), t.import_undo_after()),
    };
    let id = |what: &str| format!("{name}-{what}").to_lowercase().replace(' ', "-");
    view! {
        <h2 class="nhsuk-heading-m">{name.clone()}</h2>
        {names(id("added"), &brought, added)}
        {fields(id("changed"), &t.import_changed(changed.len()), after, changed)}
        {names(id("removed"), &t.import_removed(removed.len()), removed)}
        {names(id("missing"), &t.import_missing(missing.len()), missing)}
        {(unchanged > 0).then(|| view! { <p class="app-muted">{t.import_unchanged(unchanged)}</p> })}
    }
    .into_any()
}

/// What changes from what, a row each.
fn fields(id: String, summary: &str, after: String, changes: Vec<ImportChange>) -> Option<AnyView> {
    if changes.is_empty() {
        return None;
    }
    let t = texts();
    let open = changes.len() <= OPEN;
    let shown = |value: Option<String>| match value {
        Some(value) => written(&value),
        None => view! { <span class="app-muted">{t.import_empty()}</span> }.into_any(),
    };
    let more = more(changes.len());
    let rows: Vec<_> = changes
        .into_iter()
        .take(SHOWN)
        .flat_map(|ImportChange { name, fields }| fields.into_iter().map(move |field| (name.clone(), field)))
        .map(|(name, field)| {
            let after = after.clone();
            view! {
                <tr>
                    <th scope="row">{written(&name)}</th>
                    <td>{field.column}</td>
                    <td data-label=t.import_before()>{shown(field.before)}</td>
                    <td data-label=after>{shown(field.after)}</td>
                </tr>
            }
        })
        .collect();
    let headings =
        [column(t.import_which()), column(t.import_field()), column(t.import_before()), column(after)];
    let table = table(Some(summary), headings, rows);
    Some(details(id, summary, open, view! { {table} {more} }))
}

/// How many of so many are not shown.
pub(super) fn more(there: usize) -> Option<AnyView> {
    let more = there.checked_sub(SHOWN).filter(|more| *more > 0)?;
    Some(view! { <p>{texts().import_and_more(more)}</p> }.into_any())
}

/// How many, and which when opened.
fn names(id: String, summary: &str, names: Vec<String>) -> Option<AnyView> {
    if names.is_empty() {
        return None;
    }
    let open = names.len() <= OPEN;
    let more = more(names.len());
    let items: Vec<_> =
        names.into_iter().take(SHOWN).map(|name| view! { <li>{written(&name)}</li> }).collect();
    let list = view! { <ul class="nhsuk-list nhsuk-list--bullet">{items}</ul> {more} };
    Some(details(id, summary, open, list))
}
