//! An import, as whoever uploaded it sees it.

use app::{
    model::{Choice, FieldError},
    screens::import::{
        HeadingRow, ImportChange, ImportChanges, ImportField, ImportHeading, ImportLikeness, ImportLine,
        ImportPage, Stays, UndoPage,
    },
    words::isolated,
};
use import::{
    Change, Field, Heading, Kind, Likeness, Meant, Outcome, Problem, Summary, TakenBack, UNDO_FOR, Upload,
};
use store::HeadingSaid;
use texts::texts;

use crate::{
    kept::Directory,
    screens::{admin::view::name, audit::view::who},
    view::{Sources, moment},
};

/// The value of a column that is left out.
pub(super) const LEFT_OUT: &str = "-";

pub(super) fn heading_field(place: usize) -> String {
    format!("column-{place}")
}

pub(super) fn likeness_field(place: usize) -> String {
    format!("same-{place}")
}

/// `key` names the files as they are kept with what they ask; `is_tried`: whoever answered left something out.
pub(super) fn import_page(outcome: Outcome, upload: &Upload, key: String, is_tried: bool) -> ImportPage {
    let Outcome { problems, notes, summaries, is_refused, .. } = outcome;
    let headings: Vec<ImportHeading> =
        upload.headings.iter().enumerate().map(|(place, asked)| heading(place, asked)).collect();
    let likenesses: Vec<ImportLikeness> =
        upload.likenesses.iter().enumerate().map(|(place, asked)| likeness(place, asked)).collect();
    let is_open = !likenesses.is_empty() || headings.iter().any(|heading| heading.chosen.is_empty());
    let is_sound = problems.is_empty() && !is_open;
    let can_save = is_sound && summaries.iter().any(|summary| !summary.is_nothing());
    // Without an answer to give, files that are wrong are corrected and come again.
    let is_kept = !is_refused && (can_save || !headings.is_empty() || !likenesses.is_empty());
    let errors = if is_tried { unanswered(&headings, &likenesses) } else { Vec::new() };
    let changes = if is_sound { summaries } else { Vec::new() };
    ImportPage {
        problems: problems.into_iter().map(line).collect(),
        notes: notes.into_iter().map(line).collect(),
        headings,
        likenesses,
        changes: changes.into_iter().map(changes_of_file).collect(),
        key: is_kept.then_some(key),
        can_save,
        megabytes: import::MAX_MEGABYTES,
        errors,
    }
}

pub(super) fn undo_page(
    sources: &Sources,
    directory: &Directory,
    taken: TakenBack,
    errors: Vec<FieldError>,
) -> UndoPage {
    let TakenBack { event, summaries, stays } = taken;
    UndoPage {
        time: moment(sources, event.at).clock,
        until: moment(sources, event.at + UNDO_FOR).clock,
        who: who(directory, &event),
        changes: summaries.into_iter().map(changes_of_file).collect(),
        stays: stays.into_iter().map(|import::Stays { name, why }| Stays { name, why }).collect(),
        import: event.sequence.to_string(),
        errors,
    }
}

/// What a form to forget a column sends: the list, the heading, and what it was read as.
pub(super) const FORGET: [&str; 3] = ["list", "heading", "column"];

pub(super) fn heading_row(
    sources: &Sources,
    directory: &Directory,
    known: store::ImportHeading,
) -> HeadingRow {
    let store::ImportHeading { list, heading, column, said } = known;
    let shown = column.clone().unwrap_or_else(|| LEFT_OUT.to_owned());
    let [of_list, of_heading, of_column] = FORGET;
    HeadingRow {
        list: Kind::named(&list).map_or_else(|| list.clone(), name),
        name: said.as_ref().map_or_else(|| heading.clone(), |said| said.name.clone()),
        column,
        said: said.map(|HeadingSaid { at, by, .. }| {
            let who = by.map_or_else(|| texts().audit_command_line(), |by| directory.person_name(by));
            (who, moment(sources, at))
        }),
        told: [(of_list, list), (of_heading, heading), (of_column, shown)],
    }
}

fn unanswered(headings: &[ImportHeading], likenesses: &[ImportLikeness]) -> Vec<FieldError> {
    let t = texts();
    let columns = headings
        .iter()
        .filter(|heading| heading.chosen.is_empty())
        .map(|heading| FieldError::new(&heading.field, t.import_choose_column(isolated(&heading.name))));
    let alike = likenesses.iter().map(|asked| {
        let message = t.import_choose_same(isolated(&asked.given), isolated(&asked.known));
        FieldError::new(&asked.field, message)
    });
    columns.chain(alike).collect()
}

fn heading(place: usize, Heading { file, name, meant, columns, .. }: &Heading) -> ImportHeading {
    let left_out = Choice { value: LEFT_OUT.to_owned(), label: texts().import_leave_out() };
    let columns =
        columns.iter().map(|column| Choice { value: (*column).to_owned(), label: (*column).to_owned() });
    ImportHeading {
        field: heading_field(place),
        file: file.clone(),
        name: name.clone(),
        choices: columns.chain([left_out]).collect(),
        chosen: match meant {
            Meant::Unknown => String::new(),
            Meant::LeftOut => LEFT_OUT.to_owned(),
            Meant::Column(column) => (*column).to_owned(),
        },
    }
}

fn likeness(place: usize, Likeness { file, line, given, known, .. }: &Likeness) -> ImportLikeness {
    ImportLikeness {
        field: likeness_field(place),
        file: file.clone(),
        line: *line,
        given: given.clone(),
        known: known.clone(),
    }
}

fn line(Problem { file, line, what, to_do, .. }: Problem) -> ImportLine {
    ImportLine { file, line, what, to_do }
}

fn changes_of_file(summary: Summary) -> ImportChanges {
    let Summary { kind, added, changed, removed, unchanged, missing } = summary;
    let changed = changed.into_iter().map(change).collect();
    ImportChanges { name: name(kind), added, changed, removed, unchanged, missing }
}

fn change(Change { name, fields }: Change) -> ImportChange {
    let fields = fields.into_iter().map(|Field { column, before, after }| ImportField {
        column: column.replace('_', " "),
        before,
        after,
    });
    ImportChange { name, fields: fields.collect() }
}
