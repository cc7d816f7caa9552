//! Help in passing.

mod view;

use app::screens::helped::{Helped, HelpedPage};
use axum::{extract::State, response::Response};
use leptos::prelude::*;
use texts::texts;

use self::view::helped_page;
use crate::{
    actions::{self, NewHelp},
    http::{
        Problem,
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    screens::my_jobs::answer,
    view::Sources,
};

pub(crate) async fn page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    show(&sources, &visit, None, Said::default()).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let places = {
        let mut tx = sources.core.store.read().await?;
        sources.kept.places(tx.as_mut()).await?
    };
    let tapped_at = form.requester_tap().when(sources.core.now()).tapped_at;
    let mut reading = Reading::of(&form);
    let tag = reading.field("tag", &texts().helped_no_tag(), |slug| places.tag_then(slug, tapped_at));
    let ward = reading.field("ward", &texts().helped_no_ward(), |typed| places.ward_then(typed, tapped_at));
    let category = reading
        .field("category", &texts().shared_choose_category(), |slug| places.category_then(slug, tapped_at));
    let (tag, ward, category) = match (tag, ward, category, reading.end(&sources.trust, &[])) {
        (Some(tag), Some(ward), Some(category), None) => (tag, ward, category),
        (.., said) => return show(&sources, &visit, Some(&form), said.unwrap_or_default()).await,
    };
    let help = NewHelp { ward: ward.id, tag: tag.id, category: category.clone() };
    let by = visit.person_id()?;
    let tap = form.tap(by)?;
    let done = actions::help_in_passing(&sources.core, &sources.kept, by, &help, &tap).await.map(drop);
    answer(&sources, &visit, by, &tap, done).await
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    typed: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let mut page = helped_page(sources, tx.as_mut(), visit.person_id()?).await?;
    drop(tx);
    if let Some(form) = typed {
        (page.tag, page.ward) = (form.get("tag").to_owned(), form.get("ward").to_owned());
    }
    let page = HelpedPage { errors, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <Helped shell=shell page=page /> }))
}
