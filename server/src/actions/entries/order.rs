//! The order of the categories.

use domain::{Category, CategoryId, Entry, Logged, PersonId, event::FromTo};

use super::said;
use crate::{
    actions::ActionError,
    core::{Core, Write},
};

/// Moves a category before the one above it, or behind the one below it. The first and the last stay where they are.
///
/// # Errors
/// [`ActionError::NotFound`] if it is not there, or has ended.
pub async fn move_category(
    core: &Core,
    id: CategoryId,
    is_up: bool,
    by: PersonId,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let mut categories = tx.list_categories().await?;
    let place = categories.iter().position(|category| category.id == id).ok_or(ActionError::NotFound)?;
    let other = if is_up { place.checked_sub(1) } else { Some(place + 1) };
    let Some(other) = other.filter(|other| *other < categories.len()) else {
        return Ok(tx.commit_quietly().await?);
    };
    let positions: Vec<u16> = categories.iter().map(|category| category.position).collect();
    categories.swap(place, other);
    keep_order(&mut tx, categories, positions).await?;
    let (entry, fields) = (Entry::Category(id), vec!["position".to_owned()]);
    let values = vec![FromTo { from: (place + 1).to_string(), to: (other + 1).to_string() }];
    tx.append_event(&said(core, by, Logged::EntryChanged { entry, fields, values })).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives `categories`, in their new order, the places that they had together. Two with one place are told apart first.
async fn keep_order(
    tx: &mut Write,
    categories: Vec<Category>,
    mut positions: Vec<u16>,
) -> Result<(), store::Error> {
    for place in 1..positions.len() {
        positions[place] = positions[place].max(positions[place - 1].saturating_add(1));
    }
    for (category, position) in categories.into_iter().zip(positions) {
        if category.position != position {
            tx.put_category(&Category { position, ..category }).await?;
        }
    }
    Ok(())
}
