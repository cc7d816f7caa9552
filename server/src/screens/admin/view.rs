//! The hospital, as an administrator sees it.

use app::{
    model::FieldError,
    screens::admin::{AdminList, AdminPage, ListPage},
    words::isolated,
};
use dispatch::{
    TravelTable,
    travel::{Observed, Survey},
};
use import::{Hospital, Kind};
use store::{NamePlace, Part, Tx, if_readable};
use texts::texts;

use crate::{
    kept::Ways,
    screens::places::view::field_label,
    view::{Sources, moment, paging::Asked},
};

/// Rows on one page.
const ROWS: u32 = 100;

pub(crate) async fn admin_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    missing: usize,
    errors: Vec<FieldError>,
    notice: Option<String>,
) -> Result<AdminPage, store::Error> {
    let hospital = Hospital::load(tx, sources.core.now()).await?;
    let entries = |kind| match kind {
        Kind::Tags => hospital.tags.len(),
        Kind::Wards => hospital.wards.len(),
        Kind::Links => hospital.links.len(),
        Kind::Overrides => hospital.overrides.len(),
        Kind::People => hospital.people.len(),
        Kind::Shifts => hospital.shifts.len(),
    };
    let lists = Kind::ALL.map(|kind| AdminList {
        name: name(kind),
        page: page_of(kind),
        slug: kind.name(),
        about: about(kind),
        entries: entries(kind),
    });
    let last_import = if_readable(tx.last_import_event().await)?.map(|event| moment(sources, event.at).clock);
    let headings = tx.list_import_headings().await?.len();
    let megabytes = import::MAX_MEGABYTES;
    Ok(AdminPage { lists: lists.to_vec(), missing, megabytes, last_import, headings, errors, notice })
}

/// Where a list is looked through.
pub(crate) fn page_of(kind: Kind) -> String {
    match kind {
        Kind::People => paths::PEOPLE.to_owned(),
        Kind::Wards => paths::entries("wards"),
        Kind::Tags => paths::entries("tags"),
        Kind::Links => paths::entries("ways"),
        Kind::Overrides | Kind::Shifts => paths::list(kind.name()),
    }
}

/// The list as its file has it.
pub(crate) async fn list_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    kind: Kind,
    asked: &Asked,
) -> Result<ListPage, store::Error> {
    let (words, page) = (asked.words(), asked.page(ROWS));
    let (zone, now) = (&sources.trust.time_zone, sources.core.now());
    let (columns, part) = import::list(tx, kind, (&words, &page), zone, now).await?;
    let path = page_of(kind);
    Ok(ListPage {
        title: name(kind),
        about: about(kind),
        columns: columns.iter().map(|column| column_label(column)).collect(),
        found: asked.found(&path, &part),
        rows: part.rows,
        path,
        csv: Some(paths::list_file(&kind.file_name())),
    })
}

/// What a column of a list is called, as the page has it on which one entry is changed.
fn column_label(column: &str) -> String {
    let t = texts();
    match column {
        "person" => t.admin_person(),
        "starts" => t.roster_starts(),
        "ends" => t.roster_ends(),
        column => field_label(column),
    }
}

/// What arrivals have shown beside what was thought before, by the names of the wards: an order that a new arrival does not change.
pub(crate) async fn walks_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: &Asked,
) -> Result<ListPage, store::Error> {
    let ways = Ways::load(tx, sources.core.now()).await?;
    let (sites, wards) = (tx.list_sites().await?, tx.list_wards().await?);
    let survey = ways.survey(&sites, &wards);
    let before = TravelTable::build(Survey { observed: &[], ..survey }, &sources.core.policy().walking);
    let after = TravelTable::build(survey, &sources.core.policy().walking);
    let named = |id| wards.iter().find(|ward| ward.id == id).map_or("?", |ward| ward.name.as_str());
    let find = asked.words();
    let ends = |pair: &Observed| {
        let mut ends: [_; 2] = pair.wards.into();
        ends.sort_by_key(|ward| NamePlace::new(named(*ward), *ward));
        ends.map(named)
    };
    let observed = ways.observed.iter().map(|pair| {
        let id = format!("{}-{}", pair.wards.0, pair.wards.1);
        let [one, other] = ends(pair);
        (NamePlace::new(&format!("{one} – {other}"), id), find.are_in(&[one, other]), pair)
    });
    let part = Part::by_key(observed.collect(), &asked.page(ROWS));
    let rows = part.rows.iter().map(|pair| {
        let (one, other) = pair.wards;
        vec![
            ends(pair).map(isolated).join(" – "),
            before.seconds(one, other).to_string(),
            pair.median_seconds.to_string(),
            pair.walks.to_string(),
            after.seconds(one, other).to_string(),
        ]
    });
    let t = texts();
    Ok(ListPage {
        title: t.admin_walks(),
        about: t.admin_walks_about(),
        columns: vec![
            t.admin_walks_between(),
            t.admin_walks_estimate(),
            t.admin_walks_observed(),
            t.admin_walks_walks(),
            t.admin_walks_used(),
        ],
        rows: rows.collect(),
        found: asked.found(paths::WALKS, &part),
        path: paths::WALKS.to_owned(),
        csv: None,
    })
}

/// What people call a list.
pub(crate) fn name(kind: Kind) -> String {
    match kind {
        Kind::Tags => texts().admin_tags(),
        Kind::Wards => texts().admin_wards(),
        Kind::Links => texts().places_ways(),
        Kind::Overrides => texts().admin_overrides(),
        Kind::People => texts().admin_people(),
        Kind::Shifts => texts().admin_shifts(),
    }
}

fn about(kind: Kind) -> String {
    match kind {
        Kind::Tags => texts().admin_tags_about(),
        Kind::Wards => texts().admin_wards_about(),
        Kind::Links => texts().places_ways_about(),
        Kind::Overrides => texts().admin_overrides_about(),
        Kind::People => texts().admin_people_about(),
        Kind::Shifts => texts().admin_shifts_about(),
    }
}
