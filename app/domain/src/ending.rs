//! When an account may end, and what ends with whoever it belongs to.

use crate::{PersonId, Responder, Role, Tag, TagId, Zone, ZoneId};

/// Why an account cannot end now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MayNotEnd {
    /// Nobody could set the hospital up any more.
    #[error("the last administrator")]
    LastAdministrator,
}

/// `other_administrators`: how many others there are who can sign in. What else ends with the account, a job in hand too, is for
/// people to decide, who are told before.
///
/// # Errors
/// [`MayNotEnd`].
pub fn may_end(roles: &[Role], other_administrators: usize) -> Result<(), MayNotEnd> {
    if roles.contains(&Role::Administrator) && other_administrators == 0 {
        Err(MayNotEnd::LastAdministrator)
    } else {
        Ok(())
    }
}

/// What nobody else can do of those who help.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnlyTheirs {
    /// What only they know, in the order of the list. What anyone can help with is nobody's alone.
    pub tags: Vec<TagId>,
    /// What only they look after.
    pub zones: Vec<ZoneId>,
}

impl OnlyTheirs {
    /// Of `one` among those who help, in a hospital with these tags and zones; nothing of somebody who is not among them.
    pub fn of(one: PersonId, who_help: &[Responder], tags: &[Tag], zones: &[Zone]) -> Self {
        let Some(leaver) = who_help.iter().find(|responder| responder.id == one) else {
            return Self::default();
        };
        let others = || who_help.iter().filter(|responder| responder.id != one);
        let is_theirs = |tag: &&Tag| {
            !tag.anyone
                && leaver.tags.contains(&tag.id)
                && !others().any(|other| other.tags.contains(&tag.id))
        };
        let is_left_alone =
            |zone: &&Zone| leaver.zone == Some(zone.id) && !others().any(|other| other.zone == leaver.zone);
        Self {
            tags: tags.iter().filter(is_theirs).map(|tag| tag.id).collect(),
            zones: zones.iter().filter(is_left_alone).map(|zone| zone.id).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Duty, ResponderKind, SiteId, Timestamp, ZoneMode};

    const AT: Timestamp = Timestamp::from_millis(0);

    fn responder(id: u8, tags: &[TagId], zone: Option<ZoneId>) -> Responder {
        Responder {
            id: PersonId::new(AT, [id; 10]),
            name: String::new(),
            kind: ResponderKind::Floorwalker,
            tags: tags.to_vec(),
            home_ward: None,
            zone,
            zone_mode: ZoneMode::All,
            phone: None,
            duty: Duty::OffShift,
            duty_since: AT,
            whereabouts: None,
            unanswered: 0,
            closed_this_shift: 0,
            alerts_tested_at: None,
        }
    }

    #[test]
    fn the_last_administrator_stays() {
        let admin = [Role::Lead, Role::Administrator];
        assert_eq!(may_end(&admin, 0), Err(MayNotEnd::LastAdministrator));
        assert_eq!(may_end(&admin, 1), Ok(()));
        assert_eq!(may_end(&[Role::Responder], 0), Ok(()));
    }

    #[test]
    fn what_only_one_knows_or_looks_after_is_named() {
        let id = |n: u8| TagId::new(AT, [n; 10]);
        let tag = |n: u8, anyone| Tag { id: id(n), slug: String::new(), name: String::new(), anyone };
        let zone = |n: u8| ZoneId::new(AT, [n; 10]);
        let zones = [1, 2].map(|n| Zone { id: zone(n), site: SiteId::new(AT, [0; 10]), name: String::new() });
        let tags = [tag(1, false), tag(2, false), tag(3, true)];
        // The fourth tag has ended: it is in no list.
        let one = responder(1, &[id(4), id(3), id(2), id(1)], Some(zone(1)));
        let other = responder(2, &[id(1)], Some(zone(2)));
        let both = [one.clone(), other];
        let alone = OnlyTheirs::of(one.id, &both, &tags, &zones);
        assert_eq!(alone, OnlyTheirs { tags: vec![id(2)], zones: vec![zone(1)] });
        assert_eq!(OnlyTheirs::of(one.id, &both[1..], &tags, &zones), OnlyTheirs::default(), "helps no more");
        let third = responder(3, &[id(2)], Some(zone(1)));
        let three = [both.as_slice(), &[third]].concat();
        assert_eq!(OnlyTheirs::of(one.id, &three, &tags, &zones), OnlyTheirs::default());
    }
}
