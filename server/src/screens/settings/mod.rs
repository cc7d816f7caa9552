//! Settings beside the configuration file: read them, change them, try the gateway.

mod view;

use std::sync::Arc;

use app::{
    model::FieldError,
    screens::settings as pages,
    words::{isolated, list},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Category, Wave, text::Phone};
use leptos::prelude::*;
use outbound::Answer;
use texts::texts;

use self::view::{
    answered, changed, chosen, concern, field, preview_page, saved_meanwhile, settings_page, told, wrong,
};
use crate::{
    actions::{self, ActionError},
    config::{
        GatewayConfig, Secret,
        settings::{Chosen, Concern, Held, Key, Made, SetSecret, Values},
        waves::OfWaves,
    },
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    second_channel::Gateway,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, None, Said::done(notice)).await
}

/// What a form would have kept, and what that would do.
struct Change {
    held: Held,
    chosen: Chosen,
    after: Values,
    concerns: Vec<Concern>,
}

/// Reads the form against the settings as they are; or says why it cannot be.
async fn read(sources: &Sources, form: &Posted) -> Result<Result<Change, Said>, store::Error> {
    let settings = &sources.core.settings;
    let mut tx = sources.core.store.read().await?;
    let held = settings.read(tx.as_mut()).await?;
    // Whoever set it as it stands by now may have lost the answer.
    let is_so = || chosen(&held, form) == held.chosen;
    if form.get("version") != held.version.to_string() && !is_so() {
        let problem = saved_meanwhile(tx.as_mut()).await?;
        return Ok(Err(Said::wrong_in("", problem).with(StatusCode::CONFLICT)));
    }
    let (waves, categories) = (tx.list_waves().await?, tx.list_categories().await?);
    drop(tx);
    // Another program's, or from before a restart: what was not touched would be taken for what was typed.
    if form.has("file") && form.get("file") != settings.file().mark() {
        let problem = texts().settings_other_file();
        return Ok(Err(Said::wrong_in("", problem).with(StatusCode::CONFLICT)));
    }
    let chosen = chosen(&held, form);
    let (after, problems) = held.instead(settings.file(), &chosen);
    let mut reading = Reading::of(form);
    let has_secret = after.has_secret();
    for (key, why) in problems {
        reading.wrong(field(key), wrong(key, form.get(field(key)), &why, has_secret));
    }
    if after.waves != held.values.waves
        && let Some(problem) = unknown(&after.waves, &waves, &categories)
    {
        reading.wrong(field(Key::Waves), wrong(Key::Waves, "", &problem, has_secret));
    }
    let concerns = Concern::of(&held.values, &after);
    for forbidden in concerns.iter().filter(|concern| concern.forbids()) {
        reading.wrong(field(forbidden.key()), concern(*forbidden));
    }
    if let Some(said) = reading.end(&sources.trust, &[]) {
        return Ok(Err(said));
    }
    Ok(Ok(Change { held, chosen, after, concerns }))
}

/// What is said of waves or names categories that there are not.
fn unknown(said: &OfWaves, waves: &[Wave], categories: &[Category]) -> Option<String> {
    let known: Vec<String> = waves.iter().map(|wave| wave.slug.clone()).collect();
    let slugs: Vec<String> = categories.iter().map(|category| category.slug.clone()).collect();
    let no_wave = said.keys().filter(|slug| !known.contains(slug));
    let no_wave = no_wave.map(|slug| texts().settings_no_such_wave(isolated(slug), list(&known)));
    let named = said.values().flat_map(|own| own.categories.iter().flatten());
    let no_category = named.filter(|slug| !slugs.contains(slug));
    let no_category = no_category.map(|slug| texts().settings_no_such_category(isolated(slug), list(&slugs)));
    let problems: Vec<String> = no_wave.chain(no_category).collect();
    (!problems.is_empty()).then(|| problems.join("; "))
}

/// What it would change, before it is saved; or on the way back, the form as it was filled in.
pub(crate) async fn preview(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    if form.get("back") == "yes" {
        return show(&sources, &visit, Some(&form), Said::default()).await;
    }
    match read(&sources, &form).await? {
        Ok(change) => look(&sources, &visit, &form, &change, Said::default()).await,
        Err(said) => show(&sources, &visit, Some(&form), said).await,
    }
}

pub(crate) async fn set(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let change = match read(&sources, &form).await? {
        Ok(change) => change,
        Err(said) => return show(&sources, &visit, Some(&form), said).await,
    };
    let Change { held, chosen, after, concerns } = &change;
    let keys = changed(held, chosen, after);
    if !keys.is_empty() {
        if form.get("told") != told(concerns) {
            let said = Said::refused(texts().settings_told_otherwise());
            return look(&sources, &visit, &form, &change, said).await;
        }
        let zone = &sources.trust.time_zone;
        match actions::set_settings(&sources.core, zone, (chosen, after), &keys, by, held.version).await {
            Err(ActionError::Changed) => {
                return changed_meanwhile(&sources, &visit, &form).await;
            }
            done => done?,
        }
    }
    Ok(Redirect::to(&format!("{}?done=settings_set", paths::SETTINGS)).into_response())
}

pub(crate) async fn set_secret(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let mut tx = sources.core.store.read().await?;
    let held = sources.core.settings.read(tx.as_mut()).await?;
    drop(tx);
    let takes_back = form.get("take_back") == "yes";
    let secret = if takes_back { SetSecret::Not } else { given(form.get("gateway_secret")) };
    if form.get("version") != held.version.to_string() {
        // Whoever set it as it stands by now may have lost the answer.
        if secret != SetSecret::Unusable && held.has(&secret) {
            return Ok(secret_is_set());
        }
        return changed_meanwhile(&sources, &visit, &form).await;
    }
    if secret == SetSecret::Unusable {
        let said = Said::wrong_in("gateway_secret", texts().settings_secret_wrong());
        return show(&sources, &visit, None, said).await;
    }
    let sure = if takes_back { "sure_back" } else { "sure" };
    if held.is_secret_set() && form.get(sure) != "yes" {
        let said = Said::wrong_in(sure, texts().settings_secret_unsure());
        return show(&sources, &visit, None, said).await;
    }
    // Nobody could be called, and an administrator would hear of it last.
    let (after, _) = sources.core.settings.file().with(&held.chosen, &secret);
    if held.values.gateway().is_some() && after.gateway().is_none() {
        let said = Said::wrong_in("gateway_secret", texts().settings_secret_needed());
        return show(&sources, &visit, None, said).await;
    }
    match actions::set_gateway_secret(&sources.core, secret.to(), by, held.version).await {
        Err(ActionError::Changed) => changed_meanwhile(&sources, &visit, &form).await,
        done => {
            done?;
            Ok(secret_is_set())
        }
    }
}

fn secret_is_set() -> Response {
    Redirect::to(&format!("{}?done=secret_set", paths::SETTINGS)).into_response()
}

pub(crate) async fn make_alert_key(
    State(sources): State<Sources>,
    visit: Visit,
) -> Result<Response, Problem> {
    actions::make_first_alert_key(&sources.core, visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{}?done=alert_key_made", paths::SETTINGS)).into_response())
}

/// What was typed as the gateway's secret.
fn given(typed: &str) -> SetSecret {
    Secret::parse(typed).map_or(SetSecret::Unusable, SetSecret::To)
}

/// Sends a call about nobody, and says what the gateway said. The same form again sends none.
pub(crate) async fn test_call(
    State(sources): State<Sources>,
    State(gateway): State<Arc<Made<GatewayConfig, Gateway>>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let Ok(Some(reference)) = Phone::parse_line(form.get("reference")) else {
        let said = Said::wrong_in("reference", texts().settings_test_number_wrong());
        return show(&sources, &visit, Some(&form), said).await;
    };
    let version = core.settings.held().version;
    let Some(gateway) = gateway.now() else {
        let said = Said::refused(texts().settings_test_no_gateway());
        return show(&sources, &visit, Some(&form), said).await;
    };
    let once = form.once().unwrap_or_else(|| core.random.secret());
    if !actions::begin_test_call(core, by, &once).await? {
        return Ok(Redirect::to(&format!("{}#test-call", paths::SETTINGS)).into_response());
    }
    let answer = gateway.test(&core.random.secret(), reference.into_string(), core.now()).await;
    actions::note_test_call(core, by, matches!(answer, Answer::Accepted), version).await?;
    show(&sources, &visit, None, Said::done(Some(answered(&answer)))).await
}

pub(crate) async fn version(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = view::version_page(&sources, tx.as_mut(), number).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::SettingsVersionDetail shell=shell page=page /> },
    ))
}

async fn look(
    sources: &Sources,
    visit: &Visit,
    form: &Posted,
    change: &Change,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, notice, .. } = said.shown(visit)?;
    let Change { held, chosen, after, concerns } = change;
    let printed = sources.core.store.read().await?.list_posters().await?;
    let page = preview_page(sources, held, (chosen, after), concerns, (form, &printed), notice);
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::SettingsPreview shell=shell page=page /> },
    ))
}

async fn changed_meanwhile(sources: &Sources, visit: &Visit, form: &Posted) -> Result<Response, Problem> {
    let problem = saved_meanwhile(sources.core.store.read().await?.as_mut()).await?;
    let said = Said::wrong(vec![FieldError::new("", problem)]).with(StatusCode::CONFLICT);
    show(sources, visit, Some(form), said).await
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    filled: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = settings_page(sources, tx.as_mut(), filled, errors, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Settings shell=shell page=page /> }))
}
