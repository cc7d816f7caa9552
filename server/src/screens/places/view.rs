//! One list, and one entry of it. What each list shows is here; how it is shown, its page knows.

use app::{
    model::{Choice, FieldError},
    screens::{
        places::{EntryField, EntryForm, EntryInput, EntryPage, EntryRow, ListPage},
        question::QuestionPage,
    },
    words::{isolated, list_of_names},
};
use domain::{Category, Entry, Link, LinkKind, List, Tag, Ward, Zone, entry::Way};
use serde::Deserialize;
use store::{NamePlace, Page, Part, Tx};
use texts::texts;

use crate::{
    actions::{
        ActionError,
        entries::{EndsWith, Fields, Lists, Near, Why, columns, look_at_end_of_entry},
    },
    http::{Problem, problem::still_needed, shown},
    view::{Sources, moment, paging::Asked},
};

/// Entries on a page, of each kind.
const ROWS: u32 = 100;
/// Wards that a sentence names.
const NAMED: usize = 5;

/// What an address asks of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedEntries {
    find: String,
    /// Where the page before ended, of those that are there and of those that have ended.
    after: String,
    ended: String,
}

/// A form that has come back.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    /// None: the form as it is first shown.
    pub(crate) fields: Option<Fields>,
    pub(crate) key: String,
    /// What it showed before: somebody else may have changed that meanwhile.
    pub(crate) shown: Option<Fields>,
    pub(crate) near: Vec<String>,
}

/// A row before it is sorted: its place, what it is found by, and its cells.
struct Found {
    entry: Entry,
    /// What it is sorted by.
    place: String,
    cells: Vec<String>,
}

/// Keyed by [`Found::place`] and its id.
type Key = NamePlace<String>;

pub(crate) async fn list_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    list: List,
    asked: &AskedEntries,
    typed: Typed,
    (errors, notice): (Vec<FieldError>, Option<String>),
) -> Result<ListPage, store::Error> {
    let lists = Lists::load(tx).await?;
    let path = paths::entries(list.name());
    let there = Asked { find: asked.find.clone(), after: asked.after.clone() };
    let over = Asked { find: asked.find.clone(), after: asked.ended.clone() };
    let (rows, ended) = rows(&lists, list);
    let part = part(rows, &there);
    let ended = self::part(ended, &over);
    let (title, about, add) = words(list);
    let fields = typed.fields.unwrap_or_else(|| empty(list));
    Ok(ListPage {
        title,
        about,
        warning: (list == List::Ways).then(|| out_of_reach(&lists)).flatten(),
        find: texts().places_find(),
        columns: headings(&lists, list),
        found: there.found(&path, &part),
        rows: part.rows,
        ended_found: over.found_by("ended", &format!("{path}#ended"), &ended),
        ended: ended.rows,
        form: EntryForm {
            action: path.clone(),
            button: add.clone(),
            fields: inputs(&lists, list, &fields, true),
            key: if typed.key.is_empty() { sources.core.random.secret() } else { typed.key },
            shown: String::new(),
            near: typed.near,
            errors,
        },
        add,
        path,
        notice,
    })
}

pub(crate) async fn entry_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    entry: Entry,
    typed: Typed,
    (mut errors, notice): (Vec<FieldError>, Option<String>),
) -> Result<EntryPage, Problem> {
    let lists = Lists::load(tx).await?;
    let (name, ended) = lists.name_and_end(entry).ok_or(Problem::NotFound)?;
    let list = entry.list();
    let path = paths::entry(list.name(), &entry);
    let form = lists.fields(entry).map(|is_now| {
        let mut fields = typed.fields.unwrap_or_else(|| is_now.clone());
        if let Some(shown) = &typed.shown {
            let inputs = inputs(&lists, list, &is_now, false);
            let in_words = |column, value: &str| as_shown(&inputs, column, value);
            errors.extend(shown::meanwhile((shown, &is_now), in_words));
            shown::take_over(&mut fields, shown, &is_now);
        }
        EntryForm {
            action: path.clone(),
            button: texts().shared_save(),
            fields: inputs(&lists, list, &fields, false),
            key: if typed.key.is_empty() { sources.core.random.secret() } else { typed.key },
            shown: shown::written(&is_now),
            near: typed.near,
            errors,
        }
    });
    let cannot_end = match look_at_end_of_entry(tx, entry).await {
        Ok(_) | Err(ActionError::NotFound) => None,
        Err(ActionError::StillNeeded(needed)) => Some(still_needed(needed)),
        Err(error) => return Err(error.into()),
    };
    let code = match entry {
        Entry::Ward(id) => lists.wards.iter().find(|ward| ward.id == id).map(|ward| ward.code.clone()),
        _ => None,
    };
    let set_up = code.map(|code| {
        let query = serde_urlencoded::to_string([("find", code)]).unwrap_or_default();
        (texts().places_to_setup(), format!("{}?{query}", paths::SETUP))
    });
    let moves = ended.is_none() && list == List::Categories;
    Ok(EntryPage {
        name,
        list: (words(list).0, paths::entries(list.name())),
        form,
        ended: ended.map(|at| moment(sources, at)),
        cannot_end,
        end_does: end_does(list),
        end: paths::end_entry(list.name(), &entry),
        open: paths::open_entry(list.name(), &entry),
        moves: moves.then(|| paths::move_entry(list.name(), &entry)),
        more: set_up.into_iter().collect(),
        notice,
    })
}

/// A sentence with a number in it.
type Say = fn(usize) -> String;

/// Asked before an entry ends; none if there is no such entry.
pub(crate) async fn end_question(
    tx: &mut dyn Tx,
    entry: Entry,
    ends: EndsWith,
) -> Result<Option<QuestionPage>, store::Error> {
    let Some((name, _)) = Lists::load(tx).await?.name_and_end(entry) else { return Ok(None) };
    let t = texts();
    let EndsWith { devices, posters, at_home, look_after, know, know_only, issues } = ends;
    let posters = usize::try_from(posters).unwrap_or(usize::MAX);
    let numbers: [(usize, Say); 7] = [
        (devices, |count| texts().places_ends_devices(count)),
        (posters, |count| texts().places_ends_posters(count)),
        (at_home, |count| texts().places_ends_at_home(count)),
        (look_after, |count| texts().places_ends_look_after(count)),
        (know, |count| texts().places_ends_know(count)),
        (know_only, |count| texts().places_ends_know_only(count)),
        (issues, |count| texts().places_ends_issues(count)),
    ];
    let list = entry.list();
    let numbers = numbers.into_iter().filter(|(count, _)| *count > 0).map(|(count, say)| say(count));
    let again = (list != List::Ways).then(|| t.places_may_open_again());
    let words = std::iter::once(end_does(list)).chain(numbers).chain(again);
    Ok(Some(QuestionPage {
        title: t.places_end_this(isolated(&name)),
        words: words.collect(),
        action: paths::end_entry(list.name(), &entry),
        told: ("told", ends.told()),
        button: t.places_end(),
        back: paths::entry(list.name(), &entry),
        notice: None,
    }))
}

/// What a list is called, what it is for, and what adding to it is called.
fn words(list: List) -> (String, String, String) {
    let t = texts();
    match list {
        List::Wards => (t.admin_wards(), t.admin_wards_about(), t.places_add_ward()),
        List::Zones => (t.places_zones(), t.places_zones_about(), t.places_add_zone()),
        List::Tags => (t.admin_tags(), t.admin_tags_about(), t.places_add_tag()),
        List::Categories => (t.places_categories(), t.places_categories_about(), t.places_add_category()),
        List::Ways => (t.places_ways(), t.places_ways_about(), t.places_add_way()),
    }
}

fn end_does(list: List) -> String {
    let t = texts();
    match list {
        List::Wards => t.places_end_ward_does(),
        List::Zones => t.places_end_zone_does(),
        List::Tags => t.places_end_tag_does(),
        List::Categories => t.places_end_category_does(),
        List::Ways => t.places_end_way_does(),
    }
}

fn headings(lists: &Lists, list: List) -> Vec<String> {
    let t = texts();
    let name = field_label("name");
    match list {
        List::Wards => {
            vec![name, field_label("code"), t.shared_where(), field_label("zone"), field_label("phone")]
        }
        List::Zones if lists.sites.len() > 1 => vec![name, field_label("site"), t.admin_wards()],
        List::Zones => vec![name, t.admin_wards()],
        List::Tags => vec![name, field_label("slug"), field_label("anyone")],
        List::Categories => vec![name, field_label("slug"), field_label("hands_off")],
        List::Ways => vec![
            t.admin_walks_between(),
            field_label("kind"),
            field_label("seconds"),
            field_label("step_free"),
        ],
    }
}

/// Those that are there, and those that have ended.
fn rows(lists: &Lists, list: List) -> (Vec<Found>, Vec<Found>) {
    let ended = &lists.ended;
    match list {
        List::Wards => (
            lists.wards.iter().map(|ward| ward_row(lists, ward)).collect(),
            ended.wards.iter().map(|(ward, _)| ward_row(lists, ward)).collect(),
        ),
        List::Zones => (
            lists.zones.iter().map(|zone| zone_row(lists, zone)).collect(),
            ended.zones.iter().map(|(zone, _)| zone_row(lists, zone)).collect(),
        ),
        List::Tags => (
            lists.tags.iter().map(tag_row).collect(),
            ended.tags.iter().map(|(tag, _)| tag_row(tag)).collect(),
        ),
        List::Categories => (
            lists.categories.iter().map(category_row).collect(),
            ended.categories.iter().map(|(category, _)| category_row(category)).collect(),
        ),
        List::Ways => (lists.ways.iter().map(|link| way_row(lists, link)).collect(), Vec::new()),
    }
}

fn ward_row(lists: &Lists, ward: &Ward) -> Found {
    let t = texts();
    let level = ward.level.map(|level| match level {
        0 => t.places_ground_floor(),
        level => t.places_level(level.to_string()),
    });
    let site = lists.sites.iter().find(|site| lists.sites.len() > 1 && site.id == ward.site);
    let place: Vec<String> = ward
        .building
        .iter()
        .map(|building| isolated(building).into_owned())
        .chain(level)
        .chain(site.map(|site| isolated(&site.name).into_owned()))
        .collect();
    let zone = ward.zone.and_then(|id| lists.zones.iter().find(|zone| zone.id == id));
    Found {
        entry: Entry::Ward(ward.id),
        place: ward.name.clone(),
        cells: vec![
            ward.name.clone(),
            ward.code.clone(),
            place.join(", "),
            zone.map_or_else(String::new, |zone| zone.name.clone()),
            ward.phone.clone().unwrap_or_default(),
        ],
    }
}

fn zone_row(lists: &Lists, zone: &Zone) -> Found {
    let wards = lists.wards.iter().filter(|ward| ward.zone == Some(zone.id)).count();
    let site = lists.sites.iter().find(|site| lists.sites.len() > 1 && site.id == zone.site);
    let site = site.map(|site| site.name.clone());
    let cells = std::iter::once(zone.name.clone()).chain(site).chain([wards.to_string()]);
    Found { entry: Entry::Zone(zone.id), place: zone.name.clone(), cells: cells.collect() }
}

fn tag_row(tag: &Tag) -> Found {
    let cells = vec![tag.name.clone(), tag.slug.clone(), yes(tag.anyone)];
    Found { entry: Entry::Tag(tag.id), place: tag.name.clone(), cells }
}

/// Categories have an order of their own.
fn category_row(category: &Category) -> Found {
    let cells = vec![category.name.clone(), category.slug.clone(), yes(category.hands_off)];
    Found { entry: Entry::Category(category.id), place: category.position.to_string(), cells }
}

fn way_row(lists: &Lists, link: &Link) -> Found {
    let Link { from, to, seconds, kind, step_free } = *link;
    let way = Way { from, to, kind };
    let between = lists.between(way);
    Found {
        entry: Entry::Way(way),
        place: format!("{between} {kind}"),
        cells: vec![between, kind_in_words(kind), seconds.to_string(), yes(step_free)],
    }
}

fn kind_in_words(kind: LinkKind) -> String {
    let t = texts();
    match kind {
        LinkKind::Corridor => t.places_corridor(),
        LinkKind::Stairs => t.places_stairs(),
        LinkKind::Lift => t.places_lift(),
        LinkKind::Shuttle => t.places_shuttle(),
    }
}

/// That walking times to some wards are guesses beside times that somebody took.
fn out_of_reach(lists: &Lists) -> Option<String> {
    let wards = import::out_of_reach(&lists.wards, &lists.ways);
    let names: Vec<String> = wards.iter().take(NAMED).map(|ward| ward.name.clone()).collect();
    (!names.is_empty()).then(|| texts().places_out_of_reach(wards.len(), list_of_names(&names)))
}

fn yes(is_so: bool) -> String {
    if is_so { texts().places_yes() } else { String::new() }
}

/// What was asked for of these rows. The first two cells are what each is called, in words and in files.
fn part(rows: Vec<Found>, asked: &Asked) -> Part<EntryRow, Key> {
    let words = asked.words();
    let page: Page<Key> = asked.page(ROWS);
    let rows = rows.into_iter().map(|Found { entry, place, cells }| {
        let called: Vec<&str> = cells.iter().take(2).map(String::as_str).collect();
        let is_found = words.are_in(&called);
        let path = paths::entry(entry.list().name(), &entry);
        (NamePlace::new(&place, entry.to_string()), is_found, EntryRow { path, cells })
    });
    Part::by_key(rows.collect(), &page)
}

/// The form of a new entry before anything is typed.
fn empty(list: List) -> Fields {
    columns(list).iter().map(|column| (*column, String::new())).collect()
}

/// What a field is called.
pub(crate) fn field_label(column: &str) -> String {
    let t = texts();
    match column {
        "code" => t.places_code(),
        "site" => t.places_site(),
        "building" => t.places_building(),
        "level" => t.places_floor(),
        "zone" => t.places_zone(),
        "phone" => t.places_phone(),
        "x_m" => t.places_metres_east(),
        "y_m" => t.places_metres_north(),
        "slug" => t.places_slug(),
        "anyone" => t.places_anyone(),
        "hands_off" => t.places_hands_off(),
        "position" => t.places_order(),
        "from" => t.places_from(),
        "to" => t.places_to(),
        "kind" => t.places_kind(),
        "seconds" => t.places_seconds(),
        "step_free" => t.places_step_free(),
        _ => t.places_name(),
    }
}

/// What is typed into: a field that there is nothing to choose in is left out.
fn inputs(lists: &Lists, list: List, fields: &Fields, is_new: bool) -> Vec<EntryField> {
    let t = texts();
    let input = |(name, value): &(&'static str, String)| {
        let (hint, input) = match (list, *name) {
            // A zone's wards are where they are; a way is what it is; pages and files hold the short name; figures count by what
            // became of a job.
            (List::Zones, "site") | (List::Ways, "from" | "to" | "kind") | (_, "slug" | "hands_off")
                if !is_new =>
            {
                return None;
            }
            (_, "site") if lists.sites.len() < 2 => return None,
            (_, "zone") if lists.zones.is_empty() => return None,
            (List::Categories, "name") => (Some(t.places_category_hint()), EntryInput::Text(60)),
            (List::Tags, "name") => (None, EntryInput::Text(60)),
            (_, "code") => (Some(t.places_code_hint()), EntryInput::Text(20)),
            (_, "slug") => (Some(t.places_slug_hint()), EntryInput::Text(40)),
            (_, "level") => (Some(t.places_floor_hint()), EntryInput::Number),
            (_, "x_m") => (Some(t.places_metres_hint()), EntryInput::Number),
            (_, "y_m" | "seconds") => (None, EntryInput::Number),
            (_, "phone") => (None, EntryInput::Phone),
            (_, "site") => {
                (None, EntryInput::Choice { choices: sites(lists), unset: Some(t.shared_choose()) })
            }
            (_, "zone") => {
                (None, EntryInput::Choice { choices: zones(lists), unset: Some(t.shared_no_zone()) })
            }
            (_, "from" | "to") => {
                (None, EntryInput::Choice { choices: wards(lists), unset: Some(t.shared_choose_ward()) })
            }
            (_, "kind") => (None, EntryInput::Choice { choices: kinds(), unset: None }),
            (_, "step_free") => (Some(t.places_step_free_hint()), EntryInput::Tick),
            (_, "anyone") => (Some(t.places_anyone_hint()), EntryInput::Tick),
            (_, "hands_off") => (Some(t.places_hands_off_hint()), EntryInput::Tick),
            (_, _) => (None, EntryInput::Text(100)),
        };
        Some(EntryField { name, label: field_label(name), hint, value: value.clone(), input })
    };
    fields.iter().filter_map(input).collect()
}

fn sites(lists: &Lists) -> Vec<Choice> {
    let sites = lists.sites.iter();
    sites.map(|site| Choice { value: site.id.to_string(), label: site.name.clone() }).collect()
}

fn wards(lists: &Lists) -> Vec<Choice> {
    let label = |ward: &Ward| format!("{} ({})", isolated(&ward.name), ward.code);
    let mut wards: Vec<_> =
        lists.wards.iter().map(|ward| Choice { value: ward.id.to_string(), label: label(ward) }).collect();
    wards.sort_by_cached_key(|ward| NamePlace::new(&ward.label, ward.value.clone()));
    wards
}

fn kinds() -> Vec<Choice> {
    let choice = |kind: LinkKind| Choice { value: kind.to_string(), label: kind_in_words(kind) };
    LinkKind::ALL.map(choice).to_vec()
}

/// With their site, where there are several.
fn zones(lists: &Lists) -> Vec<Choice> {
    let label = |zone: &Zone| {
        let site = lists.sites.iter().find(|site| lists.sites.len() > 1 && site.id == zone.site);
        match site {
            Some(site) => format!("{} / {}", isolated(&site.name), isolated(&zone.name)),
            None => zone.name.clone(),
        }
    };
    let mut zones: Vec<_> =
        lists.zones.iter().map(|zone| (NamePlace::new(&label(zone), zone.id), zone)).collect();
    zones.sort_by(|(one, _), (other, _)| one.cmp(other));
    zones.iter().map(|(_, zone)| Choice { value: zone.id.to_string(), label: label(zone) }).collect()
}

/// A value as its field shows it.
fn as_shown(inputs: &[EntryField], column: &str, value: &str) -> String {
    let input = inputs.iter().find(|field| field.name == column).map(|field| &field.input);
    let chosen = match input {
        Some(EntryInput::Choice { choices, .. }) => choices.iter().find(|choice| choice.value == value),
        _ => None,
    };
    chosen.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
}

pub(crate) fn in_words(why: Why) -> String {
    let t = texts();
    match why {
        Why::Said(words) => words,
        Why::NoSite => t.places_no_site(),
        Why::NoZone => t.places_no_such_zone(),
        Why::ZoneElsewhere => t.places_zone_elsewhere(),
        Why::SameWay => t.places_same_way(),
        Why::Taken { by, has_ended: false } => t.places_taken(isolated(by)),
        Why::Taken { by, has_ended: true } => t.places_taken_by_ended(isolated(by)),
        Why::Needed(needed) => still_needed(needed),
    }
}

pub(crate) fn near_in_words(near: &Near) -> String {
    texts().places_near(isolated(&near.other))
}
