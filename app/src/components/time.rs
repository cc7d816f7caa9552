//! Points in time, for people and for machines.

use domain::Timestamp;
use leptos::prelude::*;

use super::Erase;
use crate::{model::Moment, words};

/// The absolute time: `10:42`.
pub fn moment(moment: &Moment) -> impl IntoView + use<> {
    view! { <time datetime=words::iso(moment.at)>{moment.clock.clone()}</time> }.erase()
}

/// The relative time with the absolute one in the element: `2 minutes ago`.
pub fn since(moment: &Moment, now: Timestamp) -> impl IntoView + use<> {
    view! {
        <time datetime=words::iso(moment.at) title=moment.clock.clone()>{words::ago(now, moment.at)}</time>
    }
    .erase()
}
