//! People: found again by username, else by name.

use std::collections::{HashMap, HashSet};

use domain::{
    Duty, PersonId, Responder, ResponderKind, Role, TagId, WardId, ZoneId, ZoneMode,
    text::{folded, isolated, skeleton},
};
use store::Person;

use super::{Change, Draft, Field, Member, Near, Seen, Summary, differences};
use crate::{
    Kind, Verdict,
    problem::{At, some_of},
    read::{Cell, Job, PersonRow, Rows},
};

/// What names lead to.
struct Index {
    wards: HashMap<String, WardId>,
    /// By slug and by name; lower case, as all names here.
    tags: HashMap<String, TagId>,
    /// By name and by `site / name`.
    zones: HashMap<String, Vec<ZoneId>>,
    usernames: HashMap<String, usize>,
    /// Places in the list of people.
    names: HashMap<String, Vec<usize>>,
    /// The same by skeletons.
    skeletons: HashMap<String, Vec<usize>>,
}

impl<'a> Draft<'a> {
    pub(super) fn people(&mut self, sheet: &Rows<PersonRow>) -> Summary {
        let index = self.index();
        let mut summary = Summary::of(Kind::People);
        let mut seen = Seen::default();
        let mut found: HashSet<PersonId> = HashSet::new();
        let shared = shared_names(&sheet.rows);
        // Who is on another line is somebody else; whoever is on none is asked about.
        let others = self.before.people.iter().filter(|member| self.is_named(member));
        let mut near = Near::of(others.map(|member| member.person.name.as_str()));
        for row in sheet.rows.iter().filter(|row| !row.name.is_empty()) {
            let at = At { file: &sheet.file, line: Some(row.line) };
            let name = folded(&row.name);
            let is_new_line = match &row.username {
                Cell::Is(username) => {
                    let what = format!("username {username}");
                    seen.is_first(self.problems, at, format!("username {username}"), &what)
                }
                Cell::Absent | Cell::Empty if shared.contains(&name) => {
                    self.several(at, row, "Give each of them a username.");
                    false
                }
                Cell::Absent | Cell::Empty => {
                    seen.is_first(self.problems, at, format!("name {name}"), &format!("name {}", row.name))
                }
            };
            if !is_new_line {
                self.look_up(at, row, &index);
                continue;
            }
            let Ok(known) = self.find(at, row, &index) else {
                self.look_up(at, row, &index);
                continue;
            };
            let known = known.or_else(|| self.nearly(at, row, &index));
            // A list of last month must not let anybody in again.
            if let Some(ended) = known.filter(|known| known.person.ended_at.is_some()) {
                found.insert(ended.person.id);
                self.problems.note(
                    at,
                    format!(
                        "The account of {} has ended; the line is left out",
                        isolated(&ended.person.name)
                    ),
                    "Open the account again on the person’s page first, if they are back.",
                );
                continue;
            }
            if let Some(known) = known
                && !found.insert(known.person.id)
            {
                self.problems.add(
                    at,
                    format!("{} is on another line already", isolated(&known.person.name)),
                    "Remove one of the lines, or correct the username.",
                );
                continue;
            }
            match known {
                Some(known) => self.note_spelling(at, "name", &row.name, &known.person.name),
                None => near.add(self.problems, at, "person", &row.name),
            }
            self.person(at, row, known, &index, &mut summary);
        }
        self.keeps_an_administrator(&sheet.file, &sheet.rows);
        let missing = self.before.people.iter().map(|member| &member.person);
        let missing = missing.filter(|person| person.ended_at.is_none() && !found.contains(&person.id));
        summary.missing = missing.map(|person| person.name.clone()).collect();
        summary
    }

    /// One line about `who`, or about somebody new. Unlike in a list, nobody is looked for by what they are called.
    pub(super) fn one_person(&mut self, row: &PersonRow, who: Option<PersonId>) {
        let index = self.index();
        let at = At { file: "", line: None };
        let before = self.before;
        let known = before.people.iter().find(|member| Some(member.person.id) == who);
        match &row.username {
            Cell::Is(username) => {
                let holder = index.usernames.get(username).map(|place| &before.people[*place].person);
                if let Some(holder) = holder.filter(|holder| Some(holder.id) != who) {
                    let what = format!("{} has the username {username}", isolated(&holder.name));
                    self.problems.add_in(at, "username", what, "Choose another.");
                }
            }
            Cell::Absent | Cell::Empty => {
                if let Some(username) = known.and_then(|known| known.username.as_ref()) {
                    let what = format!("The username {username} cannot be taken away");
                    self.problems.add_in(at, "username", what, "Keep it, or write another one.");
                }
            }
        }
        self.person(at, row, known, &index, &mut Summary::of(Kind::People));
        self.keeps_an_administrator("", std::slice::from_ref(row));
    }

    /// Nobody could set the hospital up any more, and no page would mend that.
    fn keeps_an_administrator(&mut self, file: &str, rows: &[PersonRow]) {
        if self.after.people.iter().any(Member::can_administer) {
            return;
        }
        for lost in self.before.people.iter().filter(|member| member.can_administer()) {
            let is_about = |row: &&PersonRow| match &row.username {
                Cell::Is(username) => lost.username.as_ref() == Some(username),
                Cell::Absent | Cell::Empty => folded(&row.name) == folded(&lost.person.name),
            };
            let line = rows.iter().find(is_about).map(|row| row.line);
            let (column, to_do) = if self.is_form {
                ("roles", "Keep them an administrator, or make somebody else one who can sign in first.")
            } else {
                (
                    "kind",
                    "Keep administrator among the kinds here, or make somebody else one who can sign in first.",
                )
            };
            self.problems.add_in(
                At { file, line },
                column,
                format!(
                    "{} would not be an administrator any more, and nobody else is one who can sign in",
                    lost.person.name
                ),
                to_do,
            );
        }
    }

    fn person(
        &mut self,
        at: At<'_>,
        row: &PersonRow,
        known: Option<&Member>,
        index: &Index,
        summary: &mut Summary,
    ) {
        let mut member = known.cloned().unwrap_or_else(|| Member {
            person: Person::human(PersonId::new(self.setting.now, self.setting.random.bytes()), ""),
            username: None,
            roles: Vec::new(),
            helps_for_a_time: false,
            can_sign_in: false,
        });
        member.person.name.clone_from(&row.name);
        if !row.is_kind_empty {
            member.roles = roles(&row.jobs);
        } else if known.is_none() {
            self.problems.add_in(at, "kind", "The kind is missing", "Fill it in, or remove the line.");
        }
        if let Cell::Is(username) = &row.username {
            member.username = Some(username.clone());
        }
        let person = &member.person;
        let has_username = member.username.is_some() || self.waits.contains(&Kind::People);
        if !has_username && member.roles.iter().any(|role| *role != Role::Responder) {
            self.problems.add_in(
                at,
                "username",
                format!("{} has no username", isolated(&row.name)),
                "Who leads, analyses or administers signs in with one: fill it in.",
            );
        }
        let before = self.before.responders.iter().find(|responder| responder.id == person.id);
        let for_a_time = |known: &Member| self.is_form && known.helps_for_a_time;
        let goes_on = |known: &Member| row.is_kind_empty && helps(known) || for_a_time(known);
        let stays = before.filter(|_| known.is_some_and(goes_on));
        let helps_as = row.helps().or_else(|| stays.map(|responder| responder.kind));
        let responder = helps_as.map(|kind| self.responder(at, row, person, (kind, before), index));
        let may_help = row.is_kind_unclear && !(row.is_kind_empty && known.is_some());
        if may_help && responder.is_none() {
            self.look_up(at, row, index);
        } else if responder.is_none() {
            self.stops_helping(at, row, before.filter(|_| known.is_some_and(helps)));
        }
        let responder = responder.filter(|responder| before != Some(responder));
        if known == Some(&member) && responder.is_none() {
            summary.unchanged += 1;
            return;
        }
        match known {
            Some(known) => {
                let now = responder.as_ref().or(before);
                let fields = self.changes_of_person((known, before), (&member, now));
                summary.changed.push(Change { name: isolated(&person.name).into_owned(), fields });
            }
            None => summary.added.push(person.name.clone()),
        }
        self.after.people.retain(|other| other.person.id != person.id);
        self.after.people.push(member.clone());
        self.changes.people.push(member);
        if let Some(responder) = responder {
            self.after.responders.retain(|other| other.id != responder.id);
            self.after.responders.push(responder.clone());
            self.changes.responders.push(responder);
        }
    }

    pub(super) fn changes_of_person(
        &self,
        (known, before): (&Member, Option<&Responder>),
        (member, after): (&Member, Option<&Responder>),
    ) -> Vec<Field> {
        let roles = |member: &Member| {
            Some(member.roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        };
        let kind = |responder: Option<&Responder>| Some(Job::Helps(responder?.kind).word().to_owned());
        let tags = |responder: Option<&Responder>| {
            let known =
                |id: &TagId| self.after.tags.iter().find(|tag| tag.id == *id).map(|tag| tag.slug.clone());
            Some(responder?.tags.iter().filter_map(known).collect::<Vec<_>>().join(", "))
        };
        let ward = |responder: Option<&Responder>| {
            let id = responder?.home_ward?;
            self.after.wards.iter().find(|ward| ward.id == id).map(|ward| ward.code.clone())
        };
        let zone = |responder: Option<&Responder>| {
            let id = responder?.zone?;
            self.after.zones.iter().find(|zone| zone.id == id).map(|zone| zone.name.clone())
        };
        let mode = |responder: Option<&Responder>| Some(responder?.zone_mode.as_str().to_owned());
        let phone = |responder: Option<&Responder>| responder?.phone.clone();
        differences([
            ("name", Some(known.person.name.clone()), Some(member.person.name.clone())),
            ("username", known.username.clone(), member.username.clone()),
            ("roles", roles(known), roles(member)),
            ("kind", kind(before), kind(after)),
            ("tags", tags(before), tags(after)),
            ("home_ward", ward(before), ward(after)),
            ("zone", zone(before), zone(after)),
            ("zone_mode", mode(before), mode(after)),
            ("phone", phone(before), phone(after)),
        ])
    }

    fn responder(
        &mut self,
        at: At<'_>,
        row: &PersonRow,
        person: &Person,
        (kind, before): (ResponderKind, Option<&Responder>),
        index: &Index,
    ) -> Responder {
        let tags = self.tags_of(at, row, index);
        let home_ward = self.home_ward(at, row, index);
        let zone = self.zone_of(at, row, index);
        let known = before.cloned().unwrap_or_else(|| Responder {
            id: person.id,
            name: String::new(),
            kind,
            tags: Vec::new(),
            home_ward: None,
            zone: None,
            zone_mode: ZoneMode::All,
            phone: None,
            duty: Duty::OffShift,
            duty_since: self.setting.now,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        });
        Responder {
            name: person.name.clone(),
            kind,
            tags: tags.or_keep(Some(known.tags)).unwrap_or_default(),
            home_ward: home_ward.or_keep(known.home_ward),
            zone: zone.or_keep(known.zone),
            zone_mode: row.zone_mode.or_keep(Some(known.zone_mode)).unwrap_or_default(),
            phone: row.phone.clone().or_keep(known.phone),
            ..known
        }
    }

    /// All that is wrong with a line is told at once, and nothing that may not be so.
    fn look_up(&mut self, at: At<'_>, row: &PersonRow, index: &Index) {
        if row.helps().is_some() || row.is_kind_unclear {
            self.tags_of(at, row, index);
            self.home_ward(at, row, index);
            self.zone_of(at, row, index);
        }
    }

    fn stops_helping(&mut self, at: At<'_>, row: &PersonRow, helped: Option<&Responder>) {
        if helped.is_some_and(|responder| responder.duty != Duty::OffShift) {
            self.problems.add_in(
                at,
                "kind",
                format!("{} is on shift as a responder", isolated(&row.name)),
                if self.is_form {
                    "Let the shift end first."
                } else {
                    "Let the shift end first, or keep floorwalker or super-user among the kinds."
                },
            );
        }
        if self.is_form && helped.is_none() {
            self.refuse_unused(at, row);
        }
        let unused = matches!(row.tags, Cell::Is(_)) || matches!(row.home_ward, Cell::Is(_));
        if unused || matches!(row.zone, Cell::Is(_)) || matches!(row.phone, Cell::Is(_)) {
            self.problems.note(
                at,
                format!("Tags, ward, zone and phone of {} are left out", isolated(&row.name)),
                "They are kept of floorwalkers and super-users only.",
            );
        }
    }

    /// Whoever fills in a form reads no notes: what would be left out is refused where it was typed.
    fn refuse_unused(&mut self, at: At<'_>, row: &PersonRow) {
        let given = [
            ("tags", matches!(row.tags, Cell::Is(_))),
            ("zone", matches!(row.zone, Cell::Is(_))),
            ("home_ward", matches!(row.home_ward, Cell::Is(_))),
            ("phone", matches!(row.phone, Cell::Is(_))),
        ];
        for (column, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
            self.problems.add_in(
                at,
                column,
                "This is kept of floorwalkers and super-users only",
                "Clear it, or say that they are one.",
            );
        }
    }

    fn tags_of(&mut self, at: At<'_>, row: &PersonRow, index: &Index) -> Cell<Vec<TagId>> {
        let words = match &row.tags {
            Cell::Absent => return Cell::Absent,
            Cell::Empty => return Cell::Empty,
            Cell::Is(words) => words,
        };
        let mut tags = Vec::new();
        for word in words {
            match index.tags.get(&folded(word)) {
                Some(tag) if !tags.contains(tag) => {
                    if self.before.ended.tags.iter().any(|(ended, _)| ended.id == *tag) {
                        self.note_ended(at, "tag", word, "nobody can ask about it");
                    }
                    tags.push(*tag);
                }
                Some(_) => {}
                None if self.may_come(Kind::Tags, word) => {}
                None => {
                    let known = some_of(self.after.tags.iter().map(|tag| tag.slug.as_str()));
                    let to_do = if self.is_form {
                        format!("Choose from: {known}.")
                    } else {
                        format!("Add it to tags.csv, or write one of: {known}.")
                    };
                    self.problems.add_in(at, "tags", format!("There is no tag {word}"), to_do);
                }
            }
        }
        Cell::Is(tags)
    }

    fn home_ward(&mut self, at: At<'_>, row: &PersonRow, index: &Index) -> Cell<WardId> {
        match &row.home_ward {
            Cell::Absent => Cell::Absent,
            Cell::Empty => Cell::Empty,
            Cell::Is(code) => {
                let ward = index.wards.get(&folded(code));
                match ward {
                    None => self.unknown_ward(at, "home_ward", code),
                    Some(ward) if self.before.ended.wards.iter().any(|(ended, _)| ended.id == *ward) => {
                        self.note_ended(at, "ward", code, "nobody can ask from there");
                    }
                    Some(_) => {}
                }
                ward.map_or(Cell::Empty, |ward| Cell::Is(*ward))
            }
        }
    }

    fn zone_of(&mut self, at: At<'_>, row: &PersonRow, index: &Index) -> Cell<ZoneId> {
        let name = match &row.zone {
            Cell::Absent => return Cell::Absent,
            Cell::Empty => return Cell::Empty,
            Cell::Is(name) => name,
        };
        match index.zones.get(&folded(name)).map(Vec::as_slice) {
            Some([zone]) => {
                if self.before.ended.zones.iter().any(|(ended, _)| ended.id == *zone) {
                    self.note_ended(at, "zone", name, "no ward is in it");
                }
                return Cell::Is(*zone);
            }
            Some(_) => self.problems.add_in(
                at,
                "zone",
                format!("More than one site has a zone {name}"),
                "Write the site before it: Northbank / Medicine.",
            ),
            // A zone comes with the lines of its wards, any of which may be wrong.
            None if self.broken.contains(&Kind::Wards) || self.may_be_zone(name) => {}
            None => self.problems.add_in(
                at,
                "zone",
                format!("There is no zone {name}"),
                if self.is_form {
                    "Choose another."
                } else {
                    "Correct it, or give it to a ward in wards.csv."
                },
            ),
        }
        Cell::Empty
    }

    /// Whether a line has their name or username.
    fn is_named(&self, member: &Member) -> bool {
        let names = [Some(&member.person.name), member.username.as_ref()];
        names.into_iter().flatten().any(|name| self.named.contains(&(Kind::People, folded(name))))
    }

    /// Who is nearly called so, and is no other line's: if somebody has said that they are one.
    fn nearly(&mut self, at: At<'_>, row: &PersonRow, index: &Index) -> Option<&'a Member> {
        let people: &'a [Member] = &self.before.people;
        let there = index.skeletons.get(&skeleton(&row.name))?;
        let known = there.iter().map(|place| &people[*place]).find(|known| {
            // Two usernames are two people.
            let is_other = matches!(&row.username, Cell::Is(_)) && known.username.is_some();
            !is_other && !self.is_named(known)
        })?;
        let id = known.person.id.to_string();
        let verdict = self.is_same(at, Kind::People, row.name.clone(), (known.person.name.clone(), id));
        Some(known).filter(|_| verdict == Some(Verdict::Same))
    }

    /// Whether a line gives it to a ward, with a site before it or without.
    fn may_be_zone(&self, name: &str) -> bool {
        let alone = name.rsplit(" / ").next().unwrap_or(name);
        [name, alone].iter().any(|name| self.zones.contains(&folded(name)))
    }

    /// Who the row is about, if they are known.
    fn find(&mut self, at: At<'_>, row: &PersonRow, index: &Index) -> Result<Option<&'a Member>, ()> {
        let people = &self.before.people;
        let called = index.names.get(&folded(&row.name)).map_or(&[][..], Vec::as_slice);
        if let Cell::Is(username) = &row.username {
            if let Some(place) = index.usernames.get(username) {
                return Ok(Some(&people[*place]));
            }
            let nameless: Vec<_> = called.iter().filter(|place| people[**place].username.is_none()).collect();
            return Ok(match nameless[..] {
                [only] => Some(&people[*only]),
                _ => None,
            });
        }
        match called {
            [] => Ok(None),
            [only] => Ok(Some(&people[*only])),
            _ => {
                self.several(at, row, "Say by the username which of them it is.");
                Err(())
            }
        }
    }

    /// Several people have the name of the row. A column that nobody has spoken about yet may hold their usernames.
    fn several(&mut self, at: At<'_>, row: &PersonRow, to_do: &str) {
        if !self.waits.contains(&Kind::People) {
            self.problems.add(at, format!("Several people are called {}", row.name), to_do);
        }
    }

    fn index(&self) -> Index {
        let mut zones: HashMap<String, Vec<ZoneId>> = HashMap::new();
        for zone in &self.after.zones {
            let site = self.after.sites.iter().find(|site| site.id == zone.site);
            let full = format!("{} / {}", site.map_or("", |site| &site.name), zone.name);
            for name in [&zone.name, &full] {
                zones.entry(folded(name)).or_default().push(zone.id);
            }
        }
        let ended = &self.before.ended;
        for (zone, _) in &ended.zones {
            zones.entry(folded(&zone.name)).or_insert_with(|| vec![zone.id]);
        }
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut skeletons, mut usernames): (HashMap<String, Vec<usize>>, _) =
            (HashMap::new(), HashMap::new());
        for (place, member) in self.before.people.iter().enumerate() {
            names.entry(folded(&member.person.name)).or_default().push(place);
            skeletons.entry(skeleton(&member.person.name)).or_default().push(place);
            if let Some(username) = &member.username {
                usernames.insert(username.clone(), place);
            }
        }
        let tags = || ended.tags.iter().map(|(tag, _)| tag).chain(&self.after.tags);
        let by_name = tags().map(|tag| (folded(&tag.name), tag.id));
        let by_slug = tags().map(|tag| (tag.slug.clone(), tag.id));
        Index {
            wards: self.ward_codes(),
            tags: by_name.chain(by_slug).collect(),
            zones,
            usernames,
            names,
            skeletons,
        }
    }
}

fn helps(member: &Member) -> bool {
    member.roles.contains(&Role::Responder)
}

fn roles(jobs: &[Job]) -> Vec<Role> {
    let has = |role: &Role| {
        jobs.iter().any(|job| match job {
            Job::Helps(_) => *role == Role::Responder,
            Job::Staff(staff) => staff == role,
        })
    };
    Role::ALL.into_iter().filter(has).collect()
}

/// Names on more than one row.
fn shared_names(rows: &[PersonRow]) -> HashSet<String> {
    let mut once = HashSet::new();
    rows.iter().map(|row| folded(&row.name)).filter(|name| !once.insert(name.clone())).collect()
}
