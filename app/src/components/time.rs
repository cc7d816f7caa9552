//! Points in time, for people and for machines.

use domain::Timestamp;
use leptos::prelude::*;

use crate::{model::Moment, words};

/// The absolute time: `10:42`.
pub fn moment(moment: &Moment) -> AnyView {
    view! { <time datetime=words::iso(moment.at)>{moment.clock.clone()}</time> }.into_any()
}

/// The relative time with the absolute one in the element: `2 minutes ago`. A live page says it anew.
pub fn since(moment: &Moment, now: Timestamp) -> AnyView {
    view! {
        <time datetime=words::iso(moment.at) title=moment.clock.clone() data-ago=moment.at.as_millis()>{words::ago(now, moment.at)}</time>
    }
    .into_any()
}

/// How long it has been, as a row or a line has room for: `2 min`. A live page says it anew.
pub fn waited(moment: &Moment, now: Timestamp) -> AnyView {
    view! {
        <time datetime=words::iso(moment.at) title=moment.clock.clone() data-waited=moment.at.as_millis()>
            {words::lasted(now.since(moment.at))}
        </time>
    }
    .into_any()
}

/// What is left until `end`: `41 seconds left`. A live page counts down.
pub fn left(end: Timestamp, now: Timestamp) -> AnyView {
    view! { <span data-until=end.as_millis()>{words::left(now, end)}</span> }.into_any()
}
