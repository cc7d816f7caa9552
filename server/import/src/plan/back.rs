//! What taking an import back means for the hospital as it is: what it does, said as an import says it, and what stands in its way.
//! Pure, as the plan of an import.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::Hash,
};

use domain::{
    Duty, Link, Override, PersonId, Responder, Role, Shift, Site, Tag, Timestamp, Ward, Zone, ZoneMode,
    text::{folded, isolated},
};
use serde::{Deserialize, Serialize};
use store::Person;

use super::{
    Change, Changes, Draft, Field, Hospital, Member, Summary,
    places::{change_of_site, changes_of_tag, named},
};
use crate::{Answers, Kind, Setting, problem::Problems};

/// Something before an import and after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step<T> {
    /// None for what it added.
    pub(crate) before: Option<T>,
    /// None for what it took away.
    pub(crate) after: Option<T>,
}

/// Somebody, as far as an import changes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) username: Option<String>,
    pub(crate) roles: Vec<Role>,
}

impl Known {
    fn of(Member { person, username, roles, .. }: &Member) -> Self {
        Self { id: person.id, name: person.name.clone(), username: username.clone(), roles: roles.clone() }
    }

    /// Somebody who is there, as they were before.
    fn again(&self, now: &Member) -> Member {
        Member {
            person: Person { name: self.name.clone(), ..now.person.clone() },
            username: self.username.clone(),
            roles: self.roles.clone(),
            helps_for_a_time: now.helps_for_a_time,
            can_sign_in: now.can_sign_in && self.username.is_some(),
        }
    }
}

/// What an import has done to the hospital.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Steps {
    pub(crate) sites: Vec<Step<Site>>,
    pub(crate) zones: Vec<Step<Zone>>,
    pub(crate) wards: Vec<Step<Ward>>,
    pub(crate) tags: Vec<Step<Tag>>,
    pub(crate) people: Vec<Step<Known>>,
    /// All of them are among the people too.
    pub(crate) responders: Vec<Step<Responder>>,
    /// All there were, and all there are.
    pub(crate) links: Option<(Vec<Link>, Vec<Link>)>,
    pub(crate) overrides: Option<(Vec<Override>, Vec<Override>)>,
    pub(crate) shifts: Vec<Step<Shift>>,
}

/// Something that stays, so that nothing of the import is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stays {
    /// What it is called; empty for the import as a whole.
    pub name: String,
    /// Sentences.
    pub why: String,
}

impl Stays {
    pub(crate) fn new(name: impl Into<String>, why: impl Into<String>) -> Self {
        Self { name: name.into(), why: why.into() }
    }
}

impl Steps {
    pub(crate) fn of(before: &Hospital, changes: &Changes) -> Self {
        let wards = changes.changed_wards.iter().chain(&changes.new_wards);
        let shifts: HashMap<_, Shift> =
            before.shifts.iter().map(|shift| (key_of_shift(shift), *shift)).collect();
        let put = changes
            .shifts
            .iter()
            .map(|shift| Step { before: shifts.get(&key_of_shift(shift)).copied(), after: Some(*shift) });
        let removed = changes.removed_shifts.iter().map(|shift| Step { before: Some(*shift), after: None });
        let people: Vec<Known> = before.people.iter().map(Known::of).collect();
        let people_after: Vec<Known> = changes.people.iter().map(Known::of).collect();
        Self {
            sites: steps(&before.sites, &changes.sites, |site| site.id),
            zones: steps(&before.zones, &changes.zones, |zone| zone.id),
            wards: steps(&before.wards, wards, |ward| ward.id),
            tags: steps(&before.tags, &changes.tags, |tag| tag.id),
            people: steps(&people, &people_after, |known| known.id),
            responders: steps(
                &before.responders.iter().map(only_set_up).collect::<Vec<_>>(),
                &changes.responders.iter().map(only_set_up).collect::<Vec<_>>(),
                |responder| responder.id,
            ),
            links: changes.links.clone().map(|links| (before.links.clone(), links)),
            overrides: changes.overrides.clone().map(|ways| (before.overrides.clone(), ways)),
            shifts: put.chain(removed).collect(),
        }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// How many wards, tags and people it added.
    pub(crate) fn added(&self) -> usize {
        added(&self.wards).count() + added(&self.tags).count() + added(&self.people).count()
    }

    /// The hospital as it would be without the import.
    pub(crate) fn taken_back(&self, now: &Hospital) -> Hospital {
        let people = members(now);
        let again = |known: &Known| Some(known.again(people.get(&known.id)?));
        let person = |step: &Step<Known>| Step {
            before: step.before.as_ref().and_then(again),
            after: step.after.as_ref().and_then(again),
        };
        let helps = responders(now);
        let responder = |step: &Step<Responder>| Step {
            before: step.before.as_ref().map(|before| {
                let is_mode_its =
                    step.after.as_ref().is_some_and(|after| after.zone_mode != before.zone_mode);
                match helps.get(&before.id) {
                    Some(now) => set_up_as(before, now, is_mode_its),
                    None => before.clone(),
                }
            }),
            after: step.after.clone(),
        };
        Hospital {
            sites: without(&now.sites, &self.sites, |site| site.id),
            zones: without(&now.zones, &self.zones, |zone| zone.id),
            wards: without(&now.wards, &self.wards, |ward| ward.id),
            tags: without(&now.tags, &self.tags, |tag| tag.id),
            people: without(&now.people, &self.people.iter().map(person).collect::<Vec<_>>(), |member| {
                member.person.id
            }),
            responders: without(
                &now.responders,
                &self.responders.iter().map(responder).collect::<Vec<_>>(),
                |responder| responder.id,
            ),
            links: self.links.as_ref().map_or_else(|| now.links.clone(), |(before, _)| before.clone()),
            overrides: self
                .overrides
                .as_ref()
                .map_or_else(|| now.overrides.clone(), |(before, _)| before.clone()),
            shifts: without(&now.shifts, &self.shifts, key_of_shift),
            ended: now.ended.clone(),
        }
    }

    /// What would change, list by list.
    pub(crate) fn summaries(&self, now: &Hospital, then: &Hospital, setting: Setting<'_>) -> Vec<Summary> {
        let (answers, mut problems) = (Answers::default(), Problems::default());
        let draft = Draft::of(now, (setting, &answers), &mut problems);
        let summaries = [
            self.tags_back(),
            draft.wards_back(self),
            self.links
                .as_ref()
                .map_or_else(|| Summary::of(Kind::Links), |(before, _)| draft.compare_links(before)),
            self.overrides
                .as_ref()
                .map_or_else(|| Summary::of(Kind::Overrides), |(before, _)| draft.compare_overrides(before)),
            draft.people_back(self, then),
            draft.shifts_back(self),
        ];
        let summaries = summaries.into_iter().map(|summary| Summary { unchanged: 0, ..summary });
        summaries.filter(|summary| !summary.is_nothing()).collect()
    }

    fn tags_back(&self) -> Summary {
        let mut summary = Summary::of(Kind::Tags);
        for step in &self.tags {
            match (&step.before, &step.after) {
                (Some(before), Some(after)) => summary.changed.push(Change {
                    name: isolated(&before.name).into_owned(),
                    fields: changes_of_tag(after, before),
                }),
                (None, Some(added)) => summary.removed.push(added.name.clone()),
                _ => {}
            }
        }
        summary
    }

    /// What is not as the import left it.
    pub(crate) fn changed_since(&self, now: &Hospital, setting: Setting<'_>) -> Vec<Stays> {
        let (answers, mut problems) = (Answers::default(), Problems::default());
        let draft = Draft::of(now, (setting, &answers), &mut problems);
        let ended = &now.ended;
        let mut since = Vec::new();
        compare(
            &mut since,
            (&self.wards, &now.wards, |ward: &Ward| ward.id),
            |ward| (named(ward), ended.wards.iter().any(|(ended, _)| ended.id == ward.id)),
            |left, there| draft.changes_of_ward(left, there),
        );
        compare(
            &mut since,
            (&self.zones, &now.zones, |zone: &Zone| zone.id),
            |zone| (of_zone(zone), ended.zones.iter().any(|(ended, _)| ended.id == zone.id)),
            |left, there| renamed(&left.name, &there.name),
        );
        compare(
            &mut since,
            (&self.sites, &now.sites, |site: &Site| site.id),
            |site| (of_site(site), false),
            |left, there| {
                let moved = change_of_site(left, there.coordinates).fields;
                renamed(&left.name, &there.name).into_iter().chain(moved).collect()
            },
        );
        compare(
            &mut since,
            (&self.tags, &now.tags, |tag: &Tag| tag.id),
            |tag| (of_tag(tag), ended.tags.iter().any(|(ended, _)| ended.id == tag.id)),
            changes_of_tag,
        );
        since.extend(draft.people_since(self));
        let names = draft.names();
        let there: HashMap<_, Shift> = now.shifts.iter().map(|shift| (key_of_shift(shift), *shift)).collect();
        for step in &self.shifts {
            let Some(shift) = step.after.or(step.before) else { continue };
            if there.get(&key_of_shift(&shift)).copied() != step.after {
                since.push(Stays::new(draft.named(&names, &shift), "This shift was changed since."));
            } else if shift.starts_at <= setting.now {
                since.push(Stays::new(draft.named(&names, &shift), "This shift has begun."));
            }
        }
        since.extend(self.overlapping(&there).map(|shift| {
            Stays::new(
                draft.named(&names, shift),
                "It would be beside another shift of theirs that was added since.",
            )
        }));
        let link = |link: &Link| (link.from, link.to, link.kind, link.seconds, link.step_free);
        if self.links.as_ref().is_some_and(|(_, after)| !are_same(after, &now.links, link)) {
            since.push(Stays::new("Links", "They were changed since."));
        }
        let way = |way: &Override| (way.from, way.to, way.seconds);
        if self.overrides.as_ref().is_some_and(|(_, after)| !are_same(after, &now.overrides, way)) {
            since.push(Stays::new("Measured walking times", "They were changed since."));
        }
        since
    }

    /// Shifts that would come back and overlap one that is there and not the import's.
    fn overlapping<'s>(
        &'s self,
        there: &HashMap<(PersonId, Timestamp), Shift>,
    ) -> impl Iterator<Item = &'s Shift> {
        let touched = touched(&self.shifts, key_of_shift);
        let mut stay: HashMap<PersonId, Vec<Shift>> = HashMap::new();
        for shift in there.values().filter(|shift| !touched.contains(&key_of_shift(shift))) {
            stay.entry(shift.person).or_default().push(*shift);
        }
        self.shifts.iter().filter_map(|step| step.before.as_ref()).filter(move |back| {
            let beside = stay.get(&back.person).into_iter().flatten();
            beside.into_iter().any(|other| other.starts_at < back.ends_at && back.starts_at < other.ends_at)
        })
    }

    /// Those who respond only since the import.
    fn helps_since(&self) -> impl Iterator<Item = &Known> {
        let helps = |known: &Known| known.roles.contains(&Role::Responder);
        let gained = move |step: &&Step<Known>| !step.before.as_ref().is_some_and(helps);
        self.people
            .iter()
            .filter(gained)
            .filter_map(|step| step.after.as_ref())
            .filter(move |known| helps(known))
    }

    /// What of the hospital as it is would not fit into what is left. `then` is without the import.
    pub(crate) fn misfits(&self, now: &Hospital, then: &Hospital) -> Vec<Stays> {
        let mut stays = Vec::new();
        let wards = || then.wards.iter().chain(then.ended.wards.iter().map(|(ward, _)| ward));
        for zone in added(&self.zones) {
            stays.extend(held(
                of_zone(zone),
                wards().filter(|ward| ward.zone == Some(zone.id)).map(named),
                "It is the zone of",
            ));
            let look_after = then.responders.iter().filter(|one| one.zone == Some(zone.id));
            stays.extend(held(of_zone(zone), look_after.map(name_of), "It is looked after by"));
        }
        for site in added(&self.sites) {
            stays.extend(held(
                of_site(site),
                wards().filter(|ward| ward.site == site.id).map(named),
                "It is the site of",
            ));
            let zones = then.zones.iter().chain(then.ended.zones.iter().map(|(zone, _)| zone));
            stays.extend(held(
                of_site(site),
                zones.filter(|zone| zone.site == site.id).map(of_zone),
                "It is the site of",
            ));
        }
        for ward in added(&self.wards) {
            let at_home = then.responders.iter().filter(|one| one.home_ward == Some(ward.id));
            stays.extend(held(named(ward), at_home.map(name_of), "It is the home ward of"));
            let leads_there = |link: &Link| [link.from, link.to].contains(&ward.id);
            let is_measured = |way: &Override| [way.from, way.to].contains(&ward.id);
            if then.links.iter().any(leads_there) || then.overrides.iter().any(is_measured) {
                stays.push(Stays::new(named(ward), "Ways lead there."));
            }
        }
        for tag in added(&self.tags) {
            let know = then.responders.iter().filter(|one| one.tags.contains(&tag.id));
            stays.extend(held(of_tag(tag), know.map(name_of), "It is known by"));
        }
        let with_shifts: HashSet<PersonId> = then.shifts.iter().map(|shift| shift.person).collect();
        let at_work = now.responders.iter().filter(|responder| responder.duty != Duty::OffShift);
        let at_work: HashSet<PersonId> = at_work.map(|responder| responder.id).collect();
        for responder in added(&self.responders) {
            if with_shifts.contains(&responder.id) {
                stays.push(Stays::new(
                    name_of(responder),
                    "They have other shifts than those of this import.",
                ));
            }
        }
        for known in self.helps_since().filter(|known| at_work.contains(&known.id)) {
            stays.push(Stays::new(isolated(&known.name), "They are on shift."));
        }
        let there = members(now);
        for step in &self.people {
            if let Some(after) = &step.after
                && step.before.as_ref().is_none_or(|before| before.username.is_none())
                && there.get(&after.id).is_some_and(|member| member.can_sign_in)
            {
                stays.push(Stays::new(isolated(&after.name), "They have a password."));
            }
        }
        stays.extend(self.names_taken(then));
        let zones = &then.ended.zones;
        for ward in self.wards.iter().filter_map(|step| step.before.as_ref()) {
            if let Some((zone, _)) = zones.iter().find(|(zone, _)| Some(zone.id) == ward.zone) {
                let why = format!("It would be in {} again, which has ended.", of_zone(zone));
                stays.push(Stays::new(named(ward), why));
            }
        }
        let is_lost = |could: bool, can: bool| could && !can;
        if is_lost(
            now.people.iter().any(Member::can_administer),
            then.people.iter().any(Member::can_administer),
        ) {
            stays.push(Stays::new("", "Nobody who can sign in would be an administrator any more."));
        }
        let for_anyone = |hospital: &Hospital| hospital.tags.iter().any(|tag| tag.anyone);
        if is_lost(for_anyone(now), for_anyone(then)) && !then.tags.is_empty() {
            stays.push(Stays::new(
                "",
                "No tag would be for anyone any more, and requests that fit no other need one.",
            ));
        }
        stays
    }

    /// What had a name that something else has got since.
    fn names_taken(&self, then: &Hospital) -> Vec<Stays> {
        let wards = then.wards.iter().chain(then.ended.wards.iter().map(|(ward, _)| ward));
        let its = touched(&self.wards, |ward| ward.id);
        let codes: HashMap<String, &Ward> =
            wards.filter(|ward| !its.contains(&ward.id)).map(|ward| (folded(&ward.code), ward)).collect();
        let wards = self.wards.iter().filter_map(|step| step.before.as_ref()).filter_map(|ward| {
            let other = codes.get(&folded(&ward.code))?;
            Some(Stays::new(named(ward), format!("{} has its code by now.", isolated(&other.name))))
        });
        let tags = then.tags.iter().chain(then.ended.tags.iter().map(|(tag, _)| tag));
        let its = touched(&self.tags, |tag| tag.id);
        let names: HashSet<String> =
            tags.filter(|tag| !its.contains(&tag.id)).map(|tag| folded(&tag.name)).collect();
        let tags = self.tags.iter().filter_map(|step| step.before.as_ref());
        let tags = tags.filter(|tag| names.contains(&folded(&tag.name)));
        wards.chain(tags.map(|tag| Stays::new(of_tag(tag), "Another tag is called so by now."))).collect()
    }
}

impl Draft<'_> {
    fn wards_back(&self, steps: &Steps) -> Summary {
        let mut summary = Summary::of(Kind::Wards);
        for step in &steps.wards {
            match (&step.before, &step.after) {
                (Some(before), Some(after)) => {
                    let fields = self.changes_of_ward(after, before);
                    summary.changed.push(Change { name: named(before), fields });
                }
                (None, Some(added)) => summary.removed.push(named(added)),
                _ => {}
            }
        }
        for step in &steps.sites {
            match (&step.before, &step.after) {
                (Some(before), Some(after)) => {
                    summary.changed.push(change_of_site(after, before.coordinates));
                }
                (None, Some(added)) => summary.removed.push(of_site(added)),
                _ => {}
            }
        }
        summary.removed.extend(added(&steps.zones).map(of_zone));
        summary
    }

    fn people_back(&self, steps: &Steps, then: &Hospital) -> Summary {
        let mut summary = Summary::of(Kind::People);
        let (now, later) = (members(self.before), members(then));
        let (helps, helped) = (responders(self.before), responders(then));
        for step in &steps.people {
            let Some(Known { id, name, .. }) = &step.after else { continue };
            match (&step.before, now.get(id), later.get(id)) {
                (None, _, _) => summary.removed.push(name.clone()),
                (Some(before), Some(member), Some(again)) => {
                    let (helps, helped) = (helps.get(id).copied(), helped.get(id).copied());
                    let fields = self.changes_of_person((member, helps), (again, helped));
                    summary.changed.push(Change { name: isolated(&before.name).into_owned(), fields });
                }
                (Some(_), _, _) => {}
            }
        }
        summary
    }

    fn shifts_back(&self, steps: &Steps) -> Summary {
        let mut summary = Summary::of(Kind::Shifts);
        let names = self.names();
        for step in &steps.shifts {
            match (&step.before, &step.after) {
                (Some(before), Some(after)) => {
                    summary.changed.push(self.change_of_shift(&names, after, before));
                }
                (None, Some(added)) => summary.removed.push(self.named(&names, added)),
                (Some(removed), None) => summary.added.push(self.named(&names, removed)),
                (None, None) => {}
            }
        }
        summary
    }

    /// Who is not as the import left them. Where they are and what they do is theirs, and so is the zone that they choose to stay in,
    /// unless the import chose it.
    fn people_since(&self, steps: &Steps) -> Vec<Stays> {
        let (there, helps) = (members(self.before), responders(self.before));
        let set_up: HashMap<PersonId, &Step<Responder>> =
            steps.responders.iter().filter_map(|step| Some((step.after.as_ref()?.id, step))).collect();
        let since = |left: &Known| {
            let name = isolated(&left.name).into_owned();
            let Some(there) = there.get(&left.id).copied() else {
                return Some(Stays::new(name, "They are not there any more."));
            };
            if there.person.ended_at.is_some() {
                return Some(Stays::new(name, "Their account has ended since."));
            }
            let now = helps.get(&left.id).copied();
            let as_left = set_up.get(&left.id).and_then(|step| {
                let after = step.after.as_ref()?;
                let is_mode_its =
                    step.before.as_ref().is_none_or(|before| before.zone_mode != after.zone_mode);
                Some(now.map_or_else(|| after.clone(), |now| set_up_as(after, now, is_mode_its)))
            });
            // Of whom the import has changed only who they are, the rest is not its.
            let as_left = as_left.as_ref().or(now);
            changed(name, &self.changes_of_person((&left.again(there), as_left), (there, now)))
        };
        steps.people.iter().filter_map(|step| since(step.after.as_ref()?)).collect()
    }
}

fn members(hospital: &Hospital) -> HashMap<PersonId, &Member> {
    hospital.people.iter().map(|member| (member.person.id, member)).collect()
}

fn responders(hospital: &Hospital) -> HashMap<PersonId, &Responder> {
    hospital.responders.iter().map(|responder| (responder.id, responder)).collect()
}

/// What whoever sets up says of a responder: where they are, and how they have answered, is not kept.
fn only_set_up(responder: &Responder) -> Responder {
    Responder {
        duty: Duty::OffShift,
        duty_since: Timestamp::from_millis(0),
        whereabouts: None,
        unanswered: 0,
        closed_this_shift: 0,
        alerts_tested_at: None,
        ..responder.clone()
    }
}

/// What whoever sets up says of a responder, with what is theirs as it is now.
fn set_up_as(said: &Responder, now: &Responder, is_mode_said: bool) -> Responder {
    let Responder { id, name, kind, tags, home_ward, zone, zone_mode, phone, .. } = said.clone();
    let zone_mode: ZoneMode = if is_mode_said { zone_mode } else { now.zone_mode };
    Responder { id, name, kind, tags, home_ward, zone, zone_mode, phone, ..now.clone() }
}

/// What became of each.
fn steps<'c, T: Clone + 'c, I: Hash + Eq>(
    before: &[T],
    after: impl IntoIterator<Item = &'c T>,
    id: impl Fn(&T) -> I,
) -> Vec<Step<T>> {
    let known: HashMap<I, &T> = before.iter().map(|one| (id(one), one)).collect();
    let step = |one: &T| Step {
        before: known.get(&id(one)).map(|known| (*known).clone()),
        after: Some(one.clone()),
    };
    after.into_iter().map(step).collect()
}

pub(crate) fn added<T>(steps: &[Step<T>]) -> impl Iterator<Item = &T> {
    steps.iter().filter(|step| step.before.is_none()).filter_map(|step| step.after.as_ref())
}

fn touched<T, I: Hash + Eq>(steps: &[Step<T>], id: impl Fn(&T) -> I) -> HashSet<I> {
    steps.iter().filter_map(|step| step.after.as_ref().or(step.before.as_ref())).map(id).collect()
}

/// What is there, with these steps taken back.
fn without<T: Clone, I: Hash + Eq>(there: &[T], steps: &[Step<T>], id: impl Fn(&T) -> I) -> Vec<T> {
    let touched = touched(steps, &id);
    let untouched = there.iter().filter(|one| !touched.contains(&id(one))).cloned();
    untouched.chain(steps.iter().filter_map(|step| step.before.clone())).collect()
}

fn are_same<T, K: Ord>(ones: &[T], others: &[T], key: impl Fn(&T) -> K) -> bool {
    let keys = |of: &[T]| of.iter().map(&key).collect::<BTreeSet<_>>();
    keys(ones) == keys(others)
}

const fn key_of_shift(shift: &Shift) -> (PersonId, Timestamp) {
    (shift.person, shift.starts_at)
}

/// Names what is not as the steps left it; `called` says of something how, and whether it has ended.
fn compare<T, I: Hash + Eq>(
    since: &mut Vec<Stays>,
    (steps, now, id): (&[Step<T>], &[T], impl Fn(&T) -> I),
    called: impl Fn(&T) -> (String, bool),
    fields: impl Fn(&T, &T) -> Vec<Field>,
) {
    let now: HashMap<I, &T> = now.iter().map(|one| (id(one), one)).collect();
    for left in steps.iter().filter_map(|step| step.after.as_ref()) {
        let (name, has_ended) = called(left);
        match now.get(&id(left)) {
            Some(there) => since.extend(changed(name, &fields(left, there))),
            None if has_ended => since.push(Stays::new(name, "It has ended since.")),
            None => since.push(Stays::new(name, "It is not there any more.")),
        }
    }
}

/// In the words of an import: `It was changed since: name, phone.`
fn changed(name: String, fields: &[Field]) -> Option<Stays> {
    let columns: Vec<String> = fields.iter().map(|field| field.column.replace('_', " ")).collect();
    (!columns.is_empty()).then(|| Stays::new(name, format!("Changed since: {}.", columns.join(", "))))
}

fn renamed(before: &str, after: &str) -> Vec<Field> {
    super::differences([("name", Some(before.to_owned()), Some(after.to_owned()))])
}

/// Whoever or whatever keeps something: `It is known by Sam Example, Kim Example.`
fn held(name: String, by: impl Iterator<Item = String>, what: &str) -> Option<Stays> {
    let by: Vec<String> = by.collect();
    let names = crate::problem::some_of(by.iter().map(String::as_str));
    (!by.is_empty()).then(|| Stays::new(name, format!("{what} {names}.")))
}

pub(crate) fn of_zone(zone: &Zone) -> String {
    format!("the zone {}", isolated(&zone.name))
}

pub(crate) fn of_site(site: &Site) -> String {
    format!("the site {}", isolated(&site.name))
}

pub(crate) fn of_tag(tag: &Tag) -> String {
    format!("the tag {}", isolated(&tag.name))
}

pub(crate) fn name_of(responder: &Responder) -> String {
    isolated(&responder.name).into_owned()
}
