//! Shifts: a file is the roster of the time it covers.

use std::collections::{BTreeMap, HashMap, HashSet};

use ground::clock::zoned;

use domain::{
    PersonId, Shift, Timestamp,
    text::{folded, isolated},
};
use jiff::{SignedDuration, civil::DateTime, tz::AmbiguousOffset};

use super::{Change, Draft, Member, Seen, Summary, differences};
use crate::{
    Kind,
    problem::At,
    read::{Rows, ShiftRow},
};

/// Longer, on the clock, is a slip of the pen. On the night that the clocks go back it is an hour more.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// An hour that occurs twice when the clocks go back belongs to the shift: it starts with the first and ends with the
/// second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

impl Draft<'_> {
    pub(super) fn shifts(&mut self, sheet: &Rows<ShiftRow>) -> Summary {
        let people = self.people_by_name();
        let mut seen = Seen::default();
        let mut shifts: BTreeMap<PersonId, Vec<(Shift, u64)>> = BTreeMap::new();
        for row in &sheet.rows {
            let at = At { file: &sheet.file, line: Some(row.line) };
            let key = format!("{} {}", folded(&row.person), row.starts);
            let is_told = row.person.is_empty() || is_unread(row.starts);
            let is_first =
                is_told || seen.is_first(self.problems, at, key, &format!("shift of {}", row.person));
            let Some(shift) = self.shift(at, row, &people) else { continue };
            if is_first {
                shifts.entry(shift.person).or_default().push((shift, row.line));
            }
        }
        for of_one in shifts.values_mut() {
            of_one.sort_unstable_by_key(|(shift, _)| shift.starts_at);
            for pair in of_one.windows(2) {
                let ((earlier, first), (later, line)) = (pair[0], pair[1]);
                if later.starts_at < earlier.ends_at {
                    self.problems.add(
                        At { file: &sheet.file, line: Some(line) },
                        format!("The shift overlaps with that on line {first}"),
                        "Correct one of them.",
                    );
                }
            }
        }
        let shifts: Vec<Shift> = shifts.into_values().flatten().map(|(shift, _)| shift).collect();
        self.roster(shifts)
    }

    /// Compares with the roster as it is. Of the time that the file covers, shifts to come that are not in it are taken
    /// back; those that have begun are history.
    fn roster(&mut self, shifts: Vec<Shift>) -> Summary {
        let mut summary = Summary::of(Kind::Shifts);
        let names = self.names();
        let mut known: HashMap<(PersonId, Timestamp), Shift> =
            self.before.shifts.iter().map(|shift| ((shift.person, shift.starts_at), *shift)).collect();
        let covered = shifts.iter().map(|shift| shift.starts_at).min()
            ..=shifts.iter().map(|shift| shift.starts_at).max();
        for shift in shifts {
            match known.remove(&(shift.person, shift.starts_at)) {
                Some(known) if known == shift => {
                    summary.unchanged += 1;
                    continue;
                }
                Some(known) => {
                    summary.changed.push(self.change_of_shift(&names, &known, &shift));
                }
                None => summary.added.push(self.named(&names, &shift)),
            }
            self.changes.shifts.push(shift);
        }
        let mut gone: Vec<Shift> = known
            .into_values()
            .filter(|shift| covered.contains(&Some(shift.starts_at)) && shift.starts_at > self.setting.now)
            .collect();
        gone.sort_unstable_by_key(|shift| (shift.starts_at, shift.person));
        summary.removed = gone.iter().map(|shift| self.named(&names, shift)).collect();
        self.changes.removed_shifts = gone;
        summary
    }

    fn shift(
        &mut self,
        at: At<'_>,
        row: &ShiftRow,
        people: &HashMap<String, Vec<PersonId>>,
    ) -> Option<Shift> {
        let person = match people.get(&folded(&row.person)).map(Vec::as_slice) {
            _ if row.person.is_empty() => None,
            Some([person]) => Some(*person),
            Some(_) => {
                self.problems.add(
                    at,
                    format!("Several people are called {}", row.person),
                    "Write the username.",
                );
                None
            }
            None if self.may_come(Kind::People, &row.person) => None,
            None => {
                self.problems.add(
                    at,
                    format!("No responder is called {}", row.person),
                    "Correct the name or username, or add the person to people.csv.",
                );
                None
            }
        };
        let (starts_at, ends_at) = self.times(at, row)?;
        Some(Shift { person: person?, starts_at, ends_at })
    }

    /// From when and until when.
    pub(super) fn times(&mut self, at: At<'_>, row: &ShiftRow) -> Option<(Timestamp, Timestamp)> {
        let starts_at = self.instant(at, row.starts, Edge::Start)?;
        let ends_at = self.instant(at, row.ends, Edge::End)?;
        if ends_at <= starts_at {
            let what = "The shift ends before it starts";
            self.problems.add_in(at, "ends", what, "Correct one of the times.");
            return None;
        }
        if row.starts.duration_until(row.ends) > LONGEST {
            let what = "The shift lasts more than 24 hours";
            self.problems.add_in(at, "ends", what, "Correct one of the times.");
            return None;
        }
        Some((starts_at, ends_at))
    }

    /// What a time on the trust's clock is; none if the cell was wrong already or the clock skips it.
    fn instant(&mut self, at: At<'_>, time: DateTime, edge: Edge) -> Option<Timestamp> {
        let column = if edge == Edge::Start { "starts" } else { "ends" };
        if is_unread(time) {
            return None;
        }
        let instant = self.setting.zone.to_ambiguous_timestamp(time);
        if matches!(instant.offset(), AmbiguousOffset::Gap { .. }) {
            self.problems.add_in(
                at,
                column,
                format!("There is no {} on {}: the clocks go forward", time.strftime("%H:%M"), time.date()),
                "Write the time that the clock shows.",
            );
            return None;
        }
        let instant = if edge == Edge::Start { instant.earlier() } else { instant.later() };
        if let Ok(instant) = instant {
            return Some(Timestamp::from_millis(instant.as_millisecond()));
        }
        let what = format!("The day {} is out of range", time.date());
        self.problems.add_in(at, column, what, "Correct the year.");
        None
    }

    /// Responders by username and by name, in lower case.
    fn people_by_name(&self) -> HashMap<String, Vec<PersonId>> {
        let mut people: HashMap<String, Vec<PersonId>> = HashMap::new();
        let responders: HashSet<PersonId> =
            self.after.responders.iter().map(|responder| responder.id).collect();
        for Member { person, username, .. } in &self.after.people {
            if !responders.contains(&person.id) {
                continue;
            }
            let name = folded(&person.name);
            let username = username.as_deref().map(folded).filter(|username| *username != name);
            for called in username.into_iter().chain([name]) {
                people.entry(called).or_default().push(person.id);
            }
        }
        people
    }

    /// Of everybody who is there, or comes with the files.
    pub(super) fn names(&self) -> HashMap<PersonId, String> {
        self.after.people.iter().map(|member| (member.person.id, member.person.name.clone())).collect()
    }

    pub(super) fn change_of_shift(
        &self,
        names: &HashMap<PersonId, String>,
        before: &Shift,
        after: &Shift,
    ) -> Change {
        let end = |shift: &Shift| {
            Some(zoned(shift.ends_at, self.setting.zone).strftime("%-d %b %H:%M").to_string())
        };
        Change { name: self.named(names, after), fields: differences([("ends", end(before), end(after))]) }
    }

    /// `Sam Example, 20 Nov 07:30`.
    pub(super) fn named(&self, names: &HashMap<PersonId, String>, shift: &Shift) -> String {
        let name = names.get(&shift.person).map_or("?", String::as_str);
        let start = zoned(shift.starts_at, self.setting.zone);
        format!("{}, {}", isolated(name), start.strftime("%-d %b %H:%M"))
    }
}

/// The cell was wrong, and that was told.
fn is_unread(time: DateTime) -> bool {
    time.year() == 1
}
