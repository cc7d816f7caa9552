//! Pages are read in turn: whoever asks for many at once waits for their own, and takes no more of the program than others.
//! What is posted waits for nobody.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};

use super::{Door, Problem, address::Address};
use crate::{
    auth::Caller,
    limits::{Lane, Limits},
};

pub(crate) async fn take(
    State(limits): State<Arc<Limits>>,
    State(door): State<Arc<Door>>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) || is_free(request.uri().path()) {
        return Ok(next.run(request).await);
    }
    let mut turns = Vec::new();
    for lane in lanes(&door, &request).into_iter().flatten() {
        turns.push(limits.turns.take(lane).await?);
    }
    let response = next.run(request).await;
    drop(turns);
    Ok(response)
}

/// Whether the program lives is asked when it is busy; the board is made once for all who ask for it.
fn is_free(path: &str) -> bool {
    matches!(
        path,
        paths::LIVEZ
            | paths::READYZ
            | paths::HEALTH
            | paths::METRICS
            | paths::BOARD
            | paths::BOARD_PART
            | paths::BOARD_JSON
    )
}

/// Where this request waits: behind others of the same person or ward computer; of the same link, and of the same address.
fn lanes(door: &Door, request: &Request) -> [Option<Lane>; 2] {
    let caller = request.extensions().get::<Caller>();
    if let Some(person) = caller.and_then(|caller| caller.person.as_ref()) {
        return [Some(Lane::Person(person.id)), None];
    }
    if let Some((device, _)) = caller.and_then(Caller::ward_device) {
        return [Some(Lane::Device(device)), None];
    }
    let Address(address) = Address::of(request.headers(), request.extensions(), door);
    let link = paths::secret_in(request.uri().path()).map(Lane::link);
    // The narrow one first, so that whoever waits there takes nothing from the address.
    [link, Some(Lane::address(address))]
}
