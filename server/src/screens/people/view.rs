//! Everybody as an administrator looks for them, and the form about one of them.

use std::collections::{HashMap, HashSet};

use app::{
    model::{Choice, FieldError, Found, Tick},
    screens::people::{Namesake, PeoplePage, PersonForm, PersonFormPage, PersonRow, SignsIn},
    words::{self, isolated},
};
use domain::{PersonId, Responder, ResponderKind, Role, RoleGrant, Tag, Timestamp, grant::roles, text::line};
use import::{Kind, PERSON_COLUMNS, one::Wrong};
use serde::Deserialize;
use store::{NamePlace, Page, PeopleFilter, Person, Tx, Words};
use texts::texts;

use crate::{
    actions::{entries::Fields, people::told},
    http::{Problem, forms::Posted, shown},
    view::{Sources, paging::address},
};

/// Rows on one page.
const ROWS: u32 = 100;

/// Which people an address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedPeople {
    find: String,
    does: String,
    signs_in: String,
    after: String,
}

/// Only those who cannot sign in yet.
const NOT_YET: &str = "signs_in";

pub(crate) async fn people_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: AskedPeople,
) -> Result<PeoplePage, store::Error> {
    let now = sources.core.now();
    let places = Places::load(tx).await?;
    let without: HashSet<PersonId> = tx.list_people_without_secret().await?.into_iter().collect();

    let find = asked.find.trim().to_owned();
    let is_set = !asked.signs_in.is_empty();
    let is_narrowed = is_set || !asked.does.is_empty();
    // Whoever is looked for by what they do or know is found among everybody.
    let everybody = if is_narrowed || !find.is_empty() {
        Some(Deeds::of(tx.list_responders().await?, tx.list_grants().await?, now))
    } else {
        None
    };
    let among = everybody.as_ref().filter(|_| is_narrowed).map(|everybody| {
        let people = everybody.grants.keys().chain(&without);
        people
            .filter(|person| asked.does.is_empty() || everybody.does(&asked.does, person))
            .filter(|person| !is_set || without.contains(*person))
            .copied()
            .collect::<HashSet<_>>()
    });
    let also = everybody.as_ref().filter(|_| !find.is_empty()).map_or_else(HashMap::new, |everybody| {
        everybody.responders.iter().map(|(id, responder)| (*id, places.texts(responder))).collect()
    });
    let gone = among.is_none();
    let filter = PeopleFilter { words: Words::of(&find), gone, among, also };
    let page = Page { after: asked.after.parse().ok(), rows: ROWS };
    let part = tx.find_people(&filter, &page).await?;

    let shown: Vec<PersonId> = part.rows.iter().map(|person| person.id).collect();
    let deeds = match everybody {
        Some(everybody) => everybody,
        None => Deeds::of(tx.list_responders_among(&shown).await?, tx.list_grants_among(&shown).await?, now),
    };
    let accounts = tx.list_accounts_among(&shown).await?.into_iter();
    let mut usernames: HashMap<PersonId, String> =
        accounts.map(|account| (account.person, account.username)).collect();
    let row = |person: Person| {
        let responder = deeds.responders.get(&person.id);
        PersonRow {
            page: paths::person(&person.id),
            does: does_in_words(&deeds.roles_of(&person.id), responder),
            place: responder.map(|responder| places.place(responder)).unwrap_or_default(),
            knows: responder.map(|responder| places.knows(responder)).unwrap_or_default(),
            username: usernames.remove(&person.id),
            signs_in: match person.ended_at {
                Some(_) => SignsIn::Ended,
                None if without.contains(&person.id) => SignsIn::NotYet,
                None => SignsIn::Yes,
            },
            name: person.name,
        }
    };
    let rows = part.rows.into_iter().map(row).collect();
    let at = |after: &str| {
        let fields =
            [("find", find.as_str()), ("does", &asked.does), (NOT_YET, &asked.signs_in), ("after", after)];
        address(paths::PEOPLE, &fields)
    };
    Ok(PeoplePage {
        rows,
        found: Found {
            count: part.found,
            first: (!asked.after.is_empty()).then(|| at("")),
            next: part.next.map(|next| at(&next.to_string())),
            find,
        },
        kinds: kinds(),
        does: asked.does,
        not_yet: Tick { name: NOT_YET.to_owned(), label: texts().people_cannot_sign_in(), is_set },
        csv: paths::list_file(&Kind::People.file_name()),
    })
}

/// Words of `people.csv`, and what they are called.
fn kinds() -> Vec<Choice> {
    let t = texts();
    let kinds = [
        ("floorwalker", t.shared_floorwalker()),
        ("super-user", t.shared_super_user()),
        ("lead", t.people_lead()),
        ("analyst", t.people_analyst()),
        ("administrator", t.people_administrator()),
    ];
    kinds.map(|(value, label)| Choice { value: value.to_owned(), label }).to_vec()
}

const fn word(kind: ResponderKind) -> &'static str {
    match kind {
        ResponderKind::Floorwalker => "floorwalker",
        ResponderKind::SuperUser => "super-user",
    }
}

/// What some people do, or everybody.
struct Deeds {
    responders: HashMap<PersonId, Responder>,
    grants: HashMap<PersonId, Vec<RoleGrant>>,
    now: Timestamp,
}

impl Deeds {
    fn of(responders: Vec<Responder>, all: Vec<RoleGrant>, now: Timestamp) -> Self {
        let responders = responders.into_iter().map(|responder| (responder.id, responder)).collect();
        let mut grants: HashMap<PersonId, Vec<RoleGrant>> = HashMap::new();
        for grant in all {
            grants.entry(grant.person).or_default().push(grant);
        }
        Self { responders, grants, now }
    }

    /// Whoever begins another day is somebody already.
    fn roles_of(&self, person: &PersonId) -> Vec<Role> {
        let grants = self.grants.get(person).map(Vec::as_slice).unwrap_or_default();
        roles(grants, |grant| !grant.is_over_at(self.now))
    }

    fn does(&self, asked: &str, person: &PersonId) -> bool {
        let roles = self.roles_of(person);
        let helps = roles.contains(&Role::Responder);
        let kind = self.responders.get(person).filter(|_| helps).map(|responder| word(responder.kind));
        kind == Some(asked) || roles.iter().any(|role| role.to_string() == asked)
    }
}

/// `Floorwalker, lead`.
pub(crate) fn does_in_words(roles: &[Role], responder: Option<&Responder>) -> String {
    let t = texts();
    let named = roles.iter().map(|role| match (role, responder.map(|responder| responder.kind)) {
        (Role::Responder, Some(ResponderKind::Floorwalker)) => t.shared_floorwalker(),
        (Role::Responder, Some(ResponderKind::SuperUser)) => t.shared_super_user(),
        _ => words::role(*role),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// What responders know and where they are, by name.
pub(crate) struct Places {
    tags: HashMap<domain::TagId, String>,
    wards: HashMap<domain::WardId, (String, String)>,
    zones: HashMap<domain::ZoneId, String>,
}

impl Places {
    pub(crate) async fn load(tx: &mut dyn Tx) -> Result<Self, store::Error> {
        Ok(Self {
            tags: tx.list_tags().await?.into_iter().map(|tag| (tag.id, tag.name)).collect(),
            wards: tx.list_wards().await?.into_iter().map(|ward| (ward.id, (ward.name, ward.code))).collect(),
            zones: tx.list_zones().await?.into_iter().map(|zone| (zone.id, zone.name)).collect(),
        })
    }

    /// Their zone, or their own ward.
    pub(crate) fn place(&self, responder: &Responder) -> String {
        let zone = responder.zone.and_then(|zone| self.zones.get(&zone));
        let ward = || responder.home_ward.and_then(|ward| self.wards.get(&ward)).map(|(name, _)| name);
        zone.or_else(ward).cloned().unwrap_or_default()
    }

    pub(crate) fn knows(&self, responder: &Responder) -> String {
        let tags = responder.tags.iter().filter_map(|tag| self.tags.get(tag));
        tags.map(|tag| isolated(tag.as_str())).collect::<Vec<_>>().join(", ")
    }

    /// All by which somebody may be looked for.
    fn texts(&self, responder: &Responder) -> Vec<String> {
        let ward = responder.home_ward.and_then(|ward| self.wards.get(&ward)).cloned();
        let zone = responder.zone.and_then(|zone| self.zones.get(&zone)).cloned();
        let tags = responder.tags.iter().filter_map(|tag| self.tags.get(tag)).cloned();
        let ward = ward.into_iter().flat_map(|(name, code)| [name, code]);
        ward.chain(zone).chain(tags).collect()
    }
}

/// A form that has come back.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    /// None: the form as it is first shown.
    pub(crate) fields: Option<Fields>,
    pub(crate) key: String,
    /// What it showed before: somebody else may have changed that meanwhile.
    pub(crate) shown: Option<Fields>,
    /// About whom is asked whether it is them.
    pub(crate) namesakes: Vec<Person>,
}

const ROLES: [Role; 3] = [Role::Lead, Role::Analyst, Role::Administrator];

/// A new person before anything is typed: what most are.
fn empty() -> Fields {
    let text = |column: &str| if column == "kind" { word(ResponderKind::Floorwalker) } else { "" };
    PERSON_COLUMNS.map(|column| (column, text(column).to_owned())).to_vec()
}

pub(crate) fn field<'f>(fields: &'f Fields, column: &str) -> &'f str {
    fields.iter().find(|(name, _)| *name == column).map_or("", |(_, text)| text)
}

/// The words of `people.csv` for what somebody does.
pub(crate) fn kinds_of(fields: &Fields) -> impl Iterator<Item = &str> {
    field(fields, "kind").split(';').filter(|kind| !kind.is_empty())
}

pub(crate) async fn form_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: Option<Person>,
    typed: Typed,
    (mut errors, notice): (Vec<FieldError>, Option<String>),
) -> Result<PersonFormPage, Problem> {
    let (zone, now) = (&sources.trust.time_zone, sources.core.now());
    let tags = tx.list_tags().await?;
    let (wards, zones) = (wards(tx).await?, zones(tx).await?);
    let is_now = match &person {
        Some(person) => Some(import::person_fields(tx, person.clone(), zone, now).await?),
        None => None,
    };
    let mut fields = typed.fields.or_else(|| is_now.clone()).unwrap_or_else(empty);
    if let (Some(shown), Some(is_now)) = (&typed.shown, &is_now) {
        let in_words = |column, text: &str| as_shown(column, text, &tags, &wards);
        errors.extend(beside_fields(shown::meanwhile((shown, is_now), in_words)));
        shown::take_over(&mut fields, shown, is_now);
    }
    let helps_for_a_time = match &person {
        Some(person) => tx.list_grants_of(person.id).await?.iter().any(|grant| {
            grant.role == Role::Responder && !grant.is_over_at(now) && !grant.is_lasting_at(now)
        }),
        None => false,
    };
    let path = person.as_ref().map(|person| (paths::change_person(&person.id), paths::person(&person.id)));
    let (action, back) = path.unwrap_or_else(|| (paths::PEOPLE.to_owned(), paths::PEOPLE.to_owned()));
    Ok(PersonFormPage {
        action,
        back,
        form: PersonForm {
            key: if typed.key.is_empty() { sources.core.random.secret() } else { typed.key },
            shown: is_now.as_ref().map(shown::written).unwrap_or_default(),
            helps_for_a_time,
            ..form(&fields, &tags)
        },
        who: person.map(|person| person.name),
        wards: with_present(wards, field(&fields, "home_ward")),
        zones: with_present(zones, field(&fields, "zone")),
        told: told(&typed.namesakes),
        namesakes: typed.namesakes.into_iter().map(namesake).collect(),
        errors,
        notice,
    })
}

fn form(fields: &Fields, tags: &[Tag]) -> PersonForm {
    let kinds: HashSet<&str> = kinds_of(fields).collect();
    let known: HashSet<&str> = field(fields, "tags").split(';').collect();
    let role = |role: Role| Tick {
        name: format!("role_{role}"),
        label: kind_in_words(&role.to_string()),
        is_set: kinds.contains(role.to_string().as_str()),
    };
    let tag = |tag: &Tag| Tick {
        name: format!("tag_{}", tag.slug),
        label: tag.name.clone(),
        is_set: known.contains(tag.slug.as_str()),
    };
    let responds = [ResponderKind::Floorwalker, ResponderKind::SuperUser].map(word);
    let responds = responds.into_iter().find(|kind| kinds.contains(kind));
    let text = |column| field(fields, column).to_owned();
    PersonForm {
        name: text("name"),
        responds: responds.unwrap_or_default().to_owned(),
        helps_for_a_time: false,
        roles: ROLES.map(role).to_vec(),
        username: text("username"),
        tags: tags.iter().map(tag).collect(),
        offered: tags.iter().map(|tag| tag.slug.as_str()).collect::<Vec<_>>().join(";"),
        home_ward: text("home_ward"),
        zone: text("zone"),
        zone_mode: text("zone_mode"),
        phone: text("phone"),
        key: String::new(),
        shown: String::new(),
    }
}

fn namesake(person: Person) -> Namesake {
    Namesake { page: paths::person(&person.id), has_ended: person.ended_at.is_some(), name: person.name }
}

/// By their codes.
async fn wards(tx: &mut dyn Tx) -> Result<Vec<Choice>, store::Error> {
    let mut wards = tx.list_wards().await?;
    wards.sort_by_cached_key(|ward| NamePlace::new(&ward.name, ward.code.clone()));
    Ok(wards.into_iter().map(|ward| Choice { value: ward.code, label: ward.name }).collect())
}

/// By the names that an import has for them.
async fn zones(tx: &mut dyn Tx) -> Result<Vec<Choice>, store::Error> {
    let names = import::zone_names(&tx.list_sites().await?, &tx.list_zones().await?, &[]);
    let mut names: Vec<String> = names.into_values().collect();
    names.sort_by_cached_key(|name| NamePlace::new(name, name.clone()));
    Ok(names.into_iter().map(|name| Choice { value: name.clone(), label: name }).collect())
}

/// What has ended stays somebody's until they are given something else.
fn with_present(mut choices: Vec<Choice>, value: &str) -> Vec<Choice> {
    if !value.is_empty() && !choices.iter().any(|choice| choice.value == value) {
        choices.push(Choice { value: value.to_owned(), label: texts().people_ended_one(isolated(value)) });
    }
    choices
}

/// What was typed, as a line of a spreadsheet. What somebody knows best so far stays first, and what the form did not offer stays:
/// a tag may have ended before it was shown, and be open again when it comes back.
pub(crate) fn typed(form: &Posted, tags: &[Tag], shown: Option<&Fields>) -> Fields {
    let is_ticked = |name: String| form.get(&name) == "yes";
    let roles =
        ROLES.into_iter().map(|role| role.to_string()).filter(|role| is_ticked(format!("role_{role}")));
    let responds = Some(form.get("responds").to_owned()).filter(|kind| !kind.is_empty());
    let kinds: Vec<String> = responds.into_iter().chain(roles).collect();
    let slugs = |text: &str| -> Vec<String> {
        text.split(';').filter(|slug| !slug.is_empty()).map(str::to_owned).collect()
    };
    let before = slugs(shown.map_or("", |shown| field(shown, "tags")));
    let offered = slugs(form.get("offered"));
    let mut known: Vec<String> = Vec::new();
    for slug in before.iter().chain(&offered).chain(tags.iter().map(|tag| &tag.slug)) {
        let stays = before.contains(slug) && !offered.contains(slug);
        if !known.contains(slug) && (stays || is_ticked(format!("tag_{slug}"))) {
            known.push(slug.clone());
        }
    }
    let text = |column| match column {
        "kind" => kinds.join(";"),
        "tags" => known.join(";"),
        _ => line(form.get(column)),
    };
    PERSON_COLUMNS.map(|column| (column, text(column))).to_vec()
}

/// A cell as the form shows it.
fn as_shown(column: &str, text: &str, tags: &[Tag], wards: &[Choice]) -> String {
    let several = |in_words: &dyn Fn(&str) -> String| {
        let parts = text.split(';').filter(|part| !part.is_empty());
        parts.map(in_words).collect::<Vec<_>>().join(", ")
    };
    match column {
        "kind" => several(&kind_in_words),
        "tags" => several(&|slug| {
            let tag = tags.iter().find(|tag| tag.slug == slug);
            tag.map_or_else(|| slug.to_owned(), |tag| tag.name.clone())
        }),
        "home_ward" => {
            let ward = wards.iter().find(|ward| ward.value == text);
            ward.map_or_else(|| text.to_owned(), |ward| ward.label.clone())
        }
        "zone_mode" => match text {
            "all" => texts().people_zone_all(),
            "preferred" => texts().people_zone_preferred(),
            "exclusive" => texts().people_zone_exclusive(),
            _ => String::new(),
        },
        _ => text.to_owned(),
    }
}

/// A word of `people.csv`.
fn kind_in_words(word: &str) -> String {
    kinds().into_iter().find(|kind| kind.value == word).map_or_else(|| word.to_owned(), |kind| kind.label)
}

/// What is wrong, beside the field that it is about.
pub(crate) fn errors_of(wrong: Vec<Wrong>) -> Vec<FieldError> {
    beside_fields(wrong.into_iter().map(|Wrong { field, words }| FieldError::new(&field, words)).collect())
}

/// What somebody does is one column and several fields.
fn beside_fields(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    for error in errors.iter_mut().filter(|error| error.field == "kind") {
        "responds".clone_into(&mut error.field);
    }
    errors
}
