//! What somebody may be in Elbow, from when and until when.

use crate::{GrantId, PersonId, Role, Timestamp, ZoneId};

/// Where a role holds. What a newer program may know besides gives nothing here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    All,
    /// Of a lead.
    Zone(ZoneId),
}

/// What part of the hospital somebody leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Leads {
    All,
    /// These zones, in the order in which they were given; none: they lead nothing.
    Zones(Vec<ZoneId>),
    #[default]
    Nothing,
}

impl Leads {
    /// By `grants` at `now`.
    #[must_use]
    pub fn of(grants: &[RoleGrant], now: Timestamp) -> Self {
        let mut zones = Vec::new();
        for grant in grants.iter().filter(|grant| grant.role == Role::Lead && grant.gives_at(now)) {
            match grant.scope {
                Scope::All => return Self::All,
                Scope::Zone(zone) if !zones.contains(&zone) => zones.push(zone),
                Scope::Zone(_) => {}
            }
        }
        if zones.is_empty() { Self::Nothing } else { Self::Zones(zones) }
    }

    /// Whether somebody with `other` is in charge of nothing more.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match other {
            Self::All => *self == Self::All,
            Self::Zones(zones) => zones.iter().all(|zone| self.is_in_charge_of(Some(*zone))),
            Self::Nothing => true,
        }
    }

    /// Whether they decide about what is in `zone`.
    #[must_use]
    pub fn is_in_charge_of(&self, zone: Option<ZoneId>) -> bool {
        match self {
            Self::All => true,
            Self::Zones(zones) => zone.is_some_and(|zone| zones.contains(&zone)),
            Self::Nothing => false,
        }
    }
}

/// A role that somebody has for a time. One that is over stays: it says who was what, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleGrant {
    pub id: GrantId,
    pub person: PersonId,
    pub role: Role,
    pub scope: Scope,
    /// None: since before this was kept.
    pub from: Option<Timestamp>,
    /// The first moment at which it gives nothing any more; none if nobody has said.
    pub until: Option<Timestamp>,
    /// None if a program made it that kept no grants.
    pub made_at: Option<Timestamp>,
}

impl RoleGrant {
    /// One from now on, until somebody says otherwise.
    #[must_use]
    pub const fn lasting(id: GrantId, person: PersonId, role: Role, now: Timestamp) -> Self {
        Self { id, person, role, scope: Scope::All, from: Some(now), until: None, made_at: Some(now) }
    }

    #[must_use]
    pub fn gives_at(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && !self.is_over_at(now)
    }

    /// Also if it was taken back before it began.
    #[must_use]
    pub fn is_over_at(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now || self.from.is_some_and(|from| until <= from))
    }

    /// Whether it gives the role now, everywhere, and no time is set at which it ends. Lists of people are about these: what was given
    /// for a time ends by itself, and a list does not say in which zone somebody leads.
    #[must_use]
    pub fn is_lasting_at(&self, now: Timestamp) -> bool {
        self.scope == Scope::All && self.until.is_none() && self.gives_at(now)
    }
}

/// The roles that `grants` give, each once, in the order of [`Role::ALL`].
pub fn roles<'g>(
    grants: impl IntoIterator<Item = &'g RoleGrant>,
    gives: impl Fn(&RoleGrant) -> bool,
) -> Vec<Role> {
    let roles: Vec<Role> = grants.into_iter().filter(|grant| gives(grant)).map(|grant| grant.role).collect();
    Role::ALL.into_iter().filter(|role| roles.contains(role)).collect()
}

/// When `grants` give a role next that has not begun.
pub fn begins<'g>(
    grants: impl IntoIterator<Item = &'g RoleGrant>,
    role: Role,
    now: Timestamp,
) -> Option<Timestamp> {
    let still_to_come = grants.into_iter().filter(|grant| grant.role == role && !grant.is_over_at(now));
    still_to_come.filter_map(|grant| grant.from).filter(|from| *from > now).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1000)
    }

    fn grant(role: Role, from: Option<i64>, until: Option<i64>) -> RoleGrant {
        let (id, person) = (GrantId::new(at(0), [1; 10]), PersonId::new(at(0), [2; 10]));
        let (from, until) = (from.map(at), until.map(at));
        RoleGrant { from, until, ..RoleGrant::lasting(id, person, role, at(0)) }
    }

    #[test]
    fn a_grant_gives_its_role_from_its_first_moment_to_the_one_before_its_last() {
        let grants = [
            grant(Role::Analyst, Some(10), Some(20)),
            grant(Role::Responder, None, None),
            grant(Role::Responder, Some(15), None),
            grant(Role::Lead, Some(5), Some(5)),
        ];
        let roles_at = |seconds| roles(&grants, |grant| grant.gives_at(at(seconds)));
        assert_eq!(roles_at(5), [Role::Responder], "one that ends as it begins gives nothing");
        assert!(grant(Role::Lead, Some(5), Some(5)).is_over_at(at(1)), "it was taken back before it began");
        assert_eq!(roles_at(9), [Role::Responder]);
        assert_eq!(roles_at(10), [Role::Responder, Role::Analyst]);
        assert_eq!(roles_at(19), [Role::Responder, Role::Analyst]);
        assert_eq!(roles_at(20), [Role::Responder]);
        assert_eq!(roles(&grants, |grant| grant.is_lasting_at(at(10))), [Role::Responder]);
    }

    #[test]
    fn somebody_leads_a_zone_for_as_long_as_they_were_given_it_and_a_list_of_people_does_not_know() {
        let [east, west] = [1, 2].map(|number| ZoneId::new(at(0), [number; 10]));
        let lead =
            |zone, from, until| RoleGrant { scope: Scope::Zone(zone), ..grant(Role::Lead, from, until) };
        let grants = [lead(east, None, None), lead(west, Some(10), Some(20)), lead(east, Some(1), None)];
        assert_eq!(Leads::of(&grants, at(5)), Leads::Zones(vec![east]));
        let lent = Leads::of(&grants, at(15));
        assert!(lent.is_in_charge_of(Some(west)) && lent.is_in_charge_of(Some(east)));
        assert!(!lent.is_in_charge_of(None) && !Leads::of(&grants, at(20)).is_in_charge_of(Some(west)));
        assert!(grants.iter().all(|grant| !grant.is_lasting_at(at(15))));
        assert!(lent.covers(&Leads::of(&grants, at(5))) && !Leads::of(&grants, at(5)).covers(&lent));
        assert!(Leads::All.covers(&lent) && lent.covers(&Leads::Nothing) && !lent.covers(&Leads::All));
        let all = [lead(east, None, None), grant(Role::Lead, None, None)];
        assert!(Leads::of(&all, at(5)) == Leads::All && Leads::All.is_in_charge_of(None));
        assert_eq!(Leads::of(&[grant(Role::Analyst, None, None)], at(5)), Leads::Nothing);
    }

    #[test]
    fn a_role_begins_when_the_next_grant_of_it_does() {
        let grants = [
            grant(Role::Responder, Some(1), Some(5)),
            grant(Role::Responder, Some(30), None),
            grant(Role::Responder, Some(20), Some(25)),
            // Taken back before it began.
            grant(Role::Responder, Some(15), Some(8)),
        ];
        assert_eq!(begins(&grants, Role::Responder, at(10)), Some(at(20)));
        assert_eq!(begins(&grants, Role::Responder, at(20)), Some(at(30)));
        assert_eq!(begins(&grants, Role::Responder, at(30)), None);
        assert_eq!(begins(&grants, Role::Lead, at(10)), None);
    }
}
