//! What a hospital is made of, as administrators keep it. An entry ends and is never deleted: it is offered nowhere any more, and what
//! happened before keeps its name.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Category, CategoryId, LinkKind, Tag, TagId, WardId, ZoneId, id::InvalidId};

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Wards,
    Zones,
    Tags,
    Categories,
    /// The links between wards. A way that is closed has no history: it is taken away.
    Ways,
}

/// Something in one of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Ward(WardId),
    Zone(ZoneId),
    Tag(TagId),
    Category(CategoryId),
    Way(Way),
}

/// Which of the links between wards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    pub from: WardId,
    pub to: WardId,
    pub kind: LinkKind,
}

impl List {
    pub const ALL: [Self; 5] = [Self::Wards, Self::Zones, Self::Tags, Self::Categories, Self::Ways];

    /// `wards`, as in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wards => "wards",
            Self::Zones => "zones",
            Self::Tags => "tags",
            Self::Categories => "categories",
            Self::Ways => "ways",
        }
    }

    /// The list of which this is the name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }

    /// The entry of this list with an id, as it is written in addresses.
    ///
    /// # Errors
    /// [`InvalidId`] if it is none.
    pub fn entry(self, id: &str) -> Result<Entry, InvalidId> {
        Ok(match self {
            Self::Wards => Entry::Ward(id.parse()?),
            Self::Zones => Entry::Zone(id.parse()?),
            Self::Tags => Entry::Tag(id.parse()?),
            Self::Categories => Entry::Category(id.parse()?),
            Self::Ways => Entry::Way(id.parse()?),
        })
    }
}

impl Entry {
    #[must_use]
    pub const fn list(self) -> List {
        match self {
            Self::Ward(_) => List::Wards,
            Self::Zone(_) => List::Zones,
            Self::Tag(_) => List::Tags,
            Self::Category(_) => List::Categories,
            Self::Way(_) => List::Ways,
        }
    }
}

/// Its id, as it is written in addresses.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ward(id) => id.fmt(f),
            Self::Zone(id) => id.fmt(f),
            Self::Tag(id) => id.fmt(f),
            Self::Category(id) => id.fmt(f),
            Self::Way(way) => way.fmt(f),
        }
    }
}

/// Both wards and the kind, with tildes between them.
impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, kind } = self;
        write!(f, "{from}~{to}~{kind}")
    }
}

impl FromStr for Way {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (from, rest) = text.split_once('~').ok_or(InvalidId)?;
        let (to, kind) = rest.split_once('~').ok_or(InvalidId)?;
        Ok(Self { from: from.parse()?, to: to.parse()?, kind: kind.parse().map_err(|_| InvalidId)? })
    }
}

/// Why an entry cannot end now, or not be changed like that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StillNeeded {
    /// Somebody waits for help there, or with that.
    #[error("{tickets} open tickets")]
    OpenTickets { tickets: usize },
    /// A request that fits no other tag needs one.
    #[error("the last tag for anyone")]
    LastForAnyone,
    /// No job could be closed as solved.
    #[error("the last category for what was solved")]
    LastSolved,
    /// No job could be handed to the service desk.
    #[error("the last category that hands off")]
    LastHandsOff,
    #[error("{wards} wards in it")]
    HasWards { wards: usize },
}

/// Whether a ward may end: not while `tickets` are open there, by which somebody is there or on the way too.
///
/// # Errors
/// [`StillNeeded::OpenTickets`].
pub const fn ward_may_end(tickets: usize) -> Result<(), StillNeeded> {
    if tickets > 0 { Err(StillNeeded::OpenTickets { tickets }) } else { Ok(()) }
}

/// Whether a zone may end in which there are so many `wards`.
///
/// # Errors
/// [`StillNeeded::HasWards`].
pub const fn zone_may_end(wards: usize) -> Result<(), StillNeeded> {
    if wards > 0 { Err(StillNeeded::HasWards { wards }) } else { Ok(()) }
}

/// Whether a tag may end, with `all` that have not, while so many `tickets` about it are open.
///
/// # Errors
/// [`StillNeeded::LastForAnyone`], [`StillNeeded::OpenTickets`].
pub fn tag_may_end(tag: &Tag, all: &[Tag], tickets: usize) -> Result<(), StillNeeded> {
    if tag.anyone {
        another_for_anyone(tag.id, all)?;
    }
    ward_may_end(tickets)
}

/// Whether a tag may end or stop being for anyone, as far as others go.
///
/// # Errors
/// [`StillNeeded::LastForAnyone`].
pub fn another_for_anyone(tag: TagId, all: &[Tag]) -> Result<(), StillNeeded> {
    if all.iter().any(|other| other.anyone && other.id != tag) {
        Ok(())
    } else {
        Err(StillNeeded::LastForAnyone)
    }
}

/// Whether a category may end, or hand off otherwise than it does, with `all` that have not ended: a job can be closed as solved, and it can be
/// handed to the service desk.
///
/// # Errors
/// [`StillNeeded::LastSolved`], [`StillNeeded::LastHandsOff`].
pub fn category_may_end(category: &Category, all: &[Category]) -> Result<(), StillNeeded> {
    let hands_off = category.hands_off;
    if all.iter().any(|other| other.hands_off == hands_off && other.id != category.id) {
        return Ok(());
    }
    Err(if hands_off { StillNeeded::LastHandsOff } else { StillNeeded::LastSolved })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn tag(id: u128, anyone: bool) -> Tag {
        Tag { id: Uuid::from_u128(id).into(), slug: format!("tag-{id}"), name: format!("Tag {id}"), anyone }
    }

    fn category(id: u128, hands_off: bool) -> Category {
        Category {
            id: Uuid::from_u128(id).into(),
            slug: format!("category-{id}"),
            name: format!("Category {id}"),
            position: 0,
            hands_off,
        }
    }

    #[test]
    fn what_somebody_waits_for_stays() {
        assert_eq!(ward_may_end(0), Ok(()));
        assert_eq!(ward_may_end(2), Err(StillNeeded::OpenTickets { tickets: 2 }));
        let all = [tag(1, false), tag(2, true)];
        assert_eq!(tag_may_end(&all[0], &all, 1), Err(StillNeeded::OpenTickets { tickets: 1 }));
        assert_eq!(tag_may_end(&all[0], &all, 0), Ok(()));
        assert_eq!(zone_may_end(3), Err(StillNeeded::HasWards { wards: 3 }));
        assert_eq!(zone_may_end(0), Ok(()));
    }

    #[test]
    fn there_is_always_something_for_a_request_that_fits_nothing_else() {
        let all = [tag(1, false), tag(2, true)];
        assert_eq!(tag_may_end(&all[1], &all, 0), Err(StillNeeded::LastForAnyone));
        let all = [tag(1, true), tag(2, true)];
        assert_eq!(tag_may_end(&all[1], &all, 0), Ok(()));
    }

    #[test]
    fn a_job_can_always_be_closed_and_handed_off() {
        let all = [category(1, false), category(2, false), category(3, true)];
        assert_eq!(category_may_end(&all[0], &all), Ok(()));
        assert_eq!(category_may_end(&all[2], &all), Err(StillNeeded::LastHandsOff));
        assert_eq!(category_may_end(&all[1], &all[1..]), Err(StillNeeded::LastSolved));
    }

    #[test]
    fn an_entry_is_found_by_its_list_and_id() {
        let ward = Entry::Ward(Uuid::from_u128(7).into());
        let way =
            Way { from: Uuid::from_u128(1).into(), to: Uuid::from_u128(2).into(), kind: LinkKind::Lift };
        assert_eq!(List::Ways.entry(&way.to_string()), Ok(Entry::Way(way)));
        assert!(
            way.to_string().parse::<Way>().is_ok_and(|read| read == way)
                && "1~2~lift".parse::<Way>().is_err()
        );
        for list in List::ALL.into_iter().filter(|list| *list != List::Ways) {
            assert_eq!(List::named(list.name()), Some(list));
            assert_eq!(list.entry(&ward.to_string()).unwrap().list(), list);
        }
        assert_eq!(ward.list().entry(&ward.to_string()), Ok(ward));
        assert_eq!((List::named("people"), List::Wards.entry("7")), (None, Err(InvalidId)));
        let json = serde_json::to_string(&ward).unwrap();
        assert_eq!(json, r#"{"ward":"00000000-0000-0000-0000-000000000007"}"#);
    }
}
