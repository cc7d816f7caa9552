//! An entry is added or changed.

use domain::{Entry, List, Logged, PersonId, StillNeeded};
use ground::links;
use store::Tx;

use super::{
    lists::Lists,
    maker::Maker,
    said,
    thing::{Fields, Thing},
};
use crate::{
    actions::{ActionError, once::Once},
    core::Core,
};

/// An entry as somebody wants it.
#[derive(Debug)]
pub struct NewEntry<'a> {
    pub list: List,
    /// The one that is changed; none for a new one.
    pub entry: Option<Entry>,
    pub fields: &'a Fields,
    /// What the form showed before anything was typed: one that does not say so changes nothing.
    pub shown: Option<&'a Fields>,
    /// It was asked whether it is another entry than one that is called nearly so.
    pub is_another: bool,
    /// The name of the first site, where there is none.
    pub trust: &'a str,
}

/// Why an entry was not kept.
#[derive(Debug)]
pub enum NotKept {
    Wrong(Vec<WrongField>),
    /// A name or code is nearly that of another: whoever keeps it has to say that they are two.
    Near(Vec<Near>),
    /// Somebody else has changed it since the form was shown, or the form does not say what it showed.
    Changed,
}

#[derive(Debug)]
pub struct WrongField {
    pub field: String,
    pub why: Why,
}

#[derive(Debug)]
pub enum Why {
    /// As an import says it.
    Said(String),
    NoSite,
    /// It has ended, or there is none.
    NoZone,
    ZoneElsewhere,
    /// There is one between these wards already.
    SameWay,
    /// Another entry is called so.
    Taken {
        by: String,
        has_ended: bool,
    },
    Needed(StillNeeded),
}

#[derive(Debug)]
pub struct Near {
    pub field: &'static str,
    /// What the other is called.
    pub other: String,
}

/// Keeps an entry as somebody wants it; says which it is. The same form again, by its `once`, is answered alike.
///
/// # Errors
/// [`ActionError::NotFound`] if the one to change is not there, or has ended.
pub async fn keep_entry(
    core: &Core,
    new: NewEntry<'_>,
    by: PersonId,
    once: Option<&str>,
) -> Result<Result<Entry, NotKept>, ActionError> {
    let now = core.now();
    let mut tx = match Once::<String>::begin(core, by, once).await? {
        Once::Made(made) => return Ok(Ok(new.list.entry(&made).map_err(|_| ActionError::NotFound)?)),
        Once::New(tx) => tx,
    };
    let lists = Lists::load(tx.as_mut()).await?;
    let before = match new.entry {
        Some(entry) => Some(lists.find(entry).ok_or(ActionError::NotFound)?),
        None => None,
    };
    let is_now = before.as_ref().map(Thing::fields);
    if is_now.is_some() && new.shown != is_now.as_ref() {
        return Ok(Err(NotKept::Changed));
    }
    let maker = Maker { core, lists: &lists, new: &new, before: before.as_ref(), now };
    let (thing, new_site) = match maker.thing() {
        Ok(made) => made,
        Err(wrong) => return Ok(Err(NotKept::Wrong(wrong))),
    };
    let near = if new.is_another { Vec::new() } else { maker.near(&thing) };
    if !near.is_empty() {
        return Ok(Err(NotKept::Near(near)));
    }
    let entry = thing.entry();
    if before.as_ref() == Some(&thing) {
        tx.commit_unchanged().await?;
        return Ok(Ok(entry));
    }
    if let Some(site) = new_site {
        tx.put_site(&site).await?;
    }
    put(core, tx.as_mut(), &thing, before.is_none()).await?;
    let what = match is_now {
        None => Logged::EntryAdded { entry },
        Some(is_now) => lists.changed(entry, &is_now, &thing.fields()),
    };
    tx.append_event(&said(core, by, what)).await?;
    tx.commit_made(entry, now).await?;
    Ok(Ok(entry))
}

async fn put(core: &Core, tx: &mut dyn Tx, thing: &Thing, is_new: bool) -> store::Result<()> {
    match thing {
        Thing::Ward(ward) => {
            tx.put_ward(ward).await?;
            if is_new {
                tx.set_ward_link(ward.id, &links::hash(&core.links.ward(ward.id, 0)), 0).await?;
            }
            Ok(())
        }
        Thing::Zone(zone) => tx.put_zone(zone).await,
        Thing::Tag(tag) => tx.put_tag(tag).await,
        Thing::Category(category) => tx.put_category(category).await,
        Thing::Way(link) => tx.put_link(link).await,
    }
}
