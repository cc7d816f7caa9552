//! What the rows mean for the hospital as it is. Pure: it reads and writes nothing.

pub(super) mod back;
mod people;
mod places;
mod shifts;
mod ways;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fmt,
};

use domain::{
    Link, Override, PersonId, PersonKind, Responder, Role, RoleGrant, Shift, Site, Tag, Timestamp, Ward,
    WardId, Zone,
    grant::roles,
    text::{folded, isolated, skeleton},
};
use store::{Account, Ended, Person, Tx};

pub use self::{back::Stays, ways::out_of_reach};
pub(super) use self::{back::Steps, places::named};
use super::{
    Answers, Kind, Likeness, Setting, Verdict,
    problem::{At, Problems},
    read::{Cell, PersonRow, Sheets, ShiftRow},
};

/// Somebody as the list of people has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub person: Person,
    /// Of the account; none if there is none.
    pub username: Option<String>,
    /// Those without an end: what was given for a time is not the list's.
    pub roles: Vec<Role>,
    /// The role to respond is theirs for a time, or from a later day.
    pub helps_for_a_time: bool,
    /// With a password.
    pub can_sign_in: bool,
}

impl Member {
    /// What a list says of somebody: roles without an end.
    fn new(person: Person, account: Option<Account>, grants: &[RoleGrant], now: Timestamp) -> Self {
        Self {
            can_sign_in: account.as_ref().is_some_and(Account::is_open),
            username: account.map(|account| account.username),
            roles: roles(grants, |grant| grant.is_lasting_at(now)),
            helps_for_a_time: grants.iter().any(|grant| {
                grant.role == Role::Responder && !grant.is_over_at(now) && !grant.is_lasting_at(now)
            }),
            person,
        }
    }

    /// Whether they can sign in and set the hospital up.
    pub(super) fn can_administer(&self) -> bool {
        self.person.ended_at.is_none() && self.can_sign_in && self.roles.contains(&Role::Administrator)
    }
}

/// What an import starts from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hospital {
    pub sites: Vec<Site>,
    pub zones: Vec<Zone>,
    pub wards: Vec<Ward>,
    pub tags: Vec<Tag>,
    pub people: Vec<Member>,
    pub responders: Vec<Responder>,
    pub links: Vec<Link>,
    pub overrides: Vec<Override>,
    pub shifts: Vec<Shift>,
    /// A file may still name it; nothing of it is changed.
    pub ended: Ended,
}

impl Hospital {
    /// The hospital as it is at `now`.
    pub async fn load(tx: &mut dyn Tx, now: Timestamp) -> store::Result<Self> {
        let (always, never) = (Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX));
        Ok(Self {
            links: tx.list_links().await?,
            overrides: tx.list_overrides().await?,
            shifts: tx.list_shifts(always, never).await?,
            ..Self::for_people(tx, now).await?
        })
    }

    pub(super) fn member(&self, id: PersonId) -> Option<&Member> {
        self.people.iter().find(|member| member.person.id == id)
    }

    /// As far as a line about somebody needs it: without ways and shifts.
    pub(super) async fn for_people(tx: &mut dyn Tx, now: Timestamp) -> store::Result<Self> {
        Ok(Self {
            people: members(tx, now).await?,
            responders: tx.list_responders().await?,
            ..Self::places(tx).await?
        })
    }

    /// One of its people, with what there is to say of them.
    pub(super) async fn of_person(tx: &mut dyn Tx, person: Person, now: Timestamp) -> store::Result<Self> {
        let responder = store::if_readable(tx.lookup_responder(person.id).await)?;
        let account = store::if_readable(tx.lookup_account(person.id).await)?;
        let grants = tx.list_grants_of(person.id).await?;
        let member = Member::new(person, account, &grants, now);
        Ok(Self {
            people: vec![member],
            responders: responder.into_iter().collect(),
            ..Self::places(tx).await?
        })
    }

    /// What lines about people may name.
    async fn places(tx: &mut dyn Tx) -> store::Result<Self> {
        Ok(Self {
            sites: tx.list_sites().await?,
            zones: tx.list_zones().await?,
            wards: tx.list_wards().await?,
            tags: tx.list_tags().await?,
            ended: tx.list_ended().await?,
            ..Self::default()
        })
    }
}

async fn members(tx: &mut dyn Tx, now: Timestamp) -> store::Result<Vec<Member>> {
    let mut accounts: HashMap<PersonId, Account> =
        tx.list_accounts().await?.into_iter().map(|account| (account.person, account)).collect();
    let mut grants: HashMap<PersonId, Vec<RoleGrant>> = HashMap::new();
    for grant in tx.list_grants().await? {
        grants.entry(grant.person).or_default().push(grant);
    }
    let people = tx.list_people().await?.into_iter();
    let people = people.filter(|person| person.kind == PersonKind::Human).map(|person| {
        let account = accounts.remove(&person.id);
        let grants = grants.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        Member::new(person, account, grants, now)
    });
    Ok(people.collect())
}

/// What is to be written, in the order of the fields.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) sites: Vec<Site>,
    pub(super) zones: Vec<Zone>,
    pub(super) new_wards: Vec<Ward>,
    pub(super) changed_wards: Vec<Ward>,
    pub(super) tags: Vec<Tag>,
    pub(super) people: Vec<Member>,
    pub(super) responders: Vec<Responder>,
    /// All there are from now on; none if they stay as they are.
    pub(super) links: Option<Vec<Link>>,
    pub(super) overrides: Option<Vec<Override>>,
    pub(super) removed_shifts: Vec<Shift>,
    pub(super) shifts: Vec<Shift>,
}

/// Something that is there already, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub name: String,
    pub fields: Vec<Field>,
}

/// What changes from what; none for what is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name of the column.
    pub column: &'static str,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl fmt::Display for Change {
    /// `W07 Ward 7 (level: none → 3; phone: 4512 → none)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        let shown = |value: &Option<String>| isolated(value.clone().unwrap_or_else(|| "none".to_owned()));
        let fields = self
            .fields
            .iter()
            .map(|Field { column, before, after }| format!("{column}: {} → {}", shown(before), shown(after)));
        let fields: Vec<String> = fields.collect();
        if fields.is_empty() { Ok(()) } else { write!(f, " ({})", fields.join("; ")) }
    }
}

/// What one file changes, by the names of things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub kind: Kind,
    /// With the sites and zones that come with wards.
    pub added: Vec<String>,
    pub changed: Vec<Change>,
    /// Only what has no history: links, measured ways, shifts to come.
    pub removed: Vec<String>,
    pub unchanged: usize,
    /// Not in the file; they stay.
    pub missing: Vec<String>,
}

impl Summary {
    const fn of(kind: Kind) -> Self {
        Self {
            kind,
            added: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
            unchanged: 0,
            missing: Vec::new(),
        }
    }

    pub const fn is_nothing(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// The hospital on its way from what it is to what the files say.
struct Draft<'a> {
    setting: Setting<'a>,
    answers: &'a Answers,
    before: &'a Hospital,
    /// What later files may refer to.
    after: Hospital,
    changes: Changes,
    /// What nobody has answered yet.
    likenesses: Vec<Likeness>,
    /// Codes by which the files call wards that have another, folded.
    other_codes: HashMap<String, WardId>,
    problems: &'a mut Problems,
    /// It is about somebody whom a page has shown with all there is to say: of whoever helps for a time, too.
    is_form: bool,
    /// Lists with a column of which somebody will say what it is: it may be any that is missing.
    waits: BTreeSet<Kind>,
    /// Files that cannot be used: what is not known may be in them.
    broken: BTreeSet<Kind>,
    /// Codes and names that files give to wards and people, folded, whether or not the line will do.
    named: HashSet<(Kind, String)>,
    /// Names of zones that lines give to wards, folded, whether or not the line will do.
    zones: HashSet<String>,
}

impl<'a> Draft<'a> {
    /// One in which nothing changes, as for one line that somebody typed into a form: no file brings anything else.
    fn of(
        before: &'a Hospital,
        (setting, answers): (Setting<'a>, &'a Answers),
        problems: &'a mut Problems,
    ) -> Self {
        Self {
            setting,
            answers,
            before,
            after: before.clone(),
            changes: Changes::default(),
            likenesses: Vec::new(),
            other_codes: HashMap::new(),
            problems,
            is_form: false,
            waits: BTreeSet::new(),
            broken: BTreeSet::new(),
            named: HashSet::new(),
            zones: HashSet::new(),
        }
    }

    /// Whether something that is not there would be, if another file or line were mended: then it is not said twice.
    fn may_come(&self, kind: Kind, name: &str) -> bool {
        self.broken.contains(&kind) || self.named.contains(&(kind, folded(name)))
    }

    /// A list of last month must not bring back what has ended, nor fail by it.
    fn note_ended(&mut self, at: At<'_>, what: &str, name: &str, then: &str) {
        self.problems.note(
            at,
            format!("The {what} “{}” has ended; {then}", isolated(name)),
            "Open it again on its page first, if it is back.",
        );
    }

    /// Whether something new is what is nearly called so, as somebody has said; until then it is asked.
    fn is_same(
        &mut self,
        at: At<'_>,
        kind: Kind,
        given: String,
        (known, id): (String, String),
    ) -> Option<Verdict> {
        let (file, line) = (at.file.to_owned(), at.line.unwrap_or_default());
        let likeness = Likeness { file, line, kind, given, known, id };
        let verdict = self.answers.verdict(&likeness);
        if verdict.is_none() {
            self.likenesses.push(likeness);
        }
        verdict
    }

    /// Two spellings of one name were taken for one: whoever meant two has to know.
    fn note_spelling(&mut self, at: At<'_>, what: &str, given: &str, known: &str) {
        if given.to_lowercase() != known.to_lowercase() {
            self.problems.note(
                at,
                format!(
                    "The {what} “{}” is taken for “{}”, which is written another way",
                    isolated(given),
                    isolated(known)
                ),
                "If they are two, let them differ in more than signs and spaces.",
            );
        }
    }
}

/// Names that are there already, by their skeletons.
#[derive(Debug, Default)]
struct Near(HashMap<String, String>);

impl Near {
    fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self(names.into_iter().map(|name| (skeleton(name), name.to_owned())).collect())
    }

    fn know(&mut self, name: &str) {
        self.0.insert(skeleton(name), name.to_owned());
    }

    /// `name` is new; if one is there that is nearly the same, a note says so.
    fn add(&mut self, problems: &mut Problems, at: At<'_>, what: &str, name: &str) {
        if let Some(other) = self.0.insert(skeleton(name), name.to_owned()) {
            problems.note(
                at,
                format!("The {what} “{}” is new, and there is “{}”", isolated(name), isolated(other)),
                "If they are one, write it the same way.",
            );
        }
    }
}

/// What is different.
fn differences<const FIELDS: usize>(
    fields: [(&'static str, Option<String>, Option<String>); FIELDS],
) -> Vec<Field> {
    let filled = |value: Option<String>| value.filter(|value| !value.is_empty());
    let fields =
        fields.map(|(column, before, after)| Field { column, before: filled(before), after: filled(after) });
    fields.into_iter().filter(|field| field.before != field.after).collect()
}

/// What an import means for the hospital.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) changes: Changes,
    pub(super) summaries: Vec<Summary>,
    pub(super) likenesses: Vec<Likeness>,
}

/// What would change, and what does not fit together.
pub(super) fn plan(
    before: &Hospital,
    sheets: &Sheets,
    (setting, answers): (Setting<'_>, &Answers),
    problems: &mut Problems,
) -> Plan {
    let wards = sheets.wards.iter().flat_map(|sheet| &sheet.rows).map(|row| (Kind::Wards, folded(&row.code)));
    let people = sheets.people.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| {
        let username = row.username.clone().value();
        [Some(row.name.clone()), username].into_iter().flatten().map(|name| (Kind::People, folded(&name)))
    });
    let tags = sheets.tags.iter().flat_map(|sheet| &sheet.rows);
    let tags = tags.flat_map(|row| [&row.slug, &row.name]).map(|name| (Kind::Tags, folded(name)));
    let zones = sheets.wards.iter().flat_map(|sheet| &sheet.rows);
    let zones = zones.filter_map(|row| Some(folded(&row.zone.clone().value()?))).collect();
    let named = wards.chain(people).chain(tags).filter(|(_, name)| !name.is_empty()).collect();
    let mut draft = Draft {
        waits: Kind::ALL.into_iter().filter(|kind| sheets.waits(*kind, answers)).collect(),
        broken: broken(sheets),
        named,
        zones,
        ..Draft::of(before, (setting, answers), problems)
    };
    let summaries = [
        sheets.tags.as_ref().map(|sheet| draft.tags(sheet)),
        sheets.wards.as_ref().map(|sheet| draft.wards(sheet)),
        sheets.links.as_ref().map(|sheet| draft.links(sheet, sheets.wards.as_ref())),
        sheets.overrides.as_ref().map(|sheet| draft.overrides(sheet)),
        sheets.people.as_ref().map(|sheet| draft.people(sheet)),
        sheets.shifts.as_ref().map(|sheet| draft.shifts(sheet)),
    ];
    let Draft { changes, likenesses, .. } = draft;
    Plan { changes, summaries: summaries.into_iter().flatten().collect(), likenesses }
}

/// The files of which something is not known: also the name of what a line is about.
fn broken(sheets: &Sheets) -> BTreeSet<Kind> {
    let lacks = |kind, is_so: bool| is_so.then_some(kind);
    let wards = sheets.wards.iter().flat_map(|sheet| &sheet.rows).any(|row| row.code.is_empty());
    let tags = sheets.tags.iter().flat_map(|sheet| &sheet.rows);
    let tags = { tags }.any(|row| row.slug.is_empty() || row.name.is_empty());
    let people = sheets.people.iter().flat_map(|sheet| &sheet.rows);
    let people = { people }.any(|row| row.name.is_empty() && !matches!(row.username, Cell::Is(_)));
    let nameless = [lacks(Kind::Wards, wards), lacks(Kind::Tags, tags), lacks(Kind::People, people)];
    sheets.broken.iter().copied().chain(nameless.into_iter().flatten()).collect()
}

/// What one line about `who`, or about somebody new, would change, and what does not fit.
pub(super) fn plan_person(
    before: &Hospital,
    row: &PersonRow,
    who: Option<PersonId>,
    setting: Setting<'_>,
    problems: &mut Problems,
) -> Changes {
    let answers = Answers::default();
    let mut draft = Draft { is_form: true, ..Draft::of(before, (setting, &answers), problems) };
    draft.one_person(row, who);
    draft.changes
}

/// From when and until when a shift is, or what is wrong with that.
pub(super) fn plan_shift(
    row: &ShiftRow,
    setting: Setting<'_>,
    problems: &mut Problems,
) -> Option<(Timestamp, Timestamp)> {
    let (answers, nobody) = (Answers::default(), Hospital::default());
    let mut draft = Draft::of(&nobody, (setting, &answers), problems);
    draft.times(At { file: "", line: None }, row)
}

/// The lines on which names were given, to tell the second from the first.
#[derive(Debug, Default)]
struct Seen(HashMap<String, u64>);

impl Seen {
    /// Whether `key` is new; if not, `problems` says where it was before. `what` is said of it: `code W07`.
    fn is_first(&mut self, problems: &mut Problems, at: At<'_>, key: String, what: &str) -> bool {
        let line = at.line.unwrap_or_default();
        match self.0.get(&key) {
            Some(first) => {
                problems.add(
                    at,
                    format!("The {what} is on line {first} already"),
                    "Remove one of the lines.",
                );
                false
            }
            None => self.0.insert(key, line).is_none(),
        }
    }
}
