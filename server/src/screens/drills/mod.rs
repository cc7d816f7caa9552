//! Communications drills.

pub(crate) mod view;

use app::screens::drills as pages;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::DrillId;
use leptos::prelude::*;
use texts::texts;

use self::view::{drill_csv, drill_page, drill_question, drills_page};
use crate::{
    actions::{self, ActionError, Team},
    core::Core,
    http::{
        Problem, download,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        visit::Visit,
    },
    view::{Sources, paging::Asked},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&sources, &visit, "all", &asked, Said::default()).await
}

pub(crate) async fn start(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let chosen = form.get("team");
    let Some((team, name)) = find_team(&sources.core, chosen).await? else {
        let said = Said::wrong_in("team", texts().drills_choose());
        return show(&sources, &visit, "all", &Asked::default(), said).await;
    };
    let done = if form.get("sure") == "yes" {
        let by = visit.person_id()?;
        let started = actions::start_drill(&sources.core, team, name, by, form.once().as_deref()).await;
        started.map(|drill| Redirect::to(&paths::drill(&drill)).into_response())
    } else {
        ask_first(&sources, &visit, chosen, team, &name).await
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(ActionError::NotFound) => {
            let said = Said::wrong_in("team", texts().drills_nobody_on_shift());
            show(&sources, &visit, chosen, &Asked::default(), said).await
        }
        Err(ActionError::DrillUnderway) => {
            let said = Said::wrong_in("team", texts().drills_another_underway()).with(StatusCode::CONFLICT);
            show(&sources, &visit, chosen, &Asked::default(), said).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A lead knows before it starts whom it will reach.
async fn ask_first(
    sources: &Sources,
    visit: &Visit,
    chosen: &str,
    team: Team,
    name: &str,
) -> Result<Response, ActionError> {
    let mut tx = sources.core.store.read().await?;
    let now = actions::team_now(&sources.core, tx.as_mut(), team).await?;
    let question = drill_question(name, now);
    let (chosen, asked) = (chosen.to_owned(), Asked::default());
    let page = drills_page(sources, tx.as_mut(), chosen, Some(question), &asked, Vec::new()).await?;
    drop(tx);
    Ok(visit.page(
        sources,
        StatusCode::CONFLICT,
        page,
        |shell, page| view! { <pages::Drills shell=shell page=page /> },
    ))
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let (id, wants_csv) = match name.strip_suffix(".csv") {
        Some(id) => (id, true),
        None => (name.as_str(), false),
    };
    let id: DrillId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = sources.core.store.read().await?;
    let drill = tx.lookup_drill(id).await?.ok_or(Problem::NotFound)?;
    let page = drill_page(&sources, tx.as_mut(), &drill).await?;
    drop(tx);
    if wants_csv {
        let text = drill_csv(&page).map_err(|error| Problem::Failed(error.to_string()))?;
        let rows = text.lines().count().saturating_sub(1);
        actions::note_export(&sources.core, visit.person_id()?, "drill.csv", rows).await?;
        return Ok(download::csv("elbow-drill.csv", text));
    }
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Drill shell=shell page=page /> },
    ))
}

/// The team that a form names, and what it is called; none if there is no such team.
async fn find_team(core: &Core, chosen: &str) -> Result<Option<(Team, String)>, Problem> {
    let mut tx = core.store.read().await?;
    Ok(match chosen.split_once(':') {
        None if chosen == "all" => Some((Team::Everyone, texts().drills_everyone())),
        Some(("zone", id)) => {
            let zones = tx.list_zones().await?;
            zones
                .into_iter()
                .find(|zone| zone.id.to_string() == id)
                .map(|zone| (Team::Zone(zone.id), zone.name))
        }
        Some(("tag", slug)) => {
            let tags = tx.list_tags().await?;
            tags.into_iter().find(|tag| tag.slug == slug).map(|tag| (Team::Tag(tag.id), tag.name))
        }
        _ => None,
    })
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    chosen: &str,
    asked: &Asked,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = drills_page(sources, tx.as_mut(), chosen.to_owned(), None, asked, errors).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Drills shell=shell page=page /> }))
}
