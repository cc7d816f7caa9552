//! What becomes of the job in hand at the end of a shift.

use app::{model::Choice, screens::end_shift::EndShiftPage, words::isolated};
use domain::{Duty, PersonId, Responder};
use store::Tx;
use texts::texts;

use crate::{screens::my_jobs::view::job_card, view::Sources};

/// None for who is off shift.
pub(crate) async fn end_shift_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: PersonId,
    notice: Option<String>,
) -> Result<Option<EndShiftPage>, store::Error> {
    let responder = tx.lookup_responder(person).await?;
    if responder.is_none_or(|responder| responder.duty == Duty::OffShift) {
        return Ok(None);
    }
    let open = tx.list_open_tickets().await?;
    let Some(ticket) = open.iter().find(|ticket| ticket.holder() == Some(person)) else {
        let asked = match open.iter().find(|ticket| ticket.offers.iter().any(|offer| offer.to == person)) {
            Some(ticket) => {
                let directory = sources.directory(tx).await?;
                let (tag, ward) = (directory.tag_name(ticket.tag), directory.ward_name(ticket.ward));
                Some(texts().end_shift_asked_about(
                    ticket.priority.to_string(),
                    isolated(tag),
                    isolated(ward),
                ))
            }
            None => None,
        };
        return Ok(Some(EndShiftPage {
            signs_out: false,
            job: None,
            asked,
            people: Vec::new(),
            makes_room: None,
            notice,
        }));
    };
    let now = sources.core.now();
    let signed_out = tx.list_signed_out(now, sources.core.sessions_used_since(now)).await?;
    let directory = sources.directory(tx).await?;
    let knows = |responder: &Responder| responder.tags.contains(&ticket.tag);
    let minutes = |responder: &Responder| directory.walk_minutes(responder, ticket.ward, sources.core.now());
    let is_busy = |id| open.iter().any(|ticket| ticket.holder() == Some(id));
    let responders = tx.list_responders().await?;
    let mut able: Vec<&Responder> = responders
        .iter()
        .filter(|other| other.id != person && other.duty == Duty::OnShift && !is_busy(other.id))
        .filter(|other| !signed_out.contains(&other.id))
        .collect();
    able.sort_by_key(|responder| (!knows(responder), minutes(responder).unwrap_or(u16::MAX)));
    let people = able.into_iter().map(|responder| {
        let mut words = vec![isolated(&responder.name).into_owned()];
        let tag = || isolated(directory.tag_name(ticket.tag));
        words.extend(knows(responder).then(|| texts().shared_knows(tag())));
        words.extend(minutes(responder).map(|minutes| texts().shared_walk(minutes)));
        Choice { value: responder.id.to_string(), label: words.join(", ") }
    });
    let job = Some(job_card(sources, &directory, ticket));
    Ok(Some(EndShiftPage {
        signs_out: false,
        people: people.collect(),
        job,
        asked: None,
        makes_room: None,
        notice,
    }))
}
