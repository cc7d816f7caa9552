//! Screen 1.

use std::time::Duration;

use app::model::{AskForm, AskPage, Choice, FieldError, OpenRequest};
use domain::{Tag, Ward, ticket::AskedBy};
use store::Session;

use super::{choices, moment};
use crate::elbow::Elbow;

/// Whose page it is: a ward's, or the desk's (which has yet to choose a ward).
#[derive(Debug)]
pub(crate) struct AskFrom {
    pub ward: Option<Ward>,
    pub action: String,
    pub asked_by: AskedBy,
}

/// What a ward asked about lately tells what it will ask about next.
const LATELY: Duration = Duration::from_hours(336);

pub(crate) async fn ask_page(
    elbow: &Elbow,
    session: &mut dyn Session,
    from: &AskFrom,
    form: AskForm,
    errors: Vec<FieldError>,
    note_warning: Option<String>,
) -> Result<AskPage, store::Error> {
    let mut tags = session.list_tags().await?;
    if let Some(ward) = &from.ward {
        let used = session.count_tags_by_ward(ward.id, elbow.now() - LATELY).await?;
        let rank = |tag: &Tag| used.iter().position(|(id, _)| *id == tag.id).unwrap_or(usize::MAX);
        // Stable: by name among those never used, "Something else" last in any case.
        tags.sort_by_key(|tag| (tag.anyone, rank(tag)));
    }
    let wards = match from.ward {
        Some(_) => Vec::new(),
        None => session
            .list_wards()
            .await?
            .into_iter()
            .map(|ward| Choice {
                value: ward.id.to_string(),
                label: format!("{} ({})", ward.name, ward.code),
            })
            .collect(),
    };
    let open = match from.asked_by {
        AskedBy::WardDevice(_) => session.list_open_tickets_asked_by(from.asked_by).await?,
        // A link is shared by a whole ward, a desk by the command centre: neither shows who else has asked.
        AskedBy::WardLink | AskedBy::Desk(_) | AskedBy::InPassing(_) => Vec::new(),
    };
    let open = open
        .into_iter()
        .map(|ticket| OpenRequest {
            href: format!("/r/{}", elbow.links.ticket(ticket.id)),
            code: ticket.code.to_string(),
            tag: tags
                .iter()
                .find(|tag| tag.id == ticket.tag)
                .map_or_else(String::new, |tag| tag.name.clone()),
            phase: ticket.phase(),
            asked: moment(elbow, ticket.asked_at),
        })
        .collect();
    Ok(AskPage {
        ward_name: from.ward.as_ref().map_or_else(String::new, |ward| ward.name.clone()),
        action: from.action.clone(),
        tags: choices::tags(&tags),
        wards,
        form: AskForm { key: if form.key.is_empty() { elbow.random.secret() } else { form.key }, ..form },
        errors,
        note_warning,
        here: None,
        open,
    })
}
